//! Choosing fixes, making them, and reading the result again before anyone sees it.
//!
//! Fixes are made in rounds, since one may make room for another (renumbered notes can then be moved into order). In a
//! round all that do not overlap are made at once and [`verify`] compares the two readings; where it sees harm, the
//! harmful ones are singled out by halving and refused.

use std::collections::HashSet;

use super::{Finding, Fix, Safety};
use crate::analysis::{Analysis, Change, Harm, Options, verify};
use crate::document::Document;
use crate::text::{Edit, MarkKind, Source, apply};

/// After this many rounds what is left is left: fixes that answer each other would go on for ever.
const ROUNDS: usize = 12;

/// A fix that was made, or that was not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The rule whose finding it mends.
    pub rule: &'static str,
    /// What it does.
    pub message: String,
}

/// A fix that would have done harm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The rule whose finding it was to mend.
    pub rule: &'static str,
    /// What it was to do.
    pub message: String,
    /// What it would have broken.
    pub harm: Harm,
}

/// A document after its fixes.
#[derive(Debug, Clone)]
pub struct Mended {
    /// The texts of its files, in their order.
    pub texts: Vec<String>,
    /// The fixes that were made, in order.
    pub applied: Vec<Applied>,
    /// The fixes that would have done harm, and so were not made.
    pub refused: Vec<Refused>,
    /// What the last reading finds: what is left.
    pub left: Vec<Finding>,
    /// The last reading.
    pub analysis: Analysis,
}

/// Makes the fixes of what `find` finds, those of at least the trust of `least`, until there is nothing left to make.
/// Making them again changes nothing.
///
/// ```
/// use ibid::analysis::Options;
/// use ibid::lint::{Safety, Settings, check, mend};
/// use ibid::text::Source;
/// let post = Source::new("post.md", "All is well.[^1]\n\n[^1]: Smith, *Wells*, 3.\n");
/// let mended = mend(&[post], &Options::default(), Safety::Safe, |a| check(a, None, &Settings::default()));
/// assert!(mended.applied.is_empty() && mended.refused.is_empty());
/// ```
pub fn mend(sources: &[Source], options: &Options, least: Safety, find: impl Fn(&Analysis) -> Vec<Finding>) -> Mended {
    let mut sources: Vec<Source> = sources.iter().map(|source| Source::new(&*source.path, &*source.text)).collect();
    let mut analysis = Analysis::of(&sources, options);
    let options = &as_read(&analysis, options);
    let mut left = find(&analysis);
    let (mut applied, mut refused) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        refused.clear();
        let wanted = candidates(&analysis.document, &left, least);
        if wanted.is_empty() {
            break;
        }
        let mut round = Round { sources: &sources, options, analysis: &analysis, refused: Vec::new() };
        let chosen = round.choose(Vec::new(), &compatible(&wanted));
        refused = std::mem::take(&mut round.refused);
        let Some((edited, reading)) = round.attempt(&chosen).ok().filter(|_| !chosen.is_empty()) else { break };
        applied.extend(chosen.iter().map(|(rule, fix)| Applied { rule, message: fix.message.clone() }));
        (sources, analysis) = (edited, reading);
        left = find(&analysis);
    }
    Mended {
        texts: sources.into_iter().map(|source| source.text.to_string()).collect(),
        applied,
        refused,
        left,
        analysis,
    }
}

/// Makes one fix, reads the result again, and returns the texts of the files.
///
/// # Errors
/// When the document would not say the same.
pub fn attempt(sources: &[Source], analysis: &Analysis, options: &Options, fix: &Fix) -> Result<Vec<String>, Harm> {
    let options = &as_read(analysis, options);
    let round = Round { sources, options, analysis, refused: Vec::new() };
    let (edited, _) = round.attempt(&[("", fix)])?;
    Ok(edited.into_iter().map(|source| source.text.to_string()).collect())
}

/// The choices that the first reading made: a fix must not tip the scales of a guess.
fn as_read(analysis: &Analysis, options: &Options) -> Options {
    let one_file = analysis.document.files.len() == 1;
    Options {
        format: options.format.or(one_file.then_some(analysis.document.format)),
        language: Some(analysis.language.clone()),
        profile: Some(analysis.profile.name.to_owned()),
        resolve: options.resolve.clone(),
        memory: options.memory.clone(),
    }
}

/// A fix with its rule.
type Candidate<'a> = (&'static str, &'a Fix);

fn candidates<'f>(document: &Document, findings: &'f [Finding], least: Safety) -> Vec<Candidate<'f>> {
    let fixes = findings.iter().filter_map(|finding| Some((finding.rule, finding.fix.as_ref()?)));
    let mut seen = HashSet::new();
    let is_wanted = |fix: &Fix| fix.safety >= least && is_writable(document, fix);
    fixes.filter(|(_, fix)| is_wanted(fix) && seen.insert(&fix.edits)).collect()
}

