//! Faults that a careful editor sees and a checker easily misses: each in several languages and formats, beside what looks like it.

use ibid::analysis::{Analysis, Options};
use ibid::csl::DateParts;
use ibid::document::Format;
use ibid::lint::{Preset, Settings, check};
use ibid::text::Source;

/// The rules of `scholarly` that speak of a text.
fn said(format: &str, text: &str) -> Vec<&'static str> {
    let options = Options { format: Format::by_name(format).ok(), ..Options::default() };
    let today = Some(DateParts { year: 2026, month: Some(11), day: Some(28) });
    let settings = Settings { today, ..Settings::of(Preset::Scholarly) };
    check(&Analysis::of(&[Source::new("post", text)], &options), None, &settings)
        .iter()
        .map(|finding| finding.rule)
        .collect()
}

/// A post of Markdown with these notes.
fn markdown(notes: &[&str]) -> String {
    let claims: String = (1..=notes.len()).map(|number| format!("A claim.[^{number}] ")).collect();
    let notes: String = notes.iter().zip(1..).map(|(note, number)| format!("[^{number}]: {note}\n")).collect();
    format!("{claims}\n\n{notes}")
}

/// The same as a page of HTML.
fn html(notes: &[&str]) -> String {
    let claims: String =
        (1..=notes.len()).map(|n| format!("Claim.<sup><a href=\"#fn{n}\" id=\"r{n}\">{n}</a></sup> ")).collect();
    let notes: String = notes
        .iter()
        .zip(1..)
        .map(|(note, n)| format!("<li id=\"fn{n}\"><p>{note} <a href=\"#r{n}\">↩</a></p></li>"))
        .collect();
    format!("<p>{claims}</p><ol>{notes}</ol>")
}

/// The same in TeX.
fn latex(notes: &[&str]) -> String {
    notes.iter().map(|note| format!("A claim.\\footnote{{{note}}} ")).collect()
}

/// The same as plain text.
fn plain(notes: &[&str]) -> String {
    let claims: String = (1..=notes.len()).map(|number| format!("A claim.[{number}] ")).collect();
    let notes: String = notes.iter().zip(1..).map(|(note, number)| format!("[{number}] {note}\n")).collect();
    format!("{claims}\n\n{notes}")
}

/// Asserts that a rule speaks of these notes, or does not, in each format.
fn assert_said(rule: &str, notes: &[&str], is_said: bool) {
    for (format, write) in
        [("markdown", markdown as fn(&[&str]) -> String), ("html", html), ("latex", latex), ("text", plain)]
    {
        let rules = said(format, &write(notes));
        assert_eq!(rules.contains(&rule), is_said, "{format}: {notes:?}: {rules:?}");
    }
}

const BARNES: &str = "Maud Barnes, Coal and Its People (Leeds: Aire Press, 1991), 12.";
const HALE: &str = "John Hale, Winter of Lamps (York: Minster, 1988), 40.";

#[test]
fn brackets_and_quotation_marks_without_a_partner() {
    for note in [
        "Maud Barnes, Coal and Its People (Leeds: Aire Press, 1991, 12.",
        "Emil Vogt, «Zunftwesen am Oberrhein, Badische Blätter 22 (1990), S. 39.",
        "Marie Dupont, « Le sel, Revue du sel 3 (1990), p. 12.",
    ] {
        assert_said("mark-unclosed", &[BARNES, note], true);
    }
    for note in [
        "Maud Barnes, “Coal”, Mining Review 3 (1991), 12.",
        "Emil Vogt, „Zunftwesen“, Badische Blätter 22 (1990), S. 39.",
        BARNES,
    ] {
        assert_said("mark-unclosed", &[BARNES, note], false);
    }
}

#[test]
fn a_quotation_mark_alone_or_the_wrong_one() {
    let said = |note: &str| {
        let notes = ["Able, ‘Salt’, 3.", "Dunn, ‘Coal’, 4.", "Hale, ‘Slate’, 5.", note];
        said("markdown", &markdown(&notes)).contains(&"mark-unclosed")
    };
    for note in [
        "Weber, Internet of Pots – New Security Challenge’.",
        "Josef Van Dijk, ’Foreword’, in Karin Es (ed.), *The Data Society*.",
        "Frost, \"On Slate, Slate Review 3 (1990).",
    ] {
        assert!(said(note), "{note}");
    }
    for note in [
        "The miners’ lamp of ’44.",
        "Frost, ‘The Miners’ Slate’.",
        "‘Abd al-Rahman was there, and so were the miners.",
        "A pipe of 12\".",
    ] {
        assert!(!said(note), "{note}");
    }
    let quoted = "A.[^1]\n\n[^1]: “The mill was old, and nobody knew its owner.\n\n    “It burned in 1811, and the bread was dear.”\n";
    assert!(!self::said("markdown", quoted).contains(&"mark-unclosed"), "a quotation of two paragraphs");
}

