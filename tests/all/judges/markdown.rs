//! Markdown as comrak and pulldown-cmark read it, with their own footnotes.

use std::collections::HashMap;

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{Seen, words};

/// The notes of a text by name, and the names that its running text refers to.
#[derive(Default)]
struct Notes {
    words: HashMap<String, Vec<String>>,
    references: Vec<String>,
}

impl Notes {
    fn add(&mut self, name: &str, text: &str) {
        self.words.entry(name.to_lowercase()).or_insert_with(|| words(text));
    }

    fn seen(self) -> Vec<Seen> {
        let seen = |label: String| {
            let words = self.words.get(&label.to_lowercase())?.clone();
            Some(Seen { label, words, agrees: true })
        };
        self.references.into_iter().filter_map(seen).collect()
    }
}

/// What comrak sees.
pub(crate) fn by_comrak(text: &str) -> Vec<Seen> {
    let mut options = Options::default();
    options.extension.footnotes = true;
    options.extension.table = true;
    options.extension.strikethrough = true;
    let arena = Arena::new();
    let mut notes = Notes::default();
    for node in comrak::parse_document(&arena, text, &options).descendants() {
        match &node.data.borrow().value {
            NodeValue::FootnoteDefinition(note) => notes.add(&note.name, &text_of(node)),
            NodeValue::FootnoteReference(reference) if !in_note(node) => notes.references.push(reference.name.clone()),
            _ => {}
        }
    }
    notes.seen()
}

fn in_note<'a>(node: &'a AstNode<'a>) -> bool {
    node.ancestors().any(|above| matches!(above.data.borrow().value, NodeValue::FootnoteDefinition(_)))
}

fn text_of<'a>(node: &'a AstNode<'a>) -> String {
    let mut text = String::new();
    for node in node.descendants() {
        match &node.data.borrow().value {
            NodeValue::Text(inside) => text.push_str(inside),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::CodeBlock(code) => text += &format!(" \ncode {}\n", code.literal),
            NodeValue::HtmlBlock(html) => text += &html.literal,
            NodeValue::Item(_) => text += " item ",
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            value if value.block() => text.push('\n'),
            _ => {}
        }
    }
    text
}

/// What pulldown-cmark sees.
pub(super) fn by_pulldown(text: &str) -> Vec<Seen> {
    use pulldown_cmark::Options;
    let options = Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let (mut notes, mut open) = (Notes::default(), None::<(String, String)>);
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::FootnoteDefinition(name)) => open = Some((name.to_string(), String::new())),
            Event::End(TagEnd::FootnoteDefinition) => {
                if let Some((name, text)) = open.take() {
                    notes.add(&name, &text);
                }
            }
            Event::FootnoteReference(name) if open.is_none() => notes.references.push(name.to_string()),
            event => {
                if let Some((_, note)) = &mut open {
                    note.push_str(&shown(event));
                }
            }
        }
    }
    notes.seen()
}

fn shown(event: Event<'_>) -> String {
    match event {
        Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => text.to_string(),
        Event::Start(Tag::Item) => " item ".to_owned(),
        Event::Start(Tag::CodeBlock(_)) => " code ".to_owned(),
        Event::Start(Tag::Emphasis | Tag::Strong) | Event::End(TagEnd::Emphasis | TagEnd::Strong) => String::new(),
        _ => " ".to_owned(),
    }
}
