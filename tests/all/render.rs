//! Styles, positions and formats, as a reader sees them.

use std::path::{Path, PathBuf};

use ibid::csl::Item;
use ibid::render::{Cite, CiteGroup, OutputFormat, Renderer, Request, Style, list};

fn works() -> Vec<Item> {
    serde_json::from_str(include_str!("../fixtures/works.json")).unwrap()
}

/// Notes as `harbour@12; ropes | strike`: notes separated by `|`, cites by `;`, a page after `@`.
fn notes(text: &str) -> Vec<CiteGroup> {
    let cite = |cite: &str| match cite.trim().split_once('@') {
        Some((id, page)) => Cite::new(id).at(page),
        None => Cite::new(cite.trim()),
    };
    let note = |(number, note): (usize, &str)| {
        let starts_chapter = note.contains('#');
        let note = note.replace('#', "");
        let items: Vec<Cite> = note.split(';').filter(|text| !text.trim().is_empty()).map(cite).collect();
        let note = Some(u32::try_from(number).unwrap() + 1);
        (!items.is_empty()).then_some(CiteGroup { note, items, starts_chapter })
    };
    text.split('|').enumerate().filter_map(note).collect()
}

fn rendered(style: &str, text: &str) -> Vec<String> {
    let style = Style::find(style).unwrap();
    let works = works();
    let request = Request { citations: notes(text), bibliography: None };
    Renderer::new(&style, &works).render(&request, OutputFormat::Text).unwrap().notes
}

/// Books by their authors, years and titles: `Author Year Title`.
fn books(lines: &[&str]) -> Vec<Item> {
    let book = |(at, line): (usize, &&str)| {
        let (author, rest) = line.split_once(" 1").unwrap();
        let (family, given) = author.split_once(", ").unwrap();
        let (year, title) = format!("1{rest}").split_once(' ').map(|(y, t)| (y.to_owned(), t.to_owned())).unwrap();
        let json = serde_json::json!({"id": at.to_string(), "type": "book", "title": title, "publisher": "Dale",
            "author": [{"family": family, "given": given}], "issued": {"date-parts": [[year.parse::<i32>().unwrap()]]}});
        serde_json::from_value(json).unwrap()
    };
    lines.iter().enumerate().map(book).collect()
}

fn written(style: &str, works: &[Item], cited: &[&str]) -> (Vec<String>, Vec<String>) {
    let style = Style::find(style).unwrap();
    let citations =
        cited.iter().map(|ids| CiteGroup { items: ids.split(' ').map(Cite::new).collect(), ..CiteGroup::default() });
    let ids = works.iter().map(|work| work.id.clone()).collect();
    let request = Request { citations: citations.collect(), bibliography: Some(ids) };
    let rendered = Renderer::new(&style, works).render(&request, OutputFormat::Text).unwrap();
    (rendered.notes, rendered.bibliography.into_iter().map(|entry| entry.text).collect())
}

#[test]
fn letters_after_years_follow_the_list() {
    let works = books(&["Roe, Rita 1990 Nets", "Roe, Rita 1990 Lamps", "Able, Ann 1990 Salt", "Roe, Rita 1990 Mills"]);
    for (style, letters) in [
        ("apa", ["(1990a). Lamps", "(1990b). Mills", "(1990c). Nets"]),
        ("chicago-author-date", ["1990a. Lamps", "1990b. Mills", "1990c. Nets"]),
    ] {
        let (notes, list) = written(style, &works, &["0", "1", "2", "3"]);
        assert!(list.iter().skip(1).zip(letters).all(|(line, letter)| line.contains(letter)), "{list:?}");
        assert!(notes[0].contains("1990c") && notes[1].contains("1990a") && notes[3].contains("1990b"), "{notes:?}");
        assert!(!notes[2].contains("1990a"), "{notes:?}");
    }
}

