//! Settings: `ibid.toml`, or `[tool.ibid]` in `pyproject.toml`, as plain data.
//!
//! This module reads text; finding the file is the business of the program. A key that is not known is an error that
//! names the key that was probably meant, so that a slip of the finger cannot switch a check off in silence.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::text::{ColumnUnit, LineIndex};

/// A word of a settings file with the line (from 1) it stands in, for messages about it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SettingWord {
    /// The word.
    pub text: String,
    /// Its line; 0 for a word that does not come from a file.
    pub line: usize,
}

impl From<&str> for SettingWord {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), line: 0 }
    }
}

/// What a writer has set. Rules are named by their ids, which only the checks know; the rest is plain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// The file it comes from; empty where there is none.
    pub path: String,
    /// The preset of rules to run.
    pub preset: Option<SettingWord>,
    /// The rules to run instead of those of the preset.
    pub select: Option<Vec<SettingWord>>,
    /// The rules to run besides.
    pub extend_select: Vec<SettingWord>,
    /// The rules not to run.
    pub ignore: Vec<SettingWord>,
    /// Files that a walk through folders leaves out, as patterns of `.gitignore`.
    pub exclude: Vec<SettingWord>,
    /// The style the notes are to follow.
    pub style: Option<SettingWord>,
    /// The dialect of short forms.
    pub profile: Option<SettingWord>,
    /// The language of the documents, as an ISO 639-1 code.
    pub language: Option<SettingWord>,
    /// Rules not to run on files that match a pattern of `.gitignore`.
    pub per_file_ignores: Vec<(SettingWord, Vec<SettingWord>)>,
    /// Severities of rules: `error`, `warning` or `info`.
    pub severity: Vec<(SettingWord, SettingWord)>,
    /// What the writer knows better: the source (`12#1`) of a citation (`45#1`, or `45` for the only one of its note), and the right value of
    /// a field of its work, under the name of the citation and of CSL's variable (`12#1.title`).
    pub resolve: BTreeMap<String, SettingWord>,
}

/// A settings file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}:{line}: {message}")]
pub struct ConfigError {
    /// The file.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it, and what was probably meant.
    pub message: String,
}

/// Takes one key of a table into the settings.
type Setter = fn(&mut Config, &Value<'_>) -> Result<(), ConfigError>;

/// Every key, with what it sets.
static KEYS: &[(&str, Setter)] = &[
    ("preset", |config, value| value.word().map(|word| config.preset = Some(word))),
    ("select", |config, value| value.words().map(|words| config.select = Some(words))),
    ("extend-select", |config, value| value.words().map(|words| config.extend_select = words)),
    ("ignore", |config, value| value.words().map(|words| config.ignore = words)),
    ("exclude", |config, value| value.words().map(|words| config.exclude = words)),
    ("style", |config, value| value.word().map(|word| config.style = Some(word))),
    ("profile", |config, value| value.word().map(|word| config.profile = Some(word))),
    ("language", |config, value| value.word().map(|word| config.language = Some(word))),
    ("per-file-ignores", |config, value| {
        value.entries()?.try_for_each(|(pattern, rules)| {
            config.per_file_ignores.push((pattern, rules.words()?));
            Ok(())
        })
    }),
    ("severity", |config, value| {
        value.entries()?.try_for_each(|(rule, severity)| {
            config.severity.push((rule, severity.word()?));
            Ok(())
        })
    }),
    ("resolve", |config, value| {
        value.entries()?.try_for_each(|(citation, meant)| config.correct(&citation.text, &meant))
    }),
];

/// The name of every key.
pub fn keys() -> impl Iterator<Item = &'static str> {
    KEYS.iter().map(|(key, _)| *key)
}

impl Config {
    /// Reads the text of an `ibid.toml`. `path` is for messages.
    ///
    /// # Errors
    /// When the text is no TOML, or holds a key or a kind of value that is not known.
    ///
    /// ```
    /// use ibid::config::Config;
    /// let error = Config::parse("ibid.toml", "selct = []").unwrap_err();
    /// assert_eq!(error.to_string(), "ibid.toml:1: there is no key 'selct'; did you mean 'select'?");
    /// ```
    pub fn parse(path: &str, text: &str) -> Result<Self, ConfigError> {
        let reader = SettingsText { path, lines: LineIndex::new(text) };
        let table = reader.table(text)?;
        reader.config(table.get_ref())
    }

