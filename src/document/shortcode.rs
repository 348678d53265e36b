//! Notes in the shortcodes of site generators: `{{% footnote %}}…{{% /footnote %}}` and `{{< fn "…" >}}` of Hugo,
//! `{% footnote %}…{% endfootnote %}`, `{% sidenote 'name' '…' %}`, `{% fn … %}` and `{% fnbody 1 %}…{% endfnbody %}` of Liquid (Jekyll, Octopress),
//! `[efn_note]…[/efn_note]` of WordPress before its plugins have seen it.

use std::collections::BTreeMap;

use super::block::{Block, BlockKind};
use super::inplace::note_at_marker;
use super::typed::label_of;
use super::{Marker, Note, Problem, ProblemKind, Reading};
use crate::text::{Flat, MarkKind, Span, merged};

/// A language of shortcodes.
#[derive(Debug, PartialEq, Eq)]
struct ShortcodeDialect {
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

impl ShortcodeDialect {
    /// Whether a shortcode of this name has to do with notes.
    fn knows(&self, name: &str) -> bool {
        let apart = || [REFERENCES, BODIES, LISTS].iter().any(|names| names.contains(&name));
        self.notes.contains(&name) || self.quoted && apart()
    }
}

const HUGO: ShortcodeDialect =
    ShortcodeDialect { open: "{{%", close: "%}}", end: "/", notes: NOTES, quoted: true, bare: false };

/// Of two that open alike the longer comes first.
const DIALECTS: &[ShortcodeDialect] = &[
    HUGO,
    ShortcodeDialect { open: "{{<", close: ">}}", ..HUGO },
    ShortcodeDialect { open: "{%", close: "%}", end: "end", notes: NOTES, quoted: true, bare: true },
    ShortcodeDialect {
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

/// Shortcodes around a note that stands apart from its marker.
const BODIES: &[&str] = &["fn-body", "fn_body", "fnbody", "footnote-body", "footnote_body", "footnotebody"];

/// Shortcodes around a list of notes.
const LISTS: &[&str] = &["endnotes", "fns", "footnotes", "sidenotes"];

/// The names of shortcodes in square brackets.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    DIALECTS.iter().filter(|dialect| !dialect.quoted).flat_map(|dialect| dialect.notes.iter().copied())
}

/// The longest shortcode that is looked at, in bytes: an open bracket that nothing closes is given up there.
const LONGEST: usize = 4096;

/// How many blocks a note may run through.
const MOST_BLOCKS: usize = 20;

/// A shortcode in the flat text of a block.
#[derive(Debug, Clone, Copy)]
struct Shortcode<'t> {
    block: usize,
    span: Span,
    name: &'t str,
    arguments: Span,
    closes: bool,
    dialect: &'static ShortcodeDialect,
}

impl Shortcode<'_> {
    /// Whether it is one of these; the dialect of square brackets has none of them.
    fn is(&self, names: &[&str]) -> bool {
        self.dialect.quoted && names.contains(&self.name)
    }
}

/// What a shortcode is to notes.
enum ShortcodeMeaning {
    /// It points to the note of this label.
    Reference(String),
    /// It holds a note, with its label if it gives one.
    Held(Span, Option<String>),
    /// It begins a note, with its label if it gives one; the shortcode of this place among those after it ends it.
    Begun(usize, Option<String>),
}

/// Takes the notes in shortcodes, and what points to them, out of the blocks.
pub(super) fn take(blocks: &mut [Block], reading: &mut Reading) {
    let may_hold = |block: &Block| block.kind != BlockKind::Other && block.may_hold_shortcode();
    let found: Vec<Shortcode<'_>> =
        blocks.iter().enumerate().filter(|(_, block)| may_hold(block)).flat_map(shortcodes).collect();
    if found.is_empty() {
        return;
    }
    let has = |names: &[&str]| found.iter().any(|shortcode| shortcode.is(names));
    let names_only = !has(REFERENCES) && !has(BODIES) && !has(LISTS) && names_only(blocks, &found);
    let taker = Taker {
        blocks,
        names_only,
        apart: has(REFERENCES) || has(BODIES),
        lists: has(LISTS),
        in_list: false,
        listed: 0,
        inline: 0,
        cuts: Vec::new(),
    };
    let missing = found.first().filter(|_| names_only).map(|first| blocks[first.block].flat.source(first.span));
    let problem = |span| Problem { kind: ProblemKind::NotesMissing, span, detail: String::new() };
    reading.problems.extend(missing.map(problem));
    for (block, cuts) in taker.take(&found, reading) {
        let cuts: Vec<(Span, &str)> = merged(cuts).into_iter().map(|cut| (cut, "")).collect();
        blocks[block].flat = blocks[block].flat.rewritten(&cuts).into();
    }
}

