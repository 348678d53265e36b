//! Stretches to a record: each is read by the grammar of its part, and what they say together is settled.

use std::collections::BTreeSet;

use super::kind::{self, KindEvidence};
use super::name::{self, NameGroup};
use super::word::{is_in, plain};
use super::{
    Field, Part, Reference, Stretch, archive, confidence, date, formal, fringe, ident, letter, overrule, pages,
    publisher, title, variables, volume,
};
use crate::citation::{Locator, LocatorLabel};
use crate::csl::{Date, DateVariable as D, Item, ItemType, Name, NameVariable as N, TextVariable as T};
use crate::language;
use crate::lexicon::{self, Class};
use crate::text::{Flat, MarkKind, Span};

/// Reads the fields out of labelled stretches.
pub(super) fn read(text: &Flat, stretches: &[Stretch]) -> Reference {
    let mut draft = Draft::new(&text.text);
    let stretches = match formal::read(&text.text) {
        Some(formal) => {
            draft.kind = formal.kind;
            formal.stretches
        }
        None => overrule::settle(&text.text, stretches),
    };
    draft.has_location = stretches.iter().any(|stretch| stretch.part == Part::Location);
    for stretch in stretches {
        draft.take(stretch);
    }
    draft.links(text);
    draft.finish()
}

/// Whether the first name of a list is printed with the family name first.
fn is_inverted(text: &str, groups: &[NameGroup]) -> bool {
    let first = groups.first().and_then(|group| group.names.first());
    let family = first.filter(|name| name.given.is_some()).and_then(|name| name.family.as_deref());
    family.is_some_and(|family| text.trim_start().to_lowercase().starts_with(&family.to_lowercase()))
}

/// True for what was taken for a remark and names people with their part: "In: DEZSÖ, L. & HAJDU, P. (Red.)."
fn leads_to_people(text: &str) -> bool {
    let is_person = |name: &Name| name.family.is_some() && name.given.is_some();
    let is_led = text.split_whitespace().next().is_some_and(title::is_lead);
    is_led
        && matches!(name::read(text).as_slice(), [group] if !group.parts.is_empty() && group.names.iter().all(is_person))
}

/// Words that lead up to a field and say nothing more; as [`plain`] gives them, sorted.
const LEADS: &[&str] = &[
    "accessible",
    "at",
    "available",
    "availableat",
    "availablefrom",
    "dans",
    "disponible",
    "disponibleen",
    "disponivelem",
    "doi",
    "en",
    "from",
    "in",
    "onlineavailable",
    "retrievedfrom",
    "unter",
    "url",
    "verfugbarunter",
];

/// What the year after place and publisher is, where another stands before them: "1818. Oxford: Dale, 1993".
const IMPRINT_LEADS: &str = "repr. ";

/// A record in the making.
struct Draft<'t> {
    text: &'t str,
    item: Item,
    locator: Option<Locator>,
    others: Vec<N>,
    /// The authors that were read last, as they stand.
    authors: &'t str,
    fields: Vec<Field>,
    evidence: KindEvidence,
    /// The type that the form of the reference implies.
    kind: Option<ItemType>,
    /// Stretches of which nothing was understood, as they stand.
    residue: Vec<&'t str>,
    /// The text of all stretches that are dates.
    dates: String,
    date_span: Option<(Span, f32)>,
    /// The pages before it is known whether they are the work's or the cited ones.
    places: Vec<(pages::Pages, Stretch)>,
    /// Whether some stretch is a place of publication.
    has_location: bool,
    /// Whether the title stands in quotation marks, as that of a part of something does.
    is_quoted: bool,
}

