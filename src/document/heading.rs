//! The headings under which notes and lists of works stand, in many languages. Adding one is a line in a table.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Headings of notes, in lower case.
#[rustfmt::skip]
const NOTES: &[&str] = &[
    "notes", "note", "footnotes", "footnote", "endnotes", "end notes", "foot notes", "notes and references",
    "references and notes", "author's notes", "notes and sources", "citations", "sources and notes",
    "anmerkungen", "anmerkung", "fußnoten", "fussnoten", "endnoten", "fußnote", "einzelnachweise", "nachweise",
    "notes de bas de page", "notes de fin", "notes et références", "références et notes",
    "note a piè di pagina", "note a pie di pagina", "note al testo", "annotazioni",
    "notas", "notas al pie", "notas a pie de página", "notas al final", "notas de rodapé", "notas de rodape", "notas finais",
    "voetnoten", "eindnoten", "noten", "noter", "fodnoter", "fotnoter", "sluttnoter", "slutnoter", "noter og henvisninger",
    "alaviitteet", "loppuviitteet", "viitteet", "przypisy", "przypisy końcowe", "poznámky", "poznámky pod čarou",
    "opombe", "bilješke", "fusnote", "lábjegyzetek", "végjegyzetek", "jegyzetek", "note de subsol", "note de final",
    "примечания", "сноски", "примітки", "виноски", "бележки", "бележки под линия", "σημειώσεις", "υποσημειώσεις",
    "dipnotlar", "notlar", "sonnotlar", "notae", "adnotationes", "išnašos", "piezīmes", "märkused", "joonealused märkused",
    "notes a peu de pàgina", "notes al peu", "הערות", "הערות שוליים", "الهوامش", "ملاحظات", "پانویس", "پی‌نوشت",
    "注释", "註釋", "脚注", "腳註", "注", "注記", "註", "각주", "주석", "미주", "chú thích", "catatan kaki", "catatan",
];

/// Headings of lists of works, in lower case. Those that may also head notes stand in [`EITHER`].
#[rustfmt::skip]
const WORKS: &[&str] = &[
    "bibliography", "select bibliography", "selected bibliography", "works cited", "work cited", "literature", "literature cited",
    "cited works", "list of works cited", "list of references", "reference list", "further reading", "works consulted",
    "primary sources", "secondary sources", "sources cited", "cited literature", "cited sources", "works referenced",
    "literatur", "literaturverzeichnis", "quellen- und literaturverzeichnis", "bibliographie", "bibliografie",
    "verwendete literatur", "zitierte literatur", "literaturangaben", "quellen und literatur", "literatur und quellen",
    "quellenverzeichnis", "weiterführende literatur", "schriftenverzeichnis", "literaturliste",
    "ouvrages cités", "bibliographie sélective", "références bibliographiques", "sources et bibliographie", "œuvres citées",
    "bibliografia", "bibliografía", "opere citate", "riferimenti bibliografici", "fonti e bibliografia", "testi citati",
    "obras citadas", "referencias bibliográficas", "bibliografía citada", "referências bibliográficas", "bibliografia citada",
    "obras consultadas", "literatuur", "literatuurlijst", "geraadpleegde literatuur", "bronvermelding", "bibliografi",
    "litteratur", "litteraturliste", "litteraturlista", "litteraturförteckning", "källförteckning", "kilder og litteratur",
    "lähdeluettelo", "kirjallisuus", "kirjallisuusluettelo", "lähteet ja kirjallisuus", "bibliografia załącznikowa",
    "literatura", "wykaz literatury", "seznam literatury", "použitá literatura", "zoznam použitej literatúry", "seznam virov",
    "irodalom", "irodalomjegyzék", "felhasznált irodalom", "bibliográfia", "литература", "список литературы", "библиография",
    "библиография и источники", "література", "список літератури", "бібліографія", "използвана литература", "βιβλιογραφία",
    "kaynakça", "kaynaklar", "bibliyografya", "literatūra", "literatūros sąrašas", "kasutatud kirjandus", "kirjandus",
    "fonts i bibliografia", "ביבליוגרפיה", "רשימת מקורות", "المراجع", "المصادر والمراجع", "قائمة المراجع", "کتابنامه", "منابع",
    "参考文献", "參考文獻", "参考書目", "參考書目", "引用文献", "文献", "참고문헌", "참고 문헌", "tài liệu tham khảo", "daftar pustaka",
];

