//! Nothing is read that was not asked for.

use ibid::lint::{RULES, Reads, Rule, Settings, check};
use ibid::{Analysis, Options, Source};

use crate::work::posts::KINDS;
use crate::work::steps::ending;

/// A post of a few notes of each kind.
fn posts() -> impl Iterator<Item = (&'static str, Source)> {
    KINDS.iter().map(|(name, format, post)| (*name, Source::new(format!("post.{}", ending(format)), post(5))))
}

fn settings(rules: impl Iterator<Item = &'static Rule>) -> Settings {
    Settings {
        rules: rules.map(|rule| (rule, rule.severity)).collect(),
        style: Some("chicago".to_owned()),
        ..Settings::default()
    }
}

/// Fixes that renumber look for the numbers of notes in citations, so that only a post without findings shows what is read.
#[test]
fn rules_of_the_document_read_no_citation() {
    let settings = settings(RULES.iter().copied().filter(|rule| rule.reads == Reads::Document));
    for (name, source) in posts() {
        let analysis = Analysis::of(&[source], &Options::default());
        if check(&analysis, None, &settings).iter().all(|finding| finding.fix.is_none()) {
            assert!(!analysis.is_read(), "{name}");
        }
    }
}

#[test]
fn rules_of_sources_are_not_run_without_notes() {
    let settings = settings(RULES.iter().copied());
    let analysis = Analysis::of(&[Source::new("post.md", "No note, and nothing to find.\n")], &Options::default());
    assert_eq!(check(&analysis, None, &settings), []);
    assert!(!analysis.is_read());
}

/// The other way round: a rule that says that it reads sources does so for one of the posts.
#[test]
fn rules_of_sources_read_them() {
    let analyses: Vec<Analysis> = posts().map(|(_, source)| Analysis::of(&[source], &Options::default())).collect();
    let before = Analysis::of(&[Source::new("post.md", "A.[^1]\n\n[^1]: Ibid.\n")], &Options::default());
    for rule in RULES.iter().filter(|rule| rule.reads == Reads::Sources) {
        let settings = Settings {
            today: Some(ibid::csl::DateParts { year: 1999, month: None, day: None }),
            ..settings(std::iter::once(*rule))
        };
        let reads = analyses.iter().any(|analysis| {
            let unread = Analysis::of_document(analysis.document.clone(), &Options::default());
            drop(check(&unread, Some(&before), &settings));
            unread.is_read()
        });
        assert!(reads, "{} reads the document alone", rule.id);
    }
}
