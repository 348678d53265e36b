//! `ibid check`, `ibid rules` and `ibid explain` as their users run them.

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;

use crate::cli::{ibid, stderr, stdout};

const GOOD: &str = "A claim.[^1]\n\n[^1]: Maud Barnes, *Coal and Its People* (Leeds: Aire Press, 1991), 12.\n";
const LOST: &str =
    "A claim.[^1] Another.[^2]\n\n[^1]: Maud Barnes, *Coal and Its People* (Leeds: Aire Press, 1991), 12.\n";

/// A folder of files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// Checks paths of a folder, `.` for all of it.
fn check(folder: &TempDir, paths: &[&str], options: &[&str]) -> Output {
    let paths: Vec<String> = paths.iter().map(|path| text_of(&folder.path().join(path))).collect();
    let mut args = vec!["check"];
    args.extend(paths.iter().map(String::as_str));
    args.extend(options);
    ibid(&args, "")
}

fn text_of(path: &Path) -> String {
    path.display().to_string()
}

fn json(output: &Output) -> Value {
    serde_json::from_str(&stdout(output)).unwrap()
}

/// The names of the files that were checked, with the number of their findings.
fn counts(output: &Output) -> Vec<(String, usize)> {
    let files = json(output)["files"].as_array().unwrap().clone();
    let name = |file: &Value| file["path"].as_str().unwrap().rsplit(['/', '\\']).next().unwrap().to_owned();
    files.iter().map(|file| (name(file), file["findings"].as_array().unwrap().len())).collect()
}

fn counted(pairs: &[(&str, usize)]) -> Vec<(String, usize)> {
    pairs.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
}

#[test]
fn the_exit_status_tells_whether_something_was_found() {
    let posts = folder(&[("good.md", GOOD), ("lost.md", LOST)]);
    assert_eq!(check(&posts, &["good.md"], &[]).status.code(), Some(0));
    assert_eq!(check(&posts, &["lost.md"], &[]).status.code(), Some(1));
    assert_eq!(check(&posts, &["missing.md"], &[]).status.code(), Some(2));
    assert_eq!(check(&posts, &["lost.md"], &["--ignore", "marker-undefined"]).status.code(), Some(0));
    let remark = folder(&[("a.md", &GOOD.replace(".[^1]", ". [^1]"))]);
    assert_eq!(check(&remark, &["a.md"], &[]).status.code(), Some(0), "a remark is no failure");
    assert_eq!(check(&remark, &["a.md"], &["--fail-on", "info"]).status.code(), Some(1));
}

#[test]
fn a_finding_is_shown_with_its_line_and_what_to_do() {
    let output = ibid(&["check", "-", "--stdin-filename", "post.md"], LOST);
    let shown = stdout(&output);
    for part in [
        "error[marker-undefined]: there is no note 2",
        "--> post.md:1:22",
        "1 | A claim.[^1] Another.[^2]",
        "^^^^",
        "= help: write the note, or take the marker out",
    ] {
        assert!(shown.contains(part), "{part} is not in\n{shown}");
    }
    assert!(!shown.contains('\u{1b}'), "no colour off a terminal");
    assert_eq!(stderr(&output), "1 error in 1 document\n");
}

#[test]
fn a_long_line_is_shown_around_its_finding() {
    let text = format!("{} A claim.[^2] {}\n", "word ".repeat(400), "word ".repeat(400));
    let shown = stdout(&ibid(&["check", "-", "--stdin-filename", "post.md"], &text));
    assert!(shown.contains("--> post.md:1:2010"), "{shown}");
    assert!(shown.contains("word  A claim.[^2] word"), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() < 200), "{shown}");
}

#[test]
fn the_antecedent_is_shown_as_a_second_place() {
    let text = "A.[^a] B.[^b] C.[^c]\n\n[^a]: Maud Barnes, *Coal* (Leeds: Aire Press, 1991), 12.\n\
        [^b]: Maud Barnes, *Lamps* (Hull: Quay, 1998), 3.\n[^c]: Barnes, 14.\n";
    let shown = stdout(&ibid(&["check", "-", "--stdin-filename", "post.md", "--preset", "strict"], text));
    assert!(shown.contains("note a, Barnes, “Coal”") && shown.contains("note b, Barnes, “Lamps”"), "{shown}");
    assert!(shown.contains("5 | [^c]: Barnes, 14."), "{shown}");
}

