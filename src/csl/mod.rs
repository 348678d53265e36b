//! The record of a work: CSL-JSON, the format that ibid's references are kept in.
//!
//! An [`Item`] holds the variables of [CSL 1.0.2](https://docs.citationstyles.org/en/stable/specification.html)
//! by their own names, and reads and writes CSL-JSON through serde without losing what it does not know.
//!
//! ```
//! use ibid::csl::{Item, ItemType, Name, NameVariable, TextVariable};
//!
//! let mut item = Item::new("robinson-gay", ItemType::Book);
//! item.set(TextVariable::Title, "Gay Men and the Left in Post-War Britain");
//! item.push_name(NameVariable::Author, Name::person("Robinson", "Lucy"));
//! assert_eq!(
//!     serde_json::to_string(&item).unwrap(),
//!     r#"{"id":"robinson-gay","type":"book","title":"Gay Men and the Left in Post-War Britain","author":[{"family":"Robinson","given":"Lucy"}]}"#
//! );
//! ```

mod date;
mod doi;
mod item;
mod name;
#[cfg(feature = "schema")]
mod schema;
mod terms;
mod title;

pub use date::{Date, DateParts};
pub use doi::bare_doi;
pub use item::Item;
pub use name::Name;
pub use terms::{DateVariable, ItemType, NameVariable, TextVariable};
pub use title::main_title;
