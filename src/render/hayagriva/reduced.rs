//! A style cut down to what one citation can need of it.
//!
//! hayagriva asks the same questions of a record again and again: each group wants to know what its parts would print
//! before it prints them, and each part asks its own parts. What a citation's type, variables, position and locator
//! answer at once is therefore settled before: branches that cannot be taken are left out, those that must be taken stand
//! in the place of their `<choose>`, and macros that are not called any more go. Records with the same answers share a
//! style, so that there are few; all are handed over in one run, and disambiguation still sees the whole document.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::str::FromStr;

use citationberg::taxonomy::{Kind, Locator, NumberVariable, StandardVariable, Variable};
use citationberg::{
    Choose, ChooseBranch, ChooseMatch, CslMacro, ElseBranch, IndependentStyle, LayoutRenderingElement, NamesChild,
    TestPosition, Text, TextTarget,
};

use crate::render::position::Position;

/// What is known of a citation before it is rendered.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::render) struct Facts {
    /// The type of the record.
    pub(in crate::render) kind: String,
    pub(in crate::render) position: Position,
    pub(in crate::render) near_note: bool,
    /// What its locator counts, if it has one.
    pub(in crate::render) locator: Option<Locator>,
    /// The variables that the style asks about and the record lacks; filled in by [`ReducedStyles::style`].
    pub(in crate::render) missing: Vec<Variable>,
}

/// The cut-down styles of a document.
pub(in crate::render) struct ReducedStyles<'s> {
    whole: &'s IndependentStyle,
    /// The style without what is cut down.
    frame: IndependentStyle,
    macros: BTreeMap<&'s str, &'s [LayoutRenderingElement]>,
    /// The variables that the style asks about, and their names in records.
    asked: Vec<(Variable, String)>,
    known: HashMap<Facts, usize>,
    pub(in crate::render) styles: Vec<IndependentStyle>,
}

impl<'s> ReducedStyles<'s> {
    pub(in crate::render) fn new(whole: &'s IndependentStyle) -> Self {
        let mut frame = IndependentStyle { macros: Vec::new(), bibliography: None, ..whole.clone() };
        frame.citation.layout.elements = Vec::new();
        // Each citation of a note is handed over by itself.
        frame.citation.sort = None;
        let macros = whole.macros.iter().rev().map(|part| (part.name.as_str(), part.children.as_slice())).collect();
        let mut asked = BTreeMap::new();
        let all = whole.macros.iter().map(|part| &part.children).chain([&whole.citation.layout.elements]);
        all.flatten().for_each(|element| collect(element, &mut asked));
        let asked = asked.into_iter().map(|(name, variable)| (variable, name)).collect();
        Self { whole, frame, macros, asked, known: HashMap::new(), styles: Vec::new() }
    }

    /// The place of the style for a citation. `has` says whether its record has a variable of this name.
    pub(in crate::render) fn style(&mut self, mut facts: Facts, has: impl Fn(&str) -> bool) -> usize {
        let missing = self.asked.iter().filter(|(_, name)| !has(name)).map(|(variable, _)| *variable);
        facts.missing = missing.collect();
        if let Some(known) = self.known.get(&facts) {
            return *known;
        }
        let mut style = self.frame.clone();
        let settled = Settling { facts: &facts, kind: Kind::from_str(&facts.kind).ok() };
        style.citation.layout.elements = settled.elements(&self.whole.citation.layout.elements);
        style.macros = self.called(&settled, &style.citation.layout.elements);
        self.styles.push(style);
        self.known.insert(facts, self.styles.len() - 1);
        self.styles.len() - 1
    }

    /// The macros that elements call, and those that these call.
    fn called(&self, settled: &Settling<'_>, elements: &[LayoutRenderingElement]) -> Vec<CslMacro> {
        let mut macros: Vec<CslMacro> = Vec::new();
        let mut seen = BTreeSet::new();
        let mut open = Vec::new();
        elements.iter().for_each(|element| calls(element, &mut open));
        while let Some(name) = open.pop() {
            let Some(&children) = self.macros.get(name.as_str()).filter(|_| seen.insert(name.clone())) else {
                continue;
            };
            let children = settled.elements(children);
            children.iter().for_each(|element| calls(element, &mut open));
            macros.push(CslMacro { name, children });
        }
        macros
    }
}

/// The elements inside of an element.
fn inside(element: &LayoutRenderingElement) -> Vec<&LayoutRenderingElement> {
    match element {
        LayoutRenderingElement::Group(group) => group.children.iter().collect(),
        LayoutRenderingElement::Choose(choose) => {
            let branches = choose.branches().flat_map(|branch| &branch.children);
            branches.chain(choose.otherwise.iter().flat_map(|otherwise| &otherwise.children)).collect()
        }
        LayoutRenderingElement::Names(names) => {
            let substitutes = names.children.iter().filter_map(|child| match child {
                NamesChild::Substitute(substitute) => Some(&substitute.children),
                _ => None,
            });
            substitutes.flatten().collect()
        }
        _ => Vec::new(),
    }
}

