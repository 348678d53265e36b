//! Notes cut into citations.

use ibid::analysis::{Analysis, Options};
use ibid::citation::{Kind, Polarity};
use ibid::text::Source;
use proptest::prelude::*;

fn cut(language: &str, note: &str) -> Analysis {
    let text = format!("A claim.[^1]\n\n[^1]: {note}\n");
    Analysis::of(&[Source::new("post.md", text)], &Options { language: Some(language.into()), ..Options::default() })
}

/// The citations of one note, as they read.
fn citations(language: &str, note: &str) -> Vec<String> {
    let analysis = cut(language, note);
    let body = |citation: &ibid::citation::Citation| citation.flat.of(&analysis.document.notes[0].body.text).to_owned();
    analysis.citations.iter().map(body).collect()
}

#[test]
fn notes_are_cut_where_another_source_begins() {
    for (language, note, expected) in [
        (
            "en",
            "Ann Able, *Mills* (Leeds, 1999), 3; Ben Baker, *Pits* (Hull, 2001), 4.",
            &["Ann Able, Mills (Leeds, 1999), 3", "Ben Baker, Pits (Hull, 2001), 4"][..],
        ),
        (
            "en",
            "See Ann Able, *Mills* (Leeds, 1999), 3; see also Baker, 4.",
            &["Ann Able, Mills (Leeds, 1999), 3", "Baker, 4"],
        ),
        ("en", "Able, *Mills*, 3. For another view see Baker, *Pits*, 4.", &["Able, Mills, 3", "Baker, Pits, 4"]),
        ("en", "Able, “Mills,” 3, quoted in Baker, “Pits,” 4.", &["Able, “Mills,” 3", "Baker, “Pits,” 4"]),
        (
            "de",
            "Vgl. Anna Abel, Die Mühle, Bonn 1999, S. 3; anders Bert Bauer, Gruben, Köln 2001, S. 4.",
            &["Anna Abel, Die Mühle, Bonn 1999, S. 3", "Bert Bauer, Gruben, Köln 2001, S. 4"],
        ),
        (
            "fr",
            "Voir A. Abel, *Le moulin*, Paris, 1999, p. 3 ; voir aussi B. Boulanger, *La mine*, Lyon, 2001, p. 4.",
            &["A. Abel, Le moulin, Paris, 1999, p. 3", "B. Boulanger, La mine, Lyon, 2001, p. 4"],
        ),
        (
            "it",
            "Cfr. A. Abele, *Il mulino*, Bari 1999, p. 3; si veda anche B. Panettieri, *La miniera*, Roma 2001, p. 4.",
            &["A. Abele, Il mulino, Bari 1999, p. 3", "B. Panettieri, La miniera, Roma 2001, p. 4"],
        ),
        (
            "es",
            "Véase A. Abelo, *El molino*, Madrid, 1999, p. 3; véase también B. Panadero, *La mina*, Lugo, 2001, p. 4.",
            &["A. Abelo, El molino, Madrid, 1999, p. 3", "B. Panadero, La mina, Lugo, 2001, p. 4"],
        ),
        // Where a source is read on the web is no other source.
        (
            "es",
            "A. Abelo, «El molino», *El Diario*, 2021, consultado el 2 de mayo de 2024, en https://example.org/molino.",
            &["A. Abelo, «El molino», El Diario, 2021, consultado el 2 de mayo de 2024, en https://example.org/molino"],
        ),
    ] {
        assert_eq!(citations(language, note), expected, "{note}");
    }
}

#[test]
fn what_belongs_to_one_citation_is_not_cut() {
    for (language, note) in [
        ("en", "J. R. Able, “Mills; a History. Part Two,” *Coal Review* vol. 4, no. 2 (1999), pp. 3–9"),
        (
            "en",
            "Able, A. (1999). Mills that are no more: What they were. Coal Review, 4(2), 3–9. https://example.org/mills",
        ),
        ("en", "Able, IV. 118, 240; V. 96; IX. 12, 407"),
        ("de", "Abel, Anna; Bauer, Bert: Die Mühle. In: Kohle 4 (1999), S. 3–9, hier S. 4"),
        ("es", "A. Abelo; B. Panadero, «El molino», Carbón, vol. 4, 1999, p. 3"),
        ("en", "Ann Able, *Mills* (Leeds, 1999), 3 (hereafter M)"),
    ] {
        assert_eq!(citations(language, note), [note.replace('*', "")], "{note}");
    }
}

#[test]
fn commentary_is_no_citation() {
    for (language, note) in [
        ("en", "The archive was closed to readers at the time."),
        ("en", "I owe this point to a friend who read an earlier draft."),
        ("en", "My translation."),
        ("en", "In conversation she said the opposite."),
        ("en", "With thanks to the keeper of [the mill](https://example.org/mill)."),
        ("de", "Das Archiv war damals geschlossen."),
        ("de", "Übersetzung des Verfassers."),
        ("fr", "C’est nous qui soulignons."),
        ("it", "Corsivo mio."),
        ("es", "La cursiva es mía."),
    ] {
        assert_eq!(citations(language, note), Vec::<String>::new(), "{note}");
    }
}

