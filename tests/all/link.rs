//! A post's notes in another system, and back again.

use ibid::analysis::{Analysis, Options};
use ibid::document::Format;
use ibid::link::{LinkError, System, link};
use ibid::text::Source;

use crate::cli::{ibid as run, stderr, stdout};

fn linked(path: &str, text: &str, to: &str) -> Result<String, LinkError> {
    link(&Source::new(path, text), &Options::default(), System::by_name(to).unwrap())
}

/// Each marker's label and the text of its note, as a reader of the format sees them.
pub(crate) fn told(format: &str, text: &str) -> Vec<(String, String)> {
    let options = Options { format: Some(Format::by_name(format).unwrap()), ..Options::default() };
    let document = Analysis::of(&[Source::new("post", text)], &options).document;
    let words = |note: usize| document.notes[note].body.text.split_whitespace().collect::<Vec<_>>().join(" ");
    document.markers.iter().filter_map(|marker| Some((marker.label.clone(), words(marker.note?)))).collect()
}

/// A post with typed notes of every shape: emphasis, a link, characters that are markup elsewhere, a marker used twice, two
/// markers in one pair of brackets, short forms.
const TYPED: &str = "Pumps & hills\n\nThe first claim.[1] The second, 100% sure.[2, 3]\n\nThe first again,[1] and a_b.[4]\n\n\
    [1] Anna Wells, *Pumps & Wells* (London: Hill, 2001), 3.\n\n\
    [2] Ibid., 5.\n\n\
    [3] See https://a.example/x_y?z=1&w=2#top.\n\n\
    [4] Wells, *Pumps*, 9. It has 100% {pumps} \\ $5 ~ ^ a < b.\n\nThe end.\n";

#[test]
fn typed_notes_become_footnotes_of_markdown() {
    let text = linked("post.txt", TYPED, "markdown").unwrap();
    assert!(text.starts_with("Pumps & hills\n\nThe first claim.[^1] The second, 100% sure.[^2] [^3]\n\n"), "{text}");
    assert!(
        text.contains("\n\n[^1]: Anna Wells, *Pumps & Wells* (London: Hill, 2001), 3.\n\n[^2]: Ibid., 5.\n\n"),
        "{text}"
    );
    assert!(text.ends_with("\n\nThe end.\n"), "{text}");
    assert_eq!(told("text", TYPED), told("markdown", &text));
}

#[test]
fn there_and_back_again_the_notes_are_the_same() {
    for (via, format) in [("markdown", "markdown"), ("text", "txt")] {
        let there = linked("post.txt", TYPED, via).unwrap();
        let back = linked(&format!("post.{format}"), &there, "text").unwrap();
        assert_eq!(told("text", TYPED), told("text", &back), "{via}\n{there}\n{back}");
    }
}

#[test]
fn html_and_wordpress_get_the_same_notes() {
    for (to, platform) in [("html", None), ("wordpress", Some("WordPress footnotes block"))] {
        let text = linked("post.txt", TYPED, to).unwrap();
        assert_eq!(told("text", TYPED), told("html", &text), "{text}");
        let read = Analysis::of(&[Source::new("post.html", text.as_str())], &Options::default()).document;
        if platform.is_some() {
            assert_eq!(read.platform, platform, "{text}");
        }
        let there = told("html", &text);
        let other = if to == "html" { "wordpress" } else { "html" };
        let across = linked("post.html", &text, other).unwrap();
        assert_eq!(told("html", &across), there, "{across}");
        assert_eq!(across.matches("<ol").count(), 1, "{across}");
        let back = linked("post.html", &across, to).unwrap();
        assert_eq!(told("html", &back), there, "{back}");
    }
}

