//! Documents as writers make them: notes of several blocks, in any order, with equal labels, lost markers and pastes.

/// A stream of numbers that is the same on every machine.
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % limit.max(1) as u64).unwrap()
    }

    /// True once in so many times.
    fn once_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    fn of<'t>(&mut self, list: &[&'t str]) -> &'t str {
        list[self.below(list.len())]
    }
}

/// A document with the name that says its format.
pub(super) struct Draft {
    pub(super) name: &'static str,
    pub(super) text: String,
}

/// How a format writes markers and notes.
struct Form {
    name: &'static str,
    marker: fn(&str, usize) -> String,
    note: fn(&str, &str) -> String,
    /// What stands before and after the list of notes.
    list: (&'static str, &'static str),
    /// What a note may hold besides its first line.
    blocks: &'static [&'static str],
    emphasis: (&'static str, &'static str),
    paragraph: (&'static str, &'static str),
    /// What parts the notes from the text after them.
    end: &'static str,
}

fn typed_marker(label: &str, _: usize) -> String {
    format!("[{label}]")
}

fn linked_marker(label: &str, time: usize) -> String {
    let times = if time == 0 { String::new() } else { format!("-{time}") };
    format!("<sup id=\"r{label}{times}\"><a href=\"#n{label}\">{label}</a></sup>")
}

/// One row a way of writing notes.
const FORMS: &[Form] = &[
    Form {
        name: "post.md",
        marker: |label, _| format!("[^{label}]"),
        note: |label, body| format!("[^{label}]: {body}\n"),
        list: ("", ""),
        blocks: MARKDOWN_BLOCKS,
        emphasis: ("*", "*"),
        paragraph: ("", "\n\n"),
        end: "",
    },
    Form {
        name: "spaced.md",
        marker: |label, _| format!("[^{label}]"),
        note: |label, body| format!("[^{label}]: {body}\n\n"),
        list: ("", ""),
        blocks: MARKDOWN_BLOCKS,
        emphasis: ("_", "_"),
        paragraph: ("", "\n\n"),
        end: "",
    },
    Form {
        name: "paragraphs.html",
        marker: linked_marker,
        note: |label, body| format!("<p id=\"n{label}\"><a href=\"#r{label}\">{label}</a>. {body}</p>\n"),
        list: ("<h2>Notes</h2>\n", ""),
        blocks: HTML_BLOCKS,
        emphasis: ("<em>", "</em>"),
        paragraph: ("<p>", "</p>\n"),
        end: "<hr>\n",
    },
    Form {
        name: "items.html",
        marker: linked_marker,
        note: |label, body| format!("<li id=\"n{label}\"><p>{body} <a href=\"#r{label}\">↩</a></p></li>\n"),
        list: ("<section class=\"footnotes\"><ol>\n", "</ol></section>\n"),
        blocks: HTML_BLOCKS,
        emphasis: ("<i>", "</i>"),
        paragraph: ("<p>", "</p>\n"),
        end: "<hr>\n",
    },
    Form {
        name: "square.txt",
        marker: typed_marker,
        note: |label, body| format!("[{label}] {body}\n"),
        list: ("", ""),
        blocks: PLAIN_BLOCKS,
        emphasis: ("", ""),
        paragraph: ("", "\n\n"),
        end: "",
    },
    Form {
        name: "round.txt",
        marker: |label, _| format!("({label})"),
        note: |label, body| format!("({label}) {body}\n"),
        list: ("Notes\n\n", ""),
        blocks: PLAIN_BLOCKS,
        emphasis: ("", ""),
        paragraph: ("", "\n\n"),
        end: "",
    },
    Form {
        name: "stops.txt",
        marker: typed_marker,
        note: |label, body| format!("{label}. {body}\n"),
        list: ("Notes\n\n", ""),
        blocks: PLAIN_BLOCKS,
        emphasis: ("", ""),
        paragraph: ("", "\n\n"),
        end: "",
    },
];

const MARKDOWN_BLOCKS: &[&str] = &[
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
];

const HTML_BLOCKS: &[&str] = &[
    "</p>\n<p>The second paragraph of {}.",
    "</p>\n<ul><li>a list of {}</li></ul><p>",
    "</p>\n<blockquote>They said it of {}.</blockquote><p>",
    "<br>after a break, {}",
    "</p><pre>code of {}</pre><p>",
];

const PLAIN_BLOCKS: &[&str] =
    &["\n    an indented line of {}", "\na second line of {}", "\n\n    A second paragraph of {}.", " (see 3) of {}"];

const AUTHORS: &[(&str, &str, &str)] = &[
    ("Maud Barnes", "Coal and Its People", "(Leeds: Aire Press, 1991)"),
    ("John Hale", "Winter of Lamps", "(York: Minster, 1988)"),
    ("Ruth Dean", "Banners", "(Hull: Quay, 2003)"),
    ("Ada Cole", "Brass Bands", "(Leeds: Aire, 1979)"),
    ("Otto Eckstein", "Die Anmerkung", "(Berlin: Akademie, 1997)"),
];

/// The texts of all works, which notes may give in full or short.
pub(super) fn works() -> impl Iterator<Item = &'static str> {
    AUTHORS.iter().flat_map(|&(author, title, imprint)| [author, title, imprint])
}

const REMARKS: &[&str] =
    &["That is said by the miners", "Nobody has explained it", "The figures are lost", "See the census"];
const TAILS: &[&str] =
    &["", "", "", ", where the strike is described", "; the point is disputed", " (my translation)", ". It stays"];
const STOPS: &[&str] = &[".", ".", ".", ".", "", "?", ".)", "."];

