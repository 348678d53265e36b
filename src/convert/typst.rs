//! hayagriva's YAML, which Typst reads: entries by key, what contains a work as its `parent`.
//!
//! The format is described in [hayagriva's documentation](https://github.com/typst/hayagriva/blob/main/docs/file-format.md).
//! Its readers pass over keys they do not know, so what it has no place for stands under `csl`.

use serde_json::{Map, Value, json};

use super::{Bibliography, ConversionProblem, ConvertOptions, edtf, markup, residue, suffix, yaml_value};
use crate::csl::{Date, DateParts, DateVariable, Item, ItemType, Name, NameVariable, TextVariable};

/// The key of what has no other.
const RESIDUE: &str = "csl";

/// CSL's types with hayagriva's, and the type of the parent if there is one. The first that fits is read.
const TYPES: &[(ItemType, &str, &str)] = &[
    (ItemType::ArticleJournal, "article", "periodical"),
    (ItemType::ArticleNewspaper, "article", "newspaper"),
    (ItemType::PostWeblog, "article", "blog"),
    (ItemType::PaperConference, "article", "proceedings"),
    (ItemType::Article, "article", ""),
    (ItemType::ArticleMagazine, "article", "periodical"),
    (ItemType::Review, "article", "periodical"),
    (ItemType::ReviewBook, "article", "periodical"),
    (ItemType::Chapter, "chapter", "book"),
    (ItemType::Chapter, "chapter", ""),
    (ItemType::Chapter, "anthos", "anthology"),
    (ItemType::EntryEncyclopedia, "entry", "reference"),
    (ItemType::EntryDictionary, "entry", "reference"),
    (ItemType::Entry, "entry", ""),
    (ItemType::Book, "book", ""),
    (ItemType::Book, "anthology", ""),
    (ItemType::Book, "proceedings", ""),
    (ItemType::Book, "reference", ""),
    (ItemType::Classic, "book", ""),
    (ItemType::Report, "report", ""),
    (ItemType::Thesis, "thesis", ""),
    (ItemType::Webpage, "web", ""),
    (ItemType::Webpage, "blog", ""),
    (ItemType::Post, "post", ""),
    (ItemType::Post, "thread", ""),
    (ItemType::Patent, "patent", ""),
    (ItemType::LegalCase, "case", ""),
    (ItemType::Legislation, "legislation", ""),
    (ItemType::Bill, "legislation", ""),
    (ItemType::Manuscript, "manuscript", ""),
    (ItemType::Performance, "performance", ""),
    (ItemType::Periodical, "periodical", ""),
    (ItemType::Periodical, "newspaper", ""),
    (ItemType::Speech, "conference", ""),
    (ItemType::Software, "repository", ""),
    (ItemType::MotionPicture, "video", ""),
    (ItemType::Broadcast, "scene", ""),
    (ItemType::Song, "audio", ""),
    (ItemType::Graphic, "artwork", ""),
    (ItemType::Event, "exhibition", ""),
    (ItemType::Document, "misc", ""),
];

/// Text variables that are fields of the work itself.
const OWN: &[(&str, TextVariable)] = &[
    ("genre", TextVariable::Genre),
    ("abstract", TextVariable::Abstract),
    ("annote", TextVariable::Annote),
    ("note", TextVariable::Note),
    ("edition", TextVariable::Edition),
    ("chapter", TextVariable::ChapterNumber),
    ("page-range", TextVariable::Page),
    ("archive", TextVariable::Archive),
    ("archive-location", TextVariable::ArchiveLocation),
    ("call-number", TextVariable::CallNumber),
    ("language", TextVariable::Language),
];

/// Text variables that a work in a periodical leaves to its parent.
const COUNTED: &[(&str, TextVariable)] = &[("volume", TextVariable::Volume), ("issue", TextVariable::Issue)];

/// Fields that take nothing but a number.
const TOTALS: &[(&str, TextVariable)] =
    &[("page-total", TextVariable::NumberOfPages), ("volume-total", TextVariable::NumberOfVolumes)];

