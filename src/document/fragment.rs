//! Links to places in the same document, as HTML and Markdown write them.

/// The names of places in the same document that a text of HTML or Markdown links to.
pub(crate) fn fragments(text: &str) -> impl Iterator<Item = &str> {
    let target = |(at, _): (usize, &str)| {
        let before = text[..at].trim_end_matches(['"', '\'']).trim_end();
        let is_link =
            before.ends_with("](") || before.strip_suffix('=').is_some_and(|tag| ends_with(tag.trim_end(), "href"));
        is_link.then(|| until_end(&text[at + 1..]))
    };
    text.match_indices('#').filter_map(target)
}

/// True if a text ends with a word, in either case.
pub(crate) fn ends_with(text: &str, word: &str) -> bool {
    text.len().checked_sub(word.len()).and_then(|at| text.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(word))
}

/// A text up to the end of an attribute or a link.
pub(crate) fn until_end(text: &str) -> &str {
    text.split(['"', '\'', ' ', '\n', '>', ')']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::fragments;

    #[test]
    fn links_are_found_as_writers_spell_them() {
        let html = "<A HREF = '#a'>x</A> <a href=#b>y</a> [z](#c) <a href=\"https://e.org/#d\">no</a> # e";
        assert_eq!(fragments(html).collect::<Vec<_>>(), ["a", "b", "c"]);
    }
}
