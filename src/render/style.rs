//! Finds a style: a name hayagriva's archive knows, the last part of a CSL id, one of ours, or the text of a `.csl` file.

use citationberg::taxonomy::{OtherTerm, Term};
use citationberg::{CitationFormat, DependentStyle, IndependentStyle, LocaleCode, StyleCategory, StyleClass, TermForm};

use super::archive;
use super::bounds::Bounds;
use super::dates::Calendar;
use super::hayagriva::others::Others;
use super::hayagriva::patch::{self, Uses};
use super::locale::{self, Typography};
use super::range::Ranges;
use super::style_error::StyleError;
use super::style_id::last_part;

/// A style that ibid writes by itself: name and CSL file.
const OWN: &[(&str, &str)] = &[
    ("blog-notes", include_str!("../../styles/blog-notes.csl")),
    ("blog-notes-ibid", include_str!("../../styles/blog-notes-ibid.csl")),
    ("ibid-bluebook", include_str!("../../styles/ibid-bluebook.csl")),
    ("ibid-deutsch", include_str!("../../styles/ibid-deutsch.csl")),
    ("ibid-francais", include_str!("../../styles/ibid-francais.csl")),
    ("ibid-italiano", include_str!("../../styles/ibid-italiano.csl")),
    ("ibid-oscola", include_str!("../../styles/ibid-oscola.csl")),
];

impl StyleError {
    /// There is no style of this name: neither here nor among `others`, the names of those that the caller has.
    #[must_use]
    pub fn unknown(name: &str, others: &[String]) -> Self {
        let own = OWN.iter().map(|(own, _)| (*own).to_owned()).chain(archive::names().map(str::to_owned));
        Self::Unknown { name: name.to_owned(), suggestion: nearest(name, own.chain(others.iter().cloned())) }
    }
}

/// The known name that is nearest to a mistyped one.
fn nearest(name: &str, names: impl Iterator<Item = String>) -> Option<String> {
    // "oscola" is all of a word in "ibid-oscola", however little the two look alike.
    let names_it = |known: &str| known.split('-').any(|word| word == name);
    let score = |known: &str| if names_it(known) { 1.0 } else { strsim::jaro_winkler(name, known) };
    let scored = names.map(|known| (score(&known), known));
    let (score, known) = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (score > 0.8).then_some(known)
}

/// A style, ready to write with.
#[derive(Debug, Clone)]
pub struct Style {
    /// The name of the style for readers.
    pub title: String,
    /// Whether it writes notes (rather than citations in the text).
    pub is_note: bool,
    pub(super) csl: IndependentStyle,
    pub(super) uses: Uses,
    pub(super) prefix: String,
    pub(super) suffix: String,
    pub(super) delimiter: String,
    pub(super) locale: LocaleCode,
    pub(super) locales: Vec<citationberg::Locale>,
    pub(super) typography: Typography,
    pub(super) ranges: Ranges,
    pub(super) others: Others,
    pub(super) calendar: Calendar,
}

impl Style {
    /// The style of that name: of ours, of hayagriva's archive, or of the archive by the last part of its id.
    ///
    /// # Errors
    /// When there is none; the error then suggests the nearest name.
    ///
    /// ```
    /// use ibid::render::Style;
    /// assert!(Style::find("chicago-notes-bibliography").unwrap().is_note);
    /// assert!(Style::find("chicago-note").unwrap_err().to_string().contains("chicago-notes"));
    /// ```
    pub fn find(name: &str) -> Result<Self, StyleError> {
        if let Some((_, xml)) = OWN.iter().find(|(own, _)| *own == name) {
            return Self::from_csl(xml);
        }
        match archive::style(name) {
            Some(citationberg::Style::Independent(style)) => Ok(Self::from_independent(style)),
            Some(citationberg::Style::Dependent(style)) => Self::from_dependent(&style, |_| None),
            None => Err(StyleError::unknown(name, &[])),
        }
    }

    /// The style that the text of a `.csl` file describes.
    ///
    /// # Errors
    /// When the text is no CSL style, with the place; or a dependent style whose parent ibid does not have.
    pub fn from_csl(xml: &str) -> Result<Self, StyleError> {
        Self::from_csl_with(xml, |_| None)
    }

    /// The same, where a dependent style may point to one that the caller has: `parent` gives its text by the last part of its id.
    ///
    /// # Errors
    /// As [`Style::from_csl`].
    pub fn from_csl_with(xml: &str, parent: impl Fn(&str) -> Option<String>) -> Result<Self, StyleError> {
        match parse(xml)? {
            citationberg::Style::Independent(style) => Ok(Self::from_independent(style)),
            citationberg::Style::Dependent(style) => Self::from_dependent(&style, parent),
        }
    }

