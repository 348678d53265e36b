//! Fixes as users make them: files written whole, patches, standard input; and what an edit did to short forms.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use ibid::analysis::{Analysis, Options};
use ibid::lint::{Finding, Preset, Safety, Settings, check, mend};
use ibid::text::Source;

use crate::cli::{ibid, stderr, stdout};

/// Two of five notes in the wrong order: renumbering is safe.
const UNTIDY: &str = "One.[^1] Two.[^2] Three.[^4] Four.[^3] Five.[^5]\n\n[^1]: First remark.\n[^2]: Second remark.\n[^3]: Karl Ames, *The Hills* (London: Hill, 1999), 20.\n[^4]: Anna Wells, *Pumps* (London: Hill, 2001), 3.\n[^5]: Last remark.\n";
const TIDY: &str = "One.[^1] Two.[^2] Three.[^3] Four.[^4] Five.[^5]\n\n[^1]: First remark.\n[^2]: Second remark.\n[^3]: Anna Wells, *Pumps* (London: Hill, 2001), 3.\n[^4]: Karl Ames, *The Hills* (London: Hill, 1999), 20.\n[^5]: Last remark.\n";
const ORDER: &str = "--select=marker-order,note-order,number-gap";

fn untidy(folder: &Path) -> String {
    let path = folder.join("post.md");
    std::fs::write(&path, UNTIDY).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn fixes_are_written_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = untidy(folder.path());
    let output = ibid(&["check", "--fix", ORDER, &path], "");
    let written = std::fs::read_to_string(&path).unwrap();
    assert_eq!(written, TIDY, "{}", stderr(&output));
    let again = ibid(&["check", "--fix", ORDER, &path], "");
    assert_eq!((again.status.code(), std::fs::read_to_string(&path).unwrap()), (Some(0), written));
}

#[test]
fn a_patch_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = untidy(folder.path());
    let output = stdout(&ibid(&["check", "--diff", ORDER, &path], ""));
    assert!(
        output.contains("-One.[^1] Two.[^2] Three.[^4] Four.[^3] Five.[^5]\n+One.[^1] Two.[^2] Three.[^3]"),
        "{output}"
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), UNTIDY);
}

#[test]
fn standard_input_goes_to_standard_output() {
    let args = ["check", "--fix", ORDER, "--stdin-filename", "post.md", "-"];
    let output = stdout(&ibid(&args, UNTIDY));
    assert_eq!(output, TIDY);
    assert_eq!(stdout(&ibid(&args, &output)), output, "what is tidy comes out as it went in");
}

#[test]
fn a_file_that_may_not_be_written_is_said_and_left() {
    let folder = tempfile::tempdir().unwrap();
    let path = untidy(folder.path());
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    let output = ibid(&["check", "--fix", ORDER, &path], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("read-only"), "{}", stderr(&output));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), UNTIDY);
}

/// A run is killed at many points; every file is as it was or as it should be, and never in between.
#[test]
fn a_run_stopped_at_any_point_leaves_every_file_whole() {
    let tidy = |name: &str| {
        let mended = mend_all(name, &large());
        assert!(mended != large(), "there is nothing to mend");
        mended
    };
    let (before, after) = (large(), tidy("post.md"));
    for step in 0..12u64 {
        let folder = tempfile::tempdir().unwrap();
        let posts: Vec<_> = (0..24).map(|n| folder.path().join(format!("{n}.md"))).collect();
        posts.iter().for_each(|post| std::fs::write(post, &before).unwrap());
        let mut run = Command::new(env!("CARGO_BIN_EXE_ibid"))
            .args(["check", "--fix", ORDER, "."])
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(step * step * 5));
        let _ = run.kill();
        run.wait().unwrap();
        for post in &posts {
            let text = std::fs::read_to_string(post).unwrap();
            assert!(text == before || text == after, "{} is torn after {step}", post.display());
        }
    }
}

