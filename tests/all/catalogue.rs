//! Checks of single words, marks and lists: what they find, beside what looks like it and is right.

use ibid::analysis::{Analysis, Options};
use ibid::lint::{Finding, Preset, Safety, Settings, check, mend};
use ibid::text::Source;

const BOOK: &str = "Maud Barnes, *Coal and Its People* (Leeds: Aire Press, 1991), 12.";

/// A post with these notes, each with a marker.
fn post(notes: &[&str], list: &str) -> Source {
    let claims: String = (1..=notes.len()).map(|number| format!("A claim.[^{number}]\n\n")).collect();
    let notes: String = notes.iter().zip(1..).map(|(note, number)| format!("[^{number}]: {note}\n\n")).collect();
    Source::new("post.md", format!("{claims}{notes}{list}"))
}

fn settings(style: &str) -> Settings {
    Settings { style: (!style.is_empty()).then(|| style.to_owned()), ..Settings::of(Preset::Strict) }
}

fn found(notes: &[&str], list: &str, style: &str) -> Vec<Finding> {
    check(&Analysis::of(&[post(notes, list)], &Options::default()), None, &settings(style))
}

fn rules(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.rule).collect()
}

/// The last note after all fixes of one rule.
fn mended(notes: &[&str], rule: &str, style: &str) -> String {
    let find = |analysis: &Analysis| {
        let mut findings = check(analysis, None, &settings(style));
        findings.retain(|finding| finding.rule == rule);
        findings
    };
    let mended = mend(&[post(notes, "")], &Options::default(), Safety::Unsafe, find);
    assert!(mended.refused.is_empty(), "{:?}", mended.refused);
    let (_, last) = mended.texts[0].rsplit_once("]: ").unwrap();
    last.trim_end().to_owned()
}

#[test]
fn ibid_is_written_as_the_style_has_it() {
    for (style, written, right) in [
        ("chicago-notes", "*Ibid.*, 14.", "Ibid., 14."),
        ("chicago-notes", "*Ibid*., 14.", "Ibid., 14."),
        ("chicago-notes", "Ibid. 14.", "Ibid., 14."),
        ("chicago-notes", "ibid, 14.", "Ibid., 14."),
        ("chicago-notes", "_ibid._", "Ibid."),
        ("oscola", "Ibid., 14.", "ibid 14."),
        ("oscola", "*ibid* 14.", "ibid 14."),
        ("oscola", "Ibid.", "ibid."),
        ("aglc", "ibid, 14.", "Ibid 14."),
    ] {
        assert_eq!(rules(&found(&[BOOK, written], "", style)), ["ibid-form"], "{style}: {written}");
        assert_eq!(mended(&[BOOK, written], "ibid-form", style), right, "{style}: {written}");
        assert!(found(&[BOOK, right], "", style).is_empty(), "{style}: {right}");
    }
    assert!(found(&[BOOK, "*Ibid* 14."], "", "").is_empty(), "no style is set");
    assert!(found(&[BOOK, "Ibid., p. 14."], "", "chicago-notes").is_empty());
}

#[test]
fn the_number_of_the_note_that_gives_the_source_is_offered() {
    let other = "John Hale, *Winter of Lamps* (York: Minster, 1988), 40.";
    assert_eq!(mended(&[BOOK, other, "Barnes (n 2), 14."], "supra-number", ""), "Barnes (n 1), 14.");
    assert_eq!(mended(&[BOOK, other, "Barnes (n 1), 14."], "supra-number", ""), "Barnes (n 1), 14.");
}

#[test]
fn a_number_that_leads_to_a_remark_gives_no_source() {
    let remark = "The lamps were out that night.";
    assert_eq!(rules(&found(&[remark, "Barnes (n 1) 14."], "", "")), ["supra-number"]);
    let findings = found(&[remark, BOOK, "Barnes (n 1) 14."], "", "");
    assert_eq!(rules(&findings), ["supra-number"]);
    assert_eq!(mended(&[remark, BOOK, "Barnes (n 1) 14."], "supra-number", ""), "Barnes (n 2) 14.");
    assert!(found(&[remark, "Barnes was there, as note 1 says."], "", "").is_empty());
    assert!(found(&["Barnes told me so.", "Barnes (n 1) 14."], "", "").is_empty(), "the note names her");
}

