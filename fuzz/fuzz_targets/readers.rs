//! Every reader on any text: the first byte chooses the format. No panic, and no span outside the text or inside a character.
#![no_main]

use ibid::document::{Format, read};
use ibid::text::{Source, Span};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: (u8, &str)| {
    let names: Vec<&str> = Format::names().collect();
    let format = Format::by_name(names[usize::from(data.0) % names.len()]).ok();
    let document = read(&[Source::new("x", data.1)], format);
    let fits = |span: Span| assert!(document.text.get(span.start..span.end).is_some(), "{span:?}");
    document.markers.iter().for_each(|marker| fits(marker.span));
    for note in &document.notes {
        fits(note.span);
        fits(note.head);
        fits(note.body.source(Span::new(0, note.body.text.len())));
    }
    document.prose.iter().for_each(|flat| fits(flat.source(Span::new(0, flat.text.len()))));
    document.problems.iter().for_each(|problem| fits(problem.span));
});
