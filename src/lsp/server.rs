//! The life of the server: it is opened, told of texts, asked, and closed.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::Result;
use gen_lsp_types::{
    CancelNotification, CancelParams, ConfigurationItem, ConfigurationParams, ConfigurationRequest,
    DiagnosticRefreshRequest, DidChangeConfigurationNotification, DidChangeConfigurationParams,
    DidChangeTextDocumentNotification, DidChangeTextDocumentParams, DidChangeWatchedFilesNotification,
    DidChangeWatchedFilesParams, DidCloseTextDocumentNotification, DidCloseTextDocumentParams,
    DidOpenTextDocumentNotification, DidOpenTextDocumentParams, DidSaveTextDocumentNotification,
    DidSaveTextDocumentParams, ExitNotification, Id, InitializeParams, LspNotificationMethod, MessageType,
    Notification as _, PublishDiagnosticsNotification, PublishDiagnosticsParams, RegistrationParams,
    RegistrationRequest, Request as _, ShowMessageNotification, ShowMessageParams, ShutdownRequest,
    TextDocumentContentChangeEvent, Uri, WorkspaceFolders,
};
use lsp_server::{Connection, ErrorCode, IoThreads, Message, Notification, Outgoing, ReqQueue, Request, RequestId};
use serde_json::{Value, from_value, json};

use super::capabilities;
use super::checker::Checker;
use super::client::{Abilities, Client};
use super::held::{Held, Workspace};
use super::host::Host;
use super::page;
use super::preferences::Preferences;
use super::routes::{Routes, failure};
use super::snapshot::{OpenTexts, PendingRequests, Snapshot};
use super::uri;
use super::version::Version;
use crate::reference::Memory;
use crate::text::LineIndex;

/// How long the end of the server waits until its last words are written.
const LONGEST_FAREWELL: Duration = Duration::from_secs(1);

/// So many edits later, what was read of notes and is no longer asked for is forgotten: each keystroke in a note makes another.
const EDITS_REMEMBERED: u64 = 500;

/// Files whose change changes what documents are held to.
const SETTINGS_FILES: &[&str] = &["ibid.toml", "pyproject.toml"];

/// Serves one client over standard input and output until it closes the server or is gone.
pub(crate) fn serve(host: Host) -> Result<ExitCode> {
    let (connection, threads) = Connection::stdio();
    let outcome = converse(connection, host);
    let written = farewell(threads);
    let is_closed = outcome?;
    written?;
    Ok(ExitCode::from(u8::from(!is_closed)))
}

/// Waits until all is written, but not for work that still goes on.
fn farewell(threads: IoThreads) -> std::io::Result<()> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(threads.join()));
    receiver.recv_timeout(LONGEST_FAREWELL).unwrap_or(Ok(()))
}

/// Returns true if the client closed the server in the order that the protocol asks for.
fn converse(connection: Connection, host: Host) -> Result<bool> {
    let (id, params) = connection.initialize_start()?;
    let params: InitializeParams = match from_value(params) {
        Ok(params) => params,
        Err(error) => {
            let client = Client::new(connection.sender, Abilities::of(&Default::default()));
            client.respond(id, Err(failure(ErrorCode::InvalidParams, error)));
            return Ok(false);
        }
    };
    let abilities = Abilities::of(&params.capabilities);
    let folders = folders(&params);
    let options = params.initialization_options.unwrap_or_default();
    let (preferences, problem) = match Preferences::read(&options, &Value::Null) {
        Ok(preferences) => (preferences, None),
        Err(problem) => (Preferences::default(), Some(problem)),
    };
    connection.initialize_finish(id, serde_json::to_value(capabilities::offered(abilities, &preferences))?)?;
    let client = Client::new(connection.sender, abilities);
    problem.into_iter().for_each(|problem| client.log(MessageType::Warning, problem));
    let mut server = Server::new(client, host, (options, preferences), folders);
    server.begin();
    for message in &connection.receiver {
        match message {
            Message::Request(request) => server.request(request),
            Message::Notification(note) if note.method == ExitNotification::METHOD.as_str() => break,
            Message::Notification(note) => server.notification(note),
            Message::Response(response) => server.response(response.id, response.response_result.ok()),
        }
    }
    Ok(server.is_closing)
}

/// Takes a notification.
type Take = fn(&mut Server, Value) -> Result<(), serde_json::Error>;

