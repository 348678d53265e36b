//! Documents are written here as Word, LibreOffice and others write them, in the little XML that matters.

use std::io::{Cursor, Write};

use super::*;
use crate::document::Document;
use crate::document::office::{self, RewriteError};
use crate::text::{MarkKind, Source};

fn text(bytes: &[u8]) -> Result<String, OfficeError> {
    office::text("x.docx", bytes).unwrap()
}

fn rewritten(bytes: &[u8], text: &str, date: Option<&str>) -> Result<Vec<u8>, RewriteError> {
    office::rewritten("x.docx", bytes, text, date).unwrap()
}

/// A document of parts, each by its name.
fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A document of running text and footnotes from 2 on, given as what stands in each.
fn footnoted(body: &str, notes: &[&str]) -> Vec<u8> {
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    let notes =
        notes.iter().zip(2..).map(|(note, id)| format!("<w:footnote w:id=\"{id}\"><w:p>{note}</w:p></w:footnote>"));
    let separator = "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:t>x</w:t></w:r></w:p></w:footnote>";
    let footnotes = format!("<w:footnotes>{separator}{}</w:footnotes>", notes.collect::<String>());
    packed(&[(DOCUMENT, &document), (CHAINS[0].part, &footnotes), ("word/media/a.png", "not text")])
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn italic(text: &str) -> String {
    format!("<w:r><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn marker(id: usize) -> String {
    format!("<w:r><w:footnoteReference w:id=\"{id}\"/></w:r>")
}

fn document(bytes: &[u8]) -> Document {
    crate::document::read(&[Source::new("x.docx", text(bytes).unwrap())], None)
}

fn notes(bytes: &[u8]) -> Vec<(String, String)> {
    document(bytes).notes.iter().map(|note| (note.label.clone(), note.body.text.clone())).collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    packed::part(&mut packed::open(bytes).unwrap(), name, &mut 100_000).unwrap()
}

/// The XML of the only note of a document after its text was changed, without the paragraph around it.
fn rewritten_note(note: &str, from: &str, to: &str, date: Option<&str>) -> Result<String, RewriteError> {
    let bytes = footnoted(&format!("<w:p>{}{}</w:p>", run("A."), marker(2)), &[note]);
    let before = text(&bytes)?;
    assert!(before.contains(from), "{before}");
    let written = rewritten(&bytes, &before.replacen(from, to, 1), date)?;
    assert_eq!(part(&bytes, DOCUMENT), part(&written, DOCUMENT));
    let part = part(&written, CHAINS[0].part);
    let start = part.rfind("<w:p>").unwrap() + 5;
    Ok(part[start..part.rfind("</w:p>").unwrap()].to_owned())
}

#[test]
fn notes_come_with_their_italics() {
    let document = "<w:document><w:body><w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>Salt</w:t></w:r></w:p>\
        <w:p><w:r><w:t>Mules [sic] &amp; carts.</w:t></w:r><w:r><w:footnoteReference w:id=\"3\"/></w:r><w:r><w:t xml:space=\"preserve\"> Wine.</w:t></w:r>\
        <w:r><w:endnoteReference w:id=\"2\"/></w:r></w:p></w:body></w:document>";
    let footnotes = "<w:footnotes><w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:t>x</w:t></w:r></w:p></w:footnote><w:footnote w:id=\"3\"><w:p>\
        <w:r><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> Reed, </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>The Salt Road</w:t></w:r>\
        <w:r><w:t xml:space=\"preserve\">, </w:t></w:r><w:hyperlink r:id=\"rId1\"><w:r><w:t>12</w:t></w:r></w:hyperlink></w:p><w:p><w:r><w:t>More.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let endnotes = "<w:endnotes><w:endnote w:id=\"2\"><w:p><w:r><w:t>Hall.</w:t></w:r></w:p></w:endnote></w:endnotes>";
    let links = "<Relationships><Relationship Id=\"rId1\" Target=\"http://a.b/c\"/></Relationships>";
    let parts =
        [(DOCUMENT, document), (CHAINS[0].part, footnotes), (CHAINS[1].part, endnotes), (CHAINS[0].links, links)];
    let document = self::document(&packed(&parts));
    let notes: Vec<(&str, &str, u8)> =
        document.notes.iter().map(|note| (note.label.as_str(), note.body.text.as_str(), note.series)).collect();
    assert_eq!(notes, [("1", "Reed, The Salt Road, 12 More.", 0), ("i", "Hall.", 1)]);
    assert_eq!(document.markers.iter().map(|marker| marker.note).collect::<Vec<_>>(), [Some(0), Some(1)]);
    assert_eq!(document.prose().nth(1).unwrap().text, "Mules [sic] & carts.[^1] Wine.[^i]");
    let marked: Vec<&str> =
        document.notes[0].body.marks.iter().map(|mark| mark.span.of(&document.notes[0].body.text)).collect();
    assert_eq!(marked, ["The Salt Road", "12"]);
}

#[test]
fn a_part_that_is_missing_or_broken_is_said() {
    let missing = text(&packed(&[("other.xml", "x")])).unwrap_err().to_string();
    assert!(missing.contains("word/document.xml"), "{missing}");
    let broken = text(&packed(&[(DOCUMENT, "<w:p></w:r>")])).unwrap_err().to_string();
    assert!(broken.contains("not XML"), "{broken}");
}

#[test]
fn what_a_reader_sees_is_read() {
    let deleted = "<w:del w:id=\"1\"><w:r><w:footnoteReference w:id=\"9\"/><w:delText>gone</w:delText></w:r></w:del>";
    let moved = "<w:moveFrom w:id=\"1\"><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:moveTo w:id=\"2\"><w:r><w:t>come</w:t></w:r></w:moveTo>";
    let inserted = format!("<w:ins w:id=\"2\" w:author=\"A\">{}</w:ins>", run("new"));
    let comment = "<w:commentRangeStart w:id=\"0\"/><w:r><w:t>told</w:t></w:r><w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>";
    let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> PAGEREF x </w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>47</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let boxed = "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></mc:Choice>\
        <mc:Fallback><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>";
    for (xml, wanted) in [
        (deleted, ""),
        (moved, "come"),
        (&*inserted, "new"),
        (comment, "told"),
        (field, "47"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r>", "a b-c"),
        ("<w:fldSimple w:instr=\" REF x \"><w:r><w:t>see</w:t></w:r></w:fldSimple>", "see"),
        (
            "<w:sdt><w:sdtPr><w:tag w:val=\"x\"/></w:sdtPr><w:sdtContent><w:r><w:t>kept</w:t></w:r></w:sdtContent></w:sdt>",
            "kept",
        ),
        ("<w:r><w:t>1 - [x] * #</w:t></w:r>", "1 - [x] * #"),
        (
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hid</w:t><w:tab/></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>shown</w:t></w:r>",
            "shown",
        ),
        (
            "<w:r><w:t>a</w:t><w:ptab w:leader=\"none\"/><w:t>Hand</w:t><w:softHyphen/><w:t>buch</w:t></w:r>",
            "a Handbuch",
        ),
        (
            "<w:r><w:t>44</w:t><w:sym w:font=\"Symbol\" w:char=\"F02D\"/><w:t>61</w:t><w:sym w:font=\"Wingdings\" w:char=\"F04A\"/></w:r>",
            "44−61",
        ),
        (
            "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>kanji</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢字</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "漢字",
        ),
        (
            "<w:r><mc:AlternateContent><mc:Choice><w:t>new</w:t></mc:Choice><mc:Fallback><w:t>old</w:t></mc:Fallback></mc:AlternateContent></w:r>",
            "new",
        ),
    ] {
        let bytes = footnoted(&format!("<w:p>{xml}</w:p>"), &[]);
        let shown: Vec<String> = document(&bytes).prose().map(|flat| flat.text.clone()).collect();
        assert_eq!(shown.join("|"), wanted, "{xml}");
    }
    let bytes = footnoted(&format!("<w:p>{}{boxed}</w:p>", run("Around.")), &[]);
    let shown: Vec<String> = document(&bytes).prose().map(|flat| flat.text.clone()).collect();
    assert_eq!(shown, ["In a box.", "Around."]);
}

#[test]
fn runs_that_a_program_split_are_one_title() {
    let note = [italic("The "), run(""), italic("Salt"), run(" "), italic("Road"), run(", 12")].concat();
    let bytes = footnoted(&format!("<w:p>{}</w:p>", marker(2)), &[&note]);
    let note = &document(&bytes).notes[0];
    let marked: Vec<&str> = note.body.marks.iter().map(|mark| mark.span.of(&note.body.text)).collect();
    assert_eq!(marked, ["The Salt Road"]);
}

#[test]
fn typed_signs_are_no_numbers_and_order_is_that_of_the_markers() {
    let custom = "<w:r><w:footnoteReference w:customMarkFollows=\"1\" w:id=\"3\"/><w:t>*</w:t></w:r>";
    let body = format!("<w:p>{}{custom}{}{}</w:p>", run("A."), marker(4), marker(2));
    let bytes = footnoted(&body, &[&run("Second."), &[run("*"), run(" By hand.")].concat(), &run("First.")]);
    let wanted = [("*", "By hand."), ("1", "First."), ("2", "Second.")].map(|(l, t)| (l.to_owned(), t.to_owned()));
    assert_eq!(notes(&bytes), wanted);
    assert!(document(&bytes).markers.iter().all(|marker| marker.note.is_some()));
}

#[test]
fn numbers_have_the_form_that_the_document_sets() {
    let endnote = "<w:r><w:endnoteReference w:id=\"1\"/></w:r>";
    let body = format!(
        "<w:document><w:body><w:p>{endnote}</w:p><w:sectPr><w:endnotePr><w:numFmt w:val=\"decimal\"/></w:endnotePr></w:sectPr></w:body></w:document>"
    );
    let endnotes = "<w:endnotes><w:endnote w:id=\"1\"><w:p><w:r><w:t>Hall.</w:t></w:r></w:p></w:endnote></w:endnotes>";
    assert_eq!(
        notes(&packed(&[(DOCUMENT, &body), (CHAINS[1].part, endnotes)])),
        [("1".to_owned(), "Hall.".to_owned())]
    );
}

#[test]
fn ibid_stays_within_its_chain_of_notes() {
    let body = format!(
        "<w:document><w:body><w:p>{}<w:r><w:endnoteReference w:id=\"1\"/></w:r>{}</w:p></w:body></w:document>",
        marker(2),
        marker(3)
    );
    let notes = "<w:footnotes><w:footnote w:id=\"2\"><w:p><w:r><w:t>John Reed, Salt Roads of the North (Leeds: Mill Press, 1999), 12.</w:t></w:r></w:p></w:footnote>\
        <w:footnote w:id=\"3\"><w:p><w:r><w:t>Ibid., 14.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let ends = "<w:endnotes><w:endnote w:id=\"1\"><w:p><w:r><w:t>Anne Hall, Wells of the South (York: Wharf Press, 2003), 3.</w:t></w:r></w:p></w:endnote></w:endnotes>";
    let bytes = packed(&[(DOCUMENT, &body), (CHAINS[0].part, notes), (CHAINS[1].part, ends)]);
    assert_eq!(document(&bytes).reading_order(), [0, 2, 1], "a reader meets the endnote between the two");
}

#[test]
fn only_the_words_that_differ_are_written() {
    let date = Some("2026-11-28T12:00:00Z");
    let table: &[(&str, &str, &str, Option<&str>, &str)] = &[
        (
            "<w:r w:rsidR=\"1\"><w:t>Reed, 12.</w:t></w:r>",
            "Reed, 12",
            "Reed, p. 12",
            None,
            "<w:r w:rsidR=\"1\"><w:t xml:space=\"preserve\">Reed, </w:t></w:r><w:r><w:t xml:space=\"preserve\">p. </w:t></w:r><w:r w:rsidR=\"1\"><w:t xml:space=\"preserve\">12.</w:t></w:r>",
        ),
        (
            "<w:r><w:t>Salt</w:t></w:r><w:r><w:t>, 12.</w:t></w:r>",
            "Salt",
            "*Salt*",
            None,
            "<w:r><w:rPr><w:i/><w:iCs/></w:rPr><w:t xml:space=\"preserve\">Salt</w:t></w:r><w:r><w:t>, 12.</w:t></w:r>",
        ),
        (
            "<w:r><w:rPr><w:i/><w:sz w:val=\"18\"/></w:rPr><w:t>Salt</w:t></w:r><w:r><w:t>, 12.</w:t></w:r>",
            "<i>Salt</i>",
            "‘Salt &amp; Co’",
            None,
            "<w:r><w:rPr><w:i w:val=\"0\"/><w:iCs w:val=\"0\"/><w:sz w:val=\"18\"/></w:rPr><w:t xml:space=\"preserve\">‘Salt &amp; Co’</w:t></w:r><w:r><w:t>, 12.</w:t></w:r>",
        ),
        (
            "<w:r><w:t>Ibid</w:t></w:r><w:r><w:t>.</w:t></w:r>",
            "Ibid.",
            "Reed, 3.",
            date,
            "<w:ins w:id=\"3\" w:author=\"ibid\" w:date=\"2026-11-28T12:00:00Z\"><w:r><w:t xml:space=\"preserve\">Reed, 3</w:t></w:r></w:ins>\
          <w:del w:id=\"4\" w:author=\"ibid\" w:date=\"2026-11-28T12:00:00Z\"><w:r><w:delText xml:space=\"preserve\">Ibid</w:delText></w:r></w:del><w:r><w:t>.</w:t></w:r>",
        ),
        (
            "<w:ins w:id=\"1\"><w:r><w:t>Ibid</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r>",
            "Ibid.",
            "Reed, 3.",
            date,
            "<w:ins w:id=\"1\"><w:r><w:t xml:space=\"preserve\">Reed, 3</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r>",
        ),
        (
            "<w:r><w:t>a b</w:t><w:tab/><w:drawing>x</w:drawing><w:t>c</w:t></w:r>",
            "a b c",
            "a c",
            None,
            "<w:r><w:t xml:space=\"preserve\">a </w:t><w:drawing>x</w:drawing><w:t>c</w:t></w:r>",
        ),
    ];
    for (note, from, to, date, wanted) in table {
        let note = rewritten_note(note, from, to, *date);
        assert_eq!(note.unwrap(), *wanted, "{from} -> {to}");
    }
}

#[test]
fn what_comes_in_beside_a_link_or_a_field_stands_outside_it() {
    let link = "<w:hyperlink w:anchor=\"a\"><w:r><w:t>Salt</w:t></w:r></w:hyperlink>";
    let new = "<w:r><w:t xml:space=\"preserve\"> new</w:t></w:r>";
    assert_eq!(rewritten_note(link, "Salt", "Salt new", None).unwrap(), format!("{link}{new}"));
    let note = format!("{link}<w:r><w:t>, 12</w:t></w:r>");
    let wanted = format!("{link}<w:r><w:t xml:space=\"preserve\"> new</w:t></w:r><w:r><w:t>, 12</w:t></w:r>");
    assert_eq!(rewritten_note(&note, "Salt", "Salt new", None).unwrap(), wanted);
}

#[test]
fn what_cannot_be_written_is_refused() {
    let live = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> ADDIN ZOTERO_ITEM CSL_CITATION {\"citationItems\":[{\"id\":1}]} </w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>Reed, 12</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let table: &[(&str, &str, &str, &str)] = &[
        (live, "Reed, 12", "Reed, 13", "cannot change"),
        ("<w:r><w:t>Reed</w:t></w:r>", "Reed", "Reed\n\nHall", "paragraphs"),
        ("<w:r><w:t>Reed</w:t></w:r>", "A.[^1]", "A.", "marker"),
    ];
    for (note, from, to, said) in table {
        let error = rewritten_note(note, from, to, None).unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
    }
}

#[test]
fn other_parts_are_the_same_bytes() {
    let bytes = footnoted(&format!("<w:p>{}</w:p>", marker(2)), &[&run("Ibid.")]);
    let written = rewritten(&bytes, &text(&bytes).unwrap().replace("Ibid", "Ebd"), None).unwrap();
    let names = |bytes: &[u8]| {
        packed::open(bytes).unwrap().file_names().map(|name| name.unwrap().into_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&bytes), names(&written));
    assert_eq!(part(&bytes, "word/media/a.png"), part(&written, "word/media/a.png"));
    assert!(part(&written, CHAINS[0].part).contains("Ebd"));
}

#[test]
fn a_citation_becomes_a_field_and_text_again() {
    let data = "{\"citationItems\":[{\"id\":1,\"itemData\":{\"title\":\"A & B\"}}]}";
    let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> ADDIN ZOTERO_ITEM CSL_CITATION \
        {\"citationItems\":[{\"id\":1,\"itemData\":{\"title\":\"A &amp; B\"}}]} </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
    let end = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let kept = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let link = |inner: &str| format!("<w:hyperlink w:anchor=\"a\">{inner}</w:hyperlink>");
    let table = [
        (
            run("See Reed, 12."),
            "Reed, 12",
            [kept("See "), field.into(), kept("Reed, 12"), end.into(), kept(".")].concat(),
        ),
        (
            [run("See "), run("Reed"), run(", 12")].concat(),
            "Reed, 12",
            [run("See "), field.into(), run("Reed"), run(", 12"), end.into()].concat(),
        ),
        (link(&run("Reed, 12")), "Reed, 12", format!("{field}{}{end}", link(&run("Reed, 12")))),
        (
            format!("<w:ins w:id=\"1\">{}{}</w:ins>", run("Reed, 12"), run(".")),
            "Reed, 12",
            format!("<w:ins w:id=\"1\">{field}{}{end}{}</w:ins>", run("Reed, 12"), run(".")),
        ),
    ];
    for (note, words, wanted) in table {
        let bytes = footnoted(&format!("<w:p>{}</w:p>", marker(2)), &[&note]);
        let before = text(&bytes).unwrap();
        let cited = before.replace(words, &format!("<citation n=\"1\">{words}</citation>"));
        let written = rewritten(&bytes, &format!("{cited}<!-- citations\n{data}\n-->\n"), None).unwrap();
        assert!(part(&written, CHAINS[0].part).contains(&wanted), "{}", part(&written, CHAINS[0].part));
        let mark = &document(&written).notes[0].body.marks[0];
        assert_eq!(mark.kind, MarkKind::Citation(data.to_owned()));
        let plain = rewritten(&written, &before, None).unwrap();
        assert_eq!(text(&plain).unwrap(), before);
        assert!(!part(&plain, CHAINS[0].part).contains("fldChar"));
    }
}

#[test]
fn links_that_are_fields_have_their_addresses() {
    let field = |instruction: &str| {
        let sign = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
        let instruction = format!("<w:r><w:instrText>{instruction}</w:instrText></w:r>");
        [sign("begin"), instruction, sign("separate"), run("here"), sign("end")].concat()
    };
    for (xml, wanted) in [
        (field(" HYPERLINK \"https://a.example/?b=1&amp;c=2\" \\o \"tip\" "), "[here](<https://a.example/?b=1&c=2>)"),
        (field(" HYPERLINK \\l \"_Toc1\" "), "here"),
        (field(" HYPERLINK \"\" "), "here"),
        (field(" PAGEREF \"x\" "), "here"),
        (
            format!("<w:fldSimple w:instr=\"HYPERLINK &quot;https://a.example/&quot;\">{}</w:fldSimple>", run("here")),
            "[here](<https://a.example/>)",
        ),
    ] {
        let bytes = footnoted(&format!("<w:p>{xml}</w:p>"), &[]);
        assert_eq!(text(&bytes).unwrap().trim(), wanted, "{xml}");
    }
}

#[test]
fn signs_may_be_letters_or_symbols() {
    let custom = |sign: &str| format!("<w:r><w:footnoteReference w:customMarkFollows=\"1\" w:id=\"2\"/>{sign}</w:r>");
    let raised = "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>b</w:t></w:r>";
    let symbol = "<w:sym w:font=\"Symbol\" w:char=\"F02A\"/>";
    for (marker, sign, wanted) in [
        (custom("<w:t>a</w:t>"), run("a"), "Claim.[^a]"),
        (custom("<w:t>1a</w:t>"), run("1a"), "Claim.[^1a]"),
        (custom("") + raised, raised.to_owned(), "Claim.[^b]"),
        (custom(symbol), format!("<w:r>{symbol}</w:r>"), "Claim.[^∗]"),
        (
            custom("<w:sym w:font=\"Wingdings\" w:char=\"F0AB\"/>"),
            "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0AB\"/></w:r>".to_owned(),
            "Claim.[^*]",
        ),
        (custom("") + &run("more"), run(""), "Claim.more[^1]"),
        (custom("<w:t>a word</w:t>"), run(""), "Claim.a word[^1]"),
    ] {
        let bytes = footnoted(&format!("<w:p>{}{marker}</w:p>", run("Claim.")), &[&(sign + &run(" Reed, 12."))]);
        let text = text(&bytes).unwrap();
        assert_eq!(text.lines().next(), Some(wanted), "{text}");
        assert!(text.ends_with("]: Reed, 12.\n\n"), "{text}");
    }
}

#[test]
fn sections_number_their_notes_and_deleted_notes_are_not_read() {
    let section = "<w:pPr><w:sectPr><w:footnotePr><w:numStart w:val=\"4\"/></w:footnotePr></w:sectPr></w:pPr>";
    let last = "<w:sectPr><w:footnotePr><w:numFmt w:val=\"chicago\"/><w:numRestart w:val=\"eachSect\"/></w:footnotePr></w:sectPr>";
    let deleted = format!("<w:del w:id=\"1\">{}</w:del>", marker(3));
    let body =
        format!("<w:p>{section}{}{}{deleted}</w:p><w:p>{}{}</w:p>{last}", run("A"), marker(2), run("B"), marker(4));
    let notes = notes(&footnoted(&body, &[&run("One."), &run("Gone."), &run("Two.")]));
    assert_eq!(notes, [("4".to_owned(), "One.".to_owned()), ("*".to_owned(), "Two.".to_owned())]);
}

#[test]
fn a_note_may_begin_with_an_empty_paragraph() {
    let note = format!("<w:r><w:footnoteRef/></w:r></w:p><w:p>{}", run("Reed, 12."));
    let bytes = footnoted(&format!("<w:p>{}{}</w:p>", run("A."), marker(2)), &[&note]);
    let before = text(&bytes).unwrap();
    let written = rewritten(&bytes, &before.replace("12", "p. 12").replace("]: \n", "]:\n"), None).unwrap();
    assert_eq!(text(&written).unwrap(), before.replace("12", "p. 12"));
}

#[test]
fn text_within_another_element_is_not_changed() {
    let ruby = "<w:r><w:ruby><w:rubyBase><w:r><w:t>Salt</w:t></w:r></w:rubyBase></w:ruby></w:r>";
    let changed = |from, to| rewritten_note(&format!("{ruby}{}", run(" Roads, 12.")), from, to, None);
    assert_eq!(changed("12", "p. 12").unwrap().matches("w:ruby>").count(), 2);
    assert!(matches!(changed("Salt", "Coal"), Err(RewriteError::Fixed(_))));
}

#[test]
fn citations_that_elements_hold_become_typed() {
    let json = "{\"citationItems\":[{\"id\":1}]}";
    let simple = format!(
        "<w:fldSimple w:instr=\"ADDIN CSL_CITATION {}\">{}</w:fldSimple>",
        json.replace('"', "&quot;"),
        run("Reed, 12")
    );
    let control = format!(
        "<w:sdt><w:sdtPr><w:rPr><w:i/></w:rPr><w:tag w:val=\"MENDELEY_CITATION_v3_eyJjaXRhdGlvbkl0ZW1zIjpbeyJpZCI6MX1dfQ==\"/></w:sdtPr>\
         <w:sdtEndPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        run("Reed, 12")
    );
    for held in [simple, control] {
        let bytes = footnoted(&format!("<w:p>{}{}</w:p>", run("A."), marker(2)), &[&(run("See ") + &held + &run("."))]);
        let before = text(&bytes).unwrap();
        assert!(
            before.contains(&format!("See <citation n=\"1\">Reed, 12</citation>.\n\n<!-- citations\n{json}\n")),
            "{before}"
        );
        let plain = rewritten(&bytes, &office::uncite(&before), None).unwrap();
        let wanted = format!("<w:p>{}{}{}</w:p>", run("See "), run("Reed, 12"), run("."));
        assert!(part(&plain, CHAINS[0].part).contains(&wanted), "{}", part(&plain, CHAINS[0].part));
    }
}

/// A citation may begin or end within what only marks text (an insertion, a direction), but not within a link.
#[test]
fn a_citation_may_end_within_an_insertion() {
    let holders = [("w:ins w:id=\"9\"", true), ("w:bdo w:val=\"ltr\"", true), ("w:hyperlink w:anchor=\"a\"", false)];
    for (holder, is_allowed) in holders {
        let close = holder.split(' ').next().unwrap();
        let note = format!("{}<{holder}>{}</{close}>", run("Reed, "), run("12. More."));
        let bytes = footnoted(&format!("<w:p>{}{}</w:p>", run("A."), marker(2)), &[&note]);
        let cited = text(&bytes).unwrap().replace("Reed, 12", "<citation n=\"1\">Reed, 12</citation>");
        let cited = format!("{cited}<!-- citations\n{{\"citationItems\":[{{\"id\":1}}]}}\n-->\n");
        assert_eq!(rewritten(&bytes, &cited, None).is_ok(), is_allowed, "{holder}");
    }
}

#[test]
fn a_citation_in_an_insertion_is_part_of_it() {
    let inserted = format!("<w:ins w:id=\"9\" w:author=\"A\">{}</w:ins>", run("Reed, 12"));
    let bytes = footnoted(&format!("<w:p>{}{}</w:p>", run("A."), marker(2)), &[&inserted]);
    let cited = text(&bytes).unwrap().replace("Reed, 12", "<citation n=\"1\">Reed, 12</citation>");
    let cited = format!("{cited}<!-- citations\n{{\"citationItems\":[{{\"id\":1}}]}}\n-->\n");
    let written = part(&rewritten(&bytes, &cited, None).unwrap(), CHAINS[0].part);
    let (_, inner) = written.split_once("<w:ins w:id=\"9\" w:author=\"A\">").unwrap();
    assert_eq!(inner.split("</w:ins>").next().unwrap().matches("<w:fldChar").count(), 3, "{written}");
}
