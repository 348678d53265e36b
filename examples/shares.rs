//! What ibid can rewrite in a set of posts, and what it leaves alone and why: safe fixes, and citations in other styles.
//!
//! `cargo run --release --example shares -- posts/*.md`
#![expect(clippy::print_stdout, reason = "a program that prints")]

use std::collections::BTreeMap;

use ibid::lint::{Preset, Safety, mend};
use ibid::render::Style;
use ibid::restyle::{Wishes, restyle};
use ibid::{Options, Settings, Source, check};

/// The styles that posts are rewritten in: short titles, notes that name the first note, a law style, and notes without a bibliography.
const STYLES: &[&str] = &["chicago-notes", "mhra-notes", "ibid-oscola", "blog-notes"];

/// How often something was done, and how often it was not, by reason.
#[derive(Default)]
struct Share {
    done: usize,
    left: BTreeMap<String, usize>,
}

impl Share {
    fn leave(&mut self, reason: String) {
        *self.left.entry(without_quotation(&reason)).or_default() += 1;
    }

    fn print(&self, name: &str) {
        let left: usize = self.left.values().sum();
        let all = self.done + left;
        println!("{name}: {} of {all} ({} in 100)", self.done, 100 * self.done / all.max(1));
        let mut reasons: Vec<_> = self.left.iter().collect();
        reasons.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        reasons.iter().for_each(|(reason, count)| println!("    {count:5} {reason}"));
    }
}

/// A reason without what it quotes, so that equal reasons are counted together.
fn without_quotation(reason: &str) -> String {
    match (reason.find('“'), reason.rfind('”')) {
        (Some(start), Some(end)) => format!("{}…{}", &reason[..start], &reason[end + '”'.len_utf8()..]),
        _ => reason.to_owned(),
    }
}

/// The safe fixes of the strictest preset, made and refused.
fn add_fixes(source: &Source, share: &mut Share) {
    let settings = Settings::of(Preset::Strict);
    let mended = mend(std::slice::from_ref(source), &Options::default(), Safety::Safe, |analysis| {
        check(analysis, None, &settings)
    });
    share.done += mended.applied.len();
    mended.refused.iter().for_each(|refused| share.leave(format!("{}: {}", refused.rule, refused.harm)));
}

/// The citations of a post that a style writes anew, and those that it leaves.
fn add_restyled(source: &Source, style: &Style, share: &mut Share) {
    match restyle(source, &Options::default(), style, Wishes::default()) {
        Ok(restyled) => {
            share.done += restyled.rewritten;
            restyled.kept.into_iter().for_each(|kept| share.leave(kept.reason));
        }
        Err(error) => println!("{}: {error}", source.path),
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut sources = Vec::new();
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path)?;
        sources.push(Source::new(path, text));
    }
    let mut fixes = Share::default();
    sources.iter().for_each(|source| add_fixes(source, &mut fixes));
    fixes.print("safe fixes made");
    for name in STYLES {
        let (style, mut share) = (Style::find(name)?, Share::default());
        sources.iter().for_each(|source| add_restyled(source, &style, &mut share));
        share.print(&format!("citations in {name}"));
    }
    Ok(())
}