/// A post of some size, so that writing it takes a while; every sixth pair of notes is swapped.
fn large() -> String {
    let number = |n: usize| {
        if n.is_multiple_of(6) {
            n + 1
        } else if n % 6 == 1 && n > 1 {
            n - 1
        } else {
            n
        }
    };
    let claims: String = (1..=61).map(|n| format!("Claim {n}. {}[^{}]\n\n", "Word. ".repeat(200), number(n))).collect();
    let notes: String = (1..=61).map(|n| format!("[^{n}]: A remark of its own, the one of {n}.\n")).collect();
    claims + &notes
}

fn mend_all(name: &str, text: &str) -> String {
    let rules = ["marker-order", "note-order", "number-gap"];
    let mut settings = Settings::of(Preset::Strict);
    settings.rules.retain(|(rule, _)| rules.contains(&rule.id));
    let source = Source::new(name, text);
    mend(&[source], &Options::default(), Safety::Safe, |analysis| check(analysis, None, &settings)).texts.remove(0)
}

fn analysed(text: &str) -> Analysis {
    Analysis::of(&[Source::new("post.md", text)], &Options::default())
}

/// What the rule says of an edit.
fn changed(old: &str, new: &str) -> Vec<Finding> {
    let mut settings = Settings::of(Preset::Strict);
    settings.rules.retain(|(rule, _)| rule.id == "antecedent-changed");
    check(&analysed(new), Some(&analysed(old)), &settings)
}

const ROBINSON: &str =
    "Lucy Robinson, *Gay Men and the Left in Post-War Britain* (Manchester: Manchester University Press, 2007), 166.";
const AMES: &str = "Karl Ames, *The Hills of the North* (London: Hill, 1999), 20.";
const WELLS: &str = "Anna Wells, *Pumps and Other Machines* (London: Hill, 2001), 3.";

/// A post of claims, each with its note.
fn post(notes: &[(&str, &str)]) -> String {
    let claims: String =
        notes.iter().enumerate().map(|(at, (claim, _))| format!("{claim}.[^{}]\n\n", at + 1)).collect();
    let notes: String = notes.iter().enumerate().map(|(at, (_, note))| format!("[^{}]: {note}\n\n", at + 1)).collect();
    claims + &notes
}

#[test]
fn a_note_between_a_source_and_its_ibid_is_found() {
    let old = post(&[("It began", ROBINSON), ("It went on", "Ibid., 167."), ("It ended", WELLS)]);
    let new =
        post(&[("It began", ROBINSON), ("Others differ", AMES), ("It went on", "Ibid., 167."), ("It ended", WELLS)]);
    let found = changed(&old, &new);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].span.of(&new).trim_end_matches('.'), "Ibid., 167");
    assert!(found[0].message.contains("note 1") && found[0].message.contains("note 2"), "{}", found[0].message);
}

#[test]
fn a_source_taken_out_or_moved_away_is_found() {
    let old = post(&[("It began", ROBINSON), ("Others differ", AMES), ("They went on", "Ibid., 21.")]);
    let taken_out = post(&[("It began", ROBINSON), ("They went on", "Ibid., 21.")]);
    let moved = post(&[("Others differ", AMES), ("It began", ROBINSON), ("They went on", "Ibid., 21.")]);
    assert_eq!(changed(&old, &taken_out).len(), 1);
    assert_eq!(changed(&old, &moved).len(), 1);
}

#[test]
fn edits_that_change_no_meaning_are_not_found() {
    let old = post(&[("It began", ROBINSON), ("It went on", "Ibid., 167."), ("It ended", WELLS), ("And so", "Ibid.")]);
    let later = post(&[
        ("It began", ROBINSON),
        ("It went on", "Ibid., 167."),
        ("New", AMES),
        ("It ended", WELLS),
        ("And so", "Ibid."),
    ]);
    let reworded = old.replace("It went on", "It went on and on").replace("166.", "165-66.");
    let follows = post(&[
        ("It began", ROBINSON),
        ("It went on", "Ibid., 167."),
        ("And on", "Ibid., 168."),
        ("It ended", WELLS),
        ("And so", "Ibid."),
    ]);
    for new in [&old, &later, &reworded, &follows] {
        assert_eq!(changed(&old, new), [], "{new}");
    }
}

