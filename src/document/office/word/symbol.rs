//! Characters that Word keeps as a place in a font (`w:sym`), which older documents use for signs and Greek letters.

/// What the font Symbol has from 0x20 on, sixteen a row; spaces where it has pieces of brackets or nothing.
const SYMBOL: [&str; 13] = [
    " !∀#∃%&∋()∗+,−./",
    "0123456789:;<=>?",
    "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟ",
    "ΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_",
    "‾αβχδεφγηιϕκλμνο",
    "πθρστυϖωξψζ{|}∼ ",
    "                ",
    "                ",
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓",
    "°±″≥×∝∂•÷≠≡≈…⏐⎯↵",
    "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉",
    "∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓",
    "◊〈®©™∑          ",
];

/// Fonts of signs have their places here.
const PRIVATE: std::ops::RangeInclusive<u32> = 0xf000..=0xf0ff;

/// The character at a place of a font, given in hexadecimal; `None` where the font has signs that Unicode may not have.
pub(super) fn character(font: &str, place: &str) -> Option<char> {
    let code = u32::from_str_radix(place, 16).ok()?;
    let is_symbol = font.eq_ignore_ascii_case("symbol");
    if !is_symbol {
        return char::from_u32(code).filter(|c| !PRIVATE.contains(&code) && !c.is_control());
    }
    let index = usize::try_from(code & 0xff).ok()?.checked_sub(0x20)?;
    SYMBOL.get(index / 16)?.chars().nth(index % 16).filter(|&c| c != ' ' || index == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_fonts() {
        for (font, place, wanted) in [
            ("Symbol", "F02A", Some('∗')),
            ("Symbol", "F061", Some('α')),
            ("symbol", "002D", Some('−')),
            ("Symbol", "F0AE", Some('→')),
            ("Symbol", "F020", Some(' ')),
            ("Symbol", "F0A0", Some('€')),
            ("Symbol", "F0E5", Some('∑')),
            ("Symbol", "F0FF", None),
            ("Symbol", "F07F", None),
            ("Symbol", "0000", None),
            ("Times New Roman", "00A7", Some('§')),
            ("Wingdings", "F04A", None),
            ("Wingdings", "0007", None),
            ("Symbol", "no", None),
        ] {
            assert_eq!(character(font, place), wanted, "{font} {place}");
        }
    }
}
