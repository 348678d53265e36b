//! What a file has besides its bytes, and a file that takes its place keeps.

use std::fs::File;
use std::io::Result;

/// How many names a file has; 0 where the system does not say.
#[cfg(unix)]
pub(super) fn names(file: &File) -> u64 {
    file.metadata().map_or(0, |known| std::os::unix::fs::MetadataExt::nlink(&known))
}

#[cfg(not(unix))]
pub(super) fn names(_: &File) -> u64 {
    0
}

/// Gives a new file the owner, group, permissions and extended attributes (access lists among them) of another, as far as
/// the system lets this user. Nobody may read or write the new file who may not the other.
#[cfg(unix)]
pub(super) fn copy(from: &File, to: &File) -> Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let known = from.metadata()?;
    let mode = known.permissions().mode() & 0o7777;
    let owner = rustix::fs::Uid::from_raw(known.uid());
    let group = rustix::fs::Gid::from_raw(known.gid());
    let same_group =
        rustix::fs::fchown(to, Some(owner), Some(group)).or_else(|_| rustix::fs::fchown(to, None, Some(group))).is_ok();
    // What the group of that file may, another group may not.
    to.set_permissions(std::fs::Permissions::from_mode(if same_group { mode } else { mode & !0o070 }))?;
    copy_attributes(from, to, same_group);
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn copy(from: &File, to: &File) -> Result<()> {
    to.set_permissions(from.metadata()?.permissions())
}

/// The largest attribute there can be (Linux).
#[cfg(any(target_os = "linux", target_os = "android", target_os = "macos"))]
const LARGEST: usize = 1 << 16;

/// The list of who may do what, which speaks of the file's group too.
#[cfg(any(target_os = "linux", target_os = "android", target_os = "macos"))]
const ACCESS_LIST: &[u8] = b"system.posix_acl_access";

/// Copies extended attributes, the access list only with `access`. One that only the system may set is left out.
#[cfg(any(target_os = "linux", target_os = "android", target_os = "macos"))]
fn copy_attributes(from: &File, to: &File, access: bool) {
    use rustix::fs::{XattrFlags, fgetxattr, flistxattr, fsetxattr};
    let (mut names, mut value) = (vec![0; LARGEST], vec![0; LARGEST]);
    let len = flistxattr(from, &mut names[..]).unwrap_or(0);
    let names = names[..len].split(|&byte| byte == 0).filter(|name| !name.is_empty());
    for name in names.filter(|name| access || *name != ACCESS_LIST) {
        if let Ok(len) = fgetxattr(from, name, &mut value[..]) {
            _ = fsetxattr(to, name, &value[..len], XattrFlags::empty());
        }
    }
}

#[cfg(all(unix, not(any(target_os = "linux", target_os = "android", target_os = "macos"))))]
fn copy_attributes(_: &File, _: &File, _: bool) {}
