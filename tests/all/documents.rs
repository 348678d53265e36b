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
    ("typed-br.html", None),
    ("typed-bracket.html", None),
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

/// Pages without footnotes: code, laws, chemistry, exponents, lists, comments, tables of contents and more.
#[test]
fn no_marker_is_invented() {
    let paths = fixtures("negative");
    assert!(paths.len() >= 30, "{}", paths.len());
    for path in paths {
        let document = open(&path);
        let markers: Vec<&str> = document.markers.iter().map(|marker| marker.span.of(&document.text)).collect();
        assert!(
            markers.is_empty() && document.notes.is_empty(),
            "{}: {markers:?} {:?}",
            path.display(),
            document.notes
        );
    }
}

/// A document as a list of its markers with their notes, to compare at a glance.
fn pairs(name: &str, text: &str) -> Vec<(String, Option<String>)> {
    let document = read(&[Source::new(name, text)], None);
    let body = |note: usize| document.notes[note].body.text.clone();
    document.markers.iter().map(|marker| (marker.label.clone(), marker.note.map(body))).collect()
}

/// The name of a case, its text, and for each marker its label and the text of its note.
type Row = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

fn wanted(rows: &[(&str, &str)]) -> Vec<(String, Option<String>)> {
    let note = |body: &str| (!body.is_empty()).then(|| body.to_owned());
    rows.iter().map(|(label, body)| ((*label).to_owned(), note(body))).collect()
}

#[test]
fn markdown_of_every_dialect() {
    let table: &[Row] = &[
        (
            "named",
            "Salt.[^a] Wine.[^b]\n\n[^a]: Reed, *Salt*, 12.\n[^b]: Ibid.\n",
            &[("a", "Reed, Salt, 12."), ("b", "Ibid.")],
        ),
        ("orphans", "Salt.[^1] Wine.[^3]\n\n[^1]: Reed.\n[^2]: Hall.\n", &[("1", "Reed."), ("3", "")]),
        ("lazy", "Salt.[^1]\n\n[^1]: Reed,\nSalt, 12.\n\nText.\n", &[("1", "Reed, Salt, 12.")]),
        (
            "long",
            "Salt.[^1]\n\n[^1]: Reed.\n\n    More.\n\n    > Even more.\n\nText.\n",
            &[("1", "Reed. More. Even more.")],
        ),
        ("inline", "Salt.^[Reed, *Salt*, [12].] Wine.^[Ibid.]\n", &[("1", "Reed, Salt, [12]."), ("2", "Ibid.")]),
        ("quoted", "> Salt.[^1]\n>\n> [^1]: Reed,\n> 12.\n", &[("1", "Reed, 12.")]),
        ("listed", "- Salt.[^1]\n- Wine.[^2]\n\n[^1]: Reed.\n[^2]: Hall.\n", &[("1", "Reed."), ("2", "Hall.")]),
        (
            "escaped",
            "Salt.\\[^1\\] Wine.\\[^2\\]\n\n\\[^1\\]: Reed.\n\\[^2\\]: Hall.\n",
            &[("1", "Reed."), ("2", "Hall.")],
        ),
        (
            "escaped numbers",
            "Salt.\\[1\\] Wine.\\[2\\]\n\n\\[1\\] Reed.\n\n\\[2\\] Hall.\n",
            &[("1", "Reed."), ("2", "Hall.")],
        ),
        ("numbers", "Salt.[1] Wine.[2]\n\n---\n\n[1] Reed.\n\n[2] Hall.\n", &[("1", "Reed."), ("2", "Hall.")]),
        (
            "raised",
            "Salt.<sup>1</sup>\n\nWine.<sup>2</sup>\n\n***\n<sup>1</sup> *Id. *\n{: .small}\n<sup>2</sup>. Hall.\n{: .small}\n",
            &[("1", "Id."), ("2", "Hall.")],
        ),
        (
            "mixed",
            "Salt.[^x] Wine.[1] Oil.[2]\n\n[^x]: Moss.\n\n## Notes\n\n1. Reed.\n2. Hall.\n",
            &[("x", "Moss."), ("1", "Reed."), ("2", "Hall.")],
        ),
        (
            "linked",
            "Salt.<a href=\"#fn1\" id=\"r1\">1</a>\n\n<p id=\"fn1\">1. Reed, <i>Salt</i>. <a href=\"#r1\">↩</a></p>\n",
            &[("1", "Reed, Salt.")],
        ),
        (
            "HTML notes",
            "Salt.[^fn1] Wine.[^fn2]\n\n<ol class=\"footnotes\"><li id=\"fn1\">Reed.</li><li id=\"fn2\">Hall.</li></ol>\n",
            &[("fn1", "Reed."), ("fn2", "Hall.")],
        ),
        ("front matter", "---\ntitle: \"x[^1]\"\n---\nSalt.[^1]\n\n[^1]: Reed.\n", &[("1", "Reed.")]),
        ("code", "Salt.[^1] `[^2]`\n\n```\n[^3]: x\n```\n\n[^1]: Reed `[^4]`.\n", &[("1", "Reed [^4].")]),
        ("references", "Salt.[^1]\n\n[^1]: See [Reed][r], 3.\n\n[r]: https://a.b/c\n", &[("1", "See Reed, 3.")]),
        (
            "chapters",
            "# A\n\nSalt.[^1]\n\n[^1]: Reed.\n\n# B\n\nWine.[^1]\n\n[^1]: Hall.\n",
            &[("1", "Reed."), ("1", "Hall.")],
        ),
    ];
    for (name, text, rows) in table {
        assert_eq!(pairs("post.md", text), wanted(rows), "{name}");
    }
}

