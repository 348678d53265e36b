//! `ibid check`.

use std::collections::HashSet;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, bail, ensure};
use clap::ValueEnum;
use indicatif::ProgressBar;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::book;
use super::cache::{Cache, Caching};
use super::earlier::Earlier;
use super::fixing::{self, Done, Fixing};
use super::git::CommitFiles;
use super::input::split;
use super::settings::{FoundSettings, SettingsFinder};
use super::write::Backup;
use super::{USAGE_ERROR, complain, examples, pretty, walk};
use crate::analysis::{Analysis, Options};
use crate::api::{Checked, Report};
use crate::config::{Config, SettingWord};
use crate::lint::{self, Baseline, Finding, Mended, Settings, Severity};
use crate::reference::Memory;
use crate::report::{concise, github, human, sarif, statistics};
use crate::text::{Source, visible};

/// Say what is wrong with the notes of documents
///
/// Folders are searched for documents; what .gitignore names is left out. Exit status: 0 when there is no error and no
/// warning, 1 when there is, 2 when a file or a setting cannot be read.
#[derive(Debug, clap::Args)]
#[command(after_help = examples::CHECK)]
#[allow(clippy::struct_excessive_bools, reason = "they are flags")]
pub(super) struct Args {
    /// Documents, or folders of documents; - is standard input
    #[arg(default_value = ".", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How findings are shown
    #[arg(long, value_enum, default_value_t)]
    format: FindingsFormat,
    /// Which rules run: blog (unless the settings say otherwise), scholarly or strict
    #[arg(long, value_name = "PRESET", value_parser = ["blog", "scholarly", "strict"])]
    preset: Option<String>,
    /// Runs only these rules, whatever the preset
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,
    /// Runs these rules, too
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    extend_select: Vec<String>,
    /// Does not run these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,
    /// The style that the notes are to follow
    #[arg(long, value_name = "STYLE")]
    style: Option<String>,
    #[command(flatten)]
    folders: super::styles::Folders,
    /// The lowest severity that makes the exit status 1
    #[arg(long, value_name = "SEVERITY", default_value = "warning", value_parser = severity)]
    fail_on: Severity,
    /// Counts findings by rule instead of showing them
    #[arg(long)]
    statistics: bool,
    /// Shows errors and warnings only, and no summary
    #[arg(short, long)]
    quiet: bool,
    /// Checks again whenever a document changes, until it is stopped
    #[arg(long, conflicts_with_all = ["fix", "unsafe_fixes", "write_baseline"])]
    watch: bool,
    /// Takes settings from this file instead of looking for ibid.toml
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Applies the excludes of the settings also to files that are named
    #[arg(long)]
    force_exclude: bool,
    /// A file of known findings, which are not shown again
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Writes all findings to the file that --baseline names
    #[arg(long, requires = "baseline")]
    write_baseline: bool,
    #[command(flatten)]
    cache: Caching,
    #[command(flatten)]
    fixing: Fixing,
    #[command(flatten)]
    earlier: Earlier,
    #[command(flatten)]
    reading: super::input::ReadingArgs,
}

/// The forms in which findings are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum FindingsFormat {
    /// With the lines of the document
    #[default]
    Text,
    /// One line for each finding
    Concise,
    /// For programs, as docs/schema describes it
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

fn severity(name: &str) -> Result<Severity, String> {
    Severity::by_name(name).ok_or_else(|| "there are error, warning and info".to_owned())
}

/// So many documents take long enough for a progress bar.
const MANY: usize = 500;

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    if !args.watch {
        return once(args);
    }
    let files = || {
        walk::files(&args.paths, &SettingsFinder::new(args.config.as_deref())?, args.force_exclude)
            .into_iter()
            .collect()
    };
    super::watch::whenever_changed(files, || once(args))
}

/// Checks the documents once.
fn once(args: &Args) -> Result<ExitCode> {
    ensure!(!args.statistics || args.format == FindingsFormat::Text, "--statistics has no format but text");
    let run = CheckRun::new(args)?;
    let paths: Vec<&Path> = args.paths.iter().map(|path| run.name_of(path)).collect();
    args.earlier.fits(&run.history, &paths)?;
    let outcomes = run.documents();
    let failed = outcomes.iter().any(Result::is_err);
    outcomes.iter().filter_map(|outcome| outcome.as_ref().err()).for_each(|error| complain(format_args!("{error:#}")));
    let outcomes: Vec<Outcome> = outcomes.into_iter().flatten().collect();
    if args.write_baseline {
        run.write_baseline(&outcomes)?;
    } else {
        run.report(&outcomes)?;
    }
    let found = !args.write_baseline && outcomes.iter().any(|outcome| outcome.worst() >= Some(args.fail_on));
    Ok(if failed { ExitCode::from(USAGE_ERROR) } else { ExitCode::from(u8::from(found)) })
}

