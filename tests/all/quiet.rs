//! What a careful editor would not say: texts that look like faults and are none, each beside one that is.

use ibid::analysis::{Analysis, Options};
use ibid::lint::{Preset, Settings, check};
use ibid::text::Source;

/// The notes of a post, each with a marker.
fn found(notes: &[&str]) -> Vec<&'static str> {
    let claims: String = (1..=notes.len()).map(|number| format!("A claim.[^{number}]\n\n")).collect();
    let notes: String = notes.iter().zip(1..).map(|(note, number)| format!("[^{number}]: {note}\n\n")).collect();
    let post = Source::new("post.md", format!("{claims}{notes}"));
    let analysis = Analysis::of(&[post], &Options::default());
    check(&analysis, None, &Settings::of(Preset::Strict)).iter().map(|finding| finding.rule).collect()
}

/// The rules of `blog` that speak of a page.
fn said(name: &str, text: &str) -> Vec<&'static str> {
    let analysis = Analysis::of(&[Source::new(name, text)], &Options::default());
    check(&analysis, None, &Settings::of(Preset::Blog)).iter().map(|finding| finding.rule).collect()
}

/// A page whose footnotes are linked, and that cites a numbered list of works.
fn two_counts(text: &str) -> String {
    let note = |name, text| format!("<li id=\"fn-{name}\"><p>{text} <a href=\"#fr-{name}\">↩</a></p></li>");
    let notes = note("a", "The lamps were lit by day.") + &note("b", "See the second chapter.");
    let works = ["Maud Barnes, <i>Coal</i>.", "John Hale, <i>Lamps</i>.", "Ruth Ward, <i>Salt</i>."];
    let works: String = works.iter().map(|work| format!("<li><p>{work}</p></li>")).collect();
    format!("<p>{text}</p><hr><ol class=\"footnotes\">{notes}</ol><h2>References</h2><ol>{works}</ol>")
}

#[test]
fn footnotes_and_a_numbered_list_of_works_are_two_counts() {
    let marker = |name, number| format!("<sup id=\"fr-{name}\"><a href=\"#fn-{name}\">{number}</a></sup>");
    let (a, b) = (marker("a", 1), marker("b", 2));
    let tidy = format!("The lamps were lit [1] all day{a} and [2] all night [3].{b}");
    assert_eq!(said("page.html", &two_counts(&tidy)), [""; 0]);
    let missing = format!("The lamps were lit [1] all day{a} and [2] all night.{b}");
    assert_eq!(said("page.html", &two_counts(&missing)), ["note-unused"]);
}

#[test]
fn chapters_that_a_table_of_contents_counts_are_no_notes() {
    let contents: String = (1..=3).map(|n| format!("<a href=\"#ch{n}\"> {n} </a>")).collect();
    let chapter = |n: u32, text: &str| format!("<div><a name=\"ch{n}\"></a>{n}. The lamps</div><div>{text}</div>");
    let marker = "<sup id=\"fnref:1\"><a href=\"#fn:1\" rel=\"footnote\">1</a></sup>";
    let chapters = chapter(1, &format!("They stayed lit.{marker}")) + &chapter(2, "Coal.") + &chapter(3, "Steam.");
    let note = "<ol><li class=\"footnote\" id=\"fn:1\"><p>Barnes, 12. <a href=\"#fnref:1\">↩</a></p></li></ol>";
    let page = format!("<body><div>{contents}</div>{chapters}{note}</body>");
    let source = Source::new("page.html", page.as_str());
    assert_eq!(Analysis::of(&[source], &Options::default()).document.notes.len(), 1);
    assert_eq!(said("page.html", &page), [""; 0]);
}

#[test]
fn markers_in_comments_have_one_cause() {
    let notes = "[^a]: Barnes, 12.\n\n[^b]: Barnes, 13.\n";
    let hidden = format!("One.<!--[^a]--> Another.<!--[^b]-->\n\n{notes}");
    assert_eq!(said("post.md", &hidden), ["marker-in-code"]);
    assert_eq!(said("post.md", &format!("One.[^a] Another.[^b]\n\n{notes}")), [""; 0]);
}

