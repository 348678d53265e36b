//! What hayagriva forgets once a `<substitute>` was printed.
//!
//! A variable that stands in for missing names must not be printed again; hayagriva then also takes it for missing where
//! the style only asks whether it is there, and a branch of the style goes wrong. So the questions are put to another
//! variable, one that the style never uses, and records that have the one are given the other.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use citationberg::taxonomy::{StandardVariable, Variable};
use citationberg::{Choose, ChooseBranch, IndependentStyle, LayoutRenderingElement, NamesChild, SortKey, TextTarget};

use crate::csl::TextVariable;

/// The shadows of a style.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::render) struct Shadows {
    /// For each variable that may stand in for names, the variable that tells whether a record has it.
    pub(in crate::render) of: Vec<(String, String)>,
    /// A variable that no record is given.
    pub(in crate::render) never: Option<StandardVariable>,
}

/// Finds the shadows a style needs, and puts its questions to them.
pub(in crate::render) fn redirect(style: &mut IndependentStyle) -> Shadows {
    let mut survey = Survey::default();
    survey.style(style);
    let mut spare = spare(&survey.used).into_iter();
    let never = spare.next();
    let mut substitutes = survey.substitutes();
    substitutes.retain(|variable| survey.asked.contains(variable));
    let shadows: Vec<(Variable, StandardVariable)> = substitutes.into_iter().zip(spare).collect();
    for_each_branch(style, &mut |branch| {
        for variable in branch.variable.iter_mut().flatten() {
            if let Some((_, shadow)) = shadows.iter().find(|(original, _)| original == variable) {
                *variable = Variable::Standard(*shadow);
            }
        }
    });
    let of = shadows.iter().map(|(original, shadow)| (original.to_string(), shadow.to_string())).collect();
    Shadows { of, never }
}

/// Text variables that hayagriva knows and the style does not use.
fn spare(used: &HashSet<StandardVariable>) -> Vec<StandardVariable> {
    /// Variables that are handed over for ends of our own, or filled in by hayagriva.
    const TAKEN: &[&str] = &["citation-label", "year-suffix", "title", "title-short", "container-title-short"];
    let names = TextVariable::ALL.iter().rev().map(|variable| variable.as_str()).filter(|name| !TAKEN.contains(name));
    let known = names.filter_map(|name| serde_json::from_value(serde_json::Value::from(name)).ok());
    known.filter(|variable| !used.contains(variable)).collect()
}

/// What a style uses.
#[derive(Default)]
struct Survey {
    used: HashSet<StandardVariable>,
    /// The variables that are asked for.
    asked: HashSet<Variable>,
    /// By macro, or nothing for what stands in a `<substitute>`: the variables printed and the macros called.
    printed: BTreeMap<Option<String>, (Vec<Variable>, BTreeSet<String>)>,
}

impl Survey {
    fn style(&mut self, style: &IndependentStyle) {
        for part in &style.macros {
            self.elements(&part.children, &Some(part.name.clone()));
        }
        // Layouts are no macros: they get a name that none can have.
        let layout = Some(String::from("\0"));
        self.elements(&style.citation.layout.elements, &layout);
        self.sort(style.citation.sort.as_ref());
        if let Some(bibliography) = &style.bibliography {
            self.elements(&bibliography.layout.elements, &layout);
            self.sort(bibliography.sort.as_ref());
        }
    }

    fn sort(&mut self, sort: Option<&citationberg::Sort>) {
        for key in sort.into_iter().flat_map(|sort| &sort.keys) {
            if let SortKey::Variable { variable: Variable::Standard(variable), .. } = key {
                self.used.insert(*variable);
            }
        }
    }

    fn elements(&mut self, elements: &[LayoutRenderingElement], place: &Option<String>) {
        elements.iter().for_each(|element| self.element(element, place));
    }

