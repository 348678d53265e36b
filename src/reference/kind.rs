//! What kind of work a reference describes: told by its words where they say so, and else by the fields it has.

use super::word::{plain, words};
use crate::csl::{Item, ItemType, NameVariable as N, TextVariable as T};
use crate::lexicon::{self, Class};

/// What the fields do not say.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct KindEvidence {
    /// The container was labelled as a periodical.
    pub(super) journal: bool,
    /// An archive or shelf mark was found.
    pub(super) archive: bool,
    /// Pages were found, of the work or cited.
    pub(super) pages: bool,
    /// The date has a day.
    pub(super) day: bool,
    /// The family name of the first author stands first, as in lists of works.
    pub(super) inverted: bool,
    /// "In" leads up to the container.
    pub(super) led_in: bool,
}

/// Words that numbers begin with, and what they number; [`plain`] without digits. Sorted.
const NUMBERS: &[(&str, ItemType)] = &[
    ("ansi", ItemType::Standard),
    ("arxiv", ItemType::Article),
    ("astm", ItemType::Standard),
    ("biorxiv", ItemType::Article),
    ("bs", ItemType::Standard),
    ("din", ItemType::Standard),
    ("en", ItemType::Standard),
    ("gost", ItemType::Standard),
    ("hr", ItemType::Bill),
    ("ieee", ItemType::Standard),
    ("iso", ItemType::Standard),
    ("isoiec", ItemType::Standard),
    ("medrxiv", ItemType::Article),
    ("niso", ItemType::Standard),
    ("patent", ItemType::Patent),
    ("rfc", ItemType::Report),
    ("ssrn", ItemType::Article),
    ("гост", ItemType::Standard),
];

/// The type of a work.
pub(super) fn of(item: &Item, evidence: KindEvidence) -> ItemType {
    let told = |variable, class| item.text(variable).and_then(|text| cue(text, class));
    if let Some(kind) = told(T::Genre, Class::Genre) {
        return kind;
    }
    if item.text(T::Url).and_then(host).is_some_and(|host| host.contains("patents.google")) {
        return ItemType::Patent;
    }
    if item.text(T::Title).is_some_and(is_case) {
        return ItemType::LegalCase;
    }
    if !item.names(N::Director).is_empty() {
        return ItemType::MotionPicture;
    }
    if !item.names(N::Host).is_empty() {
        return ItemType::Broadcast;
    }
    if !item.names(N::Recipient).is_empty() {
        return if evidence.archive { ItemType::Manuscript } else { ItemType::PersonalCommunication };
    }
    if let Some(kind) = told(T::Medium, Class::Genre).or_else(|| item.text(T::Number).and_then(numbered)) {
        return kind;
    }
    if let Some(kind) = told(T::Note, Class::Broadcast)
        .or_else(|| told(T::Issue, Class::Broadcast))
        .filter(|_| item.text(T::Page).is_none())
    {
        return kind;
    }
    if is_interview(item) {
        return ItemType::Interview;
    }
    if is_treaty(item) {
        return ItemType::Treaty;
    }
    if item.text(T::Version).is_some() && item.text(T::ContainerTitle).is_none() {
        return ItemType::Software;
    }
    match item.text(T::ContainerTitle) {
        Some(container) => part_of(item, container, evidence),
        None => {
            let words = told(T::Title, Class::TitleGenre)
                .or_else(|| told(T::Number, Class::TitleGenre))
                .or_else(|| told(T::Note, Class::TitleGenre));
            words.unwrap_or_else(|| whole(item, evidence))
        }
    }
}

