//! A post in another style: what changes, what stays, and that it says the same.

use ibid::analysis::{Analysis, Options};
use ibid::render::Style;
use ibid::restyle::{RestyleError, Wishes, restyle};
use ibid::text::Source;

const POST: &str = "\
The harbour was dug by hand.[^1] So was the canal.[^2] The town paid for both.[^3] Nobody thanked it.[^4]

[^1]: Agnes Quill, *The Harbour and Its People* (Ardmouth: Ardmouth University Press, 1994), 12.
[^2]: Ibid., 14.
[^3]: See Joost Vermeer, *Tolls of the North* (Leith: Skerry Books, 2015), 50; Quill, *The Harbour and Its People*, 99.
[^4]: This is a matter of some dispute in the town.
";

fn restyled(post: &str, style: &str, wishes: Wishes) -> String {
    let style = Style::find(style).unwrap();
    restyle(&Source::new("post.md", post), &Options::default(), &style, wishes).unwrap().text
}

#[test]
fn notes_are_written_in_the_style() {
    let post = restyled(POST, "blog-notes-ibid", Wishes::default());
    assert!(post.starts_with("The harbour was dug by hand.[^1] So was the canal.[^2]"), "{post}");
    assert!(post.contains("[^2]: Ibid., 14."), "{post}");
    assert!(post.contains("[^3]: See Joost Vermeer, *Tolls of the North*"), "the signal stays: {post}");
    assert!(post.contains("; Quill, *The Harbour and Its People*, 99."), "{post}");
    assert!(post.contains("[^4]: This is a matter of some dispute in the town."), "commentary stays: {post}");
    assert!(restyled(POST, "ibid-deutsch", Wishes::default()).contains("[^2]: Ebd., S. 14."));
}

#[test]
fn the_same_place_again_is_a_bare_ibid() {
    let post = POST.replace("Ibid., 14.", "Quill, *The Harbour and Its People*, 12.");
    assert!(restyled(&post, "blog-notes-ibid", Wishes::default()).contains("[^2]: Ibid.\n"));
}

#[test]
fn without_ibid_the_short_form_stands() {
    let notes = restyled(POST, "blog-notes", Wishes::default());
    assert!(notes.contains("[^2]: Quill, *The Harbour and Its People*, 14."), "{notes}");
}

#[test]
fn twice_is_once() {
    for style in ["blog-notes", "blog-notes-ibid", "mhra-notes", "chicago-notes", "ibid-deutsch", "ibid-italiano"] {
        let once = restyled(POST, style, Wishes::default());
        assert_eq!(restyled(&once, style, Wishes::default()), once, "{style}");
    }
}

#[test]
fn there_and_back_has_the_same_sources() {
    let there = restyled(POST, "blog-notes-ibid", Wishes::default());
    let back = restyled(&there, "blog-notes", Wishes::default());
    let sources = |post: &str| {
        let analysis = Analysis::of(&[Source::new("post.md", post)], &Options::default());
        analysis.resolutions.iter().map(|resolution| resolution.source).collect::<Vec<_>>()
    };
    assert_eq!(sources(&there), sources(POST));
    assert_eq!(sources(&back), sources(POST));
}

#[test]
fn a_list_of_works_is_added_once_and_renewed() {
    let wishes = Wishes { bibliography: true, split: false };
    let once = restyled(POST, "blog-notes", wishes);
    assert_eq!(once.matches("<!-- ibid-bibliography -->").count(), 1, "{once}");
    assert!(once.contains("\n## Bibliography\n\n<!-- ibid-bib") && !once.contains("<a id"), "{once}");
    assert!(once.contains("Vermeer, Joost. *Tolls of the North*"), "{once}");
    let stale = once.replace("Skerry Books, 2015.", "Old Books, 1815.");
    assert!(restyled(&stale, "blog-notes", Wishes::default()).contains("Skerry Books, 2015."));
    assert_eq!(restyled(&once, "blog-notes", wishes), once);
}

#[test]
fn plain_text_has_a_list_of_works_too() {
    let text = "Dug by hand.[1] And paid for.[2]\n\n\n[1] Agnes Quill, The Harbour and Its People (Ardmouth: Harbour Press, \
                1994), 12.\n\n[2] Quill, 14.\n";
    let wishes = Wishes { bibliography: true, split: false };
    let listed = |text: &str| {
        let style = Style::find("blog-notes").unwrap();
        restyle(&Source::new("post.txt", text), &Options::default(), &style, wishes).unwrap().text
    };
    let once = listed(text);
    let list = "\n\n=== Bibliography ===\n\nQuill, Agnes. The Harbour and Its People. Harbour Press, 1994.\n\n=====\n";
    assert!(once.ends_with(list), "{once}");
    assert_eq!(listed(&once), once);
    assert!(listed(&once.replace("1994.\n\n=", "1815.\n\n=")).ends_with(list), "it is renewed");
}

