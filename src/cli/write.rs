//! Files out: whole or not at all, so that a run stopped at any point leaves every file as it was or as it should be.

mod beside;
mod kept;

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::document::encode;
use crate::text::{Source, patch};

/// Where the rewritten text of a post goes: to standard output unless told otherwise.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Destination {
    /// Writes the result into the file
    #[arg(long, conflicts_with_all = ["diff", "output"])]
    write: bool,
    /// Writes the result into another file
    #[arg(short, long, value_name = "FILE", conflicts_with = "diff")]
    output: Option<PathBuf>,
    /// Shows the change as a patch and writes nothing
    #[arg(long)]
    diff: bool,
    #[command(flatten)]
    backup: Backup,
    #[command(flatten)]
    tracking: Tracking,
}

/// How changes of a document of Word are marked.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub(super) struct Tracking {
    /// Writes each change of a .docx as a tracked change by "ibid", which you accept or reject in Word
    #[arg(long)]
    track_changes: bool,
}

impl Tracking {
    /// The file of `source` with its text changed.
    fn encode(self, source: &Source, text: &str) -> Result<Vec<u8>> {
        let date = self.track_changes.then(super::settings::now);
        encode(source, text, date.as_deref()).map_err(|error| anyhow::anyhow!("{}: {error}", source.path))
    }
}

/// Whether a file is kept as it was before it is written.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub(super) struct Backup {
    /// Keeps a copy of each file as it was: post.md.bak, post.md.bak2, …
    #[arg(long)]
    backup: bool,
}

impl Destination {
    /// Hands over what the post at `path` has become. Standard input cannot be written into: its text goes out.
    pub(super) fn take(&self, path: &Path, source: &Source, text: &str) -> Result<()> {
        let mut out = std::io::stdout().lock();
        if self.diff {
            out.write_all(patch(&source.path, &source.text, text).as_bytes())?;
        } else if let Some(output) = &self.output {
            create(output, &self.tracking.encode(source, text)?, self.backup)?;
        } else if self.write && path.as_os_str() != super::input::STDIN {
            save(path, source, text, self.backup, self.tracking)?;
        } else if source.packed.is_some() {
            bail!(
                "{}: the result is a packed document; say where it goes: -o FILE, or --write for the file itself",
                source.path
            );
        } else {
            out.write_all(text.as_bytes())?;
        }
        Ok(())
    }
}

impl Destination {
    /// Hands over a document that was made of a post. It is another file than the post, and no text.
    pub(super) fn take_document(&self, source: &Source, bytes: &[u8]) -> Result<()> {
        match &self.output {
            Some(output) => create(output, bytes, self.backup),
            None => bail!("{}: the result is a packed document; say where it goes: -o FILE", source.path),
        }
    }
}

/// Replaces the text of the file at `path`, which was read as `source`, by `text`: a new file is written beside it and
/// takes its place in one step. Encoding, byte-order mark, owner and permissions stay, and a symbolic link stays a link.
///
/// # Errors
/// When the file may not be written, has changed since it was read, or its encoding has no place for a character.
pub(super) fn save(path: &Path, source: &Source, text: &str, backup: Backup, tracking: Tracking) -> Result<()> {
    let name = path.display();
    let bytes = tracking.encode(source, text)?;
    let target = path.canonicalize().with_context(|| format!("{name}: the file cannot be found"))?;
    let file = writable(&target).with_context(|| name.to_string())?;
    let written = beside::write(&target, &bytes, Some(&file));
    let written = written.with_context(|| format!("{name}: the file cannot be written"))?;
    let before = std::fs::read(&target).ok();
    if encode(source, &source.text, None).ok() != before {
        bail!("{name}: the file has changed while ibid was reading it; run ibid again");
    }
    keep(&target, before.as_deref().unwrap_or_default(), &file, backup)?;
    written.persist(&target).with_context(|| format!("{name}: the file cannot be replaced"))
}

