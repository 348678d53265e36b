//! One commit of one repository: its files, and their bytes.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};

use anyhow::{Context, Result, bail};

use super::renamed::RenamedFiles;
use crate::document::Format;

/// At most this many files are compared with a file that the commit does not have under its name.
const MOST_RENAMED: usize = 1000;

/// Variables by which a caller (such as a hook of git) points git to one repository. A file's own repository counts here.
const POINTERS: &[&str] = &["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE"];

pub(super) struct Repository {
    root: PathBuf,
    /// The ids of the bytes of each file.
    files: BTreeMap<String, String>,
    blobs: Mutex<Blobs>,
    renamed: OnceLock<RenamedFiles>,
}

impl Repository {
    /// Opens the repository at `root`, or says why it does not have the commit.
    pub(super) fn open(root: &Path, commit: &str) -> Result<Self, String> {
        let tree = format!("{commit}^{{tree}}");
        let id = if commit.starts_with('-') { None } else { answer(root, &["rev-parse", "--verify", "-q", &tree]) };
        let id = id.ok_or_else(|| format!("git has no such commit in {}", root.display()))?;
        let list = answer(root, &["ls-tree", "-r", "-z", "--full-tree", id.trim()]);
        let list = list.ok_or_else(|| format!("git does not have all folders of this commit in {}", root.display()))?;
        let blobs = Blobs::open(root).map_err(|error| format!("git cannot be started: {error}"))?;
        let files = list.split('\0').filter_map(file).collect();
        Ok(Self { root: root.to_owned(), files, blobs: Mutex::new(blobs), renamed: OnceLock::new() })
    }

    /// The id of a file's bytes.
    pub(super) fn file(&self, name: &str) -> Option<&str> {
        self.files.get(name).map(String::as_str)
    }

    /// The bytes of an id.
    pub(super) fn blob(&self, id: &str) -> Result<Vec<u8>> {
        self.blobs.lock().unwrap_or_else(PoisonError::into_inner).read(id)
    }

    /// The id of the document, no longer there, that has most of the lines of `now`.
    pub(super) fn earlier_name(&self, now: &str) -> Option<&str> {
        self.renamed.get_or_init(|| self.gone()).closest(now.as_bytes())
    }

    /// The documents of the commit that are no longer there.
    fn gone(&self) -> RenamedFiles {
        let is_document = |name: &str| {
            let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
            ending.is_some_and(|ending| Format::endings().any(|known| known == ending))
        };
        let names = self.files.iter().filter(|(name, _)| is_document(name) && !self.root.join(name).exists());
        RenamedFiles::of(names.take(MOST_RENAMED).filter_map(|(_, id)| Some((id.clone(), self.blob(id).ok()?))))
    }
}

/// The name and the id of a file out of a line of `git ls-tree`; `None` for links and submodules.
fn file(line: &str) -> Option<(String, String)> {
    let (kind, name) = line.split_once('\t')?;
    let id = kind.strip_prefix("100")?.split(' ').nth(2)?;
    Some((name.to_owned(), id.to_owned()))
}

/// git, reading the object store and nothing else: it fetches nothing that is missing, by whatever protocol, runs no hook and
/// no file system monitor, and takes no folder with the looks of a repository for one. Filters, text conversions, aliases,
/// pagers and submodules have no part in the commands that are used here.
fn git(root: &Path) -> Command {
    let mut command = Command::new("git");
    command
        .arg("--no-optional-locks")
        .args(["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "safe.bareRepository=explicit"])
        .arg("-C")
        .arg(root)
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_ALLOW_PROTOCOL", "")
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    for name in POINTERS {
        command.env_remove(name);
    }
    command
}

/// What a git command says; `None` where it fails.
fn answer(root: &Path, args: &[&str]) -> Option<String> {
    let output = git(root).args(args).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A running `git cat-file --batch`.
struct Blobs {
    process: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Blobs {
    fn open(root: &Path) -> std::io::Result<Self> {
        let mut command = git(root);
        let mut process = command.args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (input, output) = (process.stdin.take(), process.stdout.take());
        let output = output.ok_or(std::io::ErrorKind::BrokenPipe)?;
        Ok(Self { process, input, output: BufReader::new(output) })
    }

    /// The bytes of an id. The answer is `id kind size`, a line end, the bytes and a line end; or `id missing`.
    fn read(&mut self, id: &str) -> Result<Vec<u8>> {
        writeln!(self.input.as_mut().context("git has ended")?, "{id}")?;
        let mut head = String::new();
        self.output.read_line(&mut head)?;
        let Some(size) = head.strip_prefix(id).and_then(|rest| rest.trim().strip_prefix("blob ")) else {
            bail!("its bytes are not in this clone");
        };
        let mut bytes = vec![0; size.parse::<usize>()? + 1];
        self.output.read_exact(&mut bytes)?;
        bytes.pop();
        Ok(bytes)
    }
}

impl Drop for Blobs {
    /// Without input git ends by itself.
    fn drop(&mut self) {
        self.input = None;
        drop(self.process.wait());
    }
}