/// One run of the command: what was asked for, made ready.
struct CheckRun<'a> {
    args: &'a Args,
    finder: SettingsFinder,
    baseline: Baseline,
    history: CommitFiles,
    /// The references read so far, in whatever file.
    memory: Memory,
    /// What earlier runs found.
    cache: Option<Cache>,
    /// Names of styles that there are.
    styles: Mutex<HashSet<String>>,
    colour: bool,
}

/// The corrections of the settings that fit none of the documents: one that fits any of them does its work.
fn unfit(outcomes: &[Outcome]) -> Vec<String> {
    let mut outcomes = outcomes.iter();
    let mut unfit = outcomes.next().map(|first| first.unfit.clone()).unwrap_or_default();
    outcomes.for_each(|other| unfit.retain(|pin| other.unfit.contains(pin)));
    unfit
}

/// What one document is held to.
struct Measure {
    settings: Settings,
    /// The document as it was.
    previous: Option<Analysis>,
}

impl Measure {
    fn findings(&self, analysis: &Analysis) -> Vec<Finding> {
        lint::check(analysis, self.previous.as_ref(), &self.settings)
    }
}

/// What one document has to say.
#[derive(Serialize, Deserialize)]
struct Outcome {
    checked: Checked,
    /// The findings as the text format shows them.
    drawn: String,
    /// The findings as a baseline knows them.
    #[serde(skip)]
    known: Baseline,
    /// What was mended.
    #[serde(skip)]
    done: Done,
    /// The corrections of the settings that fit nothing in it.
    unfit: Vec<String>,
}

impl Outcome {
    fn worst(&self) -> Option<Severity> {
        self.checked.findings.iter().map(|finding| finding.severity).max()
    }
}

impl<'a> CheckRun<'a> {
    fn new(args: &'a Args) -> Result<Self> {
        let baseline = match &args.baseline {
            Some(path) if !args.write_baseline => read_baseline(path)?,
            _ => Baseline::default(),
        };
        let colour = anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
        let finder = SettingsFinder::new(args.config.as_deref())?;
        Ok(Self {
            args,
            finder,
            baseline,
            history: args.earlier.history(),
            memory: Memory::default(),
            cache: Cache::of(&args.cache),
            styles: Mutex::default(),
            colour,
        })
    }

    /// Checks that there is a style of the name that the settings give.
    fn require_style(&self, config: &Config) -> Result<()> {
        let Some(word) = &config.style else { return Ok(()) };
        let is_known = |name: &str| self.styles.lock().unwrap_or_else(PoisonError::into_inner).contains(name);
        if !is_known(&word.text) && !lint::is_house(&word.text) {
            self.args.folders.load(&word.text).with_context(|| config.file_and_line(word))?;
        }
        self.styles.lock().unwrap_or_else(PoisonError::into_inner).insert(word.text.clone());
        Ok(())
    }

    /// Every document checked, in order; an error where one cannot be.
    fn documents(&self) -> Vec<Result<Outcome>> {
        let files = walk::files(&self.args.paths, &self.finder, self.args.force_exclude);
        if self.args.reading.hints.together {
            let files: Result<Vec<PathBuf>> = files.into_iter().collect();
            return vec![files.and_then(|files| self.together(&files))];
        }
        let is_long = files.len() > MANY && !self.args.quiet && std::io::stderr().is_terminal();
        let bar = if is_long { ProgressBar::new(files.len() as u64) } else { ProgressBar::hidden() };
        let check = |files: Result<Vec<PathBuf>>| {
            let outcomes = files.map_or_else(|error| vec![Err(error)], |files| self.documents_of(files));
            bar.inc(1);
            outcomes
        };
        let outcomes = book::of_files(files).into_par_iter().flat_map_iter(check).collect();
        bar.finish_and_clear();
        outcomes
    }

    /// Several files as one document.
    fn together(&self, files: &[PathBuf]) -> Result<Outcome> {
        let sources = files.iter().map(|file| self.args.reading.source(file)).collect::<Result<Vec<_>>>()?;
        self.document(files, sources)
    }

    /// The documents in one file, or in those of a book: an export of a site holds many.
    fn documents_of(&self, files: Vec<PathBuf>) -> Vec<Result<Outcome>> {
        let [file] = files.as_slice() else { return vec![self.together(&files)] };
        let source = match self.args.reading.source(file) {
            Ok(source) => source,
            Err(error) => return vec![Err(error)],
        };
        let posts = split(source);
        if posts.len() > 1 && self.args.fixing.least().is_some() {
            return vec![Err(anyhow::anyhow!("{}: the posts of an export cannot be mended in it", file.display()))];
        }
        posts.into_iter().map(|post| self.document(&files, vec![post])).collect()
    }

