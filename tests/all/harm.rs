//! Documents that fixes, restyling or linking once harmed. `tests/fixtures/harm/` holds them; the judges decide.

use std::path::Path;

use ibid::analysis::Options;
use ibid::link::{LinkError, System, link};
use ibid::lint::{Safety, Settings, check, mend};
use ibid::render::Style;
use ibid::restyle::{Restyled, Wishes, restyle};
use ibid::text::Source;

use crate::judges::{by_comrak, harm, words};

fn fixture(name: &str) -> Source {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/harm").join(name);
    Source::new(name, std::fs::read_to_string(path).unwrap())
}

fn mended(source: &Source, least: Safety) -> String {
    let find = |analysis: &ibid::analysis::Analysis| check(analysis, None, &Settings::default());
    mend(std::slice::from_ref(source), &Options::default(), least, find).texts.concat()
}

fn restyled(name: &str, style: &str) -> Restyled {
    restyle(&fixture(name), &Options::default(), &Style::find(style).unwrap(), Wishes::default()).unwrap()
}

fn linked(name: &str, to: &str) -> Result<String, LinkError> {
    link(&fixture(name), &Options::default(), System::by_name(to).unwrap())
}

#[test]
fn safe_fixes_leave_every_marker_at_its_words() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/harm");
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert!(names.len() > 25, "the fixtures are there");
    for name in names {
        let source = fixture(&name);
        let once = mended(&source, Safety::Safe);
        assert_eq!(harm(&name, &source.text, &once), None, "{name}\n{once}");
        assert_eq!(mended(&Source::new(name.as_str(), once.as_str()), Safety::Safe), once, "{name} is changed twice");
    }
}

#[test]
fn what_no_fix_can_do_safely_is_left() {
    for name in [
        "dup-relabel.md",
        "dup.md",
        "dup2.md",
        "text-number-collides.txt",
        "lazy-number.md",
        "html-item-torn.html",
        "01-word-paste-duplicate-id.html",
    ] {
        let source = fixture(name);
        assert_eq!(mended(&source, Safety::Safe), *source.text, "{name}");
    }
}

#[test]
fn notes_move_only_whole() {
    let post = std::fs::read_to_string("tests/fixtures/harm/html-item-torn.html").unwrap();
    let torn = "The figures are lost.</p><pre>code of the mill</pre><p>";
    for (words, is_moved) in [
        ("The figures are lost.", true),
        ("The figures are lost.<p>So is the code.", true),
        ("The figures are lost.<ul><li>one<li>two</ul>", true),
        ("The <B>figures</B> are<br>lost.", true),
        (torn, false),
        ("The figures <b>are lost.", false),
        ("The figures are lost.</i>", false),
        ("<div>The figures are lost.", false),
        ("<blockquote><p>The figures</blockquote> are lost.</span>", false),
    ] {
        let text = post.replacen(torn, words, 1);
        let after = mended(&Source::new("post.html", text.as_str()), Safety::Safe);
        assert_eq!(after != text, is_moved, "{words}\n{after}");
        assert_eq!(harm("post.html", &text, &after), None, "{words}");
        assert!(is_moved || rules_of(&text).contains(&"note-order"), "{words}: what is left is named");
    }
}

#[test]
fn a_page_that_gives_names_twice_is_read_in_one_way() {
    let source = fixture("html-names-twice.html");
    let read = || ibid::Analysis::of(std::slice::from_ref(&source), &Options::default());
    let told = |analysis: ibid::Analysis| format!("{:?} {:?}", analysis.document.markers, analysis.document.notes);
    let first = told(read());
    (0..20).for_each(|_| assert_eq!(told(read()), first));
}

/// The rules that find something in a page.
fn rules_of(html: &str) -> Vec<&'static str> {
    let analysis = ibid::Analysis::of(&[Source::new("post.html", html)], &Options::default());
    check(&analysis, None, &Settings::default()).into_iter().map(|finding| finding.rule).collect()
}

#[test]
fn notes_of_several_paragraphs_stay_whole() {
    for (name, second) in [("html-second-par.html", "Cole"), ("html-second-par2.html", "Blair")] {
        let text = mended(&fixture(name), Safety::Safe);
        let note = text.find(&format!("The second paragraph of {second}’s note")).unwrap();
        let before = text[..note].rfind("<p id=").unwrap();
        assert!(text[before..note].contains(second), "{text}");
    }
}

#[test]
fn a_repeated_marker_is_numbered_with_its_note() {
    let text = mended(&fixture("html-repeated-marker.html"), Safety::Safe);
    let shown: Vec<&str> = text.split("<a href=\"#n2\">").skip(1).filter_map(|rest| rest.split('<').next()).collect();
    assert!(shown == ["1", "1"] || shown == ["2", "2"], "{text}");
}

