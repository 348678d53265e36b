//! What has a grammar of its own overrules the tagger: identifiers, and the volume, issue and pages of "2008;74(9):2766–77".

use nom::branch::alt;
use nom::bytes::complete::{take_while_m_n, take_while1};
use nom::character::complete::{char, one_of};
use nom::combinator::{opt, recognize, verify};
use nom::error::Error;
use nom::sequence::{delimited, preceded};
use nom::{IResult, Parser};

use super::date::lone_year;
use super::word::is_dash;
use super::{Part, Stretch, announced, dating, entry, fringe, ident, pages, regular, title};
use crate::citation::{LocatorLabel, undated, unplaced};
use crate::text::Span;

/// Joins stretches of one part that stand side by side, and cuts out of them what grammars find.
pub(super) fn settle(text: &str, stretches: &[Stretch]) -> Vec<Stretch> {
    let mut settled = joined(stretches);
    for found in ident::find(text) {
        settled = carve(text, &settled, Stretch { part: found.part, span: found.span, confidence: 1.0 });
    }
    for found in announced::find(text, &settled) {
        settled = carve(text, &settled, found);
    }
    if let Some(year) = glued_year(text, &settled).or_else(|| regular::first_year(text, &settled)) {
        settled = carve(text, &settled, year);
    }
    for cluster in clusters(text, &settled) {
        settled = carve(text, &settled, cluster);
    }
    if let Some(number) = first_page(text, &settled).or_else(|| volume_before_date(text, &settled)) {
        settled = carve(text, &settled, number);
    }
    if let Some(number) = entry::number(text, &settled) {
        settled = carve(text, &settled, number);
    }
    if may_lack(text) {
        settled = with_lacks(text, settled);
    }
    for date in dating::find(text, &settled) {
        settled = carve(text, &settled, date);
    }
    for medium in fringe::media(text, &settled) {
        settled = carve(text, &settled, medium);
    }
    fringe::join_titles(text, &mut settled);
    fringe::join_periodicals(text, &mut settled);
    fringe::split_quoted(text, &mut settled);
    fringe::hand_on_leads(text, &mut settled);
    fringe::split_led(text, &mut settled);
    fringe::hand_on_numbers(text, &mut settled);
    fringe::number_series(text, &mut settled);
    regular::settle(text, &mut settled);
    given_name(text, &mut settled);
    title_of_a_film(text, &mut settled);
    title_of_a_dictionary(text, &mut settled);
    settled
}

/// Gives the given name back to its family name, where it was taken for the beginning of the title: "Hsu, " and "Anna: The salt road".
fn given_name(text: &str, stretches: &mut [Stretch]) {
    for at in 1..stretches.len() {
        let [author, title] = &mut stretches[at - 1..=at] else { continue };
        if (author.part, title.part) != (Part::Author, Part::Title) {
            continue;
        }
        if let Some(length) = title::given_before_colon(author.span.of(text), title.span.of(text)) {
            author.span.end = title.span.start + length;
            title.span.start = author.span.end;
        }
    }
}

/// What stands at the head before the people who directed a work is its title: "Citizen Kane. Directed by Orson Welles".
fn title_of_a_film(text: &str, stretches: &mut [Stretch]) {
    if let [first, second, ..] = stretches {
        let announces = second.part == Part::Director && announced::is_maker(second.span.of(text));
        if announces && matches!(first.part, Part::Author | Part::Director) {
            first.part = Part::Title;
        }
    }
}

/// What stands before "s.v." is the dictionary that holds the entry; what stands in brackets after the entry explains it.
fn title_of_a_dictionary(text: &str, stretches: &mut [Stretch]) {
    let is_entry = |stretch: &Stretch| stretch.part == Part::Title && stretch.span.of(text).starts_with("s.v");
    let Some(at) = stretches.iter().position(is_entry) else { return };
    let (before, after) = stretches.split_at_mut(at);
    let names = |stretch: &Stretch, part: Part| {
        stretch.part == part && !stretch.span.of(text).trim_end_matches([',', ' ']).contains(',')
    };
    let is_titled = before.iter().any(|stretch| matches!(stretch.part, Part::Title | Part::ContainerTitle));
    let holds = |stretch: &&mut Stretch| stretch.part == Part::Title || !is_titled && names(stretch, Part::Author);
    before.iter_mut().filter(holds).for_each(|stretch| stretch.part = Part::ContainerTitle);
    let gloss = after
        .get_mut(1)
        .filter(|next| next.part == Part::ContainerTitle && next.span.of(text).trim_start().starts_with('('));
    gloss.into_iter().for_each(|gloss| gloss.part = Part::Note);
}

