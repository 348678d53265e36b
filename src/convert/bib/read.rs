//! Entries to records.

use std::collections::HashMap;

use biblatex::{RawBibliography, RawChunk, RawEntry, Spanned};
use serde_json::Value;

use super::super::{Bibliography, ConversionProblem, edtf, printed, residue};
use super::entry::BibEntry;
use super::latex::{decode, decode_title, decode_verbatim};
use super::split::{BibPiece, BibPieceKind, split};
use super::{case, inherit, model, names, values};
use crate::csl::{DateVariable, Item, ItemType, TextVariable};
use crate::text::LineIndex;

/// Reads a `.bib` file of either dialect.
pub(in crate::convert) fn read(text: &str) -> Bibliography {
    let mut reader = BibReader::new(text);
    for piece in split(text) {
        reader.piece(piece);
    }
    inherit::inherit(&mut reader.entries);
    let items = reader.entries.into_iter().map(|entry| Conversion::of(entry).item).collect();
    Bibliography { items, problems: reader.problems, tail: reader.comment.trim().to_owned() }
}

/// What is said of an entry that would be too long.
const TOO_LONG: &str = "written out, the abbreviations of this entry are too long; it is left out";

struct BibReader<'t> {
    lines: LineIndex<'t>,
    /// `@string`s by name in small letters; `None` for one that is too long.
    abbreviations: HashMap<String, Option<String>>,
    comment: String,
    entries: Vec<BibEntry>,
    problems: Vec<ConversionProblem>,
    /// How many more bytes abbreviations may be written out to.
    room: usize,
}

/// What abbreviations of a file may be written out to: this, and so many times the file's length. A file of ten lines must not
/// fill the memory; one in which every entry names its journal by an abbreviation stays far below.
const ROOM: usize = 1 << 20;
const ROOM_PER_BYTE: usize = 16;

impl<'t> BibReader<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            lines: LineIndex::new(text),
            abbreviations: HashMap::new(),
            comment: String::new(),
            entries: Vec::new(),
            problems: Vec::new(),
            room: ROOM + ROOM_PER_BYTE * text.len(),
        }
    }

    fn piece(&mut self, piece: BibPiece<'t>) {
        match piece.kind {
            BibPieceKind::Comment => self.comment.push_str(piece.text),
            BibPieceKind::Unclosed => {
                self.problem(piece.start, "the braces of this entry do not close; it is left out");
            }
            BibPieceKind::Abbreviation | BibPieceKind::Entry => self.parse(piece),
        }
    }

    fn problem(&mut self, at: usize, message: impl Into<String>) {
        self.problems.push(ConversionProblem::at_line(self.lines.line(at), message));
    }

    fn parse(&mut self, piece: BibPiece<'t>) {
        let braced = with_braces(piece.text);
        match RawBibliography::parse(&with_key(&braced)) {
            Ok(raw) => {
                for pair in &raw.abbreviations {
                    let value = self.value(&pair.value.v, piece.start);
                    if value.is_none() {
                        self.problem(piece.start, TOO_LONG);
                    }
                    self.abbreviations.insert(pair.key.v.to_lowercase(), value);
                }
                for entry in &raw.entries {
                    self.entry(&entry.v, piece.start);
                }
            }
            Err(error) => {
                let message = format!("this entry cannot be read and is left out: {}", error.kind);
                self.problem(piece.start + error.span.start.min(piece.text.len()), message);
            }
        }
    }

    fn entry(&mut self, raw: &RawEntry<'_>, start: usize) {
        let mut entry = BibEntry {
            key: if raw.key.v == KEYLESS { String::new() } else { raw.key.v.to_owned() },
            entry_type: raw.kind.v.to_lowercase(),
            comment: std::mem::take(&mut self.comment).trim().to_owned(),
            ..BibEntry::default()
        };
        for pair in &raw.fields {
            let name = pair.key.v.to_lowercase();
            let Some(value) = self.value(&pair.value.v, start) else { return self.problem(start, TOO_LONG) };
            entry.fields.entry(model::modern_name(&name).to_owned()).or_insert(value);
        }
        self.entries.push(entry);
    }

    /// The value of a field, abbreviations written out; `None` if that is too long.
    fn value(&mut self, chunks: &[Spanned<RawChunk<'_>>], start: usize) -> Option<String> {
        let mut value = String::new();
        for chunk in chunks {
            match chunk.v {
                RawChunk::Normal(text) => value.push_str(text),
                RawChunk::Abbreviation(name) => value.push_str(&self.abbreviation(name, start + chunk.span.start)?),
            }
        }
        Some(value)
    }

    fn abbreviation(&mut self, name: &str, at: usize) -> Option<String> {
        if let Some(value) = self.abbreviations.get(&name.to_lowercase()) {
            let value = value.as_ref()?;
            self.room = self.room.checked_sub(value.len())?;
            return Some(value.clone());
        }
        if !values::is_month_macro(name) {
            let message = format!("the abbreviation '{name}' is not defined; it is taken as a word");
            self.problems.push(ConversionProblem::at_line(self.lines.line(at), message).kept());
        }
        Some(name.to_owned())
    }
}

