//! Short forms written out: "Ibid., 23" becomes "Robinson, *Gay Men*, 23".

use std::collections::HashSet;

use crate::analysis::Analysis;
use crate::citation::{Citation, Kind};
use crate::csl::{Item, ItemType, Name, NameVariable, TextVariable};
use crate::document::{Format, Markup};
use crate::lint::Fix;
use crate::resolve::SourceId;
use crate::text::{Edit, Span, bare_words};

/// What short forms need of a language: "and", "and others", quotation marks, and the words that no short title begins
/// or ends with.
struct Words {
    language: &'static str,
    and: &'static str,
    others: &'static str,
    quotes: (&'static str, &'static str),
    small: &'static [&'static str],
}

/// One line a language; the first is what is taken for others.
#[rustfmt::skip]
static WORDS: &[Words] = &[
    Words { language: "en", and: "and", others: "et al.", quotes: ("“", "”"),
        small: &["the", "a", "an", "of", "in", "on", "and", "to", "for", "from", "with", "by", "at", "or", "as"] },
    Words { language: "de", and: "und", others: "u. a.", quotes: ("„", "“"),
        small: &["der", "die", "das", "den", "dem", "des", "ein", "eine", "einer", "und", "von", "vom", "zu", "zum", "zur", "im", "in", "für", "mit", "auf", "aus", "bei", "über"] },
    Words { language: "fr", and: "et", others: "et al.", quotes: ("« ", " »"),
        small: &["le", "la", "les", "un", "une", "des", "de", "du", "et", "en", "à", "au", "aux", "dans", "sur", "par", "pour"] },
    Words { language: "it", and: "e", others: "et al.", quotes: ("«", "»"),
        small: &["il", "lo", "la", "i", "gli", "le", "un", "una", "di", "del", "della", "dei", "e", "in", "nel", "nella", "a", "al", "per", "con", "su"] },
    Words { language: "es", and: "y", others: "et al.", quotes: ("«", "»"),
        small: &["el", "la", "los", "las", "un", "una", "de", "del", "y", "en", "a", "al", "por", "para", "con", "sobre"] },
    Words { language: "pt", and: "e", others: "et al.", quotes: ("“", "”"),
        small: &["o", "a", "os", "as", "um", "uma", "de", "do", "da", "dos", "das", "e", "em", "no", "na", "por", "para", "com"] },
    Words { language: "nl", and: "en", others: "e.a.", quotes: ("‘", "’"),
        small: &["de", "het", "een", "van", "en", "in", "op", "te", "voor", "met", "aan", "bij", "over"] },
];

fn words(language: &str) -> &'static Words {
    WORDS.iter().find(|words| words.language == language).unwrap_or(&WORDS[0])
}

/// A short title has this many words at most (*Chicago Manual of Style* 17, 14.33).
const TITLE_WORDS: usize = 4;
/// From this many authors on only the first is named (*Chicago Manual of Style* 17, 14.76).
const MANY_AUTHORS: usize = 4;

