//! Judges that ibid did not write: other parsers read generated documents before and after a change, and every marker must lead to
//! the same words.
//!
//! `IBID_JUDGED=100000 cargo test --release --test all judges` judges more documents than the two thousand of an ordinary run; with
//! `IBID_PANDOC=1`, pandoc judges LaTeX, Org, reStructuredText and MediaWiki as well. `IBID_SEED=7` draws other documents.

mod generate;
mod html;
mod markdown;
mod pandoc;
mod plain;

use ibid::analysis::{Analysis, Harm, Options};
use ibid::link::{System, link};
use ibid::lint::{Fix, Mended, Preset, Safety, Settings, attempt, check, mend};
use ibid::render::Style;
use ibid::restyle::{Wishes, restyle};
use ibid::text::{Source, apply};

use crate::environment::from_environment;
use generate::{Draft, Random, draft, foreign, ordinary};
pub(crate) use markdown::by_comrak;

/// A marker as a reader meets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Seen {
    /// What is printed at the marker.
    pub(crate) label: String,
    /// The words of the note that it leads to.
    pub(crate) words: Vec<String>,
    /// True if the note shows the number of its marker.
    agrees: bool,
}

/// The words of a text, without case, punctuation and raised numbers.
pub(crate) fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() || plain::RAISED.contains(c)).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// A judge: reads a document and says where its markers lead.
type Judge = fn(&str) -> Vec<Seen>;

/// The judges of a format, by the ending of its files.
fn judges(name: &str) -> &'static [(&'static str, Judge)] {
    match name.rsplit('.').next() {
        Some("md") => &[("comrak", markdown::by_comrak), ("pulldown-cmark", markdown::by_pulldown)],
        Some("html") => &[("html5ever", html::seen)],
        Some("tex") => &[("pandoc", pandoc::latex)],
        Some("org") => &[("pandoc", pandoc::org)],
        Some("rst") => &[("pandoc", pandoc::rst)],
        Some("wiki") => &[("pandoc", pandoc::wiki)],
        _ => &[("lines", plain::seen)],
    }
}

/// What a judge holds against a change. A change may give a marker that led nowhere a note; all others keep their words.
pub(crate) fn harm(name: &str, before: &str, after: &str) -> Option<String> {
    judges(name).iter().find_map(|(judge, read)| {
        let (old, new) = (read(before), read(after));
        let mut rest = new.iter();
        let is_same =
            |old: &Seen, new: &Seen| unnamed(&new.words) == unnamed(&old.words) && (new.agrees || !old.agrees);
        let lost = old.iter().find(|old| !rest.any(|new| is_same(old, new)));
        lost.map(|lost| format!("{judge}: marker {} led to {:?}; now {new:?}", lost.label, lost.words))
    })
}

/// The words of a note without the numbers of the notes that it names ("See note 2"): they change with those of their notes.
fn unnamed(words: &[String]) -> Vec<&str> {
    let mut is_named = false;
    let mut keep = |word: &&str| {
        let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
        is_named = ["note", "notes", "n", "anm"].contains(word) || is_named && (is_number || *word == "and");
        !(is_named && is_number)
    };
    words.iter().map(String::as_str).filter(|word| keep(word)).collect()
}

fn mended(draft: &Draft, text: &str, least: Safety, settings: &Settings) -> Mended {
    mend(&[Source::new(draft.name, text)], &Options::default(), least, |analysis| check(analysis, None, settings))
}

fn rounds(usual: usize) -> usize {
    from_environment("IBID_JUDGED", usual)
}