#[test]
fn one_work_in_two_spellings_is_seen_in_notes_and_in_the_list() {
    let hale = "John Hale, *Winter of Lamps* (York: Minster, 1988), 40.";
    for again in [
        "Maud Barnes, *Coal and Its Poeple* (Leeds: Aire Press, 1991), 14.",
        "Maud Bernes, *Coal and Its People* (Leeds: Aire Press, 1991), 14.",
    ] {
        assert!(rules(&found(&[BOOK, hale, again], "", "")).contains(&"source-inconsistent"), "{again}");
    }
    for again in [
        "Maud Barnes, *Coal and Its Towns* (Leeds: Aire Press, 1991), 14.",
        "Maud Barnes, *Coal and its People* (Leeds: Aire Press, 1991), 14.",
    ] {
        assert!(!rules(&found(&[BOOK, hale, again], "", "")).contains(&"source-inconsistent"), "{again}");
    }
    let list = "## Bibliography\n\nBarnes, Maud. *Coal and Its Poeple*. Leeds: Aire Press, 1991.\n\nHale, John. *Winter of Lamps*. York: Minster, 1988.\n";
    assert!(rules(&found(&[BOOK, hale], list, "")).contains(&"source-inconsistent"));
}

#[test]
fn editions_and_volumes_are_no_duplicates_of_the_list() {
    let list = |second: &str| {
        format!("## Bibliography\n\nBarnes, Maud. *Coal and Its People*. Leeds: Aire Press, 1991.\n\n{second}\n")
    };
    let same = list("Barnes, Maud. *Coal and Its People*. Leeds: Aire Press, 1991.");
    assert!(rules(&found(&[BOOK], &same, "")).contains(&"bibliography-duplicate"));
    for other in [
        "Barnes, Maud. *Coal and Its People*. 2nd ed. Leeds: Aire Press, 1991.",
        "Barnes, Maud. *Coal and Its People*. Vol. 2. Leeds: Aire Press, 1991.",
        "Barnes, Tom. *Coal and Its Towns*. Leeds: Aire Press, 1991.",
    ] {
        assert!(!rules(&found(&[BOOK], &list(other), "")).contains(&"bibliography-duplicate"), "{other}");
    }
}

#[test]
fn a_list_by_date_is_in_its_own_order() {
    let names = ["Barnes, Maud", "Dunn, Ida", "Frost, Peter", "Hale, John", "Marsh, Ellen", "Todd, Rose"];
    let list = |order: &[usize]| {
        let entries =
            order.iter().map(|&at| format!("{}. *Coal and Its People*. Leeds: Aire Press, 19{at}1.\n\n", names[at]));
        format!("## Bibliography\n\n{}", entries.collect::<String>())
    };
    let out = |order: &[usize]| {
        let findings = found(&[BOOK], &list(order), "");
        findings.into_iter().filter(|finding| finding.rule == "bibliography-order").count()
    };
    assert_eq!(out(&[0, 1, 2, 3, 4, 5]), 0);
    assert_eq!(out(&[0, 3, 1, 2, 4, 5]), 1);
    assert_eq!(out(&[3, 0, 5, 1, 4, 2]), 0, "no alphabet at all");
}

#[test]
fn a_note_that_lost_its_stop_is_found_and_mended() {
    let remarks = ["One lamp.", "Two lamps!", "Three “lamps.”", "Four (lamps.)", "Was it five?"];
    let with = |last: &'static str| [remarks.as_slice(), &[last]].concat();
    for (last, right) in [("Six lamps", "Six lamps."), ("Six *lamps*", "Six *lamps*."), ("“Six lamps”", "“Six lamps”.")]
    {
        assert_eq!(rules(&found(&with(last), "", "")), ["note-stop"], "{last}");
        assert_eq!(mended(&with(last), "note-stop", ""), right);
    }
    for last in [
        "See https://example.org/lamps",
        "Type `lamps`",
        "Six [lamps](https://example.org)",
        "Six lamps …",
        "Six lamps:",
        "See https://example.org/lamps, visited on 5 May",
        "The lamps, Leeds, in 8.º",
    ] {
        assert!(found(&with(last), "", "").is_empty(), "{last}");
    }
    assert!(found(&["One lamp.", "Two lamps"], "", "").is_empty(), "two notes show no habit");
}

