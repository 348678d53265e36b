//! How the notes of each section are numbered: the properties of the section say it, or else the settings of the document.

use super::CHAINS;
use crate::document::office::label::{NoteNumbering, NumberForm, SectionNumbering};

/// The numbering of each section of a document, in order.
pub(super) fn sections(document: &str, settings: &str) -> Vec<SectionNumbering> {
    let usual = [NumberForm::Decimal, NumberForm::LowerRoman].map(NoteNumbering::of);
    let usual = section(settings, usual);
    let found: Vec<SectionNumbering> = properties(document).map(|own| section(own, usual)).collect();
    if found.is_empty() { vec![usual] } else { found }
}

/// The properties of each section, without earlier ones that track changes keep.
fn properties(xml: &str) -> impl Iterator<Item = &str> {
    xml.split("</w:sectPr>").filter_map(|before| {
        let at = before.find("<w:sectPr")?;
        before[at..].split("<w:sectPrChange").next()
    })
}

/// What properties say of both chains of notes; what they leave open is `usual`.
fn section(properties: &str, usual: SectionNumbering) -> SectionNumbering {
    let mut found = usual;
    for (numbering, chain) in found.iter_mut().zip(&CHAINS) {
        let Some(own) = properties.split_once(&format!("<{}>", chain.settings)) else { continue };
        let own = own.1.split(&format!("</{}>", chain.settings)).next().unwrap_or_default();
        let value = |name: &str| own.split_once(&format!("<w:{name} w:val=\""))?.1.split('"').next();
        numbering.form = value("numFmt").and_then(NumberForm::named).unwrap_or(numbering.form);
        numbering.start = value("numStart").and_then(|start| start.parse().ok()).unwrap_or(numbering.start);
        numbering.restarts = value("numRestart").map_or(numbering.restarts, |restart| restart == "eachSect");
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_say_how_their_notes_are_numbered() {
        let settings = "<w:settings><w:footnotePr><w:numFmt w:val=\"chicago\"/><w:footnote w:id=\"-1\"/></w:footnotePr></w:settings>";
        let document = "<w:p><w:pPr><w:sectPr><w:footnotePr><w:numFmt w:val=\"decimal\"/><w:numStart w:val=\"4\"/><w:numRestart w:val=\"eachSect\"/></w:footnotePr>\
            <w:sectPrChange><w:sectPr><w:footnotePr><w:numStart w:val=\"9\"/></w:footnotePr></w:sectPr></w:sectPrChange></w:sectPr></w:pPr></w:p>\
            <w:sectPr w:rsidR=\"1\"><w:endnotePr><w:numFmt w:val=\"decimal\"/></w:endnotePr></w:sectPr>";
        let (roman, decimal) = (NoteNumbering::of(NumberForm::LowerRoman), NoteNumbering::of(NumberForm::Decimal));
        let signs = NoteNumbering::of(NumberForm::Signs);
        let own = NoteNumbering { start: 4, restarts: true, ..decimal };
        assert_eq!(sections(document, settings), [[own, roman], [signs, decimal]]);
        for (document, settings) in
            [("<w:sectPr/>", ""), ("", "<w:footnotePr><w:numFmt w:val=\"unknown\"/></w:footnotePr>")]
        {
            assert_eq!(sections(document, settings), [[decimal, roman]], "{document}");
        }
    }
}