#[test]
fn accents_beside_their_letters() {
    for note in
        ["Ce´sar Vallejo, Trilce (Lima: Talleres, 1922), 12.", "Franc¸ois Dosse, Histoire (Paris: Seuil, 1991), p. 9."]
    {
        assert_said("accent-apart", &[BARNES, note], true);
    }
    for note in [
        "César Vallejo, Trilce (Lima: Talleres, 1922), 12.",
        "Luca Rossi, L´arte del sale (Bari: Laterza, 1990), p. 9.",
    ] {
        assert_said("accent-apart", &[BARNES, note], false);
    }
}

#[test]
fn two_marks_where_one_belongs() {
    for note in [
        "Maud Barnes, Coal (Leeds: Aire Press, 1991),, 12.",
        "Chris Marazzo, La moneta (Bari: Sale, 2012).; John Hale, Lamps (York, 1988).",
    ] {
        assert_said("punctuation-doubled", &[HALE, note], true);
    }
    for note in [
        "Emil Vogt, Salz, 2., überarb. Aufl. (Bonn: Fels, 1990), S. 4.",
        "Ann Able, ed., Salt; Ida Dunn et al.; and so on ...",
    ] {
        assert_said("punctuation-doubled", &[HALE, note], false);
    }
}

#[test]
fn a_note_that_ends_in_a_comma() {
    assert_said("note-stop", &[HALE, "Tina Terranuova, Red Stack (Bari: Sale, 2012),"], true);
    assert_said("note-stop", &[HALE, "Tina Terranuova, Red Stack (Bari: Sale, 2012)."], false);
}

#[test]
fn italics_that_markdown_does_not_see() {
    let said = |note: &str| said("markdown", &markdown(&[HALE, note])).contains(&"emphasis-broken");
    assert!(said("Able, ‘Salt’, *Rethinking Trade *22 (2010): 346."));
    assert!(said("Vogt, _Das Salz _(Bonn: Fels, 1990), S. 4."));
    assert!(!said("Able, ‘Salt’, *Rethinking Trade* 22 (2010): 346."));
    assert!(!said("They say *geht and *kommte."));
}

#[test]
fn a_year_to_come() {
    let forensic = "Ann Able, Salt and Its People (London: Verso, 2031), 12.";
    assert_said("identifier-invalid", &[BARNES, forensic], true);
    assert_said("identifier-invalid", &[BARNES, "Ann Able, Salt and Its People (London: Verso, 2027), 12."], false);
}

#[test]
fn a_marker_the_wrong_way_round() {
    let post = "Reasoning^[math] shows. So be it.[^2]\n\n[^math]: Prove it.\n[^2]: So we were.\n";
    assert!(said("markdown", post).contains(&"marker-reversed"));
    let inline = "Reasoning^[A note in the text.] shows. So be it.[^2]\n\n[^2]: So we were.\n";
    assert!(!said("markdown", inline).contains(&"marker-reversed"));
}

#[test]
fn one_bracket_for_several_notes() {
    let notes = "\n\n[^1]: So we were.\n[^2]: Prove it.\n";
    for bracket in ["[^1,^2]", "[^1, 2]"] {
        assert_eq!(said("markdown", &format!("So it is.{bracket}{notes}")), ["marker-reversed"], "{bracket}");
    }
    let alone = said("markdown", &format!("A class [^3,^4] of signs.[^1] So it is.[^2]{notes}"));
    assert_eq!(alone, [""; 0], "no notes of these numbers");
}

#[test]
fn a_note_that_begins_where_programs_see_none() {
    let post = |notes: &str| format!("The pits closed.[^1] The lamps went out.[^2] So did we.[^3]\n\n{notes}\n");
    for (notes, rule) in [
        ("[^1]: Barnes, 12. [^2]: Hale, 40.\n[^3]: Dean, 9.", "note-run-on"),
        ("[^1]: Barnes\n(Leeds, 1991) [^2]: Hale, 40.\n[^3]: Dean, 9.", "note-run-on"),
        ("[^1]: Barnes, 12.\n[^2] Hale, 40.\n[^3]: Dean, 9.", "note-colon-missing"),
        ("[^1]: Barnes, 12.\n\n[^2] : Hale, 40.\n\n[^3]\u{a0}: Dean, 9.", "note-colon-missing"),
        ("[^1]：Barnes, 12.\n[^2]：Hale, 40.\n[^3]：Dean, 9.", "note-colon-missing"),
    ] {
        assert_eq!(said("markdown", &post(notes)), [rule], "{notes}");
    }
    for notes in [
        "[^1]: Barnes, 12.\n[^2]: As in [^1]: nothing.\n[^3]: Dean, 9.",
        "[^1]: Barnes, 12.\n[^2]: Hale, 40.\n[^3]: Dean, 9.",
    ] {
        let rules = said("markdown", &post(notes));
        assert!(!rules.iter().any(|rule| ["note-run-on", "note-colon-missing"].contains(rule)), "{notes}: {rules:?}");
    }
}

