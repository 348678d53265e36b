//! Changes that the editor offers: the fixes of findings, and what a writer may ask for where the cursor stands.
//!
//! Each is made in memory and read again before it is sent, when it is listed or, for clients that can wait for it, when it is chosen.

use std::collections::HashMap;

use gen_lsp_types::{
    CodeAction, CodeActionContext, CodeActionKind, CodeActionParams, CodeActionResponse, Diagnostic, TextEdit,
    WorkspaceEdit,
};
use serde::{Deserialize, Serialize};

use super::diagnostics;
use super::page::EditorText;
use super::snapshot::Snapshot;
use super::version::{ReadDocument, Version};
use crate::lint::{self, Fix, Safety};
use crate::offer::{self, Offer, OfferError};
use crate::text::{Span, difference};

/// The kind of the action that makes all safe fixes.
pub(super) const FIX_ALL: CodeActionKind = CodeActionKind::Custom(std::borrow::Cow::Borrowed("source.fixAll.ibid"));

/// One thing that can be done, and how.
struct EditorAction<'v> {
    title: String,
    kind: CodeActionKind,
    /// The diagnostics that it mends.
    mends: Vec<Diagnostic>,
    is_preferred: bool,
    reading: &'v ReadDocument,
    way: ActionWay<'v>,
}

enum ActionWay<'v> {
    Fix(&'v Fix),
    All,
    Offer(Offer),
}

/// What tells a choice when the client comes back for it.
#[derive(Debug, Serialize, Deserialize)]
struct Ticket {
    uri: String,
    serial: u64,
    start: usize,
    end: usize,
    title: String,
}

/// `textDocument/codeAction`.
pub(super) fn actions(snapshot: &Snapshot, params: CodeActionParams) -> Option<Vec<CodeActionResponse>> {
    let (version, page) = (snapshot.version(&params.text_document)?, snapshot.page(&params.text_document)?);
    let start = page.offset(params.range.start);
    let asked = Span::new(start, page.offset(params.range.end).max(start));
    let choices =
        choices(snapshot, version, &page, asked).into_iter().filter(|choice| is_wanted(&params.context, choice));
    let action = |choice: EditorAction<'_>| {
        let edit = if snapshot.client.abilities.resolves { None } else { Some(edit(version, &page, &choice).ok()?) };
        let ticket = edit.is_none().then(|| Ticket {
            uri: version.uri.to_string(),
            serial: version.serial,
            start: asked.start,
            end: asked.end,
            title: choice.title.clone(),
        });
        Some(CodeActionResponse::CodeAction(CodeAction {
            title: choice.title,
            kind: Some(choice.kind),
            diagnostics: (!choice.mends.is_empty()).then_some(choice.mends),
            is_preferred: choice.is_preferred.then_some(true),
            edit,
            data: ticket.and_then(|ticket| serde_json::to_value(ticket).ok()),
            ..CodeAction::default()
        }))
    };
    Some(choices.filter_map(action).collect())
}

/// `codeAction/resolve`: the edit of an action that was listed before.
pub(super) fn resolve(snapshot: &Snapshot, mut action: CodeAction) -> Result<CodeAction, String> {
    let gone = || "the text has changed since".to_owned();
    let ticket = action.data.clone().and_then(|data| serde_json::from_value::<Ticket>(data).ok()).ok_or_else(gone)?;
    let version = snapshot.texts.get(&ticket.uri.into()).filter(|version| version.serial == ticket.serial);
    let version = version.ok_or_else(gone)?;
    let page = EditorText::new(version, snapshot.client.abilities.unit);
    let all = choices(snapshot, version, &page, Span::new(ticket.start, ticket.end.max(ticket.start)));
    let choice = all.into_iter().find(|choice| choice.title == ticket.title).ok_or_else(gone)?;
    action.edit = Some(edit(version, &page, &choice).map_err(|error| error.to_string())?);
    Ok(action)
}

/// True if the client asked for actions of this kind, or of a kind that it belongs to.
fn is_wanted(context: &CodeActionContext, choice: &EditorAction<'_>) -> bool {
    let own = choice.kind.to_string();
    let belongs = |wanted: &CodeActionKind| {
        let wanted = wanted.to_string();
        own == wanted || wanted.is_empty() || own.starts_with(&format!("{wanted}."))
    };
    context.only.as_ref().is_none_or(|only| only.iter().any(belongs))
}

/// All that can be done about a stretch of the text.
fn choices<'v>(snapshot: &Snapshot, version: &'v Version, page: &EditorText<'_>, asked: Span) -> Vec<EditorAction<'v>> {
    let abilities = snapshot.client.abilities;
    let mut choices: Vec<EditorAction<'v>> = Vec::new();
    for (reading, finding) in version.findings() {
        let touches = |span: Span| span.start <= asked.end && asked.start <= span.end;
        let Some(fix) = finding.fix.as_ref().filter(|_| touches(reading.in_text(finding.span))) else { continue };
        choices.push(EditorAction {
            title: fix.message.clone(),
            kind: CodeActionKind::QuickFix,
            mends: vec![diagnostics::diagnostic(page, reading, finding, abilities)],
            is_preferred: fix.safety == Safety::Safe,
            reading,
            way: ActionWay::Fix(fix),
        });
    }
    let readings = version.readings().iter();
    for (reading, offset) in readings.filter_map(|reading| Some((reading, reading.in_document(asked.start)?))) {
        let choice = |title: &str, kind, way| EditorAction {
            title: title.to_owned(),
            kind,
            mends: Vec::new(),
            is_preferred: false,
            reading,
            way,
        };
        if version.findings().any(|(_, finding)| finding.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe)) {
            choices.push(choice("make all safe fixes of ibid", FIX_ALL, ActionWay::All));
        }
        let offers = offer::at(&reading.analysis, offset).into_iter();
        choices.extend(offers.map(|offer| {
            let title = offer.title.clone();
            choice(&title, CodeActionKind::RefactorRewrite, ActionWay::Offer(offer))
        }));
    }
    let mut seen = std::collections::HashSet::new();
    choices.retain(|choice| seen.insert(choice.title.clone()));
    choices
}

/// The edit of a choice, verified.
fn edit(version: &Version, page: &EditorText<'_>, choice: &EditorAction<'_>) -> Result<WorkspaceEdit, OfferError> {
    let (reading, options) = (choice.reading, &version.options());
    let sources = std::slice::from_ref(&reading.source);
    let text = match &choice.way {
        ActionWay::Fix(fix) => lint::attempt(sources, &reading.analysis, options, fix)?.concat(),
        ActionWay::All => {
            let find = |analysis: &_| version.held.findings(analysis);
            lint::mend(sources, options, Safety::Safe, find).texts.concat()
        }
        ActionWay::Offer(offer) => offer.text(&reading.source, &reading.analysis, options)?,
    };
    let edits = difference(&reading.source.text, &text);
    Ok(changed(version, edits.into_iter().map(|edit| page.edit(reading, edit)).collect()))
}

/// Edits of one text.
pub(super) fn changed(version: &Version, edits: Vec<TextEdit>) -> WorkspaceEdit {
    WorkspaceEdit { changes: Some(HashMap::from([(version.uri.clone(), edits)])), ..WorkspaceEdit::default() }
}
