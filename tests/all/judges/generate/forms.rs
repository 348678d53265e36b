//! How formats write markers and notes: one row a way of writing.

/// How a format writes markers and notes.
pub(super) struct Form {
    /// The name of a file of it; its ending says the format.
    pub(super) name: &'static str,
    /// The marker of a label, met for the first, second … time.
    pub(super) marker: fn(&str, usize) -> String,
    pub(super) note: fn(&str, &str) -> String,
    /// True if a note stands where its marker does; a later marker of the same label refers to it.
    pub(super) inline: bool,
    /// What stands before and after the list of notes.
    pub(super) list: (&'static str, &'static str),
    /// What a note may hold besides its first line.
    pub(super) blocks: &'static [&'static str],
    pub(super) emphasis: (&'static str, &'static str),
    /// What may stand around the claims of a block: a paragraph, an item, a cell.
    pub(super) around: &'static [(&'static str, &'static str)],
    /// Blocks that hold no marker, though some look like it.
    pub(super) between: &'static [&'static str],
    /// Words that a label may have in place of its number.
    pub(super) names: &'static [&'static str],
    /// What parts the notes from the text after them.
    pub(super) end: &'static str,
}

fn linked_marker(label: &str, time: usize) -> String {
    let times = if time == 0 { String::new() } else { format!("-{time}") };
    format!("<sup id=\"r{label}{times}\"><a href=\"#n{label}\">{label}</a></sup>")
}

fn bracketed_marker(label: &str, time: usize) -> String {
    let times = if time == 0 { String::new() } else { format!("_{time}") };
    format!("<a href=\"#_ftn{label}\" name=\"_ftnref{label}{times}\">[{label}]</a>")
}

const MARKDOWN: Form = Form {
    name: "post.md",
    marker: |label, _| format!("[^{label}]"),
    note: |label, body| format!("[^{label}]: {body}\n"),
    inline: false,
    list: ("", ""),
    blocks: &[
        "\n\n    The second paragraph of {}.",
        "\n\n    - the first list of {}\n    - the second list",
        "\n\n    ```\n    the table of {}\n    ```",
        "\n\n    > They said it of {}.",
        "\na lazy line of {}",
        "\n{}",
        "\n    ```\n    {} [^1]",
        "\n\n    | a | b |\n    | - | - |\n    | {} | 2 |",
        "\n\n{} is said outside the notes.\n",
        " as was said[^2] of {}",
        "\n- {} in a list",
        "\n1818. {}",
        "  \na broken line of {}",
        "\n  an indented lazy line of {}",
        "\n\n\tA paragraph after a tab, {}.",
        " <!-- {} -->",
        " `[^1]` {}",
    ],
    emphasis: ("*", "*"),
    around: &[
        ("", "\n\n"),
        ("", "\n\n"),
        ("", "\n\n"),
        ("> ", "\n\n"),
        ("- ", "\n\n"),
        ("## ", "\n\n"),
        ("1. ", "\n\n"),
        ("| a |\n| - |\n| ", " |\n\n"),
    ],
    between: &[
        "```\ncode [^1]\n```\n\n",
        "    code [^2]\n\n",
        "Not `[^1]` here.\n\n",
        "<!-- [^1] -->\n\n",
        "***\n\n",
        "In (1991) [12] they left.\n\n",
        "1. one\n2. two\n\n",
    ],
    names: &["a", "mill", "smith-1991", "x2"],
    end: "",
};

const HTML: Form = Form {
    name: "paragraphs.html",
    marker: linked_marker,
    note: |label, body| format!("<p id=\"n{label}\"><a href=\"#r{label}\">{label}</a>. {body}</p>\n"),
    inline: false,
    list: ("<h2>Notes</h2>\n", ""),
    blocks: &[
        "</p>\n<p>The second paragraph of {}.",
        "</p>\n<ul><li>a list of {}</li></ul><p>",
        "</p>\n<blockquote>They said it of {}.</blockquote><p>",
        "<br>after a break, {}",
        "</p><pre>code of {}</pre><p>",
        " <!-- {} -->",
        " &amp; <b>{}</b>",
        "</p><table><tr><td>a cell of {}</td></tr></table><p>",
    ],
    emphasis: ("<em>", "</em>"),
    around: &[
        ("<p>", "</p>\n"),
        ("<p>", "</p>\n"),
        ("<p>", "</p>\n"),
        ("<blockquote><p>", "</p></blockquote>\n"),
        ("<ul><li>", "</li></ul>\n"),
        ("<h3>", "</h3>\n"),
        ("<table><tr><td>", "</td></tr></table>\n"),
    ],
    between: &[
        "<pre>code [1]</pre>\n",
        "<hr>\n",
        "<p>In (1991) [12] they left.</p>\n",
        "<ol><li>one</li><li>two</li></ol>\n",
    ],
    names: &[],
    end: "<hr>\n",
};

