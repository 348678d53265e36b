use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::text::{Flat, MarkKind, Span};

pub(super) static RULE: Rule = Rule {
    id: "punctuation-doubled",
    severity: Severity::Info,
    summary: "two marks of punctuation stand where one belongs",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Scholarly,
    judged: Judged::new(4, 0, 1),
    page: include_str!("../../../docs/rules/punctuation-doubled.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let notes = context.document().notes.iter().map(|note| (&note.body, format!("note {}", note.label)));
    let entries = context.document().bibliography.iter().map(|entry| (&entry.body, "the list of works".to_owned()));
    for (body, name) in notes.chain(entries) {
        for place in doubled(&body.text).filter(|&place| !is_code(body, place)) {
            let marks = place.of(&body.text);
            let finding = findings.at(body.source(place), format!("“{marks}” in {name} is one mark too many"));
            findings.push(finding.help("take one out, or see what is missing between them"));
        }
    }
}

/// True if one of two marks stands in code.
fn is_code(body: &Flat, place: Span) -> bool {
    let marks = [Span::new(place.start, place.start + 1), Span::new(place.end - 1, place.end)];
    marks.into_iter().any(|mark| body.is_within(mark, |kind| matches!(kind, MarkKind::Code)))
}

/// Pairs of which no sentence has both, with a blank between them or without.
const NEVER: [(char, char); 6] = [(',', ','), (',', ';'), (',', '.'), (';', ','), (';', ';'), (';', '.')];

/// What no full stop is followed by, unless it is that of an abbreviation ("ed.;").
const AFTER_STOP: [char; 3] = [';', ',', '.'];

/// Where two marks stand side by side.
fn doubled(text: &str) -> impl Iterator<Item = Span> {
    text.char_indices().filter(|(_, mark)| [',', ';', '.'].contains(mark)).filter_map(move |(at, mark)| {
        let rest = &text[at + 1..];
        let after = rest.trim_start_matches([' ', '\u{a0}']);
        let next = after.chars().next()?;
        let end = text.len() - after.len() + 1;
        let is_close = after.len() == rest.len();
        let is_never = NEVER.contains(&(mark, next)) && (is_close || next != '.') && !is_other(mark, &text[..at], &text[end..]);
        let ends = is_end(&text[..at]) || next == '.' && ends_last(&text[..at], &text[end..]);
        let is_late = mark == '.' && is_close && AFTER_STOP.contains(&next) && ends && is_over(&text[end..]);
        (is_never || is_late).then(|| Span::new(at, end))
    })
}

/// True if commas are low quotation marks („ typed as ,,), or the marks are those of a face or of a title in quotation marks.
fn is_other(mark: char, before: &str, after: &str) -> bool {
    let opens = mark == ',' && (before.is_empty() || before.ends_with([' ', '\u{a0}', '(', '[', '\n']));
    // The comma before a closing quotation mark is the note's, and a semicolon before it the title's ("call();,").
    let ends_title = mark == ';' && after.starts_with(['"', '”', '’', '\'']);
    opens || ends_title || after.starts_with([')', '(', '-', ',', ';']) || before.ends_with([',', ';'])
}

/// True if a number stands before the marks, and nothing after them. Elsewhere two stops after a number may be a range, and after a word a
/// sentence that trails off.
fn ends_last(before: &str, after: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_digit()) && after.trim().is_empty()
}

/// True if a full stop after `before` ends a sentence or an address, and is not that of an abbreviation. Numbers are left alone, since
/// several languages write an ordinal or a year with a stop ("2., überarb. Aufl.", "Zagreb, 1990.; Split").
fn is_end(before: &str) -> bool {
    before.ends_with([')', ']', '/', '”', '»', '’'])
}

/// True if a second mark is the last.
fn is_over(after: &str) -> bool {
    after.chars().next().is_none_or(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        doubled(text).map(|place| place.of(text)).collect()
    }

    #[test]
    fn one_mark_too_many_is_found() {
        for (text, marks) in [
            ("Able, ‘Salt’, http://www.example.org/salt/.; Ida Dunn, Coal (Leeds, 2012).", ".;"),
            ("Able, Salt (London: Verso, 1990).; Dunn, Coal.", ".;"),
            ("Able, Salt (London: Verso, 1990)..", ".."),
            ("Able, Salt,, 12.", ",,"),
            ("Able, Salt, , 12.", ", ,"),
            ("Weber, Das Salz, S. 12,; Vogt, Kohle, S. 3.", ",;"),
            ("Dupont, Le sel, 1990 ; ; Durand, Le charbon.", "; ;"),
            ("Rossi, Il sale, p. 12;.", ";."),
            ("Able, “On Salt”, doi:10.1000/182..", ".."),
        ] {
            assert_eq!(found(text).first(), Some(&marks), "{text}");
        }
    }

    #[test]
    fn marks_that_may_stand_together_are_left_alone() {
        for text in [
            "Able, ed., Salt; Dunn et al.; Cole, vol. 3, etc., and so on ...",
            "2., überarb. Aufl., 1990; Horvat, Sol (Zagreb, 1990.; Split, 1991., str. 4).",
            "Weber, ,,Das Salz'', S. 12. Er sagt: ,,Salz''.",
            "So it is ;;) or ,;-) as they say ...; then no more.",
            "Durand, Le charbon ; Dupont, « Le sel », p. 4.",
            "Use .net, .org; a, .5 and a; .5.",
            "See ../salt and 1..5, or Who Cares?, 12.",
            "Able, “return salt();,” Salt Overflow (2009); Dunn, 'coal();,' 12. And so on..",
            "From 12.. to 14",
            "",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