/// Headings that head either.
#[rustfmt::skip]
const EITHER: &[&str] = &[
    "references", "sources", "reference", "source", "quellen", "belege", "références", "riferimenti", "fonti", "referencias",
    "fuentes", "referências", "fontes", "referenties", "bronnen", "referencer", "kilder", "referanser", "källor", "referenser",
    "lähteet", "źródła", "zdroje", "viri", "izvori", "források", "surse", "referințe", "источники", "джерела", "източници",
    "πηγές", "šaltiniai", "atsauces", "allikad", "viited", "fonts", "referències", "מקורות", "المصادر", "资料来源", "출처", "nguồn", "referensi",
];

/// Headings of lists of abbreviated titles, in lower case. Other abbreviations stand there, too.
#[rustfmt::skip]
const SIGLA: &[&str] = &[
    "abbreviations", "list of abbreviations", "abbreviations of works cited", "abbreviated titles", "sigla", "list of sigla",
    "abkürzungen", "abkürzungsverzeichnis", "siglen", "siglenverzeichnis", "verzeichnis der siglen", "siglen der zitierten werke",
    "abkürzungen der zitierten titel", "abkürzungen der zitierten werke", "verzeichnis der abkürzungen", "abréviations",
    "liste des abréviations", "sigles", "liste des sigles", "sigles et abréviations", "abréviations et sigles", "abbreviazioni", "sigle",
    "elenco delle abbreviazioni", "abbreviazioni e sigle", "sigle e abbreviazioni", "tavola delle abbreviazioni", "abreviaturas", "siglas",
    "abreviaturas y siglas", "siglas y abreviaturas", "lista de abreviaturas", "lista de siglas", "abreviaturas e siglas", "afkortingen",
    "lijst van afkortingen", "forkortelser", "förkortningar", "lyhenteet", "skróty", "wykaz skrótów", "zkratky", "seznam zkratek",
    "skratky", "kratice", "rövidítések", "abrevieri", "сокращения", "список сокращений", "скорочення", "съкращения", "συντομογραφίες",
    "kısaltmalar", "略号", "略語", "缩略语", "约定缩写",
];

/// What a heading announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Announces {
    /// Notes.
    Notes,
    /// A list of works.
    Works,
    /// Either, as what follows shows.
    Either,
    /// Titles and how they are abbreviated.
    Sigla,
}

/// The words of all headings.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    [SIGLA, EITHER, WORKS, NOTES].into_iter().flatten().copied()
}

/// What stands under a heading of these words: numbering ("5. Notes", "VI. Works cited"), colons and markup around them do not count.
pub(super) fn announces(heading: &str) -> Option<Announces> {
    const LONGEST: usize = 64;
    if heading.len() > LONGEST {
        return None;
    }
    HEADINGS.get(bare(heading).to_lowercase().as_str()).copied()
}

/// All headings, to be found at once.
static HEADINGS: LazyLock<HashMap<&str, Announces>> = LazyLock::new(|| {
    let tables =
        [(SIGLA, Announces::Sigla), (EITHER, Announces::Either), (WORKS, Announces::Works), (NOTES, Announces::Notes)];
    tables.into_iter().flat_map(|(table, what)| table.iter().map(move |words| (*words, what))).collect()
});

/// The words of a heading without number, colon and decoration.
fn bare(heading: &str) -> &str {
    let decoration = |c: char| c.is_whitespace() || "#*_=-–—:.[]()~•".contains(c);
    let heading = heading.trim_matches(decoration);
    match heading.split_once([' ', '\u{a0}', '\t']) {
        Some((number, rest)) if is_number(number) => rest.trim_matches(decoration),
        _ => heading,
    }
}

fn is_number(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ')', ':']);
    !word.is_empty()
        && (word.chars().all(|c| c.is_ascii_digit() || c == '.') || word.chars().all(|c| "IVXLC".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_in_any_dress() {
        let table = [
            ("Notes", Some(Announces::Notes)),
            ("FOOTNOTES:", Some(Announces::Notes)),
            ("VI. Works Cited", Some(Announces::Works)),
            ("5. Fußnoten", Some(Announces::Notes)),
            ("** Literaturverzeichnis **", Some(Announces::Works)),
            ("References", Some(Announces::Either)),
            ("Notes on the miners", None),
            ("", None),
            ("I", None),
        ];
        for (heading, wanted) in table {
            assert_eq!(announces(heading), wanted, "{heading}");
        }
    }

    #[test]
    fn tables_are_in_lower_case() {
        for word in NOTES.iter().chain(WORKS).chain(EITHER).chain(SIGLA) {
            assert_eq!(*word, word.to_lowercase());
        }
    }
}
