//! Findings as people like to read them: the line, what is wrong with it, the other places that explain it, and what to do.

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::renderer::{AnsiColor, Effects, Style};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::api::NoteNames;
use crate::document::Document;
use crate::lint::{Finding, Safety, Severity};
use crate::text::{ColumnUnit, LineIndex, Source, Span, visible};

/// How many bytes of a long line are shown on either side of what it is shown for.
const WINDOW: usize = 60;
/// Lines up to this many bytes are shown whole.
const WHOLE: usize = 160;
/// A second place farther off than this many lines is named, not shown.
const FAR: usize = 2000;

/// The findings of one document, for a terminal; with colours if `colour`.
#[must_use]
pub fn render(sources: &[Source], document: &Document, findings: &[Finding], colour: bool) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let lines: Vec<LineIndex<'_>> = sources.iter().map(|source| LineIndex::new(&source.text)).collect();
    let drawing = Drawing { sources, document, names: NoteNames::of(document), lines, colour };
    findings.iter().map(|finding| drawing.finding(finding)).collect()
}

/// A document whose findings are drawn.
struct Drawing<'a> {
    sources: &'a [Source],
    document: &'a Document,
    names: NoteNames<'a>,
    lines: Vec<LineIndex<'a>>,
    colour: bool,
}

/// A stretch that is underlined, on its first line only.
struct Underline<'f> {
    file: usize,
    line: usize,
    span: Span,
    kind: AnnotationKind,
    label: Option<&'f str>,
}

impl<'a> Drawing<'a> {
    fn finding(&self, finding: &Finding) -> String {
        let Some(main) = self.underline(finding.span, AnnotationKind::Primary, None) else { return String::new() };
        let related = finding
            .related
            .iter()
            .filter_map(|other| self.underline(other.span, AnnotationKind::Context, Some(&other.message)));
        let (near, far): (Vec<_>, Vec<_>) = related.partition(|other| self.is_shown_beside(other, &main));
        let (last, snippet) = self.snippet(main.file, std::iter::once(&main).chain(&near));
        let message = self.names.with_note(finding.span, &finding.message);
        let title = level(finding.severity).primary_title(visible(&message).into_owned()).id(finding.rule);
        let far = far
            .iter()
            .map(|other| format!("{}: {}", self.file_and_line(other), visible(other.label.unwrap_or_default())));
        let mut group = title.element(snippet).elements(far.map(|text| Level::NOTE.message(text)));
        group = group.elements(finding.note.iter().map(|text| Level::NOTE.message(visible(text))));
        group = group.elements(finding.help.iter().map(|text| Level::HELP.message(visible(text))));
        group = group.elements(fix_line(finding).map(|text| Level::HELP.message(text)));
        let renderer = if self.colour { Renderer::styled() } else { Renderer::plain() };
        self.with_place(&renderer.render(&[group]), &main, last)
    }

    /// True if a second place can be drawn together with the first: not too many lines away, and on a line as long as a page close by, so
    /// that the first is in sight.
    fn is_shown_beside(&self, other: &Underline<'_>, main: &Underline<'_>) -> bool {
        let is_long = self.line_span(main.file, main.line).len() > WHOLE;
        let is_near = other.span.start.abs_diff(main.span.start) <= WINDOW;
        other.file == main.file
            && other.line.abs_diff(main.line) <= FAR
            && (other.line != main.line || !is_long || is_near)
    }

    /// Puts the line that says where in. annotate-snippets would count the column in the part of the line it is shown.
    fn with_place(&self, drawing: &str, main: &Underline<'_>, last_line: usize) -> String {
        let (title, rest) = drawing.split_once('\n').unwrap_or((drawing, ""));
        let arrow = if self.colour { AnsiColor::BrightBlue.on_default().effects(Effects::BOLD) } else { Style::new() };
        let indent = last_line.to_string().len();
        format!("{title}\n{:indent$}{arrow}-->{arrow:#} {}\n{rest}\n\n", "", self.file_and_line(main))
    }

    /// `post.md:12:4`
    fn file_and_line(&self, underline: &Underline<'_>) -> String {
        let path = visible(self.sources.get(underline.file).map_or("", |source| source.path.as_str()));
        let at = self.lines.get(underline.file).map(|lines| lines.position(underline.span.start, ColumnUnit::Char));
        at.map_or_else(|| path.to_string(), |at| format!("{path}:{}:{}", at.line, at.column))
    }

