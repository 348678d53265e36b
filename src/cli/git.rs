//! The version of a file that git knows, by the `git` command. Everywhere that is none (no git, no repository, a new
//! file, an unborn branch) there is quietly no earlier version.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

/// The files of a repository that differ from a commit.
type Changed = Arc<HashSet<PathBuf>>;

/// A folder of a repository.
struct Place {
    root: PathBuf,
    /// The folder, from the root on.
    inside: PathBuf,
}

/// Looks files up in a commit. Each repository is asked once what has changed, and each folder once where it lies, so that
/// a thousand unchanged files cost nothing.
pub(super) struct History {
    commit: String,
    repositories: Mutex<HashMap<PathBuf, Changed>>,
    folders: Mutex<HashMap<PathBuf, Option<Arc<Place>>>>,
}

impl History {
    /// A look at `commit`, any name that git knows: `HEAD`, `main`, `v1.0`.
    pub(super) fn new(commit: &str) -> Self {
        Self { commit: commit.to_owned(), repositories: Mutex::default(), folders: Mutex::default() }
    }

    /// The bytes of a file in the commit, if they differ from those of today.
    pub(super) fn earlier(&self, file: &Path) -> Option<Vec<u8>> {
        let target = if file.is_symlink() { Some(file.canonicalize().ok()?) } else { None };
        let file = target.as_deref().unwrap_or(file);
        let place = self.place(file.parent()?)?;
        let inside = place.inside.join(file.file_name()?);
        if !self.changed(&place.root).contains(&inside) {
            return None;
        }
        let name = inside.to_str()?.replace('\\', "/");
        git(&place.root, &["cat-file", "blob", &format!("{}:{name}", self.commit)])
    }

    /// Where a folder lies in its repository; `None` outside of any.
    fn place(&self, folder: &Path) -> Option<Arc<Place>> {
        let mut folders = self.folders.lock().ok()?;
        let known = folders.entry(folder.to_owned()).or_insert_with(|| place(folder).map(Arc::new));
        known.clone()
    }

    fn changed(&self, root: &Path) -> Changed {
        let Ok(mut repositories) = self.repositories.lock() else { return Changed::default() };
        let ask = || {
            let names = git(root, &["diff-index", "--name-only", "-z", &self.commit, "--"]).unwrap_or_default();
            let names = String::from_utf8_lossy(&names).into_owned();
            Arc::new(names.split('\0').filter(|name| !name.is_empty()).map(PathBuf::from).collect())
        };
        Arc::clone(repositories.entry(root.to_owned()).or_insert_with(ask))
    }
}

fn place(folder: &Path) -> Option<Place> {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let folder = here.canonicalize().ok()?;
    let root = folder.ancestors().find(|folder| folder.join(".git").exists())?.to_owned();
    let inside = folder.strip_prefix(&root).ok()?.to_owned();
    Some(Place { root, inside })
}

/// What a git command says; `None` where it fails. It locks nothing and starts no helper.
fn git(root: &Path, args: &[&str]) -> Option<Vec<u8>> {
    let mut command = Command::new("git");
    command.arg("--no-optional-locks").args(["-c", "core.fsmonitor=false", "-c", "core.quotePath=false"]);
    let output = command.arg("-C").arg(root).args(args).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then_some(output.stdout)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outside_a_repository_there_is_no_earlier_version() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("post.md");
        std::fs::write(&file, "text").unwrap();
        assert_eq!(History::new("HEAD").earlier(&file), None);
        assert_eq!(History::new("HEAD").earlier(Path::new("no-such-file")), None);
    }

    #[test]
    fn a_changed_file_has_an_earlier_version() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let made = |args: &[&str]| git(root, args).is_some();
        std::fs::create_dir(root.join("posts")).unwrap();
        let (same, other) = (root.join("posts/same.md"), root.join("posts/öther.md"));
        std::fs::write(&same, "same").unwrap();
        std::fs::write(&other, "before").unwrap();
        let author = ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "posts"];
        assert!(made(&["init", "-q"]) && made(&["add", "."]) && made(&author));
        std::fs::write(&other, "after").unwrap();
        let history = History::new("HEAD");
        assert_eq!(history.earlier(&other).as_deref(), Some(&b"before"[..]));
        assert_eq!(history.earlier(&same), None);
    }
}