/// The values of an attribute, in order.
fn attributes<'t>(html: &'t str, name: &str) -> Vec<&'t str> {
    let open = format!(" {name}=\"");
    html.split(open.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_link_leads_to_one_place_and_back() {
    for to in ["html", "wordpress"] {
        let html = linked("posts/My Post.txt", TYPED, to).unwrap();
        let ids = attributes(&html, "id");
        let unique: std::collections::HashSet<&str> = ids.iter().copied().collect();
        assert_eq!(unique.len(), ids.len(), "{html}");
        assert!(ids.iter().all(|id| id.starts_with("my-post-fn")), "{ids:?}");
        let fragments: Vec<&str> = attributes(&html, "href").iter().filter_map(|href| href.strip_prefix('#')).collect();
        assert_eq!(fragments.len(), 2 * 5, "five markers, and back from each note to all of its markers");
        assert!(fragments.iter().all(|fragment| unique.contains(fragment)), "{html}");
        let labels = attributes(&html, "aria-label");
        assert!(labels.contains(&"Back to reference 1") && labels.contains(&"Back to reference 1-2"), "{labels:?}");
    }
    let html = linked("post.txt", TYPED, "html").unwrap();
    assert_eq!(html.matches("role=\"doc-noteref\"").count(), 5);
    assert_eq!(html.matches("role=\"doc-backlink\"").count(), 5);
    assert_eq!(html.matches("role=\"doc-endnotes\"").count(), 1);
}

#[test]
fn a_post_in_html_looks_like_this() {
    insta::assert_snapshot!(linked("post.txt", TYPED, "html").unwrap());
}

#[test]
fn a_post_in_wordpress_looks_like_this() {
    insta::assert_snapshot!(linked("post.txt", TYPED, "wordpress").unwrap());
}

#[test]
fn markdown_becomes_html_with_the_blocks_of_its_notes() {
    let text = "# A *head*\n\nA claim.[^a] And _x_[^b].\n\n- item[^a]\n\n[^a]: First *part*.\n\n    Second part:\n\n        code\n\n[^b]: Wells, **3**.\n";
    let html = linked("post.md", text, "html").unwrap();
    assert!(html.starts_with("<h1>A <em>head</em></h1>\n<p>A claim.<sup id=\"post-fnref1\">"), "{html}");
    assert!(
        html.contains("<p>First <em>part</em>.</p>\n<p>Second part:</p>\n<pre><code>code\n</code></pre>"),
        "{html}"
    );
    assert_eq!(told("html", &html).len(), 3);
}

#[test]
fn signs_that_html_writes_otherwise_are_in_notes_of_markdown() {
    for note in [
        "Ann Reed, *Food & History* 9 (2011): 3.",
        "Ann Reed, \"Honey and Sugar,\" *Food* 9 (2011): 3.",
        "Vgl. Reed & Söhne: „Salz“, S. 3; a &lt; b.",
        "AT&T, *Annual Report* (New York, 2001), 5 > 4.",
    ] {
        let post = format!("A claim.[^1] Another.[^2]\n\n[^1]: {note}\n[^2]: One more.\n");
        for to in ["html", "wordpress"] {
            let text = linked("post.md", &post, to).unwrap();
            assert_eq!(told("html", &text), told("markdown", &post), "{note}\n{text}");
        }
    }
}

#[test]
fn latex_gets_footnotes_in_the_text() {
    let text = linked("post.txt", TYPED, "latex").unwrap();
    assert!(
        text.starts_with("Pumps \\& hills\n\nThe first claim.\\footnote{Anna Wells, \\emph{Pumps \\& Wells} (London"),
        "{text}"
    );
    assert!(text.contains("The first again,\\footnotemark[1]"), "{text}");
    let words = |told: Vec<(String, String)>| told.into_iter().map(|(_, words)| words).collect::<Vec<_>>();
    assert_eq!(words(told("text", TYPED)), words(told("latex", &text)), "{text}");
}

#[test]
fn markdown_becomes_latex() {
    let text = "---\ntitle: x\n---\n# A *head*\n\nA claim[^a], `x_y` and [a link](https://a.example/x%20y).\n\n1. item[^b]\n2. **two**\n\n> Quoted.\n\n```\ncode & more\n```\n\n[^a]: First *part*, 100%.\n[^b]: Wells, **3**.\n";
    let latex = linked("post.md", text, "latex").unwrap();
    insta::assert_snapshot!(latex);
}

#[test]
fn named_labels_are_numbered_where_a_reader_sees_numbers() {
    let text = "A.[^wells] B.[^ames] C.[^wells]\n\n[^ames]: Ames, 4.\n[^wells]: Wells, 3.\n";
    assert_eq!(linked("post.md", text, "text").unwrap(), "A.[1] B.[2] C.[1]\n\n[1] Wells, 3.\n\n[2] Ames, 4.\n");
}

#[test]
fn inline_notes_get_a_list() {
    let text = "A.^[Wells, *Pumps*, 3.] B.^[Ames, 4.]\n";
    assert_eq!(
        linked("post.md", text, "markdown").unwrap(),
        "A.[^1] B.[^2]\n\n[^1]: Wells, *Pumps*, 3.\n\n[^2]: Ames, 4.\n"
    );
}

#[test]
fn each_list_stays_in_its_place() {
    let text = "A.[^1]\n\n[^1]: Wells, 3.\n\nB.[^2] C.[^3]\n\n[^3]: Bond, 5.\n[^2]: Ames, 4.\n\nEnd.\n";
    assert_eq!(
        linked("post.md", text, "text").unwrap(),
        "A.[1]\n\n[1] Wells, 3.\n\nB.[2] C.[3]\n\n[2] Ames, 4.\n\n[3] Bond, 5.\n\nEnd.\n"
    );
}

#[test]
fn a_post_without_notes_is_said_to_have_none() {
    assert_eq!(linked("post.txt", "No notes at all.\n", "markdown"), Err(LinkError::NoNotes));
    let unused = "A.[^1]\n\n[^1]: Able, 3.\n[^2]: Brook, 4.\n";
    assert_eq!(linked("post.md", unused, "latex"), Err(LinkError::Unused("2".to_owned())));
    let output = run(&["link", "-", "--to", "markdown"], "No notes.");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("there are no notes with markers"), "{}", stderr(&output));
}

