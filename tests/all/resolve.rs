//! What short forms stand for, in whole documents.

use ibid::analysis::{Analysis, Options};
use ibid::csl::{Name, NameVariable, TextVariable};
use ibid::resolve::{Link, PROFILES, Reason, SourceId};
use ibid::text::Source;

/// A post with these notes, one marker each.
fn post(notes: &[&str]) -> String {
    let claims: Vec<String> = (1..=notes.len()).map(|number| format!("A claim.[{number}]")).collect();
    let notes: Vec<String> = notes.iter().enumerate().map(|(at, note)| format!("[{}] {note}", at + 1)).collect();
    format!("{}\n\n{}\n", claims.join(" "), notes.join("\n\n"))
}

fn read(notes: &[&str], options: &Options) -> Analysis {
    Analysis::of(&[Source::new("post.txt", post(notes))], options)
}

fn english() -> Options {
    Options { language: Some("en".into()), ..Options::default() }
}

/// Each citation with its kind, source and place, as `3#1 short 2#1 167`; `-` where there is none.
fn outcomes(analysis: &Analysis) -> Vec<String> {
    let ids = analysis.document.note_ids();
    let name = |id: SourceId| analysis.source_name(id, &ids);
    let line = |(index, citation): (usize, &ibid::citation::Citation)| {
        let found = &analysis.resolutions[index];
        let source = found.source.map_or("-".to_owned(), name);
        let place = citation.locator.as_ref().map_or("-", |place| place.value.as_str());
        format!("{} {} {source} {place}", name(SourceId::Citation(index)), citation.kind.as_str())
    };
    analysis.citations.iter().enumerate().map(line).collect()
}

fn check(notes: &[&str], expected: &[&str]) {
    assert_eq!(outcomes(&read(notes, &english())), expected, "{notes:#?}");
}

const MILL: &str = "Ann Able, The Mill on the Hill (Leeds: Quarry Press, 1999), 12.";
const MINE: &str = "Ben Baker, “Under the Mine,” Coal Review 4, no. 2 (2003): 40–58.";

#[test]
fn a_name_leads_to_the_only_work_of_its_author() {
    check(&[MILL, MINE, "Able, 15."], &["1#1 full 1#1 12", "2#1 full 2#1 -", "3#1 short 1#1 15"]);
    check(&[MILL, "Able 15."], &["1#1 full 1#1 12", "2#1 short 1#1 15"]);
}

#[test]
fn a_post_that_types_its_notes_by_hand_is_read() {
    let notes = [
        "Carla Cole. A Strange League in the Valley.",
        "Dora Dale. Women and the Pit: How Work became Politics. 166.",
        "Dale, 167.",
    ];
    check(&notes, &["1#1 full 1#1 -", "2#1 full 2#1 166", "3#1 short 2#1 167"]);
}

#[test]
fn ibid_means_the_work_just_before() {
    check(&[MILL, "Ibid., 14.", "Ibid."], &["1#1 full 1#1 12", "2#1 ibid 1#1 14", "3#1 ibid 1#1 -"]);
    check(
        &[MILL, "Ibid., 14; see also Ben Baker, Pits (Hull, 2001), 3; ibid., 4."],
        &["1#1 full 1#1 12", "2#1 ibid 1#1 14", "2#2 full 2#2 3", "2#3 ibid 2#2 4"],
    );
}

#[test]
fn ibid_reaches_over_a_note_that_cites_nothing() {
    check(&[MILL, "He later changed his mind about it.", "Ibid., 14."], &["1#1 full 1#1 12", "3#1 ibid 1#1 14"]);
}

/// Whatever a reader of notes makes of a verse, it is never the source of anything, and Ibid. means the work before it.
#[test]
fn a_verse_is_the_source_of_nothing() {
    for verses in [
        "Matthew 19:30; Mark 10:31.",
        "See John 3:16.",
        "1 Kor 13,4–7.",
        "Cf. Gen 1:1; Isa 27:1.",
        "Hom. Il. 2, 204.",
        "See Luke 6:20 (NIV).",
    ] {
        let analysis = read(&[MILL, verses, "Ibid., 14.", verses], &english());
        let of_verses = |citation: &&ibid::citation::Citation| citation.note % 2 == 1;
        assert!(
            analysis.citations.iter().filter(of_verses).all(|citation| citation.kind.as_str() == "none"),
            "{verses}"
        );
        assert!(outcomes(&analysis).contains(&"3#1 ibid 1#1 14".to_owned()), "{verses}: {:?}", outcomes(&analysis));
    }
}