#[test]
fn commentary_around_a_citation_is_left_out() {
    for (language, note, citation) in [
        ("en", "Not everyone agrees. Able, *Mills*, 3.", "Able, Mills, 3"),
        ("en", "Able, *Mills*, 3. The figures are wrong, as he later said.", "Able, Mills, 3"),
        (
            "en",
            "*See* Able, *supra* note 4, at 3 (arguing that mills were never profitable).",
            "Able, supra note 4, at 3",
        ),
        ("en", "Jane Able, The Mills of Ardmouth (n.d.).", "Jane Able, The Mills of Ardmouth (n.d.)"),
        (
            "en",
            "Bishop Able, who knew them, allows, “The mills of this valley were never more than a pretext.”—Baker, *Mills*, 3.",
            "Baker, Mills, 3",
        ),
        (
            "en",
            "ANN ABLE, WHO OWNS THE MILL AND WHAT OF IT? 53 (2019).",
            "ANN ABLE, WHO OWNS THE MILL AND WHAT OF IT? 53 (2019)",
        ),
        (
            "en",
            "Baker Act [Mills Act] art. 12 (Fr.) (providing that they who own a mill must run it).",
            "Baker Act [Mills Act] art. 12 (Fr.)",
        ),
        (
            "en",
            "Baker, Mills and Their Men, Leeds, 1910, gives the document in the original.",
            "Baker, Mills and Their Men, Leeds, 1910",
        ),
        (
            "en",
            "Sir W. Baker (op. cit. p. 156) refers slightingly to this interpretation of it.",
            "Sir W. Baker (op. cit. p. 156)",
        ),
        ("en", "*E.g.* the tone of Hermas. See Able, *Mills*, 3.", "Able, Mills, 3"),
        ("de", "Die Literatur ist umfangreich. Vgl. Abel, Mühle, S. 3. Hervorhebung im Original.", "Abel, Mühle, S. 3"),
    ] {
        assert_eq!(citations(language, note), [citation], "{note}");
    }
}

#[test]
fn the_markup_of_a_word_goes_with_it() {
    for (text, expected) in [
        ("A.[^1]\n\n[^1]: *Id.*\n", "*Id.*"),
        ("A.[^1]\n\n[^1]: *Id*.\n", "*Id*"),
        ("A.[^1]\n\n[^1]: Ibid.\n", "Ibid"),
        ("A.[^1]\n\n[^1]: *Ibid.*, 4.\n", "*Ibid.*, 4"),
    ] {
        let analysis = Analysis::of(&[Source::new("post.md", text)], &Options::default());
        assert_eq!(analysis.citations[0].span.of(text), expected, "{text}");
    }
}

#[test]
fn a_word_of_its_own_begins_a_citation_after_an_abbreviation() {
    assert_eq!(citations("en", "Able, *Mills*, 3. It had wheels, stones, etc. *Id.*"), ["Able, Mills, 3", "Id."]);
    assert_eq!(citations("de", "Vgl. Ebd., S. 4."), ["Ebd., S. 4"]);
}

#[test]
fn a_name_and_what_its_work_is_called_cite_it_after_a_signal_alone() {
    assert_eq!(citations("en", "See Mr. Able’s book."), ["Mr. Able’s book"]);
    assert_eq!(citations("en", "In fact, Able’s book contains all that is known."), Vec::<String>::new());
}

#[test]
fn a_second_work_of_an_author_is_a_citation_of_its_own() {
    for (language, note, expected) in [
        (
            "en",
            "Ann Baker, *Salt* (Leeds: Dale, 1992), 5, and her *Water* (Leeds: Dale, 1996), 9.",
            ["Ann Baker, Salt (Leeds: Dale, 1992), 5", "Water (Leeds: Dale, 1996), 9"],
        ),
        (
            "fr",
            "Anne Boulanger, *Le Sel* (Paris: Plon, 1992), p. 5, et son *Eau* (Paris: Plon, 1996), p. 9.",
            ["Anne Boulanger, Le Sel (Paris: Plon, 1992), p. 5", "Eau (Paris: Plon, 1996), p. 9"],
        ),
        (
            "en",
            "Ann Baker, “Salt,” *Coal Review* 4 (1992): 5, and her “Water,” *Coal Review* 6 (1996): 9.",
            ["Ann Baker, “Salt,” Coal Review 4 (1992): 5", "“Water,” Coal Review 6 (1996): 9"],
        ),
    ] {
        assert_eq!(citations(language, note), expected, "{note}");
    }
    let title = "Ann Baker, *The Miller and his Men* (Leeds: Dale, 1992), 5.";
    assert_eq!(citations("en", title), ["Ann Baker, The Miller and his Men (Leeds: Dale, 1992), 5"]);
}

