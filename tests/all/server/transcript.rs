//! What an editor asks and what the server answers, on two posts: docs/editor-transcript.md, which this test keeps true.
//! `UPDATE_DOCS=1 cargo test --test all server::transcript` writes it anew.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::changing::commit;
use super::editor::{Editor, address, apply, position, pulling, words};

const SEED: &str = include_str!("../../../examples/pride-and-the-pits.txt");
const GERMAN: &str = include_str!("../../../examples/fussnote.md");

/// A library of one book, which completion offers.
const LIBRARY: &str = "@book{barthes, author = {Barthes, Roland}, title = {Das Rauschen der Sprache}, publisher = {Suhrkamp}, \
    address = {Frankfurt am Main}, year = 2006}\n";

const HEAD: &str = "# A talk with the server

What an editor asks `ibid server`, and what it answers: each ability once or twice, on two posts of [`examples/`](../examples). `cargo test` has this
talk with the built program and compares it with this page, so that the page is true. Places are line and column, from 1. Long answers are cut, which \"…\" shows.
";

/// Words of a text: those that stand there for the `nth` time, from 1.
#[derive(Clone, Copy)]
struct Spot(&'static str, usize);

/// A post that an editor has open, and the page on which it is written down what the server answers.
struct Talk {
    editor: Editor,
    uri: String,
    text: String,
    version: i64,
    page: String,
}

/// Everything that an editor can do which makes a difference.
fn all_abilities() -> Value {
    let mut all = pulling();
    all["textDocument"]["codeAction"] = json!({ "dataSupport": true, "resolveSupport": { "properties": ["edit"] } });
    all["workspace"] = json!({
        "workspaceEdit": { "documentChanges": true, "changeAnnotationSupport": {} },
        "didChangeWatchedFiles": { "dynamicRegistration": true },
        "diagnostics": { "refreshSupport": true },
    });
    all
}

impl Talk {
    fn about(file: &Path, text: &str, options: Value) -> Self {
        let mut editor = Editor::open_in(file.parent().unwrap(), all_abilities(), options);
        let uri = address(file);
        editor.open_text(&uri, "markdown", text);
        Self { editor, uri, text: text.to_owned(), version: 1, page: String::new() }
    }

    /// Writes down a question and its answer.
    fn say(&mut self, asked: &str, answer: &str) {
        let answer = if answer.is_empty() { "nothing" } else { answer };
        let lines: String = answer.lines().map(|line| format!("    {line}").trim_end().to_owned() + "\n").collect();
        write!(self.page, "{asked}\n{lines}").unwrap();
    }

    /// Writes down the items of an answer, a line each.
    fn say_all(&mut self, asked: &str, answer: &Value, line: impl Fn(&Self, &Value) -> String) {
        let lines: Vec<String> = list(answer).iter().map(|item| line(self, item)).collect();
        self.say(asked, &lines.join("\n"));
    }

    /// The place one letter into some words.
    fn place(&self, Spot(needle, nth): Spot) -> Value {
        let found = self.text.match_indices(needle).nth(nth - 1);
        let (start, _) = found.unwrap_or_else(|| panic!("{needle} is not there {nth} times"));
        position(&self.text, start + needle.chars().next().map_or(0, char::len_utf8))
    }

    /// Some words, and where they stand.
    fn named(&self, spot: Spot) -> String {
        format!("“{}” in line {}", spot.0, number(&self.place(spot)["line"]) + 1)
    }

    fn at(&mut self, method: &str, spot: Spot) -> Value {
        let position = self.place(spot);
        self.editor.ask_at(&format!("textDocument/{method}"), &self.uri, &position)
    }

    /// Asks about all of the text.
    fn whole(&mut self, method: &str) -> Value {
        let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 999, "character": 0 } });
        let params = json!({ "textDocument": { "uri": self.uri }, "range": range });
        self.editor.ask(&format!("textDocument/{method}"), params).unwrap()
    }

    /// The place and the first words of a range.
    fn shown(&self, range: &Value) -> String {
        format!("{:<6} {}", line_column(&range["start"]), cut(words(&self.text, range)))
    }

    fn diagnostics(&mut self, asked: &str) {
        let found = Value::from(self.editor.pulled(&self.uri));
        self.say_all(asked, &found, |talk, finding| {
            let severity =
                ["", "error", "warning", "information"][usize::try_from(number(&finding["severity"])).unwrap()];
            let (code, message) = (text(&finding["code"]), text(&finding["message"]).replace('\n', "; "));
            let mut line = format!("{:<6} {severity} {code}: {message}", line_column(&finding["range"]["start"]));
            for related in list(&finding["relatedInformation"]) {
                let place = talk.shown(&related["location"]["range"]);
                write!(line, "\n       related: {}, at {place}", text(&related["message"])).unwrap();
            }
            line
        });
    }

    fn hover(&mut self, spot: Spot) {
        let answer = self.at("hover", spot);
        let lines: Vec<&str> = text(&answer["contents"]["value"]).lines().filter(|line| !line.is_empty()).collect();
        self.say(&format!("hover on {}", self.named(spot)), &lines.join("\n"));
    }

    /// Asks for places: definition, references, highlight.
    fn places(&mut self, method: &str, spot: Spot) {
        let answer = self.at(method, spot);
        let asked = format!("{method} of {}", self.named(spot));
        self.say_all(&asked, &answer, |talk, place| talk.shown(&place["range"]));
    }

    fn actions(&mut self, spot: Spot) -> Value {
        let at = self.place(spot);
        let context = json!({ "diagnostics": [] });
        let range = json!({ "start": at, "end": at });
        let params = json!({ "textDocument": { "uri": self.uri }, "range": range, "context": context });
        self.editor.ask("textDocument/codeAction", params).unwrap()
    }

    fn list_actions(&mut self, spot: Spot) {
        let answer = self.actions(spot);
        let asked = format!("code actions on {}", self.named(spot));
        self.say_all(&asked, &answer, |_, action| format!("{:<18} {}", text(&action["kind"]), text(&action["title"])));
    }

    /// Chooses an action; returns the text that comes of it.
    fn choose(&mut self, spot: Spot, title: &str) -> String {
        let found = list(&self.actions(spot));
        let action = found.iter().find(|action| text(&action["title"]).starts_with(title));
        let action = action.unwrap_or_else(|| panic!("no {title} in {found:?}"));
        let asked = format!("“{}” chosen on {}", text(&action["title"]), self.named(spot));
        let chosen = self.editor.ask("codeAction/resolve", action.clone()).unwrap();
        let changed = apply(&self.text, chosen["edit"]["changes"][&self.uri].as_array().unwrap());
        self.say(&asked, &changes(&self.text, &changed));
        changed
    }

    fn rename(&mut self, spot: Spot, name: &str) {
        let params = json!({ "textDocument": { "uri": self.uri }, "position": self.place(spot), "newName": name });
        let answer = match self.editor.ask("textDocument/rename", params) {
            Err(error) => format!("refused: {}", text(&error["message"])),
            Ok(edit) => match edit["changes"][&self.uri].as_array() {
                Some(edits) => changes(&self.text, &apply(&self.text, edits)),
                None => format!("the editor is to ask: “{}”", text(&edit["changeAnnotations"]["merge"]["label"])),
            },
        };
        self.say(&format!("rename {} to “{name}”", self.named(spot)), &answer);
    }

    /// Types something in place of other words, asks what may follow, and takes it back. As editors do, it shows only what begins as typed.
    fn completion(&mut self, before: &str, typed: &str) {
        let whole = self.text.clone();
        self.replace(&whole.replacen(before, typed, 1));
        let end = position(&self.text, self.text.find(typed).unwrap() + typed.len());
        let found = self.editor.ask_at("textDocument/completion", &self.uri, &end);
        let begins =
            |item: &Value| text(&item["filterText"]).starts_with(words(&self.text, &item["textEdit"]["range"]));
        let left: Value = list(&found).into_iter().filter(begins).collect();
        let line = |_: &Self, item: &Value| format!("{} ({})", text(&item["label"]), cut(text(&item["detail"])));
        self.say_all(&format!("completion after “{typed}”"), &first(&left, 4), line);
        self.replace(&whole);
    }

    fn replace(&mut self, text: &str) {
        self.version += 1;
        text.clone_into(&mut self.text);
        self.editor.replace_text(&self.uri, self.version, text);
    }

    fn outline(&mut self) {
        let symbols = self.whole("documentSymbol");
        let line = |_: &Self, symbol: &Value| {
            let inside = list(&symbol["children"]).len();
            format!("{:<8} {} ({inside} inside)", text(&symbol["name"]), cut(text(&symbol["detail"])))
        };
        self.say_all("document symbols, the first three and the last", &first(&symbols, 3), line);
        let last = list(&symbols).split_off(list(&symbols).len() - 1);
        let lines: String = last.iter().map(|symbol| format!("    {}\n", line(self, symbol))).collect();
        self.page += &lines;
        let folds = self.whole("foldingRange");
        let line = |_: &Self, range: &Value| {
            format!("lines {} to {}", number(&range["startLine"]) + 1, number(&range["endLine"]) + 1)
        };
        self.say_all("folding", &folds, line);
    }

    fn hints(&mut self) {
        let hints = self.whole("inlayHint");
        let line = |_: &Self, hint: &Value| format!("{:<6} {}", line_column(&hint["position"]), text(&hint["label"]));
        self.say_all("inlay hints", &first(&hints, 4), line);
        let lenses = self.whole("codeLens");
        let line = |_: &Self, lens: &Value| {
            format!("{:<6} {}", line_column(&lens["range"]["start"]), text(&lens["command"]["title"]))
        };
        self.say_all("code lenses", &first(&lenses, 4), line);
    }

    /// Saves other settings, which the editor watches.
    fn settings(&mut self, file: &Path, toml: &str) {
        fs::write(file, toml).unwrap();
        let changes = json!({ "changes": [{ "uri": address(file), "type": 2 }] });
        self.editor.notify("workspace/didChangeWatchedFiles", changes);
    }

    fn workspace(&mut self) {
        let params = json!({ "previousResultIds": [], "workDoneToken": "all" });
        let reports = self.editor.ask("workspace/diagnostic", params).unwrap();
        let mut steps = Vec::new();
        while steps.last().is_none_or(|step| step != "end") {
            let told = self.editor.wait(|message| message["method"] == "$/progress");
            let value = &told["params"]["value"];
            let percentage = value["percentage"].as_u64().map(|share| format!(" {share} %")).unwrap_or_default();
            steps.push(format!("{}{percentage}", text(&value["kind"])));
        }
        self.say("workspace diagnostics: progress", &steps.join(", "));
        self.say_all("workspace diagnostics: answer", &reports["items"], |_, report| {
            let name = text(&report["uri"]).rsplit('/').next().unwrap_or_default().to_owned();
            let codes: Vec<String> =
                list(&report["items"]).iter().map(|found| text(&found["code"]).to_owned()).collect();
            format!("{name}: {}", if codes.is_empty() { "nothing".to_owned() } else { codes.join(", ") })
        });
    }

    fn cancelled(&mut self) {
        let id = self.editor.begin("textDocument/documentSymbol", json!({ "textDocument": { "uri": self.uri } }));
        self.editor.notify("$/cancelRequest", json!({ "id": id }));
        let answer = self.editor.answer(id);
        // A quick server may have answered before.
        let code = answer.err().map_or(-32800, |error| error["code"].as_i64().unwrap());
        self.say("document symbols, cancelled at once", &format!("error {code} (request cancelled)"));
    }
}

