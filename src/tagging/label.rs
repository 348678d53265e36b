//! The labels of a reference's words: those of AnyStyle, which the labelled corpora of the field speak.

use crate::text::Span;

macro_rules! labels {
    ($($variant:ident = $text:literal,)*) => {
        /// What a stretch of a reference is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Label {
            $(#[doc = concat!("`", $text, "`")] $variant,)*
        }

        impl Label {
            /// Every label.
            pub const ALL: &'static [Label] = &[$(Label::$variant,)*];

            /// The label as AnyStyle spells it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Label::$variant => $text,)* }
            }
        }
    };
}

labels! {
    Author = "author",
    CitationNumber = "citation-number",
    CollectionTitle = "collection-title",
    ContainerTitle = "container-title",
    Date = "date",
    Director = "director",
    Doi = "doi",
    Edition = "edition",
    Editor = "editor",
    Genre = "genre",
    Isbn = "isbn",
    Journal = "journal",
    Location = "location",
    Medium = "medium",
    Note = "note",
    Pages = "pages",
    Producer = "producer",
    Publisher = "publisher",
    Source = "source",
    Title = "title",
    Translator = "translator",
    Url = "url",
    Volume = "volume",
}

/// A labelled stretch of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// What it is.
    pub label: Label,
    /// Where, in the flat text that was read.
    pub span: Span,
}