#[test]
fn concise_findings_are_a_line_each() {
    let output = ibid(&["check", "-", "--stdin-filename", "post.md", "--format", "concise"], LOST);
    assert_eq!(stdout(&output), "post.md:1:22: error[marker-undefined] there is no note 2\n");
}

#[test]
fn json_gives_places_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("latin.md");
    fs::write(&path, b"Caf\xe9.[^1] Th\xe9.[^2]\n\n[^1]: Maud Barnes, *Coal* (Leeds: Aire Press, 1991), 12.\n")
        .unwrap();
    let output = ibid(&["check", &text_of(&path), "--format", "json"], "");
    let value = json(&output);
    let finding = &value["files"][0]["findings"][0];
    assert_eq!(value["version"], 1);
    assert_eq!((finding["start"].as_u64(), finding["end"].as_u64()), (Some(14), Some(18)));
    assert_eq!((finding["line"].as_u64(), finding["column"].as_u64()), (Some(1), Some(15)));
    assert_eq!((finding["rule"].as_str(), finding["severity"].as_str()), (Some("marker-undefined"), Some("error")));
    assert!(finding["related"].is_array() && finding["fix"].is_null());
}

#[test]
fn several_files_may_be_one_document() {
    let parts = folder(&[("text.md", "A claim.[^1]\n"), ("notes.md", "[^1]: Barnes, 12.\n[^2]: Hale, 3.\n")]);
    let output =
        check(&parts, &["text.md", "notes.md"], &["--together", "--format", "json", "--select", "note-unused"]);
    let value = json(&output);
    let finding = &value["files"][0]["findings"][0];
    assert_eq!((finding["file"].as_u64(), finding["start"].as_u64()), (Some(1), Some(18)));
    assert_eq!(value["files"][0]["paths"].as_array().unwrap().len(), 2);
}

