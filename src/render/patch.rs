//! Mends a style as it is loaded, so that hayagriva renders what CSL means.
//!
//! - `text-case` and `quotes` become marks in the affixes: both are settled on the finished words ([`super::finish`]).
//! - `<names>` with a `<substitute>` and no `<name/>` loses its names: a `<name/>` is put in.
//! - `container-title` in its short form is the variable `container-title-short` where the record has it.
//! - Punctuation in quotation marks is ours: what the locales say of it is taken away.

use citationberg::taxonomy::{NumberVariable, StandardVariable, Variable};
use citationberg::{
    Affixes, Choose, ChooseBranch, ChooseMatch, ElseBranch, IndependentStyle, LayoutRenderingElement, Locale,
    LongShortForm, Name, Names, NamesChild, SortKey, TestPosition, Text, TextCase, TextTarget,
};

use super::mark;

/// What a style asks about a citation; what it never asks need not be told apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Uses {
    /// `position="near-note"`.
    pub(super) near_note: bool,
    /// `first-reference-note-number`.
    pub(super) first_note: bool,
    /// `citation-number`.
    pub(super) citation_number: bool,
}

/// Mends the style, and says what it asks.
pub(super) fn patch(style: &mut IndependentStyle) -> Uses {
    let mut patch = Patch::default();
    for part in &mut style.macros {
        patch.elements(&mut part.children);
    }
    patch.elements(&mut style.citation.layout.elements);
    if let Some(bibliography) = &mut style.bibliography {
        patch.elements(&mut bibliography.layout.elements);
        drop_number_sort(bibliography);
    }
    patch.uses
}

/// A bibliography sorted by citation number alone stands in the order of citation, which is what no sorting gives;
/// hayagriva would number it before it knows that order.
fn drop_number_sort(bibliography: &mut citationberg::Bibliography) {
    let number = Variable::Number(NumberVariable::CitationNumber);
    let only = |sort: &citationberg::Sort| matches!(sort.keys.as_slice(), [SortKey::Variable { variable, .. }] if *variable == number);
    if bibliography.sort.as_ref().is_some_and(only) {
        bibliography.sort = None;
    }
}

/// Takes away what hayagriva would do with punctuation in quotation marks.
pub(super) fn patch_locales(locales: &mut [Locale]) {
    for options in locales.iter_mut().filter_map(|locale| locale.style_options.as_mut()) {
        options.punctuation_in_quote = Some(false);
    }
}

#[derive(Default)]
struct Patch {
    uses: Uses,
}

impl Patch {
    fn elements(&mut self, elements: &mut [LayoutRenderingElement]) {
        elements.iter_mut().for_each(|element| self.element(element));
    }

    fn element(&mut self, element: &mut LayoutRenderingElement) {
        match element {
            LayoutRenderingElement::Text(text) => {
                self.text(text);
                if let Some(choose) = short_container(text) {
                    *element = LayoutRenderingElement::Choose(choose);
                }
            }
            LayoutRenderingElement::Number(number) => {
                self.uses.citation_number |= is_citation_number(&number.variable.into());
                self.uses.first_note |= is_first_note(&number.variable.into());
                wrap_case(&mut number.affixes, number.text_case.take());
            }
            LayoutRenderingElement::Label(label) => {
                wrap_case(&mut label.label.affixes, label.label.text_case.take());
            }
            LayoutRenderingElement::Date(date) => wrap_case(&mut date.affixes, date.text_case.take()),
            LayoutRenderingElement::Names(names) => self.names(names),
            LayoutRenderingElement::Choose(choose) => self.choose(choose),
            LayoutRenderingElement::Group(group) => self.elements(&mut group.children),
        }
    }

    fn text(&mut self, text: &mut Text) {
        if let TextTarget::Variable { var, .. } = &text.target {
            self.uses.citation_number |= is_citation_number(var);
            self.uses.first_note |= is_first_note(var);
        }
        let is_term = matches!(text.target, TextTarget::Term { .. });
        let has_case = text.text_case.is_some();
        wrap_case(&mut text.affixes, text.text_case.take());
        if std::mem::take(&mut text.quotes) {
            wrap(&mut text.affixes, mark::QUOTE_OPEN, mark::QUOTE_CLOSE);
        }
        if is_term && !has_case {
            text.affixes.prefix.get_or_insert_default().push(mark::TERM);
        }
    }

    fn names(&mut self, names: &mut Names) {
        let mut has_name = false;
        for child in &mut names.children {
            match child {
                NamesChild::Name(_) => has_name = true,
                NamesChild::Label(label) => wrap_case(&mut label.affixes, label.text_case.take()),
                NamesChild::Substitute(substitute) => self.elements(&mut substitute.children),
                NamesChild::EtAl(_) => {}
            }
        }
        if !has_name && !names.children.is_empty() {
            names.children.insert(0, NamesChild::Name(Name::default()));
        }
    }

    fn choose(&mut self, choose: &mut Choose) {
        for branch in std::iter::once(&mut choose.if_).chain(&mut choose.else_if) {
            self.uses.near_note |= branch.position.iter().flatten().any(|test| *test == TestPosition::NearNote);
            self.elements(&mut branch.children);
        }
        if let Some(otherwise) = &mut choose.otherwise {
            self.elements(&mut otherwise.children);
        }
    }
}

