//! `ibid restyle`.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};

use super::input::ReadingArgs;
use super::settings::SettingsFinder;
use super::write::Destination;
use crate::report::inspect::cut;
use crate::restyle::{Restyled, Wishes, restyle};
use crate::text::{Source, visible};

/// Rewrite a post with its notes in another style
///
/// Each source is given in full the first time, and in short or as an Ibid. after that. Signals, cited pages and commentary stay. ibid
/// leaves a note as it is if it does not understand the note well enough, or if a word would be lost. It then says so on standard error,
/// and the exit code is 1. The result goes to standard output unless --write or --diff says otherwise. Before that it is read again, and
/// must cite the same sources.
#[derive(Debug, clap::Args)]
#[command(after_help = super::examples::RESTYLE)]
pub(super) struct Args {
    /// The post; - is standard input
    #[arg(value_name = "PATH")]
    path: PathBuf,
    #[command(flatten)]
    style: super::styles::StyleArgs,
    /// Adds a bibliography, between markers that let ibid renew it the next time
    #[arg(long)]
    bibliography: bool,
    /// Lists primary sources and secondary literature separately
    #[arg(long)]
    split: bool,
    #[command(flatten)]
    destination: Destination,
    #[command(flatten)]
    reading: ReadingArgs,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let style = args.style.load()?;
    ensure!(
        style.is_note,
        "the style \"{}\" puts citations into the text, and restyling rewrites notes: give a style that writes notes, such as \
         chicago-notes-bibliography, mhra-notes, ibid-oscola or blog-notes ('ibid styles --notes' lists them)",
        style.title
    );
    let source = args.reading.source(&args.path)?;
    let wishes = Wishes { bibliography: args.bibliography, split: args.split };
    let options = args.reading.options(&SettingsFinder::default(), std::slice::from_ref(&source))?;
    let restyled = restyle(&source, &options, &style, wishes).with_context(|| source.path.clone())?;
    for kept in &restyled.kept {
        let excerpt = cut(&kept.text);
        remark(&source, &format!("note {}: “{excerpt}” stays as it is: {}", kept.note, kept.reason))?;
    }
    args.destination.take(&args.path, &source, &restyled.text)?;
    if !restyled.left_out.is_empty() {
        remark(&source, &format!("the style leaves out: {}", restyled.left_out.join("; ")))?;
    }
    if restyled.kept.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    remark(&source, &outcome(&restyled, &style.title))?;
    Ok(ExitCode::FAILURE)
}

/// Says something about a post on standard error.
fn remark(source: &Source, text: &str) -> Result<()> {
    Ok(writeln!(anstream::stderr(), "{}", visible(&format!("{}: {text}", source.path)))?)
}

/// What became of a post of which some citations were left as they were.
fn outcome(restyled: &Restyled, style: &str) -> String {
    let (kept, all) = (restyled.kept.len(), restyled.kept.len() + restyled.rewritten);
    match restyled.rewritten {
        0 => format!("none of the {all} citations could be written in {style}"),
        _ => format!("the post is now in two styles: {kept} of {all} citations are not in {style}; write them by hand"),
    }
}
