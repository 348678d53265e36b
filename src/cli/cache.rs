//! What was found in documents that did not change since. An entry holds all that its answer depends on, word for word, so that none is given
//! that a fresh check would not give; it is written whole or not at all, so that several runs can share a cache.

use std::fs;
use std::hash::BuildHasher;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use foldhash::quality::FixedState;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Whether what was found is kept for the next run.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Caching {
    /// Remembers the findings, so that the next run reads only documents that changed, or whose settings changed
    #[arg(long, conflicts_with_all = ["fix", "unsafe_fixes", "diff", "write_baseline"])]
    cache: bool,
    /// Where --cache keeps it, instead of the folder for caches of the system
    #[arg(long, value_name = "FOLDER", requires = "cache")]
    cache_dir: Option<PathBuf>,
}

/// The most bytes that are kept after a run.
const MOST: u64 = 64 << 20;

/// A folder of entries.
pub(super) struct Cache {
    folder: PathBuf,
    /// Which program this is.
    pub(super) build: String,
    has_grown: AtomicBool,
}

impl Cache {
    /// Opens the cache that was asked for; `None` without one, or where there is no place for it.
    pub(super) fn of(args: &Caching) -> Option<Self> {
        if !args.cache {
            return None;
        }
        let folder = args.cache_dir.clone().or_else(usual_folder)?;
        fs::create_dir_all(&folder).ok()?;
        Some(Self { folder, build: build(), has_grown: AtomicBool::new(false) })
    }

    /// Returns what is kept under a key.
    pub(super) fn get<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        let entry = fs::read(self.file(key)).ok()?;
        serde_json::from_slice(entry.strip_prefix(key.as_bytes())?).ok()
    }

    /// Keeps a value. Where it cannot be written it is not kept, which costs only time.
    pub(super) fn keep<T: Serialize>(&self, key: &str, value: &T) {
        let write = || -> anyhow::Result<()> {
            let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
            file.write_all(key.as_bytes())?;
            file.write_all(&serde_json::to_vec(value)?)?;
            file.persist(self.file(key))?;
            Ok(())
        };
        if write().is_ok() {
            self.has_grown.store(true, Ordering::Relaxed);
        }
    }

    /// Where an entry lies. Two keys of one hash take turns.
    fn file(&self, key: &str) -> PathBuf {
        self.folder.join(format!("{:016x}{ENDING}", FixedState::with_seed(0).hash_one(key)))
    }
}

/// How the names of entries end.
const ENDING: &str = ".ibid";

impl Drop for Cache {
    /// Takes out the oldest entries where there are too many.
    fn drop(&mut self) {
        if self.has_grown.load(Ordering::Relaxed) {
            tidy(&self.folder, MOST);
        }
    }
}

/// Takes the oldest entries out of a folder until no more than so many bytes are left.
fn tidy(folder: &Path, most: u64) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let known = entries.filter(|entry| entry.file_name().to_string_lossy().ends_with(ENDING));
    let mut known: Vec<(SystemTime, u64, PathBuf)> = known
        .filter_map(|entry| {
            let about = entry.metadata().ok()?;
            Some((about.modified().ok()?, about.len(), entry.path()))
        })
        .collect();
    known.sort_unstable();
    let mut left: u64 = known.iter().map(|(_, bytes, _)| bytes).sum();
    for (_, bytes, path) in known {
        if left <= most {
            break;
        }
        // Another run may have taken it out already.
        drop(fs::remove_file(path));
        left -= bytes;
    }
}

/// The folder for caches of this system.
fn usual_folder() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = variable("XDG_CACHE_HOME").or_else(|| variable("LOCALAPPDATA"));
    let folder = folder.or_else(|| variable("HOME").map(|home| home.join(".cache")))?;
    Some(folder.join("ibid"))
}

/// Tells this build of the program from all others: by the time and the size of its file besides the version.
fn build() -> String {
    let about = std::env::current_exe().and_then(fs::metadata);
    let about = about.and_then(|about| Ok((about.len(), about.modified()?)));
    format!("{} {about:?}", env!("CARGO_PKG_VERSION"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache(folder: &Path) -> Cache {
        Cache { folder: folder.to_owned(), build: build(), has_grown: AtomicBool::new(false) }
    }

    #[test]
    fn only_what_was_kept_under_the_whole_key_is_given_back() {
        let folder = tempfile::tempdir().unwrap();
        let cache = cache(folder.path());
        cache.keep("one", &vec![1, 2]);
        assert_eq!(cache.get::<Vec<i32>>("one"), Some(vec![1, 2]));
        assert_eq!(cache.get::<Vec<i32>>("two"), None);
        // Another key that lies in the same place, and an entry that was cut off.
        fs::rename(cache.file("one"), cache.file("two")).unwrap();
        assert_eq!(cache.get::<Vec<i32>>("two"), None);
        fs::write(cache.file("one"), "one[1,").unwrap();
        assert_eq!(cache.get::<Vec<i32>>("one"), None);
    }

    #[test]
    fn the_oldest_entries_go() {
        let folder = tempfile::tempdir().unwrap();
        let cache = cache(folder.path());
        for (age, key) in [(3, "old"), (2, "older than new"), (1, "new")] {
            cache.keep(key, &"x".repeat(100));
            let time = SystemTime::now() - std::time::Duration::from_secs(age * 60);
            fs::File::options().append(true).open(cache.file(key)).unwrap().set_modified(time).unwrap();
        }
        fs::write(folder.path().join("other"), "x".repeat(1000)).unwrap();
        tidy(folder.path(), 220);
        let left = ["old", "older than new", "new"].map(|key| cache.get::<String>(key).is_some());
        assert_eq!(left, [false, false, true]);
        assert!(folder.path().join("other").exists());
    }
}