#[test]
fn laws_by_year_and_session_are_one_place() {
    for (note, place) in [("Ibid.: 1783, ch. 23.", "1783, ch. 23"), ("Ibid., ch. 23.", "23"), ("Ibid., 1783.", "1783")]
    {
        let analysis = cut("en", note);
        assert_eq!(analysis.citations[0].locator.as_ref().map(|place| place.value.as_str()), Some(place), "{note}");
    }
}

#[test]
fn a_volume_belongs_to_the_work_where_one_is_named() {
    for (note, value, printed) in [
        ("Able’s *History*, vol. 1, p. 440.", "440", "vol. 1, p. 440"),
        ("Able, *History*, p. 440, t. 1.", "440", "440, t. 1"),
        ("Able, *History*, Vol. I, 440.", "440", "Vol. I, 440"),
        ("Able, *History*, vol. 2, ch. 3, p. 440.", "ch. 3, p. 440", "vol. 2, ch. 3, p. 440"),
        ("Able, *The History* (Leeds, 1810), vol. 1, p. 440.", "440", "vol. 1, p. 440"),
        ("Able, *History*, I. 440.", "I. 440", "I. 440"),
        ("Able, *History*, vol. 2.", "2", "2"),
        ("Op. cit., vol. 1, p. 440.", "vol. 1, p. 440", "vol. 1, p. 440"),
        ("Ibid., vol. 1, p. 440.", "vol. 1, p. 440", "vol. 1, p. 440"),
    ] {
        let analysis = cut("en", note);
        let place = analysis.citations[0].locator.as_ref().map(|place| (place.value.as_str(), place.printed()));
        assert_eq!(place, Some((value, printed)), "{note}");
    }
}

#[test]
fn signals_say_how_a_source_is_meant() {
    for (language, note, polarity) in [
        ("en", "See Able, 3.", Polarity::Supports),
        ("en", "But see Able, 3.", Polarity::Contradicts),
        ("en", "Cf. Able, 3.", Polarity::Compares),
        ("en", "Quoted in Able, 3.", Polarity::Relates),
        ("de", "Vgl. Abel, S. 3.", Polarity::Compares),
        ("fr", "Cité par Abel, p. 3.", Polarity::Relates),
        ("it", "Si veda Abele, p. 3.", Polarity::Supports),
        ("es", "Véase Abelo, p. 3.", Polarity::Supports),
    ] {
        let analysis = cut(language, note);
        let signal = analysis.citations[0].signal.as_ref().map(|signal| signal.polarity);
        assert_eq!(signal, Some(polarity), "{note}");
    }
}

#[test]
fn keys_and_shortcodes_are_short_citations() {
    for (note, key, place) in [("[@able1999, 7]", "able1999", "7"), ("\\footcite[25]{able}", "able", "25")] {
        let analysis = cut("en", note);
        let citation = &analysis.citations[0];
        assert_eq!((citation.kind, citation.short.key.as_deref()), (Kind::Short, Some(key)), "{note}");
        assert_eq!(citation.locator.as_ref().map(|place| place.value.as_str()), Some(place), "{note}");
    }
}

proptest! {
    /// Whatever a note holds, its citations lie inside it, on character boundaries, in order.
    #[test]
    fn citations_lie_inside_their_note(note in "[A-Za-zéß .,;:()\\[\\]“”'\"0-9*_§–]{0,120}") {
        let analysis = cut("en", &note);
        let mut last = 0;
        for citation in &analysis.citations {
            let body = &analysis.document.notes[citation.note].body.text;
            prop_assert!(body.get(citation.flat.start..citation.flat.end).is_some_and(|text| !text.is_empty()));
            prop_assert!(analysis.document.text.get(citation.span.start..citation.span.end).is_some());
            prop_assert!(citation.flat.start >= last);
            last = citation.flat.start;
            if let Some(place) = &citation.locator {
                prop_assert!(body.get(place.flat.start..place.flat.end).is_some());
            }
        }
        prop_assert_eq!(analysis.citations.len(), analysis.resolutions.len());
    }

    #[test]
    fn words_of_short_forms_in_any_order_do_no_harm(words in prop::collection::vec(prop::sample::select(vec![
        "Ibid.", "Id.", "at", "supra", "note", "3", "(n 4)", "op. cit.", "See", ";", "Able,", "“Mills,”", "p. 7", "et seq.", "(hereafter", "M)", "[@k,", "]", "\\cite{", "vgl.", "1999", "XIV", "al.", "—",
    ]), 0..30)) {
        let analysis = cut("en", &words.join(" "));
        prop_assert_eq!(analysis.citations.len(), analysis.references.len());
    }
}
