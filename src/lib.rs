//! ibid reads footnotes: it pairs markers with notes, reads the references in them, and says what every "Ibid." stands for.
//!
//! # What does each note stand for?
//!
//! [`Analysis::of`] reads a document and never fails: what is wrong with it is part of the answer. What it knows lies in
//! plain data, the notes in [`Document`], the citations in their order, and one [`Resolution`] for each of them.
//!
//! ```
//! use ibid::{Analysis, Options, Source, TextVariable};
//!
//! let post = Source::new(
//!     "post.md",
//!     "Mills move.[^1] They did.[^2]\n\n\
//!      [^1]: Lucy Robinson, *Gay Men and the Left* (Manchester: Manchester University Press, 2007), 166.\n\
//!      [^2]: Ibid., 170.\n",
//! );
//! let analysis = Analysis::of(&[post], &Options::default());
//! let source = analysis.resolutions[1].source.unwrap();
//! let work = analysis.work(source).unwrap();
//! assert_eq!(work.item.text(TextVariable::Title), Some("Gay Men and the Left"));
//! ```
//!
//! A caller who knows the format, the language or the dialect of short forms says so:
//!
//! ```
//! # use ibid::{Analysis, Options, Source};
//! let options = Options { language: Some("de".into()), ..Options::default() };
//! let analysis = Analysis::of(&[Source::new("post.txt", "Nein.[1]\n\n[1] Ebd., S. 12.\n")], &options);
//! assert_eq!(analysis.language, "de");
//! ```
//!
//! Notes that a caller has already, from a database or an archive, need no document around them:
//!
//! ```
//! # use ibid::{Analysis, Document, Options};
//! let notes = ["Lucy Robinson, Gay Men and the Left (Manchester, 2007), 166.", "Robinson, 170."];
//! let analysis = Analysis::of_document(Document::from_notes(notes), &Options::default());
//! assert_eq!(analysis.resolutions[1].source, analysis.resolutions[0].source);
//! ```
//!
//! # What is wrong, and how is it mended?
//!
//! [`check`] says what is wrong, [`mend`] makes the changes that are safe, reads the result again, and refuses any change
//! after which a marker would have another note or a short form another source.
//!
//! ```
//! use ibid::{Analysis, Options, Safety, Settings, Source, check, mend};
//!
//! let post = Source::new("post.md", "One.[^1] Two.[^3]\n\n[^1]: Nobody knew.\n\n[^3]: They never asked.\n");
//! let settings = Settings::default();
//! let find = |analysis: &Analysis| check(analysis, None, &settings);
//! let findings = find(&Analysis::of(std::slice::from_ref(&post), &Options::default()));
//! assert_eq!(findings[0].rule, "number-gap");
//!
//! let mended = mend(&[post], &Options::default(), Safety::Safe, find);
//! assert_eq!(mended.texts[0], "One.[^1] Two.[^2]\n\n[^1]: Nobody knew.\n\n[^2]: They never asked.\n");
//! ```
//!
//! # One reference, and bibliographies
//!
//! [`parse`] reads a single reference into a record of CSL-JSON; [`convert`](fn@convert) turns bibliographies from one format into
//! another.
//!
//! ```
//! use ibid::{NameVariable, parse};
//!
//! let item = parse("Lucy Robinson. Gay Men and the Left. Manchester: Manchester University Press, 2007.").item;
//! assert_eq!(item.names(NameVariable::Author)[0].family.as_deref(), Some("Robinson"));
//! ```
//!
#![cfg_attr(feature = "convert", doc = "```")]
#![cfg_attr(not(feature = "convert"), doc = "```ignore")]
//! let bibtex = "@book{robinson, author = {Robinson, Lucy}, title = {Gay Men and the Left}, year = 2007}";
//! let converted = ibid::convert(bibtex, "bibtex", "ris").unwrap();
//! assert!(converted.text.contains("AU  - Robinson, Lucy"));
//! ```
//!
//! # Writing
//!
//! With the feature `render`, [`Renderer`] writes notes and bibliographies in a [`Style`], and [`restyle`](fn@restyle) rewrites the notes of a post;
//! [`link`](fn@link) turns typed notes into footnotes of Markdown, HTML, WordPress or LaTeX.
//!
#![cfg_attr(feature = "archive", doc = "```")]
#![cfg_attr(not(feature = "archive"), doc = "```ignore")]
//! use ibid::{OutputFormat, Renderer, Request, Style, parse};
//!
//! let mut item = parse("Lucy Robinson. Gay Men and the Left. Manchester: Manchester University Press, 2007.").item;
//! item.id = "robinson".into();
//! let style = Style::find("chicago-notes-bibliography").unwrap();
//! let request = Request { bibliography: Some(vec!["robinson".into()]), ..Request::default() };
//! let rendered = Renderer::new(&style, &[item]).render(&request, OutputFormat::Markdown).unwrap();
//! assert_eq!(
//!     rendered.bibliography[0].text,
//!     "Robinson, Lucy. *Gay Men and the Left*. Manchester University Press, 2007."
//! );
//! ```
//!
//! # For other programs
//!
//! [`api`] has the JSON of the command line as types; every one of them is `Serialize` and `Deserialize`, and its JSON Schema
//! is in `docs/schema/`. All data is `Send + Sync`. Nothing here touches files, threads, the clock or the environment, so that
//! the library runs in a web page.
//!
//! # Features
//!
//! | feature | what it adds |
//! | --- | --- |
//! | `models` (default) | what reads notes and references, 6.7 MB; a program without it calls [`load_model`] |
//! | `cli` (default) | the program; `archive`, `convert`, `drawing`, `office` |
//! | `lsp` (default) | its language server |
//! | `render` | styles: [`Renderer`], [`restyle`](fn@restyle) |
//! | `archive` | the styles and languages of hayagriva; a program without it calls `load_archive`, or gives the text of a `.csl` file |
//! | `drawing` | findings drawn under the lines they are about |
//! | `convert` | BibTeX, BibLaTeX, RIS and YAML; CSL-JSON is always there |
//! | `office` | `.docx`, `.odt` and `.epub` |
//! | `schema` | the JSON Schema of [`api`] |