    /// Reads `[tool.ibid]` of a `pyproject.toml`; `None` where there is no such table.
    ///
    /// # Errors
    /// As [`Config::parse`].
    pub fn parse_pyproject(path: &str, text: &str) -> Result<Option<Self>, ConfigError> {
        let reader = SettingsText { path, lines: LineIndex::new(text) };
        let table = reader.table(text)?;
        let tool = table.get_ref().get("tool").and_then(|tool| tool.get_ref().as_table());
        match tool.and_then(|tool| tool.get("ibid")) {
            Some(own) => reader.config(Value { reader: &reader, value: own }.table()?).map(Some),
            None => Ok(None),
        }
    }

    /// Takes a correction: a source, or a table of fields (`"12#1".title = "…"`).
    fn correct(&mut self, citation: &str, meant: &Value<'_>) -> Result<(), ConfigError> {
        if meant.value.get_ref().as_table().is_none() {
            self.resolve.insert(citation.to_owned(), meant.word()?);
            return Ok(());
        }
        meant.entries()?.try_for_each(|(field, value)| {
            self.resolve.insert(format!("{citation}.{}", field.text), value.word()?);
            Ok(())
        })
    }

    /// The file and line of a word, for messages.
    #[must_use]
    pub fn file_and_line(&self, word: &SettingWord) -> String {
        if word.line == 0 { "command line".to_owned() } else { format!("{}:{}", self.path, word.line) }
    }
}

/// A settings file as far as messages need it.
struct SettingsText<'t> {
    path: &'t str,
    lines: LineIndex<'t>,
}

impl SettingsText<'_> {
    fn table<'t>(&self, text: &'t str) -> Result<Spanned<DeTable<'t>>, ConfigError> {
        DeTable::parse(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            self.error(at, error.message().replace('\n', ", "))
        })
    }

    fn config(&self, table: &DeTable<'_>) -> Result<Config, ConfigError> {
        let mut config = Config { path: self.path.to_owned(), ..Config::default() };
        for (key, value) in table {
            let setter = KEYS.iter().find(|(name, _)| *name == key.get_ref());
            let Some((_, set)) = setter else { return Err(self.unknown_key(key.span().start, key.get_ref())) };
            set(&mut config, &Value { reader: self, value })?;
        }
        Ok(config)
    }

    fn unknown_key(&self, at: usize, key: &str) -> ConfigError {
        let names = || KEYS.iter().map(|(name, _)| *name);
        let advice = match closest(key, names()) {
            Some(name) => format!("did you mean '{name}'?"),
            None => format!("there are: {}", names().collect::<Vec<_>>().join(", ")),
        };
        self.error(at, format!("there is no key '{key}'; {advice}"))
    }

    fn error(&self, at: usize, message: String) -> ConfigError {
        ConfigError { path: self.path.to_owned(), line: self.line(at), message }
    }

    fn line(&self, at: usize) -> usize {
        self.lines.position(at, ColumnUnit::Char).line
    }
}

/// A value with the file it stands in.
struct Value<'r> {
    reader: &'r SettingsText<'r>,
    value: &'r Spanned<DeValue<'r>>,
}

impl<'r> Value<'r> {
    fn word(&self) -> Result<SettingWord, ConfigError> {
        let text = self.value.get_ref().as_str().ok_or_else(|| self.is_not("a text in quotes"))?;
        Ok(SettingWord { text: text.to_owned(), line: self.reader.line(self.value.span().start) })
    }

    fn words(&self) -> Result<Vec<SettingWord>, ConfigError> {
        let array = self.value.get_ref().as_array().ok_or_else(|| self.is_not("a list of texts"))?;
        array.iter().map(|value| Value { reader: self.reader, value }.word()).collect()
    }

    fn table(&self) -> Result<&'r DeTable<'r>, ConfigError> {
        self.value.get_ref().as_table().ok_or_else(|| self.is_not("a table"))
    }

    fn entries(&self) -> Result<impl Iterator<Item = (SettingWord, Value<'r>)>, ConfigError> {
        let reader = self.reader;
        Ok(self.table()?.iter().map(move |(key, value)| {
            let key = SettingWord { text: key.get_ref().to_string(), line: reader.line(key.span().start) };
            (key, Value { reader, value })
        }))
    }

    fn is_not(&self, wanted: &str) -> ConfigError {
        self.reader.error(self.value.span().start, format!("this should be {wanted}"))
    }
}

