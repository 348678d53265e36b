//! What the fuzz targets hold: each takes any bytes. The test suite runs the same over `fuzz/seeds` (`tests/all/replay.rs`).

use ibid::analysis::{Analysis, Options};
use ibid::convert::{ConvertOptions as Writing, named};
use ibid::document::{Format, flatten, open, posts, read};
use ibid::link::{System, link as relink};
use ibid::lint::{Preset, Safety, Settings, check, mend};
use ibid::reference::parse as read_reference;
use ibid::render::{OutputFormat, Renderer, Request, Style};
use ibid::restyle::{Wishes, restyle as put_on};
use ibid::text::{Source, Span};

/// A target: its name, and what holds for any input.
type Target = (&'static str, fn(&[u8]));

/// Runs a target.
pub(crate) fn run(name: &str, data: &[u8]) {
    let (_, target) = TARGETS.iter().find(|(other, _)| *other == name).expect("a target");
    target(data);
}

/// All targets.
pub(crate) const TARGETS: &[Target] = &[
    ("readers", readers),
    ("bytes", bytes),
    ("inline", inline),
    ("parse", parse),
    ("checks", checks),
    ("restyle", restyle),
    ("link", link),
    ("csl", csl),
    ("bibtex", bibtex),
    ("ris", ris),
];

/// A post in the format that its first byte chooses.
fn post(data: &[u8]) -> Option<(Format, Source)> {
    let (first, rest) = data.split_first()?;
    let names: Vec<&str> = Format::names().collect();
    let format = Format::by_name(names[usize::from(*first) % names.len()]).ok()?;
    Some((format, Source::new("x", String::from_utf8_lossy(rest))))
}

fn reading(format: Format) -> Options {
    Options { format: Some(format), ..Options::default() }
}

/// Every reader on any text: no panic, and no span outside the text or inside a character.
fn readers(data: &[u8]) {
    let Some((format, source)) = post(data) else { return };
    let document = read(&[source], Some(format));
    let fits = |span: Span| assert!(document.text.get(span.start..span.end).is_some(), "{span:?}");
    document.markers.iter().for_each(|marker| fits(marker.span));
    for note in &document.notes {
        fits(note.span);
        fits(note.head);
        fits(note.body.source(Span::new(0, note.body.text.len())));
    }
    document.bibliography.iter().for_each(|entry| fits(entry.span));
    document.prose().for_each(|flat| fits(flat.source(Span::new(0, flat.text.len()))));
    document.problems.iter().for_each(|problem| fits(problem.span));
}

/// Any bytes as a file: a source or an error, and places that lie in the file.
fn bytes(data: &[u8]) {
    let Ok(source) = open("x", data.to_vec()) else { return };
    let is_packed = data.starts_with(b"PK");
    for post in posts(&source) {
        let document = read(std::slice::from_ref(&post), None);
        assert!(document.notes.iter().all(|note| post.on_disk(note.span).end <= data.len()));
    }
    let document = read(std::slice::from_ref(&source), None);
    assert!(is_packed || document.markers.iter().all(|marker| source.on_disk(marker.span).end <= data.len()));
}

/// Inline markup: the flat text leads back into the text that it was made of.
fn inline(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let flat = flatten(&text, 0);
    for (at, c) in flat.text.char_indices() {
        let source = flat.source(Span::new(at, at + c.len_utf8()));
        assert!(text.get(source.start..source.end).is_some(), "{source:?}");
    }
}

/// Any text as a reference: every field lies in it, and the labelled stretches follow each other.
fn parse(data: &[u8]) {
    let flat = flatten(&String::from_utf8_lossy(data), 0);
    let reference = read_reference(&flat);
    for field in &reference.fields {
        assert!(flat.text.get(field.span.start..field.span.end).is_some(), "{field:?}");
    }
    for pair in reference.segments.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "{pair:?}");
    }
    _ = serde_json::to_string(&reference.record()).expect("a record is JSON");
}

/// All rules and their fixes: no finding outside the text, no marker loses its note, and a second run changes nothing.
fn checks(data: &[u8]) {
    let Some((format, source)) = post(data) else { return };
    let (options, settings) = (reading(format), Settings::of(Preset::Strict));
    let analysis = Analysis::of(std::slice::from_ref(&source), &options);
    for finding in check(&analysis, None, &settings) {
        finding.checked(&analysis.document.text).expect("a finding that can be shown");
    }
    let mended = |text: &str, least| {
        mend(&[Source::new("x", text)], &options, least, |analysis| check(analysis, None, &settings)).texts.concat()
    };
    let safe = mended(&source.text, Safety::Safe);
    assert_eq!(mended(&safe, Safety::Safe), safe, "a second run changes it");
    let after = Analysis::of(&[Source::new("x", mended(&source.text, Safety::Unsafe))], &options);
    assert!(orphans(&after) <= orphans(&analysis), "a marker lost its note");
}

/// The markers without a note.
fn orphans(analysis: &Analysis) -> usize {
    analysis.document.markers.iter().filter(|marker| marker.note.is_none()).count()
}

/// A post in another style: the same markers and notes, and nothing to change the second time.
fn restyle(data: &[u8]) {
    let Some((format, source)) = post(data) else { return };
    let style = Style::find("blog-notes-ibid").expect("a style of ours");
    let options = reading(format);
    let Ok(once) = put_on(&source, &options, &style, Wishes::default()) else { return };
    let counted = |text: &str| {
        let document = read(&[Source::new("x", text)], Some(format));
        (document.markers.len(), document.notes.len())
    };
    assert_eq!(counted(&once.text), counted(&source.text), "markers and notes");
    let again = put_on(&Source::new("x", once.text.as_str()), &options, &style, Wishes::default()).expect("restyled");
    assert_eq!(again.text, once.text, "a second run changes it");
}

/// A post in other systems of notes: an error, or a post that has as many markers with a note.
fn link(data: &[u8]) {
    let Some((format, source)) = post(data) else { return };
    let options = reading(format);
    for name in ["markdown", "html", "wordpress", "latex", "text"] {
        let system = System::by_name(name).expect("a system of ours");
        drop(relink(&source, &options, system));
    }
}

/// Any text as a style: an error, or a style that writes a note.
fn csl(data: &[u8]) {
    let Ok(style) = Style::from_csl(&String::from_utf8_lossy(data)) else { return };
    let item = serde_json::from_str(r#"{"id":"x","type":"book","title":"Coal","author":[{"family":"Cole"}]}"#);
    let items = [item.expect("a record")];
    let request = r#"{"citations":[{"note":1,"items":[{"id":"x","locator":"23","label":"page"}]},{"note":2,"items":[{"id":"x"}]}],"bibliography":["x"]}"#;
    let request: Request = serde_json::from_str(request).expect("a request");
    drop(Renderer::new(&style, &items).render(&request, OutputFormat::Text));
}

/// Any text as a bibliography in BibTeX: what is read can be written, and is read again.
fn bibtex(data: &[u8]) {
    bibliography("bibtex", data);
}

/// Any text as a bibliography in RIS.
fn ris(data: &[u8]) {
    bibliography("ris", data);
}

fn bibliography(format: &str, data: &[u8]) {
    let format = named(format).expect("a format of ours");
    let read = (format.read)(&String::from_utf8_lossy(data));
    let Some(write) = format.write else { return };
    let again = (format.read)(&write(&read, &Writing::default()));
    assert_eq!(again.items.len(), read.items.len(), "as many records as before");
}
