//! Texts as they are typed: changes, places, and what is found in them.

use std::fs;

use serde_json::{Value, json};

use super::editor::{Editor, abilities, address, place, position, pulling, words};
use super::life::long_post;

const POST: &str =
    "One.[^1] Two.[^2] Three.[^4]\n\n[^1]: Lucy Wells, *Salt* (London: Cape, 1987), 3.\n[^2]: Ibid., 7.\n";
const URI: &str = "file:///posts/post.md";

fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().map(|diagnostic| diagnostic["code"].as_str().unwrap()).collect()
}

#[test]
fn findings_are_published_with_rule_page_and_severity() {
    let mut editor = Editor::open(abilities(), Value::Null);
    editor.open_text(URI, "markdown", POST);
    let found = editor.published(URI, 1);
    assert_eq!(codes(&found), ["marker-undefined"]);
    assert_eq!(words(POST, &found[0]["range"]), "[^4]");
    assert_eq!((&found[0]["severity"], &found[0]["source"]), (&json!(1), &json!("ibid")));
    assert!(found[0]["message"].as_str().unwrap().starts_with("there is no note 4"));
    let page = found[0]["codeDescription"]["href"].as_str().unwrap();
    assert!(page.starts_with("https://") && page.ends_with("/docs/rules/marker-undefined.md"), "{page}");
    editor.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    let closed = editor.wait(|message| message["method"] == "textDocument/publishDiagnostics");
    assert_eq!(closed["params"]["diagnostics"], json!([]));
}

#[test]
fn the_source_that_a_finding_is_about_is_related() {
    let text = "One.[^1] Two.[^2]\n\n[^1]: Lucy Wells, *Salt* (London: Cape, 1987), 3; Ada Reed, *Roads* (York: Hill, 1990), 5.\n[^2]: Ibid., 7.\n";
    let mut editor = Editor::open(pulling(), json!({ "preset": "strict" }));
    editor.open_text(URI, "markdown", text);
    let found = editor.pulled(URI);
    let found = found.iter().find(|finding| finding["code"] == "ibid-after-multi").unwrap();
    let related: Vec<&str> = found["relatedInformation"]
        .as_array()
        .unwrap()
        .iter()
        .inspect(|related| assert_eq!(related["location"]["uri"], URI))
        .map(|related| words(text, &related["location"]["range"]))
        .collect();
    assert!(related.iter().any(|words| words.starts_with("Lucy Wells")), "{related:?}");
}

#[test]
fn severities_and_rules_are_those_of_the_settings_and_are_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let (post, settings) = (folder.path().join("post.md"), folder.path().join("ibid.toml"));
    fs::write(&settings, "[severity]\nmarker-undefined = 'info'\n").unwrap();
    let uri = address(&post);
    let mut capabilities = abilities();
    capabilities["workspace"] = json!({ "didChangeWatchedFiles": { "dynamicRegistration": true } });
    let mut editor = Editor::open(capabilities, Value::Null);
    let registered = editor.wait(|message| message["method"] == "client/registerCapability");
    assert!(registered["params"].to_string().contains("**/ibid.toml"));
    editor.open_text(&uri, "markdown", POST);
    assert_eq!(editor.published(&uri, 1)[0]["severity"], 3);
    fs::write(&settings, "ignore = ['marker-undefined']\n").unwrap();
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": address(&settings), "type": 2 }] }));
    assert_eq!(codes(&editor.published(&uri, 1)), Vec::<&str>::new());
    fs::write(&settings, "ignor = []\n").unwrap();
    editor.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
    let warned = editor.wait(|message| message["method"] == "window/showMessage");
    assert!(warned["params"]["message"].as_str().unwrap().contains("ibid.toml:1: there is no key 'ignor'"));
    assert_eq!(codes(&editor.published(&uri, 1)), ["marker-undefined"]);
}

