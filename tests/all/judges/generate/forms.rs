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
    /// What separates the notes from the text after them.
    pub(super) end: &'static str,
    /// Sentences around a marker, `{}`, as writers of untidy posts have them.
    pub(super) woven: &'static [&'static str],
    /// What may stand above everything else.
    pub(super) front: &'static [&'static str],
}

impl Form {
    /// What stands between the text and its list.
    pub(super) fn gap(&self) -> &'static str {
        if self.name.ends_with(".html") { "" } else { "\n" }
    }

    /// True if a post may have parts in both: they are of one format.
    pub(super) fn mixes_with(&self, other: &Form) -> bool {
        self.name.rsplit('.').next() == other.name.rsplit('.').next()
    }
}

fn linked_marker(label: &str, time: usize) -> String {
    let times = if time == 0 { String::new() } else { format!("-{time}") };
    format!("<sup id=\"r{label}{times}\"><a href=\"#n{label}\">{label}</a></sup>")
}

fn bracketed_marker(label: &str, time: usize) -> String {
    let times = if time == 0 { String::new() } else { format!("_{time}") };
    format!("<a href=\"#_ftn{label}\" name=\"_ftnref{label}{times}\">[{label}]</a>")
}

/// A number in raised digits.
fn raised(label: &str) -> String {
    label.bytes().filter_map(|digit| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(usize::from(digit.wrapping_sub(b'0')))).collect()
}

const MARKDOWN_WOVEN: &[&str] = &[
    "It was *never said so{}*. ",
    "It was **low**{}. ",
    "See [the site](https://example.org/a_b){}. ",
    "See [the mill][mill]{}. ",
    "Der Bergmann „schwieg“{}, sagt er. ",
    "קראו לו הטחנה{}. ",
    "قال الراوي إن المطحنة احترقت{}. ",
    "製粉所は燃えた{}。",
    "<span class=\"x\">It burned</span>{} there. ",
    "The first is `a[1]`{} here. ",
    "It is written \\[^1]{} there. ",
    "H<sub>2</sub>O and 10^2^ went{}. ",
    "It fell (see note 2){}. ",
    "It fell{}: so they said; ",
    "It fell --- far{}! ",
    "He asked why{}?\n",
    "It fell{},  \n",
    "It was 5 * 3 * 2{}. ",
    "“Did it fall?”{} ",
    "They [sic] said{} so [...] then. ",
    "In 1848 [1849]{} it fell. ",
    "Cesár’s naïve café{}. ",
    "![a mill](mill.png){} ",
];

const HTML_WOVEN: &[&str] = &[
    "It was <em>never said so{}</em>. ",
    "It was <B>low</B>{}. ",
    "See <a href='https://example.org/a?b=1&amp;c=2'>the site</a>{}. ",
    "Der Bergmann &bdquo;schwieg&ldquo;{}, sagt er. ",
    "<span dir=rtl>קראו לו הטחנה</span>{}. ",
    "製粉所は燃えた{}。",
    "<code>a[1]</code>{} is the first. ",
    "H<sub>2</sub>O and 10<sup>2</sup> went{}. ",
    "It fell (see note 2){}. ",
    "It fell&nbsp;{}: so they said; ",
    "He asked why{}?<br>\n",
    "They [sic] said{} so [...] then. ",
    "<img src=\"mill.png\" alt=\"[1]\">{} ",
    "Caf&eacute; &lt;b&gt;{} there. ",
    "<time datetime=1848-01-01>1848</time>{} ",
];

