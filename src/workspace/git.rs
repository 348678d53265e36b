//! The version of a file that a commit has. git is asked for bytes only, so that nothing a repository configures is run
//! (docs/safety.md). Without a commit named by hand, everywhere that has no earlier version (no git, no repository, a new
//! file, an unborn branch) quietly has none.

mod renamed;
mod repository;

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result, anyhow};

use repository::Repository;

/// The commit that files are compared with unless another is named.
const HEAD: &str = "HEAD";

/// A folder of a repository.
#[derive(Debug, Clone)]
struct RepositoryFolder {
    root: PathBuf,
    /// The folder, from the root on, as git writes it.
    inside: Vec<String>,
}

/// Looks files up in a commit. Each repository is opened once, and each folder is located once.
pub(crate) struct CommitFiles {
    /// The commit that was named by hand.
    named: Option<String>,
    repositories: Mutex<HashMap<PathBuf, Opened>>,
    folders: Mutex<HashMap<PathBuf, Option<Arc<RepositoryFolder>>>>,
}

/// A repository at the commit, or why it cannot be had.
type Opened = Arc<Result<Repository, String>>;

impl CommitFiles {
    /// A look at `commit`, any name that git knows (`main`, `v1.0`); at `HEAD` if none is named.
    pub(crate) fn new(commit: Option<&str>) -> Self {
        Self { named: commit.map(str::to_owned), repositories: Mutex::default(), folders: Mutex::default() }
    }

    /// The bytes of a file in the commit. A file that the commit does not have is looked for under its earlier name: the
    /// one among those now gone that has most of the same lines as `now`.
    ///
    /// # Errors
    /// When a commit was named and git does not have it, or does not have the file's bytes.
    pub(crate) fn earlier(&self, file: &Path, now: &str) -> Result<Option<Vec<u8>>> {
        self.look_up(file, now).or_else(|error| self.named.is_some().then_some(error).map_or(Ok(None), Err))
    }

    /// Checks that the repository of `path`, a file or a folder, has the commit that was named by hand.
    ///
    /// # Errors
    /// When it does not, or `path` is in no repository.
    pub(crate) fn require(&self, path: &Path) -> Result<()> {
        if self.named.is_none() {
            return Ok(());
        }
        let folder = if path.is_dir() { Some(path) } else { path.parent() };
        let place = folder.and_then(|folder| self.repository_folder(folder));
        let place = place.with_context(|| self.complaint(&format!("{} is in no git repository", path.display())))?;
        self.opened(&place.root).as_ref().as_ref().map(|_| ()).map_err(|reason| anyhow!(self.complaint(reason)))
    }

    fn look_up(&self, file: &Path, now: &str) -> Result<Option<Vec<u8>>> {
        let Some((place, name)) = self.locate(file) else { return Ok(None) };
        let opened = self.opened(&place.root);
        let repository = opened.as_ref().as_ref().map_err(|reason| anyhow!(self.complaint(reason)))?;
        let found = repository.file(&name).or_else(|| repository.earlier_name(now)).map(|id| repository.blob(id));
        found.transpose().with_context(|| self.complaint(&format!("git does not have {name}")))
    }

    /// The repository of a file and the file's name in it, as git writes it. A symbolic link means the file it leads to.
    fn locate(&self, file: &Path) -> Option<(Arc<RepositoryFolder>, String)> {
        let target = if file.is_symlink() { Some(file.canonicalize().ok()?) } else { None };
        let file = target.as_deref().unwrap_or(file);
        let place = self.repository_folder(file.parent()?)?;
        let last = file.file_name()?.to_str()?;
        let name = place.inside.iter().map(String::as_str).chain([last]).collect::<Vec<_>>().join("/");
        Some((place, name))
    }

    /// Where a folder lies in its repository; `None` outside of any.
    fn repository_folder(&self, folder: &Path) -> Option<Arc<RepositoryFolder>> {
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        folders.entry(folder.to_owned()).or_insert_with(|| located(folder).map(Arc::new)).clone()
    }

    fn opened(&self, root: &Path) -> Opened {
        let mut repositories = self.repositories.lock().unwrap_or_else(PoisonError::into_inner);
        let open = || Arc::new(Repository::open(root, self.named.as_deref().unwrap_or(HEAD)));
        Arc::clone(repositories.entry(root.to_owned()).or_insert_with(open))
    }