#[test]
fn years_of_one_author_collapse_and_authors_stay_apart() {
    let works = books(&["Roe, Rita 1997 Nets", "Roe, Rita 1999 Lamps", "Able, Ann 1990 Salt", "Dale, Eve 1991 Water"]);
    for (style, years, authors) in [
        ("apa", "(Roe, 1997, 1999)", "(Able, 1990; Roe, 1997, 1999)"),
        ("chicago-author-date", "(Roe 1997, 1999)", "(Able 1990; Roe 1997, 1999)"),
    ] {
        let (notes, _) = written(style, &works, &["0 1", "2 0 1", "2 3"]);
        assert_eq!((notes[0].as_str(), notes[1].as_str()), (years, authors));
        assert!(notes[2].contains("; Dale"), "{notes:?}");
    }
}

#[test]
fn particles_with_capitals_and_articles_sort_and_print_as_names() {
    let works = books(&[
        "al-Tahan, Ali 1990 Salt",
        "Usti, Eve 1990 Nets",
        "Della Porta, Ann 1990 Lamps",
        "Hasan, Bo 1990 Mills",
        "el-Masri, Om 1990 Ropes",
    ]);
    let order = |style: &str| {
        let (_, list) = written(style, &works, &["0"]);
        list.iter().map(|line| line.split([',', '.']).next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for style in ["apa", "chicago-author-date", "chicago-notes-bibliography"] {
        assert_eq!(order(style), ["Della Porta", "Hasan", "el-Masri", "al-Tahan", "Usti"], "{style}");
    }
    let (notes, _) = written("apa", &works, &["0", "2"]);
    assert_eq!(notes, ["(al-Tahan, 1990)", "(Della Porta, 1990)"]);
}

#[test]
fn a_name_comes_before_longer_names_that_begin_with_it() {
    let works = books(&[
        "Villa-Lobos, J. 1990 A",
        "Villafuerte, S. A. 1990 B",
        "López de Molina, G. 1990 C",
        "López, M. E. 1990 D",
        "Meyer zu Selhausen, Ute 1990 E",
        "Meyer-Abich, Eva 1990 F",
        "Meyer, Zoe 1990 G",
        "De Luca, J.-B. 1990 H",
        "Deakin, Al 1990 I",
    ]);
    let in_order = [
        "Deakin",
        "De Luca",
        "López",
        "López de Molina",
        "Meyer",
        "Meyer-Abich",
        "Meyer zu Selhausen",
        "Villafuerte",
        "Villa-Lobos",
    ];
    for style in ["apa", "chicago-author-date", "chicago-notes-bibliography", "modern-language-association"] {
        let (_, list) = written(style, &works, &["0"]);
        let names: Vec<&str> = list.iter().map(|line| line.split(',').next().unwrap()).collect();
        assert_eq!(names, in_order, "{style}");
        assert!(list[1].contains(", J.-B."), "{style}: {}", list[1]);
    }
}

#[test]
fn titles_in_other_languages_keep_their_letters() {
    let json = r#"[{"id":"0","type":"article-journal","title":"the case of Racine","language":"en","container-title":"Revue d’histoire littéraire de la France"},
        {"id":"1","type":"book","title":"Die Kaufleute und das Meer"},
        {"id":"2","type":"article-journal","title":"the nets","container-title":"journal of the sea and its people"}]"#;
    let works: Vec<Item> = serde_json::from_str(json).unwrap();
    let (_, list) = written("chicago-notes-bibliography", &works, &["0"]);
    for words in [
        "“The Case of Racine.” Revue d’histoire littéraire de la France",
        "Die Kaufleute und das Meer",
        "“The Nets.” Journal of the Sea and Its People",
    ] {
        assert!(list.iter().any(|line| line.contains(words)), "{words}: {list:?}");
    }
}

/// For every case of CSL's positions: what the last note says in a Chicago, an MHRA and an OSCOLA-like style. Notes are
/// separated by `|`, an empty one is commentary, `#` begins a chapter.
#[test]
fn positions_in_three_styles() {
    for (text, chicago, mhra, oscola) in [
        // first
        ("strike | harbour", FIRST.0, FIRST.1, FIRST.2),
        // ibid, ibid-with-locator
        ("harbour | harbour", "Ibid.", SHORT.1, "ibid."),
        ("harbour | harbour@7", "Ibid., 7.", AT_7.1, "ibid 7."),
        ("harbour@7 | harbour@7", "Ibid.", AT_7.1, "ibid."),
        ("harbour@9 | harbour@7", "Ibid., 7.", AT_7.1, "ibid 7."),
        ("harbour | harbour@9 | harbour@7", "Ibid., 7.", AT_7.1, "ibid 7."),
        // a place, then none: CSL wants the short form
        ("harbour@7 | harbour", SHORT.0, SHORT.1, SHORT.2),
        // subsequent
        ("harbour | strike | harbour@7", AT_7.0, AT_7.1, AT_7.2),
        ("harbour | strike | harbour", SHORT.0, SHORT.1, SHORT.2),
        // several sources in the note before, or in this one
        ("harbour; strike | harbour", SHORT.0, SHORT.1, SHORT.2),
        ("strike; harbour | harbour@7", AT_7.0, AT_7.1, AT_7.2),
        ("harbour | harbour@7; harbour@9", TWICE.0, TWICE.1, TWICE.2),
        ("harbour | strike; harbour@7", TWO.0, TWO.1, TWO.2),
        // the same source twice in one note is one source
        ("harbour@3; harbour@5 | harbour@7", "Ibid., 7.", AT_7.1, "ibid 7."),
        // gaps and commentary between
        ("harbour | | harbour@7", AT_7.0, AT_7.1, AT_7.2),
        ("harbour | | | | | | | | harbour@7", AT_7.0, AT_7.1, AT_7.2),
        // a chapter begins afresh
        ("harbour | harbour | # harbour", FIRST.0, FIRST.1, FIRST.2),
    ] {
        let last = |style| rendered(style, text).pop().unwrap();
        assert_eq!(last("blog-notes-ibid"), chicago, "{text}");
        assert_eq!(last("mhra-notes"), mhra, "{text}");
        assert_eq!(last("ibid-oscola"), oscola, "{text}");
    }
}

/// What the three styles say: of the source in full, in short, at page 7, of the source twice, and after another.
type InThreeStyles = (&'static str, &'static str, &'static str);
const FIRST: InThreeStyles = (
    "Agnes M. Quill, The Harbour and its people: a history of Ardmouth (Ardmouth University Press, 1994).",
    "Agnes M. Quill, The Harbour and Its People: A History of Ardmouth (Ardmouth University Press, 1994).",
    "Agnes M Quill, The Harbour and Its People: A History of Ardmouth (Ardmouth University Press 1994).",
);
const SHORT: InThreeStyles =
    ("Quill, The Harbour and its people.", "Quill, The Harbour and Its People.", "Quill (n 1).");
const AT_7: InThreeStyles =
    ("Quill, The Harbour and its people, 7.", "Quill, The Harbour and Its People, p. 7.", "Quill (n 1) 7.");
const TWICE: InThreeStyles = (
    "Ibid., 7; ibid., 9.",
    "Quill, The Harbour and Its People, p. 7; Quill, The Harbour and Its People, p. 9.",
    "ibid 7; ibid 9.",
);
const TWO: InThreeStyles = (
    "Bella Penrose, “Dockers vote to stay out,” The Ardmouth Courier (May 11, 1926), https://example.org/courier/1926-05-11; Quill, The Harbour and its people, 7.",
    "Bella Penrose, ‘Dockers Vote to Stay Out’, The Ardmouth Courier, 11 May 1926 <https://example.org/courier/1926-05-11>; Quill, The Harbour and Its People, p. 7.",
    "Bella Penrose, ‘Dockers Vote to Stay Out’ The Ardmouth Courier (11 May 1926) <https://example.org/courier/1926-05-11>; Quill (n 1) 7.",
);

/// A style that tells notes near the last citation of a source from others.
#[test]
fn a_near_note_is_counted_from_the_last_citation() {
    let style = Style::from_csl(
        r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info><title>T</title><id>t</id>
        <updated>2020-01-01T00:00:00+00:00</updated></info><citation near-note-distance="3"><layout suffix="."><choose>
        <if position="ibid"><text value="same"/></if><else-if position="near-note"><text value="near"/></else-if>
        <else-if position="subsequent"><text value="again"/></else-if><else><text value="first"/></else></choose>
        </layout></citation></style>"#,
    )
    .unwrap();
    let works = works();
    for (text, expected) in [
        ("harbour | harbour", "same."),
        ("harbour | strike | harbour", "near."),
        ("harbour | | | harbour", "near."),
        ("harbour | | | | harbour", "again."),
        ("harbour | | | strike | harbour", "again."),
        ("harbour | | harbour | | | harbour", "near."),
        ("harbour | # harbour", "first."),
    ] {
        let request = Request { citations: notes(text), bibliography: None };
        let rendered = Renderer::new(&style, &works).render(&request, OutputFormat::Text).unwrap();
        assert_eq!(rendered.notes.last().unwrap(), expected, "{text}");
    }
}

#[test]
fn prefix_and_suffix_stand_around_their_cite() {
    let style = Style::find("blog-notes-ibid").unwrap();
    let works = works();
    let mut citations = notes("harbour | harbour@3");
    citations[1].items[0].prefix = Some("see".into());
    citations[1].items[0].suffix = Some("with a map".into());
    let request = Request { citations, bibliography: None };
    let notes = Renderer::new(&style, &works).render(&request, OutputFormat::Text).unwrap().notes;
    assert_eq!(notes[1], "see ibid., 3 with a map.");
}

#[test]
fn a_record_that_is_not_there_is_named() {
    let style = Style::find("blog-notes").unwrap();
    let request = Request { citations: notes("nothing"), bibliography: None };
    let error = Renderer::new(&style, &works()).render(&request, OutputFormat::Text).unwrap_err();
    assert_eq!(error.to_string(), "no record has the id \"nothing\"");
}

/// No record makes a style panic or loses a note.
#[test]
fn odd_records_are_written_in_every_style_of_ours() {
    let odd: Vec<Item> = serde_json::from_str(
        r#"[{"id":"1","type":"book"},
            {"id":"2","type":"book","title":"","author":[{"given":"Only"}],"issued":{"date-parts":[[1990],[1995]]}},
            {"id":"3","type":"chapter","title":"A \"half quote","author":[{"literal":"A Body, Ltd."}],"issued":{"raw":"?"}},
            {"id":"4","type":"legal_case","number":"99999999999","volume":"-","page":"–","issued":{"date-parts":[[-44,13,99]]}},
            {"id":"5","type":"song","title":"<i>unclosed <b>x</i>","editor":[{}],"edition":"second","issue":"1-2-3"},
            {"id":"6","type":"article-journal","title":"葛\uDB40\uDD00飾","author":[{"family":"葛","given":"北"}],"page":"1,3-5 & 9"}]"#
    ).unwrap();
    for style in list().iter().filter(|style| style.own) {
        let style = Style::find(&style.name).unwrap();
        let cites = odd.iter().map(|item| CiteGroup::of(Cite::new(&item.id).at("§ 3–")));
        let citations = cites.enumerate().map(|(n, c)| c.in_note(u32::try_from(n).unwrap() + 1)).collect();
        let ids = odd.iter().map(|item| item.id.clone()).collect();
        let request = Request { citations, bibliography: Some(ids) };
        for format in OutputFormat::ALL {
            let rendered = Renderer::new(&style, &odd).render(&request, *format).unwrap();
            assert_eq!(rendered.notes.len(), odd.len());
        }
    }
}

fn one(style: &Style, record: &str) -> String {
    let item: Item = serde_json::from_str(record).unwrap();
    let request = Request { citations: vec![CiteGroup::of(Cite::new(&item.id)).in_note(1)], bibliography: None };
    Renderer::new(style, &[item]).render(&request, OutputFormat::Text).unwrap().notes.remove(0)
}

#[test]
fn ranges_of_dates_are_printed_as_ranges() {
    let record = |dates: &str| {
        format!(
            r#"{{"id":"a","type":"article-newspaper","title":"The Strike","container-title":"Courier",
                "author":[{{"family":"Reed"}}],"issued":{{"date-parts":{dates}}}}}"#
        )
    };
    for (style, locale, dates, expected) in [
        ("chicago-notes", "en-US", "[[1926,5,1],[1926,5,4]]", "May 1–4, 1926"),
        ("chicago-notes", "en-US", "[[1926,5,1],[1926,7,3]]", "May 1–July 3, 1926"),
        ("mhra-notes", "en-GB", "[[1926,5,1],[1926,7,3]]", "1 May–3 July 1926"),
        ("mhra-notes", "en-GB", "[[1926,12,31],[1927,1,2]]", "31 December 1926–2 January 1927"),
        ("ibid-deutsch", "de-DE", "[[1926,5,1],[1926,5,4]]", "1.–4. Mai 1926"),
        ("ibid-francais", "fr-FR", "[[1926,5],[1926,7]]", "mai–juillet 1926"),
        ("apa", "en-US", "[[1926],[1927]]", "(Reed, 1926–1927)"),
    ] {
        let written = one(&Style::find(style).unwrap().in_locale(locale), &record(dates));
        assert!(written.contains(expected), "{style}: {written}");
    }
}

