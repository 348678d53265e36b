//! What is seen when a citation is held against a work that was cited before, and against none: the features of the ranking.

use super::known::KnownWork;
use super::sign::{Signs, abbreviates, alike, is_telling};
use crate::citation::{Citation, Kind};

macro_rules! features {
    ($($name:ident)*) => {
        /// One thing that is seen of a choice. The table `ranking.tsv` says what each means and how much it weighs.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Feature { $(#[allow(missing_docs, reason = "the table says it")] $name,)* }
        impl Feature {
            /// All features, in the order of the table.
            pub const ALL: &[Feature] = &[$(Feature::$name,)*];
            /// The name in the table.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Feature::$name => stringify!($name),)* }
            }
        }
    };
}

features! {
    // The name.
    Nameless SameName OtherName NameElsewhere NameMisspelt NameCutShort WorkNameless AllNames OtherInitials TitleIsName SameGiven OtherGiven
    // The title.
    Untitled OneTitleWord TitleFound TitleWhole TitleSpeltAlike TitleMissing SameStart WorkTitleCovered WorkUntitled Acronym Alias Headline
    // The words, as they stand.
    HeadOne HeadTwo HeadThree WordsFound ForeignOne ForeignSeveral OtherNumber OtherLetters Verbatim
    // Year, pages, address, imprint.
    SameYear OtherYear WorkUndated SameDay OtherDay OtherDayNamed SameShelf PageInside PageOutside OtherAddress BothPublished OnlyItPublished Fuller QuotedAlike QuotedOtherwise
    // Name and title together.
    NameAndTitle NameAlone TitleAlone OtherNameSameTitle SameNameOtherTitle GivenAgain
    // Other works beside it.
    NameFitsAnother TitleFitsAnother
    // Where the work was cited.
    JustBefore LongAgo CitedOften NeverGiven SameLabel OtherLabel
    // No work cited before: a new one.
    New NewPublished NewNamed NewFullName NewTitled NewLongTitle NewRepeats NewDated NewDay NewAddress NewSameAuthor NewQuoted NewContained
    NewWordsFour NewWordsEight NewWordsSixteen NewPlaced
}

/// How many features there are.
pub const FEATURES: usize = Feature::ALL.len();

/// The features of one choice.
pub type Likeness = [f32; FEATURES];

/// What a work is to a citation besides its words.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct WorkSituation {
    /// How many citations back the work was last cited; `None` for the entries of a list, and for works of the running text.
    pub(crate) back: Option<usize>,
    /// How often it was cited.
    pub(crate) cited: usize,
    /// Whether the cited page lies among the printed pages of the work.
    pub(crate) page_inside: Option<bool>,
    /// Whether one of the last citations of the work has the same words.
    pub(crate) verbatim: bool,
    /// Whether its place is counted as the place of the last citation of the work: both pages, both chapters.
    pub(crate) same_label: Option<bool>,
}

/// Collects features.
struct FeatureSet(Likeness);

impl FeatureSet {
    fn set(&mut self, feature: Feature, value: f32) {
        self.0[feature as usize] = value;
    }

    fn flag(&mut self, feature: Feature, holds: bool) {
        self.set(feature, if holds { 1.0 } else { 0.0 });
    }
}

/// Holds a citation against a work.
pub(crate) fn of_work(signs: &Signs, work: &KnownWork, situation: WorkSituation) -> Likeness {
    let mut seen = FeatureSet([0.0; FEATURES]);
    names(&mut seen, signs, &work.signs);
    title(&mut seen, signs, &work.signs);
    words(&mut seen, signs, &work.signs);
    imprint(&mut seen, signs, &work.signs, situation.page_inside);
    together(&mut seen);
    seen.flag(Feature::JustBefore, situation.back == Some(0));
    seen.flag(Feature::LongAgo, situation.back.is_some_and(|back| back > 25));
    seen.flag(Feature::CitedOften, situation.cited > 1);
    seen.flag(Feature::NeverGiven, !work.given);
    seen.flag(Feature::Verbatim, situation.verbatim);
    seen.flag(Feature::SameLabel, situation.same_label == Some(true));
    seen.flag(Feature::OtherLabel, situation.same_label == Some(false));
    seen.0
}

