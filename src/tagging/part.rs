//! What the tagger tells apart: finer than [`Label`], so that a cited page is not taken for the extent of a work.

use super::Label;

macro_rules! parts {
    ($($(#[$doc:meta])* $variant:ident => $label:ident,)*) => {
        /// The part that a word plays in a reference.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Part {
            $($(#[$doc])* $variant,)*
        }

        impl Part {
            /// Every part, in the order of the model's rows.
            pub const ALL: &'static [Part] = &[$(Part::$variant,)*];

            /// The label that stands for it in segments.
            #[must_use]
            pub fn label(self) -> Label {
                match self { $(Part::$variant => Label::$label,)* }
            }
        }
    };
}

parts! {
    /// Who wrote it.
    Author => Author,
    /// The number of an entry in a list: `[13]`.
    CitationNumber => CitationNumber,
    /// The series.
    CollectionTitle => CollectionTitle,
    /// The number in the series.
    CollectionNumber => CollectionTitle,
    /// The book, collection or site that holds the part.
    ContainerTitle => ContainerTitle,
    /// When it appeared.
    Date => Date,
    /// Who directed it.
    Director => Director,
    /// The DOI.
    Doi => Doi,
    /// The edition: "2nd ed.".
    Edition => Edition,
    /// Who edited it.
    Editor => Editor,
    /// What kind of thing it is: "PhD thesis".
    Genre => Genre,
    /// The ISBN or ISSN.
    Isbn => Isbn,
    /// The journal, newspaper or law report that holds the article.
    Journal => Journal,
    /// Where it was published.
    Location => Location,
    /// What it is recorded on: "DVD".
    Medium => Medium,
    /// Anything else.
    Note => Note,
    /// The pages an article or chapter takes up.
    Pages => Pages,
    /// Who produced it.
    Producer => Producer,
    /// Who published it.
    Publisher => Publisher,
    /// The database or collection it was read in.
    Source => Source,
    /// The title.
    Title => Title,
    /// Who translated it.
    Translator => Translator,
    /// The address on the web.
    Url => Url,
    /// The volume.
    Volume => Volume,
    /// The issue of a volume.
    Issue => Volume,
    /// The page or place that is cited.
    Locator => Pages,
    /// How many pages it has: "358 p.".
    Extent => Pages,
    /// When it was read on the web.
    Accessed => Note,
    /// The archive and the shelf mark in it.
    Archive => Source,
    /// Words that stand for an earlier citation: "Ibid.", "op. cit.", "(n 12)".
    Backref => Note,
    /// Words before a citation: "See", "cf.".
    Signal => Note,
    /// The number of a report, a patent, a case.
    Number => Genre,
}

impl Part {
    /// The part with this index in [`Part::ALL`]; [`Part::Note`] where there is none.
    #[must_use]
    pub fn from_index(index: usize) -> Self {
        Self::ALL.get(index).copied().unwrap_or(Part::Note)
    }

    /// Its index in [`Part::ALL`].
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_leads_back_to_its_part() {
        assert!(Part::ALL.iter().all(|part| Part::from_index(part.index()) == *part));
        assert_eq!(Part::from_index(255), Part::Note);
    }
}
