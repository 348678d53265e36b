//! RIS: a line a field, a two-letter tag before each.
//!
//! Tags are those of the [format's description](https://en.wikipedia.org/wiki/RIS_(file_format)) of 2011, written as Zotero and
//! EndNote write them. What has no tag stands in `U1`, a field the format leaves to its users.

use super::{Bibliography, ConversionProblem, ConvertOptions, markup, printed, residue, suffix};
use crate::csl::{Date, DateParts, DateVariable, Item, ItemType, Name, NameVariable, TextVariable, bare_doi};

/// RIS's types with the CSL type of each. The first for a CSL type is written.
const TYPES: &[(&str, ItemType)] = &[
    ("JOUR", ItemType::ArticleJournal),
    ("EJOUR", ItemType::ArticleJournal),
    ("INPR", ItemType::ArticleJournal),
    ("ABST", ItemType::ArticleJournal),
    ("MGZN", ItemType::ArticleMagazine),
    ("NEWS", ItemType::ArticleNewspaper),
    ("BILL", ItemType::Bill),
    ("UNBILL", ItemType::Bill),
    ("BOOK", ItemType::Book),
    ("EBOOK", ItemType::Book),
    ("EDBOOK", ItemType::Book),
    ("CLSWK", ItemType::Classic),
    ("CHAP", ItemType::Chapter),
    ("ECHAP", ItemType::Chapter),
    ("DATA", ItemType::Dataset),
    ("AGGR", ItemType::Dataset),
    ("GEN", ItemType::Document),
    ("ENCYC", ItemType::EntryEncyclopedia),
    ("DICT", ItemType::EntryDictionary),
    ("FIGURE", ItemType::Figure),
    ("ART", ItemType::Graphic),
    ("HEAR", ItemType::Hearing),
    ("CASE", ItemType::LegalCase),
    ("STAT", ItemType::Legislation),
    ("LEGAL", ItemType::Regulation),
    ("GOVDOC", ItemType::Report),
    ("UNPB", ItemType::Manuscript),
    ("MANSCPT", ItemType::Manuscript),
    ("MAP", ItemType::Map),
    ("MPCT", ItemType::MotionPicture),
    ("VIDEO", ItemType::MotionPicture),
    ("MUSIC", ItemType::MusicalScore),
    ("PAMP", ItemType::Pamphlet),
    ("CPAPER", ItemType::PaperConference),
    ("CONF", ItemType::PaperConference),
    ("PAT", ItemType::Patent),
    ("JFULL", ItemType::Periodical),
    ("SER", ItemType::Book),
    ("PCOMM", ItemType::PersonalCommunication),
    ("BLOG", ItemType::PostWeblog),
    ("RPRT", ItemType::Report),
    ("COMP", ItemType::Software),
    ("SOUND", ItemType::Song),
    ("SLIDE", ItemType::Speech),
    ("STAND", ItemType::Standard),
    ("THES", ItemType::Thesis),
    ("ELEC", ItemType::Webpage),
    ("ICOMM", ItemType::Webpage),
];

/// The type for what RIS has none for.
const GENERIC: &str = "GEN";

/// Tags of text variables. The first for a variable is written.
const TEXTS: &[(&str, TextVariable)] = &[
    ("TI", TextVariable::Title),
    ("T1", TextVariable::Title),
    ("CT", TextVariable::Title),
    ("ST", TextVariable::TitleShort),
    ("T2", TextVariable::ContainerTitle),
    ("JO", TextVariable::ContainerTitle),
    ("JF", TextVariable::ContainerTitle),
    ("BT", TextVariable::ContainerTitle),
    ("J2", TextVariable::ContainerTitleShort),
    ("JA", TextVariable::ContainerTitleShort),
    ("T3", TextVariable::CollectionTitle),
    ("VL", TextVariable::Volume),
    ("IS", TextVariable::Issue),
    ("SE", TextVariable::Section),
    ("ET", TextVariable::Edition),
    ("PB", TextVariable::Publisher),
    ("CY", TextVariable::PublisherPlace),
    ("PP", TextVariable::PublisherPlace),
    ("M3", TextVariable::Genre),
    ("NV", TextVariable::NumberOfVolumes),
    ("DO", TextVariable::Doi),
    ("UR", TextVariable::Url),
    ("LA", TextVariable::Language),
    ("CN", TextVariable::CallNumber),
    ("DB", TextVariable::Source),
    ("AN", TextVariable::Number),
    ("RN", TextVariable::Annote),
    ("N1", TextVariable::Note),
    ("AB", TextVariable::Abstract),
    ("N2", TextVariable::Abstract),
];