/// True if a fix can be written back: into a packed document go words, and no paragraphs or markers; and what a reference manager wrote
/// stays.
fn is_writable(document: &Document, fix: &Fix) -> bool {
    if !document.format.is_packed() {
        return true;
    }
    let live =
        || document.notes.iter().flat_map(|note| &note.body.marks).filter(|m| matches!(m.kind, MarkKind::Citation(_)));
    fix.edits.iter().all(|edit| {
        let texts = [edit.span.of(&document.text), &edit.text];
        let is_words = texts.iter().all(|text| !text.contains(['\n', '\r']) && !text.contains("[^"));
        is_words && !live().any(|mark| mark.outer.overlaps(edit.span) || mark.outer.covers(edit.span))
    })
}

/// The candidates, in order, without those that want bytes that an earlier one wants.
fn compatible<'a>(wanted: &[Candidate<'a>]) -> Vec<Candidate<'a>> {
    let mut taken = std::collections::BTreeSet::new();
    let mut chosen = Vec::new();
    for &(rule, fix) in wanted {
        // Edits that touch are kept apart as well: two inserts at one place have no order.
        let clashes = |edit: &Edit| {
            let before = taken.range(..=(edit.span.end, usize::MAX)).next_back();
            before.is_some_and(|&(_, end): &(usize, usize)| end >= edit.span.start)
        };
        if !fix.edits.iter().any(clashes) {
            taken.extend(fix.edits.iter().map(|edit| (edit.span.start, edit.span.end)));
            chosen.push((rule, fix));
        }
    }
    chosen
}

/// One reading of the document, and the fixes that are tried on it.
struct Round<'a> {
    sources: &'a [Source],
    options: &'a Options,
    analysis: &'a Analysis,
    refused: Vec<Refused>,
}

impl Round<'_> {
    /// `sure` with as many of `more` as do no harm. A few harmful ones among many cost a few readings, not many.
    fn choose<'c>(&mut self, sure: Vec<Candidate<'c>>, more: &[Candidate<'c>]) -> Vec<Candidate<'c>> {
        let both: Vec<Candidate<'c>> = sure.iter().chain(more).copied().collect();
        match (self.attempt(&both), more) {
            (Ok(_), _) => both,
            (Err(harm), &[(rule, fix)]) => {
                self.refused.push(Refused { rule, message: fix.message.clone(), harm });
                sure
            }
            (Err(_), _) => {
                let (first, second) = more.split_at(more.len() / 2);
                let sure = self.choose(sure, first);
                self.choose(sure, second)
            }
        }
    }

    /// The document with these fixes made, read again; the harm they would do, if any.
    fn attempt(&self, fixes: &[Candidate<'_>]) -> Result<(Vec<Source>, Analysis), Harm> {
        let edits: Vec<Edit> = fixes.iter().flat_map(|(_, fix)| fix.edits.iter().cloned()).collect();
        let edited = edit(self.sources, &self.analysis.document, &edits);
        let after = Analysis::of(&edited, self.options);
        let meanings = fixes.iter().flat_map(|(_, fix)| fix.meaning.iter().copied()).collect();
        let replaced = fixes.iter().flat_map(|(_, fix)| fix.replaced.iter().copied()).collect();
        verify(self.analysis, &after, &Change { edits, meanings, replaced })?;
        Ok((edited, after))
    }
}

/// The files of a document with `edits` made, which must not overlap. Line breaks in them become those of their file.
fn edit(sources: &[Source], document: &Document, edits: &[Edit]) -> Vec<Source> {
    let mut per_file: Vec<Vec<Edit>> = vec![Vec::new(); sources.len()];
    for edit in edits {
        let (file, span) = document.locate(edit.span);
        if let (Some(list), Some(source)) = (per_file.get_mut(file), sources.get(file)) {
            list.push(Edit::replace(span, with_line_ends(&edit.text, line_end(&source.text))));
        }
    }
    let changed = |(source, edits): (&Source, Vec<Edit>)| {
        let text = apply(&source.text, &edits).unwrap_or_else(|_| source.text.to_string());
        Source::new(&*source.path, text)
    };
    sources.iter().zip(per_file).map(changed).collect()
}

/// How the lines of a text end, by its first.
pub(crate) fn line_end(text: &str) -> &'static str {
    match text.find(['\n', '\r']).map(|at| &text[at..]) {
        Some(rest) if rest.starts_with("\r\n") => "\r\n",
        Some(rest) if rest.starts_with('\r') => "\r",
        _ => "\n",
    }
}

fn with_line_ends(text: &str, end: &str) -> String {
    if end == "\n" || text.contains('\r') { text.to_owned() } else { text.replace('\n', end) }
}
