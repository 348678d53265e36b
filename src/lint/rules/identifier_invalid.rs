use super::{Context, Findings, Fix, Judged, Needs, Preset, Reads, Rule, Safety, Severity};
use super::identifiers::{self, IdentifierSlip};
use crate::citation::{Citation, LocatorLabel};
use crate::csl::DateParts;
use crate::document::Note;
use crate::reference::YEARS;
use crate::text::{Edit, Flat};

pub(super) static RULE: Rule = Rule {
    id: "identifier-invalid",
    severity: Severity::Warning,
    summary: "a DOI, ISBN, ISSN, address, page range, year or date that cannot be right",
    fix: Some(Safety::Safe),
    needs: Needs::Nothing,
    reads: Reads::Sources,
    preset: Preset::Blog,
    judged: Judged::new(0, 0, 7),
    page: include_str!("../../../docs/rules/identifier-invalid.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document();
    let today = context.settings.today;
    for body in document.notes.iter().map(|note: &Note| &note.body).chain(document.bibliography.iter().map(|entry| &entry.body)) {
        for slip in identifiers::slips(&body.text) {
            push(body, slip, findings);
        }
    }
    if document.notes.iter().any(|note| may_be_cited_wrongly(&note.body.text, today)) {
        citations(context, findings);
    }
}

/// Slips that only a reader of citations sees.
fn citations(context: &Context<'_>, findings: &mut Findings<'_>) {
    let today = context.settings.today;
    for (at, citation, _) in context.citations() {
        if let Some((body, slip)) = bare_pages(context, citation) {
            push(body, slip, findings);
        }
        let item = &context.analysis.references[at].item;
        if let Some((today, year)) = today.zip(item.year())
            && citation.certainty >= SURE
            && year > today.year + 1
            && is_date(context.text(citation.span), year)
        {
            let finding = findings.at(citation.span, format!("the year {year} is still to come"));
            findings.push(finding.help("correct the year"));
        }
        let accessed = item.date(crate::csl::DateVariable::Accessed).and_then(crate::csl::Date::start);
        if let (Some(accessed), Some(today)) = (accessed, today)
            && is_later(accessed, today)
        {
            let finding = findings.at(citation.span, "the date of access is still to come");
            findings.push(finding.help("correct the date"));
        }
    }
}

/// So sure must it be that words are a citation before its year is held against it.
const SURE: f32 = 0.85;

/// Words of so many letters before a full stop may be abbreviations.
const ABBREVIATION: usize = 4;

/// True if a year stands between marks of punctuation, as dates do and the numbers of titles do not ("Agenda 2030").
fn is_date(text: &str, year: i32) -> bool {
    let year = year.to_string();
    let mut places = text.match_indices(&year).map(|(at, year)| (text[..at].trim_end(), &text[at + year.len()..]));
    places.any(|(before, after)| {
        // "no. 2031" is a number, "Leipzig. 2031" a year.
        let ends_sentence = before.strip_suffix('.').and_then(|text| text.split_whitespace().next_back());
        let begins = before.ends_with([',', '(']) || ends_sentence.is_some_and(|word| word.chars().count() > ABBREVIATION);
        let is_before_page = after.strip_prefix(':').is_some_and(|page| page.trim_start().starts_with(|c: char| c.is_ascii_digit()));
        begins && (after.is_empty() || after.starts_with([',', ')', '.', ';']) || is_before_page)
    })
}

/// True if a note has numbers that run backwards, or digits of a year to come. Without any no citation need be read.
fn may_be_cited_wrongly(text: &str, today: Option<DateParts>) -> bool {
    let is_coming = |year: &[u8]| {
        let year = std::str::from_utf8(year).ok().and_then(|year| year.parse().ok());
        today.is_some_and(|today| year.is_some_and(|year| YEARS.contains(&year) && year >= today.year))
    };
    let mut runs = text.split(|c: char| !c.is_ascii_digit());
    let is_short = |(at, mark): (usize, &str)| text[at + mark.len()..].starts_with(|c: char| c.is_ascii_digit());
    // "’28", and the digits of other scripts.
    let is_odd = today.is_some()
        && (text.match_indices(['’', '\'']).any(is_short) || text.contains(|c: char| !c.is_ascii() && c.is_numeric()));
    is_odd || runs.any(|run| run.as_bytes().windows(4).any(is_coming)) || identifiers::may_run_backwards(text)
}

/// The pages cited without a word for pages before them ("Able, *Salt*, 44–41"), where they run backwards.
fn bare_pages<'a>(context: &Context<'a>, citation: &Citation) -> Option<(&'a Flat, IdentifierSlip)> {
    let locator = citation.locator.as_ref().filter(|locator| locator.label == LocatorLabel::Page)?;
    let body = &context.document().notes.get(citation.note)?.body;
    let is_bare = locator.flat.of(&body.text) == locator.value;
    identifiers::backwards(locator.flat, &locator.value).filter(|_| is_bare).map(|slip| (body, slip))
}

fn push(body: &Flat, slip: IdentifierSlip, findings: &mut Findings<'_>) {
    let span = body.source(slip.span);
    let finding = findings.at(span, slip.message);
    // Only where the source has the very bytes can they be written anew.
    let is_verbatim = span.len() == slip.span.len();
    findings.push(match slip.mended.filter(|_| is_verbatim) {
        Some(text) => {
            let fix = Fix::safe(format!("write {text}"), vec![Edit::replace(span, text.as_str())]).replacing([span]);
            finding.fix(fix).help(format!("write {text}"))
        }
        None => finding.help(slip.help),
    });
}

fn is_later(date: DateParts, today: DateParts) -> bool {
    let parts = |date: DateParts| (date.year, date.month.unwrap_or(1), date.day.unwrap_or(1));
    parts(date) > parts(today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_a_date_between_marks() {
        for (text, is_a_date) in [
            ("Forensic Shapes, ‘Project’, 2031, http://forensic.example/project/", true),
            ("Able, Salt (London: Verso, 2031)", true),
            ("Weber, Das Salz. Leipzig: Insel, 2031", true),
            ("United Nations, Agenda 2031 (New York: UN)", false),
            ("Able, 2031: A Salt Odyssey", false),
            ("Able, Salt, no. 2031", false),
        ] {
            assert_eq!(is_date(text, 2031), is_a_date, "{text}");
        }
    }
}