/// "Ibid., ii, 45" after a verse may be a verse of the same book.
#[test]
fn ibid_with_chapter_and_verse_after_a_verse_is_left_open() {
    for (between, place, is_open) in [
        ("Acts 1:15.", "ii, 45", true),
        ("Acts 1:15.", "4:12", true),
        ("Acts i, 15.", "ii, 45", true),
        ("1 Kor 13,4.", "5,3", true),
        ("Acts 1.15.", "2.45", true),
        ("Thuc. 1.22.4.", "2.45", true),
        ("Thuc. 1.22.4.", "45", false),
        ("He later changed his mind about it.", "2.45", false),
        ("Acts 1:15.", "14", false),
        ("Acts 1:15.", "p. 14", false),
        ("He later changed his mind about it.", "ii, 45", false),
        ("In 1850 the lamps went out.", "II, 45", false),
    ] {
        let analysis = read(&[MILL, between, &format!("Ibid., {place}.")], &english());
        let last = analysis.resolutions.last().unwrap();
        assert_eq!(last.source.is_none(), is_open, "{between} {place}: {last:?}");
    }
}

#[test]
fn two_of_one_family_are_two_authors() {
    let giovanni = "Giovanni Villani, Nuova cronica (Parma: Guanda, 1990), 12.";
    let notes = |next: &str| outcomes(&read(&[giovanni, MILL, next], &english())).pop().unwrap();
    for same in ["Villani, Nuova cronica, 15.", "G. Villani, Nuova cronica, 15.", "Giovanni Villani, 15."] {
        assert!(notes(same).contains(" 1#1 "), "{same}: {}", notes(same));
    }
    for other in ["Matteo Villani, lib. II, cap. 2.", "Filippo Villani, 15."] {
        assert!(!notes(other).contains(" 1#1 "), "{other}: {}", notes(other));
    }
}

#[test]
fn an_author_is_not_looked_for_in_a_title_where_idem_stands_for_him() {
    let note = "Karl Barth, *The Epistle to the Romans* (Oxford: University Press, 1968); idem, *On Religion: The Revelation of God* \
                (London: Clark, 2006); Joseph Dean, “Religion and the Religions,” in *The Companion to Karl Barth* (Cambridge: \
                University Press, 2000), 243–57.";
    let analysis = Analysis::of(
        &[Source::new("post.md", format!("A.[^1] B.[^2]\n\n[^1]: {note}\n[^2]: Barth, *On Religion*, 33.\n"))],
        &english(),
    );
    assert!(!outcomes(&analysis).contains(&"2#1 short 1#3 33".to_owned()), "{:?}", outcomes(&analysis));
}

#[test]
fn another_shelf_mark_is_another_piece() {
    for (one, other) in [
        ("Leeds, County Archive, MS 204, f. 3.", "Leeds, County Archive, MS 207, f. 3."),
        ("TNA, FO 371/1234, Able to Baker, 3 May 1912.", "TNA, FO 371/1235, Cole to Baker, 7 May 1912."),
    ] {
        let analysis = read(&[one, MILL, other], &english());
        let last = analysis.resolutions.last().unwrap();
        assert_ne!(last.source, Some(SourceId::Citation(0)), "{other}: {:?}", outcomes(&analysis));
    }
}

/// Volumes that an ordinal counts are volumes of the work, before and after their word.
#[test]
fn the_volume_of_an_ordinal_is_no_part_of_the_title() {
    for (work, again, place) in [
        ("Hartsink, Beschrijving, 2e deel, blz. 727, 728 enz.", "Hartsink, 2de deel, blz. 741.", "741"),
        ("Able, Die Mühle, 2. Bd., S. 12.", "Able, 3. Bd., S. 41.", "41"),
        ("Able, Le moulin, 2e partie, p. 12.", "Able, 1re partie, p. 41.", "1re partie, p. 41"),
    ] {
        let analysis = read(&[work, MINE, again], &Options::default());
        let last = outcomes(&analysis).pop().unwrap();
        assert!(last.ends_with(&format!(" 1#1 {place}")), "{last}");
    }
}

