//! References of every kind of source and in several scripts: the type and the variables of their records.

use ibid::reference::parse;
use ibid::text::Flat;
use serde_json::Value;

/// What the record of a reference says, as "variable: value" for each variable asked for.
fn read(text: &str) -> Value {
    serde_json::to_value(parse(&Flat::verbatim(text, 0)).record()).unwrap()
}

/// A value in short: text as it is, names as "family, given", dates by their numbers.
fn shown(record: &Value, variable: &str) -> String {
    let names = |names: &Vec<Value>| {
        let name = |name: &Value| {
            let part = |key: &str| name[key].as_str().unwrap_or_default().to_owned();
            [part("non-dropping-particle"), part("family"), part("literal"), part("given")]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        };
        names.iter().map(name).collect::<Vec<_>>().join("; ")
    };
    match (&record[variable], variable) {
        (_, "family") => {
            let authors = record["author"].as_array().into_iter().flatten();
            authors.filter_map(|name| name["family"].as_str()).collect::<Vec<_>>().join("; ")
        }
        (_, "locator") => format!(
            "{} {}",
            record["custom"]["locator"]["label"].as_str().unwrap_or_default(),
            record["custom"]["locator"]["value"].as_str().unwrap_or_default()
        ),
        (Value::String(text), _) => text.clone(),
        (Value::Array(list), _) => names(list),
        (Value::Object(date), _) => shown_date(date),
        _ => String::new(),
    }
}

/// "[1998,5,3]", both ends of a range, with "circa" where it is a guess; or what stands for it.
fn shown_date(date: &serde_json::Map<String, Value>) -> String {
    let text = |key: &str| date.get(key).and_then(Value::as_str).map(str::to_owned);
    let parts = date.get("date-parts").and_then(Value::as_array).into_iter().flatten().map(Value::to_string);
    let circa = date.get("circa").map(|_| "circa".to_owned());
    parts.chain(text("literal")).chain(circa).collect::<Vec<_>>().join(" ")
}

/// A reference, its type, and the variables that must be read of it.
pub(crate) type Case<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

