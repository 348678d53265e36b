//! CSL-YAML, as pandoc has it: CSL-JSON's items under `references`.

use serde_json::{Value, json};

use super::{Bibliography, ConversionProblem, ConvertOptions, csl_json, typst};
use crate::csl::Item;

/// Whether a text looks like CSL-YAML.
pub(super) fn sniff(text: &str) -> bool {
    text.lines().take(20).any(|line| line.trim_end() == "references:" || line.starts_with("- id:"))
}

/// Reads CSL-YAML, or hayagriva's YAML if that is what the file is.
pub(super) fn read(text: &str) -> Bibliography {
    match parse(text) {
        Ok(value) if typst::fits(&value) => typst::read_value(value),
        Ok(Value::Null) => Bibliography::default(),
        Ok(value) => csl_json::read_value(value),
        Err(problem) => Bibliography::broken(problem),
    }
}

/// A YAML text as the value it stands for.
pub(super) fn parse(text: &str) -> Result<Value, ConversionProblem> {
    serde_saphyr::from_str(without_fences(text)).map_err(|error| {
        let line = error.location().map(|place| usize::try_from(place.line()).unwrap_or_default());
        let message = error.to_string();
        ConversionProblem {
            line,
            entry: None,
            message: format!("this is not YAML: {}", message.lines().next().unwrap_or_default()),
            left_out: true,
        }
    })
}

/// A file may be one document between `---` and `...` or `---`, as in the head of a Markdown file.
fn without_fences(text: &str) -> &str {
    let inner = text.trim_start_matches('\u{feff}').trim();
    let inner = inner.strip_prefix("---\n").or_else(|| inner.strip_prefix("---\r\n")).unwrap_or(inner);
    inner.strip_suffix("\n...").or_else(|| inner.strip_suffix("\n---")).unwrap_or(inner)
}

/// Writes one document with the items under `references`.
pub(super) fn write(bibliography: &Bibliography, _: &ConvertOptions) -> String {
    let items: Vec<Item> = bibliography.items.iter().map(csl_json::within_schema).collect();
    format!("---\n{}...\n", to_yaml(&json!({ "references": items })))
}

/// A value as YAML.
pub(super) fn to_yaml(value: &Value) -> String {
    let mut text = serde_saphyr::to_string(value).unwrap_or_default();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_read_as_pandoc_has_them() {
        let text = "---\nreferences:\n- id: doe\n  type: book\n  title: 'Sums: a history'\n  issued:\n    date-parts:\n    - - 1998\n      - 5\n  volume: 3\n...\n";
        let bibliography = read(text);
        assert_eq!(
            serde_json::to_string(&bibliography.items[0]).unwrap(),
            r#"{"id":"doe","type":"book","title":"Sums: a history","issued":{"date-parts":[[1998,5]]},"volume":"3"}"#
        );
        assert!(sniff(text));
    }

    #[test]
    fn what_is_written_is_read_again() {
        let json = r#"{"id":"no","type":"book","title":"yes: [it's] \"so\" # 1\n - ~","volume":"007","author":[{"literal":"null"}],"custom":{"n":1.5,"e":""}}"#;
        let item: Item = serde_json::from_str(json).unwrap();
        let written = write(&Bibliography::of(vec![item.clone()]), &ConvertOptions::default());
        assert_eq!(read(&written).items, [item], "{written}");
    }

    #[test]
    fn a_broken_file_says_where() {
        let bibliography = read("references:\n- id: [a\n  type: book\n");
        assert!(bibliography.items.is_empty());
        assert!(bibliography.problems[0].line.is_some(), "{:?}", bibliography.problems);
        assert_eq!(read(""), Bibliography::default());
    }
}
