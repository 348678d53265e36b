//! A page as html5ever builds it, which ibid's readers do not use.

use scraper::{ElementRef, Html, Selector};

use super::{Seen, words};

/// Every marker of the page, with what a reader finds where it leads.
pub(super) fn seen(text: &str) -> Vec<Seen> {
    let page = Html::parse_document(text);
    let links = Selector::parse("a[href]").unwrap();
    let raises = page.select(&links).any(is_raised);
    let found = |link| target(&page, link, raises);
    let targets: Vec<ElementRef<'_>> = page.select(&links).filter_map(found).collect();
    let markers = page.select(&links).filter_map(|link| Some((link, found(link)?)));
    markers.map(|(link, note)| marker(link, note, &targets)).collect()
}

fn is_raised(link: ElementRef<'_>) -> bool {
    link.ancestors().filter_map(ElementRef::wrap).any(|around| around.value().name() == "sup")
}

/// The note that a link leads to. Where a page raises markers, ways back are those that are not raised; else a way back leads to an
/// earlier place.
fn target<'a>(page: &'a Html, link: ElementRef<'a>, raises: bool) -> Option<ElementRef<'a>> {
    let name = link.attr("href")?.strip_prefix('#')?;
    let all = Selector::parse("*").unwrap();
    let place = |wanted: ElementRef<'_>| page.select(&all).position(|element| element == wanted);
    let note = page.select(&all).find(|element| element.attr("id") == Some(name))?;
    let is_marker = if raises { is_raised(link) } else { place(note) > place(link) };
    is_marker.then_some(note)
}

fn marker(link: ElementRef<'_>, note: ElementRef<'_>, targets: &[ElementRef<'_>]) -> Seen {
    let label = link.text().collect::<String>().trim().to_owned();
    let mut words = words(&format!("{} {}", text_of(note), up_to_next(note, targets)));
    let shown = number(note).unwrap_or_else(|| words.first().cloned().unwrap_or_default());
    if words.first() == Some(&shown) && number(note).is_none() {
        words.remove(0);
    }
    Seen { agrees: shown == label, label, words }
}

/// What stands between a note and the next. Whether what follows the last note is part of it, nobody can tell.
fn up_to_next(note: ElementRef<'_>, notes: &[ElementRef<'_>]) -> String {
    let mut between = String::new();
    for sibling in note.next_siblings().filter_map(ElementRef::wrap) {
        if sibling.descendent_elements().any(|inner| notes.contains(&inner)) {
            return between;
        }
        if sibling.value().name().starts_with(['h', 'l']) {
            break;
        }
        between += &format!(" {}", text_of(sibling));
    }
    String::new()
}

/// The text of an element, without the arrows and with blanks between blocks.
fn text_of(element: ElementRef<'_>) -> String {
    element.text().collect::<Vec<_>>().join(" ")
}

/// The number that a list gives its item.
fn number(item: ElementRef<'_>) -> Option<String> {
    (item.value().name() == "li").then_some(())?;
    let before = item.prev_siblings().filter_map(ElementRef::wrap).filter(|element| element.value().name() == "li");
    Some((before.count() + 1).to_string())
}
