//! Bodies: authors that are no persons.

use super::person::is_particle;
use crate::reference::word::{is_in, is_small, plain, words};

/// Words that only the names of bodies hold, in the languages ibid reads; sorted.
#[rustfmt::skip]
const BODIES: &[&str] = &[
    "academie", "academy", "accademia", "administration", "afdeling", "affairs", "agence", "agencia", "agency",
    "agenzia", "akademie", "alliance", "amt", "arbeitsgruppe", "archiv", "archive", "archives", "archivio",
    "archivo", "arquivo", "asociacion", "assemblee", "assembly", "associacao", "associates", "association",
    "associazione", "ausschuss", "authority", "bank", "banque", "biblioteca", "bibliothek", "bibliotheque",
    "board", "bund", "bundesamt", "bundesministerium", "bundesrat", "bundesregierung", "bundestag", "bureau",
    "camara", "center", "centre", "centro", "chamber", "charity", "church", "city", "club", "coalition", "collectif",
    "collective", "college", "collettivo", "comision", "comissao", "comitato", "comite", "commissariat",
    "commission", "commissione", "commissioner", "committee", "community", "companhia", "company", "conference",
    "congres", "congreso", "congress", "conseil", "consejo", "consiglio", "consortium", "convention",
    "corporation", "council", "county", "cour", "court", "departement", "department", "dept", "dipartimento",
    "direction", "division", "ecole", "embassy", "enterprise", "europeenne", "faculty", "federacion",
    "federation", "federazione", "fondation", "fondazione", "forum", "foundation", "fraktion", "fund",
    "fundacao", "fundacion", "gallery", "gemeinde", "gericht", "gesellschaft", "gmbh", "gobierno",
    "gouvernement", "governance", "government", "governo", "group", "groupe", "grupo", "gruppe", "gruppo",
    "headquarters", "hospital", "inc", "initiative", "institut", "institute", "institution", "instituto",
    "international", "istituto", "kammer", "kirche", "kollektiv", "komitee", "kommission", "konferenz",
    "landesamt", "league", "legislature", "library", "limited", "llc", "ltd", "ministere", "ministerio",
    "ministerium", "ministero", "ministry", "movement", "musee", "museo", "museum", "national", "nations",
    "nato", "network", "netzwerk", "observatory", "office", "oficina", "ordre", "organisation", "organizacion",
    "organization", "organizzazione", "panel", "parlament", "parlement", "parliament", "partei", "parti",
    "partido", "partito", "partnership", "party", "police", "presidency", "press", "program", "programme",
    "project", "projekt", "provincia", "regierung", "region", "regione", "registry", "repubblica", "republic",
    "republica", "republik", "republique", "research", "school", "secretariat", "securities", "senado", "senat",
    "senate", "senato", "service", "services", "sindacato", "sociedad", "sociedade", "societa", "societe",
    "society", "staat", "staff", "state", "states", "statistics", "stiftung", "studio", "studios", "survey",
    "syndicat", "task", "team", "technologies", "tribunal", "trust", "union", "unione", "unit", "united",
    "universidad", "universidade", "universita", "universitat", "universite", "universiteit", "university",
    "univerza", "univerzita", "uniwersytet", "verband", "verein", "vereniging", "verlag", "watch", "werkgroep", "who",
    "workers", "workshop", "world", "zentrum", "академия", "библиотека", "институт", "комиссия", "комитет",
    "министерство", "музей", "общество", "союз", "университет",
];

/// What stands after a company's name after a comma. Sorted.
const COMPANY_FORMS: &[&str] =
    &["ag", "co", "corp", "gmbh", "inc", "kg", "llc", "llp", "ltd", "plc", "sa", "sarl", "spa", "srl"];

/// Whether a text names a body rather than a person.
pub(super) fn is_body(text: &str) -> bool {
    // Nobody's name has a digit, and no person's has six words in a row.
    let mut count = 0;
    text.contains(|c: char| c.is_ascii_digit())
        || words(text).any(|(_, word)| {
            count += 1;
            count > 6 || word.split('-').any(is_body_word)
        })
}

fn is_body_word(word: &str) -> bool {
    // An initial or a particle is never worth the search.
    word.len() > 2 && is_in(BODIES, &plain(word))
}

/// Whether a word in small letters that no person's name has stands after others: "Coordinamento nazionale delle biblioteche".
pub(super) fn has_plain_word(text: &str) -> bool {
    let is_plain = |word: &str| is_small(word) && !word.contains(['’', '\'', '‘', '-', '.']) && !is_of_person(word);
    text.starts_with(char::is_uppercase) && words(text).skip(1).any(|(_, word)| is_plain(word))
}

/// Whether a word in small letters may stand inside a person's name.
fn is_of_person(word: &str) -> bool {
    const LINKS: &[&str] = &[
        "abu", "ap", "ben", "bint", "dit", "e", "f", "gen", "geb", "i", "in", "ibn", "mac", "nee", "ould", "san", "t",
        "the", "und", "wa", "y",
    ];
    is_particle(word) || is_in(LINKS, &plain(word))
}

/// Whether a body's name says what it is for, so that an "and" after that may go on with it: "Ministry of Health and …".
pub(super) fn has_purpose(text: &str) -> bool {
    const PREPOSITIONS: &[&str] = &[
        "de", "del", "della", "der", "des", "di", "do", "du", "et", "for", "fur", "of", "on", "para", "per", "pour",
        "van", "voor",
    ];
    is_body(text) && words(text).any(|(_, word)| is_in(PREPOSITIONS, &plain(word)))
}

/// Whether a piece between commas only says what form a company has: "Inc."
pub(super) fn is_company_form(piece: &str) -> bool {
    !piece.trim().contains(' ') && is_in(COMPANY_FORMS, &plain(piece))
}

/// Whether a name ends in a company's form that is no one's initials: "Acme Ltd", but not "Akers KG".
pub(super) fn ends_in_company_form(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    text.contains(' ') && is_company_form(last) && plain(last).len() > 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_told_from_persons() {
        for text in [
            "Ministère de la Culture",
            "World Bank",
            "Bündnis 90/Die Grünen",
            "Harvard University",
            "Stadtarchiv und Gesellschaft",
        ] {
            assert!(is_body(text), "{text}");
        }
        for text in ["Lucy Robinson", "K. Clay", "Jean de la Fontaine", "Ana Bankova"] {
            assert!(!is_body(text), "{text}");
        }
    }

    #[test]
    fn the_tables_are_sorted() {
        assert!(BODIES.is_sorted(), "{:?}", BODIES.windows(2).find(|pair| pair[0] > pair[1]));
        assert!(COMPANY_FORMS.is_sorted());
    }
}