    /// A dependent style is its parent under another name, perhaps in another language.
    fn from_dependent(style: &DependentStyle, parent: impl Fn(&str) -> Option<String>) -> Result<Self, StyleError> {
        let id = &style.parent_link.href;
        let last = last_part(id);
        let own = || OWN.iter().find(|(name, _)| *name == last).map(|(_, xml)| (*xml).to_owned());
        let found = match parent(last).or_else(own) {
            Some(xml) => Some(parse(&xml)?),
            None => archive::style(last),
        };
        let Some(citationberg::Style::Independent(found)) = found else {
            return Err(StyleError::NoParent { parent: id.clone() });
        };
        let mut found = Self::from_independent(found);
        found.title.clone_from(&style.info.title.value);
        Ok(match &style.default_locale {
            Some(locale) => found.in_locale(&locale.0),
            None => found,
        })
    }

    fn from_independent(mut csl: IndependentStyle) -> Self {
        let uses = patch::patch(&mut csl);
        let layout = &mut csl.citation.layout;
        let (prefix, suffix) = (layout.prefix.take().unwrap_or_default(), layout.suffix.take().unwrap_or_default());
        let delimiter = layout.delimiter.clone().unwrap_or_default();
        let locale = csl.default_locale.clone().unwrap_or_else(LocaleCode::en_us);
        let style = Self {
            title: csl.info.title.value.clone(),
            is_note: csl.settings.class == StyleClass::Note,
            uses,
            prefix,
            suffix,
            delimiter,
            locale: locale.clone(),
            locales: Vec::new(),
            typography: Typography::default(),
            others: Others::default(),
            calendar: Calendar::default(),
            ranges: Ranges { format: csl.settings.page_range_format, delimiter: String::new() },
            csl,
        };
        style.in_locale(&locale.0)
    }

    /// The same style with the words of another language (`de-DE`); unknown codes give the nearest there is.
    #[must_use]
    pub fn in_locale(mut self, code: &str) -> Self {
        self.locale = LocaleCode(code.to_owned());
        self.locales = locale::load(&self.locale);
        self.typography = Typography::new(|term, form| self.term(term, form), self.punctuation_in_quote());
        let delimiter = self.term(Term::Other(OtherTerm::PageRangeDelimiter), TermForm::Long);
        self.ranges.delimiter = delimiter.unwrap_or_else(|| "–".to_owned());
        self.others = Others::new(|term| self.term(Term::Other(term), TermForm::Long));
        let term = |term, form| self.term(Term::Other(term), form);
        self.calendar = Calendar::new(term, self.uses.date_range.as_deref());
        patch::patch_locales(&mut self.csl.locale);
        patch::patch_locales(&mut self.locales);
        self
    }

    /// Whether the style has a bibliography.
    #[must_use]
    pub fn has_bibliography(&self) -> bool {
        self.csl.bibliography.is_some()
    }

    /// Whether the style speaks English: then titles of no stated language are taken for English.
    pub(super) fn is_english(&self) -> bool {
        self.locale.is_english()
    }

    /// A term in the style's language: its own wording first, then that of the locale.
    fn term(&self, term: Term, form: TermForm) -> Option<String> {
        let own = self.csl.locale.iter().filter(|own| locale::applies(own, &self.locale));
        let mut all = own.chain(&self.locales);
        all.find_map(|locale| locale.term(term, form)?.single().map(str::to_owned))
    }

    fn punctuation_in_quote(&self) -> bool {
        let own = self.csl.locale.iter().filter(|own| locale::applies(own, &self.locale));
        let mut all = own.chain(&self.locales);
        all.find_map(|locale| locale.style_options.as_ref()?.punctuation_in_quote).unwrap_or(false)
    }

    /// "ibid." in the style's language, where it has the word.
    #[must_use]
    pub fn ibid(&self) -> Option<String> {
        self.term(Term::Other(OtherTerm::Ibid), TermForm::Long)
    }
}

/// A line of `ibid styles`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The name to give to `--style`.
    pub name: String,
    /// The title of the style.
    pub title: String,
    /// `note`, or `in-text` with its kind.
    pub class: &'static str,
    /// Whether it is one of ours.
    pub own: bool,
}

impl Listed {
    /// The line of a `.csl` file under this name; `None` if the text is no style.
    #[must_use]
    pub fn of_csl(name: &str, xml: &str) -> Option<Self> {
        Some(listed(name, &parse(xml).ok()?, false))
    }
}

/// The styles there are: ours, then those of the archive by every name under which they are found. A table has them, as to decode them all takes fifty times as long; a test
/// holds it to what the styles say of themselves.
#[must_use]
pub fn list() -> Vec<Listed> {
    let rows = include_str!("../../styles/list.tsv").lines().filter_map(|line| line.split_once('\t'));
    let rows = rows.filter_map(|(name, rest)| Some((name, rest.split_once('\t')?)));
    let is_own = |name: &str| OWN.iter().any(|(own, _)| *own == name);
    let listed = rows.map(|(name, (class, title))| Listed {
        name: name.to_owned(),
        title: title.to_owned(),
        class,
        own: is_own(name),
    });
    listed.filter(|style| style.own || archive::names().next().is_some()).collect()
}

fn listed(name: &str, style: &citationberg::Style, own: bool) -> Listed {
    let info = style.info();
    let class = match style {
        citationberg::Style::Independent(style) if style.settings.class == StyleClass::Note => "note",
        _ => info.category.iter().find_map(category).unwrap_or("in-text"),
    };
    Listed { name: name.to_owned(), title: info.title.value.clone(), class, own }
}

