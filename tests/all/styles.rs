//! Styles by name: ibid's own, the user's folders, and what is said of names that nothing has.

use std::path::Path;
use std::process::{Command, Output};

use crate::cli::{ibid, stderr, stdout};

const WORKS: &str = "tests/fixtures/works.json";

/// A style of notes that prints one word and the title.
fn notes_style(name: &str, word: &str) -> String {
    format!(
        r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info><title>{name}</title>
        <id>http://www.zotero.org/styles/{name}</id><updated>2020-01-01T00:00:00+00:00</updated></info>
        <citation><layout suffix="."><text value="{word} "/><text variable="title"/></layout></citation></style>"#
    )
}

/// A style that only points to another.
fn dependent_style(name: &str, parent: &str) -> String {
    format!(
        r#"<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info><title>{name}</title>
        <id>http://www.zotero.org/styles/{name}</id><link href="http://www.zotero.org/styles/{parent}" rel="independent-parent"/>
        <updated>2020-01-01T00:00:00+00:00</updated></info></style>"#
    )
}

/// The first note in a style, with these variables set.
fn first_note(style: &[&str], variables: &[(&str, &Path)]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let request = r#"{"citations":[{"note":1,"items":[{"id":"strike"}]}]}"#;
    std::fs::write(folder.path().join("in"), request).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env_clear().env("HOME", folder.path());
    command.envs(variables.iter().copied());
    let input = std::fs::File::open(folder.path().join("in")).unwrap();
    command.args(["cite", "--items", WORKS, "--style"]).args(style).stdin(input).output().unwrap()
}

