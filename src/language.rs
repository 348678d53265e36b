//! The language of a text, by its ISO 639-1 code.

use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt};

/// The language of a stretch of prose, as an ISO 639-1 code (`"en"`, `"de"`); `None` where a guess would be no better than chance.
///
/// ```
/// use ibid::language::detect;
/// assert_eq!(detect("Die Bergarbeiter und ihre Verbündeten waren sich in dieser Frage nicht immer einig."), Some("de"));
/// assert_eq!(detect("167."), None);
/// ```
#[must_use]
pub fn detect(text: &str) -> Option<&'static str> {
    by_small_words(text).or_else(|| {
        let info = whatlang::detect(text)?;
        let language = two_letters(info.lang())?;
        (info.is_reliable() || is_borne_out(text, language)).then_some(language)
    })
}

/// Every two-letter code of ISO 639-1, sorted.
const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es \
    et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko \
    kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps \
    pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi \
    vo wa wo xh yi yo za zh zu";

/// The code of a language that is given as a code, perhaps with a region (`de-AT`).
///
/// # Errors
/// When no language has this code. The error is the code that was probably meant, where the word is a language's name.
///
/// ```
/// use ibid::language::code;
/// assert_eq!(code("de-AT"), Ok("de"));
/// assert_eq!((code("German"), code("xx")), (Err(Some("de")), Err(None)));
/// ```
pub fn code(word: &str) -> Result<&'static str, Option<&'static str>> {
    let primary = word.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    CODES.split_whitespace().find(|known| *known == primary).ok_or_else(|| by_name(word))
}

/// The code of a language by its name, in English or its own.
fn by_name(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let is_meant = |language: &&whatlang::Lang| {
        [language.eng_name(), language.name()].iter().any(|name| name.to_lowercase() == word)
    };
    two_letters(*whatlang::Lang::all().iter().find(is_meant)?)
}

/// Whether small words bear out a guess that letters alone leave open, as between Danish and Norwegian: an eighth of the words are
/// such of that language, and no other language has more.
fn is_borne_out(text: &str, language: &str) -> bool {
    const LEAST: usize = 12;
    let (hits, count) = small_words(text);
    let own = SMALL_WORDS.iter().position(|(known, _)| *known == language).map_or(0, |place| hits[place]);
    count >= LEAST && own * 8 >= count && hits.iter().all(|other| *other <= own)
}

/// The languages that their small words tell from all others.
const TOLD: &[&str] = &["en", "de", "fr", "it"];

/// The least number of words that tells.
const ENOUGH: usize = 60;

/// The language whose small words fill a fifth of a text and are twice as many as those of any other: the usual case, told in a
/// fiftieth of the time that comparing its letters takes.
fn by_small_words(text: &str) -> Option<&'static str> {
    let (hits, count) = small_words(text);
    let best = (0..hits.len()).max_by_key(|&language| hits[language])?;
    let is_most = (0..hits.len()).all(|other| other == best || hits[other] * 2 <= hits[best]);
    let language = SMALL_WORDS[best].0;
    (count >= ENOUGH && hits[best] * 5 >= count && is_most && TOLD.contains(&language)).then_some(language)
}

/// How many small words of each language a text has, by the places of the languages in [`SMALL_WORDS`]; and how many words at all.
fn small_words(text: &str) -> ([usize; SMALL_WORDS.len()], usize) {
    let mut hits = [0; SMALL_WORDS.len()];
    let mut count = 0;
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        count += 1;
        let languages = Some(word).filter(|word| word.len() <= LONGEST).and_then(|word| SMALL.get(word));
        languages.into_iter().flatten().for_each(|&language| hits[language] += 1);
    }
    (hits, count)
}

/// The length of the longest of them, in bytes.
const LONGEST: usize = 6;

/// The small words with the places of their languages in [`SMALL_WORDS`].
static SMALL: LazyLock<HashMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut words: HashMap<&str, Vec<usize>> = HashMap::new();
    for (language, (_, list)) in SMALL_WORDS.iter().enumerate() {
        list.split(' ').for_each(|word| words.entry(word).or_default().push(language));
    }
    words
});

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
    let told = told_by_title(title)?;
    (told.language != "en" || told.alone).then_some(told.language)
}

