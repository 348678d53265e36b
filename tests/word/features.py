"""What documents of Word hold besides words, written as Word writes it: documents of two notes each, a book and "Ibid."."""

import json
import zipfile

NAMESPACES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CHANGE = 'w:id="77" w:author="A" w:date="2026-01-01T00:00:00Z"'


def run(text, properties=""):
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return of(f'<w:t xml:space="preserve">{text}</w:t>', properties)


def of(children, properties=""):
    return f'<w:r>{properties and f"<w:rPr>{properties}</w:rPr>"}{children}</w:r>'


def sign(kind):
    return of(f'<w:fldChar w:fldCharType="{kind}"/>')


def instruction(text):
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return of(f'<w:instrText xml:space="preserve">{text}</w:instrText>')


def field(text, result):
    return sign("begin") + instruction(text) + sign("separate") + result + sign("end")


def paragraph(*runs, properties=""):
    return f'<w:p>{properties and f"<w:pPr>{properties}</w:pPr>"}{"".join(runs)}</w:p>'


def marker(number, kind="footnote"):
    return of(f'<w:{kind}Reference w:id="{number}"/>', '<w:vertAlign w:val="superscript"/>')


def control(inner, tag="t"):
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/><w:id w:val="5"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'


def tracked(name, inner):
    return f"<w:{name} {CHANGE}>{inner}</w:{name}>"


def either(choice, fallback):
    return f'<mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>'


AUTHOR, TITLE, REST = run("John Reed, "), run("Salt Roads of the North", "<w:i/>"), run(" (Leeds: Mill Press, 1999), 12.")
BOOK, SAME = AUTHOR + TITLE + REST, run("Ibid., 14.")
OTHER = run("Anne Hall, ") + run("Wells", "<w:i/>") + run(" (York: Wharf Press, 2003), 3.")
HEAD = of("<w:footnoteRef/>", '<w:vertAlign w:val="superscript"/>') + run(" ")
RECORD = {"id": 1, "type": "book", "title": "Salt Roads of the North", "author": [{"family": "Reed", "given": "John"}], "publisher": "Mill Press",
          "publisher-place": "Leeds", "issued": {"date-parts": [[1999]]}}
ENDNOTE = (
    "<EndNote><Cite><Author>Reed</Author><Year>1999</Year><RecNum>3</RecNum><Pages>12</Pages><record><rec-number>3</rec-number>"
    '<ref-type name="Book">6</ref-type><contributors><authors><author>Reed, John</author></authors></contributors><titles><title>Salt Roads of the North</title></titles>'
    "<dates><year>1999</year></dates><pub-location>Leeds</pub-location><publisher>Mill Press</publisher></record></Cite></EndNote>"
)

