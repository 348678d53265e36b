//! The platforms and programs by the marks they leave on markers and notes. A platform is a line in a table.

use super::link::{Links, Pointer};
use super::name::Attribute;
use super::name::Attribute::{
    AriaDescribedby, Class, DataComponent, DataFn, DataFootnoteBackref, DataFootnoteBackrefIndex, DataFootnoteId,
    DataFootnoteRef, DataMfn, DataType, EpubType, For, Href, Id as IdName, Name, Onclick, Place as PlaceOf, RefType,
    Rel, Role, Style, Title, Type,
};
use super::note::NoteElement;
use super::tree::{Id, Tree};

/// An attribute and what its value holds.
type PlatformSign = (Attribute, &'static str);

/// Names, and the signs that must all be there. The first that fits is meant, so the particular stand before the general.
const PLATFORMS: &[(&str, &[PlatformSign])] = &[
    ("WordPress footnotes block", &[(DataFn, "")]),
    ("WordPress footnotes block", &[(Class, "wp-block-footnotes")]),
    ("Easy Footnotes for WordPress", &[(Class, "easy-footnote")]),
    ("Modern Footnotes for WordPress", &[(DataMfn, "")]),
    ("Footnotes Made Easy for WordPress", &[(Class, "footnote-identifier-link")]),
    ("Footnotes Made Easy for WordPress", &[(IdName, "identifier_")]),
    ("Footnotes for WordPress", &[(IdName, "footnote_plugin_")]),
    ("Pelican", &[(Class, "simple-footnote-back")]),
    ("Simple Footnotes for WordPress", &[(Class, "simple-footnote")]),
    ("Kirby", &[(Class, "footnotereverse"), (Class, "footnotes-list")]),
    ("Civil Footnotes for WordPress", &[(Href, "#rf"), (Class, "backlink")]),
    ("FD Footnotes for WordPress", &[(Class, "footnotereverse")]),
    ("Jetpack", &[(Class, "jetpack-footnote")]),
    ("Pressbooks", &[(Class, "return-footnote")]),
    ("Hexo", &[(IdName, "footnotelist")]),
    ("Cairn", &[(Class, "amorce")]),
    ("Forgejo", &[(Href, "#fn:user-content-")]),
    ("Markdig", &[(Class, "footnote-back-ref")]),
    ("blackfriday", &[(Class, "footnote-return")]),
    ("Substack", &[(DataComponent, "Footnote")]),
    ("Substack", &[(Href, "#footnote-anchor-")]),
    ("Obsidian", &[(DataFootnoteId, ""), (Class, "footnote-link")]),
    ("LessWrong", &[(DataFootnoteId, "")]),
    ("GitHub", &[(Href, "#user-content-fn")]),
    ("comrak", &[(DataFootnoteBackrefIndex, "")]),
    ("cmark-gfm", &[(DataFootnoteRef, ""), (Class, "footnote-backref")]),
    ("comrak", &[(DataFootnoteBackref, "")]),
    ("mdBook", &[(Href, "#footnote-"), (Class, "footnote-reference"), (IdName, "fr-")]),
    ("pulldown-cmark", &[(Class, "footnote-definition")]),
    ("Hugo", &[(Href, "#fn:"), (Class, "footnote-backref"), (Role, "doc-")]),
    ("kramdown", &[(Href, "#fn:"), (Class, "reversefootnote")]),
    ("remark", &[(Href, "#fn-"), (Class, "footnote-backref")]),
    ("kramdown", &[(Rel, "footnote"), (Role, "doc-noteref")]),
    ("MultiMarkdown", &[(Href, "#fn"), (Title, "return to")]),
    ("MultiMarkdown", &[(Href, "#fn"), (Title, "see footnote")]),
    ("Python-Markdown", &[(Href, "#fn:"), (Class, "footnote-backref")]),
    ("Python-Markdown", &[(Href, "#fn:"), (Class, "footnote-ref"), (Title, "Jump back")]),
    ("Discourse", &[(Href, "#footnote-"), (Class, "footnote-item")]),
    ("markdown-it", &[(Class, "footnote-item")]),
    ("XWiki", &[(Class, "footnoteBackRef")]),
    ("Quarto", &[(Role, "doc-noteref"), (Class, "column-container")]),
    ("Quarto", &[(Role, "doc-noteref"), (IdName, "quarto-")]),
    ("Pandoc", &[(Href, "#fn"), (Class, "footnote-ref"), (Role, "doc-noteref")]),
    ("Pandoc", &[(Class, "footnoteRef")]),
    ("Typora", &[(Href, "footnote"), (Name, "ref-footnote")]),
    ("Org mode", &[(Class, "footref")]),
    ("Org mode", &[(IdName, "fnr.")]),
    ("Org mode", &[(For, "fn.")]),
    ("Microsoft Word", &[(Style, "mso-footnote-id")]),
    ("Microsoft Word", &[(Style, "mso-endnote-id")]),
    ("Microsoft Word", &[(Href, "#_ftn")]),
    ("Microsoft Word", &[(Href, "#_edn")]),
    ("LibreOffice", &[(Class, "sdfootnote")]),
    ("LibreOffice", &[(Class, "sdendnote")]),
    ("Google Docs", &[(Href, "#ftnt")]),
    ("MediaWiki", &[(Href, "#cite_note")]),
    ("Sphinx or docutils", &[(Class, "fn-backref")]),
    ("Sphinx or docutils", &[(Class, "footnote-reference brackets")]),
    ("Hatena Blog", &[(Class, "footnote-number"), (Href, "#fn-"), (Name, "f-")]),
    ("AsciiDoctor", &[(Href, "#_footnotedef_")]),
    ("DokuWiki", &[(Class, "fn_top")]),
    ("Drupal", &[(Class, "see-footnote")]),
    ("Drupal", &[(Class, "footnote__citation")]),
    ("Drupal", &[(Class, "js-footnote-citation")]),
    ("Confluence", &[(Href, "#FootnoteMarker")]),
    ("MoinMoin", &[(Href, "#fndef-"), (IdName, "fnref-")]),
    ("Namuwiki", &[(Class, "wiki-fn-content")]),
    ("Tistory", &[(Href, "#footnote_link_")]),
    ("doocs/md", &[(Href, "#fnDef-")]),
    ("Wagtail", &[(IdName, "footnote-source-")]),
    ("Canada.ca", &[(Class, "fn-lnk")]),
    ("EUR-Lex", &[(Class, "oj-note")]),
    ("Fedlex", &[(IdName, "fnbck-")]),
    ("Caselaw Access Project", &[(Class, "footnotemark"), (IdName, "ref_footnote_")]),
    ("Springer", &[(Class, "c-article-footnote")]),
    ("Bible Gateway", &[(IdName, "fen-")]),
    ("Sefaria", &[(Class, "footnote-marker")]),
    ("DITA", &[(Href, "#fntarg_")]),
    ("DocBook", &[(Href, "#ftn."), (Class, "footnote")]),
    ("PreTeXt", &[(Class, "ptx-footnote")]),
    ("FictionBook", &[(Type, "note")]),
    ("Textile", &[(IdName, "fnrev")]),
    ("TtH", &[(Href, "#tthFtNt")]),
    ("TeX4ht", &[(Class, "footnote-mark")]),
    ("LaTeX2HTML", &[(Name, "tex2html")]),
    ("HeVeA", &[(Class, "thefootnotes")]),
    ("OpenEdition", &[(Class, "FootnoteSymbol")]),
    ("Érudit", &[(Class, "norenvoi")]),
    ("Scrivener", &[(Href, "#scrivfn")]),
    ("Adobe InDesign", &[(Class, "_idFootnote")]),
    ("Distill", &[(IdName, "d-footnote")]),
    ("Texinfo", &[(Href, "#FOOT")]),
    ("Wikidot", &[(Onclick, "footnote-")]),
    ("Wikidot", &[(Class, "footnoteref")]),
    ("JATS", &[(RefType, "fn")]),
    ("LaTeXML", &[(Class, "ltx_")]),
    ("O'Reilly HTMLBook", &[(DataType, "noteref")]),
    ("Standard Ebooks", &[(Href, "endnotes.xhtml#note-"), (EpubType, "noteref")]),
    ("EPUB", &[(EpubType, "noteref")]),
    ("EPUB", &[(EpubType, "note")]),
    ("TEI", &[(PlaceOf, "foot")]),
    ("Tufte CSS", &[(Class, "sidenote")]),
    ("Project Gutenberg", &[(Class, "fnanchor")]),
    ("Project Gutenberg", &[(Href, "#linknote")]),
    ("Project Gutenberg", &[(Class, "pagenote")]),
    ("Project Gutenberg", &[(Href, "#FNanchor")]),
    ("Project Gutenberg", &[(Href, "#footnotetag")]),
    ("Bigfoot", &[(Class, "bigfoot")]),
    ("littlefoot", &[(Class, "littlefoot")]),
    ("PHP Markdown Extra", &[(Href, "#fn:"), (Rel, "footnote")]),
    ("DPUB-ARIA", &[(Role, "doc-noteref")]),
    ("a script", &[(AriaDescribedby, "note")]),
];

/// How many notes are looked at: enough to tell, and cheap on a long page.
const LOOKED_AT: usize = 24;

/// The platform that wrote a page with these markers and notes.
pub(super) fn recognise(
    tree: &Tree,
    links: &Links,
    pointers: &[Pointer],
    places: &[NoteElement],
) -> Option<&'static str> {
    let markers = pointers.iter().take(LOOKED_AT).map(|pointer| links.all[pointer.link].id);
    let notes = places.iter().take(LOOKED_AT).map(|place| place.target);
    let around = |id: Id| std::iter::once(id).chain(tree.ancestors(id).take(3));
    let mut elements: Vec<Id> = markers.chain(notes.clone()).flat_map(around).collect();
    elements.extend(notes.flat_map(|note| tree.subtree(links.block(note)).take(LOOKED_AT)));
    elements.sort_unstable();
    elements.dedup();
    by_signs(tree, &elements)
}

/// The platform of a page by some of its elements.
pub(super) fn by_signs(tree: &Tree, elements: &[Id]) -> Option<&'static str> {
    let found: Vec<(Attribute, &str)> = elements.iter().flat_map(|&id| tree.attributes(id)).collect();
    let there =
        |sign: &PlatformSign| found.iter().any(|(attribute, value)| *attribute == sign.0 && value.contains(sign.1));
    PLATFORMS.iter().find(|(_, signs)| signs.iter().all(there)).map(|(name, _)| *name)
}