/// The short form of a work in the markup of a format: authors, and title where `with_title` or where there is no author.
/// `None` for a record with neither.
#[must_use]
pub fn short_form(item: &Item, format: Format, language: &str, with_title: bool) -> Option<String> {
    let markup = Markup::of(format.markup());
    let authors = authors(item, words(language)).map(|names| markup.text(&names));
    let title = if with_title || authors.is_none() { short_title(item, markup, words(language)) } else { None };
    let parts: Vec<String> = authors.into_iter().chain(title).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn authors(item: &Item, words: &Words) -> Option<String> {
    let roles = [NameVariable::Author, NameVariable::Editor];
    let names = roles.into_iter().map(|role| item.names(role)).find(|names| !names.is_empty())?;
    let short: Vec<String> = names.iter().map(Name::short).filter(|name| !name.is_empty()).collect();
    match short.as_slice() {
        [] => None,
        [name] => Some(name.clone()),
        [first, .., _] if short.len() >= MANY_AUTHORS => Some(format!("{first} {}", words.others)),
        [first @ .., last] => Some(format!("{} {} {last}", first.join(", "), words.and)),
    }
}

/// The title in a few of its own words, in their order: in italics for what stands by itself, else in quotes.
fn short_title(item: &Item, markup: &Markup, words: &Words) -> Option<String> {
    let short = item.text(TextVariable::TitleShort).map(str::to_owned);
    let title = short.or_else(|| item.text(TextVariable::Title).map(|title| shorten(title, words)))?;
    let part = item.text(TextVariable::ContainerTitle).is_some()
        || matches!(item.item_type, ItemType::Article | ItemType::Chapter | ItemType::Manuscript | ItemType::Webpage);
    let title = markup.text(&title);
    Some(if part { format!("{}{title}{}", words.quotes.0, words.quotes.1) } else { markup.emphasis(&title) })
}

fn shorten(title: &str, words: &Words) -> String {
    let main = title.split([':', '?', '!', ';']).next().unwrap_or(title).trim();
    let is_small = |word: &&str| words.small.contains(&word.to_lowercase().as_str());
    let all: Vec<&str> = main.split_whitespace().collect();
    if all.len() <= TITLE_WORDS {
        return main.to_owned();
    }
    let mut kept: Vec<&str> = all.into_iter().skip_while(is_small).take(TITLE_WORDS).collect();
    while kept.len() > 1 && kept.last().is_some_and(is_small) {
        kept.pop();
    }
    kept.join(" ").trim_end_matches([',', '.']).to_owned()
}

/// Whether a short form of this work needs its title here: another work has the same author, the document's own short
/// forms give titles, or it has none to follow.
fn wants_title(analysis: &Analysis, item: &Item) -> bool {
    analysis.has_rivals(item) || analysis.wants_titles()
}

/// Writes a citation that stands for a source by a word ("Ibid.", "op. cit.") as the short form of `source`, and keeps
/// its page; a bare "Ibid." takes `page`. `None` where the word or the record's names cannot be found.
#[must_use]
pub fn spell_out(analysis: &Analysis, citation: usize, source: SourceId, page: Option<&str>) -> Option<Fix> {
    let here = analysis.citations.get(citation)?;
    let body = &analysis.document.notes.get(here.note)?.body;
    let (document, language) = (&analysis.document, analysis.language.as_str());
    let item = &analysis.work(source)?.item;
    let mut text = short_form(item, document.format, language, wants_title(analysis, item))?;
    let (at, word) = standing_word(here, &body.text)?;
    let mut end = at + word.len() + usize::from(!word.ends_with('.') && body.text[at + word.len()..].starts_with('.'));
    let stopped = body.text[at..end].ends_with('.');
    let rest = Span::new(end, here.flat.end.max(end)).of(&body.text);
    let kept = rest.trim_start_matches([',', ' ', '\u{a0}']);
    if kept.trim_matches(['.', ')']).is_empty() {
        let markup = Markup::of(document.format.markup());
        text.extend(page.map(|page| format!(", {}", markup.text(page))));
        let last = body.text[end..].trim_start().is_empty();
        text.push_str(if stopped && last { "." } else { "" });
    } else {
        end += rest.len() - kept.len();
        text.push_str(if kept.starts_with("at ") { " " } else { ", " });
    }
    let word_span = body.source(Span::new(at, at + word.len()));
    let message = format!("write “{}” instead of “{word}”", text.trim_end_matches([',', ' ', '.']));
    let edit = Edit::replace(body.source(Span::new(at, end)), text);
    Some(Fix::needs_consent(message, vec![edit]).meaning(citation, source).replacing([word_span]))
}

/// The word that stands for the source, as it is typed, and where: that of the short form, or what the citation begins
/// with.
fn standing_word<'t>(citation: &Citation, text: &'t str) -> Option<(usize, &'t str)> {
    let flat = citation.flat.of(text);
    let named = citation.short.word.as_deref().and_then(|word| flat.find(word).map(|at| (at, word.len())));
    let by_word_alone = matches!(citation.kind, Kind::Ibid | Kind::Loccit);
    let first = || flat.split([',', ' ', '\u{a0}']).next().filter(|word| by_word_alone && !word.is_empty());
    let (at, length) = named.or_else(|| first().map(|word| (0, word.len())))?;
    let at = citation.flat.start + at;
    text.get(at..at + length).map(|word| (at, word))
}

/// The words of a citation that `full`, an earlier one, says too: what a short form may leave out.
#[must_use]
pub fn said_before(analysis: &Analysis, citation: usize, full: usize) -> Vec<Span> {
    let text = &analysis.document.text;
    let (Some(here), Some(full)) = (analysis.citations.get(citation), analysis.citations.get(full)) else {
        return Vec::new();
    };
    let known: HashSet<String> = bare_words(full.span.of(text)).collect();
    let is_known = |span: &Span| bare_words(span.of(text)).all(|word| known.contains(&word));
    let words = crate::text::words(here.span.of(text));
    words.map(|(at, word)| Span::new(at, at + word.len()).shifted(here.span.start)).filter(is_known).collect()
}

/// The page that a bare "Ibid." repeats, as it stands in the citation before, if that one means the same source.
#[must_use]
pub fn repeated_page(analysis: &Analysis, citation: usize) -> Option<&str> {
    let located = analysis.citations.get(analysis.repeated_place(citation)?)?;
    let body = &analysis.document.notes.get(located.note)?.body;
    located.locator.as_ref().map(|locator| locator.flat.of(&body.text))
}

/// Adds the title of `source` to a short form that names only its author. `None` where it has a title, or the
/// name is not found.
#[must_use]
pub fn add_title(analysis: &Analysis, citation: usize, source: SourceId) -> Option<Fix> {
    let here = analysis.citations.get(citation)?;
    let body = &analysis.document.notes.get(here.note)?.body;
    let item = &analysis.work(source)?.item;
    let name = here.short.names.last().filter(|_| here.short.title.is_none())?;
    let at = here.flat.start + here.flat.of(&body.text).find(name.as_str())?;
    let end = at + name.len();
    let title = short_title(item, Markup::of(analysis.document.format.markup()), words(&analysis.language))?;
    let place = body.source(Span::new(at, end)).end;
    let edit = Edit::insert(place, format!(", {title}"));
    Some(Fix::needs_consent(format!("add the title: {title}"), vec![edit]).meaning(citation, source))
}