/// Whether the shortcodes of a text hold nothing but the names of notes that are kept in another file: several, at least one of them a
/// single word, and none a sentence with its stop.
fn names_only(blocks: &[Block], found: &[Shortcode<'_>]) -> bool {
    const NAMES: &[&str] = &["endnote", "footnote", "sidenote"];
    const LONGEST: usize = 60;
    let argument = |shortcode: &Shortcode<'_>| {
        let arguments = shortcode.arguments.of(blocks[shortcode.block].text());
        let quoted = arguments.starts_with(is_quote) && arguments.ends_with(is_quote);
        let name = unquoted(arguments);
        let is_name = quoted && !name.is_empty() && name.len() < LONGEST && !name.ends_with(['.', '!', '?', ')', '/']);
        (shortcode.is(NAMES) && !shortcode.closes && is_name).then(|| name.contains(char::is_whitespace))
    };
    let spaced: Option<Vec<bool>> = found.iter().map(argument).collect();
    spaced.is_some_and(|spaced| spaced.len() > 1 && spaced.contains(&false))
}

struct Taker<'b> {
    blocks: &'b [Block<'b>],
    /// Whether the shortcodes hold the names of notes that are not in the file.
    names_only: bool,
    /// Whether something points to notes that stand apart, and whether such are in lists.
    apart: bool,
    lists: bool,
    /// Whether a list of notes is open.
    in_list: bool,
    /// How many notes of lists there were, and how many in the text.
    listed: usize,
    inline: usize,
    /// What is no running text, block by block.
    cuts: Vec<(usize, Span)>,
}

