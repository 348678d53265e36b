//! CSL-YAML, as pandoc has it: CSL-JSON's items under `references`.

use serde_json::{Value, json};

use super::{Bibliography, ConvertOptions, csl_json, typst, yaml_value};
use crate::csl::Item;

/// Whether a text looks like CSL-YAML.
pub(super) fn sniff(text: &str) -> bool {
    text.lines().take(20).any(|line| line.trim_end() == "references:" || line.starts_with("- id:"))
}

/// Reads CSL-YAML, or hayagriva's YAML if that is what the file is.
pub(super) fn read(text: &str) -> Bibliography {
    match yaml_value::parse(text) {
        Ok(value) if typst::fits(&value) => typst::read_value(value),
        Ok(Value::Null) => Bibliography::default(),
        Ok(value) => csl_json::read_value(value),
        Err(problem) => Bibliography::broken(problem),
    }
}

/// Writes one document with the items under `references`.
pub(super) fn write(bibliography: &Bibliography, _: &ConvertOptions) -> String {
    let items: Vec<Item> = bibliography.items.iter().map(csl_json::within_schema).collect();
    format!("---\n{}...\n", yaml_value::to_yaml(&json!({ "references": items })))
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
