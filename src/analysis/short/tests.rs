use crate::{Analysis, Options, Source};

/// Reads notes, one citation each, and returns the short forms of their works, each with a page.
fn forms(name: &str, notes: &[&str]) -> Vec<String> {
    let markers: String = (1..=notes.len()).map(|note| format!("A claim of the mill.[^{note}]\n")).collect();
    let notes = notes.iter().enumerate().map(|(at, note)| format!("[^{}]: {note}\n", at + 1));
    let analysis =
        Analysis::of(&[Source::new(name, format!("{markers}\n{}", notes.collect::<String>()))], &Options::default());
    analysis.works.iter().filter_map(|work| Some(analysis.short_form(work.id)?.with_place(Some("9")))).collect()
}

#[track_caller]
fn check(rows: &[(&[&str], &str)]) {
    for (notes, wanted) in rows {
        assert_eq!(forms("post.md", notes).first().map(String::as_str), Some(*wanted), "{notes:?}");
    }
}

#[test]
fn the_title_goes_to_its_first_stop_and_keeps_its_marks() {
    check(&[
        (
            &["Yvan Leclerc, *Crimes écrits. La littérature en procès* (Paris: Plon, 1991), 223."],
            "Leclerc, *Crimes écrits*, 9",
        ),
        (&["Lucy Wells, _Salt Roads: A History of Trade_ (London: Cape, 1987), 3."], "Wells, _Salt Roads_, 9"),
        (
            &["Lucy Wells, <i>The Long Way Home Across the Salt</i> (London: Cape, 1987), 3."],
            "Wells, <i>The Long Way Home Across the Salt</i>, 9",
        ),
        (
            &["Ada Reed, “The Mill Girls of York: Wages and Work,” *Past & Present* 12 (1990): 5–20."],
            "Reed, “The Mill Girls of York,” 9",
        ),
        (
            &["Ada Reed, ‘The Mill Girls of York’, *Past & Present*, 12 (1990), 5–20."],
            "Reed, ‘The Mill Girls of York’, 9",
        ),
        (&["Lucy Wells: Die Salzstraßen. Eine Geschichte. Berlin: Reimer 1987, S. 3."], "Wells: Die Salzstraßen, 9"),
    ]);
}

#[test]
fn names_are_whole_and_joined_as_the_document_joins_them() {
    check(&[
        (
            &[
                "Miguel Caballero Pérez, *Las trece últimas horas en la vida de García Lorca* (Madrid: La Esfera, 2011), 91.",
            ],
            "Miguel Caballero Pérez, *Las trece últimas horas en la vida de García Lorca*, 9",
        ),
        (
            &["A. van der Meulen, *De omroep in de rampnacht* (Goes: Koperen Tuin, 2003), 44."],
            "van der Meulen, *De omroep in de rampnacht*, 9",
        ),
        (&["Ann Baker and Tom Hill, *Mills* (Leeds: Dale, 1990), 5."], "Baker and Hill, *Mills*, 9"),
        (&["Ann Baker & Tom Hill, *Mills* (Leeds: Dale, 1990), 5."], "Baker & Hill, *Mills*, 9"),
        (&["Ann Baker et al., *Mills* (Leeds: Dale, 1990), 5."], "Baker et al., *Mills*, 9"),
        (&["Ann Baker, Tom Hill, Eve Moss, and Ian Ford, *Mills* (Leeds: Dale, 1990), 5."], "Baker et al., *Mills*, 9"),
    ]);
}

#[test]
fn the_form_of_the_document_comes_first() {
    let wells = "Lucy Wells, *The Salt Roads of the North: A History* (London: Cape, 1987), 3.";
    let reed = "Ada Reed, “The Mill Girls of York,” *Past & Present* 12 (1990): 5–20.";
    check(&[
        (&[wells, reed, "Wells, *Salt Roads*, 7."], "Wells, *Salt Roads*, 9"),
        (&[wells, reed, "See Wells, _Salt Roads_, 7, and the map."], "Wells, _Salt Roads_, 9"),
        (&[wells, reed, "Wells, 7."], "Wells, 9"),
        (&[wells, reed, "Wells, 7.", reed, "Wells, *Salt Roads*, 8."], "Wells, *Salt Roads*, 9"),
        (&[wells, reed, "*Salt Roads of the North*, 7."], "*Salt Roads of the North*, 9"),
        (&[reed, wells, "Reed, “Mill Girls,” 7."], "Reed, “Mill Girls,” 9"),
        // A form that another work of the author would share, or with words of its own, is not followed.
        (&[wells, "Lucy Wells, *Coal* (London: Cape, 1999), 3.", "Wells, *Salt Roads*, 7."], "Wells, *Salt Roads*, 9"),
        (&[wells, reed, "Ibid., 8."], "Wells, *The Salt Roads of the North*, 9"),
    ]);
}