/// The type of what stands in something else.
fn part_of(item: &Item, container: &str, evidence: KindEvidence) -> ItemType {
    let has = |variable| item.text(variable).is_some();
    let is_numbered = has(T::Volume) || has(T::Issue);
    let is_in_book =
        !evidence.journal && (has(T::Publisher) || has(T::PublisherPlace) || !item.names(N::Editor).is_empty());
    let told = cue(container, Class::Container).or_else(|| site(item).filter(|_| !is_in_book && !is_numbered));
    match told {
        Some(ItemType::ArticleNewspaper | ItemType::ArticleMagazine) if is_numbered && !evidence.day => {
            ItemType::ArticleJournal
        }
        Some(ItemType::PaperConference) if evidence.journal && is_numbered => ItemType::ArticleJournal,
        Some(ItemType::ArticleJournal) if is_in_book && !is_numbered => ItemType::Chapter,
        Some(kind) => kind,
        None if is_in_book => ItemType::Chapter,
        None if evidence.led_in && !evidence.journal && !has(T::Issue) => ItemType::Chapter,
        None if is_numbered => ItemType::ArticleJournal,
        None if evidence.day && has(T::Url) && !evidence.journal => ItemType::PostWeblog,
        None if evidence.day => ItemType::ArticleNewspaper,
        None if evidence.journal || has(T::Doi) => ItemType::ArticleJournal,
        None if evidence.pages => ItemType::Chapter,
        None if has(T::Url) => ItemType::Webpage,
        None => ItemType::Chapter,
    }
}

/// True for a series whose name and number show that it holds reports: "Example School Working Paper" and "15-021".
pub(super) fn is_series_of_reports((series, number): (&str, Option<&str>)) -> bool {
    number.is_some() && cue(series, Class::Genre) == Some(ItemType::Report)
}

/// The type of what stands by itself.
fn whole(item: &Item, evidence: KindEvidence) -> ItemType {
    let has = |variable| item.text(variable).is_some();
    let number = item.text(T::Number).or_else(|| item.text(T::Issue));
    if is_series_of_reports((item.text(T::CollectionTitle).unwrap_or_default(), number)) {
        return ItemType::Report;
    }
    let is_published = has(T::Publisher) || has(T::PublisherPlace) || has(T::Isbn) || has(T::Edition);
    if evidence.archive && !is_published {
        return ItemType::Manuscript;
    }
    let is_server = |publisher: &str| numbered(publisher) == Some(ItemType::Article) && !publisher.contains(' ');
    if item.text(T::Publisher).is_some_and(is_server) {
        return ItemType::Article;
    }
    if item.text(T::Publisher).is_some_and(is_university) && !has(T::Isbn) {
        return ItemType::Thesis;
    }
    if has(T::Number) && is_published {
        return ItemType::Report;
    }
    let is_titled = has(T::Title) || !item.names(N::Author).is_empty();
    match (is_published, has(T::Url)) {
        (true, _) => ItemType::Book,
        (false, true) => site(item).unwrap_or(ItemType::Webpage),
        (false, false) if is_titled => ItemType::Book,
        (false, false) => ItemType::Document,
    }
}

/// What sites hold, by a word in the name of their host.
const HOSTS: &[(&str, ItemType)] = &[
    ("arxiv", ItemType::Article),
    ("blog", ItemType::PostWeblog),
    ("dryad", ItemType::Dataset),
    ("figshare", ItemType::Dataset),
    ("github", ItemType::Software),
    ("guardian", ItemType::ArticleNewspaper),
    ("medium.com", ItemType::PostWeblog),
    ("news", ItemType::ArticleNewspaper),
    ("post.com", ItemType::ArticleNewspaper),
    ("substack", ItemType::PostWeblog),
    ("telegraph", ItemType::ArticleNewspaper),
    ("times", ItemType::ArticleNewspaper),
    ("vimeo", ItemType::MotionPicture),
    ("wikipedia", ItemType::EntryEncyclopedia),
    ("wordpress", ItemType::PostWeblog),
    ("youtube", ItemType::MotionPicture),
    ("zeitung", ItemType::ArticleNewspaper),
];

/// The type that the site of a work's address tells.
fn site(item: &Item) -> Option<ItemType> {
    let host = host(item.text(T::Url)?)?;
    HOSTS.iter().find(|(word, _)| host.contains(word)).map(|&(_, kind)| kind)
}

fn host(url: &str) -> Option<&str> {
    url.split("//").last()?.split('/').next()
}