impl<'t> Draft<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            item: Item::default(),
            locator: None,
            others: Vec::new(),
            authors: "",
            fields: Vec::new(),
            evidence: KindEvidence::default(),
            kind: None,
            residue: Vec::new(),
            dates: String::new(),
            date_span: None,
            places: Vec::new(),
            has_location: false,
            is_quoted: false,
        }
    }

    fn take(&mut self, stretch: Stretch) {
        let text = stretch.span.of(self.text);
        match stretch.part {
            Part::Author => self.author(stretch),
            Part::Editor => self.names(stretch, N::Editor),
            Part::Translator => self.names(stretch, N::Translator),
            Part::Director => self.names(stretch, N::Director),
            Part::Producer => self.names(stretch, N::Producer),
            Part::Title => self.title(stretch),
            Part::ContainerTitle => {
                self.evidence.led_in |= title::clean_container(text) != title::clean(text);
                self.container(stretch);
            }
            Part::Journal => {
                self.evidence.journal = true;
                self.container(stretch);
            }
            Part::CollectionTitle => self.series(stretch),
            Part::CollectionNumber => self.number(T::CollectionNumber, stretch),
            Part::Date => self.date(stretch),
            Part::Accessed => self.accessed(stretch),
            Part::Volume => self.volume(stretch),
            // "(38:1)": a volume and its issue.
            Part::Issue if text.contains(':') && self.item.text(T::Volume).is_none() => self.volume(stretch),
            Part::Issue => self.number(T::Issue, stretch),
            // "arXiv preprint" says what a work is, and has no number.
            Part::Number if !text.contains(char::is_numeric) => self.set(T::Genre, publisher::clean(text), stretch),
            Part::Number => self.set(T::Number, publisher::clean(text), stretch),
            Part::Pages | Part::Locator | Part::Extent if pages::has_time(text) => self.residue.push(text),
            Part::Pages | Part::Locator | Part::Extent => self.pages(stretch),
            Part::Location => self.set(T::PublisherPlace, publisher::clean(text), stretch),
            Part::Publisher => self.publisher(stretch),
            Part::Edition => match variables::version(text) {
                Some(version) => self.set(T::Version, version, stretch),
                None => self.set(T::Edition, publisher::edition(text), stretch),
            },
            Part::Genre => self.set(T::Genre, publisher::clean(text), stretch),
            Part::Medium => self.set(T::Medium, publisher::clean(text), stretch),
            Part::Source => self.set(T::Source, publisher::clean(text), stretch),
            Part::Archive => self.archive(stretch),
            Part::Doi | Part::Url => self.address(stretch),
            Part::Isbn => self.book_number(stretch),
            Part::CitationNumber => self.set(T::CitationNumber, publisher::clean(text), stretch),
            Part::Note if leads_to_people(text) => self.names(stretch, N::Editor),
            Part::Note | Part::Backref | Part::Signal => self.leave(stretch),
        }
    }

    /// Sets a text variable that is not set yet; a second value is kept in the note.
    fn set(&mut self, variable: T, value: impl Into<String>, stretch: Stretch) {
        let value = value.into();
        if value.is_empty() || self.item.text(variable).is_some() {
            return self.leave(stretch);
        }
        self.item.set(variable, value);
        self.found(variable.as_str(), stretch);
    }

    fn found(&mut self, variable: &'static str, stretch: Stretch) {
        self.fields.push(Field {
            variable,
            span: stretch.span,
            confidence: confidence::calibrated(stretch.confidence),
        });
    }

    /// Keeps a stretch word for word, unless it only leads up to a neighbour ("Available at:") or names the medium.
    fn leave(&mut self, stretch: Stretch) {
        let text = stretch.span.of(self.text).trim();
        let word = plain(text);
        if fringe::is_online(&word) && self.item.text(T::Medium).is_none() {
            self.item.set(T::Medium, publisher::clean(text));
        } else if !word.is_empty() && !is_in(LEADS, &word) {
            self.residue.push(text);
        }
    }

    /// Keeps what a grammar did not reach of a stretch, if it has words.
    fn leave_words(&mut self, rest: Stretch) {
        let words = rest.span.of(self.text).split(|c: char| !c.is_alphanumeric());
        if words.into_iter().any(|word| word.chars().count() > 2) {
            self.leave(rest);
        }
    }

    /// Who wrote a work, or a letter and to whom, or the account that posted.
    fn author(&mut self, stretch: Stretch) {
        let text = stretch.span.of(self.text);
        if let Some(account) = name::account(text) {
            self.item.push_name(N::Author, account);
            return self.found(N::Author.as_str(), stretch);
        }
        match letter::parties(text) {
            Some((writer, recipient)) => {
                self.people(writer, stretch, N::Author);
                self.people(recipient, stretch, N::Recipient);
            }
            None if self.repeats_authors(text) => {}
            None => self.names(stretch, self.role_of_authors(stretch)),
        }
    }

    /// True for authors that were named before with the same words. Fewer words before them are the label of the entry, which
    /// goes: "Foote, Hall 1992: T. Foote, A. Hall, *Dictionary*".
    fn repeats_authors(&mut self, text: &'t str) -> bool {
        let words = |text: &'t str| -> BTreeSet<&'t str> {
            let words = text.split(|c: char| !c.is_alphanumeric());
            words.filter(|word| word.chars().count() > 2 && word.starts_with(char::is_uppercase)).collect()
        };
        let has_role = name::read(text).iter().any(|group| !group.parts.is_empty());
        let (before, here) = (words(self.authors), words(text));
        let length = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let is_longer = length(text) > length(self.authors);
        let has_initials = self.authors.trim_end().trim_end_matches('.').contains('.');
        self.authors = text;
        if before.is_empty() || has_role || !before.is_subset(&here) {
            return false;
        }
        if is_longer && !has_initials {
            self.item.set_names(N::Author, Vec::new());
            return false;
        }
        before == here
    }

    /// Who a stretch of authors names: after the title, an "in" leads to those who edited what holds it.
    fn role_of_authors(&self, stretch: Stretch) -> N {
        let before = &self.text[..stretch.span.start];
        let last = before.trim_end_matches([' ', ':', '\u{a0}', ',']).rsplit(char::is_whitespace).next();
        let first = stretch.span.of(self.text).split_whitespace().next();
        let is_led = [first, last].into_iter().flatten().any(title::is_lead);
        if is_led && self.item.text(T::Title).is_some() { N::Editor } else { N::Author }
    }

    fn names(&mut self, stretch: Stretch, default: N) {
        self.people(stretch.span.of(self.text), stretch, default);
    }

    fn people(&mut self, text: &str, stretch: Stretch, default: N) {
        let groups = name::read(text);
        if groups.is_empty() {
            return self.leave(stretch);
        }
        self.evidence.inverted |= is_inverted(text, &groups);
        for NameGroup { parts, names, others } in groups {
            let parts = if parts.is_empty() { vec![default] } else { parts };
            for part in parts {
                names.iter().for_each(|name| self.item.push_name(part, name.clone()));
                self.found(part.as_str(), stretch);
                self.others.extend(others.then_some(part));
            }
        }
    }

    /// A second title is that of the work that holds the first.
    fn title(&mut self, stretch: Stretch) {
        let text = stretch.span.of(self.text);
        let text = text.strip_prefix("s.v.").unwrap_or(text);
        if self.item.text(T::Title).is_some() {
            return self.container(stretch);
        }
        self.is_quoted = title::is_quoted(text);
        self.set(T::Title, title::clean(text), stretch);
    }

    /// The work that holds this one, or a series of reports with the number of the report: "NBER Working Paper No. 1234".
    fn container(&mut self, stretch: Stretch) {
        let text = stretch.span.of(self.text);
        if text.split_whitespace().all(title::is_lead) {
            // A lone "in" names nothing; the title comes next.
            return;
        }
        if lexicon::entries_of(Class::ShortForm, title::clean_container(text)).next().is_some() {
            // "in: ibid., no. 93": the container is that of another work, which this reference does not name.
            self.kind = self.kind.or(Some(ItemType::ArticleJournal).filter(|_| stretch.part == Part::Journal));
            return self.residue.push(text);
        }
        let (series, number) = publisher::series(text);
        if !kind::is_series_of_reports((series, number)) {
            return self.set(T::ContainerTitle, title::clean_container(text), stretch);
        }
        self.set(T::CollectionTitle, series, stretch);
        self.set(T::Number, number.unwrap_or_default(), stretch);
    }

    fn series(&mut self, stretch: Stretch) {
        let (series, number) = publisher::series(stretch.span.of(self.text));
        self.set(T::CollectionTitle, series, stretch);
        if let Some(number) = number {
            self.set(T::CollectionNumber, number, stretch);
        }
    }

    fn number(&mut self, variable: T, stretch: Stretch) {
        let number = volume::issue(stretch.span.of(self.text));
        self.set(variable, number.unwrap_or_default(), stretch);
    }

    fn date(&mut self, stretch: Stretch) {
        let text = stretch.span.of(self.text);
        let first = date::lone_year(&self.dates);
        if first.is_some() && first < date::lone_year(text) && self.has_imprint() {
            self.dates.push_str(IMPRINT_LEADS);
        }
        self.dates.push_str(text);
        self.dates.push_str("; ");
        let (span, confidence) = self.date_span.unwrap_or((stretch.span, stretch.confidence));
        self.date_span = Some((Span::new(span.start, stretch.span.end), confidence.min(stretch.confidence)));
    }

    fn has_imprint(&self) -> bool {
        self.item.text(T::Publisher).is_some() || self.item.text(T::PublisherPlace).is_some()
    }

    fn accessed(&mut self, stretch: Stretch) {
        let reading = date::read(stretch.span.of(self.text));
        match reading.accessed.or(reading.issued) {
            Some(date) => self.set_date(D::Accessed, date, stretch),
            None => self.leave(stretch),
        }
    }

    fn set_date(&mut self, variable: D, date: Date, stretch: Stretch) {
        self.item.set_date(variable, date);
        self.found(variable.as_str(), stretch);
    }

    fn volume(&mut self, stretch: Stretch) {
        let text = stretch.span.of(self.text);
        if fringe::is_medium(&plain(text)) {
            return self.set(T::Medium, publisher::clean(text), stretch);
        }
        if self.kind == Some(ItemType::Legislation) {
            // "21 & 22 Vict." counts the years of a reign.
            return self.set(T::Volume, publisher::without_marks(text), stretch);
        }
        let (text, title) = volume::title_apart(text);
        if let Some(title) = title {
            self.set(T::VolumeTitle, title::clean(title), stretch);
        }
        let reading = volume::read(text);
        let is_bare = text.strip_prefix('(').is_some_and(|inside| inside.starts_with(|c: char| c.is_ascii_digit()));
        let has_volume = self.item.text(T::Volume).is_some() || is_bare;
        let (volume, issue) = match (reading.volume, reading.issue) {
            // "66" and "(3)" as two stretches, or "(3)" alone: an issue.
            (Some(issue), None) if has_volume => (None, Some(issue)),
            both => both,
        };
        for (variable, value) in [(T::Volume, volume), (T::Issue, issue), (T::NumberOfVolumes, reading.volumes)] {
            if let Some(value) = value {
                self.set(variable, value, stretch);
            }
        }
        if let Some(year) = reading.year.filter(|_| self.dates.is_empty()) {
            self.set_date(D::Issued, Date::year(year), stretch);
        }
    }

    fn publisher(&mut self, stretch: Stretch) {
        let text = stretch.span.of(self.text);
        match publisher::place_and_publisher(text).filter(|_| !self.has_location) {
            Some((place, publisher)) => {
                self.set(T::PublisherPlace, place, stretch);
                self.set(T::Publisher, publisher, stretch);
            }
            None if self.kind == Some(ItemType::LegalCase) => self.set(T::Publisher, publisher::court(text), stretch),
            None => self.set(T::Publisher, publisher::clean(text), stretch),
        }
    }

    fn archive(&mut self, stretch: Stretch) {
        self.evidence.archive = true;
        let archive::ArchiveReading { archive, collection, location } = archive::read(stretch.span.of(self.text));
        let values = [(T::Archive, archive), (T::ArchiveCollection, collection), (T::ArchiveLocation, location)];
        for (variable, value) in values {
            if let Some(value) = value {
                self.set(variable, value, stretch);
            }
        }
    }

    fn address(&mut self, stretch: Stretch) {
        let text = stretch.span.of(self.text);
        match (ident::doi(text), ident::url(text)) {
            (Some(doi), _) => self.set(T::Doi, doi, stretch),
            (None, Some(url)) => {
                self.set(T::Url, url, stretch);
                if let Some(doi) = ident::doi_in_address(url).filter(|_| self.item.text(T::Doi).is_none()) {
                    self.set(T::Doi, doi, stretch);
                }
            }
            (None, None) => self.leave(stretch),
        }
    }

    fn book_number(&mut self, stretch: Stretch) {
        let text = stretch.span.of(self.text);
        match (ident::issn(text), ident::isbn(text)) {
            (Some(issn), _) => self.set(T::Issn, issn, stretch),
            (None, Some(isbn)) => self.set(T::Isbn, isbn, stretch),
            (None, None) => self.leave(stretch),
        }
    }

    fn pages(&mut self, stretch: Stretch) {
        let mut places = pages::read(stretch.span.of(self.text));
        let before = self.text[..stretch.span.start].split_whitespace().next_back();
        if let Some(first) = places.first_mut() {
            first.here |= before.is_some_and(pages::is_here);
        }
        let end = places.last().map_or(stretch.span.start, |place| stretch.span.start + place.value.end);
        self.leave_words(Stretch { span: Span::new(end, stretch.span.end.max(end)), ..stretch });
        self.evidence.pages |= !places.is_empty();
        self.places.extend(places.into_iter().map(|place| (place, stretch)));
    }

    /// The addresses of links, where the text gives none.
    fn links(&mut self, text: &Flat) {
        for mark in &text.marks {
            let MarkKind::Link(address) = &mark.kind else { continue };
            let stretch = Stretch { part: Part::Url, span: mark.span, confidence: 1.0 };
            match ident::doi(address) {
                Some(doi) if self.item.text(T::Doi).is_none() => self.set(T::Doi, doi, stretch),
                None if self.item.text(T::Url).is_none() => self.set(T::Url, address.as_str(), stretch),
                _ => {}
            }
        }
    }

    fn finish(mut self) -> Reference {
        self.settle_dates();
        self.item.set(T::Note, self.residue.join(" ").trim_matches(|c: char| ",;: ".contains(c)));
        self.item.item_type = self.kind.unwrap_or_else(|| kind::of(&self.item, self.evidence));
        self.settle_places();
        self.settle_numbers();
        variables::settle(&mut self.item);
        self.settle_language();
        let confidence = confidence::whole(&self.fields);
        let Self { item, locator, others, fields, .. } = self;
        Reference { item, locator, others, fields, confidence, segments: Vec::new() }
    }

    /// The language of the work, where its title shows it.
    fn settle_language(&mut self) {
        let language = self.item.text(T::Title).and_then(language::surely_of_title);
        language.into_iter().for_each(|language| self.item.set(T::Language, language));
        if language == Some(SPANISH) {
            self.name_both_families();
        }
    }

    fn name_both_families(&mut self) {
        for variable in [N::Author, N::Editor] {
            let names = self.item.names(variable).to_vec();
            let whole = |name: Name| name::with_both_families(&name, self.text).unwrap_or(name);
            self.item.set_names(variable, names.into_iter().map(whole).collect());
        }
    }

    fn settle_dates(&mut self) {
        let Some((span, confidence)) = self.date_span else { return };
        let stretch = Stretch { part: Part::Date, span, confidence };
        let reading = date::read(&self.dates);
        self.evidence.day = reading.issued.as_ref().and_then(Date::start).is_some_and(|start| start.day.is_some());
        let is_empty = reading == date::DateReading::default();
        let dates = [(D::Issued, reading.issued), (D::OriginalDate, reading.original), (D::Accessed, reading.accessed)];
        for (variable, date) in dates {
            if let Some(date) = date {
                self.set_date(variable, date, stretch);
            }
        }
        if let Some(letter) = reading.suffix {
            self.set(T::YearSuffix, letter, stretch);
        }
        if is_empty {
            self.leave(stretch);
        }
    }

    /// Parts the pages of a work from those that are cited.
    fn settle_places(&mut self) {
        let is_part = self.item.text(T::ContainerTitle).is_some();
        let places = std::mem::take(&mut self.places);
        let is_told = places.iter().any(|(place, _)| place.here);
        let is_statute = self.item.item_type == ItemType::Legislation;
        for (place, stretch) in places {
            let span = place.value.shifted(stretch.span.start);
            let value = span.of(self.text);
            if place.total && !pages::is_range(value) || stretch.part == Part::Extent {
                self.set(T::NumberOfPages, value, stretch);
            } else if (is_part || self.is_loose_part(value)) && self.is_extent(&place, stretch) {
                self.set(T::Page, pages::hyphenated(value), stretch);
            } else {
                // The "s" of a statute counts sections.
                let is_section = is_statute && place.label == LocatorLabel::Page;
                if is_statute && self.is_codified() {
                    self.set(T::Section, value, stretch);
                }
                self.locate(if is_section { LocatorLabel::Section } else { place.label }, value, stretch);
            }
        }
        if !is_told {
            self.claim_extent(is_part);
        }
    }

    /// Whether a statute is cited by the volume of a code. The section then says which law it is: "42 U.S.C. § 12132".
    fn is_codified(&self) -> bool {
        [T::Volume, T::ContainerTitle].iter().all(|variable| self.item.text(*variable).is_some())
            && self.item.text(T::Section).is_none()
    }

    /// In a list of works ("Berg, Anna") the only page of an article is where it stands; nothing is cited there. So is a long range in a
    /// note, and in a list also where nothing is said of what holds the work.
    fn claim_extent(&mut self, is_part: bool) {
        let inverted = self.evidence.inverted;
        let is_page = |locator: &Locator| {
            let long = pages::range(&locator.value).is_some_and(pages::is_extent);
            let is_extent = if is_part { inverted || long } else { inverted && long };
            locator.label == LocatorLabel::Page && !locator.value.contains(',') && is_extent
        };
        if self.item.text(T::Page).is_some() {
            return;
        }
        if let Some(locator) = self.locator.take_if(|locator| is_page(locator)) {
            let stretch = Stretch { part: Part::Pages, span: locator.flat, confidence: 0.7 };
            self.set(T::Page, pages::hyphenated(&locator.value), stretch);
        }
    }

    /// Whether a place is where a work stands in what holds it.
    fn is_extent(&self, place: &pages::Pages, stretch: Stretch) -> bool {
        let is_free = self.item.text(T::Page).is_none();
        is_free && stretch.part == Part::Pages && place.label == LocatorLabel::Page && !place.here
    }

    /// Whether a work stands in something that is not named: its title is quoted, or it has pages and no publisher.
    fn is_loose_part(&self, pages: &str) -> bool {
        let is_published = self.item.text(T::Publisher).is_some() || self.item.text(T::PublisherPlace).is_some();
        pages::is_range(pages) && (self.is_quoted || !is_published)
    }

    fn locate(&mut self, label: LocatorLabel, value: &str, stretch: Stretch) {
        match &mut self.locator {
            Some(locator) => {
                locator.value.push_str(", ");
                locator.value.push_str(value);
                locator.flat.end = stretch.span.end;
            }
            None => {
                self.locator = Some(Locator { label, value: value.to_owned(), with_volume: None, flat: stretch.span });
            }
        }
    }

    /// A number that is no issue of a periodical is that of a report, a patent or a volume of a book.
    fn settle_numbers(&mut self) {
        let is_periodical = matches!(
            self.item.item_type,
            ItemType::ArticleJournal
                | ItemType::ArticleMagazine
                | ItemType::ArticleNewspaper
                | ItemType::PaperConference
        );
        let is_part = self.is_quoted || self.item.text(T::ContainerTitle).is_some();
        if is_periodical || is_part || self.item.text(T::Number).is_some() {
            return;
        }
        if let Some(issue) = self.item.remove(T::Issue) {
            self.item.set(T::Number, issue);
        }
    }
}

