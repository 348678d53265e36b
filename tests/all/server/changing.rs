//! What the server changes: code actions, rename, completion; and what it shows in the lines.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::editor::{Editor, abilities, address, apply, place, position, pulling};

const URI: &str = "file:///posts/post.md";

const POST: &str = "One.[^1] Two.[^2] Three.[^3]\n\n\
    [^1]: Lucy Wells, *Salt Roads* (London: Cape, 1987), 3.\n\
    [^2]: Ibid., 7.\n\
    [^3]: Wells, *Salt Roads*, 9.\n";

const GAP: &str = "One.[^1] Two.[^3]\n\n[^1]: Nobody knew.\n[^3]: They never asked.\n";

fn opened(capabilities: Value, options: Value, text: &str) -> Editor {
    let mut editor = Editor::open(capabilities, options);
    editor.open_text(URI, "markdown", text);
    editor
}

/// The actions at the first `needle`, of one kind or of all.
fn actions(editor: &mut Editor, text: &str, needle: &str, only: Option<&str>) -> Vec<Value> {
    let at = place(text, needle, 1);
    let mut context = json!({ "diagnostics": [] });
    if let Some(only) = only {
        context["only"] = json!([only]);
    }
    let params = json!({ "textDocument": { "uri": URI }, "range": { "start": at, "end": at }, "context": context });
    editor.ask("textDocument/codeAction", params).unwrap().as_array().unwrap().clone()
}

fn titled<'a>(actions: &'a [Value], title: &str) -> &'a Value {
    let found = actions.iter().find(|action| action["title"].as_str().unwrap().starts_with(title));
    found.unwrap_or_else(|| panic!("no {title} in {actions:?}"))
}

fn made(text: &str, edit: &Value) -> String {
    apply(text, edit["changes"][URI].as_array().unwrap())
}

#[test]
fn a_fix_is_offered_where_its_finding_stands() {
    let mut editor = opened(pulling(), Value::Null, GAP);
    let found = actions(&mut editor, GAP, "[^3]: They", Some("quickfix"));
    let fix = titled(&found, "renumber the notes from 1 to 2");
    assert_eq!((&fix["kind"], &fix["isPreferred"]), (&json!("quickfix"), &json!(true)));
    assert_eq!(fix["diagnostics"][0]["code"], "number-gap");
    assert_eq!(made(GAP, &fix["edit"]), GAP.replace("[^3]", "[^2]"));
    assert_eq!(actions(&mut editor, GAP, "One", Some("quickfix")), Vec::<Value>::new());
}

#[test]
fn all_safe_fixes_are_made_at_once() {
    let text = GAP.replace('\n', "\r\n");
    let mut editor = opened(pulling(), Value::Null, &text);
    for only in ["source.fixAll.ibid", "source.fixAll", "source"] {
        let found = actions(&mut editor, &text, "One", Some(only));
        assert_eq!(found.len(), 1, "{only}");
        assert_eq!(made(&text, &found[0]["edit"]), text.replace("[^3]", "[^2]"));
    }
    assert_eq!(actions(&mut editor, &text, "One", Some("source.organizeImports")), Vec::<Value>::new());
}

#[test]
fn a_citation_takes_other_forms() {
    let mut editor = opened(pulling(), Value::Null, POST);
    for (needle, title, old, new) in [
        ("Ibid., 7", "write “Wells, *Salt Roads*” instead of “Ibid.”", "Ibid., 7", "Wells, *Salt Roads*, 7"),
        ("Wells, *Salt Roads*, 9", "write “Ibid.” instead", "Wells, *Salt Roads*, 9", "Ibid., 9"),
        (
            "Wells, *Salt Roads*, 9",
            "give the source in full",
            "Wells, *Salt Roads*, 9",
            "Lucy Wells, *Salt Roads* (London: Cape, 1987), 9",
        ),
    ] {
        let found = actions(&mut editor, POST, needle, Some("refactor"));
        assert_eq!(made(POST, &titled(&found, title)["edit"]), POST.replace(old, new), "{title}");
    }
}

#[test]
fn a_new_note_moves_the_others_and_keeps_every_ibid() {
    let mut editor = opened(pulling(), Value::Null, POST);
    let found = actions(&mut editor, POST, "[^2]", None);
    let changed = made(POST, &titled(&found, "insert a note before this one")["edit"]);
    assert!(changed.starts_with("One.[^1] Two.[^2][^3] Three.[^4]\n"), "{changed}");
    assert!(changed.ends_with("[^2]: …\n[^3]: Wells, *Salt Roads*, 7.\n[^4]: Wells, *Salt Roads*, 9.\n"), "{changed}");
}

#[test]
fn typed_notes_become_footnotes() {
    let text = "One.[1] Two.[2]\n\n[1] Nobody knew.\n\n[2] They never asked.\n";
    let mut editor = opened(pulling(), Value::Null, text);
    let found = actions(&mut editor, text, "[1]", None);
    let changed = made(text, &titled(&found, "turn typed notes into footnotes")["edit"]);
    assert_eq!(changed, "One.[^1] Two.[^2]\n\n[^1]: Nobody knew.\n\n[^2]: They never asked.\n");
}

