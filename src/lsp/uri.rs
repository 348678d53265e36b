//! Addresses of documents, and the files they name.

use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What stands for itself in the path of an address.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Returns the file that an address names; `None` for one that is no file, such as a text that was never saved.
pub(super) fn path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_ref().strip_prefix("file://")?;
    let start = rest.find('/')?;
    let decoded = percent_decode_str(&rest[start..]).decode_utf8().ok()?;
    // A drive of Windows follows the slash: file:///c%3A/posts.
    let is_drive = decoded.as_bytes().get(2) == Some(&b':') && decoded.as_bytes()[1].is_ascii_alphabetic();
    Some(PathBuf::from(if is_drive { &decoded[1..] } else { &*decoded }))
}

/// Returns the address of a file.
pub(super) fn of_path(path: &Path) -> Uri {
    let path = path.to_string_lossy().replace('\\', "/");
    let root = if path.starts_with('/') { "" } else { "/" };
    Uri(format!("file://{root}{}", utf8_percent_encode(&path, ESCAPED)))
}

/// Returns the name by which a document is known: the path of its file, else the end of its address.
pub(super) fn name(uri: &Uri) -> String {
    let own = || uri.as_ref().rsplit([':', '/']).next().unwrap_or_default().to_owned();
    path(uri).map_or_else(own, |path| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_its_file_and_back() {
        for (address, file) in [
            ("file:///home/ada/post.md", "/home/ada/post.md"),
            ("file:///home/ada/my%20post%20%C3%A9.md", "/home/ada/my post é.md"),
            ("file:///c%3A/posts/a.md", "c:/posts/a.md"),
            ("file:///a%23b%3Fc.md", "/a#b?c.md"),
        ] {
            assert_eq!(path(&Uri::from(address)), Some(PathBuf::from(file)));
            assert_eq!(of_path(Path::new(file)).as_ref(), address);
        }
    }

    #[test]
    fn what_is_no_file_has_a_name_but_no_path() {
        for (address, named) in [("untitled:Untitled-1", "Untitled-1"), ("git:/a/post.md", "post.md"), ("", "")] {
            assert_eq!((path(&Uri::from(address)), name(&Uri::from(address)).as_str()), (None, named));
        }
        assert_eq!(path(&Uri::from("file:///%ff")), None);
        assert_eq!(path(&Uri::from("file://host")), None);
    }
}