/// Writes a result where `-o` says: a new file, or in the place of an old one in one step. A device or a pipe is written
/// into, and `-` is standard output.
///
/// # Errors
/// When the file cannot be written.
pub(super) fn create(path: &Path, bytes: &[u8], backup: Backup) -> Result<()> {
    let name = path.display();
    if path.as_os_str() == super::input::STDIN {
        return Ok(std::io::stdout().lock().write_all(bytes)?);
    }
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let written = match target.metadata() {
        Ok(known) if !known.is_file() => std::fs::write(&target, bytes).map_err(Into::into),
        Ok(_) => replace(&target, bytes, backup),
        Err(_) => beside::write(&target, bytes, None).and_then(|file| file.persist(&target)).map_err(Into::into),
    };
    written.with_context(|| format!("{name}: the file cannot be written"))
}

fn replace(target: &Path, bytes: &[u8], backup: Backup) -> Result<()> {
    let file = writable(target)?;
    let written = beside::write(target, bytes, Some(&file))?;
    if backup.backup {
        keep(target, &std::fs::read(target)?, &file, backup)?;
    }
    Ok(written.persist(target)?)
}

/// The file that is to be replaced, as proof that this user may write it: a folder that may be written is not enough. A
/// file with several names would keep its old text under the others.
fn writable(target: &Path) -> Result<File> {
    let permissions = target.metadata().context("the file cannot be read")?.permissions();
    if permissions.readonly() {
        bail!("the file is read-only");
    }
    let file = OpenOptions::new().read(true).write(true).open(target).context("the file may not be written")?;
    match kept::names(&file) {
        0 | 1 => Ok(file),
        names => bail!(
            "the file has {names} names (hard links) and would change under one of them only; nothing was written"
        ),
    }
}

/// Keeps the bytes of a file beside it, under the first name that is free.
fn keep(target: &Path, bytes: &[u8], file: &File, backup: Backup) -> Result<()> {
    let name = |number: usize| {
        let mut name = target.as_os_str().to_owned();
        name.push(if number == 1 { ".bak".to_owned() } else { format!(".bak{number}") });
        PathBuf::from(name)
    };
    for path in (1..).map(name).take_while(|_| backup.backup) {
        let kept = beside::write(&path, bytes, Some(file)).and_then(|kept| kept.persist_new(&path));
        match kept {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            kept => return kept.with_context(|| format!("{}: the file cannot be kept", path.display())),
        }
    }
    Ok(())
}

