//! Finds the settings that hold for a file: the nearest `ibid.toml`, or `pyproject.toml` with a `[tool.ibid]`, upwards.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};

use super::patterns::{is_match, patterns};
pub(crate) use crate::analysis::known::{self, language, profile};
use crate::config::Config;
use crate::csl::DateParts;
use crate::lint;

/// Settings of many folders, each file read once.
#[derive(Debug, Default)]
pub(crate) struct SettingsFinder {
    /// The file that was named instead of looking for one.
    fixed: Option<Arc<FoundSettings>>,
    folders: Mutex<HashMap<PathBuf, Option<Arc<FoundSettings>>>>,
}

/// Settings, and the folder of their file, which their patterns start from.
#[derive(Debug, Clone, Default)]
pub(crate) struct FoundSettings {
    pub(crate) config: Config,
    pub(crate) folder: PathBuf,
}

impl SettingsFinder {
    /// Looks for settings upwards from each file, unless `named` says which hold for all.
    pub(crate) fn new(named: Option<&Path>) -> Result<Self> {
        let fixed = named.map(|path| {
            let text = read(path)?;
            let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
            parse(path, &text).map(|config| Arc::new(FoundSettings { config: config.unwrap_or_default(), folder }))
        });
        Ok(Self { fixed: fixed.transpose()?, ..Self::default() })
    }

    /// The settings for a file; those of no file where there are none.
    pub(crate) fn for_file(&self, path: &Path) -> Result<Arc<FoundSettings>> {
        if let Some(fixed) = &self.fixed {
            return Ok(Arc::clone(fixed));
        }
        let absolute = std::path::absolute(path).with_context(|| format!("{}: no such place", path.display()))?;
        Ok(self.for_folder(absolute.parent().unwrap_or(&absolute))?.unwrap_or_default())
    }

    fn for_folder(&self, folder: &Path) -> Result<Option<Arc<FoundSettings>>> {
        let known = self.folders.lock().unwrap_or_else(PoisonError::into_inner).get(folder).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let found = match in_folder(folder)? {
            Some(config) => Some(Arc::new(FoundSettings { config, folder: folder.to_path_buf() })),
            None => folder.parent().map_or(Ok(None), |parent| self.for_folder(parent))?,
        };
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        folders.insert(folder.to_path_buf(), found.clone());
        Ok(found)
    }
}

impl FoundSettings {
    /// What a file is held to under `config`: these settings, with what a caller says instead.
    pub(crate) fn checks(&self, config: &Config, file: &Path) -> Result<lint::Settings> {
        let mut settings = lint::Settings::new(config)?;
        settings.today = today();
        for (pattern, rules) in &self.config.per_file_ignores {
            let rules = lint::rules_named(&self.config, rules)?;
            let patterns = patterns(&self.folder, &self.config, std::slice::from_ref(pattern))?;
            if is_match(&patterns, file) {
                settings.ignore(&rules);
            }
        }
        Ok(settings)
    }
}

/// The settings that a folder itself holds.
fn in_folder(folder: &Path) -> Result<Option<Config>> {
    for name in ["ibid.toml", "pyproject.toml"] {
        let path = folder.join(name);
        if path.is_file()
            && let Some(config) = parse(&path, &read(&path)?)?
        {
            return Ok(Some(config));
        }
    }
    Ok(None)
}

fn parse(path: &Path, text: &str) -> Result<Option<Config>> {
    let name = path.display().to_string();
    let is_shared = path.file_name().is_some_and(|file| file == "pyproject.toml");
    let config = if is_shared { Config::parse_pyproject(&name, text)? } else { Some(Config::parse(&name, text)?) };
    Ok(config.map(known::words).transpose()?)
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{}: the settings cannot be read", path.display()))
}

/// The day, by the clock of this machine and the calendar of Greenwich.
fn today() -> Option<DateParts> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    civil(i64::try_from(seconds / 86_400).ok()?)
}

/// The time by the clock of this machine, in Greenwich, as ISO 8601 writes it.
pub(crate) fn now() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let day = i64::try_from(seconds / 86_400).ok().and_then(civil).unwrap_or(DateParts::year(1970));
    let (hour, minute, second) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    let (month, date) = (day.month.unwrap_or(1), day.day.unwrap_or(1));
    format!("{:04}-{month:02}-{date:02}T{hour:02}:{minute:02}:{second:02}Z", day.year)
}

/// The date so many days after 1970-01-01
/// ([Hinnant's algorithm](https://howardhinnant.github.io/date_algorithms.html#civil_from_days)).
fn civil(days: i64) -> Option<DateParts> {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let [month, day] = [month, day].map(|part| u8::try_from(part).ok());
    Some(DateParts { year: i32::try_from(year).ok()?, month, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        for (days, year, month, day) in
            [(0, 1970, 1, 1), (11_016, 2000, 2, 29), (20_454, 2026, 1, 1), (-1, 1969, 12, 31)]
        {
            assert_eq!(civil(days), Some(DateParts { year, month: Some(month), day: Some(day) }));
        }
    }

    #[test]
    fn the_nearest_settings_upwards_hold() {
        let root = tempfile::tempdir().unwrap();
        let deep = root.path().join("posts/2024");
        std::fs::create_dir_all(&deep).unwrap();
        std::fs::write(root.path().join("ibid.toml"), "language = 'de'").unwrap();
        std::fs::write(root.path().join("posts/pyproject.toml"), "[project]\nname = 'x'").unwrap();
        let finder = SettingsFinder::new(None).unwrap();
        let found = finder.for_file(&deep.join("a.md")).unwrap();
        assert_eq!(found.config.language.as_ref().unwrap().text, "de");
        assert_eq!(found.folder, root.path());
        std::fs::write(root.path().join("posts/pyproject.toml"), "[tool.ibid]\nlanguage = 'fr'").unwrap();
        let fresh = SettingsFinder::new(None).unwrap();
        assert_eq!(fresh.for_file(&deep.join("a.md")).unwrap().config.language.as_ref().unwrap().text, "fr");
    }
}
