//! One column of a table: its name, what it holds, and how it is taken from a row.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, Float64Array, Int64Array, StringArray};
use arrow_schema::{DataType, Field};

/// The metadata of a field that says what it holds.
pub(super) const ABOUT: &str = "description";

/// A column of the rows `R`, whose texts live for `'a`.
pub(super) struct Column<'a, R> {
    name: &'static str,
    about: &'static str,
    value: Value<'a, R>,
}

/// How the value of a column is taken from a row. All of them may be null but lists, which may be empty.
pub(super) enum Value<'a, R> {
    Text(fn(&R) -> Option<Cow<'a, str>>),
    Texts(fn(&R) -> Vec<&'a str>),
    Number(fn(&R) -> Option<usize>),
    Share(fn(&R) -> Option<f64>),
}

pub(super) const fn column<'a, R>(name: &'static str, about: &'static str, value: Value<'a, R>) -> Column<'a, R> {
    Column { name, about, value }
}

impl<R> Column<'_, R> {
    pub(super) fn field(&self) -> Field {
        let about = HashMap::from([(ABOUT.to_owned(), self.about.to_owned())]);
        Field::new(self.name, self.value.data_type(), true).with_metadata(about)
    }

    /// The values of these rows.
    pub(super) fn array(&self, rows: &[R]) -> ArrayRef {
        match self.value {
            Value::Text(text) => Arc::new(rows.iter().map(text).collect::<StringArray>()),
            Value::Number(number) => {
                let number = |row| number(row).and_then(|number| i64::try_from(number).ok());
                Arc::new(rows.iter().map(number).collect::<Int64Array>())
            }
            Value::Share(share) => Arc::new(rows.iter().map(share).collect::<Float64Array>()),
            Value::Texts(texts) => {
                let mut lists = ListBuilder::new(StringBuilder::new());
                rows.iter().for_each(|row| lists.append_value(texts(row).into_iter().map(Some)));
                Arc::new(lists.finish())
            }
        }
    }
}

impl<R> Value<'_, R> {
    fn data_type(&self) -> DataType {
        match self {
            Value::Text(_) => DataType::Utf8,
            Value::Texts(_) => DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true))),
            Value::Number(_) => DataType::Int64,
            Value::Share(_) => DataType::Float64,
        }
    }
}