#[test]
fn plain_text_of_every_habit() {
    let table: &[Row] = &[
        (
            "brackets",
            "Salt.[1] Wine.[2]\n\n[1] Reed,\nSalt.\n\n[2] Hall.\n\n4 views0 comments\n",
            &[("1", "Reed, Salt."), ("2", "Hall.")],
        ),
        ("one", "Salt.[1]\n\n[1] Reed.\n", &[("1", "Reed.")]),
        (
            "groups",
            "Salt.[1, 2] Wine.[2-4]\n\n[1] A.\n[2] B.\n[3] C.\n[4] D.\n",
            &[("1", "A."), ("2", "B."), ("2", "B."), ("3", "C."), ("4", "D.")],
        ),
        ("round", "Salt.(1) Wine.(2)\n\n(1) Reed.\n(2) Hall.\n", &[("1", "Reed."), ("2", "Hall.")]),
        ("raised", "Salt.¹ Wine.²\n\n¹ Reed.\n² Hall.\n", &[("1", "Reed."), ("2", "Hall.")]),
        ("list", "Salt.[1] Wine.[2]\n\nNotes\n\n1. Reed.\n2. Hall.\n", &[("1", "Reed."), ("2", "Hall.")]),
        ("half", "Salt.¹ Wine.²\n\nNotes:\n1) Reed.\n2) Hall.\n", &[("1", "Reed."), ("2", "Hall.")]),
        ("between", "Salt.[1]\n\n[1] Reed.\n\nWine.[2]\n\n[2] Hall.\n\nOil.\n", &[("1", "Reed."), ("2", "Hall.")]),
        (
            "Gutenberg",
            "Salt.[12]\n\n[Footnote 12: Reed, [sic] 3.\n\nMore.]\n\nWine.[13]\n\n[Footnote 13: Hall.]\n",
            &[("12", "Reed, [sic] 3. More."), ("13", "Hall.")],
        ),
        ("letters", "Salt.[26a] Wine.[27]\n\n[26a] Reed.\n[27] Hall.\n", &[("26a", "Reed."), ("27", "Hall.")]),
        ("years", "Salt.[1] In [1984] and a[1] [sic].[2]\n\n[1] Reed.\n[2] Hall.\n", &[("1", "Reed."), ("2", "Hall.")]),
        ("lost", "Salt.[1] Wine.[2] Oil.[3]\n\n[1] Reed.\n[2] Hall.\n", &[("1", "Reed."), ("2", "Hall."), ("3", "")]),
    ];
    for (name, text, rows) in table {
        assert_eq!(pairs("post.txt", text), wanted(rows), "{name}");
    }
}