#[test]
fn a_note_that_runs_on_in_the_one_before_is_not_missing() {
    let post = |third: &str| {
        format!("A.[1] B.[2] C.[4]\n\n[1] Barnes, 12.\n[2] “Salt.” Pit Notes, 1990.{third}\n[4] Barnes, 14.\n")
    };
    let message = |post: String| {
        let analysis = Analysis::of(&[Source::new("post.txt", post)], &Options::default());
        let findings = check(&analysis, None, &Settings::of(Preset::Blog));
        findings.iter().map(|finding| finding.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(message(post(" 3. Hale, “Lamps.” Pit Notes, 1991.")), ["3 begins in the middle of note 2"]);
    assert_eq!(message(post("")), ["after note 2 comes note 4: 3 is missing"]);
}

/// Three markers, the third with a note of its own that has lost its name.
fn third(notes: &str) -> String {
    let marker = |n: u32| format!("One more claim.<sup><a href=\"#fn{n}\" id=\"fnref{n}\">{n}</a></sup> ");
    format!("<p>{}{}{}</p>{notes}", marker(1), marker(2), marker(3))
}

#[test]
fn a_note_that_lost_its_name_is_there_and_its_link_is_broken() {
    let back = |n: u32| format!(" <a href=\"#fnref{n}\">↩</a>");
    for notes in [
        format!(
            "<ol><li id=fn1>Barnes, 1.{}</li><li id=fn2>Hale, 2.{}</li><li>Ward, 3.{}</li></ol>",
            back(1),
            back(2),
            back(3)
        ),
        "<ol><li id=fn1>Barnes, 1.</li><li>Hale, 2.</li><li id=fn3>Ward, 3.</li></ol>".to_owned(),
        "<p id=fn1>1. Barnes, 1.</p><p id=fn2>2. Hale, 2.</p><p>3. Ward, 3.</p>".to_owned(),
        "<p id=fn1>1. Barnes, 1.</p><p id=fn2>2. Hale, 2.</p><p id=f3>3. Ward, 3.</p>".to_owned(),
        "<p><a name=fn1></a>1. Barnes, 1.</p><p><a name=fn2></a>2. Hale, 2.</p><p>3. Ward, 3.</p>".to_owned(),
        "<p>1. Barnes, 1.<br>2. Hale, 2.<br>3. Ward, 3.</p>".to_owned(),
    ] {
        assert_eq!(said("page.html", &third(&notes)), ["link-broken"], "{notes}");
    }
    for notes in [
        "<ol><li id=fn1>Barnes, 1.</li><li id=fn2>Hale, 2.</li></ol><p>4. Ward, 3.</p>",
        "<p id=fn1>1. Barnes, 1.</p><p id=fn2>2. Hale, 2.</p><h2>How to</h2><p>1. Ask.</p><p>2. Wait.</p><p>4. Go.</p>",
    ] {
        assert_eq!(said("page.html", &third(notes)), ["marker-undefined"], "{notes}");
    }
}

#[test]
fn a_marker_and_its_note_lose_each_other_once() {
    let page = third("<p id=fn1>1. Barnes, 1.</p><p id=fn2>2. Hale, 2.</p><p>3. Ward, 3. <a href=\"#r3\">↩</a></p>");
    assert_eq!(said("page.html", &page), ["link-broken"]);
    let way_back = page.replace("<p>3. Ward", "<p id=fn3>3. Ward");
    assert_eq!(said("page.html", &way_back).iter().filter(|rule| **rule == "link-broken").count(), 1);
    assert!(!said("page.html", &way_back.replace("#r3", "#fnref3")).contains(&"link-broken"));
}

#[test]
fn one_wrong_label_is_one_finding() {
    let markdown = "A.[^1] B.[^2] C.[^3]\n\n[^1]: Barnes, 1.\n\n[^2]: Hale, 2.\n\n[^4]: Ward, 3.\n";
    assert_eq!(said("post.md", markdown), ["marker-undefined"]);
    let named = "A.[^barnes] B.[^hale]\n\n[^barnes]: Barnes, 1.\n\n[^hael]: Hale, 2.\n";
    assert_eq!(said("post.md", named), ["marker-undefined"]);
    let typed = |marker: u32, note: u32| {
        format!("A.[1] B.[2] C.[{marker}] D.[4]\n\n[1] Barnes, 1.\n[2] Hale, 2.\n[{note}] Ward, 3.\n[4] Dunn, 4.\n")
    };
    assert_eq!(said("post.txt", &typed(3, 13)), ["marker-undefined"]);
    assert_eq!(said("post.txt", &typed(5, 3)), ["marker-undefined"]);
    assert_eq!(said("post.txt", &typed(3, 3)), [""; 0]);
    let apart = "A.[^1] B.[^2] C.[^3]\n\n[^9]: Barnes, 1.\n\n[^1]: Hale, 2.\n\n[^2]: Ward, 3.\n";
    assert_eq!(said("post.md", apart), ["marker-undefined", "note-unused"], "they do not stand in one place");
}

#[test]
fn a_number_that_lost_its_brackets_is_shown_beside_its_note() {
    let related = |claim: &str| {
        let notes = "[^1]: Barnes, 1.\n\n[^2]: Hale, 2.\n\n[^3]: Ward, 3.\n";
        let post = Source::new("post.md", format!("One.[^1] {claim} Three.[^3]\n\n{notes}"));
        let analysis = Analysis::of(&[post], &Options::default());
        let findings = check(&analysis, None, &Settings::of(Preset::Blog));
        findings.iter().map(|finding| (finding.rule, finding.related.len())).collect::<Vec<_>>()
    };
    assert_eq!(related("She calls it “an epoch of light.”2 They stayed."), [("note-unused", 1)]);
    assert_eq!(related("They stayed lit for 2 years."), [("note-unused", 0)]);
    assert_eq!(related("They stayed lit in 1912 and later."), [("note-unused", 0)]);
    assert_eq!(related("They stayed lit.[^2]"), []);
}

#[test]
fn a_pamphlet_in_an_archive_is_no_short_form() {
    let whole = "Harbour Town Archives, Pamphlet No. 1702-34, \"A Complaint about the Unlit Lamps of the Quay.\"";
    assert!(!found(&[whole]).contains(&"short-no-target"));
    assert!(found(&["Barnes, 34."]).contains(&"short-no-target"));
}

#[test]
fn a_title_that_begins_with_of_or_on_is_no_name() {
    assert!(!found(&["Of the Lamps, 26."]).contains(&"short-no-target"));
    assert!(found(&["Barnes, 26."]).contains(&"short-no-target"));
}

#[test]
fn pages_that_are_cited_are_no_extent() {
    let article = |pages: &str| format!("Ruth Ward, *Lamps and the Law*, 14 HARBOUR L. REV. {pages} (2015).");
    assert!(!found(&[&article("429, 438-42"), "*Id.* at 459."]).contains(&"ibid-page"));
}

#[test]
fn works_that_nothing_tells_apart_are_not_said_to_be_two() {
    let notes = [
        "The History of the Quay, by Hutchins, vol. 1, p. 9.",
        "Hutchins’ History, vol. 2, p. 440.",
        "Hutchins, vol. 1, p. 452.",
    ];
    assert!(!found(&notes).contains(&"short-ambiguous"));
    let books = [
        "Maud Barnes, *Coal and Its People* (Leeds: Aire Press, 1991), 12.",
        "Maud Barnes, *Steam and Its Towns* (Leeds: Aire Press, 1994), 3.",
        "Barnes, 44.",
    ];
    assert!(found(&books).contains(&"short-ambiguous"));
}

#[test]
fn works_that_every_reader_knows_need_no_description() {
    for note in [
        "Rom 3:22; cf. Gal 2:16; Phil 3:9.",
        "Mic 6:8; Hos 6:6; cf. 1 Sam 15:22.",
        "Matt. 9:13, 12:7.",
        "Mt 5,3; Röm 8,28.",
        "Jn 3.16.",
        "James 2:13.",
        "WA 7, 21.",
        "MGH SS 17, S. 231.",
        "PL 32, col. 659.",
        "Q 2:255.",
    ] {
        assert_eq!(found(&[note]), [""; 0], "{note}");
        assert_eq!(found(&[note, "Ibid., 14."]).iter().filter(|rule| **rule == "short-no-target").count(), 0, "{note}");
    }
    for note in ["Jamison, 34.", "Roman, 22.", "Philips, 9."] {
        assert!(found(&[note]).contains(&"short-no-target"), "{note}");
    }
}

#[test]
fn a_note_may_lead_to_what_another_says() {
    let remark = "The lamps were out that night.";
    assert_eq!(found(&[remark, "The quay was dark, see note 1."]), [""; 0]);
    assert!(found(&[remark, "See note 7."]).contains(&"short-no-target"));
}

#[test]
fn a_word_that_stresses_a_place_is_no_name() {
    assert_eq!(found(&["Especially pp. 40–55."]), [""; 0]);
    assert_eq!(found(&["Insbesondere S. 40."]), [""; 0]);
}

#[test]
fn pages_that_run_backwards_are_seen_without_their_cue() {
    let book = |pages: &str| format!("Maud Barnes, *Coal and Its People* (Leeds: Aire Press, 1991), {pages}.");
    assert_eq!(found(&[&book("44-41")]), ["identifier-invalid"]);
    for pages in ["44–45", "441–2", "99–101", "S. 12"] {
        assert_eq!(found(&[&book(pages)]), [""; 0], "{pages}");
    }
}

#[test]
fn a_name_with_a_slip_is_seen_beside_its_title() {
    let book = "Robert Hale, *The Weirs of Devon* (Exeter: Moor Press, 1971), 44.";
    assert_eq!(found(&[book, "Hael, *Weirs*, 70."]), ["short-near-miss"]);
    assert_eq!(found(&[book, "Hale, *Weirs*, 70."]), [""; 0]);
}

#[test]
fn a_marker_that_lost_its_caret_is_seen() {
    let rules = |text: &str| -> Vec<&str> {
        let analysis = Analysis::of(&[Source::new("post.md", text)], &Options::default());
        check(&analysis, None, &Settings::of(Preset::Strict)).iter().map(|finding| finding.rule).collect()
    };
    let notes = "\n\n[^1]: A remark.\n\n[^2]: Another remark.\n";
    assert_eq!(rules(&format!("One claim.[^1] Another.[2]{notes}")), ["marker-reversed", "note-unused"]);
    for text in ["One.[^1] Another `a[2]`.", "One.[^1] In row [2] there is more.", "One.[^1] a[2] and b[2]."] {
        assert_eq!(rules(&format!("{text}{notes}")), ["note-unused"], "{text}");
    }
}

#[test]
fn markers_in_one_pair_of_brackets_are_no_other_system() {
    let post = Source::new("post.txt", "One.[1] Two.[2, 3] Three.[2-4]\n\n[1] a\n\n[2] b\n\n[3] c\n\n[4] d\n");
    let findings = check(&Analysis::of(&[post], &Options::default()), None, &Settings::of(Preset::Strict));
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn a_marker_within_a_note_breaks_no_count() {
    let post = |first: &str, third: &str| {
        format!("A.[^{first}] B.[^3]\n\n[^1]: Barnes.{third}\n\n[^2]: Hale.\n\n[^3]: Ward.\n")
    };
    assert_eq!(said("post.md", &post("1", "[^2]")), ["note-nested-marker"]);
    assert_eq!(said("post.md", &post("1", "")), ["note-unused"]);
    let nested = "A.[^1] B.[^2] C.[^4] D.[^5]\n\n[^1]: Barnes.\n\n[^2]: Hale, as Ward says.[^3]\n\n[^3]: Ward.\n\n[^4]: Reed.\n\n[^5]: Kemp.\n";
    assert_eq!(said("post.md", nested), ["note-nested-marker"]);
}

#[test]
fn a_dead_link_beside_a_note_of_its_number_is_a_dead_link() {
    let marker = |target: &str| format!("<a href=\"#{target}\" id=\"r-{target}\"><sup>2</sup></a>");
    let post = |link: &str, number: u32| {
        format!(
            "A.{{% fn 1 %}} B.{{% fn {number} %}} C.{link}\n\n{{% footnotes %}}\n{{% fnbody 1 %}}\nBarnes, 12.\n{{% endfnbody %}}\n{{% fnbody {number} %}}\nHale, 14.\n{{% endfnbody %}}\n{{% endfootnotes %}}\n"
        )
    };
    assert_eq!(said("post.md", &post(&marker("_ftn2"), 2)), ["link-broken"]);
    assert_eq!(said("post.md", &post("", 2)), [""; 0]);
    assert_eq!(said("post.md", &post(&marker("_ftn2"), 3)), ["marker-undefined"]);
}

/// A page of notes whose second marker shows `second` in the link to `target`.
fn linked_page(second: &str, target: &str) -> String {
    let marker = |shown: &str, to: &str| {
        format!("<a href=\"#{to}\" id=\"ref-{to}\" class=\"footnote-ref\"><sup>{shown}</sup></a>")
    };
    let note = |n: u32| format!("<li id=\"fn{n}\"><p>Barnes, {n}. <a href=\"#ref-fn{n}\">↩</a></p></li>");
    let text =
        [marker("10", "fn10"), marker(second, target), marker("12", "fn12")].map(|marker| format!("A claim.{marker} "));
    let notes: String = (10..=12).map(note).collect();
    format!("<p>{}</p><section class=\"footnotes\"><ol start=\"10\">{notes}</ol></section>", text.concat())
}

#[test]
fn an_empty_marker_has_the_number_of_its_note() {
    for shown in ["11", "<img src=\"11.png\" alt=\"11\">"] {
        assert_eq!(said("page.html", &linked_page(shown, "fn11")), [""; 0], "{shown:?}");
    }
    for shown in ["", " "] {
        assert_eq!(said("page.html", &linked_page(shown, "fn11")), ["number-mismatch"], "{shown:?}");
    }
}

/// The rules of `strict` that speak of a post.
fn said_by_all(text: &str) -> Vec<&'static str> {
    let analysis = Analysis::of(&[Source::new("post.md", text)], &Options::default());
    check(&analysis, None, &Settings::of(Preset::Strict)).iter().map(|finding| finding.rule).collect()
}

#[test]
fn a_remark_with_an_asterisk_stands_apart_on_purpose() {
    let notes = "[^1]: The lamps were lit at five.\n\n[^2]: The pits were closed.\n";
    let aside = format!("One.[^1] Two.\\[*] Three.[^2]\n\n\\[*] *This was changed in print.*\n\n{notes}");
    assert_eq!(said_by_all(&aside), [""; 0]);
    let mixed = format!(
        "One.[^1] Two.{{% fn 3 %}} Three.[^2]\n\n{notes}\n{{% fnbody 3 %}}\nThe mill stood empty.\n{{% endfnbody %}}\n"
    );
    assert!(said_by_all(&mixed).contains(&"mixed-systems"), "{:?}", said_by_all(&mixed));
    let bold = "One.[1] Two.**[2]**\n\n[1] The lamps were lit.\n\n[2] The pits were closed.\n";
    assert_eq!(said_by_all(bold), [""; 0]);
}

#[test]
fn two_systems_are_named_as_they_stand() {
    let shortcode = |n: u32| format!("{{% fnbody {n} %}}\nThe lamps were lit.\n{{% endfnbody %}}\n");
    let bodies = shortcode(1) + &shortcode(2);
    let post = format!("One.{{% fn 1 %}} Two.{{% fn 2 %}} Three.[^3]\n\n{bodies}\n[^3]: The pits were closed.\n");
    let analysis = Analysis::of(&[Source::new("post.md", post)], &Options::default());
    let findings = check(&analysis, None, &Settings::of(Preset::Strict));
    let message =
        findings.iter().find(|finding| finding.rule == "mixed-systems").map(|finding| finding.message.as_str());
    assert_eq!(message, Some("this note is marked as [^3], and others as {% fn 1 %}"));
}

#[test]
fn without_a_manner_no_note_lacks_its_stop() {
    let closed = "The lamps were lit at five.";
    let (open, bracket, link) =
        ("The pits were closed", "The mill (which stood empty)", "See <https://example.org/mill>");
    for (notes, rules) in [
        (&[closed, closed, closed, closed, closed, open][..], &["note-stop"][..]),
        (&[closed, closed, closed, closed, closed, bracket], &["note-stop"]),
        (&[closed, closed, closed, closed, closed, open, link, link], &[]),
        (&[closed, closed, closed, "Cf. the first; the second;"], &["note-stop"]),
        (&[closed, closed, closed, "Three lamps:"], &[]),
    ] {
        let found: Vec<&str> = found(notes).into_iter().filter(|rule| *rule == "note-stop").collect();
        assert_eq!(found, rules, "{notes:?}");
    }
}
