//! What looks like a fault of a source and is none, each beside one that is.

use ibid::analysis::{Analysis, Options};
use ibid::citation::Kind;
use ibid::lint::{Preset, Settings, check};
use ibid::text::Source;

/// Reads a text as a file of that name.
fn read(name: &str, text: &str) -> Analysis {
    Analysis::of(&[Source::new(name, text)], &Options::default())
}

/// How often a rule speaks of a text.
fn count(rule: &str, name: &str, text: &str) -> usize {
    let settings = Settings::of(Preset::Strict);
    check(&read(name, text), None, &settings).iter().filter(|finding| finding.rule == rule).count()
}

/// A post of notes, each with a marker.
fn post(notes: &[&str]) -> String {
    let claims: String = (1..=notes.len()).map(|number| format!("A claim.[^{number}]\n\n")).collect();
    let notes: String = notes.iter().zip(1..).map(|(note, number)| format!("[^{number}]: {note}\n\n")).collect();
    format!("{claims}{notes}")
}

#[test]
fn keys_in_lists_lead_to_a_bibliography_file() {
    for (name, note) in [
        ("a.tex", "\\footnote{See \\citep{AbleUnifying,Baker99a, cole-u}.}"),
        ("a.tex", "\\footnote{See \\cites[12]{AbleUnifying}[3--4]{Baker99a}.}"),
        ("a.tex", "\\footnote{Siehe \\parencites(vgl.)(u.ö.){Able}{Baker} und \\citew*{Cole}.}"),
        ("a.md", "^[See @AbleUnifying, 3; @Baker99a.]"),
        ("a.md", "^[Nicht zitiert: @AbleMuehle2012; @BakerGrube;@Cole2014.]"),
        ("a.md", "^[Not cited: @AbleMill2012, @BakerPit2014a.]"),
        ("a.md", "^[[@able; @baker, 3]]"),
    ] {
        let text = format!("A claim.{note}\n");
        let analysis = read(name, &text);
        assert!(analysis.citations.len() > 1, "{note}");
        assert!(analysis.citations.iter().all(|citation| citation.short.key.is_some()), "{note}");
        assert_eq!(count("short-no-target", name, &text), 0, "{note}");
    }
    let accounts = "A claim.^[Found by @able, @baker and @cole on the way.]\n";
    assert!(read("a.md", accounts).citations.iter().all(|citation| citation.short.key.is_none()));
}

#[test]
fn a_label_of_latex_points_at_the_document_itself() {
    for note in [
        "Siehe aber Fußnote~\\ref{fn-dativ}.",
        "See note \\ref{fn:dative} above.",
        "see also footnote~\\ref{x}",
        "Vgl. Anm.~\\ref{x}, S.~\\pageref{x}.",
        "Voir note~\\ref{x}.",
        "Cfr. nota~\\ref{x}.",
        "Véase la nota~\\autoref{x}.",
        "Zie noot~\\ref{x}.",
        "See Section~\\ref{sec-dative}.",
    ] {
        let text =
            format!("\\documentclass{{article}}\\begin{{document}}A claim.\\footnote{{{note}}}\\end{{document}}");
        let analysis = read("a.tex", &text);
        let own = |kind: Kind| matches!(kind, Kind::Crossref | Kind::None);
        assert!(
            analysis.citations.iter().all(|citation| own(citation.kind) && citation.short.names.is_empty()),
            "{note}"
        );
        assert_eq!(count("short-no-target", "a.tex", &text), 0, "{note}");
    }
    let named = "\\begin{document}A.\\footnote{Able, \\emph{Salt} (Leeds: Aire, 1990), 5 (see Section~\\ref{x}).}\\end{document}";
    assert_eq!(read("a.tex", named).citations[0].kind, Kind::Full);
}