fn category(category: &StyleCategory) -> Option<&'static str> {
    let StyleCategory::CitationFormat { format } = category else { return None };
    Some(match format {
        CitationFormat::AuthorDate => "author-date",
        CitationFormat::Author => "author",
        CitationFormat::Numeric => "numeric",
        CitationFormat::Label => "label",
        CitationFormat::Note => "note",
    })
}

/// Reads the text of a `.csl` file.
fn parse(xml: &str) -> Result<citationberg::Style, StyleError> {
    well_formed(xml)?;
    citationberg::Style::from_xml(xml).map_err(|error| StyleError::NotCsl {
        element: error.path.as_ref().map(ToString::to_string).unwrap_or_default(),
        message: error.source.to_string(),
    })
}

/// Reads the XML through once: for the line and column of what is wrong with it, and for what it would ask for.
fn well_formed(xml: &str) -> Result<(), StyleError> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut bounds = Bounds::default();
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return bounds.check(),
            Ok(event) => bounds.take(&event)?,
            Err(error) => {
                let offset = usize::try_from(reader.error_position()).unwrap_or(xml.len());
                let (line, column) = line_and_column(xml, offset);
                return Err(StyleError::Malformed { line, column, message: error.to_string() });
            }
        }
    }
}

fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before: &str = text.get(..offset.min(text.len())).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_found_by_every_name() {
        for name in ["chicago-notes", "chicago-notes-bibliography", "ieee", "apa", "modern-language-association"] {
            assert!(Style::find(name).is_ok(), "{name}");
        }
        assert!(Style::find("chicago-notes").unwrap().is_note);
        assert!(!Style::find("apa").unwrap().is_note);
    }

    #[test]
    fn a_name_mistyped_is_answered_with_the_nearest() {
        let message = Style::find("chicago-note").unwrap_err().to_string();
        assert!(message.contains("did you mean \"chicago-notes\"?"), "{message}");
        let message = Style::find("zzz").unwrap_err().to_string();
        assert!(!message.contains("did you mean"), "{message}");
    }

    #[test]
    fn a_broken_file_is_answered_with_its_place() {
        let error = Style::from_csl("<style>\n  <info></inf>\n</style>").unwrap_err();
        assert!(matches!(error, StyleError::Malformed { line: 2, .. }), "{error}");
        let error = Style::from_csl("<html/>").unwrap_err();
        assert!(matches!(error, StyleError::NotCsl { .. }), "{error}");
    }

    #[test]
    fn a_dependent_style_is_its_parent() {
        let xml = r#"<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" default-locale="de-DE"><info>
            <title>Zeitschrift</title><id>http://www.zotero.org/styles/zeitschrift</id>
            <link href="http://www.zotero.org/styles/zeitschrift" rel="self"/>
            <link href="http://www.zotero.org/styles/PARENT" rel="independent-parent"/>
            <updated>2020-01-01T00:00:00+00:00</updated></info></style>"#;
        let style = Style::from_csl(&xml.replace("PARENT", "ieee")).unwrap();
        assert_eq!((style.title.as_str(), style.locale.0.as_str()), ("Zeitschrift", "de-DE"));
        let error = Style::from_csl(&xml.replace("PARENT", "nowhere")).unwrap_err();
        assert!(error.to_string().contains("/nowhere"), "{error}");
        let here = |last: &str| (last == "nowhere").then(|| OWN[0].1.to_owned());
        let style = Style::from_csl_with(&xml.replace("PARENT", "nowhere"), here).unwrap();
        assert!(style.is_note && style.title == "Zeitschrift");
        // A parent that only points further is no parent.
        let error = Style::from_csl_with(xml, |_| Some(xml.to_owned())).unwrap_err();
        assert!(matches!(error, StyleError::NoParent { .. }), "{error}");
    }

    #[test]
    fn every_style_is_listed_once() {
        let list = list();
        let mut names: Vec<_> = list.iter().map(|line| &line.name).collect();
        names.dedup();
        assert_eq!(names.len(), list.len());
        assert!(list.iter().any(|line| line.name == "ieee" && line.class == "numeric"));
        for name in archive::names().chain(OWN.iter().map(|(name, _)| *name)) {
            assert!(list.iter().any(|line| line.name == name), "{name} is found, but not listed");
        }
    }

    /// To be renewed by hand where a style is added: the difference that is shown has the line.
    #[test]
    #[cfg(feature = "archive")]
    fn the_table_of_styles_is_what_they_say() {
        let own = OWN.iter().map(|(name, xml)| listed(name, &citationberg::Style::from_xml(xml).unwrap(), true));
        let named =
            archive::styles().flat_map(|(names, style)| names.into_iter().map(move |name| (name, style.clone())));
        let mut archived: Vec<_> = named.map(|(name, style)| listed(last_part(name), &style, false)).collect();
        archived.sort_by(|a, b| a.name.cmp(&b.name));
        archived.dedup_by(|a, b| a.name == b.name);
        assert_eq!(list(), own.chain(archived).collect::<Vec<_>>());
    }
}
