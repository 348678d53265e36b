//! The languages of hayagriva's archive, each decoded only when a style speaks it.

use citationberg::taxonomy::{OtherTerm, Term};
use citationberg::{Locale, LocaleCode, TermForm};

use super::archive;

/// The locale of a code, and English for what it lacks.
pub(super) fn load(code: &LocaleCode) -> Vec<Locale> {
    let nearest = || nearest(&code.0).and_then(|nearest| decode(&nearest.0));
    let own = decode(&code.0).or_else(nearest);
    // hayagriva looks a locale up by the very code that is asked for.
    let own = own.map(|locale| Locale { lang: Some(code.clone()), ..locale });
    let english = (*code != LocaleCode::en_us()).then(|| decode("en-US")).flatten();
    own.into_iter().chain(english).collect()
}

/// The archived locale of the same language: `de-DE` for `de`, `pt-PT` for `pt-AO`.
fn nearest(code: &str) -> Option<LocaleCode> {
    let (language, _) = code.split_once('-').unwrap_or((code, ""));
    let usual = LocaleCode(code.to_owned()).fallback().filter(|usual| archived(&usual.0).is_some());
    let doubled = format!("{language}-{}", language.to_uppercase());
    let first = || codes().find(|known| known.split('-').next() == Some(language));
    let by_habit = || archived(&doubled).map(|_| doubled.clone());
    usual.or_else(|| by_habit().or_else(|| first().map(str::to_owned)).map(LocaleCode))
}

/// The codes of the archived locales.
pub(super) fn codes() -> impl Iterator<Item = &'static str> {
    archive::locales().filter_map(code_of)
}

fn archived(code: &str) -> Option<&'static [u8]> {
    archive::locales().find(|bytes| code_of(bytes) == Some(code))
}

fn decode(code: &str) -> Option<Locale> {
    ciborium::de::from_reader(archived(code)?).ok()
}

/// The code of an archived locale, read from its bytes without decoding the rest: the text that follows the key.
fn code_of(bytes: &'static [u8]) -> Option<&'static str> {
    const KEY: &[u8] = b"@xml:lang";
    /// CBOR writes a text of fewer than 24 bytes as this plus its length, then the bytes.
    const SHORT_TEXT: u8 = 0x60;
    let after = memchr::memmem::find(bytes, KEY)? + KEY.len();
    let length = usize::from(bytes.get(after)?.checked_sub(SHORT_TEXT)?);
    std::str::from_utf8(bytes.get(after + 1..after + 1 + length)?).ok()
}

/// Whether what a style says for some language is meant for this one: the same, the language without its region, or all.
pub(super) fn applies(own: &Locale, code: &LocaleCode) -> bool {
    let language = |code: &str| code.split('-').next().unwrap_or_default().to_owned();
    own.lang.as_ref().is_none_or(|lang| lang == code || (!lang.0.contains('-') && lang.0 == language(&code.0)))
}

/// How a language sets quotations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Typography {
    /// Opening and closing marks, outer and inner.
    pub(super) quotes: [(String, String); 2],
    /// Whether a full stop or comma goes inside the closing mark.
    pub(super) punctuation_in_quote: bool,
}

impl Typography {
    pub(super) fn new(term: impl Fn(Term, TermForm) -> Option<String>, punctuation_in_quote: bool) -> Self {
        let mark = |name| term(Term::Other(name), TermForm::Long).unwrap_or_default();
        let outer = (mark(OtherTerm::OpenQuote), mark(OtherTerm::CloseQuote));
        let inner = (mark(OtherTerm::OpenInnerQuote), mark(OtherTerm::CloseInnerQuote));
        Self { quotes: [outer, inner], punctuation_in_quote }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loaded(code: &str) -> Vec<String> {
        let locales = load(&LocaleCode(code.to_owned()));
        locales.iter().map(|locale| locale.lang.clone().unwrap().0).collect()
    }

    #[test]
    fn every_archived_locale_has_a_code_and_can_be_read() {
        assert_eq!(codes().count(), archive::locales().count());
        assert!(codes().all(|code| decode(code).is_some()));
    }

    #[test]
    fn english_stands_in_for_what_is_missing() {
        assert_eq!(loaded("en-US"), ["en-US"]);
        assert_eq!(loaded("de-DE"), ["de-DE", "en-US"]);
        assert_eq!(loaded("de"), ["de", "en-US"]);
        assert_eq!(loaded("pt-AO"), ["pt-AO", "en-US"]);
        assert_eq!(loaded("tlh"), ["en-US"]);
    }
}
