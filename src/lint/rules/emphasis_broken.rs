use super::{Context, Findings, Fix, Judged, Needs, Preset, Reads, Rule, Safety, Severity};
use crate::document::Syntax;
use crate::text::{Edit, Flat, MarkKind, Span};

pub(super) static RULE: Rule = Rule {
    id: "emphasis-broken",
    severity: Severity::Warning,
    summary: "a blank or a mark beside the second star keeps Markdown from writing a title in italics",
    fix: Some(Safety::Safe),
    needs: Needs::Nothing,
    reads: Reads::Document,
    preset: Preset::Blog,
    judged: Judged::NONE,
    page: include_str!("../../../docs/rules/emphasis-broken.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if !context.document().format.is_typed_in(Syntax::Markdown) {
        return;
    }
    let bodies = context.document().notes.iter().map(|note| &note.body);
    for body in bodies.chain(context.document().bibliography.iter().map(|entry| &entry.body)) {
        let Some(broken) = broken(body) else { continue };
        let (title, mark, help) = (broken.title.of(&body.text), broken.mark, broken.fault.help());
        let message = format!("“{title}” is not in italics: {} the second {mark}", broken.fault.as_str());
        let finding = findings.at(body.source(broken.whole), message).help(help);
        let edit = broken.edit(body);
        findings.push(finding.maybe_fix(edit.map(|edit| Fix::safe(help, vec![edit]))));
    }
}

/// Emphasis that Markdown does not see.
#[derive(Debug, PartialEq)]
struct Broken {
    mark: char,
    fault: Fault,
    /// From the first mark to the second.
    whole: Span,
    title: Span,
    close: Span,
}

/// What keeps the second mark from closing.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fault {
    /// A blank before it: `*Trade *22`.
    Blank,
    /// A stop or comma before it and a word right after it: `*A Profiled World,*Dordrecht`.
    Joined,
    /// An opening bracket before it: `*Salt, (*London`.
    Bracket,
}

impl Fault {
    fn as_str(self) -> &'static str {
        match self {
            Self::Blank => "there is a blank before",
            Self::Joined => "there is no blank after",
            Self::Bracket => "there is an opening bracket before",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Blank => "put the blank after it",
            Self::Joined => "put a blank after it",
            Self::Bracket => "put the bracket after it",
        }
    }

    /// The fault of a second mark between two stretches of text, if it has one.
    fn of(before: &str, after: &str) -> Option<Self> {
        let joins = after.starts_with(char::is_alphanumeric);
        match before.chars().next_back()? {
            ' ' | '\u{a0}' => follows_title(after).then_some(Self::Blank),
            '(' => joins.then_some(Self::Bracket),
            ',' | '.' | ';' | ':' | '?' | '!' => joins.then_some(Self::Joined),
            _ => None,
        }
    }
}

impl Broken {
    /// The change that lets the second mark close; none where words would have to change places.
    fn edit(&self, body: &Flat) -> Option<Edit> {
        let close = body.source(self.close);
        let word = body.text[..self.close.start].trim_end_matches([' ', '\u{a0}']).len();
        let blank = body.source(Span::new(word, self.close.start));
        match self.fault {
            Fault::Blank => Some(Edit::replace(Span::new(blank.start, close.end), format!("{} ", self.mark))),
            Fault::Joined => Some(Edit::insert(close.end, " ")),
            Fault::Bracket => None,
        }
    }
}

/// The marks of emphasis in Markdown.
const MARKS: [char; 2] = ['*', '_'];

/// The only two marks that are left in a text, where they were meant as a pair and what stands around the second keeps it from closing.
fn broken(body: &Flat) -> Option<Broken> {
    MARKS.iter().find_map(|&mark| broken_by(body, mark))
}

fn broken_by(body: &Flat, mark: char) -> Option<Broken> {
    let text = body.text.as_str();
    let mut left = text.match_indices(mark).map(|(at, _)| at).filter(|&at| is_typed(body, at));
    let (open, close) = (left.next()?, left.next()?);
    let title = Span::new(open + 1, text[..close].trim_end_matches([' ', '\u{a0}', ',', '(']).len());
    let is_pair = left.next().is_none() && title.start < title.end && opens(&text[..open], title.of(text));
    let fault = Fault::of(&text[..close], &text[close + 1..]).filter(|_| is_pair)?;
    let close = Span::new(close, close + 1);
    Some(Broken { mark, fault, whole: Span::new(open, close.end), title, close })
}

/// True if a mark is typed as it is, and not escaped or in code or an address.
fn is_typed(body: &Flat, at: usize) -> bool {
    let place = Span::new(at, at + 1);
    body.source(place).len() == 1 && !body.is_within(place, |kind| matches!(kind, MarkKind::Code | MarkKind::Link(_)))
}

/// True if a title begins at the mark.
fn opens(before: &str, title: &str) -> bool {
    let follows_blank = before.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && !MARKS.contains(&c));
    follows_blank && title.starts_with(char::is_alphanumeric) && !title.contains("\n\n")
}

/// True if what follows a title follows the mark: a number, a comma or an imprint. A star before a word may say that no one speaks so.
fn follows_title(after: &str) -> bool {
    let is_imprint = |bracket: &str| bracket.split(')').next().is_some_and(|inside| inside.contains(|c: char| c.is_ascii_digit()));
    after.starts_with(|c: char| c.is_ascii_digit() || [',', '.', ';', ':'].contains(&c))
        || after.strip_prefix('(').is_some_and(is_imprint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<String> {
        let body = Flat::verbatim(text, 0);
        broken(&body).map(|broken| broken.title.of(text).to_owned())
    }

    #[test]
    fn a_blank_inside_the_marks_is_found() {
        for (text, title) in [
            ("Able, ‘Salt’, *Rethinking Trade *22 (2010): 346.", "Rethinking Trade"),
            ("Able, _Salt and Its People _(London: Verso, 1990), 12.", "Salt and Its People"),
            ("Weber, *Das Salz *, S. 12.", "Das Salz"),
            ("Voir *Le sel *: une histoire.", "Le sel"),
            ("«Il sale», *Storia *12 (1999).", "Storia"),
            ("Able, *Salt in a Lit World,*Leeds: Aire, 2010.", "Salt in a Lit World"),
            ("Able, _Who Has Salt?_Leeds, 2010.", "Who Has Salt?"),
            ("Able, _Salt: Its Life and Thought, (_The Hague: Nijhoff, 1968), 14.", "Salt: Its Life and Thought"),
        ] {
            assert_eq!(found(text).as_deref(), Some(title), "{text}");
        }
    }

    #[test]
    fn stars_that_mean_something_else_are_left_alone() {
        for text in [
            "Able, Salt (London: Verso, 1990), 12.",
            "*geht and *kommte are not said.",
            "Multiply 2 * 3 *4, or a*b *c.",
            "*one *two *3",
            "p. 4* and 5 *6",
            "The mark *, in lists,*is a star of its *own*.",
            "in _a,_b and c_",
            "snake_case and _private _names.",
            "* a list *1",
            "",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