    fn document(&self, files: &[PathBuf], sources: Vec<Source>) -> Result<Outcome> {
        let Some(first) = files.first() else { bail!("there is no document to check") };
        let found = self.finder.for_file(self.name_of(first))?;
        let config = self.config(&found);
        self.require_style(&config)?;
        let settings = found.checks(&config, self.name_of(first))?;
        let options = self.options(&config);
        let earlier = self.earlier_sources(files, &sources, &settings)?;
        let key = |cache| self.key(cache, &config, &settings, &sources, earlier.as_deref());
        let entry = self.cache.as_ref().and_then(|cache| Some((cache, key(cache)?)));
        if let Some(kept) = entry.as_ref().and_then(|(cache, key)| cache.get(key)) {
            return Ok(kept);
        }
        let analysis = Analysis::of(&sources, &options);
        let previous = earlier.map(|earlier| Analysis::of(&earlier, &options));
        let measure = Measure { settings, previous };
        match self.args.fixing.least() {
            None => {
                let outcome = self.outcome(&sources, &analysis, measure.findings(&analysis));
                // Where no reference was read, a check takes no longer than a look into the cache.
                if let Some((cache, key)) = entry.filter(|_| analysis.is_read()) {
                    cache.keep(&key, &outcome);
                }
                Ok(outcome)
            }
            Some(least) => {
                let name = sources.first().map_or("", |source| &source.path);
                let find = |now: &Analysis| self.baseline.new_ones(name, &now.document.text, measure.findings(now));
                let mended = lint::mend(&sources, &options, least, find);
                let done = self.args.fixing.finish(files, &sources, &mended)?;
                Ok(Outcome { done, ..self.left(&sources, &analysis, &mended, &measure)? })
            }
        }
    }

    /// The document as it was, if a rule asks for it.
    fn earlier_sources(
        &self,
        files: &[PathBuf],
        sources: &[Source],
        settings: &Settings,
    ) -> Result<Option<Vec<Source>>> {
        if !settings.rules.iter().any(|(rule, _)| rule.needs == lint::Needs::Previous) {
            return Ok(None);
        }
        let files: Vec<&Path> = files.iter().map(|file| self.name_of(file)).collect();
        self.args.earlier.sources(&self.history, &files, sources)
    }

    /// All that decides what is found in a document and how it is shown. `None` where a style does, which may lie in any file.
    fn key(
        &self,
        cache: &Cache,
        config: &Config,
        settings: &Settings,
        sources: &[Source],
        earlier: Option<&[Source]>,
    ) -> Option<String> {
        let path = sources.first().filter(|_| config.style.is_none())?.path.as_str();
        let texts = |sources: &[Source]| {
            let mut texts = sources.to_vec();
            texts.iter_mut().for_each(|text| text.packed = None);
            texts
        };
        let shown = (self.colour, self.args.quiet, self.args.statistics, self.args.format == FindingsFormat::Text);
        let (hints, known) = (&self.args.reading, self.baseline.files.get(path));
        let texts = (texts(sources), earlier.map(texts));
        Some(format!("{} {shown:?} {hints:?} {config:?} {settings:?} {known:?} {texts:?}\n", cache.build))
    }

    /// What there is to say after mending: of the files as they are now, which a mere patch leaves as they were.
    fn left(&self, sources: &[Source], before: &Analysis, mended: &Mended, measure: &Measure) -> Result<Outcome> {
        if self.args.fixing.leaves_files() {
            return Ok(self.outcome(sources, before, measure.findings(before)));
        }
        let now = sources.iter().zip(&mended.texts).map(|(source, text)| fixing::reread(source, text));
        let left = measure.findings(&mended.analysis);
        Ok(self.outcome(&now.collect::<Result<Vec<_>>>()?, &mended.analysis, left))
    }

    fn outcome(&self, sources: &[Source], analysis: &Analysis, findings: Vec<Finding>) -> Outcome {
        let (path, text) = (sources.first().map_or("", |source| &source.path), &analysis.document.text);
        let mut known = Baseline::default();
        if self.args.write_baseline {
            known.add(path, text, &findings);
        }
        let mut findings = self.baseline.new_ones(path, text, findings);
        findings.retain(|finding| !self.args.quiet || finding.severity > Severity::Info);
        let is_drawn = self.args.format == FindingsFormat::Text && !self.args.statistics;
        let drawn =
            if is_drawn { human::render(sources, &analysis.document, &findings, self.colour) } else { String::new() };
        let checked = Checked::new(sources, &analysis.document, findings);
        Outcome { checked, drawn, known, done: Done::default(), unfit: analysis.unfit_pins().to_vec() }
    }

