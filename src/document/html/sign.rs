//! What tells markers, notes and ways back from other links: tables of attributes that platforms give them.

use super::name::Attribute;
use super::tree::{Id, Tree};

/// A sign of a kind: an attribute whose value holds a word (class, role) or the text given.
type KindSign = (Attribute, &'static str);

/// Attributes of markers.
const MARKER: &[KindSign] = &[
    (Attribute::Role, "doc-noteref"),
    (Attribute::EpubType, "noteref"),
    (Attribute::DataType, "noteref"),
    (Attribute::Rel, "footnote"),
    (Attribute::RefType, "fn"),
    (Attribute::Type, "note"),
    (Attribute::DataFootnoteRef, ""),
    (Attribute::DataFn, ""),
    (Attribute::DataMfn, ""),
    (Attribute::DataFootnoteId, ""),
    (Attribute::DataComponent, "FootnoteAnchorToDOM"),
    (Attribute::Class, "footnote-ref"),
    (Attribute::Class, "footnoteref"),
    (Attribute::Class, "footnoteRef"),
    (Attribute::Class, "footnote-reference"),
    (Attribute::Class, "footnote_ref"),
    (Attribute::Class, "footnote-anchor"),
    (Attribute::Class, "footnote-link"),
    (Attribute::Class, "footnote-identifier-link"),
    (Attribute::Class, "footnote"),
    (Attribute::Class, "footref"),
    (Attribute::Class, "noteref"),
    (Attribute::Class, "easy-footnote"),
    (Attribute::Class, "sdfootnoteanc"),
    (Attribute::Class, "sdendnoteanc"),
    (Attribute::Class, "fn"),
    (Attribute::Class, "fnanchor"),
    (Attribute::Class, "endnote-ref"),
    (Attribute::Class, "fn-ref"),
    (Attribute::Class, "fnref"),
];

/// Attributes of ways back.
const BACK: &[KindSign] = &[
    (Attribute::Role, "doc-backlink"),
    (Attribute::EpubType, "backlink"),
    (Attribute::DataFootnoteBackref, ""),
    (Attribute::DataFootnoteBackrefIndex, ""),
    (Attribute::Class, "footnote-back"),
    (Attribute::Class, "footnote-backref"),
    (Attribute::Class, "footnoteBackLink"),
    (Attribute::Class, "reversefootnote"),
    (Attribute::Class, "footnote-back-link"),
    (Attribute::Class, "footnote-return"),
    (Attribute::Class, "easy-footnote-to-top"),
    (Attribute::Class, "mw-cite-backlink"),
    (Attribute::Class, "sdfootnotesym"),
    (Attribute::Class, "sdendnotesym"),
    (Attribute::Class, "footnum"),
    (Attribute::Class, "footnote-number"),
    (Attribute::Class, "footnote_backlink"),
];

/// Attributes of notes, and of what holds them.
const NOTE: &[KindSign] = &[
    (Attribute::Role, "doc-footnote"),
    (Attribute::Role, "doc-endnote"),
    (Attribute::EpubType, "footnote"),
    (Attribute::EpubType, "endnote"),
    (Attribute::EpubType, "rearnote"),
    (Attribute::DataType, "footnote"),
    (Attribute::Class, "footnote-item"),
    (Attribute::Class, "footnote-definition"),
];

/// Attributes of lists that hold nothing but notes.
const LIST: &[KindSign] = &[
    (Attribute::Role, "doc-endnotes"),
    (Attribute::Role, "doc-footnotes"),
    (Attribute::EpubType, "endnotes"),
    (Attribute::EpubType, "footnotes"),
    (Attribute::EpubType, "rearnotes"),
    (Attribute::Class, "footnotes"),
    (Attribute::Class, "footnotes-list"),
    (Attribute::Class, "wp-block-footnotes"),
    (Attribute::Class, "easy-footnotes-wrapper"),
    (Attribute::Class, "footnote-section"),
    (Attribute::Class, "endnotes"),
];

/// How the addresses of notes begin, in lower case; what follows is a number, a separator or a name after one.
const NOTE_ADDRESS: &[&str] = &[
    "fn",
    "_fn",
    "_ftn",
    "_edn",
    "ftnt",
    "ftn",
    "edn",
    "footnote",
    "footnote_",
    "endnote",
    "en",
    "note",
    "notes",
    "foot",
    "sdfootnote",
    "sdendnote",
    "cite_note",
    "user-content-fn",
    "easy-footnote-bottom",
    "dfref-footnote",
    "nota",
    "anm",
    "rn",
    "footnote-bottom",
    "linknote",
    "_footnotedef",
];

/// How the addresses of markers begin.
const MARKER_ADDRESS: &[&str] = &[
    "fnref",
    "_ftnref",
    "_ednref",
    "ftnt_ref",
    "ftnref",
    "ednref",
    "footnotetag",
    "footnote-anchor",
    "footnoteref",
    "footnote-reference",
    "fnanchor",
    "noteref",
    "cite_ref",
    "fr-",
    "rfn",
    "fnr",
    "identifier_",
    "user-content-fnref",
    "ref-footnote",
    "footref",
    "refn",
    "note_ref",
    "doc-fnref",
    "docf",
    "back",
    "ref",
    "anchor",
    "return",
    "linknoteref",
    "footnotemarker",
    "_footnoteref",
    "footnote-ref",
    "footnote-citation",
    "fnrev",
    "fnt",
];

/// How the addresses of markers end, where they are made of that of the note.
const MARKER_ENDINGS: &[&str] = &["-link", "-backlink", "-bk", "-ref", "_ref", "-marker", "-back"];

/// Addresses that number other things than notes.
const OTHER_ADDRESS: &[&str] = &[
    "page", "pg", "seite", "chap", "ch", "kap", "cap", "sec", "fig", "tab", "eq", "cmnt", "comment", "toc", "link",
    "part", "line", "verse", "item", "step", "tocref", "heading", "post", "slide", "letter", "canto", "h-", "index",
    "respond", "top",
];

/// Classes of elements that only programs that read pages aloud show.
const UNSEEN: &[&str] = &["wb-inv", "wb-invisible", "element-invisible", "show-for-sr", "assistive-text"];
/// What the names of other such classes contain.
const UNSEEN_PARTS: &[&str] = &["visually-hidden", "visuallyhidden", "sr-only", "screen-reader"];

/// True if a reader does not see an element at first: one that a click shows, one for programs that read pages aloud, or words within
/// a line that a style hides. (Blocks that a style hides are popups: they hold notes.)
pub(super) fn is_unseen(tree: &Tree, id: Id) -> bool {
    tree.attributes(id).any(|(attribute, value)| match attribute {
        Attribute::Hidden => true,
        Attribute::Class => {
            UNSEEN.iter().any(|word| holds(value, word)) || UNSEEN_PARTS.iter().any(|part| value.contains(part))
        }
        Attribute::Style => !tree.tag(id).is_block() && hides(value),
        _ => false,
    })
}

fn hides(style: &str) -> bool {
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(property, value)| {
        let value = value.split('!').next().unwrap_or_default();
        let is = |name: &str, hidden: &str| property.trim().eq_ignore_ascii_case(name) && value.trim() == hidden;
        is("display", "none") || is("visibility", "hidden")
    })
}