/// What an entry's `serial-number` holds.
const SERIALS: &[(&str, TextVariable)] = &[
    ("doi", TextVariable::Doi),
    ("isbn", TextVariable::Isbn),
    ("issn", TextVariable::Issn),
    ("pmid", TextVariable::Pmid),
    ("pmcid", TextVariable::Pmcid),
    ("serial", TextVariable::Number),
];

/// The parts people have in a work besides author and editor.
const ROLES: &[(&str, NameVariable)] = &[
    ("translator", NameVariable::Translator),
    ("compiler", NameVariable::Compiler),
    ("collaborator", NameVariable::Contributor),
    ("organizer", NameVariable::Organizer),
    ("cast-member", NameVariable::Performer),
    ("composer", NameVariable::Composer),
    ("producer", NameVariable::Producer),
    ("executive-producer", NameVariable::ExecutiveProducer),
    ("writer", NameVariable::ScriptWriter),
    ("director", NameVariable::Director),
    ("illustrator", NameVariable::Illustrator),
    ("narrator", NameVariable::Narrator),
];

/// Whether a value is hayagriva's: a map of entries, each with a type it knows.
pub(super) fn fits(value: &Value) -> bool {
    let known = |entry: &Value| type_name(entry).is_some_and(|name| TYPES.iter().any(|(_, known, _)| *known == name));
    value.as_object().is_some_and(|entries| !entries.contains_key("references") && entries.values().any(known))
}

/// Whether a text looks like hayagriva's YAML.
pub(super) fn sniff(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with(['#', '-']));
    let key = lines.next().is_some_and(|line| line.trim_end().ends_with(':') && !line.starts_with(' '));
    key && lines.take_while(|line| line.starts_with(' ')).any(|line| line.trim_start().starts_with("type:"))
}

/// Reads a file.
pub(super) fn read(text: &str) -> Bibliography {
    match yaml_value::parse(text) {
        Ok(value) => read_value(value),
        Err(problem) => Bibliography::broken(problem),
    }
}

/// The entries of a file that is parsed already.
pub(super) fn read_value(value: Value) -> Bibliography {
    let Value::Object(entries) = value else {
        let problem = ConversionProblem {
            line: None,
            entry: None,
            message: "this is no map of entries by key".into(),
            left_out: true,
        };
        return Bibliography::broken(problem);
    };
    let mut bibliography = Bibliography::default();
    for (index, (key, entry)) in entries.into_iter().enumerate() {
        match entry {
            Value::Object(entry) => bibliography.items.push(to_item(&key, entry)),
            _ => bibliography.problems.push(ConversionProblem::of_entry(index + 1, format!("'{key}' is no entry"))),
        }
    }
    bibliography
}

fn type_name(entry: &Value) -> Option<String> {
    entry.get("type").and_then(Value::as_str).map(str::to_lowercase)
}

fn to_item(key: &str, mut entry: Map<String, Value>) -> Item {
    let parents = match entry.remove("parent") {
        Some(Value::Array(parents)) => parents,
        Some(parent) => vec![parent],
        None => Vec::new(),
    };
    let name = type_name(&Value::Object(entry.clone())).unwrap_or_default();
    let parent = parents.first().and_then(type_name).unwrap_or_default();
    entry.remove("type");
    let mut item = Item::new(key, type_of(&name, &parent));
    let residue = entry.remove(RESIDUE);
    read_fields(&mut item, &mut entry, TextVariable::Title);
    for parent in parents {
        let Value::Object(mut parent) = parent else { continue };
        parent.remove("type");
        let is_free = item.text(TextVariable::ContainerTitle).is_none();
        let title = if is_free { TextVariable::ContainerTitle } else { TextVariable::CollectionTitle };
        read_fields(&mut item, &mut parent, title);
    }
    for (key, value) in entry {
        item.custom.insert(key, value);
    }
    for (name, value) in residue.as_ref().and_then(Value::as_object).into_iter().flatten() {
        residue::restore(&mut item, name, &text_of(value));
    }
    item
}