#[test]
fn a_note_that_ends_in_a_comma_was_cut_off() {
    let said = |note: &str| rules(&found(&[note], "", "")).contains(&"note-stop");
    assert!(said("Maud Barnes, *Coal and Its People* (Leeds: Aire Press, 1991),"));
    assert!(said("See https://example.org/lamps,"));
    assert!(!said("The lamps were lit, and out again"), "one note shows no habit");
}

#[test]
fn a_note_that_goes_on_in_a_table_has_no_end_in_its_text() {
    let item =
        |number: usize, text: &str| format!("<li id=\"fn{number}\"><p>{text} <a href=\"#r{number}\">↩</a></p></li>");
    let page = |last: &str| {
        let markers: String =
            (1..=6).map(|n| format!("W{n}.<sup><a href=\"#fn{n}\" id=\"r{n}\">{n}</a></sup> ")).collect();
        let notes: String = (1..=5).map(|n| item(n, &format!("The lamps of the {n}th quay."))).collect();
        Source::new("post.html", format!("<p>{markers}</p><ol>{notes}<li id=\"fn6\">{last}</li></ol>"))
    };
    let said = |last: &str| {
        let findings = check(&Analysis::of(&[page(last)], &Options::default()), None, &settings(""));
        rules(&findings).contains(&"note-stop")
    };
    assert!(said("<p>There were six lamps <a href=\"#r6\">↩</a></p>"));
    assert!(!said("<p>There were these</p><table><tr><td>1354</td><td>18</td></tr></table>"));
}

#[test]
fn the_same_words_again_are_no_news_in_a_short_form() {
    let said = |notes: &[&str]| rules(&found(notes, "", "")).contains(&"note-identical");
    assert!(said(&[BOOK, BOOK]));
    assert!(said(&[
        "The lamps of the quay were lit at five, all year.",
        "The lamps of the quay were lit at five, all year."
    ]));
    assert!(said(&["The lamps were lit at five. The lamps were lit at five."]), "pasted twice");
    for note in ["Barnes, *Coal*, 12.", "My italics.", "Vgl. Barnes, Kohle, S. 12.", "So so."] {
        assert!(!said(&[BOOK, note, note]), "{note}");
    }
}

#[test]
fn a_short_form_with_a_chapter_gives_no_source_again() {
    let said = |again: &str| rules(&found(&[BOOK, "A remark.", again], "", "")).contains(&"full-repeated");
    assert!(said("Maud Barnes, *Coal and Its People* (Leeds: Aire Press, 1991), 40."));
    assert!(!said("Barnes, *Coal and Its People*, 28–33."));
}

#[test]
fn a_report_that_is_always_given_in_full_is_the_manner_of_the_document() {
    let report = "Ann Wolfe, *Report on the Lamps of the Quay* (Leeds: Aire Press, 2004), 3.";
    let said = |notes: &[&str]| rules(&found(notes, "", "")).contains(&"full-repeated");
    let again = ["Ann Wolfe, *Report on the Lamps of the Quay* (Leeds: Aire Press, 2004), 7."; 3];
    assert!(!said(&[&[report, "A remark."][..], &again].concat()));
    assert!(said(&[&[report, "A remark."][..], &again[..1]].concat()));
    assert!(said(&[&[report, "A remark."][..], &again, &["A remark.", "Wolfe, *Report*, 9."]].concat()));
}

#[test]
fn what_follows_a_name_is_no_slip_of_it() {
    let book = "Ben Witherby III, *Lamps of the Quay* (Leeds: Aire Press, 1991), 12.";
    let said = |short: &str| rules(&found(&[book, BOOK, short], "", "")).contains(&"short-near-miss");
    assert!(said("Witherbey, 14."));
    assert!(!said("Witherby III, 14."));
}

