//! How much work a style may ask for. A style is a program: its macros may call themselves, or call each other so often
//! that one citation takes hours. That is found in its XML, before anything is built of it.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::style_error::StyleError;

/// How deep elements may be nested, those of the macros that are called counted in. The deepest style of the archive (an
/// author-date style of Chicago's) comes to 84.
const DEEPEST: usize = 200;

/// How many bytes of XML one citation may go through, every macro counted as often as it is called, and of a `<choose>` the
/// longest branch. The longest style of the archive comes to 456,685.
const LONGEST: usize = 1 << 22;

/// An element with all that is in it.
#[derive(Debug, Default)]
struct Element {
    /// The bytes of its start tag.
    len: usize,
    /// Whether it writes a term.
    writes_term: bool,
    /// Whether only one of the elements in it is used: that of a `<choose>` whose condition holds.
    chooses: bool,
    /// Whether what is in it is gone through twice: the engine tries a `<substitute>` before it uses it.
    is_tried: bool,
    /// The macro it calls.
    calls: Option<String>,
    inside: Vec<Element>,
}

/// What an element comes to with all that it calls.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    len: usize,
    depth: usize,
}

/// A style as it is read, element by element.
#[derive(Debug, Default)]
pub(super) struct Bounds {
    /// The elements that are open, each with its name if it is a macro.
    open: Vec<(Element, Option<String>)>,
    macros: HashMap<String, Element>,
    /// All that stands in no macro.
    rest: Element,
    longest_term: usize,
    in_term: bool,
}

impl Bounds {
    /// Takes the next piece of the XML.
    ///
    /// # Errors
    /// When elements are nested too deep.
    pub(super) fn take(&mut self, event: &Event<'_>) -> Result<(), StyleError> {
        match event {
            Event::Start(tag) => {
                self.start(tag);
                if self.open.len() > DEEPEST {
                    return Err(StyleError::TooDeep);
                }
            }
            Event::Empty(tag) => {
                self.start(tag);
                self.end();
            }
            Event::End(_) => self.end(),
            Event::Text(text) if self.in_term => self.longest_term = self.longest_term.max(text.len()),
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        let value = |name| tag.try_get_attribute(name).ok().flatten().map(|value| value.value.into_owned());
        let name = tag.local_name();
        self.in_term |= matches!(name.as_ref(), "term" | "single" | "multiple");
        let element = Element {
            len: tag.len(),
            writes_term: value("term").is_some(),
            chooses: name.as_ref() == "choose",
            is_tried: name.as_ref() == "substitute",
            calls: value("macro"),
            inside: Vec::new(),
        };
        self.open.push((element, value("name").filter(|_| name.as_ref() == "macro")));
    }

    fn end(&mut self) {
        self.in_term = false;
        let Some((element, name)) = self.open.pop() else { return };
        match (name, self.open.last_mut()) {
            (Some(name), _) => self.macros.entry(name).or_default().inside.push(element),
            (None, Some((parent, _))) => parent.inside.push(element),
            (None, None) => self.rest.inside.push(element),
        }
    }

    /// Checks what all macros come to, now that they are known.
    ///
    /// # Errors
    /// When a macro calls itself, or macros come to more than a citation may take.
    pub(super) fn check(&self) -> Result<(), StyleError> {
        let mut known = HashMap::new();
        self.macros.keys().try_for_each(|name| self.size_of(name, &mut known, 0).map(drop))?;
        self.size(&self.rest, &mut known, 0).map(drop)
    }

    /// The size of a macro; `None` in `known` while it is being worked out.
    fn size_of<'b>(&'b self, name: &'b str, known: &mut KnownSizes<'b>, above: usize) -> Result<Size, StyleError> {
        let Some(element) = self.macros.get(name) else { return Ok(Size::default()) };
        match known.get(name) {
            Some(Some(size)) => Ok(*size),
            Some(None) => Err(StyleError::Recursive { name: name.to_owned() }),
            None => {
                known.insert(name, None);
                let size = self.size(element, known, above)?;
                known.insert(name, Some(size));
                Ok(size)
            }
        }
    }

