//! Forms of a citation: in full, in short, and as "Ibid.".

use crate::analysis::Analysis;
use crate::citation::{Citation, Kind};
use crate::lint::{Fix, fixes};
use crate::resolve::SourceId;
use crate::text::{Edit, Span};

/// The word for "the same source as before" where a document has none of its own; the first is what is taken for other languages.
const SAME: &[(&str, &str)] = &[("en", "Ibid."), ("de", "Ebd.")];

/// The other forms that a citation can take.
pub(super) fn offers(analysis: &Analysis, index: usize) -> Vec<Fix> {
    let (Some(citation), Some(found)) = (analysis.citations.get(index), analysis.resolutions.get(index)) else {
        return Vec::new();
    };
    let Some(source) = found.source.filter(|source| *source != SourceId::Citation(index)) else { return Vec::new() };
    let forms = OtherForms { analysis, index, citation, source };
    let is_word = matches!(citation.kind, Kind::Ibid | Kind::Idem | Kind::Opcit | Kind::Loccit);
    let short = match citation.kind {
        _ if is_word => fixes::spell_out(analysis, index, source, fixes::repeated_page(analysis, index)),
        Kind::Full => forms.shortened(),
        _ => None,
    };
    let is_bare_word = is_word && citation.short.names.is_empty();
    let same = if is_bare_word { None } else { forms.same() };
    let full = if citation.kind == Kind::Full { None } else { forms.in_full() };
    [short, same, full].into_iter().flatten().collect()
}

/// The other forms of a citation whose source is given elsewhere.
struct OtherForms<'a> {
    analysis: &'a Analysis,
    index: usize,
    citation: &'a Citation,
    source: SourceId,
}

impl OtherForms<'_> {
    fn fix(&self, message: impl Into<String>, text: String) -> Fix {
        let fix = Fix::needs_consent(message, vec![Edit::replace(self.citation.span, text)]);
        fix.meaning(self.index, self.source).replacing([self.citation.span])
    }

    /// The bytes of the locator of a citation.
    fn locator(&self, citation: &Citation) -> Option<Span> {
        let note = self.analysis.document.notes.get(citation.note)?;
        citation.locator.as_ref().map(|locator| note.body.source(locator.flat))
    }

    /// The locator as it is typed here.
    fn typed(&self) -> Option<&str> {
        self.locator(self.citation).map(|span| span.of(&self.analysis.document.text))
    }

    /// "…, 7": the words with the locator of this citation.
    fn located(&self, words: &str) -> String {
        match self.typed() {
            Some(locator) => format!("{words}, {locator}"),
            None => words.to_owned(),
        }
    }

    /// The short form of a source that is given in full again.
    fn shortened(&self) -> Option<Fix> {
        let short = self.analysis.short_form(self.source)?;
        Some(self.fix(format!("shorten to “{}”", short.text), short.with_place(self.typed())))
    }

    /// "Ibid." where the note before has this source and no other.
    fn same(&self) -> Option<Fix> {
        let document = &self.analysis.document;
        let rank = document.notes.get(self.citation.note)?.rank.checked_sub(1)?;
        let before = document.notes.iter().position(|note| note.rank == rank)?;
        let mut cited = self.analysis.citations_of(before).filter(|&at| self.analysis.citations[at].kind != Kind::None);
        let only = cited.next().filter(|_| cited.next().is_none())?;
        let is_first = self.analysis.citations_of(self.citation.note).next() == Some(self.index);
        if !is_first || self.analysis.resolutions.get(only)?.source != Some(self.source) {
            return None;
        }
        let word = self.same_word();
        let stop_follows = document.text.get(self.citation.span.end..).is_some_and(|rest| rest.starts_with('.'));
        let is_bare = self.typed().is_none() && stop_follows;
        let written = if is_bare { word.trim_end_matches('.') } else { word };
        Some(self.fix(format!("write “{word}” instead"), self.located(written)))
    }

    /// The word that the document uses, else that of its language.
    fn same_word(&self) -> &str {
        let own = self.analysis.citations.iter().filter(|citation| citation.kind == Kind::Ibid);
        let own = own.filter_map(|citation| citation.short.word.as_deref()).next();
        let usual = SAME.iter().find(|(language, _)| *language == self.analysis.language).unwrap_or(&SAME[0]);
        own.unwrap_or(usual.1)
    }

    /// The source as it is given in full, at the place that is cited here.
    fn in_full(&self) -> Option<Fix> {
        let SourceId::Citation(first) = self.source else { return None };
        let (document, given) = (&self.analysis.document, self.analysis.citations.get(first)?);
        let text = given.span.of(&document.text);
        let words = match self.locator(given).filter(|locator| given.span.covers(*locator)) {
            Some(locator) => {
                let at = locator.start - given.span.start;
                text.get(..at)?.trim_end().trim_end_matches(',').to_owned()
            }
            None => text.to_owned(),
        };
        Some(self.fix("give the source in full", self.located(&words)))
    }
}