impl Taker<'_> {
    /// The stretches of each block that are taken out of it.
    fn take(mut self, found: &[Shortcode<'_>], reading: &mut Reading) -> BTreeMap<usize, Vec<Span>> {
        let mut next = 0;
        while let Some(shortcode) = found.get(next) {
            next += 1;
            let after = &found[next..];
            if shortcode.is(LISTS) {
                self.in_list = !shortcode.closes;
                self.cuts.push((shortcode.block, shortcode.span));
            }
            match self.meaning(shortcode, after) {
                Some(ShortcodeMeaning::Reference(label)) => self.reference(shortcode, label, reading),
                Some(ShortcodeMeaning::Held(body, label)) => {
                    self.note(shortcode, shortcode, vec![(shortcode.block, body)], label, reading);
                }
                Some(ShortcodeMeaning::Begun(end, label)) => {
                    let parts = self.between(shortcode, &after[end]);
                    self.note(shortcode, &after[end], parts, label, reading);
                    next += end + 1;
                }
                None => {}
            }
        }
        let mut by_block: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
        self.cuts.into_iter().for_each(|(block, cut)| by_block.entry(block).or_default().push(cut));
        by_block
    }

    fn meaning(&self, shortcode: &Shortcode<'_>, after: &[Shortcode<'_>]) -> Option<ShortcodeMeaning> {
        let flat = &self.blocks[shortcode.block].flat;
        let label = label(shortcode.arguments.of(&flat.text)).map(str::to_owned);
        let points = self.apart || self.lists;
        if shortcode.closes {
            return None;
        }
        if shortcode.is(REFERENCES) {
            return label.map(ShortcodeMeaning::Reference);
        }
        if self.names_only {
            let name = unquoted(shortcode.arguments.of(&flat.text));
            return Some(ShortcodeMeaning::Reference(label_of(name).unwrap_or_else(|| name.to_owned())));
        }
        if !shortcode.dialect.notes.contains(&shortcode.name) && !shortcode.is(BODIES) {
            return None;
        }
        let is_same =
            |other: &Shortcode<'_>| other.name == shortcode.name && other.dialect.end == shortcode.dialect.end;
        let end = after.iter().position(is_same).filter(|&end| after[end].closes);
        if let Some(end) = end.filter(|&end| after[end].block - shortcode.block <= MOST_BLOCKS) {
            let says = |(block, span): &(usize, Span)| says_something(span.of(self.blocks[*block].text()));
            let parts = self.between(shortcode, &after[end]);
            return parts.iter().any(says).then_some(ShortcodeMeaning::Begun(end, label));
        }
        let is_note = |body: &Span| {
            let body = body.of(&flat.text);
            is_sentence(body) || self.in_list && says_something(body)
        };
        let bare = Some(shortcode.arguments).filter(|_| shortcode.dialect.bare && !shortcode.arguments.is_empty());
        let quoted = if shortcode.dialect.quoted { longest_quoted(flat, shortcode.arguments)? } else { None };
        match quoted.or(bare).filter(is_note) {
            Some(body) => Some(ShortcodeMeaning::Held(body, None)),
            None => label.filter(|_| points && shortcode.dialect.quoted).map(ShortcodeMeaning::Reference),
        }
    }

    /// What stands between two shortcodes, block by block.
    fn between(&self, begin: &Shortcode<'_>, end: &Shortcode<'_>) -> Vec<(usize, Span)> {
        let part = |block: usize| {
            let from = if block == begin.block { begin.span.end } else { 0 };
            let to = if block == end.block { end.span.start } else { self.blocks[block].text().len() };
            (block, Span::new(from, to.max(from)))
        };
        (begin.block..=end.block).map(part).collect()
    }

    fn reference(&mut self, shortcode: &Shortcode<'_>, label: String, reading: &mut Reading) {
        let span = self.blocks[shortcode.block].flat.source(shortcode.span);
        reading.markers.push(Marker { label, span, ..Marker::default() });
        self.cuts.push((shortcode.block, shortcode.span));
    }

    /// A note from one shortcode to another, or in one alone.
    fn note(
        &mut self,
        begin: &Shortcode<'_>,
        end: &Shortcode<'_>,
        parts: Vec<(usize, Span)>,
        label: Option<String>,
        reading: &mut Reading,
    ) {
        let source = |shortcode: &Shortcode<'_>| self.blocks[shortcode.block].flat.source(shortcode.span);
        let span = Span::new(source(begin).start, source(end).end.max(source(begin).end));
        let body = Flat::joined(parts.iter().map(|(block, part)| self.blocks[*block].flat.slice(*part).folded()), " ");
        self.cuts.push((begin.block, begin.span));
        self.cuts.extend(parts);
        self.cuts.push((end.block, end.span));
        if self.in_list || begin.is(BODIES) || self.apart && !self.lists && label.is_some() {
            self.listed += 1;
            let label = label.unwrap_or_else(|| self.listed.to_string());
            let head = Span::new(span.start, span.start);
            reading.notes.push(Note { label, span, head, body, ..Note::default() });
            return;
        }
        self.inline += 1;
        let (marker, note) = note_at_marker(self.inline.to_string(), span, body);
        reading.markers.push(marker);
        reading.notes.push(note);
    }
}

/// The shortcodes of a block that have to do with notes, outside code.
fn shortcodes<'b>((block, content): (usize, &'b Block)) -> Vec<Shortcode<'b>> {
    let flat = &content.flat;
    let text = flat.text.as_str();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text.as_bytes().get(at..).and_then(|rest| memchr::memchr2(b'{', b'[', rest)) {
        at += next;
        let read = shortcode(text, at).filter(|read| !flat.is_within(read.span, |kind| *kind == MarkKind::Code));
        at = read.map_or(at + 1, |read| read.span.end);
        found.extend(read.map(|read| Shortcode { block, ..read }));
    }
    // What shows shortcodes as they are written is no note.
    if found.is_empty() || text.contains("{% raw") { Vec::new() } else { found }
}