#[test]
fn a_style_without_a_list_of_works_says_so() {
    let style = Style::find("ibid-bluebook").unwrap();
    let wishes = Wishes { bibliography: true, split: false };
    let error = restyle(&Source::new("post.md", POST), &Options::default(), &style, wishes).unwrap_err();
    assert!(error.to_string().contains("no list of works"), "{error}");
}

#[test]
fn what_is_not_understood_is_left_and_named() {
    let post = "A claim.[^1]\n\n[^1]: Smith, op. cit., 4.\n";
    let style = Style::find("blog-notes").unwrap();
    let restyled = restyle(&Source::new("post.md", post), &Options::default(), &style, Wishes::default()).unwrap();
    assert_eq!(restyled.text, post);
    assert_eq!(restyled.kept.iter().map(|kept| kept.note.as_str()).collect::<Vec<_>>(), ["1"]);
}

#[test]
fn a_style_without_notes_is_refused() {
    let style = Style::find("apa").unwrap();
    let error = restyle(&Source::new("post.md", POST), &Options::default(), &style, Wishes::default()).unwrap_err();
    assert!(matches!(error, RestyleError::NoNotes(_)), "{error}");
}

/// A post of one note a line.
fn post(notes: &[&str]) -> String {
    let markers: String = (1..=notes.len()).map(|number| format!("A claim.[^{number}] ")).collect();
    let notes = notes.iter().enumerate().map(|(index, note)| format!("[^{}]: {note}\n", index + 1));
    format!("{}\n\n{}", markers.trim_end(), notes.collect::<String>())
}

/// The notes of a post in a style, and what was left as it was.
fn rewritten(notes: &[&str], style: &str) -> (Vec<String>, Vec<String>) {
    let style = Style::find(style).unwrap();
    let source = Source::new("post.md", post(notes));
    let restyled = restyle(&source, &Options::default(), &style, Wishes::default()).unwrap();
    let notes = restyled.text.lines().filter_map(|line| line.strip_prefix("[^")?.split_once("]: "));
    let notes = notes.map(|(_, note)| note.to_owned()).collect();
    (notes, restyled.kept.into_iter().map(|kept| kept.text).collect())
}

#[test]
fn works_without_a_date_are_written_and_read_again() {
    let notes = ["Ann Able, *The Mills of Ardmouth: A History*, 12.", "Able, *Mills*, 14."];
    let (mhra, kept) = rewritten(&notes, "mhra-notes");
    assert_eq!(mhra, ["Ann Able, *The Mills of Ardmouth: A History* (n.d.), p. 12.", "Able, *Mills*, p. 14."]);
    assert_eq!(kept, Vec::<String>::new());
}

#[test]
fn what_a_style_would_say_twice_or_tear_apart_is_left() {
    for (note, left) in [
        (
            "Ann Able, *Mills* (Leith: Skerry, 1994), 12; and her *Nets of the North* (Leith: Skerry, 1999), 4.",
            "and her *Nets of the North* (Leith: Skerry, 1999), 4.",
        ),
        ("A. Okello and U. Brandt (2023). \"Path integration in insects\". arXiv:2301.01234.", "arXiv:2301.01234."),
    ] {
        let (notes, kept) = rewritten(&[note], "mhra-notes");
        assert!(notes[0].ends_with(left), "{notes:?} {kept:?}");
    }
}

#[test]
fn pointers_to_notes_are_right_in_every_style() {
    let able = "Ann Able, *Mills of Ardmouth* (Leith: Skerry Books, 1994), 12.";
    for pointer in ["See note 1 above.", "See supra note 1.", "Voir la note 1 ci-dessus.", "Vgl. Anm. 1."] {
        let (mhra, kept) = rewritten(&[able, pointer], "mhra-notes");
        assert_eq!((mhra[1].as_str(), kept), (pointer, Vec::new()));
    }
    for pointer in ["Able (n 1) 14.", "Able, supra note 1, at 14."] {
        let (mhra, kept) = rewritten(&[able, pointer], "mhra-notes");
        assert!(mhra[1].contains("p. 14") && kept.is_empty(), "{mhra:?} {kept:?}");
    }
}

#[test]
fn a_range_cut_short_is_the_same_place() {
    let notes = ["Ann Able, *The Mills of Ardmouth* (Leith: Skerry Books, 1994), 142–145.", "Able, *Mills*, 201–204."];
    let (chicago, kept) = rewritten(&notes, "chicago-notes");
    assert!(chicago[0].ends_with("142–45.") && chicago[1].ends_with("201–4."), "{chicago:?}");
    assert_eq!(kept, Vec::<String>::new());
}

