//! Works that are cited by an abbreviation which every reader of their field knows, and that no list needs to explain: books of
//! the Bible, the Qur'an, standard editions by their initials.

use super::Context;
use crate::citation::Citation;

/// Books of the Bible as they are abbreviated, and their names, language by language. One row a language; a number before the
/// book ("1 Sam") does not count.
#[rustfmt::skip]
static BOOKS: &[&str] = &[
    "Gen Exod Ex Lev Num Deut Josh Judg Sam Kgs Kings Chr Chron Chronicles Neh Esth Ps Pss Psalm Psalms Prov Proverbs Eccl Eccles Ecclesiastes Qoh Song Isa Jer \
     Lam Ezek Dan Hos Obad Mic Nah Hab Zeph Hag Zech Mal Matt Mt Mk Lk Jn Acts Rom Romans Cor Corinthians Gal Galatians Eph Ephesians Phil Philippians Col \
     Colossians Thess Thessalonians Tim Tit Phlm Heb Hebrews Jas Pet Rev Revelation Tob Jdt Wis Sir Ecclus Bar Macc Genesis Exodus Leviticus Deuteronomy Judges",
    "Dtn Jos Ri Rut Kön Esr Est Hi Ijob Hiob Spr Koh Hld Jes Klgl Ez Hes Am Obd Jona Mi Zef Sach Joh Apg Röm Kor Kol Hebr Jak Petr Offb Apk Mose Psalm Matthäus \
     Markus Lukas Johannes Römer Korinther",
    "Gn Lv Nb Dt Jg Rt Rs Ch Esd Ne Tb Jb Pr Qo Ct Sg Si Is Jr Lm Dn Os Jl Ab Jon Na Ha So Ag Za Ml Mc Lc Ac Rm Co Ga Ep Ph Th Tm Tt Phm He Jc Ap Genèse Exode Psaume",
    "Gén Éx Núm Jue Crón Sal Prov Ecl Cant Hch Apoc Salmo Salmos Mateo Marcos Lucas Romanos",
    "Es Gdc Cr Sal Pr Qo Ct Gv At Eb Gc Pt Gd Salmo Matteo Marco Luca Giovanni Romani",
    "Q Qur'an Qur’an Quran Koran Coran Sura Sure Sourate",
];

/// Names of books that are names of people, too: these need a verse after them.
const PEOPLE: &str = "Matthew Mark Luke John James Peter Jude Ruth Ezra Nehemiah Esther Job Isaiah Jeremiah Ezekiel Daniel Hosea Joel Amos Obadiah Jonah Micah \
    Nahum Habakkuk Zephaniah Haggai Zechariah Malachi Joshua Samuel Timothy Titus Philemon Tobit Judith Baruch Jean Luc Marc Jacques Pierre";

/// Whether a citation is of a work that needs no description.
pub(super) fn is_canonical(context: &Context<'_>, citation: &Citation) -> bool {
    let text = context
        .text(citation.span)
        .trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || "*_".contains(c));
    let (word, place) = text.split_at(text.find(|c: char| c.is_whitespace() || c == '.').unwrap_or(text.len()));
    let place = after_series(place.trim_start_matches(['.', ',', ' ', '\u{a0}', '*', '_']));
    let begins = place.starts_with(|c: char| c.is_ascii_digit());
    let has = |list: &str| list.split_whitespace().any(|book| book == word);
    begins && (BOOKS.iter().any(|row| has(row)) || has(PEOPLE) && is_verse(place) || is_siglum(word) && is_verse(place))
}

/// What stands after the initials of a series of an edition: "17, S. 231" of "MGH SS 17, S. 231".
fn after_series(place: &str) -> &str {
    match place.split_once(' ') {
        Some((series, rest)) if is_siglum(series) => rest,
        _ => place,
    }
}

/// Chapter and verse, volume and page: two numbers with a mark between, and at most the word for pages or columns.
fn is_verse(place: &str) -> bool {
    const PAGES: [&str; 6] = ["S.", "Sp.", "p.", "pp.", "col.", "cols."];
    let rest = place.trim_start_matches(|c: char| c.is_ascii_digit());
    let after = rest.strip_prefix([':', ',', '.', '/']).map(str::trim_start);
    let bare = after.map(|after| PAGES.iter().find_map(|word| after.strip_prefix(word)).unwrap_or(after).trim_start());
    bare.is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()))
}

/// The initials of an edition: WA, PL, MGH.
fn is_siglum(word: &str) -> bool {
    (2..=5).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
}
