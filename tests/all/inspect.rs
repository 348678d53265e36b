//! The answer of `ibid inspect` as a person reads it, and as it is drawn.

use ibid::analysis::{Analysis, Options};
use ibid::report::inspect;
use ibid::text::Source;

/// A post with every kind of outcome: works of their own, ways back, a doubt, a choice that cannot be made, a pointing at itself, a
/// remark, a work of the list and one that only the text names.
const POST: &str = "\
As Cole, in *The Weir and the Lock*, explains, mills move.[^1] They did.[^2] And again.[^3] Perhaps.[^4] Once more.[^5] Never.[^6]
Somewhere.[^7] In the end.[^8]

[^1]: See Ann Able, *The Mill on the Hill* (Leeds: Quarry Press, 1999), 12; cf. Ben Baker, “Under the Mine,” *Coal Review* 4, no. 2 (2003): 40–58.
[^2]: Ibid., 14.
[^3]: Able, *The Mill on the Hill*, 15.
[^4]: Ann Able, *The River Below* (Leeds: Quarry Press, 2004), 3; Ann Able, *The \"Third\" Weir* (Leeds: Quarry Press, 2008), 4; Dale, 7.
[^5]: He later changed his mind about it.
[^6]: Able, 9; Evans, 2.
[^7]: See infra, p. 20.
[^8]: Cole, *The Weir*, p. 44.

## Works Cited

Dale, Dora. *Women and the Pit*. Hull: Coal Press, 1988.
";

fn analysis() -> Analysis {
    Analysis::of(&[Source::new("post.md", POST)], &Options { language: Some("en".into()), ..Options::default() })
}

#[test]
fn by_note() {
    insta::assert_snapshot!(inspect::by_note("post.md", &analysis(), None));
}

#[test]
fn by_note_with_the_choices() {
    let analysis = analysis();
    insta::assert_snapshot!(inspect::by_note("post.md", &analysis, Some(&analysis.why())));
}

#[test]
fn by_source() {
    insta::assert_snapshot!(inspect::by_source("post.md", &analysis()));
}

#[test]
fn dot() {
    insta::assert_snapshot!(inspect::dot(&analysis()));
}

#[test]
fn mermaid() {
    insta::assert_snapshot!(inspect::mermaid(&analysis()));
}

/// Every arrow of a drawing joins two of its boxes.
#[test]
fn arrows_join_boxes() {
    let drawn = inspect::dot(&analysis());
    let boxes: Vec<&str> =
        drawn.lines().filter(|line| !line.contains("->")).filter_map(|line| line.split('"').nth(1)).collect();
    let arrows: Vec<&str> = drawn.lines().filter(|line| line.contains("->")).collect();
    assert!(!arrows.is_empty());
    for arrow in arrows {
        let ends: Vec<&str> = arrow.split('"').skip(1).step_by(2).take(2).collect();
        assert!(ends.len() == 2 && ends.iter().all(|end| boxes.contains(end)), "{arrow}");
    }
}
