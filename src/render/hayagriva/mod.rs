//! What ibid does so that hayagriva writes what CSL means: one file for each fault, with the case that shows it. When hayagriva mends
//! one, its file goes. `docs/styles.md` has the faults as a table, and `tests/all/render.rs` holds ibid to it.
//!
//! | file | the fault |
//! | --- | --- |
//! | `batch` | each citation is compared with every record of the run |
//! | `engine` | a record that it fails on costs the whole document |
//! | `history` | positions are its own, and differ for notes of several sources, chapters and gaps |
//! | `item` | dates in words are lost, markup is printed raw, "MAB-21-09" is taken for numbers |
//! | `number_sort` | a list sorted by number is numbered before its order is known |
//! | `others` | "others" at the end of a list of names is a name |
//! | `patch` | case, quotation marks, stops and missing names are settled before the words are in their order |
//! | `reduced` | the same questions are asked of a record again and again |
//! | `short_container` | no short form of `container-title` |
//! | `substitute_names` | names inside of a `<choose>` in a `<substitute>` are not written like those they stand in for |
//! | `substituted` | what stood in for names is missing everywhere else |
//! | `year_groups` | the years of one author are separated like citations |
//!
//! Ranges of dates (`render/dates.rs`), pages (`render/range.rs`), cases (`render/case.rs`) and punctuation (`render/punctuation.rs`) are
//! ours on purpose, and stay.

pub(super) mod batch;
pub(super) mod engine;
pub(super) mod history;
pub(super) mod item;
mod number_sort;
pub(super) mod others;
pub(super) mod patch;
pub(super) mod reduced;
mod short_container;
mod substitute_names;
mod substituted;
mod year_groups;