/// Collects the variables that an element asks about, by their names. Those that come from the document or from other
/// variables are no matter of the record.
fn collect(element: &LayoutRenderingElement, asked: &mut BTreeMap<String, Variable>) {
    if let LayoutRenderingElement::Choose(choose) = element {
        let tested = |branch: &ChooseBranch| -> Vec<Variable> {
            branch.variable.iter().flatten().chain(branch.is_numeric.iter().flatten()).copied().collect()
        };
        let variables = choose.branches().flat_map(tested).filter(|variable| !is_derived(*variable));
        asked.extend(variables.map(|variable| (variable.to_string(), variable)));
    }
    inside(element).into_iter().for_each(|element| collect(element, asked));
}

fn is_derived(variable: Variable) -> bool {
    matches!(
        variable,
        Variable::Number(
            NumberVariable::CitationNumber | NumberVariable::FirstReferenceNoteNumber | NumberVariable::Locator
        ) | Variable::Number(NumberVariable::PageFirst)
            | Variable::Standard(StandardVariable::YearSuffix | StandardVariable::CitationLabel)
    )
}

/// The macros that an element calls.
fn calls(element: &LayoutRenderingElement, open: &mut Vec<String>) {
    if let LayoutRenderingElement::Text(Text { target: TextTarget::Macro { name }, .. }) = element {
        open.push(name.clone());
    }
    inside(element).into_iter().for_each(|element| calls(element, open));
}

/// Elements with what the facts settle taken out.
struct Settling<'f> {
    facts: &'f Facts,
    kind: Option<Kind>,
}

