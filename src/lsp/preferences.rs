//! What a client sets: the options of initialization, and the section `ibid` of its configuration.

use serde::Deserialize;

/// With which version of a document its short forms are compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Compare {
    /// That of the last commit, else the text as it was opened.
    #[default]
    Head,
    /// The text as it was opened.
    Opened,
    /// None.
    Nothing,
}

/// What a client sets. What it leaves out is as the settings files say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Preferences {
    /// The preset of rules, instead of that of the settings files.
    pub(super) preset: Option<String>,
    /// The style of notes, instead of that of the settings files.
    pub(super) style: Option<String>,
    /// With which version short forms are compared.
    pub(super) compare_with: Compare,
    /// The writer's own bibliography, whose works are offered in notes.
    pub(super) library: Option<String>,
    /// Shows the source after each short form.
    pub(super) inlay_hints: bool,
    /// Shows above each work how often it is cited.
    pub(super) code_lens: bool,
    /// Checks all documents of the folders, open or not.
    pub(super) check_workspace: bool,
}

impl Preferences {
    /// Reads what a client sends; what is wrong with it, if it is.
    pub(super) fn read(value: &serde_json::Value) -> Result<Self, String> {
        let own = value.get("ibid").unwrap_or(value);
        if own.is_null() {
            return Ok(Self::default());
        }
        Self::deserialize(own).map_err(|error| format!("the settings of the editor: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn settings_are_read_with_and_without_their_section() {
        let expected =
            Preferences { preset: Some("strict".into()), compare_with: Compare::Opened, ..Preferences::default() };
        for value in [
            json!({"preset": "strict", "compareWith": "opened"}),
            json!({"ibid": {"preset": "strict", "compareWith": "opened", "path": "/usr/bin/ibid"}}),
        ] {
            assert_eq!(Preferences::read(&value), Ok(expected.clone()));
        }
        assert_eq!(Preferences::read(&json!(null)), Ok(Preferences::default()));
        assert!(Preferences::read(&json!({"compareWith": "yesterday"})).unwrap_err().contains("yesterday"));
    }
}
