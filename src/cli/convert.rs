//! `ibid convert`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, anyhow, ensure};

use super::complain;
use super::input::Hints;
use super::library::LibraryArgs;
use super::settings::SettingsFinder;
use super::write::Backup;
use crate::analysis::Analysis;
use crate::convert::{self, Bibliography, key};
use crate::csl::Item;
use crate::document;
use crate::text::Source;

/// Write the works of posts, or of bibliography files, in another format
///
/// Formats of bibliographies: bibtex, biblatex, csl-json, jsonl (one item a line), csl-yaml, ris, hayagriva, and for
/// --from also references (one typed reference a line). Any other file is read as a document, and each work that its
/// notes cite becomes one entry. Exit status: 0 when every record was written, 1 when some could not be read and were left
/// out, 2 when nothing was written.
#[derive(Debug, clap::Args)]
#[command(after_help = super::examples::CONVERT)]
pub(super) struct Args {
    /// The documents or bibliographies; - is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The format to write: bibtex, biblatex, csl-json, jsonl, csl-yaml, ris, hayagriva
    #[arg(long, value_name = "FORMAT", value_parser = bibliography_format)]
    to: &'static convert::BibliographyFormat,
    /// The format to read, of documents or of bibliographies; without it, ibid guesses
    #[arg(long, value_name = "FORMAT")]
    from: Option<String>,
    /// Where to write; to standard output unless given
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Overwrites an input file even if some of its entries could not be read
    #[arg(long, requires = "output")]
    skip_broken: bool,
    /// New keys for all entries after a pattern such as {author}-{year}-{word} or {Author}{year}
    #[arg(long, value_name = "PATTERN", conflicts_with = "library")]
    key: Option<key::Pattern>,
    /// Writes accents as commands, for a BibTeX older than Unicode
    #[arg(long)]
    ascii: bool,
    #[command(flatten)]
    library: LibraryArgs,
    /// Adds the works that the library does not have to its file
    #[arg(long, requires = "library")]
    append: bool,
    #[command(flatten)]
    backup: Backup,
    #[command(flatten)]
    hints: Hints,
}

pub(super) fn bibliography_format(name: &str) -> Result<&'static convert::BibliographyFormat, String> {
    let writable = |format: &&convert::BibliographyFormat| format.write.is_some();
    convert::named(name).filter(writable).ok_or_else(|| {
        let names: Vec<&str> = convert::FORMATS.iter().filter(writable).map(|format| format.name).collect();
        format!("the formats that can be written are {}", names.join(", "))
    })
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let sources = args.paths.iter().map(|path| args.hints.source(path)).collect::<Result<Vec<_>>>()?;
    let mut bibliography = Bibliography::default();
    let settings = SettingsFinder::default();
    for sources in args.hints.group(sources) {
        let read = args.read(&settings, &sources)?;
        join(&mut bibliography, read);
    }
    let left_out = bibliography.left_out();
    ensure!(!bibliography.items.is_empty() || left_out == 0, "none of the records could be read; nothing was written");
    args.guard(left_out)?;
    let options = convert::ConvertOptions { ascii: args.ascii };
    match args.library.load()? {
        Some(library) => {
            library.apply(&mut bibliography.items);
            if args.append {
                library.append(&bibliography.items, &options)?;
            }
        }
        None => assign_keys(&mut bibliography.items, args.key.as_ref()),
    }
    let written = args.to.write.map_or_else(String::new, |write| write(&bibliography, &options));
    output(args, &written)?;
    if left_out > 0 {
        complain(format_args!("{left_out} record{} left out", if left_out == 1 { " was" } else { "s were" }));
    }
    Ok(ExitCode::from(u8::from(left_out > 0)))
}

/// Adds what was read to what was read before.
fn join(whole: &mut Bibliography, read: Bibliography) {
    whole.items.extend(read.items);
    whole.problems.extend(read.problems);
    whole.tail.push_str(&read.tail);
}

impl Args {
    /// The works of one bibliography or one document. What could not be read of a bibliography is said on standard error.
    fn read(&self, settings: &SettingsFinder, sources: &[Source]) -> Result<Bibliography> {
        let Some(format) = self.format(sources)? else { return self.works(settings, sources) };
        let mut whole = Bibliography::default();
        for source in sources {
            let read = (format.read)(&source.text);
            for problem in &read.problems {
                complain(format_args!("{}: {problem}", source.path));
            }
            join(&mut whole, read);
        }
        Ok(whole)
    }

    /// Keeps the output from replacing an input that it does not hold all of: a document, or a bibliography of which records
    /// were left out.
    fn guard(&self, left_out: usize) -> Result<()> {
        let Some(output) = self.output.as_deref().and_then(|path| path.canonicalize().ok()) else { return Ok(()) };
        let is_output = |path: &&PathBuf| path.canonicalize().is_ok_and(|path| path == output);
        let Some(path) = self.paths.iter().find(is_output) else { return Ok(()) };
        let name = path.display();
        ensure!(self.is_bibliography(path)?, "{name}: this is the document itself; its works need another file");
        ensure!(
            left_out == 0 || self.skip_broken,
            "{name}: nothing was written, since records would be lost; --skip-broken writes the file without them"
        );
        Ok(())
    }

    fn is_bibliography(&self, path: &Path) -> Result<bool> {
        Ok(self.format(&[self.hints.source(path)?])?.is_some())
    }

    /// The format if it is one of bibliographies: as told, by the file's name, or by its looks on standard input.
    fn format(&self, sources: &[Source]) -> Result<Option<&'static convert::BibliographyFormat>> {
        match (&self.from, sources) {
            (Some(name), _) => match (convert::named(name), name.parse::<document::Format>()) {
                (None, Err(_)) => Err(anyhow!("--from {name}: there is no format of this name")),
                (format, _) => Ok(format),
            },
            (None, [first, ..]) => {
                let by_name = convert::of_path(Path::new(&first.path));
                let by_looks = || convert::of_text(&first.text).filter(|_| first.path == super::input::STDIN);
                Ok(by_name.or_else(by_looks))
            }
            (None, []) => Ok(None),
        }
    }

    /// The works that a document cites, one entry each.
    fn works(&self, settings: &SettingsFinder, sources: &[Source]) -> Result<Bibliography> {
        let format = self.from.as_deref().map(str::parse).transpose().map_err(|error| anyhow!("{error}"))?;
        let mut items = Analysis::of(sources, &self.hints.options(format, settings, sources)?).records();
        // Where in the document a work is given is no key to cite it by.
        items.iter_mut().for_each(|item| item.id.clear());
        Ok(Bibliography::of(items))
    }
}

/// Keys for entries without one; new keys for all if there is a pattern.
fn assign_keys(items: &mut [Item], pattern: Option<&key::Pattern>) {
    if let Some(pattern) = pattern {
        let keys = pattern.assign(items);
        items.iter_mut().zip(keys).for_each(|(item, key)| item.id = key);
    } else {
        key::complete(items);
    }
}

fn output(args: &Args, text: &str) -> Result<()> {
    match &args.output {
        Some(path) => super::write::create(path, text.as_bytes(), args.backup),
        None => Ok(std::io::stdout().lock().write_all(text.as_bytes())?),
    }
}