    fn complaint(&self, reason: &str) -> String {
        format!("--since {}: {reason}", self.named.as_deref().unwrap_or(HEAD))
    }
}

fn located(folder: &Path) -> Option<RepositoryFolder> {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let folder = here.canonicalize().ok()?;
    let root = folder.ancestors().find(|folder| folder.join(".git").exists())?.to_owned();
    let steps = folder.strip_prefix(&root).ok()?.components();
    let named = |step: Component<'_>| step.as_os_str().to_str().map(str::to_owned);
    Some(RepositoryFolder { inside: steps.map(named).collect::<Option<_>>()?, root })
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};

    use super::*;

    /// Runs git as a writer would.
    fn git(root: &Path, args: &[&str]) {
        let author = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgSign=false"];
        let mut command = Command::new("git");
        let status = command.current_dir(root).args(author).args(args).stdout(Stdio::null()).status().unwrap();
        assert!(status.success(), "git {args:?}");
    }

    /// A repository with these files in its only commit.
    fn committed(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        git(folder.path(), &["init", "-q"]);
        git(folder.path(), &["add", "."]);
        git(folder.path(), &["commit", "-qm", "posts"]);
        folder
    }

    fn earlier(history: &CommitFiles, file: &Path, now: &str) -> Option<String> {
        history.earlier(file, now).unwrap().map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn outside_a_repository_there_is_no_earlier_version() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("post.md");
        std::fs::write(&file, "text").unwrap();
        assert_eq!(earlier(&CommitFiles::new(None), &file, "text"), None);
        assert_eq!(earlier(&CommitFiles::new(None), Path::new("/no-such-folder/no-such-file"), ""), None);
        let error = CommitFiles::new(Some("main")).require(&file).unwrap_err().to_string();
        assert!(error.contains("--since main") && error.contains("no git repository"), "{error}");
    }

    #[test]
    fn a_file_has_the_version_of_the_commit() {
        let names = ["posts/öther.md", "a\\b.md", "two words.md"];
        let folder = committed(&names.map(|name| (name, name)));
        let history = CommitFiles::new(None);
        for name in names {
            assert_eq!(earlier(&history, &folder.path().join(name), "now").as_deref(), Some(name));
        }
        assert_eq!(earlier(&history, &folder.path().join("new.md"), "a new one"), None);
    }

    #[test]
    fn a_commit_that_git_does_not_have_is_an_error_only_where_it_was_named() {
        let folder = committed(&[("post.md", "text")]);
        let file = folder.path().join("post.md");
        for unknown in ["orign/main", "--all", "-h", "HEAD~9", "post.md", ""] {
            let history = CommitFiles::new(Some(unknown));
            let error = history.require(folder.path()).unwrap_err().to_string();
            assert!(error.starts_with(&format!("--since {unknown}: ")), "{error}");
            assert!(history.earlier(&file, "text").is_err(), "{unknown}");
        }
        assert!(CommitFiles::new(Some("HEAD")).require(&file).is_ok());
        let unborn = tempfile::tempdir().unwrap();
        git(unborn.path(), &["init", "-q"]);
        assert_eq!(earlier(&CommitFiles::new(None), &unborn.path().join("post.md"), "text"), None);
    }

    #[test]
    fn a_renamed_file_is_followed() {
        let post = "One claim is made here.[^1]\n\n[^1]: Ada Lovelace, *Notes* (London: Taylor, 1843), 12.\n";
        let other = "Nothing of the sort is said.[^1]\n\n[^1]: Charles Babbage, *Passages*, 3.\n";
        let folder = committed(&[("draft.md", post), ("gone.md", other), ("kept.md", post), ("notes.png", post)]);
        for name in ["draft.md", "gone.md", "notes.png"] {
            std::fs::remove_file(folder.path().join(name)).unwrap();
        }
        let history = CommitFiles::new(None);
        let now = format!("{post}A line more, of the same length or so as another.\n");
        assert_eq!(earlier(&history, &folder.path().join("posts.md"), &now).as_deref(), Some(post));
        assert_eq!(earlier(&history, &folder.path().join("new.md"), "Wholly new.\n\nAnd more.\n"), None);
        assert_eq!(earlier(&history, &folder.path().join("new.md"), ""), None);
    }
}