pub(crate) fn check(cases: &[Case<'_>]) {
    for (text, kind, variables) in cases {
        let record = read(text);
        assert_eq!(record["type"], *kind, "{text}: {record}");
        for (variable, value) in *variables {
            assert_eq!(shown(&record, variable), *value, "{variable} of {text}: {record}");
        }
    }
}

#[test]
fn decisions_have_court_reporter_and_page() {
    check(&[
        (
            "La Porte v. United States Radium Corp., 13 F. Supp. 263 (D.N.J. 1935).",
            "legal_case",
            &[
                ("title", "La Porte v. United States Radium Corp."),
                ("volume", "13"),
                ("container-title", "F. Supp."),
                ("page", "263"),
                ("authority", "D.N.J."),
                ("issued", "[1935]"),
            ],
        ),
        (
            "Environmental Defense Fund v. EPA, 489 F.2d 1247 (D.C. Cir. 1973).",
            "legal_case",
            &[
                ("title", "Environmental Defense Fund v. EPA"),
                ("volume", "489"),
                ("container-title", "F.2d"),
                ("page", "1247"),
                ("authority", "D.C. Cir."),
            ],
        ),
        (
            "Lane v Harrow [1932] AC 562 (HL).",
            "legal_case",
            &[
                ("title", "Lane v Harrow"),
                ("issued", "[1932]"),
                ("container-title", "AC"),
                ("page", "562"),
                ("authority", "HL"),
            ],
        ),
        (
            "Reed v Hale [2017] UKSC 5 [34].",
            "legal_case",
            &[("authority", "UKSC"), ("number", "5"), ("issued", "[2017]")],
        ),
        (
            "BVerfG NJW 2003, 1234, 1236.",
            "legal_case",
            &[
                ("authority", "BVerfG"),
                ("container-title", "NJW"),
                ("issued", "[2003]"),
                ("page", "1234"),
                ("locator", "page 1236"),
            ],
        ),
        (
            "BVerfGE 7, 198 (205).",
            "legal_case",
            &[("container-title", "BVerfGE"), ("volume", "7"), ("page", "198"), ("locator", "page 205")],
        ),
        (
            "Cass. civ. 1re, 12 mai 2010, n° 09-12345.",
            "legal_case",
            &[("authority", "Cass. civ. 1re"), ("issued", "[2010,5,12]"), ("number", "09-12345")],
        ),
    ]);
}

#[test]
fn statutes_have_their_code_and_section() {
    check(&[
        (
            "Human Rights Act 1998, s 15(1)(b).",
            "legislation",
            &[("title", "Human Rights Act"), ("issued", "[1998]"), ("locator", "section 15(1)(b)")],
        ),
        (
            "National Environmental Policy Act of 1969, 42 U.S.C. § 4321 et seq.",
            "legislation",
            &[("title", "National Environmental Policy Act of 1969"), ("volume", "42"), ("container-title", "U.S.C.")],
        ),
        (
            "Metropolis Local Management Amendment Act 1858, 21 & 22 Vict. c. 104.",
            "legislation",
            &[("title", "Metropolis Local Management Amendment Act"), ("issued", "[1858]")],
        ),
        ("Art. 5 Abs. 1 GG", "legislation", &[("title", "GG")]),
    ]);
}

#[test]
fn documents_have_their_archive_and_shelf_mark() {
    check(&[
        (
            "The National Archives, Kew, MT 19/62, \"Thames Embankment: Correspondence,\" 1862-1864.",
            "manuscript",
            &[
                ("archive", "The National Archives, Kew"),
                ("archive_location", "MT 19/62"),
                ("title", "Thames Embankment: Correspondence"),
            ],
        ),
        (
            "Alice Hamilton to Katherine Drinker, April 4, 1925, Alice Hamilton Papers, box 2, folder 33, Schlesinger Library, Radcliffe Institute, Harvard University.",
            "manuscript",
            &[
                ("author", "Hamilton Alice"),
                ("recipient", "Drinker Katherine"),
                ("issued", "[1925,4,4]"),
                ("archive_collection", "Alice Hamilton Papers"),
                ("archive_location", "box 2, folder 33"),
                ("archive", "Schlesinger Library, Radcliffe Institute, Harvard University"),
            ],
        ),
        (
            "Landesarchiv Berlin, A Rep. 358-01, Nr. 1227.",
            "manuscript",
            &[("archive", "Landesarchiv Berlin"), ("archive_location", "A Rep. 358-01, Nr. 1227")],
        ),
        (
            "Hauptstaatsarchiv Stuttgart, A 602 Nr. 12, Bl. 3",
            "manuscript",
            &[("archive", "Hauptstaatsarchiv Stuttgart"), ("archive_location", "A 602 Nr. 12"), ("locator", "folio 3")],
        ),
    ]);
}

#[test]
fn verses_and_places_in_classical_works_are_classics() {
    check(&[
        ("Arist., Eth. Nic. 1105b12", "classic", &[("title", "Eth. Nic")]),
        ("Gen 1:1; Isa 27:1", "classic", &[("title", "Gen")]),
    ]);
}

#[test]
fn descriptions_in_other_scripts_have_their_fields() {
    check(&[
        (
            "Петров А. А. О чём молчат архивы // Вопросы истории. — 2005. — № 4. — С. 12–24.",
            "article-journal",
            &[
                ("author", "Петров А. А."),
                ("title", "О чём молчат архивы"),
                ("container-title", "Вопросы истории"),
                ("issue", "4"),
                ("page", "12-24"),
                ("issued", "[2005]"),
            ],
        ),
        (
            "Мельник О. І. Хліб і сіль. Львів : Літопис, 2004. 120 с.",
            "book",
            &[
                ("author", "Мельник О. І."),
                ("title", "Хліб і сіль"),
                ("publisher", "Літопис"),
                ("publisher-place", "Львів"),
                ("number-of-pages", "120"),
            ],
        ),
        (
            "李强, 张伟. 宋代城市研究[J]. 历史研究, 2003(4): 12-25.",
            "article-journal",
            &[
                ("author", "李 强; 张 伟"),
                ("title", "宋代城市研究"),
                ("container-title", "历史研究"),
                ("issued", "[2003]"),
                ("issue", "4"),
                ("page", "12-25"),
            ],
        ),
        (
            "王明. 中国史研究[M]. 北京: 中华书局, 1999: 45.",
            "book",
            &[
                ("author", "王 明"),
                ("title", "中国史研究"),
                ("publisher", "中华书局"),
                ("publisher-place", "北京"),
                ("issued", "[1999]"),
                ("locator", "page 45"),
            ],
        ),
        (
            "佐藤恵子「港町の女性」『史学雑誌』第10巻第2号、1999年、45–67頁。",
            "article-journal",
            &[
                ("author", "佐藤 恵子"),
                ("title", "港町の女性"),
                ("container-title", "史学雑誌"),
                ("volume", "10"),
                ("issue", "2"),
                ("page", "45-67"),
                ("issued", "[1999]"),
            ],
        ),
        (
            "김철수, 『한국의 역사』, 서울: 민음사, 1999, 45쪽.",
            "book",
            &[
                ("author", "김 철수"),
                ("title", "한국의 역사"),
                ("publisher", "민음사"),
                ("publisher-place", "서울"),
                ("issued", "[1999]"),
                ("locator", "page 45"),
            ],
        ),
    ]);
}

/// References of every kind with what must be read of them, and how many have every field right at least.
const FIXTURES: &[(&str, usize)] =
    &[(include_str!("../fixtures/references/kinds.txt"), 54), (include_str!("../fixtures/references/others.txt"), 23)];

#[test]
fn references_of_every_kind_are_read_as_a_reader_would() {
    for (fixture, least) in FIXTURES {
        let cases: Vec<&str> = fixture.split("\n\n").filter(|case| !case.starts_with('#')).collect();
        let wrong: Vec<String> = cases.iter().filter_map(|case| faults(case)).collect();
        let right = cases.len() - wrong.len();
        println!("{right} of {} right; wrong are\n{}", cases.len(), wrong.join("\n"));
        assert!(right >= *least, "{right} of {}", cases.len());
    }
}

/// References in nine languages of other scripts, as their conventions write them, and how many have every field right at least: those in
/// view of which rules were written, and those that were written beside them and only counted.
const SCRIPTS: &[(&str, usize)] = &[
    (include_str!("../fixtures/references/scripts.txt"), 92),
    (include_str!("../fixtures/references/scripts-unseen.txt"), 56),
];

#[test]
fn references_in_other_scripts_are_read_by_their_conventions() {
    for (fixture, least) in SCRIPTS {
        let mut right = 0;
        for of_language in fixture.split("# ").skip(1) {
            let (language, cases) = of_language.split_once("\n\n").unwrap();
            let cases: Vec<&str> = cases.trim_end().split("\n\n").collect();
            let wrong: Vec<String> = cases.iter().filter_map(|case| faults(case)).collect();
            println!("{language}: {} of {}\n{}", cases.len() - wrong.len(), cases.len(), wrong.join("\n"));
            right += cases.len() - wrong.len();
        }
        assert!(right >= *least, "{right}");
    }
}

/// What is wrong with the reading of a case: a reference, and below it a variable and its value on each line.
fn faults(case: &str) -> Option<String> {
    let mut lines = case.lines();
    let text = lines.next()?;
    let record = read(text);
    let differs = |(variable, value): (&str, &str)| {
        let shown = shown(&record, variable);
        (shown != value).then(|| format!("\n    {variable} is “{shown}”, not “{value}”"))
    };
    let faults: String = lines.filter_map(|line| line.trim().split_once(' ')).filter_map(differs).collect();
    (!faults.is_empty()).then(|| format!("{text}{faults}"))
}