/// Tags of people. The first for a variable is written.
const NAMES: &[(&str, NameVariable)] = &[
    ("AU", NameVariable::Author),
    ("A1", NameVariable::Author),
    ("ED", NameVariable::Editor),
    ("A2", NameVariable::Editor),
    ("A3", NameVariable::CollectionEditor),
    ("A4", NameVariable::Translator),
];

/// The tag of what has no other.
const RESIDUE: &str = "U1";

/// Whether a text looks like RIS: its first line with anything on it gives a type.
pub(super) fn sniff(text: &str) -> bool {
    text.lines().find(|line| !line.trim().is_empty()).and_then(field).is_some_and(|(tag, _)| tag == "TY")
}

/// The tag and the value of a line. Two blanks before the hyphen are the rule; one, or none after it, is forgiven.
fn field(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.trim_start_matches('\u{feff}').split_at_checked(2)?;
    let letters = tag.as_bytes();
    let is_tag = letters.first()?.is_ascii_uppercase() && letters.get(1)?.is_ascii_alphanumeric();
    let value = rest.strip_prefix(' ')?.trim_start_matches(' ').strip_prefix('-')?;
    (is_tag && value.is_empty() | value.starts_with(' ')).then(|| (tag, value.trim()))
}

/// Reads a file. A line without a tag goes on with the value before it.
pub(super) fn read(text: &str) -> Bibliography {
    let mut bibliography = Bibliography::default();
    let mut record: Vec<(&str, String)> = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match (field(line), record.last_mut()) {
            (Some(("TY", value)), _) => {
                finish(&mut bibliography, &mut record);
                record.push(("TY", value.to_owned()));
            }
            (Some(("ER", _)), _) => finish(&mut bibliography, &mut record),
            (Some((tag, value)), Some(_)) => record.push((tag, value.to_owned())),
            (None, Some((_, value))) => *value = format!("{value} {}", line.trim()),
            (_, None) => bibliography
                .problems
                .push(ConversionProblem::at_line(index + 1, "this line belongs to no record (none has begun with TY)")),
        }
    }
    finish(&mut bibliography, &mut record);
    bibliography
}

fn finish(bibliography: &mut Bibliography, record: &mut Vec<(&str, String)>) {
    if !record.is_empty() {
        bibliography.items.push(to_item(record));
        record.clear();
    }
}

fn to_item(record: &[(&str, String)]) -> Item {
    let mut item = Item::default();
    let mut pages = [None, None];
    for (tag, value) in record.iter().filter(|(_, value)| !value.is_empty()) {
        match *tag {
            "TY" => item.item_type = type_of(value),
            "ID" => item.id.clone_from(value),
            "SP" => pages[0] = Some(value.as_str()),
            "EP" => pages[1] = Some(value.as_str()),
            "PY" | "Y1" => add_date(&mut item, DateVariable::Issued, value),
            "DA" => add_date(&mut item, DateVariable::Issued, value),
            "Y2" => add_date(&mut item, DateVariable::Accessed, value),
            "SN" => add_serial(&mut item, value),
            "KW" => join(&mut item, TextVariable::Keyword, value, ", "),
            "N1" => join(&mut item, TextVariable::Note, value, "\n"),
            RESIDUE => {}
            tag => add(&mut item, tag, value),
        }
    }
    set_pages(&mut item, pages);
    name_journal(&mut item);
    for (_, value) in record.iter().filter(|(tag, _)| *tag == RESIDUE) {
        if !residue::restore_part(&mut item, value) {
            keep(&mut item, RESIDUE, value);
        }
    }
    item
}

