//! Random edits through the protocol: after each, the server must find what a fresh check of the same text finds.

use ibid::lint::Preset;
use ibid::{Analysis, Finding, Options, Settings, Source, check};
use serde_json::{Value, json};

use super::editor::{Editor, position, pulling};
use crate::environment::from_environment;

/// So many edits are made; `IBID_RANDOM_EDITS` says otherwise.
const EDITS: usize = 40;

/// So many of them are made in one post.
const EDITS_OF_POST: usize = 20;

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

/// A way in which notes are written: the ending of its files, marker and head of a note, what stands around the
/// notes and between them.
struct Manner {
    ending: &'static str,
    marker: &'static str,
    head: &'static str,
    around: [&'static str; 2],
    between: &'static str,
}

const MANNERS: &[Manner] = &[
    Manner { ending: "md", marker: "[^%]", head: "[^%]: ", around: ["", ""], between: "\n" },
    Manner { ending: "md", marker: "[%]", head: "[%] ", around: ["", ""], between: "\n\n" },
    Manner { ending: "txt", marker: "(%)", head: "(%) ", around: ["Notes\n\n", ""], between: "\n\n" },
    Manner { ending: "org", marker: "[fn:%]", head: "[fn:%] ", around: ["", ""], between: "\n\n" },
    Manner { ending: "rst", marker: " [%]_", head: ".. [%] ", around: ["", ""], between: "\n" },
    Manner {
        ending: "html",
        marker: "<sup id=\"r%\"><a href=\"#n%\">%</a></sup>",
        head: "<li id=\"n%\">",
        around: ["<ol>", "</ol>"],
        between: "</li>\n",
    },
];

/// A post of some notes, in one of the ways in which notes are written; with the ending of its name.
fn post(dice: &mut Dice) -> (&'static str, String) {
    let notes = 5 + dice.below(56);
    let manner = &MANNERS[dice.below(MANNERS.len())];
    let numbered = |pattern: &str, note: usize| pattern.replace('%', &note.to_string());
    let claim = |note: usize| {
        let end = if note.is_multiple_of(4) { "\n\n" } else { " " };
        format!("Claim {note} 😀 is made here.{}{end}", numbered(manner.marker, note))
    };
    let mut text: String = (1..=notes).map(claim).collect();
    text += "\n\n";
    text += manner.around[0];
    for note in 1..=notes {
        let words = match dice.below(7) {
            0 => format!("Lucy Wells, *Salt Roads of {note}* (London: Cape, 1987), {note}."),
            1 => format!("Ibid., {note}."),
            2 => "Nobody knew, or so they said.".to_owned(),
            3 => format!("Ada Reed, “Mills”, *Past and Present* 12 (1990): 3–{}; see also ibid.", note + 9),
            4 => format!(
                "Vgl. Huber, Anna: Das Salz der {note} Städte, Berlin: Lenz, 1995, S. {note}; anders Reed, a. a. O., S. 3."
            ),
            5 => format!("See note {} above.", note / 2),
            _ => format!("Wells, *Salt Roads of {}*, 4.", note.saturating_sub(1)),
        };
        text += &(numbered(manner.head, note) + &words + manner.between);
    }
    (manner.ending, text + manner.around[1])
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
fn fresh(name: &str, text: &str) -> Vec<Value> {
    let source = Source::new(name, text);
    let analysis = Analysis::of(&[source], &Options::default());
    check(&analysis, None, &Settings::of(Preset::Strict)).iter().map(|finding| said(text, finding)).collect()
}

fn said(text: &str, finding: &Finding) -> Value {
    let range = json!({ "start": position(text, finding.span.start), "end": position(text, finding.span.end) });
    let lines: Vec<&String> = [&finding.message].into_iter().chain(&finding.note).chain(&finding.help).collect();
    json!([finding.rule, range, lines.iter().map(|line| line.as_str()).collect::<Vec<_>>().join("\n")])
}

#[test]
fn the_server_finds_what_a_fresh_check_finds() {
    let edits = from_environment("IBID_RANDOM_EDITS", EDITS);
    let mut dice = Dice(0x1b1d);
    let mut editor = Editor::open(pulling(), json!({ "compareWith": "nothing", "preset": "strict" }));
    let (mut name, mut text) = (String::new(), String::new());
    for number in 0..edits {
        if number % EDITS_OF_POST == 0 {
            let (ending, begun) = post(&mut dice);
            (name, text) = (format!("/posts/post.{ending}"), begun);
            editor.open_text(&format!("file://{name}"), "plaintext", &text);
        }
        let uri = format!("file://{name}");
        // A place inside of a line break is none that an editor can mean.
        let before = text.clone();
        let change = edit(&mut dice, &mut text);
        if text.contains('\r') {
            text = before;
            continue;
        }
        editor.change_text(&uri, i64::try_from(number).unwrap() + 2, &json!([change]));
        let found: Vec<Value> =
            editor.pulled(&uri).iter().map(|found| json!([found["code"], found["range"], found["message"]])).collect();
        assert_eq!(found, fresh(&name, &text), "after edit {number} ({change}) of\n{before}");
    }
}