#[test]
fn the_editor_may_choose_the_rules() {
    let text = "One.[^1]\n\n[^1]: Ibid., 7.\n";
    let mut capabilities = pulling();
    capabilities["workspace"] = json!({ "configuration": true, "diagnostics": { "refreshSupport": true } });
    let mut editor = Editor::open(capabilities, Value::Null);
    editor.wait(|message| message["method"] == "workspace/configuration");
    editor.open_text(URI, "markdown", text);
    assert_eq!(editor.pulled(URI), Vec::<Value>::new());
    editor.configuration = json!({ "preset": "strict" });
    editor.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    editor.wait(|message| message["method"] == "workspace/diagnostic/refresh");
    assert!(codes(&editor.pulled(URI)).contains(&"ibid-first"));

    let mut told = Editor::open(pulling(), Value::Null);
    told.open_text(URI, "markdown", text);
    told.notify("workspace/didChangeConfiguration", json!({ "settings": { "ibid": { "preset": "strict" } } }));
    assert!(codes(&told.pulled(URI)).contains(&"ibid-first"));
}

#[test]
fn what_was_pulled_already_is_not_sent_again() {
    let mut editor = Editor::open(pulling(), Value::Null);
    assert_eq!(editor.offered["capabilities"]["diagnosticProvider"]["identifier"], "ibid");
    editor.open_text(URI, "markdown", POST);
    let ask = |editor: &mut Editor, id: &Value| {
        let params = json!({ "textDocument": { "uri": URI }, "previousResultId": id });
        editor.ask("textDocument/diagnostic", params).unwrap()
    };
    let first = ask(&mut editor, &Value::Null);
    assert_eq!((&first["kind"], codes(first["items"].as_array().unwrap())), (&json!("full"), vec!["marker-undefined"]));
    assert_eq!(ask(&mut editor, &first["resultId"])["kind"], "unchanged");
    editor.change_text(
        URI,
        2,
        &json!([{ "range": { "start": place(POST, "[^4]", 0), "end": place(POST, "[^4]", 4) }, "text": "" }]),
    );
    let second = ask(&mut editor, &first["resultId"]);
    assert_eq!((&second["kind"], &second["items"]), (&json!("full"), &json!([])));
}

/// Changes and the text they make of another; `|` marks the ends of what is replaced.
#[test]
fn changes_are_made_where_the_editor_means_them() {
    for (before, text, after) in [
        ("One.|[^4]|\n", "", "One.\n"),
        ("||One.\n", "[^4] ", "[^4] One.\n"),
        ("One.\r\n|Two|[^4]\r\n", "Three", "One.\r\nThree[^4]\r\n"),
        ("😀 é |x|[^4] 𝄞", "👩‍👩‍👧", "😀 é 👩‍👩‍👧[^4] 𝄞"),
        ("One.|\r|Two.[^4]", " ", "One. Two.[^4]"),
        ("One.||", "[^4]", "One.[^4]"),
        ("|One\ntwo\nthree|", "[^4]", "[^4]"),
    ] {
        let plain = before.replace('|', "");
        let start = before.find('|').unwrap();
        let end = before.rfind('|').unwrap() - 1;
        let mut editor = Editor::open(pulling(), Value::Null);
        editor.open_text(URI, "markdown", &plain);
        let range = json!({ "start": position(&plain, start), "end": position(&plain, end) });
        editor.change_text(URI, 2, &json!([{ "range": range, "text": text }]));
        let found = editor.pulled(URI);
        let ranges: Vec<&Value> =
            found.iter().filter(|found| found["code"] == "marker-undefined").map(|found| &found["range"]).collect();
        let expected =
            after.find("[^4]").map(|at| json!({ "start": position(after, at), "end": position(after, at + 4) }));
        assert_eq!(ranges, expected.iter().collect::<Vec<_>>(), "{before}");
    }
}

