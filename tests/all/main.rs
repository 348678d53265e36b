//! Every test that looks at more than one module; one binary, a module an area.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod cache;
mod cases;
mod catalogue;
mod check;
mod circles;
mod citation;
mod cli;
mod commentary;
mod conformance;
mod convert;
mod dialects;
mod documents;
mod environment;
mod exports;
mod face;
mod fields;
mod fix;
mod hard;
mod harm;
mod hostile;
mod inspect;
mod journey;
mod judges;
mod kinds;
mod law;
mod layers;
mod lazy;
mod link;
mod loss;
mod missed;
mod mutate;
mod names;
mod notes;
mod odt;
mod pages;
mod parse;
mod quiet;
mod quiet_sources;
mod readme;
mod render;
mod replay;
mod resolve;
mod restyle;
mod rules;
#[cfg(feature = "lsp")]
mod server;
mod since;
mod site;
mod styles;
mod tagging;
mod torture;
#[cfg(feature = "office")]
mod word;
mod work;
mod writing;
