//! Findings as SARIF 2.1.0, which code hosts and editors read
//! ([the standard](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html)).

use serde_json::{Value, json};

use crate::api::{Checked, Edit, Finding, Fix, Place};
use crate::lint::{RULES, Rule, Severity};

/// All findings of all documents as one SARIF log.
#[must_use]
pub fn render(files: &[Checked]) -> String {
    let results = files.iter().flat_map(|checked| checked.findings.iter().map(move |shown| result(checked, shown)));
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "ibid",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": RULES.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    });
    format!("{log:#}\n")
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.summary },
        "help": { "text": rule.page, "markdown": rule.page },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(checked: &Checked, shown: &Finding) -> Value {
    let related = shown.related.iter().enumerate().map(|(id, other)| {
        json!({ "id": id, "physicalLocation": location(checked, other.place), "message": { "text": other.message } })
    });
    let named = shown.named();
    let advice = [&shown.why, &shown.help].into_iter().flatten().map(String::as_str);
    let text = std::iter::once(named.as_ref()).chain(advice).collect::<Vec<_>>().join(". ");
    let mut result = json!({
        "ruleId": shown.rule,
        "ruleIndex": RULES.iter().position(|rule| rule.id == shown.rule),
        "level": level(shown.severity),
        "message": { "text": text },
        "locations": [{ "physicalLocation": location(checked, shown.place) }],
        "relatedLocations": related.collect::<Vec<_>>(),
        "partialFingerprints": { "ibid/v1": shown.fingerprint },
    });
    if let Some(fix) = &shown.fix {
        result["fixes"] = json!([fix_of(checked, fix)]);
    }
    result
}

fn location(checked: &Checked, place: Place) -> Value {
    json!({ "artifactLocation": artifact(checked, place), "region": region(place) })
}

fn artifact(checked: &Checked, place: Place) -> Value {
    json!({ "uri": uri(checked.path(place)) })
}

fn region(place: Place) -> Value {
    json!({
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "byteOffset": place.region.start,
        "byteLength": place.region.end - place.region.start,
    })
}

/// The fix, its edits gathered by file.
fn fix_of(checked: &Checked, fix: &Fix) -> Value {
    let mut files: Vec<Option<usize>> = fix.edits.iter().map(|edit| edit.place.region.file).collect();
    files.dedup();
    let changes = files.iter().filter_map(|&file| {
        let edits: Vec<&Edit> = fix.edits.iter().filter(|edit| edit.place.region.file == file).collect();
        let first = edits.first()?;
        let replacements = edits
            .iter()
            .map(|edit| json!({ "deletedRegion": region(edit.place), "insertedContent": { "text": edit.text } }));
        Some(json!({ "artifactLocation": artifact(checked, first.place), "replacements": replacements.collect::<Vec<_>>() }))
    });
    json!({ "description": { "text": fix.message }, "artifactChanges": changes.collect::<Vec<_>>() })
}

/// A path as a relative URI reference.
fn uri(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte);
    let encode = |byte: u8| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    path.replace('\\', "/").bytes().map(encode).collect()
}