/// The language whose names have two families.
const SPANISH: &str = "es";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::parse;
    use proptest::prelude::*;

    /// Reads stretches given as part and text, joined by spaces.
    fn read_parts(parts: &[(Part, &str)]) -> Reference {
        let mut text = String::new();
        let mut stretches = Vec::new();
        for &(part, words) in parts {
            let start = text.len();
            text.push_str(words);
            stretches.push(Stretch { part, span: Span::new(start, text.len()), confidence: 0.9 });
            text.push(' ');
        }
        read(&Flat::verbatim(text, 0), &stretches)
    }

    #[test]
    fn a_chapter_keeps_its_extent_and_gives_up_the_cited_page() {
        let reference = read_parts(&[
            (Part::Author, "Anna Berg,"),
            (Part::Title, "“A Chapter,”"),
            (Part::ContainerTitle, "in: A Book,"),
            (Part::Editor, "hrsg. von Carl Dahl,"),
            (Part::Location, "Wien:"),
            (Part::Publisher, "Falk,"),
            (Part::Date, "2001,"),
            (Part::Pages, "S. 12–34, hier S. 20."),
        ]);
        let item = &reference.item;
        assert_eq!(item.item_type, ItemType::Chapter);
        assert_eq!((item.text(T::Title), item.text(T::ContainerTitle)), (Some("A Chapter"), Some("A Book")));
        assert_eq!((item.text(T::Page), item.text(T::PublisherPlace)), (Some("12-34"), Some("Wien")));
        assert_eq!(item.names(N::Editor)[0].short(), "Dahl");
        assert_eq!(reference.locator.map(|locator| locator.value).as_deref(), Some("20"));
    }

    #[test]
    fn a_numbered_series_of_reports_is_no_journal() {
        for (container, series, number) in [
            ("Dale School Working Paper No. 15-021.", Some("Dale School Working Paper"), Some("15-021")),
            ("Dale Discussion Paper 6041,", Some("Dale Discussion Paper"), Some("6041")),
            ("Dale Paper Review,", None, None),
            ("Journal of Dale 12,", None, None),
        ] {
            for part in [Part::Journal, Part::ContainerTitle] {
                let item = read_parts(&[(Part::Title, "Salt."), (part, container)]).item;
                assert_eq!((item.text(T::CollectionTitle), item.text(T::Number)), (series, number), "{container}");
                assert_eq!(item.text(T::ContainerTitle).is_none(), series.is_some(), "{container}");
            }
        }
    }

    #[test]
    fn what_holds_a_work_is_no_word_of_repetition() {
        for container in ["ibid.,", "ebd.,", "in: ibíd.,"] {
            let item =
                read_parts(&[(Part::Title, "“Salt.”"), (Part::Journal, container), (Part::Issue, "no. 93")]).item;
            assert_eq!((item.text(T::ContainerTitle), item.item_type), (None, ItemType::ArticleJournal), "{container}");
        }
        let item = read_parts(&[(Part::Title, "“Glow,”"), (Part::ContainerTitle, "of Half Life,")]).item;
        assert_eq!(item.text(T::ContainerTitle), Some("Half Life"));
    }

    #[test]
    fn a_series_in_brackets_has_its_number() {
        for (text, series, number) in [
            ("Schart, Aaron: Die Entstehung (BZAW 260), Berlin 1998.", "BZAW", "260"),
            ("Keel, Othmar: Die Welt (OBO 12), Fribourg 1977.", "OBO", "12"),
        ] {
            let item = parse(&Flat::verbatim(text, 0)).item;
            let texts = [T::CollectionTitle, T::CollectionNumber, T::Volume].map(|variable| item.text(variable));
            assert_eq!(texts, [Some(series), Some(number), None], "{text}");
        }
    }

    #[test]
    fn a_bare_number_in_brackets_is_an_issue() {
        for (text, volume, issue) in
            [("(247),", None, Some("247")), ("(Vol. 3,", Some("3"), None), ("12", Some("12"), None)]
        {
            let item = read_parts(&[(Part::Journal, "The Mill,"), (Part::Volume, text)]).item;
            assert_eq!((item.text(T::Volume), item.text(T::Issue)), (volume, issue), "{text}");
        }
    }

    #[test]
    fn a_word_for_here_may_stand_outside_the_pages() {
        let parts = [(Part::Title, "A."), (Part::Journal, "B"), (Part::Note, "bes."), (Part::Pages, "S. 12–34.")];
        let reference = read_parts(&parts);
        assert_eq!((reference.item.text(T::Page), reference.locator.unwrap().value.as_str()), (None, "12–34"));
    }

    #[test]
    fn the_single_page_of_a_book_is_cited() {
        let reference =
            read_parts(&[(Part::Author, "Anna Berg."), (Part::Title, "A Book."), (Part::Pages, "pp. 12–34.")]);
        assert_eq!(reference.item.text(T::Page), Some("12-34"), "a range without a publisher is that of an article");
        let reference =
            read_parts(&[(Part::Title, "A Book."), (Part::Location, "Bologna"), (Part::Pages, "pp. 12–34.")]);
        assert_eq!((reference.item.text(T::Page), reference.locator.unwrap().value.as_str()), (None, "12–34"));
    }

    #[test]
    fn the_lone_page_of_an_article_in_a_list_is_its_extent() {
        let journal = |author| {
            [
                (Part::Author, author),
                (Part::Title, "A."),
                (Part::Journal, "B"),
                (Part::Volume, "3,"),
                (Part::Locator, "112."),
            ]
        };
        let listed = read_parts(&journal("Berg, Anna."));
        assert_eq!((listed.item.text(T::Page), listed.locator), (Some("112"), None));
        let noted = read_parts(&journal("Anna Berg,"));
        assert_eq!((noted.item.text(T::Page), noted.locator.unwrap().value.as_str()), (None, "112"));
    }

    #[test]
    fn what_is_not_understood_is_kept_word_for_word() {
        let reference =
            read_parts(&[(Part::Backref, "Ibid.,"), (Part::Date, "someday"), (Part::Note, "Available at:")]);
        assert_eq!(reference.item.text(T::Note), Some("Ibid., someday"));
    }

    #[test]
    fn a_preprint_keeps_its_number() {
        let parts = [
            (Part::Title, "On Tides."),
            (Part::Note, "Preprint, arXiv:2101.01234v2 [math.GT],"),
            (Part::Date, "2021."),
        ];
        let reference = read_parts(&parts);
        assert_eq!(reference.item.text(T::Number), Some("arXiv:2101.01234v2"));
    }

    #[test]
    fn the_address_of_a_link_is_a_field() {
        let mut text = crate::text::FlatBuilder::default();
        text.open(MarkKind::Link("https://example.org/a".into()), 0);
        text.verbatim("A title", 1);
        text.close(20);
        let reference =
            read(&text.finish(20), &[Stretch { part: Part::Title, span: Span::new(0, 7), confidence: 1.0 }]);
        assert_eq!(reference.item.text(T::Url), Some("https://example.org/a"));
    }

    #[test]
    fn the_tables_are_sorted() {
        assert!(LEADS.is_sorted());
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_its_fields_lie_in_it(text in "[\\PC\\s]{0,160}") {
            check(&text);
        }

        #[test]
        fn any_stretch_may_be_of_any_part(words in proptest::collection::vec(("[A-Za-zÀ-ž0-9().,:;/–\\-‘’“” ]{1,24}", 0..33_usize), 1..8)) {
            let parts: Vec<(Part, &str)> = words.iter().map(|(text, part)| (Part::from_index(*part), text.as_str())).collect();
            let reference = read_parts(&parts);
            prop_assert!((0.0..=1.0).contains(&reference.confidence));
        }
    }

    fn check(text: &str) {
        let reference = parse(&Flat::verbatim(text, 0));
        for field in &reference.fields {
            assert!(text.get(field.span.start..field.span.end).is_some(), "{field:?}");
            assert!((0.0..=1.0).contains(&field.confidence), "{field:?}");
        }
    }
}
