//! What reference managers write into documents beside the words: which items a citation cites.
//!
//! Each has its own form; all become the JSON of a CSL citation: `{"citationItems":[{"id":…,"itemData":{…},"locator":…}]}`.

mod citavi;
mod endnote;
mod leaves;
mod sources;

pub(super) use sources::{Sources, sources};

use serde_json::{Value, json};

/// The citation that an instruction of a field or the tag of a content control holds. `kept` is what the field keeps beside it.
pub(super) fn data(instruction: &str, kept: &str, sources: &Sources) -> Option<String> {
    let instruction = instruction.trim();
    let citation = match instruction.strip_prefix("ADDIN").map(str::trim_start) {
        Some(addin) if addin.starts_with("EN.CITE") => endnote::citation(addin, kept)?,
        Some(addin) => match addin.strip_prefix("CitaviPlaceholder") {
            Some(placeholder) => citavi::citation(placeholder)?,
            None => csl(addin.strip_prefix("ZOTERO_ITEM").unwrap_or(addin))?,
        },
        None => match instruction.strip_prefix("MENDELEY_CITATION_v3_") {
            Some(encoded) => serde_json::from_slice(&base64(encoded)).ok()?,
            None => sources::citation(instruction, sources)?,
        },
    };
    citation["citationItems"].as_array().filter(|items| !items.is_empty())?;
    Some(line(&citation))
}

/// The instruction of Zotero and of Mendeley's older plug-in.
fn csl(instruction: &str) -> Option<Value> {
    // In LibreOffice letters of chance follow it.
    let citation = instruction.trim_start().strip_prefix("CSL_CITATION")?;
    serde_json::Deserializer::from_str(citation).into_iter().next()?.ok()
}

/// A citation in one line that no comment ends in.
fn line(citation: &Value) -> String {
    citation.to_string().replace('>', "\\u003e")
}

/// A citation of items, each with its record and what else is said of it.
fn citation(items: Vec<(Value, Vec<(&str, String)>)>) -> Value {
    let item = |(record, said): (Value, Vec<(&str, String)>)| {
        let mut item = json!({ "id": record["id"], "itemData": record });
        for (key, value) in said.into_iter().filter(|(_, value)| !value.trim().is_empty()) {
            item[key] = value.trim().into();
        }
        item
    };
    json!({ "citationItems": items.into_iter().map(item).collect::<Vec<_>>() })
}

/// A name as "Family, Given"; one that ends in a comma, or has none, is that of a body.
fn name(name: &str) -> Value {
    match name.split_once(',').map(|(family, given)| (family.trim(), given.trim())) {
        Some((family, given)) if !given.is_empty() => json!({ "family": family, "given": given }),
        Some((body, _)) => json!({ "literal": body }),
        None => json!({ "literal": name.trim() }),
    }
}

/// A year as CSL has it.
fn issued(year: &str) -> Value {
    year.trim()
        .parse::<i32>()
        .map_or_else(|_| json!({ "literal": year.trim() }), |year| json!({ "date-parts": [[year]] }))
}

