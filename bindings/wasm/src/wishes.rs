//! What callers ask for, as the library takes it.

use ibid::analysis::known;
use ibid::config::{Config, ConfigError, SettingWord};
use ibid::csl::DateParts;
use ibid::lint::Reads;
use ibid::{Format, Options, Safety, Settings, Style};
use serde::Deserialize;

use crate::{Answer, error};

/// The options of every call; each looks at those that concern it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Wishes {
    /// Whether the bytes are those of a string, and no file's.
    pub(crate) typed: bool,
    path: Option<String>,
    format: Option<String>,
    language: Option<String>,
    profile: Option<String>,
    preset: Option<String>,
    select: Option<Vec<String>>,
    extend_select: Vec<String>,
    ignore: Vec<String>,
    style: Option<String>,
    /// The text of a settings file, and its name.
    settings: Option<String>,
    settings_path: Option<String>,
    today: Option<[i32; 3]>,
    /// Only what needs no words of notes.
    pub(crate) markers_only: bool,
    /// Findings as people like to read them, too.
    pub(crate) drawn: bool,
    #[serde(rename = "unsafe")]
    takes_unsafe: bool,
    /// The findings to mend, and no others.
    pub(crate) fingerprints: Option<Vec<String>>,
    pub(crate) why: bool,
    to: Option<String>,
    locale: Option<String>,
    pub(crate) bibliography: bool,
    pub(crate) split: bool,
    pub(crate) anchors: bool,
    pub(crate) key: Option<String>,
    pub(crate) ascii: bool,
}

impl Wishes {
    /// Reads them from JSON.
    pub(crate) fn read(json: &str) -> Answer<Self> {
        serde_json::from_str(json).map_err(|reason| error(format_args!("the options are wrong: {reason}")))
    }

    pub(crate) fn path(&self) -> &str {
        self.path.as_deref().unwrap_or("-")
    }

    pub(crate) fn to(&self) -> &str {
        self.to.as_deref().unwrap_or_default()
    }

    /// The name of the format to read, of documents or of bibliographies.
    pub(crate) fn format(&self) -> Option<&str> {
        self.format.as_deref()
    }

    /// What a reader may know of a document.
    pub(crate) fn options(&self) -> Answer<Options> {
        let config = self.config()?;
        let set = Options::of(&config);
        let language = self.language.as_deref().map(known::language).transpose().map_err(error)?;
        let profile = self.profile.as_deref().map(known::profile).transpose().map_err(error)?;
        let format = self.format.as_deref().map(Format::by_name).transpose().map_err(error)?;
        let (language, profile) = (language.or(set.language.clone()), profile.or(set.profile.clone()));
        Ok(Options { format, language, profile, ..set })
    }

    /// The rules that run, and what they go by.
    pub(crate) fn settings(&self) -> Answer<Settings> {
        let mut settings = Settings::new(&self.config()?).map_err(error)?;
        if self.markers_only {
            settings.rules.retain(|(rule, _)| rule.reads == Reads::Document);
        }
        let date = |[year, month, day]: [i32; 3]| {
            let [month, day] = [month, day].map(|part| u8::try_from(part).ok());
            DateParts { year, month, day }
        };
        settings.today = self.today.map(date);
        Ok(settings)
    }

    /// The settings file, with what the call says instead.
    fn config(&self) -> Answer<Config> {
        let mut config = known::words(self.set().map_err(error)?).map_err(error)?;
        if !config.per_file_ignores.is_empty() {
            let path = &config.path;
            return Err(error(format_args!(
                "{path}: per-file-ignores are patterns that only the native program knows"
            )));
        }
        let words = |names: &[String]| names.iter().map(|name| SettingWord::from(name.as_str())).collect::<Vec<_>>();
        config.select = self.select.as_deref().map(words).or(config.select);
        config.extend_select.extend(words(&self.extend_select));
        config.ignore.extend(words(&self.ignore));
        config.preset = self.preset.as_deref().map(SettingWord::from).or(config.preset);
        config.style = self.style.as_deref().map(SettingWord::from).or(config.style);
        if let Some(word) = config.style.as_ref().filter(|word| !ibid::lint::is_house(&word.text)) {
            style_of(&word.text)?;
        }
        Ok(config)
    }

    /// What the settings file says.
    fn set(&self) -> Result<Config, ConfigError> {
        let text = self.settings.as_deref().unwrap_or_default();
        let path = self.settings_path.as_deref().unwrap_or("ibid.toml");
        if !path.ends_with("pyproject.toml") {
            return Config::parse(path, text);
        }
        Ok(Config::parse_pyproject(path, text)?.unwrap_or_default())
    }

    /// The least trust that a fix needs to be made.
    pub(crate) fn least_safety(&self) -> Safety {
        if self.takes_unsafe { Safety::Unsafe } else { Safety::Safe }
    }

    /// The style to write in, in its language or the one asked for.
    pub(crate) fn style(&self) -> Answer<Style> {
        let style = style_of(self.style.as_deref().unwrap_or_default())?;
        Ok(match &self.locale {
            Some(locale) => {
                known::language(locale).map_err(error)?;
                style.in_locale(locale)
            }
            None => style,
        })
    }
}

/// The style of a name, or of the text of a `.csl` file.
fn style_of(name: &str) -> Answer<Style> {
    let style = if name.trim_start().starts_with('<') { Style::from_csl(name) } else { Style::find(name) };
    style.map_err(error)
}