/// The language of a title where no other fits as well and two small words or more tell it: of a hundred titles that it names a language
/// for, it is wrong for one.
///
/// ```
/// use ibid::language::surely_of_title;
/// assert_eq!(surely_of_title("Histoire de la navigation sur le Rhône"), Some("fr"));
/// assert_eq!(surely_of_title("History of Hats"), None);
/// ```
#[must_use]
pub fn surely_of_title(title: &str) -> Option<&'static str> {
    told_by_title(title).filter(|told| told.alone && told.words > 1).map(|told| told.language)
}

/// What the small words of a title tell.
struct Told {
    /// The first of the languages that most of them are of.
    language: &'static str,
    /// How many are of it.
    words: usize,
    /// Whether as many are of no other.
    alone: bool,
}

/// Marks that no other language sets before a question or a call.
const SPANISH_MARKS: [char; 2] = ['¿', '¡'];

fn told_by_title(title: &str) -> Option<Told> {
    if title.contains(SPANISH_MARKS) {
        return Some(Told { language: "es", words: title.split_whitespace().count(), alone: true });
    }
    let (hits, _) = small_words(&title.to_lowercase());
    let words = hits.into_iter().max().filter(|&hits| hits > 0)?;
    let mut best = SMALL_WORDS.iter().zip(hits).filter(|(_, hits)| *hits == words).map(|((language, _), _)| *language);
    Some(Told { language: best.next()?, words, alone: best.next().is_none() })
}

#[cfg(test)]
mod tests {
    use super::{by_small_words, detect, of_title, surely_of_title};

    const ENGLISH: &str = "The mill stood on the bank of the river, and nobody in the town could say who had paid for it. In the \
        winter the water was high, and the wheels turned day and night; in the summer they stood still, and the miller went to the \
        inn on the hill with his dog and a book, where he told of the years before the flood.";
    const SPANISH: &str = "El molino estaba a la orilla del río, y nadie en el pueblo sabía quién lo había pagado. En el invierno el \
        agua estaba alta y las ruedas giraban de día y de noche; en el verano se quedaban quietas, y el molinero iba a la posada de \
        la colina con su perro y un libro, donde hablaba de los años de antes de la riada.";

    #[test]
    fn marks_before_a_question_are_spanish() {
        for (title, language) in [("¿Entró o no?", Some("es")), ("¡Viva la mar!", Some("es")), ("Entrou ou não?", None)]
        {
            assert_eq!(surely_of_title(title), language, "{title}");
        }
    }

    #[test]
    fn small_words_are_small() {
        let words = super::SMALL_WORDS.iter().flat_map(|(_, list)| list.split(' '));
        assert_eq!(words.map(str::len).max(), Some(super::LONGEST));
    }

    #[test]
    fn small_words_tell_where_they_are_many() {
        assert_eq!(by_small_words(ENGLISH), Some("en"));
        assert_eq!(by_small_words("The mill on the river"), None, "too few words");
        assert_eq!(by_small_words(SPANISH), None, "left to a closer look");
        assert_eq!(detect(SPANISH), Some("es"));
        assert_eq!(by_small_words(&"Chapter One Two Three ".repeat(40)), None);
    }

    #[test]
    fn what_letters_leave_open_is_borne_out_by_small_words() {
        for text in [
            "Møllen stod på bredden af åen, og ingen i byen kunne sige, hvem der havde betalt for den.",
            "Det var en vinter med meget vand i åen. Mølleren gik til kroen på bakken med sin hund og en bog, og han fortalte om \
             årene før oversvømmelsen, da hjulene drejede både nat og dag.",
        ] {
            assert!(matches!(detect(text), Some("da" | "nb")), "{text}: {:?}", detect(text));
        }
        assert_eq!(detect("Reed, Salt, 12; Ness, Mills, 40; Dale, Bread, 8; Holt, Wells, 4."), None);
    }

    #[test]
    fn only_two_small_words_of_no_other_language_are_sure() {
        for (title, language) in [
            ("Die Mühlen der Stadt", Some("de")),
            ("The Mill and the River", Some("en")),
            ("Mills of Ardmouth", None),
            ("Det og den", None),
        ] {
            assert_eq!(surely_of_title(title), language, "{title}");
        }
    }

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
