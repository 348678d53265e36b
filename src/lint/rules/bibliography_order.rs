use super::near::fold;
use super::numbering::out_of_order;
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::csl::NameVariable;

pub(super) static RULE: Rule = Rule {
    id: "bibliography-order",
    severity: Severity::Info,
    summary: "an entry of the bibliography is out of alphabetical order",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Sources,
    preset: Preset::Scholarly,
    judged: Judged::new(6, 1, 4),
    page: include_str!("../../../docs/rules/bibliography-order.md"),
    check,
};

/// A list shorter than this may be in order by chance.
const LEAST: usize = 6;
/// If more than one entry in this many is out of alphabetical order, the list has another order: by date, by number, by subject.
const SHARE: usize = 6;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let entries = 0..context.document().bibliography.len();
    let (places, keys): (Vec<usize>, Vec<String>) = entries.filter_map(|at| Some((at, key(context, at)?))).unzip();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let odd = out_of_order(&keys);
    if keys.len() < LEAST || odd.len() * SHARE > keys.len() {
        return;
    }
    for place in odd {
        let span = context.document().bibliography[places[place]].span;
        let finding = findings.at(span, "this entry is out of alphabetical order");
        findings.push(finding.help("move it to where its first author is looked for"));
    }
}

/// The surname by which an entry is found. `None` where houses differ about its place (particles, apostrophes, accents, entries that
/// begin with a title), and where it does not begin with a surname and a comma.
fn key(context: &Context<'_>, at: usize) -> Option<String> {
    let entry = context.document().bibliography.get(at)?;
    let author = context.analysis.entries.get(at)?.item.names(NameVariable::Author).first()?;
    let surname = author.family.as_deref()?;
    let is_plain = surname.starts_with(|c: char| c.is_ascii_uppercase()) && surname.bytes().all(|b| b.is_ascii_alphabetic());
    let rest = entry.body.text.trim_start().strip_prefix(surname)?;
    (is_plain && rest.trim_start().starts_with(',')).then(|| fold(surname))
}
