//! Fixes that move or renumber notes, on documents made to break them. Whatever a fix does, every marker keeps the text
//! of its note.

use ibid::analysis::{Analysis, Options};
use ibid::lint::{Finding, Fix, Mended, Safety, Severity, fixes, mend};
use ibid::text::{Source, Span};
use proptest::prelude::*;

use crate::environment::from_environment;

fn read(path: &str, text: &str) -> Analysis {
    Analysis::of(&[Source::new(path, text)], &Options::default())
}

/// A finding that stands for nothing but its fix.
fn finding(fix: Fix) -> Finding {
    Finding::new("under-test", Severity::Warning, Span::default(), "to be mended").fix(fix)
}

/// Renumbers and moves notes until nothing is left to do.
fn tidy(path: &str, text: &str) -> Mended {
    let find = |analysis: &Analysis| {
        let fixes = [fixes::renumber(analysis), fixes::reorder(analysis)];
        fixes.into_iter().flatten().map(finding).collect()
    };
    mend(&[Source::new(path, text)], &Options::default(), Safety::Unsafe, find)
}

/// What each marker leads to, in the order of the text; white space evened out.
fn told(analysis: &Analysis) -> Vec<Option<String>> {
    let document = &analysis.document;
    let words = |note: usize| document.notes[note].body.text.split_whitespace().collect::<Vec<_>>().join(" ");
    document.markers.iter().map(|marker| marker.note.map(words)).collect()
}

/// The numbers of the markers, in the order of the text.
fn labels(analysis: &Analysis) -> Vec<&str> {
    analysis.document.markers.iter().map(|marker| marker.label.as_str()).collect()
}

/// Tidies a document and holds the result to what must be true of it.
fn tidied(path: &str, text: &str) -> String {
    let before = read(path, text);
    let mended = tidy(path, text);
    let after = read(path, &mended.texts[0]);
    assert!(mended.refused.is_empty(), "{path}: {:?}\n{text}", mended.refused);
    assert_eq!(told(&before), told(&after), "{path}\n{text}\nbecame\n{}", mended.texts[0]);
    let again = tidy(path, &mended.texts[0]);
    assert!(again.applied.is_empty() && again.texts == mended.texts, "not the same when done twice\n{text}");
    mended.texts[0].clone()
}

#[test]
fn swapped_notes_are_numbered_and_moved() {
    let text = "One.[^2] Two.[^1]\n\n[^1]: The first note, as it stood.\n[^2]: The second note.\n";
    assert_eq!(
        tidied("a.md", text),
        "One.[^1] Two.[^2]\n\n[^1]: The second note.\n[^2]: The first note, as it stood.\n"
    );
}

#[test]
fn typed_notes_are_renumbered_too() {
    let text = "One.[3] Two.[5] Three.[4] And the third again.[4]\n\n[3] Wells, Pumps, 3.\n\n[4] Ames, Hills, 4.\n\n[5] Bond, Rivers, 5.\n";
    assert_eq!(
        tidied("a.txt", text),
        "One.[3] Two.[4] Three.[5] And the third again.[5]\n\n[3] Wells, Pumps, 3.\n\n[4] Bond, Rivers, 5.\n\n[5] Ames, Hills, 4.\n"
    );
}

#[test]
fn equal_and_nearly_equal_notes_keep_their_markers() {
    let text = "A.[^4] B.[^2] C.[^1] D.[^3]\n\n[^1]: Wells, *Pumps*, 3.\n[^2]: Wells, *Pumps*, 3.\n[^3]: Wells, *Pumps*, 33.\n[^4]: Wells, *Pumps*, 3\n";
    let after = tidied("a.md", text);
    assert_eq!(labels(&read("a.md", &after)), ["1", "2", "3", "4"]);
}

#[test]
fn notes_of_several_paragraphs_move_whole() {
    let text = "A.[^2] B.[^1]\n\n[^1]: First paragraph.\n\n    Second paragraph, with `[^2]` in code.\n\n        indented code\n\n[^2]: Short.\n\nThe end.\n";
    let after = tidied("a.md", text);
    assert!(after.contains("[^2]: First paragraph.\n\n    Second paragraph, with `[^2]` in code."), "{after}");
    assert!(after.contains("in code.\n\n        indented code\n\nThe end."), "{after}");
}

#[test]
fn code_is_no_note() {
    let text = "A.[^2]\n\n```\ntext[^1]\n\n[^1]: not a note\n```\n\nB.[^1] and `[^2]`\n\n[^1]: One.\n[^2]: Two.\n";
    let after = tidied("a.md", text);
    assert!(after.contains("```\ntext[^1]\n\n[^1]: not a note\n```") && after.contains("`[^2]`"), "{after}");
}

#[test]
fn names_are_not_numbers() {
    let text = "A.[^the-hill] B.[^3] C.[^wells-2007] D.[^1]\n\n[^1]: One.\n[^3]: Three.\n[^the-hill]: Hill.\n[^wells-2007]: Wells.\n";
    let after = tidied("a.md", text);
    assert_eq!(labels(&read("a.md", &after)), ["the-hill", "1", "wells-2007", "2"]);
}