/// Notes what name and title say together.
fn together(seen: &mut FeatureSet) {
    let has = |feature: Feature| seen.0[feature as usize] > 0.0;
    let (name, whole, untitled) = (has(Feature::SameName), has(Feature::TitleWhole), has(Feature::Untitled));
    let covered = seen.0[Feature::WorkTitleCovered as usize] > 0.8;
    let again = has(Feature::BothPublished) && whole && covered && !has(Feature::OtherYear);
    let pairs = [
        (Feature::NameAndTitle, name && whole),
        (Feature::NameAlone, name && untitled),
        (Feature::TitleAlone, has(Feature::Nameless) && whole),
        (Feature::OtherNameSameTitle, has(Feature::OtherName) && whole),
        (Feature::SameNameOtherTitle, name && has(Feature::TitleMissing)),
        (Feature::GivenAgain, again),
    ];
    pairs.into_iter().for_each(|(feature, holds)| seen.flag(feature, holds));
}

/// True if a name fits a work only nearly: misspelt, or cut short.
pub(crate) fn is_near_miss(work: &Likeness) -> bool {
    work[Feature::NameMisspelt as usize] + work[Feature::NameCutShort as usize] > 0.0
}

/// True if a name is the work's.
pub(crate) fn is_named(work: &Likeness) -> bool {
    work[Feature::SameName as usize] > 0.0
}

/// True if a work has the shelf mark, or is the decision or section.
pub(crate) fn has_same_shelf(work: &Likeness) -> bool {
    work[Feature::SameShelf as usize] > 0.0
}

/// True if a work has all words of a title.
pub(crate) fn is_titled(work: &Likeness) -> bool {
    work[Feature::TitleWhole as usize] > 0.0
}

/// True if a name is the work's, and its title begins with the title.
pub(crate) fn is_begun(work: &Likeness) -> bool {
    is_named(work) && is_titled(work) && work[Feature::SameStart as usize] > 0.0
}

/// Notes of each work whether another fits where it does not.
pub(crate) fn compare(works: &mut [Likeness]) {
    let pairs = [(Feature::SameName, Feature::NameFitsAnother), (Feature::TitleWhole, Feature::TitleFitsAnother)];
    for (fits, another) in pairs {
        if works.iter().any(|work| work[fits as usize] > 0.0) {
            works.iter_mut().for_each(|work| work[another as usize] = 1.0 - work[fits as usize]);
        }
    }
}

/// What speaks for a work that was not cited before.
pub(crate) fn of_new(signs: &Signs, citation: &Citation) -> Likeness {
    let mut seen = FeatureSet([0.0; FEATURES]);
    let telling = signs.title.iter().filter(|word| is_telling(word)).count();
    let full_name = citation.short.names.first().is_some_and(|name| name.split_whitespace().count() > 1);
    seen.flag(Feature::New, true);
    seen.flag(Feature::NewPublished, signs.imprint);
    seen.flag(Feature::NewNamed, !signs.names.is_empty());
    seen.flag(Feature::NewFullName, full_name);
    seen.flag(Feature::NewTitled, telling > 0);
    seen.flag(Feature::NewLongTitle, telling > 3);
    seen.flag(Feature::NewRepeats, matches!(citation.kind, Kind::Opcit | Kind::Loccit | Kind::Crossref));
    seen.flag(Feature::NewDated, signs.year.is_some() && telling == 0);
    seen.flag(Feature::NewDay, signs.day.is_some());
    seen.flag(Feature::NewAddress, !signs.addresses.is_empty());
    seen.flag(Feature::NewSameAuthor, citation.short.same_author);
    seen.flag(Feature::NewQuoted, signs.article && telling > 0);
    seen.flag(Feature::NewContained, signs.is_contained());
    seen.flag(Feature::NewWordsFour, signs.words.len() > 4);
    seen.flag(Feature::NewWordsEight, signs.words.len() > 8);
    seen.flag(Feature::NewWordsSixteen, signs.words.len() > 16);
    seen.flag(Feature::NewPlaced, citation.locator.is_some());
    seen.0
}

/// How a name was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum NameMatch {
    No,
    CutShort,
    Misspelt,
    Elsewhere,
    Yes,
}

fn names(seen: &mut FeatureSet, signs: &Signs, work: &Signs) {
    let Some(first) = signs.names.first() else {
        seen.flag(Feature::Nameless, !work.names.is_empty());
        seen.flag(Feature::TitleIsName, title_is_name(signs, work));
        return;
    };
    let found = find_name(first, work);
    seen.flag(Feature::SameName, found == NameMatch::Yes);
    seen.flag(Feature::NameElsewhere, found == NameMatch::Elsewhere);
    seen.flag(Feature::NameMisspelt, found == NameMatch::Misspelt);
    seen.flag(Feature::NameCutShort, found == NameMatch::CutShort);
    seen.flag(Feature::OtherName, found == NameMatch::No && !work.name_words.is_empty());
    seen.flag(Feature::WorkNameless, found == NameMatch::No && work.name_words.is_empty());
    let all = signs.names.len() > 1 && signs.names.iter().all(|name| find_name(name, work) > NameMatch::No);
    seen.flag(Feature::AllNames, all);
    seen.flag(Feature::OtherInitials, !initials_fit(signs, work));
    let given = given_fit(signs, work).filter(|_| found == NameMatch::Yes);
    seen.flag(Feature::SameGiven, given == Some(true));
    seen.flag(Feature::OtherGiven, given == Some(false));
}

