//! Notes in the shortcodes of site generators: `{{% footnote %}}…{{% /footnote %}}` and `{{< fn "…" >}}` of Hugo, `{% footnote %}…{% endfootnote %}`,
//! `{% sidenote 'name' '…' %}` and `{% fn … %}` of Liquid (Jekyll, Octopress), `[efn_note]…[/efn_note]` of WordPress before its plugins
//! have seen it.

use super::block::{Block, BlockKind};
use super::{Marker, Note, Reading};
use crate::text::{Flat, MarkKind, Span};

/// A language of shortcodes.
#[derive(Debug, PartialEq, Eq)]
struct Dialect {
    open: &'static str,
    close: &'static str,
    /// What says that a shortcode ends what another began, before its name.
    end: &'static str,
    /// Shortcodes that hold a note, or point to one where all they hold is its label.
    notes: &'static [&'static str],
    /// Whether the arguments may be the note, with or without quotation marks around it.
    quoted: bool,
    bare: bool,
}

impl Dialect {
    /// Whether a shortcode of this name has to do with notes.
    fn knows(&self, name: &str) -> bool {
        self.notes.contains(&name) || self.quoted && (REFERENCES.contains(&name) || LISTS.contains(&name))
    }
}

const HUGO: Dialect = Dialect { open: "{{%", close: "%}}", end: "/", notes: NOTES, quoted: true, bare: false };

/// Of two that open alike the longer comes first.
const DIALECTS: &[Dialect] = &[
    HUGO,
    Dialect { open: "{{<", close: ">}}", ..HUGO },
    Dialect { open: "{%", close: "%}", end: "end", notes: NOTES, quoted: true, bare: true },
    Dialect {
        open: "[",
        close: "]",
        end: "/",
        notes: &["efn_note", "fn", "footnote", "mfn", "modern_footnote", "ref"],
        quoted: false,
        bare: false,
    },
];

const NOTES: &[&str] = &["endnote", "fn", "foot", "footnote", "sidenote"];

/// Shortcodes that point to a note.
const REFERENCES: &[&str] =
    &["fn-ref", "fn_ref", "fnref", "footnote-ref", "footnote_ref", "footnoteref", "footref", "sidenote-ref"];

/// Shortcodes around a list of notes.
const LISTS: &[&str] = &["endnotes", "fns", "footnotes", "sidenotes"];

/// The longest shortcode that is looked at, in bytes: an open bracket that nothing closes is given up there.
const LONGEST: usize = 4096;

/// A shortcode in the flat text of a block.
#[derive(Debug, Clone, Copy)]
struct Shortcode<'t> {
    span: Span,
    name: &'t str,
    arguments: Span,
    closes: bool,
    dialect: &'static Dialect,
}

impl Shortcode<'_> {
    /// Whether it is one of these; the dialect of square brackets has none of them.
    fn is(&self, names: &[&str]) -> bool {
        self.dialect.quoted && names.contains(&self.name)
    }
}

/// What a shortcode is to notes.
enum Meaning {
    /// It points to the note of this label.
    Reference(String),
    /// It holds a note, in this stretch and no more; with its label, if it gives one.
    Note { whole: Span, body: Span, label: Option<String> },
}

/// Takes the notes in shortcodes, and what points to them, out of the blocks.
pub(super) fn take(blocks: &mut [Block], reading: &mut Reading) {
    let is_read = |index: &usize| blocks[*index].kind != BlockKind::Other;
    let has_some = |index: &usize| !shortcodes(&blocks[*index].flat).is_empty();
    let places: Vec<usize> = (0..blocks.len()).filter(is_read).filter(has_some).collect();
    let has = |names: &[&str]| {
        places.iter().any(|&index| shortcodes(&blocks[index].flat).iter().any(|shortcode| shortcode.is(names)))
    };
    let (points, lists) = (has(REFERENCES), has(LISTS));
    let mut taker = Taker { reading, points: points || lists, in_list: points && !lists, listed: 0, inline: 0 };
    for index in places {
        let cuts = taker.of_block(&blocks[index].flat);
        if !cuts.is_empty() {
            let cuts: Vec<(Span, &str)> = cuts.into_iter().map(|cut| (cut, "")).collect();
            blocks[index].flat = blocks[index].flat.rewritten(&cuts);
        }
    }
}

struct Taker<'r> {
    reading: &'r mut Reading,
    /// Whether notes stand apart from what points to them.
    points: bool,
    /// Whether a list of notes is open.
    in_list: bool,
    /// How many notes of lists there were, and how many in the text.
    listed: usize,
    inline: usize,
}

