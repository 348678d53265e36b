//! Markdown as comrak reads it, with its own footnotes.

use std::collections::HashMap;

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options};

use super::{Witness, WitnessedMarker, spaced};

/// The footnotes of a text. Notes of one name are one: the first.
pub(super) fn witness(text: &str) -> Witness {
    let mut options = Options::default();
    options.extension.footnotes = true;
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.front_matter_delimiter = Some("---".into());
    let arena = Arena::new();
    let root = comrak::parse_document(&arena, text, &options);
    let mut witness = Witness { unnumbered: true, ..Witness::default() };
    let mut by_name = HashMap::new();
    for note in root.children() {
        if let NodeValue::FootnoteDefinition(definition) = &note.data.borrow().value {
            by_name.entry(definition.name.clone()).or_insert(witness.notes.len());
            witness.notes.push(spaced(&shown(note)));
        }
    }
    for node in root.children().filter(|node| !is_note(node)).flat_map(AstNode::descendants) {
        let NodeValue::FootnoteReference(reference) = &node.data.borrow().value else { continue };
        if let Some(&note) = by_name.get(&reference.name) {
            witness.links.push(WitnessedMarker { label: reference.name.clone(), note, agrees: true });
        }
    }
    witness
}

fn is_note<'a>(node: &'a AstNode<'a>) -> bool {
    matches!(node.data.borrow().value, NodeValue::FootnoteDefinition(_))
}

/// What a reader sees of a note; lists, code and quotations say that they begin.
fn shown<'a>(note: &'a AstNode<'a>) -> String {
    let mut text = String::new();
    for node in note.descendants() {
        match &node.data.borrow().value {
            NodeValue::Text(inside) => text.push_str(inside),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::CodeBlock(code) => text.push_str(&format!("\ncodeblock\n{}", code.literal)),
            NodeValue::HtmlBlock(html) => text.push_str(&html.literal),
            NodeValue::HtmlInline(html) => text.push_str(html),
            NodeValue::Item(_) => text.push_str("\nlistitem "),
            NodeValue::BlockQuote => text.push_str("\nblockquote "),
            NodeValue::Heading(_) => text.push_str("\nheading "),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            value if value.block() => text.push('\n'),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_holds_what_stands_in_it_and_no_more() {
        for (text, notes) in [
            ("A.[^1]\n\n[^1]: Dean,\n69\n", &["dean 69"][..]),
            ("A.[^1]\n\n[^1]: Dean,\n69.\n", &["dean"]),
            ("A.[^1]\n\n[^1]: Dean.\n\n    - one\n    - two\n", &["dean listitem one listitem two"]),
            ("A.[^1]\n\n[^1]: Dean.\n\n[^1]: Hale.\n", &["dean"]),
            ("A.[^1] B.[^2]\n\n[^2]: Hale.\n[^1]: Dean.\n", &["dean", "hale"]),
            ("A.[1]\n\n[1] Dean.\n", &[]),
        ] {
            let seen = witness(text);
            let read: Vec<&str> = seen.links.iter().map(|link| seen.notes[link.note].as_str()).collect();
            assert_eq!(read, notes, "{text}");
        }
    }
}