    fn element(&mut self, element: &LayoutRenderingElement, place: &Option<String>) {
        match element {
            LayoutRenderingElement::Text(text) => match &text.target {
                TextTarget::Variable { var, .. } => self.print(*var, place),
                TextTarget::Macro { name } => {
                    self.printed.entry(place.clone()).or_default().1.insert(name.clone());
                }
                _ => {}
            },
            LayoutRenderingElement::Number(number) => self.print(number.variable.into(), place),
            LayoutRenderingElement::Date(date) => {
                date.variable.into_iter().for_each(|variable| self.print(variable.into(), place));
            }
            LayoutRenderingElement::Names(names) => {
                names.variable.iter().for_each(|variable| self.print((*variable).into(), place));
                for child in &names.children {
                    if let NamesChild::Substitute(substitute) = child {
                        self.elements(&substitute.children, &None);
                        self.elements(&substitute.children, place);
                    }
                }
            }
            LayoutRenderingElement::Choose(choose) => self.choose(choose, place),
            LayoutRenderingElement::Group(group) => self.elements(&group.children, place),
            LayoutRenderingElement::Label(_) => {}
        }
    }

    fn choose(&mut self, choose: &Choose, place: &Option<String>) {
        for branch in choose.branches() {
            self.asked.extend(branch.variable.iter().flatten());
            let asked = branch.variable.iter().flatten().chain(branch.is_numeric.iter().flatten());
            self.used.extend(asked.filter_map(standard));
            self.elements(&branch.children, place);
        }
        choose.otherwise.iter().for_each(|otherwise| self.elements(&otherwise.children, place));
    }

    fn print(&mut self, variable: Variable, place: &Option<String>) {
        self.used.extend(standard(&variable));
        self.printed.entry(place.clone()).or_default().0.push(variable);
    }

    /// The variables that may stand in for names, by the macros that `<substitute>` calls.
    fn substitutes(&self) -> Vec<Variable> {
        let mut variables: Vec<Variable> = Vec::new();
        let mut seen: BTreeSet<Option<String>> = BTreeSet::new();
        let mut open = vec![None];
        while let Some(place) = open.pop() {
            if !seen.insert(place.clone()) {
                continue;
            }
            let Some((printed, called)) = self.printed.get(&place) else { continue };
            for variable in printed.iter().filter(|variable| !matches!(variable, Variable::Date(_))) {
                if !variables.contains(variable) {
                    variables.push(*variable);
                }
            }
            open.extend(called.iter().cloned().map(Some));
        }
        variables
    }
}

fn standard(variable: &Variable) -> Option<StandardVariable> {
    if let Variable::Standard(variable) = variable { Some(*variable) } else { None }
}

/// Does something to every branch of a style.
fn for_each_branch(style: &mut IndependentStyle, act: &mut impl FnMut(&mut ChooseBranch)) {
    style.macros.iter_mut().for_each(|part| branches(&mut part.children, act));
    branches(&mut style.citation.layout.elements, act);
    style.bibliography.iter_mut().for_each(|bibliography| branches(&mut bibliography.layout.elements, act));
}

fn branches(elements: &mut [LayoutRenderingElement], act: &mut impl FnMut(&mut ChooseBranch)) {
    for element in elements {
        match element {
            LayoutRenderingElement::Choose(choose) => {
                for branch in std::iter::once(&mut choose.if_).chain(&mut choose.else_if) {
                    act(branch);
                    branches(&mut branch.children, act);
                }
                choose.otherwise.iter_mut().for_each(|otherwise| branches(&mut otherwise.children, act));
            }
            LayoutRenderingElement::Group(group) => branches(&mut group.children, act),
            LayoutRenderingElement::Names(names) => {
                for child in &mut names.children {
                    if let NamesChild::Substitute(substitute) = child {
                        branches(&mut substitute.children, act);
                    }
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_about_what_may_stand_in_for_names_go_to_a_shadow() {
        let xml = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info><title>T</title><id>t</id>
            <updated>2020-01-01T00:00:00+00:00</updated></info>
            <macro name="where"><text variable="container-title"/></macro>
            <citation><layout><names variable="author"><substitute><names variable="editor"/><text macro="where"/></substitute></names>
            <choose><if variable="container-title publisher"><text variable="title"/></if></choose></layout></citation></style>"#;
        let mut style = IndependentStyle::from_xml(xml).unwrap();
        let shadows = redirect(&mut style);
        let originals: Vec<_> = shadows.of.iter().map(|(original, _)| original.as_str()).collect();
        assert_eq!(originals, ["container-title"]);
        let mut asked = Vec::new();
        for_each_branch(&mut style, &mut |branch| {
            asked.extend(branch.variable.iter().flatten().map(ToString::to_string));
        });
        assert_eq!(asked, [shadows.of[0].1.clone(), "publisher".to_owned()]);
        assert!(shadows.never.is_some());
    }
}