# Notes that become "John Reed, Salt Roads of the North (Mill Press, 1999), p. 12.", whatever else they hold.
NOTES = {
    "plain": BOOK,
    "letters": "".join(run(c) for c in "John Reed, ") + "".join(run(c, "<w:i/><w:iCs/>") for c in "Salt Roads of the North") + REST,
    "soft-hyphen": of('<w:t>John Re</w:t><w:softHyphen/><w:t xml:space="preserve">ed, </w:t>') + TITLE + REST,
    "tabs": of("<w:tab/>") + AUTHOR + of("<w:tab/>") + TITLE + REST,
    "line-break": AUTHOR + TITLE + of("<w:br/>") + REST,
    "page-break": AUTHOR + TITLE + of('<w:br w:type="page"/>') + REST,
    "page-break-seen": AUTHOR + TITLE + of('<w:lastRenderedPageBreak/><w:t xml:space="preserve"> (Leeds: Mill Press, 1999), 12.</w:t>'),
    "placed-tab": AUTHOR + TITLE + of('<w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/>') + REST,
    "control": AUTHOR + control(TITLE) + REST,
    "controls": control(control(AUTHOR + TITLE)) + REST,
    "smart-tag": f'<w:smartTag w:uri="u" w:element="Name"><w:smartTag w:uri="u" w:element="GivenName">{run("John")}</w:smartTag>{run(" Reed")}</w:smartTag>{run(", ")}{TITLE}{REST}',
    "inserted": tracked("ins", BOOK),
    "deleted": AUTHOR + tracked("del", "<w:r><w:delText>gone</w:delText></w:r>") + TITLE + REST,
    "edited": AUTHOR + run("Salt", "<w:i/>") + tracked("del", "<w:r><w:delText> old</w:delText></w:r>") + tracked("ins", run(" Roads", "<w:i/>")) + run(" of the North", "<w:i/>") + REST,
    "moved": f'<w:moveFromRangeStart {CHANGE} w:name="m"/>{tracked("moveFrom", run("Reed gone"))}<w:moveFromRangeEnd w:id="77"/>'
             f'<w:moveToRangeStart {CHANGE} w:name="m"/>{tracked("moveTo", AUTHOR)}<w:moveToRangeEnd w:id="77"/>{TITLE}{REST}',
    "properties-changed": AUTHOR + run("Salt Roads of the North", f"<w:i/><w:rPrChange {CHANGE}><w:rPr><w:b/></w:rPr></w:rPrChange>") + REST,
    "bookmark": f'<w:proofErr w:type="spellStart"/>{AUTHOR}<w:proofErr w:type="spellEnd"/><w:bookmarkStart w:id="1" w:name="b"/>{TITLE}<w:bookmarkEnd w:id="1"/>{REST}',
    "hidden": AUTHOR + TITLE + run(" hidden", "<w:vanish/>") + REST,
    "index-entry": AUTHOR + TITLE + sign("begin") + instruction(' XE "Reed, John" ') + sign("end") + REST,
    "form-field": AUTHOR + of('<w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="T"/><w:enabled/><w:textInput/></w:ffData></w:fldChar>') + instruction(" FORMTEXT ") + sign("separate") + TITLE + sign("end") + REST,
    "fields-in-fields": AUTHOR + sign("begin") + instruction(" IF ") + field(" PAGE ", run("3")) + instruction(' = 3 "a" "b" ') + sign("separate") + TITLE + sign("end") + REST,
    "alternate": AUTHOR + either(TITLE, TITLE) + REST,
    "directions": AUTHOR + f'<w:dir w:val="ltr">{TITLE}</w:dir><w:bdo w:val="ltr">{REST}</w:bdo>',
    "formula": BOOK + "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>",
    "picture": AUTHOR + TITLE + of("<w:pict><v:shape/></w:pict>") + REST,
    "permission": f'<w:permStart w:id="1" w:edGrp="everyone"/>{BOOK}<w:permEnd w:id="1"/>',
    "off": AUTHOR + run("Salt Roads of the North", '<w:i w:val="1"/>') + run("", '<w:i w:val="false"/>') + REST,
}
# Whole notes, of several paragraphs or without their number.
WHOLE = {
    "two-paragraphs": paragraph(HEAD, BOOK) + paragraph(run("More on it.")),
    "empty-paragraph": paragraph(HEAD, BOOK) + paragraph(),
    "empty-first": paragraph(HEAD) + paragraph(BOOK),
    "no-number": paragraph(BOOK),
    "block-control": control(paragraph(HEAD, BOOK)),
    "table": paragraph(HEAD, BOOK) + f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/>{paragraph(run("In a cell."))}</w:tc></w:tr></w:tbl>{paragraph()}',
}
RESTART = '<w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr>'
TWO = run("A"), marker(1), run(" B"), marker(2)


def section(own, *runs):
    return paragraph(*runs, properties=f"<w:sectPr>{own}</w:sectPr>")


def custom(mark):
    return of(f'<w:footnoteReference w:customMarkFollows="1" w:id="1"/>{mark}')


def box(inner):
    drawn = f"<w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    return of(either(drawn, f"<w:pict><v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict>"))


