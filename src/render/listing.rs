//! A bibliography as a list in each format, with an id for each line that links can lead to.

use super::{Entry, OutputFormat};

impl OutputFormat {
    /// The list of lines, which are in this format already. Ends with a line break unless it is empty.
    ///
    /// ```
    /// use ibid::render::{Entry, OutputFormat};
    /// let entry = Entry { id: "robinson".into(), text: "Robinson, Lucy. *Gay Men and the Left*.".into() };
    /// assert_eq!(OutputFormat::Markdown.listing(&[entry]), "- <a id=\"ref-robinson\"></a>Robinson, Lucy. *Gay Men and the Left*.\n");
    /// ```
    #[must_use]
    pub fn listing(self, entries: &[Entry]) -> String {
        let lines: String = entries.iter().map(|entry| self.line(entry)).collect();
        match self {
            _ if lines.is_empty() => lines,
            Self::Html => format!("<section role=\"doc-bibliography\">\n<ul>\n{lines}</ul>\n</section>\n"),
            _ => lines,
        }
    }

    /// A heading over a part of a list.
    #[must_use]
    pub fn heading(self, text: &str) -> String {
        let text = self.escape(text);
        match self {
            Self::Text => text,
            Self::Markdown => format!("### {text}"),
            Self::Html => format!("<h3>{text}</h3>"),
            Self::Latex => format!("\\subsection*{{{text}}}"),
            Self::Typst => format!("=== {text}"),
        }
    }

    fn line(self, entry: &Entry) -> String {
        let (id, text) = (anchor(&entry.id), &entry.text);
        match self {
            Self::Text => format!("{text}\n"),
            Self::Markdown => format!("- <a id=\"{id}\"></a>{text}\n"),
            Self::Html => format!("<li id=\"{id}\">{text}</li>\n"),
            Self::Latex => format!("\\par\\hangindent=2em\\hangafter=1\\noindent\\hypertarget{{{id}}}{{}}{text}\n"),
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
        let entries = [Entry { id: "a b".into(), text: "A.".into() }, Entry { id: "c".into(), text: "C.".into() }];
        assert_eq!(OutputFormat::Text.listing(&entries), "A.\nC.\n");
        assert_eq!(
            OutputFormat::Html.listing(&entries),
            "<section role=\"doc-bibliography\">\n<ul>\n<li id=\"ref-a-b\">A.</li>\n<li id=\"ref-c\">C.</li>\n</ul>\n</section>\n"
        );
        assert!(OutputFormat::Latex.listing(&entries).contains("\\hypertarget{ref-a-b}{}A.\n"));
        assert!(OutputFormat::Typst.listing(&entries).contains("[A.] <ref-a-b>\n"));
        assert_eq!(OutputFormat::Html.listing(&[]), "");
    }

    #[test]
    fn every_format_has_headings() {
        let headings: Vec<String> = OutputFormat::ALL.iter().map(|format| format.heading("A & B")).collect();
        assert_eq!(headings, ["A & B", "### A & B", "<h3>A &amp; B</h3>", "\\subsection*{A \\& B}", "=== A & B"]);
    }
}