fn type_of(name: &str, parent: &str) -> ItemType {
    let exact = TYPES.iter().find(|(_, known, within)| *known == name && *within == parent);
    let loose = || TYPES.iter().find(|(_, known, _)| *known == name);
    exact.or_else(loose).map_or(ItemType::Document, |(csl, _, _)| *csl)
}

/// Moves the fields of an entry, or of its parent, to variables that are still free.
fn read_fields(item: &mut Item, entry: &mut Map<String, Value>, title: TextVariable) {
    if let Some(value) = entry.remove("title") {
        read_title(item, &value, title);
    }
    let editor = NameVariable::Editor;
    let author = if title == TextVariable::Title { NameVariable::Author } else { NameVariable::ContainerAuthor };
    for (field, variable) in [("author", author), ("editor", editor)] {
        if let Some(value) = entry.remove(field) {
            item.set_names(variable, read_names(&value));
        }
    }
    for person in one_or_many(entry.remove("affiliated")) {
        read_role(item, &person);
    }
    if let Some(date) = entry.remove("date").filter(|_| item.date(DateVariable::Issued).is_none()) {
        item.set_date(DateVariable::Issued, read_date(&date));
    }
    read_publisher(item, entry);
    read_url(item, entry.remove("url"));
    for (field, variable) in OWN.iter().chain(COUNTED).chain(TOTALS) {
        if let Some(value) = entry.remove(*field) {
            fill(item, *variable, &value);
        }
    }
    read_serials(item, entry.remove("serial-number"));
}

fn fill(item: &mut Item, variable: TextVariable, value: &Value) {
    if item.text(variable).is_none() {
        item.set(variable, text_of(value));
    }
}

/// A string, a number, or a string in one of hayagriva's wrappers.
fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(map) => map.get("value").or_else(|| map.get("name")).map_or_else(String::new, text_of),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn one_or_many(value: Option<Value>) -> Vec<Value> {
    match value {
        Some(Value::Array(values)) => values,
        Some(value) => vec![value],
        None => Vec::new(),
    }
}

fn read_title(item: &mut Item, value: &Value, title: TextVariable) {
    fill(item, title, value);
    let short = match title {
        TextVariable::Title => TextVariable::TitleShort,
        TextVariable::ContainerTitle => TextVariable::ContainerTitleShort,
        _ => return,
    };
    if let Some(value) = value.get("short") {
        fill(item, short, value);
    }
}

fn read_names(value: &Value) -> Vec<Name> {
    one_or_many(Some(value.clone())).iter().map(read_name).collect()
}

fn read_name(value: &Value) -> Name {
    let part = |key: &str| value.get(key).map(text_of).filter(|text| !text.is_empty());
    if value.is_object() {
        let name = part("name");
        if name.as_deref() == Some(Name::ET_AL) {
            return Name::others();
        }
        return match part("given-name") {
            None if part("prefix").is_none() => Name { literal: name, ..Name::default() },
            given => Name {
                family: name,
                given,
                non_dropping_particle: part("prefix"),
                suffix: part("suffix"),
                ..Name::default()
            },
        };
    }
    let text = text_of(value);
    let mut parts = text.split(',').map(|part| part.trim().to_owned());
    match (parts.next(), parts.next(), parts.next()) {
        (family, given @ Some(_), None) => Name { family, given, ..Name::default() },
        (family, Some(suffix), Some(given)) => {
            let (suffix, given) = suffix::settled(suffix, given);
            Name { family, suffix: Some(suffix), given: Some(given), ..Name::default() }
        }
        _ => Name::literal(text),
    }
}

fn read_role(item: &mut Item, person: &Value) {
    let role = person.get("role").map(text_of).unwrap_or_default().to_lowercase();
    if let (Some((_, variable)), Some(names)) = (ROLES.iter().find(|(known, _)| *known == role), person.get("names")) {
        item.set_names(*variable, read_names(names));
    }
}