/// The page after a periodical whose volume stands before it, as in law: "32 Mill Review 13 (2014)", "49 Mill Review 1459, 329 (1988)".
fn first_page(text: &str, stretches: &[Stretch]) -> Option<Stretch> {
    let is_law = |three: &&[Stretch]| {
        let counts = matches!(three[2].part, Part::Volume | Part::Issue | Part::Date);
        three[0].part == Part::Volume && three[1].part == Part::Journal && counts
    };
    let at = stretches.windows(3).position(|three| is_law(&three))? + 2;
    let number = stretches[at];
    let span = leading_number(text, number)?;
    let is_free = number.part != Part::Date
        || number.span.of(text).contains('(')
        || stretches.iter().enumerate().any(|(other, stretch)| other != at && stretch.part == Part::Date);
    is_free.then_some(Stretch { part: Part::Pages, span, ..number })
}

/// The number of a periodical that was taken for its date: the first of "2015 (2015)" and of "1479 (September 2012)".
fn volume_before_date(text: &str, stretches: &[Stretch]) -> Option<Stretch> {
    let is_dated = |pair: &&[Stretch]| pair[0].part == Part::Journal && pair[1].part == Part::Date;
    let date = stretches.windows(2).find(is_dated)?[1];
    let span = leading_number(text, date).filter(|number| number.len() <= 4)?;
    let bracket = text.get(span.end..)?.trim_start().strip_prefix('(')?.split(')').next()?;
    let is_year = bracket.bytes().filter(u8::is_ascii_digit).count() >= 4;
    is_year.then_some(Stretch { part: Part::Volume, span, ..date })
}

/// The year that a slip or a style sets right after the names, without a space: "Shaw, R. Daniel1970".
fn glued_year(text: &str, stretches: &[Stretch]) -> Option<Stretch> {
    let names = stretches.first().filter(|first| first.part == Part::Author)?;
    let all = names.span.of(text).trim_end();
    let name = all.trim_end_matches(|c: char| c.is_ascii_digit());
    let year = Span::new(names.span.start + name.len(), names.span.start + all.len());
    let is_glued = name.ends_with(|c: char| c.is_alphabetic() || c == '.');
    (is_glued && lone_year(year.of(text)).is_some()).then_some(Stretch { part: Part::Date, span: year, ..*names })
}

/// The digits that a stretch begins with.
fn leading_number(text: &str, stretch: Stretch) -> Option<Span> {
    let digits = stretch.span.of(text).bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0).then(|| Span::new(stretch.span.start, stretch.span.start + digits))
}

/// Cuts out where a reference says that the work has no place, or no date where none is known.
fn with_lacks(text: &str, mut stretches: Vec<Stretch>) -> Vec<Stretch> {
    if let Some(span) = said(text, unplaced()) {
        stretches = carve(text, &stretches, Stretch { part: Part::Note, span, confidence: 0.9 });
    }
    match said(text, undated()).filter(|_| stretches.iter().all(|stretch| stretch.part != Part::Date)) {
        Some(span) => carve(text, &stretches, Stretch { part: Part::Date, span, confidence: 0.9 }),
        None => stretches,
    }
}

/// Whether a letter stands alone before a stop that "n.d.", "o. J.", "s.l." and their like begin with: most references are done with here.
fn may_lack(text: &str) -> bool {
    let text = text.as_bytes();
    let begins = |at: usize| {
        let letter = at.checked_sub(1).and_then(|at| text.get(at));
        let before = at.checked_sub(2).and_then(|at| text.get(at));
        letter.is_some_and(|letter| b"nosSz".contains(letter)) && before.is_none_or(|c| !c.is_ascii_alphanumeric())
    };
    memchr::memchr_iter(b'.', text).any(begins)
}

