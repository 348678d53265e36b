"""Documents of Word and LibreOffice as several programs write them, with the same notes."""

import json
import re
import shutil
import sys
import zipfile

import docx

from features import RECORD, field, run
from readers import call, office

NOTES = [
    "John Reed, *Salt Roads of the North* (Leeds: Mill Press, 1999), 12.",
    "Ibid., 14.",
    "Anne Hall, *Wells of the South & East* (York: Wharf Press, 2003), 3.",
    "Reed, *Salt Roads of the North*, 15.",
    "See Mary Cole, “The Weir at Aire,” *Northern Rivers* 12 (1987): 44–61.",
    "Cole, “The Weir at Aire,” 50; Hall, *Wells of the South & East*, 9.",
    "Nobody believed this at the time.",
]
BODIES = ["A claim{}.", "Too far {} away.", "*In italics*{} and **bold**.", "> Quoted.{}", "- an item{}", "1. one{}", "Word{} with `code`, “quotes” — dashes.",
          "H~2~O and x^2^{}", "[link](https://a.example/?a=1&b=2){}", "Zwölf Boxkämpfer{} jagen", "العربية{} text", "漢字{}。", "a{}\n\n| a | b |\n|---|---|\n| 1 | 2 |"]


def post(count, body="A claim{}."):
    """A post in Markdown with so many notes."""
    marked = [body.format(f"[^{number + 1}]") for number in range(count)]
    notes = [f"[^{number + 1}]: {NOTES[number % len(NOTES)]}" for number in range(count)]
    return "# A title\n\n" + "\n\n".join(marked) + "\n\n" + "\n".join(notes) + "\n"


def by_pandoc(folder, kind):
    for number, body in enumerate(BODIES):
        path = folder / f"pandoc-{number}.{kind}"
        call("pandoc", "-f", "markdown", "-o", path, input=post(3 + number, body))
        yield path


def by_libreoffice(folder, given, kind):
    """Documents that LibreOffice has opened and saved."""
    made = office(folder, {"docx": "docx:MS Word 2007 XML", "odt": "odt"}[kind], folder / "libreoffice", given)
    if len(made) < len(given):
        print(f"LibreOffice opened {len(made)} of {len(given)} documents", file=sys.stderr)
    for path in made:
        yield path.rename(folder / f"libreoffice-{path.name}")


def by_python_docx(folder):
    """python-docx writes no notes, so that these have typed ones, and the parts of its template."""
    for number in range(8):
        document = docx.Document()
        document.add_heading("A title", number % 4)
        for index in range(3):
            paragraph = document.add_paragraph("A claim ")
            paragraph.add_run("in italics").italic = True
            paragraph.add_run(f" [{index + 1}] and more.").bold = number % 2 == 0
        document.add_table(2, 2).cell(0, 0).text = "cell"
        for index in range(3):
            document.add_paragraph(f"[{index + 1}] {NOTES[index].replace('*', '')}")
        path = folder / f"python-docx-{number}.docx"
        document.save(path)
        yield path


def by_docx_js(folder):
    if not shutil.which("node") or call("node", "-e", "require('docx')", check=False).returncode != 0:
        print("docx.js is not installed: left out", file=sys.stderr)
        return
    script = """
const d = require('docx'), fs = require('fs');
const notes = JSON.parse(process.argv[1]);
for (let number = 0; number < 8; number++) {
  const footnotes = {};
  notes.forEach((note, index) => {
    const runs = note.split('*').map((text, place) => new d.TextRun({ text, italics: place % 2 === 1, size: 18 + number }));
    footnotes[index + 1] = { children: [new d.Paragraph({ children: runs })] };
  });
  const children = notes.map((_, index) => new d.Paragraph({ children: [new d.TextRun('A claim '), new d.TextRun({ text: 'bold', bold: true }), new d.FootnoteReferenceRun(index + 1)] }));
  const file = new d.Document({ footnotes, sections: [{ children }] });
  d.Packer.toBuffer(file).then(buffer => fs.writeFileSync(`${process.argv[2]}/docxjs-${number}.docx`, buffer));
}
"""
    call("node", "-e", script, json.dumps(NOTES), folder)
    yield from sorted(folder.glob("docxjs-*.docx"))


def dressed(note, split):
    """The runs of a note; split within words, as Word does after editing."""
    runs = []
    for place, text in enumerate(note.split("*")):
        properties = "<w:i/>" if place % 2 else '<w:rFonts w:ascii="Arial"/>'
        step = 5 if split else max(len(text), 1)
        runs += [run(text[at:at + step], properties) for at in range(0, len(text), step)]
    return "".join(runs)


def by_hand(folder, base):
    """Documents as Google Docs, Word after much editing and Zotero write them: the notes of a document of pandoc are written anew."""
    kinds = {
        "google": lambda note: dressed(note, False).replace("</w:rPr>", '<w:rtl w:val="0"/></w:rPr>'),
        "split": lambda note: dressed(note, True),
        "inserted": lambda note: f'<w:ins w:id="90" w:author="A" w:date="2026-01-01T00:00:00Z">{dressed(note, False)}</w:ins>',
        "deleted": lambda note: dressed(note, False) + '<w:del w:id="91" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r><w:delText>gone</w:delText></w:r></w:del>',
        "commented": lambda note: '<w:bookmarkStart w:id="7" w:name="b"/>' + dressed(note, False) + '<w:bookmarkEnd w:id="7"/>',
        "control": lambda note: f"<w:sdt><w:sdtPr/><w:sdtContent>{dressed(note, False)}</w:sdtContent></w:sdt>",
        "zotero": zotero,
        "tabs": lambda note: "<w:r><w:tab/></w:r>" + dressed(note, False),
    }
    for kind, write in kinds.items():
        path = folder / f"hand-{kind}.docx"
        with zipfile.ZipFile(base) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                data = old.read(name)
                if name == "word/footnotes.xml":
                    data = with_notes(data.decode(), write).encode()
                new.writestr(name, data)
        yield path


def with_notes(xml, write):
    numbers = iter(range(1000))

    def note(match):
        number = next(numbers)
        return f'{match.group(1)}<w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>{run(" ")}{write(NOTES[number % len(NOTES)])}</w:p></w:footnote>'

    return re.sub(r'(<w:footnote w:id="[1-9]\d*">).*?</w:footnote>', note, xml, flags=re.S)


def zotero(note):
    item = {"id": 1, "uris": ["http://zotero.org/users/1/items/AAAA2222"], "itemData": {**RECORD, "title": "Salt & Roads"}, "locator": "12"}
    return field(f" ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps({'citationID': 'x', 'citationItems': [item]})} ", dressed(note, False))
