//! What the server says of a place: hover, definition, references, highlight, symbols, folding.

use serde_json::{Value, json};

use super::editor::{Editor, abilities, place, pulling, words};
use super::life::long_post;

const URI: &str = "file:///posts/post.md";

const POST: &str = "One.[^1] Two.[^2] Three.[^3] Again.[^1] More.[^4] Last.[^9]\n\n\
    [^1]: Lucy Robinson, *Gay Men and the Left* (Manchester: Manchester University Press, 2007), 166.\n\
    [^2]: Ibid., 170.\n\
    [^3]: Anthony Grafton, *The Footnote: A Curious History* (London: Faber, 1997), 24.\n\
    [^4]: Robinson, *Gay Men*, 12.\n";

const GERMAN: &str = "Eins.[1] Zwei.[2] Drei.[3] Vier.[4]\n\n\
    [1] Anthony Grafton: Die tragischen Ursprünge der deutschen Fußnote. Berlin: Berlin Verlag 1995, S. 12.\n\n\
    [2] Ebd., S. 14.\n\n\
    [3] Peter Rieß: Vorstudien zu einer Theorie der Fußnote. Berlin: de Gruyter 1984, S. 3.\n\n\
    [4] Grafton (wie Anm. 1), S. 60.\n";

fn opened(uri: &str, text: &str) -> Editor {
    let mut editor = Editor::open(pulling(), Value::Null);
    editor.open_text(uri, if uri.ends_with("md") { "markdown" } else { "plaintext" }, text);
    editor
}