#[test]
fn without_an_earlier_version_nothing_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("post.md");
    std::fs::write(&path, post(&[("It began", ROBINSON), ("It went on", "Ibid., 167.")])).unwrap();
    let output = ibid(&["check", "--select=antecedent-changed", path.to_str().unwrap()], "");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stdout(&output), "");
}

#[test]
fn a_file_is_compared_with_the_one_that_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (folder.path().join("old.md"), folder.path().join("new.md"));
    std::fs::write(&old, post(&[("It began", ROBINSON), ("It went on", "Ibid., 167.")])).unwrap();
    std::fs::write(&new, post(&[("It began", ROBINSON), ("New", AMES), ("It went on", "Ibid., 167.")])).unwrap();
    let (old, new) = (old.to_str().unwrap(), new.to_str().unwrap());
    let output = ibid(&["check", "--select=antecedent-changed", "--format=concise", "--against", old, new], "");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output).lines().count(), 1, "{}", stdout(&output));
    let output = ibid(&["check", "--against", old, new, old], "");
    assert_eq!(output.status.code(), Some(2));
}

/// A text with one fix made.
fn with(path: &str, text: &str, fix: impl Fn(&Analysis) -> Option<ibid::lint::Fix>) -> Option<String> {
    let analysis = Analysis::of(&[Source::new(path, text)], &Options::default());
    fix(&analysis).map(|fix| ibid::text::apply(text, &fix.edits).unwrap())
}

#[test]
fn equal_notes_are_merged_and_others_are_not() {
    let text = "A.[^1] B.[^2] C.[^3]\n\n[^1]: Wells, 3.\n[^2]: Wells, 3.\n\n[^3]: Wells, 4.\n";
    let merged = with("a.md", text, |analysis| ibid::lint::fixes::merge(analysis, 0, 1));
    assert_eq!(merged.as_deref(), Some("A.[^1] B.[^1] C.[^3]\n\n[^1]: Wells, 3.\n[^3]: Wells, 4.\n"));
    assert_eq!(with("a.md", text, |analysis| ibid::lint::fixes::merge(analysis, 1, 2)), None);
    let last = "A.[^1] B.[^2]\n\n[^1]: Wells, 3.\n\n[^2]: Wells, 3.\n";
    let merged = with("a.md", last, |analysis| ibid::lint::fixes::merge(analysis, 0, 1));
    assert_eq!(merged.as_deref(), Some("A.[^1] B.[^1]\n\n[^1]: Wells, 3.\n"));
}

#[test]
fn the_one_orphan_is_paired_and_two_are_not() {
    let pair = |text: &str| with("a.md", text, ibid::lint::fixes::pair_orphan);
    let paired = pair("A.[^1] B.[^3] C.[^3]\n\n[^1]: Wells, 3.\n[^2]: Ames, 4.\n");
    assert_eq!(paired.as_deref(), Some("A.[^1] B.[^3] C.[^3]\n\n[^1]: Wells, 3.\n[^3]: Ames, 4.\n"));
    assert_eq!(pair("A.[^1] B.[^3] C.[^4]\n\n[^1]: Wells, 3.\n[^2]: Ames, 4.\n"), None);
    assert_eq!(pair("A.[^1] B.[^3]\n\n[^1]: Wells, 3.\n[^2]: Ames, 4.\n[^5]: Bond, 5.\n"), None);
}

#[test]
fn markers_that_run_together_are_parted() {
    let text = "A.[^1][^2] B.[^3]\n\n[^1]: Wells, 3.\n[^2]: Ames, 4.\n[^3]: Bond, 5.\n";
    let part = |at: usize| with("a.md", text, |analysis| ibid::lint::fixes::separate(analysis, at));
    assert!(part(0).unwrap().starts_with("A.[^1] [^2] B."));
    assert_eq!((part(1), part(2)), (None, None));
}

