//! The JSON Schema of a record, made from the tables of CSL's terms.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value};

use super::{Date, DateVariable, Item, ItemType, Name, NameVariable, TextVariable};

impl JsonSchema for Item {
    fn schema_name() -> Cow<'static, str> {
        "Item".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let (names, date) = (generator.subschema_for::<Vec<Name>>(), generator.subschema_for::<Date>());
        let types: Vec<&str> = ItemType::ALL.iter().map(|item_type| item_type.as_str()).collect();
        let mut properties = Map::new();
        properties.insert("id".into(), json_schema!({ "type": "string" }).into());
        properties.insert("type".into(), json_schema!({ "type": "string", "enum": types }).into());
        let mut describe = |term: &str, schema: Schema| drop(properties.insert(term.to_owned(), schema.into()));
        TextVariable::ALL.iter().for_each(|term| describe(term.as_str(), json_schema!({ "type": "string" })));
        NameVariable::ALL.iter().for_each(|term| describe(term.as_str(), names.clone()));
        DateVariable::ALL.iter().for_each(|term| describe(term.as_str(), date.clone()));
        describe("custom", json_schema!({ "type": "object" }));
        json_schema!({
            "description": "The record of a work as CSL-JSON, with what a file holds besides",
            "type": "object",
            "properties": Value::Object(properties),
            "required": ["id", "type"],
        })
    }
}

impl JsonSchema for Date {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let parts = json_schema!({
            "description": "One date or the two ends of a range: year, month, day",
            "type": "array",
            "maxItems": 2,
            "items": { "type": "array", "items": { "type": "integer" }, "minItems": 1, "maxItems": 3 },
        });
        json_schema!({
            "type": "object",
            "properties": {
                "date-parts": parts,
                "season": { "type": "string" },
                "literal": { "type": "string" },
                "raw": { "type": "string" },
                "circa": { "type": "boolean" },
            },
            "additionalProperties": false,
        })
    }
}
