//! Any text as a reference: every field lies in it, and the labelled stretches follow each other.
#![no_main]

use ibid::document::flatten;
use ibid::reference::parse;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let flat = flatten(text, 0);
    let reference = parse(&flat);
    for field in &reference.fields {
        assert!(flat.text.get(field.span.start..field.span.end).is_some(), "{field:?}");
    }
    for pair in reference.segments.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "{pair:?}");
    }
    _ = serde_json::to_string(&reference.record()).expect("a record is JSON");
});