#[test]
fn the_edit_of_an_action_is_made_when_it_is_chosen() {
    let mut capabilities = pulling();
    capabilities["textDocument"]["codeAction"] =
        json!({ "dataSupport": true, "resolveSupport": { "properties": ["edit"] } });
    let mut editor = opened(capabilities, Value::Null, GAP);
    let found = actions(&mut editor, GAP, "[^3]: They", Some("quickfix"));
    let listed = titled(&found, "renumber").clone();
    assert!(listed.get("edit").is_none());
    let chosen = editor.ask("codeAction/resolve", listed.clone()).unwrap();
    assert_eq!(made(GAP, &chosen["edit"]), GAP.replace("[^3]", "[^2]"));
    editor.replace_text(URI, 2, "Other.\n");
    let stale = editor.ask("codeAction/resolve", listed).unwrap_err();
    assert!(stale["message"].as_str().unwrap().contains("changed"), "{stale}");
    assert!(editor.ask("codeAction/resolve", json!({ "title": "x" })).is_err());
}

fn rename(editor: &mut Editor, text: &str, needle: &str, name: &str) -> Result<Value, Value> {
    let params = json!({ "textDocument": { "uri": URI }, "position": place(text, needle, 2), "newName": name });
    editor.ask("textDocument/rename", params)
}

#[test]
fn labels_are_renamed_everywhere() {
    let mut editor = opened(pulling(), Value::Null, POST);
    let prepared = editor.ask_at("textDocument/prepareRename", URI, &place(POST, "[^2]", 2));
    assert_eq!(prepared["placeholder"], "2");
    assert_eq!(editor.ask_at("textDocument/prepareRename", URI, &place(POST, "One", 1)), Value::Null);
    let renamed = rename(&mut editor, POST, "[^2]", "salt").unwrap();
    assert_eq!(made(POST, &renamed), POST.replace("[^2]", "[^salt]"));
    assert!(rename(&mut editor, POST, "[^2]", "a b").unwrap_err()["message"].as_str().unwrap().contains("a b"));
    assert!(rename(&mut editor, POST, "One", "x").is_err());
}

#[test]
fn two_labels_become_one_only_if_the_writer_says_so() {
    let mut silent = opened(pulling(), Value::Null, POST);
    let refused = rename(&mut silent, POST, "[^2]", "3").unwrap_err();
    assert!(refused["message"].as_str().unwrap().contains("there is a note 3 already"), "{refused}");
    let mut capabilities = pulling();
    capabilities["workspace"] = json!({ "workspaceEdit": { "documentChanges": true, "changeAnnotationSupport": {} } });
    let mut asking = opened(capabilities, Value::Null, POST);
    let edit = rename(&mut asking, POST, "[^2]", "3").unwrap();
    assert_eq!(edit["changeAnnotations"]["merge"]["needsConfirmation"], true);
    assert_eq!(edit["documentChanges"][0]["edits"].as_array().unwrap().len(), 2);
    assert_eq!(edit["documentChanges"][0]["textDocument"]["version"], 1);
}

#[test]
fn labels_and_works_are_completed() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library.bib");
    fs::write(
        &library,
        "@book{reed, author={Reed, Ada}, title={Mills and Mines}, publisher={Hill}, address={York}, year=1990}",
    )
    .unwrap();
    let text = POST.replace("[^3]: Wells, *Salt Roads*, 9.", "[^3]: See We");
    let mut editor = opened(pulling(), json!({ "library": library }), &text);
    let end = position(&text, text.len() - 1);
    let found = editor.ask_at("textDocument/completion", URI, &end);
    let texts: Vec<&str> =
        found.as_array().unwrap().iter().map(|item| item["textEdit"]["newText"].as_str().unwrap()).collect();
    assert_eq!(texts, ["Wells, *Salt Roads*", "Ada Reed, *Mills and Mines* (Hill, 1990)."]);
    assert_eq!(apply(&text, &[found[0]["textEdit"].clone()]), text.replace("See We", "See Wells, *Salt Roads*"));
    let text = format!("Zero.[^\n{POST}");
    editor.replace_text(URI, 2, &text);
    let labels = editor.ask_at("textDocument/completion", URI, &position(&text, 7));
    let labels: Vec<&str> = labels.as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["1", "2", "3"]);
}