#[test]
fn a_chapter_and_its_endnotes_are_one_document() {
    let chapter = "<html xmlns='http://www.w3.org/1999/xhtml'><p>Salt.<a href='endnotes.xhtml#note-7' id='noteref-7' epub:type='noteref'>7</a></p></html>";
    let endnotes = "<html><section epub:type='endnotes' role='doc-endnotes'><ol><li id='note-7' epub:type='endnote'><p>Reed. \
        <a href='chapter-1.xhtml#noteref-7' epub:type='backlink' role='doc-backlink'>↩</a></p></li></ol></section></html>";
    let document = read(&[Source::new("chapter-1.xhtml", chapter), Source::new("endnotes.xhtml", endnotes)], None);
    assert_eq!(document.markers[0].note, Some(0));
    assert_eq!(document.notes[0].body.text, "Reed.");
    assert_eq!(document.locate(document.notes[0].span).0, 1);
}

mod properties {
    use ibid::document::{Document, Format, read};
    use ibid::text::{Flat, Source, Span};
    use proptest::prelude::*;

    /// Pieces of markup of every format, to be strung together.
    const PIECES: &[&str] = &[
        "Salt",
        " ",
        "\n",
        "\n\n",
        "é",
        "→",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        "[1]",
        "(2)",
        "¹",
        "[^a]",
        "[^a]: ",
        "^[",
        "1. ",
        "[1] ",
        "*",
        "_",
        "**",
        "`",
        "```\n",
        "---\n",
        "> ",
        "    ",
        "# ",
        "<sup>",
        "</sup>",
        "<a href=\"#fn1\">1</a>",
        "<li id=\"fn1\">",
        "</li>",
        "<p>",
        "<a name=x>",
        "<br>",
        "<ol>",
        "</ol>",
        "&amp;",
        "&#8617;",
        "&",
        "<",
        "<!--",
        "-->",
        "\\",
        "\\footnote{",
        "\\emph{",
        "%",
        "$",
        "[fn:1]",
        "[fn:: ",
        "[1]_",
        ".. [1] ",
        "footnote:[",
        "footnote:a[",
        "<ref>",
        "</ref>",
        "<ref name=a />",
        "{{sfn|a|b}}",
        "''",
        "[[",
        "]]",
        "http://a.b",
        "Notes\n",
        "References\n",
        "\r\n",
        "\u{200b}",
        "{: .x}\n",
        "[Footnote 1: ",
        "<item>",
        "</item>",
        "<content:encoded><![CDATA[",
        "]]></content:encoded>",
        "<pre>",
        "<table>",
        "<td>",
        "\u{0}",
        "…",
        "„",
        "[a]: /b\n",
        "<a href='#fn1' id='r1'><sup>1</sup></a>",
    ];

    fn soup() -> impl Strategy<Value = String> {
        let piece = prop_oneof![8 => proptest::sample::select(PIECES).prop_map(str::to_owned), 1 => "\\PC{0,6}"];
        proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    fn fits(text: &str, span: Span) -> bool {
        text.get(span.start..span.end).is_some()
    }

    fn flat_fits(text: &str, flat: &Flat) -> bool {
        let offsets: Vec<usize> = flat.text.char_indices().map(|(at, _)| at).chain([flat.text.len()]).collect();
        let places = offsets.windows(2).all(|pair| fits(text, flat.source(Span::new(pair[0], pair[1]))));
        let marks = flat.marks.iter().all(|mark| fits(&flat.text, mark.span) && fits(text, mark.outer));
        places && marks && fits(text, flat.source(Span::new(0, flat.text.len())))
    }

    fn check(document: &Document) {
        let text = &document.text;
        for marker in &document.markers {
            assert!(fits(text, marker.span) && !marker.span.is_empty(), "{marker:?}");
        }
        for note in &document.notes {
            assert!(fits(text, note.span) && fits(text, note.head), "{note:?}");
            assert!(flat_fits(text, &note.body), "{note:?}");
            assert!(note.span.covers(note.head), "{note:?}");
        }
        assert!(document.prose.iter().all(|flat| flat_fits(text, flat)));
        assert!(document.bibliography.iter().all(|entry| fits(text, entry.span) && flat_fits(text, &entry.body)));
        assert!(document.problems.iter().all(|problem| fits(text, problem.span)));
        for (index, marker) in document.markers.iter().enumerate() {
            assert!(marker.note.is_none_or(|note| document.notes[note].markers.contains(&index)));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn every_reader_keeps_its_spans_inside_the_text(text in soup()) {
            for name in Format::names() {
                let document = read(&[Source::new("x", text.as_str())], Format::by_name(name).ok());
                check(&document);
            }
        }
    }
}
