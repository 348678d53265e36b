//! What BibTeX and BibLaTeX have a place for: entry types, and the fields of each.
//!
//! The types and fields are those of BibLaTeX's [data model](https://ctan.org/pkg/biblatex) (sections 2.1 and 2.2 of its manual),
//! so that biber finds nothing to complain of. BibTeX has the same under some other names.

use crate::csl::{DateVariable, ItemType, NameVariable, TextVariable};

/// The two dialects of `.bib` files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BibDialect {
    BibTeX,
    BibLaTeX,
}

/// How a CSL type is written: BibLaTeX's entry type, BibTeX's, and whether the CSL type has to be told besides.
#[derive(Debug)]
pub(super) struct EntryType {
    pub(super) csl: ItemType,
    pub(super) biblatex: &'static str,
    pub(super) bibtex: &'static str,
    /// What stands in `entrysubtype`; empty for the type that the entry type means by itself.
    pub(super) subtype: &'static str,
}

const fn kind(csl: ItemType, biblatex: &'static str, bibtex: &'static str, subtype: &'static str) -> EntryType {
    EntryType { csl, biblatex, bibtex, subtype }
}

/// Every CSL type.
pub(super) const KINDS: &[EntryType] = &[
    kind(ItemType::ArticleJournal, "article", "article", ""),
    kind(ItemType::ArticleMagazine, "article", "article", "magazine"),
    kind(ItemType::ArticleNewspaper, "article", "article", "newspaper"),
    kind(ItemType::Article, "online", "misc", "article"),
    kind(ItemType::Bill, "misc", "misc", "bill"),
    kind(ItemType::Book, "book", "book", ""),
    kind(ItemType::Broadcast, "misc", "misc", "broadcast"),
    kind(ItemType::Chapter, "incollection", "incollection", ""),
    kind(ItemType::Classic, "book", "book", "classic"),
    kind(ItemType::Collection, "book", "book", "collection"),
    kind(ItemType::Dataset, "dataset", "misc", ""),
    kind(ItemType::Document, "misc", "misc", ""),
    kind(ItemType::Entry, "inreference", "incollection", "entry"),
    kind(ItemType::EntryDictionary, "inreference", "incollection", "entry-dictionary"),
    kind(ItemType::EntryEncyclopedia, "inreference", "incollection", ""),
    kind(ItemType::Event, "misc", "misc", "event"),
    kind(ItemType::Figure, "misc", "misc", "figure"),
    kind(ItemType::Graphic, "misc", "misc", "graphic"),
    kind(ItemType::Hearing, "misc", "misc", "hearing"),
    kind(ItemType::Interview, "misc", "misc", "interview"),
    kind(ItemType::LegalCase, "jurisdiction", "misc", ""),
    kind(ItemType::Legislation, "legislation", "misc", ""),
    kind(ItemType::Manuscript, "unpublished", "unpublished", ""),
    kind(ItemType::Map, "misc", "misc", "map"),
    kind(ItemType::MotionPicture, "misc", "misc", "motion_picture"),
    kind(ItemType::MusicalScore, "misc", "misc", "musical_score"),
    kind(ItemType::Pamphlet, "booklet", "booklet", ""),
    kind(ItemType::PaperConference, "inproceedings", "inproceedings", ""),
    kind(ItemType::Patent, "patent", "misc", ""),
    kind(ItemType::Performance, "misc", "misc", "performance"),
    kind(ItemType::Periodical, "periodical", "misc", ""),
    kind(ItemType::PersonalCommunication, "misc", "misc", "personal_communication"),
    kind(ItemType::Post, "online", "misc", "post"),
    kind(ItemType::PostWeblog, "online", "misc", "post-weblog"),
    kind(ItemType::Regulation, "misc", "misc", "regulation"),
    kind(ItemType::Report, "report", "techreport", ""),
    kind(ItemType::Review, "article", "article", "review"),
    kind(ItemType::ReviewBook, "article", "article", "review-book"),
    kind(ItemType::Software, "software", "misc", ""),
    kind(ItemType::Song, "misc", "misc", "song"),
    kind(ItemType::Speech, "unpublished", "unpublished", "speech"),
    kind(ItemType::Standard, "manual", "manual", "standard"),
    kind(ItemType::Thesis, "thesis", "phdthesis", ""),
    kind(ItemType::Treaty, "misc", "misc", "treaty"),
    kind(ItemType::Webpage, "online", "misc", ""),
];

