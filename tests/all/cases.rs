//! Posts on which a check once said something false, or was silent: `tests/fixtures/checks/` holds them.

use std::path::Path;

use ibid::analysis::{Analysis, Options};
use ibid::csl::DateParts;
use ibid::lint::{Preset, Settings, check};
use ibid::text::Source;

/// What the preset `scholarly` says of each, in the order of the text. Nothing, where everything is right.
#[rustfmt::skip]
const CASES: &[(&str, &[&str])] = &[
    ("newcomer-06-stale-newspaper.md", &["ibid-no-page"]),
    ("newcomer-06-stale-web.md", &["ibid-no-page"]),
    ("newcomer-13-false-findings.md", &[]),
    ("reports-adm.md", &[]),
    ("reports-case2.md", &[]),
    ("reports-h13.md", &["note-identical", "note-identical"]),
    ("reports-h3.md", &["marker-undefined", "marker-undefined"]),
    ("reports-h8.html", &["link-broken"]),
    ("reports-k1.md", &[]),
    ("reports-k10.md", &[]),
    ("reports-k12.md", &[]),
    ("reports-k14.md", &[]),
    ("reports-k2.md", &[]),
    ("reports-k3.md", &[]),
    ("reports-k5.md", &[]),
    ("reports-k6.md", &[]),
    ("reports-k7.md", &[]),
    ("reports-l4b.md", &[]),
    ("reports-l5b.md", &[]),
    ("reports-one.md", &["note-stop"]),
    ("reports-order.md", &["marker-order"]),
    ("reports-ps.md", &[]),
    ("reports-q.md", &[]),
    ("reports-r13.md", &["note-colon-missing"]),
    ("reports-wc.md", &[]),
    ("wild-01-run-together.md", &[]),
    ("wild-02-dash-in-list.md", &[]),
    ("wild-03-list-typed-carelessly.md", &[]),
    ("wild-04-signal-words.md", &[]),
    ("wild-06-pages-cited-first.md", &[]),
    ("wild-07-shortcode-citation.md", &[]),
    ("wild-08-interview-labels.md", &[]),
    ("wild-10-pointer-to-note.md", &[]),
    ("wild-11-prose-taken.md", &[]),
    ("wild-12-hidden-popup.html", &[]),
    ("wild-13-footcite.tex", &[]),
    ("wild-14-furniture-after-list.html", &[]),
    ("wild-16-broken-link.html", &["link-broken"]),
    ("wild-18-marker-forms.md", &["marker-reversed"]),
    ("wild-19-stop.html", &[]),
    ("wild-20-same-work-twice.md", &["full-repeated"]),
    ("wild-22-short-taken-for-full.md", &[]),
    ("wild-23-gloss.md", &[]),
    ("wild-25-years-as-labels.md", &[]),
    ("wild-26-liquid-fnbody.md", &[]),
    ("wild-27-one-anchor-for-all.html", &[]),
    ("wild-29-repeated-short-forms.md", &[]),
    ("wild-30-quotes-and-italics.md", &[]),
    ("wild-31-star-links.md", &[]),
    ("wild-32-heading-marker-escaped.md", &[]),
    ("wild-34-missed-defects.md", &["name-inconsistent", "mark-unclosed", "mark-unclosed", "note-stop", "punctuation-doubled", "identifier-invalid", "source-inconsistent", "emphasis-broken"]),
    ("wild-35-museum-object.md", &[]),
    ("wild-37-cited-work.md", &[]),
    ("wild-38-quotes-repeated.md", &[]),
];

fn said(name: &str) -> Vec<&'static str> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/checks").join(name);
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
