//! Every place a post is written: the platforms of the markup table, pages without notes, and properties of all readers.

use std::path::{Path, PathBuf};

use ibid::document::{Document, Format, read};
use ibid::text::Source;

fn fixtures(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/documents").join(folder);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn open(path: &Path) -> Document {
    let source = Source::decode(path.to_string_lossy(), std::fs::read(path).unwrap()).unwrap();
    read(&[source], None)
}

/// The platform that each page of `platforms/` says it is from; those typed by hand are from none.
const PLATFORMS: &[(&str, Option<&str>)] = &[
    ("bigfoot.html", Some("Bigfoot")),
    ("comrak.html", Some("comrak")),
    ("easy-footnotes.html", Some("Easy Footnotes for WordPress")),
    ("epub.xhtml", Some("EPUB")),
    ("footnotes-made-easy.html", Some("Footnotes Made Easy for WordPress")),
    ("github.html", Some("GitHub")),
    ("google-docs.html", Some("Google Docs")),
    ("gutenberg-old.html", Some("Project Gutenberg")),
    ("gutenberg.html", Some("Project Gutenberg")),
    ("htmlbook.html", Some("O'Reilly HTMLBook")),
    ("hugo.html", Some("Hugo")),
    ("jats.html", Some("JATS")),
    ("kramdown.html", Some("kramdown")),
    ("latexml.html", Some("LaTeXML")),
    ("lesswrong.html", Some("LessWrong")),
    ("libreoffice.html", Some("LibreOffice")),
    ("markdown-it.html", Some("markdown-it")),
    ("mdbook.html", Some("mdBook")),
    ("mediawiki.html", Some("MediaWiki")),
    ("modern-footnotes.html", Some("Modern Footnotes for WordPress")),
    ("multimarkdown.html", Some("MultiMarkdown")),
    ("org-label.html", Some("Org mode")),
    ("org.html", Some("Org mode")),
    ("pandoc-old.html", Some("Pandoc")),
    ("pandoc.html", Some("Pandoc")),
    ("pulldown-cmark.html", Some("pulldown-cmark")),
    ("python-markdown.html", Some("Python-Markdown")),
    ("substack-feed.html", Some("Substack")),
    ("substack.html", Some("Substack")),
    ("tei.html", Some("TEI")),
    ("texinfo.html", Some("Texinfo")),
    ("tufte.html", Some("Tufte CSS")),
    ("typed-bracket.html", None),
    ("typed-br.html", None),
    ("typed-list.html", None),
    ("typed-names.html", None),
    ("typed-strong.html", None),
    ("typed-sup.html", None),
    ("typed-unicode.html", None),
    ("typora.html", Some("Typora")),
    ("wikidot.html", Some("Wikidot")),
    ("word-endnotes.html", Some("Microsoft Word")),
    ("word-online.html", Some("Microsoft Word")),
    ("word-sanitised.html", None),
    ("word.html", Some("Microsoft Word")),
    ("wordpress.html", Some("WordPress footnotes block")),
];

/// All pages of `platforms/` tell the same story with the same two notes, some with the first marker once more.
#[test]
fn every_platform_is_read_and_known() {
    let mut paths = fixtures("platforms").into_iter();
    for (name, platform) in PLATFORMS {
        let path = paths.find(|path| path.ends_with(name)).unwrap_or_else(|| panic!("no fixture {name}"));
        let document = open(&path);
        let notes: Vec<&str> = document.notes.iter().map(|note| note.body.text.as_str()).collect();
        assert_eq!(notes, ["Ann Reed, The Salt Road (Leeds: Fell, 1998), 12.", "Ibid., 14."], "{name}");
        let pointed: Vec<Option<usize>> = document.markers.iter().map(|marker| marker.note).collect();
        assert!(pointed == [Some(0), Some(1)] || pointed == [Some(0), Some(1), Some(0)], "{name}: {pointed:?}");
        let labels: Vec<&str> = document.notes.iter().map(|note| note.label.as_str()).collect();
        assert!(labels == ["1", "2"] || labels == ["i", "ii"], "{name}: {labels:?}");
        assert!(document.markers.iter().all(|marker| labels.contains(&marker.label.as_str())), "{name}");
        assert_eq!(document.platform, *platform, "{name}");
    }
}

#[test]
fn every_page_of_platforms_is_in_the_table() {
    assert_eq!(fixtures("platforms").len(), PLATFORMS.len());
}

#[test]
fn a_format_is_known_by_name_or_content() {
    assert_eq!(Format::guess(&Source::new("-", "<!DOCTYPE html><p>x")).name(), "html");
}
