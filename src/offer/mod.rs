//! Changes that a writer may ask for where the cursor stands, beside the fixes of findings. Each is verified before anyone
//! sees it, as a fix is.

mod complete;
mod insert;
mod rename;
mod short;

pub use complete::{Completion, CompletionKind, completions};
pub use rename::{RenameError, Renamed, nameable, rename};

use crate::analysis::{Analysis, Harm, Options, Subject};
use crate::document::Format;
use crate::link::{LinkError, System, link};
use crate::lint::{self, Fix, fixes};
use crate::text::{Source, Span};

/// A change that can be asked for.
#[derive(Debug, Clone)]
pub struct Offer {
    /// What it does, in the imperative.
    pub title: String,
    way: OfferKind,
}

/// How an offer is made.
#[derive(Debug, Clone)]
enum OfferKind {
    /// By some edits.
    Edits(Fix),
    /// By a new note, whose marker stands at this offset.
    Note(usize),
    /// By turning the notes into those of another system.
    Link(&'static System),
}

/// Why an offer cannot be met.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OfferError {
    /// The document would not say the same.
    #[error("this cannot be done safely: {0}")]
    Harm(#[from] Harm),
    /// The notes cannot be turned into those of the other system.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// A note cannot be put in at this place.
    #[error("ibid cannot write a note at this place")]
    NoPlace,
}

/// Returns what can be asked for at a place of the text.
///
/// ```
/// use ibid::{Analysis, Options, Source, offer};
/// let post = Source::new("post.md", "One.[^1] Two.[^2]\n\n[^1]: Lucy Wells, *Salt* (London: Cape, 1987), 3.\n[^2]: Ibid., 7.\n");
/// let analysis = Analysis::of(std::slice::from_ref(&post), &Options::default());
/// let place = post.text.find("Ibid").unwrap();
/// let offers = offer::at(&analysis, place);
/// let changed = offers[0].text(&post, &analysis, &Options::default()).unwrap();
/// assert_eq!(offers[0].title, "write “Wells, *Salt*” instead of “Ibid.”");
/// assert!(changed.ends_with("[^2]: Wells, *Salt*, 7.\n"));
/// ```
#[must_use]
pub fn at(analysis: &Analysis, offset: usize) -> Vec<Offer> {
    let subject = analysis.at(offset);
    let citation = match subject {
        Some(Subject::Citation(index)) => short::offers(analysis, index),
        _ => Vec::new(),
    };
    let place = insert::marker_offset(analysis, subject, offset);
    let note = place.map(|place| Offer { title: insert::title(subject).to_owned(), way: OfferKind::Note(place) });
    let whole = if subject.is_some() { whole(analysis) } else { Vec::new() };
    citation.into_iter().map(Offer::of).chain(note).chain(whole).collect()
}

/// What can be done to all notes.
fn whole(analysis: &Analysis) -> Vec<Offer> {
    let fixes = [fixes::renumber(analysis), fixes::reorder(analysis)].into_iter().flatten().map(Offer::of);
    fixes.chain(footnotes(analysis)).collect()
}

/// Turns typed notes into footnotes of their format.
fn footnotes(analysis: &Analysis) -> Option<Offer> {
    let document = &analysis.document;
    let system = System::by_name(document.format.name()).ok().filter(|_| document.format != Format::PLAIN)?;
    let is_typed = |span: Span| span.of(&document.text).starts_with('[') && !span.of(&document.text).starts_with("[^");
    let typed = document.notes.iter().any(|note| is_typed(note.span) && !note.markers.is_empty());
    typed.then(|| Offer {
        title: format!("turn typed notes into footnotes ({})", system.name),
        way: OfferKind::Link(system),
    })
}

impl Offer {
    fn of(fix: Fix) -> Self {
        Self { title: fix.message.clone(), way: OfferKind::Edits(fix) }
    }