#[test]
fn a_short_form_names_the_note_that_gives_its_work() {
    let notes = [
        "Ann Able, *The Mills of Ardmouth* (Leith: Skerry Books, 1994), 12.",
        "Cf. Bo Ek, *Tar* (Leith: Skerry, 1990), 3.",
        "Able, *Mills*, 14.",
    ];
    let (oscola, kept) = rewritten(&notes, "ibid-oscola");
    assert!(oscola[2].contains("(n 1)") && oscola[2].ends_with("14."), "{oscola:?} {kept:?}");
}

#[test]
fn what_follows_the_cited_place_stays_where_it_is() {
    const BOOK: &str = "Ann Able, *The Mills of Ardmouth* (Leith: Skerry Books, 1994), 142";
    for remark in [", where the strike is described", " (hereafter cited as Mills)"] {
        let (mhra, kept) = rewritten(&[&format!("{BOOK}{remark}.")], "mhra-notes");
        assert_eq!(mhra, [format!("Ann Able, *The Mills of Ardmouth* (Skerry Books, 1994), p. 142{remark}.")]);
        assert_eq!(kept, Vec::<String>::new());
    }
}

#[test]
fn a_line_may_begin_with_a_number_of_the_citation() {
    let source = "A claim.[^1]\n\n[^1]: Ann Able, *The Mills of Ardmouth* (Leith: Skerry Books,\n    1994), 142.\n";
    let style = Style::find("mhra-notes").unwrap();
    let restyled = restyle(&Source::new("post.md", source), &Options::default(), &style, Wishes::default()).unwrap();
    assert!(restyled.text.contains("(Skerry Books, 1994), p. 142."), "{}", restyled.text);
}

#[test]
fn pages_that_a_style_does_not_print_of_a_work_are_its_cited_place() {
    let notes = ["Ann Able, “The Mill,” in *Northern Towns*, ed. Bo Ek (Leith: Skerry Books, 1994), 35–68."];
    let (chicago, kept) = rewritten(&notes, "chicago-notes");
    assert!(chicago[0].ends_with("35–68."), "{chicago:?} {kept:?}");
    assert_eq!(kept, Vec::<String>::new());
}

#[test]
fn only_english_titles_are_set_in_title_case() {
    let notes = [
        "Anna Berg, *Die Mühlen der Stadt und ihre Pächter* (Leipzig: Salz, 1994), 12.",
        "Ann Able, *The mills of the town* (Leith: Skerry Books, 1994), 12.",
    ];
    let (chicago, _) = rewritten(&notes, "chicago-notes");
    assert!(chicago[0].contains("*Die Mühlen der Stadt und ihre Pächter*"), "{chicago:?}");
    assert!(chicago[1].contains("*The Mills of the Town*"), "{chicago:?}");
}

#[test]
fn names_that_are_not_given_stay_said() {
    let notes =
        ["Ann Able et al., *The Mills of Ardmouth* (Leith: Skerry Books, 1994), 12.", "Able et al., *Mills*, 14."];
    let (chicago, kept) = rewritten(&notes, "chicago-notes");
    assert!(chicago[0].starts_with("Ann Able et al., *The Mills"), "{chicago:?}");
    assert!(chicago[1].starts_with("Able et al., *Mills*"), "{chicago:?}");
    assert_eq!(kept, Vec::<String>::new());
    assert!(rewritten(&notes, "ibid-deutsch").0[0].starts_with("Ann Able u.\u{a0}a.: "));
}

#[test]
fn a_volume_of_the_cited_place_is_none_of_the_work() {
    let notes =
        ["Ann Able, *Statutes of Ardmouth* (Leith: Skerry Books, 1994), II. 649.", "Able, *Statutes*, III. 56."];
    let (blog, _) = rewritten(&notes, "blog-notes");
    assert_eq!(blog[1], "Able, *Statutes*, III. 56.", "{blog:?}");
}

#[test]
fn a_stop_is_neither_doubled_nor_lost_where_markup_closes_after_it() {
    let book = "Ann Able, *The Mills of Ardmouth* (Leith: Skerry Books, 1994).";
    for ibid in ["*Ibid.*", "*Ibid*.", "Ibid."] {
        for style in ["ibid-francais", "ibid-italiano", "blog-notes-ibid", "ibid-deutsch"] {
            let (notes, kept) = rewritten(&[book, ibid], style);
            let plain = notes[1].replace('*', "");
            assert!(plain.ends_with('.') && !plain.ends_with(".."), "{style}: {ibid} became {}", notes[1]);
            assert_eq!(kept, Vec::<String>::new(), "{style}: {ibid}");
        }
    }
}
