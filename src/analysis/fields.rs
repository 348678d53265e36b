//! The right value of a field, where a writer knows better than what was read: `"12#1".title = "…"`.

use crate::csl::{Date, DateParts, DateVariable, Item, ItemType, Name, NameVariable, TextVariable};

/// A variable of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RecordField {
    Type,
    Text(TextVariable),
    Names(NameVariable),
    Date(DateVariable),
}

impl RecordField {
    /// The variable that CSL-JSON spells so.
    pub(super) fn by_name(name: &str) -> Option<Self> {
        let text = TextVariable::from_csl(name).map(Self::Text);
        let other = || NameVariable::from_csl(name).map(Self::Names).or(DateVariable::from_csl(name).map(Self::Date));
        text.or_else(other).or((name == "type").then_some(Self::Type))
    }

    /// Gives the variable its value in a record; false where the words do not say one.
    pub(super) fn set(self, item: &mut Item, value: &str) -> bool {
        match self {
            Self::Type => {
                let Some(kind) = ItemType::from_csl(value) else { return false };
                item.item_type = kind;
            }
            Self::Text(variable) => item.set(variable, value),
            Self::Names(variable) => item.set_names(variable, value.split(';').map(name).collect()),
            Self::Date(variable) => item.set_date(variable, date(value)),
        }
        true
    }
}

/// "Family, Given", or a body.
fn name(text: &str) -> Name {
    match text.split_once(',') {
        Some((family, given)) => Name::person(family.trim(), given.trim()),
        None => Name::literal(text.trim()),
    }
}

/// "2007", "2007-05", "2007-05-03"; other words stand for themselves.
fn date(text: &str) -> Date {
    let mut numbers = text.trim().splitn(3, '-').map(|part| part.parse::<i32>().ok());
    let Some(Some(year)) = numbers.next() else { return Date::literal(text.trim()) };
    let mut small = || numbers.next().flatten().and_then(|number| u8::try_from(number).ok());
    let month = small();
    Date::from(DateParts { year, month, day: small() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_field_takes_its_value() {
        let mut item = Item::default();
        for (name, value) in [
            ("type", "chapter"),
            ("title", "The Mill"),
            ("author", "Able, Ann; The Mill Society"),
            ("issued", "2007-05-03"),
            ("accessed", "last spring"),
        ] {
            assert!(RecordField::by_name(name).unwrap().set(&mut item, value), "{name}");
        }
        assert_eq!((item.item_type, item.text(TextVariable::Title)), (ItemType::Chapter, Some("The Mill")));
        let names = [Name::person("Able", "Ann"), Name::literal("The Mill Society")];
        assert_eq!(item.names(NameVariable::Author), names);
        let day = Date::from(DateParts { year: 2007, month: Some(5), day: Some(3) });
        assert_eq!(item.date(DateVariable::Issued), Some(&day));
        assert_eq!(item.date(DateVariable::Accessed), Some(&Date::literal("last spring")));
    }

    #[test]
    fn what_csl_does_not_know_is_no_field() {
        assert_eq!(RecordField::by_name("titel"), None);
        assert!(!RecordField::Type.set(&mut Item::default(), "novel"));
    }
}
