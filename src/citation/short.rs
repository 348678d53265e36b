//! Short forms: what stands for a source that was given before.

/// What a short form gives to go by. Everything may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShortForm {
    /// The word that makes it one, as it stands ("Ibid.", "a.a.O.").
    pub word: Option<String>,
    /// Family names or bodies.
    pub names: Vec<String>,
    /// Words of a title.
    pub title: Option<String>,
    /// A year, with its letter.
    pub year: Option<String>,
    /// The note it goes through.
    pub note_label: Option<String>,
    /// A cite key (`[@key]`, `\cite{key}`).
    pub key: Option<String>,
    /// Whether it points to the document itself ("see Appendix I", "infra, p. 20").
    pub own_text: bool,
}
