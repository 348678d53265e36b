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
