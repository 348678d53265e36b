//! Front matter: what Hugo, Jekyll, Zola and others keep at the head of a Markdown file, as YAML, TOML or JSON.

/// The front matter of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Front {
    /// How many bytes it takes, its delimiters included.
    pub(super) len: usize,
    /// The language that it declares.
    pub(super) language: Option<String>,
    /// The program it is for, if only one uses this form.
    pub(super) platform: Option<&'static str>,
}

/// Keys that give a language.
const LANGUAGE: &[&str] = &["lang", "language", "locale", "langcode"];

/// The longest front matter that is looked for, in bytes.
const LONGEST: usize = 1 << 16;

/// The front matter that a text begins with.
pub(super) fn matter(text: &str) -> Option<Front> {
    let (len, platform) = extent(text)?;
    let language = text[..len]
        .lines()
        .filter_map(|line| line.split_once([':', '=']))
        .find(|(key, _)| LANGUAGE.contains(&key.trim().trim_matches('"')));
    let language = language
        .map(|(_, value)| value.trim().trim_matches(['"', '\'', ',']).to_owned())
        .filter(|value| !value.is_empty());
    Some(Front { len, language, platform })
}

/// The text of the front matter that a text begins with, its delimiters included.
pub(crate) fn front_matter(text: &str) -> Option<&str> {
    extent(text).map(|(len, _)| &text[..len])
}

/// How many bytes front matter takes, and the program it is for, if only one uses this form.
fn extent(text: &str) -> Option<(usize, Option<&'static str>)> {
    match text.lines().next()?.trim_end() {
        "---" => Some((closed(text, &["---", "..."])?, None)),
        "+++" => Some((closed(text, &["+++"])?, Some("Hugo or Zola"))),
        "{" => Some((json(text)?, Some("Hugo"))),
        _ => None,
    }
}

/// The length up to and with the line that closes.
fn closed(text: &str, closers: &[&str]) -> Option<usize> {
    let mut lines = super::block::lines(&text[..text.floor_char_boundary(LONGEST)]).skip(1).peekable();
    // A rule and a blank line begin a text, not front matter.
    lines.peek().filter(|line| !line.of(text).trim().is_empty())?;
    lines.find(|line| closers.contains(&line.of(text).trim_end())).map(|line| line.end)
}

fn json(text: &str) -> Option<usize> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Map<String, serde_json::Value>>();
    values.next()?.ok()?;
    Some(values.byte_offset())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_of_every_kind() {
        let read = |text: &str| matter(text).map(|front| (front.len, front.language));
        assert_eq!(read("---\ntitle: [1]\nlang: de-AT\n---\ntext"), Some((31, Some("de-AT".to_owned()))));
        assert_eq!(read("+++\nlanguage = \"fr\"\n+++\nx"), Some((24, Some("fr".to_owned()))));
        assert_eq!(read("{\n\"a\": 1\n}\ntext"), Some((10, None)));
        assert_eq!(front_matter("---\ntitle: [1]\n---\ntext"), Some("---\ntitle: [1]\n---\n"));
        for other in ["---\n\ntext\n\n---\n", "---\na: 1\n", "text\n---\n", "", "{ not json"] {
            assert_eq!(matter(other), None, "{other}");
            assert_eq!(front_matter(other), None, "{other}");
        }
    }
}
