//! Conversions: round trips through every format, what other programs make of the files, and the command.

use std::process::{Command, Output};

use ibid::convert::{Bibliography, BibliographyFormat, ConvertOptions, FORMATS, named, of_text};
use ibid::csl::{Date, DateParts, DateVariable, Item, ItemType, Name, NameVariable, TextVariable};
use proptest::prelude::*;

/// Records of every kind of difficulty, invented.
const RECORDS: &str = r#"[
{"id":"okafor-2011-salt","type":"book","title":"Salt Roads: Trade & Power in the Sahel, 1400–1600","title-short":"Salt Roads","author":[{"family":"Okafor","given":"Chidi"}],"issued":{"date-parts":[[2011]]},"publisher":"Harbour and Sons","publisher-place":"Lagos","ISBN":"978-3-16-148410-0","number-of-pages":"312","language":"en"},
{"id":"lindqvist-kaufleute","type":"chapter","title":"Die Kaufleute der Nordstraße","author":[{"family":"Lindqvist","given":"Åsa","suffix":"Jr."}],"editor":[{"family":"Gracht","given":"Piet","non-dropping-particle":"van der"}],"container-title":"Wege und Märkte","issued":{"date-parts":[[1987,10]]},"page":"33-61","volume":"IV","language":"de"},
{"id":"strike","type":"article-newspaper","title":"NHS strike: what Wales wants","author":[{"literal":"Staff, Agencies and Others"}],"container-title":"The Evening Lamp","issued":{"date-parts":[[2015,3,9]]},"URL":"https://lamp.example/a--b_c%20d?x=1&y=~z","accessed":{"date-parts":[[2020,1,2]]},"section":"News; Home"},
{"id":"film","type":"motion_picture","title":"The <i>Lamp</i> Keepers","director":[{"family":"Roe","given":"Rita"}],"issued":{"date-parts":[[1971]]},"medium":"35 mm","publisher":"Quay Films"},
{"id":"letters","type":"collection","title":"Letters {sic} & 50% more_","author":[{"family":"Tocque","given":"A.","dropping-particle":"de"}],"issued":{"date-parts":[[1831],[1835]],"circa":true},"archive":"Harbour Archive","archive_location":"Box 3\nfolder 2"},
{"id":"undated","type":"thesis","title":"Nets","genre":"PhD thesis","publisher":"University of Quay","issued":{"literal":"n.d."},"custom":{"shelf":"B 12","n":[1,2]}}
]"#;

fn records() -> Bibliography {
    (named("csl-json").unwrap().read)(RECORDS)
}

fn written(format: &BibliographyFormat, bibliography: &Bibliography) -> String {
    format.write.unwrap()(bibliography, &ConvertOptions::default())
}

fn writable() -> impl Iterator<Item = &'static BibliographyFormat> {
    FORMATS.iter().filter(|format| format.write.is_some())
}

#[test]
fn every_format_gives_back_what_it_was_given() {
    let records = records();
    assert_eq!((records.items.len(), records.problems.len()), (6, 0));
    for format in writable() {
        let text = written(format, &records);
        let read = (format.read)(&text);
        assert_eq!(read.items, records.items, "{}:\n{text}", format.name);
        assert_eq!(read.problems, [], "{}", format.name);
        // Writing is deterministic, and writing what was read changes nothing.
        assert_eq!(written(format, &read), text, "{}", format.name);
        assert!(of_text(&text).is_some(), "{}", format.name);
    }
}

#[test]
fn ascii_files_are_ascii_and_give_back_the_same() {
    let records = records();
    for name in ["bibtex", "biblatex"] {
        let format = named(name).unwrap();
        let text = format.write.unwrap()(&records, &ConvertOptions { ascii: true });
        assert!(text.is_ascii(), "{text}");
        assert_eq!((format.read)(&text).items, records.items);
    }
}