#[doc(hidden)]
pub mod analysis;
pub mod api;
#[doc(hidden)]
pub mod citation;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod config;
#[doc(hidden)]
pub mod convert;
#[doc(hidden)]
pub mod csl;
#[doc(hidden)]
pub mod document;
#[doc(hidden)]
pub mod language;
#[doc(hidden)]
pub mod lexicon;
#[doc(hidden)]
pub mod link;
#[doc(hidden)]
pub mod lint;
#[cfg(feature = "lsp")]
mod lsp;
#[cfg(feature = "render")]
#[doc(hidden)]
pub mod offer;
#[doc(hidden)]
pub mod reference;
#[cfg(feature = "render")]
#[doc(hidden)]
pub mod render;
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod resolve;
#[cfg(feature = "render")]
#[doc(hidden)]
pub mod restyle;
#[doc(hidden)]
pub mod tagging;
#[doc(hidden)]
pub mod text;
#[cfg(feature = "cli")]
mod workspace;

pub use analysis::{Analysis, Change, Harm, Options, verify};
pub use citation::{Citation, Kind, Locator};
pub use convert::{Converted, convert};
pub use csl::{Date, DateVariable, Item, ItemType, Name, NameVariable, TextVariable};
pub use document::{Document, Entry, Format, Marker, Note, open};
pub use link::{System, link};
pub use lint::{Finding, Fix, Mended, RULES, Safety, Settings, Severity, check, mend};
pub use reference::{Field, Reference};
#[cfg(all(feature = "render", not(feature = "archive")))]
pub use render::{NoArchive, load_archive};
#[cfg(feature = "render")]
pub use render::{OutputFormat, Rendered, Renderer, Request, Style};
pub use resolve::{Link, Profile, Reason, Resolution, SourceId, Work};
#[cfg(feature = "render")]
pub use restyle::{Restyled, restyle};
pub use tagging::{NoModel, has_models, load_model};
pub use text::{Edit, Source, Span};

/// Reads one reference, as it is typed with its markup, into a record.
///
/// ```
/// let reference = ibid::parse("Lucy Robinson. *Gay Men and the Left*. Manchester, 2007.");
/// assert_eq!(reference.item.text(ibid::TextVariable::Title), Some("Gay Men and the Left"));
/// ```
#[must_use]
pub fn parse(text: &str) -> Reference {
    reference::parse(&document::flatten(text, 0))
}