/// The bytes that a text in Base64 stands for, in either alphabet, with or without padding. What is no digit is left out.
fn base64(text: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    };
    let (mut bytes, mut held, mut bits) = (Vec::with_capacity(text.len() / 4 * 3), 0_u32, 0);
    for digit in text.bytes().filter_map(digit) {
        held = (held << 6 | u32::from(digit)) & 0xffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xff).unwrap_or_default());
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(instruction: &str, kept: &str) -> Option<Value> {
        let sources = sources(
            "<b:Sources><b:Source><b:Tag>Ree99</b:Tag><b:SourceType>Book</b:SourceType><b:Author><b:Author><b:NameList><b:Person><b:Last>Reed</b:Last>\
             <b:First>John</b:First></b:Person></b:NameList></b:Author></b:Author><b:Title>Salt &amp; Roads</b:Title><b:Year>1999</b:Year><b:City>Leeds</b:City>\
             <b:Publisher>Mill</b:Publisher></b:Source></b:Sources>",
        );
        data(instruction, kept, &sources).map(|data| serde_json::from_str(&data).unwrap())
    }

    const ENDNOTE: &str = "<EndNote><Cite><Author>Reed</Author><Year>1999</Year><RecNum>3</RecNum><Pages>12</Pages><Prefix>see </Prefix><record>\
        <rec-number>3</rec-number><foreign-keys><key app=\"EN\" db-id=\"x\">3</key></foreign-keys><ref-type name=\"Journal Article\">17</ref-type>\
        <contributors><authors><author><style face=\"normal\">Reed, John</style></author><author>Mill Institute,</author></authors></contributors>\
        <titles><title>Salt Roads</title><secondary-title>Wells</secondary-title></titles><pages>1-20</pages><volume>5</volume><dates><year>1999</year></dates>\
        </record></Cite></EndNote>";

    #[test]
    fn every_manager_has_its_form() {
        let record = json!({ "id": "x", "type": "book", "title": "Salt" });
        let csl = json!({ "citationItems": [{ "id": "x", "itemData": record, "locator": "12" }] });
        let citavi = r#"{"Entries":[{"ReferenceId":"a-1","PageRange":{"OriginalString":"12"},"Reference":{"Id":"a-1","ReferenceType":"Book",
            "Title":"Salt","Authors":[{"FirstName":"John","LastName":"Reed"}],"Year":"1999","PlaceOfPublication":"Leeds","Publishers":[{"Name":"Mill"}]}}]}"#;
        let encoded = |text: &str| encode(text.as_bytes());
        for instruction in [
            format!(" ADDIN ZOTERO_ITEM CSL_CITATION {csl} "),
            format!("ADDIN CSL_CITATION {csl}"),
            format!("MENDELEY_CITATION_v3_{}", encoded(&csl.to_string())),
        ] {
            assert_eq!(read(&instruction, ""), Some(csl.clone()), "{instruction}");
        }
        for (instruction, kept) in
            [(format!("ADDIN EN.CITE {ENDNOTE}"), String::new()), ("ADDIN EN.CITE".to_owned(), encoded(ENDNOTE))]
        {
            let cited = read(&instruction, &kept).unwrap();
            let item = &cited["citationItems"][0];
            assert_eq!((&item["locator"], &item["prefix"]), (&json!("12"), &json!("see")));
            assert_eq!(
                item["itemData"],
                json!({ "id": "x:3", "type": "article-journal", "author": [{ "family": "Reed", "given": "John" }, { "literal": "Mill Institute" }],
                    "title": "Salt Roads", "container-title": "Wells", "page": "1-20", "volume": "5", "issued": { "date-parts": [[1999]] } })
            );
        }
        let book = |id: &str, title: &str| {
            json!({ "id": id, "type": "book", "author": [{ "family": "Reed", "given": "John" }], "title": title,
                "publisher-place": "Leeds", "publisher": "Mill", "issued": { "date-parts": [[1999]] } })
        };
        let word = read(" CITATION Ree99 \\p 12 \\l 1033 ", "").unwrap();
        assert_eq!(word["citationItems"][0]["itemData"], book("Ree99", "Salt & Roads"));
        assert_eq!(word["citationItems"][0]["locator"], "12");
        let cited = read(&format!("ADDIN CitaviPlaceholder{{{}}}", encoded(citavi)), "").unwrap();
        assert_eq!(cited["citationItems"][0]["itemData"], book("a-1", "Salt"));
        assert_eq!(cited["citationItems"][0]["locator"], "12");
    }

    #[test]
    fn other_fields_are_no_citations() {
        for instruction in [
            "PAGEREF x",
            "ADDIN ZOTERO_BIBL {} CSL_BIBLIOGRAPHY",
            "ADDIN ZOTERO_ITEM CSL_CITATION {broken",
            "ADDIN ZOTERO_ITEM CSL_CITATION {}",
            "ADDIN EN.REFLIST",
            "ADDIN EN.CITE",
            "CITATION unknown",
            "MENDELEY_BIBLIOGRAPHY",
            "",
        ] {
            assert_eq!(read(instruction, ""), None, "{instruction}");
        }
    }

    fn encode(bytes: &[u8]) -> String {
        const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let digits = |chunk: &[u8]| {
            let all = chunk.iter().chain([&0, &0]).take(3).fold(0_u32, |all, byte| all << 8 | u32::from(*byte));
            (0..=chunk.len()).map(move |digit| char::from(DIGITS[(all >> (18 - 6 * digit) & 63) as usize]))
        };
        bytes.chunks(3).flat_map(digits).collect()
    }

    #[test]
    fn base64_of_both_alphabets() {
        for text in ["", "a", "ab", "abc", "ü?>~"] {
            assert_eq!(base64(&encode(text.as_bytes())), text.as_bytes(), "{text}");
        }
        assert_eq!(base64("_-8=\n"), base64("/+8"));
    }
}
