//! The posts of a batch: its columns `text`, `id`, `path`, `format` and `language`, in any of Arrow's types of text.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, Int64Array, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use ibid::{Format, Options, Source};

/// The names of the columns that are read besides `id`, which is handed on.
const TEXT: &str = "text";
const HINTS: [&str; 3] = ["path", "format", "language"];
pub(super) const ID: &str = "id";

/// The field of the ids that answers carry: that of the posts, or their number.
pub(super) fn id_field(posts: &Schema) -> Field {
    posts.field_with_name(ID).cloned().unwrap_or_else(|_| Field::new(ID, DataType::Int64, false))
}

/// Refuses posts whose columns cannot be read.
pub(super) fn check(posts: &Schema) -> Result<(), ArrowError> {
    posts.field_with_name(TEXT).map_err(|_| no_text())?;
    let read = posts.fields().iter().filter(|field| field.name() == TEXT || HINTS.contains(&field.name().as_str()));
    for field in read {
        if !is_text(field.data_type()) {
            let message = format!("the column \"{}\" is {}, and not text or bytes", field.name(), field.data_type());
            return Err(ArrowError::SchemaError(message));
        }
    }
    Ok(())
}

fn no_text() -> ArrowError {
    ArrowError::SchemaError("the posts have no column \"text\"".into())
}

fn is_text(kind: &DataType) -> bool {
    kind.is_string() || matches!(kind, DataType::Binary | DataType::LargeBinary | DataType::BinaryView | DataType::Null)
}

/// The posts of one batch.
pub(super) struct Posts {
    pub(super) ids: ArrayRef,
    text: ArrayRef,
    hints: [Option<ArrayRef>; 3],
}

impl Posts {
    /// The posts of a batch; `before` counts those of the batches before it.
    pub(super) fn new(batch: &RecordBatch, before: usize) -> Result<Self, ArrowError> {
        let column = |name| batch.column_by_name(name).cloned();
        let numbers = || Arc::new(Int64Array::from_iter_values((before as i64..).take(batch.num_rows()))) as ArrayRef;
        Ok(Self {
            ids: column(ID).unwrap_or_else(numbers),
            text: column(TEXT).ok_or_else(no_text)?,
            hints: HINTS.map(column),
        })
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// A post, and what its row says of it besides what `common` says of all.
    pub(super) fn post(&self, row: usize, common: &Options) -> Result<(Source, Options), String> {
        let [path, format, language] = self.hints.each_ref().map(|column| hint(column.as_ref()?, row));
        let path = path.unwrap_or_else(|| "-".to_owned());
        let bytes = bytes(&self.text, row).ok_or("there is no text")?;
        let source = if self.text.data_type().is_string() {
            Source::new(path, String::from_utf8_lossy(bytes))
        } else {
            ibid::open(path, bytes.to_vec()).map_err(|error| error.to_string())?
        };
        let format = format.as_deref().map(Format::by_name).transpose().map_err(|error| error.to_string())?;
        let mut options = common.clone();
        options.format = format.or(options.format);
        options.language = language.or(options.language);
        Ok((source, options))
    }
}

fn hint(column: &ArrayRef, row: usize) -> Option<String> {
    bytes(column, row).map(|bytes| String::from_utf8_lossy(bytes).into_owned())
}

/// The bytes of a text or of a binary value; `None` where there is no value.
fn bytes(column: &ArrayRef, row: usize) -> Option<&[u8]> {
    if !column.is_valid(row) {
        return None;
    }
    match column.data_type() {
        DataType::Utf8 => Some(column.as_string::<i32>().value(row).as_bytes()),
        DataType::LargeUtf8 => Some(column.as_string::<i64>().value(row).as_bytes()),
        DataType::Utf8View => Some(column.as_string_view().value(row).as_bytes()),
        DataType::Binary => Some(column.as_binary::<i32>().value(row)),
        DataType::LargeBinary => Some(column.as_binary::<i64>().value(row)),
        DataType::BinaryView => Some(column.as_binary_view().value(row)),
        _ => None,
    }
}
