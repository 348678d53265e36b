//! An editor as the server sees it: a process that speaks the protocol with the built program.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long an answer may take on a busy machine before the test fails.
const PATIENCE: Duration = Duration::from_secs(120);

pub(super) struct Editor {
    child: Child,
    stdin: Option<ChildStdin>,
    received: Receiver<Value>,
    /// What was received and not asked for yet.
    kept: Vec<Value>,
    asked: i64,
    /// What the server offered.
    pub(super) offered: Value,
    /// What is answered when the server asks for the configuration.
    pub(super) configuration: Value,
}

/// What most editors can do.
pub(super) fn abilities() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-16"] },
        "textDocument": {
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "publishDiagnostics": { "relatedInformation": true },
        },
    })
}

/// The same, of one that asks for diagnostics when it wants them.
pub(super) fn pulling() -> Value {
    let mut abilities = abilities();
    abilities["textDocument"]["diagnostic"] = json!({});
    abilities
}

impl Editor {
    /// Starts the server and shakes hands.
    pub(super) fn open(capabilities: Value, options: Value) -> Self {
        Self::greeted(capabilities, options, Value::Null)
    }

    /// The same, with a folder open.
    pub(super) fn open_in(folder: &Path, capabilities: Value, options: Value) -> Self {
        Self::greeted(capabilities, options, json!([{ "uri": address(folder), "name": "posts" }]))
    }

    fn greeted(capabilities: Value, options: Value, folders: Value) -> Self {
        let mut editor = Self::started();
        let params = json!({
            "processId": null, "rootUri": null, "capabilities": capabilities,
            "initializationOptions": options, "workspaceFolders": folders,
        });
        editor.offered = editor.ask("initialize", params).unwrap();
        editor.notify("initialized", json!({}));
        editor
    }

