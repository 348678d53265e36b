//! The graph of citations and works, for Graphviz and Mermaid.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use super::text::title_of;
use crate::analysis::Analysis;
use crate::resolve::SourceId;
use crate::text::visible;

/// How many characters of a citation a node shows.
const SHOWN: usize = 40;

/// The graph in the language of Graphviz: an arrow runs from a citation to what it goes back to.
#[must_use]
pub fn dot(analysis: &Analysis) -> String {
    let graph = graph(analysis);
    let mut out = String::from("digraph ibid {\n  rankdir=RL;\n  node [shape=box];\n");
    for node in graph.node_weights() {
        let shape = if node.work { ", style=bold" } else { "" };
        let _ = writeln!(
            out,
            "  \"{}\" [label=\"{}\\n{}\"{shape}];",
            quoted(&node.name),
            quoted(&node.name),
            quoted(&node.text)
        );
    }
    for edge in graph.edge_references() {
        let (from, to, label) = (&graph[edge.source()].name, &graph[edge.target()].name, edge.weight());
        let _ = writeln!(out, "  \"{}\" -> \"{}\" [label=\"{label}\"];", quoted(from), quoted(to));
    }
    out.push_str("}\n");
    out
}

/// The graph in the language of Mermaid.
#[must_use]
pub fn mermaid(analysis: &Analysis) -> String {
    let graph = graph(analysis);
    let mut out = String::from("flowchart RL\n");
    for (number, node) in graph.node_weights().enumerate() {
        let (open, close) = if node.work { ("[[", "]]") } else { ("[", "]") };
        let _ = writeln!(out, "  n{number}{open}\"{}: {}\"{close}", entity(&node.name), entity(&node.text));
    }
    for edge in graph.edge_references() {
        let label = edge.weight();
        let arrow = if label.is_empty() { "-->".to_owned() } else { format!("-->|{label}|") };
        let _ = writeln!(out, "  n{} {arrow} n{}", edge.source().index(), edge.target().index());
    }
    out
}

struct GraphNode {
    name: String,
    text: String,
    work: bool,
}

/// The citations and works of a document, each citation with an edge to what it goes back to.
fn graph(analysis: &Analysis) -> DiGraph<GraphNode, &'static str> {
    let mut graph = DiGraph::new();
    let places: HashMap<SourceId, NodeIndex> =
        nodes(analysis).into_iter().map(|(id, node)| (id, graph.add_node(node))).collect();
    for (index, found) in analysis.resolutions.iter().enumerate() {
        let from = SourceId::Citation(index);
        let to = found.antecedent.or(found.source).filter(|to| *to != from && found.source.is_some());
        if let Some((&from, &to)) = to.and_then(|to| places.get(&from).zip(places.get(&to))) {
            graph.add_edge(from, to, found.link.map_or("", crate::resolve::Link::as_str));
        }
    }
    graph
}

/// Every citation, and every work that an entry or the running text gives.
fn nodes(analysis: &Analysis) -> Vec<(SourceId, GraphNode)> {
    let ids = analysis.document.note_ids();
    let name = |id: SourceId| visible(&analysis.source_name(id, &ids)).into_owned();
    let works: HashSet<SourceId> = analysis.works.iter().map(|work| work.id).collect();
    let node =
        |id: SourceId, text: &str| (id, GraphNode { name: name(id), text: cut(text), work: works.contains(&id) });
    let citations = analysis.citations.iter().enumerate().map(|(index, citation)| {
        let note = analysis.document.notes.get(citation.note);
        node(SourceId::Citation(index), note.map_or("", |note| citation.flat.of(&note.body.text)))
    });
    let entries = analysis.document.bibliography.iter().enumerate();
    let entries = entries.map(|(index, entry)| node(SourceId::Entry(index), &entry.body.text));
    let named = analysis.works.iter().filter(|work| matches!(work.id, SourceId::Body(_)));
    let named = named.map(|work| node(work.id, title_of(analysis, work.id)));
    citations.chain(entries.filter(|(_, node)| node.work)).chain(named).collect()
}

fn cut(text: &str) -> String {
    let line = visible(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned();
    if line.chars().count() <= SHOWN { line } else { format!("{}…", line.chars().take(SHOWN).collect::<String>()) }
}

fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// Mermaid takes HTML entities, written with a number sign.
fn entity(text: &str) -> String {
    text.replace('#', "#35;").replace('"', "#quot;").replace('<', "#lt;").replace('>', "#gt;")
}
