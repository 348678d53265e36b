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
    ("anchors-of-digits.html", None),
    ("ao3.html", None),
    ("asciidoctor.html", Some("AsciiDoctor")),
    ("aside-after.html", None),
    ("bigfoot.html", Some("Bigfoot")),
    ("blackfriday.html", Some("blackfriday")),
    ("blogger-word.html", Some("Microsoft Word")),
    ("bookdown.html", None),
    ("bootstrap-popover.html", None),
    ("cairn.html", Some("Cairn")),
    ("calibre.html", None),
    ("cambridge.html", None),
    ("comrak.html", Some("comrak")),
    ("confluence.html", Some("Confluence")),
    ("daring.html", None),
    ("data-footnote.html", None),
    ("details.html", None),
    ("discourse.html", Some("Discourse")),
    ("distill.html", Some("Distill")),
    ("djot.html", Some("DPUB-ARIA")),
    ("docusaurus.html", Some("GitHub")),
    ("docutils-aside.html", Some("Sphinx or docutils")),
    ("docutils-dl.html", Some("Sphinx or docutils")),
    ("docutils-table.html", Some("Sphinx or docutils")),
    ("docutils-twice.html", Some("Sphinx or docutils")),
    ("dokuwiki.html", Some("DokuWiki")),
    ("drupal-10.html", Some("Drupal")),
    ("drupal-4.html", Some("Drupal")),
    ("drupal.html", Some("Drupal")),
    ("easy-footnotes.html", Some("Easy Footnotes for WordPress")),
    ("elvery.html", Some("Footnotes Made Easy for WordPress")),
    ("epub-aside.xhtml", Some("EPUB")),
    ("epub.xhtml", Some("EPUB")),
    ("erudit.html", Some("Érudit")),
    ("fd-footnotes.html", Some("FD Footnotes for WordPress")),
    ("footnotes-made-easy.html", Some("Footnotes Made Easy for WordPress")),
    ("footnotes-plugin.html", Some("Footnotes for WordPress")),
    ("forgejo.html", Some("Forgejo")),
    ("gatsby.html", Some("remark")),
    ("ghost-html-card.html", None),
    ("github.html", Some("GitHub")),
    ("gitlab.html", Some("cmark-gfm")),
    ("google-docs-published.html", Some("Google Docs")),
    ("google-docs.html", Some("Google Docs")),
    ("gutenberg-2020.html", Some("Project Gutenberg")),
    ("gutenberg-blockquote.html", Some("Project Gutenberg")),
    ("gutenberg-f.html", Some("Project Gutenberg")),
    ("gutenberg-linknote.html", Some("Project Gutenberg")),
    ("gutenberg-old.html", Some("Project Gutenberg")),
    ("gutenberg-plain-brackets.html", None),
    ("gutenberg.html", Some("Project Gutenberg")),
    ("hatena.html", Some("Hatena Blog")),
    ("hevea.html", Some("HeVeA")),
    ("hexo.html", Some("Hexo")),
    ("htmlbook.html", Some("O'Reilly HTMLBook")),
    ("hugo.html", Some("Hugo")),
    ("ids-stripped.html", None),
    ("indesign.html", Some("Adobe InDesign")),
    ("jats.html", Some("JATS")),
    ("jetpack.html", Some("Jetpack")),
    ("kirby.html", Some("Kirby")),
    ("kramdown.html", Some("kramdown")),
    ("latex2html.html", Some("LaTeX2HTML")),
    ("latexml.html", Some("LaTeXML")),
    ("law-review.html", None),
    ("lesswrong-2024.html", Some("LessWrong")),
    ("lesswrong.html", Some("LessWrong")),
    ("libreoffice-endnote.html", Some("LibreOffice")),
    ("libreoffice-writer.html", Some("LibreOffice")),
    ("libreoffice.html", Some("LibreOffice")),
    ("mailchimp.html", None),
    ("markdig.html", Some("Markdig")),
    ("markdown-it.html", Some("markdown-it")),
    ("marxists.html", None),
    ("mdbook.html", Some("mdBook")),
    ("mediawiki.html", Some("MediaWiki")),
    ("medium-brackets.html", None),
    ("medium.html", None),
    ("mistune.html", None),
    ("modern-footnotes-list.html", Some("Modern Footnotes for WordPress")),
    ("modern-footnotes.html", Some("Modern Footnotes for WordPress")),
    ("multimarkdown.html", Some("MultiMarkdown")),
    ("muse.html", None),
    ("mw-named.html", Some("MediaWiki")),
    ("myst.html", None),
    ("named-anchors.html", None),
    ("no-links-class.html", None),
    ("no-links-small.html", None),
    ("notion.html", None),
    ("obsidian.html", Some("Obsidian")),
    ("old-dl.html", None),
    ("old-font.html", None),
    ("old-table.html", None),
    ("openedition.html", Some("OpenEdition")),
    ("org-label.html", Some("Org mode")),
    ("org.html", Some("Org mode")),
    ("pages-epub.xhtml", None),
    ("pandoc-epub.xhtml", Some("Pandoc")),
    ("pandoc-old.html", Some("Pandoc")),
    ("pandoc.html", Some("Pandoc")),
    ("parsoid.html", Some("MediaWiki")),
    ("pelican.html", Some("Pelican")),
    ("php-extra.html", Some("PHP Markdown Extra")),
    ("pmc.html", None),
    ("popover.html", None),
    ("pressbooks-div.html", Some("Pressbooks")),
    ("pressbooks.html", Some("Pressbooks")),
    ("pulldown-cmark.html", Some("pulldown-cmark")),
    ("python-markdown.html", Some("Python-Markdown")),
    ("quarto-margin.html", Some("Quarto")),
    ("quarto.html", Some("Quarto")),
    ("redcarpet.html", None),
    ("reveal-id.html", None),
    ("sacred.html", None),
    ("sage.html", Some("DPUB-ARIA")),
    ("scalar.html", None),
    ("scrivener.html", Some("Scrivener")),
    ("simple-footnotes.html", Some("Simple Footnotes for WordPress")),
    ("squarespace-p.html", None),
    ("squarespace.html", None),
    ("standard-ebooks.xhtml", Some("EPUB")),
    ("substack-2020.html", Some("Substack")),
    ("substack-feed.html", Some("Substack")),
    ("substack-hover.html", Some("Substack")),
    ("substack.html", Some("Substack")),
    ("tei.html", Some("TEI")),
    ("tex4ht-old.html", Some("TeX4ht")),
    ("tex4ht.html", Some("TeX4ht")),
    ("texinfo.html", Some("Texinfo")),
    ("textile.html", Some("Textile")),
    ("tooltip-both.html", None),
    ("tufte-rmd.html", Some("Tufte CSS")),
    ("tufte.html", Some("Tufte CSS")),
    ("typed-br.html", None),
    ("typed-bracket.html", None),
    ("typed-double-stars.html", None),
    ("typed-list.html", None),
    ("typed-names.html", None),
    ("typed-stars-sup.html", None),
    ("typed-stars.html", None),
    ("typed-strong.html", None),
    ("typed-sup.html", None),
    ("typed-unicode.html", None),
    ("typora.html", Some("Typora")),
    ("typst.html", Some("DPUB-ARIA")),
    ("vellum.xhtml", Some("EPUB")),
    ("wikidot.html", Some("Wikidot")),
    ("wix-typed.html", None),
    ("wix.html", None),
    ("word-endnotes.html", Some("Microsoft Word")),
    ("word-file-link.html", Some("Microsoft Word")),
    ("word-online.html", Some("Microsoft Word")),
    ("word-sanitised.html", None),
    ("word.html", Some("Microsoft Word")),
    ("wordpress.html", Some("WordPress footnotes block")),
    ("wp-core-feed.html", Some("WordPress footnotes block")),
    ("wp-easy-new.html", Some("Easy Footnotes for WordPress")),
    ("wp-shortcodes.html", None),
    ("wp-uuid-bare.html", None),
];

