//! Documents in: bytes become sources, and are read once however often they are asked about.

use std::cell::RefCell;
use std::rc::Rc;

use ibid::reference::Memory;
use ibid::{Analysis, Options, Source};

use crate::wishes::Wishes;
use crate::{Answer, error};

/// A document, read.
pub(crate) struct Read {
    pub(crate) sources: [Source; 1],
    pub(crate) analysis: Analysis,
}

/// What a reading rests on. The same again gives the same reading.
#[derive(PartialEq)]
struct Question {
    bytes: Vec<u8>,
    path: String,
    typed: bool,
    /// The options but for their memory.
    options: String,
}

/// What is kept from call to call.
#[derive(Default)]
struct Kept {
    /// The last documents: an editor asks for the findings and for the citations of the same text.
    last: Option<(Question, Rc<[Read]>)>,
    /// The references read so far: between two keystrokes most stay the same.
    memory: Memory,
}

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
}

/// Forgets what was read, as it was read without models.
pub(crate) fn forget() {
    KEPT.take();
}

impl Read {
    /// The documents in a file: the posts of an export, else the file.
    pub(crate) fn all(bytes: Vec<u8>, wishes: &Wishes) -> Answer<Rc<[Self]>> {
        let options = Options { memory: KEPT.with_borrow(|kept| kept.memory.clone()), ..wishes.options()? };
        let Options { format, language, profile, resolve, .. } = &options;
        let key = format!("{format:?} {language:?} {profile:?} {resolve:?}");
        let question = Question { bytes, path: wishes.path().to_owned(), typed: wishes.typed, options: key };
        if let Some(known) = known(&question) {
            return Ok(known);
        }
        let posts = split(source(question.bytes.clone(), wishes)?);
        let read = |source: Source| {
            let sources = [source];
            Self { analysis: Analysis::of(&sources, &options), sources }
        };
        let posts: Rc<[Self]> = posts.into_iter().map(read).collect();
        KEPT.with_borrow_mut(|kept| kept.last = Some((question, Rc::clone(&posts))));
        Ok(posts)
    }

    pub(crate) fn path(&self) -> &str {
        &self.sources[0].path
    }
}

fn known(question: &Question) -> Option<Rc<[Read]>> {
    KEPT.with_borrow(|kept| kept.last.as_ref().filter(|(last, _)| last == question).map(|(_, posts)| Rc::clone(posts)))
}

/// A text that was typed, or a file in any encoding and format.
pub(crate) fn source(bytes: Vec<u8>, wishes: &Wishes) -> Answer<Source> {
    if wishes.typed {
        return Ok(Source::new(wishes.path(), String::from_utf8(bytes).map_err(error)?));
    }
    ibid::open(wishes.path(), bytes).map_err(error)
}

fn split(source: Source) -> Vec<Source> {
    let posts = ibid::document::posts(&source);
    if posts.is_empty() { vec![source] } else { posts }
}
