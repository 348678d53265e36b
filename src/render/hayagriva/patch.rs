//! Mends a style as it is loaded, so that hayagriva renders what CSL means.
//!
//! - `text-case`, `quotes` and `strip-periods` become marks in the affixes: they are settled on the finished words.
//! - `<names>` with a `<substitute>` and no `<name/>` loses its names: a `<name/>` is put in.
//! - Names that print nothing do not count as missing, so that a group prints its "in" alone: a variable that is always
//!   missing is put beside them.
//! - What a style asks after a `<substitute>` goes wrong: see [`super::substituted`].
//! - `container-title` in its short form is the variable `container-title-short` where the record has it.
//! - Locators and pages are marked, and printed by [`crate::render::range`].
//! - Punctuation in quotation marks is ours: what the locales say of it is taken away.

use citationberg::taxonomy::{NumberVariable, PageVariable, StandardVariable, Variable};
use citationberg::{
    Affixes, Choose, Group, IndependentStyle, InheritableNameOptions, LayoutRenderingElement, Locale, Name, NameForm,
    Names, NamesChild, TestPosition, Text, TextCase, TextTarget,
};

use super::number_sort::drop_number_sort;
use super::short_container::short_container;
use super::substitute_names::inherit;
use super::substituted::{self, Shadows};
use super::year_groups::group_years;
use crate::render::mark;

/// What a style asks about a citation; what it never asks need not be told apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::render) struct Uses {
    /// `position="near-note"`.
    pub(in crate::render) near_note: bool,
    /// The number of the note that cites a source first.
    pub(in crate::render) first_note: bool,
    /// The number of the source.
    pub(in crate::render) number: bool,
    /// How it writes initials that were given as such where it shortens no names (`initialize="false"`).
    pub(in crate::render) initials: Option<String>,
    /// What stands between the ends of a range of dates, if not a dash.
    pub(in crate::render) date_range: Option<String>,
    /// Variables that answer for others.
    pub(in crate::render) shadows: Vec<(String, String)>,
}

/// Mends the style, and says what it asks.
pub(in crate::render) fn patch(style: &mut IndependentStyle) -> Uses {
    let shadows = substituted::redirect(style);
    let mut patch = Patch::new(&shadows, style.settings.options.clone());
    for part in &mut style.macros {
        patch.elements(&mut part.children);
    }
    patch.elements(&mut style.citation.layout.elements);
    group_years(&mut style.citation);
    if let Some(bibliography) = &mut style.bibliography {
        patch.elements(&mut bibliography.layout.elements);
        drop_number_sort(bibliography);
    }
    let Patch { uses, .. } = patch;
    Uses { shadows: shadows.of, ..uses }
}

/// Takes away what hayagriva would do with punctuation in quotation marks.
pub(in crate::render) fn patch_locales(locales: &mut [Locale]) {
    for options in locales.iter_mut().filter_map(|locale| locale.style_options.as_mut()) {
        options.punctuation_in_quote = Some(false);
    }
}

struct Patch {
    never: Option<StandardVariable>,
    options: InheritableNameOptions,
    uses: Uses,
}

impl Patch {
    fn new(shadows: &Shadows, options: InheritableNameOptions) -> Self {
        Self { never: shadows.never, options, uses: Uses::default() }
    }

    /// Notes that the style asks for a variable.
    fn asks(&mut self, variable: &Variable) {
        self.uses.first_note |= *variable == Variable::Number(NumberVariable::FirstReferenceNoteNumber);
        self.uses.number |= *variable == Variable::Number(NumberVariable::CitationNumber);
    }

