//! Which rules run without being asked for, and what was judged of them.

/// A choice of rules. Each holds the rules of those before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Preset {
    /// What a reader of a post stumbles over: markers, notes, numbers, links.
    #[default]
    Blog,
    /// Also what an editor of a scholarly text asks about: sources, short forms, lists of works.
    Scholarly,
    /// Every rule, also those that are often wrong.
    Strict,
}

impl Preset {
    /// Every preset, smallest first.
    pub const ALL: [Self; 3] = [Self::Blog, Self::Scholarly, Self::Strict];

    /// Its name in settings and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blog => "blog",
            Self::Scholarly => "scholarly",
            Self::Strict => "strict",
        }
    }

    /// The preset of that name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.as_str() == name)
    }
}

/// How many findings of a rule readers judged in documents that it was not tuned on, and what they said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judged {
    /// True, and worth saying.
    pub right: u32,
    /// True, but not worth saying.
    pub noise: u32,
    /// Not true.
    pub wrong: u32,
}

impl Judged {
    /// No finding was judged.
    pub const NONE: Self = Self::new(0, 0, 0);

    /// Counts of verdicts: true, noise, wrong.
    #[must_use]
    pub const fn new(right: u32, noise: u32, wrong: u32) -> Self {
        Self { right, noise, wrong }
    }

    /// The number of findings that were judged.
    #[must_use]
    pub const fn all(self) -> u32 {
        self.right + self.noise + self.wrong
    }
}

impl std::fmt::Display for Judged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { right, noise, wrong } = self;
        match self.all() {
            0 => f.write_str("none judged"),
            all => write!(f, "true in {right} of {all}, noise in {noise}, wrong in {wrong}"),
        }
    }
}