/// Where a reference says that the work has no date or no place: in brackets, or between marks.
fn said(text: &str, marks: &[String]) -> Option<Span> {
    marks.iter().find_map(|word| {
        let start = text.rfind(word)?;
        let end = start + word.len();
        let head = text[..start].trim_end();
        let before = head.chars().next_back()?;
        let after = text[end..].chars().next();
        let is_separated = matches!(before, '(' | '[' | ',' | '.' | ':' | '”' | '"' | '»' | '?' | '!');
        let is_closed = after.is_none_or(|c| matches!(c, ')' | ']' | ',' | ';' | '.' | ' '));
        // "Falk Verlag s.d., p. 7"
        let is_last = text[..start].ends_with(' ') && after.is_none_or(|c| matches!(c, ',' | ';' | '.'));
        let (opens, closes) = (matches!(before, '(' | '['), matches!(after, Some(')' | ']')));
        let start = if opens && closes { head.len() - 1 } else { start };
        let closes_other = closes && !opens && head.rfind(['(', '[']) > head.rfind([')', ']']);
        ((is_separated && is_closed || is_last) && (opens == closes || closes_other))
            .then(|| Span::new(start, if opens { end + 1 } else { end }))
    })
}

/// Parts that a reference has once, so that two stretches side by side are one.
fn is_single(part: Part) -> bool {
    matches!(
        part,
        Part::Title
            | Part::ContainerTitle
            | Part::Journal
            | Part::CollectionTitle
            | Part::Publisher
            | Part::Note
            | Part::Url
    )
}

fn joined(stretches: &[Stretch]) -> Vec<Stretch> {
    let mut joined: Vec<Stretch> = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        match joined.last_mut() {
            Some(last) if last.part == stretch.part && is_single(last.part) => {
                last.span.end = stretch.span.end;
                last.confidence = last.confidence.min(stretch.confidence);
            }
            _ => joined.push(*stretch),
        }
    }
    joined
}

/// Puts a stretch in the place of those that it overlaps; what is left of them stays theirs.
fn carve(text: &str, stretches: &[Stretch], found: Stretch) -> Vec<Stretch> {
    let at = stretches.partition_point(|stretch| stretch.span.start < found.span.start);
    let (before, after) = stretches.split_at(at);
    let left = before.iter().flat_map(|stretch| pieces(text, *stretch, found.span));
    let right = after.iter().flat_map(|stretch| pieces(text, *stretch, found.span));
    let mut carved: Vec<Stretch> = left.chain(std::iter::once(found)).chain(right).collect();
    carved.sort_by_key(|stretch| stretch.span.start);
    carved
}

/// What a cut leaves of a stretch.
fn pieces(text: &str, stretch: Stretch, cut: Span) -> impl Iterator<Item = Stretch> {
    let Span { start, end } = stretch.span;
    let (left, right) = if stretch.span.overlaps(cut) {
        (Span::new(start, cut.start.clamp(start, end)), Span::new(cut.end.clamp(start, end), end))
    } else {
        (stretch.span, Span::new(end, end))
    };
    let is_word = |span: &Span| span.of(text).contains(|c: char| !c.is_whitespace());
    [left, right]
        .into_iter()
        .filter(is_word)
        .map(move |span| Stretch { span, ..stretch })
        .collect::<Vec<_>>()
        .into_iter()
}

/// Volume, issue and pages written as one word.
#[derive(Debug, PartialEq)]
struct Cluster<'t> {
    volume: &'t str,
    issue: Option<&'t str>,
    pages: Option<&'t str>,
}

