//! `docs/schema/` is what the types say, and what ibid answers to the conformance suite follows it.

use std::path::{Path, PathBuf};

use ibid::{Analysis, Options, Settings, Source, api};
use serde_json::{Value, json};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn stored(name: &str) -> PathBuf {
    root().join("docs/schema").join(name).with_extension("json")
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn the_schemas_in_the_documentation_are_those_of_the_types() {
    for (name, schema) in ibid_schema::schemas() {
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::create_dir_all(root().join("docs/schema")).unwrap();
            std::fs::write(stored(name), &text).unwrap();
        }
        let known = std::fs::read_to_string(stored(name)).unwrap_or_default();
        assert!(known == text, "docs/schema/{name}.json is stale; UPDATE_DOCS=1 cargo test -p ibid-schema renews it");
    }
}

/// The library's answer to a case of the conformance suite, with the name of its schema.
fn answer(case: &Value) -> Option<(&'static str, Value)> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let input = case["input"].as_str()?;
    let source = [Source::new(text(&case["options"]["path"]).unwrap_or_default(), input)];
    let options = Options { language: text(&case["options"]["language"]), ..Options::default() };
    let analysis = Analysis::of(&source, &options);
    Some(match case["call"].as_str()? {
        "inspect" => ("inspect", json!(api::Inspection::new(&source, &analysis))),
        "check" => {
            let findings = ibid::check(&analysis, None, &Settings::default());
            ("check", json!(api::Report::of(&[api::Checked::new(&source, &analysis.document, findings)])))
        }
        "segments" => ("segments", json!(api::Segments::of(input))),
        "parse" => ("item", json!(ibid::parse(input).record())),
        "cite" => ("cite", case["expected"].clone()),
        _ => return None,
    })
}

#[test]
fn answers_follow_their_schemas() {
    let mut count = 0;
    for entry in std::fs::read_dir(root().join("tests/conformance")).unwrap() {
        let path = entry.unwrap().path();
        let is_case = path.extension().is_some_and(|ending| ending == "json");
        let Some((name, answer)) = is_case.then(|| read(&path)).as_ref().and_then(answer) else { continue };
        let validator = jsonschema::validator_for(&read(&stored(name))).unwrap();
        let errors: Vec<String> = validator.iter_errors(&answer).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {}", path.display(), errors.join("\n"));
        count += 1;
    }
    assert!(count > 8, "the cases are not found");
    let rules = jsonschema::validator_for(&read(&stored("rules"))).unwrap();
    assert!(rules.is_valid(&json!(api::Rules::all())));
}

#[test]
fn settings_follow_their_schema_where_ibid_takes_them() {
    let validator = jsonschema::validator_for(&read(&stored("settings"))).unwrap();
    for (settings, is_right) in [
        (json!({ "preset": "scholarly", "ignore": ["marker-space"], "language": "de", "profile": "oscola" }), true),
        (
            json!({ "severity": { "note-unused": "warning" }, "resolve": { "45#1": "12#1", "12#1": { "title": "T" } } }),
            true,
        ),
        (json!({ "per-file-ignores": { "old/*.md": ["field-missing"] }, "exclude": ["drafts/"] }), true),
        (json!({ "selct": [] }), false),
        (json!({ "ignore": ["no-such-rule"] }), false),
        (json!({ "preset": "all" }), false),
        (json!({ "severity": { "note-unused": "fatal" } }), false),
    ] {
        assert_eq!(validator.is_valid(&settings), is_right, "{settings}");
    }
}

#[test]
fn an_answer_that_lacks_a_field_is_refused() {
    let validator = jsonschema::validator_for(&read(&stored("inspect"))).unwrap();
    let source = [Source::new("post.md", "A claim.[^1]\n\n[^1]: Ibid.\n")];
    let analysis = Analysis::of(&source, &Options::default());
    let mut answer = json!(api::Inspection::new(&source, &analysis));
    assert!(validator.is_valid(&answer));
    answer["notes"][0].as_object_mut().unwrap().remove("start");
    assert!(!validator.is_valid(&answer));
}
