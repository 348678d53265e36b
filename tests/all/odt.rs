//! Documents of LibreOffice: made of posts, restyled, mended, with live citations and without. Each is read again by ibid itself here;
//! `tests/word/corpus.py` has other programs read them.

use std::path::PathBuf;

use ibid::document::encode;
use ibid::link::{System, fields, link_document, typed};
use ibid::{Analysis, Options, Source, open};

use crate::cli::{ibid, stderr};

const POST: &str = "# Salt and *wells*\n\nA claim, *in italics*,[^1] with `code`, and another.[^2] See [the archive](https://a.example/x?a=1&b=2).\n\n\
    > A quotation.[^3]\n\n3. One\n4. Two\n   - inner\n\n```\na  b\n```\n\n\
    [^1]: John Reed, *Salt Roads of the North* (Leeds: Mill Press, 1999), 12.\n[^2]: Ibid., 14.\n\
    [^3]: Anne Hall, *Wells of the South & East* (York: Wharf Press, 2003), 3.\n\n    See [b](https://c.d/).\n";

/// A post whose citations all can be restyled.
const PLAIN: &str = "One [^1] and more.[^2]\n\n[^1]: John Reed, *Salt Roads of the North* (Leeds: Mill Press, 1999), 12.\n[^2]: Ibid., 14.\n";

fn document(post: &str) -> Vec<u8> {
    link_document(&Source::new("a.md", post), &Options::default(), System::by_name("odt").unwrap(), &|_| None)
        .unwrap()
        .bytes
}

fn read(bytes: Vec<u8>) -> Source {
    open("x.odt", bytes).unwrap()
}

fn analysis(source: &Source) -> Analysis {
    Analysis::of(std::slice::from_ref(source), &Options::default())
}

/// The document in a folder, and the name of another file there.
fn folder(bytes: &[u8]) -> (tempfile::TempDir, String, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("thesis.odt");
    std::fs::write(&path, bytes).unwrap();
    let out = folder.path().join("out.odt");
    (folder, path.to_str().unwrap().to_owned(), out)
}

#[test]
fn a_post_becomes_a_document_with_footnotes() {
    let text = read(document(POST)).text;
    for line in [
        "# Salt and <i>wells</i>\n",
        "A claim, <i>in italics</i>,[^1] with code, and another.[^2] See [the archive](<https://a.example/x?a=1&b=2>).\n",
        "A quotation.[^3]\n",
        "One\n\nTwo\n\ninner\n\na  b\n",
        "[^3]: Anne Hall, <i>Wells of the South \\& East</i> (York: Wharf Press, 2003), 3.\n\n    See [b](<https://c.d/>).\n",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[test]
fn citations_become_live_and_typed_again() {
    let source = read(document(POST));
    let live = fields(&source, &Options::default(), |_| {}, "mhra-notes").unwrap();
    assert!(live.written >= 2, "{live:?}");
    let cited = read(encode(&source, &live.text, None).unwrap());
    let after = analysis(&cited);
    let known = after.citations.iter().zip(&after.resolutions).filter(|(citation, _)| citation.record.is_some());
    let sources: Vec<_> = known.map(|(_, resolution)| resolution.source).collect();
    assert_eq!(sources.len(), live.written);
    assert_eq!(sources[0], sources[1], "Ibid. cites the same record");
    let plain = read(encode(&cited, &typed(&cited), None).unwrap());
    assert_eq!(plain.text, source.text);
}

#[test]
fn a_document_is_restyled_and_mended() {
    let (_folder, path, out) = folder(&document(PLAIN));
    let output = ibid(&["restyle", &path, "--style", "mhra-notes", "-o", out.to_str().unwrap()], "");
    assert!(output.status.success(), "{}", stderr(&output));
    let text = read(std::fs::read(&out).unwrap()).text;
    assert!(text.contains("<i>Salt Roads of the North</i> (Mill Press, 1999), p. 12.\n"), "{text}");
    let output = ibid(&["check", "--fix", "--quiet", &path], "");
    assert!(output.status.success(), "{}", stderr(&output));
    let text = read(std::fs::read(&path).unwrap()).text;
    assert!(text.starts_with("One[^1] and more.[^2]\n"), "{text}");
}

#[test]
fn changes_are_tracked() {
    let (_folder, path, out) = folder(&document(PLAIN));
    let output = ibid(&["restyle", &path, "--style", "mhra-notes", "--track-changes", "-o", out.to_str().unwrap()], "");
    assert!(output.status.success(), "{}", stderr(&output));
    let source = read(std::fs::read(&out).unwrap());
    assert!(source.text.contains("<i>Salt Roads of the North</i> (Mill Press, 1999), p. 12.\n"), "{}", source.text);
    let mut archive = zip::ZipArchive::new(std::fs::File::open(&out).unwrap()).unwrap();
    let content = std::io::read_to_string(archive.by_name("content.xml").unwrap()).unwrap();
    assert_eq!(
        content.matches("<dc:creator>ibid</dc:creator>").count(),
        content.matches("<text:changed-region").count()
    );
    assert!(
        content.contains("<text:p text:style-name=\"Footnote\">Leeds:<text:s/></text:p></text:deletion>"),
        "{content}"
    );
}

#[test]
fn typed_notes_become_footnotes() {
    use std::io::Write;
    let content = "<office:document-content><office:body><office:text><text:p>A <text:span>claim[1]</text:span> here.</text:p><text:p>More.[2]</text:p>\
        <text:h>Notes</text:h><text:p text:style-name=\"P1\">[1] John Reed, Salt Roads of the North (Leeds: Mill Press, 1999), 12.</text:p>\
        <text:p>[2] See <text:a xlink:href=\"http://a.b\">a.b</text:a>.</text:p></office:text></office:body></office:document-content>";
    let packed = |content: &str| {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        archive.start_file("content.xml", zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
        archive.finish().unwrap().into_inner()
    };
    let link = |content: &str| {
        let source = read(packed(content));
        link_document(&source, &Options::default(), System::by_name("odt").unwrap(), &|_| None)
    };
    let written = read(link(content).unwrap().bytes);
    assert_eq!(
        *written.text,
        *"A claim[^1] here.\n\nMore.[^2]\n\n# Notes\n\n[^1]: John Reed, Salt Roads of the North (Leeds: Mill Press, 1999), 12.\n\n[^2]: See [a.b](<http://a.b>).\n\n"
    );
    let listed = content
        .replace("<text:p>[2]", "<text:list><text:list-item><text:p>[2]")
        .replace("</text:p></office:text>", "</text:p></text:list-item></text:list></office:text>");
    let error = link(&listed).unwrap_err().to_string();
    assert!(error.contains("cannot change this paragraph"), "an empty item would be left: {error}");
}
