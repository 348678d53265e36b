//! Records to entries.

use serde_json::Value;

use super::super::{Bibliography, ConvertOptions, edtf, printed, residue};
use super::latex::{Encoding, encode, encode_verbatim};
use super::model::{self, BibDialect};
use super::{case, names, values};
use crate::csl::{Date, DateVariable, Item, Name, NameVariable, TextVariable};

/// Writes every record as an entry, in order.
pub(super) fn write(bibliography: &Bibliography, dialect: BibDialect, options: &ConvertOptions) -> String {
    let encoding = Encoding { ascii: options.ascii };
    let entries = bibliography.items.iter().map(|item| entry(item, dialect, encoding));
    let tail = Some(&bibliography.tail).filter(|tail| !tail.is_empty()).map(|tail| format!("{tail}\n"));
    entries.chain(tail).collect::<Vec<_>>().join("\n")
}

/// One entry, with what it has no place for in `userf`: it is read again, and what is not as it was stands there.
fn entry(item: &Item, dialect: BibDialect, encoding: Encoding) -> String {
    let mut entry = EntryWriter::of(item, dialect, encoding);
    let written = entry.to_string();
    let copy = super::read(&written).items.into_iter().next().unwrap_or_default();
    let residue = residue::difference(item, &copy);
    if residue.is_empty() {
        return written;
    }
    entry.push(model::RESIDUE, &encode(&residue::to_line(&residue), encoding));
    entry.to_string()
}

struct EntryWriter<'i> {
    item: &'i Item,
    dialect: BibDialect,
    encoding: Encoding,
    entry_type: &'static str,
    /// Names as the dialect has them, with values between braces already where they need any.
    fields: Vec<(String, String)>,
}

impl<'i> EntryWriter<'i> {
    fn of(item: &'i Item, dialect: BibDialect, encoding: Encoding) -> Self {
        let mut entry = Self { item, dialect, encoding, entry_type: entry_type(item, dialect), fields: Vec::new() };
        entry.subtype();
        entry.names();
        entry.texts();
        entry.dates();
        entry.eprint();
        entry.unknown();
        entry
    }

    fn push(&mut self, field: &str, tex: &str) {
        self.push_bare(field, format!("{{{tex}}}"));
    }

    fn push_bare(&mut self, field: &str, value: String) {
        if !self.has(field) {
            self.fields.push((field.to_owned(), value));
        }
    }

    fn has(&self, field: &str) -> bool {
        self.fields.iter().any(|(name, _)| name == field)
    }

    fn allows(&self, field: &str) -> bool {
        model::allows(self.entry_type, field)
    }

    /// Tells the CSL type where the entry type alone would be read as another.
    fn subtype(&mut self) {
        let csl = self.item.item_type;
        if model::csl_type(self.entry_type, "") != Some(csl) {
            let told = model::kind_of(csl).map(|kind| kind.subtype).filter(|subtype| !subtype.is_empty());
            self.push("entrysubtype", told.unwrap_or(csl.as_str()));
        }
    }

    fn names(&mut self) {
        for (variable, field) in model::NAME_FIELDS {
            self.name_field(*variable, field);
        }
        let mut free = model::ROLE_FIELDS.iter().filter(|_| model::allows(self.entry_type, "editora"));
        let roles = model::ROLES.iter().filter(|(variable, _)| !self.item.names(*variable).is_empty());
        let placed: Vec<_> = roles.zip(&mut free).collect();
        for ((variable, role), (field, type_field)) in placed {
            self.push(field, &names::write(self.item.names(*variable), self.encoding));
            self.push(type_field, role);
        }
    }

    fn name_field(&mut self, variable: NameVariable, field: &str) {
        let people = self.item.names(variable);
        if people.is_empty() || !self.allows(field) {
            return;
        }
        self.push(field, &names::write(people, self.encoding));
        if let Some(keeps) = keeps_prefix(people).filter(|_| self.dialect == BibDialect::BibLaTeX) {
            self.push("options", &format!("useprefix={keeps}"));
        }
    }

    fn texts(&mut self) {
        for (variable, text) in in_order(self.item) {
            let Some(field) = model::field_of(variable, self.entry_type) else { continue };
            if let Some(tex) = self.value(field, text) {
                self.push(model::name_in(self.dialect, self.entry_type, field), &tex);
            }
        }
    }

    /// The text of a variable as its field wants it; `None` where the field would not take it.
    fn value(&self, field: &str, text: &str) -> Option<String> {
        let tex = |text: &str| encode(text, self.encoding);
        Some(match field {
            "url" => encode_verbatim(text),
            "doi" => tex_free(text)?,
            "pages" => values::pages_to_tex(&tex(text)),
            "isbn" => tex(values::first_isbn(text)?),
            "issn" => tex(values::first_issn(text)?),
            "volume" | "volumes" => values::integer(text)?,
            "langid" => values::langid(text)?.to_owned(),
            "type" => return self.genre(text),
            "publisher" | "institution" | "organization" | "howpublished" | "location" | "origpublisher"
            | "origlocation" => list_member(text, self.encoding),
            _ if model::is_title(field) => self.title(text),
            _ => tex(text),
        })
    }

