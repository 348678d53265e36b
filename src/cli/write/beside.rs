//! The file beside another that is to take its place. It is gone when the program ends in any way but by being killed
//! outright; what a killed run left is removed by the next one that writes in the folder.

use std::collections::HashSet;
use std::fs::File;
use std::io::{Result, Write};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use tempfile::NamedTempFile;

use super::kept;

/// What the name of every such file begins with; the machine and the process follow.
const PREFIX: &str = ".ibid-";
const SUFFIX: &str = ".tmp";

/// The files that are there now, and the folders that were looked through for old ones.
#[derive(Default)]
struct Listings {
    files: HashSet<PathBuf>,
    folders: HashSet<PathBuf>,
}

static KNOWN: LazyLock<Mutex<Listings>> = LazyLock::new(|| {
    clear_when_stopped();
    Mutex::default()
});

fn known() -> MutexGuard<'static, Listings> {
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A written file that is to take the place of another.
pub(super) struct Beside(Option<NamedTempFile>);

impl Beside {
    /// Takes the place of `target`, whether it is there or not.
    pub(super) fn persist(self, target: &Path) -> Result<()> {
        self.end(|file| file.persist(target).map_err(|error| error.error))
    }

    /// Becomes `target`.
    ///
    /// # Errors
    /// When there is such a file.
    pub(super) fn persist_new(self, target: &Path) -> Result<()> {
        self.end(|file| file.persist_noclobber(target).map_err(|error| error.error))
    }

    fn end(mut self, persist: impl FnOnce(NamedTempFile) -> Result<File>) -> Result<()> {
        let mut known = known();
        let Some(file) = self.0.take() else { return Ok(()) };
        known.files.remove(file.path());
        persist(file).map(drop)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if let Some(file) = self.0.take() {
            known().files.remove(file.path());
        }
    }
}

/// Writes a new file beside `target`, with the owner, permissions and attributes of `like`, or those of any new file.
pub(super) fn write(target: &Path, bytes: &[u8], like: Option<&File>) -> Result<Beside> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    sweep(folder);
    let mut file = new_file(folder, if like.is_some() { 0o600 } else { 0o666 })?;
    let inner = file.0.as_mut().ok_or(std::io::ErrorKind::NotFound)?;
    inner.write_all(bytes)?;
    like.map_or(Ok(()), |like| kept::copy(like, inner.as_file()))?;
    inner.as_file().sync_all()?;
    Ok(file)
}

/// A new file with these permissions, less those that no new file of this user has.
fn new_file(folder: &Path, mode: u32) -> Result<Beside> {
    let prefix = format!("{PREFIX}{}-{}-", machine(), std::process::id());
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(SUFFIX);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
    #[cfg(not(unix))]
    let _ = mode;
    let mut known = known();
    let file = builder.tempfile_in(folder)?;
    known.files.insert(file.path().to_owned());
    Ok(Beside(Some(file)))
}

/// Removes the files that runs of this machine left in a folder when they were killed. Each folder is looked through once.
pub(super) fn sweep(folder: &Path) {
    if !known().folders.insert(folder.to_owned()) {
        return;
    }
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let left = entries.filter(|entry| entry.file_name().to_str().and_then(process).is_some_and(is_dead));
    // Another run may be quicker to remove it.
    left.for_each(|entry| drop(std::fs::remove_file(entry.path())));
}

/// The process that made a file, by the file's name, if it ran on this machine.
fn process(name: &str) -> Option<u32> {
    let rest = name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX)?.strip_prefix(&machine())?;
    rest.strip_prefix('-')?.split_once('-')?.0.parse().ok()
}

/// The name of this machine, so that a folder on the network keeps what a run of another one is writing.
#[cfg(unix)]
fn machine() -> String {
    rustix::system::uname().nodename().to_string_lossy().replace('/', "_")
}

#[cfg(not(unix))]
fn machine() -> String {
    String::from("pc")
}

#[cfg(unix)]
fn is_dead(process: u32) -> bool {
    let process = i32::try_from(process).ok().and_then(rustix::process::Pid::from_raw);
    process.is_some_and(|process| rustix::process::test_kill_process(process) == Err(rustix::io::Errno::SRCH))
}

/// Elsewhere nobody can be asked.
#[cfg(not(unix))]
fn is_dead(_: u32) -> bool {
    false
}

/// Has a process that is asked to stop remove its files first.
#[cfg(unix)]
fn clear_when_stopped() {
    use signal_hook::consts::{SIGINT, SIGTERM};
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGINT, SIGTERM]) else { return };
    std::thread::spawn(move || {
        for signal in signals.forever() {
            // While this is held no file is made and none takes the place of another.
            let known = known();
            known.files.iter().for_each(|file| drop(std::fs::remove_file(file)));
            drop(signal_hook::low_level::emulate_default_handler(signal));
        }
    });
}

#[cfg(not(unix))]
fn clear_when_stopped() {}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_dead_process_of_this_machine_left_is_removed() {
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let dead = child.id();
        child.wait().unwrap();
        let (here, own) = (machine(), std::process::id());
        let folder = tempfile::tempdir().unwrap();
        let name = |rest: String| folder.path().join(rest);
        let left = name(format!(".ibid-{here}-{dead}-abc.tmp"));
        let others = [
            name(format!(".ibid-{here}-{own}-abc.tmp")),
            name(format!(".ibid-{here}x-{dead}-abc.tmp")),
            name(format!(".ibid-{here}-{dead}-abc.md")),
            name(format!("ibid-{here}-{dead}-abc.tmp")),
            name(format!(".ibid-{here}--abc.tmp")),
        ];
        others.iter().chain([&left]).for_each(|path| std::fs::write(path, "x").unwrap());
        sweep(folder.path());
        assert!(!left.exists() && others.iter().all(|path| path.exists()));
    }
}
