//! What one document is held to: its settings, and the version it is compared with.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use gen_lsp_types::Uri;

use super::host::Host;
use super::preferences::{Compare, Preferences};
use super::uri;
use crate::analysis::{Analysis, Options};
use crate::config::{Config, SettingWord};
use crate::convert;
use crate::csl::Item;
use crate::document::{self, Format};
use crate::lint::{self, Finding};
use crate::render::Style;
use crate::text::Source;
use crate::workspace::git::CommitFiles;
use crate::workspace::settings::SettingsFinder;
use crate::workspace::{self, walk};

/// What documents are held to in common; made anew when settings change.
pub(super) struct Workspace {
    host: Host,
    finder: SettingsFinder,
    history: CommitFiles,
    pub(super) preferences: Preferences,
    /// Tells these settings from all others that the server has seen.
    pub(super) serial: u64,
    styles: Mutex<HashMap<String, Option<Arc<Style>>>>,
    library: OnceLock<Arc<Vec<Item>>>,
}

impl Workspace {
    pub(super) fn new(host: Host, preferences: Preferences, serial: u64) -> Self {
        Self {
            host,
            finder: SettingsFinder::default(),
            history: CommitFiles::new(None),
            preferences,
            serial,
            styles: Mutex::default(),
            library: OnceLock::new(),
        }
    }

    /// The documents in some folders, as `ibid check` finds them.
    pub(super) fn files(&self, folders: &[PathBuf]) -> Vec<PathBuf> {
        walk::files(folders, &self.finder, false).into_iter().flatten().collect()
    }

    /// The works of the writer's own bibliography; none where it cannot be read.
    fn library(&self) -> Arc<Vec<Item>> {
        let read = || {
            let path = Path::new(self.preferences.library.as_deref()?);
            let source = Source::decode(path.display().to_string(), workspace::file(path).ok()?).ok()?;
            let format = convert::of_path(path).or_else(|| convert::of_text(&source.text))?;
            Some((format.read)(&source.text).items)
        };
        Arc::clone(self.library.get_or_init(|| Arc::new(read().unwrap_or_default())))
    }

    /// The style of a name, found once.
    fn style(&self, name: &str) -> Option<Arc<Style>> {
        let mut styles = self.styles.lock().unwrap_or_else(PoisonError::into_inner);
        let find = || (self.host.style)(name).ok().map(Arc::new);
        styles.entry(name.to_owned()).or_insert_with(find).clone()
    }
}

/// Languages of editors, and the formats that they are; any other text is told by its name and content.
const LANGUAGES: &[(&str, &str)] = &[
    ("markdown", "markdown"),
    ("mdx", "markdown"),
    ("quarto", "markdown"),
    ("rmd", "markdown"),
    ("html", "html"),
    ("latex", "latex"),
    ("tex", "latex"),
    ("org", "org"),
    ("restructuredtext", "rst"),
    ("rst", "rst"),
    ("asciidoc", "asciidoc"),
    ("mediawiki", "mediawiki"),
    ("wikitext", "mediawiki"),
];

/// What one document is held to.
pub(super) struct Held {
    workspace: Arc<Workspace>,
    /// The name by which it is known.
    pub(super) name: String,
    file: Option<PathBuf>,
    pub(super) options: Options,
    checks: lint::Settings,
    /// The language by which the editor knows it.
    language: String,
    /// The style that its notes follow.
    style: Option<String>,
    /// What is wrong with its settings, which are then left out.
    pub(super) problem: Option<String>,
    /// The text as it was when the document was opened.
    opened: Source,
    previous: OnceLock<Option<Analysis>>,
}

impl Held {
    pub(super) fn new(workspace: Arc<Workspace>, uri: &Uri, language: String, opened: &Arc<String>) -> Self {
        let (name, file) = (uri::name(uri), uri::path(uri));
        let (found, problem) = match workspace.settings(&name, file.as_deref()) {
            Ok(found) => (found, None),
            Err(error) => (workspace.without_files(), Some(format!("{error:#}"))),
        };
        let (config, checks) = found;
        let options = Options { format: format(&name, &language), ..Options::of(&config) };
        let style = config.style.map(|style| style.text);
        let opened = source(&name, opened);
        Self { workspace, name, file, options, checks, language, style, problem, opened, previous: OnceLock::new() }
    }