#[test]
fn ibid_after_nothing_has_no_source() {
    let analysis = read(&["Ibid., 14.", "Ibid."], &english());
    assert_eq!(outcomes(&analysis), ["1#1 ibid - 14", "2#1 ibid - -"]);
    assert!(analysis.resolutions.iter().all(|found| found.reason == Some(Reason::NoAntecedent)));
}

#[test]
fn after_several_sources_the_page_may_tell() {
    let article = "Ben Baker, “Under the Mine,” Coal Review 4, no. 2 (2003): 40–58; Ann Able, The Mill on the Hill (Leeds, 1999), 12.";
    let analysis = read(&[article, "Ibid., 200."], &english());
    assert_eq!(analysis.resolutions[2].reason, Some(Reason::PrecedingNoteMultiple));
    assert!(analysis.resolutions[2].confidence < 0.9, "{:?}", analysis.resolutions[2]);
    assert_eq!(analysis.resolutions[2].candidates.len(), 2);
}

#[test]
fn a_parenthesis_does_not_count_for_id() {
    let notes = ["Ann Able, The Mill on the Hill 12 (1999) (quoting Ben Baker, Pits 3 (1990)).", "Id. at 14."];
    let analysis = read(&notes, &english());
    let last = analysis.resolutions.last().unwrap();
    assert_eq!(last.source, Some(SourceId::Citation(0)), "{:?}", outcomes(&analysis));
}

#[test]
fn two_works_of_one_author_need_a_title() {
    let other = "Ann Able, The River Below (Leeds, 2004), 3.";
    check(
        &[MILL, other, MINE, "Able, The River, 9."],
        &["1#1 full 1#1 12", "2#1 full 2#1 3", "3#1 full 3#1 -", "4#1 short 2#1 9"],
    );
    let analysis = read(&[MILL, other, MINE, "Able, 9."], &english());
    assert_eq!(analysis.resolutions[3].source, None);
    assert_eq!(analysis.resolutions[3].reason, Some(Reason::Ambiguous));
    assert_eq!(analysis.resolutions[3].candidates.len(), 2);
}

#[test]
fn authors_whose_names_look_alike_are_kept_apart() {
    let notes = [
        "J. Stephens, An Account of Causes (London, 1741), 8.",
        "W. Stevens, History of the Colony (London, 1847), 3.",
        "Stevens, History, 9.",
    ];
    check(&notes, &["1#1 full 1#1 8", "2#1 full 2#1 3", "3#1 short 2#1 9"]);
}

#[test]
fn a_name_printed_as_a_title_is_a_name() {
    let text = post(&[
        "*Life of Able*, by Bakers, vol. 1, p. 18.",
        "*The Mill*, Leeds, 1868, p. 3.",
        "*Baker*, vol. 1, p. 166.",
    ]);
    let analysis = Analysis::of(&[Source::new("post.md", text)], &english());
    assert_eq!(analysis.resolutions[2].source, Some(SourceId::Citation(0)), "{:?}", outcomes(&analysis));
}

#[test]
fn the_same_book_is_the_one_before() {
    let (german, french) = ("A. Abel, Die Mühle, Bonn 1999, S. 12.", "A. Abel, Le moulin, Paris, 1999, p. 12.");
    for (language, full, short) in [
        ("en", MILL, "Same work, p. 15."),
        ("en", MILL, "See the latter’s book, p. 15."),
        ("de", german, "Dasselbe Werk, S. 15."),
        ("fr", french, "Même ouvrage, p. 15."),
    ] {
        let analysis = read(&[full, short], &Options { language: Some(language.into()), ..Options::default() });
        assert_eq!(outcomes(&analysis)[1], "2#1 short 1#1 15", "{short}");
        assert!(analysis.resolutions[1].confidence < 0.9);
    }
    let collection = "A. Abel, Collection of State Papers, Leeds, 1999, p. 3.";
    let notes = [collection, "B. Baker, The Mill, Hull, 2001, p. 4.", "Same collection, vol. 1, p. 630."];
    check(&notes, &["1#1 full 1#1 3", "2#1 full 2#1 4", "3#1 short 1#1 630"]);
}