#[test]
fn two_articles_of_one_author_in_one_book_are_not_one_source() {
    let said = |again: &str| {
        let first = "P. T. O’Brien, “Letters and Letter Forms,” in *Dictionary of the Quay*, ed. G. Hall (Leeds: Aire Press, 1993), 550.";
        rules(&found(&[first, BOOK, again], "", "")).contains(&"full-repeated")
    };
    assert!(!said(
        "P. T. O’Brien, “Blessing and Thanks,” in *Dictionary of the Quay*, ed. G. Hall (Leeds: Aire Press, 1993), 69."
    ));
    assert!(said(
        "P. T. O’Brien, “Letters and Letter Forms,” in *Dictionary of the Quay*, ed. G. Hall (Leeds: Aire Press, 1993), 551."
    ));
    assert!(!said("P. T. O’Brien, “Letters and Letter Forms,” *Mining Review* 3 (1991): 12–30."));
}

#[test]
fn the_name_of_the_one_quoted_takes_no_stop() {
    let remarks = ["One lamp.", "Two lamps!", "Three “lamps.”", "Four (lamps.)", "Was it five?"];
    let said =
        |last: &'static str| rules(&found(&[remarks.as_slice(), &[last]].concat(), "", "")).contains(&"note-stop");
    for last in [
        "We stand on each other’s toes. --- Richard Hamming",
        "Mehr Licht! – Goethe",
        "Il sale della terra. — San Matteo",
    ] {
        assert!(!said(last), "{last}");
    }
    assert!(said("The lamps – five of them – were lit"));
}

#[test]
fn an_entry_of_an_index_is_not_the_end_of_a_note() {
    let said = |last: &str| {
        let text: String = (1..=5).map(|n| format!("Claim.\\footnote{{The lamps of the {n}th quay.}} ")).collect();
        let post = Source::new("post.tex", format!("{text}Claim.\\footnote{{%\n{last}\n}}\n"));
        rules(&check(&Analysis::of(&[post], &Options::default()), None, &settings(""))).contains(&"note-stop")
    };
    assert!(said("There were six lamps"));
    assert!(!said("There were six lamps.\\is{lamps of the quay}"));
}

#[test]
fn cite_keys_resemble_each_other_on_purpose() {
    let post = Source::new(
        "post.tex",
        "Claim.\\footnote{See \\citep{MuellerFCG,MuellerGTE,MuellerCxG} for that.} Claim.\\footnote{\\citet{MuellerFCG}.}\n",
    );
    let findings = check(&Analysis::of(&[post], &Options::default()), None, &settings(""));
    assert!(!rules(&findings).contains(&"short-near-miss"));
}

#[test]
fn one_id_twice_is_said_once() {
    let page = "<p>One.<sup><a href=\"#fn1\" id=\"r1\">1</a></sup></p><ol><li id=\"fn1\">A remark. <a href=\"#r1\">↩</a></li></ol>\
        <p id=\"r1\">x</p><p id=\"fn1\">y</p>";
    let findings = check(&Analysis::of(&[Source::new("post.html", page)], &Options::default()), None, &settings(""));
    let said = findings.iter().filter(|finding| finding.rule == "id-collision");
    assert_eq!(
        said.map(|finding| finding.message.as_str()).collect::<Vec<_>>(),
        ["the id 'r1' is taken already, as are 1 more"]
    );
}

#[test]
fn a_mark_in_code_or_in_an_address_needs_no_partner() {
    assert_eq!(rules(&found(&["The lamps (five of them were lit."], "", "")), ["mark-unclosed"]);
    for note in ["Type `f(` to see it.", "<https://example.org/a(b>."] {
        assert!(!rules(&found(&[note], "", "")).contains(&"mark-unclosed"), "{note}");
    }
}

#[test]
fn the_pages_of_a_book_are_those_that_are_cited() {
    let found = |first: &str| rules(&found(&[first, "Barnes, vol. 1, p. 166."], "", "")).contains(&"ibid-page");
    assert!(!found("*Coal and Its People*, by Maud Barnes, vol. 1, p. 18-66."));
    assert!(found("Maud Barnes, “Coal and Its People”, *Mining Review* 3 (1991), pp. 18–66."));
}
