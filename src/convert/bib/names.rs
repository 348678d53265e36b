//! Lists of names as BibTeX has them: `van Gogh, Vincent and {The Royal Society}`.

use super::latex::{Encoding, decode, encode};
use crate::convert::suffix;
use crate::csl::Name;

/// Writes a list of names.
pub(super) fn write(names: &[Name], encoding: Encoding) -> String {
    names.iter().map(|name| write_one(name, encoding)).collect::<Vec<_>>().join(" and ")
}

fn write_one(name: &Name, encoding: Encoding) -> String {
    if let Some(literal) = &name.literal {
        return if literal == Name::OTHERS {
            Name::OTHERS.to_owned()
        } else {
            format!("{{{}}}", encode(literal, encoding))
        };
    }
    let part = |part: &Option<String>| part.as_deref().map(|text| whole(text, encoding));
    let encoded = |text: &String| encode(text, encoding);
    let family = Name {
        dropping_particle: name.dropping_particle.as_ref().map(encoded),
        non_dropping_particle: name.non_dropping_particle.as_ref().map(encoded),
        family: part(&name.family),
        ..Name::default()
    };
    let family = family.family_with_particles();
    let rest = part(&name.suffix).into_iter().chain(part(&name.given)).map(|part| format!(", {part}"));
    family + &rest.collect::<String>()
}

/// A part of a name; braced where BibTeX would cut it in two or take it for a particle.
fn whole(text: &str, encoding: Encoding) -> String {
    let encoded = encode(text, encoding);
    let is_cut =
        text.contains(',') || text.split(' ').any(|word| word == "and" || word.starts_with(char::is_lowercase));
    if is_cut { format!("{{{encoded}}}") } else { encoded }
}

/// Reads a list of names. A particle stays with the family name unless `keeps_prefix` is false.
pub(super) fn read(tex: &str, keeps_prefix: bool) -> Vec<Name> {
    list(tex).iter().map(|name| read_one(name, keeps_prefix)).filter(|name| *name != Name::default()).collect()
}

/// The members of a list, which the word "and" separates outside braces.
pub(super) fn list(tex: &str) -> Vec<String> {
    let mut members = vec![Vec::new()];
    for word in split_outside(tex, char::is_whitespace) {
        if word.eq_ignore_ascii_case("and") {
            members.push(Vec::new());
        } else if let Some(member) = members.last_mut() {
            member.push(word);
        }
    }
    members.into_iter().map(|words| words.join(" ")).filter(|member| !member.is_empty()).collect()
}