#[test]
fn the_files_look_as_people_expect() {
    insta::assert_snapshot!("bibtex", written(named("bibtex").unwrap(), &records()));
    insta::assert_snapshot!("biblatex", written(named("biblatex").unwrap(), &records()));
    insta::assert_snapshot!("ris", written(named("ris").unwrap(), &records()));
    insta::assert_snapshot!("hayagriva", written(named("hayagriva").unwrap(), &records()));
}

/// What an entry's fields become, in other formats. Each format reads back what it wrote.
#[test]
fn values_that_are_no_plain_ones_stay_printable() {
    for (entry, to, expected) in [
        ("@book{a, title={T}, date={[1796]}}", "bibtex", "year = {[1796]}"),
        ("@book{a, title={T}, year={[1796]}}", "biblatex", "  year = {[1796]}"),
        ("@book{a, title={T}, year={[1796]}}", "ris", "PY  - [1796]"),
        ("@book{a, title={T}, year={[1796]}}", "csl-json", r#""issued":{"literal":"[1796]"}"#),
        ("@book{a, title={T}, year={[1796]}}", "hayagriva", r#"date: "1796""#),
        ("@book{a, title={T}, year={1991-92}}", "bibtex", "year = {1991--1992}"),
        ("@book{a, title={T}, year={1991--92}}", "biblatex", "date = {1991/1992}"),
        ("@book{a, title={T}, year={c. 1490}}", "bibtex", "year = {c. 1490}"),
        ("@book{a, title={T}, year={\\circa{1490}}}", "biblatex", "date = {1490~}"),
        ("@book{a, title={T}, date={1490~}}", "ris", "PY  - c. 1490"),
        ("@book{a, title={T}, date={1490~}}", "hayagriva", "date: ~1490"),
        ("@book{a, title={T}, year=1990, month={October}}", "csl-json", "[[1990,10]]"),
        ("@book{a, title={T}, year=1990, month={Févr.}}", "csl-json", "[[1990,2]]"),
        ("@book{a, title={T}, year=1990, month=5, day=3}", "csl-json", "[[1990,5,3]]"),
        ("@book{a, title={T}, year=1990, origdate={1818}, urldate={2020-01-02}}", "biblatex", "origdate = {1818}"),
        ("@book{a, title={T}, year=1990, urldate={2020-01-02}}", "bibtex", "urldate = {2020-01-02}"),
        ("@article{a, title={T}, pages={12–34}}", "ris", "SP  - 12\nEP  - 34"),
        ("@article{a, title={T}, pages={12---34}}", "csl-json", r#""page":"12-34""#),
        ("@book{a, title={T}, author={Roe, R. and others}}", "biblatex", "author = {Roe, R. and others}"),
        ("@book{a, title={T}, author={Roe, R. and others}}", "ris", "AU  - Roe, R.\nAU  - et al."),
        (
            "@misc{a, title={T}, eprint={2301.00001}, archiveprefix={arXiv}}",
            "ris",
            "UR  - https://arxiv.org/abs/2301.00001",
        ),
        ("@misc{a, title={T}, eprint={2301.00001}, eprinttype={arxiv}}", "bibtex", "archiveprefix = {arXiv}"),
        ("@dataset{a, title={T}}", "biblatex", "@dataset{a,"),
        ("@software{a, title={T}}", "biblatex", "@software{a,"),
        (
            "@jurisdiction{a, title={T}, institution={D.C. Cir.}}",
            "biblatex",
            "@jurisdiction{a,\n  title = {T},\n  institution = {D.C. Cir.},\n}",
        ),
        (
            "@legislation{a, title={T}, number={c. 104}}",
            "biblatex",
            "@legislation{a,\n  title = {T},\n  number = {c. 104},\n}",
        ),
        (
            "@book{a, title={Glasgow {Climate Pact}: {Advance} Version}}",
            "bibtex",
            "{Glasgow {Climate Pact}: {Advance} Version}",
        ),
        (
            "@book{a, title={Glasgow {Climate Pact}: Advance Version}}",
            "ris",
            "TI  - Glasgow Climate Pact: Advance Version",
        ),
        ("@book{a, title={T}, volume={DVD}}", "bibtex", "userf = {volume: DVD}"),
        ("@article{a, title={T}, year={30-Mar-2020}}", "bibtex", "year = {2020},\n  month = mar,\n  day = {30}"),
        ("@article{a, title={T}, year={08 1995}}", "csl-json", "[[1995,8]]"),
        ("@article{a, title={T}, date={22.08.2000}}", "biblatex", "date = {2000-08-22}"),
        ("@report{a, title={T}, date={2013-00-00}}", "ris", "PY  - 2013\nTI"),
        ("@book{a, title={T}, date={2013-00-00 2013}}", "hayagriva", r#"date: "2013""#),
        ("@book{a, title={T}, year={1904/05}}", "biblatex", "date = {1904/1905}"),
        ("@book{a, title={T}, year={1814/1995}}", "biblatex", "origdate = {1814}"),
        ("@book{a, title={T}, date={1814/1995}}", "biblatex", "  date = {1814/1995}"),
        ("@book{a, title={T}, author={King, Martin Luther, Jr.}}", "bibtex", "author = {King, Jr., Martin Luther}"),
        ("@book{a, title={T}, author={King, Jr., Martin Luther}}", "ris", "AU  - King, Martin Luther, Jr."),
        ("@book{a, title={T}, author={Meehan, William F., III}}", "csl-json", r#""given":"William F.","suffix":"III""#),
    ] {
        let written = written(named(to).unwrap(), &Bibliography::of(read("biblatex", entry)));
        assert!(written.contains(expected), "{entry} as {to}: {written}");
        let again = read(to, &written);
        assert_eq!(again, read("biblatex", entry), "{entry} as {to}: {written}");
    }
}

#[test]
fn entries_without_a_key_are_read_and_get_one() {
    for bib in [
        "@article{\n   author = {Roe, Rita},\n   title = {Nets},\n   year = {1965}\n}",
        "@article{author=\"Roe, Rita\", title={Nets}, year=1965}",
        "@article( author = {Roe, Rita}, title = {Nets}, year = 1965 )",
        "@article{, author = {Roe, Rita}, title = {Nets}, year = 1965}",
    ] {
        let read = (named("bibtex").unwrap().read)(&format!(
            "@string{{q = \"Quay\"}}\n{bib}\n@misc{{k, title = {{T}}, note = q}}"
        ));
        assert_eq!(read.problems, [], "{bib}");
        let ids: Vec<&str> = read.items.iter().map(|item| item.id.as_str()).collect();
        assert_eq!((ids, read.items[0].year()), (vec!["", "k"], Some(1965)), "{bib}");
        assert_eq!(read.items[1].text(TextVariable::Note), Some("Quay"), "{bib}");
    }
}

#[test]
fn a_field_that_stands_twice_is_kept_once() {
    let ris = "TY  - JOUR\nTI  - T\nT2  - Nets\nJF  - Nets\nN2  - Words.\nAB  - Words.\nER  - \n";
    let item = read("ris", ris).remove(0);
    assert!(item.custom.is_empty() && item.text(TextVariable::Abstract) == Some("Words."), "{item:?}");
}

#[test]
fn particles_are_joined_as_they_are_spoken() {
    let json = r#"{"id":"a","type":"book","author":[{"family":"Este","given":"Beatrice","dropping-particle":"d’"},
        {"family":"Medici","given":"Lorenzo","non-dropping-particle":"de’"}]}"#;
    let records = Bibliography::of(read("csl-json", json));
    for (to, expected) in [
        ("bibtex", "author = {d’Este, Beatrice and de’ Medici, Lorenzo}"),
        ("ris", "AU  - d’Este, Beatrice\nAU  - de’ Medici, Lorenzo"),
    ] {
        let written = written(named(to).unwrap(), &records);
        assert!(written.contains(expected), "{written}");
        assert_eq!(read(to, &written), records.items);
    }
}

#[test]
fn dates_of_ris_have_months_in_words() {
    for (date, expected) in [
        ("PY  - 2015/october", "[[2015,10]]"),
        ("DA  - 2015/Mär/12/", "[[2015,3,12]]"),
        ("PY  - 2015///Spring", "[[2015]]"),
        ("DA  - 12 mai 2015", "[[2015,5,12]]"),
        ("PY  - 1991-1992", "[[1991],[1992]]"),
        ("PY  - 2015/22/", "[[2015]]"),
    ] {
        let item = read("ris", &format!("TY  - BOOK\nTI  - T\n{date}\nER  - \n")).remove(0);
        let json = serde_json::to_string(item.date(DateVariable::Issued).unwrap()).unwrap();
        assert_eq!(json, format!(r#"{{"date-parts":{expected}}}"#), "{date}");
    }
}

#[test]
fn typst_reads_what_is_written() {
    let records = records();
    let library = hayagriva::io::from_yaml_str(&written(named("hayagriva").unwrap(), &records)).unwrap();
    assert_eq!(library.len(), records.items.len());
    for name in ["bibtex", "biblatex"] {
        let bibliography = biblatex::Bibliography::parse(&written(named(name).unwrap(), &records)).unwrap();
        assert_eq!(bibliography.len(), records.items.len());
        let book = bibliography.get("okafor-2011-salt").unwrap();
        assert_eq!(book.author().unwrap()[0].name, "Okafor");
        assert_eq!(book.publisher().unwrap().len(), 1, "a name with 'and' in it is one publisher");
    }
}

#[test]
fn csl_json_has_the_keys_of_its_schema_and_no_others() {
    let bib = "@book{a, title={T}, owner={me}, userf={section: B; on loan: yes}, entrysubtype={rare}}";
    let bibliography = (named("bibtex").unwrap().read)(bib);
    let json: serde_json::Value = serde_json::from_str(&written(named("csl-json").unwrap(), &bibliography)).unwrap();
    let keys: Vec<&str> = json[0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["id", "type", "title", "section", "custom"]);
    assert_eq!(json[0]["custom"]["owner"], "me");
    assert_eq!(json[0]["custom"]["userf"], "on loan: yes");
}

#[test]
fn a_library_by_many_hands_is_read_whole() {
    let bib = r#"
% kept by the night shift
@string{press = "Quay Press"}
@Book{ lamp ,
  title = "The {Lamp} Keepers" # ", 2nd set",  % a remark
  author = "Rita Roe and {Harbour Board} and Jan van der Gracht",
  publisher = press, year = 1971, month = 10 # "~" # mar,
  address = {Quay}, owner = {me},
}
@incollection{part, crossref = {whole}, title = {A Part}, author = {Okafor, Chidi}, pages = {3--9}}
@article(paren, title = {In (round) brackets}, journal = {Notes}, year = 1999, number = 4)
@book{broken, title = {No end
@collection{whole, title = {The Whole}, editor = {Roe, Rita}, year = 2001, publisher = nowhere}
@comment{last words}
"#;
    let bibliography = (named("bibtex").unwrap().read)(bib);
    let ids: Vec<&str> = bibliography.items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, ["lamp", "part", "paren", "whole"]);
    let told: Vec<String> = bibliography.problems.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("line 12: the braces of this entry do not close"), "{told:?}");
    assert!(told[1].starts_with("line 13: the abbreviation 'nowhere' is not defined"), "{told:?}");
    let [lamp, part, paren, _] = &bibliography.items[..] else { panic!() };
    assert_eq!(lamp.text(TextVariable::Title), Some("The <span class=\"nocase\">Lamp</span> Keepers, 2nd set"));
    assert_eq!(lamp.text(TextVariable::Publisher), Some("Quay Press"));
    assert_eq!(lamp.names(NameVariable::Author).len(), 3);
    assert_eq!(lamp.custom["comment"], "% kept by the night shift");
    assert_eq!(part.text(TextVariable::ContainerTitle), Some("The Whole"));
    assert_eq!((part.year(), part.names(NameVariable::Editor).len()), (Some(2001), 1));
    assert_eq!((paren.text(TextVariable::Issue), paren.item_type), (Some("4"), ItemType::ArticleJournal));
    assert_eq!(bibliography.tail, "@comment{last words}");
    let again = written(named("bibtex").unwrap(), &bibliography);
    assert!(
        again.contains("% kept by the night shift\n@book{lamp,") && again.ends_with("@comment{last words}\n"),
        "{again}"
    );
    assert!(again.contains("owner = {me}"));
}

fn word() -> impl Strategy<Value = String> {
    "[A-Za-zÀ-ÿ0-9&%$#_{}~^'\"<>,;:.–-]{1,10}"
}

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 1..5).prop_map(|words| words.join(" "))
}

fn name() -> impl Strategy<Value = Name> {
    prop_oneof![
        (words(), words()).prop_map(|(family, given)| Name::person(family, given)),
        words().prop_map(Name::literal)
    ]
}

prop_compose! {
    fn item()(kind in prop::sample::select(ItemType::ALL), title in words(), people in prop::collection::vec(name(), 0..3),
              texts in prop::collection::vec((prop::sample::select(TextVariable::ALL), words()), 0..6),
              year in 1..2030, month in prop::option::of(1u8..=12), part in prop::sample::select(NameVariable::ALL)) -> Item {
        let mut item = Item::new("key", kind);
        for (variable, text) in texts {
            item.set(variable, text);
        }
        item.set(TextVariable::Title, title);
        item.set_names(part, people);
        item.set_date(DateVariable::Issued, Date::from(DateParts { year, month, day: None }));
        item
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_record_comes_back(item in item()) {
        let bibliography = Bibliography::of(vec![item]);
        for format in writable() {
            let text = written(format, &bibliography);
            prop_assert_eq!(&(format.read)(&text).items, &bibliography.items, "{}:\n{}", format.name, text);
        }
    }

    #[test]
    fn any_text_is_read(text in "(@[a-z]{0,5}|[{}(),=\"#%\\\\\n]|TY  - |[a-zé: -]{1,8}){0,30}") {
        for format in FORMATS {
            (format.read)(&text);
        }
    }
}

fn ibid(arguments: &[&str], folder: &std::path::Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ibid")).args(arguments).current_dir(folder).output().unwrap()
}

#[test]
fn the_command_converts_files() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.json"), RECORDS).unwrap();
    let out = ibid(&["convert", "a.json", "--to", "bibtex", "-o", "a.bib"], folder.path());
    assert!(out.status.success() && out.stdout.is_empty(), "{out:?}");
    let out = ibid(&["convert", "a.bib", "--to", "csl-json", "--key", "{Author}{year}"], folder.path());
    let json: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(json[0]["id"], "Okafor2011");
    let out = ibid(&["convert", "a.bib", "--to", "prose"], folder.path());
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("bibtex, biblatex, csl-json"), "{out:?}");
    let out = ibid(&["convert", "a.bib", "--to", "ris", "--from", "clay"], folder.path());
    assert_eq!(out.status.code(), Some(2));
}

#[test]
fn a_post_gives_one_entry_a_work_and_a_cited_page_is_no_extent() {
    let folder = tempfile::tempdir().unwrap();
    let post =
        "A claim.[^1] More.[^2]\n\n[^1]: Chidi Okafor, *Salt Roads* (Lagos: Harbour, 2011), 45.\n[^2]: Okafor, 47.\n";
    std::fs::write(folder.path().join("post.md"), post).unwrap();
    let out = ibid(&["convert", "post.md", "--to", "biblatex"], folder.path());
    let text = String::from_utf8(out.stdout).unwrap();
    assert!(text.contains("author = {Okafor, Chidi}") && !text.contains("pages"), "{text}");
    assert_eq!(text.matches("@book{okafor-2011-salt,").count(), 1, "{text}");
}

#[test]
fn a_note_that_names_no_work_gives_no_entry() {
    let folder = tempfile::tempdir().unwrap();
    for remark in ["See note 1 above.", "Siehe oben, Anm. 1.", "Vgl. dazu Anm. 1."] {
        let post = format!("A.[^1] B.[^2]\n\n[^1]: Rita Roe, *Nets* (Quay: Press, 1975), 3.\n[^2]: {remark}\n");
        std::fs::write(folder.path().join("post.md"), post).unwrap();
        let out = ibid(&["convert", "post.md", "--to", "jsonl"], folder.path());
        assert_eq!(String::from_utf8_lossy(&out.stdout).lines().count(), 1, "{remark}: {out:?}");
        let out = ibid(&["bibliography", "post.md", "--style", "vancouver", "--format", "text"], folder.path());
        assert_eq!(String::from_utf8_lossy(&out.stdout).lines().count(), 1, "{remark}: {out:?}");
    }
}

#[test]
fn an_address_alone_is_listed_by_its_address() {
    let folder = tempfile::tempdir().unwrap();
    let post = "A.[^1]\n\n[^1]: <https://github.com/example/ants>, accessed 12 March 2024.\n";
    std::fs::write(folder.path().join("post.md"), post).unwrap();
    let out = ibid(&["bibliography", "post.md", "--style", "apa", "--format", "text"], folder.path());
    let list = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(list.contains("https://github.com/example/ants") && !list.contains("software"), "{list}");
}

/// What `ibid convert` writes for a post with these notes.
fn converted(notes: &[&str], to: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let markers: String = (1..=notes.len()).map(|note| format!("A claim.[^{note}]\n")).collect();
    let notes: String = notes.iter().enumerate().map(|(at, note)| format!("[^{}]: {note}\n", at + 1)).collect();
    std::fs::write(folder.path().join("post.md"), format!("{markers}\n{notes}")).unwrap();
    String::from_utf8(ibid(&["convert", "post.md", "--to", to], folder.path()).stdout).unwrap()
}

#[test]
fn names_that_end_in_et_al_stay_open() {
    let notes = ["John Smith et al., *The Roads of Kent* (London: Cape, 1987), 3."];
    let german = ["Ute Klein u. a., *Die Mühlen der Eifel* (Köln: Böhlau, 2001), S. 4."];
    for (to, end) in [
        ("bibtex", "Smith, John and others"),
        ("biblatex", "Smith, John and others"),
        ("ris", "AU  - et al."),
        ("csl-json", r#"{"literal":"others"}"#),
        ("csl-yaml", "literal: others"),
        ("hayagriva", "name: et al."),
    ] {
        let text = converted(&notes, to);
        assert!(text.contains(end), "{to}: {text}");
    }
    assert!(converted(&german, "bibtex").contains("Klein, Ute and others"));
    assert!(!converted(&["John Smith, *The Roads of Kent* (London: Cape, 1987), 3."], "bibtex").contains("others"));
}

#[test]
fn a_second_work_of_an_author_keeps_its_author() {
    for (note, authors) in [
        ("Ann Baker, *Bread* (Leeds: Dale, 1995), 5; and *Mills* (Leeds: Dale, 1990), 9.", 2),
        ("Ann Baker, *Salt* (Leeds: Dale, 1992), 5, and Tom Hill, *Water* (Leeds: Dale, 1996), 9.", 1),
        ("Ann Baker, *Salt* (Leeds: Dale, 1992), 5. See also *Mills of the North* (Leeds: Dale, 1990), 9.", 1),
    ] {
        let text = converted(&[note], "bibtex");
        assert_eq!(text.matches("author = {Baker, Ann}").count(), authors, "{note}\n{text}");
    }
}

#[test]
fn a_library_gives_keys_and_fields_and_takes_new_works() {
    let folder = tempfile::tempdir().unwrap();
    let library = "% mine\n@book{salt,\n  author = {Okafor, Chidi},\n  title = {Salt Roads: Trade and Power},\n  year = 2011,\n  publisher = {Harbour},\n  isbn = {978-3-16-148410-0}\n}\n";
    std::fs::write(folder.path().join("lib.bib"), library).unwrap();
    std::fs::write(folder.path().join("works.json"), r#"[{"type":"book","title":"Salt Roads: Trade and Power","author":[{"family":"Okafor","given":"C."}],"publisher":"Quay"},
        {"type":"book","title":"Nets","author":[{"family":"Roe","given":"Rita"}]}]"#).unwrap();
    let out = ibid(&["convert", "works.json", "--to", "csl-json", "--library", "lib.bib", "--append"], folder.path());
    let json: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!((&json[0]["id"], &json[0]["author"][0]["given"]), (&"salt".into(), &"Chidi".into()));
    assert_eq!((&json[0]["publisher"], &json[0]["ISBN"]), (&"Quay".into(), &"978-3-16-148410-0".into()));
    assert!(
        String::from_utf8_lossy(&out.stderr)
            .contains("publisher is 'Quay' in the document and 'Harbour' in the library")
    );
    let grown = std::fs::read_to_string(folder.path().join("lib.bib")).unwrap();
    assert!(grown.starts_with(library.trim_end()) && grown.contains("@book{roe-nets,"), "{grown}");
    ibid(&["convert", "works.json", "--to", "csl-json", "--library", "lib.bib", "--append"], folder.path());
    assert_eq!(std::fs::read_to_string(folder.path().join("lib.bib")).unwrap(), grown, "a second time adds nothing");
}

#[test]
fn inspect_and_bibliography_use_the_library_too() {
    let folder = tempfile::tempdir().unwrap();
    let library = "@book{my-salt, author = {Okafor, Chidi}, title = {Salt Roads}, year = 2011, isbn = {978-3-16-148410-0}, publisher = {Harbour}}";
    std::fs::write(folder.path().join("lib.bib"), library).unwrap();
    std::fs::write(
        folder.path().join("post.md"),
        "A claim.[^1]\n\n[^1]: C. Okafor, *Salt Roads* (Lagos: Harbour, 2011), 45.\n",
    )
    .unwrap();
    let out = ibid(&["inspect", "post.md", "--format", "json", "--library", "lib.bib"], folder.path());
    let json: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    let source = &json["sources"][0];
    assert_eq!((&source["key"], &source["item"]["ISBN"]), (&"my-salt".into(), &"978-3-16-148410-0".into()));
    let style = "chicago-notes-bibliography";
    let out = ibid(&["bibliography", "post.md", "--style", style, "--library", "lib.bib"], folder.path());
    assert!(String::from_utf8_lossy(&out.stdout).contains("Chidi"), "{out:?}");
    let out = ibid(&["inspect", "post.md", "--library", "none.bib"], folder.path());
    assert_eq!(out.status.code(), Some(2));
}

/// What managers of references write that is no plain BibTeX or RIS.
#[test]
fn habits_of_reference_managers_are_read() {
    let bib = "@article{a, title={T}, doi={https://doi.org/10.5555/x}, pmid={12}, \
               url={http://example.org/1 http://example.org/2}, file={Full Text:a b.pdf:application/pdf}}";
    let item = read("biblatex", bib).remove(0);
    assert_eq!(item.text(TextVariable::Doi), Some("10.5555/x"));
    assert_eq!(item.text(TextVariable::Pmid), Some("12"));
    assert_eq!(item.text(TextVariable::Url), Some("http://example.org/1"));
    assert_eq!(item.custom["urls"], "http://example.org/2");
    assert_eq!(item.custom["file"], "Full Text:a b.pdf:application/pdf");
    let ris = "TY  - JOUR\nT2  - Journal of Mills\nJO  - J. Mills\nDO  - doi:10.5555/x\nER  - \n";
    let item = read("ris", ris).remove(0);
    assert_eq!(item.text(TextVariable::ContainerTitleShort), Some("J. Mills"));
    assert_eq!(item.text(TextVariable::Doi), Some("10.5555/x"));
}

fn read(format: &str, text: &str) -> Vec<Item> {
    (named(format).unwrap().read)(text).items
}
