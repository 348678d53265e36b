//! How text looks, as far as it means something: italic, bold, raised.

/// Italic, bold, raised; code only where a document is made of a post.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Face {
    pub(super) emphasis: bool,
    pub(super) strong: bool,
    pub(super) superscript: bool,
    pub(super) code: bool,
}