fn type_of(value: &str) -> ItemType {
    TYPES.iter().find(|(ris, _)| *ris == value).map_or(ItemType::Document, |(_, csl)| *csl)
}

fn add(item: &mut Item, tag: &str, value: &str) {
    if let Some((_, variable)) = NAMES.iter().find(|(known, _)| *known == tag) {
        item.push_name(*variable, read_name(value));
        return;
    }
    match TEXTS.iter().find(|(known, _)| *known == tag) {
        Some((_, TextVariable::Doi)) if item.text(TextVariable::Doi).is_none() => {
            item.set(TextVariable::Doi, bare_doi(value));
        }
        Some((_, variable)) if item.text(*variable).is_none() => item.set(*variable, value),
        // Beside the name of the journal, JO is its abbreviation.
        Some(("JO", _)) if item.text(TextVariable::ContainerTitleShort).is_none() => {
            item.set(TextVariable::ContainerTitleShort, value);
        }
        // Some databases give a field twice, under two tags.
        Some((_, variable)) if item.text(*variable) == Some(value) => {}
        _ => keep(item, tag, value),
    }
}

/// What CSL has no variable for is kept under `custom`, by its tag.
fn keep(item: &mut Item, tag: &str, value: &str) {
    let kept = match item.custom.get(tag).and_then(|known| known.as_str()) {
        Some(known) => format!("{known}\n{value}"),
        None => value.to_owned(),
    };
    item.custom.insert(tag.to_owned(), kept.into());
}

fn join(item: &mut Item, variable: TextVariable, value: &str, between: &str) {
    let joined = item.text(variable).map_or_else(|| value.to_owned(), |known| format!("{known}{between}{value}"));
    item.set(variable, joined);
}

/// An ISSN has eight digits, an ISBN ten or thirteen.
fn add_serial(item: &mut Item, value: &str) {
    let digits = value.chars().filter(|c| c.is_ascii_digit() || *c == 'X').count();
    let variable = if digits == 8 { TextVariable::Issn } else { TextVariable::Isbn };
    join(item, variable, value, " ");
}

/// An abbreviation that is all that names the journal is its title, as far as the record tells.
fn name_journal(item: &mut Item) {
    if item.text(TextVariable::ContainerTitle).is_none()
        && let Some(short) = item.remove(TextVariable::ContainerTitleShort)
    {
        item.set(TextVariable::ContainerTitle, short);
    }
}

fn set_pages(item: &mut Item, pages: [Option<&str>; 2]) {
    match pages {
        [Some(first), Some(last)] if !first.contains(printed::is_dash) => {
            item.set(TextVariable::Page, format!("{first}-{last}"));
        }
        [Some(pages), _] | [None, Some(pages)] => item.set(TextVariable::Page, pages.replace('–', "-")),
        [None, None] => {}
    }
}