const TEXT: Form = Form {
    name: "square.txt",
    marker: |label, _| format!("[{label}]"),
    note: |label, body| format!("[{label}] {body}\n"),
    inline: false,
    list: ("", ""),
    blocks: &[
        "\n    an indented line of {}",
        "\na second line of {}",
        "\n\n    A second paragraph of {}.",
        " (see 3) of {}",
        "\n{}",
        " <b>{}</b>",
    ],
    emphasis: ("", ""),
    around: &[("", "\n\n"), ("", "\n\n"), ("", "\n\n"), ("    ", "\n\n"), ("- ", "\n\n"), ("> ", "\n\n")],
    between: &["***\n\n", "In (1991) they left.\n\n", "A year (1848) and another [1849].\n\n"],
    names: &[],
    end: "",
};

const LATEX: Form = Form {
    name: "post.tex",
    marker: |label, _| format!("\\footnotemark[{label}]"),
    note: |_, body| format!("\\footnote{{{body}}}"),
    inline: true,
    list: ("", ""),
    blocks: &[
        "\n\nThe second paragraph of {}.",
        " \\textbf{{}}",
        "\n\\begin{quote}They said it of {}.\\end{quote}",
        " % {}\n",
        "~{}",
    ],
    emphasis: ("\\emph{", "}"),
    around: &[("", "\n\n"), ("", "\n\n"), ("\\begin{quote}\n", "\n\\end{quote}\n\n"), ("\\section{", "}\n\n")],
    between: &["% a remark [1]\n\n", "\\begin{verbatim}\n\\footnote{no}\n\\end{verbatim}\n\n"],
    names: &[],
    end: "",
};

/// The ways of writing notes that the usual judges read.
pub(super) const FORMS: &[Form] = &[
    MARKDOWN,
    Form { name: "spaced.md", note: |label, body| format!("[^{label}]: {body}\n\n"), emphasis: ("_", "_"), ..MARKDOWN },
    Form { name: "indented.md", note: |label, body| format!("[^{label}]:\n    {body}\n\n"), ..MARKDOWN },
    Form { name: "chapters.md", list: ("## Notes\n\n", ""), ..MARKDOWN },
    HTML,
    Form {
        name: "items.html",
        note: |label, body| format!("<li id=\"n{label}\"><p>{body} <a href=\"#r{label}\">↩</a></p></li>\n"),
        list: ("<section class=\"footnotes\"><ol>\n", "</ol></section>\n"),
        emphasis: ("<i>", "</i>"),
        ..HTML
    },
    Form {
        name: "word.html",
        marker: bracketed_marker,
        note: |label, body| {
            format!("<p><a href=\"#_ftnref{label}\" name=\"_ftn{label}\" id=\"_ftn{label}\">[{label}]</a> {body}</p>\n")
        },
        list: ("<hr>\n", ""),
        ..HTML
    },
    TEXT,
    Form {
        name: "round.txt",
        marker: |label, _| format!("({label})"),
        note: |label, body| format!("({label}) {body}\n"),
        list: ("Notes\n\n", ""),
        ..TEXT
    },
    Form { name: "stops.txt", note: |label, body| format!("{label}. {body}\n"), list: ("Notes\n\n", ""), ..TEXT },
    Form { name: "spaced.txt", note: |label, body| format!("[{label}] {body}\n\n"), ..TEXT },
];

/// Those that only pandoc reads besides ibid.
pub(super) const FOREIGN: &[Form] = &[
    LATEX,
    Form {
        name: "post.org",
        marker: |label, _| format!("[fn:{label}]"),
        note: |label, body| format!("[fn:{label}] {body}\n\n"),
        inline: false,
        blocks: &["\nA second line of {}.", "\n\nA second paragraph of {}.", " ={}="],
        emphasis: ("/", "/"),
        around: &[("", "\n\n"), ("", "\n\n"), ("- ", "\n\n"), ("* ", "\n\n")],
        between: &["# a remark [fn:1]\n\n", "#+begin_src\n[fn:1]\n#+end_src\n\n"],
        names: &["a", "mill"],
        ..LATEX
    },
    Form {
        name: "post.rst",
        marker: |label, _| format!(" [{label}]_"),
        note: |label, body| format!(".. [{label}] {body}\n\n"),
        inline: false,
        blocks: &["\n   A second line of {}.", "\n\n   A second paragraph of {}.", "\n\n   - a list of {}"],
        emphasis: ("*", "*"),
        around: &[("", "\n\n"), ("", "\n\n"), ("- ", "\n\n")],
        between: &[".. a remark\n\n", "::\n\n   code [1]_\n\n"],
        ..LATEX
    },
    Form {
        name: "post.wiki",
        marker: |label, _| format!("<ref name=\"n{label}\" />"),
        note: |label, body| format!("<ref name=\"n{label}\">{body}</ref>"),
        blocks: &[" ''{}''", "<br>{}"],
        emphasis: ("''", "''"),
        around: &[("", "\n\n"), ("", "\n\n"), ("* ", "\n\n")],
        between: &["<!-- <ref>no</ref> -->\n\n", "<nowiki><ref>no</ref></nowiki>\n\n"],
        ..LATEX
    },
];
