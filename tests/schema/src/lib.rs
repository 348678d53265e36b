//! The JSON Schema of everything that ibid writes, made from the types in `ibid::api`.

use ibid::lint::RULES;
use ibid::resolve::PROFILES;
use ibid::{Item, api};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, json_schema};
use serde_json::{Value, json};

/// The name of each document's schema, with the schema.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Schema)> {
    vec![
        ("inspect", schema::<api::Inspection>()),
        ("check", schema::<api::Report>()),
        ("segments", schema::<api::Segments>()),
        ("cite", schema::<api::CiteAnswer>()),
        ("rules", schema::<api::Rules>()),
        ("item", schema::<Item>()),
        ("settings", settings()),
    ]
}

/// The schema of `ibid.toml`, for editors that complete and check settings as they are typed.
fn settings() -> Schema {
    let rules: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    let profiles: Vec<&str> = PROFILES.iter().map(|profile| profile.name).collect();
    let list = |of: Value, description: &str| json!({ "type": "array", "items": of, "description": description });
    let word = json!({ "type": "string" });
    json_schema!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The settings of ibid",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "preset": { "enum": ["blog", "scholarly", "strict"], "description": "The preset of rules to run" },
            "select": list(json!({ "enum": rules }), "The rules to run instead of those of the preset"),
            "extend-select": list(json!({ "enum": rules }), "The rules to run besides"),
            "ignore": list(json!({ "enum": rules }), "The rules not to run"),
            "exclude": list(word.clone(), "Files that are left out when a folder is searched, as patterns of .gitignore"),
            "style": { "type": "string", "description": "The style that the notes follow" },
            "profile": { "enum": profiles, "description": "What Ibid., idem and their like mean" },
            "language": { "type": "string", "pattern": "^[A-Za-z]{2}([-_].*)?$", "description": "The language of the documents, a two-letter code" },
            "per-file-ignores": {
                "type": "object",
                "additionalProperties": list(json!({ "enum": rules }), "The rules not to run on files that match the pattern"),
                "description": "Rules not to run on some files",
            },
            "severity": {
                "type": "object",
                "propertyNames": { "enum": rules },
                "additionalProperties": { "enum": ["error", "warning", "info"] },
                "description": "How much a rule's findings weigh",
            },
            "resolve": {
                "type": "object",
                "additionalProperties": { "anyOf": [word, { "type": "object", "additionalProperties": word }] },
                "description": "The sources of citations (\"45#1\" = \"12#1\") and the right values of their fields (\"12#1.title\")",
            },
        },
    })
}

/// The schema of what is written, where every field is always there.
fn schema<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}