impl Taker<'_> {
    /// The stretches of a block that are taken out of it.
    fn of_block(&mut self, flat: &Flat) -> Vec<Span> {
        let found = shortcodes(flat);
        let mut cuts: Vec<Span> = Vec::new();
        for (index, shortcode) in found.iter().enumerate() {
            if cuts.last().is_some_and(|cut| cut.end > shortcode.span.start) {
                continue;
            }
            if shortcode.is(LISTS) {
                self.in_list = !shortcode.closes;
                cuts.push(shortcode.span);
            }
            match meaning(&flat.text, shortcode, &found[index + 1..], self.in_list) {
                Some(Meaning::Reference(label)) if self.points => {
                    let span = flat.source(shortcode.span);
                    self.reading.markers.push(Marker { label, span, ..Marker::default() });
                    cuts.push(shortcode.span);
                }
                Some(Meaning::Note { whole, body, label }) => {
                    self.note(flat, (whole, body), label);
                    cuts.push(whole);
                }
                Some(Meaning::Reference(_)) | None => {}
            }
        }
        cuts
    }

    fn note(&mut self, flat: &Flat, (whole, body): (Span, Span), label: Option<String>) {
        let span = flat.source(whole);
        let note =
            Note { span, head: Span::new(span.start, span.start), body: flat.slice(body).folded(), ..Note::default() };
        if self.in_list {
            self.listed += 1;
            let label = label.unwrap_or_else(|| self.listed.to_string());
            self.reading.notes.push(Note { label, ..note });
            return;
        }
        self.inline += 1;
        let (label, id) = (self.inline.to_string(), format!("^{}", span.start));
        self.reading.markers.push(Marker { label: label.clone(), span, target: id.clone(), ..Marker::default() });
        self.reading.notes.push(Note { label, id, inline: true, ..note });
    }
}

fn meaning(text: &str, shortcode: &Shortcode<'_>, after: &[Shortcode<'_>], in_list: bool) -> Option<Meaning> {
    let label = || label(shortcode.arguments.of(text)).map(str::to_owned);
    if shortcode.closes {
        return None;
    }
    if shortcode.is(REFERENCES) {
        return label().map(Meaning::Reference);
    }
    if !shortcode.dialect.notes.contains(&shortcode.name) {
        return None;
    }
    let same = after.iter().find(|other| other.name == shortcode.name);
    if let Some(end) = same.filter(|other| other.closes) {
        let whole = Span::new(shortcode.span.start, end.span.end);
        let body = Span::new(shortcode.span.end, end.span.start);
        return says_something(body.of(text)).then(|| Meaning::Note { whole, body, label: label() });
    }
    let quoted = last_quoted(text, shortcode.arguments).filter(|_| shortcode.dialect.quoted);
    let bare = Some(shortcode.arguments).filter(|_| shortcode.dialect.bare);
    let is_note = |body: &Span| is_sentence(body.of(text)) || in_list && says_something(body.of(text));
    match quoted.or(bare).filter(is_note) {
        Some(body) => Some(Meaning::Note { whole: shortcode.span, body, label: None }),
        None => label().map(Meaning::Reference),
    }
}

/// The shortcodes of a text that have to do with notes, outside code.
fn shortcodes(flat: &Flat) -> Vec<Shortcode<'_>> {
    let text = flat.text.as_str();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text.as_bytes().get(at..).and_then(|rest| memchr::memchr2(b'{', b'[', rest)) {
        at += next;
        let read = shortcode(text, at).filter(|read| !flat.is_within(read.span, |kind| *kind == MarkKind::Code));
        at = read.map_or(at + 1, |read| read.span.end);
        found.extend(read);
    }
    found
}

/// The shortcode at a place, if it has to do with notes.
fn shortcode(text: &str, at: usize) -> Option<Shortcode<'_>> {
    let rest = &text[at..text.floor_char_boundary(at + LONGEST)];
    let dialect = DIALECTS.iter().find(|dialect| rest.starts_with(dialect.open))?;
    let begun = rest[dialect.open.len()..].trim_start_matches(is_sign);
    let ended = begun.strip_prefix(dialect.end).map(|ended| (ended.trim_start(), true));
    let ways = [ended, Some((begun, false))].into_iter().flatten();
    let (found, closes) = ways.map(|(rest, closes)| (named(rest), closes)).find(|(found, _)| dialect.knows(found.0))?;
    let (name, after) = found;
    let inner = &after[..after.find(dialect.close)?];
    let start = at + rest.len() - after.len();
    let end = start + inner.len() + dialect.close.len();
    let inner = inner.trim_end_matches(|c| is_sign(c) || c == '/');
    let blank = inner.len() - inner.trim_start().len();
    let arguments = Span::new(start + blank, start + inner.len());
    Some(Shortcode { span: Span::new(at, end), name, arguments, closes, dialect })
}

/// What may stand between the brackets of a shortcode and its name or arguments; hyphens take white space away.
fn is_sign(c: char) -> bool {
    c.is_whitespace() || c == '-'
}

/// The name that a text begins with, and the rest.
fn named(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(text.len()))
}

