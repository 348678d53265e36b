use super::opcit_orphan::is_bare;
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::citation::{Citation, Kind, LocatorLabel};
use crate::csl::{Item, ItemType, TextVariable};
use crate::resolve::SourceId;

pub(super) static RULE: Rule = Rule {
    id: "ibid-no-page",
    severity: Severity::Warning,
    summary: "an “Ibid.” cites a page of a source that has no such page",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Sources,
    preset: Preset::Scholarly,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/ibid-no-page.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (at, citation, _) in context.citations().filter(|(_, citation, _)| context.is_same_source_word(citation) && is_bare(citation)) {
        let Some(cited) = page(citation) else { continue };
        let Some((before, source)) = given_just_before(context, at) else { continue };
        let Some(why) = why(context, before, source, cited) else { continue };
        let Some(meant) = paged_earlier(context, before, source) else { continue };
        let message = format!("“{}” cites page {cited} of {why}", context.word(citation));
        let finding = context.with_source(context.with_source(findings.at(citation.span, message), source), meant);
        findings.push(finding.help("see whether a note was put in between, and cite the source that is meant in short"));
    }
}

/// The page that a citation points to, in Arabic numerals.
fn page(citation: &Citation) -> Option<u32> {
    let locator = citation.locator.as_ref().filter(|locator| locator.label == LocatorLabel::Page)?;
    let digits = locator.value.split(|c: char| !c.is_ascii_digit()).next().filter(|digits| !digits.is_empty())?;
    let rest = &locator.value[digits.len()..];
    // "1:02" is a time.
    digits.parse().ok().filter(|_| !rest.starts_with([':', '.', 'n']))
}

/// So sure must it be that the words before are one citation of one source.
const SURE: f32 = 0.85;

/// The citation just before, where it gives a source in full for the first time and is beyond doubt.
fn given_just_before(context: &Context<'_>, at: usize) -> Option<(usize, SourceId)> {
    let before = at.checked_sub(1)?;
    let citation = context.analysis.citations.get(before)?;
    let source = context.source_before(at)?;
    let is_sure = citation.kind == Kind::Full && citation.certainty >= SURE && !citation.aside;
    (is_sure && source == SourceId::Citation(before)).then_some((before, source))
}

/// What the source before is, if it has no such page.
fn why(context: &Context<'_>, before: usize, source: SourceId, cited: u32) -> Option<String> {
    let item = &context.work(source)?.item;
    let given = context.analysis.citations[before].locator.as_ref().map(|locator| locator.value.as_str());
    let given = given.or_else(|| item.text(TextVariable::Page));
    match given {
        None => unpaged(item, cited).map(str::to_owned),
        Some(page) if item.item_type == ItemType::ArticleNewspaper => is_far(page, cited).then(|| format!("a newspaper article on page {page}")),
        Some(_) => None,
    }
}

/// What a source without pages is. A newspaper in print has some, but not hundreds.
fn unpaged(item: &Item, cited: u32) -> Option<&'static str> {
    let is_online = item.text(TextVariable::Url).is_some_and(|url| !url.to_lowercase().contains(".pdf"));
    match item.item_type {
        ItemType::MotionPicture => Some("a film"),
        ItemType::Broadcast => Some("a broadcast"),
        ItemType::Song => Some("a recording"),
        ItemType::Webpage | ItemType::Post | ItemType::PostWeblog if is_online => Some("a web page, which has none"),
        ItemType::ArticleNewspaper if is_online => Some("a newspaper article on the web"),
        ItemType::ArticleNewspaper if cited > PAPER => Some("a newspaper article"),
        _ => None,
    }
}

/// No newspaper has more pages.
const PAPER: u32 = 150;

/// An article that begins on one page may go on some pages later, but not so many.
const FAR: u32 = 40;

/// True if an article that is on one page cannot be on the one that is cited.
fn is_far(page: &str, cited: u32) -> bool {
    let digits = page.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    digits.parse::<u32>().is_ok_and(|on| cited.abs_diff(on) > FAR)
}

/// So far back a source may stand that an "Ibid." meant before a note was put in.
const BACK: usize = 3;

/// The source before that one, if it was cited by the page.
fn paged_earlier(context: &Context<'_>, before: usize, source: SourceId) -> Option<SourceId> {
    let analysis = context.analysis;
    let earlier = analysis.citations[..before].iter().zip(&analysis.resolutions).enumerate().rev().take(BACK);
    let mut others = earlier.filter_map(|(_, (citation, to))| Some((citation, to.source.filter(|other| *other != source)?)));
    let (citation, other) = others.next()?;
    let is_paged = citation.locator.as_ref().is_some_and(|locator| locator.label == LocatorLabel::Page);
    let item = &context.work(other)?.item;
    (is_paged && unpaged(item, PAPER + 1).is_none() && item.item_type != ItemType::ArticleNewspaper).then_some(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_on_one_page_is_not_on_another_far_off() {
        for (page, cited, far) in [("1", 420, true), ("A1", 77, true), ("12", 14, false), ("1", 14, false), ("A1–A4", 420, false)] {
            assert_eq!(is_far(page, cited), far, "{page} {cited}");
        }
    }
}