    /// Starts the server, which has not been greeted.
    pub(super) fn started() -> Self {
        // Another build of the program can be measured with the tests as they are.
        let program = std::env::var_os("IBID_PROGRAM").unwrap_or_else(|| env!("CARGO_BIN_EXE_ibid").into());
        let mut child = Command::new(program)
            .args(["server", "--stdio"])
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take().unwrap());
        let (sender, received) = mpsc::channel();
        thread::spawn(move || {
            let mut stdout = BufReader::new(stdout);
            while let Some(message) = read(&mut stdout) {
                drop(sender.send(message));
            }
        });
        let (kept, offered, configuration) = (Vec::new(), Value::Null, Value::Null);
        Self { child, stdin, received, kept, asked: 0, offered, configuration }
    }

    pub(super) fn send(&mut self, message: &Value) {
        let body = message.to_string();
        let stdin = self.stdin.as_mut().unwrap();
        // A server that is gone is what some tests are about.
        drop(write!(stdin, "Content-Length: {}\r\n\r\n{body}", body.len()).and_then(|()| stdin.flush()));
    }

    pub(super) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request; returns its id.
    pub(super) fn begin(&mut self, method: &str, params: Value) -> i64 {
        self.asked += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": self.asked, "method": method, "params": params }));
        self.asked
    }

    /// Sends a request and waits for its answer.
    pub(super) fn ask(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.begin(method, params);
        self.answer(id)
    }

    /// Waits for the answer to a request.
    pub(super) fn answer(&mut self, id: i64) -> Result<Value, Value> {
        let message = self.wait(|message| message["id"] == id && message.get("method").is_none());
        match message.get("error") {
            Some(error) => Err(error.clone()),
            None => Ok(message["result"].clone()),
        }
    }

    /// Waits for a message; the others are kept, and what the server asks is answered.
    pub(super) fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.kept.iter().position(&wanted) {
            return self.kept.remove(at);
        }
        let end = Instant::now() + PATIENCE;
        loop {
            let message = self.received.recv_timeout(end.saturating_duration_since(Instant::now()));
            let message = message.unwrap_or_else(|error| panic!("{error}; so far {:?}", self.kept));
            if message.get("id").is_some() && message.get("method").is_some() {
                let result = match message["method"].as_str() {
                    Some("workspace/configuration") => json!([self.configuration]),
                    _ => Value::Null,
                };
                self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": result }));
            }
            if wanted(&message) {
                return message;
            }
            self.kept.push(message);
        }
    }

    pub(super) fn open_text(&mut self, uri: &str, language: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Replaces all of a text.
    pub(super) fn replace_text(&mut self, uri: &str, version: i64, text: &str) {
        self.change_text(uri, version, &json!([{ "text": text }]));
    }

    pub(super) fn change_text(&mut self, uri: &str, version: i64, changes: &Value) {
        let document = json!({ "uri": uri, "version": version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// Waits for the diagnostics of a version of a text.
    pub(super) fn published(&mut self, uri: &str, version: i64) -> Vec<Value> {
        let message = self.wait(|message| {
            let params = &message["params"];
            message["method"] == "textDocument/publishDiagnostics"
                && params["uri"] == uri
                && params["version"] == version
        });
        message["params"]["diagnostics"].as_array().unwrap().clone()
    }

    /// The versions whose diagnostics were published and not asked for.
    pub(super) fn versions_published(&self) -> Vec<i64> {
        let published = self.kept.iter().filter(|message| message["method"] == "textDocument/publishDiagnostics");
        published.filter_map(|message| message["params"]["version"].as_i64()).collect()
    }

    /// Asks for the diagnostics of a text.
    pub(super) fn pulled(&mut self, uri: &str) -> Vec<Value> {
        let report = self.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } })).unwrap();
        report["items"].as_array().unwrap().clone()
    }

    /// Asks about a place.
    pub(super) fn ask_at(&mut self, method: &str, uri: &str, position: &Value) -> Value {
        let mut params = json!({ "textDocument": { "uri": uri }, "position": position });
        if method == "textDocument/references" {
            params["context"] = json!({ "includeDeclaration": true });
        }
        self.ask(method, params).unwrap()
    }

    /// The memory that the server holds, as the system counts it.
    pub(super) fn resident(&self) -> String {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("unknown").trim().to_owned()
    }

    /// The processor time that the server has used, as Linux counts it: in hundredths of a second.
    pub(super) fn processor_time(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        let fields = stat.rsplit(") ").next().unwrap_or_default().split(' ').skip(11).take(2);
        Duration::from_millis(10 * fields.filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>())
    }

    /// Closes the server as the protocol wants it.
    pub(super) fn close(mut self) -> ExitStatus {
        self.ask("shutdown", Value::Null).unwrap();
        self.notify("exit", Value::Null);
        self.end()
    }

    /// Closes the pipe and waits for the end of the server.
    pub(super) fn end(mut self) -> ExitStatus {
        drop(self.stdin.take());
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < end, "the server does not end");
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Editor {
    /// A test that fails leaves no server behind.
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn read(stdout: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if stdout.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().split_once(": ") {
            Some(("Content-Length", number)) => length = number.parse().ok()?,
            _ if line.trim().is_empty() => break,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    stdout.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

/// The address of a file.
pub(super) fn address(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// The place of the first `needle` of a text, in UTF-16, `into` characters into it.
pub(super) fn place(text: &str, needle: &str, into: usize) -> Value {
    let start = text.find(needle).unwrap_or_else(|| panic!("no {needle} in the text"));
    let skipped: usize = needle.chars().take(into).map(char::len_utf8).sum();
    position(text, start + skipped)
}

/// The place of a byte of a text, in UTF-16.
pub(super) fn position(text: &str, offset: usize) -> Value {
    let before = &text[..offset];
    let line = before.replace("\r\n", "\n").matches(['\n', '\r']).count();
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    json!({ "line": line, "character": before[start..].encode_utf16().count() })
}

/// The words of a text that a range covers, counted in UTF-16.
pub(super) fn words<'t>(text: &'t str, range: &Value) -> &'t str {
    &text[offset(text, &range["start"])..offset(text, &range["end"])]
}

/// A text with the edits of the protocol made.
pub(super) fn apply(text: &str, edits: &[Value]) -> String {
    let mut edits: Vec<_> = edits.iter().map(|edit| (&edit["range"], edit["newText"].as_str().unwrap())).collect();
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(offset(text, &range["start"])));
    let mut text = text.to_owned();
    for (range, new) in edits {
        let (start, end) = (offset(&text, &range["start"]), offset(&text, &range["end"]));
        text.replace_range(start..end, new);
    }
    text
}

fn offset(text: &str, position: &Value) -> usize {
    let number = |name: &str| usize::try_from(position[name].as_u64().unwrap()).unwrap();
    let mut start = 0;
    for _ in 0..number("line") {
        start += text[start..].find('\n').map_or(text.len() - start, |at| at + 1);
    }
    let mut units = 0;
    let character = number("character");
    let inside = text[start..].find(|c: char| {
        units += c.len_utf16();
        units > character
    });
    inside.map_or(text.len(), |at| start + at)
}
