//! How well a note reader cuts notes that it did not learn from.

use std::collections::BTreeMap;

use ibid::tagging::note::{NoteModel, Role, RoleToken};
use ibid::text::Span;

use crate::notes::{Notes, read};

/// What was found, what there was, and what of it was right; and the bytes of commentary, and those left alone.
#[derive(Default, Clone, Copy)]
struct Counts {
    found: usize,
    gold: usize,
    right: usize,
    prose: usize,
    left: usize,
}

impl Counts {
    fn say(&self, name: &str) {
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        let (precision, recall) = (share(self.right, self.found), share(self.right, self.gold));
        let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);
        let prose = share(self.left, self.prose);
        println!(
            "{name:24} {:5} citations  P {precision:.3} R {recall:.3} F1 {f1:.3}  prose left {prose:.3}",
            self.gold
        );
    }
}

/// Prints figures for the labelled notes that are held out, by language.
pub(crate) fn measure(model: &NoteModel) {
    let mut total = Counts::default();
    let mut by_language: BTreeMap<String, Counts> = BTreeMap::new();
    for (work, run) in read(include_str!("notes/held-out.txt")) {
        let language = work.rsplit(" | ").next().unwrap_or_default().to_owned();
        let mut notes = Notes::default();
        notes.add(&run, 1);
        let mut counts = Counts::default();
        for example in &notes.examples {
            let words = model.roles(&example.flat, &notes.names[example.names]);
            count(&mut counts, &words, &example.allowed);
        }
        add(by_language.entry(language).or_default(), counts);
        add(&mut total, counts);
    }
    by_language.iter().for_each(|(language, counts)| counts.say(language));
    total.say("held out");
}

fn add(sum: &mut Counts, counts: Counts) {
    sum.found += counts.found;
    sum.gold += counts.gold;
    sum.right += counts.right;
    sum.prose += counts.prose;
    sum.left += counts.left;
}

fn count(counts: &mut Counts, words: &[RoleToken], allowed: &[u8]) {
    let begins = 1 << Role::WorkBegins as u8 | 1 << Role::RepeatBegins as u8;
    let goes_on = begins << 1;
    let mut gold: Vec<Span> = Vec::new();
    for (word, allowed) in words.iter().zip(allowed) {
        match gold.last_mut() {
            _ if *allowed != u8::MAX && allowed & begins != 0 => gold.push(word.span),
            Some(last) if *allowed != u8::MAX && allowed & goes_on != 0 => last.end = word.span.end,
            _ => {}
        }
        let prose = 1 << Role::Prose as u8 | 1 << Role::Quotation as u8;
        if allowed & !prose == 0 {
            counts.prose += word.span.len();
            counts.left += if word.role.cites() { 0 } else { word.span.len() };
        }
    }
    compare(counts, &spans(words), &gold);
}

fn spans(words: &[RoleToken]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for word in words.iter().filter(|word| word.role.cites()) {
        match spans.last_mut() {
            Some(last) if !word.role.begins() => last.end = word.span.end,
            _ => spans.push(word.span),
        }
    }
    spans
}

fn compare(counts: &mut Counts, found: &[Span], gold: &[Span]) {
    let overlap = |a: &Span, b: &Span| {
        let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
        shared * 2 >= a.len().max(b.len())
    };
    counts.found += found.len();
    counts.gold += gold.len();
    counts.right += gold.iter().filter(|gold| found.iter().any(|found| overlap(found, gold))).count();
}
