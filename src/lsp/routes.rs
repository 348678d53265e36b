//! Which request is answered by what.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use gen_lsp_types::{
    CodeActionRequest, CodeActionResolveRequest, CodeLensRequest, CompletionRequest, DefinitionRequest,
    DocumentDiagnosticRequest, DocumentHighlightRequest, DocumentSymbolRequest, FoldingRangeRequest, HoverRequest,
    InlayHintRequest, PrepareRenameRequest, ReferencesRequest, RenameRequest, Request, WorkspaceDiagnosticRequest,
};
use lsp_server::{ErrorCode, ResponseError};
use serde_json::Value;

use super::snapshot::Snapshot;
use super::{actions, completion, diagnostics, everywhere, folding, hints, hover, navigation, rename, symbols};

/// Answers one kind of request.
pub(super) type Answer = Arc<dyn Fn(&Snapshot, Value) -> Result<Value, ResponseError> + Send + Sync>;

/// The answers by the method of their request.
#[derive(Default)]
pub(super) struct Routes(HashMap<&'static str, Answer>);

impl Routes {
    /// Every request that is answered from a snapshot; one line each.
    pub(super) fn all() -> Self {
        Self::default()
            .on::<HoverRequest>(hover::hover)
            .on::<DefinitionRequest>(navigation::definition)
            .on::<ReferencesRequest>(navigation::references)
            .on::<DocumentHighlightRequest>(navigation::highlight)
            .on::<DocumentSymbolRequest>(symbols::symbols)
            .on::<FoldingRangeRequest>(folding::folding)
            .on::<DocumentDiagnosticRequest>(diagnostics::pull)
            .on::<WorkspaceDiagnosticRequest>(everywhere::pull)
            .on::<CodeActionRequest>(actions::actions)
            .attempt::<CodeActionResolveRequest>(actions::resolve)
            .on::<PrepareRenameRequest>(rename::prepare)
            .attempt::<RenameRequest>(rename::rename)
            .on::<CompletionRequest>(completion::completion)
            .on::<InlayHintRequest>(hints::inlay)
            .on::<CodeLensRequest>(hints::lens)
    }

    /// A request that always has an answer.
    fn on<R: Request + 'static>(self, handler: fn(&Snapshot, R::Params) -> R::Result) -> Self {
        self.add::<R>(move |snapshot, params| Ok(handler(snapshot, params)))
    }

    /// A request that may be refused, for a reason that the writer is told.
    fn attempt<R: Request + 'static>(self, handler: fn(&Snapshot, R::Params) -> Result<R::Result, String>) -> Self {
        self.add::<R>(handler)
    }

    fn add<R: Request + 'static>(
        mut self,
        handler: impl Fn(&Snapshot, R::Params) -> Result<R::Result, String> + Send + Sync + 'static,
    ) -> Self {
        let answer = move |snapshot: &Snapshot, params: Value| {
            let params = serde_json::from_value(params).map_err(|error| failure(ErrorCode::InvalidParams, error))?;
            let result =
                calmly(|| handler(snapshot, params)).map_err(|what| failure(ErrorCode::InternalError, what))?;
            let result = result.map_err(|reason| failure(ErrorCode::RequestFailed, reason))?;
            serde_json::to_value(result).map_err(|error| failure(ErrorCode::InternalError, error))
        };
        self.0.insert(R::METHOD.as_str(), Arc::new(answer));
        self
    }

    /// The answer to a method.
    pub(super) fn get(&self, method: &str) -> Result<Answer, ResponseError> {
        let unknown = || failure(ErrorCode::MethodNotFound, format!("ibid does not answer {method}"));
        self.0.get(method).cloned().ok_or_else(unknown)
    }
}

pub(super) fn failure(code: ErrorCode, what: impl ToString) -> ResponseError {
    ResponseError { code: code as i32, message: what.to_string(), data: None }
}

/// Does something. A defect in it costs this one answer and not the server, which holds the texts of the writer's editor.
pub(super) fn calmly<T>(act: impl FnOnce() -> T) -> Result<T, &'static str> {
    catch_unwind(AssertUnwindSafe(act)).map_err(|_| "this is a defect of ibid; the log has more")
}