const TEXT_WOVEN: &[&str] = &[
    "It was never said so{}. ",
    "Der Bergmann „schwieg“{}, sagt er. ",
    "קראו לו הטחנה{}. ",
    "製粉所は燃えた{}。",
    "The first is a[i] here{}. ",
    "It fell (see note 2){}. ",
    "It fell{}: so they said;\n",
    "He asked why{}?\n",
    "They [sic] said{} so [...] then. ",
    "It was 5 < 3 and 2 > 1{}. ",
    "It was *low*{}. ",
    "See https://example.org/a_(b)?c=1{} there. ",
    "At 10:30{} they left. ",
];

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
        " [sic] {}",
        " See [{}](https://example.org/x_1).",
        " <https://example.org/{}>",
        " <i>{}</i> & <br> more",
        " (n. 2) {}",
        " \\[^1] {}",
        "\n\n    <div>{}</div>",
        "\n\n    # {}",
        "\n\n    1. {}\n    2. two",
        "\n\n    {}[^2]",
        "\n    : {}",
        "\n> {} quoted",
        "\n***\n{}",
        "\n\n{}\n------\n",
        " $x_1$ {}",
        " “{}",
        " הטחנה {}",
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
        "mill\n: where they milled\n\n",
        "<details>\n<summary>[1]</summary>\n\nmore\n\n</details>\n\n",
        "<div>\nraw [^1]\n</div>\n\n",
        "| a | b[1] |\n| - | - |\n| 1 | 2 |\n\n",
        "$$\nx[^1]\n$$\n\n",
        "> ```\n> [^1]\n> ```\n\n",
        "~~~ text\n[^9]: no\n~~~\n\n",
        "![a [1]](a.png)\n\n",
        "Setext\n------\n\n",
    ],
    names: &["a", "Mill", "smith-1991", "x2", "01", "3b", "fn1", "é", "note-1"],
    end: "",
    woven: MARKDOWN_WOVEN,
    front: &[
        "---\ntitle: A mill [^1]\ntags: [a, b]\n---\n\n",
        "+++\ntitle = \"A mill [1]\"\n+++\n\n",
        "\u{feff}",
        "A mill\n======\n\n",
        "<!-- [^1]: no note -->\n\n",
        "[mill]: https://example.org/mill_1_(x)\n\n",
    ],
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
        "<dl><dt>mill</dt><dd>where they milled</dd></dl>\n",
        "<figure><img src=a.png><figcaption>[1] A mill</figcaption></figure>\n",
        "<div class=ad><a href=\"#\">1</a></div>\n",
        "<table><tr><td>1</td><td>[2]</td></tr></table>\n",
        "<p><a href=\"#here\">here</a><a id=\"here\"></a></p>\n",
        "<!-- <p id=\"n1\">1. no</p> -->\n",
    ],
    names: &[],
    end: "<hr>\n",
    woven: HTML_WOVEN,
    front: &[
        "<!DOCTYPE html>\n<title>A mill [1]</title>\n<style>p[id] > a { color: red }</style>\n",
        "<h1>A mill</h1>\n<nav><a href=\"#top\">1</a></nav>\n",
        "<script>var a = b[1];</script>\n",
        "<!-- wp:paragraph -->\n",
    ],
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
        " [sic] {}",
        " (n. 2) {}",
        " [2] {}",
        "\n- {}",
        "\n    - {}\n    - two",
        "\n> {}",
        " “{}",
        " https://example.org/{}",
        " [1848] {}",
        "\n2. {}",
        "\n1848. {}",
        "\n\n{}",
        " הטחנה {}",
    ],
    emphasis: ("", ""),
    around: &[("", "\n\n"), ("", "\n\n"), ("", "\n\n"), ("    ", "\n\n"), ("- ", "\n\n"), ("> ", "\n\n")],
    between: &["***\n\n", "In (1991) they left.\n\n", "A year (1848) and another [1849].\n\n"],
    names: &[],
    end: "",
    woven: TEXT_WOVEN,
    front: &["A MILL\n\n", "\u{feff}", "Title: A mill\nDate: 4.5.1848\n\n"],
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
    woven: &["It was \\emph{low{}}. ", "He paid 5\\,\\% more{}. ", "``It was low,''{} she said. "],
    front: &["% a mill\n"],
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
    Form {
        name: "loud.html",
        marker: |label, time| {
            linked_marker(label, time)
                .replace("<sup", "<SUP")
                .replace("</sup", "</SUP")
                .replace("<a href", "<A CLASS=x HREF")
        },
        note: |label, body| format!("<LI VALUE={label} ID='n{label}'>{body} <A HREF='#r{label}'>^</A>\n"),
        list: ("<HR>\n<OL>\n", "</OL>\n"),
        ..HTML
    },
    Form {
        name: "spans.html",
        marker: |label, time| format!("<a id=r{label}x{time} href=#n{label}><sup>{label}</sup></a>"),
        note: |label, body| {
            format!(
                "<div class=\"note\"><span id=\"n{label}\"><a href=\"#r{label}x0\">{label}</a></span> {body}</div>\n"
            )
        },
        blocks: &["<br>{}", " <b>{}</b>", "<p>{}</p>", "<ul><li>{}</li></ul>"],
        list: ("<div class=\"notes\">\n", "</div>\n"),
        ..HTML
    },
    TEXT,
    Form {
        name: "raised.txt",
        marker: |label, _| raised(label),
        note: |label, body| format!("{} {body}\n", raised(label)),
        ..TEXT
    },
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