/// What stands in the last quotation marks of the arguments, where they end with them.
fn last_quoted(text: &str, arguments: Span) -> Option<Span> {
    let inner = arguments.of(text);
    let quote = inner.chars().next_back().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let body = &inner[..inner.len() - 1];
    let begins = |(at, _): &(usize, &str)| body[..*at].trim_end().len() < *at || *at == 0 || body[..*at].ends_with('=');
    let start = body.rmatch_indices(quote).find(begins).map(|(at, _)| at + 1)?;
    Some(Span::new(arguments.start + start, arguments.end - 1))
}

/// The label that the arguments are, with or without quotation marks.
fn label(arguments: &str) -> Option<&str> {
    let bare = arguments.trim_matches(['"', '\'', '`']);
    let is_label = !bare.is_empty() && bare.len() <= 40 && !bare.contains(|c: char| c.is_whitespace() || c == '=');
    is_label.then_some(bare)
}

fn says_something(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// Whether a text is more than a label.
fn is_sentence(text: &str) -> bool {
    text.contains(char::is_alphabetic) && text.trim().contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::inline::flatten;

    /// The notes and markers of a text, as "1: Reed, 12." and "→1", and what is left of it.
    fn read(text: &str) -> (Vec<String>, String) {
        let mut blocks = [Block::new(BlockKind::Text, flatten(text, 0))];
        let mut reading = Reading::default();
        take(&mut blocks, &mut reading);
        let notes = reading.notes.iter().map(|note| format!("{}: {}", note.label, note.body.text));
        let pointing = reading.markers.iter().filter(|marker| marker.target.is_empty());
        let shown = notes.chain(pointing.map(|marker| format!("→{}", marker.label))).collect();
        (shown, blocks[0].flat.folded().text)
    }

    #[test]
    fn notes_in_the_text() {
        for text in [
            "Salt.{{% footnote %}}Reed, *Salt*, 12.{{% /footnote %}} So.",
            "Salt.{{% footnote note %}}Reed, *Salt*, 12.{{% /footnote %}} So.",
            "Salt.{{< sidenote 1 >}}Reed, *Salt*, 12.{{< /sidenote >}} So.",
            "Salt.{{< fn \"Reed, *Salt*, 12.\" >}} So.",
            "Salt.{{< footnote text=\"Reed, *Salt*, 12.\" />}} So.",
            "Salt.{% footnote %}Reed, *Salt*, 12.{% endfootnote %} So.",
            "Salt.{%- sidenote 'one' 'Reed, *Salt*, 12.' -%} So.",
            "Salt.{% fn Reed, *Salt*, 12. %} So.",
            "Salt.[efn_note]Reed, *Salt*, 12.[/efn_note] So.",
            "Salt.[ref]Reed, *Salt*, 12.[/ref] So.",
        ] {
            assert_eq!(read(text), (vec!["1: Reed, Salt, 12.".to_owned()], "Salt. So.".to_owned()), "{text}");
        }
    }

    #[test]
    fn notes_in_a_list() {
        let liquid = "A{% fn_ref 1 %} B{% fn_ref 2 %}\n{% footnotes %}\n{% fn Reed, 12. %}\n{% fn Ibid., 14. %}\n{% endfootnotes %}";
        let wanted = ["1: Reed, 12.", "2: Ibid., 14.", "→1", "→2"].map(str::to_owned).to_vec();
        assert_eq!(read(liquid), (wanted, "A B".to_owned()));
        let hugo = "A{{< fn 7 >}}\n{{% footnotes %}}{{% footnote 7 %}}Reed, 12.{{% /footnote %}}{{% /footnotes %}}";
        let apart = "A{{< fnref 7 >}}\n{{% footnote 7 %}}Reed, 12.{{% /footnote %}}";
        assert_eq!(read(apart), read(hugo));
        assert_eq!(read(hugo), (["7: Reed, 12.", "→7"].map(str::to_owned).to_vec(), "A".to_owned()));
    }

    #[test]
    fn what_is_no_note() {
        for text in [
            "{{% notice note %}}Mind the gap.{{% /notice %}}",
            "{{< figure src=\"a mill.png\" >}} {% include note.html %} {{ page.title }}",
            "{{< fn \"strings.Trim\" >}} and {% fn trim %}",
            "`{{% footnote %}}Reed, 12.{{% /footnote %}}`",
            "{{% footnote %}}{{% /footnote %}} {{% footnote",
            "[note]Mind the gap.[/note] [ref] [fn \"a b\"] [fn 1] [/fn] [footnotes] [1] Reed, [sic], 12.",
            "{%%} {{%%}} {% %} {{< >}} {",
        ] {
            assert_eq!(read(text).0, Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_shortcode_in_a_note_is_part_of_it() {
        let (notes, left) = read("A{{% footnote n %}}See {{% ref \"a.md\" %}}.{{% /footnote %}}.");
        assert_eq!(notes, ["1: See {{% ref \"a.md\" %}}."]);
        assert_eq!(left, "A.");
    }
}
