use std::cell::LazyCell;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::item::{is_full, is_sure};
use super::near::fold;
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::citation::Kind;
use crate::csl::{Item, NameVariable, TextVariable};
use crate::reference::Reference;
use crate::resolve::{SourceId, Work};

pub(super) static RULE: Rule = Rule {
    id: "notes-vs-bib",
    severity: Severity::Warning,
    summary: "a work is cited and not listed, or listed and not cited",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Sources,
    preset: Preset::Strict,
    judged: Judged::new(4, 1, 19),
    page: include_str!("../../../docs/rules/notes-vs-bib.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let list = ListedWorks::of(context);
    let works = &context.analysis.works;
    let (listed, unlisted): (Vec<&Work>, Vec<&Work>) =
        works.iter().filter(|work| is_cited_in_full(context, work)).partition(|work| list.has(&work.item));
    let by_short_form = works.iter().filter(|work| matches!(work.id, SourceId::Entry(_)) && !work.cited_by.is_empty());
    let listed = listed.len() + by_short_form.count();
    // A list that has less than half of what is cited was never meant to have it all.
    if listed == 0 || unlisted.len() > listed {
        return;
    }
    for work in unlisted {
        let Some(place) = context.span_of(work.id) else { continue };
        let finding = findings.at(place, "this work is not in the list of works");
        findings.push(finding.help("add it to the list"));
    }
    not_cited(context, findings);
}

/// Works that are listed and not cited are often meant as further reading: one remark for all. Where half of the list or more is not
/// cited, it is a list of what was read.
fn not_cited(context: &Context<'_>, findings: &mut Findings<'_>) {
    let cited = || context.analysis.works.iter().filter(|work| !work.cited_by.is_empty());
    let by_short_form: HashSet<SourceId> = cited().map(|work| work.id).collect();
    let in_full = ListedWorks::from_items(cited().map(|work| &work.item));
    let in_text = LazyCell::new(|| NamesAndYears::of(context));
    let entries = context.analysis.entries.iter().enumerate().filter(|(_, entry)| is_sure(&entry.item, entry.confidence));
    let entries: Vec<(usize, &Reference)> = entries.map(|(at, entry)| (at, &**entry)).collect();
    let idle = entries.iter().filter(|(at, entry)| {
        !by_short_form.contains(&SourceId::Entry(*at))
            && !in_full.has(&entry.item)
            && !in_text.have(&entry.item)
    });
    let idle: Vec<usize> = idle.map(|(at, _)| *at).collect();
    let Some(first) = idle.first().and_then(|at| context.span_of(SourceId::Entry(*at))) else { return };
    if idle.len() * 2 >= entries.len() {
        return;
    }
    let message = match idle.len() - 1 {
        0 => "no note cites this work".to_owned(),
        more => format!("no note cites this work, nor {more} more of the list"),
    };
    findings.push(findings.remark(first, message).help("cite it, or call the list “Further reading”"));
}

/// The names that stand before years in the running text: "(Barnes 1991, 12)", "Barnes and Hale (1991)".
struct NamesAndYears(HashSet<(String, i32)>);

impl NamesAndYears {
    /// How many words before a year may be names: "Barnes, Hale, and Ward (1988; 1991)".
    const REACH: usize = 8;

    fn of(context: &Context<'_>) -> Self {
        let mut found = HashSet::new();
        for paragraph in context.document().prose().filter(|paragraph| paragraph.text.contains(|c: char| c.is_ascii_digit())) {
            let words: Vec<&str> = paragraph.text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
            for (at, word) in words.iter().enumerate() {
                let Some(year) = year_of(word) else { continue };
                let names = words[at.saturating_sub(Self::REACH)..at].iter().filter(|word| word.starts_with(char::is_uppercase));
                found.extend(names.map(|name| (fold(name), year)));
            }
        }
        Self(found)
    }

    fn have(&self, item: &Item) -> bool {
        let names = [NameVariable::Author, NameVariable::Editor].into_iter().find_map(|role| item.names(role).first());
        let last = names.and_then(|name| name.short().split(|c: char| !c.is_alphanumeric()).next_back().map(fold));
        last.zip(item.year()).is_some_and(|key| self.0.contains(&key))
    }
}

/// A year, with its letter perhaps: "1991a".
fn year_of(word: &str) -> Option<i32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    digits.parse().ok().filter(|year| digits.len() == 4 && word.len() <= 5 && (1400..2200).contains(year))
}

/// Titles by the name of their first author or editor, and what identifies a work whoever is named as its author: long titles and addresses.
#[derive(Default)]
struct ListedWorks {
    by_name: HashMap<String, BTreeSet<String>>,
    long_titles: HashSet<String>,
    addresses: HashSet<String>,
}

/// Titles of this many letters are not given to two works by chance.
const LONG: usize = 24;

impl ListedWorks {
    fn of(context: &Context<'_>) -> Self {
        Self::from_items(context.analysis.entries.iter().map(|entry| &entry.item))
    }

    fn from_items<'i>(items: impl Iterator<Item = &'i Item>) -> Self {
        let mut list = Self::default();
        for item in items {
            list.addresses.extend(address(item));
            list.long_titles.extend(long_title(item));
            if let (Some(name), Some(title)) = (name(item), title(item)) {
                list.by_name.entry(name).or_default().insert(title);
            }
        }
        list
    }

    /// True if a work is there: under its address, its long title, or its author with the whole title or the beginning of it.
    fn has(&self, item: &Item) -> bool {
        let is_there = |set: &HashSet<String>, key: Option<String>| key.is_some_and(|key| set.contains(&key));
        is_there(&self.addresses, address(item)) || is_there(&self.long_titles, long_title(item)) || self.has_title(item)
    }

    fn has_title(&self, item: &Item) -> bool {
        let (Some(name), Some(title)) = (name(item), title(item)) else { return false };
        let Some(titles) = self.by_name.get(&name) else { return false };
        let longer = || titles.range(title.clone()..).next().is_some_and(|other| other.starts_with(&title));
        let shorter = || title.char_indices().any(|(end, _)| titles.contains(&title[..end]));
        longer() || shorter()
    }
}

/// The address or DOI of a work without what does not matter: its scheme, "www.", a slash at its end.
fn address(item: &Item) -> Option<String> {
    let address = item.text(TextVariable::Doi).or_else(|| item.text(TextVariable::Url))?;
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.trim_start_matches("www.").trim_end_matches('/');
    rest.contains('/').then(|| rest.to_lowercase())
}

fn long_title(item: &Item) -> Option<String> {
    title(item).filter(|title| title.chars().count() >= LONG)
}

fn name(item: &Item) -> Option<String> {
    let roles = [NameVariable::Author, NameVariable::Editor];
    let first = roles.iter().find_map(|&role| item.names(role).first())?;
    Some(fold(&first.short()))
}

fn title(item: &Item) -> Option<String> {
    item.text(TextVariable::Title).map(fold)
}

/// Whether a work is given in full in a note, and sure enough to be called one.
fn is_cited_in_full(context: &Context<'_>, work: &Work) -> bool {
    let SourceId::Citation(at) = work.id else { return false };
    let citation = context.analysis.citations.get(at);
    citation.is_some_and(|citation| citation.kind == Kind::Full) && is_full(&work.item, work.confidence)
}
