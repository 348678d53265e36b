use super::near::fold;
use super::{Context, Findings, Judged, Needs, Preset, Reads, Rule, Severity};
use crate::document::Note;

pub(super) static RULE: Rule = Rule {
    id: "url-only",
    severity: Severity::Warning,
    summary: "a note is nothing but an address",
    fix: None,
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::new(6, 0, 0),
    page: include_str!("../../../docs/rules/url-only.md"),
    check,
};

/// One finding for a document. Where as many notes are bare addresses as are not, that is the habit of the post.
fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let notes = &context.document().notes;
    let bare: Vec<(&Note, &str)> = notes.iter().filter_map(|note| Some((note, address(note)?))).collect();
    if bare.len() * 2 >= notes.len() {
        return;
    }
    let mut unnamed = bare.into_iter().filter(|(note, address)| !is_named(address, sentence(context, note)));
    let Some((first, _)) = unnamed.next() else { return };
    let labels: Vec<&str> = unnamed.map(|(note, _)| note.label.as_str()).collect();
    let message = match labels.as_slice() {
        [] => format!("note {} is nothing but an address", first.label),
        [one] => format!("notes {} and {one} are nothing but addresses", first.label),
        more => format!("note {} and {} more are nothing but addresses", first.label, more.len()),
    };
    let finding = findings.at(context.note_place(first), message);
    let finding = finding.note("addresses die, and without author and title no reader finds the page again");
    findings.push(finding.help("add author, title and date"));
}

/// The address that a note is.
fn address(note: &Note) -> Option<&str> {
    let text = note.body.text.trim().trim_matches(['<', '>', '.', ';', ',', '(', ')']);
    let starts = ["http://", "https://", "www."].iter().any(|start| text.starts_with(start));
    (starts && !text.contains(char::is_whitespace)).then_some(text)
}

/// How many bytes before a marker its sentence is looked for in.
const NEAR: usize = 240;

/// The words of the paragraph just before the first marker of a note.
fn sentence<'a>(context: &Context<'a>, note: &Note) -> &'a str {
    let Some(marker) = context.document().first_marker(note) else { return "" };
    let text = &context.document().text;
    let before = &text[text.ceil_char_boundary(marker.span.start.saturating_sub(NEAR))..marker.span.start];
    before.rsplit("\n\n").next().unwrap_or(before)
}

/// True if the sentence says what the address is: with a proper name that is the site's ("the Media Suite" for mediasuite.example.org)
/// or that of the page.
fn is_named(address: &str, sentence: &str) -> bool {
    let mut said = String::new();
    let mut capitals = Vec::new();
    for word in sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        capitals.extend(word.starts_with(char::is_uppercase).then_some(said.len()));
        said.push_str(&fold(word));
    }
    names(address).map(fold).any(|name| capitals.iter().any(|&at| said[at..].starts_with(&name)))
}

/// The names in an address: those of the site without its domain ("org"), and the long words of the last step of its path.
fn names(address: &str) -> impl Iterator<Item = &str> {
    const SITE: usize = 4;
    const PAGE: usize = 5;
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    let (host, path) = address.split_once('/').unwrap_or((address, ""));
    let host = host.rsplit_once('.').map_or(host, |(names, _)| names);
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let page = path.rsplit('/').next().unwrap_or_default();
    let site = host.split('.').filter(|name| name.len() >= SITE);
    site.chain(page.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= PAGE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_that_says_what_the_address_is_names_it() {
        for (address, sentence, named) in [
            ("https://mediasuite.example.org/", "We searched the archive with the Media Suite", true),
            ("https://us.pitcon.example.org/2015/speaking/", "as PitCon does", true),
            ("https://en.example.org/wiki/SipHash", "a hashing function called *SipHash*", true),
            ("https://www.bücherei.example/katalog", "die Bücherei von Leeds", true),
            ("https://example.org/2014/05/lamps", "The colliery closed in May", false),
            ("https://example.org/2014/05/lamps", "The lamps stayed lit", false),
            ("https://example.org/2014/05/the-lamps-report.html", "according to the Lamps Report", true),
            ("https://example.org/a/9.pdf?id=colliery", "The colliery closed in May", false),
            ("www.example.org", "", false),
        ] {
            assert_eq!(is_named(address, sentence), named, "{address} {sentence}");
        }
    }
}
