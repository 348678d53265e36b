//! The graph from citation to citation to work.

use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::HashMap;

use super::{Link, SourceId};

/// Which place each citation goes back to. An edge runs from a short form to what it stands for.
#[derive(Debug, Default)]
pub(crate) struct CitationGraph {
    graph: DiGraph<SourceId, Option<Link>>,
    nodes: HashMap<SourceId, NodeIndex>,
}

impl CitationGraph {
    fn node(&mut self, id: SourceId) -> NodeIndex {
        *self.nodes.entry(id).or_insert_with(|| self.graph.add_node(id))
    }

    /// Notes that `from` goes back to `to`. Each place goes back to one place at most: a second edge replaces the first.
    pub(crate) fn join(&mut self, from: SourceId, to: SourceId, link: Option<Link>) {
        let (start, end) = (self.node(from), self.node(to));
        let old: Vec<_> = self.graph.edges(start).map(|edge| edge.id()).collect();
        for edge in old {
            self.graph.remove_edge(edge);
        }
        self.graph.add_edge(start, end, link);
    }

    /// The place that `id` leads to in the end: the one that goes back to nothing. A circle ends where it closes.
    pub(crate) fn root(&self, id: SourceId) -> SourceId {
        let Some(&start) = self.nodes.get(&id) else { return id };
        let mut node = start;
        for _ in 0..self.graph.node_count() {
            match self.graph.neighbors(node).next() {
                Some(next) if next != start => node = next,
                _ => break,
            }
        }
        self.graph.node_weight(node).copied().unwrap_or(id)
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
        graph.join(id(2), id(1), Some(Link::PrecedingWork));
        graph.join(id(1), id(0), None);
        assert_eq!(graph.root(id(2)), id(0));
        assert_eq!(graph.root(id(7)), id(7));
        graph.join(id(2), SourceId::Entry(0), None);
        assert_eq!(graph.root(id(2)), SourceId::Entry(0));
    }

    #[test]
    fn a_circle_does_not_hang() {
        let mut graph = CitationGraph::default();
        graph.join(id(0), id(1), None);
        graph.join(id(1), id(0), None);
        graph.root(id(0));
    }
}
