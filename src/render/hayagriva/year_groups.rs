//! Years of one author. The case: works of 1997 and 1999 in one citation, in a style that collapses years and has no
//! `cite-group-delimiter`, are "Able 1997, 1999"; hayagriva writes "Able 1997; 1999".

use citationberg::Collapse;

/// Years that collapse under one author ("Able 1997, 1999") are separated by a comma unless the style says otherwise.
pub(in crate::render) fn group_years(citation: &mut citationberg::Citation) {
    if matches!(citation.collapse, Some(Collapse::Year | Collapse::YearSuffix | Collapse::YearSuffixRanged)) {
        citation.cite_group_delimiter.get_or_insert_with(|| ", ".to_owned());
    }
}