/// The words of a note: a remark, a source in full, a short form or an Ibid., with a word of its own to know it by.
fn body(random: &mut Random, form: &Form, number: usize) -> String {
    let own = format!("{}{}", random.of(&["mfl", "nvk", "brm", "tgp"]), number);
    let (author, title, imprint) = AUTHORS[random.below(AUTHORS.len())];
    let (open, close) = form.emphasis;
    let page = random.below(290) + 8;
    let first = match random.below(6) {
        0 | 1 => format!("{author}, {open}{title}{close} {imprint}, {page}"),
        2 => format!("{}, {open}{title}{close}, {page}", author.rsplit(' ').next().unwrap_or(author)),
        3 => format!("Ibid., {page}"),
        _ => format!("{} {own}", random.of(REMARKS)),
    };
    let mut text = format!("{first}{}{}", random.of(TAILS), random.of(STOPS));
    if random.once_in(5) {
        text += &random.of(form.blocks).replace("{}", &own);
    }
    text
}

/// The labels of the markers in the order of the text: mostly as they should be, with repeats, swaps and gaps.
fn markers(random: &mut Random, count: usize) -> Vec<usize> {
    let mut labels: Vec<usize> = (1..=count).collect();
    for _ in 0..random.below(3) {
        let (one, other) = (random.below(labels.len()), random.below(labels.len()));
        match random.below(5) {
            0 | 1 => labels.swap(one, other),
            2 => labels.insert(one, other + 1),
            3 => labels.iter_mut().skip(one).for_each(|label| *label += 1),
            _ => drop((labels.len() > 2).then(|| labels.remove(one))),
        }
    }
    labels
}

/// The labels of the notes: those of the markers, in their order or in the text's, one lost, twice or alone.
fn notes(random: &mut Random, markers: &[usize]) -> Vec<usize> {
    let mut labels: Vec<usize> = markers.to_vec();
    if random.below(3) > 0 {
        labels.sort_unstable();
    }
    let mut seen = std::collections::HashSet::new();
    labels.retain(|label| seen.insert(*label));
    let at = random.below(labels.len());
    match random.below(8) {
        0 => labels.insert(at, labels[0]),
        1 => drop((labels.len() > 1).then(|| labels.remove(at))),
        2 => labels.push(2),
        3 => labels.rotate_right(1),
        _ => {}
    }
    labels
}

/// The running text with its markers, a few to a paragraph.
fn prose(random: &mut Random, form: &Form, markers: &[usize]) -> String {
    let mut times = std::collections::HashMap::new();
    let (open, close) = form.paragraph;
    let mut text = String::new();
    for part in markers.chunks(1 + random.below(4)) {
        text += open;
        for label in part {
            let time = times.entry(*label).and_modify(|time| *time += 1).or_insert(0);
            let marker = (form.marker)(&label.to_string(), *time);
            let claim = random.of(&["The mill burned", "They never said so", "It was low", "The pay fell"]);
            let claim = match random.below(8) {
                0 => format!("{claim}{marker}. "),
                1 => format!("{claim} {marker}. "),
                2 => format!("{claim}.{marker}"),
                _ => format!("{claim}.{marker} "),
            };
            text += &claim;
        }
        text.truncate(text.trim_end().len());
        text += close;
    }
    text
}

/// A document.
pub(super) fn draft(random: &mut Random) -> Draft {
    let form = &FORMS[random.below(FORMS.len())];
    let count = 2 + random.below(6);
    let markers = markers(random, count);
    let labels = notes(random, &markers);
    let prose = prose(random, form, &markers);
    let list =
        labels.iter().enumerate().map(|(place, label)| (form.note)(&label.to_string(), &body(random, form, place)));
    let list = list.collect::<String>();
    let end = if random.once_in(6) {
        format!("{}{}The end.{}", form.end, form.paragraph.0, form.paragraph.1)
    } else {
        String::new()
    };
    let gap = if form.name.ends_with(".html") { "" } else { "\n" };
    let text = if random.once_in(12) {
        format!("{}{list}{}{gap}{prose}", form.list.0, form.list.1)
    } else {
        format!("{prose}{}{list}{}{gap}{end}", form.list.0, form.list.1)
    };
    Draft { name: form.name, text }
}

/// A document without slips: each work in full where it comes first, short or as an Ibid. after.
pub(super) fn ordinary(random: &mut Random) -> Draft {
    let form = &FORMS[random.below(FORMS.len())];
    let count = 3 + random.below(8);
    let (mut cited, mut notes) = (Vec::new(), String::new());
    for number in 1..=count {
        let work = random.below(AUTHORS.len());
        let page = random.below(290) + 8;
        let body = cited_again(random, form, &cited, work, page);
        cited.push(work);
        notes += &(form.note)(&number.to_string(), &body);
    }
    let markers: Vec<usize> = (1..=count).collect();
    let prose = prose(random, form, &markers);
    Draft { name: form.name, text: format!("{prose}{}{notes}{}", form.list.0, form.list.1) }
}

fn cited_again(random: &mut Random, form: &Form, cited: &[usize], work: usize, page: usize) -> String {
    let (author, title, imprint) = AUTHORS[work];
    let (open, close) = form.emphasis;
    let name = author.rsplit(' ').next().unwrap_or(author);
    match cited.last() {
        Some(&last) if last == work && random.once_in(2) => format!("Ibid., {page}."),
        _ if cited.contains(&work) => format!("{name}, {open}{title}{close}, {page}."),
        _ => format!("{author}, {open}{title}{close} {imprint}, {page}."),
    }
}