/// The clusters that stand where the tagger saw numbers of some kind.
fn clusters(text: &str, stretches: &[Stretch]) -> Vec<Stretch> {
    let numeric = |part| matches!(part, Part::Volume | Part::Issue | Part::Pages | Part::Locator | Part::Date);
    let mut found = Vec::new();
    let dates = stretches.iter().filter(|stretch| stretch.part == Part::Date).count();
    for stretch in stretches.iter().filter(|stretch| numeric(stretch.part)) {
        let span = stretch.span;
        for start in starts(span.of(text)).map(|at| span.start + at) {
            let is_after_date = text.get(..start).is_some_and(|before| before.ends_with(';'));
            let rest = text.get(start..).unwrap_or_default();
            if rest.split_whitespace().next().is_some_and(pages::is_time) {
                continue;
            }
            let Ok((after, cluster)) = cluster(rest) else { continue };
            let cluster = if pages_follow(after) { cluster.with_issue() } else { cluster };
            // "2004:112" without another date is a year and a page.
            let is_four_digits = cluster.volume.len() == 4 && cluster.volume.bytes().all(|byte| byte.is_ascii_digit());
            let is_year = stretch.part == Part::Date && dates == 1 && cluster.issue.is_none() && is_four_digits;
            let is_cluster = cluster.pages.is_some() || cluster.issue.is_some() && pages_follow(after) || is_after_date;
            if is_cluster && !is_year {
                found.extend(date_before(text, *stretch, start));
                found.extend(cluster.stretches(text, stretch.confidence));
            }
        }
    }
    found
}

/// The words of a date that were taken for a part of the cluster after them: "Jul;66(2):261" of "2006 Jul;66(2):261".
fn date_before(text: &str, stretch: Stretch, cluster: usize) -> Option<Stretch> {
    let span = Span::new(stretch.span.start, cluster);
    let before = span.of(text);
    let is_date = stretch.part == Part::Volume && before.ends_with(';') && before.contains(char::is_alphabetic);
    is_date.then_some(Stretch { part: Part::Date, span, ..stretch })
}

/// Where a cluster may begin: at the head of a word, and after a semicolon.
fn starts(text: &str) -> impl Iterator<Item = usize> {
    let mut before = ' ';
    text.char_indices().filter_map(move |(at, c)| {
        let is_numeral = before == ';' && is_numeral(c);
        let fits = is_numeral || c.is_ascii_digit() && (before.is_whitespace() || before == ';');
        before = c;
        fits.then_some(at)
    })
}

/// True for the letters of Roman numerals that volumes are counted by.
fn is_numeral(c: char) -> bool {
    matches!(c, 'I' | 'V' | 'X' | 'L' | 'C')
}

/// True before the date in brackets and the pages of a periodical: " (2020): 12–19", " (August 2011): 88", " (1953), pp. 39–46".
fn pages_follow(text: &str) -> bool {
    let date = delimited(char('('), take_while1(|c: char| c.is_alphanumeric() || c == ' '), char(')'));
    let Ok((rest, (_, date, joint, _))) =
        (opt(char(' ')), date, one_of::<_, _, Error<&str>>(":,"), char(' ')).parse(text)
    else {
        return false;
    };
    let is_dated = date.rsplit(' ').next().is_some_and(|year| lone_year(year).is_some());
    let place = pages::read(rest.split(", ").next().unwrap_or_default());
    let is_page = |place: &pages::Pages| place.label == LocatorLabel::Page && !place.total;
    let range = |place: &pages::Pages| pages::is_range(place.value.of(rest)) || joint == ':';
    is_dated && place.first().is_some_and(|place| is_page(place) && range(place))
}

impl<'t> Cluster<'t> {
    /// The same with its second number for the issue: "7:1" before other pages.
    fn with_issue(self) -> Self {
        match self {
            Self { volume, issue: None, pages } => Self { volume, issue: pages, pages: None },
            whole => whole,
        }
    }

    fn stretches(self, text: &'t str, confidence: f32) -> impl Iterator<Item = Stretch> {
        let place = |part: &'t str| {
            let start = part.as_ptr() as usize - text.as_ptr() as usize;
            Span::new(start, start + part.len())
        };
        let parts = [(Part::Volume, Some(self.volume)), (Part::Issue, self.issue), (Part::Pages, self.pages)];
        let spans = parts.map(|(part, words)| Some((part, place(words?))));
        spans.into_iter().flatten().map(move |(part, span)| Stretch { part, span, confidence })
    }
}

