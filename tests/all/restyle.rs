//! A post in another style: what changes, what stays, and that it says the same.

use ibid::analysis::{Analysis, Options};
use ibid::render::Style;
use ibid::restyle::{RestyleError, Wishes, restyle};
use ibid::text::Source;

const POST: &str = "\
The harbour was dug by hand.[^1] So was the canal.[^2] The town paid for both.[^3] Nobody thanked it.[^4]

[^1]: Agnes Quill, *The Harbour and Its People* (Ardmouth: Ardmouth University Press, 1994), 12.
[^2]: Ibid., 14.
[^3]: See Joost Vermeer, *Tolls of the North* (Leith: Skerry Books, 2015), 50; Quill, *The Harbour and Its People*, 99.
[^4]: This is a matter of some dispute in the town.
";

fn restyled(post: &str, style: &str, wishes: Wishes) -> String {
    let style = Style::find(style).unwrap();
    restyle(&Source::new("post.md", post), &Options::default(), &style, wishes).unwrap().text
}

#[test]
fn notes_are_written_in_the_style() {
    let post = restyled(POST, "blog-notes-ibid", Wishes::default());
    assert!(post.starts_with("The harbour was dug by hand.[^1] So was the canal.[^2]"), "{post}");
    assert!(post.contains("[^2]: Ibid., 14."), "{post}");
    assert!(post.contains("[^3]: See Joost Vermeer, *Tolls of the North*"), "the signal stays: {post}");
    assert!(post.contains("; Quill, *The Harbour and Its People*, 99."), "{post}");
    assert!(post.contains("[^4]: This is a matter of some dispute in the town."), "commentary stays: {post}");
    assert!(restyled(POST, "ibid-deutsch", Wishes::default()).contains("[^2]: Ebd., S. 14."));
}

#[test]
fn the_same_place_again_is_a_bare_ibid() {
    let post = POST.replace("Ibid., 14.", "Quill, *The Harbour and Its People*, 12.");
    assert!(restyled(&post, "blog-notes-ibid", Wishes::default()).contains("[^2]: Ibid.\n"));
}

#[test]
fn without_ibid_the_short_form_stands() {
    let notes = restyled(POST, "blog-notes", Wishes::default());
    assert!(notes.contains("[^2]: Quill, *The Harbour and Its People*, 14."), "{notes}");
}

#[test]
fn twice_is_once() {
    for style in ["blog-notes", "blog-notes-ibid", "mhra-notes", "chicago-notes", "ibid-deutsch", "ibid-italiano"] {
        let once = restyled(POST, style, Wishes::default());
        assert_eq!(restyled(&once, style, Wishes::default()), once, "{style}");
    }
}

#[test]
fn there_and_back_has_the_same_sources() {
    let there = restyled(POST, "blog-notes-ibid", Wishes::default());
    let back = restyled(&there, "blog-notes", Wishes::default());
    let sources = |post: &str| {
        let analysis = Analysis::of(&[Source::new("post.md", post)], &Options::default());
        analysis.resolutions.iter().map(|resolution| resolution.source).collect::<Vec<_>>()
    };
    assert_eq!(sources(&there), sources(POST));
    assert_eq!(sources(&back), sources(POST));
}

#[test]
fn a_list_of_works_is_added_once_and_renewed() {
    let wishes = Wishes { bibliography: true, split: false };
    let once = restyled(POST, "blog-notes", wishes);
    assert_eq!(once.matches("<!-- ibid-bibliography -->").count(), 1, "{once}");
    assert!(once.contains("Vermeer, Joost. *Tolls of the North*"), "{once}");
    let stale = once.replace("Skerry Books, 2015.", "Old Books, 1815.");
    assert!(restyled(&stale, "blog-notes", Wishes::default()).contains("Skerry Books, 2015."));
    assert_eq!(restyled(&once, "blog-notes", wishes), once);
}

#[test]
fn what_is_not_understood_is_left_and_named() {
    let post = "A claim.[^1]\n\n[^1]: Smith, op. cit., 4.\n";
    let style = Style::find("blog-notes").unwrap();
    let restyled = restyle(&Source::new("post.md", post), &Options::default(), &style, Wishes::default()).unwrap();
    assert_eq!(restyled.text, post);
    assert_eq!(restyled.kept.iter().map(|kept| kept.note.as_str()).collect::<Vec<_>>(), ["1"]);
}

#[test]
fn a_style_without_notes_is_refused() {
    let style = Style::find("apa").unwrap();
    let error = restyle(&Source::new("post.md", POST), &Options::default(), &style, Wishes::default()).unwrap_err();
    assert!(matches!(error, RestyleError::NoNotes(_)), "{error}");
}
