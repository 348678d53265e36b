//! The markup that CSL-JSON allows inside text: `<i>`, `<b>`, `<sup>`, `<sub>`, and two kinds of `<span>`.

/// A tag of CSL-JSON with the LaTeX commands that mean the same; the first is the one that is written.
pub(super) struct CslTag {
    pub(super) open: &'static str,
    pub(super) close: &'static str,
    pub(super) commands: &'static [&'static str],
}

/// Every tag. A closing `</span>` belongs to the last `<span>` that is open.
pub(super) const TAGS: &[CslTag] = &[
    CslTag { open: "<i>", close: "</i>", commands: &["emph", "textit", "mkbibemph", "textsl"] },
    CslTag { open: "<b>", close: "</b>", commands: &["textbf", "mkbibbold"] },
    CslTag { open: "<sup>", close: "</sup>", commands: &["textsuperscript", "mkbibsuperscript"] },
    CslTag { open: "<sub>", close: "</sub>", commands: &["textsubscript", "mkbibsubscript"] },
    CslTag { open: r#"<span style="font-variant: small-caps;">"#, close: "</span>", commands: &["textsc"] },
    CslTag { open: r#"<span style="font-variant:small-caps;">"#, close: "</span>", commands: &["textsc"] },
    CslTag { open: NOCASE, close: "</span>", commands: &[] },
];

/// The tag that opens at the start of `text`.
pub(super) fn opening(text: &str) -> Option<&'static CslTag> {
    TAGS.iter().find(|tag| text.starts_with(tag.open))
}

/// The text without its markup.
pub(super) fn strip(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tail) = rest.split_at(at);
        plain.push_str(before);
        let length = tag_length(tail);
        plain.push_str(if length == 0 { "<" } else { "" });
        rest = &tail[length.max(1)..];
    }
    plain + rest
}

/// The tag around words whose letters no style may change.
pub(super) const NOCASE: &str = r#"<span class="nocase">"#;

/// The text without the tags that only guard capitals, for formats whose readers would show them.
#[cfg(feature = "convert")]
pub(super) fn without_nocase(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains(NOCASE) {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len());
    let mut open = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        plain.push_str(&rest[..at]);
        let tail = &rest[at..];
        let length = tag_length(tail).max(1);
        let tag = &tail[..length];
        let guards = if tag == "</span>" { open.pop().unwrap_or(false) } else { tag == NOCASE };
        if tag.starts_with("<span") {
            open.push(guards);
        }
        plain.push_str(if guards { "" } else { tag });
        rest = &tail[length..];
    }
    (plain + rest).into()
}

/// How many bytes of markup stand at the start of `text`.
fn tag_length(text: &str) -> usize {
    let open = TAGS.iter().map(|tag| tag.open);
    let close = TAGS.iter().map(|tag| tag.close);
    open.chain(close).find(|tag| text.starts_with(tag)).map_or(0, str::len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guards_of_capitals_go_and_other_markup_stays() {
        let sc = r#"<span style="font-variant:small-caps;">"#;
        for (text, plain) in [
            (r#"Glasgow <span class="nocase">Climate Pact</span>"#.to_owned(), "Glasgow Climate Pact".to_owned()),
            (
                format!(r#"{sc}a <span class="nocase">B</span></span> <i>c</i> 5 < 6"#),
                format!("{sc}a B</span> <i>c</i> 5 < 6"),
            ),
            ("no tags < here".into(), "no tags < here".into()),
        ] {
            assert_eq!(without_nocase(&text), plain);
        }
    }

    #[test]
    fn markup_goes_and_other_brackets_stay() {
        assert_eq!(strip(r#"On <i>Hamlet</i> <span class="nocase">in</span> 5 < 6"#), "On Hamlet in 5 < 6");
    }
}