#[test]
fn a_chapter_takes_its_year_from_the_book_that_is_given_elsewhere() {
    let whole = "Ida Dunn, “Salt,” in *Coal Cities: A History of the North*, ed. Maud Barnes and John Hale (Leeds: Aire Press, 1991), 3–40.";
    for (notes, findings) in [
        (&[whole, "Peter Frost, “Slate,” in *Coal Cities*, ed. Barnes and Hale, 155–87."][..], 0),
        (&[whole, "Peter Frost, “Slate,” in *Coal Cities*, 155–87."], 0),
        (
            &[
                "Maud Barnes, ed., *The Coal Cities* (Leeds: Aire Press, 1991).",
                "Peter Frost, “Slate,” in *Coal Cities*, ed. Maud Barnes, 155–87.",
            ],
            0,
        ),
        (&[whole, "Peter Frost, contributor, *Coal Cities*, ed. Barnes and Hale, 15."], 0),
        (&[whole, "Peter Frost, “Slate,” in *Coal Cities*, ed. Ruth Ward, 155–87."], 1),
        (&[whole, "Peter Frost, “Slate,” in *Tin Cities*, ed. Barnes and Hale, 155–87."], 1),
    ] {
        assert_eq!(count("field-missing", "a.md", &post(notes)), findings, "{notes:?}");
    }
}

#[test]
fn what_stands_for_a_year_is_no_missing_year() {
    for (note, findings) in [
        ("Ann Able, “Salt,” in *Coal Cities*, ed. Maud Barnes (Leeds: Aire Press, forthcoming).", 0),
        ("Anna Abel, *Die Mühle am Bach* (Berlin: Springer, im Druck).", 0),
        ("Anne Moulin, *La mine et le sel* (Paris: Seuil, à paraître).", 0),
        ("Paolo Rossi, *Il mulino* (Roma: Laterza, in corso di stampa).", 0),
        ("Ana Ruiz, *El molino* (Madrid: Alianza, en prensa).", 0),
        ("Rui Sousa, *O moinho* (Lisboa: Presença, no prelo).", 0),
        ("Ruth Ward, *The Salt Road* (Leeds: Aire Press).", 1),
    ] {
        assert_eq!(count("field-missing", "a.md", &post(&[note])), findings, "{note}");
    }
}

#[test]
fn a_remark_on_a_revision_is_no_source() {
    let source = "Ann Able, “May,” *Pit Notes*, 15 May 2020, https://example.org/may.";
    for note in [
        "(Update May 15: the link was added)",
        "The lamps. UPDATED MAY 15",
        "[Edit 12/3: a typo]",
        "Update 3. Mai: Der Link war falsch.",
    ] {
        let analysis = read("a.md", &post(&[note, source]));
        assert_eq!(analysis.citations.iter().filter(|citation| citation.note == 0).count(), 0, "{note}");
    }
}

#[test]
fn a_note_that_is_named_alone_is_meant_as_a_whole() {
    let several = "Ann Able, *Mills* (Leeds: Aire Press, 1999), 3; Ben Baker, *Pits* (Hull: Quay, 2001), 4.";
    for (note, findings) in [
        ("*See supra* note 1.", 0),
        ("See footnote 1 above.", 0),
        ("See note 1 above.", 0),
        ("See *supra* note 1, at 45.", 1),
    ] {
        assert_eq!(count("supra-number", "a.md", &post(&[several, note])), findings, "{note}");
    }
    let below = ["See note 2 below.", several];
    assert_eq!(count("short-no-target", "a.md", &post(&below)), 0);
    assert_eq!(count("short-no-target", "a.md", &post(&["See note 9 below.", several])), 1);
}

/// A post with a list of four works, some of which it cites in its text or its notes.
fn listed(text: &str, note: &str) -> String {
    let list = [
        "Barnes, Maud. 1991. *Coal and Its People*. Leeds: Aire Press.",
        "Hale, John. 1988. *Winter of Lamps*. York: Minster.",
        "Ward, Ruth. 2001. *The Salt Road*. Hull: Quay.",
        "Ltd, Mills and Mines. ‘The Size of the Market for Coal – 2020’. https://www.example.org/coal/.",
    ];
    format!("{text}[^1]\n\n[^1]: {note}\n\n## Bibliography\n\n{}\n", list.join("\n\n"))
}

#[test]
fn works_count_as_cited_and_listed_however_they_are_named() {
    let whole = "Maud Barnes, *Coal and Its People* (Leeds: Aire Press, 1991), 4.";
    let market = "Mills and Mines ltd, ‘The Size of the Market for Coal’, https://example.org/coal.";
    let cited = "So (Hale 1988, 3) and Ward (2001; 12).";
    for (text, note, findings) in [
        (cited, format!("{whole} {market}"), 0),
        ("So (Hale 1988, 3).", format!("{whole} {market}"), 1),
        ("So it was.", whole.to_owned(), 0),
        (cited, "Peter Frost, *A History of Slate* (Bangor: Quay, 2004), 7; Barnes 1991, 4.".to_owned(), 2),
    ] {
        assert_eq!(count("notes-vs-bib", "a.md", &listed(text, &note)), findings, "{text} {note}");
    }
}

