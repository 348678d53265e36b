//! Inline markup: the flat text leads back into the text it was made of.
#![no_main]

use ibid::document::flatten;
use ibid::text::Span;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let flat = flatten(text, 0);
    for (at, c) in flat.text.char_indices() {
        let source = flat.source(Span::new(at, at + c.len_utf8()));
        assert!(text.get(source.start..source.end).is_some(), "{source:?}");
    }
});
