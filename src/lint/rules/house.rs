//! What houses and styles say of ibid. and its like. One row a style; a style's name is matched by its beginning.

use super::Context;
use crate::resolve::Profile;

/// How a style has "ibid.".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ibid {
    /// Not at all.
    Never,
    /// Upright, in this form at the start of a note and in that inside one.
    Written {
        /// At the start.
        start: &'static str,
        /// Inside.
        inside: &'static str,
        /// What stands between it and a page.
        before_page: &'static str,
    },
}

/// The habits of a style.
#[derive(Debug, Clone, Copy)]
pub(super) struct House {
    /// The beginning of the names of its styles and profiles.
    prefix: &'static str,
    /// Its name in messages.
    pub(super) name: &'static str,
    pub(super) ibid: Ibid,
    /// Whether it uses op. cit., loc. cit. and their like.
    pub(super) opcit: bool,
}

const CHICAGO: Ibid = Ibid::Written { start: "Ibid.", inside: "ibid.", before_page: ", " };
const OSCOLA: Ibid = Ibid::Written { start: "ibid", inside: "ibid", before_page: " " };
const AGLC: Ibid = Ibid::Written { start: "Ibid", inside: "ibid", before_page: " " };

/// Longer beginnings stand before shorter ones. Sources: `docs/rules/ibid-forbidden.md`.
static HOUSES: &[House] = &[
    House { prefix: "aglc", name: "AGLC", ibid: AGLC, opcit: false },
    House { prefix: "apa", name: "APA", ibid: Ibid::Never, opcit: false },
    House { prefix: "american-psychological", name: "APA", ibid: Ibid::Never, opcit: false },
    House { prefix: "bluebook", name: "the Bluebook", ibid: Ibid::Never, opcit: false },
    House { prefix: "chicago-18", name: "Chicago 18", ibid: Ibid::Never, opcit: false },
    House { prefix: "chicago", name: "Chicago", ibid: CHICAGO, opcit: false },
    House { prefix: "mhra", name: "MHRA", ibid: Ibid::Never, opcit: false },
    House { prefix: "modern-humanities", name: "MHRA", ibid: Ibid::Never, opcit: false },
    House { prefix: "mla", name: "MLA", ibid: Ibid::Never, opcit: false },
    House { prefix: "modern-language", name: "MLA", ibid: Ibid::Never, opcit: false },
    House { prefix: "oscola", name: "OSCOLA", ibid: OSCOLA, opcit: false },
    House { prefix: "turabian", name: "Turabian", ibid: CHICAGO, opcit: false },
];

/// True if this is the name of a house itself, or of one of its dialects, rather than of a CSL style.
#[must_use]
pub fn is_house(name: &str) -> bool {
    HOUSES.iter().any(|house| house.prefix == name) || Profile::by_name(name).is_some()
}

/// The habits of the style that the settings name, if they are known.
pub(super) fn house(context: &Context<'_>) -> Option<&'static House> {
    let style = context.settings.style.as_deref()?;
    let file = style.rsplit(['/', '\\']).next().unwrap_or(style);
    HOUSES.iter().find(|house| file.starts_with(house.prefix))
}
