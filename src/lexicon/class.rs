//! What words are used for.

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident $text:literal)*) => {
        /// What words are used for: the first column of the tables.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Class { $($(#[$doc])* $name,)* }

        impl Class {
            /// All classes.
            pub const ALL: &[Class] = &[$(Class::$name,)*];

            /// The name by which the tables give it.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Class::$name => $text,)* }
            }
        }
    };
}

classes! {
    /// Stands for a source that was given before: "ibid.", "op. cit.", "note 3 above".
    ShortForm "short-form"
    /// Says how the citation after it is meant: "see", "but cf.", "quoted in".
    Signal "signal"
    /// Announces a place in a source: "p.", "chap.".
    Locator "locator"
    /// What laws are called.
    Law "law"
    /// What works are called.
    Work "work"
    /// Says what the date beside it is: "accessed", "circa", "reprinted".
    Date "date"
    /// Stands for a date: "n.d.", "forthcoming".
    Undated "undated"
    /// The name of a month; the meaning is its number.
    Month "month"
    /// The name of a season; the meaning is its number, spring first.
    Season "season"
    /// Stands beside the number of a volume or an issue.
    Numbering "numbering"
    /// Stands beside pages and other places in the description of a work.
    Place "place"
    /// Goes on with a place: "ff.".
    PlaceTail "place-tail"
    /// Says that the cited place follows: "here", "especially".
    Here "here"
    /// Names a kind of e-book: "Kindle".
    Ebook "e-book"
    /// Leads from a picture or a table to the work it is taken from: "Figure 6 from".
    From "from"
    /// Says no more than that a stretch is an edition.
    Edition "edition"
    /// Names what a work is; the meaning is a type of CSL.
    Genre "genre"
    /// The same in a title or in a remark.
    TitleGenre "title-genre"
    /// Says that a work was broadcast.
    Broadcast "broadcast"
    /// Says in the title of a container what it holds; the meaning is a type of CSL.
    Container "container"
    /// Begins the title of an interview that nobody has published.
    Interview "interview"
    /// Stands in the title of a treaty.
    Treaty "treaty"
    /// Joins two names, or two works of one author.
    And "and"
    /// Stands for further authors: "et al.".
    Others "others"
    /// Says what part someone has in a work: "ed.", "translated by".
    Role "role"
    /// A small word inside a name, which goes or stays where the family name stands alone: "van", "de".
    Particle "particle"
    /// The same, where nothing but names can stand.
    ListedParticle "listed-particle"
    /// Is mostly the given name or the surname of a person.
    ListedName "listed-name"
    /// Follows a name without being part of it: "Jr.".
    NameSuffix "name-suffix"
    /// Ends a family name: "Filho".
    Descent "descent"
    /// Means the author before: "his".
    Possessive "possessive"
    /// An article.
    Article "article"
    /// Has a capital at the head of a sentence and is no name.
    NoName "no-name"
    /// Begins a sentence before a name: "As Ann Able shows".
    Opener "opener"
    /// Stands between an author and a title: "Able, in".
    WorkLead "work-lead"
    /// Leads from a title to its author.
    By "by"
    /// Makes a year part of a title: "Code of 1650".
    Of "of"
    /// Begins the remark on when and where a page was read.
    Access "access"
    /// Asks for something that is to stand in its place: "citation needed".
    Placeholder "placeholder"
    /// Says that a note was changed: "updated".
    Revision "revision"
    /// Goes on with a cited place: "ff.".
    LocatorTail "locator-tail"
    /// Joins two cited places.
    LocatorJoint "locator-joint"
    /// What archives keep documents in: "box", "legajo".
    Unit "unit"
    /// Comes before a number that names the source itself, and is no place in it: "leg. 5012", "arXiv:1706.03762".
    SourceNumber "source-number"
    /// Says that a work has no place: "s.l.".
    Unplaced "unplaced"
    /// Says that a work has no publisher: "s.n.".
    Unpublished "unpublished"
    /// Says nothing of a title.
    Empty "empty"
    /// Follows a title and says who edited or translated it.
    Edited "edited"
    /// A word by a feature that the learnt models have.
    Feature "feature"
    /// A word that is mostly part of a name.
    Name "name"
}

impl Class {
    /// The class of this name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|class| class.name() == name)
    }

    /// True if the words are looked up by the learnt models, which have indexes of their own.
    pub(super) fn is_of_the_models(self) -> bool {
        matches!(self, Self::Feature | Self::Name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guide_explains_every_class_and_the_tables_use_it() {
        let guide = include_str!("../../lexicon/README.md");
        for class in Class::ALL {
            assert!(guide.contains(&format!("`{}`", class.name())), "{class:?}");
            assert!(super::super::rows(*class).next().is_some(), "{class:?}");
        }
    }
}
