//! The one list of rules. To add a rule: a file here, a page in `docs/rules/`, a line below.

mod canonical;
mod containers;
mod house;
mod identifiers;
mod item;
mod journals;
mod mention;
mod near;
mod numbering;
mod quotes;
mod spelling;

use super::fixes;
use super::rule::{Context, Findings, Needs, Reads, Rule};
use super::{Finding, Fix, Judged, Preset, Safety, Severity};

pub use house::is_house;
pub(super) use suppression_unused::RULE as SUPPRESSION_UNUSED;

macro_rules! rules {
    ($($name:ident,)*) => {
        $(mod $name;)*

        /// Every rule, in the order of their ids.
        pub static RULES: &[&Rule] = &[$(&$name::RULE,)*];
    };
}

rules! {
    accent_apart,
    antecedent_changed,
    author_date_unlisted,
    backlink_missing,
    bibliography_duplicate,
    bibliography_order,
    cms_notes_missing,
    emphasis_broken,
    field_missing,
    full_repeated,
    ibid_after_multi,
    ibid_first,
    ibid_forbidden,
    ibid_form,
    ibid_no_page,
    ibid_page,
    ibid_stale,
    id_collision,
    idem_author,
    identifier_invalid,
    inline_note_broken,
    link_broken,
    mark_unclosed,
    marker_adjacent,
    marker_after_media,
    marker_in_code,
    marker_order,
    marker_other_system,
    marker_punctuation,
    marker_reversed,
    marker_space,
    marker_undefined,
    mixed_systems,
    name_inconsistent,
    note_colon_missing,
    note_duplicate_id,
    note_empty,
    note_identical,
    note_nested_marker,
    note_order,
    note_run_on,
    note_stop,
    note_unused,
    notes_vs_bib,
    number_duplicate,
    number_gap,
    number_mismatch,
    numbering_restart,
    opcit_orphan,
    punctuation_doubled,
    short_ambiguous,
    short_before_full,
    short_near_miss,
    short_no_target,
    source_inconsistent,
    suppression_unused,
    supra_number,
    url_only,
    word_anchor_lost,
}

/// The rule of that id.
#[must_use]
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id).copied()
}
