//! Checks texts that change, for clients that do not ask for diagnostics themselves.

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use gen_lsp_types::{MessageType, PublishDiagnosticsNotification, PublishDiagnosticsParams, Uri};

use super::client::Client;
use super::diagnostics;
use super::routes;
use super::snapshot::OpenTexts;

/// The longest rest between two checks.
const LONGEST_REST: Duration = Duration::from_millis(300);

/// A thread that checks. The first change after a rest is checked at once; what is typed on meanwhile is checked together, after
/// a rest as long as the last check took, so that at most half of a core is used and short posts are answered without delay.
pub(super) struct Checker {
    sender: Sender<Uri>,
}

impl Checker {
    pub(super) fn start(texts: OpenTexts, client: Client) -> Self {
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || run(&receiver, &texts, &client));
        Self { sender }
    }

    /// Has a document checked soon.
    pub(super) fn look(&self, uri: Uri) {
        // The thread ends with the server only.
        drop(self.sender.send(uri));
    }
}

fn run(receiver: &Receiver<Uri>, texts: &OpenTexts, client: &Client) {
    let mut rested = Instant::now();
    while let Ok(first) = receiver.recv() {
        thread::sleep(rested.saturating_duration_since(Instant::now()));
        let begun = Instant::now();
        let mut waiting: Vec<Uri> = std::iter::once(first).chain(receiver.try_iter()).collect();
        waiting.sort_unstable_by(|one, other| one.as_ref().cmp(other.as_ref()));
        waiting.dedup();
        waiting.iter().for_each(|uri| check(uri, texts, client));
        rested = Instant::now() + begun.elapsed().min(LONGEST_REST);
    }
}

/// Checks the newest text of a document, and says what it found unless there is a newer one by then, which waits already.
fn check(uri: &Uri, texts: &OpenTexts, client: &Client) {
    let Some(version) = texts.get(uri) else { return };
    let diagnostics = match routes::calmly(|| diagnostics::of(&version, client.abilities)) {
        Ok(diagnostics) => diagnostics,
        Err(defect) => return client.log(MessageType::Error, format!("{uri}: {defect}")),
    };
    let params = PublishDiagnosticsParams { uri: uri.clone(), version: Some(version.number), diagnostics };
    texts.if_current(&version, || client.notify::<PublishDiagnosticsNotification>(&params));
}