/// Entry types that are read and never written, with the CSL type each means.
const READ_ONLY: &[(&str, ItemType)] = &[
    ("artwork", ItemType::Graphic),
    ("audio", ItemType::Song),
    ("bookinbook", ItemType::Chapter),
    ("conference", ItemType::PaperConference),
    ("electronic", ItemType::Webpage),
    ("image", ItemType::Graphic),
    ("inbook", ItemType::Chapter),
    ("legal", ItemType::Treaty),
    ("letter", ItemType::PersonalCommunication),
    ("manual", ItemType::Book),
    ("mastersthesis", ItemType::Thesis),
    ("movie", ItemType::MotionPicture),
    ("music", ItemType::Song),
    ("mvbook", ItemType::Book),
    ("mvcollection", ItemType::Book),
    ("mvproceedings", ItemType::Book),
    ("mvreference", ItemType::Book),
    ("collection", ItemType::Book),
    ("newspaper", ItemType::ArticleNewspaper),
    ("performance", ItemType::Performance),
    ("phdthesis", ItemType::Thesis),
    ("proceedings", ItemType::Book),
    ("reference", ItemType::Book),
    ("review", ItemType::Review),
    ("standard", ItemType::Standard),
    ("suppbook", ItemType::Chapter),
    ("suppcollection", ItemType::Chapter),
    ("suppperiodical", ItemType::ArticleJournal),
    ("techreport", ItemType::Report),
    ("video", ItemType::MotionPicture),
    ("www", ItemType::Webpage),
];

/// The kind as which a CSL type is written.
pub(super) fn kind_of(csl: ItemType) -> Option<&'static EntryType> {
    KINDS.iter().find(|kind| kind.csl == csl)
}

/// The CSL type of an entry, by its type (in small letters) and its `entrysubtype`.
pub(super) fn csl_type(entry_type: &str, subtype: &str) -> Option<ItemType> {
    let told = KINDS.iter().find(|kind| !subtype.is_empty() && kind.subtype == subtype).map(|kind| kind.csl);
    let by_itself = KINDS.iter().find(|kind| kind.biblatex == entry_type && kind.subtype.is_empty());
    let read = READ_ONLY.iter().find(|(name, _)| *name == entry_type);
    told.or_else(|| ItemType::from_csl(subtype)).or(by_itself.map(|kind| kind.csl)).or(read.map(|(_, csl)| *csl))
}

/// BibTeX's types under the name that BibLaTeX has for them.
pub(super) fn modern_type(entry_type: &str) -> &str {
    match entry_type {
        "phdthesis" | "mastersthesis" => "thesis",
        "techreport" => "report",
        "conference" => "inproceedings",
        "electronic" | "www" => "online",
        other => other,
    }
}

/// Fields that every entry may have.
const EVERYWHERE: &[&str] = &[
    "abstract",
    "annotation",
    "date",
    "doi",
    "entrysubtype",
    "eprint",
    "file",
    "keywords",
    "langid",
    "library",
    "nameaddon",
    "options",
    "origdate",
    "origlocation",
    "origpublisher",
    "origtitle",
    "shorttitle",
    "shortjournal",
    "url",
    "urldate",
    "userf",
];

