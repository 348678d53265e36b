//! How the server is opened and closed, and what it does with what is no request.

use serde_json::{Value, json};

use super::editor::{Editor, abilities, pulling};

const POST: &str = "One.[^1] Two.[^3]\n\n[^1]: Nobody knew.\n";

#[test]
fn a_server_is_opened_and_closed() {
    let editor = Editor::open(abilities(), Value::Null);
    assert_eq!(editor.offered["serverInfo"]["name"], "ibid");
    assert_eq!(editor.offered["capabilities"]["positionEncoding"], "utf-16");
    assert!(editor.offered["capabilities"].get("diagnosticProvider").is_none());
    assert_eq!(editor.close().code(), Some(0));
}

#[test]
fn columns_are_bytes_for_a_client_that_counts_them() {
    for (offers, taken) in [
        (json!(["utf-8", "utf-16"]), "utf-8"),
        (json!(["utf-16", "utf-8"]), "utf-8"),
        (json!(["utf-32"]), "utf-16"),
        (Value::Null, "utf-16"),
    ] {
        let editor = Editor::open(json!({ "general": { "positionEncodings": offers } }), Value::Null);
        assert_eq!(editor.offered["capabilities"]["positionEncoding"], taken);
    }
}

#[test]
fn an_end_without_a_farewell_is_a_failure() {
    let mut abrupt = Editor::open(abilities(), Value::Null);
    abrupt.notify("exit", Value::Null);
    assert_eq!(abrupt.end().code(), Some(1));
    assert_eq!(Editor::open(abilities(), Value::Null).end().code(), Some(1), "the editor is gone");
}

#[test]
fn nothing_is_answered_before_the_greeting_nor_after_the_farewell() {
    let mut early = Editor::started();
    let error = early.ask("textDocument/hover", json!({})).unwrap_err();
    assert_eq!(error["code"], -32002);
    let mut late = Editor::open(abilities(), Value::Null);
    late.ask("shutdown", Value::Null).unwrap();
    assert_eq!(late.ask("textDocument/hover", json!({})).unwrap_err()["code"], -32600);
    late.notify("exit", Value::Null);
    assert_eq!(late.end().code(), Some(0));
}

#[test]
fn what_is_not_understood_is_said_and_does_no_harm() {
    let mut editor = Editor::open(pulling(), json!({ "compareWith": "yesterday" }));
    let warned = editor.wait(|message| message["method"] == "window/logMessage");
    assert!(warned["params"]["message"].as_str().unwrap().contains("yesterday"));
    assert_eq!(editor.ask("textDocument/prepareCallHierarchy", json!({})).unwrap_err()["code"], -32601);
    assert_eq!(editor.ask("textDocument/hover", json!({ "position": "here" })).unwrap_err()["code"], -32602);
    editor.notify("textDocument/didOpen", json!({ "textDocument": 3 }));
    editor.notify("$/setTrace", json!({ "value": "off" }));
    editor.change_text("file:///never-opened.md", 2, &json!([{ "text": "x" }]));
    assert_eq!(editor.pulled("file:///never-opened.md"), Vec::<Value>::new());
    editor.open_text("untitled:Untitled-1", "markdown", POST);
    assert_eq!(editor.pulled("untitled:Untitled-1")[0]["code"], "marker-undefined");
    assert_eq!(editor.close().code(), Some(0));
}

#[test]
fn a_message_that_is_no_json_ends_the_server_with_a_word() {
    let mut editor = Editor::open(abilities(), Value::Null);
    editor.send(&json!("no message"));
    assert_eq!(editor.end().code(), Some(2));
}

/// A post of many notes that takes a while.
pub(super) fn long_post(notes: usize) -> String {
    let claims: String = (1..=notes).map(|note| format!("Claim {note} is made here.[^{note}]\n\n")).collect();
    let note = |note: usize| match note % 3 {
        1 => format!("[^{note}]: Lucy Wells, *Salt Roads of {note}* (London: Cape, 1987), {note}.\n"),
        2 => format!("[^{note}]: Ibid., {}.\n", note + 1),
        _ => format!("[^{note}]: Wells, *Salt Roads of {}*, {note}.\n", note - 2),
    };
    claims + &(1..=notes).map(note).collect::<String>()
}

#[test]
fn a_cancelled_request_is_answered_once_and_as_cancelled() {
    let mut editor = Editor::open(pulling(), Value::Null);
    let uri = "file:///long.md";
    editor.open_text(uri, "markdown", &long_post(600));
    let asked: Vec<i64> =
        (0..8).map(|_| editor.begin("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }))).collect();
    for id in &asked {
        editor.notify("$/cancelRequest", json!({ "id": id }));
    }
    editor.notify("$/cancelRequest", json!({ "id": 4711 }));
    editor.notify("$/cancelRequest", json!({ "id": "a" }));
    for id in asked {
        assert_eq!(editor.answer(id).unwrap_err()["code"], -32800);
    }
    // The server is alive, and says nothing more of what was cancelled.
    let last = editor.begin("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
    assert!(editor.answer(last).is_ok());
    assert_eq!(editor.close().code(), Some(0));
}

#[test]
fn a_busy_server_closes_at_once() {
    for capabilities in [abilities(), pulling()] {
        let mut editor = Editor::open(capabilities, Value::Null);
        editor.open_text("file:///long.md", "markdown", &long_post(2000));
        editor.begin("textDocument/documentSymbol", json!({ "textDocument": { "uri": "file:///long.md" } }));
        let begun = std::time::Instant::now();
        assert_eq!(editor.close().code(), Some(0));
        assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
    }
}