/// `1998/05/03/`, and whatever part of it there is, the month in numbers or words; other words follow the last slash. A date without
/// slashes is read as it is printed.
fn add_date(item: &mut Item, variable: DateVariable, value: &str) {
    let mut parts = value.split('/').map(str::trim).chain(std::iter::repeat(""));
    let (year, month, day) = (parts.next().unwrap_or(value), parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    let date = printed::with_month(year, month, day).or_else(|| printed::with_month(year, month, ""));
    let date = date.unwrap_or_else(|| printed::read(if value.contains('/') { year } else { value }));
    // DA tells more than PY, whichever comes first.
    let known = item.date(variable).map_or(0, precision);
    if precision(&date) >= known {
        item.set_date(variable, date);
    }
}

fn precision(date: &Date) -> usize {
    date.start().map_or(0, |parts| 1 + usize::from(parts.month.is_some()) + usize::from(parts.day.is_some()))
}

/// `Family, Given, Suffix`; a name without a comma is that of a body.
fn read_name(value: &str) -> Name {
    if value == Name::ET_AL {
        return Name::others();
    }
    let mut parts = value.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned);
    match (parts.next(), parts.next(), parts.next()) {
        (family, Some(given), Some(suffix)) => {
            let (suffix, given) = suffix::settled(suffix, given);
            Name { family, given: Some(given), suffix: Some(suffix), ..Name::default() }
        }
        (family, given @ Some(_), None) => Name { family, given, ..Name::default() },
        (Some(family), None, _) if value.ends_with(',') => Name { family: Some(family), ..Name::default() },
        _ => Name::literal(value),
    }
}

/// Writes a file.
pub(super) fn write(bibliography: &Bibliography, _: &ConvertOptions) -> String {
    bibliography.items.iter().map(record).collect::<Vec<_>>().join("\n")
}

/// One record, with what it has no tag for in `U1`: it is read again, and what is not as it was stands there.
fn record(item: &Item) -> String {
    let mut lines = RisLines::default();
    lines.push("TY", TYPES.iter().find(|(_, csl)| *csl == item.item_type).map_or(GENERIC, |(ris, _)| ris));
    lines.push("ID", &item.id);
    lines.names(item);
    lines.dates(item);
    lines.texts(item);
    let copy = read(&lines.0).items.into_iter().next().unwrap_or_default();
    for (name, value) in residue::difference(item, &copy) {
        lines.push(RESIDUE, &residue::to_part(&name, &value));
    }
    lines.0 + "ER  - \n"
}

#[derive(Default)]
struct RisLines(String);

impl RisLines {
    fn push(&mut self, tag: &str, value: &str) {
        let value = value.split(['\n', '\r']).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
        self.0.push_str(&format!("{tag}  - {value}\n"));
    }

    fn names(&mut self, item: &Item) {
        for &(tag, variable) in NAMES.iter().filter(|(tag, _)| is_written(tag, NAMES)) {
            for name in item.names(variable) {
                self.push(tag, &write_name(name));
            }
        }
    }

    fn dates(&mut self, item: &Item) {
        let issued = item.date(DateVariable::Issued);
        if let Some(year) = issued.and_then(printed::year) {
            self.push("PY", &year);
        }
        if let Some(parts) = issued.and_then(Date::start).filter(|parts| parts.month.is_some()) {
            self.push("DA", &slashed(parts));
        }
        if let Some(parts) = item.date(DateVariable::Accessed).and_then(Date::start) {
            self.push("Y2", &slashed(parts));
        }
    }

    fn texts(&mut self, item: &Item) {
        for &(tag, variable) in TEXTS.iter().filter(|(tag, _)| is_written(tag, TEXTS)) {
            if let Some(text) = item.text(variable) {
                self.push(tag, &markup::without_nocase(text));
            }
        }
        self.pages(item.text(TextVariable::Page).unwrap_or_default());
        for serial in [TextVariable::Isbn, TextVariable::Issn] {
            let numbers = item.text(serial).unwrap_or_default().split([',', ' ']);
            numbers.filter(|number| !number.is_empty()).for_each(|number| self.push("SN", number));
        }
        let keywords = item.text(TextVariable::Keyword).unwrap_or_default().split(',').map(str::trim);
        keywords.filter(|keyword| !keyword.is_empty()).for_each(|keyword| self.push("KW", keyword));
    }

    fn pages(&mut self, pages: &str) {
        match printed::range(pages) {
            Some((first, last)) => {
                self.push("SP", first);
                self.push("EP", last);
            }
            None if pages.is_empty() => {}
            None => self.push("SP", pages),
        }
    }
}