    fn underline<'f>(&self, span: Span, kind: AnnotationKind, label: Option<&'f str>) -> Option<Underline<'f>> {
        let (file, span) = self.document.locate(span);
        let line = self.lines.get(file)?.line(span.start);
        let end = span.end.min(self.line_span(file, line).end).max(span.start);
        Some(Underline { file, line, span: Span::new(span.start, end), kind, label })
    }

    /// A line without its end.
    fn line_span(&self, file: usize, line: usize) -> Span {
        let (Some(source), Some(lines)) = (self.sources.get(file), self.lines.get(file)) else {
            return Span::default();
        };
        let start = lines.line_start(line);
        let text = source.text.get(start..lines.line_start(line + 1)).unwrap_or_default();
        Span::new(start, start + text.trim_end_matches(['\n', '\r']).len())
    }

    /// The lines of some underlines, each cut to a window if it is long, and the number of the last.
    fn snippet<'u>(
        &self,
        file: usize,
        underlines: impl Iterator<Item = &'u Underline<'u>>,
    ) -> (usize, Snippet<'a, annotate_snippets::Annotation<'a>>) {
        let mut by_line: BTreeMap<usize, Vec<&Underline<'_>>> = BTreeMap::new();
        underlines.for_each(|underline| by_line.entry(underline.line).or_default().push(underline));
        self.fill_single_gaps(&mut by_line);
        let first = by_line.keys().next().copied().unwrap_or(1);
        let (mut text, mut at, mut annotations) = (String::new(), first, Vec::new());
        for (line, underlines) in by_line {
            text.extend(std::iter::repeat_n('\n', line - at));
            at = line;
            let window = self.window(file, line, &underlines);
            annotations.extend(underlines.iter().map(|underline| {
                let label = underline.label.map(|label| visible(label).into_owned());
                underline.kind.span(window.shown(underline.span, text.len())).label(label)
            }));
            text.push_str(&window.text);
        }
        (at, Snippet::source(text).line_start(first).annotations(annotations))
    }

    /// A line between two that are shown is shown too, as a gap of one line would take as much room.
    fn fill_single_gaps(&self, by_line: &mut BTreeMap<usize, Vec<&Underline<'_>>>) {
        let lines: Vec<usize> = by_line.keys().copied().collect();
        for pair in lines.windows(2).filter(|pair| pair[1] - pair[0] == 2) {
            by_line.insert(pair[0] + 1, Vec::new());
        }
    }

    fn window(&self, file: usize, line: usize, underlines: &[&Underline<'_>]) -> Window {
        let whole = self.line_span(file, line);
        let text = self.sources.get(file).map_or("", |source| source.text.as_str());
        let start = underlines.iter().map(|underline| underline.span.start).min().unwrap_or(whole.start);
        let end = underlines.iter().map(|underline| underline.span.end).max().unwrap_or(whole.start);
        let shown = if whole.len() <= WHOLE {
            whole
        } else {
            let from = text.ceil_char_boundary(start.saturating_sub(WINDOW).max(whole.start));
            let to = text.floor_char_boundary((end.min(start + WHOLE) + WINDOW).min(whole.end));
            Span::new(from, to.max(from))
        };
        let (head, tail) = (shown.start > whole.start, shown.end < whole.end);
        let text = format!("{}{}{}", if head { "…" } else { "" }, shown.of(text), if tail { "…" } else { "" });
        let text = text.chars().map(stand_in).collect();
        Window { text, shown, head: if head { "…".len() } else { 0 } }
    }
}

/// A character of the source as it is shown: what the drawing would let through to a terminal is another character of as
/// many bytes.
fn stand_in(c: char) -> char {
    match c {
        '\u{80}'..='\u{9f}' => '\u{a4}',
        '\u{2028}' | '\u{2029}' => '\u{2424}',
        c => c,
    }
}

/// The part of a line that is shown.
struct Window {
    text: String,
    shown: Span,
    /// The bytes of the sign for what is left out before it.
    head: usize,
}

impl Window {
    /// Where a stretch of the file stands in a text that holds the window from `base` on.
    fn shown(&self, span: Span, base: usize) -> Range<usize> {
        let inside = |at: usize| base + self.head + at.clamp(self.shown.start, self.shown.end) - self.shown.start;
        inside(span.start)..inside(span.end)
    }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    }
}

fn fix_line(finding: &Finding) -> Option<String> {
    let fix = finding.fix.as_ref()?;
    let flags = match fix.safety {
        Safety::Safe => "--fix",
        Safety::Unsafe => "--unsafe-fixes",
    };
    Some(format!("`{flags}` can do it: {}", visible(&fix.message)))
}
