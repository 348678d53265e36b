//! A bibliography as a list in each format, with an id for each line that links can lead to.

use super::{OutputFormat, RenderedEntry};

impl OutputFormat {
    /// The list of lines, which are in this format already. Ends with a line break unless it is empty. HTML and Typst
    /// give each line an id; Markdown and LaTeX only where `anchors` are wanted, since they show in the source.
    ///
    /// ```
    /// use ibid::render::{OutputFormat, RenderedEntry};
    /// let entries = [RenderedEntry { id: "robinson".into(), text: "Robinson, Lucy. *Gay Men and the Left*.".into() }];
    /// assert_eq!(OutputFormat::Markdown.listing(&entries, false), "- Robinson, Lucy. *Gay Men and the Left*.\n");
    /// ```
    #[must_use]
    pub fn listing(self, entries: &[RenderedEntry], anchors: bool) -> String {
        // Some styles leave works out that their notes give ("personal communications").
        let listed = entries.iter().filter(|entry| !entry.text.trim().is_empty());
        let lines: String = listed.map(|entry| self.line(entry, anchors)).collect();
        match self {
            _ if lines.is_empty() => lines,
            Self::Html => format!("<section role=\"doc-bibliography\">\n<ul>\n{lines}</ul>\n</section>\n"),
            _ => lines,
        }
    }

    /// A heading over a list or a part of it, of a level from 1, the title of the document, to 6.
    #[must_use]
    pub fn heading(self, text: &str, level: usize) -> String {
        let text = self.escape(text);
        match self {
            Self::Text => text,
            Self::Markdown => format!("{} {text}", "#".repeat(level)),
            Self::Html => format!("<h{level}>{text}</h{level}>"),
            Self::Latex => format!("\\{}section*{{{text}}}", "sub".repeat(level.saturating_sub(2))),
            Self::Typst => format!("{} {text}", "=".repeat(level)),
        }
    }

    fn line(self, entry: &RenderedEntry, anchors: bool) -> String {
        let (id, text) = (anchor(&entry.id), &entry.text);
        match self {
            Self::Text => format!("{text}\n"),
            Self::Markdown if anchors => format!("- <a id=\"{id}\"></a>{text}\n"),
            Self::Markdown => format!("- {text}\n"),
            Self::Html => format!("<li id=\"{id}\">{text}</li>\n"),
            Self::Latex => {
                let target = if anchors { format!("\\hypertarget{{{id}}}{{}}") } else { String::new() };
                format!("\\par\\hangindent=2em\\hangafter=1\\noindent{target} {text}\n")
            }
            Self::Typst => format!("#par(hanging-indent: 2em)[{text}] <{id}>\n\n"),
        }
    }
}

/// The id of a line: stable, and made of characters that every format takes.
fn anchor(id: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '.') { c } else { '-' };
    format!("ref-{}", id.chars().map(plain).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_a_list() {
        let entries = [
            RenderedEntry { id: "a b".into(), text: "A.".into() },
            RenderedEntry { id: "c".into(), text: "C.".into() },
        ];
        assert_eq!(OutputFormat::Text.listing(&entries, true), "A.\nC.\n");
        assert_eq!(
            OutputFormat::Html.listing(&entries, true),
            "<section role=\"doc-bibliography\">\n<ul>\n<li id=\"ref-a-b\">A.</li>\n<li id=\"ref-c\">C.</li>\n</ul>\n</section>\n"
        );
        assert!(OutputFormat::Latex.listing(&entries, true).contains("\\hypertarget{ref-a-b}{} A.\n"));
        assert!(OutputFormat::Latex.listing(&entries, false).contains("\\noindent A.\n"));
        assert_eq!(
            OutputFormat::Markdown.listing(&entries, true),
            "- <a id=\"ref-a-b\"></a>A.\n- <a id=\"ref-c\"></a>C.\n"
        );
        assert!(OutputFormat::Typst.listing(&entries, true).contains("[A.] <ref-a-b>\n"));
        assert_eq!(OutputFormat::Html.listing(&[], false), "");
        assert_eq!(OutputFormat::Markdown.listing(&[RenderedEntry { id: "a".into(), text: " ".into() }], false), "");
    }

    #[test]
    fn every_format_has_headings() {
        let headings: Vec<String> = OutputFormat::ALL.iter().map(|format| format.heading("A & B", 3)).collect();
        assert_eq!(headings, ["A & B", "### A & B", "<h3>A &amp; B</h3>", "\\subsection*{A \\& B}", "=== A & B"]);
    }
}