#[test]
fn several_changes_follow_each_other() {
    let mut editor = Editor::open(pulling(), Value::Null);
    editor.open_text(URI, "markdown", "a\n");
    let at = |line: u32, character: u32| json!({ "start": { "line": line, "character": character }, "end": { "line": line, "character": character } });
    editor.change_text(URI, 2, &json!([
        { "range": at(0, 1), "text": "b\n" },
        { "range": at(1, 0), "text": "[^4]" },
        { "range": at(99, 99), "text": "[^5]" },
        { "range": { "start": { "line": 5, "character": 0 }, "end": { "line": 0, "character": 0 } }, "text": "[^6]" },
    ]));
    let found = editor.pulled(URI);
    let undefined = found.iter().filter(|found| found["code"] == "marker-undefined");
    let places: Vec<(&Value, &Value)> =
        undefined.map(|found| (&found["range"]["start"]["line"], &found["range"]["start"]["character"])).collect();
    assert_eq!(places, [(&json!(1), &json!(0)), (&json!(2), &json!(0)), (&json!(2), &json!(4))]);
}

#[test]
fn a_place_counts_the_units_that_were_agreed_on() {
    let text = "😀 é.[^4]\r\n";
    for (encoding, character) in [("utf-8", 8), ("utf-16", 5)] {
        let mut capabilities = pulling();
        capabilities["general"] = json!({ "positionEncodings": [encoding] });
        let mut editor = Editor::open(capabilities, Value::Null);
        editor.open_text(URI, "markdown", text);
        assert_eq!(editor.pulled(URI)[0]["range"]["start"], json!({ "line": 0, "character": character }));
    }
}

#[test]
fn a_stale_check_says_nothing() {
    let mut editor = Editor::open(abilities(), Value::Null);
    let long = long_post(150);
    editor.open_text(URI, "markdown", &long);
    for version in 2..40 {
        editor.change_text(URI, version, &json!([{ "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } }, "text": "x" }]));
    }
    editor.replace_text(URI, 40, POST);
    assert_eq!(codes(&editor.published(URI, 40)), ["marker-undefined"]);
    let versions = editor.versions_published();
    assert!(versions.is_sorted() && versions.len() < 20, "{versions:?}");
}

#[test]
fn every_format_that_is_text_is_checked() {
    for (uri, language, text) in [
        ("file:///a.html", "html", "<p>One.<sup><a href=\"#fn4\">4</a></sup></p><ol><li id=\"fn1\">Reed, 3.</li></ol>"),
        ("file:///a.tex", "latex", "One.\\footnotemark[4]\n"),
        ("untitled:a", "restructuredtext", "One [4]_.\n\n.. [1] Reed.\n"),
        ("file:///a.org", "org", "One.[fn:4]\n"),
        ("file:///a.txt", "plaintext", "One.[1] Two.[2] Three.[4]\n\n[1] Reed.\n\n[2] Wells.\n"),
    ] {
        let mut editor = Editor::open(pulling(), Value::Null);
        editor.open_text(uri, language, text);
        assert!(codes(&editor.pulled(uri)).contains(&"marker-undefined"), "{uri}");
    }
}

#[test]
fn the_posts_of_an_export_are_checked_where_they_stand() {
    let post = |text: &str| {
        format!(
            "<item><title>t</title><wp:post_type>post</wp:post_type><content:encoded><![CDATA[{text}]]></content:encoded></item>\n"
        )
    };
    let marker = "<p>One.<a href=\"#fn4\" id=\"r4\">[4]</a> Two.</p><ol><li id=\"fn1\">Reed.</li></ol>";
    let text = format!(
        "<?xml version=\"1.0\"?>\n<rss xmlns:wp=\"http://wordpress.org/export/1.2/\" xmlns:content=\"c\"><channel><wp:wxr_version>1.2</wp:wxr_version>\n{}{}</channel></rss>\n",
        post("<p>Nothing.</p>"),
        post(marker)
    );
    let mut editor = Editor::open(pulling(), Value::Null);
    editor.open_text("file:///export.xml", "xml", &text);
    let found = editor.pulled("file:///export.xml");
    let undefined = found.iter().find(|found| found["code"] == "marker-undefined").unwrap();
    assert!(words(&text, &undefined["range"]).contains("[4]"), "{undefined}");
}
