//! The language of a text, by its ISO 639-1 code.

/// The language of a stretch of prose, as an ISO 639-1 code (`"en"`, `"de"`); `None` where a guess would be no better than chance.
///
/// ```
/// use ibid::language::detect;
/// assert_eq!(detect("Die Bergarbeiter und ihre Verbündeten waren sich in dieser Frage nicht immer einig."), Some("de"));
/// assert_eq!(detect("167."), None);
/// ```
#[must_use]
pub fn detect(text: &str) -> Option<&'static str> {
    let info = whatlang::detect(text)?;
    info.is_reliable().then(|| two_letters(info.lang()))?
}

/// The two-letter code of a language, for those that have citation habits ibid knows of.
fn two_letters(lang: whatlang::Lang) -> Option<&'static str> {
    use whatlang::Lang;
    const CODES: &[(Lang, &str)] = &[
        (Lang::Eng, "en"),
        (Lang::Deu, "de"),
        (Lang::Fra, "fr"),
        (Lang::Ita, "it"),
        (Lang::Spa, "es"),
        (Lang::Por, "pt"),
        (Lang::Nld, "nl"),
        (Lang::Cat, "ca"),
        (Lang::Dan, "da"),
        (Lang::Swe, "sv"),
        (Lang::Nob, "nb"),
        (Lang::Fin, "fi"),
        (Lang::Pol, "pl"),
        (Lang::Ces, "cs"),
        (Lang::Slk, "sk"),
        (Lang::Slv, "sl"),
        (Lang::Hrv, "hr"),
        (Lang::Hun, "hu"),
        (Lang::Ron, "ro"),
        (Lang::Rus, "ru"),
        (Lang::Ukr, "uk"),
        (Lang::Bul, "bg"),
        (Lang::Ell, "el"),
        (Lang::Tur, "tr"),
        (Lang::Lat, "la"),
        (Lang::Lit, "lt"),
        (Lang::Lav, "lv"),
        (Lang::Est, "et"),
        (Lang::Heb, "he"),
        (Lang::Ara, "ar"),
        (Lang::Pes, "fa"),
        (Lang::Cmn, "zh"),
        (Lang::Jpn, "ja"),
        (Lang::Kor, "ko"),
        (Lang::Vie, "vi"),
        (Lang::Ind, "id"),
    ];
    CODES.iter().find(|(known, _)| *known == lang).map(|(_, code)| *code)
}
