//! Words of settings that name a language or a dialect of short forms, and what they say of the documents they hold for.

use super::Options;
use crate::config::{Config, SettingWord, closest};
use crate::language;
use crate::resolve::PROFILES;

/// A word of the settings that names nothing, with its place and what was probably meant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {message}")]
pub struct UnknownWord {
    place: String,
    message: String,
}

/// Finds what a word names, or says what was probably meant.
type Lookup = fn(&str) -> Result<String, String>;

/// The settings with the code of their language, if there are such a language and such a profile.
///
/// # Errors
/// When there is no such language or profile.
pub fn words(mut config: Config) -> Result<Config, UnknownWord> {
    for (word, known) in [(&config.language, language as Lookup), (&config.profile, profile)] {
        let Some(word) = word else { continue };
        known(&word.text).map_err(|message| UnknownWord { place: config.file_and_line(word), message })?;
    }
    if let Some(word) = &mut config.language {
        word.text = language(&word.text).unwrap_or_default();
    }
    Ok(config)
}

/// The code of a language.
///
/// # Errors
/// When there is no such language.
pub fn language(word: &str) -> Result<String, String> {
    language::code(word).map(str::to_owned).map_err(|meant| {
        let meant = meant.map_or_else(|| "codes are those of ISO 639-1: en, de, fr".to_owned(), did_you_mean);
        format!("there is no language with the code '{word}'; {meant}")
    })
}

/// The name of a dialect of short forms.
///
/// # Errors
/// When there is no such dialect.
pub fn profile(word: &str) -> Result<String, String> {
    let names = || PROFILES.iter().map(|profile| profile.name);
    let known = names().find(|name| *name == word);
    known.map(str::to_owned).ok_or_else(|| {
        let all = || format!("the profiles are {}", names().collect::<Vec<_>>().join(", "));
        let meant = closest(word, names()).map_or_else(all, did_you_mean);
        format!("there is no profile '{word}'; {meant}")
    })
}

fn did_you_mean(name: &str) -> String {
    format!("did you mean '{name}'?")
}

impl Options {
    /// What settings say of the documents that they hold for.
    #[must_use]
    pub fn of(config: &Config) -> Self {
        let text = |word: &Option<SettingWord>| word.as_ref().map(|word| word.text.clone());
        Self {
            language: text(&config.language),
            profile: text(&config.profile),
            resolve: config.resolve.iter().map(|(key, word)| (key.clone(), word.text.clone())).collect(),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_name_nothing_are_refused_with_what_was_meant() {
        assert_eq!((language("DE").as_deref(), language("pt-BR").as_deref()), (Ok("de"), Ok("pt")));
        assert!(language("Deutsch").unwrap_err().ends_with("did you mean 'de'?"));
        assert!(profile("chicgo-17").unwrap_err().ends_with("did you mean 'chicago-17'?"));
        assert!(profile("house").unwrap_err().contains("oscola"));
        let read = |text: &str| words(Config::parse("ibid.toml", text).unwrap());
        for (text, line) in [("language = 'xx'", 1), ("\nprofile = 'chicago-16'", 2), ("language = 'german'", 1)] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.starts_with(&format!("ibid.toml:{line}: there is")), "{error}");
        }
        assert!(read("language = 'en'\nprofile = 'oscola'").is_ok());
    }
}
