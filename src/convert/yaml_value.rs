//! YAML as values, whatever they mean.

use serde_json::Value;

use super::ConversionProblem;

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

/// A value as YAML.
pub(super) fn to_yaml(value: &Value) -> String {
    let mut text = serde_saphyr::to_string(value).unwrap_or_default();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}