#[test]
fn hints_and_lenses_are_shown_only_if_they_are_wanted() {
    let all = json!({ "textDocument": { "uri": URI }, "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } } });
    let mut quiet = opened(pulling(), Value::Null, POST);
    assert_eq!(quiet.ask("textDocument/inlayHint", all.clone()).unwrap(), Value::Null);
    assert_eq!(quiet.ask("textDocument/codeLens", json!({ "textDocument": { "uri": URI } })).unwrap(), Value::Null);
    let mut editor = opened(pulling(), json!({ "inlayHints": true, "codeLens": true }), POST);
    let hints = editor.ask("textDocument/inlayHint", all).unwrap();
    let hints: Vec<(&Value, &Value)> =
        hints.as_array().unwrap().iter().map(|hint| (&hint["label"], &hint["position"])).collect();
    let expected = json!("= Wells, “Salt Roads”");
    let end = |needle: &str| position(POST, POST.find(needle).unwrap() + needle.len());
    assert_eq!(hints, [(&expected, &end("Ibid., 7")), (&expected, &end("Wells, *Salt Roads*, 9"))]);
    let lens = editor.ask("textDocument/codeLens", json!({ "textDocument": { "uri": URI } })).unwrap();
    assert_eq!(
        (&lens[0]["command"]["title"], &lens[0]["range"]["start"]["line"]),
        (&json!("cited 3 times"), &json!(2))
    );
}

#[test]
fn an_edit_that_gives_an_ibid_another_source_is_found() {
    let intruder = "[^4]: Ada Reed, *Mills and Mines* (York: Hill, 1990), 5.\n[^2]: Ibid";
    let changed = POST.replace("Two.[^2]", "New.[^4] Two.[^2]").replace("[^2]: Ibid", intruder);
    for (options, is_found) in
        [(json!({}), true), (json!({ "compareWith": "opened" }), true), (json!({ "compareWith": "nothing" }), false)]
    {
        let mut editor = opened(pulling(), options.clone(), POST);
        let codes =
            |editor: &mut Editor| editor.pulled(URI).iter().any(|finding| finding["code"] == "antecedent-changed");
        assert!(!codes(&mut editor));
        editor.replace_text(URI, 2, &changed);
        assert_eq!(codes(&mut editor), is_found, "{options}");
    }
}

/// Commits all files of a folder.
pub(super) fn commit(folder: &Path) {
    let author = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgSign=false"];
    let commit = [&author[..], &["commit", "-qm", "a post"]].concat();
    for args in [&["init", "-q"][..], &["add", "."], &commit] {
        assert!(std::process::Command::new("git").current_dir(folder).args(args).status().unwrap().success());
    }
}

#[test]
fn the_last_commit_counts_before_the_text_as_it_was_opened() {
    let folder = tempfile::tempdir().unwrap();
    let post = folder.path().join("post.md");
    let intruder = "[^4]: Ada Reed, *Mills and Mines* (York: Hill, 1990), 5.\n[^2]: Ibid";
    let changed = POST.replace("Two.[^2]", "New.[^4] Two.[^2]").replace("[^2]: Ibid", intruder);
    fs::write(&post, POST).unwrap();
    commit(folder.path());
    let mut editor = Editor::open(pulling(), Value::Null);
    editor.open_text(&address(&post), "markdown", &changed);
    let found = editor.pulled(&address(&post));
    assert!(found.iter().any(|finding| finding["code"] == "antecedent-changed"), "{found:?}");
}

#[test]
fn all_documents_of_a_folder_are_checked_with_progress() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("a.md", "One.[^4]\n"), ("b.md", "One.\n"), ("c.md", GAP), ("ignored.rs", "One.[^4]\n")] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let mut editor = Editor::open_in(folder.path(), pulling(), json!({ "checkWorkspace": true }));
    assert_eq!(editor.offered["capabilities"]["diagnosticProvider"]["workspaceDiagnostics"], true);
    editor.open_text(&address(&folder.path().join("c.md")), "markdown", "One.[^5]\n");
    let ask = |editor: &mut Editor, known: &[Value]| {
        let params = json!({ "previousResultIds": known, "workDoneToken": "t" });
        editor.ask("workspace/diagnostic", params).unwrap()["items"].as_array().unwrap().clone()
    };
    let first = ask(&mut editor, &[]);
    let counts: Vec<usize> = first.iter().map(|report| report["items"].as_array().unwrap().len()).collect();
    assert_eq!(counts, [1, 0, 1]);
    let kinds: Vec<Value> = ["begin", "report", "report", "report", "end"]
        .into_iter()
        .map(|kind| {
            let told = editor.wait(|message| message["method"] == "$/progress");
            assert_eq!(told["params"]["value"]["kind"], kind);
            told["params"]["token"].clone()
        })
        .collect();
    assert!(kinds.iter().all(|token| token == "t"));
    let known: Vec<Value> =
        first.iter().map(|report| json!({ "uri": report["uri"], "value": report["resultId"] })).collect();
    assert!(ask(&mut editor, &known).iter().all(|report| report["kind"] == "unchanged"));
    fs::write(folder.path().join("b.md"), "One.[^4] and more\n").unwrap();
    let again = ask(&mut editor, &known);
    let changed: Vec<&Value> = again.iter().filter(|report| report["kind"] == "full").collect();
    assert_eq!((changed.len(), &changed[0]["uri"]), (1, &json!(address(&folder.path().join("b.md")))));
    assert!(Editor::open(abilities(), Value::Null).offered["capabilities"].get("diagnosticProvider").is_none());
}
