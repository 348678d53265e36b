//! Twice the input is twice the work, for every kind of post, in every step, rule and command.
//!
//! Work is the processor time of the thread, which other programs do not take from. What seems to grow too fast is tried again.
#![cfg(target_os = "linux")]

pub(crate) mod posts;
pub(crate) mod steps;

use std::collections::BTreeMap;

use ibid::Source;

use posts::{KINDS, Kind};

/// For four times the input a step may take this many times the work: linear is 4, quadratic 16.
const MOST: f64 = 9.0;

/// Less work than this is not worth comparing, in seconds.
const LEAST: f64 = 0.02;

/// The processor time of this thread, in seconds.
pub(crate) fn spent() -> f64 {
    // The first number is the time on the processor, in nanoseconds.
    let times = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    times.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}

/// How a post is gone through, step by step.
type Walk = fn(&Source, steps::Run<'_>);

/// The work of each step with a post of `n` notes.
fn works((_, format, post): &Kind, notes: usize, walk: Walk) -> BTreeMap<String, f64> {
    let source = Source::new(format!("post.{}", steps::ending(format)), post(notes));
    let mut works = BTreeMap::new();
    walk(&source, &mut |name, step| {
        let before = spent();
        step();
        works.insert(name.to_owned(), spent() - before);
    });
    works
}

/// The steps that grow too fast from a post of `notes` to one of four times as many.
fn steep(kind: &Kind, notes: usize, walk: Walk) -> Vec<String> {
    let (less, more) = (works(kind, notes, walk), works(kind, 4 * notes, walk));
    let grows = |name: &String, work: f64| work > MOST * less.get(name).copied().unwrap_or(0.0).max(LEAST / MOST);
    more.iter().filter(|(name, work)| grows(name, **work)).map(|(name, _)| name.clone()).collect()
}

/// A step is too steep if it seems so every time it is looked at.
fn always_steep(kind: &Kind, notes: usize, walk: Walk) -> Vec<String> {
    let mut found = steep(kind, notes, walk);
    for _ in 0..3 {
        if found.is_empty() {
            break;
        }
        let again = steep(kind, notes, walk);
        found.retain(|name| again.contains(name));
    }
    found
}

fn assert_linear(notes: usize, walk: Walk) {
    for kind in KINDS {
        let steep = always_steep(kind, notes, walk);
        assert!(steep.is_empty(), "{}: {steep:?} take more than {MOST} times the work for 4 times the notes", kind.0);
    }
}

#[test]
fn reading_and_the_rules_of_the_document_are_linear() {
    assert_linear(500, |source, run| drop(steps::of_document(source, run)));
}

#[test]
#[cfg_attr(debug_assertions, ignore = "reads 60,000 notes: .ci/full runs it, optimised")]
fn analysis_the_rules_of_sources_and_commands_are_linear() {
    assert_linear(500, |source, run| {
        let analysis = steps::of_document(source, &mut |_, step| step());
        steps::of_sources(source, &analysis, run);
    });
}