/// How much like a name (0 to 1) a word must be for ibid to ask whether it was meant.
const LIKENESS: f64 = 0.7;

/// The name that a mistyped word was probably meant to be.
///
/// ```
/// use ibid::config::closest;
/// assert_eq!(closest("note-unusd", ["note-empty", "note-unused"]), Some("note-unused"));
/// assert_eq!(closest("colour", ["note-empty", "note-unused"]), None);
/// ```
pub fn closest<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let likeness = |name| (strsim::normalized_damerau_levenshtein(word, name), name);
    let best = names.into_iter().map(likeness).max_by(|(a, _), (b, _)| a.total_cmp(b));
    best.filter(|(likeness, _)| *likeness >= LIKENESS).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(words: &[SettingWord]) -> Vec<&str> {
        words.iter().map(|word| word.text.as_str()).collect()
    }

    #[test]
    fn every_key_is_read() {
        let text = r#"
select = ["ibid-first", "note-unused"]
ignore = ["url-only"]
exclude = ["drafts/"]
style = "chicago-notes"
profile = "oscola"
language = "de"

[per-file-ignores]
"old/*.md" = ["field-missing"]

[severity]
ibid-first = "info"

[resolve]
"45" = "12#1"
"12#1".title = "The Mill"
"#;
        let config = Config::parse("ibid.toml", text).unwrap();
        assert_eq!(texts(config.select.as_deref().unwrap()), ["ibid-first", "note-unused"]);
        assert_eq!((texts(&config.ignore), texts(&config.exclude)), (vec!["url-only"], vec!["drafts/"]));
        assert_eq!(config.style.clone().map(|style| style.text).as_deref(), Some("chicago-notes"));
        assert_eq!(config.profile.clone().map(|profile| profile.text).as_deref(), Some("oscola"));
        assert_eq!(config.language.clone().map(|language| language.text).as_deref(), Some("de"));
        assert_eq!(config.per_file_ignores[0].0.text, "old/*.md");
        assert_eq!(texts(&config.per_file_ignores[0].1), ["field-missing"]);
        assert_eq!((config.severity[0].0.text.as_str(), config.severity[0].1.text.as_str()), ("ibid-first", "info"));
        assert_eq!(config.resolve["45"], SettingWord { text: "12#1".into(), line: 16 });
        assert_eq!(config.resolve["12#1.title"], SettingWord { text: "The Mill".into(), line: 17 });
        assert_eq!(config.file_and_line(&config.ignore[0]), "ibid.toml:3");
    }

    #[test]
    fn a_mistake_is_named_with_its_line_and_what_was_meant() {
        for (text, expected) in [
            ("\nselct = []", "x.toml:2: there is no key 'selct'; did you mean 'select'?"),
            ("[per_file_ignores]", "x.toml:1: there is no key 'per_file_ignores'; did you mean 'per-file-ignores'?"),
            ("ignore = \"all\"", "x.toml:1: this should be a list of texts"),
            ("style = 'x'\nignore = [\n  'a',\n  3]", "x.toml:4: this should be a text in quotes"),
            ("severity = []", "x.toml:1: this should be a table"),
        ] {
            assert_eq!(Config::parse("x.toml", text).unwrap_err().to_string(), expected, "{text}");
        }
        let far = Config::parse("x.toml", "colour = 1").unwrap_err().to_string();
        assert!(far.starts_with("x.toml:1: there is no key 'colour'; there are: preset, select"), "{far}");
        let broken = Config::parse("x.toml", "a = 'b'\nignore = [").unwrap_err();
        assert_eq!((broken.line, broken.message.contains('\n')), (2, false));
    }

    #[test]
    fn a_pyproject_may_hold_the_settings_or_not() {
        let text = "[project]\nname = 'x'\n[tool.ibid]\nignore = ['url-only']\n";
        let config = Config::parse_pyproject("pyproject.toml", text).unwrap().unwrap();
        assert_eq!(config.ignore[0], SettingWord { text: "url-only".into(), line: 4 });
        assert_eq!(Config::parse_pyproject("pyproject.toml", "[tool.ruff]").unwrap(), None);
        let error = Config::parse_pyproject("p", "[tool.ibid]\nignor = []").unwrap_err().to_string();
        assert_eq!(error, "p:2: there is no key 'ignor'; did you mean 'ignore'?");
    }
}
