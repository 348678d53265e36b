//! An archive and what is cited in it: the keeper, the collection, the place on its shelves.

use super::publisher::clean;
use super::word::{is_in, plain, words};

/// What a stretch of an archive names.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct ArchiveReading {
    /// Who keeps the document.
    pub(super) archive: Option<String>,
    /// The papers of a person or a body.
    pub(super) collection: Option<String>,
    /// The shelf mark: box, folder, number.
    pub(super) location: Option<String>,
}

/// Words of a collection's name; [`plain`], sorted.
const COLLECTIONS: &[&str] =
    &["collection", "correspondence", "fondo", "fonds", "nachlass", "papers", "records", "sammlung"];

/// Reads an archive: "Staatsarchiv, Bestand 3, Nr. 7", "Ann Hale Papers, box 2, Newberry Library, Chicago".
pub(super) fn read(text: &str) -> ArchiveReading {
    let pieces = pieces(clean(text));
    let first_mark = pieces.iter().position(|piece| is_mark(piece));
    let opens_with_keeper = pieces.first().is_some_and(|piece| !is_mark(piece) && !is_collection(piece));
    let (mut archive, mut collection, mut location) = (Vec::new(), Vec::new(), Vec::new());
    for (at, piece) in pieces.iter().enumerate() {
        let is_deep = opens_with_keeper && at > 0 && first_mark.is_some() && !is_seat(&pieces, at);
        if is_mark(piece) || is_deep && !is_collection(piece) {
            location.push(*piece);
        } else if is_collection(piece) {
            collection.push(*piece);
        } else {
            archive.push(*piece);
        }
    }
    let joined = |pieces: Vec<&str>| (!pieces.is_empty()).then(|| pieces.join(", "));
    ArchiveReading { archive: joined(archive), collection: joined(collection), location: joined(location) }
}

/// The pieces between commas; the comma in a number ("41,567") separates nothing.
fn pieces(text: &str) -> Vec<&str> {
    let pieces = text.split(", ").map(clean);
    pieces.filter(|piece| !piece.is_empty()).collect()
}

/// True for a shelf mark: it has a number, and no word of a keeper's name.
fn is_mark(piece: &str) -> bool {
    piece.contains(|c: char| c.is_ascii_digit())
}

fn is_collection(piece: &str) -> bool {
    let count = words(piece).count();
    !is_mark(piece) && count > 1 && words(piece).any(|(_, word)| is_in(COLLECTIONS, &plain(word)))
}

/// True for the town of an English keeper, between its name and the shelf mark: "The National Archives, Kew, MT 19/62".
fn is_seat(pieces: &[&str], at: usize) -> bool {
    let is_keeper = |piece: &str| ["Archives", "Library", "Museum", "Office"].iter().any(|word| piece.contains(word));
    let after_keeper = at == 1 && pieces.first().is_some_and(|piece| is_keeper(piece));
    after_keeper
        && words(pieces[at]).all(|(_, word)| word.chars().skip(1).all(char::is_lowercase))
        && words(pieces[at]).count() < 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeper_collection_and_shelf_mark_are_told_apart() {
        for (text, archive, collection, location) in [
            ("Staatsarchiv, Bestand 3, Nr. 7.", "Staatsarchiv", "", "Bestand 3, Nr. 7"),
            ("The National Archives, Kew, MT 19/62,", "The National Archives, Kew", "", "MT 19/62"),
            (
                "Ann Hale Papers, box 2, folder 33, Newberry Library, Chicago.",
                "Newberry Library, Chicago",
                "Ann Hale Papers",
                "box 2, folder 33",
            ),
            (
                "Box 12, Folder 3, Mill Records, Leeds City Archives",
                "Leeds City Archives",
                "Mill Records",
                "Box 12, Folder 3",
            ),
            ("ASV, Senato, Deliberazioni, reg. 12", "ASV", "", "Senato, Deliberazioni, reg. 12"),
            ("British Library, Add. MS 41,567", "British Library", "", "Add. MS 41,567"),
            ("Newberry Library, Hale Family Papers, box 7", "Newberry Library", "Hale Family Papers", "box 7"),
            ("ITM 1523", "", "", "ITM 1523"),
            ("Queensland State Archives", "Queensland State Archives", "", ""),
        ] {
            let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            let expected =
                ArchiveReading { archive: filled(archive), collection: filled(collection), location: filled(location) };
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(COLLECTIONS.is_sorted());
    }
}