#[test]
fn markers_move_over_one_punctuation_mark() {
    use ibid::lint::fixes::{MarkerSide, move_punctuation};
    let notes = "\n\n[^1]: Wells, 3.\n[^2]: Ames, 4.\n";
    let moved = |text: &str, side: MarkerSide| {
        let all = with("a.md", &format!("{text}{notes}"), |analysis| move_punctuation(analysis, 0, side));
        all.map(|all| all.strip_suffix(notes).unwrap().to_owned())
    };
    for (before, after) in [
        ("It was[^1].", "It was.[^1]"),
        ("It was[^1][^2], he said", "It was,[^1][^2] he said"),
        ("So[^1]; then[^2]", "So;[^1] then[^2]"),
    ] {
        assert_eq!(moved(before, MarkerSide::After).as_deref(), Some(after));
        assert_eq!(moved(after, MarkerSide::Before).as_deref(), Some(before));
    }
    assert_eq!(moved("It was [^1].", MarkerSide::After).as_deref(), Some("It was.[^1]"));
    for text in ["- [^1].", "It was[^1]...", "It was[^1] so", "It was—[^1]", "[^1]", "It was[^1]![a mill](mill.png)"]
    {
        assert_eq!(moved(text, MarkerSide::After), None, "{text}");
    }
}

#[test]
fn an_ibid_is_written_out_with_its_page() {
    for (note, written) in [
        ("Ibid., 167.", "Robinson, *Gay Men*, 167."),
        ("*Ibid.*, 167.", "Robinson, *Gay Men*, 167."),
        ("Ibid.", "Robinson, *Gay Men*, 12."),
        ("See ibid., 20, for more.", "See Robinson, *Gay Men*, 20, for more."),
    ] {
        let text = post(&[("A", "Lucy Robinson, *Gay Men* (Manchester: MUP, 2007), 166."), ("B", note)]);
        let analysis = analysed(&text);
        let at = analysis.citations.iter().position(|citation| citation.note == 1).unwrap();
        let source = analysis.resolutions[at].source.unwrap();
        let fix = ibid::lint::fixes::spell_out(&analysis, at, source, Some("12")).unwrap();
        let mended = ibid::text::apply(&text, &fix.edits).unwrap();
        assert!(mended.contains(&format!("[^2]: {written}\n")), "{note}: {mended}");
        assert_eq!(fix.meaning, [(at, source)]);
    }
}

#[test]
fn the_fix_of_a_changed_antecedent_names_the_old_source() {
    let old = post(&[("It began", ROBINSON), ("It went on", "Ibid., 167."), ("It ended", WELLS)]);
    let new =
        post(&[("It began", ROBINSON), ("Others differ", AMES), ("It went on", "Ibid., 167."), ("It ended", WELLS)]);
    let mut settings = Settings::of(Preset::Strict);
    settings.rules.retain(|(rule, _)| rule.id == "antecedent-changed");
    let previous = analysed(&old);
    let find = |analysis: &Analysis| check(analysis, Some(&previous), &settings);
    let mended = mend(&[Source::new("post.md", new.as_str())], &Options::default(), Safety::Unsafe, find);
    assert_eq!((mended.applied.len(), mended.refused.len(), mended.left.len()), (1, 0, 0), "{:?}", mended.refused);
    assert!(
        mended.texts[0].contains("[^3]: Robinson, *Gay Men and the Left in Post-War Britain*, 167.\n"),
        "{}",
        mended.texts[0]
    );
}

/// A post whose second note comes last but one, with some of its markers in one pair of brackets.
fn ranged(markers: &str) -> (String, String) {
    let notes = "[1] Ames, a.\n\n[2] Byrd, b.\n\n[3] Cole, c.\n\n[4] Dunn, d.\n\n[5] Ekin, e.\n\n[6] Ford, f.\n";
    let before = format!("One.[1] Two.{markers} Three.[2] Four.[6]\n\n{notes}");
    let post = Source::new("post.txt", before.as_str());
    let mended = mend(&[post], &Options::default(), Safety::Safe, |a| check(a, None, &Settings::of(Preset::Strict)));
    (mended.texts.join(""), format!("{:?}", mended.refused))
}

