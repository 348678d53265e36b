//! Markdown as HTML, for the pieces of a post that move from one to the other.

use comrak::Options;

/// Renders Markdown as HTML, by CommonMark with tables, strikethrough and bare addresses as links. HTML in it stays as it
/// is, footnotes are not read, and front matter is left out.
///
/// ```
/// use ibid::document::markdown_to_html;
/// assert_eq!(markdown_to_html("A *claim*."), "<p>A <em>claim</em>.</p>\n");
/// ```
#[must_use]
pub fn markdown_to_html(markdown: &str) -> String {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.front_matter_delimiter = Some("---".into());
    options.render.r#unsafe = true;
    comrak::markdown_to_html(markdown, &options)
}
