//! Documents as writers make them: notes of several blocks, in any order, with equal labels, lost markers and pastes.

mod bodies;
mod forms;

pub(super) use bodies::works;
use bodies::{body, cited_again, untidy_body};
use forms::{FOREIGN, FORMS, Form};

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

/// The labels of the markers in the order of the text: mostly as they should be, with repeats, swaps and gaps.
fn markers(random: &mut Random, count: usize) -> Vec<usize> {
    let mut labels: Vec<usize> = (1..=count).collect();
    for _ in 0..random.below(3) {
        let (one, other) = (random.below(labels.len()), random.below(labels.len()));
        match random.below(6) {
            0 | 1 => labels.swap(one, other),
            2 => labels.insert(one, other + 1),
            3 => labels.iter_mut().skip(one).for_each(|label| *label += 1),
            4 => labels.rotate_left(one),
            _ => drop((labels.len() > 2).then(|| labels.remove(one))),
        }
    }
    labels
}

/// The labels of the notes: those of the markers, in their order or in the text's, one lost, twice or alone, or renumbered in part.
fn notes(random: &mut Random, markers: &[usize]) -> Vec<usize> {
    let mut labels: Vec<usize> = markers.to_vec();
    if random.below(3) > 0 {
        labels.sort_unstable();
    }
    let mut seen = std::collections::HashSet::new();
    labels.retain(|label| seen.insert(*label));
    let at = random.below(labels.len());
    match random.below(10) {
        0 => labels.insert(at, labels[0]),
        1 => drop((labels.len() > 1).then(|| labels.remove(at))),
        2 => labels.push(2),
        3 => labels.rotate_right(1),
        4 => labels.iter_mut().skip(at).for_each(|label| *label += 1),
        _ => {}
    }
    labels
}

/// What the labels of a document are called: mostly by their numbers.
struct Labels(Vec<String>);

impl Labels {
    fn of(random: &mut Random, form: &Form) -> Self {
        let names = if form.names.is_empty() || !random.once_in(5) { &[] } else { form.names };
        let name = |number: usize| match names.get(number / 2) {
            Some(name) if number % 2 == 1 => (*name).to_owned(),
            _ => number.to_string(),
        };
        Self((0..40).map(name).collect())
    }

    fn of_number(&self, number: usize) -> &str {
        self.0.get(number).map_or("", String::as_str)
    }
}

/// The running text with its markers, a few to a block.
fn prose(
    random: &mut Random,
    form: &Form,
    taste: Taste,
    mut marker: impl FnMut(usize, usize) -> String,
    markers: &[usize],
) -> Vec<String> {
    let mut times = std::collections::HashMap::new();
    let mut blocks = Vec::new();
    for part in markers.chunks(1 + random.below(4)) {
        let (open, close) = form.around[if taste.odd { random.below(form.around.len()) } else { 0 }];
        let mut text = open.to_owned();
        for label in part {
            let time = times.entry(*label).and_modify(|time| *time += 1).or_insert(0);
            text += &claim(random, form, taste, &marker(*label, *time));
        }
        text.truncate(text.trim_end().len());
        text += close;
        if taste.odd && random.once_in(4) {
            text += random.of(form.between);
        }
        blocks.push(text);
    }
    blocks
}

/// A sentence with a marker where writers put it.
fn claim(random: &mut Random, form: &Form, taste: Taste, marker: &str) -> String {
    let claim = random.of(&["The mill burned", "They never said so", "It was low", "The pay fell"]);
    match random.below(if taste.untidy { 16 } else { 10 }) {
        0 => format!("{claim}{marker}. "),
        1 => format!("{claim} {marker}. "),
        2 => format!("{claim}.{marker}"),
        3 => format!("“{claim}”{marker}, she said. "),
        4..10 => format!("{claim}.{marker} "),
        // Another marker follows at once.
        10 => marker.to_owned(),
        _ => random.of(form.woven).replacen("{}", marker, 1),
    }
}

/// How a document is written.
#[derive(Clone, Copy)]
struct Taste {
    /// Blocks of all kinds hold the claims.
    odd: bool,
    /// It was pasted together, or written by somebody who does not care.
    untidy: bool,
}

