//! What a client sets: the options of initialization, and the section `ibid` of its configuration.

use serde::Deserialize;
use serde_json::{Map, Value};

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
    /// Reads the options of initialization, with what the configuration of the client sets instead; what is wrong with them, if it is.
    pub(super) fn read(options: &Value, configuration: &Value) -> Result<Self, String> {
        let mut set = Map::new();
        for value in [options, configuration] {
            let own = value.get("ibid").unwrap_or(value);
            let given = own.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null());
            set.extend(given.map(|(name, value)| (name.clone(), value.clone())));
        }
        Self::deserialize(Value::Object(set)).map_err(|error| format!("the settings of the editor: {error}"))
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
            json!({"preset": "strict", "compareWith": "opened", "style": null}),
            json!({"ibid": {"preset": "strict", "compareWith": "opened", "path": "/usr/bin/ibid"}}),
        ] {
            assert_eq!(Preferences::read(&value, &Value::Null), Ok(expected.clone()));
            assert_eq!(Preferences::read(&Value::Null, &value), Ok(expected.clone()));
        }
        assert_eq!(Preferences::read(&json!(null), &json!([])), Ok(Preferences::default()));
        let error = Preferences::read(&json!({"compareWith": "yesterday"}), &Value::Null).unwrap_err();
        assert!(error.contains("yesterday"), "{error}");
    }

    #[test]
    fn the_configuration_changes_only_what_it_sets() {
        let options = json!({"preset": "strict", "codeLens": true});
        for (configuration, preset, code_lens) in [
            (json!(null), "strict", true),
            (json!({}), "strict", true),
            (json!({"ibid": {"codeLens": false, "preset": null}}), "strict", false),
            (json!({"preset": "blog"}), "blog", true),
        ] {
            let read = Preferences::read(&options, &configuration).unwrap();
            assert_eq!((read.preset.as_deref(), read.code_lens), (Some(preset), code_lens), "{configuration}");
        }
    }
}