    /// BibLaTeX has words of its own for kinds of theses and reports; BibTeX has entry types.
    fn genre(&self, text: &str) -> Option<String> {
        let key = values::type_key(text).filter(|_| self.dialect == BibDialect::BibLaTeX);
        let is_said = values::genre_of_type(self.entry_type) == Some(text);
        (!is_said).then(|| key.map_or_else(|| encode(text, self.encoding), str::to_owned))
    }

    /// A title with its capitals protected: those of English by word, those of other languages all.
    fn title(&self, text: &str) -> String {
        let language = self.item.text(TextVariable::Language).unwrap_or("en");
        match self.dialect {
            _ if language.starts_with("en") => encode(&case::protect(text), self.encoding),
            BibDialect::BibLaTeX => encode(text, self.encoding),
            BibDialect::BibTeX => format!("{{{}}}", encode(text, self.encoding)),
        }
    }

    fn dates(&mut self) {
        for (variable, field) in model::DATE_FIELDS {
            let Some(date) = self.item.date(*variable).filter(|_| self.allows(field)) else { continue };
            match edtf::write(date) {
                Some(text) if *variable != DateVariable::Issued || self.dialect == BibDialect::BibLaTeX => {
                    self.push(field, &text);
                }
                _ if *variable == DateVariable::Issued => self.old_date(date),
                _ => {}
            }
        }
    }

    /// Year, month and day in fields of their own, the month as a macro. BibLaTeX too has these for what is no date to it.
    fn old_date(&mut self, date: &Date) {
        let Some(year) = printed::year(date) else { return };
        self.push("year", &encode(&year, self.encoding).replace('–', "--"));
        let Some(parts) = date.start() else { return };
        let Some(month) = parts.month.and_then(values::month_macro) else { return };
        self.push_bare("month", month.to_owned());
        if let Some(day) = parts.day {
            self.push("day", &day.to_string());
        }
    }

    /// The number of a work in a repository, as its address gives it.
    fn eprint(&mut self) {
        let Some((repository, number)) = self.item.text(TextVariable::Url).and_then(values::eprint) else { return };
        self.push("eprint", number);
        self.push(model::name_in(self.dialect, self.entry_type, "eprinttype"), repository);
    }

    /// Fields of a file that CSL has no variable for.
    fn unknown(&mut self) {
        for (key, value) in &self.item.custom {
            if let (Value::String(text), true) = (value, is_field_name(key) && !values::is_taken(key)) {
                let tex = if values::is_verbatim(key) { encode_verbatim(text) } else { encode(text, self.encoding) };
                self.push(model::name_in(self.dialect, self.entry_type, key), &tex);
            }
        }
    }
}

impl std::fmt::Display for EntryWriter<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(Value::String(comment)) = self.item.custom.get(values::COMMENT) {
            writeln!(f, "{comment}")?;
        }
        writeln!(f, "@{}{{{},", self.entry_type, safe_key(&self.item.id))?;
        for (field, value) in &self.fields {
            writeln!(f, "  {field} = {value},")?;
        }
        writeln!(f, "}}")
    }
}

/// The entry type: of BibLaTeX's pairs the one whose people are there.
fn entry_type(item: &Item, dialect: BibDialect) -> &'static str {
    let Some(kind) = model::kind_of(item.item_type) else { return "misc" };
    let has = |variable| !item.names(variable).is_empty();
    match (dialect, kind.biblatex) {
        (BibDialect::BibTeX, _) if kind.bibtex == "phdthesis" => values::thesis_type(item.text(TextVariable::Genre)),
        (BibDialect::BibTeX, _) => kind.bibtex,
        (_, "book") if !has(NameVariable::Author) && has(NameVariable::Editor) => "collection",
        (_, "incollection") if !has(NameVariable::Editor) => "inbook",
        (_, modern) => modern,
    }
}

/// The variables in the order of the table of fields.
fn in_order(item: &Item) -> impl Iterator<Item = (TextVariable, &str)> {
    model::TEXT_FIELDS.iter().filter_map(|(variable, _)| Some((*variable, item.text(*variable)?)))
}

/// A publisher or a place: one member of a list, braced where BibLaTeX would cut it in two.
fn list_member(text: &str, encoding: Encoding) -> String {
    let encoded = encode(text, encoding);
    if text.split_whitespace().any(|word| word == "and") { format!("{{{encoded}}}") } else { encoded }
}

/// A DOI as it is, if it can stand in a file unescaped.
fn tex_free(text: &str) -> Option<String> {
    (!text.contains(['{', '}', '\\', ' '])).then(|| text.to_owned())
}

/// Whether the particles of these people stay with the family name; `None` if they have none.
fn keeps_prefix(people: &[Name]) -> Option<bool> {
    let stays = people.iter().any(|name| name.non_dropping_particle.is_some());
    let drops = people.iter().any(|name| name.dropping_particle.is_some());
    (stays || drops).then_some(stays)
}

/// A key without the characters that end one.
fn safe_key(id: &str) -> String {
    let key: String =
        id.chars().map(|c| if c.is_whitespace() || "{}(),=#%\"'\\~@".contains(c) { '-' } else { c }).collect();
    if key.is_empty() { "work".to_owned() } else { key }
}

fn is_field_name(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_lowercase())
        && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c))
}
