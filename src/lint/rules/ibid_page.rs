use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::csl::{ItemType, TextVariable};
use crate::resolve::{Reason, SourceId};

pub(super) static RULE: Rule = Rule {
    id: "ibid-page",
    severity: Severity::Warning,
    summary: "the page that is cited lies outside the source",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Sources,
    preset: Preset::Strict,
    judged: Judged::new(1, 0, 9),
    page: include_str!("../../../docs/rules/ibid-page.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (_, citation, resolution) in context.citations() {
        // Where the page fits a source further back, ibid-stale says so.
        if resolution.reason != Some(Reason::PageImplausible) || resolution.candidates.len() > 1 {
            continue;
        }
        let cited = citation.locator.as_ref().map_or("this page", crate::citation::Locator::printed);
        if cited.contains(':') {
            // A volume and its page: "4:360".
            continue;
        }
        let weighed = resolution.source.or_else(|| resolution.candidates.first().copied());
        let extent = weighed.and_then(|id| context.work(id)).and_then(|work| work.item.text(TextVariable::Page));
        if weighed.zip(extent).is_some_and(|(id, pages)| is_cited_part(context, id, pages)) {
            continue;
        }
        let extent = extent.map_or(String::new(), |pages| format!(", which has pages {pages}"));
        let finding = findings.at(citation.span, format!("{cited} lies outside the source{extent}"));
        let finding = match weighed {
            Some(id) => context.with_source(finding, id),
            None => finding,
        };
        findings.push(finding.help("see whether a note was put in between, and cite the source that is meant in short"));
    }
}

/// Whether pages are those that a citation points to, and not where the work stands: law reviews give the first page before
/// them ("14 Review 429, 438-42").
fn is_cited_part(context: &Context<'_>, source: SourceId, pages: &str) -> bool {
    // A book has no first and last page: those that its record gives are cited.
    if context.work(source).is_some_and(|work| work.item.item_type == ItemType::Book) {
        return true;
    }
    if length(pages).is_none_or(|length| length < ARTICLE) {
        return true;
    }
    let text = context.span_of(source).map_or("", |place| context.text(place));
    let before = text.find(pages).and_then(|at| text.get(..at)).unwrap_or_default();
    let number = before.trim_end().strip_suffix(',').and_then(|before| before.rsplit([' ', ',']).next());
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Articles of fewer pages are rare, and cited pages are mostly fewer.
const ARTICLE: u32 = 8;

/// How many pages a range has: "356-62" has seven.
fn length(pages: &str) -> Option<u32> {
    let (first, last) = pages.split_once(['-', '–'])?;
    let shared = first.get(..first.len().saturating_sub(last.len()))?;
    let last = format!("{shared}{last}");
    last.parse::<u32>().ok()?.checked_sub(first.parse().ok()?).map(|more| more + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_as_long_as_its_numbers_say() {
        for (pages, expected) in [("356-62", Some(7)), ("18–66", Some(49)), ("99-101", Some(3)), ("12", None), ("iv–x", None), ("40–58", Some(19))] {
            assert_eq!(length(pages), expected, "{pages}");
        }
    }
}