#[test]
fn op_cit_of_an_author_not_named_before_is_a_guess() {
    let notes = [
        "Thrice-Ground Flour, Vol. I, p. 195.",
        "Op. cit. p. 138.",
        "Ben Baker, Pits, Hull, 2001, p. 4.",
        "Able, op. cit. p. 140.",
    ];
    let analysis = read(&notes, &english());
    assert_eq!(analysis.resolutions[3].source, Some(SourceId::Citation(0)), "{:?}", outcomes(&analysis));
    assert!(analysis.resolutions[3].confidence < 0.7);
    let named = read(&[MILL, "Op. cit. p. 138.", "Baker, op. cit. p. 140."], &english());
    assert_eq!(named.resolutions[2].source, None);
}

#[test]
fn a_slip_of_the_pen_hides_no_source() {
    let analysis = read(
        &["Ann Abernathy, The Mill on the Hill (Leeds, 1999), 12.", MINE, "Abernahty, The Mill on the Hill, 13."],
        &english(),
    );
    assert_eq!(analysis.resolutions[2].source, Some(SourceId::Citation(0)));
}

#[test]
fn a_number_leads_through_its_note() {
    check(&[MILL, MINE, "Able, supra note 1, at 15."], &["1#1 full 1#1 12", "2#1 full 2#1 -", "3#1 crossref 1#1 15"]);
    check(&[MILL, MINE, "Able (n 1) 15."], &["1#1 full 1#1 12", "2#1 full 2#1 -", "3#1 crossref 1#1 15"]);
}

#[test]
fn a_note_that_has_moved_is_said() {
    let analysis = read(&[MILL, MINE, "Able, supra note 2, at 15."], &english());
    assert_eq!(analysis.resolutions[2].reason, Some(Reason::AuthorMismatch));
    assert_eq!(analysis.resolutions[2].source, Some(SourceId::Citation(0)));
    let gone = read(&[MILL, "Able, supra note 12, at 15."], &english());
    assert_eq!(gone.resolutions[1].source, None);
}

#[test]
fn pointing_at_the_document_itself_means_no_work() {
    for pointers in [
        ["See infra, p. 20.", "See Appendix A."],
        ["See above, Chapter II.", "See <i>post</i>, pp. 292-3."],
        ["Voir plus loin, p. 95.", "Siehe unten Kapitel VIII."],
    ] {
        let analysis = read(&[MILL, pointers[0], pointers[1]], &english());
        for found in &analysis.resolutions[1..] {
            assert_eq!(found.source, None, "{pointers:?}: {:?}", outcomes(&analysis));
        }
    }
    let analysis = read(&[MILL, "See infra, p. 20.", "See Appendix A."], &english());
    assert!(analysis.resolutions[1..].iter().all(|found| found.reason == Some(Reason::OwnText)));
}

#[test]
fn a_work_given_again_is_one_work() {
    let again = "Ann Able, The Mill on the Hill (Leeds: Quarry Press, 1999), 88.";
    check(&[MILL, MINE, again], &["1#1 full 1#1 12", "2#1 full 2#1 -", "3#1 full 1#1 88"]);
}

#[test]
fn a_name_given_for_later_use_is_known() {
    let notes = ["Ann Able, The Mill on the Hill (Leeds, 1999), 12 (hereafter MH).", MINE, "MH, 15."];
    check(&notes, &["1#1 full 1#1 12", "2#1 full 2#1 -", "3#1 short 1#1 15"]);
}

#[test]
fn a_work_given_only_later_is_said_to_be() {
    let analysis =
        read(&["Able (1999), p. 5.", "Able, Ann (1999). The Mill on the Hill. Leeds: Quarry Press."], &english());
    assert_eq!(analysis.resolutions[0].reason, Some(Reason::ForwardReference), "{:?}", outcomes(&analysis));
    assert_eq!(analysis.resolutions[0].source, Some(SourceId::Citation(1)));
}

#[test]
fn a_list_of_works_gives_what_notes_do_not() {
    let text = "A claim.[1] More.[2]\n\n[1] Able 12.\n\n[2] Baker 44.\n\nWorks Cited\n\nAble, Ann. The Mill on the Hill. Quarry Press, 1999.\n\nBaker, Ben. “Under the Mine.” Coal Review, vol. 4, 2003, pp. 40–58.\n";
    let analysis = Analysis::of(&[Source::new("post.txt", text)], &english());
    let sources: Vec<_> = analysis.resolutions.iter().map(|found| found.source).collect();
    assert_eq!(sources, [Some(SourceId::Entry(0)), Some(SourceId::Entry(1))]);
}

