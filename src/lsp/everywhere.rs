//! Diagnostics of all documents in the folders of a client, open or not.

use std::path::Path;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use gen_lsp_types::{
    FullDocumentDiagnosticReport, PreviousResultId, ProgressNotification, ProgressParams, ProgressToken,
    UnchangedDocumentDiagnosticReport, Uri, WorkDoneProgressBegin, WorkDoneProgressEnd, WorkDoneProgressReport,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDocumentDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport,
};
use serde::Serialize;

use super::client::Client;
use super::diagnostics;
use super::held::Held;
use super::snapshot::Snapshot;
use super::uri;
use super::version::Version;
use crate::document;
use crate::reference::Memory;

/// `workspace/diagnostic`. A file that has not changed since the client asked last is not read again.
pub(super) fn pull(snapshot: &Snapshot, params: WorkspaceDiagnosticParams) -> WorkspaceDiagnosticReport {
    let files = snapshot.workspace.files(&snapshot.folders);
    let progress = Progress::begin(&snapshot.client, params.work_done_progress_params.work_done_token, files.len());
    let mut items = Vec::with_capacity(files.len());
    for (done, file) in files.iter().enumerate() {
        if snapshot.is_cancelled() {
            break;
        }
        progress.report(done, file);
        items.extend(report(snapshot, file, &params.previous_result_ids));
    }
    progress.end();
    WorkspaceDiagnosticReport { items }
}

fn report(snapshot: &Snapshot, file: &Path, known: &[PreviousResultId]) -> Option<WorkspaceDocumentDiagnosticReport> {
    let uri = uri::of_path(file);
    let open = snapshot.texts.get(&uri);
    let result_id = match open {
        Some(version) => version.serial.to_string(),
        None => format!("{}-{}", snapshot.workspace.serial, stamp(file)?),
    };
    let number = open.map(|version| version.number);
    if known.iter().any(|known| known.uri == uri && known.value == result_id) {
        let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id };
        let report =
            WorkspaceUnchangedDocumentDiagnosticReport { uri, version: number, unchanged_document_diagnostic_report };
        return Some(report.into());
    }
    let version = match open {
        Some(version) => Arc::clone(version),
        None => Arc::new(read(snapshot, file, &uri)?),
    };
    let items = diagnostics::of(&version, snapshot.client.abilities);
    let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id: Some(result_id), items };
    Some(WorkspaceFullDocumentDiagnosticReport { uri, version: number, full_document_diagnostic_report }.into())
}

/// What changes when a file does: its time and its length.
fn stamp(file: &Path) -> Option<String> {
    let data = file.metadata().ok()?;
    let time = data.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("{}-{}", time.as_nanos(), data.len()))
}

/// The text of a file that is not open.
fn read(snapshot: &Snapshot, file: &Path, uri: &Uri) -> Option<Version> {
    let bytes = crate::workspace::file(file).ok()?;
    let text = document::open(file.display().to_string(), bytes).ok()?.text;
    let held = Held::new(Arc::clone(&snapshot.workspace), uri, String::new(), &text);
    Some(Version::new(uri.clone(), 0, 0, text, Arc::new(held), Memory::default()))
}

/// Tells the client how far the server is, if it asked to be told.
struct Progress<'c> {
    client: &'c Client,
    token: Option<ProgressToken>,
    files: usize,
}

impl<'c> Progress<'c> {
    fn begin(client: &'c Client, token: Option<ProgressToken>, files: usize) -> Self {
        let progress = Self { client, token, files };
        let begin = WorkDoneProgressBegin {
            title: "ibid checks notes".to_owned(),
            cancellable: Some(true),
            message: None,
            percentage: Some(0),
        };
        progress.tell(begin);
        progress
    }

    fn report(&self, done: usize, file: &Path) {
        let percentage = u32::try_from(100 * done / self.files.max(1)).ok();
        let message = file.file_name().map(|name| name.to_string_lossy().into_owned());
        let report = WorkDoneProgressReport { cancellable: None, message, percentage };
        self.tell(report);
    }

    fn end(&self) {
        self.tell(WorkDoneProgressEnd::default());
    }

    fn tell(&self, value: impl Serialize) {
        if let (Some(token), Ok(value)) = (self.token.clone(), serde_json::to_value(value)) {
            self.client.notify::<ProgressNotification>(&ProgressParams { token, value });
        }
    }
}