/// The fields of each type besides those; `editora` stands for its two brothers and their types too.
const FIELDS: &[(&str, &str)] = &[
    (
        "article",
        "author editor editora issn issue journaltitle note number pages pubstate series title titleaddon translator version volume",
    ),
    (
        "book",
        "author chapter edition editor editora isbn location maintitle note number pages pagetotal part publisher pubstate series title titleaddon translator volume volumes",
    ),
    ("booklet", "author chapter editor howpublished location note pages pagetotal pubstate title titleaddon type"),
    (
        "collection",
        "chapter edition editor editora isbn location maintitle note number pages pagetotal part publisher pubstate series title titleaddon translator volume volumes",
    ),
    (
        "dataset",
        "author edition editor location note number organization publisher pubstate series title titleaddon type version",
    ),
    (
        "inbook",
        "author bookauthor booktitle chapter edition editor editora isbn location maintitle note number pages part publisher pubstate series title titleaddon translator volume volumes",
    ),
    (
        "incollection",
        "author booktitle chapter edition editor editora isbn location maintitle note number pages part publisher pubstate series title titleaddon translator volume volumes",
    ),
    (
        "inproceedings",
        "author booktitle chapter editor eventdate eventtitle isbn location maintitle note number organization pages part publisher pubstate series title titleaddon venue volume volumes",
    ),
    (
        "jurisdiction",
        "author institution journaltitle location note number pages pubstate series title titleaddon type version volume",
    ),
    (
        "legislation",
        "author institution journaltitle location note number pages pubstate series title titleaddon type version volume",
    ),
    (
        "inreference",
        "author booktitle chapter edition editor editora isbn location maintitle note number pages part publisher pubstate series title titleaddon translator volume volumes",
    ),
    (
        "manual",
        "author chapter edition editor isbn location note number organization pages pagetotal publisher pubstate series title titleaddon type version",
    ),
    ("misc", "author editor howpublished location note organization pubstate title titleaddon type version"),
    ("online", "author editor note organization pubstate title titleaddon version"),
    ("patent", "author holder location note number pubstate title titleaddon type version"),
    ("periodical", "editor editora issn issue note number pubstate series title titleaddon volume"),
    (
        "report",
        "author chapter institution location note number pages pagetotal pubstate title titleaddon type version",
    ),
    ("software", "author editor howpublished location note organization pubstate title titleaddon type version"),
    ("thesis", "author chapter institution location note pages pagetotal pubstate title titleaddon type"),
    ("unpublished", "author eventdate eventtitle howpublished location note pubstate title titleaddon type venue"),
];

/// Whether the data model has this field for entries of this type.
pub(super) fn allows(entry_type: &str, field: &str) -> bool {
    let entry_type = modern_type(entry_type);
    let own = FIELDS.iter().find(|(name, _)| *name == entry_type).map_or("", |(_, fields)| *fields);
    EVERYWHERE.contains(&field) || own.split(' ').any(|name| name == field)
}

/// The field for what no other field takes: BibLaTeX leaves it to its users, and no style prints it.
pub(super) const RESIDUE: &str = "userf";

/// The field that a text variable has in entries of this type.
pub(super) fn field_of(variable: TextVariable, entry_type: &str) -> Option<&'static str> {
    let (_, fields) = TEXT_FIELDS.iter().find(|(known, _)| *known == variable)?;
    fields
        .iter()
        .copied()
        .find(|field| allows(entry_type, field) && shared(field, entry_type).is_none_or(|owner| owner == variable))
}

/// The variable that a field which several could claim belongs to in entries of this type.
fn shared(field: &str, entry_type: &str) -> Option<TextVariable> {
    match field {
        "number" => Some(counts(entry_type)),
        "institution" if is_law(entry_type) => Some(TextVariable::Authority),
        _ => None,
    }
}

/// Decisions and statutes: a court or a parliament issues them, and no publisher.
fn is_law(entry_type: &str) -> bool {
    matches!(entry_type, "jurisdiction" | "legislation")
}

/// What `number` counts: issues of a journal, volumes of a series, or the work itself.
fn counts(entry_type: &str) -> TextVariable {
    match modern_type(entry_type) {
        "article" | "periodical" => TextVariable::Issue,
        "report" | "patent" | "manual" | "dataset" | "jurisdiction" | "legislation" => TextVariable::Number,
        _ => TextVariable::CollectionNumber,
    }
}

/// The variable that a field of an entry is read as.
pub(super) fn variable_of(field: &str, entry_type: &str) -> Option<TextVariable> {
    let placed = TEXT_FIELDS.iter().find(|(variable, _)| field_of(*variable, entry_type) == Some(field));
    let listed = || TEXT_FIELDS.iter().find(|(_, fields)| fields.contains(&field) && field != "titleaddon");
    placed.or_else(listed).map(|(variable, _)| *variable)
}