/// Whether this tag is the first for its variable.
fn is_written<V: PartialEq>(tag: &str, table: &[(&str, V)]) -> bool {
    let variable = table.iter().find(|(known, _)| *known == tag).map(|(_, variable)| variable);
    table.iter().find(|(_, known)| Some(known) == variable).is_some_and(|(first, _)| *first == tag)
}

fn slashed(parts: DateParts) -> String {
    let two = |part: Option<u8>| part.map_or(String::new(), |part| format!("{part:02}"));
    format!("{:04}/{}/{}/", parts.year, two(parts.month), two(parts.month.and(parts.day)))
}

fn write_name(name: &Name) -> String {
    if name.is_others() {
        return Name::ET_AL.to_owned();
    }
    if let Some(literal) = &name.literal {
        return literal.clone();
    }
    let family = name.family_with_particles();
    let rest = [&name.given, &name.suffix].into_iter().flatten();
    let all: Vec<&str> = std::iter::once(family.as_str()).chain(rest.map(String::as_str)).collect();
    if all.len() == 1 { format!("{family},") } else { all.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "TY  - JOUR\nID  - doe-1998\nAU  - Doe, Jane, Jr.\nAU  - The Society\nPY  - 1998\nDA  - 1998/05/03/\nTI  - On sums\n  and more\nT2  - Journal\nSP  - 12\nEP  - 19\nSN  - 0317-8471\nKW  - a\nKW  - b\nC7  - odd\nER  - \n";

    #[test]
    fn a_record_is_read() {
        let bibliography = read(FILE);
        assert_eq!(
            serde_json::to_string(&bibliography.items[0]).unwrap(),
            r#"{"id":"doe-1998","type":"article-journal","title":"On sums and more","author":[{"family":"Doe","given":"Jane","suffix":"Jr."},{"literal":"The Society"}],"issued":{"date-parts":[[1998,5,3]]},"container-title":"Journal","page":"12-19","ISSN":"0317-8471","keyword":"a, b","custom":{"C7":"odd"}}"#
        );
        assert_eq!(bibliography.problems, []);
    }

    #[test]
    fn files_are_read_as_they_come() {
        let sloppy = "Provider: X\nTY  - BOOK\nTI  - A\nTY - BOOK\nTI - B\nER  -\n";
        let bibliography = read(sloppy);
        let titles: Vec<_> = bibliography.items.iter().map(|item| item.text(TextVariable::Title)).collect();
        assert_eq!((titles, bibliography.problems[0].line), (vec![Some("A"), Some("B")], Some(1)));
        assert!(sniff("\n TY  - BOOK") || sniff("TY  - BOOK"));
        assert!(!sniff("On TY  - BOOK"));
    }

    #[test]
    fn a_journal_may_be_named_by_its_abbreviation_alone() {
        for (lines, title, short) in [
            ("JA  - Nat Lists", "Nat Lists", None),
            ("J2  - Nat. Lists", "Nat. Lists", None),
            ("JA  - Nat Lists\nT2  - Nature Lists", "Nature Lists", Some("Nat Lists")),
        ] {
            let item = &read(&format!("TY  - JOUR\n{lines}\nER  - \n")).items[0];
            let text = |variable| item.text(variable);
            assert_eq!(
                (text(TextVariable::ContainerTitle), text(TextVariable::ContainerTitleShort)),
                (Some(title), short)
            );
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let json = r#"{"id":"a","type":"post","title":"T","author":[{"family":"Gogh","given":"V.","non-dropping-particle":"van"},{"literal":"A, B & C"},{"family":"Plato"}],"director":[{"family":"D"}],"issued":{"date-parts":[[1998],[1999]]},"page":"12","note":"two\nlines","section":"S","custom":{"x":[1]}}"#;
        let item: Item = serde_json::from_str(json).unwrap();
        let written = write(&Bibliography::of(vec![item.clone()]), &ConvertOptions::default());
        assert_eq!(read(&written).items, [item], "{written}");
    }
}
