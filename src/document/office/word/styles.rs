//! How a run looks, as far as it means something: italic, bold, raised; and the properties of a run that say so.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::document::office::face::Face;
use crate::document::office::package::attribute;

impl Face {
    /// Takes in a property of a run.
    pub(super) fn set(&mut self, property: &str, value: Option<&str>, styles: &WordStyles) {
        match property {
            "w:i" => self.emphasis = is_on(value),
            "w:b" => self.strong = is_on(value),
            "w:vertAlign" => self.superscript = value == Some("superscript"),
            // The style comes first among the properties, and the others overrule it.
            "w:rStyle" => *self = value.map_or(*self, |style| styles.face(style)),
            _ => {}
        }
    }
}

/// A property is on unless it says otherwise.
pub(super) fn is_on(value: Option<&str>) -> bool {
    !value.is_some_and(|value| ["0", "false", "off"].contains(&value))
}

/// What is known of the styles of a document.
#[derive(Debug, Default)]
pub(super) struct WordStyles {
    faces: HashMap<String, Face>,
    names: HashMap<String, String>,
}

impl WordStyles {
    /// Reads the part that describes the styles. What cannot be read is left out.
    pub(super) fn of(xml: &str) -> Self {
        let mut styles = Self::default();
        let (mut id, mut in_properties) = (None, false);
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag) | Event::Empty(tag)) => match (tag.name().0, &id) {
                    ("w:style", _) => {
                        id = attribute(&tag, "w:styleId").map(|id| (id, attribute(&tag, "w:type")));
                    }
                    ("w:rPr", _) => in_properties = true,
                    ("w:name", Some((id, _))) => {
                        let name = attribute(&tag, "w:val").unwrap_or_default().to_lowercase();
                        styles.names.insert(id.clone(), name);
                    }
                    ("w:basedOn", Some((id, _))) => {
                        let base = styles.face(&attribute(&tag, "w:val").unwrap_or_default());
                        styles.faces.insert(id.clone(), base);
                    }
                    (name, Some((id, Some(kind)))) if in_properties && kind == "character" => {
                        let mut face = styles.face(id);
                        face.set(name, attribute(&tag, "w:val").as_deref(), &Self::default());
                        styles.faces.insert(id.clone(), face);
                    }
                    _ => {}
                },
                Ok(Event::End(tag)) if tag.name().0 == "w:rPr" => in_properties = false,
                Ok(Event::End(tag)) if tag.name().0 == "w:style" => id = None,
                Ok(Event::Eof) | Err(_) => return styles,
                Ok(_) => {}
            }
        }
    }

    pub(super) fn face(&self, style: &str) -> Face {
        self.faces.get(style).copied().unwrap_or_default()
    }

    /// The rank of a heading of this style, 0 for other paragraphs. The name says it; where there is none, the id.
    pub(super) fn heading(&self, id: &str) -> usize {
        let name = self.names.get(id).map_or(id, String::as_str);
        let rank = ["heading", "Heading", "berschrift", "Titre"].iter().find_map(|word| name.strip_prefix(word));
        match (rank.and_then(|rank| rank.trim().parse().ok()), name) {
            (Some(rank), _) => usize::clamp(rank, 1, 6),
            (None, "Title" | "title") => 1,
            _ => 0,
        }
    }
}

/// The properties of a run in the order that the schema asks for; those of interest here and what stands around them.
const ORDER: &[&str] = &[
    "w:rStyle",
    "w:rFonts",
    "w:b",
    "w:bCs",
    "w:i",
    "w:iCs",
    "w:caps",
    "w:smallCaps",
    "w:strike",
    "w:dstrike",
    "w:outline",
    "w:shadow",
    "w:emboss",
    "w:imprint",
    "w:noProof",
    "w:snapToGrid",
    "w:vanish",
    "w:webHidden",
    "w:color",
    "w:spacing",
    "w:w",
    "w:kern",
    "w:position",
    "w:sz",
    "w:szCs",
    "w:highlight",
    "w:u",
    "w:effect",
    "w:bdr",
    "w:shd",
    "w:fitText",
    "w:vertAlign",
    "w:rtl",
    "w:cs",
    "w:em",
    "w:lang",
    "w:eastAsianLayout",
    "w:specVanish",
    "w:oMath",
];

