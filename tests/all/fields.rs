//! How people write dates, names, numbers and what stands beside them, and what records make of it.

use crate::kinds::{Case, check};

#[test]
fn a_date_may_be_a_guess_or_missing() {
    const BOOK: &str = "book";
    check(&[
        ("Reed, Ann. The Salt Road. Leeds: Dale, [no date].", BOOK, &[("issued", "n.d."), ("publisher", "Dale")]),
        ("Reed, Ann (N.d.) The Salt Road. Leeds: Dale.", BOOK, &[("issued", "n.d."), ("author", "Reed Ann")]),
        ("Ann Reed, The Salt Road (Leeds: Dale, n.d.), 14.", BOOK, &[("issued", "n.d."), ("locator", "page 14")]),
        ("Hough, C. Old Names. London: Dale, c. 1880.", BOOK, &[("issued", "[1880] circa")]),
        ("Reed, Ann. The Salt Road. Leeds: Dale, c. 1490.", BOOK, &[("issued", "[1490] circa")]),
        ("Lang, Ute: Die Salzstraße, Köln [um 1796], S. 12.", BOOK, &[("issued", "[1796] circa")]),
        (
            "Lang, Ute: Die Salzstraße. Köln [ca. 1820].",
            BOOK,
            &[("issued", "[1820] circa"), ("publisher-place", "Köln")],
        ),
        ("Blanc, Anne. La route du sel. Paris, [vers 1820].", BOOK, &[("issued", "[1820] circa"), ("publisher", "")]),
        (
            "Andreas Riemer: Behemoth. Der Roman über alle Romane, [Hamburg] [1796].",
            BOOK,
            &[("issued", "[1796]"), ("publisher-place", "Hamburg")],
        ),
        ("Fellows, G. Place Names. Nottingham: Dale, 1991–92.", BOOK, &[("issued", "[1991] [1992]")]),
        ("Reed, A. (forthcoming). The salt road. Dale.", BOOK, &[("issued", "forthcoming"), ("author", "Reed A.")]),
    ]);
}

#[test]
fn a_reprint_keeps_the_year_of_the_first_edition() {
    let both: &[(&str, &str)] = &[("title", "The Salt Road"), ("issued", "[1993]"), ("original-date", "[1818]")];
    for text in [
        "Ann Reed, The Salt Road (1818; Oxford: Oxford University Press, 1993), 21.",
        "Ann Reed, The Salt Road (1818; repr., Oxford: Oxford University Press, 1993), 21.",
        "Reed, Ann. The Salt Road. 1818. Oxford: Oxford University Press, 1993.",
        "Reed, A. (1993). The Salt Road. Oxford University Press. (Original work published 1818)",
        "Reed, A. (1818/1993). The Salt Road. Oxford University Press.",
    ] {
        check(&[(text, "book", both)]);
    }
    check(&[("Ute Lang, Die Salzstraße, Köln 1993 (zuerst 1818), S. 12.", "book", &[("original-date", "[1818]")])]);
}

#[test]
fn names_of_several_words_stay_whole() {
    check(&[
        (
            "Gabriel y Galán, José María. Obras completas. Madrid: Aguilar, 1959.",
            "book",
            &[("author", "Gabriel y Galán José María")],
        ),
        ("Ruiz y Picasso, Pablo. Cartas. Madrid: Taurus, 1970.", "book", &[("author", "Ruiz y Picasso Pablo")]),
        (
            "Donatella Della Porta, Social Movements (Oxford: Blackwell, 1999), 12.",
            "book",
            &[("author", "Della Porta Donatella")],
        ),
        (
            "King, M. L., Jr., Reed, A., & Dahl, C. (1964). Why we wait. Harper & Row.",
            "book",
            &[("author", "King M. L.; Reed A.; Dahl C.")],
        ),
        ("Reed, S. E. “Salt.” Mill Review 3 (2001): 12–19.", "article-journal", &[("author", "Reed S. E.")]),
    ]);
}

#[test]
fn volume_and_issue_are_read_in_every_hand() {
    for numbers in
        ["6.4 (2001): 12–19", "6/4 (2001): 12–19", "6, 4 (2001), 12–19", "6:4 (2001): 12–19", "6 (4) (2001): 12–19"]
    {
        let text = format!("Reed, Ann. “Salt.” Mill Review {numbers}.");
        let expected: Case<'_> = (&text, "article-journal", &[("volume", "6"), ("issue", "4"), ("page", "12-19")]);
        check(&[expected]);
    }
}

#[test]
fn entries_are_numbered_in_every_hand() {
    for number in ["[12]", "(12)", "12.", "12)", "12", "[Ree20]"] {
        let text = format!("{number} Reed A. Salt. Mill Rev 2020; 7: 12–19.");
        let expected: Case<'_> =
            (&text, "article-journal", &[("author", "Reed A."), ("title", "Salt"), ("volume", "7")]);
        check(&[expected]);
    }
}

#[test]
fn media_are_no_volumes() {
    check(&[
        (
            "South, directed by Frank Hurley (1919; London: BFI, 2002), DVD.",
            "motion_picture",
            &[
                ("title", "South"),
                ("director", "Hurley Frank"),
                ("medium", "DVD"),
                ("volume", ""),
                ("issued", "[2002]"),
            ],
        ),
        (
            "Reed, Ann. The Mix. London: Dale, 2002. CD.",
            "book",
            &[("title", "The Mix"), ("medium", "CD"), ("volume", "")],
        ),
        (
            "Kubrick, S. (Director). (1968). 2001: A space odyssey [Film]. Metro-Goldwyn-Mayer.",
            "motion_picture",
            &[("title", "2001: A space odyssey"), ("director", "Kubrick S."), ("issued", "[1968]")],
        ),
        (
            "Citizen Kane. Directed by Orson Welles, RKO Radio Pictures, 1941.",
            "motion_picture",
            &[("title", "Citizen Kane"), ("director", "Welles Orson"), ("publisher", "RKO Radio Pictures")],
        ),
    ]);
}

#[test]
fn volumes_may_have_titles() {
    check(&[(
        "Pierre Nora (dir.), Les Lieux de mémoire, t. 1 : La République, Paris, Gallimard, 1984.",
        "book",
        &[
            ("title", "Les Lieux de mémoire"),
            ("volume", "1"),
            ("volume-title", "La République"),
            ("editor", "Nora Pierre"),
        ],
    )]);
}