    /// The version that the document is compared with, if it is not the same text.
    fn previous(&self, now: &str) -> Option<&Analysis> {
        if !self.checks.rules.iter().any(|(rule, _)| rule.needs == lint::Needs::Previous) {
            return None;
        }
        let previous = self.previous.get_or_init(|| {
            let source = self.earlier(now)?;
            Some(Analysis::of(&[source], &self.options))
        });
        previous.as_ref().filter(|previous| previous.document.text.as_str() != now)
    }

    /// The version that git has, else the text as it was opened.
    fn earlier(&self, now: &str) -> Option<Source> {
        let committed = || {
            let bytes = self.workspace.history.earlier(self.file.as_deref()?, now).ok()??;
            document::open(&*self.name, bytes).ok()
        };
        match self.workspace.preferences.compare_with {
            Compare::Nothing => None,
            Compare::Opened => Some(self.opened.clone()),
            Compare::Head => committed().or_else(|| Some(self.opened.clone())),
        }
    }

    /// The same document under other settings.
    pub(super) fn under(&self, workspace: Arc<Workspace>, uri: &Uri) -> Self {
        Self::new(workspace, uri, self.language.clone(), &self.opened.text)
    }

    /// What is wrong with a reading of the document.
    pub(super) fn findings(&self, analysis: &Analysis) -> Vec<Finding> {
        lint::check(analysis, self.previous(&analysis.document.text), &self.checks)
    }

    pub(super) fn preferences(&self) -> &Preferences {
        &self.workspace.preferences
    }

    /// The works of the writer's own bibliography.
    pub(super) fn library(&self) -> Arc<Vec<Item>> {
        self.workspace.library()
    }

    /// The style that its notes follow, else the one of that name.
    pub(super) fn style_or(&self, usual: &str) -> Option<Arc<Style>> {
        self.style().or_else(|| self.workspace.style(usual))
    }

    /// The style that its notes follow, if there is one of that name.
    pub(super) fn style(&self) -> Option<Arc<Style>> {
        self.workspace.style(self.style.as_deref()?)
    }
}

impl Workspace {
    /// The settings of a document: those of its files, with what the client says instead.
    fn settings(&self, name: &str, file: Option<&Path>) -> anyhow::Result<(Config, lint::Settings)> {
        let path = file.unwrap_or(Path::new(name));
        let found = if file.is_some() { self.finder.for_file(path)? } else { Arc::default() };
        let config = self.overlaid(found.config.clone());
        let checks = found.checks(&config, path)?;
        Ok((config, checks))
    }

    /// What the client says alone; where that is wrong, nothing.
    fn without_files(&self) -> (Config, lint::Settings) {
        let config = self.overlaid(Config::default());
        let checks = lint::Settings::new(&config).unwrap_or_default();
        (config, checks)
    }

    fn overlaid(&self, mut config: Config) -> Config {
        let word = |text: &Option<String>| text.as_deref().map(SettingWord::from);
        config.preset = word(&self.preferences.preset).or(config.preset);
        config.style = word(&self.preferences.style).or(config.style);
        config
    }
}

/// The format of a document: by the ending of its name, which the library knows, else by the language of the editor.
fn format(name: &str, language: &str) -> Option<Format> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    if ending.is_some_and(|ending| Format::endings().any(|known| known == ending)) {
        return None;
    }
    let (_, format) = LANGUAGES.iter().find(|(known, _)| known.eq_ignore_ascii_case(language))?;
    Format::by_name(format).ok()
}

/// A text that an editor holds, under the name of its document.
pub(super) fn source(name: &str, text: &Arc<String>) -> Source {
    let mut source = Source::new(name, String::new());
    source.text = Arc::clone(text);
    source
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_of_a_name_says_more_than_the_language_of_an_editor() {
        for (name, language, expected) in [
            ("/a/post.md", "html", None),
            ("Untitled-1", "markdown", Some("markdown")),
            ("Untitled-1", "reStructuredText", Some("rst")),
            ("post.myblog", "latex", Some("latex")),
            ("Untitled-1", "plaintext", None),
        ] {
            assert_eq!(format(name, language).map(Format::name), expected, "{name} {language}");
        }
    }
}
