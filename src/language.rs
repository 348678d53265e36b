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

/// Small words by which titles show their language. Words that several languages share stand with each of them.
const SMALL_WORDS: &[(&str, &str)] = &[
    ("en", "the of and a an in to for on from by with at its how his her who what why is are or after before"),
    ("de", "der die das und des dem den ein eine einer im zum zur über von für mit aus auf bei nach vom als am oder"),
    ("fr", "le la les l d de du des et un une dans sur au aux pour en par chez ou à"),
    ("it", "il lo la gli i l d di del della dei delle dell e un una nel nella per tra o da"),
    ("es", "el la los las de del y un una en por para sobre o"),
    ("pt", "o a os as da do das dos de e um uma em no na por para ou"),
    ("nl", "de het een van en in voor op aan door bij met of"),
    ("sv", "och en ett den det i på av för till från om"),
    ("da", "og en et den det i på af for til fra om"),
    ("nb", "og en et den det i på av for til fra om"),
    ("pl", "i w na z do o od dla oraz"),
    ("la", "de et in ad ex ab cum sive pro"),
];

/// The language of a title, told from its small words; `None` where they do not tell. Of languages that share
/// all of them the first is given.
///
/// ```
/// use ibid::language::of_title;
/// assert_eq!(of_title("The Harbour and Its People"), Some("en"));
/// assert_eq!(of_title("Histoire de la navigation sur le Rhône"), Some("fr"));
/// assert_eq!(of_title("Walden"), None);
/// ```
#[must_use]
pub fn of_title(title: &str) -> Option<&'static str> {
    let title = title.to_lowercase();
    let words: Vec<&str> = title.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let hits = |list: &str| words.iter().filter(|word| list.split(' ').any(|small| small == **word)).count();
    let scored = SMALL_WORDS.iter().map(|(language, list)| (*language, hits(list)));
    let most = scored.clone().map(|(_, hits)| hits).max().filter(|&hits| hits > 0)?;
    let mut best = scored.filter(|(_, hits)| *hits == most).map(|(language, _)| language);
    let first = best.next()?;
    (first != "en" || best.next().is_none()).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::of_title;

    #[test]
    fn titles_tell_their_language_by_small_words() {
        for (title, language) in [
            ("Who Owned the Mills of Ardmouth?", Some("en")),
            ("Die Mühlen der Stadt und ihre Pächter", Some("de")),
            ("Studien zur Geschichte der Mühlen", Some("de")),
            ("Les Moulins du Nord", Some("fr")),
            ("L’Invention du quai", Some("fr")),
            ("I mulini della valle", Some("it")),
            ("Los molinos y el agua", Some("es")),
            ("De molens van het noorden", Some("nl")),
            ("De aquis", Some("fr")),
            ("In Praise", None),
            ("Molens", None),
            ("", None),
        ] {
            assert_eq!(of_title(title), language, "{title}");
        }
    }
}
