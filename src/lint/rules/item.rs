//! What several rules ask of a record.

use crate::csl::{Item, ItemType, NameVariable, TextVariable};

/// Below this a reading may be of something that is no reference. A confidence of 0 says that it was not measured.
const SURE: f32 = 0.6;

/// Whether a record is a reference beyond doubt: someone wrote or edited something that has a title.
pub(super) fn is_sure(item: &Item, confidence: f32) -> bool {
    let someone = [NameVariable::Author, NameVariable::Editor, NameVariable::Translator];
    let has_name = someone.iter().any(|&role| !item.names(role).is_empty());
    (confidence >= SURE || confidence == 0.0) && has_name && item.text(TextVariable::Title).is_some()
}

/// Whether a record is a reference in full: it says where or when the work came out.
pub(super) fn is_full(item: &Item, confidence: f32) -> bool {
    let imprint = [TextVariable::Publisher, TextVariable::PublisherPlace, TextVariable::ContainerTitle];
    let has_imprint = imprint.iter().any(|&variable| item.text(variable).is_some()) || item.year().is_some();
    is_sure(item, confidence) && (has_imprint || is_online(item))
}

/// Whether a work is found by its web address alone.
pub(super) fn is_online(item: &Item) -> bool {
    item.text(TextVariable::Url).is_some() || item.text(TextVariable::Doi).is_some()
}

/// Works that have no publisher and year of their own, or another way to be found.
pub(super) fn is_special(kind: ItemType) -> bool {
    !matches!(
        kind,
        ItemType::Book
            | ItemType::Chapter
            | ItemType::Document
            | ItemType::ArticleJournal
            | ItemType::ArticleMagazine
            | ItemType::ArticleNewspaper
            | ItemType::Thesis
            | ItemType::Report
            | ItemType::PaperConference
    )
}
