//! What notes say: sources in full and short, words of repetition in several languages, remarks.

use super::{Form, Random};

/// A work: author, title, what it appeared in, and the imprint.
struct Work(&'static str, &'static str, &'static str, &'static str);

const WORKS: &[Work] = &[
    Work("Maud Barnes", "Coal and Its People", "", "(Leeds: Aire Press, 1991)"),
    Work("John Hale", "Winter of Lamps", "", "(York: Minster, 1988)"),
    Work("Ruth Dean", "Banners", "", "(Hull: Quay, 2003)"),
    Work("Ada Cole", "Brass Bands", "", "(Leeds: Aire, 1979)"),
    Work("Otto Eckstein", "Die Anmerkung", "", "(Berlin: Akademie, 1997)"),
    Work("Jacques Le Goff", "La naissance du purgatoire", "", "(Paris: Gallimard, 1981)"),
    Work("Maria van Dijck", "Water en land", "", "(Leiden: Brill, 2012)"),
    Work("Ann Blair and Tom Reed", "Too Much to Know", "", "(New Haven: Yale, 2010)"),
    Work("Ida Wells", "The Price of Coal", "Northern History", "12, no. 3 (1999)"),
    Work("Carlo Bruni", "Il lume", "Quaderni storici", "41 (2006)"),
];

/// The works that tidy documents cite.
const PLAIN: usize = 5;

/// The texts of all works, which notes may give in full or short.
pub(in super::super) fn works() -> impl Iterator<Item = &'static str> {
    WORKS.iter().flat_map(|Work(author, title, journal, imprint)| [*author, *title, *journal, *imprint])
}

const REMARKS: &[&str] =
    &["That is said by the miners", "Nobody has explained it", "The figures are lost", "See the census"];
const TAILS: &[&str] =
    &["", "", "", ", where the strike is described", "; the point is disputed", " (my translation)", ". It stays"];
const STOPS: &[&str] = &[".", ".", ".", ".", "", "?", ".)", "."];
const SIGNALS: &[&str] = &["See ", "Cf. ", "Vgl. ", "See also ", "But see ", "Quoted in ", "Ebenso "];
const REPEATED: &[&str] =
    &["Ibid., {}", "Ibid. {}", "Ebd., S. {}", "Ivi, p. {}", "Id. at {}", "ibid.", "Ibidem, pp. {}", "Ebenda, {} f."];
const LATER: &[&str] = &[", op. cit., {}", ", a. a. O., S. {}", ", cit., p. {}", ", supra note 1, {}", " {}"];
const MENTIONS: &[&str] = &["See note 2", "See n. 1 above", "Wie Anm. 2", "See notes 1 and 3", "Cf. supra note 2"];

fn family(author: &str) -> &str {
    author.rsplit(' ').next().unwrap_or(author)
}

fn in_full(Work(author, title, journal, imprint): &Work, form: &Form, page: usize) -> String {
    let (open, close) = form.emphasis;
    match *journal {
        "" => format!("{author}, {open}{title}{close} {imprint}, {page}"),
        journal => format!("{author}, “{title},” {open}{journal}{close} {imprint}: {page}"),
    }
}

fn short(Work(author, title, journal, _): &Work, form: &Form, page: usize) -> String {
    let (open, close) = form.emphasis;
    match *journal {
        "" => format!("{}, {open}{title}{close}, {page}", family(author)),
        _ => format!("{}, “{title},” {page}", family(author)),
    }
}

/// The words of a note: a remark, a source in full, a short form or an Ibid.; no two notes have the same.
pub(super) fn body(random: &mut Random, form: &Form, number: usize) -> String {
    let own = format!("{}{}", random.of(&["mfl", "nvk", "brm", "tgp"]), number);
    let work = &WORKS[random.below(PLAIN)];
    let page = 10 + 30 * number + random.below(30);
    let first = match random.below(6) {
        0 | 1 => in_full(work, form, page),
        2 => short(work, form, page),
        3 => format!("Ibid., {page}"),
        _ => format!("{} {own}", random.of(REMARKS)),
    };
    let mut text = format!("{first}{}{}", random.of(TAILS), random.of(STOPS));
    if random.once_in(5) {
        text += &random.of(form.blocks).replace("{}", &own);
    }
    text
}

/// The words of a note of an untidy post: several sources, signals, other languages, mentions of other notes, nothing at all.
pub(super) fn untidy_body(random: &mut Random, form: &Form, number: usize) -> String {
    let own = format!("{}{}", random.of(&["mfl", "nvk", "brm", "tgp"]), number);
    let page = 10 + 30 * number + random.below(30);
    let digits = page.to_string();
    let mut parts: Vec<String> = Vec::new();
    for _ in 0..=random.below(8) / 6 {
        let work = &WORKS[random.below(WORKS.len())];
        parts.push(match random.below(9) {
            0 | 1 => in_full(work, form, page),
            2 => short(work, form, page),
            3 => random.of(REPEATED).replace("{}", &digits),
            4 => format!("{}{}", family(work.0), random.of(LATER).replace("{}", &digits)),
            5 => format!("{}, {own}", random.of(MENTIONS)),
            6 => format!("{}{}", random.of(SIGNALS), in_full(work, form, page)),
            7 => format!("https://example.org/{own}_({page})"),
            _ => format!("{} {own}", random.of(REMARKS)),
        });
    }
    let mut text = format!("{}{}{}", parts.join("; "), random.of(TAILS), random.of(STOPS));
    for _ in 0..random.below(4) / 2 {
        text += &random.of(form.blocks).replace("{}", &own);
    }
    if random.once_in(40) { String::new() } else { text }
}

/// The citation of a work in a post without slips.
pub(super) fn cited_again(random: &mut Random, form: &Form, cited: &[usize], page: usize) -> (usize, String) {
    let work = random.below(PLAIN);
    let text = match cited.last() {
        Some(&last) if last == work && random.once_in(2) => format!("Ibid., {page}"),
        _ if cited.contains(&work) => short(&WORKS[work], form, page),
        _ => in_full(&WORKS[work], form, page),
    };
    (work, format!("{text}."))
}