/// A post whose running text names works, and what its notes stand for.
fn with_text(text: &str) -> Vec<String> {
    outcomes(&Analysis::of(&[Source::new("post.md", text)], &english()))
}

#[test]
fn works_that_only_the_running_text_names_are_sources() {
    let text = "As Able, in *The Mill on the Hill*, explains, it was so.[^1] He says it again.[^2] And again.[^3]\n\n[^1]: Op. cit., 15.\n[^2]: Able, *The Mill*, 17.\n[^3]: Ibid., 18.\n";
    let at = text.find("The Mill").unwrap();
    assert_eq!(
        with_text(text),
        [format!("1#1 opcit body@{at} 15"), format!("2#1 short body@{at} 17"), format!("3#1 ibid body@{at} 18")]
    );
    let titled = "Ann Able’s *Mills and Mines* is the first of its kind.[^1]\n\n[^1]: *Mills and Mines*, 15.\n";
    assert_eq!(with_text(titled), ["1#1 short body@14 15"]);
}

#[test]
fn what_the_notes_give_comes_before_what_the_text_names() {
    let text = "Able, in *The Mill on the Hill*, explains it.[^1] Again.[^2]\n\n[^1]: Ann Able, *The Mill on the Hill* (Leeds, 1999), 3.\n[^2]: Able, 15.\n";
    assert_eq!(with_text(text), ["1#1 full 1#1 3", "2#1 short 1#1 15"]);
    for text in [
        "It was so.[^1] Able, in *The Mill on the Hill*, explains it.\n\n[^1]: Able, 15.\n",
        "Able, in *The Mill on the Hill*, and Able, in *The River Below*, explain it.[^1]\n\n[^1]: Able, 15.\n",
        "Baker, in *The Mill on the Hill*, explains it.[^1]\n\n[^1]: Able, 15.\n",
        "Able, in *The Mill on the Hill*, explains it.\n\nIt was so.[^1]\n\n[^1]: Op. cit., 15.\n",
    ] {
        assert!(with_text(text)[0].contains(" - "), "{text}: {:?}", with_text(text));
    }
}

#[test]
fn cite_keys_lead_to_the_entry_of_their_key() {
    let text = "A.\\footnote{\\cite[7]{b2}.} B.\\footnote{\\cite{b1}.} C.\\footnote{\\cite{b2}.} D.\\footnote{\\cite{b3}.}\n\n\\begin{thebibliography}{9}\n\\bibitem{b1} Ann Able, \\emph{The Mill} (Leeds, 1999).\n\\bibitem{b2} Ben Baker, \\emph{Pits} (Hull, 2001).\n\\end{thebibliography}\n";
    let analysis = Analysis::of(&[Source::new("post.tex", text)], &english());
    assert_eq!(outcomes(&analysis), ["1#1 short bib#2 7", "2#1 short bib#1 -", "3#1 short bib#2 -", "4#1 short - -"]);
}

#[test]
fn cite_keys_of_names_and_years_lead_to_the_only_work_that_has_them() {
    let works = "## Works Cited\n\nAble, Ann. *The Mill on the Hill*. Leeds: Quarry Press, 1999.\n\nAble, Ann. *The River Below*. Leeds: Quarry Press, 2004.\n";
    for (key, source) in [
        ("able1999", Some(0)),
        ("Able:2004", Some(1)),
        ("able_river", Some(1)),
        ("AbleMill1999", Some(0)),
        ("able", None),
        ("able2010", None),
        ("baker1999", None),
    ] {
        let text = format!("A claim.[^1]\n\n[^1]: [@{key}, 7].\n\n{works}");
        let analysis = Analysis::of(&[Source::new("post.md", text)], &english());
        assert_eq!(analysis.document.bibliography.len(), 2);
        let found = &analysis.resolutions[0];
        assert_eq!(found.source, source.map(SourceId::Entry), "{key}");
        assert!(found.confidence < 0.9, "{key}");
    }
}

#[test]
fn pins_decide_and_say_when_they_fit_no_more() {
    let other = "Ann Able, The River Below (Leeds, 2004), 3.";
    let pins = [("4", "2#1"), ("9#1", "1#1"), ("Ben Baker, “Under", "1#1")];
    let resolve = pins.iter().map(|(citation, source)| ((*citation).to_owned(), (*source).to_owned())).collect();
    let analysis = read(&[MILL, other, MINE, "Able, 9."], &Options { resolve, ..english() });
    assert_eq!(analysis.resolutions[3].source, Some(SourceId::Citation(1)));
    assert_eq!(analysis.resolutions[2].source, Some(SourceId::Citation(0)));
    assert_eq!(analysis.unfit_pins, ["9#1"]);
}