#[test]
fn folders_are_walked_and_what_git_ignores_is_left_out() {
    let posts = folder(&[
        ("b.md", LOST),
        ("a.md", GOOD),
        ("deep/c.md", LOST),
        ("drafts/d.md", LOST),
        (".gitignore", "drafts/\n"),
        ("data.csv", "1[^9]"),
    ]);
    let output = check(&posts, &["."], &["--format", "json"]);
    assert_eq!(counts(&output), counted(&[("a.md", 0), ("b.md", 1), ("c.md", 1)]));
    let named = check(&posts, &["drafts/d.md", "."], &["--format", "json"]);
    assert_eq!(counts(&named)[0], ("d.md".to_owned(), 1), "a file that is named is checked");
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_the_others_are_checked() {
    let posts = folder(&[("lost.md", LOST), ("image.md", "PK\u{3}\u{4}\u{0}\u{0}")]);
    let output = check(&posts, &["image.md", "missing.md", "lost.md"], &["--format", "concise"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).contains("marker-undefined"));
    let said = stderr(&output);
    assert!(said.contains("image.md: this is a binary file, not text") && said.contains("missing.md"), "{said}");
    assert_eq!(said.lines().count(), 2, "{said}");
}

#[test]
fn settings_are_found_upwards() {
    let settings = "exclude = ['old/']\n[severity]\nmarker-undefined = 'info'\n[per-file-ignores]\n'quiet/*.md' = ['marker-undefined']\n";
    let posts = folder(&[("ibid.toml", settings), ("deep/a.md", LOST), ("quiet/b.md", LOST), ("old/c.md", LOST)]);
    let output = check(&posts, &["."], &["--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(counts(&output), counted(&[("a.md", 1), ("b.md", 0)]));
    assert_eq!(counts(&check(&posts, &["old/c.md"], &["--format", "json"])), counted(&[("c.md", 1)]));
    assert_eq!(counts(&check(&posts, &["old/c.md"], &["--format", "json", "--force-exclude"])), counted(&[]));
}

#[test]
fn a_mistake_in_the_settings_is_named_with_its_place() {
    for (settings, said) in [
        ("ignor = []", "ibid.toml:1: there is no key 'ignor'; did you mean 'ignore'?"),
        ("\nignore = ['note-unusd']", "ibid.toml:2: there is no rule 'note-unusd'; did you mean 'note-unused'?"),
    ] {
        let posts = folder(&[("ibid.toml", settings), ("a.md", GOOD)]);
        let output = check(&posts, &["a.md"], &[]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
    }
    let output = ibid(&["check", "-", "--select", "ibid-frist"], GOOD);
    assert!(
        stderr(&output).contains("there is no rule 'ibid-frist'; did you mean 'ibid-first'?"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_preset_chooses_the_rules() {
    let text = "A.[^a]\n\n[^a]: Maud Barnes, *Coal* (Leeds: Aire Press, 1991), 44-41\n\n## Bibliography\n\nBarnes, Maud. *Coal*. Leeds: Aire Press, 1991.\n\nBarnes, Maud. *Coal*. Leeds: Aire Press, 1991.\n";
    let folder = folder(&[("post.md", text)]);
    let rules = |options: &[&str]| -> Vec<String> {
        let found = json(&check(&folder, &["post.md"], &[&["--format", "json"], options].concat()));
        let findings = found["files"][0]["findings"].as_array().unwrap().clone();
        findings.iter().map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(rules(&[]), ["identifier-invalid"]);
    assert_eq!(rules(&["--preset", "scholarly"]), ["identifier-invalid", "bibliography-duplicate"]);
    assert_eq!(rules(&["--extend-select", "bibliography-duplicate"]), ["identifier-invalid", "bibliography-duplicate"]);
    fs::write(folder.path().join("ibid.toml"), "preset = 'strict'").unwrap();
    assert_eq!(rules(&[]), ["identifier-invalid", "bibliography-duplicate"]);
    assert_eq!(rules(&["--preset", "blog"]), ["identifier-invalid"], "the command line comes first");
    assert_eq!(check(&folder, &["post.md"], &["--preset", "blogs"]).status.code(), Some(2));
}

#[test]
fn a_comment_keeps_a_rule_silent() {
    let quiet = LOST.replacen("A claim", "<!-- ibid-ignore marker-undefined: it is to come -->\nA claim", 1);
    let output = ibid(&["check", "-", "--stdin-filename", "a.md", "--format", "concise"], &quiet);
    assert_eq!((stdout(&output).as_str(), output.status.code()), ("", Some(0)));
}

#[test]
fn a_baseline_leaves_only_what_is_new() {
    let posts = folder(&[("a.md", LOST)]);
    let baseline = text_of(&posts.path().join("known.json"));
    assert_eq!(check(&posts, &["a.md"], &["--baseline", &baseline, "--write-baseline"]).status.code(), Some(0));
    assert_eq!(check(&posts, &["a.md"], &["--baseline", &baseline]).status.code(), Some(0));
    fs::write(
        posts.path().join("a.md"),
        format!("A line more.\n\n{LOST}").replace("Another.[^2]", "Another.[^2] And.[^3]"),
    )
    .unwrap();
    let output = check(&posts, &["a.md"], &["--baseline", &baseline, "--format", "concise"]);
    assert!(stdout(&output).contains("there is no note 3"), "{}", stdout(&output));
    let missing = check(&posts, &["a.md"], &["--baseline", "nowhere.json"]);
    assert_eq!(missing.status.code(), Some(2));
}

#[test]
fn statistics_count_findings_by_rule() {
    let posts = folder(&[("a.md", LOST), ("b.md", LOST)]);
    let output = check(&posts, &["."], &["--statistics"]);
    assert_eq!(stdout(&output), "2    marker-undefined       a marker points to a note that is not there\n");
}

#[test]
fn github_shows_the_worst_first_and_counts_what_it_would_drop() {
    let markers: String = (2..=14).map(|number| format!(" Claim {number}.[^{number}]")).collect();
    let text = format!("A claim.[^1]{markers} One. [^1]\n\n[^1]: Maud Barnes, *Coal* (Leeds: Aire Press, 1991), 12.\n");
    let shown = stdout(&ibid(&["check", "-", "--stdin-filename", "a,b.md", "--format", "github"], &text));
    let lines: Vec<&str> = shown.lines().collect();
    assert!(
        lines[0].starts_with("::error file=a%2Cb.md,line=1,endLine=1,col=22,endColumn=26,title=marker-undefined::"),
        "{shown}"
    );
    assert_eq!(lines.iter().filter(|line| line.starts_with("::error")).count(), 10);
    assert!(shown.contains("3 more of severity error"), "{shown}");
    assert!(lines.last().unwrap().starts_with("::notice"), "{shown}");
}

#[test]
fn sarif_has_places_fixes_and_fingerprints() {
    let text = "A claim. [^1]\n\n[^1]: Maud Barnes, *Coal* (Leeds: Aire Press, 1991), 12.\n";
    let log = json(&ibid(&["check", "-", "--stdin-filename", "a post.md", "--format", "sarif"], text));
    let run = &log["runs"][0];
    let result = &run["results"][0];
    assert_eq!((log["version"].as_str(), result["level"].as_str()), (Some("2.1.0"), Some("note")));
    let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], result["ruleId"]);
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(
        (place["artifactLocation"]["uri"].as_str(), place["region"]["startColumn"].as_u64()),
        (Some("a%20post.md"), Some(10))
    );
    let change = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(
        (change["deletedRegion"]["byteOffset"].as_u64(), change["deletedRegion"]["byteLength"].as_u64()),
        (Some(8), Some(1))
    );
    assert_eq!(result["partialFingerprints"]["ibid/v1"].as_str().unwrap().len(), 16);
}

#[test]
fn output_is_the_same_every_time() {
    let posts = folder(&[("a.md", LOST), ("b.md", LOST), ("c.md", GOOD), ("d.md", LOST)]);
    let once = stdout(&check(&posts, &["."], &["--format", "sarif"]));
    assert!((0..3).all(|_| stdout(&check(&posts, &["."], &["--format", "sarif"])) == once));
}

#[test]
fn rules_are_listed_and_explained() {
    let listed = stdout(&ibid(&["rules"], ""));
    assert!(
        listed.contains("ibid-first             error    scholarly  -       an “Ibid.” with no source before it\n"),
        "{listed}"
    );
    let page = stdout(&ibid(&["explain", "ibid-first"], ""));
    assert!(page.starts_with("# ibid-first\n") && page.contains("## Wrong"), "{page}");
    let unknown = ibid(&["explain", "ibid-frist"], "");
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("did you mean 'ibid-first'?"), "{}", stderr(&unknown));
}

#[test]
fn a_correction_that_fits_nothing_is_said() {
    let post = "A claim.[^1] Another.[^2]\n\n[^1]: Ann Reed, *Salt* (Leeds: Quarry, 1990), 3.\n[^2]: Reed, 4.\n";
    let fits = folder(&[("a.md", post), ("b.md", "Nothing.\n"), ("ibid.toml", "[resolve]\n\"2\" = \"1#1\"\n")]);
    let said = stderr(&check(&fits, &["."], &[]));
    assert!(!said.contains("[resolve]"), "{said}");
    let lost = folder(&[("a.md", post), ("ibid.toml", "[resolve]\n\"9\" = \"1#1\"\n")]);
    let said = stderr(&check(&lost, &["."], &[]));
    assert!(said.contains("[resolve]: '9'"), "{said}");
}

/// A post whose third note is an Ibid. after two sources, on one line as some exports have it.
fn one_line() -> String {
    let filler = "<p>Bread was dear and the mills stood still, for nobody had salt. </p>".repeat(40);
    format!(
        "<p>A.<sup><a href=\"#n1\" id=\"r1\">1</a></sup> B.<sup><a href=\"#n2\" id=\"r2\">2</a></sup></p>{filler}<ol>\
         <li id=\"n1\">Maud Barnes, <em>Coal and Its People</em> (Leeds: Aire Press, 1991), 12; Rita Roe, <em>Nets</em> (Quay: Press, 1975), 3. \
         <a href=\"#r1\">↩</a></li><li id=\"n2\">Ibid., 14. <a href=\"#r2\">↩</a></li></ol>"
    )
}

#[test]
fn every_format_names_the_note() {
    let posts = folder(&[("post.html", &one_line()), ("lost.md", LOST)]);
    let all = ["--select", "ibid-after-multi,marker-undefined"];
    for (format, words) in [
        ("text", "note 2: “Ibid.”"),
        ("concise", "note 2: “Ibid.”"),
        ("github", "note 2: “Ibid.”"),
        ("sarif", "note 2: “Ibid.”"),
    ] {
        let output = stdout(&check(&posts, &["post.html"], &[&all[..], &["--format", format]].concat()));
        assert!(output.contains(words), "{format}: {output}");
    }
    let findings = &json(&check(&posts, &["."], &[&all[..], &["--format", "json"]].concat()))["files"];
    let labels = |at: usize| findings[at]["findings"][0]["note"].clone();
    assert_eq!((labels(0), labels(1)), ("2".into(), "2".into()), "{findings}");
    let text = stdout(&check(&posts, &["lost.md"], &[]));
    assert!(text.contains("there is no note 2") && !text.contains("note 2: there"), "{text}");
}

#[test]
fn an_excerpt_shows_the_finding_however_long_the_line() {
    let posts = folder(&[("post.html", &one_line())]);
    let text = stdout(&check(&posts, &["post.html"], &["--select", "ibid-after-multi"]));
    let drawn: Vec<&str> = text.lines().filter(|line| line.starts_with("1 |")).collect();
    assert!(drawn.iter().any(|line| line.contains("Ibid., 14") && line.starts_with("1 | …")), "{text}");
}

#[test]
fn what_was_fixed_is_said() {
    let posts = folder(&[(
        "post.md",
        &GOOD.replace("claim.[^1]", "claim. [^1] More.").replace("[^1] More.", "[^1] More. [^1]"),
    )]);
    let said = stderr(&check(&posts, &["post.md"], &["--fix", "--preset", "strict"]));
    let fixes: Vec<&str> = said.lines().filter(|line| line.starts_with("fixed: ")).collect();
    assert!(
        !fixes.is_empty() && fixes.iter().all(|fix| fix.contains("post.md: ") && fix.contains(" [marker-")),
        "{said}"
    );
    assert!(said.lines().any(|line| line.contains(" fixed; ")), "{said}");
}

#[test]
fn colours_are_a_matter_of_choice() {
    let posts = folder(&[("lost.md", LOST)]);
    let coloured = |choice: &str| stdout(&check(&posts, &["lost.md"], &["--color", choice])).contains('\u{1b}');
    assert_eq!((coloured("always"), coloured("never"), coloured("auto")), (true, false, false));
}

#[test]
fn settings_are_written_once() {
    let posts = folder(&[("good.md", GOOD)]);
    let path = text_of(posts.path());
    let output = ibid(&["init", &path], "");
    assert!(output.status.success() && stderr(&output).contains("ibid.toml: written"), "{output:?}");
    assert_eq!(check(&posts, &["good.md"], &[]).status.code(), Some(0));
    fs::write(posts.path().join("ibid.toml"), "language = \"en\"\n").unwrap();
    let output = ibid(&["init", &path], "");
    assert!(output.status.code() == Some(2) && stderr(&output).contains("there are settings already"), "{output:?}");
    assert_eq!(fs::read_to_string(posts.path().join("ibid.toml")).unwrap(), "language = \"en\"\n");
}

#[test]
fn every_command_that_takes_a_file_has_examples() {
    for command in
        ["check", "inspect", "parse", "convert", "bibliography", "restyle", "link", "cite", "styles", "explain", "init"]
    {
        let help = stdout(&ibid(&[command, "--help"], ""));
        assert!(help.contains("Example") && help.matches(&format!("ibid {command}")).count() > 1, "{command}: {help}");
    }
}
