//! A document's own commands for notes: `\newcommand{\fn}[1]{\footnote{#1}}`, `\def\fn#1{\footnote{#1}}`, `\let\fn\footnote`.

use std::collections::HashMap;

use super::super::inplace::Brackets;
use super::{COMMANDS, Part, options};

/// A command that another one stands for.
pub(super) struct Definition<'t> {
    name: &'t str,
    meaning: Option<(Part, usize)>,
    /// Where the definition ends.
    pub(super) end: usize,
}

/// Commands that define commands: with the new name in braces or bare, and the meaning in braces.
const DEFINING: &[&str] =
    &["newcommand", "renewcommand", "providecommand", "DeclareRobustCommand", "def", "gdef", "edef"];

/// The commands that a document defines for notes, wherever it does.
pub(super) fn commands<'t>(text: &'t str, braces: &Brackets) -> HashMap<&'t str, (Part, usize)> {
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
    let (_, after) = options(text, after);
    let parameters = text[after..].bytes().take_while(|byte| *byte == b'#' || byte.is_ascii_digit()).count();
    let body = braces.inside(after + parameters)?;
    Some(Definition { name, meaning: meaning(body.of(text)), end: body.end + 1 })
}

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

/// What a body that is nothing but a command of notes (`\footnote`, `\footnote{#1}`) stands for.
fn meaning(body: &str) -> Option<(Part, usize)> {
    let body: String = body.chars().filter(|c| !c.is_whitespace() && *c != '%').collect();
    let name = body.strip_prefix('\\')?;
    known(name.strip_suffix("{#1}").unwrap_or(name))
}

fn known(name: &str) -> Option<(Part, usize)> {
    COMMANDS.iter().find(|(known, ..)| *known == name).map(|(_, part, counter)| (*part, *counter))
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
            (r"\let\fn\footnote \let\mark=\footnotemark", vec!["fn", "mark"]),
            (r"\newcommand{\R}{\mathbb{R}} \def\x#1#2{\footnote{#2}} \let\a\b", vec![]),
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
