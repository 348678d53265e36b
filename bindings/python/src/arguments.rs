//! What callers pass, as the library takes it.

use std::error::Error;

use ibid::lint::Preset;
use ibid::{Format, Options, Profile, Settings, Source, Style};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::error;

/// A document, and what the caller knows of it.
pub(crate) struct Post {
    pub(crate) source: Source,
    pub(crate) options: Options,
}

impl Post {
    pub(crate) fn new(
        text: &Bound<'_, PyAny>,
        path: &str,
        format: Option<&str>,
        language: Option<String>,
        profile: Option<String>,
    ) -> PyResult<Self> {
        Ok(Self { options: options(format, language, profile)?, source: source(text, path)? })
    }
}

/// What a caller knows of a document, or of all documents of a batch.
pub(crate) fn options(format: Option<&str>, language: Option<String>, profile: Option<String>) -> PyResult<Options> {
    let format = format.map(Format::by_name).transpose().map_err(error)?;
    match profile.as_deref().filter(|name| Profile::by_name(name).is_none()) {
        Some(name) => Err(error(format_args!("there is no profile \"{name}\""))),
        None => Ok(Options { format, language, profile, ..Options::default() }),
    }
}

/// A text, or the bytes of a file in any encoding and format that the program opens.
fn source(text: &Bound<'_, PyAny>, path: &str) -> PyResult<Source> {
    if let Ok(text) = text.cast::<PyString>() {
        // A surrogate without its other half becomes U+FFFD.
        return Ok(Source::new(path, text.to_string_lossy()));
    }
    match text.cast::<PyBytes>() {
        Ok(bytes) => ibid::open(path, bytes.as_bytes().to_vec()).map_err(error),
        Err(_) => Err(PyTypeError::new_err(format!("the text must be str or bytes, not {}", text.get_type()))),
    }
}

/// The rules to check by.
pub(crate) fn settings(preset: Option<&str>, style: Option<String>) -> PyResult<Settings> {
    let unknown = |name| error(format_args!("there is no preset \"{name}\"; there are blog, scholarly and strict"));
    let named = |name| Preset::by_name(name).ok_or_else(|| unknown(name));
    let preset = preset.map(named).transpose()?.unwrap_or_default();
    Ok(Settings { style, ..Settings::of(preset) })
}

/// A style by its name, from a `.csl` file, or from the text of one.
pub(crate) fn style(name: &str) -> Result<Style, Box<dyn Error + Send + Sync>> {
    if name.trim_start().starts_with('<') {
        return Ok(Style::from_csl(name)?);
    }
    if name.ends_with(".csl") {
        let text = std::fs::read_to_string(name).map_err(|error| format!("{name}: {error}"))?;
        return Ok(Style::from_csl(&text)?);
    }
    Ok(Style::find(name)?)
}
