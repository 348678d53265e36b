//! How fast documents are read, and in how much memory: `cargo bench --bench read`. A number after `--` is the size in megabytes.
#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

use std::fmt::Write;
use std::time::Instant;

use ibid::document::read;
use ibid::text::Source;

/// As the program does it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A shape of document: a name for it, the name of its file, and how a document of so many bytes is made.
type Shape = (&'static str, &'static str, fn(usize) -> String);

const SHAPES: &[Shape] = &[
    ("prose, few notes", "post.html", |size| html(size, 600, 60)),
    ("notes everywhere", "post.html", |size| html(size, 1, 1)),
    ("list items, anchors", "post.html", list_of_links),
    ("typed notes", "post.html", |size| format!("<!doctype html>\n{}", typed(size, 4).replace("\n\n", "\n<p>"))),
    ("tables and spans", "post.html", table),
    ("prose, few notes", "post.md", |size| markdown(size, 600)),
    ("notes everywhere", "post.md", |size| markdown(size, 1)),
    ("one line", "post.md", |size| markdown(size, 40).replace('\n', " ")),
    ("brackets in one line", "post.md", |size| "a [b^](c) `d` *e* [^f ".repeat(size / 22)),
    ("prose, few notes", "post.txt", |size| typed(size, 400)),
    ("notes everywhere", "post.txt", |size| typed(size, 1)),
    ("one line", "post.txt", |size| typed(size, 40).replace('\n', " ")),
];

const SENTENCE: &str = "The river was slow that summer, and the mill, which nobody had paid for, stood still &amp; dry";

fn html(size: usize, sentences: usize, notes_at_least: usize) -> String {
    let mut text = String::from("<!doctype html>\n<html lang=en><body>\n");
    let mut notes = String::from("<ol class=\"footnotes\">\n");
    let mut count = 0;
    while text.len() + notes.len() < size || count < notes_at_least {
        count += 1;
        text.push_str("<p class=\"text\">");
        (0..sentences).for_each(|_| _ = write!(text, "{SENTENCE}. <em>So they say</em>: "));
        _ = writeln!(text, "<sup id=\"fnref{count}\"><a href=\"#fn{count}\">{count}</a></sup></p>");
        _ = writeln!(
            notes,
            "<li id=\"fn{count}\"><p>Lucy Robinson, <em>The Mill of {count}</em> (Leeds, 1999), {count}. <a href=\"#fnref{count}\">↩</a></p></li>"
        );
    }
    text + &notes + "</ol>\n"
}

fn list_of_links(size: usize) -> String {
    let mut text = String::from("<!doctype html>\n<html lang=en><body><ol>\n");
    for count in 1.. {
        _ = writeln!(
            text,
            "<li id=\"item{count}\"><a name=\"a{count}\"></a><a href=\"#a{}\">{}</a> and <a href=\"/x{count}\">more</a>",
            count / 2,
            count % 900
        );
        if text.len() > size {
            break;
        }
    }
    text
}

fn table(size: usize) -> String {
    let row = "<tr><td class=c><span style='color: red'>12</span><td>1<sup>2</sup><td><b>x</b><br>y&nbsp;z\n";
    format!("<!doctype html>\n<table>{}</table>", row.repeat(size / row.len()))
}

fn markdown(size: usize, sentences: usize) -> String {
    let marker = |count| format!("[^{count}]\n\n");
    let note = |count| format!("[^{count}]: Lucy Robinson, *The Mill of {count}* (Leeds, 1999), {count}.\n\n");
    noted(size, &format!("{SENTENCE}. *So they say*: ").repeat(sentences), marker, note)
}

fn typed(size: usize, sentences: usize) -> String {
    let marker = |count| format!("So they say.[{count}]\n\n");
    let note = |count| format!("[{count}] Lucy Robinson, The Mill of {count} (Leeds, 1999), {count}.\n\n");
    noted(size, &format!("{SENTENCE}. ").repeat(sentences), marker, note)
}

/// Paragraphs with a marker each, and their notes below.
fn noted(size: usize, paragraph: &str, marker: impl Fn(usize) -> String, note: impl Fn(usize) -> String) -> String {
    let (mut text, mut notes) = (String::new(), String::new());
    for count in 1.. {
        text.push_str(paragraph);
        text.push_str(&marker(count));
        notes.push_str(&note(count));
        if text.len() + notes.len() > size {
            break;
        }
    }
    text + &notes
}

/// The most memory that the process has held, in megabytes; 0 where the system does not tell.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse().unwrap_or(0.0);
    kilobytes / 1024.0
}

/// Reads a document that another process made, so that the making of it is in no figure.
fn measure(path: &str, name: &str) {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let megabytes = text.len() as f64 / (1024.0 * 1024.0);
    let sources = [Source::new(path, text)];
    let started = Instant::now();
    let document = read(&sources, None);
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "{:>10}  {name:<22} {megabytes:>6.1} MB {:>7} notes {:>8.0} ms {:>7.1} MB/s {:>6.1} times its size",
        document.format.name(),
        document.notes.len(),
        seconds * 1e3,
        megabytes / seconds,
        peak() / megabytes
    );
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let sizes: Vec<usize> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    match (arguments.as_slice(), sizes.as_slice()) {
        ([path, name], []) => measure(path, name),
        (_, []) => each_apart(&[5, 10, 20]),
        (_, sizes) => each_apart(sizes),
    }
}

/// Each shape is read in a process of its own, so that memory is what it needs alone, the text itself included.
fn each_apart(sizes: &[usize]) {
    let Ok(program) = std::env::current_exe() else { return };
    for (name, file, make) in SHAPES {
        for size in sizes {
            let path = std::env::temp_dir().join(format!("ibid-{}-{file}", std::process::id()));
            if std::fs::write(&path, make(size << 20)).is_ok() {
                _ = std::process::Command::new(&program).arg(&path).arg(name).status();
                _ = std::fs::remove_file(&path);
            }
        }
    }
}
