//! What tells a decision of a court, however it is cited.

/// Cues of the place in a decision. Sorted.
pub(super) const PLACES: &[&str] = &["at", "p", "para", "paras", "pp", "rn", "rz"];

/// "Brown v. Board", "R v Reed", "In re Gault", "Ex parte Lowe".
pub(in crate::reference) fn is_named_as_case(title: &str) -> bool {
    let words: Vec<&str> = title.split_whitespace().collect();
    let is_name = |word: &str| word.starts_with(|c: char| c.is_uppercase() || matches!(c, '(' | '['));
    let versus =
        words.windows(3).any(|three| matches!(three[1], "v." | "v" | "vs." | "vs" | "c.") && is_name(three[2]));
    let begins =
        ["In re ", "Ex parte ", "Re ", "Matter of ", "In the Matter of "].iter().any(|lead| title.starts_with(lead));
    versus || begins
}