#[test]
fn task_boxes_lists_and_links_are_left_alone() {
    let text = "- [ ] first[^2]\n- [x] second\n    - nested[^1], [a link](http://a.example/1)\n\n[^1]: One.\n[^2]: Two. [1]: not mine\n";
    let after = tidied("a.md", text);
    assert!(
        after.starts_with("- [ ] first[^1]\n- [x] second\n    - nested[^2], [a link](http://a.example/1)"),
        "{after}"
    );
}

#[test]
fn notes_before_and_between_the_text_stay_where_they_are() {
    let text = "[^1]: Comes first in the file.\n\nA.[^2]\n\n[^2]: Between.\n\nB.[^1]\n";
    let after = tidied("a.md", text);
    assert!(after.starts_with("[^2]: Comes first") && after.contains("A.[^1]\n\n[^1]: Between."), "{after}");
}

#[test]
fn inline_notes_among_others_keep_out_of_the_numbers() {
    let text = "A.[^3] B.^[An inline note, p. 1.] C.[^1]\n\n[^1]: One.\n[^3]: Three.\n";
    let after = tidied("a.md", text);
    assert!(after.contains("A.[^1] B.^[An inline note, p. 1.] C.[^2]"), "{after}");
}

#[test]
fn a_marker_that_is_repeated_keeps_one_note() {
    let text = "A.[^2] B.[^1] C.[^2] D.[^1]\n\n[^1]: One.\n[^2]: Two.\n";
    assert!(tidied("a.md", text).starts_with("A.[^1] B.[^2] C.[^1] D.[^2]"));
}

#[test]
fn five_hundred_notes_in_reverse() {
    let mut text = String::new();
    (1..=500).rev().for_each(|n| text.push_str(&format!("Claim {n}.[^{n}]\n\n")));
    (1..=500).for_each(|n| text.push_str(&format!("[^{n}]: A remark on {n}.\n")));
    let after = tidied("a.md", &text);
    assert!(after.starts_with("Claim 500.[^1]") && after.contains("\n[^1]: A remark on 500.\n"));
}

#[test]
fn line_ends_stay() {
    let text = "A.[^2] B.[^1]\r\n\r\n[^1]: One.\r\n[^2]: Two,\r\n    more.\r\n";
    let after = tidied("a.md", text);
    assert_eq!(after.matches("\r\n").count(), after.matches('\n').count());
}

#[test]
fn what_may_be_missing_is_not_numbered_away() {
    for text in [
        "A.[^1] B.[^3]\n\n[^1]: One.\n[^2]: Never marked.\n[^3]: Three.\n",
        "A.[^1] B.[^2] C.[^4]\n\n[^1]: One.\n[^4]: Four.\n",
    ] {
        assert_eq!(tidied("a.md", text), text);
    }
}

#[test]
fn a_number_named_in_the_text_makes_the_fix_unsafe() {
    let text = "A.[^1] B.[^3], and see note 3 above.\n\n[^1]: One.\n[^3]: Three.\n";
    let fix = fixes::renumber(&read("a.md", text)).unwrap();
    assert_eq!(fix.safety, Safety::Unsafe);
    assert!(tidied("a.md", text).contains("B.[^2], and see note 2 above."));
}

#[test]
fn a_fix_that_swaps_notes_is_refused_and_said() {
    let text = "A.[^1] B.[^2]\n\n[^1]: One.\n[^2]: Two.\n";
    let swap = |analysis: &Analysis| {
        let heads = analysis.document.notes.iter().map(|note| note.head).collect::<Vec<_>>();
        let relabel = |span: Span, to: &str| ibid::text::Edit::replace(span, span.of(text).replace(['1', '2'], to));
        vec![finding(Fix::safe("swap", vec![relabel(heads[0], "2"), relabel(heads[1], "1")]))]
    };
    let mended = mend(&[Source::new("a.md", text)], &Options::default(), Safety::Safe, swap);
    assert_eq!((mended.texts[0].as_str(), mended.applied.len(), mended.refused.len()), (text, 0, 1));
    assert_eq!(mended.refused[0].harm.to_string(), "the marker 1 would lead to another note");
}

