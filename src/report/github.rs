//! Findings as workflow commands of GitHub Actions, which shows them beside the lines of a change.

use crate::api::{Checked, Finding};
use crate::lint::Severity;
use crate::text::visible;

/// How many annotations of one severity GitHub keeps of one step
/// ([actions/toolkit](https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md#limitations)).
const CAP: usize = 10;

/// All findings of all documents, the most severe first. What GitHub would drop in silence is counted instead, and
/// follows as plain lines of the log.
#[must_use]
pub fn render(files: &[Checked]) -> String {
    let all = || files.iter().flat_map(|checked| checked.findings.iter().map(move |shown| (checked, shown)));
    let mut out = String::new();
    for severity in Severity::ALL.into_iter().rev() {
        let mut of_severity = all().filter(|(_, shown)| shown.severity == severity);
        out.extend(of_severity.by_ref().take(CAP).map(|(checked, shown)| command(checked, shown)));
        let rest: Vec<String> = of_severity.map(|(checked, shown)| plain(checked, shown)).collect();
        if !rest.is_empty() {
            let count = rest.len();
            let word = severity.as_str();
            out +=
                &format!("{count} more of severity {word} (GitHub shows {CAP} of a kind at most):\n{}", rest.concat());
        }
    }
    out
}

fn command(checked: &Checked, shown: &Finding) -> String {
    let word = match shown.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let (path, place) = (property(checked.path(shown.place)), shown.place);
    // GitHub ignores columns of a stretch over several lines, and complains.
    let is_one_line = place.line == place.end_line;
    let columns = format!(",col={},endColumn={}", place.column, place.end_column);
    let columns = if is_one_line { &*columns } else { "" };
    let advice = shown.help.as_ref().map_or(String::new(), |help| format!("\n{}", visible(help)));
    let message = data(&format!("{}{advice}", visible(&shown.named())));
    format!(
        "::{word} file={path},line={},endLine={}{columns},title={}::{message}\n",
        place.line,
        place.end_line,
        property(&shown.rule)
    )
}

fn plain(checked: &Checked, shown: &Finding) -> String {
    let place = shown.place;
    let named = shown.named();
    let (path, message) = (visible(checked.path(place)), visible(&named));
    format!("  {path}:{}:{}: [{}] {message}\n", place.line, place.column, shown.rule)
}

/// Escapes the message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property of a command.
fn property(text: &str) -> String {
    data(&visible(text)).replace(':', "%3A").replace(',', "%2C")
}
