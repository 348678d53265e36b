//! What programs that build on the library may rely on.

use ibid::{Analysis, Document, Options, api};

/// Data crosses threads.
#[test]
fn data_is_send_and_sync() {
    fn holds<T: Send + Sync + 'static>() {}
    holds::<ibid::Analysis>();
    holds::<ibid::Options>();
    holds::<ibid::Source>();
    holds::<ibid::Document>();
    holds::<ibid::Finding>();
    holds::<ibid::Mended>();
    holds::<ibid::Settings>();
    holds::<ibid::Reference>();
    holds::<ibid::Work>();
    holds::<ibid::Item>();
    holds::<ibid::Style>();
    holds::<ibid::Rendered>();
    holds::<ibid::Restyled>();
    holds::<api::Inspection>();
    holds::<api::Report>();
    holds::<api::CiteAnswer>();
    holds::<api::Segments>();
    holds::<api::Rules>();
}

/// Notes without a document are read as the same notes in one.
#[test]
fn notes_alone_are_read_as_in_a_document() {
    let notes = [
        "Agnes Quill, *The Harbour and Its People* (Ardmouth: Ardmouth University Press, 1994), 12.",
        "Ibid., 14.",
        "This is a matter of some dispute in the town.",
        "Quill, *The Harbour*, 99.",
    ];
    let options = Options { language: Some("en".into()), ..Options::default() };
    let alone = Analysis::of_document(Document::from_notes(notes), &options);
    let post: String =
        (1..).zip(notes).map(|(number, note)| format!("So.[^{number}]\n\n[^{number}]: {note}\n\n")).collect();
    let within = Analysis::of(&[ibid::Source::new("post.md", post)], &options);
    let told = |analysis: &Analysis| {
        let sources = analysis.resolutions.iter().map(|resolution| resolution.source).collect::<Vec<_>>();
        let titles = analysis.works.iter().map(|work| work.item.clone()).collect::<Vec<_>>();
        (sources, titles, analysis.citations.iter().map(|citation| citation.kind).collect::<Vec<_>>())
    };
    assert_eq!(told(&alone), told(&within));
    assert_eq!(alone.works.len(), 1);
    let spans: Vec<&str> = alone.document.notes.iter().map(|note| note.span.of(&alone.document.text)).collect();
    assert_eq!(spans, notes);
}

#[test]
fn no_notes_are_a_document_too() {
    let analysis = Analysis::of_document(Document::from_notes(Vec::<String>::new()), &Options::default());
    assert!(analysis.document.notes.is_empty() && analysis.citations.is_empty());
}
