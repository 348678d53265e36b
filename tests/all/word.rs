//! Word documents: made of posts, restyled, mended, with live citations and without. Each is read again by ibid itself here;
//! `tests/word/corpus.py` has other programs read them.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use ibid::document::encode;
use ibid::link::{System, fields, link_document, typed};
use ibid::{Analysis, Options, Source, open};

use crate::cli::{ibid, stderr};

const POST: &str = "# Salt and *wells*\n\nA claim, *in italics*,[^1] and another.[^2] See [the archive](https://a.example/x?a=1&b=2).\n\n\
    > A quotation.\n>\n> Of two paragraphs.[^3]\n\n1. One\n2. Two\n   - inner\n\n- bullet\n\nMore.[^4]\n\n\
    [^1]: John Reed, *Salt Roads of the North* (Leeds: Mill Press, 1999), 12.\n[^2]: Ibid., 14.\n\
    [^3]: Anne Hall, *Wells of the South & East* (York: Wharf Press, 2003), 3.\n\n    A second paragraph.\n[^4]: Reed, *Salt Roads*, 15.\n";

/// A post whose citations all can be restyled.
const PLAIN: &str = "A claim.[^1] Another.[^2]\n\n[^1]: John Reed, *Salt Roads of the North* (Leeds: Mill Press, 1999), 12.\n[^2]: Ibid., 14.\n";

fn document(post: &str, path: &str) -> Vec<u8> {
    link_document(&Source::new(path, post), &Options::default(), System::by_name("docx").unwrap(), &|_| None)
        .unwrap()
        .bytes
}

fn read(bytes: Vec<u8>) -> (Source, Analysis) {
    let source = open("x.docx", bytes).unwrap();
    let analysis = Analysis::of(std::slice::from_ref(&source), &Options::default());
    (source, analysis)
}

fn notes(analysis: &Analysis) -> Vec<(String, String)> {
    analysis.document.notes.iter().map(|note| (note.label.clone(), note.body.text.clone())).collect()
}

/// The parts of a package, by their names.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let read = |index| {
        let mut part = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        let name = String::from_utf8(part.name_raw().to_vec()).unwrap();
        (name, String::from_utf8_lossy(&bytes).into_owned())
    };
    (0..count).map(read).collect()
}

/// The names of the parts that differ.
fn changed(before: &[u8], after: &[u8]) -> Vec<String> {
    let (before, after) = (parts(before), parts(after));
    after.into_iter().filter(|(name, text)| before.get(name) != Some(text)).map(|(name, _)| name).collect()
}

