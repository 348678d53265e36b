//! Every reader on any text: the first byte chooses the format. No panic, and no span outside the text or inside a character.
#![no_main]

use ibid::document::{Format, read};
use ibid::text::{Source, Span};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let names: Vec<&str> = Format::names().collect();
    let format = Format::by_name(names[usize::from(*first) % names.len()]).ok();
    let document = read(&[Source::new("x", String::from_utf8_lossy(rest))], format);
    let fits = |span: Span| assert!(document.text.get(span.start..span.end).is_some(), "{span:?}");
    document.markers.iter().for_each(|marker| fits(marker.span));
    for note in &document.notes {
        fits(note.span);
        fits(note.head);
        fits(note.body.source(Span::new(0, note.body.text.len())));
    }
    document.bibliography.iter().for_each(|entry| fits(entry.span));
    document.prose.iter().for_each(|flat| fits(flat.source(Span::new(0, flat.text.len()))));
    document.problems.iter().for_each(|problem| fits(problem.span));
});
