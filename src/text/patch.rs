//! A change as a patch.

use super::visible;

/// The change of one file as a unified diff, as `git apply` takes it. Empty where nothing changes.
#[must_use]
pub fn patch(path: &str, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    let path = path.trim_start_matches("./").trim_start_matches('/');
    let (old, new) = (header("a", path), header("b", path));
    similar::TextDiff::from_lines(before, after).unified_diff().header(&old, &new).to_string()
}

/// The name of a file in a patch; in quotation marks, with C's escapes, where it would not stay in its line.
fn header(side: &str, path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    if visible(&path) == path && !path.contains(['"', '\\']) {
        return format!("{side}/{path}");
    }
    let escaped = |byte: u8| match byte {
        b'"' | b'\\' => format!("\\{}", char::from(byte)),
        b' '..=b'~' => char::from(byte).to_string(),
        _ => format!("\\{byte:03o}"),
    };
    format!("\"{side}/{}\"", path.bytes().map(escaped).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_names_the_file_and_shows_the_change() {
        let written = patch("./posts/a.md", "one\ntwo\n", "one\n2\n");
        assert_eq!(written, "--- a/posts/a.md\n+++ b/posts/a.md\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n");
        assert_eq!(patch("a", "x", "x"), "");
    }
}