/// Whether a publisher is a university rather than its press: then the work is a thesis.
fn is_university(publisher: &str) -> bool {
    const PRESSES: &[&str] = &[
        "press",
        "presse",
        "presses",
        "publishing",
        "publications",
        "verlag",
        "editions",
        "ediciones",
        "editorial",
        "prensas",
        "publicaciones",
        "books",
    ];
    let mut words = words(publisher).map(|(_, word)| plain(word)).peekable();
    let mut is_university = false;
    words.all(|word| {
        is_university |= word.starts_with("universi") || word == "univerza" || word == "uniwersytet";
        !PRESSES.contains(&word.as_str())
    }) && is_university
}

/// The type that the first word of a class in a text means.
fn cue(text: &str, class: Class) -> Option<ItemType> {
    words(text).find_map(|(_, word)| ItemType::from_csl(lexicon::meaning(class, &plain(word))?))
}

/// What a number numbers, by the word it begins with: "RFC 2119", "US Patent 6,123,778".
fn numbered(number: &str) -> Option<ItemType> {
    let lead = |word: &str| plain(word).trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let mut words = words(number).take(3).map(|(_, word)| lead(word.split(':').next().unwrap_or(word)));
    words.find_map(|word| super::word::look_up(NUMBERS, &word))
}

/// True for "Interview with Jane Doe, Leeds, 4 May 2012", which nobody wrote or published.
fn is_interview(item: &Item) -> bool {
    let title = item.text(T::Title).unwrap_or_default();
    let mut words = words(title).map(|(_, word)| plain(word));
    let says_so = words.next().is_some_and(|word| lexicon::is(Class::Interview, &word));
    let is_free = [T::Publisher, T::ContainerTitle, T::Volume, T::Url].iter().all(|key| item.text(*key).is_none());
    says_so && words.next().is_some() && is_free && item.names(N::Author).is_empty()
}

/// True for a treaty that stands by itself: its title says so, and nobody wrote or published it.
fn is_treaty(item: &Item) -> bool {
    let told = item.text(T::Title).is_some_and(|title| {
        words(title).any(|(_, word)| lexicon::is(Class::Treaty, &plain(word)) && word.starts_with(char::is_uppercase))
    });
    let is_free = item.names(N::Author).is_empty()
        && item.names(N::Editor).is_empty()
        && item.text(T::Publisher).is_none()
        && item.text(T::Doi).is_none();
    let held = item.text(T::ContainerTitle).is_none_or(|container| {
        matches!(plain(container).as_str(), "unts" | "ets" | "cets" | "lnts" | "oj" | "tias" | "ust")
    });
    told && is_free && held && item.text(T::PublisherPlace).is_none()
}

