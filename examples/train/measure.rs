//! How well a note reader cuts notes that it did not learn from.

use std::collections::BTreeMap;

use ibid::tagging::note::{NoteModel, NoteRole, RoleToken};
use ibid::text::Span;

use crate::compose::Piece;
use crate::notes::{BOOKS, Notes, fold, read};

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

/// The notes to measure on: those of the works that are held out, or of the fold that was left out.
pub(crate) fn runs(left_out: Option<usize>) -> Vec<(String, Vec<Vec<Piece>>)> {
    let Some(left_out) = left_out else { return read(include_str!("notes/held-out.txt")) };
    let is_in_fold = |work: &str| fold(work.split(" | ").next().unwrap_or_default()) == left_out;
    read(BOOKS).into_iter().filter(|(work, _)| is_in_fold(work)).collect()
}

/// Prints figures for labelled notes that the model did not learn from, by language. `show` prints each note that is cut otherwise.
pub(crate) fn measure(model: &NoteModel, runs: Vec<(String, Vec<Vec<Piece>>)>, show: bool) {
    let mut total = Counts::default();
    let mut by_language: BTreeMap<String, Counts> = BTreeMap::new();
    for (work, run) in runs {
        let language = work.rsplit(" | ").next().unwrap_or_default().to_owned();
        let mut notes = Notes::default();
        notes.add(&run, 1);
        let mut counts = Counts::default();
        for example in &notes.examples {
            let words = model.roles(&example.flat, &notes.names[example.names]);
            let mut of_note = Counts::default();
            count(&mut of_note, &words, &example.allowed);
            if show && (of_note.right < of_note.gold || of_note.right < of_note.found) {
                println!(
                    "{work}\n  {}\n  {}",
                    marked(&example.flat.text, &wanted(&words, &example.allowed)),
                    marked(&example.flat.text, &spans(&words))
                );
            }
            add(&mut counts, of_note);
        }
        add(by_language.entry(language).or_default(), counts);
        add(&mut total, counts);
    }
    by_language.iter().for_each(|(language, counts)| counts.say(language));
    total.say("all");
}

fn add(sum: &mut Counts, counts: Counts) {
    sum.found += counts.found;
    sum.gold += counts.gold;
    sum.right += counts.right;
    sum.prose += counts.prose;
    sum.left += counts.left;
}

/// A text with brackets around the citations.
fn marked(text: &str, spans: &[Span]) -> String {
    let mut marked = text.to_owned();
    for span in spans.iter().rev() {
        marked.insert(span.end, '⟧');
        marked.insert(span.start, '⟦');
    }
    marked
}

/// The citations that the labels say.
fn wanted(words: &[RoleToken], allowed: &[u8]) -> Vec<Span> {
    let begins = 1 << NoteRole::WorkBegins as u8 | 1 << NoteRole::RepeatBegins as u8;
    let goes_on = begins << 1;
    let mut wanted: Vec<Span> = Vec::new();
    for (word, allowed) in words.iter().zip(allowed) {
        match wanted.last_mut() {
            _ if *allowed != u8::MAX && allowed & begins != 0 => wanted.push(word.span),
            Some(last) if *allowed != u8::MAX && allowed & goes_on != 0 => last.end = word.span.end,
            _ => {}
        }
    }
    wanted
}

fn count(counts: &mut Counts, words: &[RoleToken], allowed: &[u8]) {
    for (word, allowed) in words.iter().zip(allowed) {
        let prose = 1 << NoteRole::Prose as u8 | 1 << NoteRole::Quotation as u8;
        if allowed & !prose == 0 {
            counts.prose += word.span.len();
            counts.left += if word.role.cites() { 0 } else { word.span.len() };
        }
    }
    compare(counts, &spans(words), &wanted(words, allowed));
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
