//! Word's own citations: the field names a source (`CITATION Ree99 \p 12`), and a part of the document keeps them all.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::leaves::{Leaf, leaves};
use super::{citation as of_items, issued};

/// The sources that Word itself keeps, by their tag, as CSL-JSON.
pub(in super::super) type Sources = HashMap<String, Value>;

/// The types of works by Word's names for them.
const TYPES: &[(&str, &str)] = &[
    ("Book", "book"),
    ("BookSection", "chapter"),
    ("JournalArticle", "article-journal"),
    ("ArticleInAPeriodical", "article-magazine"),
    ("ConferenceProceedings", "paper-conference"),
    ("Report", "report"),
    ("InternetSite", "webpage"),
    ("DocumentFromInternetSite", "webpage"),
    ("Case", "legal_case"),
    ("Patent", "patent"),
];

const FIELDS: &[(&str, &str)] = &[
    ("b:Title", "title"),
    ("b:ShortTitle", "title-short"),
    ("b:JournalName", "container-title"),
    ("b:PeriodicalTitle", "container-title"),
    ("b:BookTitle", "container-title"),
    ("b:ConferenceName", "event-title"),
    ("b:Pages", "page"),
    ("b:Volume", "volume"),
    ("b:Issue", "issue"),
    ("b:Edition", "edition"),
    ("b:City", "publisher-place"),
    ("b:Publisher", "publisher"),
    ("b:StandardNumber", "ISBN"),
    ("b:URL", "URL"),
    ("b:DOI", "DOI"),
];

const NAMES: &[(&str, &str)] = &[("b:Author", "author"), ("b:Editor", "editor"), ("b:Translator", "translator")];

/// The sources of the part that keeps them.
pub(in super::super) fn sources(xml: &str) -> Sources {
    let leaves = leaves(xml);
    leaves.split(|leaf| leaf.path == "b:Sources/b:Source").skip(1).filter_map(source).collect()
}

fn source(leaves: &[Leaf]) -> Option<(String, Value)> {
    let texts = |path: &str| {
        let path = format!("b:Sources/b:Source/{path}");
        leaves.iter().filter(move |leaf| leaf.path == path).map(|leaf| leaf.text.trim()).filter(|text| !text.is_empty())
    };
    let tag = texts("b:Tag").next()?.to_owned();
    let kind = texts("b:SourceType").next().unwrap_or_default();
    let kind = TYPES.iter().find(|(name, _)| *name == kind).map_or("document", |(_, kind)| kind);
    let mut record = json!({ "id": tag, "type": kind });
    for (role, variable) in NAMES {
        let people = format!("b:Sources/b:Source/b:Author/{role}/b:NameList/b:Person");
        let bodies = texts(&format!("b:Author/{role}/b:Corporate")).map(|body| json!({ "literal": body }));
        let people = leaves.split(|leaf| leaf.path == people).skip(1).map(person);
        let names: Vec<Value> = people.chain(bodies).collect();
        if !names.is_empty() {
            record[*variable] = names.into();
        }
    }
    for (path, variable) in FIELDS {
        if let Some(text) = texts(path).next() {
            record[*variable] = text.into();
        }
    }
    if let Some(year) = texts("b:Year").next() {
        record["issued"] = issued(year);
    }
    Some((tag, record))
}

/// A person, by the parts of the name that stand first in these elements.
fn person(leaves: &[Leaf]) -> Value {
    let part = |name: &str| leaves.iter().find(|leaf| leaf.path.ends_with(name)).map(|leaf| leaf.text.trim());
    json!({ "family": part("/b:Last"), "given": part("/b:First") })
}

/// The citation of an instruction: a tag, and after it switches with their values; `\m` names another source.
pub(super) fn citation(instruction: &str, sources: &Sources) -> Option<Value> {
    let mut words = instruction.strip_prefix("CITATION")?.split_whitespace();
    let mut items = vec![(sources.get(words.next()?)?.clone(), Vec::new())];
    while let (Some(switch), Some(value)) = (words.next(), words.next()) {
        let value = value.trim_matches('"');
        let said = match switch {
            "\\m" => {
                items.push((sources.get(value)?.clone(), Vec::new()));
                continue;
            }
            "\\p" => "locator",
            "\\f" => "prefix",
            "\\s" => "suffix",
            _ => continue,
        };
        items.last_mut().into_iter().for_each(|(_, all)| all.push((said, value.to_owned())));
    }
    Some(of_items(items))
}