/// The shortcode at a place, if it has to do with notes.
fn shortcode(text: &str, at: usize) -> Option<Shortcode<'_>> {
    let rest = &text[at..text.floor_char_boundary(at + LONGEST)];
    let dialect = DIALECTS.iter().find(|dialect| rest.starts_with(dialect.open))?;
    // `[[footnote]` shows the shortcode and is none.
    if dialect.open == "[" && text[..at].ends_with('[') {
        return None;
    }
    let begun = rest[dialect.open.len()..].trim_start_matches(is_sign);
    let ended = begun.strip_prefix(dialect.end).map(str::trim_start);
    let (name, after) = named(ended.unwrap_or(begun));
    if !dialect.knows(name) {
        return None;
    }
    let inner = &after[..after.find(dialect.close)?];
    let start = at + rest.len() - after.len();
    let end = start + inner.len() + dialect.close.len();
    // A hyphen takes white space away, a slash closes a shortcode that holds nothing.
    let sign = if dialect.bare { '-' } else { '/' };
    let inner = inner.strip_suffix(sign).unwrap_or(inner).trim_end();
    let blank = inner.len() - inner.trim_start().len();
    let arguments = Span::new(start + blank, start + inner.len().max(blank));
    Some(Shortcode { block: 0, span: Span::new(at, end), name, arguments, closes: ended.is_some(), dialect })
}

/// What may stand between the brackets of a shortcode and its name or arguments; hyphens take white space away.
fn is_sign(c: char) -> bool {
    c.is_whitespace() || c == '-'
}

/// The name that a text begins with, and the rest.
fn named(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(text.len()))
}

