//! Markdown, LaTeX and plain text as people write them: a document a row, with its markers and the text of their notes.

use ibid::document::read;
use ibid::text::Source;

/// A document as a list of its markers with their notes, to compare at a glance.
fn pairs(name: &str, text: &str) -> Vec<(String, Option<String>)> {
    let document = read(&[Source::new(name, text)], None);
    let body = |note: usize| document.notes[note].body.text.clone();
    document.markers.iter().map(|marker| (marker.label.clone(), marker.note.map(body))).collect()
}

/// The name of a case, its text, and for each marker its label and the text of its note.
type Row = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

fn wanted(rows: &[(&str, &str)]) -> Vec<(String, Option<String>)> {
    let note = |body: &str| (!body.is_empty()).then(|| body.to_owned());
    rows.iter().map(|(label, body)| ((*label).to_owned(), note(body))).collect()
}

/// Every document of a table is read as its row says; those that are not are shown together.
fn all_read(path: &str, table: &[Row]) {
    let told = |(name, text, rows): &Row| (*name, pairs(path, text), wanted(rows));
    let wrong = table.iter().map(told).filter(|(_, found, wanted)| found != wanted);
    let wrong: Vec<String> =
        wrong.map(|(name, found, wanted)| format!("{name}: {found:?}\n  not {wanted:?}")).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn markdown_of_every_dialect() {
    let table: &[Row] = &[
        (
            "named",
            "Salt.[^a] Wine.[^b]\n\n[^a]: Reed, *Salt*, 12.\n[^b]: Ibid.\n",
            &[("a", "Reed, Salt, 12."), ("b", "Ibid.")],
        ),
        ("orphans", "Salt.[^1] Wine.[^3]\n\n[^1]: Reed.\n[^2]: Hall.\n", &[("1", "Reed."), ("3", "")]),
        ("lazy", "Salt.[^1]\n\n[^1]: Reed,\nSalt, 12.\n\nText.\n", &[("1", "Reed, Salt, 12.")]),
        (
            "long",
            "Salt.[^1]\n\n[^1]: Reed.\n\n    More.\n\n    > Even more.\n\nText.\n",
            &[("1", "Reed. More. Even more.")],
        ),
        ("inline", "Salt.^[Reed, *Salt*, [12].] Wine.^[Ibid.]\n", &[("1", "Reed, Salt, [12]."), ("2", "Ibid.")]),
        ("quoted", "> Salt.[^1]\n>\n> [^1]: Reed,\n> 12.\n", &[("1", "Reed, 12.")]),
        ("listed", "- Salt.[^1]\n- Wine.[^2]\n\n[^1]: Reed.\n[^2]: Hall.\n", &[("1", "Reed."), ("2", "Hall.")]),
        (
            "escaped",
            "Salt.\\[^1\\] Wine.\\[^2\\]\n\n\\[^1\\]: Reed.\n\\[^2\\]: Hall.\n",
            &[("1", "Reed."), ("2", "Hall.")],
        ),
        (
            "escaped numbers",
            "Salt.\\[1\\] Wine.\\[2\\]\n\n\\[1\\] Reed.\n\n\\[2\\] Hall.\n",
            &[("1", "Reed."), ("2", "Hall.")],
        ),
        ("numbers", "Salt.[1] Wine.[2]\n\n---\n\n[1] Reed.\n\n[2] Hall.\n", &[("1", "Reed."), ("2", "Hall.")]),
        (
            "raised",
            "Salt.<sup>1</sup>\n\nWine.<sup>2</sup>\n\n***\n<sup>1</sup> *Id. *\n{: .small}\n<sup>2</sup>. Hall.\n{: .small}\n",
            &[("1", "Id."), ("2", "Hall.")],
        ),
        (
            "mixed",
            "Salt.[^x] Wine.[1] Oil.[2]\n\n[^x]: Moss.\n\n## Notes\n\n1. Reed.\n2. Hall.\n",
            &[("x", "Moss."), ("1", "Reed."), ("2", "Hall.")],
        ),
        (
            "linked",
            "Salt.<a href=\"#fn1\" id=\"r1\">1</a>\n\n<p id=\"fn1\">1. Reed, <i>Salt</i>. <a href=\"#r1\">↩</a></p>\n",
            &[("1", "Reed, Salt.")],
        ),
        (
            "HTML notes",
            "Salt.[^fn1] Wine.[^fn2]\n\n<ol class=\"footnotes\"><li id=\"fn1\">Reed.</li><li id=\"fn2\">Hall.</li></ol>\n",
            &[("fn1", "Reed."), ("fn2", "Hall.")],
        ),
        ("front matter", "---\ntitle: \"x[^1]\"\n---\nSalt.[^1]\n\n[^1]: Reed.\n", &[("1", "Reed.")]),
        ("code", "Salt.[^1] `[^2]`\n\n```\n[^3]: x\n```\n\n[^1]: Reed `[^4]`.\n", &[("1", "Reed [^4].")]),
        ("references", "Salt.[^1]\n\n[^1]: See [Reed][r], 3.\n\n[r]: https://a.b/c\n", &[("1", "See Reed, 3.")]),
        (
            "chapters",
            "# A\n\nSalt.[^1]\n\n[^1]: Reed.\n\n# B\n\nWine.[^1]\n\n[^1]: Hall.\n",
            &[("1", "Reed."), ("1", "Hall.")],
        ),
    ];
    all_read("post.md", table);
}

#[test]
fn signs_are_markers_where_they_can_be_nothing_else() {
    let table: &[Row] = &[
        ("signs", "Salt.* Wine.†\n\n* Reed.\n† Hall.\n", &[("*", "Reed."), ("†", "Hall.")]),
        ("doubled", "Salt.* Wine.**\n\n* Reed.\n** Hall.\n", &[("*", "Reed."), ("**", "Hall.")]),
        ("pages", "Salt.*\n\n* Reed.\n\nWine.*\n\n* Hall.\n", &[("*", "Reed."), ("*", "Hall.")]),
        ("with numbers", "Salt.* Wine.[1]\n\n*Moss.\n\n[1] Reed.\n", &[("*", "Moss."), ("1", "Reed.")]),
        ("bullets", "Salt.*\n\n* mules\n* carts\n* boats\n", &[]),
        ("fields", "Name* Mail*\n\n* required\n", &[]),
        ("before its note only", "* Reed.\n\nSalt.*\n", &[]),
        ("emphasis", "Salt *is salt* here.\n\n*Disclosure: I sell salt.*\n", &[]),
        ("births", "Ann Reed (*1880, †1942)\n\n* 3 May 1880\n† 1 June 1942\n", &[]),
        ("products", "n = 3*4 and a*b and x*\n\n* all are numbers\n", &[]),
        ("significance", "0.31* 0.45**\n\n* p < .05\n** p < .01\n", &[]),
        ("stars", "Two films. ***\n\nThree films.****\n\n* poor\n", &[]),
    ];
    all_read("post.txt", table);
}

#[test]
fn latex_of_every_package() {
    let table: &[Row] = &[
        ("nested", "a\\footnote{See \\emph{A {B} C}, \\textbf{3}.}", &[("1", "See A B C, 3.")]),
        ("spaced", "a\\footnote {Reed.} b\\footnote\n{Hall.}", &[("1", "Reed."), ("2", "Hall.")]),
        ("over a comment", "a\\footnote{%\n  Reed, % so he says\n  12.%\n}", &[("1", "Reed, 12.")]),
        ("commented out", "a % \\footnote{Reed.}\n5\\% of b\\footnote{Hall.}", &[("1", "Hall.")]),
        (
            "verbatim in a note",
            "a\\footnote{Write \\verb|\\footnote{x}| so.} b\\footnote{Hall.}",
            &[("1", "Write \\footnote{x} so."), ("2", "Hall.")],
        ),
        ("paragraphs", "a\\footnote{Reed.\n\nHall.}", &[("1", "Reed. Hall.")]),
        ("percent", "a\\footnote{Some 5\\% of \\$3 \\& \\#4, \\S~7.}", &[("1", "Some 5% of $3 & #4, §\u{a0}7.")]),
        ("mark and text", "a\\footnotemark b\\footnotetext{Reed.}", &[("1", "Reed.")]),
        (
            "marks apart",
            "a\\footnotemark[1] b\\footnotemark[2]\n\\footnotetext[1]{Reed.}\n\\footnotetext[2]{Hall.}",
            &[("1", "Reed."), ("2", "Hall.")],
        ),
        ("once more", "a\\footnote{Reed.} b\\footnotemark[1]", &[("1", "Reed."), ("1", "Reed.")]),
        ("by name", "a\\footnote{\\label{fn:r}Reed.} b\\footref{fn:r}", &[("1", "Reed."), ("1", "Reed.")]),
        ("end", "a\\endnote{Reed.} b\\footnote{Hall.}\n\\theendnotes", &[("1", "Reed."), ("1", "Hall.")]),
        ("side", "a\\sidenote{Reed.} b\\sidenote[][-1cm]{Hall.}", &[("1", "Reed."), ("2", "Hall.")]),
        ("page", "a\\pagenote{Reed.} b\\pagenote{Hall.}", &[("1", "Reed."), ("2", "Hall.")]),
        ("series", "a\\footnoteA{Reed.} b\\tablefootnote{Hall.}", &[("1", "Reed."), ("2", "Hall.")]),
        ("thanks", "\\title{Salt\\thanks{For Moss.}} a\\footnote{Reed.}", &[("*", "For Moss."), ("1", "Reed.")]),
        (
            "cited",
            "\\usepackage[style=verbose-ibid,autocite=footnote]{biblatex}\\begin{document} a\\autocite[12]{reed} b",
            &[("1", "\\autocite[12]{reed}")],
        ),
        (
            "cited in the text",
            "\\usepackage[style=authoryear]{biblatex}\\begin{document} a \\autocite[12]{reed} b",
            &[],
        ),
        (
            "cited together",
            "a\\footcites[3]{reed}[4]{hall} b\\footcite{moss}",
            &[("1", "\\footcites[3]{reed}[4]{hall}"), ("2", "\\footcite{moss}")],
        ),
        ("inline code", "a \\lstinline|\\footnote{x}| b\\footnote{Reed.}", &[("1", "Reed.")]),
        ("broken line", "a \\\\footnote{x} b\\footnote{Reed.}", &[("1", "Reed.")]),
        (
            "tables",
            "\\begin{tabular}{l} a\\footnotemark & b\\\\ \\end{tabular}\\footnotetext{Reed.}",
            &[("1", "Reed.")],
        ),
        ("ended", "\\begin{document} a\\footnote{Reed.} \\end{document} b\\footnote{No.}", &[("1", "Reed.")]),
        ("accents", "a\\footnote{Na\\\"{\\i}ve \\'Ecole, Fran\\c{c}ois.}", &[("1", "Naïve École, François.")]),
        (
            "any character around verbatim text",
            "\\verb§}{§ a\\footnote{Reed, \\verb§{§.} \\verb–x– b\\footnote{Hall.}",
            &[("1", "Reed, {."), ("2", "Hall.")],
        ),
        (
            "links",
            "a\\footnote{\\href{https://a.b/c%20d}{Reed}, \\url{https://a.b/e_f%20g}.} b\\footnote{Hall.}",
            &[("1", "Reed, https://a.b/e_f%20g."), ("2", "Hall.")],
        ),
    ];
    all_read("post.tex", table);
}

#[test]
fn markdown_that_exports_broke() {
    let table: &[Row] = &[
        (
            "linked brackets",
            "Salt.[[1]](#fn1) Wine.[[2]](#fn2)\n\n[[1]](#r1) Reed.\n\n[[2]](#r2) Hall.\n",
            &[("1", "Reed."), ("2", "Hall.")],
        ),
        (
            "linked escaped brackets",
            "Salt.[\\[1\\]](#_ftn1) Wine.[\\[2\\]](#_ftn2)\n\n[\\[1\\]](#_ftnref1) Reed.\n\n[\\[2\\]](#_ftnref2) Hall.\n",
            &[("1", "Reed."), ("2", "Hall.")],
        ),
        (
            "linked raised",
            "Salt.<sup>[1](#note1)</sup> Wine.<sup>[2](#note2)</sup>\n\n1. Reed.\n2. Hall.\n",
            &[("1", "Reed."), ("2", "Hall.")],
        ),
        (
            "raised links",
            "Salt.[<sup>1</sup>](#note1) Wine.[<sup>2</sup>](#note2)\n\n<a name=\"note1\"></a>1. Reed.\n\n<a name=\"note2\"></a>2. Hall.\n",
            &[("1", "Reed."), ("2", "Hall.")],
        ),
        (
            "numbers that link back alone",
            "Salt.[1](#footnote-1) Wine.[2](https://a.b/p/salt#footnote-2-7)\n\n[1](#footnote-anchor-1)\n\nReed.\n\n[2](https://a.b/p/salt#footnote-anchor-2-7)\n\nHall.\n",
            &[("1", "Reed."), ("2", "Hall.")],
        ),
        ("carets", "Salt.^1^ Wine.^2^\n\n^1^ Reed.\n\n^2^ Hall.\n", &[("1", "Reed."), ("2", "Hall.")]),
        (
            "carets and a list",
            "Salt.^1^ Wine.^2^\n\n## Notes\n\n1. Reed.\n2. Hall.\n",
            &[("1", "Reed."), ("2", "Hall.")],
        ),
        ("raised digits", "Salt.¹ Wine.²\n\n¹ Reed.\n² Hall.\n", &[("1", "Reed."), ("2", "Hall.")]),
        ("escaped stars", "Salt.\\* Wine.\\*\\*\n\n\\* Reed.\n\n\\*\\* Hall.\n", &[("*", "Reed."), ("**", "Hall.")]),
        ("no colon", "Salt.[^1] Wine.[^2]\n\n[^1] Reed.\n\n[^2] Hall.\n", &[("1", "Reed."), ("2", "Hall.")]),
        (
            "space before the colon",
            "Salt.[^1] Wine.[^2]\n\n[^1] : Reed.\n\n[^2] : Hall.\n",
            &[("1", "Reed."), ("2", "Hall.")],
        ),
        (
            "one without a colon",
            "Salt.[^1] Wine.[^2]\n\n[^1]: Reed.\n\n[^2] Hall.\n",
            &[("1", "Reed."), ("2", "Hall.")],
        ),
        (
            "blank lines in a note",
            "Salt.[^1] Wine.[^2]\n\n[^1]:\n\n    Reed.\n\n[^2]: Hall.\n",
            &[("1", "Reed."), ("2", "Hall.")],
        ),
        (
            "text on the next line",
            "Salt.[^1] Wine.[^2]\n\n[^1]:\n    Reed.\n[^2]:\n    Hall.\n",
            &[("1", "Reed."), ("2", "Hall.")],
        ),
        (
            "unclosed fence",
            "Salt.[^1]\n\n```\ncode\n\nWine.[^2]\n\n[^1]: Reed.\n[^2]: Hall.\n",
            &[("1", "Reed."), ("2", "Hall.")],
        ),
        (
            "unclosed comment",
            "Salt.[^1]\n\n<!-- more\n\nWine.[^2]\n\n[^1]: Reed.\n[^2]: Hall.\n",
            &[("1", "Reed."), ("2", "Hall.")],
        ),
        (
            "bold numbers",
            "Salt.**[1]** Wine.**[2]**\n\n**[1]** Reed.\n\n**[2]** Hall.\n",
            &[("1", "Reed."), ("2", "Hall.")],
        ),
        (
            "chapters by hand",
            "# A\n\nSalt.[1] Wine.[2]\n\n[1] Reed.\n[2] Hall.\n\n# B\n\nOil.[1] Wax.[2]\n\n[1] Moss.\n[2] Fell.\n",
            &[("1", "Reed."), ("2", "Hall."), ("1", "Moss."), ("2", "Fell.")],
        ),
        (
            "notes of chapters at the end",
            "# A\n\nSalt.[1] Wine.[2]\n\n# B\n\nOil.[1] Wax.[2]\n\n# Notes\n\n## A\n\n[1] Reed.\n\n[2] Hall.\n\n## B\n\n[1] Moss.\n\n[2] Fell.\n",
            &[("1", "Reed."), ("2", "Hall."), ("1", "Moss."), ("2", "Fell.")],
        ),
        (
            "a wrong number in a list of notes",
            "Salt.[1] Wine.[2] Oil.[3] Wax.[4] Tar.[5]\n\n## Notes\n\n1. Reed.\n2. Hall.\n3. Moss.\n3. Fell.\n5. Dale.\n",
            &[("1", "Reed."), ("2", "Hall."), ("3", "Moss."), ("4", ""), ("5", "Dale.")],
        ),
        (
            "a note that names another",
            "Oil too [1]. As was said above [note 1], it paid [2].\n\n[1] Reed.\n[2] Hall.\n",
            &[("1", "Reed."), ("2", "Hall.")],
        ),
        (
            "a list below the notes",
            "Salt.[1] Wine.[2]\n\n[1] Reed.\n\n[2] Hall.\n\n## Comments\n\n1. First!\n2. Me, too.\n",
            &[("1", "Reed."), ("2", "Hall.")],
        ),
        (
            "a list below a list of notes",
            "Salt.[1] Wine.[2]\n\n1. Reed.\n2. Hall.\n\nTo do:\n\n1. Buy salt.\n2. Sell the mule.\n3. Go home.\n",
            &[("1", "Reed."), ("2", "Hall.")],
        ),
        (
            "long numbers",
            "Salt.[10001] Wine.[10002]\n\n[10001] Reed.\n\n[10002] Hall.\n",
            &[("10001", "Reed."), ("10002", "Hall.")],
        ),
        ("MultiMarkdown citations", "Salt.[#reed] Wine.[^2]\n\n[^2]: Hall.\n", &[("2", "Hall.")]),
        (
            "in a quotation",
            "> Salt.[^1]\n\nWine.[^2]\n\n> [^1]: Reed.\n\n[^2]: Hall.\n",
            &[("1", "Reed."), ("2", "Hall.")],
        ),
        ("CRLF", "Salt.[^1]\r\n\r\n[^1]: Reed,\r\n    12.\r\n", &[("1", "Reed, 12.")]),
        ("way back", "Salt.[^1]\n\n[^1]: Reed. [↩](#fnref1)\n", &[("1", "Reed.")]),
    ];
    all_read("post.md", table);
}

#[test]
fn plain_text_of_every_habit() {
    let table: &[Row] = &[
        (
            "brackets",
            "Salt.[1] Wine.[2]\n\n[1] Reed,\nSalt.\n\n[2] Hall.\n\n4 views0 comments\n",
            &[("1", "Reed, Salt."), ("2", "Hall.")],
        ),
        ("one", "Salt.[1]\n\n[1] Reed.\n", &[("1", "Reed.")]),
        (
            "groups",
            "Salt.[1, 2] Wine.[2-4]\n\n[1] A.\n[2] B.\n[3] C.\n[4] D.\n",
            &[("1", "A."), ("2", "B."), ("2", "B."), ("3", "C."), ("4", "D.")],
        ),
        ("round", "Salt.(1) Wine.(2)\n\n(1) Reed.\n(2) Hall.\n", &[("1", "Reed."), ("2", "Hall.")]),
        ("raised", "Salt.¹ Wine.²\n\n¹ Reed.\n² Hall.\n", &[("1", "Reed."), ("2", "Hall.")]),
        ("list", "Salt.[1] Wine.[2]\n\nNotes\n\n1. Reed.\n2. Hall.\n", &[("1", "Reed."), ("2", "Hall.")]),
        ("half", "Salt.¹ Wine.²\n\nNotes:\n1) Reed.\n2) Hall.\n", &[("1", "Reed."), ("2", "Hall.")]),
        ("between", "Salt.[1]\n\n[1] Reed.\n\nWine.[2]\n\n[2] Hall.\n\nOil.\n", &[("1", "Reed."), ("2", "Hall.")]),
        (
            "Gutenberg",
            "Salt.[12]\n\n[Footnote 12: Reed, [sic] 3.\n\nMore.]\n\nWine.[13]\n\n[Footnote 13: Hall.]\n",
            &[("12", "Reed, [sic] 3. More."), ("13", "Hall.")],
        ),
        ("letters", "Salt.[26a] Wine.[27]\n\n[26a] Reed.\n[27] Hall.\n", &[("26a", "Reed."), ("27", "Hall.")]),
        ("years", "Salt.[1] In [1984] and a[1] [sic].[2]\n\n[1] Reed.\n[2] Hall.\n", &[("1", "Reed."), ("2", "Hall.")]),
        ("lost", "Salt.[1] Wine.[2] Oil.[3]\n\n[1] Reed.\n[2] Hall.\n", &[("1", "Reed."), ("2", "Hall."), ("3", "")]),
    ];
    all_read("post.txt", table);
}

#[test]
fn shortcodes_of_site_generators() {
    let table: &[Row] = &[
        (
            "Octopress",
            "Salt.{% fn_ref 1 %} Wine.{% fn_ref 2 %}\n\n{% footnotes %}\n{% fn Reed. %}\n{% fn Hall. %}\n{% endfootnotes %}\n",
            &[("1", "Reed."), ("2", "Hall.")],
        ),
        (
            "Hugo",
            "Salt.{{% footnote note %}}Reed, *Salt*.{{% /footnote %}} Wine.{{< sidenote \"Hall, *Wine*.\" >}}\n",
            &[("1", "Reed, Salt."), ("2", "Hall, Wine.")],
        ),
        (
            "beside typed notes",
            "Salt.[1] Wine.{{< sidenote \"A remark.\" >}} Oil.[2]\n\n[1] Reed.\n\n[2] Hall.\n",
            &[("1", "Reed."), ("1", "A remark."), ("2", "Hall.")],
        ),
        ("WordPress", "Salt.[mfn]Reed.[/mfn] Wine.[mfn]Hall.[/mfn]\n", &[("1", "Reed."), ("2", "Hall.")]),
        ("a note of the generator", "{{% notice note %}}Mind the gap.{{% /notice %}} {{< ref \"a b.md\" >}}\n", &[]),
    ];
    all_read("post.md", table);
}

/// A book of many chapters whose notes stand at the end of each, the heads dressed as the markers or not.
#[test]
fn numbering_begins_afresh_in_many_chapters() {
    let chapter =
        |head: [&str; 2]| format!("Salt.[1] Wine.[2]\n\n{} Reed.\n\n{} Hall.\n\nAnd then.\n\n", head[0], head[1]);
    for head in [["[1]", "[2]"], ["1.", "2."]] {
        let found = pairs("post.txt", &chapter(head).repeat(9));
        assert_eq!(found, wanted(&[("1", "Reed."), ("2", "Hall.")].repeat(9)), "{head:?}");
    }
}
