//! Random edits through the protocol: after each, the server must find what a fresh check of the same text finds.

use ibid::{Analysis, Finding, Options, Settings, Source, check};
use serde_json::{Value, json};

use super::editor::{Editor, position, pulling};
use crate::environment::from_environment;

/// So many edits are made; `IBID_RANDOM_EDITS` says otherwise.
const EDITS: usize = 100;

const URI: &str = "file:///posts/post.md";

/// Numbers that look random and are the same each time (xorshift64*).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(high).unwrap() % limit.max(1)
    }

    fn of<'t>(&mut self, choices: &[&'t str]) -> &'t str {
        choices[self.below(choices.len())]
    }

    /// A place between two characters.
    fn place(&mut self, text: &str) -> usize {
        text.floor_char_boundary(self.below(text.len() + 1))
    }
}

/// What a writer may type or paste.
const TYPED: &[&str] = &[
    "a",
    " ",
    "\n",
    "\n\n",
    "é",
    "😀",
    ".",
    ",",
    "[^3]",
    "[^99]",
    "[2]",
    "[^",
    "]",
    ":",
    "*",
    "Ibid.",
    "Ebd., S. 4",
    "See ",
    "Wells, *Salt Roads*, 9",
    "\n[^7]: Ibid., 12.\n",
    "\n[^5]: Ada Reed, *Mills and Mines* (York: Hill, 1990), 5.\n",
    "<!-- ",
    "```\n",
    "(n 2)",
    "\r\n",
    "\t",
    "> ",
    "    ",
    "<sup>1</sup>",
    "[^a]: x",
    "\u{a0}",
    "“",
    "— ",
];

/// A post of some notes, in one of the ways in which notes are written.
fn post(dice: &mut Dice) -> String {
    let notes = 5 + dice.below(56);
    let (marker, head) = [("[^#]", "[^#]: "), ("[#]", "[#] ")][dice.below(2)];
    let written = |pattern: &str, note: usize| pattern.replace('#', &note.to_string());
    let mut text = String::new();
    for note in 1..=notes {
        text += &format!("Claim {note} 😀 is made here.{} ", written(marker, note));
        text += if note % 4 == 0 { "\n\n" } else { "" };
    }
    text += "\n\n";
    for note in 1..=notes {
        let words = match dice.below(5) {
            0 => format!("Lucy Wells, *Salt Roads of {note}* (London: Cape, 1987), {note}."),
            1 => format!("Ibid., {note}."),
            2 => "Nobody knew, or so they said.".to_owned(),
            3 => format!("Ada Reed, “Mills”, *Past and Present* 12 (1990): 3–{}; see also ibid.", note + 9),
            _ => format!("Wells, *Salt Roads of {}*, 4.", note.saturating_sub(1)),
        };
        text += &format!("{}{words}\n{}", written(head, note), if head == "[#] " { "\n" } else { "" });
    }
    text
}

/// Makes one edit in the text, and says it in the words of the protocol.
fn edit(dice: &mut Dice, text: &mut String) -> Value {
    let start = dice.place(text);
    let length = [0, 0, 1, 3, 40][dice.below(5)];
    let end = text.floor_char_boundary((start + length).min(text.len())).max(start);
    let new = if dice.below(4) == 0 { "" } else { dice.of(TYPED) };
    let range = json!({ "start": position(text, start), "end": position(text, end) });
    text.replace_range(start..end, new);
    json!({ "range": range, "text": new })
}

/// What a fresh check of the text finds, in the words of the protocol.
fn fresh(text: &str) -> Vec<Value> {
    let source = Source::new("/posts/post.md", text);
    let analysis = Analysis::of(&[source], &Options::default());
    check(&analysis, None, &Settings::default()).iter().map(|finding| said(text, finding)).collect()
}

fn said(text: &str, finding: &Finding) -> Value {
    let range = json!({ "start": position(text, finding.span.start), "end": position(text, finding.span.end) });
    json!([finding.rule, range, finding.message])
}

#[test]
fn the_server_finds_what_a_fresh_check_finds() {
    let edits = from_environment("IBID_RANDOM_EDITS", EDITS);
    let mut dice = Dice(0x1b1d);
    let mut editor = Editor::open(pulling(), json!({ "compareWith": "nothing" }));
    let mut text = String::new();
    for number in 0..edits {
        if number % 60 == 0 {
            text = post(&mut dice);
            editor.open_text(URI, "markdown", &text);
        }
        // A place inside of a line break is none that an editor can mean.
        let before = text.clone();
        let change = edit(&mut dice, &mut text);
        if text.contains('\r') {
            text = before;
            continue;
        }
        editor.change_text(URI, i64::try_from(number).unwrap() + 2, &json!([change]));
        let found: Vec<Value> = editor
            .pulled(URI)
            .iter()
            .map(|found| json!([found["code"], found["range"], found["message"].as_str().unwrap().lines().next()]))
            .collect();
        assert_eq!(found, fresh(&text), "after edit {number} ({change}) of\n{before}");
    }
}