/// What is told otherwise than by all the other pages of `platforms/`, which tell the same story with the same two notes, some with
/// the first marker once more.
fn amiss(document: &Document) -> Vec<String> {
    let notes: Vec<&str> = document.notes.iter().map(|note| note.body.text.as_str()).collect();
    let pointed: Vec<Option<usize>> = document.markers.iter().map(|marker| marker.note).collect();
    let labels: Vec<&str> = document.notes.iter().map(|note| note.label.as_str()).collect();
    let shown: Vec<&str> = document.markers.iter().map(|marker| marker.label.as_str()).collect();
    let numberings: [&[&str]; 5] = [&["1", "2"], &["i", "ii"], &["*", "†"], &["*", "**"], &["*1", "*2"]];
    let right = [
        notes == ["Ann Reed, The Salt Road (Leeds: Fell, 1998), 12.", "Ibid., 14."],
        pointed == [Some(0), Some(1)] || pointed == [Some(0), Some(1), Some(0)],
        numberings.contains(&labels.as_slice()),
        shown.iter().all(|label| labels.contains(label)),
    ];
    let told = [format!("{notes:?}"), format!("{pointed:?}"), format!("{labels:?}"), format!("{shown:?}")];
    right.into_iter().zip(told).filter(|(right, _)| !right).map(|(_, told)| told).collect()
}

