//! `ibid link`: a post with its notes in another system.

use std::io::Write;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};

use super::input::ReadingArgs;
use super::library::LibraryArgs;
use super::settings::SettingsFinder;
use super::write::Destination;
use crate::csl::Item;
use crate::link::{Created, Fields, System, UnknownSystem, fields, link, link_document, typed};
use crate::report::inspect::cut;
use crate::text::{Source, visible};

/// Rewrite a post with its notes in another system, linked both ways
///
/// The result goes to standard output unless --write or --diff says otherwise. Before that it is read again: if a marker would lead to another
/// note, or a short form would mean another source, nothing is written.
#[derive(Debug, clap::Args)]
#[command(after_help = super::examples::LINK)]
pub(super) struct Args {
    /// The post; - is standard input
    #[arg(value_name = "PATH")]
    path: PathBuf,
    /// The system of notes: markdown, html, wordpress, latex, text, docx or odt. Of a .docx or .odt: zotero for live citations, text for typed ones
    #[arg(long, value_name = "SYSTEM", value_parser = target)]
    to: Target,
    /// The style of live citations: the address of a style of Zotero, or the last part of it
    #[arg(long, value_name = "STYLE", default_value = "chicago-notes-bibliography")]
    style: String,
    #[command(flatten)]
    library: LibraryArgs,
    #[command(flatten)]
    destination: Destination,
    #[command(flatten)]
    reading: ReadingArgs,
}

/// What a post is linked into.
#[derive(Debug, Clone, Copy)]
enum Target {
    /// A system of notes.
    Notes(&'static System),
    /// Live citations of Zotero.
    Zotero,
}

fn target(name: &str) -> Result<Target, UnknownSystem> {
    if name == "zotero" { Ok(Target::Zotero) } else { System::by_name(name).map(Target::Notes) }
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let source = args.reading.source(&args.path)?;
    let options = args.reading.options(&SettingsFinder::default(), std::slice::from_ref(&source))?;
    let failed = || source.path.clone();
    match args.to {
        Target::Zotero => {
            let library = args.library.load()?;
            let complete = |records: &mut [Item]| library.iter().for_each(|library| library.apply(records));
            let fields = fields(&source, &options, complete, &args.style).with_context(failed)?;
            report(&source, &fields)?;
            args.destination.take(&args.path, &source, &fields.text)?;
        }
        Target::Notes(system) if system.is_typed() && source.packed.is_some() => {
            args.destination.take(&args.path, &source, &typed(&source))?;
        }
        Target::Notes(system) if system.is_document() => {
            let load = |address: &str| picture(&args.path, address);
            let created = link_document(&source, &options, system, &load).with_context(failed)?;
            report_pictures(&source, &created)?;
            args.destination.take_document(&source, &created.bytes)?;
        }
        Target::Notes(system) => {
            let linked = link(&source, &options, system).with_context(failed)?;
            args.destination.take(&args.path, &source, &linked)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The picture that a post shows by an address below its folder.
fn picture(post: &Path, address: &str) -> Option<Vec<u8>> {
    const LARGEST: u64 = 1 << 26;
    let below = Path::new(address);
    let is_below = below.components().all(|step| matches!(step, Component::Normal(_) | Component::CurDir));
    let path = post.parent()?.join(below);
    let fits = || path.metadata().is_ok_and(|file| file.is_file() && file.len() <= LARGEST);
    if is_below && fits() { std::fs::read(path).ok() } else { None }
}

/// Says which pictures are not in a document.
fn report_pictures(source: &Source, created: &Created) -> Result<()> {
    let mut out = anstream::stderr();
    for address in &created.left_out {
        let line = format!("{}: the picture {address} is not in the document, but its words are", source.path);
        writeln!(out, "{}", visible(&line))?;
    }
    Ok(())
}

/// Says which citations stay typed.
fn report(source: &Source, fields: &Fields) -> Result<()> {
    let mut out = anstream::stderr();
    for kept in &fields.typed {
        let excerpt = cut(&kept.text);
        let line = format!("{}: note {}: “{excerpt}” stays typed: {}", source.path, kept.note, kept.reason);
        writeln!(out, "{}", visible(&line))?;
    }
    let (live, typed) = (fields.written, fields.typed.len());
    Ok(writeln!(out, "{}: {live} of {} citations are live now", source.path, live + typed)?)
}