fn list(answer: &Value) -> Vec<Value> {
    answer.as_array().cloned().unwrap_or_default()
}

fn first(answer: &Value, most: usize) -> Value {
    list(answer).into_iter().take(most).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

/// A place as people count.
fn line_column(position: &Value) -> String {
    format!("{}:{}", number(&position["line"]) + 1, number(&position["character"]) + 1)
}

/// The first words of a text, in one line.
fn cut(text: &str) -> String {
    const LONGEST: usize = 72;
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}

/// The lines that are gone and those that came. Lines of which only numbers changed are counted.
fn changes(before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let without_numbers = |line: &&str| line.replace(|c: char| c.is_ascii_digit(), "");
    let (old_words, new_words): (Vec<String>, Vec<String>) =
        (old.iter().map(without_numbers).collect(), new.iter().map(without_numbers).collect());
    let other = |line: &&&str, words: &[String]| !words.contains(&without_numbers(line));
    let gone = old.iter().filter(|line| other(line, &new_words)).map(|line| format!("- {}", cut(line)));
    let came = new.iter().filter(|line| other(line, &old_words)).map(|line| format!("+ {}", cut(line)));
    let same = new.iter().filter(|line| !old.contains(line) && !other(line, &old_words)).count();
    let renumbered = (same > 0).then(|| format!("  {same} more have other numbers"));
    [shortened(gone), shortened(came)].concat().into_iter().chain(renumbered).collect::<Vec<_>>().join("\n")
}

/// The first lines and the last, if there are many.
fn shortened(lines: impl Iterator<Item = String>) -> Vec<String> {
    const MOST: usize = 5;
    let mut lines: Vec<String> = lines.collect();
    let more = lines.len().saturating_sub(MOST);
    if more > 1 {
        let last = lines.len() - 2;
        lines.splice(last - more..last, [format!("  … {more} more")]);
    }
    lines
}

/// The seed post, whose notes are typed: three short forms of one book.
fn seed(folder: &Path) -> String {
    let file = folder.join("pride-and-the-pits.md");
    fs::write(&file, SEED).unwrap();
    let mut talk = Talk::about(&file, SEED, json!({ "preset": "strict", "inlayHints": true, "codeLens": true }));
    let (marker, short, full) = (Spot("[4]", 1), Spot("Robinson, 167", 2), Spot("Lucy Robinson", 1));
    talk.diagnostics("diagnostics, preset strict");
    [marker, short, full].into_iter().for_each(|spot| talk.hover(spot));
    [marker, short, Spot("[2]", 2)].into_iter().for_each(|spot| talk.places("definition", spot));
    talk.places("references", short);
    talk.places("documentHighlight", marker);
    talk.list_actions(short);
    talk.choose(short, "give the source in full");
    talk.choose(short, "write “Ibid.” instead");
    talk.list_actions(marker);
    talk.choose(marker, "insert a note before this one");
    talk.choose(marker, "turn typed notes into footnotes");
    talk.rename(Spot("[2]", 1), "film");
    talk.rename(Spot("[2]", 1), "5");
    talk.outline();
    talk.hints();
    talk.page
}

/// The German post, with a library, settings, a history, and other files in its folder.
fn german(folder: &Path) -> String {
    let (file, library, settings) = (folder.join("fussnote.md"), folder.join("library.bib"), folder.join("ibid.toml"));
    fs::write(&file, GERMAN).unwrap();
    fs::write(&library, LIBRARY).unwrap();
    fs::write(&settings, "preset = 'strict'\nstyle = 'din-1505-2'\n").unwrap();
    fs::write(folder.join("other.md"), "Eins.[^1] Zwei.[^2]\n\n[^1]: Ebd.\n").unwrap();
    commit(folder);
    let options = json!({ "library": library, "checkWorkspace": true, "inlayHints": true, "codeLens": true });
    let mut talk = Talk::about(&file, GERMAN, options);
    let (ebd, above, aao) = (Spot("Ebd., S. 44", 1), Spot("Mainberger (wie", 1), Spot("Grafton, a. a. O.", 1));
    talk.diagnostics("diagnostics, ibid.toml sets the preset strict");
    [ebd, above, aao, Spot("[^8]", 1)].into_iter().for_each(|spot| talk.hover(spot));
    talk.places("definition", aao);
    talk.places("references", Spot("Cahn, a. a. O.", 1));
    talk.list_actions(ebd);
    let spelled_out = talk.choose(ebd, "write “Grafton");
    talk.choose(ebd, "give the source in full");
    talk.replace(&spelled_out);
    talk.choose(Spot("Grafton: Die", 1), "write “Ebd.” instead");
    talk.replace(GERMAN);
    talk.choose(Spot("[^2]", 1), "insert a note before this one");
    talk.rename(Spot("[^8]", 1), "acht");
    talk.completion("[^11]: Mainberger (wie Anm. 9), S. 352.", "[^11]: Vgl. Eck");
    talk.completion("[^11]: Mainberger (wie Anm. 9), S. 352.", "[^11]: Vgl. Bar");
    talk.completion("behält sie recht.[^11]", "behält sie recht.[^");
    talk.outline();
    talk.hints();
    let intruder =
        "[^neu]: Rieß, Peter: Vorstudien zu einer Theorie der Fußnote, Berlin: de Gruyter, 1984, S. 3.\n[^7]:";
    talk.replace(&GERMAN.replace("Klappentext.[^7]", "Klappentext.[^neu][^7]").replace("[^7]:", intruder));
    talk.diagnostics("diagnostics after a note was put before note 7 by hand: the last commit had another source");
    talk.settings(&settings, "preset = 'strict'\nignore = ['antecedent-changed']\n");
    talk.diagnostics("diagnostics after ibid.toml was changed: ignore = ['antecedent-changed']");
    talk.workspace();
    talk.cancelled();
    talk.page
}

#[test]
fn the_page_shows_what_the_server_answers() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let (seed, german) = (seed(folders[0].path()), german(folders[1].path()));
    let page = format!(
        "{HEAD}\n## The seed post, as Markdown\n\n`examples/pride-and-the-pits.txt`:\n\n```text\n{seed}```\n\n\
        ## A German post\n\n`examples/fussnote.md`, with `library.bib`, `ibid.toml` and another file in its folder, committed:\n\n```text\n{german}```\n"
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/editor-transcript.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &page).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), page, "run with UPDATE_DOCS=1");
}