#[test]
fn markers_of_one_system_and_notes_of_another() {
    let post = |a: &str, b: &str, notes: &str| format!("The pits closed.{a} The lamps went out.{b}\n\n{notes}\n");
    let named = "[^1]: Barnes, 12.\n[^2]: Hale, 40.";
    let typed = "1. Barnes, 12.\n2. Hale, 40.";
    assert_eq!(said("markdown", &post("<sup>1</sup>", "<sup>2</sup>", named)), ["marker-other-system"]);
    assert_eq!(said("markdown", &post("[^1]", "[^2]", &format!("## Notes\n\n{typed}"))), ["marker-other-system"]);
    assert_eq!(said("markdown", &post("[^1]", "[^2]", named)), [""; 0]);
    assert_eq!(said("markdown", &post("<sup>[^1]</sup>", "<sup>[^2]</sup>", named)), [""; 0]);
}

#[test]
fn notes_whose_links_lead_nowhere() {
    let text = "The pits closed.[[1]](#_ftn1) The lamps went out.";
    for note in ["###### [[1]](#_ftnref1) Barnes, *Salt*, 12.", "[[1]](#_ftnref1) Barnes, *Salt*, 12."] {
        assert_eq!(said("markdown", &format!("{text}\n\n{note}\n")), ["link-broken"], "{note}");
    }
}

#[test]
fn a_note_that_says_its_text_twice() {
    for note in [
        "The lamps were lit at five. The lamps were lit at five.",
        "Ann Able, Salt (Leeds: Dale, 1990), 3. Ann Able, Salt (Leeds: Dale, 1990), 3.",
    ] {
        assert_said("note-identical", &[HALE, note], true);
    }
    assert_said("note-identical", &[HALE, "So so, the lamps were lit, and the lamps were out."], false);
}

#[test]
fn one_article_in_two_journals() {
    let lewes =
        |journal: &str| format!("Sam Lewes, ‘Open Source News and the Talk of Towns’, {journal} 35.5 (2013): 602-619.");
    let (first, other, short) =
        (lewes("*Media, Culture & Talk*"), lewes("*New Media & Talk*"), lewes("*Media, Cult. & Talk*"));
    let said = |again: &str| said("markdown", &markdown(&[&first, HALE, again])).contains(&"source-inconsistent");
    assert!(said(&other));
    assert!(!said(&short));
    assert!(!said(&first));
}

#[test]
fn a_name_in_two_spellings() {
    let said = |name: &str| {
        let again = format!("{name}, *A Platform for All* (York: Minster, 1998), 14.");
        said(
            "markdown",
            &markdown(&["Josef van Dijck, *The Ruins of Data* (Leeds: Aire Press, 1991), 12.", HALE, &again]),
        )
        .contains(&"name-inconsistent")
    };
    assert!(said("Josef Van Dijk"));
    for other in ["Josef van Dijck", "Maria van Dijk", "J. van Dijk", "Josef van Dijckstra"] {
        assert!(!said(other), "{other}");
    }
}

#[test]
fn a_page_of_what_has_none() {
    let lear = "Linda Lear, *Rachel Carson: Witness for Nature* (New York: Henry Holt, 1997), 409.";
    for (between, is_said) in [
        ("Jane Doe, “Silent Spring Is Now Noisy Summer,” *New York Times*, July 22, 1962, p. 1.", true),
        ("John Hale, *Winter of Lamps* (York: Minster, 1988), 40.", false),
        ("Ida Dunn, “The Salt Road,” *Salt Review* 3 (1990): 402–30.", false),
        ("*Blade Runner*, directed by Ridley Scott (Burbank, CA: Warner Bros., 1982), DVD.", true),
        ("Jean Durand, « Le sel aujourd’hui », *Le Monde*, 12 mars 1962, p. 1.", true),
        ("Anna Keller, „Zünfte heute“, *Die Zeit*, 12. März 2019, https://www.zeit.de/zuenfte.", true),
        ("Anna Keller, *Zünfte heute* (Köln: Böhlau, 2019), S. 409, https://www.zeit.de/zuenfte.pdf.", false),
    ] {
        let rules = said("markdown", &markdown(&[lear, between, "Ibid., 420."]));
        assert_eq!(rules.contains(&"ibid-no-page"), is_said, "{between}: {rules:?}");
    }
}

#[test]
fn a_bare_op_cit_after_several_works() {
    let two = format!("{HALE} Ida Dunn, *The Salt Road* (London: Gate, 1994), 3.").replace(". Ida", "; Ida");
    for (notes, is_said) in [
        ([BARNES, two.as_str(), "Op. cit., 14."], true),
        ([BARNES, two.as_str(), "A. a. O., S. 14."], true),
        ([BARNES, two.as_str(), "Hale, op. cit., 14."], false),
        ([BARNES, HALE, "Op. cit., 14."], false),
    ] {
        let rules = said("markdown", &markdown(&notes));
        assert_eq!(rules.contains(&"opcit-orphan"), is_said, "{notes:?}: {rules:?}");
    }
    let named =
        format!("Coal.[^1] Lamps.[^2] So Hale argues.[^3]\n\n[^1]: {BARNES}\n[^2]: {two}\n[^3]: Op. cit., 14.\n");
    assert!(!said("markdown", &named).contains(&"opcit-orphan"), "the text names the author");
}