#[test]
fn pins_give_fields_their_right_value() {
    let pins = [
        ("1#1.title", "The Mill upon the Hill"),
        ("3.author", "Able, Anna"),
        ("Ben Baker, “Under.issued", "2004"),
        ("2.titel", "x"),
        ("7#1.title", "x"),
        ("2.type", "novel"),
    ];
    let resolve = pins.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let analysis = read(&[MILL, MINE, "Able, 15."], &Options { resolve, ..english() });
    let item = |citation: usize| &analysis.work(SourceId::Citation(citation)).unwrap().item;
    assert_eq!(item(0).text(TextVariable::Title), Some("The Mill upon the Hill"));
    assert_eq!(item(0).names(NameVariable::Author), [Name::person("Able", "Anna")], "by a short form of the work");
    assert_eq!(item(1).year(), Some(2004));
    assert_eq!(analysis.unfit_pins, ["2.titel", "7#1.title", "2.type"]);
}

/// One document for all dialects: each form stands alone after "Able, *The Mill*, 20"; the last note is in another chapter.
const DIALECTS: &str = r"\documentclass{book}\begin{document}
\chapter{The valley}
A.\footnote{Ann Able, \emph{The Mill} (Leeds, 1999), 20.} B.\footnote{Ibid.}
C.\footnote{Able, \emph{The Mill}, 20.} D.\footnote{Ebd.}
E.\footnote{Able, \emph{The Mill}, 20.} F.\footnote{Ivi.}
G.\footnote{Able, \emph{The Mill}, 20.} H.\footnote{Id.}
I.\footnote{Able, \emph{The Mill}, 20.} J.\footnote{A.a.O.}
K.\footnote{Able, \emph{The Mill}, 20.} L.\footnote{Loc. cit.}
M.\footnote{Able, \emph{The Mill}, 20.} N.\footnote{He was not sure of it.} O.\footnote{Ibid., 21.}
P.\footnote{Able, \emph{The Mill}, 20; Ben Baker, \emph{Pits} (Hull, 2001), 3.} Q.\footnote{Ibid., 22.}
R.\footnote{Able, \emph{The Mill}, 20.}
\chapter{The hill}
S.\footnote{Ibid., 23.}
\end{document}
";

/// What the forms of [`DIALECTS`] mean: `place` the same place, `work` the same work, `author` the author alone, `last` the last of
/// several works, `doubt` the last of them although the dialect does not allow it, `none` nothing that can be told.
#[rustfmt::skip]
const MEANINGS: &[(&str, [&str; 9])] = &[
    // profile        Ibid.     Ebd.      Ivi       Id.       A.a.O.    Loc. cit. remark    several   chapter
    ("chicago-17",   ["place" , "work"  , "work"  , "work"  , "work"  , "place" , "work"  , "doubt" , "work"]),
    ("chicago-18",   ["place" , "work"  , "work"  , "work"  , "work"  , "place" , "work"  , "doubt" , "work"]),
    ("turabian-9",   ["place" , "work"  , "work"  , "work"  , "work"  , "place" , "work"  , "doubt" , "work"]),
    ("mhra",         ["work"  , "work"  , "work"  , "work"  , "work"  , "place" , "work"  , "doubt" , "work"]),
    ("oscola",       ["work"  , "work"  , "work"  , "work"  , "work"  , "place" , "work"  , "none"  , "none"]),
    ("bluebook",     ["work"  , "work"  , "work"  , "place" , "work"  , "place" , "work"  , "doubt" , "work"]),
    ("aglc",         ["work"  , "work"  , "work"  , "work"  , "work"  , "place" , "work"  , "doubt" , "work"]),
    ("mla-notes",    ["work"  , "work"  , "work"  , "work"  , "work"  , "place" , "work"  , "last"  , "work"]),
    ("de-klassisch", ["work"  , "work"  , "work"  , "author", "work"  , "place" , "work"  , "doubt" , "work"]),
    ("de-peterssen", ["work"  , "work"  , "work"  , "author", "work"  , "place" , "none"  , "doubt" , "work"]),
    ("de-rueckriem", ["work"  , "place" , "work"  , "author", "work"  , "place" , "work"  , "doubt" , "work"]),
    ("de-zparl",     ["work"  , "work"  , "work"  , "author", "work"  , "place" , "work"  , "last"  , "work"]),
    ("fr",           ["work"  , "work"  , "work"  , "work"  , "work"  , "place" , "work"  , "last"  , "work"]),
    ("fr-id-auteur", ["work"  , "work"  , "work"  , "author", "work"  , "place" , "work"  , "last"  , "work"]),
    ("it-ivi",       ["place" , "work"  , "work"  , "author", "work"  , "place" , "work"  , "last"  , "work"]),
    ("it-ibidem",    ["work"  , "work"  , "place" , "author", "work"  , "place" , "work"  , "last"  , "work"]),
    ("es-1",         ["work"  , "work"  , "work"  , "author", "work"  , "place" , "work"  , "last"  , "work"]),
    ("es-2",         ["place" , "work"  , "work"  , "work"  , "work"  , "place" , "work"  , "last"  , "work"]),
    ("es-enah",      ["work"  , "work"  , "work"  , "place" , "work"  , "place" , "work"  , "last"  , "work"]),
    ("pt",           ["work"  , "work"  , "work"  , "author", "work"  , "place" , "work"  , "last"  , "work"]),
    ("nl",           ["work"  , "work"  , "work"  , "work"  , "work"  , "place" , "work"  , "doubt" , "work"]),
];

