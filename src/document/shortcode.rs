//! Notes in the shortcodes of site generators: `{{% footnote %}}…{{% /footnote %}}` and `{{< fn "…" >}}` of Hugo, `{% footnote %}…{% endfootnote %}`,
//! `{% sidenote 'name' '…' %}` and `{% fn … %}` of Liquid (Jekyll, Octopress).

use super::block::{Block, BlockKind};
use super::{Marker, Note, Reading};
use crate::text::{Flat, MarkKind, Span};

/// Shortcodes that hold a note, or point to one where all they hold is its label.
const NOTES: &[&str] = &["endnote", "fn", "foot", "footnote", "sidenote"];

/// Shortcodes that point to a note.
const REFERENCES: &[&str] =
    &["fn-ref", "fn_ref", "fnref", "footnote-ref", "footnote_ref", "footnoteref", "footref", "sidenote-ref"];

/// Shortcodes around a list of notes.
const LISTS: &[&str] = &["endnotes", "fns", "footnotes", "sidenotes"];

/// How shortcodes open and close; of two that begin alike the longer comes first.
const BRACKETS: &[(&str, &str)] = &[("{{%", "%}}"), ("{{<", ">}}"), ("{%", "%}")];

/// The longest shortcode that is looked at, in bytes: an open bracket that nothing closes is given up there.
const LONGEST: usize = 4096;

/// A shortcode in the flat text of a block.
#[derive(Debug, Clone, Copy)]
struct Shortcode<'t> {
    span: Span,
    name: &'t str,
    arguments: Span,
    closes: bool,
    is_liquid: bool,
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
    let readable = || blocks.iter().filter(|block| block.kind != BlockKind::Other);
    let has = |names: &[&str]| {
        readable().any(|block| shortcodes(&block.flat).iter().any(|shortcode| names.contains(&shortcode.name)))
    };
    let (points, lists) = (has(REFERENCES), has(LISTS));
    let mut taker = Taker { reading, points: points || lists, in_list: points && !lists, listed: 0, inline: 0 };
    for block in blocks.iter_mut().filter(|block| block.kind != BlockKind::Other) {
        let cuts = taker.of_block(&block.flat);
        if !cuts.is_empty() {
            let cuts: Vec<(Span, &str)> = cuts.into_iter().map(|cut| (cut, "")).collect();
            block.flat = block.flat.rewritten(&cuts);
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
            if LISTS.contains(&shortcode.name) {
                self.in_list = !shortcode.closes;
                cuts.push(shortcode.span);
            }
            match meaning(&flat.text, shortcode, &found[index + 1..]) {
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

fn meaning(text: &str, shortcode: &Shortcode<'_>, after: &[Shortcode<'_>]) -> Option<Meaning> {
    let label = || label(shortcode.arguments.of(text)).map(str::to_owned);
    if shortcode.closes {
        return None;
    }
    if REFERENCES.contains(&shortcode.name) {
        return label().map(Meaning::Reference);
    }
    if !NOTES.contains(&shortcode.name) {
        return None;
    }
    let same = after.iter().find(|other| other.name == shortcode.name);
    if let Some(end) = same.filter(|other| other.closes) {
        let whole = Span::new(shortcode.span.start, end.span.end);
        let body = Span::new(shortcode.span.end, end.span.start);
        return says_something(body.of(text)).then(|| Meaning::Note { whole, body, label: label() });
    }
    let quoted = last_quoted(text, shortcode.arguments);
    let bare = Some(shortcode.arguments).filter(|_| shortcode.is_liquid);
    match quoted.or(bare).filter(|body| is_sentence(body.of(text))) {
        Some(body) => Some(Meaning::Note { whole: shortcode.span, body, label: None }),
        None => label().map(Meaning::Reference),
    }
}

/// The shortcodes of a text, outside code.
fn shortcodes(flat: &Flat) -> Vec<Shortcode<'_>> {
    let text = flat.text.as_str();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find('{')) {
        at += next;
        let read = shortcode(text, at).filter(|read| !flat.is_within(read.span, |kind| *kind == MarkKind::Code));
        at = read.map_or(at + 1, |read| read.span.end);
        found.extend(read);
    }
    found
}

/// The shortcode at a place.
fn shortcode(text: &str, at: usize) -> Option<Shortcode<'_>> {
    let rest = &text[at..text.floor_char_boundary(at + LONGEST)];
    let (open, close) = BRACKETS.iter().find(|(open, _)| rest.starts_with(open))?;
    let end = at + rest.find(close)?;
    let signs = |c: char| c.is_whitespace() || c == '-' || c == '/';
    let inner = text[at + open.len()..end].trim_end_matches(signs);
    let bare = inner.trim_start_matches(signs);
    let stop = bare.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(bare.len());
    let (name, arguments) = bare.split_at(stop);
    let start = at + open.len() + inner.len() - arguments.trim_start().len();
    let is_liquid = *open == "{%";
    let ended = name.strip_prefix("end").filter(|name| is_liquid && (NOTES.contains(name) || LISTS.contains(name)));
    Some(Shortcode {
        span: Span::new(at, end + close.len()),
        name: ended.unwrap_or(name),
        arguments: Span::new(start, start + arguments.trim_start().len()),
        closes: ended.is_some() || inner[..inner.len() - bare.len()].contains('/'),
        is_liquid,
    })
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