/// Where each text variable may stand, the best place first: fields that a type does not have are passed over.
pub(super) const TEXT_FIELDS: &[(TextVariable, &[&str])] = &[
    (TextVariable::Title, &["title"]),
    (TextVariable::TitleShort, &["shorttitle"]),
    (TextVariable::ContainerTitle, &["journaltitle", "booktitle", "maintitle", "titleaddon"]),
    (TextVariable::ContainerTitleShort, &["shortjournal"]),
    (TextVariable::CollectionTitle, &["series"]),
    (TextVariable::Volume, &["volume"]),
    (TextVariable::Issue, &["number", "issue"]),
    (TextVariable::Number, &["number"]),
    (TextVariable::CollectionNumber, &["number"]),
    (TextVariable::ChapterNumber, &["chapter"]),
    (TextVariable::Part, &["part"]),
    (TextVariable::Page, &["pages"]),
    (TextVariable::NumberOfPages, &["pagetotal"]),
    (TextVariable::NumberOfVolumes, &["volumes"]),
    (TextVariable::Edition, &["edition"]),
    (TextVariable::Version, &["version"]),
    (TextVariable::Genre, &["type"]),
    (TextVariable::Publisher, &["publisher", "institution", "organization", "howpublished"]),
    (TextVariable::Authority, &["institution"]),
    (TextVariable::PublisherPlace, &["location"]),
    (TextVariable::EventTitle, &["eventtitle"]),
    (TextVariable::EventPlace, &["venue"]),
    (TextVariable::OriginalTitle, &["origtitle"]),
    (TextVariable::OriginalPublisher, &["origpublisher"]),
    (TextVariable::OriginalPublisherPlace, &["origlocation"]),
    (TextVariable::Status, &["pubstate"]),
    (TextVariable::CallNumber, &["library"]),
    (TextVariable::Doi, &["doi"]),
    (TextVariable::Pmid, &["pmid"]),
    (TextVariable::Pmcid, &["pmcid"]),
    (TextVariable::Isbn, &["isbn"]),
    (TextVariable::Issn, &["issn"]),
    (TextVariable::Url, &["url"]),
    (TextVariable::Language, &["langid", "language"]),
    (TextVariable::Keyword, &["keywords"]),
    (TextVariable::Note, &["note"]),
    (TextVariable::Annote, &["annotation"]),
    (TextVariable::Abstract, &["abstract"]),
];

/// Titles whose letters styles may change; they leave those of journals and series alone.
pub(super) fn is_title(field: &str) -> bool {
    matches!(field, "title" | "shorttitle" | "booktitle" | "maintitle" | "origtitle")
}

/// Names: the variable, the field, and the `editoratype` that tells the part, if one is needed.
pub(super) const NAME_FIELDS: &[(NameVariable, &str)] = &[
    (NameVariable::Author, "author"),
    (NameVariable::Editor, "editor"),
    (NameVariable::Translator, "translator"),
    (NameVariable::ContainerAuthor, "bookauthor"),
];

/// Parts in a work that BibLaTeX tells by `editoratype`.
pub(super) const ROLES: &[(NameVariable, &str)] = &[
    (NameVariable::Compiler, "compiler"),
    (NameVariable::Contributor, "collaborator"),
    (NameVariable::Director, "director"),
    (NameVariable::Organizer, "organizer"),
];

/// Fields for those parts.
pub(super) const ROLE_FIELDS: &[(&str, &str)] =
    &[("editora", "editoratype"), ("editorb", "editorbtype"), ("editorc", "editorctype")];

/// Subtitles that join a title when they are read.
pub(super) const SUBTITLES: &[(&str, &str)] = &[
    ("title", "subtitle"),
    ("booktitle", "booksubtitle"),
    ("journaltitle", "journalsubtitle"),
    ("maintitle", "mainsubtitle"),
];

/// Dates.
pub(super) const DATE_FIELDS: &[(DateVariable, &str)] = &[
    (DateVariable::Issued, "date"),
    (DateVariable::Accessed, "urldate"),
    (DateVariable::OriginalDate, "origdate"),
    (DateVariable::EventDate, "eventdate"),
];

/// BibLaTeX's fields under the names that BibTeX has for them. The first that fits the entry type is written.
const OLD_NAMES: &[(&str, &str, &str)] = &[
    ("", "journaltitle", "journal"),
    ("", "location", "address"),
    ("thesis", "institution", "school"),
    ("misc", "organization", "howpublished"),
    ("", "annotation", "annote"),
    ("", "eprinttype", "archiveprefix"),
    ("", "eprintclass", "primaryclass"),
];