#[test]
fn every_platform_is_read_and_known() {
    let mut paths = fixtures("platforms").into_iter();
    let mut wrong = Vec::new();
    for (name, platform) in PLATFORMS {
        let path = paths.find(|path| path.ends_with(name)).unwrap_or_else(|| panic!("no fixture {name}"));
        let document = open(&path);
        wrong.extend(amiss(&document).into_iter().map(|told| format!("{name}: {told}")));
        if document.platform != *platform {
            wrong.push(format!("{name}: {:?}", document.platform));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
    assert!(paths.len() >= 50, "{}", paths.len());
    let invented = |path: &PathBuf| {
        let document = open(path);
        let markers: Vec<&str> = document.markers.iter().map(|marker| marker.span.of(&document.text)).collect();
        let notes: Vec<&str> = document.notes.iter().map(|note| note.span.of(&document.text)).collect();
        let quiet = markers.is_empty() && notes.is_empty();
        (!quiet).then(|| format!("{}: {markers:?} {notes:?}", path.display()))
    };
    let wrong: Vec<String> = paths.iter().filter_map(invented).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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

/// A page of a blog shows several posts, each with a first note of the same name.
#[test]
fn posts_on_one_page_keep_their_notes() {
    let post = |claim: &str, note: &str| {
        format!(
            "<article><p>{claim}<sup id='fnref:1'><a href='#fn:1'>1</a></sup></p><ol class='footnotes'><li id='fn:1'>{note} \
             <a href='#fnref:1'>↩</a></li></ol></article>"
        )
    };
    let page = format!("<!doctype html><main>{}{}</main>", post("Salt.", "Reed."), post("Wine.", "Hall."));
    let document = read(&[Source::new("blog.html", page)], None);
    let notes: Vec<&str> = document.notes.iter().map(|note| note.body.text.as_str()).collect();
    assert_eq!(notes, ["Reed.", "Hall."]);
    assert_eq!(document.markers.iter().map(|marker| marker.note).collect::<Vec<_>>(), [Some(0), Some(1)]);
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
        assert!(document.prose().all(|flat| flat_fits(text, flat)));
        assert!(document.bibliography.iter().all(|entry| fits(text, entry.span) && flat_fits(text, &entry.body)));
        assert!(document.problems.iter().all(|problem| fits(text, problem.span)));
        for (index, marker) in document.markers.iter().enumerate() {
            assert!(marker.note.is_none_or(|note| document.notes[note].markers.contains(&index)));
        }
    }

    #[test]
    fn a_note_with_a_number_alone_covers_it() {
        check(&read(&[Source::new("x", "é¹<br><sup>1. <br>    ")], Format::by_name("html").ok()));
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

    #[test]
    fn a_raised_number_after_an_empty_line_heads_one_note() {
        let page = "<pre>é<a href='#fn1'><sup>1</sup></a><ol>\n<a href='#fn1'><sup>1</sup></a>";
        let document = read(&[Source::new("x.html", page)], None);
        check(&document);
        assert_eq!(document.notes.len(), 1);
    }

    #[test]
    fn a_block_belongs_to_one_note_only() {
        let text = "Salt.[1] Wine.[2] Oil.¹ Wax.²\n\n[1]\n\n¹ Reed.\n\n[2]\n\n² Moss.\n";
        let document = read(&[Source::new("x.txt", text)], None);
        check(&document);
        let bodies: Vec<&str> = document.notes.iter().map(|note| note.body.text.as_str()).collect();
        assert_eq!(bodies, ["¹ Reed.", "² Moss."]);
    }

    #[test]
    fn a_note_without_words_covers_its_number() {
        check(&read(&[Source::new("x.html", "<a href=\"#fn1\">1</a><li id=\"fn1\">")], None));
    }
}
