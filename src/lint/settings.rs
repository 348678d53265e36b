//! Which rules run, how severe they are, and what they go by.

use super::{Preset, RULES, Rule, Severity};
use crate::config::{Config, SettingWord, closest};
use crate::csl::DateParts;

/// The rules that run, with what they go by.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The rules that run, in the order of the list, each with the severity of its findings.
    pub rules: Vec<(&'static Rule, Severity)>,
    /// The style the document is to follow, by name; rules of style are silent without it.
    pub style: Option<String>,
    /// The day of the check, as the core knows no clock; rules about days to come are silent without it.
    pub today: Option<DateParts>,
}

/// A setting that names what there is not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: there is no {kind} '{name}'; {advice}")]
pub struct UnknownSetting {
    /// The file and line, or the command line.
    pub place: String,
    /// What it should be: a rule, a severity, a preset.
    pub kind: &'static str,
    /// The name that was given.
    pub name: String,
    /// What was probably meant, or where to look.
    pub advice: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self::of(Preset::default())
    }
}

impl Settings {
    /// The rules of a preset, and nothing else.
    #[must_use]
    pub fn of(preset: Preset) -> Self {
        Self::choose(|rule| rule.preset <= preset)
    }

    /// The rules that a condition chooses.
    fn choose(is_chosen: impl Fn(&Rule) -> bool) -> Self {
        let rules = RULES.iter().filter(|rule| is_chosen(rule)).map(|rule| (*rule, rule.severity)).collect();
        Self { rules, style: None, today: None }
    }

    /// What a settings file asks for.
    ///
    /// # Errors
    /// When it names a rule or a severity that there is not.
    ///
    /// ```
    /// use ibid::{config::Config, lint::Settings};
    /// let config = Config::parse("ibid.toml", "ignore = ['note-unusd']").unwrap();
    /// let error = Settings::new(&config).unwrap_err();
    /// assert_eq!(error.to_string(), "ibid.toml:1: there is no rule 'note-unusd'; did you mean 'note-unused'?");
    /// ```
    pub fn new(config: &Config) -> Result<Self, UnknownSetting> {
        let preset = config.preset.as_ref().map_or(Ok(Preset::default()), |word| preset_named(config, word))?;
        let selected = config.select.as_deref().map(|words| rules_named(config, words)).transpose()?;
        let extra = rules_named(config, &config.extend_select)?;
        let is_on = |rule: &Rule| selected.as_ref().map_or(rule.preset <= preset, |ids| ids.contains(&rule.id));
        let mut settings = Self::choose(|rule| is_on(rule) || extra.contains(&rule.id));
        settings.style = config.style.as_ref().map(|style| style.text.clone());
        settings.ignore(&rules_named(config, &config.ignore)?);
        for (name, severity) in &config.severity {
            let severity = severity_named(config, severity)?;
            let id = rule_named(config, name)?;
            settings.rules.iter_mut().filter(|(rule, _)| rule.id == id).for_each(|(_, own)| *own = severity);
        }
        Ok(settings)
    }

    /// Leaves rules out.
    pub fn ignore(&mut self, ids: &[&str]) {
        self.rules.retain(|(rule, _)| !ids.contains(&rule.id));
    }

    /// Whether a rule runs.
    #[must_use]
    pub fn runs(&self, id: &str) -> bool {
        self.rules.iter().any(|(rule, _)| rule.id == id)
    }
}

/// The ids of the rules that some words of the settings name.
///
/// # Errors
/// When there is no such rule.
pub fn rules_named(config: &Config, words: &[SettingWord]) -> Result<Vec<&'static str>, UnknownSetting> {
    words.iter().map(|word| rule_named(config, word)).collect()
}

fn rule_named(config: &Config, word: &SettingWord) -> Result<&'static str, UnknownSetting> {
    super::rule(&word.text).map(|rule| rule.id).ok_or_else(|| UnknownSetting {
        place: config.file_and_line(word),
        kind: "rule",
        name: word.text.clone(),
        advice: rule_advice(&word.text),
    })
}