#[test]
fn a_work_without_a_date_says_so_in_the_language_of_the_style() {
    let record = r#"{"id":"a","type":"book","title":"T","author":[{"family":"Reed"}],"issued":{"literal":"n.d."}}"#;
    for (locale, expected) in [("en-US", "n.d."), ("de-DE", "o.\u{a0}J."), ("fr-FR", "s.\u{a0}d."), ("it-IT", "s.d.")] {
        let written = one(&Style::find("mhra-notes").unwrap().in_locale(locale), record);
        assert!(written.contains(expected), "{locale}: {written}");
    }
}

#[test]
fn what_a_style_sets_in_columns_is_parted() {
    let style = Style::find("american-anthropological-association").unwrap();
    let works = works();
    let request = Request { citations: Vec::new(), bibliography: Some(vec!["harbour".into()]) };
    let rendered = Renderer::new(&style, &works).render(&request, OutputFormat::Text).unwrap();
    assert!(rendered.bibliography[0].text.starts_with("Quill, Agnes M. 1994 The Harbour"), "{rendered:?}");
}

/// What docs/styles.md shows of a style.
fn examples(name: &str) -> String {
    let style = Style::find(name).unwrap();
    let works = works();
    let sequence =
        "harbour@12 | harbour@14 | harbour@14 | ropes@203-205; strike | harbour@99 | tolls@50 | ropes | crane@312";
    let ids = works.iter().map(|work| work.id.clone()).collect();
    let request = Request { citations: notes(sequence), bibliography: Some(ids) };
    let rendered = Renderer::new(&style, &works).render(&request, OutputFormat::Markdown).unwrap();
    let notes = rendered.notes.iter().enumerate().map(|(number, note)| format!("{}. {note}\n", number + 1));
    let mut page = format!("### `{name}`\n\n{}\n\n{}", style.title, notes.collect::<String>());
    if style.has_bibliography() {
        let lines: String = rendered.bibliography.iter().map(|entry| format!("- {}\n", entry.text)).collect();
        page.push_str(&format!("\nBibliography:\n\n{lines}"));
    }
    page
}

/// The page shows what the styles write. `UPDATE_DOCS=1 cargo test --test all styles_page` writes it anew.
#[test]
fn styles_page_is_true() {
    const OPEN: &str = "<!-- examples: written by tests/all/render.rs -->\n";
    const CLOSE: &str = "<!-- /examples -->";
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/styles.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(OPEN).unwrap();
    let (_, after) = rest.split_once(CLOSE).unwrap();
    let own: Vec<String> = list().iter().filter(|style| style.own).map(|style| examples(&style.name)).collect();
    let expected = format!("{before}{OPEN}\n{}\n{CLOSE}{after}", own.join("\n"));
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &expected).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), expected, "run with UPDATE_DOCS=1");
}

#[test]
fn every_style_of_ours_is_described() {
    let readme = include_str!("../../styles/README.md");
    for style in list().iter().filter(|style| style.own) {
        assert!(readme.contains(&format!("`{}`", style.name)), "{}", style.name);
    }
}
