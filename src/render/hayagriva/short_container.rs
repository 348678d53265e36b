//! Short titles of journals. The case: `<text variable="container-title" form="short"/>` prints `container-title-short`; hayagriva prints
//! the whole title.

use citationberg::taxonomy::{StandardVariable, Variable};
use citationberg::{
    Choose, ChooseBranch, ChooseMatch, ElseBranch, LayoutRenderingElement, LongShortForm, Text, TextTarget,
};

/// `<text variable="container-title" form="short"/>` as CSL means it: hayagriva knows a short form of titles only.
pub(in crate::render) fn short_container(text: &Text) -> Option<Choose> {
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