fn seed() -> u64 {
    (from_environment("IBID_SEED", 0_u64) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// How many harmed documents are shown: `IBID_SHOWN=100` for more.
fn shown() -> usize {
    from_environment("IBID_SHOWN", 4)
}

/// Fails with the first few harmed documents and the count of all.
fn acquit(what: &str, judged: usize, harmed: &[String]) {
    let shown = harmed.iter().take(shown()).map(String::as_str).collect::<Vec<_>>().join("\n\n");
    assert!(harmed.is_empty(), "{what}: {} of {judged} documents are harmed\n\n{shown}", harmed.len());
}

fn report(draft: &Draft, after: &str, harm: &str) -> String {
    format!("{harm}\n--- {} before\n{}\n--- after\n{after}", draft.name, draft.text)
}

/// Makes the safe fixes of some documents, and fails if one is harmed or is changed by a second run.
fn judge_safe_fixes(draft: fn(&mut Random) -> Draft, judged: usize, settings: &Settings) {
    let mut random = Random(seed());
    let (mut harmed, mut made) = (Vec::new(), 0);
    for _ in 0..judged {
        let draft = draft(&mut random);
        let once = mended(&draft, &draft.text, Safety::Safe, settings);
        made += usize::from(!once.applied.is_empty());
        let text = once.texts.concat();
        if let Some(harm) = harm(draft.name, &draft.text, &text) {
            harmed.push(report(&draft, &text, &format!("{harm}\n{:?}", once.applied)));
        }
        let twice = mended(&draft, &text, Safety::Safe, settings).texts.concat();
        if twice != text {
            harmed.push(report(&draft, &twice, "a second run changes it"));
        }
    }
    acquit("safe fixes", judged, &harmed);
    assert!(made * 10 > judged, "fixes are made in {made} of {judged} documents");
}

#[test]
fn safe_fixes_harm_no_document_and_are_made_once() {
    judge_safe_fixes(draft, rounds(1000), &Settings::default());
}

#[test]
fn safe_fixes_of_a_style_harm_no_document_and_are_made_once() {
    judge_safe_fixes(
        draft,
        rounds(600),
        &Settings { style: Some("chicago-notes".into()), ..Settings::of(Preset::Strict) },
    );
}

#[test]
fn safe_fixes_harm_nothing_that_pandoc_reads() {
    if pandoc::is_wanted() {
        judge_safe_fixes(foreign, rounds(200), &Settings::of(Preset::Strict));
    } else {
        println!("pandoc judges where IBID_PANDOC is set, as in .ci/full");
    }
}

/// The text of a document after a fix that nothing verified.
fn unverified(text: &str, fix: &Fix) -> Option<String> {
    apply(text, &fix.edits).ok().filter(|after| after != text)
}

/// True for a refusal that the judges can disprove. What a citation means they cannot see.
fn is_of_markers(harm: &Harm) -> bool {
    !matches!(harm, Harm::CitationsChanged(_) | Harm::SourceChanged { .. } | Harm::LocatorChanged { .. })
}

#[test]
fn fixes_that_do_no_harm_are_made() {
    let mut random = Random(seed() ^ 4);
    let (mut made, mut refused) = (0, Vec::new());
    let settings = Settings::of(Preset::Strict);
    for _ in 0..rounds(150) {
        let draft = draft(&mut random);
        let sources = [Source::new(draft.name, &*draft.text)];
        let analysis = Analysis::of(&sources, &Options::default());
        for finding in check(&analysis, None, &settings) {
            let Some(fix) = finding.fix.filter(|fix| fix.safety == Safety::Safe) else { continue };
            let Some(after) = unverified(&draft.text, &fix) else { continue };
            if harm(draft.name, &draft.text, &after).is_some() {
                continue;
            }
            match attempt(&sources, &analysis, &Options::default(), &fix) {
                Ok(_) => made += 1,
                Err(harm) if is_of_markers(&harm) => {
                    refused.push(report(&draft, &after, &format!("{} is refused: {harm}", finding.rule)));
                }
                Err(_) => {}
            }
        }
    }
    let (all, some) = (made + refused.len(), refused.iter().take(shown()).map(String::as_str).collect::<Vec<_>>());
    println!("{made} of {all} fixes that the judges find harmless are made");
    assert!(made * 100 >= all * 90, "{made} of {all} harmless fixes are made\n\n{}", some.join("\n\n"));
}

/// Words that say how a work is cited: a style may put its own in their place.
const APPARATUS: &[&str] = &[
    "ibid", "ibidem", "ebd", "ebenda", "ivi", "id", "op", "cit", "a", "o", "at", "supra", "note", "p", "pp", "s", "f",
];

/// The word of a note that a new style may not take away: all but those of works, which another note gives, and of apparatus; a page
/// goes only where an Ibid. repeats that of the note before.
fn dropped(before: &[Seen], after: &[Seen]) -> Option<String> {
    let works: Vec<String> = generate::works().flat_map(words).collect();
    let pages = |seen: &Seen| seen.words.iter().filter(|word| word.parse::<u32>().is_ok()).cloned().collect::<Vec<_>>();
    before.iter().zip(after).enumerate().find_map(|(at, (old, new))| {
        let repeated = at.checked_sub(1).map(|last| pages(&before[last])).unwrap_or_default();
        let is_free =
            |word: &String| works.contains(word) || APPARATUS.contains(&word.as_str()) || repeated.contains(word);
        // The number of the note that a short form points at goes with it.
        let said = unnamed(&old.words).into_iter().map(str::to_owned);
        said.into_iter().find(|word| !new.words.contains(word) && !is_free(word))
    })
}

#[test]
fn a_new_style_takes_no_word_and_is_put_on_once() {
    let mut random = Random(seed() ^ 1);
    let (mut harmed, mut rewritten, mut all) = (Vec::new(), 0, 0);
    let styles =
        ["chicago-notes", "mhra-notes", "ibid-deutsch", "blog-notes-ibid"].map(|name| Style::find(name).unwrap());
    let judged = rounds(60);
    for round in 0..judged {
        let is_ordinary = round % 3 == 0;
        let draft = if is_ordinary { ordinary(&mut random) } else { draft(&mut random) };
        let style = &styles[round / 3 % styles.len()];
        let put_on = |text: &str| {
            restyle(&Source::new(draft.name, text), &Options::default(), style, Wishes::default()).unwrap()
        };
        let once = put_on(&draft.text);
        if is_ordinary {
            rewritten += once.rewritten;
            all += once.rewritten + once.kept.len();
        }
        for (judge, read) in judges(draft.name) {
            let (old, new) = (read(&draft.text), read(&once.text));
            let same = old.len() == new.len() && old.iter().zip(&new).all(|(old, new)| old.label == new.label);
            let harm = if same { dropped(&old, &new) } else { Some("a marker".to_owned()) };
            harmed.extend(
                harm.map(|harm| report(&draft, &once.text, &format!("{judge}, {}: {harm} is lost", style.title))),
            );
        }
        let twice = put_on(&once.text).text;
        if twice != once.text {
            harmed.push(report(
                &draft,
                &format!("{}--- again\n{twice}", once.text),
                &format!("{} again changes it", style.title),
            ));
        }
    }
    acquit("restyling", judged, &harmed);
    assert!(rewritten * 10 >= all * 8, "{rewritten} of {all} citations of ordinary documents are rewritten");
}

/// The systems that posts are linked into, each with the name of a file of it.
const SYSTEMS: &[(&str, &str)] = &[
    ("markdown", "linked.md"),
    ("html", "linked.html"),
    ("wordpress", "linked.html"),
    ("text", "linked.txt"),
    ("latex", "linked.tex"),
];

/// Words that some judges see and others do not: what begins an item or code, and the names of tags.
const SIGNS: &[&str] = &["item", "code", "i", "b", "br", "div"];

/// The words that each marker leads to, without those that not every judge sees. Numbers below ten are those of items and of notes that a
/// note names, which change with them: pages are higher.
fn led(name: &str, text: &str) -> Vec<Vec<String>> {
    let is_said = |word: &String| !SIGNS.contains(&word.as_str()) && !word.parse().is_ok_and(|number: u32| number < 10);
    let bare = |seen: Seen| seen.words.into_iter().filter(is_said).collect();
    judges(name).first().map(|(_, read)| read(text).into_iter().map(bare).collect()).unwrap_or_default()
}

/// A marker of a post that leads to other words, or nowhere, in another system. One that led nowhere may find its note.
fn misled(before: (&str, &str), after: (&str, &str)) -> Option<String> {
    let new = led(after.0, after.1);
    let mut rest = new.iter();
    let lost = led(before.0, before.1).into_iter().find(|old| !rest.any(|new| new == old));
    lost.map(|lost| format!("{lost:?}; now {new:?}"))
}

#[test]
fn another_system_of_notes_has_every_marker_at_the_same_words() {
    let mut random = Random(seed() ^ 2);
    let (mut harmed, mut made, mut all) = (Vec::new(), 0, 0);
    let judged = rounds(200);
    for round in 0..judged {
        let is_ordinary = round % 2 == 0;
        let draft = if is_ordinary { ordinary(&mut random) } else { draft(&mut random) };
        let (system, name) = SYSTEMS[round / 2 % SYSTEMS.len()];
        let linked =
            link(&Source::new(draft.name, &*draft.text), &Options::default(), System::by_name(system).unwrap());
        all += usize::from(is_ordinary);
        made += usize::from(is_ordinary && linked.is_ok());
        let Ok(text) = linked else { continue };
        if name.ends_with(".tex") && !pandoc::is_wanted() {
            continue;
        }
        let harm = misled((draft.name, &draft.text), (name, &text));
        harmed.extend(harm.map(|harm| report(&draft, &text, &format!("{system}: {harm}"))));
    }
    acquit("linking", judged, &harmed);
    assert!(made * 10 >= all * 9, "{made} of {all} ordinary documents are linked");
}

#[test]
fn fixes_with_consent_take_no_word() {
    let mut random = Random(seed() ^ 3);
    let mut harmed = Vec::new();
    let judged = rounds(100);
    for _ in 0..judged {
        let draft = draft(&mut random);
        let after = mended(&draft, &draft.text, Safety::Unsafe, &Settings::default());
        let text = after.texts.concat();
        let (old, new) = (words(&draft.text), words(&text));
        let works: Vec<String> = generate::works().flat_map(words).collect();
        // A fix that changes the label of a note says so.
        let told: Vec<String> = after.applied.iter().flat_map(|applied| words(&applied.message)).collect();
        let is_free = |word: &String| {
            works.contains(word)
                || APPARATUS.contains(&word.as_str())
                || told.contains(word)
                || word.chars().count() < 2
        };
        let count = |words: &[String], word: &String| words.iter().filter(|other| *other == word).count();
        let lost = old.iter().find(|word| !is_free(word) && count(&old, word) > count(&new, word));
        harmed.extend(lost.map(|lost| report(&draft, &text, &format!("{lost} is lost: {:?}", after.applied))));
    }
    acquit("fixes with consent", judged, &harmed);
}
