//! Another label for a note, everywhere it is named.

use crate::analysis::{Analysis, Change, Harm, Options, Subject, mentions, verify};
use crate::lint::fixes::label_span;
use crate::text::{Edit, Source, Span, apply};

/// A note under another label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// The edits that rename it.
    pub edits: Vec<Edit>,
    /// True if another note has the label already, so that the two become one.
    pub merges: bool,
}

/// Why a note cannot be renamed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenameError {
    /// There is no label here.
    #[error("there is no label of a note here")]
    NoLabel,
    /// The format would not read the label as one.
    #[error("“{0}” cannot be the label of a note here")]
    Unreadable(String),
    /// The document would not say the same.
    #[error("the note cannot be renamed: {0}")]
    Harm(#[from] Harm),
}

/// Returns the label that can be renamed at a place of the text, and where it is typed.
#[must_use]
pub fn nameable(analysis: &Analysis, offset: usize) -> Option<(Span, &str)> {
    let document = &analysis.document;
    let (label, whole) = match analysis.at(offset)? {
        Subject::Marker(index) => document.markers.get(index).map(|marker| (&marker.label, marker.span))?,
        Subject::Note(index) => document.notes.get(index).map(|note| (&note.label, note.head))?,
        _ => return None,
    };
    let holds = |span: &Span| span.start <= offset && offset <= span.end;
    let typed = label_span(&document.text, whole, label).filter(|_| holds(&whole))?;
    Some((typed, label))
}

/// Renames the note whose label stands at a place: at its definition, its markers, and where the text names it by number.
///
/// # Errors
/// When there is no label, or the result would be read otherwise.
///
/// ```
/// use ibid::{Analysis, Options, Source, offer, text};
/// let post = Source::new("post.md", "One.[^a] Two.[^a]\n\n[^a]: Nobody knew.\n");
/// let analysis = Analysis::of(std::slice::from_ref(&post), &Options::default());
/// let renamed = offer::rename(&post, &analysis, &Options::default(), 6, "salt").unwrap();
/// assert_eq!(text::apply(&post.text, &renamed.edits).unwrap(), "One.[^salt] Two.[^salt]\n\n[^salt]: Nobody knew.\n");
/// ```
pub fn rename(
    source: &Source,
    analysis: &Analysis,
    options: &Options,
    offset: usize,
    new: &str,
) -> Result<Renamed, RenameError> {
    let (_, old) = nameable(analysis, offset).ok_or(RenameError::NoLabel)?;
    let document = &analysis.document;
    let heads = document.notes.iter().filter(|note| note.label == old && !note.head.is_empty()).map(|note| note.head);
    let markers = document.markers.iter().filter(|marker| marker.label == old);
    // A link finds its note by a name that is not shown.
    if markers.clone().any(|marker| !marker.target.is_empty() && marker.target != marker.label) {
        return Err(RenameError::NoLabel);
    }
    let places = heads.chain(markers.map(|marker| marker.span));
    let labels = places.map(|span| label_span(&document.text, span, old)).collect::<Option<Vec<Span>>>();
    let named = mentions(analysis).into_iter().filter(|mention| mention.certain && mention.label == old);
    let mut spans: Vec<Span> = labels.ok_or(RenameError::NoLabel)?;
    spans.extend(named.map(|mention| mention.span));
    spans.sort_unstable();
    spans.dedup();
    let replaced = spans.clone();
    let edits: Vec<Edit> = spans.into_iter().map(|span| Edit::replace(span, new)).collect();
    let merges = document.notes.iter().any(|note| note.label == new) && new != old;
    let change = Change { edits, meanings: Vec::new(), replaced };
    is_read(source, analysis, options, &change, old, new, merges)?;
    Ok(Renamed { edits: change.edits, merges })
}

/// Reads the result again. Two notes of one label are not what was there before: then only the markers are counted.
fn is_read(
    source: &Source,
    analysis: &Analysis,
    options: &Options,
    change: &Change,
    old: &str,
    new: &str,
    merges: bool,
) -> Result<(), RenameError> {
    let unreadable = || RenameError::Unreadable(new.to_owned());
    let text = apply(&source.text, &change.edits).map_err(|_| unreadable())?;
    let after = Analysis::of(&[Source::new(&*source.path, text)], options);
    let count = |analysis: &Analysis, labels: &[&str]| {
        analysis.document.markers.iter().filter(|marker| labels.contains(&marker.label.as_str())).count()
    };
    if count(&after, &[new]) != count(analysis, &[old, new]) {
        return Err(unreadable());
    }
    if merges { Ok(()) } else { Ok(verify(analysis, &after, change)?) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renamed(name: &str, post: &str, new: &str) -> Result<(String, bool), RenameError> {
        let (text, at) = (post.replace('|', ""), post.find('|').unwrap());
        let source = Source::new(name, text);
        let analysis = Analysis::of(std::slice::from_ref(&source), &Options::default());
        let renamed = rename(&source, &analysis, &Options::default(), at, new)?;
        Ok((apply(&source.text, &renamed.edits).unwrap(), renamed.merges))
    }

    #[test]
    fn every_place_of_a_label_is_renamed() {
        for (name, post, new, expected) in [
            (
                "a.md",
                "A.[^x|] B.[^y] C.[^x]\n\n[^x]: One.\n[^y]: Two.\n",
                "z",
                "A.[^z] B.[^y] C.[^z]\n\n[^z]: One.\n[^y]: Two.\n",
            ),
            (
                "a.md",
                "A.[^x] B.[^y]\n\n[^x|]: One.\n[^y]: Two.\n",
                "long-name",
                "A.[^long-name] B.[^y]\n\n[^long-name]: One.\n[^y]: Two.\n",
            ),
            ("a.md", "A.[^x|]\n\n[^y]: Two.\n", "y", "A.[^y]\n\n[^y]: Two.\n"),
            ("a.txt", "A.[1] B.[|2]\n\n[1] One.\n\n[2] Two.\n", "5", "A.[1] B.[5]\n\n[1] One.\n\n[5] Two.\n"),
        ] {
            let got = renamed(name, post, new).map(|(text, _)| text);
            assert_eq!(got.as_deref(), Ok(expected), "{post}");
        }
    }

    #[test]
    fn two_notes_of_one_label_are_said_to_become_one() {
        let (_, merges) = renamed("a.md", "A.[^x|] B.[^y]\n\n[^x]: One.\n[^y]: Two.\n", "y").unwrap();
        assert!(merges);
    }

    #[test]
    fn what_would_not_be_read_as_a_label_is_refused() {
        for new in ["a b", "", "x]", "^"] {
            let got = renamed("a.md", "A.[^x|] B.[^y]\n\n[^x]: One.\n[^y]: Two.\n", new);
            assert!(got.is_err(), "{new}: {got:?}");
        }
        let nowhere = renamed("a.md", "A.[^x] B|\n\n[^x]: One.\n", "z");
        assert_eq!(nowhere, Err(RenameError::NoLabel));
    }
}
