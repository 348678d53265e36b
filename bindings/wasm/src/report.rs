//! Findings out.

use ibid::api::{Checked, Report};
use ibid::lint::fingerprints;
use ibid::report::{concise, github, human, sarif, statistics};
use ibid::{Analysis, Finding, Mended, Settings, Source, check};
use serde_json::{Value, json};

use crate::document::{self, Read};
use crate::wishes::Wishes;
use crate::{Answer, error};

/// The findings that hold. Where words were read without models, nothing holds that rests on them: of `markers_only` the findings do, but no
/// fix, and of anything else nothing.
pub(crate) fn trusted(findings: Vec<Finding>, post: &Read, wishes: &Wishes) -> Option<Vec<Finding>> {
    if !post.analysis.is_read() || ibid::has_models() {
        return Some(findings);
    }
    document::forget();
    wishes.markers_only.then(|| findings.into_iter().map(|finding| Finding { fix: None, ..finding }).collect())
}

/// The findings that a caller wants mended, by their fingerprints; all, unless any are named.
pub(crate) fn wanted(findings: Vec<Finding>, wishes: &Wishes, analysis: &Analysis) -> Vec<Finding> {
    let Some(wanted) = &wishes.fingerprints else { return findings };
    let known = fingerprints(&analysis.document.text, &findings);
    let named = findings.into_iter().zip(known).filter(|(_, fingerprint)| wanted.contains(fingerprint));
    named.map(|(finding, _)| finding).collect()
}

/// The findings of a document with their places.
pub(crate) fn checked(post: &Read, findings: Vec<Finding>) -> Checked {
    Checked::new(&post.sources, &post.analysis.document, findings)
}

/// The findings of a document under its lines.
pub(crate) fn drawn(post: &Read, findings: &[Finding]) -> String {
    human::render(&post.sources, &post.analysis.document, findings, false)
}

/// A document after its fixes, and what is left to say of it.
pub(crate) fn mended(post: &Read, mended: &Mended, settings: &Settings) -> Answer<Value> {
    let applied = mended.applied.iter().map(|fix| json!({ "rule": fix.rule, "message": fix.message }));
    let refused = mended.refused.iter();
    let refused = refused.map(|fix| json!({ "rule": fix.rule, "message": fix.message, "harm": fix.harm.to_string() }));
    let text = mended.texts.concat();
    let now = [Source::new(post.path(), &*text)];
    let left = check(&mended.analysis, None, settings);
    let drawn = human::render(&now, &mended.analysis.document, &left, false);
    let left = [Checked::new(&now, &mended.analysis.document, left)];
    Ok(json!({
        "text": text,
        "applied": applied.collect::<Value>(),
        "refused": refused.collect::<Value>(),
        "left": Report::of(&left),
        "drawn": drawn,
    }))
}

/// A report as the program writes it.
pub(crate) fn written(report: &str, to: &str) -> Answer<String> {
    let report: Report<'_> = serde_json::from_str(report).map_err(error)?;
    let files = &*report.files;
    Ok(match to {
        "concise" => files.iter().map(concise::render).collect(),
        "github" => github::render(files),
        "sarif" => sarif::render(files),
        "statistics" => statistics::render(files),
        "summary" => statistics::summary(files.iter()),
        _ => return Err(error(format_args!("there is no report \"{to}\""))),
    })
}
