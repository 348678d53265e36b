//! Findings as JSON, in the form that other programs rely on: fields are added, never renamed.

use serde_json::{Map, Value, json};

use super::checked::{Checked, Place, Shown, ShownFix};

/// All findings of all documents as one JSON text.
#[must_use]
pub fn render(files: &[Checked]) -> String {
    let files: Vec<Value> = files.iter().map(file).collect();
    format!("{:#}\n", json!({ "version": 1, "files": files }))
}

fn file(checked: &Checked) -> Value {
    let several = checked.paths.len() > 1;
    let findings: Vec<Value> = checked.findings.iter().map(|shown| finding(shown, several)).collect();
    let mut object = Map::new();
    object.insert("path".into(), checked.paths.first().cloned().unwrap_or_default().into());
    if several {
        object.insert("paths".into(), checked.paths.clone().into());
    }
    object.insert("findings".into(), findings.into());
    object.into()
}

fn finding(shown: &Shown, several: bool) -> Value {
    let related = shown.related.iter().map(|(place, message)| with(place, several, [("message", json!(message))]));
    let texts = [
        ("rule", json!(shown.rule)),
        ("severity", json!(shown.severity.as_str())),
        ("message", json!(shown.message)),
        ("note", json!(shown.note)),
        ("help", json!(shown.help)),
    ];
    let mut object: Map<String, Value> = texts.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    let rest = [
        ("line", json!(shown.place.start.line)),
        ("column", json!(shown.place.start.column)),
        ("end_line", json!(shown.place.end.line)),
        ("end_column", json!(shown.place.end.column)),
        ("fingerprint", json!(shown.fingerprint)),
        ("related", related.collect()),
        ("fix", shown.fix.as_ref().map_or(Value::Null, |shown| fix(shown, several))),
    ];
    object.extend(with(&shown.place, several, rest));
    object.into()
}

fn fix(shown: &ShownFix, several: bool) -> Value {
    let edits = shown.edits.iter().map(|(place, text)| Value::from(with(place, several, [("text", json!(text))])));
    json!({ "safety": shown.safety.as_str(), "message": shown.message, "edits": edits.collect::<Vec<_>>() })
}

/// A place with what else there is to say of it; the file is named only where there are several.
fn with<const N: usize>(place: &Place, several: bool, rest: [(&str, Value); N]) -> Map<String, Value> {
    let mut object = Map::new();
    if several {
        object.insert("file".into(), json!(place.file));
    }
    object.insert("start".into(), json!(place.span.start));
    object.insert("end".into(), json!(place.span.end));
    object.extend(rest.into_iter().map(|(key, value)| (key.to_owned(), value)));
    object
}
