//! `ibid styles`, and the style that `--style` names.

mod shelf;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::render::{self, Style};
use shelf::Shelf;

/// List the styles that ibid can write
///
/// Besides its own, ibid knows every CSL file in the folders that --styles-dir names, then in those of the variable IBID_STYLES, and in
/// Zotero's styles folder. Names are those of the files, without .csl.
#[derive(Debug, clap::Args)]
#[command(after_help = super::examples::STYLES)]
pub(super) struct Args {
    /// Only styles that write notes
    #[arg(long)]
    notes: bool,
    #[command(flatten)]
    folders: Folders,
}

/// Where styles are looked for besides those that ibid has.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct Folders {
    /// A folder of CSL files that --style can name; the variable IBID_STYLES lists further folders
    #[arg(long, value_name = "DIR")]
    styles_dir: Vec<PathBuf>,
}

/// The style to write in: options that several commands share.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct StyleArgs {
    /// The style: a name that 'ibid styles' lists, or a path to a .csl file
    #[arg(long, value_name = "STYLE")]
    style: String,
    /// The language of the words that the style adds ("and", "edited by"), such as de-DE; without it, that of the style
    #[arg(long, value_name = "LOCALE", value_parser = locale)]
    locale: Option<String>,
    #[command(flatten)]
    folders: Folders,
}

/// A locale of a language that there is, as it is given.
fn locale(code: &str) -> Result<String, String> {
    crate::workspace::settings::language(code).map(|_| code.to_owned())
}

impl StyleArgs {
    /// The style, in the language that is asked for.
    pub(super) fn load(&self) -> Result<Style> {
        let style = self.folders.load(&self.style)?;
        Ok(match &self.locale {
            Some(locale) => style.in_locale(locale),
            None => style,
        })
    }
}

impl Folders {
    /// The style of a name, or of a path to a `.csl` file.
    pub(super) fn load(&self, name: &str) -> Result<Style> {
        let shelf = Shelf::of(&self.styles_dir)?;
        let path = Path::new(name);
        let is_file = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csl")) || path.is_file();
        match Some(path.to_owned()).filter(|_| is_file).or_else(|| shelf.first(name)) {
            Some(path) => of_file(&path, &shelf),
            None => match (Style::find(name), shelf.last(name)) {
                (Ok(style), _) => Ok(style),
                (Err(_), Some(path)) => of_file(&path, &shelf),
                (Err(_), None) => Err(render::StyleError::unknown(name, &shelf.names()).into()),
            },
        }
    }
}

fn of_file(path: &Path, shelf: &Shelf) -> Result<Style> {
    let name = path.display();
    let xml = String::from_utf8(super::input::file(path)?).with_context(|| format!("{name}: this is not UTF-8"))?;
    let parent = |last: &str| std::fs::read_to_string(shelf.first(last).or_else(|| shelf.last(last))?).ok();
    Style::from_csl_with(&xml, parent).with_context(|| name.to_string())
}

/// The style of a name or a path, for who gives no folders.
#[cfg(feature = "lsp")]
pub(super) fn load(name: &str) -> Result<Style> {
    Folders::default().load(name)
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let styles = render::list().into_iter().chain(Shelf::of(&args.folders.styles_dir)?.list());
    let styles: Vec<_> = styles.filter(|style| !args.notes || style.class == "note").collect();
    let width = styles.iter().map(|style| style.name.len()).max().unwrap_or_default();
    let mut out = anstream::stdout().lock();
    for style in styles {
        writeln!(out, "{:width$}  {:11}  {}", style.name, style.class, style.title)?;
    }
    Ok(ExitCode::SUCCESS)
}