    /// Returns the document after the change, which was read again and verified.
    ///
    /// # Errors
    /// When the document would not say the same.
    pub fn text(&self, source: &Source, analysis: &Analysis, options: &Options) -> Result<String, OfferError> {
        match &self.way {
            OfferKind::Edits(fix) => Ok(made(source, analysis, options, fix)?),
            OfferKind::Note(place) => insert::note(source, analysis, options, *place),
            OfferKind::Link(system) => Ok(link(source, options, system)?),
        }
    }
}

/// The document with a fix made and verified.
fn made(source: &Source, analysis: &Analysis, options: &Options, fix: &Fix) -> Result<String, Harm> {
    let texts = lint::attempt(std::slice::from_ref(source), analysis, options, fix)?;
    Ok(texts.into_iter().next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of the offer whose title begins so; `None` where it is not made, or is refused.
    fn taken(name: &str, post: &str, title: &str) -> Option<String> {
        let (post, at) = (post.replace('|', ""), post.find('|').unwrap());
        let source = Source::new(name, post);
        let analysis = Analysis::of(std::slice::from_ref(&source), &Options::default());
        let offer = super::at(&analysis, at).into_iter().find(|offer| offer.title.starts_with(title))?;
        offer.text(&source, &analysis, &Options::default()).inspect_err(|error| eprintln!("{title}: {error}")).ok()
    }

    const WELLS: &str = "Lucy Wells, *Salt Roads* (London: Cape, 1987)";
    const REED: &str = "Ada Reed, *Mills and Mines* (York: Hill, 1990)";

    fn post(notes: &[&str]) -> String {
        let markers: String = (1..=notes.len()).map(|note| format!("Claim {note}.[^{note}]\n")).collect();
        let notes = notes.iter().enumerate().map(|(at, note)| format!("[^{}]: {note}\n", at + 1));
        format!("{markers}\n{}", notes.collect::<String>())
    }

    #[track_caller]
    fn changes(title: &str, notes: &[&str], changed: usize, expected: &str) {
        let got = taken("post.md", &post(notes), title);
        let mut wanted: Vec<String> = notes.iter().map(|note| note.replace('|', "")).collect();
        expected.clone_into(&mut wanted[changed]);
        let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        assert_eq!(got.as_deref(), Some(post(&wanted).as_str()), "{title}");
    }

    #[test]
    fn forms_of_a_citation_are_exchanged() {
        let (full, other) = (format!("{WELLS}, 3."), format!("{REED}, 5."));
        changes("write “Wells", &[&full, "|Ibid., 7."], 1, "Wells, *Salt Roads*, 7.");
        changes("write “Ibid.”", &[&full, "W|ells, *Salt Roads*, 7."], 1, "Ibid., 7.");
        changes("give the source in full", &[&full, &other, "Wells, *Salt| Roads*, 7."], 2, &format!("{WELLS}, 7."));
        changes("shorten", &[&full, &other, &format!("|{WELLS}, 9.")], 2, "Wells, *Salt Roads*, 9.");
    }

    #[test]
    fn german_notes_get_german_words() {
        let full = "Lucy Wells: Die Salzstraßen und ihre Geschichte. Berlin: Reimer 1987, S. 3.";
        let post = format!(
            "Das ist die Behauptung, die hier aufgestellt wird.[^1]\nUnd noch eine, die niemand bestreitet.[^2]\n\n[^1]: {full}\n[^2]: Wells, Die| Salzstraßen, S. 7.\n"
        );
        let changed = taken("post.md", &post, "write “Ebd.”").unwrap();
        assert!(changed.ends_with("[^2]: Ebd., S. 7.\n"), "{changed}");
        let cited = post.replace("Wells, Die| Salzstraßen", "We|lls, a. a. O.");
        let changed = taken("post.md", &cited, "write “Wells").unwrap();
        assert!(changed.ends_with("[^2]: Wells: Die Salzstraßen und ihre Geschichte, S. 7.\n"), "{changed}");
    }

    #[test]
    fn what_would_mean_another_source_is_not_offered() {
        let (full, other) = (format!("{WELLS}, 3."), format!("{REED}, 5."));
        for (title, notes) in [
            ("write “Ibid.”", vec![full.as_str(), &other, "W|ells, *Salt Roads*, 7."]),
            (
                "write “Ibid.”",
                vec![&full, "Ada Reed, *Mills and Mines* (York: Hill, 1990), 3; W|ells, *Salt Roads*, 7."],
            ),
            ("shorten", vec!["|Lucy Wells, *Salt Roads* (London: Cape, 1987), 3."]),
            ("give the source in full", vec!["Nob|ody knew."]),
        ] {
            assert_eq!(taken("post.md", &post(&notes), title), None, "{title} {notes:?}");
        }
    }

    #[test]
    fn a_new_note_keeps_every_ibid() {
        let text = format!("One.[^1] Two|.[^2] Three.[^3]\n\n[^1]: {WELLS}, 3.\n[^2]: Ibid., 7.\n[^3]: Ibid., 9.\n");
        let changed = taken("post.md", &text, "insert a note here").unwrap();
        let expected = format!(
            "One.[^1] Two[^2].[^3] Three.[^4]\n\n[^1]: {WELLS}, 3.\n[^2]: …\n[^3]: Wells, *Salt Roads*, 7.\n[^4]: Ibid., 9.\n"
        );
        assert_eq!(changed, expected);
    }

    #[test]
    fn a_new_note_before_another_is_numbered_in_typed_notes_too() {
        let text = format!("One.[1] Two.|[2] See note 2.\n\n[1] {WELLS}, 3.\n\n[2] Reed, *Mills*, 7.\n");
        let changed = taken("post.txt", &text, "insert a note before this one").unwrap();
        assert!(changed.starts_with("One.[1] Two.[2][3] "), "{changed}");
        assert!(changed.ends_with("\n\n[2] …\n\n[3] Reed, *Mills*, 7.\n"), "{changed}");
    }

    #[test]
    fn no_note_is_put_into_a_note_or_a_page_of_links() {
        assert_eq!(taken("post.md", "One.[^1]\n\n[^1]: Nobody| knew.\n", "insert"), None);
        let html = "<p>On|e.<sup id=\"r1\"><a href=\"#fn1\">1</a></sup></p><ol><li id=\"fn1\">Reed. <a href=\"#r1\">↩</a></li></ol>";
        assert_eq!(taken("post.html", html, "insert"), None);
    }

    #[test]
    fn all_notes_are_renumbered_moved_and_linked() {
        let gap = "One.|[^1] Two.[^3]\n\n[^1]: Nobody knew.\n[^3]: They never asked.\n";
        assert!(taken("post.md", gap, "renumber").unwrap().contains("Two.[^2]"));
        let disorder = "One.|[^a] Two.[^b]\n\n[^b]: Nobody knew.\n[^a]: They never asked.\n";
        assert!(
            taken("post.md", disorder, "move the notes")
                .unwrap()
                .ends_with("[^a]: They never asked.\n[^b]: Nobody knew.\n")
        );
        let typed = "One.|[1] Two.[2]\n\n[1] Nobody knew.\n\n[2] They never asked.\n";
        assert!(
            taken("post.md", typed, "turn typed notes").unwrap().starts_with("One.[^1] Two.[^2]\n\n[^1]: Nobody knew.")
        );
        assert_eq!(taken("post.txt", typed, "turn typed notes"), None);
    }
}