/// "Brown v. Board of Education".
fn is_case(title: &str) -> bool {
    super::formal::is_named_as_case(title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csl::Name;

    fn item(texts: &[(T, &str)]) -> Item {
        let mut item = Item::default();
        texts.iter().for_each(|&(variable, text)| item.set(variable, text));
        item
    }

    const NONE: KindEvidence =
        KindEvidence { journal: false, archive: false, pages: false, day: false, inverted: false, led_in: false };

    #[test]
    fn the_words_of_a_reference_tell_its_kind() {
        for (texts, expected) in [
            (&[(T::Genre, "PhD diss.")][..], ItemType::Thesis),
            (&[(T::Title, "Roe v. Board")], ItemType::LegalCase),
            (&[(T::Title, "A"), (T::ContainerTitle, "Proceedings of B")], ItemType::PaperConference),
            (&[(T::Title, "A"), (T::ContainerTitle, "Lexikon der Stadt")], ItemType::EntryEncyclopedia),
            (&[(T::Title, "A"), (T::ContainerTitle, "The Daily Wire")], ItemType::ArticleNewspaper),
            (&[(T::Title, "A"), (T::ContainerTitle, "The Times"), (T::Volume, "3")], ItemType::ArticleJournal),
            (&[(T::Title, "A"), (T::ContainerTitle, "B"), (T::Publisher, "C")], ItemType::Chapter),
            (&[(T::Title, "A"), (T::ContainerTitle, "B"), (T::Issue, "2")], ItemType::ArticleJournal),
            (&[(T::Title, "A"), (T::PublisherPlace, "Bologna")], ItemType::Book),
            (&[(T::Title, "A"), (T::Url, "https://example.org")], ItemType::Webpage),
            (&[(T::Title, "A"), (T::Url, "https://www.dailytimes.example/a")], ItemType::ArticleNewspaper),
            (&[(T::Title, "A"), (T::Publisher, "University of Oxbridge")], ItemType::Thesis),
            (&[(T::Title, "A"), (T::Publisher, "Oxbridge University Press")], ItemType::Book),
            (&[(T::Title, "A"), (T::Number, "RFC 2119")], ItemType::Report),
            (&[(T::Title, "A"), (T::CollectionTitle, "Dale Working Paper"), (T::Number, "7")], ItemType::Report),
            (&[(T::Title, "A"), (T::CollectionTitle, "Dale Report"), (T::Issue, "7")], ItemType::Report),
            (&[(T::Title, "A"), (T::CollectionTitle, "Dale Working Papers")], ItemType::Book),
            (&[(T::Title, "A"), (T::CollectionTitle, "Dale Studies"), (T::Issue, "7")], ItemType::Book),
            (&[(T::Title, "A"), (T::Number, "ISO 9001:2015")], ItemType::Standard),
            (&[(T::Title, "A"), (T::Number, "US Patent 6,123,778")], ItemType::Patent),
            (&[(T::Title, "A"), (T::Number, "arXiv:1706.03762")], ItemType::Article),
            (&[(T::Title, "A"), (T::ContainerTitle, "Twitter")], ItemType::Post),
            (&[(T::Title, "A"), (T::Genre, "[Data set]")], ItemType::Dataset),
            (&[(T::Title, "A"), (T::Version, "4.3.1")], ItemType::Software),
            (&[(T::Title, "A"), (T::Medium, "oil on canvas")], ItemType::Graphic),
            (&[(T::Title, "Treaty of Utrecht")], ItemType::Treaty),
            (&[(T::Title, "Interview with Jane Doe"), (T::PublisherPlace, "Leeds")], ItemType::Interview),
            (&[(T::Title, "Interview with History"), (T::Publisher, "Dale")], ItemType::Book),
            (&[(T::Title, "A"), (T::ContainerTitle, "Tides"), (T::Note, "aired on BBC Two")], ItemType::Broadcast),
            (&[(T::Title, "A"), (T::Publisher, "arXiv")], ItemType::Article),
            (&[(T::Title, "The Treaty Makers"), (T::Publisher, "Dale")], ItemType::Book),
            (&[(T::Title, "A")], ItemType::Book),
            (&[], ItemType::Document),
        ] {
            assert_eq!(of(&item(texts), NONE), expected, "{texts:?}");
        }
    }

    #[test]
    fn evidence_beside_the_fields_counts() {
        let post = item(&[(T::Title, "A"), (T::ContainerTitle, "B"), (T::Url, "https://example.org")]);
        assert_eq!(of(&post, KindEvidence { day: true, ..NONE }), ItemType::PostWeblog);
        assert_eq!(of(&item(&[(T::Title, "A")]), KindEvidence { archive: true, ..NONE }), ItemType::Manuscript);
        let mut film = item(&[(T::Title, "A")]);
        film.push_name(N::Director, Name::person("Berg", "Anna"));
        assert_eq!(of(&film, NONE), ItemType::MotionPicture);
    }

    #[test]
    fn every_row_of_the_lexicon_is_read() {
        assert!(NUMBERS.is_sorted_by(|a, b| a.0 < b.0));
        for class in [Class::Genre, Class::TitleGenre, Class::Broadcast, Class::Container] {
            assert!(lexicon::rows(class).all(|row| ItemType::from_csl(row.meaning).is_some()), "{class:?}");
        }
    }
}