    /// The path by which a file's settings are looked for: standard input has the name it is given.
    fn name_of<'p>(&'p self, path: &'p Path) -> &'p Path {
        let is_stdin = path.as_os_str() == super::input::STDIN;
        self.args.reading.hints.stdin_filename.as_deref().filter(|_| is_stdin).map_or(path, Path::new)
    }

    /// The settings of a file, with what the command line says instead.
    fn config(&self, found: &FoundSettings) -> Config {
        let words = |names: &[String]| names.iter().map(|name| SettingWord::from(name.as_str())).collect::<Vec<_>>();
        let mut config = found.config.clone();
        if !self.args.select.is_empty() {
            config.select = Some(words(&self.args.select));
        }
        config.extend_select.extend(words(&self.args.extend_select));
        config.ignore.extend(words(&self.args.ignore));
        config.preset = self.args.preset.as_deref().map(SettingWord::from).or(config.preset);
        let style = self.args.style.as_deref().map(SettingWord::from);
        config.style = style.or(config.style);
        config
    }

    fn options(&self, config: &Config) -> Options {
        let options = self.args.reading.hints.options_under(self.args.reading.from, config);
        Options { memory: self.memory.clone(), ..options }
    }

    fn report(&self, outcomes: &[Outcome]) -> Result<()> {
        let refused = outcomes.iter().flat_map(|outcome| &outcome.done.refused);
        refused.for_each(|refusal| complain(format_args!("{refusal}")));
        for pin in unfit(outcomes) {
            complain(format_args!("[resolve]: '{pin}' or what it is to mean is in none of the documents checked"));
        }
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        if self.args.fixing.takes_output(&self.args.paths) {
            outcomes.iter().try_for_each(|outcome| out.write_all(outcome.done.output.as_bytes()))?;
            return Ok(out.flush()?);
        }
        if self.args.format == FindingsFormat::Text && !self.args.statistics {
            outcomes.iter().try_for_each(|outcome| out.write_all(outcome.drawn.as_bytes()))?;
            out.flush()?;
            return self.summary(outcomes);
        }
        let checked: Vec<Checked> = outcomes.iter().map(|outcome| outcome.checked.clone()).collect();
        let text = match self.args.format {
            FindingsFormat::Text => statistics::render(&checked),
            FindingsFormat::Concise => checked.iter().map(concise::render).collect(),
            FindingsFormat::Json => pretty(&Report::of(&checked))?,
            FindingsFormat::Sarif => sarif::render(&checked),
            FindingsFormat::Github => github::render(&checked),
        };
        out.write_all(text.as_bytes())?;
        Ok(out.flush()?)
    }

    fn summary(&self, outcomes: &[Outcome]) -> Result<()> {
        if self.args.quiet {
            return Ok(());
        }
        let checked = outcomes.iter().map(|outcome| &outcome.checked);
        let fixes: Vec<&String> = outcomes.iter().flat_map(|outcome| &outcome.done.applied).collect();
        let mended = if fixes.is_empty() { String::new() } else { format!("{} fixed; ", fixes.len()) };
        let mut out = anstream::stderr().lock();
        counted(&fixes).iter().try_for_each(|fix| writeln!(out, "fixed: {}", visible(fix)))?;
        Ok(writeln!(out, "{mended}{}", statistics::summary(checked))?)
    }

    fn write_baseline(&self, outcomes: &[Outcome]) -> Result<()> {
        let Some(path) = &self.args.baseline else { return Ok(()) };
        let mut all = Baseline { version: 1, ..Baseline::default() };
        outcomes.iter().for_each(|outcome| all.files.extend(outcome.known.files.clone()));
        all.files.retain(|_, known| !known.is_empty());
        let text = serde_json::to_string_pretty(&all)? + "\n";
        super::write::create(path, text.as_bytes(), Backup::default())
    }
}

/// Lines in their order, those that follow with the same words counted instead of repeated.
fn counted(lines: &[&String]) -> Vec<String> {
    let same = lines.chunk_by(|one, next| one == next);
    same.map(|same| match same {
        [one] => (*one).clone(),
        [first, ..] => format!("{first} ({} times)", same.len()),
        [] => String::new(),
    })
    .collect()
}

fn read_baseline(path: &Path) -> Result<Baseline> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("{}: the baseline cannot be read; --write-baseline writes one", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{}: this is no baseline", path.display()))
}