#[test]
fn full_stops_are_put_in_once() {
    let source = fixture("dots.md");
    assert_eq!(mended(&source, Safety::Unsafe).matches("..").count(), 0);
    assert!(mended(&source, Safety::Safe).contains("see the remark[^2]\n"));
}

#[test]
fn commentary_lists_and_code_survive_fixes_with_consent() {
    for (name, kept) in [
        (
            "unsafe-comment.md",
            &["where the strike of 1926 is described", "which nobody has explained", "emphasis added"][..],
        ),
        (
            "unsafe-list.md",
            &["where the strike of 1926 is described", "- the first wage list", "- the second wage list"],
        ),
        ("unsafe-fence.md", &["    ```\n    the table of wages\n    ```"]),
        ("unsafe-page.md", &["44, where the strike of 1926 is described"]),
        ("unsafe-list-lost.md", &["ngp7 is - list mea31"]),
        ("unsafe-code-lost.md", &["    mvg33 [^1]"]),
        ("text-unsafe-lost.txt", &["(9) 170.", "(10) 217."]),
        ("text-unsafe-none.txt", &["Coal People (Leeds: Aire Press, 1991), stays.", "The nmk8 was"]),
    ] {
        let text = mended(&fixture(name), Safety::Unsafe);
        kept.iter().for_each(|words| assert!(text.contains(words), "{name}: {words}\n{text}"));
    }
}

const STYLES: [&str; 4] =
    ["chicago-notes", "ibid-deutsch", "modern-humanities-research-association", "turabian-fullnote-8"];

#[test]
fn a_new_style_leaves_pages_and_commentary() {
    for style in STYLES {
        for (name, kept) in [
            ("restyle-page.md", &["44, where the strike of 1926 is described."][..]),
            ("restyle-page.txt", &["44, where the strike of 1926 is described."]),
            (
                "restyle-comment.txt",
                &[
                    "44, where the strike of 1926 is described.",
                    "40; the point is disputed.",
                    "174, where the strike of 1926 is described.",
                    ", where the wages are listed.",
                    "117, where this is found.",
                    "9; the figures stay.",
                ],
            ),
        ] {
            let text = restyled(name, style).text;
            kept.iter().for_each(|words| assert!(text.contains(words), "{name} in {style}: {words}\n{text}"));
            assert_eq!(text.matches("293").count(), 1, "{name} in {style}: a page of another note\n{text}");
            let is_page = |(at, _)| text[..at].ends_with(|c: char| c.is_ascii_digit());
            assert!(!text.match_indices(".,").any(is_page), "{name} in {style}\n{text}");
        }
    }
}

/// What styles write in their own way: "p." and "S.", "ed." and "hrsg. von".
const APPARATUS: &[&str] = &["s", "p", "pp", "ed", "eds", "hrsg", "in", "en", "dir", "t", "no", "et", "seq"];

#[test]
fn a_new_style_leaves_every_fact_or_names_it() {
    for (name, style) in ["02-restyle-facts.md", "17-misread-references.md"].iter().flat_map(|n| STYLES.map(|s| (n, s)))
    {
        let post = restyled(name, style);
        let mut free = words(&post.left_out.join(" "));
        free.extend(APPARATUS.iter().map(|word| (*word).to_owned()));
        let (old, new) = (by_comrak(&fixture(name).text), by_comrak(&post.text));
        assert_eq!(old.len(), new.len());
        for (old, new) in old.iter().zip(&new) {
            let is_shortened = |word: &String| {
                new.words.iter().any(|other| other == word || other.len() > 2 && word.starts_with(other.as_str()))
            };
            let lost = old.words.iter().find(|word| !is_shortened(word) && !free.contains(word));
            assert_eq!(lost, None, "{name} in {style}, note {}\n{}", old.label, post.text);
        }
    }
}

#[test]
fn what_a_style_cannot_say_stays_and_is_named() {
    let name = "02-restyle-facts.md";
    let facts = ["(D.N.J. 1935)", "1818", "1993", "rev. ed."];
    for style in STYLES {
        let post = restyled(name, style);
        facts.iter().for_each(|fact| assert!(post.text.contains(fact), "{fact} in {style}\n{}", post.text));
        for note in ["2", "3"] {
            assert!(post.kept.iter().any(|kept| kept.note == note), "{style}, note {note}: {:?}", post.kept);
        }
        let output = crate::cli::ibid(&["restyle", "--style", style, "--from", "markdown", "-"], &fixture(name).text);
        let stderr = crate::cli::stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{stderr}");
        assert!(
            stderr.contains("stays as it is")
                && [" of the 8", " of 8 ", " of 9 "].iter().any(|count| stderr.contains(count)),
            "{stderr}"
        );
    }
}

