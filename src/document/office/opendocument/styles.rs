//! How styles of OpenDocument look, and the styles that new words need.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::document::office::face::Face;
use crate::document::office::label::{NoteNumbering, NumberForm, SectionNumbering};
use crate::document::office::package::attribute;

/// A style may be based on another, and that on another, so many times.
const DEPTH: usize = 16;

/// A style of text or of paragraphs. What it does not set is that of the style that it is based on, or of what stands around it.
#[derive(Debug, Default)]
struct OfficeStyle {
    parent: String,
    emphasis: Option<bool>,
    strong: Option<bool>,
    superscript: Option<bool>,
    is_hidden: Option<bool>,
}

/// The forms of the numbers of footnotes and of endnotes, unless a document says otherwise.
const USUAL: [NumberForm; 2] = [NumberForm::Decimal, NumberForm::LowerRoman];

/// What is known of the styles of a document.
#[derive(Debug, Default)]
pub(super) struct OfficeStyles {
    texts: HashMap<String, OfficeStyle>,
    paragraphs: HashMap<String, OfficeStyle>,
    numbering: [Option<NoteNumbering>; 2],
}

impl OfficeStyles {
    /// Reads the styles of a part. What cannot be read is left out.
    pub(super) fn read(&mut self, xml: &str) {
        let mut reader = Reader::from_str(xml);
        let mut open: Option<(String, String)> = None;
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag) | Event::Empty(tag)) => match tag.name().0 {
                    "style:style" => open = self.begin(&tag),
                    "style:text-properties" => self.set(open.as_ref(), &tag),
                    "text:notes-configuration" => self.configure(&tag),
                    // The styles stand before the text.
                    "office:body" => return,
                    _ => {}
                },
                Ok(Event::End(tag)) if tag.name().0 == "style:style" => open = None,
                Ok(Event::Eof) | Err(_) => return,
                Ok(_) => {}
            }
        }
    }

    fn family(&mut self, family: &str) -> Option<&mut HashMap<String, OfficeStyle>> {
        match family {
            "text" => Some(&mut self.texts),
            "paragraph" => Some(&mut self.paragraphs),
            _ => None,
        }
    }

    fn begin(&mut self, tag: &BytesStart<'_>) -> Option<(String, String)> {
        let (family, name) = (attribute(tag, "style:family")?, attribute(tag, "style:name")?);
        let parent = attribute(tag, "style:parent-style-name").unwrap_or_default();
        self.family(&family)?.insert(name.clone(), OfficeStyle { parent, ..OfficeStyle::default() });
        Some((family, name))
    }

    fn set(&mut self, open: Option<&(String, String)>, tag: &BytesStart<'_>) {
        let Some((family, name)) = open else { return };
        let Some(style) = self.family(family).and_then(|styles| styles.get_mut(name)) else { return };
        style.is_hidden = attribute(tag, "text:display").map(|value| value == "none");
        style.emphasis = attribute(tag, "fo:font-style").map(|value| value != "normal");
        style.strong = attribute(tag, "fo:font-weight").map(|value| is_bold(&value));
        style.superscript = attribute(tag, "style:text-position").map(|value| is_raised(&value));
    }

    fn configure(&mut self, tag: &BytesStart<'_>) {
        let is_endnote = attribute(tag, "text:note-class").is_some_and(|class| class == "endnote");
        let usual = USUAL[usize::from(is_endnote)];
        let form = attribute(tag, "style:num-format").and_then(|format| NumberForm::named(&format));
        // The value is that of the note before the first.
        let before = attribute(tag, "text:start-value").and_then(|value| value.parse().ok()).unwrap_or(0);
        self.numbering[usize::from(is_endnote)] = Some(NoteNumbering {
            form: form.unwrap_or(usual),
            start: usize::saturating_add(before, 1),
            restarts: attribute(tag, "text:start-numbering-at").is_some_and(|at| at == "chapter"),
        });
    }

    /// How the footnotes and endnotes of each chapter are numbered.
    pub(super) fn numbering(&self) -> SectionNumbering {
        [0, 1].map(|chain| self.numbering[chain].unwrap_or(NoteNumbering::of(USUAL[chain])))
    }

    /// How text of a style looks within text of another look.
    pub(super) fn face(&self, style: &str, around: Face) -> Face {
        let chain: Vec<&OfficeStyle> = chain(&self.texts, style).map(|(_, style)| style).collect();
        let first = |of: fn(&OfficeStyle) -> Option<bool>| chain.iter().find_map(|style| of(style));
        Face {
            emphasis: first(|style| style.emphasis).unwrap_or(around.emphasis),
            strong: first(|style| style.strong).unwrap_or(around.strong),
            superscript: first(|style| style.superscript).unwrap_or(around.superscript),
            code: false,
        }
    }

    /// True if text of a style is not shown; `None` if the style does not say.
    pub(super) fn hides(&self, style: &str) -> Option<bool> {
        chain(&self.texts, style).find_map(|(_, style)| style.is_hidden)
    }

    /// True if a style of paragraphs is that of the title of a document, or based on it.
    pub(super) fn is_title(&self, style: &str) -> bool {
        style == "Title" || chain(&self.paragraphs, style).any(|(_, style)| style.parent == "Title")
    }
}