#[test]
fn line_ends_stay() {
    let text = linked("post.txt", &TYPED.replace('\n', "\r\n"), "markdown").unwrap();
    assert_eq!(text.matches("\r\n").count(), text.matches('\n').count());
}

#[test]
fn the_file_is_written_only_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("post.txt");
    std::fs::write(&path, TYPED).unwrap();
    let name = path.to_str().unwrap();
    let shown = stdout(&run(&["link", name, "--to", "markdown"], ""));
    let patch = stdout(&run(&["link", name, "--to", "markdown", "--diff"], ""));
    assert!(patch.contains("-[2] Ibid., 5.\n") && patch.contains("+[^2]: Ibid., 5.\n"), "{patch}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), TYPED);
    assert!(run(&["link", name, "--to", "markdown", "--write"], "").status.success());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), shown);
}

#[test]
fn an_unknown_system_is_wrong_usage() {
    let output = run(&["link", "-", "--to", "substack"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("wordpress"), "{}", stderr(&output));
}

#[test]
fn html_becomes_markdown_text_and_latex() {
    let page = linked("post.txt", TYPED, "html").unwrap();
    let there = told("html", &page);
    let markdown = linked("post.html", &page, "markdown").unwrap();
    assert!(
        markdown.starts_with("Pumps & hills\n\nThe first claim.[^1] The second, 100% sure.[^2] [^3]"),
        "{markdown}"
    );
    assert_eq!(told("markdown", &markdown), there, "{markdown}");
    let text = linked("post.html", &page, "text").unwrap();
    assert!(text.contains("\n\n[2] Ibid., 5.\n\n"), "{text}");
    let latex = linked("post.html", &page, "latex").unwrap();
    assert!(latex.starts_with("Pumps \\& hills\n\nThe first claim.\\footnote{Anna Wells, \\emph{Pumps"), "{latex}");
}

#[test]
fn a_page_that_shows_more_than_text_is_not_cut_down() {
    let page = "<p>A claim.<sup><a href=\"#fn1\" id=\"r1\">1</a></sup></p><p><img src=\"mill.png\"></p><ol class=\"footnotes\"><li id=\"fn1\">Wells, 3. <a href=\"#r1\">↩</a></li></ol>";
    assert_eq!(
        linked("post.html", page, "markdown").unwrap(),
        "A claim.[^1]\n\n<img src=\"mill.png\">\n\n[^1]: Wells, 3.\n"
    );
    assert!(matches!(linked("post.html", page, "text"), Err(LinkError::Prose { from: "html", .. })));
}

#[test]
fn numbers_that_change_change_where_they_are_named() {
    let text = "A.[3] B.[5], and see note 5 below.\n\n[3] Anna Wells, *Pumps* (Leeds: Hill, 2001), 3.\n\n[5] Wells (n 3) 44.\n";
    let html = linked("post.txt", text, "wordpress").unwrap();
    assert!(html.contains("Wells (n 1) 44.") && html.contains("see note 2 below"), "{html}");
    let markdown = linked("post.txt", text, "markdown").unwrap();
    assert!(markdown.contains("[^5]: Wells (n 3) 44.") && markdown.contains("see note 5 below"), "{markdown}");
}

/// A document of LaTeX as academics write it.
const TEX: &str = "\\documentclass{article}\n\\usepackage[utf8]{inputenc}\n\\title{Pumps \\& Mills}\n\\author{A. Able}\n\\begin{document}\n\\maketitle\n\
    % a remark\nThe first claim.\\footnote{Anna Wells, \\emph{Pumps \\& Wells} (London: Hill, 2001), pp.~3--5.} The \\textit{second}, 100\\% sure.\\footnote{Ibid., 5.}\n\n\
    \\section{Water}\n``So it was,'' they said.\\footnote{See Ben Baker, \\enquote{Salt}, in \\textbf{Mills} \\href{https://b.example}{here} (2004), 7.}\n\
    \\begin{itemize}\n\\item Oil\\footnotemark\n\\item Salt\n\\end{itemize}\n\\footnotetext{Wells, 9.}\n\\end{document}\n";

#[test]
fn latex_becomes_every_other_system() {
    for (to, format) in [("markdown", "markdown"), ("html", "html"), ("wordpress", "html")] {
        let text = linked("draft.tex", TEX, to).unwrap();
        assert_eq!(told("latex", TEX), told(format, &text), "{text}");
        assert!(!text.contains('\\') && !text.contains("documentclass"), "{text}");
    }
    let text = linked("draft.tex", TEX, "markdown").unwrap();
    assert!(text.starts_with("# Pumps & Mills\n\nA. Able\n\nThe first claim.[^1] The *second*, 100% sure.[^2]\n\n## Water\n\n“So it was,” they said.[^3]"), "{text}");
    assert!(
        text.contains("- Oil[^4]\n- Salt\n\n[^1]: Anna Wells, *Pumps & Wells* (London: Hill, 2001), pp.\u{a0}3–5."),
        "{text}"
    );
    let plain = linked("draft.tex", TEX, "text").unwrap();
    assert!(
        plain.contains("[1] Anna Wells, Pumps & Wells") && plain.contains("in Mills here (https://b.example)"),
        "{plain}"
    );
}

#[test]
fn what_latex_says_and_others_cannot_is_named() {
    for (latex, what) in [
        ("See \\cite{reed}.\\footnote{x}", "\\cite"),
        ("A.\\footnote{See \\ref{x}.}", "\\ref"),
        ("A.\\footnote{x}\n\\begin{tabular}{l}x\\end{tabular}", "\\begin{tabular}"),
        ("\\newcommand{\\mill}{Mill}\n\\begin{document}A \\mill.\\footnote{x}\\end{document}", "\\mill"),
    ] {
        let error = linked("draft.tex", latex, "markdown").unwrap_err();
        assert!(matches!(&error, LinkError::Foreign(_)) && error.to_string().contains(&format!("'{what}'")), "{error}");
    }
}

#[test]
fn the_export_of_a_site_is_not_linked() {
    let export = "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>\
        <item><title>A</title><content:encoded><![CDATA[A claim.[1]\n\n[1] Wells, 3.]]></content:encoded></item></channel></rss>";
    assert_eq!(linked("site.xml", export, "html"), Err(LinkError::Export));
}

#[test]
fn ranges_of_markers_become_markers_each() {
    let notes = "[1] Ames, a.\n\n[2] Byrd, b.\n\n[3] Cole, c.\n\n[4] Dunn, d.\n";
    let text = linked("post.txt", &format!("One.[1-4] Two.[2, 4]\n\n{notes}"), "markdown").unwrap();
    assert!(text.starts_with("One.[^1] [^2] [^3] [^4] Two.[^2] [^4]\n\n[^1]: Ames"), "{text}");
}

#[test]
fn a_marker_without_a_note_is_named_where_it_cannot_be_written() {
    let text = "One.[^1] Two.[^x]\n\n[^1]: A remark.\n";
    assert_eq!(linked("post.md", text, "html"), Err(LinkError::Undefined("x".to_owned())));
    assert_eq!(linked("post.md", text, "markdown").unwrap(), text);
}

#[test]
fn a_note_of_latex_keeps_its_labels_and_commands_in_latex() {
    let text = "\\documentclass{article}\\begin{document}\nOne.\\footnote{\\label{fn:a}\\textsc{Wells}, 3.} Two.\\footnote{See note \\ref{fn:a}.}\n\\end{document}\n";
    assert_eq!(linked("post.tex", text, "latex").unwrap(), text);
}
