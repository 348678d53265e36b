//! `docs/schema/` is what the types say, and what the conformance suite expects follows it.

use std::path::{Path, PathBuf};

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn stored(name: &str) -> PathBuf {
    root().join("docs/schema").join(name).with_extension("json")
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