/// A part of a document with notes of its own.
fn chapter(random: &mut Random, form: &Form, untidy: bool) -> String {
    let count = 2 + random.below(6);
    let markers = markers(random, count);
    let labels = Labels::of(random, form);
    let mut list: Vec<(usize, String)> =
        notes(random, &markers).into_iter().map(|label| (label, String::new())).collect();
    for (place, (_, text)) in list.iter_mut().enumerate() {
        *text = if untidy { untidy_body(random, form, place) } else { body(random, form, place) };
    }
    let written = |label: usize, time: usize| {
        let name = labels.of_number(label);
        let note = list.iter().find(|(other, _)| *other == label).filter(|_| form.inline && time == 0);
        note.map_or_else(|| (form.marker)(name, time), |(_, body)| (form.note)(name, body))
    };
    let taste = Taste { odd: random.once_in(3), untidy };
    let prose = prose(random, form, taste, written, &markers);
    if form.inline {
        return prose.concat();
    }
    let items = list.iter().map(|(label, body)| (form.note)(labels.of_number(*label), body));
    if untidy && form.list.1.is_empty() && random.once_in(6) {
        return scattered(random, form, &prose, items.collect());
    }
    let list: String = items.collect();
    let end = if random.once_in(6) {
        format!("{}{}The end.{}", form.end, form.around[0].0, form.around[0].1)
    } else {
        String::new()
    };
    let (gap, prose) = (form.gap(), prose.concat());
    match random.once_in(12) {
        true => format!("{}{list}{}{gap}{prose}", form.list.0, form.list.1),
        false => format!("{prose}{}{list}{}{gap}{end}", form.list.0, form.list.1),
    }
}

/// Notes that stand after the blocks of the text, a few at a time.
fn scattered(random: &mut Random, form: &Form, prose: &[String], mut items: Vec<String>) -> String {
    let mut text = String::new();
    for block in prose {
        text += block;
        let here = random.below(items.len() + 1);
        text += &items.drain(..here).collect::<String>();
        text += form.gap();
    }
    text + &items.concat()
}

/// A document in one of some forms; an untidy one may have parts in another of the same format.
fn drawn(random: &mut Random, forms: &[Form]) -> Draft {
    let form = &forms[random.below(forms.len())];
    let untidy = random.once_in(2);
    let mut text = if untidy && random.once_in(5) { random.of(form.front).to_owned() } else { String::new() };
    text += &chapter(random, form, untidy);
    if random.once_in(if untidy { 4 } else { 10 }) {
        let alike: Vec<&Form> = forms.iter().filter(|other| other.mixes_with(form)).collect();
        let other = if untidy && random.once_in(2) { alike[random.below(alike.len())] } else { form };
        text += &chapter(random, other, untidy);
    }
    Draft { name: form.name, text: if untidy { disturbed(random, text) } else { with_dos_ends(random, text, 15) } }
}

fn with_dos_ends(random: &mut Random, text: String, many: usize) -> String {
    if random.once_in(many) { text.replace('\n', "\r\n") } else { text }
}

/// A text as editors, mail and clipboards leave it.
fn disturbed(random: &mut Random, text: String) -> String {
    match random.below(16) {
        0 => text.trim_end().to_owned(),
        1 => text.replace(".\n", ". \n"),
        2 => text.replace(", ", ",\u{a0}"),
        3 => format!("\n\n{text}"),
        4 => text.replace("\n\n", "\n \n"),
        5 => text.replace("\n\n", "\n\n\n"),
        6 => text.replace("    ", "\t"),
        7 => text.replace("é", "e\u{301}").replace(". ", ".\u{200b} "),
        _ => with_dos_ends(random, text, 8),
    }
}

/// A document.
pub(super) fn draft(random: &mut Random) -> Draft {
    drawn(random, FORMS)
}

/// A document in a format that only pandoc reads besides ibid.
pub(super) fn foreign(random: &mut Random) -> Draft {
    drawn(random, FOREIGN)
}

/// A document without slips: each work in full where it comes first, short or as an Ibid. after.
pub(super) fn ordinary(random: &mut Random) -> Draft {
    let form = &FORMS[random.below(FORMS.len())];
    let count = 3 + random.below(8);
    let (mut cited, mut notes) = (Vec::new(), String::new());
    for number in 1..=count {
        let page = random.below(290) + 8;
        let (work, body) = cited_again(random, form, &cited, page);
        cited.push(work);
        notes += &(form.note)(&number.to_string(), &body);
    }
    let (open, close) = form.around[0];
    let tidy = Taste { odd: false, untidy: false };
    let text: String =
        (1..=count).map(|label| claim(random, form, tidy, &(form.marker)(&label.to_string(), 0))).collect();
    Draft { name: form.name, text: format!("{open}{}{close}{}{notes}{}", text.trim_end(), form.list.0, form.list.1) }
}