/// "74(9):2766–77", "119:e2117831119", "22(5/6)", "110".
fn cluster(text: &str) -> IResult<&str, Cluster<'_>> {
    let digits = recognize((
        take_while_m_n(1, 4, |c: char| c.is_ascii_digit()),
        opt(take_while_m_n(1, 1, |c: char| c.is_ascii_uppercase())),
    ));
    let volume = alt((digits, take_while_m_n(1, 8, is_numeral)));
    let issue = delimited(char('('), take_while1(|c: char| c != ')' && c != '('), char(')'));
    let (rest, (volume, issue)) = (volume, opt(issue)).parse(text)?;
    let (rest, pages) = opt(preceded(char(':'), pages)).parse(rest)?;
    let is_whole = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '/' || is_dash(c));
    if is_whole {
        Ok((rest, Cluster { volume, issue, pages }))
    } else {
        Err(nom::Err::Error(nom::error::Error::new(text, nom::error::ErrorKind::Verify)))
    }
}

fn pages(text: &str) -> IResult<&str, &str> {
    let inner = take_while1(|c: char| c.is_alphanumeric() || is_dash(c));
    verify(inner, |pages: &str| pages.contains(|c: char| c.is_ascii_digit())).parse(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The stretches of a text that was labelled as one, as "volume=74".
    fn show(text: &str, part: Part) -> String {
        let whole = Stretch { part, span: Span::new(0, text.len()), confidence: 0.5 };
        listed(text, &settle(text, &[whole]))
    }

    fn listed(text: &str, stretches: &[Stretch]) -> String {
        stretches.iter().map(|s| format!("{:?}={}", s.part, s.span.of(text))).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn volume_issue_and_pages_of_one_word_are_parted() {
        for (text, part, expected) in [
            (
                "2008 May;74(9):2766–77.",
                Part::Date,
                "Date=2008 May; | Volume=74 | Date=( | Issue=9 | Date=): | Pages=2766–77 | Date=.",
            ),
            ("Jul;66(2):261–72", Part::Volume, "Date=Jul; | Volume=66 | Volume=( | Issue=2 | Volume=): | Pages=261–72"),
            ("2004:112.", Part::Date, "Date=2004:112."),
            ("7:1 (2020): 12–19", Part::Volume, "Volume=7 | Volume=: | Issue=1 | Volume= (2020): 12–19"),
            ("58(12):748‑779.", Part::Volume, "Volume=58 | Volume=( | Issue=12 | Volume=): | Pages=748‑779 | Volume=."),
            ("14:11 (1953), pp. 39–46.", Part::Volume, "Volume=14 | Volume=: | Issue=11 | Volume= (1953), pp. 39–46."),
            ("40:17 (August 2011): 88.", Part::Volume, "Volume=40 | Volume=: | Issue=17 | Volume= (August 2011): 88."),
            ("14:11 (1953), 39.", Part::Volume, "Volume=14 | Volume=: | Pages=11 | Volume= (1953), 39."),
            ("119:e2117", Part::Volume, "Volume=119 | Volume=: | Pages=e2117"),
            ("2024;110.", Part::Date, "Date=2024; | Volume=110 | Date=."),
            ("2013;XXIV:9–17", Part::Date, "Date=2013; | Volume=XXIV | Date=: | Pages=9–17"),
            ("2013;XIX:149–170.", Part::Date, "Date=2013; | Volume=XIX | Date=: | Pages=149–170 | Date=."),
            ("Ibid;Civil", Part::Date, "Date=Ibid;Civil"),
            ("12 May 2008", Part::Date, "Date=12 May 2008"),
            ("Shaw, R. Daniel1970", Part::Author, "Author=Shaw, R. Daniel | Date=1970"),
            ("Uschmann, G.2007", Part::Author, "Author=Uschmann, G. | Date=2007"),
            ("RFC2119", Part::Author, "Author=RFC2119"),
            ("74(9), 12", Part::Volume, "Volume=74(9), 12"),
            ("12:30 pm", Part::Title, "Title=12:30 pm"),
            ("at 00:12:31", Part::Pages, "Pages=at 00:12:31"),
        ] {
            assert_eq!(show(text, part), expected, "{text}");
        }
    }

    #[test]
    fn identifiers_are_cut_out_of_what_they_were_taken_for() {
        assert_eq!(
            show("A title https://doi.org/10.1000/182 and more", Part::Title),
            "Title=A title  | Doi=https://doi.org/10.1000/182 | Title= and more"
        );
    }

    #[test]
    fn titles_side_by_side_are_one() {
        let text = "An unlikely alliance";
        let stretch = |start, end| Stretch { part: Part::Title, span: Span::new(start, end), confidence: 0.9 };
        assert_eq!(settle(text, &[stretch(0, 2), stretch(3, 20)]), [stretch(0, 20)]);
    }

    #[test]
    fn the_number_after_a_law_journal_is_a_page() {
        for (part, number, date, expected) in [
            (Part::Volume, "13 ", "(2014)", "Pages=13 | Date=(2014)"),
            (Part::Date, "1459, ", "(1988)", "Pages=1459 | Date=, | Date=(1988)"),
            (Part::Date, "1998", "", "Date=1998"),
        ] {
            let text = format!("32 Mill Review {number}{date}");
            let stretch = |part, start, end| Stretch { part, span: Span::new(start, end), confidence: 0.5 };
            let after = 15 + number.len();
            let mut stretches =
                vec![stretch(Part::Volume, 0, 2), stretch(Part::Journal, 3, 14), stretch(part, 15, after)];
            stretches.extend((!date.is_empty()).then(|| stretch(Part::Date, after, text.len())));
            let settled = settle(&text, &stretches);
            let shown = settled[2..].iter().map(|s| format!("{:?}={}", s.part, s.span.of(&text).trim()));
            assert_eq!(shown.collect::<Vec<_>>().join(" | "), expected, "{number}");
        }
    }

    #[test]
    fn a_number_before_the_date_of_a_periodical_is_its_volume() {
        for (date, expected) in [
            ("2015 (2015)", "Volume=2015 | Date= (2015)"),
            ("1479 (September 2012)", "Volume=1479 | Date= (September 2012)"),
            ("1998 (34)", "Date=1998 (34)"),
            ("2015", "Date=2015"),
        ] {
            let text = format!("The Mill {date}");
            let stretch = |part, start, end| Stretch { part, span: Span::new(start, end), confidence: 0.5 };
            let settled = settle(&text, &[stretch(Part::Journal, 0, 8), stretch(Part::Date, 9, text.len())]);
            assert_eq!(listed(&text, &settled[1..]), expected, "{date}");
        }
    }

    #[test]
    fn every_mark_begins_with_a_letter_that_is_looked_for() {
        for mark in undated().iter().chain(unplaced()) {
            assert!(may_lack(mark), "{mark}");
        }
        assert!(!may_lack("J. Reed, Salt. London, 1999."));
    }

    #[test]
    fn a_work_without_a_place_says_so() {
        assert_eq!(show("The Mill. [S.l.]: ", Part::Title), "Title=The Mill.  | Note=[S.l.] | Title=: ");
        assert_eq!(show("The Mills.l.", Part::Title), "Title=The Mills.l.");
    }

    #[test]
    fn a_work_without_a_date_says_so() {
        for (text, date) in [
            ("Ann Reed, Salt (n.d.), 166.", Some("(n.d.)")),
            ("Ann Reed, Salt, n.d.", Some("n.d.")),
            ("Reed, Ann: Salz, Leipzig [o. J.], S. 3", Some("[o. J.]")),
            ("Reed, Salt (Leith: Skerry Books, n.d.), 3", Some("n.d.")),
            ("Réed, Le Sel, Lyon, s. d., p. 4", Some("s. d.")),
            ("Reed, Il sale, Falco Editore s.d., p. 7", Some("s.d.")),
            ("Ann Reed, Salt and s.a. Others", None),
            ("Reed, (n.d", None),
            ("n.d.", None),
        ] {
            assert_eq!(said(text, undated()).map(|span| span.of(text)), date, "{text}");
            assert!(date.is_none() || may_lack(text), "{text}");
        }
    }
}
