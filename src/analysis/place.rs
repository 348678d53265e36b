//! Whether two printed places are one: styles cut ranges short, and set their own dashes and blanks.

/// Whether two locators point to the same place: "142–145" and "142-45" do.
pub(super) fn same_place(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

/// A place without what a style may change: one kind of dash, no blanks, the ends of ranges in full.
fn plain(value: &str) -> String {
    let dashed = value.replace(['–', '—', '‑', '−'], "-");
    let even: String = dashed.trim_end_matches('.').chars().filter(|c| !c.is_whitespace()).collect();
    let mut out = String::with_capacity(even.len());
    let mut before = "";
    for piece in even.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let digits = piece.trim_end_matches(|c: char| !c.is_ascii_digit());
        let missing = if out.ends_with('-') { before.len().saturating_sub(digits.len()) } else { 0 };
        if !digits.is_empty() {
            out.push_str(before.get(..missing).unwrap_or_default());
            before = digits;
        }
        out.push_str(piece);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::same_place;

    #[test]
    fn places_are_the_same_however_a_style_prints_them() {
        for (one, other) in [
            ("142–145", "142-45"),
            ("201–204, 300", "201–4, 300"),
            ("320-21 n.6-7", "320–321 n. 6–7"),
            ("xi-xv", "xi–xv"),
            ("3 f.", "3 f"),
            ("167", "167"),
        ] {
            assert!(same_place(one, other), "{one} {other}");
            assert!(same_place(other, one), "{other} {one}");
        }
        for (one, other) in [("142–145", "142–46"), ("12", "1"), ("II. 45", "II, III. 45"), ("1-2", "12"), ("é4", "4")]
        {
            assert!(!same_place(one, other), "{one} {other}");
        }
    }
}