#[test]
fn every_dialect_reads_the_one_document_its_own_way() {
    let meaning = |found: &ibid::resolve::Resolution| match (found.source, found.link, &found.place) {
        (None, ..) => "none",
        (Some(SourceId::Citation(last)), ..) if last >= 15 => {
            if found.confidence < 0.7 {
                "doubt"
            } else {
                "last"
            }
        }
        (_, Some(Link::PrecedingAuthor), _) => "author",
        (_, _, Some(place)) if place.value == "20" => "place",
        _ => "work",
    };
    for profile in PROFILES {
        let options = Options {
            profile: Some(profile.name.into()),
            language: Some(profile.language.into()),
            ..Options::default()
        };
        let analysis = Analysis::of(&[Source::new("book.tex", DIALECTS)], &options);
        let of_note = |note: usize| {
            analysis.citations_of(note - 1).last().map_or("none", |at| meaning(&analysis.resolutions[at]))
        };
        let found = [2, 4, 6, 8, 10, 12, 15, 17, 19].map(of_note);
        let expected = MEANINGS.iter().find(|(name, _)| *name == profile.name).map(|(_, meanings)| *meanings);
        assert_eq!(Some(found), expected, "{}", profile.name);
    }
    assert_eq!(MEANINGS.len(), PROFILES.len());
}

/// The same notes mean other places in other dialects: profile, note, the place that is meant.
#[test]
fn dialects_read_the_same_notes_their_own_way() {
    let italian = ["A. Abele, Il mulino, Bari 1999, p. 12.", "Ivi, p. 14.", "Ibidem.", "Ivi."];
    let other = ["A. Abele, Il mulino, Bari 1999, p. 12.", "Ibidem, p. 14.", "Ivi.", "Ivi."];
    let german = ["A. Abel, Die Mühle, Bonn 1999, S. 12.", "Ebd.", "A.a.O., S. 14.", "Ebd."];
    let spanish = ["A. Abelo, El molino, Madrid, 1999, p. 12.", "Ibid., p. 14.", "Ibid.", "Id."];
    let ibid_then_id = ["A. Abelo, El molino, Madrid, 1999, p. 12.", "Ibid., p. 14.", "Id.", "Id."];
    let place = |notes: &[&str], profile: &str, note: usize| {
        let language = PROFILES.iter().find(|row| row.name == profile).unwrap().language;
        let options = Options { language: Some(language.into()), profile: Some(profile.into()), ..Options::default() };
        let analysis = read(notes, &options);
        assert_eq!(
            analysis.resolutions[note].source,
            Some(SourceId::Citation(0)),
            "{profile}: {:?}",
            outcomes(&analysis)
        );
        analysis.resolutions[note].place.as_ref().map(|place| place.value.clone())
    };
    for (notes, profile, note, meant) in [
        (&italian, "it-ivi", 2, Some("14")),
        (&italian, "it-ivi", 3, None),
        (&italian, "it-ibidem", 2, None),
        (&italian, "it-ibidem", 3, None),
        (&other, "it-ibidem", 2, Some("14")),
        (&other, "it-ivi", 2, None),
        (&german, "de-rueckriem", 1, Some("12")),
        (&german, "de-rueckriem", 3, Some("14")),
        (&german, "de-klassisch", 1, None),
        (&spanish, "es-2", 2, Some("14")),
        (&spanish, "es-1", 2, None),
        (&ibid_then_id, "es-enah", 2, Some("14")),
        (&ibid_then_id, "es-2", 2, None),
    ] {
        assert_eq!(place(notes, profile, note).as_deref(), meant, "{profile}, note {}", note + 1);
    }
}

