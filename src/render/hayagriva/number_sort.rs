//! Numbers of sources. The case: a bibliography with `<sort><key variable="citation-number"/></sort>` stands in the order of citation;
//! hayagriva numbers it before it knows that order.

use citationberg::SortKey;
use citationberg::taxonomy::{NumberVariable, Variable};

/// A bibliography sorted by citation number alone stands in the order of citation, which is what no sorting gives;
/// hayagriva would number it before it knows that order.
pub(in crate::render) fn drop_number_sort(bibliography: &mut citationberg::Bibliography) {
    let number = Variable::Number(NumberVariable::CitationNumber);
    let only = |sort: &citationberg::Sort| matches!(sort.keys.as_slice(), [SortKey::Variable { variable, .. }] if *variable == number);
    if bibliography.sort.as_ref().is_some_and(only) {
        bibliography.sort = None;
    }
}
