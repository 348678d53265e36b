//! The library and the program answer as `tests/conformance/` says, and alike.

use std::path::{Path, PathBuf};

use ibid::{Analysis, Format, Options, OutputFormat, Renderer, Request, Settings, Source, Style, System, api};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::cli::{ibid, stdout};

/// One question and what must be in the answer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    call: String,
    input: String,
    options: Wishes,
    expected: Value,
}

/// The options of any call.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Wishes {
    path: Option<String>,
    format: Option<String>,
    language: Option<String>,
    profile: Option<String>,
    style: Option<String>,
    to: Option<String>,
    items: Option<Value>,
}

impl Wishes {
    fn options(&self) -> Options {
        // The format of a bibliography is no format of documents.
        let format = self.format.as_deref().and_then(|name| Format::by_name(name).ok());
        Options { format, language: self.language.clone(), profile: self.profile.clone(), ..Options::default() }
    }

    fn style(&self) -> Style {
        Style::find(self.style.as_deref().unwrap()).unwrap()
    }

    /// The options of the command line that say the same; `file` holds the items.
    fn arguments(&self, file: &Path) -> Vec<String> {
        let named = [
            ("--stdin-filename", &self.path),
            ("--from", &self.format),
            ("--language", &self.language),
            ("--profile", &self.profile),
            ("--style", &self.style),
            ("--to", &self.to),
        ];
        let given = named.into_iter().filter_map(|(name, value)| Some([name.to_owned(), value.clone()?]));
        let items = self.items.as_ref().map(|items| {
            std::fs::write(file, items.to_string()).unwrap();
            ["--items".to_owned(), file.display().to_string()]
        });
        given.chain(items).flatten().collect()
    }
}

/// The answer of the library.
fn of_library(case: &Case) -> Value {
    let path = case.options.path.as_deref().unwrap_or("-");
    let source = Source::new(path, case.input.as_str());
    let options = case.options.options();
    let analysis = |source: &Source| Analysis::of(std::slice::from_ref(source), &options);
    let to = || case.options.to.as_deref().unwrap();
    match case.call.as_str() {
        "inspect" => {
            let analysis = analysis(&source);
            json!(api::Inspection::new(std::slice::from_ref(&source), &analysis))
        }
        "check" => {
            let analysis = analysis(&source);
            let findings = ibid::check(&analysis, None, &Settings::default());
            json!(api::Report::of(&[api::Checked::new(&[source], &analysis.document, findings)]))
        }
        "segments" => json!(api::Segments::of(&case.input)),
        "parse" => {
            let mut item = ibid::parse(&case.input).record();
            item.id = "1".into();
            json!(item)
        }
        "convert" => {
            let from = case.options.format.as_deref().unwrap();
            json!({ "text": ibid::convert(&case.input, from, to()).unwrap().text })
        }
        "cite" => {
            let items: Vec<ibid::Item> = serde_json::from_value(case.options.items.clone().unwrap()).unwrap();
            let request: Request = serde_json::from_str(&case.input).unwrap();
            json!(api::CiteAnswer::of(&Renderer::new(&case.options.style(), &items), &request, OutputFormat::Text))
        }
        "restyle" => {
            let restyled = ibid::restyle(&source, &options, &case.options.style(), Default::default());
            json!({ "text": restyled.unwrap().text })
        }
        "link" => {
            json!({ "text": ibid::link(&source, &options, System::by_name(to()).unwrap()).unwrap() })
        }
        other => panic!("{other} is no call"),
    }
}

/// The answer of the program.
fn of_program(case: &Case) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let options = case.options.arguments(&folder.path().join("items.json"));
    let command: &[&str] = match case.call.as_str() {
        "inspect" => &["inspect", "-", "--format", "json"],
        "check" => &["check", "-", "--format", "json"],
        "segments" => &["parse", "--format", "segments"],
        "parse" => &["parse", "--format", "jsonl"],
        "cite" => &["cite", "--format", "text"],
        "convert" => &["convert", "-"],
        "restyle" => &["restyle", "-"],
        "link" => &["link", "-"],
        other => panic!("{other} is no call"),
    };
    let arguments: Vec<&str> = command.iter().copied().chain(options.iter().map(String::as_str)).collect();
    let output = stdout(&ibid(&arguments, &case.input));
    match case.call.as_str() {
        "convert" | "restyle" | "link" => json!({ "text": output }),
        _ => serde_json::from_str(&output).unwrap(),
    }
}

/// What the answer lacks of the expected: the way to it, and the two values.
fn lacking(expected: &Value, answer: &Value, way: &str) -> Option<String> {
    let pairs = |count: usize| (0..count).map(|at| (format!("{way}/{at}"), &expected[at], &answer[at]));
    match (expected, answer) {
        (Value::Object(fields), Value::Object(_)) => fields.iter().find_map(|(key, value)| {
            let way = format!("{way}/{key}");
            answer.get(key).map_or_else(|| Some(format!("{way} is missing")), |answer| lacking(value, answer, &way))
        }),
        (Value::Array(members), Value::Array(others)) if members.len() == others.len() => {
            pairs(members.len()).find_map(|(way, expected, answer)| lacking(expected, answer, &way))
        }
        _ => (expected != answer).then(|| format!("{way}: {answer} and not {expected}")),
    }
}

fn cases() -> Vec<(PathBuf, Case)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|ending| ending == "json")).collect();
    paths.sort();
    let read = |path: &Path| serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    paths.into_iter().map(|path| (path.clone(), read(&path))).collect()
}

#[test]
fn the_library_and_the_program_conform() {
    let cases = cases();
    assert!(cases.len() > 10, "the cases are not found");
    let mut wrong = Vec::new();
    for (path, case) in cases {
        let (library, program) = (of_library(&case), of_program(&case));
        let name = path.file_stem().unwrap().display().to_string();
        wrong.extend(lacking(&case.expected, &library, &name));
        wrong.extend(
            (library != program).then(|| format!("{name}: the program answers {program},\nthe library {library}")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_lacking_is_told() {
    let expected = json!({"a": [1, {"b": null}]});
    assert_eq!(lacking(&expected, &json!({"a": [1, {"b": null, "c": 2}], "d": 3}), ""), None);
    for answer in [json!({"a": [1]}), json!({"a": [1, {}]}), json!({"a": [2, {"b": null}]}), json!([])] {
        assert!(lacking(&expected, &answer, "").is_some(), "{answer}");
    }
}
