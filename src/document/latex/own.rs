//! A document's own commands for notes: `\newcommand{\fn}[1]{\footnote{#1}}`, `\def\fn#1{\footnote{#1}}`, `\let\fn\footnote`,
//! `\newcommand{\src}[2]{\footnote{#1, \emph{#2}}}`.

use std::collections::HashMap;

use super::super::inplace::Brackets;
use super::{COMMANDS, NoteCommand, options};
use crate::text::Span;

/// What a command is to notes, and in which numbering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CommandMeaning {
    pub(super) part: NoteCommand,
    pub(super) counter: usize,
    /// How many arguments in braces make its text.
    pub(super) arguments: usize,
}

/// A command that another one stands for.
pub(super) struct Definition<'t> {
    name: &'t str,
    meaning: Option<CommandMeaning>,
    /// Where the definition ends.
    pub(super) end: usize,
}

/// Commands that define commands: with the new name in braces or bare, and the meaning in braces.
const DEFINING: &[&str] =
    &["newcommand", "renewcommand", "providecommand", "DeclareRobustCommand", "def", "gdef", "edef"];

/// The commands that a document defines for notes, wherever it does.
pub(super) fn commands<'t>(text: &'t str, braces: &Brackets) -> HashMap<&'t str, CommandMeaning> {
    let starts = memchr::memchr_iter(b'\\', text.as_bytes());
    let defined = starts.filter_map(|at| {
        let name = name_at(text, at + 1);
        definition(text, braces, name, at + 1 + name.len())
    });
    defined.filter_map(|definition| Some((definition.name, definition.meaning?))).collect()
}

/// The definition that the command `defining` begins, whose name ends at `after`.
pub(super) fn definition<'t>(text: &'t str, braces: &Brackets, defining: &str, after: usize) -> Option<Definition<'t>> {
    if defining == "let" {
        return alias(text, after);
    }
    let is_defining = DEFINING.contains(&defining);
    let after = is_defining.then(|| after + usize::from(text[after..].starts_with('*')))?;
    let (name, after) = match braces.inside(after) {
        Some(inner) => (inner.of(text).trim().strip_prefix('\\')?, inner.end + 1),
        None => bare(text, after)?,
    };
    let (options, after) = options(text, after);
    let parameters = text[after..].bytes().take_while(|byte| *byte == b'#' || byte.is_ascii_digit()).count();
    let body = braces.inside(after + parameters)?;
    let counted = options.first().and_then(|count| count.of(text).trim().parse::<usize>().ok());
    // A second option is what the first argument is where none is given.
    let arguments = counted.map_or(parameters / 2, |count| count.saturating_sub(options.len() - 1));
    let meaning = meaning(text, body, braces, arguments.clamp(1, MOST_ARGUMENTS));
    Some(Definition { name, meaning, end: body.end + 1 })
}

/// TeX knows no command of more arguments.
const MOST_ARGUMENTS: usize = 9;

/// `\let\fn\footnote`, `\let\fn=\footnote`
fn alias(text: &str, after: usize) -> Option<Definition<'_>> {
    let (name, after) = bare(text, after)?;
    let (other, end) = bare(text, after + usize::from(text[after..].starts_with('=')))?;
    Some(Definition { name, meaning: known(other), end })
}

/// The command at a place, and where its name ends.
fn bare(text: &str, at: usize) -> Option<(&str, usize)> {
    let rest = text.get(at..)?;
    let at = at + rest.len() - rest.trim_start_matches(' ').len();
    let name = text[at..].starts_with('\\').then(|| name_at(text, at + 1)).filter(|name| !name.is_empty())?;
    Some((name, at + 1 + name.len()))
}

/// The letters of a command's name from `at` on.
pub(super) fn name_at(text: &str, at: usize) -> &str {
    let letters = text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    &text[at..at + letters]
}

/// What a body that is nothing but a command of notes stands for: `\footnote`, `\footnote{#1}`, `\footnote{#1, \emph{#2}}`.
fn meaning(text: &str, body: Span, braces: &Brackets, arguments: usize) -> Option<CommandMeaning> {
    let blank = |c: char| c.is_whitespace() || c == '%';
    let inner = body.of(text);
    let bare = inner.trim_start_matches(blank);
    // What stands before a command that must not be taken apart in a heading or a caption says nothing.
    let bare = bare.strip_prefix("\\protect").map_or(bare, |rest| rest.trim_start_matches(blank));
    let start = body.start + inner.len() - bare.len();
    let name = text[start..].starts_with('\\').then(|| name_at(text, start + 1))?;
    let after = start + 1 + name.len();
    let rest = text.get(after..body.end)?.trim_matches(blank);
    if rest.is_empty() {
        return known(name);
    }
    let end = braces.inside(body.end - text[after..body.end].trim_start_matches(blank).len())?.end + 1;
    let is_whole = text.get(end..body.end)?.trim_matches(blank).is_empty() && rest.contains('#');
    known(name).filter(|_| is_whole).map(|meaning| CommandMeaning { arguments, ..meaning })
}

/// What a command that everybody has is to notes.
pub(super) fn known(name: &str) -> Option<CommandMeaning> {
    let (_, part, counter) = COMMANDS.iter().find(|(known, ..)| *known == name)?;
    Some(CommandMeaning { part: *part, counter: *counter, arguments: 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_that_stand_for_notes() {
        let table = [
            (r"\newcommand{\fn}[1]{\footnote{#1}}", vec!["fn"]),
            (r"\newcommand*\anm[1]{ \endnote{ #1 } }", vec!["anm"]),
            (r"\renewcommand{\fn}{\footnote}", vec!["fn"]),
            (r"\def\fn#1{\footnote{#1}}", vec!["fn"]),
            (r"\newcommand{\cap}[1]{\protect\footnote{#1}}", vec!["cap"]),
            (r"\let\fn\footnote \let\mark=\footnotemark", vec!["fn", "mark"]),
            (r"\newcommand{\src}[2]{\footnote{#1, \emph{#2}.}}", vec!["src"]),
            (r"\newcommand{\R}{\mathbb{R}} \def\x#1{\emph{#1}\footnote{#1}} \def\y{\footnote{Reed.}} \let\a\b", vec![]),
            (r"\newcommand \def \let\ \newcommand{ \def\x", vec![]),
        ];
        for (text, wanted) in table {
            let found = commands(text, &Brackets::of(text, b'{', b'}'));
            let mut names: Vec<&str> = found.keys().copied().collect();
            names.sort_unstable();
            assert_eq!(names, wanted, "{text}");
        }
    }
}