#[test]
fn styles_of_the_users_folders_are_known_by_name() {
    let home = tempfile::tempdir().unwrap();
    let zotero = home.path().join("Zotero/styles");
    std::fs::create_dir_all(zotero.join("hidden")).unwrap();
    let own = tempfile::tempdir().unwrap();
    let write =
        |folder: &Path, name: &str, xml: String| std::fs::write(folder.join(format!("{name}.csl")), xml).unwrap();
    write(own.path(), "quay-review", notes_style("quay-review", "Quay"));
    write(own.path(), "mhra-notes", notes_style("mhra-notes", "Mine"));
    write(own.path(), "lamp-review", dependent_style("lamp-review", "quay-review"));
    write(own.path(), "lost-review", dependent_style("lost-review", "nowhere"));
    write(&zotero, "net-review", notes_style("net-review", "Net"));
    write(&zotero, "mhra-notes", notes_style("mhra-notes", "Zotero"));
    write(&zotero, "salt-review", dependent_style("salt-review", "rope-review"));
    write(&zotero.join("hidden"), "rope-review", notes_style("rope-review", "Rope"));
    let folder = own.path().to_str().unwrap();
    let at_home = [("HOME", home.path())];
    for (style, variables, begins) in [
        (&["quay-review", "--styles-dir", folder][..], &[][..], "Quay "),
        (&["http://www.zotero.org/styles/quay-review", "--styles-dir", folder], &[], "Quay "),
        (&["lamp-review", "--styles-dir", folder], &[], "Quay "),
        // A folder named by hand comes before ibid's own styles, Zotero's after them.
        (&["mhra-notes", "--styles-dir", folder], &[], "Mine "),
        (&["quay-review"], &[("IBID_STYLES", own.path())], "Quay "),
        (&["net-review"], &at_home, "Net "),
        (&["salt-review"], &at_home, "Rope "),
    ] {
        let output = first_note(style, variables);
        assert!(stdout(&output).starts_with(&format!(r#"{{"notes":["{begins}"#)), "{style:?}: {output:?}");
    }
    assert!(!stdout(&first_note(&["mhra-notes"], &at_home)).contains("Zotero "));
    for (style, said) in [
        (&["quay-reveiw", "--styles-dir", folder][..], "did you mean \"quay-review\"?"),
        (&["lost-review", "--styles-dir", folder], "nowhere"),
        (&["quay-review"], "no style is called \"quay-review\""),
        (&["ieee", "--styles-dir", "no-such-folder"], "--styles-dir no-such-folder: there is no such folder"),
    ] {
        let output = first_note(style, &[]);
        assert!(output.status.code() == Some(2) && stderr(&output).contains(said), "{style:?}: {output:?}");
    }
    let listed = stdout(&ibid(&["styles", "--notes", "--styles-dir", folder], ""));
    assert!(listed.contains("\nquay-review ") && !listed.contains("\nieee "), "{listed}");
}

#[test]
fn every_style_that_the_documents_name_is_listed() {
    let listed = stdout(&ibid(&["styles"], ""));
    let names: Vec<&str> = listed.lines().filter_map(|line| line.split_whitespace().next()).collect();
    for page in [include_str!("../../README.md"), include_str!("../../docs/styles.md")] {
        let asked = page.split("--style ").skip(1).filter_map(|rest| rest.split([' ', '`', '\n', ')']).next());
        for name in asked.filter(|name| !name.ends_with(".csl") && !name.contains(|c: char| c.is_uppercase())) {
            assert!(names.contains(&name), "{name} is not listed");
        }
    }
}

#[test]
fn names_that_nothing_has_are_wrong_usage_in_every_command() {
    let folder = tempfile::tempdir().unwrap();
    let post = folder.path().join("post.md");
    std::fs::write(&post, "A claim.[^1]\n\n[^1]: Rita Roe, *Nets* (Quay: Press, 1975), 3.\n").unwrap();
    let post = post.to_str().unwrap();
    let commands: [&[&str]; 6] = [
        &["check", post],
        &["inspect", post],
        &["convert", post, "--to", "ris"],
        &["bibliography", post, "--style", "apa"],
        &["restyle", post, "--style", "mhra-notes"],
        &["link", post, "--to", "html"],
    ];
    for command in commands {
        for (option, name, meant) in [
            ("--profile", "chicgo-17", "did you mean 'chicago-17'?"),
            ("--language", "German", "did you mean 'de'?"),
            ("--language", "xx", "there is no language with the code 'xx'"),
        ] {
            let output = ibid(&[command, &[option, name]].concat(), "");
            assert!(output.status.code() == Some(2) && stderr(&output).contains(meant), "{command:?}: {output:?}");
        }
        assert_ne!(ibid(&[command, &["--language", "de-AT"]].concat(), "").status.code(), Some(2), "{command:?}");
    }
    for command in [&["check", post][..], &["bibliography", post], &["restyle", post], &["cite", "--items", WORKS]] {
        let output = ibid(&[command, &["--style", "chicago-note"]].concat(), "");
        let said = stderr(&output);
        assert!(
            output.status.code() == Some(2) && said.contains("did you mean \"chicago-note"),
            "{command:?}: {output:?}"
        );
    }
    std::fs::write(folder.path().join("ibid.toml"), "style = 'chicago-note'").unwrap();
    let output = ibid(&["check", post], "");
    assert!(
        output.status.code() == Some(2) && stderr(&output).contains("ibid.toml:1: no style is called"),
        "{output:?}"
    );
    for style in ["chicago", "aglc", "oscola", "mhra-notes"] {
        assert_ne!(ibid(&["check", post, "--style", style], "").status.code(), Some(2), "{style}");
    }
}

#[test]
fn a_style_without_notes_is_refused_with_some_that_write_them() {
    for style in ["apa", "ieee", "chicago-author-date"] {
        let output = ibid(
            &["restyle", "-", "--style", style],
            "A claim.[^1]\n\n[^1]: Rita Roe, *Nets* (Quay: Press, 1975), 3.\n",
        );
        let said = stderr(&output);
        assert!(output.status.code() == Some(2) && said.contains("chicago-notes-bibliography"), "{output:?}");
        assert!(said.contains("ibid styles --notes"), "{said}");
    }
}