#[test]
fn every_marker_and_note_is_linked() {
    let marker = linked("link-marker-lost.html", "markdown").unwrap();
    assert!(
        marker.starts_with("One.[^1] Two.[^2][^1].\n") || marker.starts_with("One.[^1] Two.[^2] [^1].\n"),
        "{marker}"
    );
    let orphan = linked("link-orphan-swallowed.html", "markdown").unwrap();
    assert!(
        orphan.contains("\n[^1]: Ann Blair, *Too Much* (New Haven: Yale, 2010), 81.\n")
            && orphan.contains("[^2]: That is said"),
        "{orphan}"
    );
    let html = linked("link-text-tags.txt", "html").unwrap();
    assert!(
        html.contains("the tags &lt;b&gt; and &lt;img src=x&gt;, see") && html.contains("a &lt;b and c&gt; d."),
        "{html}"
    );
    let markdown = linked("link-text-tags.txt", "markdown").unwrap();
    assert!(markdown.contains("the tags \\<b> and \\<img src=x>, see"), "{markdown}");
    assert!(linked("03-latex-apostrophe.md", "latex").unwrap().contains("\\footnote{Don't ask.}"));
}

#[test]
fn the_wrappers_of_a_platform_go_with_its_notes() {
    for to in ["markdown", "text", "latex", "html", "wordpress"] {
        let text = linked("04-substack-link.html", to).unwrap();
        assert_eq!(text.matches("<div").count(), text.matches("</div").count(), "{to}\n{text}");
        assert!(!text.contains("FootnoteToDOM") && text.contains("Ibid., 460."), "{to}\n{text}");
    }
}

#[test]
fn a_note_that_two_have_the_number_of_is_not_linked() {
    assert_eq!(linked("dup-relabel.md", "html"), Err(LinkError::Ambiguous("2".to_owned())));
}

#[test]
fn a_post_with_markers_that_are_not_seen_is_linked_whole_or_not_at_all() {
    for name in ["html-marker-below.html", "text-marker-below.txt"] {
        for to in ["markdown", "html", "wordpress", "text", "latex"] {
            match linked(name, to) {
                Err(LinkError::Stray(label)) => assert!(["n1", "1"].contains(&label.as_str()), "{name}: {label}"),
                // A marker below the notes is no sign that they are notes.
                Err(LinkError::NoNotes) => {}
                Ok(text) => assert!(!text.contains("#n1\"") && !text.contains("said.[1]"), "{name} to {to}\n{text}"),
                Err(other) => panic!("{name} to {to}: {other}"),
            }
        }
    }
}

#[test]
fn what_may_be_a_note_of_its_own_or_the_end_of_one_is_not_linked() {
    for to in ["markdown", "html", "wordpress", "text", "latex"] {
        assert_eq!(linked("text-note-swallowed.txt", to), Err(LinkError::Ambiguous("1".to_owned())), "{to}");
        match linked("html-last-note-cut.html", to) {
            Err(error) => assert_eq!(error, LinkError::Cut("2".to_owned()), "{to}"),
            Ok(text) => assert!(by_place(&text, "The end of note two") < by_place(&text, "Last words"), "{to}\n{text}"),
        }
    }
}

#[test]
fn a_marker_that_another_parser_would_not_see_is_not_written() {
    assert!(linked("html-marker-in-table.html", "markdown").is_err());
    assert!(linked("html-marker-in-table.html", "html").is_ok());
    for (name, to) in [("text-pasted-part-lost.txt", "markdown"), ("md-list-after-note.md", "html")] {
        assert!(linked(name, to).is_err(), "{name} to {to}: {:?}", linked(name, to));
    }
}

fn by_place(text: &str, words: &str) -> usize {
    text.find(words).unwrap_or_else(|| panic!("{words} is lost\n{text}"))
}

#[test]
fn notes_above_their_text_are_no_text() {
    let text = linked("notes-above.html", "markdown").unwrap();
    for part in [
        "\n[^1]: That is said",
        "\n[^5]: Ruth Dean,",
        "\nIt was low.[^1]\n",
        "The pay fell [^4].\n\nThe pay fell.[^4]\n",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn code_that_no_fence_closes_stays_in_its_note() {
    let source = fixture("open-fence.md");
    let read = ibid::analysis::Analysis::of(std::slice::from_ref(&source), &Options::default());
    let markers: Vec<&str> = read.document.markers.iter().map(|marker| marker.label.as_str()).collect();
    assert_eq!(markers, ["1", "2", "3", "4"]);
    assert!(read.document.notes[1].body.text.contains("brm1 [^1]"), "{:?}", read.document.notes[1].body.text);
}