/// Every notification that the server acts on; one line each.
#[rustfmt::skip]
const NOTIFICATIONS: &[(LspNotificationMethod<'static>, Take)] = &[
    (CancelNotification::METHOD, |server, params| from_value(params).map(|params| server.cancel(params))),
    (DidOpenTextDocumentNotification::METHOD, |server, params| from_value(params).map(|params| server.open(params))),
    (DidChangeTextDocumentNotification::METHOD, |server, params| from_value(params).map(|params| server.change(params))),
    (DidSaveTextDocumentNotification::METHOD, |server, params| from_value(params).map(|params| server.save(&params))),
    (DidCloseTextDocumentNotification::METHOD, |server, params| from_value(params).map(|params| server.close(params))),
    (DidChangeConfigurationNotification::METHOD, |server, params| from_value(params).map(|params| server.configure(&params))),
    (DidChangeWatchedFilesNotification::METHOD, |server, params| from_value(params).map(|params| server.watched(&params))),
];

/// What to do with the answer to a question of ours.
type Then = fn(&mut Server, Value);

struct Server {
    client: Client,
    host: Host,
    texts: OpenTexts,
    checker: Checker,
    workspace: Arc<Workspace>,
    folders: Arc<Vec<PathBuf>>,
    /// The options of initialization.
    options: Value,
    routes: Routes,
    pending: PendingRequests,
    outgoing: Outgoing<Then>,
    serial: u64,
    /// The last problem of the settings that was told.
    told: Option<String>,
    is_closing: bool,
}

impl Server {
    fn new(client: Client, host: Host, (options, preferences): (Value, Preferences), folders: Vec<PathBuf>) -> Self {
        let (texts, ReqQueue { incoming, outgoing }) = (OpenTexts::default(), ReqQueue::default());
        Self {
            checker: Checker::start(texts.clone(), client.clone()),
            workspace: Arc::new(Workspace::new(host, preferences, 0)),
            folders: Arc::new(folders),
            options,
            routes: Routes::all(),
            pending: PendingRequests::new(incoming),
            serial: 0,
            told: None,
            is_closing: false,
            client,
            host,
            texts,
            outgoing,
        }
    }

    /// Asks the client for its settings, and to watch ours.
    fn begin(&mut self) {
        if self.client.abilities.watches {
            let settings = SETTINGS_FILES.iter().map(|name| format!("**/{name}"));
            let patterns = settings.chain(self.workspace.preferences.library.clone());
            let watchers: Vec<Value> = patterns.map(|pattern| json!({ "globPattern": pattern })).collect();
            let registration = json!({
                "registrations": [{
                    "id": "settings",
                    "method": DidChangeWatchedFilesNotification::METHOD,
                    "registerOptions": { "watchers": watchers },
                }]
            });
            if let Ok(params) = from_value::<RegistrationParams>(registration) {
                self.ask::<RegistrationRequest>(params, |_, _| {});
            }
        }
        self.ask_for_preferences();
    }

    fn ask_for_preferences(&mut self) {
        if self.client.abilities.configuration {
            let items = vec![ConfigurationItem { scope_uri: None, section: Some("ibid".to_owned()) }];
            self.ask::<ConfigurationRequest>(ConfigurationParams { items }, |server, answer| {
                server.prefer(answer.get(0).unwrap_or(&Value::Null));
            });
        }
    }

    fn ask<R: gen_lsp_types::Request>(&mut self, params: R::Params, then: Then) {
        let request = self.outgoing.register(R::METHOD.to_string(), params, then);
        self.client.send(request);
    }

    fn response(&mut self, id: RequestId, answer: Option<Value>) {
        if let (Some(then), Some(answer)) = (self.outgoing.complete(id), answer) {
            then(self, answer);
        }
    }

    /// Answers a request on the pool, from the texts as they are now. Whoever takes it from the pending ones answers it.
    fn request(&mut self, request: Request) {
        let Request { id, method, params } = request;
        if self.is_closing {
            return self.client.respond(id, Err(failure(ErrorCode::InvalidRequest, "the server is closing")));
        }
        if method == ShutdownRequest::METHOD.as_str() {
            self.is_closing = true;
            return self.client.respond(id, Ok(Value::Null));
        }
        let answer = match self.routes.get(&method) {
            Ok(answer) => answer,
            Err(error) => return self.client.respond(id, Err(error)),
        };
        self.pending.lock().register(id.clone(), ());
        let snapshot = self.snapshot(id);
        rayon::spawn_fifo(move || {
            if !snapshot.is_cancelled() {
                let answer = answer(&snapshot, params);
                snapshot.respond(answer);
            }
        });
    }

    fn snapshot(&self, id: RequestId) -> Snapshot {
        Snapshot {
            texts: self.texts.lock().clone(),
            client: self.client.clone(),
            workspace: Arc::clone(&self.workspace),
            folders: Arc::clone(&self.folders),
            id,
            pending: self.pending.clone(),
        }
    }

    fn notification(&mut self, note: Notification) {
        let known = NOTIFICATIONS.iter().find(|(method, _)| method.as_str() == note.method);
        if let Some(Err(error)) = known.map(|(_, take)| take(self, note.params)) {
            self.client.log(MessageType::Error, format!("{}: {error}", note.method));
        }
    }

    fn cancel(&mut self, params: CancelParams) {
        let id = match params.id {
            Id::Int(number) => RequestId::from(number),
            Id::String(text) => RequestId::from(text),
        };
        let cancelled = self.pending.lock().cancel(id);
        cancelled.into_iter().for_each(|response| self.client.send(response));
    }

    fn open(&mut self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        let text = Arc::new(document.text);
        let language = String::from(document.language_id);
        let held = Held::new(Arc::clone(&self.workspace), &document.uri, language, &text);
        self.tell(&held);
        self.put(document.uri, document.version, text, Arc::new(held), Memory::of_typing());
    }

    /// Makes the changes of a text one after the other, each in what the one before left.
    fn change(&mut self, params: DidChangeTextDocumentParams) {
        let document = params.text_document;
        let uri = document.text_document_identifier.uri;
        let Some(version) = self.texts.get(&uri) else { return };
        let mut text = String::clone(&version.text);
        params.content_changes.into_iter().for_each(|change| self.make(&mut text, change));
        let is_old = self.serial.is_multiple_of(EDITS_REMEMBERED);
        let memory = if is_old { version.memory.aged() } else { version.memory.clone() };
        self.put(uri, document.version, Arc::new(text), Arc::clone(&version.held), memory);
    }

    fn make(&self, text: &mut String, change: TextDocumentContentChangeEvent) {
        match change {
            TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                let lines = LineIndex::new(text);
                let place = |position| page::offset(&lines, position, self.client.abilities.unit);
                let (start, end) = (place(part.range.start), place(part.range.end));
                text.replace_range(start..end.max(start), &part.text);
            }
            TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => *text = whole.text,
        }
    }

    /// Looks anew at what a document is held to: it may have been committed, and its settings saved without a watch on them.
    fn save(&mut self, params: &DidSaveTextDocumentParams) {
        self.refresh(self.workspace.preferences.clone());
        self.renew(&params.text_document.uri);
    }

    fn close(&mut self, params: DidCloseTextDocumentParams) {
        let uri = params.text_document.uri;
        let mut texts = self.texts.lock();
        texts.remove(&uri);
        if !self.client.abilities.pulls {
            let params = PublishDiagnosticsParams { uri, version: None, diagnostics: Vec::new() };
            self.client.notify::<PublishDiagnosticsNotification>(&params);
        }
    }

    /// Only files of settings and the library are watched, so that any change is one of what documents are held to.
    fn watched(&mut self, _: &DidChangeWatchedFilesParams) {
        self.reload(self.workspace.preferences.clone());
    }

    fn configure(&mut self, params: &DidChangeConfigurationParams) {
        if self.client.abilities.configuration {
            self.ask_for_preferences();
        } else {
            self.prefer(&params.settings);
        }
    }

    fn prefer(&mut self, settings: &Value) {
        match Preferences::read(&self.options, settings) {
            Ok(preferences) if preferences != self.workspace.preferences => self.reload(preferences),
            Ok(_) => {}
            Err(error) => self.warn(error),
        }
    }

    /// Forgets what was read of settings, styles, library and git.
    fn refresh(&mut self, preferences: Preferences) {
        self.serial += 1;
        self.workspace = Arc::new(Workspace::new(self.host, preferences, self.serial));
    }

    /// Holds all open documents to the settings as they are now.
    fn reload(&mut self, preferences: Preferences) {
        self.refresh(preferences);
        let open: Vec<Uri> = self.texts.lock().keys().cloned().collect();
        open.iter().for_each(|uri| self.renew(uri));
        if self.client.abilities.refreshes {
            self.ask::<DiagnosticRefreshRequest>((), |_, _| {});
        }
    }

    /// Holds an open document to the settings as they are now.
    fn renew(&mut self, uri: &Uri) {
        let Some(version) = self.texts.get(uri) else { return };
        let held = version.held.under(Arc::clone(&self.workspace), uri);
        self.tell(&held);
        let memory = version.memory.clone();
        self.put(uri.clone(), version.number, Arc::clone(&version.text), Arc::new(held), memory);
    }

    /// Takes a text as the newest of its document.
    fn put(&mut self, uri: Uri, number: i32, text: Arc<String>, held: Arc<Held>, memory: Memory) {
        self.serial += 1;
        let version = Version::new(uri.clone(), number, self.serial, text, held, memory);
        self.texts.lock().insert(uri.clone(), Arc::new(version));
        if !self.client.abilities.pulls {
            self.checker.look(uri);
        }
    }

    /// Says what is wrong with the settings of a document, once.
    fn tell(&mut self, held: &Held) {
        if held.problem != self.told {
            self.told.clone_from(&held.problem);
            held.problem.iter().for_each(|problem| self.warn(problem.clone()));
        }
    }

    fn warn(&self, message: String) {
        self.client.notify::<ShowMessageNotification>(&ShowMessageParams { kind: MessageType::Warning, message });
    }
}

/// The folders that a client has open.
#[expect(deprecated, reason = "older clients name one folder in a field of its own")]
fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    let several = match &params.workspace_folders_initialize_params.workspace_folders {
        Some(WorkspaceFolders::WorkspaceFolderList(folders)) => folders.iter().map(|folder| &folder.uri).collect(),
        _ => Vec::new(),
    };
    let named = if several.is_empty() { params.root_uri.iter().collect() } else { several };
    named.into_iter().filter_map(uri::path).collect()
}