    fn elements(&mut self, elements: &mut Vec<LayoutRenderingElement>) {
        elements.iter_mut().for_each(|element| self.element(element));
        if elements.iter().any(|element| matches!(element, LayoutRenderingElement::Names(_))) {
            let missing = self.never.map(|never| Text::with_target(Variable::Standard(never)));
            elements.extend(missing.map(LayoutRenderingElement::Text));
        }
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
                self.asks(&number.variable.into());
                wrap_range(&mut number.affixes, &number.variable.into());
                wrap_case(&mut number.affixes, number.text_case.take());
                part(&mut number.affixes.suffix);
            }
            LayoutRenderingElement::Label(label) => self.label(&mut label.label),
            LayoutRenderingElement::Date(date) => {
                let delimiter = date.date_part.iter().find_map(|part| part.range_delimiter.clone());
                self.uses.date_range = self.uses.date_range.take().or(delimiter);
                wrap_case(&mut date.affixes, date.text_case.take());
                part(&mut date.affixes.suffix);
            }
            LayoutRenderingElement::Names(names) => self.names(names),
            LayoutRenderingElement::Choose(choose) => self.choose(choose),
            LayoutRenderingElement::Group(group) => self.group(group),
        }
    }

    fn text(&mut self, text: &mut Text) {
        let names_term = matches!(text.target, TextTarget::Term { .. });
        let is_term = names_term && text.text_case.is_none();
        if let TextTarget::Variable { var, .. } = &text.target {
            self.asks(var);
            wrap_range(&mut text.affixes, var);
        }
        let case = text.text_case.take();
        if names_term {
            wrap_term_case(&mut text.affixes, case);
        } else {
            wrap_case(&mut text.affixes, case);
        }
        if std::mem::take(&mut text.strip_periods) {
            wrap(&mut text.affixes, mark::STRIP, mark::STRIP_END);
        }
        if std::mem::take(&mut text.quotes) {
            wrap(&mut text.affixes, mark::QUOTE_OPEN, mark::QUOTE_CLOSE);
        }
        if is_term {
            text.affixes.prefix.get_or_insert_default().push(mark::TERM);
        }
        if text.affixes.prefix.as_ref().is_some_and(|prefix| prefix.starts_with(':')) {
            part(&mut text.affixes.prefix);
        }
        part(&mut text.affixes.suffix);
    }

    fn label(&mut self, label: &mut citationberg::VariablelessLabel) {
        wrap_term_case(&mut label.affixes, label.text_case.take());
        if std::mem::take(&mut label.strip_periods) {
            wrap(&mut label.affixes, mark::STRIP, mark::STRIP_END);
        }
        part(&mut label.affixes.suffix);
    }

    fn group(&mut self, group: &mut Group) {
        self.elements(&mut group.children);
        if group.prefix.as_ref().is_some_and(|prefix| prefix.starts_with(':')) {
            part(&mut group.prefix);
        }
        part(&mut group.suffix);
        part(&mut group.delimiter);
    }

    fn names(&mut self, names: &mut Names) {
        inherit(names);
        let options = self.options.apply(&names.options());
        let mut has_name = false;
        for child in &mut names.children {
            match child {
                NamesChild::Name(name) => {
                    has_name = true;
                    self.name(name, &options);
                }
                NamesChild::Label(label) => self.label(label),
                NamesChild::Substitute(substitute) => self.elements(&mut substitute.children),
                NamesChild::EtAl(_) => {}
            }
        }
        if !has_name && !names.children.is_empty() {
            names.children.insert(0, NamesChild::Name(Name::default()));
        }
        part(&mut names.suffix);
    }

    /// Remembers how a style writes initials in names that it does not shorten.
    fn name(&mut self, name: &Name, inherited: &InheritableNameOptions) {
        let options = name.options(inherited);
        if !options.initialize && options.form == NameForm::Long {
            self.uses.initials = self.uses.initials.take().or(options.initialize_with.map(str::to_owned));
        }
    }

    fn choose(&mut self, choose: &mut Choose) {
        for branch in std::iter::once(&mut choose.if_).chain(&mut choose.else_if) {
            self.uses.near_note |= branch.position.iter().flatten().any(|test| *test == TestPosition::NearNote);
            branch.variable.iter().flatten().for_each(|variable| self.asks(variable));
            self.elements(&mut branch.children);
        }
        if let Some(otherwise) = &mut choose.otherwise {
            self.elements(&mut otherwise.children);
        }
    }
}

/// Keeps an affix apart from what it follows.
fn part(affix: &mut Option<String>) {
    if let Some(affix) = affix.as_mut().filter(|affix| !affix.is_empty()) {
        let at = affix.find(|c| !mark::is_mark(c)).unwrap_or(affix.len());
        affix.insert(at, mark::APART);
    }
}

/// Marks locators, pages and numbers, which are printed by us.
fn wrap_range(affixes: &mut Affixes, variable: &Variable) {
    match variable {
        Variable::Number(NumberVariable::Locator) => wrap(affixes, mark::LOCATOR, mark::LOCATOR_END),
        Variable::Number(NumberVariable::Number) => wrap(affixes, mark::NUMBER, mark::NUMBER_END),
        Variable::Page(PageVariable::Page) => wrap(affixes, mark::PAGES, mark::PAGES_END),
        _ => {}
    }
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

/// Puts the case of a word of the style into its affixes. The language of the work does not matter to it.
fn wrap_term_case(affixes: &mut Affixes, case: Option<TextCase>) {
    match case {
        Some(TextCase::TitleCase) => wrap(affixes, mark::CASE_TERM, mark::CASE_END),
        case => wrap_case(affixes, case),
    }
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

/// A layout that prints the id of the record: what tells sources apart where their citations are not wanted.
pub(in crate::render) fn id_alone() -> Vec<LayoutRenderingElement> {
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
        assert_eq!(text.affixes.prefix.as_deref(), Some(format!("({}{}", mark::QUOTE_OPEN, mark::CASE_TITLE).as_str()));
        assert_eq!(
            text.affixes.suffix.as_deref(),
            Some(format!("{}{}{})", mark::CASE_END, mark::QUOTE_CLOSE, mark::APART).as_str())
        );
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
            r#"<choose><if position="near-note"><text term="ibid"/></if><else>
               <names variable="author"><name initialize="false" initialize-with=""/></names></else></choose>"#,
        );
        assert_eq!((uses.near_note, uses.initials.as_deref()), (true, Some("")));
        assert_eq!(style(r#"<text variable="title"/>"#).1, Uses::default());
    }

    #[test]
    fn names_stand_beside_what_is_always_missing() {
        let (style, _) = style(r#"<group><text term="in"/><names variable="editor"/></group>"#);
        let LayoutRenderingElement::Group(group) = first(&style) else { panic!() };
        assert_eq!(group.children.len(), 3);
    }
}