fn is_citation_number(variable: &Variable) -> bool {
    *variable == Variable::Number(NumberVariable::CitationNumber)
}

fn is_first_note(variable: &Variable) -> bool {
    *variable == Variable::Number(NumberVariable::FirstReferenceNoteNumber)
}

/// Puts the case of an element into its affixes, next to its text.
fn wrap_case(affixes: &mut Affixes, case: Option<TextCase>) {
    let open = match case {
        None => return,
        Some(TextCase::TitleCase) => mark::CASE_TITLE,
        Some(TextCase::SentenceCase) => mark::CASE_SENTENCE,
        Some(TextCase::Lowercase) => mark::CASE_LOWER,
        Some(TextCase::Uppercase) => mark::CASE_UPPER,
        Some(TextCase::CapitalizeFirst) => mark::CASE_FIRST,
        Some(TextCase::CapitalizeAll) => mark::CASE_ALL,
    };
    wrap(affixes, open, mark::CASE_END);
}

/// Puts a pair of marks around what an element prints, inside of its affixes and outside of marks that are there.
fn wrap(affixes: &mut Affixes, open: char, close: char) {
    let prefix = affixes.prefix.get_or_insert_default();
    let at = prefix.find(mark::is_mark).unwrap_or(prefix.len());
    prefix.insert(at, open);
    let suffix = affixes.suffix.get_or_insert_default();
    let at = suffix.find(|c| !mark::is_mark(c)).unwrap_or(suffix.len());
    suffix.insert(at, close);
}

/// `<text variable="container-title" form="short"/>` as CSL means it: hayagriva knows a short form of titles only.
fn short_container(text: &Text) -> Option<Choose> {
    let long = Variable::Standard(StandardVariable::ContainerTitle);
    let short = Variable::Standard(StandardVariable::ContainerTitleShort);
    let asks_short = text.target == TextTarget::Variable { var: long, form: LongShortForm::Short };
    let with = |var| {
        let target = TextTarget::Variable { var, form: LongShortForm::Long };
        vec![LayoutRenderingElement::Text(Text { target, ..text.clone() })]
    };
    asks_short.then(|| Choose {
        if_: ChooseBranch {
            disambiguate: None,
            is_numeric: None,
            is_uncertain_date: None,
            locator: None,
            position: None,
            type_: None,
            variable: Some(vec![short]),
            match_: ChooseMatch::All,
            children: with(short),
        },
        else_if: Vec::new(),
        otherwise: Some(ElseBranch { children: with(long) }),
    })
}

/// A layout that prints the id of the record: what tells sources apart where their citations are not wanted.
pub(super) fn id_alone() -> Vec<LayoutRenderingElement> {
    let label = Variable::Standard(StandardVariable::CitationLabel);
    vec![LayoutRenderingElement::Text(Text::with_target(label))]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(layout: &str) -> (IndependentStyle, Uses) {
        let xml = format!(
            r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info><title>T</title><id>t</id>
            <updated>2020-01-01T00:00:00+00:00</updated></info><citation><layout>{layout}</layout></citation></style>"#
        );
        let mut style = IndependentStyle::from_xml(&xml).unwrap();
        let uses = patch(&mut style);
        (style, uses)
    }

    fn first(style: &IndependentStyle) -> &LayoutRenderingElement {
        style.citation.layout.elements.first().unwrap()
    }

    #[test]
    fn case_stands_inside_of_quotes_and_quotes_inside_of_affixes() {
        let (style, _) = style(r#"<text variable="title" quotes="true" text-case="title" prefix="(" suffix=")"/>"#);
        let LayoutRenderingElement::Text(text) = first(&style) else { panic!() };
        assert_eq!(text.affixes.prefix.as_deref(), Some("(\u{F0010}\u{F0001}"));
        assert_eq!(text.affixes.suffix.as_deref(), Some("\u{F0007}\u{F0011})"));
        assert_eq!((text.quotes, text.text_case), (false, None));
    }

    #[test]
    fn names_without_a_name_get_one() {
        let (style, _) =
            style(r#"<names variable="author"><substitute><names variable="editor"/></substitute></names>"#);
        let LayoutRenderingElement::Names(names) = first(&style) else { panic!() };
        assert!(names.name().is_some());
    }

    #[test]
    fn a_short_container_title_is_the_variable_of_that_name() {
        let (style, _) = style(r#"<text variable="container-title" form="short" font-style="italic"/>"#);
        assert!(matches!(first(&style), LayoutRenderingElement::Choose(_)));
    }

    #[test]
    fn what_a_style_asks_is_found_in_its_branches() {
        let (_, uses) = style(
            r#"<choose><if position="near-note"><text term="ibid"/></if>
               <else><text variable="first-reference-note-number"/></else></choose>"#,
        );
        assert_eq!(uses, Uses { near_note: true, first_note: true, citation_number: false });
        assert_eq!(style(r#"<text variable="title"/>"#).1, Uses::default());
    }
}