/// The longest of the arguments in quotation marks, if any is. `None` where it cannot be told where one ends: a quotation mark within
/// that nothing hides.
#[expect(clippy::option_option, reason = "there may be none, and it may not be known")]
fn longest_quoted(flat: &Flat, arguments: Span) -> Option<Option<Span>> {
    let text = flat.text.as_str();
    // The backslash that hides a character is not in the flat text, but in its source.
    let is_hidden = |at: usize| flat.source(Span::new(at, at + 1)).len() > 1;
    let mut longest: Option<Span> = None;
    let mut at = arguments.start;
    while at < arguments.end {
        let rest = &text[at..arguments.end];
        let word = rest.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(rest.len());
        let Some(quote) = rest[word..].chars().next().filter(|c| is_quote(*c)) else {
            at += word + rest[word..].chars().next().map_or(0, char::len_utf8);
            continue;
        };
        let start = at + word + quote.len_utf8();
        let mut ends = text[start..arguments.end].match_indices(quote).map(|(end, _)| start + end);
        let end = ends.find(|end| !is_hidden(*end))?;
        let after = &text[end + quote.len_utf8()..arguments.end];
        if !after.is_empty() && !after.starts_with(char::is_whitespace) {
            return None;
        }
        let value = Span::new(start, end);
        longest = Some(longest.filter(|longest| longest.len() >= value.len()).unwrap_or(value));
        at = end + quote.len_utf8();
    }
    Some(longest)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`')
}

fn unquoted(arguments: &str) -> &str {
    arguments.trim_matches(is_quote)
}

/// The label that the arguments are, with or without quotation marks.
fn label(arguments: &str) -> Option<&str> {
    let bare = unquoted(arguments);
    let is_label = !bare.is_empty() && bare.len() <= 40 && !bare.contains(|c: char| c.is_whitespace() || c == '=');
    is_label.then_some(bare)
}

fn says_something(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// Whether a text is more than a label: words, a word with a stop, or letters that no label has.
fn is_sentence(text: &str) -> bool {
    let text = text.trim();
    let is_more = text.contains(char::is_whitespace) || text.ends_with(['.', '!', '?']) || !text.is_ascii();
    is_more && text.contains(char::is_alphabetic)
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
    fn what_a_note_says_is_kept_whole() {
        let table = [
            (
                r#"A{{< fn "Reed says \"the salt road\" ran north, 12." >}}"#,
                "Reed says \"the salt road\" ran north, 12.",
            ),
            ("A{% fn See https://example.com/a/ %}", "See https://example.com/a/"),
            ("A{%- fn Ibid. -%}", "Ibid."),
            ("A{{< fn \"Ibid.\" />}}", "Ibid."),
            ("A{{< fn \"里德著『塩の道』12頁\" >}}", "里德著『塩の道』12頁"),
            ("A{{< sidenote text=\"Reed, 12.\" id=\"sn1\" >}}", "Reed, 12."),
            ("A{% footnote %}See [ref]. Reed, 12.{% endfootnote %}", "See [ref]. Reed, 12."),
        ];
        for (text, wanted) in table {
            assert_eq!(read(text), (vec![format!("1: {wanted}")], "A".to_owned()), "{text}");
        }
    }

    #[test]
    fn a_note_may_run_through_several_blocks() {
        let texts = ["A{{% footnote %}}", "Reed, 12.", "More.{{% /footnote %}} B", "C{{< fn \"Ibid.\" >}}"];
        let starts = [0, 40, 80, 120];
        let mut blocks = [0, 1, 2, 3].map(|at| Block::new(BlockKind::Text, flatten(texts[at], starts[at])));
        let mut reading = Reading::default();
        take(&mut blocks, &mut reading);
        let notes: Vec<&str> = reading.notes.iter().map(|note| note.body.text.as_str()).collect();
        assert_eq!(notes, ["Reed, 12. More.", "Ibid."]);
        assert_eq!(reading.notes[0].span, Span::new(1, 102));
        assert_eq!(blocks.map(|block| block.flat.folded().text), ["A", "", "B", "C"]);
    }

    #[test]
    fn notes_in_the_text_stay_there_beside_a_list() {
        let text = "A{{< fnref 1 >}} B{{% sidenote %}}Aside.{{% /sidenote %}} {{% footnote 1 %}}Reed.{{% /footnote %}}";
        assert_eq!(read(text).0, ["1: Aside.", "1: Reed.", "→1"]);
    }

    #[test]
    fn notes_in_a_list() {
        let liquid = "A{% fn_ref 1 %} B{% fn_ref 2 %}\n{% footnotes %}\n{% fn Reed, 12. %}\n{% fn Ibid., 14. %}\n{% endfootnotes %}";
        let wanted = ["1: Reed, 12.", "2: Ibid., 14.", "→1", "→2"].map(str::to_owned).to_vec();
        assert_eq!(read(liquid), (wanted, "A B".to_owned()));
        let hugo = "A{{< fn 7 >}}\n{{% footnotes %}}{{% footnote 7 %}}Reed, 12.{{% /footnote %}}{{% /footnotes %}}";
        let apart = "A{{< fnref 7 >}}\n{{% footnote 7 %}}Reed, 12.{{% /footnote %}}";
        assert_eq!(read(apart), read(hugo));
        let bodies = "A{% fn 7 %}\n{% footnotes %}{% fnbody 7 %}Reed, 12.{% endfnbody %}{% endfootnotes %}";
        assert_eq!(read(bodies), read(hugo));
        assert_eq!(read("A{% fn 7 %}\n{%- fn_body 7 -%}Reed, 12.{%- endfn_body -%}"), read(hugo));
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
            "[[footnote]Your text here.[/footnote]]",
            "{% raw %}{% fn Ann Reed, Salt. %}{% endraw %}",
            "{% sidenote \"one\" \"As she says, \"the salt road\" ran north.\" %}",
            "{% notes %}A.{% endnotes %}",
            "{%%} {{%%}} {% %} {{< >}} {",
        ] {
            assert_eq!(read(text).0, Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn names_of_notes_in_another_file() {
        let text = "A{{< footnote \"[1]\" >}} B{{< footnote \"Salt roads\" >}} C";
        assert_eq!(read(text), (vec!["→1".to_owned(), "→Salt roads".to_owned()], "A B C".to_owned()));
        let notes = "A{{< footnote \"Salt\" >}} B{{< footnote \"Reed, 12.\" >}}";
        assert_eq!(read(notes).0, ["1: Reed, 12."]);
        assert_eq!(read("A{{< footnote \"Salt\" >}} B").0, Vec::<String>::new());
    }

    #[test]
    fn a_shortcode_in_a_note_is_part_of_it() {
        let (notes, left) = read("A{{% footnote n %}}See {{% ref \"a.md\" %}}.{{% /footnote %}}.");
        assert_eq!(notes, ["1: See {{% ref \"a.md\" %}}."]);
        assert_eq!(left, "A.");
    }
}
