//! Work that is done again whenever a file changes.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use anyhow::Result;

use super::complain;

/// How long a change may go unseen.
const PAUSE: Duration = Duration::from_millis(500);

/// Files with the time of their last change; `None` for one that cannot be read.
type Times = BTreeMap<PathBuf, Option<SystemTime>>;

/// Does the work, and does it again whenever one of the files changes, comes or goes. Never returns unless the files cannot be listed.
pub(super) fn whenever_changed(
    files: impl Fn() -> Result<Vec<PathBuf>>,
    work: impl Fn() -> Result<ExitCode>,
) -> Result<ExitCode> {
    loop {
        let seen = times(files()?);
        // What cannot be read now may be whole again after the next change.
        if let Err(error) = work() {
            complain(format_args!("{error:#}"));
        }
        while files().is_ok_and(|files| times(files) == seen) {
            std::thread::sleep(PAUSE);
        }
    }
}

fn times(files: Vec<PathBuf>) -> Times {
    let changed = |path: &PathBuf| path.metadata().and_then(|metadata| metadata.modified()).ok();
    files.into_iter().map(|path| (path.clone(), changed(&path))).collect()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn work_is_done_again_when_a_file_comes_or_goes() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| folder.path().join(name);
        std::fs::write(file("a"), "").unwrap();
        let (listed, worked) = (Cell::new(0), Cell::new(0));
        // Listed before the work and after it: the second file comes meanwhile. The third time the folder is gone.
        let files = || {
            listed.set(listed.get() + 1);
            match listed.get() {
                1 => Ok(vec![file("a")]),
                2 => Ok(vec![file("a"), file("b")]),
                _ => anyhow::bail!("no folder"),
            }
        };
        let work = || {
            worked.set(worked.get() + 1);
            anyhow::bail!("cannot be read")
        };
        assert_eq!(whenever_changed(files, work).unwrap_err().to_string(), "no folder");
        assert_eq!(worked.get(), 1);
    }
}
