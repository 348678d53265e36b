//! CSL-JSON: an array of items, or one item a line (`.jsonl`).

use serde_json::{Map, Value};

use super::{Bibliography, ConversionProblem, ConvertOptions};
use crate::csl::Item;

/// Whether a text looks like CSL-JSON.
pub(super) fn sniff(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with('{') || text.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with(['{', ']']))
}

/// Reads an array, an object with the array under `items` or `references`, one item, or one item a line.
pub(super) fn read(text: &str) -> Bibliography {
    match serde_json::from_str::<Value>(text) {
        Ok(value) => read_value(value),
        Err(_) if text.trim_start().starts_with('{') => read_lines(text),
        Err(error) => {
            Bibliography::broken(ConversionProblem::at_line(error.line(), format!("this is not JSON: {error}")))
        }
    }
}

/// Reads one item a line; a bad line is a problem, and the rest goes on.
pub(super) fn read_lines(text: &str) -> Bibliography {
    let mut bibliography = Bibliography::default();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str::<Item>(line) {
            Ok(item) => bibliography.items.push(item),
            Err(error) => {
                bibliography
                    .problems
                    .push(ConversionProblem::at_line(index + 1, format!("this is no CSL-JSON item: {error}")));
            }
        }
    }
    bibliography
}

/// The items in a value that was read from JSON or YAML.
pub(super) fn read_value(value: Value) -> Bibliography {
    let values = match value {
        Value::Array(values) => values,
        Value::Object(mut object) => match object.remove("items").or_else(|| object.remove("references")) {
            Some(Value::Array(values)) => values,
            _ => vec![Value::Object(object)],
        },
        _ => vec![value],
    };
    let mut bibliography = Bibliography::default();
    for (index, value) in values.into_iter().enumerate() {
        match serde_json::from_value::<Item>(value) {
            Ok(item) => bibliography.items.push(item),
            Err(error) => {
                bibliography
                    .problems
                    .push(ConversionProblem::of_entry(index + 1, format!("this is no CSL item: {error}")));
            }
        }
    }
    bibliography
}

/// Writes an array, one item a line.
pub(super) fn write(bibliography: &Bibliography, _: &ConvertOptions) -> String {
    let items: Vec<String> = bibliography.items.iter().map(to_line).collect();
    if items.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", items.join(",\n")) }
}

/// Writes one item a line, without the array.
pub(super) fn write_lines(bibliography: &Bibliography, _: &ConvertOptions) -> String {
    bibliography.items.iter().map(|item| to_line(item) + "\n").collect()
}

fn to_line(item: &Item) -> String {
    serde_json::to_string(&within_schema(item)).unwrap_or_default()
}

/// CSL-JSON allows no keys but its own beside `custom`: what a file had besides moves there.
pub(super) fn within_schema(item: &Item) -> Item {
    let mut item = item.clone();
    let other = std::mem::take(&mut item.other);
    let (known, unknown): (Map<_, _>, Map<_, _>) = other.into_iter().partition(|(key, _)| is_schema_key(key));
    item.other = known;
    for (key, value) in unknown {
        item.custom.entry(key).or_insert(value);
    }
    item
}

/// Keys of the schema that are no variables of CSL.
fn is_schema_key(key: &str) -> bool {
    key == "categories"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bad_item_loses_no_file() {
        let lines = "{\"id\":\"a\",\"type\":\"book\"}\n{\"id\":\n\n{\"id\":\"b\",\"type\":\"book\"}\n";
        let bibliography = read(lines);
        assert_eq!(bibliography.items.len(), 2);
        assert_eq!(bibliography.problems[0].line, Some(2));
        let bibliography = read(r#"[{"id":"a"}, 7, {"id":"b"}]"#);
        assert_eq!((bibliography.items.len(), bibliography.problems[0].entry), (2, Some(2)));
    }

    #[test]
    fn every_shape_of_file_is_read() {
        for text in [r#"[{"id":"a"}]"#, r#"{"items":[{"id":"a"}]}"#, r#"{"references":[{"id":"a"}]}"#, r#"{"id":"a"}"#]
        {
            assert_eq!(read(text).items[0].id, "a", "{text}");
        }
        assert!(read("[]").items.is_empty() && read("[]").problems.is_empty());
        assert_eq!(read("[{").problems.len(), 1);
    }

    #[test]
    fn keys_beyond_the_schema_are_kept_under_custom() {
        let bibliography = read(r#"[{"id":"a","type":"novel","mood":"sad","categories":["x"]}]"#);
        let written = write(&bibliography, &ConvertOptions::default());
        assert_eq!(
            written,
            "[\n{\"id\":\"a\",\"type\":\"document\",\"custom\":{\"type\":\"novel\",\"mood\":\"sad\"},\"categories\":[\"x\"]}\n]\n"
        );
    }
}
