//! The list of rules, for people and programs.

use std::fmt::Write;

use super::{Judged, RULES, Rule, Safety};

/// A rule in one line: id, severity, preset, fix and summary.
#[must_use]
pub fn line(rule: &Rule) -> String {
    let fix = rule.fix.map_or("-", Safety::as_str);
    let needs = rule.needs.as_str().map_or(String::new(), |needs| format!(" ({needs})"));
    let (severity, preset) = (rule.severity.as_str(), rule.preset.as_str());
    format!("{:<22} {severity:<8} {preset:<10} {fix:<7} {}{needs}\n", rule.id, rule.summary)
}

/// All rules as a table of Markdown: the page `docs/checks.md`.
#[must_use]
pub fn markdown() -> String {
    let mut page = String::from(HEAD);
    for rule in RULES {
        let (id, severity, fix) = (rule.id, rule.severity.as_str(), rule.fix.map_or("", Safety::as_str));
        let needs = rule.needs.as_str().map_or(String::new(), |needs| format!(" ({needs})"));
        // Writing to a string cannot fail.
        let (preset, summary, figures) = (rule.preset.as_str(), rule.summary, figures(rule));
        let _ = writeln!(
            page,
            "| [`{id}`](rules/{id}.md) | {severity} | {preset} | {fix} | {summary}{needs} | {figures} |"
        );
    }
    page + TAIL
}

const HEAD: &str = "# The checks

`ibid explain RULE` shows a rule's page. An *error* leaves a reader without a source. A *warning* is what a careful editor would ask about. An *info* is
a remark and never makes the exit status 1. A *safe* fix (`--fix`) changes no meaning; an *unsafe* one (`--unsafe-fixes`) rests on a guess.

## Presets

A preset is a choice of rules: `ibid check --preset scholarly`, or `preset = \"scholarly\"` in `ibid.toml`. `docs/configuration.md` says how to choose single rules.

| preset | has | for |
| --- | --- | --- |
| `blog` (the default) | rules about markers, notes, numbers and links | posts and essays |
| `scholarly` | also rules about sources, short forms and bibliographies | articles, chapters, theses |
| `strict` | every rule, also those that are often wrong | a last look before printing |

Readers who did not write the rules judged findings in 316 documents of 83 repositories and sites that no rule was tuned on: *true* (and worth saying), *noise* (true, but a careful
editor would not say it) or *wrong*. The last column counts their verdicts. A rule about sources is in `blog` only if at least 20 findings from 5 repositories were judged
and the lower bound of the 80 % interval for the share of true ones is .8 or more. `docs/judging.md` says how to judge.

One reader judged all findings in 40 documents that were looked at while rules changed. `blog` had 18 findings, 18 of them true. `scholarly` had 23: 22 true and 1 noise (two notes that say
the same). None was wrong. Of the findings of `blog`, 11 are from `note-unused` in two repositories, and `scholarly` adds only 5. The figures thus show little about other documents, and nothing about what was missed.

Last, one reader judged everything that `blog` and `scholarly` say about 58 documents of 58 sites and repositories, which nobody had seen and no rule was tuned on. Of the 56 findings of `blog`, 34 were true and 22 wrong. If a cause
counts once in a document, 23 were true and 10 wrong. Of the 17 findings that `scholarly` adds, 14 were true and 3 wrong. About 21 defects were missed. So `blog` misses its aims (.85 true, less than .05 wrong). The same reader then mended
most of these causes, and nobody has judged the rules since; the last column has the figures from before.

## The rules

A rule is on in the preset that is named and in the presets after it. This page is made from the list of rules. A test shows when it is stale.

| rule | severity | preset | fix | what is wrong | true / noise / wrong |
| --- | --- | --- | --- | --- | --- |
";

const TAIL: &str = "
## What is not checked, and why

| what | why not |
| --- | --- |
| whether an address or a DOI leads anywhere, and to what is cited | needs the network; a link checker does it |
| whether a title, a year or a page is that of the real work | needs a catalogue; ibid only compares what the document says in several places |
| an article without its pages, a book without its place | a note cites one page of an article, and styles differ about places; the year and the publisher are asked for |
| \"f.\" beside \"ff.\", \"passim\" beside pages, \"p.\" or none | taste of the house, and right in the one style that is wrong in the next |
| notes in several styles in one post | what looks like two styles is often one style for two kinds of work; `ibid restyle` makes it one |
| \"ders.\" or \"eadem\" by the sex of the author | a first name does not tell; only the number of authors is held against the word |
| a case that is cited in short more than five notes after its citation (Bluebook) | a rule of one style for one kind of work |
| the long dash for an author in a list of works | rare, and programs put it in |
| ids that two posts share | only the page that shows both knows; `ibid link` gives every post names of its own |
| links to notes without a name for screen readers | nearly every program writes them so, and the writer of a post cannot change it |
| dashes, apostrophes and spaces inside notes | other tools do it, and for the whole text |

No fix is offered if the words do not show what was meant: two notes with one number, numbers that start afresh, a note that is never closed, a short form that fits two works.
`ibid link` rewrites notes in two systems, lost links and missing backlinks.
";

/// What was judged, for the table; empty where nothing was.
fn figures(rule: &Rule) -> String {
    let Judged { right, noise, wrong } = rule.judged;
    if rule.judged.all() == 0 { String::new() } else { format!("{right} / {noise} / {wrong}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_listed() {
        for rule in RULES {
            assert!(line(rule).starts_with(rule.id));
            assert!(markdown().contains(&format!("rules/{}.md", rule.id)));
        }
    }
}
