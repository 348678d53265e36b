//! Tables of what is seen of each word, for the tagger of references and for the reader of notes.

/// Makes of a list of names the attributes of a word.
macro_rules! attributes {
    ($($name:ident)*) => {
        /// One thing that is seen of a word.
        #[derive(Clone, Copy)]
        enum WordAttribute { $($name,)* }
        const ATTRIBUTES: usize = [$(WordAttribute::$name,)*].len();
    };
}

/// Makes of a table of templates the hash of each of them: code without loops or branches, as this is done for every word.
macro_rules! templates {
    ($(#[$doc:meta])* $name:ident[$count:ident] from $first:expr; $([$(($attribute:ident, $by:literal))+])*) => {
        const $count: usize = [$([$($by),+].len()),*].len();

        $(#[$doc])*
        fn $name(rows: &[[u32; ATTRIBUTES]; 2 * REACH + 1]) -> [u32; $count] {
            let mut id = $first;
            [$({
                id += 1;
                let hash = SEEDS[id - 1];
                $(let hash = mix(hash, rows[REACH.wrapping_add_signed($by)][$attribute as usize]);)+
                finish(hash)
            }),*]
        }
    };
}