/// Cuts at characters that stand outside braces; empty pieces are left out.
fn split_outside(tex: &str, cuts: impl Fn(char) -> bool) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut depth, mut start, mut escaped) = (0i32, 0, false);
    for (at, c) in tex.char_indices() {
        match c {
            _ if escaped => {}
            '{' => depth += 1,
            '}' => depth -= 1,
            _ if depth <= 0 && cuts(c) => {
                pieces.push(&tex[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    pieces.push(&tex[start..]);
    pieces.retain(|piece| !piece.trim().is_empty());
    pieces
}

fn read_one(tex: &str, keeps_prefix: bool) -> Name {
    let parts = split_outside(tex, |c| c == ',');
    if parts.iter().all(|part| part.trim_start().starts_with(|c: char| c.is_ascii_lowercase()) && part.contains('=')) {
        return read_extended(&parts, keeps_prefix);
    }
    match parts[..] {
        [] => Name::default(),
        [one] if one == Name::OTHERS || is_one_group(one) => Name::literal(decode(one)),
        [one] => read_spoken(one, keeps_prefix),
        [family, given] => named(family, given, None, keeps_prefix),
        [family, suffix, given, ..] => {
            let (suffix, given) = suffix::settled(suffix.trim(), given.trim());
            named(family, given, Some(suffix), keeps_prefix)
        }
    }
}

/// The text without the pair of braces that holds the whole of it, if there is one.
pub(super) fn without_group(tex: &str) -> &str {
    let tex = tex.trim();
    if is_one_group(tex) { &tex[1..tex.len() - 1] } else { tex }
}

/// Whether one pair of braces holds the whole.
fn is_one_group(tex: &str) -> bool {
    let tex = tex.trim();
    let inner = tex.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    // `{\"O}` is an accent on a letter, not a body.
    inner.is_some_and(|inner| !inner.starts_with('\\') && never_closes(inner))
}

fn never_closes(inner: &str) -> bool {
    let mut depth = 0i32;
    let mut escaped = false;
    inner.chars().all(|c| {
        match c {
            _ if escaped => {}
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        depth >= 0
    })
}

/// "Vincent van Gogh": given name, particle, family name.
fn read_spoken(tex: &str, keeps_prefix: bool) -> Name {
    let words = split_outside(tex, char::is_whitespace);
    let last = words.len().saturating_sub(1);
    let first_small = words.iter().take(last).position(|word| is_small(word)).unwrap_or(last);
    named(&words[first_small..].join(" "), &words[..first_small].join(" "), None, keeps_prefix)
}

fn is_small(word: &str) -> bool {
    word.starts_with(|c: char| c.is_lowercase())
}

fn named(family: &str, given: &str, suffix: Option<&str>, keeps_prefix: bool) -> Name {
    let words = split_outside(family, char::is_whitespace);
    // The family name begins after the last small word, but never is empty.
    let last = words.len().saturating_sub(1);
    let small = if words.first().is_some_and(|word| is_small(word)) {
        words[..last].iter().rposition(|word| is_small(word)).map_or(0, |at| at + 1)
    } else {
        0
    };
    let text = |tex: &str| Some(decode(tex)).filter(|text| !text.is_empty());
    let prefix = text(&words[..small].join(" "));
    let (non_dropping_particle, dropping_particle) = if keeps_prefix { (prefix, None) } else { (None, prefix) };
    Name {
        family: text(&words[small..].join(" ")),
        given: text(given),
        suffix: suffix.and_then(text),
        non_dropping_particle,
        dropping_particle,
        ..Name::default()
    }
}

/// BibLaTeX's extended format: `family=Gogh, given=Vincent, prefix=van`.
fn read_extended(parts: &[&str], keeps_prefix: bool) -> Name {
    let mut name = Name::default();
    let pairs = || parts.iter().filter_map(|part| part.split_once('='));
    let use_prefix =
        pairs().find(|(key, _)| key.trim() == "useprefix").map_or(keeps_prefix, |(_, value)| value.trim() == "true");
    for (key, value) in pairs() {
        let value = Some(decode(value)).filter(|value| !value.is_empty());
        match key.trim() {
            "family" => name.family = value,
            "given" => name.given = value,
            "suffix" => name.suffix = value,
            "prefix" if use_prefix => name.non_dropping_particle = value,
            "prefix" => name.dropping_particle = value,
            _ => {}
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Encoding = Encoding { ascii: false };

    fn json(names: &[Name]) -> String {
        serde_json::to_string(names).unwrap()
    }

    #[test]
    fn names_are_read_in_every_order() {
        let gogh = r#"[{"family":"Gogh","given":"Vincent","non-dropping-particle":"van"}]"#;
        for tex in ["Vincent van Gogh", "van Gogh, Vincent", "family=Gogh, given=Vincent, prefix=van"] {
            assert_eq!(json(&read(tex, true)), gogh, "{tex}");
        }
        for (tex, expected) in [
            ("Plato", r#"[{"family":"Plato"}]"#),
            ("{The Royal Society}", r#"[{"literal":"The Royal Society"}]"#),
            (
                "{Marks and Spencer} and Doe, Jane",
                r#"[{"literal":"Marks and Spencer"},{"family":"Doe","given":"Jane"}]"#,
            ),
            ("King, Jr., Martin Luther", r#"[{"family":"King","given":"Martin Luther","suffix":"Jr."}]"#),
            ("{de la Cruz}, Juana", r#"[{"family":"de la Cruz","given":"Juana"}]"#),
            (r#"{\"O}zdemir, Cem"#, r#"[{"family":"Özdemir","given":"Cem"}]"#),
            ("Doe, Jane and others", r#"[{"family":"Doe","given":"Jane"},{"literal":"others"}]"#),
            ("Jane\n  and John Doe", r#"[{"family":"Jane"},{"family":"Doe","given":"John"}]"#),
            ("bell hooks", r#"[{"family":"hooks","non-dropping-particle":"bell"}]"#),
            (" and , and ", "[]"),
        ] {
            assert_eq!(json(&read(tex, true)), expected, "{tex}");
        }
        assert_eq!(read("de Tocqueville, Alexis", false)[0].dropping_particle.as_deref(), Some("de"));
    }

    #[test]
    fn names_are_written_as_they_are_read() {
        for tex in [
            "van Gogh, Vincent",
            "{The Royal Society} and Doe, Jane",
            "King, Jr., Martin Luther",
            "{de la Cruz}, Juana and others",
            "{Smith, Wesson and Sons}",
            "Müller, K. \\& Co.",
        ] {
            assert_eq!(write(&read(tex, true), PLAIN), tex);
        }
    }
}
