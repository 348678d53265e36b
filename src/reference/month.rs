//! The names of months and seasons. A name may be cut to its first three letters or more: "sept.", "févr.".

use super::word::plain;

/// The months in the languages ibid reads, January first, as [`plain`] words.
const MONTHS: [&str; 12] = [
    "january januar janner janvier gennaio enero janeiro januari leden styczen январь января sijecanj",
    "february februar feber fevrier febbraio febrero fevereiro februari unor luty февраль февраля",
    "march marz maerz mars marzo marco maart brezen marzec марта март",
    "april avril aprile abril duben kwiecien апрель апреля",
    "may mai maggio mayo maio mei maj kveten мая маи",
    "june juni juin giugno junio junho cerven czerwiec июнь июня",
    "july juli juillet luglio julio julho cervenec lipiec июль июля",
    "august aout agosto augustus augusti srpen sierpien август августа avgust",
    "september septembre settembre septiembre setiembre setembro zari wrzesien сентябрь сентября",
    "october oktober octobre ottobre octubre outubro rijen pazdziernik октябрь октября",
    "november novembre noviembre novembro listopad ноябрь ноября",
    "december dezember decembre dicembre diciembre dezembro prosinec grudzien декабрь декабря",
];

/// The seasons as CSL counts them, spring first.
const SEASONS: [&str; 4] = [
    "spring fruhjahr fruhling printemps primavera voorjaar lente",
    "summer sommer ete estate verano verao zomer",
    "autumn fall herbst automne autunno otono outono herfst najaar",
    "winter hiver inverno invierno",
];

/// The number of the month that a word names, 1 to 12.
pub(super) fn month_of(word: &str) -> Option<u8> {
    let word = plain(word);
    if word.chars().count() < 3 {
        return None;
    }
    number(&MONTHS, |name| name.starts_with(&word))
}

/// The number of the season that a word names, 1 to 4.
pub(super) fn season_of(word: &str) -> Option<u8> {
    let word = plain(word);
    number(&SEASONS, |name| name == word)
}

fn number(table: &[&str], fits: impl Fn(&str) -> bool) -> Option<u8> {
    let found = table.iter().position(|names| names.split(' ').any(&fits))?;
    u8::try_from(found + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_by_their_beginnings() {
        for (word, month) in [
            ("Jan", 1),
            ("févr", 2),
            ("März", 3),
            ("mag", 5),
            ("giu", 6),
            ("juil", 7),
            ("août", 8),
            ("Set", 9),
            ("dic", 12),
        ] {
            assert_eq!(month_of(word), Some(month), "{word}");
        }
        for word in ["Ma", "Market", "Robinson", "", "Sommer"] {
            assert_eq!(month_of(word), None, "{word}");
        }
    }

    #[test]
    fn seasons_are_known_by_their_names() {
        assert_eq!(
            (season_of("Spring"), season_of("Été"), season_of("Herbst"), season_of("S")),
            (Some(1), Some(2), Some(3), None)
        );
    }
}
