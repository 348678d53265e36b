//! `ibid bibliography`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};

use super::complain;
use super::settings::SettingsFinder;
use crate::analysis::Analysis;
use crate::csl::Item;
use crate::render::{OutputFormat, Renderer, Request, cited, with_ids};

/// Write the formatted list of the works that documents cite
///
/// A path is a document with notes, or a file of records (CSL-JSON, BibTeX, BibLaTeX, RIS, YAML).
#[derive(Debug, clap::Args)]
#[command(after_help = super::examples::BIBLIOGRAPHY)]
pub(super) struct Args {
    /// The documents; - is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    style: super::styles::StyleArgs,
    /// What to write: text, markdown, html, latex, typst
    #[arg(long, value_name = "FORMAT", default_value = "markdown")]
    format: OutputFormat,
    /// Gives each line of Markdown or LaTeX an id that links can lead to, as HTML has it
    #[arg(long)]
    anchors: bool,
    #[command(flatten)]
    library: super::library::LibraryArgs,
    #[command(flatten)]
    reading: super::input::ReadingArgs,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let style = args.style.load()?;
    if !style.has_bibliography() {
        bail!("the style \"{}\" writes notes only and has no list of works; chicago-notes has one", style.title);
    }
    let items = works(args)?;
    let ids = items.iter().map(|item| item.id.clone()).collect();
    let request = Request { citations: Vec::new(), bibliography: Some(ids) };
    let rendered = Renderer::new(&style, &items).render(&request, args.format)?;
    anstream::stdout().lock().write_all(args.format.listing(&rendered.bibliography, args.anchors).as_bytes())?;
    rendered.errors.iter().for_each(|error| complain(format_args!("{error}")));
    Ok(ExitCode::from(u8::from(!rendered.errors.is_empty())))
}

/// The works of all paths.
fn works(args: &Args) -> Result<Vec<Item>> {
    let (records, documents): (Vec<_>, Vec<_>) = args.paths.iter().cloned().partition(|path| is_records(path));
    let mut items = Vec::new();
    for path in &records {
        items.extend(super::cite::read_items(path)?);
    }
    let settings = SettingsFinder::default();
    for sources in args.reading.documents(&documents)? {
        items.extend(cited(Analysis::of(&sources, &args.reading.options(&settings, &sources)?)));
    }
    if let Some(library) = args.library.load()? {
        library.apply(&mut items);
    }
    Ok(with_ids(items))
}

fn is_records(path: &Path) -> bool {
    crate::convert::of_path(path).is_some()
}
