//! The words of CSL 1.0.2: item types and variables, as the [CSL-JSON schema] spells them.
//!
//! [CSL-JSON schema]: https://github.com/citation-style-language/schema

/// Makes an enum of CSL terms with the spelling of each, in the order in which ibid writes them.
macro_rules! csl_terms {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = concat!("`", $text, "`")] $variant,)*
        }

        impl $name {
            /// Every term, in the order in which ibid writes them.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The term as CSL-JSON spells it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }

            /// The term that CSL-JSON spells so; `None` for a word CSL does not know.
            #[must_use]
            pub fn from_csl(word: &str) -> Option<Self> {
                match word { $($text => Some($name::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

csl_terms! {
    /// The kind of work an item describes.
    ItemType {
        Article = "article",
        ArticleJournal = "article-journal",
        ArticleMagazine = "article-magazine",
        ArticleNewspaper = "article-newspaper",
        Bill = "bill",
        Book = "book",
        Broadcast = "broadcast",
        Chapter = "chapter",
        Classic = "classic",
        Collection = "collection",
        Dataset = "dataset",
        Document = "document",
        Entry = "entry",
        EntryDictionary = "entry-dictionary",
        EntryEncyclopedia = "entry-encyclopedia",
        Event = "event",
        Figure = "figure",
        Graphic = "graphic",
        Hearing = "hearing",
        Interview = "interview",
        LegalCase = "legal_case",
        Legislation = "legislation",
        Manuscript = "manuscript",
        Map = "map",
        MotionPicture = "motion_picture",
        MusicalScore = "musical_score",
        Pamphlet = "pamphlet",
        PaperConference = "paper-conference",
        Patent = "patent",
        Performance = "performance",
        Periodical = "periodical",
        PersonalCommunication = "personal_communication",
        Post = "post",
        PostWeblog = "post-weblog",
        Regulation = "regulation",
        Report = "report",
        Review = "review",
        ReviewBook = "review-book",
        Software = "software",
        Song = "song",
        Speech = "speech",
        Standard = "standard",
        Thesis = "thesis",
        Treaty = "treaty",
        Webpage = "webpage",
    }
}

csl_terms! {
    /// A variable that holds text or a number; numbers are kept as they are printed.
    TextVariable {
        Title = "title",
        TitleShort = "title-short",
        ContainerTitle = "container-title",
        ContainerTitleShort = "container-title-short",
        CollectionTitle = "collection-title",
        CollectionNumber = "collection-number",
        Volume = "volume",
        Issue = "issue",
        Page = "page",
        Edition = "edition",
        Publisher = "publisher",
        PublisherPlace = "publisher-place",
        Genre = "genre",
        Medium = "medium",
        Doi = "DOI",
        Isbn = "ISBN",
        Issn = "ISSN",
        Url = "URL",
        CitationKey = "citation-key",
        Language = "language",
        JournalAbbreviation = "journalAbbreviation",
        ShortTitle = "shortTitle",
        Abstract = "abstract",
        Annote = "annote",
        Archive = "archive",
        ArchiveCollection = "archive_collection",
        ArchiveLocation = "archive_location",
        ArchivePlace = "archive-place",
        Authority = "authority",
        CallNumber = "call-number",
        ChapterNumber = "chapter-number",
        CitationNumber = "citation-number",
        CitationLabel = "citation-label",
        Dimensions = "dimensions",
        Division = "division",
        Event = "event",
        EventTitle = "event-title",
        EventPlace = "event-place",
        FirstReferenceNoteNumber = "first-reference-note-number",
        Jurisdiction = "jurisdiction",
        Keyword = "keyword",
        Locator = "locator",
        Note = "note",
        Number = "number",
        NumberOfPages = "number-of-pages",
        NumberOfVolumes = "number-of-volumes",
        OriginalPublisher = "original-publisher",
        OriginalPublisherPlace = "original-publisher-place",
        OriginalTitle = "original-title",
        PageFirst = "page-first",
        Part = "part",
        PartTitle = "part-title",
        Pmcid = "PMCID",
        Pmid = "PMID",
        Printing = "printing",
        References = "references",
        ReviewedGenre = "reviewed-genre",
        ReviewedTitle = "reviewed-title",
        Scale = "scale",
        Section = "section",
        Source = "source",
        Status = "status",
        Supplement = "supplement",
        Version = "version",
        VolumeTitle = "volume-title",
        VolumeTitleShort = "volume-title-short",
        YearSuffix = "year-suffix",
    }
}

csl_terms! {
    /// A variable that holds people or bodies, with their part in the work.
    NameVariable {
        Author = "author",
        Editor = "editor",
        Translator = "translator",
        Chair = "chair",
        CollectionEditor = "collection-editor",
        Compiler = "compiler",
        Composer = "composer",
        ContainerAuthor = "container-author",
        Contributor = "contributor",
        Curator = "curator",
        Director = "director",
        EditorialDirector = "editorial-director",
        ExecutiveProducer = "executive-producer",
        Guest = "guest",
        Host = "host",
        Interviewer = "interviewer",
        Illustrator = "illustrator",
        Narrator = "narrator",
        Organizer = "organizer",
        OriginalAuthor = "original-author",
        Performer = "performer",
        Producer = "producer",
        Recipient = "recipient",
        ReviewedAuthor = "reviewed-author",
        ScriptWriter = "script-writer",
        SeriesCreator = "series-creator",
    }
}

csl_terms! {
    /// A variable that holds a date.
    DateVariable {
        Issued = "issued",
        Accessed = "accessed",
        OriginalDate = "original-date",
        AvailableDate = "available-date",
        EventDate = "event-date",
        Submitted = "submitted",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_leads_back_to_its_term() {
        for &term in TextVariable::ALL {
            assert_eq!(TextVariable::from_csl(term.as_str()), Some(term));
        }
        assert_eq!(ItemType::from_csl("article-journal"), Some(ItemType::ArticleJournal));
        assert_eq!(ItemType::from_csl("Article-Journal"), None);
    }
}