#[test]
fn several_sources_before_ibid_are_a_matter_of_dialect() {
    let notes = ["Ann Able, The Mill (Leeds, 1999), 12; Ben Baker, Pits (Hull, 2001), 3.", "ibid 14."];
    let source = |profile: &str| {
        let options = Options { profile: Some(profile.into()), ..english() };
        read(&notes, &options).resolutions[2].source
    };
    assert_eq!(source("oscola"), None);
    assert_eq!(source("mla-notes"), Some(SourceId::Citation(1)));
}

#[test]
fn a_form_that_the_chosen_style_does_not_use_is_said() {
    let notes = [MILL, MINE, "Able, op. cit., 15."];
    let reason = |profile: Option<&str>| {
        let options = Options { profile: profile.map(str::to_owned), ..english() };
        let found = read(&notes, &options).resolutions[2].clone();
        assert_eq!(found.source, Some(SourceId::Citation(0)));
        found.reason
    };
    assert_eq!(reason(Some("mhra")), Some(Reason::StyleForbids));
    assert_eq!(reason(Some("mla-notes")), None);
    assert_eq!(reason(None), None, "nobody chose a style");
}

#[test]
fn every_dialect_has_a_name_of_its_own() {
    let mut names: Vec<_> = PROFILES.iter().map(|profile| profile.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), PROFILES.len());
}

#[test]
fn the_dialect_is_chosen_by_what_the_document_does() {
    let options = |language: &str| Options { language: Some(language.into()), ..Options::default() };
    for (language, notes, profile) in [
        ("it", &["A. Abele, Il mulino, Bari 1999, p. 12.", "Ivi, p. 14.", "Ibidem."][..], "it-ivi"),
        ("it", &["A. Abele, Il mulino, Bari 1999, p. 12.", "Ibidem, p. 14.", "Ivi."], "it-ibidem"),
        ("de", &["A. Abel, Die Mühle, Bonn 1999, S. 12.", "A.a.O., S. 14."], "de-zparl"),
        ("de", &["A. Abel, Die Mühle, Bonn 1999, S. 12.", "Ebd., S. 14."], "de-klassisch"),
        ("en", &["Ann Able, The Mill 12 (1999).", "Id. at 14.", "Able, supra note 1, at 15."], "bluebook"),
        ("en", &[MILL, "Ibid., 14."], "chicago-17"),
    ] {
        let analysis = read(notes, &options(language));
        assert_eq!(analysis.profile.name, profile, "{notes:?}");
        assert!(!analysis.profile_reason.is_empty());
    }
}

/// How the time grows is measured by `benches/resolve.rs`.
#[test]
fn every_one_of_two_thousand_notes_finds_its_source() {
    let name = |at: usize| {
        let letters = ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu"];
        let digits = format!("{at:04}").into_bytes();
        let name: String = digits.iter().map(|digit| letters[usize::from(digit - b'0')]).collect();
        format!("A{name}")
    };
    let note = |at: usize| match at % 4 {
        0 => format!("Ann {}, The Mill of {at} (Leeds, 1999), {at}.", name(at)),
        1 => "Ibid., 14.".to_owned(),
        2 => format!("{}, The Mill, 15.", name(at - 2)),
        _ => format!("{}, supra note {}, at 7.", name(at - 3), at - 2),
    };
    let notes: Vec<String> = (0..2000).map(note).collect();
    let notes: Vec<&str> = notes.iter().map(String::as_str).collect();
    let analysis = read(&notes, &english());
    assert_eq!(analysis.resolutions.iter().filter(|found| found.source.is_some()).count(), notes.len());
}