/// A style, the one that it is based on, and so on.
fn chain<'s>(
    styles: &'s HashMap<String, OfficeStyle>,
    name: &'s str,
) -> impl Iterator<Item = (&'s str, &'s OfficeStyle)> {
    let step = |name: &'s str| styles.get(name).map(|style| (name, style));
    std::iter::successors(step(name), move |(_, style)| step(&style.parent)).take(DEPTH)
}

fn is_bold(weight: &str) -> bool {
    const BOLD: u32 = 600;
    weight == "bold" || weight.parse().is_ok_and(|weight: u32| weight >= BOLD)
}

/// "super 58%", or by how much: "33% 58%".
fn is_raised(position: &str) -> bool {
    let by = position.split(' ').next().unwrap_or_default();
    by == "super" || by.strip_suffix('%').and_then(|by| by.parse().ok()).is_some_and(|by: f32| by > 0.0)
}

/// What of a look is set: its name in the name of a style, and the properties that set it.
type LookProperty = (fn(Face) -> bool, [(&'static str, &'static str); 2]);

const SETTINGS: [LookProperty; 3] = [
    (
        |face| face.emphasis,
        [
            (
                "upright",
                "fo:font-style=\"normal\" style:font-style-asian=\"normal\" style:font-style-complex=\"normal\"",
            ),
            (
                "italic",
                "fo:font-style=\"italic\" style:font-style-asian=\"italic\" style:font-style-complex=\"italic\"",
            ),
        ],
    ),
    (
        |face| face.strong,
        [
            (
                "light",
                "fo:font-weight=\"normal\" style:font-weight-asian=\"normal\" style:font-weight-complex=\"normal\"",
            ),
            ("bold", "fo:font-weight=\"bold\" style:font-weight-asian=\"bold\" style:font-weight-complex=\"bold\""),
        ],
    ),
    (
        |face| face.superscript,
        [("level", "style:text-position=\"0% 100%\""), ("raised", "style:text-position=\"super 58%\"")],
    ),
];

/// The name of a style that makes text of one look have another, and the style; `None` where they are the same.
pub(super) fn turned(from: Face, to: Face) -> Option<(String, String)> {
    let differing = SETTINGS.iter().filter(|(has, _)| has(from) != has(to));
    let set: Vec<(&str, &str)> = differing.map(|(has, values)| values[usize::from(has(to))]).collect();
    if set.is_empty() {
        return None;
    }
    let name = set.iter().fold("ibid".to_owned(), |name, (word, _)| format!("{name}-{word}"));
    let properties: Vec<&str> = set.iter().map(|(_, properties)| *properties).collect();
    let style = format!(
        "<style:style style:name=\"{name}\" style:family=\"text\"><style:text-properties {}/></style:style>",
        properties.join(" ")
    );
    Some((name, style))
}