/// What to tell someone who named a rule that there is not.
#[must_use]
pub fn rule_advice(name: &str) -> String {
    match closest(name, RULES.iter().map(|rule| rule.id)) {
        Some(id) => format!("did you mean '{id}'?"),
        None => "`ibid rules` lists them".to_owned(),
    }
}

fn preset_named(config: &Config, word: &SettingWord) -> Result<Preset, UnknownSetting> {
    Preset::by_name(&word.text).ok_or_else(|| UnknownSetting {
        place: config.file_and_line(word),
        kind: "preset",
        name: word.text.clone(),
        advice: "there are blog, scholarly and strict".to_owned(),
    })
}

fn severity_named(config: &Config, word: &SettingWord) -> Result<Severity, UnknownSetting> {
    Severity::by_name(&word.text).ok_or_else(|| UnknownSetting {
        place: config.file_and_line(word),
        kind: "severity",
        name: word.text.clone(),
        advice: "there are error, warning and info".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(text: &str) -> Result<Settings, UnknownSetting> {
        Settings::new(&Config::parse("ibid.toml", text).unwrap())
    }

    fn ids(settings: &Settings) -> Vec<&str> {
        settings.rules.iter().map(|(rule, _)| rule.id).collect()
    }

    #[test]
    fn selecting_and_ignoring_choose_the_rules() {
        let chosen = settings("select = ['note-unused', 'marker-undefined']\nignore = ['note-unused']").unwrap();
        assert_eq!(ids(&chosen), ["marker-undefined"]);
        let most = settings("preset = 'strict'\nignore = ['note-unused']").unwrap();
        assert_eq!(most.rules.len(), RULES.len() - 1);
        assert!(!most.runs("note-unused") && most.runs("marker-undefined"));
    }

    #[test]
    fn each_preset_holds_the_rules_of_those_before_it() {
        let runs =
            |text: &str| ["marker-undefined", "note-stop", "notes-vs-bib"].map(|id| settings(text).unwrap().runs(id));
        assert_eq!(runs(""), [true, false, false]);
        assert_eq!(runs("preset = 'blog'"), [true, false, false]);
        assert_eq!(runs("preset = 'scholarly'"), [true, true, false]);
        assert_eq!(runs("preset = 'strict'"), [true, true, true]);
        assert_eq!(runs("extend-select = ['notes-vs-bib']"), [true, false, true]);
        assert_eq!(runs("preset = 'strict'\nselect = ['note-stop']"), [false, true, false], "select names all");
    }

    #[test]
    fn severities_can_be_changed() {
        let changed = settings("[severity]\nnote-unused = 'info'").unwrap();
        let severity = changed.rules.iter().find(|(rule, _)| rule.id == "note-unused").unwrap().1;
        assert_eq!(severity, Severity::Info);
    }

    #[test]
    fn what_there_is_not_is_named_with_its_place() {
        let error = settings("\n[severity]\nnote-unused = 'fatal'").unwrap_err().to_string();
        assert_eq!(error, "ibid.toml:3: there is no severity 'fatal'; there are error, warning and info");
        let error = settings("select = ['colours']").unwrap_err().to_string();
        assert_eq!(error, "ibid.toml:1: there is no rule 'colours'; `ibid rules` lists them");
        let error = settings("preset = 'blogs'").unwrap_err().to_string();
        assert_eq!(error, "ibid.toml:1: there is no preset 'blogs'; there are blog, scholarly and strict");
        let typed = Config { ignore: vec![SettingWord::from("note-unsed")], ..Config::default() };
        let error = Settings::new(&typed).unwrap_err().to_string();
        assert_eq!(error, "command line: there is no rule 'note-unsed'; did you mean 'note-unused'?");
    }
}
