//! Everything that is done with a post: its reading, every rule, every command.

use ibid::api::Inspection;
use ibid::lint::{Preset, RULES, Reads, Settings};
use ibid::{Analysis, Item, Options, OutputFormat, Renderer, Request, Source, Style};

/// The ending of the files of a format.
pub(crate) fn ending(format: &str) -> &str {
    match format {
        "markdown" => "md",
        "latex" => "tex",
        "text" => "txt",
        other => other,
    }
}

/// What is told of each step: its name, and what it does.
pub(crate) type Run<'r> = &'r mut dyn FnMut(&str, &mut dyn FnMut());

/// The steps that need no citation: reading, and the rules of the document.
pub(crate) fn of_document(source: &Source, run: Run<'_>) -> Analysis {
    let mut analysis = None;
    run("read", &mut || analysis = Some(Analysis::of(std::slice::from_ref(source), &Options::default())));
    let analysis = analysis.unwrap_or_else(|| Analysis::of(std::slice::from_ref(source), &Options::default()));
    rules(&analysis, Reads::Document, run);
    analysis
}

/// The steps that need citations: analysis, the rules of sources, and the commands that show and write sources.
pub(crate) fn of_sources(source: &Source, analysis: &Analysis, run: Run<'_>) {
    let sources = std::slice::from_ref(source);
    run("analyse", &mut || assert_eq!(analysis.citations.len(), analysis.resolutions.len()));
    rules(analysis, Reads::Sources, run);
    let findings = ibid::check(analysis, None, &Settings::of(Preset::Strict));
    run("report", &mut || drop(ibid::report::human::render(sources, &analysis.document, &findings, false)));
    run("inspect", &mut || drop(serde_json::to_string(&Inspection::new(sources, analysis))));
    let items: Vec<Item> =
        Inspection::new(sources, analysis).sources.iter().map(|source| source.item.clone().into_owned()).collect();
    let text = serde_json::to_string(&items).unwrap_or_default();
    run("convert", &mut || drop(ibid::convert(&text, "csl-json", "bibtex")));
    if let Ok(style) = Style::find("chicago-notes-bibliography") {
        let ids = items.iter().map(|item| item.id.clone()).collect();
        let request = Request { bibliography: Some(ids), ..Request::default() };
        run("bibliography", &mut || drop(Renderer::new(&style, &items).render(&request, OutputFormat::Markdown)));
    }
}

fn rules(analysis: &Analysis, reads: Reads, run: Run<'_>) {
    for rule in RULES.iter().filter(|rule| rule.reads == reads) {
        let settings =
            Settings { rules: vec![(*rule, rule.severity)], style: Some("chicago".to_owned()), ..Settings::default() };
        run(rule.id, &mut || drop(ibid::check(analysis, Some(analysis), &settings)));
    }
}
