//! The JSON Schema of everything that ibid writes, made from the types in `ibid::api`.

use ibid::{Item, api};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

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
    ]
}

/// The schema of what is written, where every field is always there.
fn schema<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}
