//! A page as html5ever builds it, which ibid's readers do not use.

use scraper::{ElementRef, Html, Selector};

use super::{Seen, words};

/// Every link to a later place of the page, with what a reader finds there.
pub(super) fn seen(text: &str) -> Vec<Seen> {
    let page = Html::parse_document(text);
    let links = Selector::parse("a[href]").unwrap();
    let targets: Vec<ElementRef<'_>> = page.select(&links).filter_map(|link| target(&page, link)).collect();
    let markers = page.select(&links).filter_map(|link| Some((link, target(&page, link)?)));
    markers.map(|(link, note)| marker(link, note, &targets)).collect()
}

/// The place that a link leads to, if it comes later in the page: a way back leads to an earlier one.
fn target<'a>(page: &'a Html, link: ElementRef<'a>) -> Option<ElementRef<'a>> {
    let name = link.attr("href")?.strip_prefix('#')?;
    let all = Selector::parse("*").unwrap();
    let place = |wanted: ElementRef<'_>| page.select(&all).position(|element| element == wanted);
    let note = page.select(&all).find(|element| element.attr("id") == Some(name))?;
    (place(note) > place(link)).then_some(note)
}

fn marker(link: ElementRef<'_>, note: ElementRef<'_>, targets: &[ElementRef<'_>]) -> Seen {
    let label = link.text().collect::<String>().trim().to_owned();
    let mut text = text_of(note);
    for sibling in note.next_siblings().filter_map(ElementRef::wrap) {
        let ends = targets.contains(&sibling) || sibling.descendent_elements().any(|inner| targets.contains(&inner));
        if ends || sibling.value().name().starts_with(['h', 'l']) {
            break;
        }
        text = format!("{text} {}", text_of(sibling));
    }
    let mut words = words(&text);
    let shown = number(note).unwrap_or_else(|| words.first().cloned().unwrap_or_default());
    if words.first() == Some(&shown) && number(note).is_none() {
        words.remove(0);
    }
    Seen { agrees: shown == label, label, words }
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
