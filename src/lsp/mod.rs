//! The language server, `ibid server`: LSP over standard input and output.
//!
//! One thread reads messages and keeps the texts (`server`). Requests are answered on a pool of threads, each from a `Snapshot`
//! of the moment in which it came (`routes`); one more thread checks texts that change (`checker`). Each text is read once
//! (`Version`), by the one call of the library that every front end makes, and places are converted at the edge (`page`). What an
//! answer says is the library's; this layer only says it in the words of the protocol.

mod actions;
mod capabilities;
mod checker;
mod client;
mod completion;
mod diagnostics;
mod everywhere;
mod folding;
mod held;
mod hints;
mod host;
mod hover;
mod navigation;
mod page;
mod preferences;
mod rename;
mod routes;
mod server;
mod snapshot;
mod symbols;
mod uri;
mod version;

pub(crate) use host::Host;
pub(crate) use server::serve;
