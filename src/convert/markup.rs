//! The markup that CSL-JSON allows inside text: `<i>`, `<b>`, `<sup>`, `<sub>`, and two kinds of `<span>`.

/// A tag of CSL-JSON with the LaTeX commands that mean the same; the first is the one that is written.
pub(super) struct Tag {
    pub(super) open: &'static str,
    pub(super) close: &'static str,
    pub(super) commands: &'static [&'static str],
}

/// Every tag. A closing `</span>` belongs to the last `<span>` that is open.
pub(super) const TAGS: &[Tag] = &[
    Tag { open: "<i>", close: "</i>", commands: &["emph", "textit", "mkbibemph", "textsl"] },
    Tag { open: "<b>", close: "</b>", commands: &["textbf", "mkbibbold"] },
    Tag { open: "<sup>", close: "</sup>", commands: &["textsuperscript", "mkbibsuperscript"] },
    Tag { open: "<sub>", close: "</sub>", commands: &["textsubscript", "mkbibsubscript"] },
    Tag { open: r#"<span style="font-variant: small-caps;">"#, close: "</span>", commands: &["textsc"] },
    Tag { open: r#"<span style="font-variant:small-caps;">"#, close: "</span>", commands: &["textsc"] },
    Tag { open: r#"<span class="nocase">"#, close: "</span>", commands: &[] },
];

/// The tag that opens at the start of `text`.
pub(super) fn opening(text: &str) -> Option<&'static Tag> {
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
    fn markup_goes_and_other_brackets_stay() {
        assert_eq!(strip(r#"On <i>Hamlet</i> <span class="nocase">in</span> 5 < 6"#), "On Hamlet in 5 < 6");
    }
}
