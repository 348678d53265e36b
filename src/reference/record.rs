//! Stretches to a record: each is read by the grammar of its part, and what they say together is settled.

use super::kind::{self, Evidence};
use super::name::{self, Group};
use super::word::{is_in, plain};
use super::{Field, Part, Reference, Stretch, confidence, date, ident, overrule, pages, publisher, title, volume};
use crate::citation::{Locator, LocatorLabel};
use crate::csl::{Date, DateVariable as D, Item, ItemType, NameVariable as N, TextVariable as T};
use crate::text::{Flat, MarkKind, Span};

/// Reads the fields out of labelled stretches.
pub(super) fn read(text: &Flat, stretches: &[Stretch]) -> Reference {
    let mut draft = Draft::new(&text.text);
    let stretches = overrule::settle(&text.text, stretches);
    draft.has_location = stretches.iter().any(|stretch| stretch.part == Part::Location);
    for stretch in stretches {
        draft.take(stretch);
    }
    draft.links(text);
    draft.finish()
}

/// Words that lead up to a field and say nothing more; as [`plain`] gives them, sorted.
const LEADS: &[&str] = &[
    "accessible",
    "at",
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

/// Words that say that a work is read on the web; sorted.
const ONLINE: &[&str] = &["enligne", "enlinea", "internet", "online", "onlineressource", "ressourceenligne"];

/// A record in the making.
struct Draft<'t> {
    text: &'t str,
    item: Item,
    locator: Option<Locator>,
    fields: Vec<Field>,
    evidence: Evidence,
    /// Stretches of which nothing was understood, as they stand.
    residue: Vec<&'t str>,
    /// The text of all stretches that are dates.
    dates: String,
    date_span: Option<(Span, f32)>,
    /// The pages before it is known whether they are the work's or the cited ones.
    places: Vec<(pages::Place, Stretch)>,
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
            fields: Vec::new(),
            evidence: Evidence::default(),
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
            Part::Author => self.names(stretch, N::Author),
            Part::Editor => self.names(stretch, N::Editor),
            Part::Translator => self.names(stretch, N::Translator),
            Part::Director => self.names(stretch, N::Director),
            Part::Producer => self.names(stretch, N::Producer),
            Part::Title => self.title(stretch),
            Part::ContainerTitle => {
                self.evidence.led_in |= title::clean_container(text) != title::clean(text);
                self.set(T::ContainerTitle, title::clean_container(text), stretch);
            }
            Part::Journal => {
                self.evidence.journal = true;
                self.set(T::ContainerTitle, title::clean_container(text), stretch);
            }
            Part::CollectionTitle => self.series(stretch),
            Part::CollectionNumber => self.number(T::CollectionNumber, stretch),
            Part::Date => self.date(stretch),
            Part::Accessed => self.accessed(stretch),
            Part::Volume => self.volume(stretch),
            Part::Issue => self.number(T::Issue, stretch),
            Part::Number => self.set(T::Number, publisher::clean(text), stretch),
            Part::Pages | Part::Locator | Part::Extent => self.pages(stretch),
            Part::Location => self.set(T::PublisherPlace, publisher::clean(text), stretch),
            Part::Publisher => self.publisher(stretch),
            Part::Edition => self.set(T::Edition, publisher::edition(text), stretch),
            Part::Genre => self.set(T::Genre, publisher::clean(text), stretch),
            Part::Medium => self.set(T::Medium, publisher::clean(text), stretch),
            Part::Source => self.set(T::Source, publisher::clean(text), stretch),
            Part::Archive => self.archive(stretch),
            Part::Doi | Part::Url => self.address(stretch),
            Part::Isbn => self.book_number(stretch),
            Part::CitationNumber => self.set(T::CitationNumber, publisher::clean(text), stretch),
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
        if is_in(ONLINE, &word) && self.item.text(T::Medium).is_none() {
            self.item.set(T::Medium, publisher::clean(text));
        } else if !word.is_empty() && !is_in(LEADS, &word) {
            self.residue.push(text);
        }
    }

    fn names(&mut self, stretch: Stretch, default: N) {
        let groups = name::read(stretch.span.of(self.text));
        if groups.is_empty() {
            return self.leave(stretch);
        }
        for Group { parts, names, .. } in groups {
            let parts = if parts.is_empty() { vec![default] } else { parts };
            for part in parts {
                names.iter().for_each(|name| self.item.push_name(part, name.clone()));
                self.found(part.as_str(), stretch);
            }
        }
    }

    /// A second title is that of the work that holds the first.
    fn title(&mut self, stretch: Stretch) {
        let text = stretch.span.of(self.text);
        if self.item.text(T::Title).is_some() {
            return self.set(T::ContainerTitle, title::clean_container(text), stretch);
        }
        self.is_quoted = title::is_quoted(text);
        self.set(T::Title, title::clean(text), stretch);
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
        self.dates.push_str(stretch.span.of(self.text));
        self.dates.push_str("; ");
        let (span, confidence) = self.date_span.unwrap_or((stretch.span, stretch.confidence));
        self.date_span = Some((Span::new(span.start, stretch.span.end), confidence.min(stretch.confidence)));
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
        let reading = volume::read(stretch.span.of(self.text));
        let has_volume = self.item.text(T::Volume).is_some();
        let (volume, issue) = match (reading.volume, reading.issue) {
            // "66" and "(3)" as two stretches: the second is the issue.
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
            None => self.set(T::Publisher, publisher::clean(text), stretch),
        }
    }

    fn archive(&mut self, stretch: Stretch) {
        self.evidence.archive = true;
        let (archive, place) = publisher::archive(stretch.span.of(self.text));
        if let Some(archive) = archive {
            self.set(T::Archive, archive, stretch);
        }
        if let Some(place) = place {
            self.set(T::ArchiveLocation, place, stretch);
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
        let places = pages::read(stretch.span.of(self.text));
        if places.is_empty() {
            return self.leave(stretch);
        }
        self.evidence.pages = true;
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
        self.item.set(T::Note, self.residue.join(" "));
        self.item.item_type = kind::of(&self.item, self.evidence);
        self.settle_places();
        self.settle_numbers();
        let confidence = confidence::whole(&self.fields);
        Reference { item: self.item, locator: self.locator, fields: self.fields, confidence, ..Reference::default() }
    }

    fn settle_dates(&mut self) {
        let Some((span, confidence)) = self.date_span else { return };
        let stretch = Stretch { part: Part::Date, span, confidence };
        let reading = date::read(&self.dates);
        self.evidence.day = reading.issued.as_ref().and_then(Date::start).is_some_and(|start| start.day.is_some());
        let is_empty = reading == date::Reading::default();
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
        for (place, stretch) in std::mem::take(&mut self.places) {
            let span = place.value.shifted(stretch.span.start);
            let value = span.of(self.text);
            if place.total && !pages::is_range(value) || stretch.part == Part::Extent {
                self.set(T::NumberOfPages, value, stretch);
            } else if (is_part || self.is_loose_part(value)) && self.is_extent(&place, stretch) {
                self.set(T::Page, value, stretch);
            } else {
                self.locate(place.label, value, stretch);
            }
        }
    }

    /// Whether a place is where a work stands in what holds it.
    fn is_extent(&self, place: &pages::Place, stretch: Stretch) -> bool {
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
            None => self.locator = Some(Locator { label, value: value.to_owned(), flat: stretch.span }),
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
