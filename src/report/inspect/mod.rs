//! The answer of `ibid inspect` in its forms.

mod json;

pub use json::json;
