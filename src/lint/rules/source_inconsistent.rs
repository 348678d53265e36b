use std::collections::HashMap;

use super::item::is_sure;
use super::near::fold;
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity, journals, spelling};
use crate::csl::{NameVariable, TextVariable};
use crate::resolve::Work;

pub(super) static RULE: Rule = Rule {
    id: "source-inconsistent",
    severity: Severity::Warning,
    summary: "one work is given with two years, in two journals, or in two spellings",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Sources,
    preset: Preset::Scholarly,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/source-inconsistent.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    years(context, findings);
    for slip in spelling::slips(context).into_iter().chain(journals::slips(context)) {
        let (Some(place), Some(earlier)) = (context.span_of(slip.id), context.span_of(slip.earlier)) else { continue };
        let finding = findings
            .at(place, format!("this work has “{}” here, and “{}” where it is first given", slip.written, slip.given))
            .related(earlier, context.describe(slip.earlier));
        findings.push(finding.help("see which is right, and write it in both places"));
    }
}

/// Works that are given twice, and with two years.
fn years(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut first: HashMap<SameWork, &Work> = HashMap::new();
    for work in &context.analysis.works {
        let Some(signs) = SameWork::of(work) else { continue };
        let Some(earlier) = first.get(&signs) else {
            first.insert(signs, work);
            continue;
        };
        let (Some(one), Some(other)) = (earlier.item.year(), work.item.year()) else { continue };
        let Some(place) = context.span_of(work.id).filter(|_| one != other) else { continue };
        let message = format!("this work has the year {other} here, and {one} where it is first given");
        let finding = context.with_source(findings.at(place, message), earlier.id);
        findings.push(finding.help("see which is right; if both are, say that they are two editions"));
    }
}

/// What makes two references the same work: the author's name, the title, and what it came out in.
#[derive(PartialEq, Eq, Hash)]
struct SameWork {
    author: String,
    title: String,
    container: String,
}

impl SameWork {
    /// `None` for a work of a body, whose reports have one title every year, and for one that says its edition or volume.
    fn of(work: &Work) -> Option<Self> {
        let text = |variable| work.item.text(variable);
        if text(TextVariable::Edition).or(text(TextVariable::Volume)).is_some() || !is_sure(&work.item, work.confidence) {
            return None;
        }
        let author = work.item.names(NameVariable::Author).first()?;
        Some(Self {
            author: fold(author.family.as_deref()?) + &fold(author.given.as_deref().unwrap_or_default()),
            title: fold(text(TextVariable::Title)?),
            container: fold(text(TextVariable::ContainerTitle).unwrap_or_default()),
        })
    }
}