/// The properties of a run (the element, or nothing) so changed that it looks as `to` says. Others stay.
pub(super) fn with_face(properties: &str, from: Face, to: Face) -> String {
    let mut kept = children(properties);
    let switches: [(bool, bool, &[&str]); 2] =
        [(from.strong, to.strong, &["w:b", "w:bCs"]), (from.emphasis, to.emphasis, &["w:i", "w:iCs"])];
    for (is, wanted, names) in switches {
        if is != wanted {
            kept.retain(|(name, _)| !names.contains(name));
            let value = if wanted { "" } else { " w:val=\"0\"" };
            kept.extend(names.iter().map(|name| (*name, format!("<{name}{value}/>"))));
        }
    }
    if from.superscript != to.superscript {
        kept.retain(|(name, _)| *name != "w:vertAlign");
        let value = if to.superscript { "superscript" } else { "baseline" };
        kept.push(("w:vertAlign", format!("<w:vertAlign w:val=\"{value}\"/>")));
    }
    let place = |name: &str| ORDER.iter().position(|known| *known == name).unwrap_or(ORDER.len());
    kept.sort_by_key(|(name, _)| place(name));
    match kept.is_empty() {
        true => String::new(),
        false => format!("<w:rPr>{}</w:rPr>", kept.into_iter().map(|(_, xml)| xml).collect::<String>()),
    }
}

/// The children of an element, each with its name. Earlier properties, which track changes keep, are left out.
fn children(element: &str) -> Vec<(&str, String)> {
    let mut reader = Reader::from_str(element);
    let (mut depth, mut start, mut name, mut found) = (0_usize, 0, "", Vec::new());
    loop {
        let from = usize::try_from(reader.buffer_position()).unwrap_or(element.len());
        let Ok(event) = reader.read_event() else { return found };
        let to = usize::try_from(reader.buffer_position()).unwrap_or(element.len());
        let ends = match &event {
            Event::Start(_) | Event::Empty(_) if depth == 1 => {
                start = from;
                name = element[from + 1..to].split([' ', '/', '>', '\n', '\t', '\r']).next().unwrap_or_default();
                matches!(event, Event::Empty(_))
            }
            Event::End(_) => depth == 2,
            Event::Eof => return found,
            _ => false,
        };
        if ends && name != "w:rPrChange" {
            found.push((name, element[start..to].to_owned()));
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ITALIC: Face = Face { emphasis: true, strong: false, superscript: false, code: false };
    const PLAIN: Face = Face { emphasis: false, strong: false, superscript: false, code: false };

    #[test]
    fn properties_change_as_little_as_the_look_does() {
        let raised = Face { superscript: true, ..PLAIN };
        for (properties, from, to, wanted) in [
            ("", PLAIN, PLAIN, ""),
            ("", PLAIN, ITALIC, "<w:rPr><w:i/><w:iCs/></w:rPr>"),
            (
                "<w:rPr><w:rFonts w:ascii=\"A\"/><w:sz w:val=\"20\"/><w:lang w:val=\"de-DE\"/></w:rPr>",
                PLAIN,
                Face { emphasis: true, ..raised },
                "<w:rPr><w:rFonts w:ascii=\"A\"/><w:i/><w:iCs/><w:sz w:val=\"20\"/><w:vertAlign w:val=\"superscript\"/><w:lang w:val=\"de-DE\"/></w:rPr>",
            ),
            (
                "<w:rPr><w:rStyle w:val=\"Emphasis\"/></w:rPr>",
                ITALIC,
                PLAIN,
                "<w:rPr><w:rStyle w:val=\"Emphasis\"/><w:i w:val=\"0\"/><w:iCs w:val=\"0\"/></w:rPr>",
            ),
            (
                "<w:rPr><w:i/><w:rPrChange w:id=\"1\"><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr>",
                ITALIC,
                ITALIC,
                "<w:rPr><w:i/></w:rPr>",
            ),
        ] {
            assert_eq!(with_face(properties, from, to), wanted, "{properties}");
        }
    }

    #[test]
    fn styles_have_faces_and_ranks() {
        let styles = WordStyles::of(
            "<w:styles><w:style w:type=\"character\" w:styleId=\"Emphasis\"><w:name w:val=\"Emphasis\"/><w:rPr><w:i/></w:rPr></w:style>\
             <w:style w:type=\"character\" w:styleId=\"Work\"><w:name w:val=\"Work\"/><w:basedOn w:val=\"Emphasis\"/><w:rPr><w:b/></w:rPr></w:style>\
             <w:style w:type=\"paragraph\" w:styleId=\"Otsikko2\"><w:name w:val=\"heading 2\"/><w:rPr><w:i/></w:rPr></w:style></w:styles>",
        );
        assert_eq!(styles.face("Emphasis"), ITALIC);
        assert_eq!(styles.face("Work"), Face { strong: true, ..ITALIC });
        assert_eq!((styles.face("Otsikko2"), styles.face("none")), (PLAIN, PLAIN));
        let ranks = ["Otsikko2", "Heading1", "berschrift3", "Title", "Normal"].map(|id| styles.heading(id));
        assert_eq!(ranks, [2, 1, 3, 1, 0]);
    }
}
