//! Every reader takes twice the work for twice the input, also where the input was made to be hard. Work is the processor
//! time of this thread, which other programs do not change; it is tried again where it seems to grow too fast.
#![cfg(target_os = "linux")]

use ibid::document::{Format, read};
use ibid::text::Source;

use crate::work::spent;

/// Of `4n` an input may take this many times the work of `n`: linear is 4, quadratic 16.
const MOST: f64 = 9.0;
/// Less work than this is not worth comparing, in seconds.
const LEAST: f64 = 0.02;

/// A format and an input of it by its size.
type Hard = (&'static str, &'static str, fn(usize) -> String);

/// Opens something many times, and closes it as often.
fn nested(open: &str, close: &str, times: usize) -> String {
    format!("{}x{}", open.repeat(times), close.repeat(times))
}

fn numbered(times: usize, one: impl Fn(usize) -> String) -> String {
    (1..=times).map(one).collect()
}

const HARD: &[Hard] = &[
    ("text", "quotation marks", |n| nested("“", "”", n)),
    ("text", "brackets", |n| format!("See {}[1]\n\n[1] {}", nested("(", ")", n), nested("(Ibid. ", ")", n))),
    ("text", "numbers", |n| {
        numbered(n, |i| format!("A.[{i}] ")) + "\n\n" + &numbered(n, |i| format!("[{i}] Ibid., {i}.\n"))
    }),
    ("text", "double parentheses before any word", |n| "((.)) ".repeat(n)),
    ("text", "double parentheses that do not end", |n| nested("a ((", "", n)),
    ("text", "combining marks", |n| format!("A[1]{0}\n\n[1] {0} X\n", "\u{301}".repeat(n))),
    ("markdown", "quotations", |n| ">".repeat(n) + " x[^1]\n\n[^1]: a\n"),
    ("markdown", "lists", |n| "- ".repeat(n) + "x"),
    ("markdown", "brackets", |n| nested("[", "]", n)),
    ("markdown", "inline notes", |n| nested("^[", "]", n)),
    ("markdown", "emphasis", |n| "*a_ ".repeat(n)),
    ("markdown", "code", |n| numbered(n.min(900), |i| "`".repeat(i) + " ")),
    ("markdown", "one note again and again", |n| "A.[^1]\n\n".to_owned() + &"[^1]: Smith, *X*, 3.\n".repeat(n)),
    ("markdown", "shortcodes", |n| nested("{{% footnote %}}", "{{% /footnote %}}", n)),
    ("html", "elements", |n| nested("<div>", "</div>", n)),
    ("html", "elements that do not end", |n| nested("<div>", "", n)),
    ("html", "marks", |n| nested("<b>", "</b>", n)),
    ("html", "tables", |n| nested("<table><tr><td>", "", n)),
    ("html", "lists", |n| nested("<ol><li>a", "", n)),
    ("html", "links to one place", |n| nested("<a href='#n1'>1</a><p id=n1>", "", n)),
    ("html", "places of one name", |n| nested("<a id=x href='#n'>1</a><a href='#x'>1</a> ", "", n)),
    ("html", "attributes", |n| format!("<p {}>x", numbered(n, |i| format!("a{i}='x' ")))),
    ("html", "references", |n| "&amp;&#x110000;&".repeat(n)),
    ("latex", "groups", |n| nested("{", "}", n)),
    ("latex", "notes in notes", |n| nested("\\footnote{", "}", n)),
    ("latex", "notes that do not end", |n| nested("\\footnote{", "", n)),
    ("latex", "environments", |n| nested("\\begin{quote}", "", n)),
    ("latex", "options", |n| nested("\\footnote{\\x[", "", n)),
    ("mediawiki", "notes", |n| nested("<ref>", "</ref>", n)),
    ("mediawiki", "notes that do not end", |n| nested("<ref>", "", n)),
    ("mediawiki", "templates", |n| nested("{{", "}}", n)),
    ("asciidoc", "notes", |n| nested("footnote:[", "]", n)),
    ("asciidoc", "named notes", |n| numbered(n, |i| format!("a.footnote:n{i}[b] "))),
    ("org", "notes", |n| nested("[fn:: ", "]", n)),
    ("rst", "notes", |n| "[#]_ ".repeat(n) + "\n\n" + &".. [#] a\n".repeat(n)),
];

/// The processor time of reading an input, in seconds; the best of three.
fn work(format: Format, text: &str) -> f64 {
    let source = [Source::new("x", text)];
    let once = || {
        let start = spent();
        std::hint::black_box(read(&source, Some(format)));
        spent() - start
    };
    (0..3).map(|_| once()).fold(f64::INFINITY, f64::min)
}

/// How many times the work of `n` an input of `4n` takes.
fn growth(format: Format, hard: fn(usize) -> String) -> f64 {
    let mut size = 500;
    while work(format, &hard(size)) < LEAST && size < 64_000 {
        size *= 2;
    }
    work(format, &hard(4 * size)) / work(format, &hard(size)).max(LEAST)
}

#[test]
fn twice_the_input_is_twice_the_work() {
    for (name, what, hard) in HARD {
        let format = Format::by_name(name).unwrap();
        let grows = (0..3).map(|_| growth(format, *hard)).find(|growth| *growth < MOST);
        assert!(grows.is_some(), "{what} of {name} take more than {MOST} times the work for 4 times the input");
    }
}

#[test]
fn every_reader_of_text_has_a_hard_input() {
    let tried: Vec<&str> = HARD.iter().map(|(name, ..)| *name).collect();
    // Those that are read as one of the others, or are unpacked first.
    let others = ["docx", "odt", "epub", "wxr", "wordpress"];
    let without: Vec<&str> = Format::names().filter(|name| !tried.contains(name) && !others.contains(name)).collect();
    assert_eq!(without, [] as [&str; 0]);
}
