//! One line a finding: `post.md:12:4: error[ibid-first] message`, as editors and `grep` like it.

use crate::api::Checked;
use crate::text::visible;

/// The findings of one document, a line each.
#[must_use]
pub fn render(checked: &Checked) -> String {
    let lines = checked.findings.iter().map(|finding| {
        let (path, place) = (visible(checked.path(finding.place)), finding.place);
        let message = visible(&finding.named()).into_owned();
        let severity = finding.severity.as_str();
        format!("{path}:{}:{}: {severity}[{}] {message}\n", place.line, place.column, finding.rule)
    });
    lines.collect()
}