impl Settling<'_> {
    fn elements(&self, elements: &[LayoutRenderingElement]) -> Vec<LayoutRenderingElement> {
        elements.iter().flat_map(|element| self.element(element)).collect()
    }

    fn element(&self, element: &LayoutRenderingElement) -> Vec<LayoutRenderingElement> {
        match element {
            LayoutRenderingElement::Choose(choose) => self.choose(choose),
            LayoutRenderingElement::Group(group) => {
                let mut group = group.clone();
                group.children = self.elements(&group.children);
                vec![LayoutRenderingElement::Group(group)]
            }
            LayoutRenderingElement::Names(names) => {
                let mut names = names.clone();
                for child in &mut names.children {
                    if let NamesChild::Substitute(substitute) = child {
                        substitute.children = self.elements(&substitute.children);
                    }
                }
                vec![LayoutRenderingElement::Names(names)]
            }
            other => vec![other.clone()],
        }
    }

    /// The children of the branch that is taken, or the `<choose>` with the branches that are open. A delimiter
    /// around a `<choose>` stands between its children as well, so that these can stand in its place.
    fn choose(&self, choose: &Choose) -> Vec<LayoutRenderingElement> {
        let mut open = Vec::new();
        let mut otherwise = choose.otherwise.as_ref().map(|otherwise| &otherwise.children);
        for branch in choose.branches() {
            match self.branch(branch) {
                Some(false) => {}
                None => open.push(self.open(branch)),
                Some(true) => {
                    otherwise = Some(&branch.children);
                    break;
                }
            }
        }
        let otherwise = otherwise.map(|children| self.elements(children));
        let mut open = open.into_iter();
        let Some(if_) = open.next() else { return otherwise.unwrap_or_default() };
        let otherwise = otherwise.map(|children| ElseBranch { children });
        vec![LayoutRenderingElement::Choose(Choose { if_, else_if: open.collect(), otherwise })]
    }

    /// A branch of which only the record can tell; its type is settled.
    fn open(&self, branch: &ChooseBranch) -> ChooseBranch {
        let mut branch = ChooseBranch { children: self.elements(&branch.children), ..branch.clone() };
        let settled = |kinds: &Vec<Kind>| {
            let wanted = branch.match_ == ChooseMatch::All;
            kinds.iter().all(|kind| (Some(*kind) == self.kind) == wanted)
        };
        if branch.type_.as_ref().is_some_and(settled) {
            branch.type_ = None;
        }
        branch
    }

    /// Whether a branch is taken; `None` where the facts do not tell.
    fn branch(&self, branch: &ChooseBranch) -> Option<bool> {
        let tests = self.tests(branch);
        let (sought, found) = match branch.match_ {
            ChooseMatch::All => (false, false),
            ChooseMatch::Any => (true, true),
            ChooseMatch::None => (true, false),
        };
        if tests.contains(&Some(sought)) {
            return Some(found);
        }
        (!tests.contains(&None)).then_some(!found)
    }

    /// The tests of a branch, as far as the facts tell.
    fn tests(&self, branch: &ChooseBranch) -> Vec<Option<bool>> {
        let kinds = branch.type_.iter().flatten().map(|kind| Some(Some(*kind) == self.kind));
        let positions = branch.position.iter().flatten().map(|position| Some(self.position(*position)));
        let locators = branch.locator.iter().flatten().map(|locator| Some(self.facts.locator == Some(*locator)));
        let variables = branch.variable.iter().flatten().map(|variable| self.variable(*variable));
        let missing = |variable: &Variable| self.facts.missing.contains(variable).then_some(false);
        let numbers = branch.is_numeric.iter().flatten().map(missing);
        let others = branch.disambiguate.iter().map(|_| None);
        let dates = branch.is_uncertain_date.iter().flatten().map(|_| None);
        kinds.chain(positions).chain(locators).chain(variables).chain(numbers).chain(others).chain(dates).collect()
    }

    fn variable(&self, variable: Variable) -> Option<bool> {
        match variable {
            Variable::Number(NumberVariable::Locator) => Some(self.facts.locator.is_some()),
            // What is there may still be hidden, where it was printed in the place of something else.
            _ => self.facts.missing.contains(&variable).then_some(false),
        }
    }

    fn position(&self, position: TestPosition) -> bool {
        match position {
            TestPosition::First => self.facts.position == Position::First,
            TestPosition::Subsequent => self.facts.position != Position::First,
            TestPosition::Ibid => matches!(self.facts.position, Position::Ibid | Position::IbidWithLocator),
            TestPosition::IbidWithLocator => self.facts.position == Position::IbidWithLocator,
            TestPosition::NearNote => self.facts.near_note,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(macros: &str, layout: &str) -> IndependentStyle {
        let xml = format!(
            r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info><title>T</title><id>t</id>
            <updated>2020-01-01T00:00:00+00:00</updated></info>{macros}<citation><layout>{layout}</layout></citation></style>"#
        );
        IndependentStyle::from_xml(&xml).unwrap()
    }

    fn facts(kind: &str, position: Position) -> Facts {
        Facts { kind: kind.to_owned(), position, near_note: false, locator: None, missing: Vec::new() }
    }

    /// What is left of a layout: values in their order, `?` for a choice that is open, macros by name.
    fn left(elements: &[LayoutRenderingElement]) -> String {
        let words = elements.iter().map(|element| match element {
            LayoutRenderingElement::Text(Text { target: TextTarget::Value { val }, .. }) => val.clone(),
            LayoutRenderingElement::Text(Text { target: TextTarget::Macro { name }, .. }) => name.clone(),
            LayoutRenderingElement::Choose(_) => {
                format!(
                    "?({})",
                    inside(element).into_iter().map(|one| left(std::slice::from_ref(one))).collect::<String>()
                )
            }
            _ => "-".to_owned(),
        });
        words.collect()
    }

    #[test]
    fn what_is_settled_is_left_out() {
        let whole = style(
            r#"<macro name="used"><text value="u"/></macro><macro name="idle"><text value="i"/></macro>"#,
            r#"<choose><if type="book"><text value="a"/></if><else><text value="b"/><text macro="idle"/></else></choose>
               <choose><if position="ibid"><text value="c"/></if><else-if variable="title"><text value="d"/></else-if>
               <else><text value="e"/></else></choose>
               <choose><if variable="DOI" type="chapter" match="any"><text value="f"/></if></choose>
               <choose><if variable="locator"><text value="g"/></if></choose><text macro="used"/>"#,
        );
        let mut special = ReducedStyles::new(&whole);
        let mut of = |kind: &str, position, has: &[&str]| {
            let place = special.style(facts(kind, position), |name| has.contains(&name));
            let style = &special.styles[place];
            (left(&style.citation.layout.elements), style.macros.len())
        };
        assert_eq!(of("book", Position::First, &["title"]), ("a?(de)used".to_owned(), 1));
        assert_eq!(of("book", Position::First, &[]), ("aeused".to_owned(), 1));
        assert_eq!(of("book", Position::Ibid, &["DOI"]), ("ac?(f)used".to_owned(), 1));
        assert_eq!(of("chapter", Position::Subsequent, &[]), ("bidleefused".to_owned(), 2));
    }

    #[test]
    fn records_with_the_same_answers_share_a_style() {
        let whole = style("", r#"<choose><if variable="title"><text value="a"/></if></choose>"#);
        let mut special = ReducedStyles::new(&whole);
        let first = special.style(facts("book", Position::First), |_| true);
        let second = special.style(facts("book", Position::First), |_| true);
        let third = special.style(facts("book", Position::First), |_| false);
        assert_eq!((first, second, third), (0, 0, 1));
    }
}
