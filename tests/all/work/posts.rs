//! Posts of any number of notes, each of a kind that once made something grow faster than its input.

/// A kind of post: its name, the format it is written in, and how one of `n` notes is made.
pub(crate) type Kind = (&'static str, &'static str, fn(usize) -> String);

/// Every kind. What an ordinary post has comes first, and then what none should have.
pub(crate) const KINDS: &[Kind] = &[
    ("full citations", "markdown", |n| markdown(n, full)),
    ("Ibid. alone", "markdown", |n| markdown(n, |at| if at == 0 { full(0) } else { "Ibid.".to_owned() })),
    ("short forms", "markdown", |n| markdown(n, |at| if at % 4 == 0 { full(at) } else { short(at - at % 4, at) })),
    ("short forms of one author", "markdown", |n| {
        markdown(n, |at| if at % 2 == 0 { full(at).replace(&family(at), "Able") } else { format!("Able, {at}.") })
    }),
    ("short forms with a slip", "markdown", |n| {
        markdown(n, |at| if at % 2 == 0 { full(at) } else { format!("{}x, {at}.", family(at * 7 % n.max(1))) })
    }),
    ("short forms of nothing", "markdown", |n| markdown(n, |at| short(at, at))),
    ("chain of cross-references", "markdown", |n| {
        markdown(n, |at| if at == 0 { full(0) } else { format!("See note {at}.") })
    }),
    ("cross-references to lost notes", "markdown", |n| {
        markdown(n, |at| if at % 2 == 0 { full(at) } else { format!("{} (n {}) {at}.", family(at - 1), at + 2 * n) })
    }),
    ("cross-references by name", "markdown", |n| {
        markdown(n, |at| {
            if at % 3 == 0 { full(at) } else { format!("{}, supra note {}, at 7.", family(at - 1), at - at % 3 + 1) }
        })
    }),
    ("commentary", "markdown", |n| {
        markdown(n, |at| format!("The mill stood still in that year, for want of {at} men."))
    }),
    ("identical notes", "markdown", |n| markdown(n, |_| full(0))),
    ("one label", "markdown", |n| "A claim.[^1]\n\n".repeat(n) + &numbered(n, |at| format!("[^1]: {}\n\n", full(at)))),
    ("markers of no note", "markdown", |n| {
        numbered(n, |at| format!("A claim.[^{}]\n\n", at + 1)) + &numbered(n, |at| format!("[^x{at}]: {}\n\n", full(0)))
    }),
    ("markers that stand twice", "markdown", |n| {
        numbered(n, |at| format!("A claim.[^{}]\n\n", at / 2 * 2 + 1))
            + &numbered(n, |at| format!("[^{}]: {}\n\n", at + 1, full(0)))
    }),
    ("one long note", "markdown", |n| {
        format!("A claim.[^1]\n\n[^1]: {}\n", numbered(n, |at| full(at).replace("., ", "; ") + "; "))
    }),
    ("one long paragraph", "markdown", |n| {
        numbered(n, |at| format!("A claim.[^{}] ", at + 1))
            + "\n\n"
            + &numbered(n, |at| format!("[^{}]: {}\n", at + 1, full(0)))
    }),
    ("comments that silence", "markdown", |n| {
        markdown(n, |at| format!("Ibid., {at}."))
            .replace("\n\n[^", "\n\n<!-- ibid-ignore ibid-first: as in the print -->\n[^")
    }),
    ("list of works", "markdown", |n| {
        let works = numbered(n, |at| {
            format!("{}, Ann. *The Mill of {}*. Leeds: Quarry Press, 1999.\n\n", family(at), town(at))
        });
        markdown(n, |at| format!("{} 1999, {at}.", family(at * 7 % n.max(1)))) + "## Bibliography\n\n" + &works
    }),
    ("list of works of one author", "markdown", |n| {
        let works = numbered(n, |at| format!("Able, Ann. *The Mill of {}*. Leeds: Quarry Press, 1999.\n\n", town(at)));
        markdown(n, |at| full(at).replace(&family(at), "Able")) + "## Bibliography\n\n" + &works
    }),
    ("typed notes", "text", |n| {
        numbered(n, |at| format!("A claim.[{}]\n\n", at + 1))
            + &numbered(n, |at| format!("[{}] {}\n\n", at + 1, full(at)))
    }),
    ("linked notes", "html", |n| {
        let marker = |at| format!("<p>A claim.<sup id=r{at}><a href=\"#n{at}\">{}</a></sup></p>\n", at + 1);
        let note = |at| format!("<li id=n{at}>{} <a href=\"#r{at}\">↩</a></li>\n", full(at));
        format!("<!doctype html>\n{}<ol class=footnotes>\n{}</ol>\n", numbered(n, marker), numbered(n, note))
    }),
    ("notes of reStructuredText", "rst", |n| {
        numbered(n, |at| format!("A claim. [{}]_\n\n", at + 1))
            + &numbered(n, |at| format!(".. [{}] {}\n", at + 1, full(at)))
    }),
    ("notes of LaTeX", "latex", |n| numbered(n, |at| format!("A claim.\\footnote{{{}}}\n\n", full(at)))),
];

fn numbered(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect()
}

/// A post of Markdown with these notes.
fn markdown(count: usize, note: impl Fn(usize) -> String) -> String {
    let marker = |at| format!("A claim.[^{}]\n\n", at + 1);
    numbered(count, marker) + &numbered(count, |at| format!("[^{}]: {}\n\n", at + 1, note(at)))
}

fn full(at: usize) -> String {
    format!("Ann {}, *The Mill of {}* (Leeds: Quarry Press, 1999), {}.", family(at), town(at), at + 1)
}

fn short(work: usize, page: usize) -> String {
    format!("{}, *The Mill of {}*, {page}.", family(work), town(work))
}

/// A name that no other number has: its digits as syllables.
fn name(at: usize, syllables: [&str; 10]) -> String {
    let digits = at.to_string();
    digits.bytes().map(|digit| syllables[usize::from(digit - b'0')]).collect()
}

fn family(at: usize) -> String {
    format!("B{}", name(at, ["arn", "ell", "ild", "ock", "ury", "ask", "ent", "inn", "ond", "urt"]))
}

fn town(at: usize) -> String {
    format!("W{}", name(at, ["aden", "elby", "ickham", "olton", "ulmer", "ashby", "endon", "inby", "orton", "uxley"]))
}
