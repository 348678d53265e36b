//! Documents as writers make them: notes of several blocks, in any order, with equal labels, lost markers and pastes.

mod forms;

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

/// The words of a note: a remark, a source in full, a short form or an Ibid.; no two notes have the same.
fn body(random: &mut Random, form: &Form, number: usize) -> String {
    let own = format!("{}{}", random.of(&["mfl", "nvk", "brm", "tgp"]), number);
    let (author, title, imprint) = AUTHORS[random.below(AUTHORS.len())];
    let (open, close) = form.emphasis;
    let page = 10 + 30 * number + random.below(30);
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
    mut marker: impl FnMut(usize, usize) -> String,
    markers: &[usize],
) -> String {
    let mut times = std::collections::HashMap::new();
    let mut text = String::new();
    let is_odd = random.once_in(3);
    for part in markers.chunks(1 + random.below(4)) {
        let (open, close) = form.around[if is_odd { random.below(form.around.len()) } else { 0 }];
        text += open;
        for label in part {
            let time = times.entry(*label).and_modify(|time| *time += 1).or_insert(0);
            text += &claim(random, &marker(*label, *time));
        }
        text.truncate(text.trim_end().len());
        text += close;
        if is_odd && random.once_in(4) {
            text += random.of(form.between);
        }
    }
    text
}

/// A sentence with a marker where writers put it.
fn claim(random: &mut Random, marker: &str) -> String {
    let claim = random.of(&["The mill burned", "They never said so", "It was low", "The pay fell"]);
    match random.below(10) {
        0 => format!("{claim}{marker}. "),
        1 => format!("{claim} {marker}. "),
        2 => format!("{claim}.{marker}"),
        3 => format!("“{claim}”{marker}, she said. "),
        _ => format!("{claim}.{marker} "),
    }
}

/// A part of a document with notes of its own.
fn chapter(random: &mut Random, form: &Form) -> String {
    let count = 2 + random.below(6);
    let markers = markers(random, count);
    let labels = Labels::of(random, form);
    let mut list: Vec<(usize, String)> =
        notes(random, &markers).into_iter().map(|label| (label, String::new())).collect();
    for (place, (_, text)) in list.iter_mut().enumerate() {
        *text = body(random, form, place);
    }
    let written = |label: usize, time: usize| {
        let name = labels.of_number(label);
        let note = list.iter().find(|(other, _)| *other == label).filter(|_| form.inline && time == 0);
        note.map_or_else(|| (form.marker)(name, time), |(_, body)| (form.note)(name, body))
    };
    let prose = prose(random, form, written, &markers);
    if form.inline {
        return prose;
    }
    let list: String = list.iter().map(|(label, body)| (form.note)(labels.of_number(*label), body)).collect();
    let end = if random.once_in(6) {
        format!("{}{}The end.{}", form.end, form.around[0].0, form.around[0].1)
    } else {
        String::new()
    };
    let gap = if form.name.ends_with(".html") { "" } else { "\n" };
    match random.once_in(12) {
        true => format!("{}{list}{}{gap}{prose}", form.list.0, form.list.1),
        false => format!("{prose}{}{list}{}{gap}{end}", form.list.0, form.list.1),
    }
}

/// A document in one of some forms.
fn drawn(random: &mut Random, forms: &[Form]) -> Draft {
    let form = &forms[random.below(forms.len())];
    let mut text = chapter(random, form);
    if random.once_in(10) {
        text += &chapter(random, form);
    }
    if random.once_in(15) {
        text = text.replace('\n', "\r\n");
    }
    Draft { name: form.name, text }
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
        let work = random.below(AUTHORS.len());
        let page = random.below(290) + 8;
        let body = cited_again(random, form, &cited, work, page);
        cited.push(work);
        notes += &(form.note)(&number.to_string(), &body);
    }
    let (open, close) = form.around[0];
    let text: String = (1..=count).map(|label| claim(random, &(form.marker)(&label.to_string(), 0))).collect();
    Draft { name: form.name, text: format!("{open}{}{close}{}{notes}{}", text.trim_end(), form.list.0, form.list.1) }
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