pub(super) fn is_marker(tree: &Tree, id: Id) -> bool {
    has(tree, id, MARKER)
}

pub(super) fn is_back(tree: &Tree, id: Id) -> bool {
    has(tree, id, BACK)
}

pub(super) fn is_note(tree: &Tree, id: Id) -> bool {
    has(tree, id, NOTE)
}

pub(super) fn is_list(tree: &Tree, id: Id) -> bool {
    has(tree, id, LIST)
}

fn has(tree: &Tree, id: Id, signs: &[KindSign]) -> bool {
    tree.attributes(id).any(|(attribute, value)| signs.iter().any(|sign| sign.0 == attribute && holds(value, sign.1)))
}

fn holds(value: &str, word: &str) -> bool {
    word.is_empty() || value.split_ascii_whitespace().any(|found| found == word)
}

/// Whether an address looks like that of a note: `fn1`, `fn:robinson`, `_ftn1`, `note-12`.
pub(in crate::document) fn is_note_address(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    !is_marker_address(&address) && begins(&address, NOTE_ADDRESS)
}

/// Whether an address looks like that of a marker: `fnref1`, `_ftnref1`.
pub(in crate::document) fn is_marker_address(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    begins(&address, MARKER_ADDRESS)
        || (address.starts_with("sd") && address.ends_with("anc"))
        || MARKER_ENDINGS.iter().any(|ending| address.ends_with(ending))
}

/// Whether an address belongs to a numbering of other things.
pub(in crate::document) fn is_other_address(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    let is_known = begins(&address, NOTE_ADDRESS) || begins(&address, MARKER_ADDRESS);
    !is_known && OTHER_ADDRESS.iter().any(|known| address.starts_with(known))
}

fn begins(address: &str, known: &[&str]) -> bool {
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit() || "-_:.".contains(c));
    known.iter().any(|known| address.strip_prefix(known).is_some_and(ends))
}

/// Whether the text of a link is a way back: an arrow, "back", "retour".
pub(in crate::document) fn is_way_back(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "back",
        "return",
        "return to text",
        "back to text",
        "retour",
        "retour au texte",
        "retour au texte principal",
        "back to main text",
        "zurück zum haupttext",
        "zurück",
        "zurück zum text",
        "volver",
        "voltar",
        "torna al testo",
        "torna su",
        "top",
        "terug",
        "tillbaka",
        "return to article",
        "back to article",
        "назад",
        "вернуться",
        "jump up",
        "powrót",
    ];
    let arrows = |c: char| "↩↑^⏎←↵⤴↖▲△⇑⇧⬆☝➚🔙\u{fe0e}\u{fe0f}".contains(c);
    let text = text.trim_matches(|c: char| c.is_whitespace() || "[](){}.".contains(c)).to_lowercase();
    !text.is_empty() && (text.chars().next().is_some_and(arrows) || WORDS.contains(&text.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_tell_what_they_lead_to() {
        for address in [
            "fn1",
            "fn:robinson",
            "_ftn12",
            "ftnt3",
            "Footnote_1_1",
            "cite_note-Smith-4",
            "sdfootnote1sym",
            "user-content-fn-x",
            "note-2",
        ] {
            assert!(is_note_address(address), "{address}");
        }
        for address in [
            "fnref1",
            "_ftnref1",
            "ftnt_ref1",
            "cite_ref-1",
            "FNanchor_1_1",
            "footnotetag20",
            "sdfootnote1anc",
            "noteref-3",
        ] {
            assert!(is_marker_address(address) && !is_note_address(address), "{address}");
        }
        for address in ["introduction", "notebook", "fnord", "chapter1", "en", ""] {
            assert!(!is_note_address(address) || address == "en", "{address}");
        }
        assert!(is_other_address("Page_12") && is_other_address("cmnt1"));
    }

    #[test]
    fn ways_back_are_known_by_their_text() {
        for text in ["↩", "↩︎", "^", "[retour]", "Back", "↑ 2"] {
            assert!(is_way_back(text), "{text}");
        }
        for text in ["1", "Robinson", "", "back to the land"] {
            assert!(!is_way_back(text), "{text}");
        }
    }
}
