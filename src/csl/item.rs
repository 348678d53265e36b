//! One record: a type, an id, and its variables.

use std::collections::BTreeMap;

use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::{Date, DateVariable, ItemType, Name, NameVariable, TextVariable};

/// The record of one work, as CSL-JSON.
///
/// What a file holds that CSL does not know is kept in `other` and written back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The key by which documents cite the item.
    pub id: String,
    /// What kind of work it is; `document` where that is not known.
    pub item_type: ItemType,
    texts: BTreeMap<TextVariable, String>,
    names: BTreeMap<NameVariable, Vec<Name>>,
    dates: BTreeMap<DateVariable, Date>,
    /// CSL-JSON's `custom` object: what ibid adds (`locator`, `confidence`) stands here.
    pub custom: Map<String, Value>,
    /// Keys of a file that CSL does not know, in their order.
    pub other: Map<String, Value>,
}

impl Default for Item {
    fn default() -> Self {
        Self::new("", ItemType::Document)
    }
}

impl Item {
    /// An empty record.
    #[must_use]
    pub fn new(id: impl Into<String>, item_type: ItemType) -> Self {
        Self {
            id: id.into(),
            item_type,
            texts: BTreeMap::new(),
            names: BTreeMap::new(),
            dates: BTreeMap::new(),
            custom: Map::new(),
            other: Map::new(),
        }
    }

    /// The value of a text or number variable.
    #[must_use]
    pub fn text(&self, variable: TextVariable) -> Option<&str> {
        self.texts.get(&variable).map(String::as_str)
    }

