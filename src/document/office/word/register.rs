//! What a package says of each of its parts.

use crate::document::office::package::{Package, with_last};
use crate::document::office::{OfficeError, Parts};

const TYPES: &str = "[Content_Types].xml";

/// A part that a package does not have yet.
pub(super) struct NewPart {
    pub(super) name: &'static str,
    /// The type of its content.
    pub(super) kind: &'static str,
    /// The part whose links it is to be one of.
    pub(super) from: &'static str,
    /// That link.
    pub(super) link: String,
}

impl NewPart {
    /// The parts that say that there is this one; `None` where the package has no place to say it.
    pub(super) fn registered(&self, package: &mut Package<'_>) -> Result<Option<Parts>, OfficeError> {
        let kind = format!("<Override PartName=\"/{}\" ContentType=\"{}\"/>", self.name, self.kind);
        let types = package.part(TYPES)?.and_then(|xml| with_last(&xml, "</Types>", &kind));
        let links = package.part(self.from)?.and_then(|xml| with_last(&xml, "</Relationships>", &self.link));
        Ok(types.zip(links).map(|(types, links)| vec![(TYPES, types), (self.from, links)]))
    }
}