fn read_date(value: &Value) -> Date {
    let text = text_of(value);
    edtf::read(&text).unwrap_or_else(|| Date::literal(text))
}

fn read_publisher(item: &mut Item, entry: &mut Map<String, Value>) {
    if let Some(publisher) = entry.remove("publisher") {
        fill(item, TextVariable::Publisher, &publisher);
        if let Some(place) = publisher.get("location") {
            fill(item, TextVariable::PublisherPlace, place);
        }
    }
    if let Some(place) = entry.remove("location") {
        fill(item, TextVariable::PublisherPlace, &place);
    }
    if let Some(body) = entry.remove("organization") {
        fill(item, TextVariable::Publisher, &body);
    }
}

fn read_url(item: &mut Item, url: Option<Value>) {
    let Some(url) = url else { return };
    fill(item, TextVariable::Url, &url);
    if let Some(date) = url.get("date") {
        item.set_date(DateVariable::Accessed, read_date(date));
    }
}

fn read_serials(item: &mut Item, serials: Option<Value>) {
    match serials {
        Some(Value::Object(serials)) => {
            for (name, value) in &serials {
                if let Some((_, variable)) = SERIALS.iter().find(|(known, _)| *known == name.to_lowercase()) {
                    fill(item, *variable, value);
                }
            }
        }
        Some(value) => fill(item, TextVariable::Number, &value),
        None => {}
    }
}

/// Writes a file.
pub(super) fn write(bibliography: &Bibliography, _: &ConvertOptions) -> String {
    bibliography.items.iter().map(|item| yaml_value::to_yaml(&json!({ item.id.as_str(): entry(item) }))).collect()
}

/// One entry, with what it has no place for under `csl`: it is read again, and what is not as it was stands there.
fn entry(item: &Item) -> Value {
    let mut fields = to_fields(item);
    let copy = to_item(&item.id, fields.clone());
    let residue = residue::difference(item, &copy);
    if !residue.is_empty() {
        let residue: Map<String, Value> =
            residue.into_iter().map(|(name, value)| (name, Value::String(value))).collect();
        fields.insert(RESIDUE.into(), residue.into());
    }
    Value::Object(fields)
}

fn to_fields(item: &Item) -> Map<String, Value> {
    let known = TYPES.iter().find(|(csl, _, _)| *csl == item.item_type);
    let (name, parent_name) = known.map_or(("misc", ""), |(_, name, parent)| (*name, *parent));
    let mut entry = Map::new();
    let mut put = |key: &str, value: Value| drop(entry.insert(key.to_owned(), value));
    put("type", name.into());
    if let Some(title) = item.text(TextVariable::Title) {
        put("title", write_title(title, item.text(TextVariable::TitleShort)));
    }
    if !item.names(NameVariable::Author).is_empty() {
        put("author", write_names(item.names(NameVariable::Author)));
    }
    let roles = ROLES.iter().filter(|(_, variable)| !item.names(*variable).is_empty());
    let roles: Vec<Value> =
        roles.map(|(role, variable)| json!({ "role": role, "names": write_names(item.names(*variable)) })).collect();
    if !roles.is_empty() {
        put("affiliated", roles.into());
    }
    if let Some(date) = item.date(DateVariable::Issued).and_then(write_date) {
        put("date", date);
    }
    write_texts(item, &mut put);
    let parent = parent(item, parent_name);
    match parent.contains_key("title") {
        true => put("parent", parent.into()),
        false => parent.into_iter().filter(|(key, _)| key != "type").for_each(|(key, value)| put(&key, value)),
    }
    entry
}

