//! The graph of citations and works, for Graphviz and Mermaid.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use super::text::title_of;
use crate::analysis::Analysis;
use crate::resolve::SourceId;
use crate::text::visible;

/// How many characters of a citation a node shows.
const SHOWN: usize = 40;

/// The graph in the language of Graphviz: an arrow runs from a citation to what it goes back to.
#[must_use]
pub fn dot(analysis: &Analysis) -> String {
    let graph = Graph::of(analysis);
    let mut out = String::from("digraph ibid {\n  rankdir=RL;\n  node [shape=box];\n");
    for node in &graph.nodes {
        let shape = if node.work { ", style=bold" } else { "" };
        let _ = writeln!(
            out,
            "  \"{}\" [label=\"{}\\n{}\"{shape}];",
            quoted(&node.name),
            quoted(&node.name),
            quoted(&node.text)
        );
    }
    for (from, to, label) in &graph.edges {
        let _ = writeln!(out, "  \"{}\" -> \"{}\" [label=\"{label}\"];", quoted(from), quoted(to));
    }
    out.push_str("}\n");
    out
}

/// The graph in the language of Mermaid.
#[must_use]
pub fn mermaid(analysis: &Analysis) -> String {
    let graph = Graph::of(analysis);
    let mut out = String::from("flowchart RL\n");
    let places: HashMap<&str, usize> =
        graph.nodes.iter().enumerate().map(|(at, node)| (node.name.as_str(), at)).collect();
    let place = |name: &str| places.get(name).copied().unwrap_or(0);
    for (number, node) in graph.nodes.iter().enumerate() {
        let (open, close) = if node.work { ("[[", "]]") } else { ("[", "]") };
        let _ = writeln!(out, "  n{number}{open}\"{}: {}\"{close}", entity(&node.name), entity(&node.text));
    }
    for (from, to, label) in &graph.edges {
        let arrow = if label.is_empty() { "-->".to_owned() } else { format!("-->|{label}|") };
        let _ = writeln!(out, "  n{} {arrow} n{}", place(from), place(to));
    }
    out
}

struct Node {
    name: String,
    text: String,
    work: bool,
}

struct Graph {
    nodes: Vec<Node>,
    edges: Vec<(String, String, &'static str)>,
}

impl Graph {
    fn of(analysis: &Analysis) -> Self {
        let ids = analysis.document.note_ids();
        let name = |id: SourceId| visible(&analysis.source_name(id, &ids)).into_owned();
        let works: HashSet<SourceId> = analysis.works.iter().map(|work| work.id).collect();
        let is_work = |id: SourceId| works.contains(&id);
        let mut nodes: Vec<Node> = Vec::new();
        for (index, citation) in analysis.citations.iter().enumerate() {
            let id = SourceId::Citation(index);
            let note = analysis.document.notes.get(citation.note);
            let text = note.map_or("", |note| citation.flat.of(&note.body.text));
            nodes.push(Node { name: name(id), text: cut(text), work: is_work(id) });
        }
        for (index, entry) in analysis.document.bibliography.iter().enumerate() {
            let id = SourceId::Entry(index);
            if is_work(id) {
                nodes.push(Node { name: name(id), text: cut(&entry.body.text), work: true });
            }
        }
        let named = analysis.works.iter().filter(|work| matches!(work.id, SourceId::Body(_)));
        nodes.extend(named.map(|work| Node {
            name: name(work.id),
            text: cut(title_of(analysis, work.id)),
            work: true,
        }));
        let found = analysis.resolutions.iter().enumerate();
        let edges = found.filter_map(|(index, found)| {
            let to = found
                .antecedent
                .or(found.source)
                .filter(|to| *to != SourceId::Citation(index) && found.source.is_some())?;
            Some((name(SourceId::Citation(index)), name(to), found.link.map_or("", crate::resolve::Link::as_str)))
        });
        Self { edges: edges.collect(), nodes }
    }
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