#[test]
fn ranges_are_numbered_anew() {
    for (markers, new) in
        [("[3–5]", "[2–4]"), ("[3, 4, 5]", "[2, 3, 4]"), ("[3-4][5]", "[2-3][4]"), ("[3, 4-5]", "[2-4]")]
    {
        let (text, refused) = ranged(markers);
        let notes = "[1] Ames, a.\n\n[2] Cole, c.\n\n[3] Dunn, d.\n\n[4] Ekin, e.\n\n[5] Byrd, b.\n\n[6] Ford, f.\n";
        assert_eq!(text, format!("One.[1] Two.{new} Three.[5] Four.[6]\n\n{notes}"), "{markers} {refused}");
    }
}

/// A document as it is after its safe fixes, and what was refused.
fn mended_of(name: &str, text: &str, least: Safety) -> (String, Vec<String>) {
    let mended =
        mend(&[Source::new(name, text)], &Options::default(), least, |a| check(a, None, &Settings::of(Preset::Strict)));
    (mended.texts.join(""), mended.refused.iter().map(|refused| refused.harm.to_string()).collect())
}

#[test]
fn notes_that_only_their_numbers_part_are_numbered_and_moved_at_once() {
    let text =
        |end: &str| format!("One.[1] Two.[3] Three.[2] Four.[4]{end}{end}[1] a{end}[2] b{end}[3] c{end}[4] d{end}");
    for end in ["\n", "\r\n", "\r"] {
        let (mended, refused) = mended_of("post.txt", &text(end), Safety::Safe);
        let wanted = format!("One.[1] Two.[2] Three.[3] Four.[4]{end}{end}[1] a{end}[2] c{end}[3] b{end}[4] d{end}");
        assert_eq!((mended, refused), (wanted, Vec::new()));
    }
}

#[test]
fn lists_that_count_by_themselves_are_numbered_by_moving() {
    let marker = |number: usize, id: char| format!("<sup><a href=\"#n{id}\" id=\"r{id}\">{number}</a></sup>");
    let item = |id: char, end: &str| format!("<li id=\"n{id}\">{id} <a href=\"#r{id}\">↩</a></li>{end}");
    let page = |order: [usize; 4], items: &str| {
        let markers: Vec<String> = order.iter().zip("acbd".chars()).map(|(&number, id)| marker(number, id)).collect();
        let items: String = items.chars().map(|id| item(id, "\n")).collect();
        format!(
            "<p>One.{} Two.{} Three.{} Four.{}</p>\n<ol>\n{items}</ol>\n",
            markers[0], markers[1], markers[2], markers[3]
        )
    };
    let (mended, refused) = mended_of("post.html", &page([1, 3, 2, 4], "abcd"), Safety::Safe);
    assert_eq!((mended, refused), (page([1, 2, 3, 4], "acbd"), Vec::new()));
}

#[test]
fn what_a_note_says_of_another_changes_with_its_number() {
    let post = |prose: &str, notes: &str| format!("One.[^1] Two.{prose}\n\n[^1]: A remark.\n\n{notes}");
    let text = post("[^3] Three.[^2] Four.[^4]", "[^2]: Another, see note 3.\n\n[^3]: A third.\n\n[^4]: See note 2.\n");
    let wanted = "[^2]: A third.\n\n[^3]: Another, see note 2.\n\n[^4]: See note 3.\n";
    let (mended, refused) = mended_of("post.md", &text, Safety::Safe);
    assert!(mended.ends_with(wanted) && refused.is_empty(), "{mended} {refused:?}");
    let prose = post("[^3] Three.[^2] Note 2 is longer.", "[^2]: Another, see note 3.\n\n[^3]: A third.\n");
    let (mended, _) = mended_of("post.md", &prose, Safety::Safe);
    assert_eq!(mended, prose, "the writer must allow it");
    let (mended, refused) = mended_of("post.md", &prose, Safety::Unsafe);
    assert!(mended.contains("Note 3 is longer") && refused.is_empty(), "{mended} {refused:?}");
}

