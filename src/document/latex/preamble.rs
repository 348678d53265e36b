//! What the preamble of a LaTeX document says about notes and language.

/// What a document says that sets its citations in notes: an option, or a style of biblatex.
const IN_NOTES: &[&str] = &[
    "autocite=footnote",
    "style=verbose",
    "style=footnote-dw",
    "style=oscola",
    "style=historian",
    "{biblatex-chicago}",
];

/// Languages as babel and polyglossia name them.
const LANGUAGES: &[(&str, &str)] = &[
    ("english", "en"),
    ("british", "en-GB"),
    ("american", "en-US"),
    ("ngerman", "de"),
    ("german", "de"),
    ("french", "fr"),
    ("italian", "it"),
    ("spanish", "es"),
    ("portuguese", "pt"),
    ("dutch", "nl"),
    ("polish", "pl"),
    ("russian", "ru"),
    ("swedish", "sv"),
    ("danish", "da"),
    ("czech", "cs"),
    ("latin", "la"),
    ("greek", "el"),
];

/// Whether the class of the document counts notes afresh in each chapter.
pub(super) fn restarts(text: &str) -> bool {
    let class = text.find("\\documentclass").and_then(|at| text[at..].split(['{', '}']).nth(1));
    class.is_some_and(|class| {
        class.contains("book") || class.contains("report") || class.contains("memoir") || class.contains("scrrep")
    })
}

/// Whether the preamble sets citations in notes.
pub(super) fn cites_in_notes(text: &str) -> bool {
    let preamble = text.find("\\begin{document}").map_or("", |end| &text[..end]);
    IN_NOTES.iter().any(|said| preamble.contains(said))
}

/// The last language that babel or polyglossia is told.
pub(super) fn language(text: &str) -> Option<String> {
    let head = &text[..text.floor_char_boundary(20_000)];
    let set = head.find("\\setmainlanguage").and_then(|at| head[at..].split(['{', '}']).nth(1));
    let babel = || head.find("{babel}").and_then(|at| head[..at].rfind("\\usepackage").map(|from| &head[from..at]));
    let named = set.or_else(babel)?;
    let last =
        named.split(['[', ']', ',', '{', '}']).rfind(|word| LANGUAGES.iter().any(|(name, _)| *name == word.trim()))?;
    LANGUAGES.iter().find(|(name, _)| *name == last.trim()).map(|(_, tag)| (*tag).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_declared() {
        assert_eq!(language("\\usepackage[english,ngerman]{babel}\n\\begin{document}x").as_deref(), Some("de"));
        assert_eq!(language("\\setmainlanguage{french}\n").as_deref(), Some("fr"));
    }

    #[test]
    fn options_set_citations_in_notes() {
        let table = [
            ("\\usepackage[style=verbose-ibid]{biblatex}\n\\begin{document}", true),
            ("\\usepackage[style=authoryear, autocite=footnote]{biblatex}\n\\begin{document}", true),
            ("\\usepackage[style=authoryear]{biblatex}\n\\begin{document}style=verbose", false),
        ];
        for (text, wanted) in table {
            assert_eq!(cites_in_notes(text), wanted, "{text}");
        }
        assert!(restarts("\\documentclass[a4paper]{scrbook}") && !restarts("\\documentclass{article}"));
    }
}
