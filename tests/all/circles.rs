//! Inside a room (a folder of src/) modules may use each other, but in circles only where this test names the room.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::tarjan_scc;
use petgraph::graph::DiGraph;

use super::layers::sources;

/// Rooms with a circle. A format of documents may hold another (Markdown holds HTML, an export holds posts), and is read by the same
/// steps. A rule is chosen by settings, which a rule sees.
const CIRCLES: &[&str] = &["document", "lint"];

/// The names of a module from the root of the crate on.
type Path = Vec<String>;

/// The paths that a module imports, and those that stand in its code.
struct Module {
    imports: Vec<String>,
    written: Vec<String>,
}

struct Modules(BTreeMap<Path, Module>);

/// The path of the module that a file holds.
fn module_of(file: &str) -> Path {
    let file = file.trim_end_matches(".rs").trim_end_matches("/mod");
    file.split('/').filter(|name| !["lib", "main"].contains(name)).map(str::to_owned).collect()
}

/// The paths of a tree of imports: `a::{b, c::{d, e as f}}` imports `a::b`, `a::c::d` and `a::c::e`.
fn expanded(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some((head, group)) = tree.split_once('{') else {
        return vec![tree.split(" as ").next().unwrap_or_default().trim().to_owned()];
    };
    let (mut depth, mut branches) = (0, vec![String::new()]);
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            ',' if depth == 0 => branches.push(String::new()),
            _ => branches.last_mut().unwrap().push(c),
        }
        depth += i32::from(c == '{') - i32::from(c == '}');
    }
    let branches = branches.iter().filter(|branch| !branch.trim().is_empty());
    branches.flat_map(|branch| expanded(branch)).map(|branch| format!("{head}{branch}")).collect()
}

/// What `use` imports.
fn imports(code: &str) -> Vec<String> {
    let statements = code.split(';').filter_map(|statement| {
        let at = statement.rfind("use ")?;
        let line = statement[..at].rsplit(['\n', '{', '}']).next()?.trim();
        (line.is_empty() || line.starts_with("pub")).then(|| statement[at + 4..].replace('\n', " "))
    });
    statements.flat_map(|tree| expanded(&tree)).collect()
}

/// The paths that stand in the code itself: `super::other::name`.
fn written(code: &str) -> Vec<String> {
    let starts = code.match_indices("::").filter_map(|(at, _)| {
        let start = code[..at].rfind(|c: char| !c.is_alphanumeric() && c != '_' && c != ':').map_or(0, |at| at + 1);
        let end =
            code[at..].find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':').map_or(code.len(), |len| at + len);
        code.get(start..end)
    });
    starts.map(str::to_owned).collect()
}

impl Modules {
    fn of(sources: &[(String, String)]) -> Self {
        let module = |code: &str| Module { imports: imports(code), written: written(code) };
        Self(sources.iter().map(|(file, code)| (module_of(file), module(code))).collect())
    }

    /// A path from the root on; `None` for what belongs to another crate.
    fn absolute(&self, path: &str, module: &Path) -> Option<Path> {
        let mut names = path.split("::").map(|name| name.trim().to_owned()).peekable();
        let mut base = module.clone();
        match names.peek()?.as_str() {
            "crate" => {
                names.next();
                base.clear();
            }
            "self" => drop(names.next()),
            "super" => {
                while names.next_if(|name| name == "super").is_some() {
                    base.pop();
                }
            }
            child => {
                let child: Path = [base.as_slice(), &[child.to_owned()]].concat();
                self.0.get(&child)?;
            }
        }
        Some(base.into_iter().chain(names).collect())
    }

    /// The module that a path leads to, through what modules on the way take from others.
    fn target(&self, path: &Path, steps: usize) -> Path {
        let known = (0..=path.len()).rev().find(|&len| self.0.contains_key(&path[..len])).unwrap_or(0);
        let module = path[..known].to_vec();
        let (Some(name), Some(through)) = (path.get(known), self.0.get(&module)) else { return module };
        let mut passed_on = through.imports.iter().filter_map(|import| self.absolute(import, &module));
        match passed_on.find(|import| import.last() == Some(name) && import != path) {
            Some(import) if steps > 0 => self.target(&import, steps - 1),
            _ => module,
        }
    }

    /// The modules that one uses.
    fn used(&self, module: &Path) -> BTreeSet<Path> {
        let paths = self.0[module].imports.iter().chain(&self.0[module].written);
        paths.filter_map(|path| self.absolute(path, module)).map(|path| self.target(&path, 5)).collect()
    }

    /// For each room, which of its modules use which.
    fn rooms(&self) -> BTreeMap<String, BTreeSet<(String, String)>> {
        let mut rooms: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
        for module in self.0.keys() {
            for other in self.used(module) {
                let shared = module.iter().zip(&other).take_while(|(one, two)| one == two).count();
                if let (Some(from), Some(to)) = (module.get(shared), other.get(shared)) {
                    rooms.entry(module[..shared].join("/")).or_default().insert((from.clone(), to.clone()));
                }
            }
        }
        rooms
    }

    /// The circles, each with its room.
    fn circles(&self) -> Vec<(String, Vec<String>)> {
        let mut circles = Vec::new();
        for (room, uses) in self.rooms() {
            let names: Vec<&String> =
                uses.iter().flat_map(|(from, to)| [from, to]).collect::<BTreeSet<_>>().into_iter().collect();
            let number = |name: &String| names.binary_search(&name).unwrap() as u32;
            let graph = DiGraph::<(), ()>::from_edges(uses.iter().map(|(from, to)| (number(from), number(to))));
            for circle in tarjan_scc(&graph).into_iter().filter(|circle| circle.len() > 1) {
                circles.push((room.clone(), circle.iter().map(|node| names[node.index()].clone()).collect()));
            }
        }
        circles
    }
}

#[test]
fn circles_stay_in_the_rooms_that_are_named() {
    let circles = Modules::of(&sources()).circles();
    let rooms: Vec<&str> = circles.iter().map(|(room, _)| room.as_str()).collect();
    assert_eq!(rooms, CIRCLES, "modules that use each other in a circle: {circles:#?}");
}

#[test]
fn circles_are_seen() {
    let file = |name: &str, code: &str| (name.to_owned(), code.to_owned());
    let circles = |files: &[(String, String)]| Modules::of(files).circles().len();
    let room = |inner: &str, outer: &str| {
        let room = file("room/mod.rs", "mod inner; mod outer; mod third;\npub(crate) use inner::Thing;");
        [room, file("room/inner.rs", inner), file("room/outer.rs", outer), file("room/third.rs", "pub struct Other;")]
    };
    for (inner, outer, wanted) in [
        ("use super::outer::other;", "use super::inner::thing;", 1),
        ("use super::{outer::{self, other}, third::Other};", "fn f() { super::inner::thing() }", 1),
        ("fn f() -> crate::room::outer::Other {}", "use super::Thing;", 1),
        ("use super::outer::other;", "use super::third::Other;", 0),
        ("use super::outer::other;", "use std::inner::thing;", 0),
    ] {
        assert_eq!(circles(&room(inner, outer)), wanted, "{inner} {outer}");
    }
}