#[test]
fn a_number_that_may_be_a_place_is_not_changed_silently() {
    let markers = "One.[^1] Two.[^3] Three.[^2] Four.[^4]\n\n[^1]: A remark.\n\n";
    let text = format!("{markers}[^2]: Another.\n\n[^3]: A third, as in n. 2.\n\n[^4]: A last.\n");
    for least in [Safety::Safe, Safety::Unsafe] {
        let (mended, refused) = mended_of("post.md", &text, least);
        let is_left = mended.contains("[^3]: A third, as in n. 2.") && (least == Safety::Safe || !refused.is_empty());
        assert!(is_left || mended.contains("[^2]: A third, as in n. 3."), "{mended} {refused:?}");
    }
}

#[test]
fn code_in_a_note_is_left_as_it_is() {
    let text = "One.[^1] Two.[^3] Three.[^2] Four.[^4]\n\n[^1]: a\n\n[^2]: b\n\n    ```\n    code [^3] [^9]\n    ```\n\n[^3]: c\n\n[^4]: d\n";
    let (mended, refused) = mended_of("post.md", text, Safety::Unsafe);
    assert_eq!(refused, [""; 0]);
    assert!(
        mended.contains("\n    code [^3] [^9]\n") && mended.starts_with("One.[^1] Two.[^2] Three.[^3]"),
        "{mended}"
    );
}

#[test]
fn every_number_of_a_row_moves_with_its_note() {
    let post = |see: [u32; 4]| {
        let [a, b, c, d] = see;
        format!(
            "One.[^1] Two.[^{a}] Three.[^{b}] As notes {a} and {b} say.\n\n[^1]: A.\n\n[^{a}]: B.\n\n[^{b}]: See notes {c}–{d}, too.\n"
        )
    };
    let (mended, refused) = mended_of("post.md", &post([3, 4, 3, 4]), Safety::Unsafe);
    assert_eq!((mended, refused), (post([2, 3, 2, 3]), Vec::new()));
}

#[test]
fn a_typed_note_that_was_put_at_the_end_of_the_list_is_moved_up() {
    let list = |order: [u32; 3]| order.map(|number| format!("[{number}] Remark {number}.\n")).concat();
    let text = "One.[1] Two.[2] Three.[3]\n\n";
    assert_eq!(mend_all("post.txt", &format!("{text}{}", list([1, 3, 2]))), format!("{text}{}", list([1, 2, 3])));
}

/// What unsafe fixes make of each “Ibid.” after a note of several works.
#[test]
fn an_ibid_becomes_the_short_form_that_its_document_would_write() {
    for (full, ibid, wanted) in [
        (
            "Claude Pichois, *Charles Baudelaire*, Paris, Fayard, 1996, p. 362 ; Yvan Leclerc, *Crimes écrits. La littérature en procès*, Paris, Plon, 1991, p. 223.",
            "*Ibid.*, p. 224.",
            "Leclerc, *Crimes écrits*, p. 224.",
        ),
        (
            "Ian Gibson, *El asesinato*, Barcelona, Bruguera, 1981, p. 240; Miguel Caballero Pérez, *Las trece últimas horas en la vida de García Lorca*, Madrid, La Esfera, 2011, p. 91.",
            "Ibid., p. 95.",
            "Miguel Caballero Pérez, *Las trece últimas horas en la vida de García Lorca*, p. 95.",
        ),
        (
            "Kees Slager, *De ramp* (Goes: Koperen Tuin, 1992), p. 31; A. van der Meulen, 'De omroep in de rampnacht', *Tijdschrift voor Mediageschiedenis* 6 (2003) 1, p. 44-60.",
            "Ibidem, p. 50.",
            "van der Meulen, 'De omroep in de rampnacht', p. 50.",
        ),
    ] {
        let text = format!("A.[^1] B.[^2]\n\n[^1]: {full}\n[^2]: {ibid}\n");
        let find = |a: &Analysis| check(a, None, &Settings::of(Preset::Strict));
        let mended = mend(&[Source::new("post.md", text)], &Options::default(), Safety::Unsafe, find);
        assert!(mended.texts[0].ends_with(&format!("[^2]: {wanted}\n")), "{}", mended.texts[0]);
    }
}
