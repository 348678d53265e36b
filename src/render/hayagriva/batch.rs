//! Citations in batches that the engine can write one after the other.
//!
//! hayagriva compares each citation with every record of its run, so that a run of twice the records takes four times the time. What a style
//! writes for a source depends on other sources in two ways alone: it numbers them, or it tells apart those that would read the same. So
//! sources of one name stay in one batch, and a style that numbers its sources has a single batch.

use std::collections::BTreeMap;

use citationberg::json::{Item, NameValue, Value};

use crate::render::Renderer;

/// A batch takes no more sources once it has this many citations.
const ENOUGH: usize = 100;

/// Divides citations, each with the place of its record, into batches. In a batch they keep their order.
pub(in crate::render) fn batches<T>(
    renderer: &Renderer<'_>,
    citations: Vec<T>,
    record: impl Fn(&T) -> usize,
) -> Vec<Vec<T>> {
    if renderer.style.uses.number {
        return vec![citations];
    }
    let mut by_name: BTreeMap<String, Vec<T>> = BTreeMap::new();
    for citation in citations {
        let name = renderer.record(record(&citation)).and_then(name).unwrap_or_default();
        by_name.entry(name).or_default().push(citation);
    }
    let mut batches: Vec<Vec<T>> = Vec::new();
    for group in by_name.into_values() {
        match batches.last_mut().filter(|batch| batch.len() < ENOUGH) {
            Some(batch) => batch.extend(group),
            None => batches.push(group),
        }
    }
    batches
}

/// The name that a short citation of a record begins with: that of its author or editor, of anyone else, or its title.
fn name(record: &Item) -> Option<String> {
    let first = |value: &Value| match value {
        Value::Names(names) => names.first().map(family),
        _ => None,
    };
    let by = |role: &str| record.0.get(role).and_then(first);
    let title = || record.0.get("title").and_then(|title| title.to_str().map(|title| title.to_lowercase()));
    by("author").or_else(|| by("editor")).or_else(|| record.0.values().find_map(first)).or_else(title)
}

fn family(name: &NameValue) -> String {
    match name {
        NameValue::Literal(name) => name.literal.to_lowercase(),
        NameValue::Item(name) => name.family.to_lowercase(),
    }
}
