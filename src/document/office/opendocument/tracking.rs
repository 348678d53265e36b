//! Tracked changes of an `.odt`: what was deleted stands before the text, and marks in the text say where; others stand around what came.

use crate::text::{Edit, Span};

/// What the names of changes begin with.
const NAME: &str = "ibid-change-";

/// The changes that are made: when, and what the document keeps of them.
#[derive(Debug)]
pub(super) struct OdtTracking<'a> {
    date: &'a str,
    /// The number of the last change.
    last: usize,
    regions: String,
}

impl<'a> OdtTracking<'a> {
    /// Changes to a document that may have some of ibid already: each of these is named at least twice.
    pub(super) fn new(date: &'a str, xml: &str) -> Self {
        Self { date, last: xml.matches(NAME).count(), regions: String::new() }
    }

    /// Marks around text that came.
    pub(super) fn inserted(&mut self, xml: &str) -> String {
        let name = self.region("insertion", "");
        format!("<text:change-start text:change-id=\"{name}\"/>{xml}<text:change-end text:change-id=\"{name}\"/>")
    }

    /// The mark for a paragraph of text that went.
    pub(super) fn deleted(&mut self, paragraph: &str) -> String {
        let name = self.region("deletion", paragraph);
        format!("<text:change text:change-id=\"{name}\"/>")
    }

    /// Notes a change down, and names it.
    fn region(&mut self, kind: &str, inner: &str) -> String {
        self.last += 1;
        let (name, date) = (format!("{NAME}{}", self.last), self.date);
        self.regions.push_str(&format!(
            "<text:changed-region xml:id=\"{name}\" text:id=\"{name}\"><text:{kind}><office:change-info><dc:creator>ibid</dc:creator>\
             <dc:date>{date}</dc:date></office:change-info>{inner}</text:{kind}></text:changed-region>"
        ));
        name
    }

    /// The edit that adds the changes to those that the document keeps; `None` where it has no place for them.
    pub(super) fn edit(&self, xml: &str) -> Option<Edit> {
        const END: &str = "</text:tracked-changes>";
        if let Some(end) = xml.find(END) {
            return Some(Edit::insert(end, self.regions.clone()));
        }
        let all = format!("<text:tracked-changes text:track-changes=\"false\">{}{END}", self.regions);
        let tag = |name: &str, from: usize| {
            let start = from + xml[from..].find(name)?;
            Some(Span::new(start, start + xml[start..].find('>')? + 1))
        };
        let text = tag("<office:text", 0)?;
        if let Some(empty) = tag("<text:tracked-changes", text.end) {
            return Some(Edit::replace(empty, all));
        }
        let forms = tag("<office:forms", text.end).filter(|forms| xml[text.end..forms.start].trim().is_empty());
        let after = match forms {
            Some(forms) if forms.of(xml).ends_with("/>") => forms,
            Some(_) => tag("</office:forms", text.end)?,
            None => text,
        };
        Some(Edit::insert(after.end, all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::apply;

    #[test]
    fn changes_stand_before_the_text() {
        let region = "<text:changed-region";
        for (before, wanted) in [
            (
                "<office:text><text:p/>",
                "<office:text><text:tracked-changes text:track-changes=\"false\">@</text:tracked-changes><text:p/>",
            ),
            (
                "<office:text a=\"b\"><office:forms/><text:p/>",
                "<office:text a=\"b\"><office:forms/><text:tracked-changes text:track-changes=\"false\">@</text:tracked-changes><text:p/>",
            ),
            (
                "<office:text>\n<office:forms x=\"y\"><f/></office:forms><text:p/>",
                "<office:text>\n<office:forms x=\"y\"><f/></office:forms><text:tracked-changes text:track-changes=\"false\">@</text:tracked-changes><text:p/>",
            ),
            (
                "<office:text><text:tracked-changes/><text:p/>",
                "<office:text><text:tracked-changes text:track-changes=\"false\">@</text:tracked-changes><text:p/>",
            ),
            (
                "<office:text><text:tracked-changes><a/></text:tracked-changes><text:p/>",
                "<office:text><text:tracked-changes><a/>@</text:tracked-changes><text:p/>",
            ),
        ] {
            let mut tracking = OdtTracking::new("2026-01-01T00:00:00Z", before);
            assert!(tracking.inserted("x").starts_with("<text:change-start text:change-id=\"ibid-change-1\"/>x<"));
            let after = apply(before, &[tracking.edit(before).unwrap()]).unwrap();
            let (start, end) = (after.find(region).unwrap(), after.rfind("</text:changed-region>").unwrap() + 22);
            assert_eq!(format!("{}@{}", &after[..start], &after[end..]), wanted, "{before}");
        }
        assert!(OdtTracking::new("", "").edit("<text:p/>").is_none());
    }
}
