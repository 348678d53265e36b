//! What a glance at the source of a block tells of it, so that the markup of most blocks is never read. A glance may be wrong in one
//! direction only: what a block holds it never misses.

use std::sync::LazyLock;

use super::block::Block;
use super::{heading, shortcode, typed};

/// Signs after which a reader may see anything: tags, character references and images.
const OPAQUE: [char; 3] = ['<', '&', '!'];

/// The first words of headings and of notes (`references`, `note` in `Note 1:`), in lower case and in order.
static FIRST_WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let first = |words: &'static str| words.split(|c: char| !c.is_alphabetic()).next().unwrap_or(words);
    let mut words: Vec<&str> = heading::words().chain(typed::note_words()).map(first).collect();
    words.sort_unstable();
    words.dedup();
    words
});

impl Block<'_> {
    /// False if a reader surely sees no such sign in the block.
    pub(super) fn may_hold(&self, sign: u8) -> bool {
        match self.flat.unread() {
            Some(text) => memchr::memchr2(sign, b'&', text.as_bytes()).is_some(),
            None => memchr::memchr(sign, self.text().as_bytes()).is_some(),
        }
    }

    /// False if the block surely does not begin with the number of a note, and is no heading of notes or works.
    pub(super) fn may_head(&self) -> bool {
        self.flat.unread().is_none_or(begins_as_head)
    }

    /// False if the block surely holds no shortcode that has to do with notes.
    pub(super) fn may_hold_shortcode(&self) -> bool {
        let begins = |text: &str| {
            let (before, run) = first_run(text);
            before.contains(OPAQUE) || shortcode::names().any(|name| name.starts_with(run))
        };
        let holds = |text: &str| {
            let bytes = text.as_bytes();
            memchr::memchr2_iter(b'{', b'[', bytes).any(|at| bytes[at] == b'{' || begins(&text[at + 1..]))
        };
        self.flat.unread().is_none_or(holds)
    }

    /// False if the block surely holds no number or letter in brackets, and nothing raised.
    pub(super) fn may_mark(&self) -> bool {
        self.flat.unread().is_none_or(holds_label)
    }

    /// False if no link of the block surely leads to a place on the same page, where links by name do not.
    pub(super) fn may_lead_within(&self) -> bool {
        self.flat.unread().is_none_or(|text| leads_within(text, b'('))
    }
}

/// False if no link of a text surely leads to a place on the same page by its name (`[name]: #place`).
pub(super) fn may_name_place(text: &str) -> bool {
    leads_within(text, b':')
}

/// True if a `#` stands after a sign, white space and an angle bracket between them allowed.
fn leads_within(text: &str, sign: u8) -> bool {
    memchr::memchr_iter(b'#', text.as_bytes()).any(|at| {
        let before = text.as_bytes()[..at].iter().rev();
        before.copied().find(|byte| !byte.is_ascii_whitespace() && *byte != b'<') == Some(sign)
    })
}

fn begins_as_head(text: &str) -> bool {
    let first = text.find(char::is_alphanumeric).unwrap_or(text.len());
    let (before, rest) = text.split_at(first);
    let is_dressed = |c: char| OPAQUE.contains(&c) || typed::is_note_sign(c) && c != '*';
    let run = letters(rest);
    before.contains(is_dressed)
        || holds_star(before)
        || rest.starts_with(char::is_numeric)
        || is_label(run, before.contains(typed::opens_label))
        || begins_known(run)
}

/// True if an asterisk stands there that is no bullet.
fn holds_star(text: &str) -> bool {
    let mut stars = text.match_indices('*').map(|(at, _)| at);
    let is_bullet = |at: usize| text[at + 1..].starts_with(char::is_whitespace) && !text[..at].ends_with('\\');
    stars.next().is_some_and(|first| !is_bullet(first) || stars.next().is_some())
}

/// True if letters may be a label: capitals of a Roman number anywhere, and in brackets any letter or Roman number.
fn is_label(run: &str, in_bracket: bool) -> bool {
    let roman = |digits: &str| run.chars().all(|c| digits.contains(c));
    !run.is_empty() && (roman("IVXLC") || in_bracket && (roman("ivxlc") || run.chars().nth(1).is_none()))
}

/// True if a first word of a heading or of a note begins with these letters.
fn begins_known(run: &str) -> bool {
    let lower = run.to_lowercase();
    let at = FIRST_WORDS.partition_point(|word| *word < lower.as_str());
    FIRST_WORDS.get(at).is_some_and(|word| word.starts_with(&lower)) && !run.is_empty()
}

fn holds_label(text: &str) -> bool {
    let bytes = text.as_bytes();
    let raises = |at: usize| match bytes[at] {
        b'^' | b'&' | b'<' => true,
        b'[' | b'(' => begins_as_label(&text[at + 1..]),
        // Raised digits and wide brackets.
        0xc2 => matches!(bytes[at + 1], 0xb2 | 0xb3 | 0xb9),
        0xe2 => bytes[at + 1] == 0x81,
        0xe3 => bytes[at + 1] == 0x80,
        0xef => bytes[at + 1] == 0xbc,
        _ => false,
    };
    (0..bytes.len()).any(raises)
}

/// True if a text in brackets may begin with a label: a number, a letter alone, a Roman number or a word for notes. Of brackets in brackets
/// the inner one is asked.
fn begins_as_label(text: &str) -> bool {
    let (before, run) = first_run(text);
    let is_sign = |c: char| OPAQUE.contains(&c) || typed::is_note_sign(c);
    let is_number = || text[before.len()..].starts_with(char::is_numeric);
    before.contains(is_sign) || is_number() || is_label(run, true) || begins_known(run)
}

/// The first letters of a text in brackets, and what stands before them.
fn first_run(text: &str) -> (&str, &str) {
    let first = text.find(|c: char| c.is_alphanumeric() || c == '[' || c == '(').unwrap_or(text.len());
    let (before, rest) = text.split_at(first);
    (before, letters(rest))
}

/// The letters that a text begins with.
fn letters(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len())]
}
