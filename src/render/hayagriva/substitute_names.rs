//! Names that stand in for others. The case: `<names variable="author"><name form="short"/><substitute><choose>… <names
//! variable="editor"/>` prints the editor in the short form; hayagriva prints it in full.

use citationberg::{LayoutRenderingElement, Names, NamesChild};

/// Names in a `<substitute>` are written like those they stand in for. hayagriva sees to that only where they stand in it
/// directly, and not inside of a `<choose>` or a `<group>`.
pub(in crate::render) fn inherit(names: &mut Names) {
    let model = names.clone();
    for child in &mut names.children {
        if let NamesChild::Substitute(substitute) = child {
            substitute.children.iter_mut().for_each(|element| inherit_from(&model, element));
        }
    }
}

fn inherit_from(model: &Names, element: &mut LayoutRenderingElement) {
    match element {
        LayoutRenderingElement::Names(names) => *names = model.from_names_substitute(names),
        LayoutRenderingElement::Group(group) => group.children.iter_mut().for_each(|child| inherit_from(model, child)),
        LayoutRenderingElement::Choose(choose) => {
            let branches = std::iter::once(&mut choose.if_).chain(&mut choose.else_if);
            let otherwise = choose.otherwise.iter_mut().flat_map(|otherwise| &mut otherwise.children);
            branches
                .flat_map(|branch| &mut branch.children)
                .chain(otherwise)
                .for_each(|child| inherit_from(model, child));
        }
        _ => {}
    }
}