/// The key that an entry without one gets on its way through the parser.
const KEYLESS: &str = "ibid-no-key";

/// An entry that begins with a field (`@book{ author = …`) with a key before it.
fn with_key(text: &str) -> std::borrow::Cow<'_, str> {
    let Some((head, body)) = text.split_once('{') else { return text.into() };
    let first = body.find([',', '=', '{', '"']).and_then(|at| body.as_bytes().get(at));
    let is_entry = !head.trim_start_matches('@').trim().eq_ignore_ascii_case("string");
    if is_entry && first == Some(&b'=') { format!("{head}{{{KEYLESS},{body}").into() } else { text.into() }
}

/// `@book(…)` as `@book{…}`.
fn with_braces(text: &str) -> std::borrow::Cow<'_, str> {
    let inner = text.find(['{', '(']).filter(|&at| text[at..].starts_with('(')).and_then(|at| {
        let inner = text.get(at + 1..text.len().checked_sub(1)?)?;
        Some(format!("{}{{{inner}}}", &text[..at]))
    });
    inner.map_or(text.into(), Into::into)
}

/// An entry on its way to a record: fields are taken out as they are understood.
struct Conversion {
    entry: BibEntry,
    item: Item,
}

impl Conversion {
    fn of(entry: BibEntry) -> Self {
        let subtype = entry.fields.get("entrysubtype").map_or(String::new(), |tex| decode(tex));
        let item_type = model::csl_type(&entry.entry_type, &subtype);
        let item = Item::new(entry.key.clone(), item_type.unwrap_or(ItemType::Document));
        let mut conversion = Self { entry, item };
        if model::csl_type("", &subtype).is_some() {
            conversion.take("entrysubtype");
        }
        conversion.names();
        conversion.dates();
        conversion.titles();
        conversion.texts();
        conversion.eprint();
        conversion.rest();
        conversion
    }

    fn take(&mut self, field: &str) -> Option<String> {
        self.entry.fields.remove(field)
    }

    fn names(&mut self) {
        let options = self.entry.fields.get("options").map_or("", String::as_str);
        let keeps_prefix = !options.contains("useprefix=false");
        if matches!(options, "useprefix=true" | "useprefix=false") {
            self.take("options");
        }
        for (variable, field) in model::NAME_FIELDS {
            if let Some(tex) = self.take(field) {
                self.item.set_names(*variable, names::read(&tex, keeps_prefix));
            }
        }
        for (field, type_field) in model::ROLE_FIELDS {
            self.role(field, type_field, keeps_prefix);
        }
    }

    fn role(&mut self, field: &str, type_field: &str, keeps_prefix: bool) {
        let role = self.entry.fields.get(type_field).map_or("", String::as_str);
        let Some((variable, _)) = model::ROLES.iter().find(|(_, known)| *known == role) else { return };
        if let (Some(tex), Some(_)) = (self.take(field), self.take(type_field)) {
            self.item.set_names(*variable, names::read(&tex, keeps_prefix));
        }
    }

    fn dates(&mut self) {
        for (variable, field) in model::DATE_FIELDS {
            if let Some(tex) = self.take(field) {
                // In a date `~` means "about", not a blank.
                self.item.set_date(*variable, edtf::read(&tex).unwrap_or_else(|| printed::read(&decode(&tex))));
            }
        }
        if self.item.date(DateVariable::Issued).is_none() {
            self.old_date();
        }
    }

    fn has_original_date(&self) -> bool {
        self.item.date(DateVariable::OriginalDate).is_some()
    }

