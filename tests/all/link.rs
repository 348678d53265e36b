//! A post's notes in another system, and back again.

use ibid::analysis::{Analysis, Options};
use ibid::document::Format;
use ibid::link::{LinkError, System, link};
use ibid::text::Source;

use crate::cli::{ibid as run, stderr, stdout};

fn linked(path: &str, text: &str, to: &str) -> Result<String, LinkError> {
    link(&Source::new(path, text), &Options::default(), System::by_name(to).unwrap())
}

/// Each marker's label and the text of its note, as a reader of the format sees them.
pub(crate) fn told(format: &str, text: &str) -> Vec<(String, String)> {
    let options = Options { format: Some(Format::by_name(format).unwrap()), ..Options::default() };
    let document = Analysis::of(&[Source::new("post", text)], &options).document;
    let words = |note: usize| document.notes[note].body.text.split_whitespace().collect::<Vec<_>>().join(" ");
    document.markers.iter().filter_map(|marker| Some((marker.label.clone(), words(marker.note?)))).collect()
}

/// A post with typed notes of every shape: emphasis, a link, characters that are markup elsewhere, a marker used twice, two
/// markers in one pair of brackets, short forms.
const TYPED: &str = "Pumps & hills\n\nThe first claim.[1] The second, 100% sure.[2, 3]\n\nThe first again,[1] and a_b.[4]\n\n\
    [1] Anna Wells, *Pumps & Wells* (London: Hill, 2001), 3.\n\n\
    [2] Ibid., 5.\n\n\
    [3] See https://a.example/x_y?z=1&w=2#top.\n\n\
    [4] Wells, 100% {pumps} \\ $5 ~ ^ <b>.\n\nThe end.\n";

#[test]
fn typed_notes_become_footnotes_of_markdown() {
    let text = linked("post.txt", TYPED, "markdown").unwrap();
    assert!(text.starts_with("Pumps & hills\n\nThe first claim.[^1] The second, 100% sure.[^2] [^3]\n\n"), "{text}");
    assert!(
        text.contains("\n\n[^1]: Anna Wells, *Pumps & Wells* (London: Hill, 2001), 3.\n\n[^2]: Ibid., 5.\n\n"),
        "{text}"
    );
    assert!(text.ends_with("\n\nThe end.\n"), "{text}");
    assert_eq!(told("text", TYPED), told("markdown", &text));
}

#[test]
fn there_and_back_again_the_notes_are_the_same() {
    for (via, format) in [("markdown", "markdown")] {
        let there = linked("post.txt", TYPED, via).unwrap();
        let back = linked(&format!("post.{format}"), &there, "text").unwrap();
        assert_eq!(told("text", TYPED), told("text", &back), "{via}\n{there}\n{back}");
    }
}

#[test]
fn named_labels_are_numbered_where_a_reader_sees_numbers() {
    let text = "A.[^wells] B.[^ames] C.[^wells]\n\n[^ames]: Ames, 4.\n[^wells]: Wells, 3.\n";
    assert_eq!(linked("post.md", text, "text").unwrap(), "A.[1] B.[2] C.[1]\n\n[1] Wells, 3.\n\n[2] Ames, 4.\n");
}

#[test]
fn inline_notes_get_a_list() {
    let text = "A.^[Wells, *Pumps*, 3.] B.^[Ames, 4.]\n";
    assert_eq!(
        linked("post.md", text, "markdown").unwrap(),
        "A.[^1] B.[^2]\n\n[^1]: Wells, *Pumps*, 3.\n\n[^2]: Ames, 4.\n"
    );
}

#[test]
fn each_list_stays_in_its_place() {
    let text = "A.[^1]\n\n[^1]: Wells, 3.\n\nB.[^2] C.[^3]\n\n[^3]: Bond, 5.\n[^2]: Ames, 4.\n\nEnd.\n";
    assert_eq!(
        linked("post.md", text, "text").unwrap(),
        "A.[1]\n\n[1] Wells, 3.\n\nB.[2] C.[3]\n\n[2] Ames, 4.\n\n[3] Bond, 5.\n\nEnd.\n"
    );
}

#[test]
fn a_post_without_notes_is_said_to_have_none() {
    assert_eq!(linked("post.txt", "No notes at all.\n", "markdown"), Err(LinkError::NoNotes));
    let output = run(&["link", "-", "--to", "markdown"], "No notes.");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("there are no notes with markers"), "{}", stderr(&output));
}

#[test]
fn line_ends_stay() {
    let text = linked("post.txt", &TYPED.replace('\n', "\r\n"), "markdown").unwrap();
    assert_eq!(text.matches("\r\n").count(), text.matches('\n').count());
}

#[test]
fn the_file_is_written_only_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("post.txt");
    std::fs::write(&path, TYPED).unwrap();
    let name = path.to_str().unwrap();
    let shown = stdout(&run(&["link", name, "--to", "markdown"], ""));
    let patch = stdout(&run(&["link", name, "--to", "markdown", "--diff"], ""));
    assert!(patch.contains("-[2] Ibid., 5.\n") && patch.contains("+[^2]: Ibid., 5.\n"), "{patch}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), TYPED);
    assert!(run(&["link", name, "--to", "markdown", "--write"], "").status.success());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), shown);
}

#[test]
fn an_unknown_system_is_wrong_usage() {
    let output = run(&["link", "-", "--to", "substack"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("wordpress"), "{}", stderr(&output));
}
