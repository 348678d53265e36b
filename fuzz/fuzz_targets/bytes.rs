//! Any bytes as a file: a source or an error, and places that lie in the file.
#![no_main]

use ibid::document::{open, posts, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(source) = open("x", data.to_vec()) else { return };
    let packed = data.starts_with(b"PK");
    for post in posts(&source) {
        let document = read(std::slice::from_ref(&post), None);
        assert!(document.notes.iter().all(|note| post.on_disk(note.span).end <= data.len()));
    }
    let document = read(std::slice::from_ref(&source), None);
    assert!(packed || document.markers.iter().all(|marker| source.on_disk(marker.span).end <= data.len()));
});
