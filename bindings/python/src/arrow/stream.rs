//! Arrow's PyCapsule interface: how batches come in from any library, and go out to any.

use std::ffi::CStr;
use std::sync::Mutex;

use arrow_array::RecordBatchReader;
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, Field, Fields};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::error;

/// What Arrow cannot do, without the name of the kind of error that its own message begins with.
pub(super) fn refused(reason: ArrowError) -> PyErr {
    match reason {
        ArrowError::SchemaError(sentence) => error(sentence),
        other => error(other),
    }
}

const STREAM: &CStr = c"arrow_array_stream";
const SCHEMA: &CStr = c"arrow_schema";

/// Any source of batches.
pub(super) type Batches = Box<dyn RecordBatchReader + Send>;

/// The batches of a table or stream of any library that exports Arrow.
pub(super) fn batches(table: &Bound<'_, PyAny>) -> PyResult<Batches> {
    let Ok(export) = table.getattr("__arrow_c_stream__") else {
        let message = format!("expected a table or stream of Arrow, with __arrow_c_stream__, not {}", table.get_type());
        return Err(PyTypeError::new_err(message));
    };
    let capsule = export.call0()?.cast_into::<PyCapsule>()?;
    let stream = capsule.pointer_checked(Some(STREAM))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: a capsule of this name holds a valid stream, and is held until it was moved out.
    let reader = unsafe { RecordBatchStreamReader::from_raw(stream.as_ptr()) };
    Ok(Box::new(reader.map_err(refused)?))
}

/// A stream of batches, which is read once.
#[pyclass(module = "ibid.arrow", frozen)]
pub(crate) struct Stream(Mutex<Option<Batches>>);

impl Stream {
    pub(super) fn new(batches: impl RecordBatchReader + Send + 'static) -> Self {
        Self(Mutex::new(Some(Box::new(batches))))
    }
}

#[pymethods]
impl Stream {
    /// Hands the stream to another library. What is requested of its schema is left to the consumer to convert.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let mut held = self.0.lock().map_err(error)?;
        let batches = held.take().ok_or_else(|| error("this stream was read already"))?;
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(batches), STREAM)
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let held = self.0.lock().map_err(error)?;
        let batches = held.as_ref().ok_or_else(|| error("this stream was read already"))?;
        exported(py, batches.schema().fields())
    }
}

/// The columns of a table.
#[pyclass(module = "ibid.arrow", frozen)]
pub(crate) struct Schema(pub(super) Fields);

#[pymethods]
impl Schema {
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        exported(py, &self.0)
    }

    /// The columns and what each holds, in order.
    #[getter]
    fn columns(&self) -> Vec<(String, Option<String>)> {
        let about = |field: &Field| field.metadata().get(super::column::ABOUT).cloned();
        self.0.iter().map(|field| (field.name().clone(), about(field))).collect()
    }
}

fn exported<'py>(py: Python<'py>, fields: &Fields) -> PyResult<Bound<'py, PyCapsule>> {
    let schema = FFI_ArrowSchema::try_from(arrow_schema::Schema::new(fields.clone())).map_err(refused)?;
    PyCapsule::new_with_value(py, schema, SCHEMA)
}
