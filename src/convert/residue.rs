//! What a format has no place for, as lines that people can read: `section: Sports`, `type: graphic`.
//!
//! Every writer reads back what it wrote and hands over what differs. So nothing is lost by design, whatever a format or
//! its table of fields lacks.

use serde_json::Value;

use super::edtf;
use crate::csl::{Date, DateVariable, Item, ItemType, Name, NameVariable, TextVariable};

/// Keys of `custom` that say where a citation points or how sure ibid is: they are no part of the work.
const NOT_OF_THE_WORK: &[&str] = &["locator", "confidence"];

/// What stands between two names.
const AND: &str = " and ";

/// Variables by name, with their values as text.
pub(super) type Residue = Vec<(String, String)>;

/// The variables of `item` that `copy` has not, or has otherwise; one that only `copy` has is given as empty.
pub(super) fn difference(item: &Item, copy: &Item) -> Residue {
    let mut residue = Residue::new();
    if item.id != copy.id {
        residue.push(("id".into(), item.id.clone()));
    }
    if item.item_type != copy.item_type {
        residue.push(("type".into(), item.item_type.to_string()));
    }
    for &variable in NameVariable::ALL {
        let names = item.names(variable);
        if !are_alike(names, copy.names(variable)) {
            residue.push((variable.to_string(), write_names(names)));
        }
    }
    for &variable in DateVariable::ALL {
        if item.date(variable) != copy.date(variable) {
            residue.push((variable.to_string(), item.date(variable).map(write_date).unwrap_or_default()));
        }
    }
    for &variable in TextVariable::ALL {
        if item.text(variable) != copy.text(variable) {
            residue.push((variable.to_string(), item.text(variable).unwrap_or_default().to_owned()));
        }
    }
    residue.extend(extras(item, copy));
    residue
}

/// True if two lists have the same names. Whether a comma comes before "Jr." is a matter of style, and no reason to write all names twice.
fn are_alike(names: &[Name], others: &[Name]) -> bool {
    let plain = |name: &Name| Name { comma_suffix: None, ..name.clone() };
    names.len() == others.len() && names.iter().zip(others).all(|(name, other)| plain(name) == plain(other))
}