    /// The size of an element that stands in `above` others, of its own macro and of those that call it.
    fn size<'b>(&'b self, element: &'b Element, known: &mut KnownSizes<'b>, above: usize) -> Result<Size, StyleError> {
        if above > DEEPEST {
            return Err(StyleError::TooDeep);
        }
        let called = element.calls.as_deref().map(|name| self.size_of(name, known, above + 1)).transpose()?;
        let mut whole = Size { len: self.own_len(element), depth: 0 };
        let mut longest = 0;
        for inner in &element.inside {
            let size = self.size(inner, known, above + 1)?;
            let own = self.own_len(inner);
            whole.depth = whole.depth.max(size.depth);
            let used =
                if element.chooses { own } else { size.len.saturating_mul(if element.is_tried { 2 } else { 1 }) };
            whole.len = whole.len.saturating_add(used);
            longest = longest.max(size.len - own);
        }
        let called = called.unwrap_or_default();
        whole.depth = 1 + whole.depth.max(called.depth);
        whole.len = whole.len.saturating_add(called.len).saturating_add(if element.chooses { longest } else { 0 });
        match whole {
            Size { depth, .. } if depth > DEEPEST => Err(StyleError::TooDeep),
            Size { len, .. } if len > LONGEST => Err(StyleError::TooLong),
            size => Ok(size),
        }
    }

    /// The bytes of an element itself, with those of the term it writes.
    fn own_len(&self, element: &Element) -> usize {
        element.len + if element.writes_term { self.longest_term } else { 0 }
    }
}

type KnownSizes<'b> = HashMap<&'b str, Option<Size>>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Style;

    fn style(macros: &str, layout: &str) -> String {
        format!(
            r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info><title>T</title><id>t</id>
            <updated>2020-01-01T00:00:00+00:00</updated></info>{macros}<citation><layout>{layout}</layout></citation></style>"#
        )
    }

    /// Macros `a0`, `a1`, …, each calling the next so often, around a text.
    fn chain(count: usize, times: usize) -> String {
        let part = |n: usize| {
            let calls = format!("<text macro=\"a{}\"/>", n + 1).repeat(times);
            format!("<macro name=\"a{n}\">{calls}</macro>")
        };
        (0..count).map(part).chain([format!("<macro name=\"a{count}\"><text value=\"x\"/></macro>")]).collect()
    }

    #[test]
    fn the_styles_of_the_archive_are_far_within_bounds() {
        let (mut len, mut depth) = (0, 0);
        for style in hayagriva::archive::ArchivedStyle::all() {
            let xml = style.get().to_xml().unwrap();
            let mut bounds = Bounds::default();
            let mut reader = quick_xml::Reader::from_str(&xml);
            loop {
                match reader.read_event().unwrap() {
                    Event::Eof => break,
                    event => bounds.take(&event).unwrap(),
                }
            }
            let size = bounds.size(&bounds.rest, &mut HashMap::new(), 0).unwrap();
            (len, depth) = (len.max(size.len), depth.max(size.depth));
        }
        assert!(len * 4 < LONGEST && depth * 2 < DEEPEST, "{len} {depth}");
    }

    #[test]
    fn what_has_no_end_or_none_in_sight_is_no_style() {
        let call = "<text macro=\"a0\"/>";
        let group =
            |depth: usize| format!("{}<text value=\"x\"/>{}", "<group>".repeat(depth), "</group>".repeat(depth));
        let in_macro = |inner: &str| format!("<macro name=\"a0\">{inner}</macro>");
        let sorted =
            format!("<macro name=\"a0\"><names variable=\"author\"><substitute>{call}</substitute></names></macro>");
        let substitutes = "<names variable=\"editor\"><substitute>".repeat(25)
            + "<text value=\"x\"/>"
            + &"</substitute></names>".repeat(25);
        for (macros, layout, wrong) in [
            (in_macro(call), call, "the macro \"a0\" calls itself"),
            (in_macro(call), "<text value=\"x\"/>", "the macro \"a0\" calls itself"),
            (sorted, call, "the macro \"a0\" calls itself"),
            (chain(8, 10), call, "too long"),
            (chain(40, 2), call, "too long"),
            (String::new(), &substitutes, "too long"),
            (chain(1000, 1), call, "nested too deep"),
            (in_macro(&group(1000)), call, "nested too deep"),
            (String::new(), &*group(100_000), "nested too deep"),
        ] {
            let read = Style::from_csl(&style(&macros, layout)).map(|_| ());
            assert!(read.as_ref().is_err_and(|error| error.to_string().contains(wrong)), "{wrong}: {read:?}");
        }
        let term = format!("<locale><terms><term name=\"ibid\">{}</term></terms></locale>", "x".repeat(100_000));
        let error = Style::from_csl(&style(&term, &"<text term=\"ibid\"/>".repeat(100))).map(|_| ()).unwrap_err();
        assert_eq!(error, StyleError::TooLong);
        for (macros, layout) in
            [(chain(5, 5), call), (chain(20, 1), call), (in_macro(&group(20)), call), (String::new(), call)]
        {
            assert!(Style::from_csl(&style(&macros, layout)).is_ok(), "{macros}");
        }
    }
}