/// Removes what killed runs left in the folder of a file that is to stay as it is.
pub(super) fn sweep_beside(path: &Path) {
    if let Ok(target) = path.canonicalize() {
        beside::sweep(target.parent().unwrap_or(&target));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(before: &[u8], text: impl Fn(&str) -> String) -> Result<Vec<u8>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("post.md");
        std::fs::write(&path, before)?;
        let source = Source::decode("post.md", before.to_vec())?;
        save(&path, &source, &text(&source.text), Backup::default(), Tracking::default())?;
        assert_eq!(std::fs::read_dir(folder.path())?.count(), 1, "nothing is left beside the file");
        Ok(std::fs::read(&path)?)
    }

    #[test]
    fn line_ends_marks_and_encodings_stay() {
        let raise = |text: &str| text.replace('1', "2");
        assert_eq!(saved(b"\xef\xbb\xbfa[1]\r\nb", raise).unwrap(), b"\xef\xbb\xbfa[2]\r\nb");
        assert_eq!(saved(b"caf\xe9[1]\n", raise).unwrap(), b"caf\xe9[2]\n");
        assert_eq!(saved(b"\xff\xfe1\x00", raise).unwrap(), b"\xff\xfe2\x00");
    }

    #[test]
    fn what_the_encoding_cannot_hold_is_refused() {
        let error = saved(b"caf\xe9", |text| format!("{text}→")).unwrap_err().to_string();
        assert!(error.contains("windows-1252") && error.contains("UTF-8"), "{error}");
    }

    #[test]
    fn a_file_that_changed_meanwhile_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("post.md");
        std::fs::write(&path, "newer").unwrap();
        let error = save(&path, &Source::new("post.md", "older"), "mended", Backup::default(), Tracking::default())
            .unwrap_err()
            .to_string();
        assert!(error.contains("has changed"), "{error}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "newer");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_symbolic_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("post.md"), folder.path().join("link.md"));
        std::fs::write(&path, "a").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o754)).unwrap();
        symlink(&path, &link).unwrap();
        save(&link, &Source::new("link.md", "a"), "b", Backup::default(), Tracking::default()).unwrap();
        assert!(link.is_symlink());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "b");
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o754);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).unwrap();
        let error = save(&path, &Source::new("post.md", "b"), "c", Backup::default(), Tracking::default()).unwrap_err();
        let error = format!("{error:#}");
        assert!(error.contains("read-only"), "{error}");
    }

    #[test]
    fn a_result_is_a_new_file_or_takes_the_place_of_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sources.bib");
        for text in ["new", "newer"] {
            create(&path, text.as_bytes(), Backup::default()).unwrap();
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        let error =
            create(&folder.path().join("nowhere/sources.bib"), b"text", Backup::default()).unwrap_err().to_string();
        assert!(error.contains("nowhere"), "{error}");
        assert!(create(folder.path(), b"text", Backup::default()).is_err(), "a folder is no file");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_with_several_names_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (path, other) = (folder.path().join("post.md"), folder.path().join("other.md"));
        std::fs::write(&path, "a").unwrap();
        std::fs::hard_link(&path, &other).unwrap();
        let saved = save(&path, &Source::new("post.md", "a"), "b", Backup::default(), Tracking::default());
        for error in [saved.unwrap_err(), create(&path, b"b", Backup::default()).unwrap_err()] {
            assert!(format!("{error:#}").contains("2 names (hard links)"), "{error:#}");
        }
        assert_eq!((std::fs::read(&path).unwrap(), std::fs::read(&other).unwrap()), (b"a".to_vec(), b"a".to_vec()));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_backup_is_the_file_before_and_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("post.md");
        std::fs::write(&path, b"caf\xe9 1").unwrap();
        let backup = Backup { backup: true };
        for (before, after) in [("1", "2"), ("2", "3"), ("3", "4")] {
            let source = Source::decode("post.md", std::fs::read(&path).unwrap()).unwrap();
            save(&path, &source, &source.text.replace(before, after), backup, Tracking::default()).unwrap();
        }
        let read = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
        let names = ["post.md.bak", "post.md.bak2", "post.md.bak3", "post.md"];
        assert_eq!(names.map(read), [b"caf\xe9 1", b"caf\xe9 2", b"caf\xe9 3", b"caf\xe9 4"].map(|text| text.to_vec()));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 4);
    }

    /// Attributes that this system and this user may set; the test says which it could not.
    #[cfg(target_os = "linux")]
    #[test]
    fn owner_access_and_attributes_stay() {
        use rustix::fs::{Gid, Uid, XattrFlags, chown, getxattr, setxattr};
        use std::os::unix::fs::MetadataExt;
        // rw for the owner and for user 7, r for the group, with the mask that follows.
        let list: &[u8] = &[
            2, 0, 0, 0, 1, 0, 6, 0, 255, 255, 255, 255, 2, 0, 6, 0, 7, 0, 0, 0, 4, 0, 4, 0, 255, 255, 255, 255, 16, 0,
            6, 0, 255, 255, 255, 255, 32, 0, 0, 0, 255, 255, 255, 255,
        ];
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("post.md");
        std::fs::write(&path, "a").unwrap();
        let is_root = chown(&path, Some(Uid::from_raw(7)), Some(Gid::from_raw(9))).is_ok();
        let given = [("user.colour", &b"red"[..]), ("system.posix_acl_access", list)];
        let set = given.map(|(name, value)| setxattr(&path, name, value, XattrFlags::empty()).is_ok());
        println!("owner: {is_root}, attributes: {set:?}");
        let before = path.metadata().unwrap();
        save(&path, &Source::new("post.md", "a"), "b", Backup::default(), Tracking::default()).unwrap();
        let after = path.metadata().unwrap();
        assert_ne!(before.ino(), after.ino(), "it is another file");
        assert_eq!((before.uid(), before.gid(), before.mode()), (after.uid(), after.gid(), after.mode()));
        for ((name, value), _) in given.iter().zip(set).filter(|(_, set)| *set) {
            let mut found = [0; 256];
            let len = getxattr(&path, *name, &mut found[..]).unwrap();
            assert_eq!(&found[..len], *value, "{name}");
        }
    }
}