fn write_texts(item: &Item, put: &mut impl FnMut(&str, Value)) {
    for (field, variable) in OWN {
        if let Some(text) = item.text(*variable).filter(|text| *field != "language" || is_language(text)) {
            put(field, markup::without_nocase(text).into());
        }
    }
    for (field, variable) in TOTALS {
        if let Some(total) = item.text(*variable).and_then(|text| text.parse::<u32>().ok()) {
            put(field, total.into());
        }
    }
    if let Some(url) = item.text(TextVariable::Url).filter(|url| url.contains("://")) {
        let accessed = item.date(DateVariable::Accessed).and_then(write_date);
        put("url", accessed.map_or_else(|| url.into(), |date| json!({ "value": url, "date": date })));
    }
    let serials =
        SERIALS.iter().filter_map(|(name, variable)| Some(((*name).to_owned(), item.text(*variable)?.into())));
    let serials: Map<String, Value> = serials.collect();
    if !serials.is_empty() {
        put("serial-number", serials.into());
    }
}

/// What contains the work; volume, issue, editor and publisher are its own if it has no title.
fn parent(item: &Item, name: &str) -> Map<String, Value> {
    let mut parent = Map::new();
    let mut put = |key: &str, value: Value| drop(parent.insert(key.to_owned(), value));
    put("type", if name.is_empty() { "misc".into() } else { name.into() });
    if let Some(title) = item.text(TextVariable::ContainerTitle) {
        put("title", write_title(title, item.text(TextVariable::ContainerTitleShort)));
    }
    for (field, variable) in [("author", NameVariable::ContainerAuthor), ("editor", NameVariable::Editor)] {
        if !item.names(variable).is_empty() && (field == "editor" || item.text(TextVariable::ContainerTitle).is_some())
        {
            put(field, write_names(item.names(variable)));
        }
    }
    match (item.text(TextVariable::Publisher), item.text(TextVariable::PublisherPlace)) {
        (Some(publisher), Some(place)) => put("publisher", json!({ "name": publisher, "location": place })),
        (Some(publisher), None) => put("publisher", publisher.into()),
        (None, Some(place)) => put("location", place.into()),
        (None, None) => {}
    }
    for (field, variable) in COUNTED {
        if let Some(text) = item.text(*variable) {
            put(field, text.into());
        }
    }
    parent
}

fn write_title(title: &str, short: Option<&str>) -> Value {
    let title = markup::without_nocase(title);
    short
        .map_or_else(|| title.clone().into(), |short| json!({ "value": title, "short": markup::without_nocase(short) }))
}

fn write_names(names: &[Name]) -> Value {
    let mut names: Vec<Value> = names.iter().map(write_name).collect();
    if names.len() == 1 { names.remove(0) } else { names.into() }
}

fn write_name(name: &Name) -> Value {
    if name.is_others() {
        return json!({ "name": Name::ET_AL });
    }
    match (&name.literal, &name.family, &name.given) {
        (None, Some(family), Some(given)) if name.suffix.is_none() && is_plain(name) => {
            format!("{family}, {given}").into()
        }
        _ => {
            let particle = name.non_dropping_particle.as_ref().or(name.dropping_particle.as_ref());
            let whole = name.literal.as_ref().or(name.family.as_ref()).cloned().unwrap_or_default();
            let parts = [("given-name", &name.given), ("prefix", &particle.cloned()), ("suffix", &name.suffix)];
            let parts = parts.into_iter().filter_map(|(key, part)| Some((key.to_owned(), part.clone()?.into())));
            std::iter::once(("name".to_owned(), whole.into())).chain(parts).collect::<Map<_, _>>().into()
        }
    }
}

/// Whether a name is family and given name alone, without commas of its own.
fn is_plain(name: &Name) -> bool {
    let particles = name.non_dropping_particle.is_some() || name.dropping_particle.is_some();
    !particles && [&name.family, &name.given].into_iter().flatten().all(|part| !part.contains(',') && !part.is_empty())
}

/// A single date without a season, the only kind that hayagriva knows in a string: the start of a range, and the year that words name.
fn write_date(date: &Date) -> Option<Value> {
    let start = date.start().or_else(|| date.nearest_year().map(DateParts::year))?;
    let month = start.month.filter(|month| (1..=12).contains(month));
    let day = start.day.filter(|day| month.is_some_and(|month| *day <= last_day(month, start.year)));
    let about = if date.circa { "~" } else { "" };
    let is_known = (0..=9999).contains(&start.year);
    is_known.then(|| format!("{about}{}", edtf::write_parts(DateParts { month, day, ..start })).into())
}

