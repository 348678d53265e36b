//! `ibid inspect`: markers, notes, citations, what each stands for and why not.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use super::input::ReadingArgs;
use super::library::LibraryArgs;
use super::settings::SettingsFinder;
use crate::analysis::Analysis;
use crate::api::Inspection;
use crate::report::inspect;
use crate::text::Source;

/// Show markers, notes and citations, and what each citation stands for
#[derive(Debug, clap::Args)]
#[command(after_help = super::examples::INSPECT)]
pub(super) struct Args {
    /// The documents; - is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to show them
    #[arg(long, value_enum, default_value_t = InspectionFormat::Text)]
    format: InspectionFormat,
    /// The order: each note with its citations, or each work with the notes that cite it
    #[arg(long, value_enum, default_value_t = By::Note)]
    by: By,
    /// Also say how sure each cut is, and which works each citation may mean, with what speaks for and against them
    #[arg(long)]
    why: bool,
    #[command(flatten)]
    library: LibraryArgs,
    #[command(flatten)]
    reading: ReadingArgs,
}

/// How an inspection is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum InspectionFormat {
    Text,
    Json,
    /// The graph, for Graphviz
    Dot,
    /// The graph, for Mermaid
    Mermaid,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum By {
    Note,
    Source,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let library = args.library.load()?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let settings = SettingsFinder::default();
    for sources in args.reading.documents(&args.paths)? {
        let analysis = Analysis::of(&sources, &args.reading.options(&settings, &sources)?);
        let analysis = match &library {
            Some(library) => analysis.with_works(|works| library.apply_to(works)),
            None => analysis,
        };
        show(&sources, &analysis, args, &mut out)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn show(sources: &[Source], analysis: &Analysis, args: &Args, out: &mut impl Write) -> std::io::Result<()> {
    let path = sources.first().map_or("-", |source| source.path.as_str());
    let why = args.why.then(|| analysis.why());
    let shown = match (args.format, args.by) {
        (InspectionFormat::Json, _) => {
            serde_json::to_writer(&mut *out, &Inspection::explained(sources, analysis, why.as_deref()))?;
            String::new()
        }
        (InspectionFormat::Dot, _) => inspect::dot(analysis),
        (InspectionFormat::Mermaid, _) => inspect::mermaid(analysis),
        (InspectionFormat::Text, By::Note) => inspect::by_note(path, analysis, why.as_deref()),
        (InspectionFormat::Text, By::Source) => inspect::by_source(path, analysis),
    };
    writeln!(out, "{}", shown.trim_end())
}