SYMBOL = '<w:sym w:font="Symbol" w:char="F02A"/>'
# Texts, their notes, and the labels that a reader sees.
TEXTS = {
    "star": (paragraph(run("A"), custom("<w:t>*</w:t>"), run(" B"), marker(2)), [paragraph(run("*"), run(" "), BOOK), SAME], "*1"),
    "symbol": (paragraph(run("A"), custom(SYMBOL), run(" B"), marker(2)), [paragraph(of(SYMBOL), run(" "), BOOK), SAME], "∗1"),
    "letter": (paragraph(run("A"), custom("<w:t>a</w:t>"), run(" B"), marker(2)), [paragraph(run("a"), run(" "), BOOK), SAME], "a1"),
    "signs": (paragraph(*TWO) + "<w:sectPr><w:footnotePr><w:numFmt w:val=\"chicago\"/></w:footnotePr></w:sectPr>", [BOOK, SAME], "*†"),
    "start": (paragraph(*TWO) + "<w:sectPr><w:footnotePr><w:numStart w:val=\"7\"/></w:footnotePr></w:sectPr>", [BOOK, SAME], "78"),
    "sections": (section(RESTART, run("A"), marker(1), run("B"), marker(2)) + paragraph(run("C"), marker(3)) + f"<w:sectPr>{RESTART}</w:sectPr>", [BOOK, SAME, OTHER], "121~2"),
    "deleted-note": (paragraph(run("A"), marker(1), tracked("del", marker(2)), run("C"), marker(3)), [BOOK, OTHER, SAME], "12"),
    "inserted-note": (paragraph(run("A"), marker(1), tracked("ins", marker(2))), [BOOK, SAME], "12"),
    "out-of-order": (paragraph(run("A"), marker(2), run(" B"), marker(1)), [SAME, BOOK], "12"),
    "text-box": (paragraph(run("A"), marker(1), box(paragraph(run("In a box."))), run(" B"), marker(2)), [BOOK, SAME], "12"),
    "table": (
        f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph(run("cell"), marker(1))}</w:tc></w:tr>'
        f'<w:tr><w:tc><w:tcPr/>{paragraph(run("x"), marker(2))}</w:tc><w:tc><w:tcPr/>{paragraph(run("y"))}</w:tc></w:tr></w:tbl>{paragraph(run("after"))}', [BOOK, SAME], "12"),
    "contents": (
        paragraph(sign("begin"), instruction(' TOC \\o "1-3" '), sign("separate"), run("One"), of("<w:tab/>"), field(" PAGEREF x ", run("3"))) + paragraph(sign("end")) + paragraph(*TWO), [BOOK, SAME], "12"),
    "block-control": (control(paragraph(*TWO)), [BOOK, SAME], "12"),
    "comment": (paragraph('<w:commentRangeStart w:id="3"/>', run("A"), marker(1), '<w:commentRangeEnd w:id="3"/>', of('<w:commentReference w:id="3"/>'), run("B"), marker(2)), [BOOK, SAME], "12"),
    "in-a-field": (paragraph(run("A "), field(" REF x ", run("ref") + marker(1)), run(" B"), marker(2)), [BOOK, SAME], "12"),
}
# Notes that other programs keep up to date: each cites the book, and none is restyled.
MANAGED = {
    "zotero": field(" ADDIN ZOTERO_ITEM CSL_CITATION " + json.dumps({"citationItems": [{"id": 1, "uris": ["u"], "itemData": RECORD, "locator": "12"}]}) + " ", BOOK),
    "mendeley": field("ADDIN CSL_CITATION " + json.dumps({"citationItems": [{"id": "ITEM-1", "itemData": RECORD, "locator": "12"}], "mendeley": {}}), BOOK),
    "endnote": field(f" ADDIN EN.CITE {ENDNOTE}", BOOK),
    "simple": '<w:fldSimple w:instr="' + (" ADDIN CSL_CITATION " + json.dumps({"citationItems": [{"id": 1, "itemData": RECORD}]})).replace('"', "&quot;") + f'">{BOOK}</w:fldSimple>',
}


def write(path, body, notes):
    whole = [note if note.startswith(("<w:p>", "<w:sdt>", "<w:tbl>")) and "<w:p>" in note else paragraph(HEAD, note) for note in notes]
    footnotes = "".join(f'<w:footnote w:id="{number + 1}">{note}</w:footnote>' for number, note in enumerate(whole))
    separators = "".join(f'<w:footnote w:type="{kind}" w:id="{number}">{paragraph(of(f"<w:{kind}/>"))}</w:footnote>' for number, kind in [(-1, "separator"), (0, "continuationSeparator")])
    kinds = ["footnotes", "settings", "styles", "comments"]
    part = lambda name, inner: f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{name} {NAMESPACES}>{inner}</w:{name}>'
    type_of = lambda name, kind: f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
    link = lambda number, kind, target: f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
    links = lambda inner: f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'
    comment = f'<w:comment w:id="3" w:author="A" w:date="2026-01-01T00:00:00Z">{paragraph(run("A comment."))}</w:comment>'
    contents = {
        "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + type_of("document", "document.main") + "".join(type_of(kind, kind) for kind in kinds) + "</Types>",
        "_rels/.rels": links(link(1, "officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": links("".join(link(number, kind, f"{kind}.xml") for number, kind in enumerate(kinds))),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/footnotes.xml": part("footnotes", separators + footnotes),
        "word/settings.xml": part("settings", ""),
        "word/styles.xml": part("styles", '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'),
        "word/comments.xml": part("comments", comment),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in contents.items():
            package.writestr(name, content)
    return path


def documents(folder):
    """Each document, with the labels that a reader sees, or nothing."""
    text = paragraph(run("A claim."), marker(1), run(" Another."), marker(2))
    for kind, note in {**NOTES, **WHOLE}.items():
        yield write(folder / f"feature-{kind}.docx", text, [note, SAME]), "12"
    for kind, (body, notes, labels) in TEXTS.items():
        yield write(folder / f"feature-text-{kind}.docx", body, notes), labels
    for kind, note in MANAGED.items():
        yield write(folder / f"managed-{kind}.docx", text, [note, SAME]), "12"