/// The name of a field in a dialect.
pub(super) fn name_in<'f>(dialect: BibDialect, entry_type: &str, field: &'f str) -> &'f str {
    let entry_type = modern_type(entry_type);
    let fits = |(only, modern, _): &&(&str, &str, &str)| *modern == field && (only.is_empty() || *only == entry_type);
    match dialect {
        BibDialect::BibLaTeX => field,
        BibDialect::BibTeX => OLD_NAMES.iter().find(fits).map_or(field, |(_, _, old)| *old),
    }
}

/// BibLaTeX's name for a field as files have it; `field` is in small letters.
pub(super) fn modern_name(field: &str) -> &str {
    match field {
        "hyphenation" => "langid",
        "pdf" => "file",
        "key" => "sortkey",
        _ => OLD_NAMES
            .iter()
            .find(|(_, _, old)| *old == field && *old != "howpublished")
            .map_or(field, |(_, modern, _)| *modern),
    }
}

/// BibLaTeX's names of languages (babel's), with the codes CSL has. The first of several is written.
pub(super) const LANGUAGES: &[(&str, &str)] = &[
    ("english", "en"),
    ("american", "en-US"),
    ("british", "en-GB"),
    ("german", "de"),
    ("ngerman", "de"),
    ("austrian", "de-AT"),
    ("swissgerman", "de-CH"),
    ("french", "fr"),
    ("italian", "it"),
    ("spanish", "es"),
    ("portuguese", "pt"),
    ("brazilian", "pt-BR"),
    ("portuges", "pt"),
    ("dutch", "nl"),
    ("catalan", "ca"),
    ("danish", "da"),
    ("swedish", "sv"),
    ("norwegian", "no"),
    ("norsk", "nb"),
    ("nynorsk", "nn"),
    ("finnish", "fi"),
    ("icelandic", "is"),
    ("polish", "pl"),
    ("czech", "cs"),
    ("slovak", "sk"),
    ("slovene", "sl"),
    ("croatian", "hr"),
    ("serbian", "sr"),
    ("hungarian", "hu"),
    ("romanian", "ro"),
    ("russian", "ru"),
    ("ukrainian", "uk"),
    ("bulgarian", "bg"),
    ("greek", "el"),
    ("turkish", "tr"),
    ("latin", "la"),
    ("lithuanian", "lt"),
    ("latvian", "lv"),
    ("estonian", "et"),
    ("hebrew", "he"),
    ("arabic", "ar"),
    ("persian", "fa"),
    ("farsi", "fa"),
    ("chinese", "zh"),
    ("japanese", "ja"),
    ("korean", "ko"),
    ("vietnamese", "vi"),
    ("indonesian", "id"),
    ("basque", "eu"),
    ("galician", "gl"),
    ("irish", "ga"),
    ("welsh", "cy"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_can_be_written_and_is_read_again() {
        for &csl in ItemType::ALL {
            let kind = kind_of(csl).unwrap();
            assert_eq!(csl_type(kind.biblatex, kind.subtype), Some(csl), "{csl}");
            assert!(FIELDS.iter().any(|(name, _)| *name == kind.biblatex), "{csl}");
            assert!(FIELDS.iter().any(|(name, _)| *name == modern_type(kind.bibtex)), "{csl}");
        }
        assert_eq!(csl_type("mvbook", ""), Some(ItemType::Book));
        assert_eq!(csl_type("nonsense", ""), None);
    }

    #[test]
    fn fields_are_known_by_type() {
        assert!(allows("article", "journaltitle") && allows("phdthesis", "institution") && allows("misc", "doi"));
        assert!(!allows("book", "issn") && !allows("online", "publisher") && !allows("nonsense", "title"));
    }

    #[test]
    fn old_names_lead_back_to_new_ones() {
        assert_eq!(name_in(BibDialect::BibTeX, "phdthesis", "institution"), "school");
        assert_eq!(name_in(BibDialect::BibTeX, "techreport", "institution"), "institution");
        assert_eq!(
            (modern_name("school"), modern_name("journal"), modern_name("title")),
            ("institution", "journaltitle", "title")
        );
    }
}