/// Whether one of the given names, or its initial, is one of the work's; `None` where one of them has none.
fn given_fit(signs: &Signs, work: &Signs) -> Option<bool> {
    let short = |word: &str| word.chars().count() == 1;
    let fits = |one: &String, other: &String| {
        one == other || abbreviates(one, other) || abbreviates(other, one) || {
            (short(one) || short(other)) && one.chars().next() == other.chars().next()
        }
    };
    let known = !signs.given.is_empty() && !work.given.is_empty();
    known.then(|| signs.given.iter().any(|one| work.given.iter().any(|other| fits(one, other))))
}

fn find_name(name: &[String], work: &Signs) -> NameMatch {
    let acronym = name.len() == 1 && name[0].len() > 2 && work.acronyms.contains(&name[0]);
    // A full name in one, the family name alone in the other.
    let family = name.last().is_some_and(|family| work.name_words.contains(family));
    let misspelt = |word: &String| work.name_words.iter().any(|other| alike(word, other));
    let cut = |word: &String| {
        work.name_words.iter().any(|other| abbreviates(word, other) || (word.len() > 4 && abbreviates(other, word)))
    };
    if acronym || family || name.iter().all(|word| work.name_words.contains(word)) {
        NameMatch::Yes
    } else if name.iter().all(|word| work.words.contains(word)) {
        NameMatch::Elsewhere
    } else if name.last().is_some_and(misspelt) || name.iter().any(|word| word.len() >= 5 && misspelt(word)) {
        NameMatch::Misspelt
    } else if name.last().is_some_and(cut) {
        NameMatch::CutShort
    } else {
        NameMatch::No
    }
}

/// Whether the initials of the first name, where it has any, begin words at the head of the work.
fn initials_fit(signs: &Signs, work: &Signs) -> bool {
    const HEAD: usize = 8;
    let head = work.words.iter().take(HEAD);
    signs.initials.iter().all(|initial| head.clone().any(|word| word.starts_with(initial.as_str())))
}

/// Whether what is printed as a title is the name of the author: "*Marshall*, vol. 1".
fn title_is_name(signs: &Signs, work: &Signs) -> bool {
    let telling: Vec<&String> = signs.title.iter().filter(|word| is_telling(word)).collect();
    let known = |word: &&&String| work.name_words.iter().any(|other| alike(word, other));
    (1..=2).contains(&telling.len()) && telling.iter().filter(known).count() == telling.len()
}

fn title(seen: &mut FeatureSet, signs: &Signs, work: &Signs) {
    seen.flag(Feature::Acronym, abbreviated_whole(signs, work));
    seen.flag(Feature::Alias, is_alias(signs, work));
    let telling: Vec<&String> = signs.title.iter().filter(|word| is_telling(word)).collect();
    let theirs: Vec<&String> = work.title.iter().filter(|word| is_telling(word)).collect();
    seen.flag(Feature::Untitled, telling.is_empty());
    seen.flag(Feature::WorkUntitled, theirs.is_empty() && !telling.is_empty());
    seen.flag(Feature::Headline, signs.is_headline(work));
    if telling.is_empty() {
        return;
    }
    let found = telling.iter().filter(|word| has_word(work, word)).count();
    seen.flag(Feature::OneTitleWord, telling.len() == 1 && found == 1);
    seen.set(Feature::TitleFound, ratio(found, telling.len()));
    seen.flag(Feature::TitleWhole, found == telling.len());
    seen.flag(Feature::TitleSpeltAlike, telling.iter().all(|word| work.words.contains(word)));
    seen.flag(Feature::TitleMissing, found == 0);
    let start = telling.first().zip(theirs.first());
    seen.flag(
        Feature::SameStart,
        start.is_some_and(|(left, right)| left == right || abbreviates(left, right) || abbreviates(right, left)),
    );
    let covered = theirs.iter().filter(|word| has_word(signs, word)).count();
    seen.set(Feature::WorkTitleCovered, ratio(covered, theirs.len()));
}