    /// Whether any variable is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.names.is_empty() && self.dates.is_empty()
    }

    /// True if nothing is known but remarks: such a record names no work.
    #[must_use]
    pub fn has_only_remarks(&self) -> bool {
        let is_remark =
            |variable| matches!(variable, TextVariable::Note | TextVariable::Annote | TextVariable::Language);
        self.names.is_empty() && self.dates.is_empty() && self.texts.keys().all(|variable| is_remark(*variable))
    }

    /// Sets a text or number variable; blank text removes it.
    pub fn set(&mut self, variable: TextVariable, value: impl Into<String>) {
        let value = value.into();
        if value.trim().is_empty() {
            self.texts.remove(&variable);
        } else {
            self.texts.insert(variable, value);
        }
    }

    /// Takes a text or number variable out of the record.
    pub fn remove(&mut self, variable: TextVariable) -> Option<String> {
        self.texts.remove(&variable)
    }

    /// The people or bodies with this part in the work; empty if there are none.
    #[must_use]
    pub fn names(&self, variable: NameVariable) -> &[Name] {
        self.names.get(&variable).map_or(&[], Vec::as_slice)
    }

    /// Sets the people or bodies with this part; an empty list removes the variable.
    pub fn set_names(&mut self, variable: NameVariable, names: Vec<Name>) {
        if names.is_empty() {
            self.names.remove(&variable);
        } else {
            self.names.insert(variable, names);
        }
    }

    /// Adds one person or body.
    pub fn push_name(&mut self, variable: NameVariable, name: Name) {
        self.names.entry(variable).or_default().push(name);
    }

    /// The value of a date variable.
    #[must_use]
    pub fn date(&self, variable: DateVariable) -> Option<&Date> {
        self.dates.get(&variable)
    }

    /// Sets a date variable.
    pub fn set_date(&mut self, variable: DateVariable, date: Date) {
        self.dates.insert(variable, date);
    }

    /// Takes a date variable out of the record.
    pub fn remove_date(&mut self, variable: DateVariable) -> Option<Date> {
        self.dates.remove(&variable)
    }

    /// The text and number variables that are set, in ibid's order.
    pub fn texts(&self) -> impl Iterator<Item = (TextVariable, &str)> {
        self.texts.iter().map(|(&variable, value)| (variable, value.as_str()))
    }

    /// The name variables that are set, in ibid's order.
    pub fn all_names(&self) -> impl Iterator<Item = (NameVariable, &[Name])> {
        self.names.iter().map(|(&variable, names)| (variable, names.as_slice()))
    }

    /// The date variables that are set, in ibid's order.
    pub fn dates(&self) -> impl Iterator<Item = (DateVariable, &Date)> {
        self.dates.iter().map(|(&variable, date)| (variable, date))
    }

    /// The year of publication.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        self.date(DateVariable::Issued).and_then(Date::start).map(|parts| parts.year)
    }

    /// Reads one value of a CSL-JSON object; what does not fit its variable goes to `other`.
    fn take(&mut self, key: String, value: Value) {
        if let Some(variable) = TextVariable::from_csl(&key) {
            match value {
                Value::String(text) => self.set(variable, text),
                Value::Number(number) => self.set(variable, number.to_string()),
                Value::Null => {}
                odd => drop(self.other.insert(key, odd)),
            }
        } else if let Some(variable) = NameVariable::from_csl(&key) {
            match serde_json::from_value::<Vec<Name>>(value.clone()) {
                Ok(names) => self.set_names(variable, names),
                Err(_) => drop(self.other.insert(key, value)),
            }
        } else if let Some(variable) = DateVariable::from_csl(&key) {
            match serde_json::from_value::<Date>(value.clone()) {
                Ok(date) => self.set_date(variable, date),
                Err(_) => drop(self.other.insert(key, value)),
            }
        } else {
            self.take_other(key, value);
        }
    }

    fn take_other(&mut self, key: String, value: Value) {
        match (key.as_str(), value) {
            ("id", Value::String(id)) => self.id = id,
            ("id", Value::Number(id)) => self.id = id.to_string(),
            ("type", Value::String(word)) => match ItemType::from_csl(&word.to_ascii_lowercase()) {
                Some(item_type) => self.item_type = item_type,
                None => drop(self.other.insert("type".into(), Value::String(word))),
            },
            ("custom", Value::Object(custom)) => self.custom = custom,
            (_, value) => drop(self.other.insert(key, value)),
        }
    }
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("type", self.item_type.as_str())?;
        let (title, rest): (Vec<_>, Vec<_>) = self.texts().partition(|(v, _)| *v == TextVariable::Title);
        title.into_iter().try_for_each(|(v, text)| map.serialize_entry(v.as_str(), text))?;
        self.all_names().try_for_each(|(v, names)| map.serialize_entry(v.as_str(), names))?;
        self.dates().try_for_each(|(v, date)| map.serialize_entry(v.as_str(), date))?;
        rest.into_iter().try_for_each(|(v, text)| map.serialize_entry(v.as_str(), text))?;
        if !self.custom.is_empty() {
            map.serialize_entry("custom", &self.custom)?;
        }
        // A type that CSL does not know may not stand beside the one that does.
        let unknown = self.other.iter().filter(|(key, _)| *key != "type");
        unknown.into_iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let mut item = Self::default();
        for (key, value) in Map::<String, Value>::deserialize(input)? {
            item.take(key, value);
        }
        Ok(item)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_written_as_it_was_read() {
        let json = r#"{"id":"a","type":"chapter","title":"T","author":[{"family":"A","given":"B"}],"issued":{"date-parts":[[1998]]},"container-title":"C","page":"3-9","custom":{"locator":{"label":"page","value":"4"}},"x-unknown":[1,2]}"#;
        let item: Item = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&item).unwrap(), json);
        assert_eq!(item.year(), Some(1998));
    }

    #[test]
    fn numbers_become_text_and_blank_text_is_no_value() {
        let item: Item = serde_json::from_str(r#"{"id":7,"type":"book","volume":3,"publisher":" "}"#).unwrap();
        assert_eq!((item.id.as_str(), item.text(TextVariable::Volume)), ("7", Some("3")));
        assert_eq!(item.text(TextVariable::Publisher), None);
    }

    #[test]
    fn remarks_alone_name_no_work() {
        for (json, expected) in [
            (r#"{"id":"a","type":"document","note":"See note 1 above","language":"en"}"#, true),
            (r#"{"id":"a","type":"document","note":"See there","URL":"https://example.org"}"#, false),
            (r#"{"id":"a","type":"manuscript","archive":"Landesarchiv Berlin"}"#, false),
            (r#"{"id":"a","type":"book","author":[{"family":"Able"}]}"#, false),
        ] {
            assert_eq!(serde_json::from_str::<Item>(json).unwrap().has_only_remarks(), expected, "{json}");
        }
    }

    #[test]
    fn a_value_of_the_wrong_shape_is_kept() {
        let item: Item = serde_json::from_str(r#"{"id":"a","type":"novel","author":"Jane Doe"}"#).unwrap();
        assert_eq!(item.other["author"], "Jane Doe");
        assert_eq!((item.item_type, &item.other["type"]), (ItemType::Document, &Value::from("novel")));
    }
}
