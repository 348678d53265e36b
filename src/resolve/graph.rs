//! The graph from citation to citation to work.

use foldhash::HashMap;

use super::SourceId;

/// Which place each citation goes back to. It goes back to one place at most, so that the graph is a forest.
#[derive(Debug, Default)]
pub(crate) struct CitationGraph {
    antecedents: HashMap<SourceId, SourceId>,
}

impl CitationGraph {
    /// Notes that `from` goes back to `to`. What would close a circle is left out.
    pub(crate) fn join(&mut self, from: SourceId, to: SourceId) {
        if self.root(to) != from {
            self.antecedents.insert(from, to);
        }
    }

    /// The place that `id` leads to in the end: the one that goes back to nothing. Halves the way there, so that a long row of
    /// "Ibid." takes no longer than its length.
    pub(crate) fn root(&mut self, id: SourceId) -> SourceId {
        let mut place = id;
        while let Some(&next) = self.antecedents.get(&place) {
            let Some(&after) = self.antecedents.get(&next) else { return next };
            self.antecedents.insert(place, after);
            place = after;
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn id(number: usize) -> SourceId {
        SourceId::Citation(number)
    }

    #[test]
    fn chains_lead_to_their_root() {
        let mut graph = CitationGraph::default();
        graph.join(id(2), id(1));
        graph.join(id(1), id(0));
        assert_eq!(graph.root(id(2)), id(0));
        assert_eq!(graph.root(id(7)), id(7));
        graph.join(id(0), SourceId::Entry(0));
        assert_eq!(graph.root(id(2)), SourceId::Entry(0));
    }

    #[test]
    fn a_circle_does_not_hang() {
        let mut graph = CitationGraph::default();
        graph.join(id(0), id(1));
        graph.join(id(1), id(0));
        assert_eq!((graph.root(id(0)), graph.root(id(1))), (id(1), id(1)));
    }
}
