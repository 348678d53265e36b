#!/usr/bin/env python3
"""Has other programs read what ibid writes into documents of Word and LibreOffice.

Makes some eighty documents with pandoc, LibreOffice, python-docx and (where it is installed) docx.js, and by hand as Google Docs and
Zotero write them, as .docx and as .odt; restyles each (a .docx with and without tracked changes), makes its citations live and typed again,
makes footnotes of typed notes, and compares:

- the parts of the package: none lost, and only the text, the footnotes, the endnotes and what Zotero's preferences need may differ;
- the words of text and notes as pandoc, python-docx and a reader of XML see them, before and after;
- the words of posts with those of the documents that ibid makes of them, as pandoc reads both;
- that LibreOffice opens it (it makes a PDF of some, before and after: the number of pages is printed);
- the live citations, by the rules of ref-extractor: items, locators and order.

Usage: corpus.py IBID [--more FOLDER] [--pdf N]. Documents in FOLDER are taken besides. Needs pandoc, LibreOffice (writer) and python-docx.
"""

import argparse
import difflib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import docx

NOTES = [
    "John Reed, *Salt Roads of the North* (Leeds: Mill Press, 1999), 12.",
    "Ibid., 14.",
    "Anne Hall, *Wells of the South & East* (York: Wharf Press, 2003), 3.",
    "Reed, *Salt Roads of the North*, 15.",
    "See Mary Cole, “The Weir at Aire,” *Northern Rivers* 12 (1987): 44–61.",
    "Cole, “The Weir at Aire,” 50; Hall, *Wells of the South & East*, 9.",
    "Nobody believed this at the time.",
]
MAY_DIFFER = {"word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "content.xml"}
PREFERENCES = {"[Content_Types].xml", "_rels/.rels", "docProps/custom.xml", "meta.xml"}
FOOTNOTES = {"[Content_Types].xml", "word/_rels/document.xml.rels"}
BODIES = ["A claim{}.", "*In italics*{} and **bold**.", "> Quoted.{}", "- an item{}", "1. one{}", "Word{} with `code`, “quotes” — dashes.",
          "H~2~O and x^2^{}", "[link](https://a.example/?a=1&b=2){}", "Zwölf Boxkämpfer{} jagen", "العربية{} text", "漢字{}。", "a{}\n\n| a | b |\n|---|---|\n| 1 | 2 |"]


def call(*args, check=True, **more):
    done = subprocess.run([str(arg) for arg in args], capture_output=True, text=True, **more)
    if check and done.returncode != 0:
        raise RuntimeError(f"{args}: {done.stderr.strip()[:600]}")
    return done


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
    office(folder, {"docx": "docx:MS Word 2007 XML", "odt": "odt"}[kind], folder / "libreoffice", given)
    for path in given:
        yield (folder / "libreoffice" / f"{path.stem}.{kind}").rename(folder / f"libreoffice-{path.stem}.{kind}")


def office(folder, kind, out, paths):
    call("soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", kind, "--outdir", out, *paths)


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


def run(text, properties=""):
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def dressed(note, split):
    """The runs of a note; split within words, as Word does after editing."""
    runs = []
    for place, text in enumerate(note.split("*")):
        properties = "<w:rPr><w:i/></w:rPr>" if place % 2 else "<w:rPr><w:rFonts w:ascii=\"Arial\"/></w:rPr>"
        step = 5 if split else max(len(text), 1)
        runs += [run(text[at:at + step], properties) for at in range(0, len(text), step)]
    return "".join(runs)


def by_hand(folder, base):
    """Documents as Google Docs, Word after much editing and Zotero write them: the notes of a document of pandoc are written anew."""
    kinds = {
        "google": lambda note: dressed(note, False).replace("<w:rPr>", '<w:rPr><w:rtl w:val="0"/>'),
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
    item = {"citationID": "x", "properties": {"plainCitation": note}, "citationItems": [{"id": 1, "uris": ["http://zotero.org/users/1/items/AAAA2222"],
            "itemData": {"id": 1, "type": "book", "title": "Salt & Roads"}, "locator": "12"}]}
    sign = lambda kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
    instruction = f" ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps(item)} ".replace("&", "&amp;")
    halves = instruction[:60], instruction[60:]
    return sign("begin") + "".join(f'<w:r><w:instrText xml:space="preserve">{half}</w:instrText></w:r>' for half in halves) + sign("separate") + dressed(note, False) + sign("end")


def words(text):
    return re.findall(r"\w+", text)


def seen_by_pandoc(path, track="accept"):
    tracked = [f"--track-changes={track}"] if path.suffix == ".docx" else []
    return words(call("pandoc", "-f", path.suffix[1:], "-t", "plain", "--wrap=none", *tracked, path).stdout)


def body_of(path):
    """The paragraphs of the text as python-docx reads them, or those of content.xml without their notes."""
    if path.suffix == ".docx":
        return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    space = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    root = ElementTree.fromstring(parts(path)["content.xml"])
    for parent in root.iter():
        for child in list(parent):
            if child.tag in (space + "note", space + "tracked-changes"):
                place = list(parent).index(child)
                before = parent if place == 0 else parent[place - 1]
                joined = (before.text if place == 0 else before.tail) or ""
                setattr(before, "text" if place == 0 else "tail", joined + (child.tail or ""))
                parent.remove(child)
    return ["".join(paragraph.itertext()) for paragraph in root.iter() if paragraph.tag in (space + "p", space + "h")]


def parts(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def fields(path):
    """Items, locators and order of the live citations, by the rules of ref-extractor: JSON after CSL_CITATION in the instructions, or in the names of reference marks."""
    found = []
    for name in ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "content.xml"]:
        xml = parts(path).get(name, b"").decode()
        text = "".join(re.findall(r"<w:instrText[^>]*>(.*?)</w:instrText>", xml, flags=re.S))
        text += "".join(re.findall(r'<text:reference-mark-start text:name="([^"]*)"', xml))
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
        decoder = json.JSONDecoder()
        for piece in text.split("CSL_CITATION ")[1:]:
            for item in decoder.raw_decode(piece)[0]["citationItems"]:
                found.append((item["uris"][0], item.get("locator"), item["itemData"]["title"]))
    return found


class Checker:
    def __init__(self, ibid, folder):
        self.ibid, self.folder, self.faults, self.counts = ibid, folder, [], {}

    def fault(self, path, text):
        self.faults.append(f"{path.name}: {text}")
        print(f"FAULT {self.faults[-1]}", file=sys.stderr, flush=True)

    def count(self, name, number=1):
        self.counts[name] = self.counts.get(name, 0) + number

    def same_parts(self, path, out, may_differ):
        before, after = parts(path), parts(out)
        if lost := set(before) - set(after):
            self.fault(path, f"parts are lost: {lost}")
        if other := {name for name in before if after.get(name) != before[name]} - may_differ:
            self.fault(path, f"parts differ: {other}")

    def same_words(self, path, name, one, other):
        if one != other:
            self.fault(path, f"{name}: " + " ".join(line for line in difflib.unified_diff(one, other, lineterm="", n=1))[:300])

    def check(self, path):
        self.count("documents")
        plain = self.folder / f"out{path.suffix}"
        done = call(self.ibid, "restyle", path, "--style", "mhra-notes", "-o", plain, check=False)
        if done.returncode not in (0, 1):
            return self.fault(path, f"restyle: {done.stderr.strip()[-300:]}")
        self.same_parts(path, plain, MAY_DIFFER)
        self.same_words(path, "text", body_of(path) if not (self.typed(path)) else [], body_of(plain) if not self.typed(path) else [])
        patch = call(self.ibid, "restyle", path, "--style", "mhra-notes", "--diff", check=False).stdout
        self.count("restyled", patch != "")
        self.live(path)
        if self.typed(path):
            self.footnotes(path)
        if path.suffix != ".docx":
            return
        tracked = self.folder / "tracked.docx"
        call(self.ibid, "restyle", path, "--style", "mhra-notes", "--track-changes", "-o", tracked, check=False)
        if "w:del " not in call("unzip", "-p", path, "word/footnotes.xml", check=False).stdout:
            self.same_words(path, "tracked, accepted", seen_by_pandoc(tracked), seen_by_pandoc(plain))
            self.same_words(path, "tracked, rejected", seen_by_pandoc(tracked, "reject"), seen_by_pandoc(path, "reject"))

    def typed(self, path):
        return "python-docx" in path.name

    def footnotes(self, path):
        """Typed notes as footnotes: pandoc shows the numbers of both as [1]."""
        out = self.folder / f"notes{path.suffix}"
        call(self.ibid, "link", path, "--to", path.suffix[1:], "-o", out)
        self.count("with typed notes")
        self.same_parts(path, out, MAY_DIFFER | FOOTNOTES)
        self.same_words(path, "footnotes", seen_by_pandoc(path), seen_by_pandoc(out))
        if len(json.loads(call(self.ibid, "inspect", out, "--format", "json").stdout)["notes"]) != 3:
            self.fault(path, "a footnote is lost")

    def made(self, number, body, kind):
        """A document that is made of a post."""
        source, out = self.folder / f"post-{number}.md", self.folder / f"post-{number}.{kind}"
        source.write_text(post(3 + number, body))
        call(self.ibid, "link", source, "--to", kind, "-o", out)
        self.count("made of posts")
        wanted = words(call("pandoc", "-f", "gfm+footnotes", "-t", "plain", "--wrap=none", source).stdout)
        seen = seen_by_pandoc(out) if kind == "docx" else words(" ".join(ElementTree.fromstring(parts(out)["content.xml"]).itertext()))
        # Notes stand at their markers in content.xml, and pandoc leaves out the heads of tables of .odt.
        named = lambda found: sorted(word for word in found if not word.isdigit())
        self.same_words(out, "made", named(wanted), named(seen))
        return out

    def live(self, path):
        out, back = self.folder / f"live{path.suffix}", self.folder / f"back{path.suffix}"
        done = call(self.ibid, "link", path, "--to", "zotero", "-o", out, check=False)
        if done.returncode != 0:
            if "certain enough" not in done.stderr and "no notes" not in done.stderr:
                self.fault(path, f"link: {done.stderr.strip()[-300:]}")
            return
        known = len(fields(path))
        self.count("live citations", len(fields(out)) - known)
        self.same_parts(path, out, MAY_DIFFER | PREFERENCES)
        self.same_words(path, "live", seen_by_pandoc(path), seen_by_pandoc(out))
        read = json.loads(call(self.ibid, "inspect", out, "--format", "json").stdout)
        titles = {source["id"]: source["item"].get("title") for source in read["sources"]}
        order = [titles.get(citation["source"]) for note in read["notes"] for citation in note["citations"] if citation["kind"] == "full"]
        for _, _, title in fields(out):
            if title not in order:
                self.fault(path, f"a live citation is not read again: {title}")
        call(self.ibid, "link", out, "--to", "text", "-o", back)
        self.same_words(path, "typed again", seen_by_pandoc(path), seen_by_pandoc(back))
        if fields(back):
            self.fault(path, "a live citation is left")

    def pdf(self, paths):
        """The pages that LibreOffice makes of documents, before and after."""
        restyled = []
        for path in paths:
            restyled.append(self.folder / f"restyled-{path.stem}-{path.suffix[1:]}{path.suffix}")
            call(self.ibid, "restyle", path, "--style", "mhra-notes", "-o", restyled[-1], check=False)
        for kind in (".docx", ".odt"):
            office(self.folder, "pdf", self.folder / f"pdf{kind}", [path for path in [*paths, *restyled] if path.suffix == kind])
        pages = lambda path: len(re.findall(rb"/Type\s*/Page[^s]", (self.folder / f"pdf{path.suffix}" / f"{path.stem}.pdf").read_bytes()))
        for path, out in zip(paths, restyled):
            print(f"pages of {path.name}: {pages(path)}, restyled {pages(out)}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("ibid", type=Path)
    parser.add_argument("--more", type=Path)
    parser.add_argument("--pdf", type=int, default=5)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = list(by_pandoc(folder, "docx"))
        made += list(by_libreoffice(folder, made, "docx"))
        made += list(by_python_docx(folder))
        made += list(by_docx_js(folder))
        made += list(by_hand(folder, made[0]))
        others = [path for path in made if not path.name.startswith("libreoffice")]
        made += list(by_pandoc(folder, "odt"))
        made += list(by_libreoffice(folder, others, "odt"))
        more = sorted([*args.more.rglob("*.docx"), *args.more.rglob("*.odt")]) if args.more else []
        checker = Checker(args.ibid.resolve(), folder)
        for kind in ("docx", "odt"):
            made += [checker.made(number, body, kind) for number, body in enumerate(BODIES) if "~" not in body]
        for path in made + more:
            print(path.name, file=sys.stderr, flush=True)
            try:
                checker.check(path)
            except Exception as error:  # one document must not hide the others
                checker.fault(path, repr(error)[:400])
        checker.pdf((made[::7] + more)[: args.pdf])
    print(", ".join(f"{number} {name}" for name, number in checker.counts.items()))
    for fault in checker.faults:
        print(f"FAULT {fault}")
    sys.exit(1 if checker.faults else 0)


if __name__ == "__main__":
    main()