/// What `custom` and `other` hold besides, as `custom.key` and `other.key` with values in JSON.
fn extras<'a>(item: &'a Item, copy: &'a Item) -> impl Iterator<Item = (String, String)> + 'a {
    let custom = item
        .custom
        .iter()
        .filter(|(key, value)| !NOT_OF_THE_WORK.contains(&key.as_str()) && copy.custom.get(*key) != Some(value));
    let other = item.other.iter().filter(|(key, value)| copy.other.get(*key) != Some(value));
    let named = |prefix| move |(key, value): (&String, &Value)| (format!("{prefix}.{key}"), write_value(value));
    custom.map(named("custom")).chain(other.map(named("other")))
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// `Roe, Rita and Okafor, Chidi`; names that this does not say are written as CSL-JSON.
fn write_names(names: &[Name]) -> String {
    let pairs = names.iter().map(|name| Some(format!("{}, {}", name.family.as_ref()?, name.given.as_ref()?)));
    let plain = pairs.collect::<Option<Vec<_>>>().unwrap_or_default().join(AND);
    if read_names(&plain) == names { plain } else { json(&names) }
}

fn read_names(text: &str) -> Vec<Name> {
    let person = |name: &str| name.split_once(", ").map(|(family, given)| Name::person(family, given));
    let people = text.split(AND).filter_map(person).collect();
    if text.starts_with('[') { serde_json::from_str(text).unwrap_or_default() } else { people }
}

/// EDTF, or the words that stand for a date; what neither says is written as CSL-JSON.
fn write_date(date: &Date) -> String {
    let words = || date.literal.clone().unwrap_or_default();
    let plain = edtf::write(date).unwrap_or_else(words);
    if read_date(&plain).as_ref() == Some(date) { plain } else { json(date) }
}

fn read_date(text: &str) -> Option<Date> {
    let words = || Some(text).filter(|text| !text.is_empty()).map(Date::literal);
    if text.starts_with('{') { serde_json::from_str(text).ok() } else { edtf::read(text).or_else(words) }
}

/// A string as it is, unless it would be taken for something else; other values as JSON.
fn write_value(value: &Value) -> String {
    match value {
        Value::String(text) if serde_json::from_str::<Value>(text).is_err() => text.clone(),
        other => other.to_string(),
    }
}

/// Puts one variable back into a record; `false` if the name is none that a writer hands over.
pub(super) fn restore(item: &mut Item, name: &str, value: &str) -> bool {
    if let Some(variable) = TextVariable::from_csl(name) {
        item.set(variable, value);
    } else if let Some(variable) = NameVariable::from_csl(name) {
        item.set_names(variable, read_names(value));
    } else if let Some(variable) = DateVariable::from_csl(name) {
        match read_date(value) {
            Some(date) => item.set_date(variable, date),
            None => drop(item.remove_date(variable)),
        }
    } else {
        return restore_other(item, name, value);
    }
    true
}

fn restore_other(item: &mut Item, name: &str, value: &str) -> bool {
    let parsed = || serde_json::from_str(value).unwrap_or_else(|_| Value::from(value));
    match (name, name.split_once('.')) {
        ("id", _) => value.clone_into(&mut item.id),
        ("type", _) => item.item_type = ItemType::from_csl(value).unwrap_or(item.item_type),
        (_, Some(("custom", key))) => drop(item.custom.insert(key.to_owned(), parsed())),
        (_, Some(("other", key))) => drop(item.other.insert(key.to_owned(), parsed())),
        _ => return false,
    }
    true
}

/// All in one line: `section: Sports; type: graphic`. A semicolon inside a value is doubled.
pub(super) fn to_line(residue: &Residue) -> String {
    let parts: Vec<String> = residue.iter().map(|(name, value)| to_part(name, &value.replace(';', ";;"))).collect();
    parts.join("; ")
}

/// `section: Sports`, on one line.
pub(super) fn to_part(name: &str, value: &str) -> String {
    format!("{name}: {}", value.replace('\\', r"\\").replace('\n', r"\n")).trim_end().to_owned()
}

/// Puts a line back into a record; what it does not understand is handed back.
pub(super) fn restore_line(item: &mut Item, line: &str) -> Option<String> {
    let mut strange = Vec::new();
    let line = line.replace(";;", "\u{1}");
    for part in line.split(';').map(|part| part.trim().replace('\u{1}', ";")).filter(|part| !part.is_empty()) {
        if !restore_part(item, &part) {
            strange.push(part);
        }
    }
    (!strange.is_empty()).then(|| strange.join("; "))
}

/// Puts `section: Sports` back; `false` if that is not what the text is.
pub(super) fn restore_part(item: &mut Item, part: &str) -> bool {
    let Some((name, value)) = part.split_once(':') else { return false };
    let value = value.trim().replace(r"\\", "\u{1}").replace(r"\n", "\n").replace('\u{1}', r"\");
    restore(item, name.trim(), &value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &str = r#"{"id":"a","type":"graphic","title":"T; with: odd\\n marks\nand lines","author":[{"literal":"X; Y"}],
        "director":[{"family":"B"}],"issued":{"date-parts":[[1998,5]]},"accessed":{"literal":"soon"},"section":"Sports",
        "custom":{"file":"a.pdf","locator":{"value":"3"}},"x":[1]}"#;

    #[test]
    fn whatever_a_copy_lacks_is_put_back() {
        let item: Item = serde_json::from_str(RECORD).unwrap();
        let copy: Item = serde_json::from_str(r#"{"id":"b","type":"book","title":"T","note":"new"}"#).unwrap();
        let line = to_line(&difference(&item, &copy));
        let mut restored = copy;
        assert_eq!(restore_line(&mut restored, &line), None, "{line}");
        restored.custom.insert("locator".into(), item.custom["locator"].clone());
        assert_eq!(restored, item);
    }

    #[test]
    fn what_is_the_same_is_no_residue_and_a_locator_never_is() {
        let item: Item = serde_json::from_str(RECORD).unwrap();
        let mut copy = item.clone();
        copy.custom.remove("locator");
        assert_eq!(difference(&item, &copy), Residue::new());
    }

    #[test]
    fn other_peoples_notes_are_handed_back() {
        let mut item = Item::default();
        assert_eq!(restore_line(&mut item, "on loan: Tim; section: B").as_deref(), Some("on loan: Tim"));
        assert_eq!(item.text(TextVariable::Section), Some("B"));
    }
}
