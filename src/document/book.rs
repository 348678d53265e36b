//! Files that make one document: the chapters of an unpacked book and the page of its notes, which link to each other.

use std::collections::HashMap;

use super::html::{decoded, is_marker_address, is_note_address};

/// The files, each a path and the pages that it links to ([`note_pages`]), in groups that make one document: a link to a note in another
/// file, or back, joins the two. Groups and the files in them keep their order.
///
/// ```
/// use ibid::document::{books, note_pages};
/// let chapter = ("book/one.xhtml", note_pages("<a href='notes.xhtml#fn1' id='r1'>1</a>"));
/// let notes = ("book/notes.xhtml", note_pages("<p id='fn1'>Reed, 12.</p>"));
/// assert_eq!(books(&[chapter, ("post.html", Vec::new()), notes]), [vec![0, 2], vec![1]]);
/// ```
#[must_use]
pub fn books(files: &[(&str, Vec<String>)]) -> Vec<Vec<usize>> {
    let by_path: HashMap<String, usize> =
        files.iter().enumerate().map(|(index, (path, _))| (whole("", path), index)).collect();
    let mut first: Vec<usize> = (0..files.len()).collect();
    for (index, (path, pages)) in files.iter().enumerate() {
        for page in pages {
            if let Some(&other) = by_path.get(&whole(folder(path), page)) {
                let (one, two) = (root(&first, index), root(&first, other));
                first[one.max(two)] = one.min(two);
            }
        }
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); files.len()];
    (0..files.len()).for_each(|index| groups[root(&first, index)].push(index));
    groups.retain(|group| !group.is_empty());
    groups
}

/// The first file of the group that a file is in.
fn root(first: &[usize], mut index: usize) -> usize {
    while first[index] != index {
        index = first[index];
    }
    index
}

/// The other pages to whose notes or markers a page of HTML links, each once.
#[must_use]
pub fn note_pages(text: &str) -> Vec<String> {
    let mut pages: Vec<String> =
        text.match_indices("href=").filter_map(|(at, sign)| note_page(text, at + sign.len())).collect();
    pages.sort_unstable();
    pages.dedup();
    pages
}

fn note_page(text: &str, at: usize) -> Option<String> {
    const LONGEST: usize = 1000;
    let value = &text[at..];
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let value = &value[1..value.floor_char_boundary(LONGEST.min(value.len())).max(1)];
    let (page, fragment) = value.split(quote).next()?.rsplit_once('#')?;
    let is_note = is_note_address(fragment) || is_marker_address(fragment);
    (is_note && !page.is_empty() && !page.contains("://")).then(|| decoded(page).into_owned())
}

fn folder(path: &str) -> &str {
    path.rfind(['/', '\\']).map_or("", |end| &path[..end])
}

/// A path from a folder on, without `.` and `..`.
fn whole(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split(['/', '\\']).chain(path.split(['/', '\\'])) {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chapters_and_their_notes_belong_together() {
        let file = |path: &'static str, text: &str| (path, note_pages(text));
        let one =
            || file("b/text/one.xhtml", "<a href='../notes%20all.xhtml#fn1'>1</a> <a href='two.xhtml#top'>next</a>");
        let two = file("b/text/two.xhtml", "<a href=\"./../notes all.xhtml#fn2\">2</a>");
        let notes = || file("b/notes all.xhtml", "<p id='fn1'>");
        let away = "<a href='https://example.org/text/one.xhtml#fn1'>1</a> <a href='text/one.xhtml#map'>map</a>";
        let post = || file("b/post.html", away);
        assert_eq!(books(&[one(), post(), two, notes()]), [vec![0, 2, 3], vec![1]]);
        assert_eq!(books(&[notes(), one()]), [vec![0, 1]]);
        assert_eq!(books(&[post(), one()]), [vec![0], vec![1]]);
        assert_eq!(books(&[]), Vec::<Vec<usize>>::new());
    }
}
