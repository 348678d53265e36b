//! A person or a body, as CSL-JSON has it.

use serde::{Deserialize, Serialize};

/// A person (by parts) or a body (by its `literal` name).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", default)]
pub struct Name {
    /// "Gogh" in "Vincent van Gogh".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// "Vincent" in "Vincent van Gogh".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
    /// A particle that goes when only the family name is shown: "de" in "Alexis de Tocqueville".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dropping_particle: Option<String>,
    /// A particle that stays: "van" in "Vincent van Gogh".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub non_dropping_particle: Option<String>,
    /// "Jr.", "III".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suffix: Option<String>,
    /// The whole name of a body, or of a person whose parts are not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub literal: Option<String>,
    /// Whether the suffix follows a comma.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "truthy")]
    pub comma_suffix: Option<bool>,
    /// Whether the family name always comes first (Chinese, Japanese, Hungarian names).
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "truthy")]
    pub static_ordering: Option<bool>,
    /// Whether a processor should look for particles inside the parts.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "truthy")]
    pub parse_names: Option<bool>,
}

impl Name {
    /// A person by family and given name.
    #[must_use]
    pub fn person(family: impl Into<String>, given: impl Into<String>) -> Self {
        Self { family: Some(family.into()), given: Some(given.into()), ..Self::default() }
    }

    /// A body, or a person whose parts are not known.
    #[must_use]
    pub fn literal(name: impl Into<String>) -> Self {
        Self { literal: Some(name.into()), ..Self::default() }
    }

    /// What stands last in a list of names that is longer than is known: "et al.", as BibTeX writes it.
    pub const OTHERS: &'static str = "others";

    /// The same as it is printed, for formats that have no word of their own for it.
    pub const ET_AL: &'static str = "et al.";

    /// The end of a list of names that is longer than is known.
    #[must_use]
    pub fn others() -> Self {
        Self::literal(Self::OTHERS)
    }

    /// Whether this is no name, but says that there are more.
    #[must_use]
    pub fn is_others(&self) -> bool {
        self.family.is_none() && self.literal.as_deref() == Some(Self::OTHERS)
    }

    /// The family name after its particles: "van der Gracht", "d’Este", "al-Tahan".
    #[must_use]
    pub fn family_with_particles(&self) -> String {
        let parts = [&self.dropping_particle, &self.non_dropping_particle, &self.family];
        parts.into_iter().flatten().fold(String::new(), |before, part| join(&before, part))
    }

    /// The word a short note would use: the family name with its lasting particle, or the literal name.
    #[must_use]
    pub fn short(&self) -> String {
        match (&self.non_dropping_particle, &self.family, &self.literal) {
            (Some(particle), Some(family), _) => join(particle, family),
            (None, Some(family), _) => family.clone(),
            (_, None, Some(literal)) => literal.clone(),
            (_, None, None) => self.given.clone().unwrap_or_default(),
        }
    }
}

/// Puts a particle before what follows it. A hyphen joins the two without a blank, and so does an apostrophe for a vowel that is not
/// spoken ("d’Este", "O’Brien"); "de’ Medici" is two words.
fn join(particle: &str, rest: &str) -> String {
    let joins = |stem: &str| stem.ends_with(|c: char| !"aeiou".contains(c));
    let elided = particle.strip_suffix(['\'', '’']).is_some_and(joins);
    let blank = if particle.is_empty() || elided || particle.ends_with(['-', '‐']) { "" } else { " " };
    format!("{particle}{blank}{rest}")
}

/// CSL-JSON writes its flags as booleans, numbers or strings.
fn truthy<'de, D: serde::Deserializer<'de>>(input: D) -> Result<Option<bool>, D::Error> {
    Ok(match serde_json::Value::deserialize(input)? {
        serde_json::Value::Bool(flag) => Some(flag),
        serde_json::Value::Number(number) => Some(number.as_f64() != Some(0.0)),
        serde_json::Value::String(word) => Some(!matches!(word.as_str(), "" | "0" | "false")),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_read_in_every_spelling() {
        let name: Name = serde_json::from_str(r#"{"family":"King","suffix":"Jr.","comma-suffix":1}"#).unwrap();
        assert_eq!(name.comma_suffix, Some(true));
        let name: Name = serde_json::from_str(r#"{"family":"King","comma-suffix":"false"}"#).unwrap();
        assert_eq!(name.comma_suffix, Some(false));
    }

    #[test]
    fn particles_stand_before_the_family_name() {
        for (particle, family, whole) in [
            ("van der", "Gracht", "van der Gracht"),
            ("d’", "Este", "d’Este"),
            ("d'", "Alembert", "d'Alembert"),
            ("al-", "Tahan", "al-Tahan"),
            ("dell’", "Aquila", "dell’Aquila"),
            ("O’", "Brien", "O’Brien"),
            ("'t", "Hooft", "'t Hooft"),
            ("de'", "Medici", "de' Medici"),
        ] {
            let lasting = Name { non_dropping_particle: Some(particle.into()), ..Name::person(family, "A.") };
            assert_eq!((lasting.family_with_particles(), lasting.short()), (whole.into(), whole.into()));
            let dropping = Name { dropping_particle: Some(particle.into()), ..Name::person(family, "A.") };
            assert_eq!((dropping.family_with_particles(), dropping.short()), (whole.into(), family.into()));
        }
    }

    #[test]
    fn a_lasting_particle_belongs_to_the_short_name() {
        let name = Name { non_dropping_particle: Some("van".into()), ..Name::person("Gogh", "Vincent") };
        assert_eq!(name.short(), "van Gogh");
        let name = Name { dropping_particle: Some("de".into()), ..Name::person("Tocqueville", "Alexis") };
        assert_eq!(name.short(), "Tocqueville");
    }
}