    /// BibTeX's year, month and day, the month in numbers, macros or words.
    fn old_date(&mut self) {
        let Some(mut year) = self.take("year").map(|tex| decode(&tex)) else { return };
        if let Some((first, reprint)) = printed::reprint(&year).filter(|_| !self.has_original_date()) {
            self.item.set_date(DateVariable::OriginalDate, first);
            year = printed::year(&reprint).unwrap_or(year);
        }
        let field = |field: &str| self.entry.fields.get(field).map_or_else(String::new, |tex| decode(tex));
        let (month, day) = (field("month"), field("day"));
        let with_day = printed::with_month(&year, &month, &day);
        if with_day.is_some() {
            self.take("day");
        }
        let whole = with_day.or_else(|| printed::with_month(&year, &month, ""));
        if whole.is_some() {
            self.take("month");
        }
        self.item.set_date(DateVariable::Issued, whole.unwrap_or_else(|| printed::read(&year)));
    }

    /// Subtitles join their titles, as in a note.
    fn titles(&mut self) {
        for (title, subtitle) in model::SUBTITLES {
            if let (Some(main), Some(sub)) = (self.entry.fields.get(*title).cloned(), self.take(subtitle)) {
                let (main, sub) = (names::without_group(&main), names::without_group(&sub));
                let joint = if main.ends_with(['?', '!', ':']) { " " } else { ": " };
                self.entry.fields.insert((*title).to_owned(), format!("{main}{joint}{sub}"));
            }
        }
    }

    fn texts(&mut self) {
        // What an entry's type has a place for goes first; what other types have follows where there is room.
        let entry_type = self.entry.entry_type.clone();
        for (variable, _) in model::TEXT_FIELDS {
            if let Some(field) = model::field_of(*variable, &entry_type) {
                self.text(*variable, field);
            }
        }
        let left: Vec<String> = self.entry.fields.keys().cloned().collect();
        for field in left {
            if let Some(variable) = model::variable_of(&field, &entry_type) {
                self.text(variable, &field);
            }
        }
        if let (None, Some(genre)) = (self.item.text(TextVariable::Genre), values::genre_of_type(&entry_type)) {
            self.item.set(TextVariable::Genre, genre);
        }
    }

    /// True unless the entry names another language, whose titles styles leave as they are.
    fn is_english(&self) -> bool {
        let language = self.entry.fields.get("langid").map(|tex| values::language_code(&decode(tex)));
        language.as_deref().or(self.item.text(TextVariable::Language)).unwrap_or("en").starts_with("en")
    }

    /// An entry of a repository has an address, also where only its number is given.
    fn eprint(&mut self) {
        let field = |name: &str| self.entry.fields.get(name).map(|tex| decode_verbatim(tex));
        let address =
            values::eprint_address(&field("eprinttype").unwrap_or_default(), &field("eprint").unwrap_or_default());
        let Some(address) = address else { return };
        if self.item.text(TextVariable::Url).is_none_or(|url| url == address) {
            self.item.set(TextVariable::Url, address);
            self.take("eprint");
            self.take("eprinttype");
        }
    }

    /// Moves a field to a variable that is still free.
    fn text(&mut self, variable: TextVariable, field: &str) {
        if self.item.text(variable).is_some() {
            return;
        }
        let Some(tex) = self.take(field) else { return };
        let text = match field {
            "url" => {
                let further = values::further_addresses(&tex).map(Value::String);
                further.into_iter().for_each(|further| drop(self.item.custom.insert("urls".into(), further)));
                values::address(&tex)
            }
            "doi" => values::doi(&tex),
            "pages" => values::pages_from_tex(&tex),
            "langid" | "language" => values::language_code(&decode(&tex)),
            "type" => values::genre(&tex),
            _ if model::is_title(field) && self.is_english() => case::guarded(&decode_title(&tex)),
            _ => decode(&tex),
        };
        let is_address = field == "howpublished" && text.starts_with("http");
        let variable = if is_address { TextVariable::Url } else { variable };
        if self.item.text(variable).is_none() {
            self.item.set(variable, text);
        }
    }

    /// What is left is kept under `custom`, and the residue of a record that was written goes back where it was.
    fn rest(&mut self) {
        let residue = self.take(model::RESIDUE);
        for (field, tex) in std::mem::take(&mut self.entry.fields) {
            let text = if values::is_verbatim(&field) { decode_verbatim(&tex) } else { decode(&tex) };
            self.item.custom.insert(field, Value::String(text));
        }
        if !self.entry.comment.is_empty() {
            let comment = std::mem::take(&mut self.entry.comment);
            self.item.custom.insert(values::COMMENT.into(), Value::String(comment));
        }
        if let Some(strange) = residue.and_then(|tex| residue::restore_line(&mut self.item, &decode(&tex))) {
            self.item.custom.insert(model::RESIDUE.into(), Value::String(strange));
        }
    }
}