fn folder(bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("thesis.docx");
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn run(args: &[&str], path: &Path) -> std::process::Output {
    let path = path.to_str().unwrap();
    let args: Vec<&str> = args.iter().map(|arg| if *arg == "PATH" { path } else { arg }).collect();
    ibid(&args, "")
}

#[test]
fn posts_of_every_kind_become_documents_with_footnotes() {
    let html = "<h2>Salt</h2><p>A <b>claim</b>.<sup><a href=\"#n1\" id=\"r1\">1</a></sup></p><ol><li id=\"n1\">Reed, <em>Salt</em>, 12. <a href=\"#r1\">↩</a></li></ol>";
    let plain = "A claim <b>.[1] Another.[2]\n\n[1] Wells, 3.\n\n[2] Ames & Co, 4.\n";
    for (path, post, wanted) in [
        (
            "a.md",
            POST,
            vec![
                "John Reed, Salt Roads of the North (Leeds: Mill Press, 1999), 12.",
                "Ibid., 14.",
                "Anne Hall, Wells of the South & East (York: Wharf Press, 2003), 3. A second paragraph.",
                "Reed, Salt Roads, 15.",
            ],
        ),
        ("a.html", html, vec!["Reed, Salt, 12."]),
        ("a.txt", plain, vec!["Wells, 3.", "Ames & Co, 4."]),
    ] {
        let (_, analysis) = read(document(post, path));
        let found: Vec<String> = notes(&analysis).into_iter().map(|(_, text)| text).collect();
        assert_eq!(found, wanted, "{path}");
        assert!(analysis.document.markers.iter().all(|marker| marker.note.is_some()));
    }
    let text = open("x.docx", document(POST, "a.md")).unwrap().text;
    for line in [
        "# Salt and <i>wells</i>\n",
        "A claim, <i>in italics</i>,[^1] and another.[^2] See [the archive](<https://a.example/x?a=1&b=2>).\n",
        "Of two paragraphs.[^3]\n",
        "inner\n",
        "    A second paragraph.\n",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[test]
fn a_list_begins_with_its_number_and_a_link_has_its_address() {
    let parts = parts(&document("A.[^1]\n\n3. x\n4. y\n\n[^1]: See [b](https://c.d/?e&f).\n", "a.md"));
    assert!(parts["word/numbering.xml"].contains("<w:start w:val=\"3\"/>"));
    assert!(parts["word/_rels/footnotes.xml.rels"].contains("Target=\"https://c.d/?e&amp;f\" TargetMode=\"External\""));
    assert!(parts["word/footnotes.xml"].contains("<w:hyperlink r:id=\"link1\">"));
}

/// Tables with cells that cover others, pictures with and without a file, in both kinds of documents.
#[test]
fn tables_and_pictures_are_kept_or_named() {
    let post = "A.[^1]\n\n| *a* | b |\n|---|---|\n| c[^2] | d |\n\nSee ![A dot](dot.png) and ![](gone.svg).\n\n\
        <table><caption>Cap</caption><tr><td rowspan=2>e</td><td colspan=2>f</td></tr><tr><td>g</td><td>h</td></tr></table>\n\n\
        [^1]: Reed ![x](dot.png), 12.\n[^2]: Hall.\n";
    let dot = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x60\0\0\0\x30";
    let load = |address: &str| (address == "dot.png").then(|| dot.to_vec());
    let made = |system: &str| {
        let system = System::by_name(system).unwrap();
        let created = link_document(&Source::new("a.md", post), &Options::default(), system, &load).unwrap();
        assert_eq!(created.left_out, ["gone.svg"]);
        let text = open(format!("x.{}", system.name), created.bytes.clone()).unwrap().text.to_string();
        for line in [
            "<i>a</i>\n\nb\n\nc[^2]\n\nd\n",
            "See  and \\[gone.svg\\].",
            "Cap\n\ne\n\nf\n\ng\n\nh\n",
            "[^1]: Reed , 12.",
        ] {
            assert!(text.contains(line), "{line}: {text}");
        }
        parts(&created.bytes)
    };
    let docx = made("docx");
    let (text, notes) = (&docx["word/document.xml"], &docx["word/footnotes.xml"]);
    assert!(
        text.contains("<wp:extent cx=\"914400\" cy=\"457200\"/>") && text.contains("r:embed=\"picture1\""),
        "{text}"
    );
    assert!(
        docx["word/_rels/footnotes.xml.rels"].contains("Target=\"media/picture2.png\"")
            && notes.contains("r:embed=\"picture2\"")
    );
    let row = |xml: &str, start: &str, end: &str, cell: &str, text: &str| {
        let rows = xml.split(start).filter(|row| row.contains(text)).map(|row| row.split(end).next().unwrap());
        rows.last().unwrap().matches(cell).count()
    };
    assert_eq!(row(text, "<w:tr>", "</w:tr>", "<w:tc>", ">g<"), 3, "a cell goes on in one of the next row");
    for (tag, count) in [("<w:gridSpan w:val=\"2\"/>", 1), ("<w:vMerge w:val=\"restart\"/>", 1), ("<w:vMerge/>", 1)] {
        assert_eq!(text.matches(tag).count(), count, "{tag}: {text}");
    }
    let odt = made("odt");
    let text = &odt["content.xml"];
    assert!(
        text.contains("svg:width=\"1.00in\" svg:height=\"0.50in\"")
            && text.contains("xlink:href=\"Pictures/picture2.png\""),
        "{text}"
    );
    assert!(odt["META-INF/manifest.xml"].contains("full-path=\"Pictures/picture2.png\""));
    assert_eq!(row(text, "<table:table-row>", "</table:table-row>", "<table:table-cell", ">g<"), 2);
    for (tag, count) in
        [("number-columns-spanned=\"2\"", 1), ("number-rows-spanned=\"2\"", 1), ("<table:covered-table-cell/>", 2)]
    {
        assert_eq!(text.matches(tag).count(), count, "{tag}: {text}");
    }
}

/// A picture is read from the folder of its post and those below, and from nowhere else.
#[test]
fn only_pictures_below_a_post_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir_all(at("posts/img")).unwrap();
    let dot = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x60\0\0\0\x30";
    ["posts/img/a.png", "b.png"].iter().for_each(|name| std::fs::write(at(name), dot).unwrap());
    let post = format!("A.[^1] ![a](img/a.png) ![b](../b.png) ![c]({})\n\n[^1]: Reed.\n", at("b.png").display());
    std::fs::write(at("posts/a.md"), post).unwrap();
    let output = run(&["link", "PATH", "--to", "docx", "-o", at("a.docx").to_str().unwrap()], &at("posts/a.md"));
    assert!(output.status.success(), "{}", stderr(&output));
    let said = stderr(&output);
    assert!(said.contains("../b.png") && said.matches("is not in the document").count() == 2, "{said}");
    let names: Vec<String> = zip::ZipArchive::new(std::fs::File::open(at("a.docx")).unwrap())
        .unwrap()
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    assert_eq!(names.iter().filter(|name| name.starts_with("word/media/")).count(), 1);
}

#[test]
fn what_has_no_place_in_a_footnote_is_refused() {
    let error = |post: &str| {
        link_document(&Source::new("a.md", post), &Options::default(), System::by_name("docx").unwrap(), &|_| None)
            .unwrap_err()
            .to_string()
    };
    assert!(error("A.[^1] B.[^1]\n\n[^1]: Reed.\n").contains("several markers"));
}

#[test]
fn every_item_of_a_loose_list_has_its_bullet() {
    let post = "A.[^1]\n\n- One\n\n  and more\n\n- [Two](https://a.example)\n\n- *Three*\n\n[^1]: Reed.\n";
    let text = parts(&document(post, "a.md"))["word/document.xml"].clone();
    assert_eq!(text.matches("<w:numPr>").count(), 3, "{text}");
    assert_eq!(text.matches("<w:p>").count(), 5, "{text}");
}

#[test]
fn citations_become_live_and_typed_again() {
    let (source, before) = read(document(POST, "a.md"));
    let library =
        |records: &mut [ibid::Item]| "http://zotero.org/users/7/items/ABCD2345".clone_into(&mut records[0].id);
    let live = fields(&source, &Options::default(), library, "mhra-notes").unwrap();
    assert!(live.written >= 3, "{live:?}");
    let bytes = encode(&source, &live.text, None).unwrap();
    let (cited, after) = read(bytes.clone());
    assert_eq!(notes(&before), notes(&after));
    let names: Vec<String> = changed(source.packed.as_ref().unwrap(), &bytes);
    assert_eq!(names, ["[Content_Types].xml", "_rels/.rels", "docProps/custom.xml", "word/footnotes.xml"]);
    let parts = parts(&bytes);
    assert!(parts["docProps/custom.xml"].contains("http://www.zotero.org/styles/mhra-notes"));
    let data: Vec<serde_json::Value> = parts["word/footnotes.xml"]
        .split(" ADDIN ZOTERO_ITEM CSL_CITATION ")
        .skip(1)
        .map(|rest| {
            serde_json::from_str(
                &rest
                    .split(" </w:instrText>")
                    .next()
                    .unwrap()
                    .replace("&amp;", "&")
                    .replace("&gt;", ">")
                    .replace("&lt;", "<"),
            )
            .unwrap()
        })
        .collect();
    let shown: Vec<(&str, &str, &str)> = data
        .iter()
        .map(|cited| {
            let item = &cited["citationItems"][0];
            (
                item["uris"][0].as_str().unwrap(),
                item["locator"].as_str().unwrap_or(""),
                cited["properties"]["plainCitation"].as_str().unwrap(),
            )
        })
        .collect();
    let of_library = "http://zotero.org/users/7/items/ABCD2345";
    assert_eq!((shown[0].0, shown[0].1), (of_library, "12"));
    assert_eq!(shown[1], (of_library, "14", "Ibid., 14"));
    assert_eq!(data[0]["citationItems"][0]["itemData"]["title"], "Salt Roads of the North");
    // Read again, they are known: all of one source.
    let sources: Vec<_> = after
        .citations
        .iter()
        .zip(&after.resolutions)
        .filter(|(citation, _)| citation.record.is_some())
        .map(|(_, r)| (r.source, r.confidence))
        .collect();
    assert_eq!(sources.len(), live.written);
    assert!(sources[0] == sources[1] && sources[0].1 > 0.99, "{sources:?}");
    let plain = encode(&cited, &typed(&cited), None).unwrap();
    let (plain, _) = read(plain);
    assert_eq!(plain.text, source.text);
}

#[test]
fn live_citations_are_not_rewritten() {
    let (source, _) = read(document(PLAIN, "a.md"));
    let live = fields(&source, &Options::default(), |_| {}, "x").unwrap();
    let (folder, path) = folder(&encode(&source, &live.text, None).unwrap());
    let out = folder.path().join("out.docx");
    let output = run(&["restyle", "PATH", "--style", "mhra-notes", "-o", out.to_str().unwrap()], &path);
    assert_eq!(output.status.code(), Some(1), "some are left: {}", stderr(&output));
    assert!(stderr(&output).contains("a reference manager writes it"), "{}", stderr(&output));
    assert_eq!(std::fs::read(&out).unwrap(), std::fs::read(&path).unwrap());
}

#[test]
fn a_document_is_restyled_into_another_file_or_itself() {
    let bytes = document(PLAIN, "a.md");
    let (folder, path) = folder(&bytes);
    let out = folder.path().join("out.docx");
    let restyle = |more: &[&str]| run(&[&["restyle", "PATH", "--style", "mhra-notes"], more].concat(), &path);
    let output = restyle(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("-o FILE"), "{}", stderr(&output));
    assert!(restyle(&["-o", out.to_str().unwrap()]).status.success());
    let written = std::fs::read(&out).unwrap();
    assert_eq!(changed(&bytes, &written), ["word/footnotes.xml"]);
    assert_eq!(notes(&read(written.clone()).1)[0].1, "John Reed, Salt Roads of the North (Mill Press, 1999), p. 12.");
    assert!(restyle(&["--write", "--backup"]).status.success());
    assert_eq!(std::fs::read(&path).unwrap(), written);
    assert_eq!(std::fs::read(folder.path().join("thesis.docx.bak")).unwrap(), bytes);
}

#[test]
fn tracked_changes_can_be_accepted_or_rejected() {
    let bytes = document(PLAIN, "a.md");
    let (folder, path) = folder(&bytes);
    let out = folder.path().join("out.docx");
    let output =
        run(&["restyle", "PATH", "--style", "mhra-notes", "--track-changes", "-o", out.to_str().unwrap()], &path);
    assert!(output.status.success(), "{}", stderr(&output));
    let tracked = parts(&std::fs::read(&out).unwrap())["word/footnotes.xml"].clone();
    assert!(
        tracked.contains("<w:ins w:id=") && tracked.contains("<w:del w:id=") && tracked.contains("w:author=\"ibid\"")
    );
    let shown = |xml: &str, hidden: &str, text: &str| {
        let mut out = String::new();
        let mut rest = xml.to_owned();
        while let Some(at) = rest.find(&format!("<w:{hidden} ")) {
            let end = at + rest[at..].find(&format!("</w:{hidden}>")).unwrap() + hidden.len() + 5;
            rest.replace_range(at..end, "");
        }
        for piece in rest.split(&format!("<w:{text} xml:space=\"preserve\">")).skip(1).chain([]) {
            out.push_str(piece.split('<').next().unwrap());
        }
        out
    };
    let original = parts(&bytes)["word/footnotes.xml"].clone();
    let rejected = tracked.replace("w:delText", "w:t");
    assert_eq!(shown(&rejected, "ins", "t"), shown(&original, "ins", "t"));
    let accepted = shown(&tracked, "del", "t");
    assert!(accepted.contains("(Mill Press, 1999), p. 12."), "{accepted}");
}

#[test]
fn a_finding_in_a_document_is_mended() {
    let post = "One [^1] and more.\n\n[^1]: John Reed, *Salt Roads of the North* (Leeds: Mill Press, 1999), 12.\n";
    let (_folder, path) = folder(&document(post, "a.md"));
    let output = run(&["check", "--fix", "--quiet", "PATH"], &path);
    assert!(output.status.success(), "{}", stderr(&output));
    let (source, _) = read(std::fs::read(&path).unwrap());
    assert!(source.text.starts_with("One[^1] and more.\n"), "{}", source.text);
}

/// A document whose notes are typed: each string is a paragraph; what stands in `^…^` is raised, or a link where it begins with `http`.
/// `links` are the relationships.
fn typed_docx(paragraphs: &[&str], links: &str) -> Vec<u8> {
    use std::io::Write;
    let paragraph = |text: &&str| {
        let runs = text.split('^').enumerate().map(|(place, text)| {
            let raised = if place % 2 == 1 { "<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>" } else { "" };
            if text.starts_with("http") {
                format!("<w:hyperlink r:id=\"rId7\"><w:r><w:t>{text}</w:t></w:r></w:hyperlink>")
            } else {
                format!("<w:r>{raised}<w:t xml:space=\"preserve\">{text}</w:t></w:r>")
            }
        });
        format!("<w:p w:rsidR=\"1\"><w:pPr><w:jc w:val=\"both\"/></w:pPr>{}</w:p>", runs.collect::<String>())
    };
    let body: String = paragraphs.iter().map(paragraph).collect();
    let document = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>{body}</w:body></w:document>"
    );
    let links = format!("<Relationships xmlns=\"x\">{links}</Relationships>");
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", "<Types></Types>"),
        ("word/document.xml", &document),
        ("word/_rels/document.xml.rels", &links),
    ] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn footnoted(bytes: Vec<u8>) -> Result<Vec<u8>, String> {
    let source = open("x.docx", bytes).unwrap();
    let linked = link_document(&source, &Options::default(), System::by_name("docx").unwrap(), &|_| None);
    linked.map(|created| created.bytes).map_err(|error| error.to_string())
}

const REED: &str = "John Reed, Salt Roads of the North (Leeds: Mill Press, 1999), 12.";

#[test]
fn typed_notes_become_footnotes() {
    let first = format!("[1] {REED}");
    let raised = format!("^1^ {REED}");
    let link = "<Relationship Id=\"rId7\" Type=\"t\" Target=\"http://a.b/?c&amp;d\" TargetMode=\"External\"/>";
    let table: &[(&[&str], &str)] = &[
        (&["A claim[1] here.", "More.[2]", &first, "[2] See ^http://a.b^."], "A claim[^1] here.\n\nMore.[^2]\n\n"),
        (
            &["A claim^1^ here.", "More.^2^", "Notes", &raised, "^2^ Ibid., 14."],
            "A claim[^1] here.\n\nMore.[^2]\n\nNotes\n\n",
        ),
    ];
    for (paragraphs, body) in table {
        let written = footnoted(typed_docx(paragraphs, link)).unwrap();
        let (source, analysis) = read(written.clone());
        assert!(source.text.starts_with(body), "{}", source.text);
        assert_eq!(notes(&analysis)[0], ("1".to_owned(), REED.to_owned()));
        assert_eq!(analysis.document.notes.len(), 2);
        let parts = parts(&written);
        assert!(parts["[Content_Types].xml"].contains("/word/footnotes.xml"));
        assert!(
            parts["word/_rels/document.xml.rels"].contains("footnotes.xml")
                && parts["word/_rels/document.xml.rels"].contains("rId7")
        );
        assert!(!parts["word/footnotes.xml"].contains("w:jc"), "the look of the text stays there");
        if paragraphs[3].contains("http") {
            assert!(parts["word/footnotes.xml"].contains("<w:hyperlink r:id=\"ibid1\">"));
            assert!(
                parts["word/_rels/footnotes.xml.rels"]
                    .contains("Id=\"ibid1\" Type=\"t\" Target=\"http://a.b/?c&amp;d\"")
            );
        }
        let again = footnoted(written).unwrap_err();
        assert!(again.contains("true ones already"), "{again}");
    }
}

#[test]
fn notes_that_cannot_become_footnotes_are_named() {
    let first = format!("[1] {REED}");
    let gap = format!("[3] {REED}");
    let table: &[(&[&str], &str)] = &[
        (&["A[1] and[1] b.[2]", &first, "[2] Hall, 3."], "several markers"),
        (&["A claim.[1, 2]", &first, "[2] Hall, 3."], "shares its brackets"),
        (&["A claim.[1] See note 3.[3]", &first, &gap], "another number"),
        (&["A claim without a note."], "no notes"),
    ];
    for (paragraphs, said) in table {
        let error = footnoted(typed_docx(paragraphs, "")).map(|_| paragraphs).unwrap_err();
        assert!(error.contains(said), "{paragraphs:?}: {error}");
    }
}