/// Whether a work has a word, spelt alike or nearly, or one of both cut short. A slip in the first letter makes another word.
fn has_word(work: &Signs, word: &str) -> bool {
    let first = word.as_bytes().first();
    let near = |other: &str| alike(word, other) || abbreviates(word, other) || abbreviates(other, word);
    let same = |other: &String| other.as_bytes().first() == first && (other == word || near(other));
    let initials = word.len() > 2 && work.acronyms.iter().any(|letters| letters.starts_with(word));
    initials || work.words.iter().any(same)
}

/// Whether a word of it is made of the first letters of the work's title, or of the body that wrote it.
fn abbreviated_whole(signs: &Signs, work: &Signs) -> bool {
    let mut words = signs.names.iter().flatten().chain(&signs.title);
    words.any(|word| word.len() > 2 && work.acronyms.contains(word))
}

/// Whether it is the name that the work was given for later use.
fn is_alias(signs: &Signs, work: &Signs) -> bool {
    !work.alias.is_empty() && signs.names.iter().flatten().chain(&signs.title).eq(&work.alias)
}

fn words(seen: &mut FeatureSet, signs: &Signs, work: &Signs) {
    let begins =
        |(left, right): &(&String, &String)| left.starts_with(right.as_str()) || right.starts_with(left.as_str());
    let head = signs.words.iter().zip(&work.words).take_while(begins).count();
    seen.flag(Feature::HeadOne, head == 1);
    seen.flag(Feature::HeadTwo, head == 2);
    seen.flag(Feature::HeadThree, head > 2);
    let plain: Vec<&String> = signs.words.iter().filter(|word| is_telling(word) && !is_number(word)).collect();
    let foreign = plain.iter().filter(|word| word.chars().count() > 2 && !has_word(work, word)).count();
    seen.set(Feature::WordsFound, ratio(plain.len() - foreign, plain.len()));
    seen.flag(Feature::ForeignOne, foreign == 1);
    seen.flag(Feature::ForeignSeveral, foreign > 1);
    let mut numbers = signs.title.iter().filter(|word| is_number(word));
    seen.flag(Feature::OtherNumber, numbers.any(|word| !work.words.contains(word)));
    seen.flag(Feature::OtherLetters, signs.letters.iter().any(|letter| !work.words.contains(letter)));
}

fn imprint(seen: &mut FeatureSet, signs: &Signs, work: &Signs, page_inside: Option<bool>) {
    let year = year_fits(signs, work);
    seen.flag(Feature::SameYear, year == Some(true));
    seen.flag(Feature::OtherYear, year == Some(false));
    seen.flag(Feature::WorkUndated, signs.year.is_some() && work.year.is_none() && year.is_none());
    let days = signs.day.zip(work.day).map(|(day, other)| day == other);
    seen.flag(Feature::SameDay, days == Some(true));
    seen.flag(Feature::OtherDay, days == Some(false));
    seen.flag(Feature::OtherDayNamed, days == Some(false) && !signs.names.is_empty());
    seen.flag(Feature::SameShelf, signs.has_shelf_of(work));
    seen.flag(Feature::PageInside, page_inside == Some(true));
    seen.flag(Feature::PageOutside, page_inside == Some(false));
    let addresses = !signs.addresses.is_empty() && !work.addresses.is_empty();
    seen.flag(Feature::OtherAddress, addresses && !signs.shares_address(work));
    seen.flag(Feature::BothPublished, signs.imprint && work.imprint);
    seen.flag(Feature::OnlyItPublished, signs.imprint && !work.imprint);
    seen.flag(Feature::Fuller, signs.words.len() > work.words.len());
    let titled = !signs.title.is_empty() && !work.title.is_empty();
    seen.flag(Feature::QuotedAlike, titled && signs.article && work.article);
    seen.flag(Feature::QuotedOtherwise, titled && signs.article != work.article);
}

/// Whether the year is that of the work; `None` where one of them has none.
fn year_fits(signs: &Signs, work: &Signs) -> Option<bool> {
    let year = signs.year.as_deref()?;
    let plain = year.get(..4).unwrap_or(year);
    if work.words.iter().any(|word| word == year || (year.len() > 4 && word == plain)) {
        return Some(true);
    }
    work.year.as_deref().map(|other| other.starts_with(year))
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

fn ratio(part: usize, whole: usize) -> f32 {
    f32::from(u16::try_from(part).unwrap_or(u16::MAX)) / f32::from(u16::try_from(whole.max(1)).unwrap_or(u16::MAX))
}
