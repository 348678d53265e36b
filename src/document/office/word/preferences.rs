//! Where Word keeps the preferences of Zotero: custom properties.

use super::register::NewPart;
use super::relationship::{HEAD, relationship};
use crate::document::office::package::{Package, escaped, with_last};
use crate::document::office::{OfficeError, Parts, preferences};

const PART: &str = "docProps/custom.xml";
const KIND: &str = "application/vnd.openxmlformats-officedocument.custom-properties+xml";
const LINKS: &str = "_rels/.rels";
const NAMESPACE: &str = "http://schemas.openxmlformats.org/officeDocument/2006";

/// The parts of a package that change so that it has these preferences; none if it has some already.
pub(super) fn parts(bytes: &[u8], preferences: &str) -> Result<Parts, OfficeError> {
    let mut package = Package::open(bytes, PART)?;
    match package.part(PART)? {
        Some(known) if known.contains("\"ZOTERO_PREF_") => Ok(Vec::new()),
        Some(known) => {
            let more = properties(preferences, last_pid(&known));
            Ok(with_last(&known, "</Properties>", &more).map(|xml| (PART, xml)).into_iter().collect())
        }
        None => added(&mut package, preferences),
    }
}

/// The part of the properties, and those that say that there is one.
fn added(package: &mut Package<'_>, preferences: &str) -> Result<Parts, OfficeError> {
    let own = format!(
        "{HEAD}<Properties xmlns=\"{NAMESPACE}/custom-properties\">{}</Properties>",
        properties(preferences, 1)
    );
    let link = relationship("rIdIbidProperties", "custom-properties", PART, "");
    let new = NewPart { name: PART, kind: KIND, from: LINKS, link };
    let others = new.registered(package)?;
    Ok(others.map(|others| [vec![(PART, own)], others].concat()).unwrap_or_default())
}

fn last_pid(xml: &str) -> usize {
    xml.split("pid=\"").skip(1).filter_map(|rest| rest.split('"').next()?.parse().ok()).max().unwrap_or(1)
}

/// The properties, numbered after `last`.
fn properties(text: &str, last: usize) -> String {
    let property = |(number, piece): (usize, String)| {
        format!(
            "<property fmtid=\"{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}\" pid=\"{}\" name=\"ZOTERO_PREF_{number}\">\
             <vt:lpwstr xmlns:vt=\"{NAMESPACE}/docPropsVTypes\">{}</vt:lpwstr></property>",
            last + number,
            escaped(&piece)
        )
    };
    preferences::pieces(text).map(property).collect()
}
