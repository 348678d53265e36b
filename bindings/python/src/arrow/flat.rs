//! The rows of one table, out of the lists that answers hold.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, OffsetSizeTrait, RecordBatch, RecordBatchReader, StructArray, UInt64Array};
use arrow_schema::{ArrowError, DataType, Fields, Schema, SchemaRef};
use arrow_select::take::take;

use super::posts::ID;
use super::stream::Batches;
use super::tables::Table;

/// The rows of one table of the answers, each with the id of its post.
pub(super) struct Flat {
    answers: Batches,
    name: &'static str,
    schema: SchemaRef,
}

impl Flat {
    pub(super) fn new(answers: Batches, table: &Table) -> Result<Self, ArrowError> {
        let (schema, missing) = (answers.schema(), || not_a_table(table.name));
        let id = schema.field_with_name(ID).map_err(|_| missing())?.clone().with_name("post");
        let lists = schema.field_with_name(table.name).map_err(|_| missing())?;
        let fields = row_fields(lists.data_type()).ok_or_else(missing)?;
        let fields: Vec<_> = std::iter::once(Arc::new(id)).chain(fields.iter().cloned()).collect();
        Ok(Self { answers, name: table.name, schema: Arc::new(Schema::new(fields)) })
    }

    fn flat(&self, batch: &RecordBatch) -> Result<RecordBatch, ArrowError> {
        let missing = || not_a_table(self.name);
        let lists = batch.column_by_name(self.name).ok_or_else(missing)?;
        let ids = batch.column_by_name(ID).ok_or_else(missing)?;
        let (owners, rows) = match lists.data_type() {
            DataType::List(_) => entries::<i32>(lists)?,
            _ => entries::<i64>(lists)?,
        };
        let mut columns = vec![take(ids, &owners, None)?];
        columns.extend(rows.columns().iter().cloned());
        RecordBatch::try_new(Arc::clone(&self.schema), columns)
    }
}

fn not_a_table(name: &str) -> ArrowError {
    ArrowError::SchemaError(format!("the answers have no table \"{name}\""))
}

/// The columns of a table that is held as lists of rows.
fn row_fields(lists: &DataType) -> Option<&Fields> {
    let (DataType::List(row) | DataType::LargeList(row)) = lists else { return None };
    let DataType::Struct(fields) = row.data_type() else { return None };
    Some(fields)
}

/// The entries of lists one after the other, and which list each is from.
fn entries<Offset: OffsetSizeTrait>(lists: &ArrayRef) -> Result<(UInt64Array, StructArray), ArrowError> {
    let lists = lists.as_list::<Offset>();
    let offsets = lists.value_offsets();
    let (first, last) = (offsets[0].as_usize(), offsets[lists.len()].as_usize());
    let owners = offsets.windows(2).enumerate();
    let owners = owners.flat_map(|(list, ends)| std::iter::repeat_n(list as u64, (ends[1] - ends[0]).as_usize()));
    let rows = lists.values().slice(first, last - first);
    Ok((owners.collect::<Vec<u64>>().into(), rows.as_struct().clone()))
}

impl Iterator for Flat {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = self.answers.next()?;
        Some(batch.and_then(|batch| self.flat(&batch)))
    }
}

impl RecordBatchReader for Flat {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}
