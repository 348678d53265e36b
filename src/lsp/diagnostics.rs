//! Findings as diagnostics.

use gen_lsp_types::{
    Code, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DocumentDiagnosticParams,
    DocumentDiagnosticReport, FullDocumentDiagnosticReport, Message, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Uri,
};

use super::client::Abilities;
use super::page::EditorText;
use super::snapshot::Snapshot;
use super::version::{ReadDocument, Version};
use crate::lint::{self, Finding, Severity};

/// The diagnostics of a text.
pub(super) fn of(version: &Version, abilities: Abilities) -> Vec<Diagnostic> {
    let page = EditorText::new(version, abilities.unit);
    version.findings().map(|(reading, finding)| diagnostic(&page, reading, finding, abilities)).collect()
}

/// `textDocument/diagnostic`. A text that the client has the diagnostics of already is not sent again.
pub(super) fn pull(snapshot: &Snapshot, params: DocumentDiagnosticParams) -> DocumentDiagnosticReport {
    let Some(version) = snapshot.version(&params.text_document) else {
        return RelatedFullDocumentDiagnosticReport::default().into();
    };
    let result_id = version.serial.to_string();
    if params.previous_result_id.as_ref() == Some(&result_id) {
        let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id };
        return RelatedUnchangedDocumentDiagnosticReport {
            unchanged_document_diagnostic_report,
            related_documents: None,
        }
        .into();
    }
    let items = of(version, snapshot.client.abilities);
    let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id: Some(result_id), items };
    RelatedFullDocumentDiagnosticReport { full_document_diagnostic_report, related_documents: None }.into()
}

pub(super) fn diagnostic(
    page: &EditorText<'_>,
    reading: &ReadDocument,
    finding: &Finding,
    abilities: Abilities,
) -> Diagnostic {
    let href = lint::rule(finding.rule).map(|rule| Uri(rule.address()));
    let related = finding.related.iter().map(|related| DiagnosticRelatedInformation {
        location: page.location(reading, related.span),
        message: related.message.clone(),
    });
    Diagnostic {
        range: page.range(reading, finding.span),
        severity: Some(severity(finding.severity)),
        code: Some(Code::String(finding.rule.to_owned())),
        code_description: href.map(|href| CodeDescription { href }),
        source: Some("ibid".to_owned()),
        message: Message::String(message(finding)),
        tags: None,
        related_information: abilities
            .related
            .then(|| related.collect())
            .filter(|related: &Vec<_>| !related.is_empty()),
        data: None,
    }
}

/// What is wrong, why it matters and what to do: a line each.
fn message(finding: &Finding) -> String {
    let rest = finding.note.iter().chain(&finding.help);
    std::iter::once(&finding.message).chain(rest).map(String::as_str).collect::<Vec<_>>().join("\n")
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Info => DiagnosticSeverity::Information,
    }
}