fn last_day(month: u8, year: i32) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Whether hayagriva can read a code as that of a language.
fn is_language(code: &str) -> bool {
    let mut parts = code.split('-');
    let first = parts.next().is_some_and(|part| (2..=3).contains(&part.len()));
    first
        && parts.all(|part| (2..=8).contains(&part.len()))
        && code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_with_a_parent_is_read() {
        let text = "doe98:\n  type: Article\n  title: { value: On sums, short: Sums }\n  author: [\"Doe, Jane\", { name: Gogh, given-name: V., prefix: van }]\n  date: 1998-05\n  page-range: 12-19\n  serial-number: { doi: 10.1/x }\n  parent:\n    type: Periodical\n    title: Journal\n    volume: 3\n";
        let bibliography = read(text);
        assert_eq!(
            serde_json::to_string(&bibliography.items[0]).unwrap(),
            r#"{"id":"doe98","type":"article-journal","title":"On sums","author":[{"family":"Doe","given":"Jane"},{"family":"Gogh","given":"V.","non-dropping-particle":"van"}],"issued":{"date-parts":[[1998,5]]},"title-short":"Sums","container-title":"Journal","volume":"3","page":"12-19","DOI":"10.1/x"}"#
        );
        assert!(sniff(text) && fits(&yaml_value::parse(text).unwrap()));
    }

    #[test]
    fn what_is_written_is_read_again_and_hayagriva_reads_it_too() {
        for json in [
            r#"{"id":"a","type":"chapter","title":"T: yes","editor":[{"family":"E","given":"F"}],"container-title":"C","page":"1-3","publisher":"P","publisher-place":"L"}"#,
            r#"{"id":"b","type":"map","title":"no","author":[{"literal":"A, B, C and D"}],"issued":{"date-parts":[[1850],[1851]]},"number-of-pages":"xii, 3","language":"en-US","section":"S"}"#,
            r#"{"id":"c","type":"book","title":"12","author":[{"family":"K","given":"M","suffix":"Jr."}],"translator":[{"family":"T"}],"volume":"2-3","URL":"http://x.org/?a=b&c","accessed":{"date-parts":[[2020,1,2]]}}"#,
        ] {
            let item: Item = serde_json::from_str(json).unwrap();
            let written = write(&Bibliography::of(vec![item.clone()]), &ConvertOptions::default());
            assert_eq!(read(&written).items, [item], "{written}");
        }
    }

    #[test]
    fn every_date_is_one_that_hayagriva_reads() {
        for (json, date) in [
            (r#"{"date-parts":[[1850]],"circa":true}"#, Some("~1850")),
            (r#"{"date-parts":[[1850,2,31]]}"#, Some("1850-02")),
            (r#"{"date-parts":[[1848,2,29]]}"#, Some("1848-02-29")),
            (r#"{"date-parts":[[1850,4,5],[1851]]}"#, Some("1850-04-05")),
            (r#"{"date-parts":[[987,14]]}"#, Some("0987")),
            (r#"{"literal":"[1796]"}"#, Some("1796")),
            (r#"{"literal":"n.d."}"#, None),
            (r#"{"date-parts":[[-44]]}"#, None),
        ] {
            let json = format!(r#"{{"id":"a","type":"book","issued":{json}}}"#);
            let item: Item = serde_json::from_str(&json).unwrap();
            let written = write(&Bibliography::of(vec![item.clone()]), &ConvertOptions::default());
            assert_eq!(entry(&item).get("date").and_then(Value::as_str), date, "{json}");
            assert!(hayagriva::io::from_yaml_str(&written).is_ok(), "{written}");
            assert_eq!(read(&written).items, [item], "{written}");
        }
    }
}