/// The citations of a note as its text has them, commentary left out.
fn cut(note: &str) -> Vec<String> {
    let analysis = read("a.md", &post(&[note]));
    let body = &analysis.document.notes[0].body.text;
    analysis.citations.iter().map(|citation| citation.flat.of(body).to_owned()).collect()
}

#[test]
fn an_ebook_is_one_source() {
    for note in [
        "Ripper, Chad. Topics on Tradition (p. 55). Sensus Press. Kindle Edition.",
        "Baker, Ann. The Salt Road: A History (pp. 65-66). Penguin Books. Kindle Edition.",
        "Abel, Anna. Die Mühle (S. 65). Brotverlag. Kindle-Version.",
        "Baker, Ann. The Salt Road (p. 12). Penguin. Kobo Edition.",
    ] {
        assert_eq!(cut(note), [note.trim_end_matches('.')], "{note}");
        assert_eq!(count("ibid-after-multi", "a.md", &post(&[note, "Ibid."])), 0, "{note}");
        assert_eq!(count("field-missing", "a.md", &post(&[note])), 0, "{note}");
    }
    assert_eq!(
        cut("See Ann Baker, *The Salt Road* (York: Quay, 1990), 5; see also John Hale, *Lamps* (York: Minster, 1988), 40.").len(),
        2
    );
}

#[test]
fn a_title_in_quotation_marks_is_not_cut() {
    for note in [
        "Laura Pini, “Tutela del patrimonio e missioni di pace: un binomio possibile? Il caso Kosovo,” *Rivista di diritto* 101 (2018): 5–57.",
        "Claudia Villa, “Lo Maya se hizo moda, pero el saqueo comenzó antes,” *El Periódico*, 24 June 2018.",
    ] {
        assert_eq!(cut(&format!("See {note}")), [note.trim_end_matches('.').replace('*', "")], "{note}");
    }
}

#[test]
fn what_leads_up_to_a_source_is_left_out() {
    for (note, cited) in [
        ("See [Figure 6 from Holt-Lund & Smith 2010](https://journals.example.com/doi/1).", "Holt-Lund & Smith 2010"),
        ("Vgl. [Abb. 3 aus Huber & Lenz 2012](https://zeitschrift.example/1).", "Huber & Lenz 2012"),
    ] {
        assert_eq!(cut(note), [cited], "{note}");
    }
}

#[test]
fn the_explanation_of_a_headword_holds_nothing() {
    let analysis = read(
        "a.md",
        &post(&["Wikipedia, s.v. “Salt Road” (La ruta de la sal), https://en.wikipedia.org/wiki/Salt_Road."]),
    );
    let item = &analysis.references[0].item;
    assert_eq!(item.text(ibid::csl::TextVariable::ContainerTitle), Some("Wikipedia"));
    assert_eq!(item.text(ibid::csl::TextVariable::Title), Some("Salt Road"));
}

#[test]
fn a_person_who_is_quoted_is_no_source() {
    let book = "Maud Barnes, *Coal and Its People* (Leeds: Aire Press, 1991), 17";
    assert_eq!(count("short-no-target", "a.md", &post(&[&format!("{book}, citing Ambassador John Maria Reed.")])), 0);
    assert_eq!(count("short-no-target", "a.md", &post(&[&format!("{book}."), "Reed, 14."])), 1);
}

#[test]
fn the_number_of_a_series_belongs_to_its_work() {
    let note = "Ann Able, “Salt,” in *The Politics of Coal*, ed. Maud Barnes (Leeds: Aire Press, September 2018), Project on Northern Political Life (PNPL) Studies no. 30, 14.";
    assert_eq!(cut(note), [note.trim_end_matches('.').replace('*', "")]);
    assert_eq!(count("ibid-page", "a.md", &post(&["Eva Reed, “Mills,” *Northern Studies* 3 (1999): 15–50.", note])), 0);
}