#[test]
fn a_harmful_fix_does_not_keep_the_others_from_being_made() {
    let text = "A.[^1] B.[^2] C.[^3]\n\n[^1]: One.\n[^2]: Two.\n[^3]: Three.\n";
    let find = |analysis: &Analysis| {
        let text = analysis.document.text.clone();
        let at = |what: &str, with: &str| {
            let start = text.find(what)?;
            let edit = ibid::text::Edit::replace(Span::new(start, start + what.len()), with);
            Some(finding(Fix::safe(format!("{what} to {with}"), vec![edit])))
        };
        [
            at("A.", "A, aye."),
            at("[^2]: Two.", "[^2]: Deux."),
            at("B.", "B, bee."),
            at("[^3]: ", "[^4]: "),
            at("C.", "C, sea."),
        ]
        .into_iter()
        .flatten()
        .collect()
    };
    let mended = mend(&[Source::new("a.md", text)], &Options::default(), Safety::Safe, find);
    assert_eq!(mended.texts[0], "A, aye.[^1] B, bee.[^2] C, sea.[^3]\n\n[^1]: One.\n[^2]: Two.\n[^3]: Three.\n");
    let refused: Vec<&str> = mended.refused.iter().map(|refused| refused.message.as_str()).collect();
    assert_eq!(refused, ["[^2]: Two. to [^2]: Deux.", "[^3]:  to [^4]: "]);
}

/// A document with its numbers in disorder, in Markdown or plain text.
fn document() -> impl Strategy<Value = (bool, String)> {
    let order = (1usize..9).prop_flat_map(|count| {
        let numbers: Vec<usize> = (1..=count).collect();
        let shown = prop::collection::vec(0..count, 0..4);
        (Just(numbers.clone()).prop_shuffle(), Just(numbers).prop_shuffle(), shown, 0usize..3, any::<u64>())
    });
    (any::<bool>(), order).prop_map(|(is_markdown, (text_order, list_order, repeats, gap, seed))| {
        let label =
            |n: usize| if is_markdown { format!("[^{}]", n * (gap + 1)) } else { format!("[{}]", n * (gap + 1)) };
        (is_markdown, compose(&text_order, &list_order, &repeats, &label, is_markdown, seed))
    })
}

const BODIES: &[&str] = &[
    "Wells, *Pumps*, 3.",
    "Ibid., 23.",
    "Wells, *Pumps*, 3.",
    "See Ames, “Hills,” *Journal of Hills* 4 (1998): 12-19; Bond, *Rivers*, 7.",
    "Ibid.",
    "A remark only, with a number 12 and a year 1984.",
    "Ames, 14.",
    "Wells (n 1) 44.",
    "https://a.example/path_1?q=[2]",
];

fn compose(
    text_order: &[usize],
    list_order: &[usize],
    repeats: &[usize],
    label: &dyn Fn(usize) -> String,
    is_markdown: bool,
    seed: u64,
) -> String {
    let body = |n: usize| BODIES[(seed as usize).wrapping_add(n * n) % BODIES.len()];
    let mut text = String::from("A beginning.\n\n");
    for (at, &n) in text_order.iter().enumerate() {
        text.push_str(&format!("The claim number {at} is made here{}{}", ".", label(n)));
        text.push_str(if (seed >> at) & 1 == 0 { " And on it goes.\n\n" } else { "\n\n" });
    }
    repeats.iter().for_each(|&at| text.push_str(&format!("Again.{} Still.\n\n", label(text_order[at]))));
    for &n in list_order {
        text.push_str(&format!("{}{} {}\n", label(n), if is_markdown { ":" } else { "" }, body(n)));
        let paragraphs = is_markdown && (seed >> (n + 9)) & 3 == 0;
        text.push_str(if paragraphs { "\n    A second paragraph of it.\n\n" } else { "\n" });
    }
    text
}

/// Whatever happens, no marker leads elsewhere; what was refused is left as it was.
fn holds(is_markdown: bool, text: &str) -> Result<(), TestCaseError> {
    let path = if is_markdown { "a.md" } else { "a.txt" };
    let before = read(path, text);
    let mended = tidy(path, text);
    let after = read(path, &mended.texts[0]);
    prop_assert_eq!(after.document.notes.len(), before.document.notes.len());
    let certain = |told: Vec<Option<String>>| -> Vec<Option<String>> {
        // "(n 3)" changes with the numbers.
        told.into_iter()
            .map(|text| text.map(|text| if text.contains("(n ") { "crossref".into() } else { text }))
            .collect()
    };
    prop_assert_eq!(certain(told(&before)), certain(told(&after)), "{}", mended.texts[0]);
    let again = tidy(path, &mended.texts[0]);
    prop_assert_eq!(&again.texts, &mended.texts);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn markers_keep_their_notes((is_markdown, text) in document()) {
        holds(is_markdown, &text)?;
    }
}

/// `PROPTEST_CASES` sets the number: 100000 is run before a release.
fn cases() -> u32 {
    from_environment("PROPTEST_CASES", 200)
}

#[test]
fn the_last_paragraph_of_a_note_belongs_to_it_without_a_blank_line_below() {
    let text = "One.[^b] Two.[^a]\n\n[^a]: First.\n\n    Second of a.\n[^b]: Of b.\n";
    let tidy = tidied("a.md", text);
    assert!(
        tidy.ends_with("[^b]: Of b.\n\n[^a]: First.\n\n    Second of a.\n")
            || tidy.ends_with("[^b]: Of b.\n[^a]: First.\n\n    Second of a.\n"),
        "{tidy}"
    );
}
