//! Any text as a post: all rules and their fixes. The first byte chooses the format. No panic, no finding outside the text, and a mended
//! post has its notes.
#![no_main]

use ibid::analysis::{Analysis, Options};
use ibid::document::Format;
use ibid::lint::{Safety, Preset, Settings, check, mend};
use ibid::text::Source;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let names: Vec<&str> = Format::names().collect();
    let format = Format::by_name(names[usize::from(*first) % names.len()]).ok();
    let source = [Source::new("x", String::from_utf8_lossy(rest))];
    let options = Options { format, ..Options::default() };
    let analysis = Analysis::of(&source, &options);
    let settings = Settings::of(Preset::Strict);
    for finding in check(&analysis, None, &settings) {
        finding.checked(&analysis.document.text).expect("a finding that can be shown");
    }
    let mended = mend(&source, &options, Safety::Unsafe, |analysis| check(analysis, None, &settings));
    let after = Analysis::of(&[Source::new("x", mended.texts[0].as_str())], &options);
    let lost = |analysis: &Analysis| analysis.document.markers.iter().filter(|marker| marker.note.is_none()).count();
    assert!(lost(&after) <= lost(&analysis), "a marker lost its note");
});
