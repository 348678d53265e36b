//! Documents are written here as LibreOffice, pandoc and others write them, in the little XML that matters.

use std::io::{Cursor, Write};

use super::*;
use crate::document::Document;
use crate::document::office::{self, RewriteError};
use crate::text::{MarkKind, Source};

/// A document of what stands in its text, with the styles that tests need.
fn document(body: &str) -> Vec<u8> {
    let style = |name: &str, properties: &str| {
        format!(
            "<style:style style:name=\"{name}\" style:family=\"text\"><style:text-properties {properties}/></style:style>"
        )
    };
    let content = format!(
        "<office:document-content><office:automatic-styles>{}{}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>",
        style("T1", "fo:font-style=\"italic\""),
        style("T2", "fo:font-style=\"normal\" style:text-position=\"super 58%\"")
            + &style("T3", "text:display=\"none\"")
    );
    let meta = "<office:document-meta><office:meta><meta:user-defined meta:name=\"ZOTERO_BREF_a1_2\">\"citationItems\":[{\"id\":1}]}</meta:user-defined>\
        <meta:user-defined meta:name=\"ZOTERO_BREF_a1_1\">ZOTERO_ITEM CSL_CITATION {</meta:user-defined></office:meta></office:document-meta>";
    packed(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        (CONTENT, &content),
        (META, meta),
        ("Pictures/a.png", "no text"),
    ])
}

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in parts {
        archive.start_file(*name, stored).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn footnote(text: &str) -> String {
    format!(
        "<text:note text:id=\"ftn\" text:note-class=\"footnote\"><text:note-citation>9</text:note-citation><text:note-body><text:p>{text}</text:p></text:note-body></text:note>"
    )
}

fn text(bytes: &[u8]) -> String {
    office::text("x.odt", bytes).unwrap().unwrap()
}

fn read(bytes: &[u8]) -> Document {
    crate::document::read(&[Source::new("x.odt", text(bytes))], None)
}

fn part(bytes: &[u8], name: &'static str) -> String {
    Package::open(bytes, name).unwrap().needed(name).unwrap()
}

/// The XML of a paragraph after its text was changed.
fn rewritten(paragraph: &str, from: &str, to: &str) -> Result<String, RewriteError> {
    let bytes = document(&format!("<text:p>{paragraph}</text:p>"));
    let before = text(&bytes);
    assert!(before.contains(from), "{before}");
    let written = office::rewritten("x.odt", &bytes, &before.replacen(from, to, 1), None).unwrap()?;
    let content = part(&written, CONTENT);
    let (_, rest) = content.split_once("<text:p>").unwrap();
    Ok(rest.rsplit_once("</text:p>").unwrap().0.to_owned())
}

#[test]
fn what_a_reader_sees_is_read() {
    let boxed = "Around.<draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box><svg:title>told</svg:title></draw:frame>";
    for (xml, wanted) in [
        (
            "a<text:span text:style-name=\"T1\">b <text:span text:style-name=\"T2\">c</text:span></text:span>",
            "a<i>b</i> <sup>c</sup>",
        ),
        ("\n  two\n lines <text:span>  and</text:span> more ", "two lines and more"),
        ("a<text:s text:c=\"2\"/>b<text:tab/>c<text:line-break/> d &amp; <![CDATA[e]]>", "a  b c  d \\& e"),
        ("<text:a xlink:href=\"http://a.b/?c&amp;d\">link</text:a>", "[link](<http://a.b/?c&d>)"),
        ("a<text:span text:style-name=\"T3\"> hidden<text:tab/></text:span> b", "a b"),
        ("told<office:annotation><dc:creator>X</dc:creator><text:p>gone</text:p></office:annotation>", "told"),
        ("<text:bookmark-ref>47</text:bookmark-ref>", "47"),
        ("<text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>kan</text:ruby-text></text:ruby>", "漢"),
        ("<text:change-start text:change-id=\"a\"/>new<text:change-end text:change-id=\"a\"/>", "new"),
        ("a <draw:frame text:anchor-type=\"as-char\"/> b <draw:frame/> c", "a  b c"),
        (boxed, "In a box.\n\nAround."),
    ] {
        assert_eq!(text(&document(&format!("<text:p>{xml}</text:p>"))).trim_end(), wanted, "{xml}");
    }
    let tracked = "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>";
    let blocks = "<text:h text:outline-level=\"2\">Salt</text:h><text:list><text:list-item><text:p>item</text:p></text:list-item></text:list>\
        <table:table><table:table-row><table:table-cell><text:p>cell</text:p></table:table-cell></table:table-row></table:table>\
        <text:table-of-content><text:table-of-content-source><text:index-title-template>gone</text:index-title-template></text:table-of-content-source></text:table-of-content>\
        <text:p text:style-name=\"Title\">Title</text:p>";
    assert_eq!(text(&document(&format!("{tracked}{blocks}"))), "## Salt\n\nitem\n\ncell\n\n# Title\n\n");
}

#[test]
fn notes_are_two_chains_with_numbers_and_signs() {
    let endnote = footnote("Anne Hall, Wells.").replace("footnote", "endnote");
    let signed = footnote("* By hand.").replace("citation>9", "citation text:label=\"*\">*");
    let second = footnote("Reed.</text:p><text:p>More.");
    let read = read(&document(&format!("<text:p>A.{signed}{endnote}{} B.{second}</text:p>", footnote("Cole."))));
    let notes: Vec<(&str, &str, u8)> =
        read.notes.iter().map(|note| (note.label.as_str(), note.body.text.as_str(), note.series)).collect();
    assert_eq!(
        notes,
        [("*", "By hand.", 0), ("1", "Cole.", 0), ("2", "Reed. More.", 0), ("i", "Anne Hall, Wells.", 1)]
    );
    assert_eq!(read.markers.iter().map(|marker| marker.note).collect::<Vec<_>>(), [Some(0), Some(3), Some(1), Some(2)]);
    assert_eq!(read.prose().next().unwrap().text, "A.[^*][^i][^1] B.[^2]");
}

#[test]
fn other_packed_files_are_not_read() {
    for kind in ["application/vnd.oasis.opendocument.spreadsheet", "application/epub+zip"] {
        let bytes = packed(&[("mimetype", kind), (CONTENT, "<text:p>a</text:p>")]);
        assert!(office::text("x", &bytes).is_none(), "{kind}");
    }
    let unmarked = packed(&[(CONTENT, "<text:p>a</text:p>")]);
    assert!(office::text("x.odt", &unmarked).is_some());
    let broken = office::text("x.odt", &packed(&[(CONTENT, "<a></b>")])).unwrap().unwrap_err().to_string();
    assert!(broken.contains("content.xml") && broken.contains("not XML"), "{broken}");
}

#[test]
fn only_the_words_that_differ_are_written() {
    let italic = |text: &str| format!("<text:span text:style-name=\"T1\">{text}</text:span>");
    let link = "<text:a xlink:href=\"#a\">Salt</text:a>";
    let note = footnote("x");
    let table: &[(&str, &str, &str, &str)] = &[
        ("Reed &amp; Co, 12.", "12", "p. 12", "Reed &amp; Co, p. 12."),
        ("Reed &amp; Co, 12.", "Reed \\& Co", "Hall", "Hall, 12."),
        (
            &format!("{}, 12", italic("Salt")),
            "Salt</i>",
            "Wells &amp; more</i>",
            &format!("{}, 12", italic("Wells &amp; more")),
        ),
        ("Salt, 12", "Salt", "*Salt*", "<text:span text:style-name=\"ibid-italic\">Salt</text:span>, 12"),
        (
            &italic("Salt, 12"),
            "<i>Salt, 12</i>",
            "<i>Salt</i>, 13",
            "<text:span text:style-name=\"T1\">Salt<text:span text:style-name=\"ibid-upright\">, 13</text:span></text:span>",
        ),
        ("A word here", "word ", "", "A here"),
        ("a b", "a b", "a  b", "a <text:s/>b"),
        (&format!("A{note}."), "A[^1].", "A.[^1]", &format!("A.{note}")),
        (&note, "[^1]\n", "[^1] B\n", &format!("{note} B")),
        (&format!("{link}, 12"), "), 12", ") new, 12", &format!("{link} new, 12")),
        (link, "Salt", "Salty", "<text:a xlink:href=\"#a\">Salty</text:a>"),
        ("a<text:s text:c=\"3\"/>b", "a   b", "a b", "a<text:s text:c=\"1\"/>b"),
        ("über <text:tab/>Maß", "Maß", "Masse", "über <text:tab/>Masse"),
    ];
    for (paragraph, from, to, wanted) in table {
        assert_eq!(rewritten(paragraph, from, to).unwrap(), *wanted, "{paragraph}: {from} -> {to}");
    }
}

#[test]
fn new_styles_are_added_once_and_other_parts_stay() {
    let bytes = document("<text:p>Salt and Wells</text:p>");
    let change = |bytes: &[u8], from: &str, to: &str| {
        office::rewritten("x.odt", bytes, &text(bytes).replace(from, to), None).unwrap().unwrap()
    };
    let once = change(&bytes, "Salt", "*Salt*");
    let twice = change(&once, "Wells", "*Wells*");
    assert_eq!(part(&twice, CONTENT).matches("style:name=\"ibid-italic\" style:family").count(), 1);
    assert_eq!(text(&twice), "<i>Salt</i> and <i>Wells</i>\n\n");
    let names = |bytes: &[u8]| {
        packed::open(bytes).unwrap().file_names().map(|name| name.unwrap().into_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&bytes), names(&twice));
    assert_eq!(part(&twice, "Pictures/a.png"), "no text");
    for head in ["<office:automatic-styles/>", ""] {
        let content = format!(
            "<office:document-content>{head}<office:body><text:p>Salt</text:p></office:body></office:document-content>"
        );
        let written = change(&packed(&[(CONTENT, &content)]), "Salt", "*Salt*");
        assert_eq!(text(&written), "<i>Salt</i>\n\n", "{head}");
    }
}

#[test]
fn what_cannot_be_written_is_refused() {
    let live = "<text:reference-mark-start text:name=\"ZOTERO_ITEM CSL_CITATION {&quot;citationItems&quot;:[{&quot;id&quot;:1}]} RNDx\"/>Reed, 12\
        <text:reference-mark-end text:name=\"ZOTERO_ITEM CSL_CITATION {&quot;citationItems&quot;:[{&quot;id&quot;:1}]} RNDx\"/>";
    let table: &[(&str, &str, &str, &str)] = &[
        (live, "Reed, 12", "Reed, 13", "cannot change"),
        ("<text:page-number>12</text:page-number>", "12", "13", "cannot change"),
        ("Reed", "Reed", "Reed\n\nHall", "paragraphs"),
        (&format!("A.{}", footnote("x")), "A.[^1]", "A.", "marker"),
    ];
    for (paragraph, from, to, said) in table {
        let error = rewritten(paragraph, from, to).unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
    }
}

#[test]
fn citations_of_marks_and_bookmarks_are_read_made_and_taken_away() {
    let data = "{\"citationID\":\"q7\",\"citationItems\":[{\"id\":1,\"itemData\":{\"title\":\"A & <B>\"}}]}";
    let bytes = document(&format!(
        "<text:p>A{}.</text:p>",
        footnote("See <text:span text:style-name=\"T1\">Reed</text:span>, 12.")
    ));
    let before = text(&bytes);
    let cited = before.replace("<i>Reed</i>, 12", "<citation n=\"1\"><i>Reed</i>, 12</citation>");
    let preferences = office::preferences::line("<data \"x\"/>");
    let written =
        office::rewritten("x.odt", &bytes, &format!("{cited}<!-- citations\n{data}\n{preferences}\n-->\n"), None)
            .unwrap()
            .unwrap();
    let name = "ZOTERO_ITEM CSL_CITATION {&quot;citationID&quot;:&quot;q7&quot;,&quot;citationItems&quot;:[{&quot;id&quot;:1,\
        &quot;itemData&quot;:{&quot;title&quot;:&quot;A &amp; &lt;B&gt;&quot;}}]} RNDq7";
    let wanted = format!(
        "See <text:span text:style-name=\"T1\"><text:reference-mark-start text:name=\"{name}\"/>Reed</text:span>, 12<text:reference-mark-end text:name=\"{name}\"/>."
    );
    assert!(part(&written, CONTENT).contains(&wanted), "{}", part(&written, CONTENT));
    assert!(
        part(&written, META).contains("meta:name=\"ZOTERO_PREF_1\" meta:value-type=\"string\">&lt;data \"x\"/&gt;<")
    );
    let mark = read(&written).notes[0].body.marks[0].clone();
    assert_eq!(mark.kind, MarkKind::Citation(data.replace('>', "\\u003e")));
    let plain = office::rewritten("x.odt", &written, &before, None).unwrap().unwrap();
    assert_eq!(part(&plain, CONTENT), part(&bytes, CONTENT));
    let bookmarked =
        "<text:bookmark-start text:name=\"ZOTERO_BREF_a1\"/>Reed<text:bookmark-end text:name=\"ZOTERO_BREF_a1\"/>";
    let bytes = document(&format!("<text:p>A{}</text:p>", footnote(bookmarked)));
    assert_eq!(
        read(&bytes).notes[0].body.marks[0].kind,
        MarkKind::Citation("{\"citationItems\":[{\"id\":1}]}".to_owned())
    );
}

#[test]
fn chapters_may_number_their_notes_anew() {
    let style = "<text:notes-configuration text:note-class=\"footnote\" style:num-format=\"a\" text:start-value=\"2\" text:start-numbering-at=\"chapter\"/>";
    let chapter = |level: usize| {
        let notes = [footnote("x"), footnote("y")].concat();
        format!("<text:h text:outline-level=\"{level}\">Head</text:h><text:p>A{notes}</text:p>")
    };
    let content = format!(
        "<office:document-content><office:automatic-styles/>{style}<office:body><office:text>{}</office:text></office:body></office:document-content>",
        [1, 2, 1].map(chapter).concat()
    );
    let bytes = packed(&[("mimetype", "application/vnd.oasis.opendocument.text"), (CONTENT, &content)]);
    let labels: Vec<String> = read(&bytes).notes.iter().map(|note| note.label.clone()).collect();
    assert_eq!(labels, ["c", "d", "e", "f", "c~2", "d~2"]);
}

/// The paragraph after a tracked change, with what goes and what comes by their marks, and what the deletions keep.
fn tracked(paragraph: &str, from: &str, to: &str) -> (String, Vec<String>) {
    let regions = "<text:tracked-changes><text:changed-region text:id=\"a\"><text:insertion/></text:changed-region></text:tracked-changes>";
    let bytes = document(&format!("{regions}<text:p text:style-name=\"P1\">{paragraph}</text:p>"));
    let before = text(&bytes);
    assert!(before.contains(from), "{before}");
    let written = office::rewritten("x.odt", &bytes, &before.replacen(from, to, 1), Some("2026-01-01T00:00:00Z"))
        .unwrap()
        .unwrap();
    assert_eq!(text(&written), before.replacen(from, &to.replace("*Wells*", "<i>Wells</i>"), 1));
    let content = part(&written, CONTENT);
    let (regions, shown) = content.split_once("</text:tracked-changes>").unwrap();
    let kept = regions.split("<text:p text:style-name=\"P1\">").skip(1);
    let kept = kept.map(|rest| rest.split("</text:p></text:deletion>").next().unwrap().to_owned()).collect();
    let shown = shown.split_once("P1\">").unwrap().1.rsplit_once("</text:p>").unwrap().0;
    let marks = [
        ("<text:change-start text:change-id=\"ibid-change-", "{"),
        ("<text:change-end text:change-id=\"ibid-change-", "}"),
        ("<text:change text:change-id=\"ibid-change-", "-"),
    ];
    (marks.iter().fold(shown.to_owned(), |shown, (tag, sign)| shown.replace(tag, sign)).replace("\"/>", ""), kept)
}

#[test]
fn changes_are_tracked() {
    let others = "<text:change-start text:change-id=\"a\"/>Salt<text:change-end text:change-id=\"a\"/>";
    let both = format!("Old {others} Roads");
    let table: &[(&str, &str, &str, &str, &[&str])] = &[
        ("Reed, 12.", "12", "p. 12", "Reed, {1p. }112.", &[]),
        ("Salt (Leeds: Mill), 12", "Leeds: ", "", "Salt (-1Mill), 12", &["Leeds:<text:s/>"]),
        (
            "Salt &amp; Roads",
            "Salt \\& Roads",
            "*Wells*",
            "{1<text:span text:style-name=\"ibid-italic\">Wells</text:span>}1-2",
            &["Salt &amp; Roads"],
        ),
        (
            "<text:span text:style-name=\"T1\">Salt</text:span><text:tab/><text:a xlink:href=\"#a\">Roads</text:a>",
            "<i>Salt</i> [Roads](<#a>)",
            "Wells",
            "",
            &["<text:span text:style-name=\"T1\">Salt</text:span><text:tab/><text:a xlink:href=\"#a\">Roads</text:a>"],
        ),
        (
            &both,
            "Salt",
            "Wells",
            "Old <text:change-start text:change-id=\"aWells<text:change-end text:change-id=\"a Roads",
            &[],
        ),
        (&both, "Old Salt Roads", "Wells", "", &["Old <text:s/>Roads"]),
    ];
    for (paragraph, from, to, wanted, wanted_kept) in table {
        let (shown, kept) = tracked(paragraph, from, to);
        assert!(wanted.is_empty() || shown == *wanted, "{paragraph}: {shown}");
        assert_eq!(kept, *wanted_kept, "{paragraph}: {shown}");
    }
}
