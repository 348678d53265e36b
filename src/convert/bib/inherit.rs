//! Entries that take fields from another: `crossref` and `xdata`.

use std::collections::HashMap;

use super::entry::BibEntry;

/// How deep one entry may take from another that itself takes from a third.
const DEEPEST: usize = 4;

/// Fields that belong to the parent alone.
const NEVER: &[&str] = &[
    "abstract",
    "addendum",
    "annotation",
    "crossref",
    "entryset",
    "file",
    "ids",
    "label",
    "note",
    "options",
    "pages",
    "related",
    "shorthand",
    "shorttitle",
    "sortkey",
    "subtitle",
    "title",
    "titleaddon",
    "userf",
    "xdata",
    "xref",
];

/// What a parent's title is to its part, as BibLaTeX has it: by the type of the parent and of the part.
const TITLES: &[(&str, &[&str], &str)] = &[
    (
        "mv",
        &["book", "collection", "proceedings", "reference", "inbook", "incollection", "inproceedings", "inreference"],
        "maintitle",
    ),
    ("book", &["inbook", "bookinbook", "suppbook"], "booktitle"),
    ("", &["incollection", "inbook", "inproceedings", "inreference", "conference", "suppcollection"], "booktitle"),
    ("periodical", &["article", "suppperiodical"], "journaltitle"),
];

/// Fills every entry that names another from that other.
pub(super) fn inherit(entries: &mut [BibEntry]) {
    let names_another = |entry: &BibEntry| entry.fields.contains_key("crossref") || entry.fields.contains_key("xdata");
    if !entries.iter().any(names_another) {
        return;
    }
    let places: HashMap<String, usize> =
        entries.iter().enumerate().map(|(at, entry)| (entry.key.to_lowercase(), at)).collect();
    for _ in 0..DEEPEST {
        for at in 0..entries.len() {
            for parent in parents(&entries[at], &places) {
                let parent = entries[parent].clone();
                fill(&mut entries[at], &parent);
            }
        }
    }
    for entry in entries {
        entry.fields.remove("crossref");
        entry.fields.remove("xdata");
    }
}

fn parents(entry: &BibEntry, places: &HashMap<String, usize>) -> Vec<usize> {
    let named = ["crossref", "xdata"].into_iter().filter_map(|field| entry.fields.get(field));
    let keys = named.flat_map(|keys| keys.split(',')).map(|key| key.trim().to_lowercase());
    keys.filter_map(|key| places.get(&key).copied()).collect()
}

fn fill(entry: &mut BibEntry, parent: &BibEntry) {
    let is_data = parent.entry_type == "xdata";
    for (field, value) in &parent.fields {
        if is_data || !NEVER.contains(&field.as_str()) {
            entry.fields.entry(field.clone()).or_insert_with(|| value.clone());
        }
    }
    if let (Some(title), Some(field)) = (parent.fields.get("title"), title_field(&entry.entry_type, &parent.entry_type))
    {
        let subtitle = parent.fields.get("subtitle").map_or(String::new(), |subtitle| format!(": {subtitle}"));
        entry.fields.entry(field.to_owned()).or_insert_with(|| format!("{title}{subtitle}"));
    }
}

fn title_field(child: &str, parent: &str) -> Option<&'static str> {
    let fits = |(prefix, children, _): &&(&str, &[&str], &str)| parent.starts_with(prefix) && children.contains(&child);
    TITLES.iter().find(fits).map(|(_, _, field)| *field)
}