fn hover(editor: &mut Editor, uri: &str, text: &str, needle: &str) -> String {
    let answer = editor.ask_at("textDocument/hover", uri, &place(text, needle, 1));
    answer["contents"]["value"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn hover_says_what_a_marker_a_note_and_a_short_form_stand_for() {
    let mut editor = opened(URI, POST);
    for (needle, expected) in [
        (
            "[^2] Three",
            "**note 2**\n\nIbid., 170.\n\n“Ibid., 170” → **note 1**, 1 note back, page 170: Lucy Robinson, *Gay Men and the Left*",
        ),
        ("Ibid., 170", "**note 1**, 1 note back, page 170\n\nLucy Robinson, *Gay Men and the Left* (Manchester"),
        ("Robinson, *Gay Men*, 12", "**note 1**, 3 notes back, page 12\n\nLucy Robinson"),
        ("Lucy Robinson", "cited 3 times\n\nLucy Robinson"),
        ("[^9]", "There is no note 9."),
        ("[^3]: Anthony", "**note 3**\n\nAnthony Grafton"),
    ] {
        let said = hover(&mut editor, URI, POST, needle);
        assert!(said.starts_with(expected), "{needle}: {said}");
    }
    assert_eq!(hover(&mut editor, URI, POST, "One"), "");
}

#[test]
fn hover_knows_german_short_forms() {
    let uri = "file:///posts/post.txt";
    let mut editor = opened(uri, GERMAN);
    for (needle, expected) in [
        ("Ebd., S. 14", "**note 1**, 1 note back, page 14\n\nAnthony Grafton: Die tragischen Ursprünge"),
        ("Grafton (wie", "**note 1**, 3 notes back, page 60\n\nAnthony Grafton"),
        ("[4]", "**note 4**\n\nGrafton (wie Anm. 1), S. 60.\n\n“Grafton (wie Anm. 1), S. 60” → **note 1**"),
    ] {
        let said = hover(&mut editor, uri, GERMAN, needle);
        assert!(said.starts_with(expected), "{needle}: {said}");
    }
}

#[test]
fn hover_says_why_a_source_cannot_be_told() {
    let text = "One.[^1] Two.[^2]\n\n[^1]: Nobody knew.\n[^2]: Ibid., 7.\n";
    let mut editor = opened(URI, text);
    assert_eq!(hover(&mut editor, URI, text, "Ibid."), "The source cannot be told: nothing before it fits");
}

#[test]
fn hover_writes_the_source_in_the_style_that_is_set() {
    let mut editor = Editor::open(pulling(), json!({ "style": "mhra-notes" }));
    editor.open_text(URI, "markdown", POST);
    let said = hover(&mut editor, URI, POST, "Ibid., 170");
    assert!(
        said.ends_with("\n\nLucy Robinson, *Gay Men and the Left* (Manchester University Press, 2007), p. 170."),
        "{said}"
    );
}

#[test]
fn definition_leads_to_the_note_and_to_the_source() {
    let mut editor = opened(URI, POST);
    for (needle, expected) in [
        ("[^2] Three", vec!["[^2]: Ibid., 170."]),
        ("Ibid., 170", vec!["Lucy Robinson"]),
        ("Robinson, *Gay Men*, 12", vec!["Lucy Robinson"]),
        ("[^1]: Lucy", vec!["[^1]", "[^1]"]),
        ("[^9]", vec![]),
        ("One", vec![]),
    ] {
        let answer = editor.ask_at("textDocument/definition", URI, &place(POST, needle, 1));
        let found: Vec<&str> = ranges(&answer, "range").iter().map(|range| words(POST, range)).collect();
        let fits =
            found.len() == expected.len() && found.iter().zip(&expected).all(|(found, start)| found.starts_with(start));
        assert!(fits, "{needle}: {found:?}");
    }
}

fn ranges(answer: &Value, name: &str) -> Vec<Value> {
    answer.as_array().map(|all| all.iter().map(|one| one[name].clone()).collect()).unwrap_or_default()
}

#[test]
fn references_are_all_markers_of_a_note_and_all_citations_of_a_work() {
    let mut editor = opened(URI, POST);
    for (needle, expected) in [
        ("[^1]", vec!["[^1]", "[^1]", "[^1]:"]),
        ("Lucy Robinson", vec!["Lucy Robinson, ", "Ibid., 170", "Robinson, *Gay Men*, 12"]),
        ("Ibid., 170", vec!["Lucy Robinson, ", "Ibid., 170", "Robinson, *Gay Men*, 12"]),
        ("[^9]", vec!["[^9]"]),
    ] {
        for method in ["textDocument/references", "textDocument/documentHighlight"] {
            let answer = editor.ask_at(method, URI, &place(POST, needle, 1));
            let found: Vec<String> =
                ranges(&answer, "range").iter().map(|range| words(POST, range).to_owned()).collect();
            let fits = found.len() == expected.len()
                && found.iter().zip(&expected).all(|(found, start)| found.starts_with(start));
            assert!(fits, "{method} {needle}: {found:?}");
        }
    }
    let params = json!({ "textDocument": { "uri": URI }, "position": place(POST, "[^1]", 1), "context": { "includeDeclaration": false } });
    assert_eq!(editor.ask("textDocument/references", params).unwrap().as_array().unwrap().len(), 2);
}

#[test]
fn symbols_are_notes_with_their_citations_and_works() {
    let mut editor = opened(URI, POST);
    let params = json!({ "textDocument": { "uri": URI } });
    let symbols = editor.ask("textDocument/documentSymbol", params.clone()).unwrap();
    let names: Vec<&str> = symbols.as_array().unwrap().iter().map(|symbol| symbol["name"].as_str().unwrap()).collect();
    assert_eq!(names[..4], ["note 1", "note 2", "note 3", "note 4"]);
    assert!(names[4].starts_with("Robinson, “Gay Men and the Left"), "{names:?}");
    assert_eq!(symbols[4]["detail"], "cited 3 times");
    assert_eq!(symbols[1]["children"][0]["name"], "Ibid., 170");
    let mut plain = Editor::open(json!({}), Value::Null);
    plain.open_text(URI, "markdown", POST);
    let flat = plain.ask("textDocument/documentSymbol", params).unwrap();
    assert_eq!((&flat[0]["name"], &flat[0]["location"]["uri"]), (&json!("note 1"), &json!(URI)));
}

#[test]
fn notes_fold() {
    let text = "One.[^1] Two.[^2]\n\n[^1]: Nobody knew\n    what to say.\n[^2]: Ibid., 170.\n\nAnd more.\n";
    let mut editor = opened(URI, text);
    let folds = editor.ask("textDocument/foldingRange", json!({ "textDocument": { "uri": URI } })).unwrap();
    let lines: Vec<(&Value, &Value)> =
        folds.as_array().unwrap().iter().map(|fold| (&fold["startLine"], &fold["endLine"])).collect();
    assert_eq!(lines, [(&json!(2), &json!(4)), (&json!(2), &json!(3))]);
}

#[test]
fn a_place_that_is_not_there_is_answered() {
    let mut editor = opened(URI, POST);
    for position in [
        json!({ "line": 0, "character": 4_000_000 }),
        json!({ "line": 4_000_000, "character": 0 }),
        json!({ "line": u32::MAX, "character": u32::MAX }),
    ] {
        for method in ["hover", "definition", "references", "documentHighlight"] {
            editor.ask_at(&format!("textDocument/{method}"), URI, &position);
        }
    }
    let minus = json!({ "textDocument": { "uri": URI }, "position": { "line": -1, "character": 0 } });
    assert_eq!(editor.ask("textDocument/hover", minus).unwrap_err()["code"], -32602);
    assert_eq!(
        editor.ask_at("textDocument/hover", "file:///never-opened.md", &json!({ "line": 0, "character": 0 })),
        Value::Null
    );
}

#[test]
fn line_ends_and_emoji_move_nothing() {
    let text = POST.replace('\n', "\r\n").replace("Two.", "Two 😀👩‍👩‍👧.");
    let mut editor = opened(URI, &text);
    let said = hover(&mut editor, URI, &text, "[^3] Again");
    assert!(said.starts_with("**note 3**\n\nAnthony Grafton"), "{said}");
    let answer = editor.ask_at("textDocument/definition", URI, &place(&text, "Ibid., 170", 3));
    assert!(words(&text, &answer[0]["range"]).starts_with("Lucy Robinson"));
}

#[test]
fn a_huge_text_is_answered() {
    let text = format!("{}\n\n{}", "word ".repeat(400_000), long_post(120));
    let mut editor = Editor::open(abilities(), Value::Null);
    editor.open_text(URI, "markdown", &text);
    let said = hover(&mut editor, URI, &text, "Ibid., 3");
    assert!(said.starts_with("**note 1**, 1 note back"), "{said}");
    assert!(editor.published(URI, 1).len() < 50);
}
