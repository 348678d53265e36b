//! Posts on which a check once said something false, or was silent: below `tests/fixtures/`, those of other tests among them.

use std::path::Path;

use ibid::analysis::{Analysis, Options};
use ibid::csl::DateParts;
use ibid::lint::{Preset, Settings, check};
use ibid::text::Source;

/// What the preset `scholarly` says of each, in the order of the text. Nothing, where everything is right.
#[rustfmt::skip]
const CASES: &[(&str, &[&str])] = &[
    ("checks/newcomer-06-stale-newspaper.md", &["ibid-no-page"]),
    ("checks/newcomer-06-stale-web.md", &["ibid-no-page"]),
    ("checks/newcomer-13-false-findings.md", &[]),
    ("documents/wild/mkdocs-tabs.md", &[]),
    ("documents/wild/names-in-any-case.md", &[]),
    ("checks/reports-h13.md", &["note-identical", "note-identical"]),
    ("documents/wild/links-without-notes.md", &["marker-undefined", "marker-undefined"]),
    ("documents/wild/ids-gone.html", &["link-broken"]),
    ("checks/reports-k1.md", &[]),
    ("checks/reports-k10.md", &[]),
    ("checks/reports-k12.md", &[]),
    ("checks/reports-k14.md", &[]),
    ("checks/reports-k2.md", &[]),
    ("checks/reports-k3.md", &[]),
    ("checks/reports-k5.md", &[]),
    ("checks/reports-k6.md", &[]),
    ("checks/reports-k7.md", &[]),
    ("checks/reports-l4b.md", &[]),
    ("checks/reports-l5b.md", &[]),
    ("checks/reports-one.md", &["note-stop"]),
    ("documents/wild/markers-out-of-order.md", &["marker-order"]),
    ("checks/reports-ps.md", &[]),
    ("checks/reports-q.md", &[]),
    ("documents/wild/colon-missing.md", &["note-colon-missing"]),
    ("documents/wild/works-under-bold-line.md", &[]),
    ("checks/wild-01-run-together.md", &[]),
    ("checks/wild-02-dash-in-list.md", &[]),
    ("checks/wild-03-list-typed-carelessly.md", &[]),
    ("checks/wild-04-signal-words.md", &[]),
    ("checks/wild-06-pages-cited-first.md", &[]),
    ("checks/wild-07-shortcode-citation.md", &[]),
    ("checks/wild-08-interview-labels.md", &[]),
    ("checks/wild-10-pointer-to-note.md", &[]),
    ("checks/wild-11-prose-taken.md", &[]),
    ("documents/wild/hidden-popup.html", &[]),
    ("documents/wild/footcite.tex", &[]),
    ("documents/wild/navigation-after-list.html", &[]),
    ("documents/wild/broken-link.html", &["link-broken"]),
    ("documents/wild/marker-forms.md", &["marker-reversed"]),
    ("documents/wild/note-with-table.html", &[]),
    ("checks/wild-20-same-work-twice.md", &["full-repeated"]),
    ("checks/wild-22-short-taken-for-full.md", &[]),
    ("checks/wild-23-gloss.md", &[]),
    ("checks/wild-25-years-as-labels.md", &[]),
    ("documents/wild/liquid-fnbody.md", &[]),
    ("documents/wild/one-anchor-for-all.html", &[]),
    ("checks/wild-29-repeated-short-forms.md", &[]),
    ("checks/wild-30-quotes-and-italics.md", &[]),
    ("documents/wild/star-links.md", &[]),
    ("documents/wild/heading-marker-escaped.md", &[]),
    ("checks/wild-34-missed-defects.md", &["name-inconsistent", "mark-unclosed", "mark-unclosed", "note-stop", "punctuation-doubled", "identifier-invalid", "source-inconsistent", "emphasis-broken"]),
    ("checks/wild-35-museum-object.md", &[]),
    ("checks/wild-37-cited-work.md", &[]),
    ("checks/wild-38-quotes-repeated.md", &[]),
];

fn said(name: &str) -> Vec<&'static str> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    let source = Source::decode(name, std::fs::read(path).unwrap()).unwrap();
    let today = Some(DateParts { year: 2026, month: Some(11), day: Some(28) });
    let settings = Settings { today, ..Settings::of(Preset::Scholarly) };
    check(&Analysis::of(&[source], &Options::default()), None, &settings).iter().map(|finding| finding.rule).collect()
}

#[test]
fn what_is_true_is_said_and_nothing_else() {
    let wrong: Vec<String> = CASES
        .iter()
        .map(|(name, expected)| (name, expected, said(name)))
        .filter(|(_, expected, said)| said != *expected)
        .map(|(name, expected, said)| format!("{name}: {said:?}, not {expected:?}"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
