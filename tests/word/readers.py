"""Other programs that read a document of Word or LibreOffice: pandoc, python-docx, LibreOffice, and readers of its XML."""

import html
import json
import re
import subprocess
import zipfile
from xml.etree import ElementTree

import docx

ODF = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
LEAVES = {"Space": " ", "SoftBreak": " ", "LineBreak": " "}


def call(*args, check=True, **more):
    done = subprocess.run([str(arg) for arg in args], capture_output=True, text=True, **more)
    if check and done.returncode != 0:
        raise RuntimeError(f"{args}: {done.stderr.strip()[:600]}")
    return done


def words(text):
    return re.findall(r"\w+", text.replace("\u00ad", ""))


def parts(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def seen_by_pandoc(path, track="accept", form=None):
    tracked = [f"--track-changes={track}"] if path.suffix == ".docx" else []
    return words(call("pandoc", "-f", form or path.suffix[1:], "-t", "plain", "--wrap=none", *tracked, path).stdout)


def elements(tree, name):
    """The elements of a name in a document as pandoc reads it, in order; not those within one another."""
    if isinstance(tree, dict) and tree.get("t") == name:
        yield tree["c"]
    else:
        for child in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else []:
            yield from elements(child, name)


def text_of(tree):
    if isinstance(tree, dict) and tree.get("t") == "Quoted":
        return "“" + text_of(tree["c"][1]) + "”"
    if isinstance(tree, dict) and "t" in tree:
        inner = tree.get("c", "")
        return LEAVES.get(tree["t"]) or (inner if isinstance(inner, str) else text_of(inner) + (" " if tree["t"] == "Para" else ""))
    return "".join(text_of(child) for child in tree) if isinstance(tree, list) else ""


def read_by_pandoc(path, form, pandoc="pandoc"):
    return json.loads(call(pandoc, "-f", form, "-t", "json", path).stdout)


def notes_by_pandoc(path, form=None):
    """The notes in the order of their markers, each as its words."""
    return [words(text_of(note)) for note in elements(read_by_pandoc(path, form or path.suffix[1:])["blocks"], "Note")]


def notes_by_libreoffice(page):
    """The footnotes of a page that LibreOffice made of a document, each as its words."""
    notes = re.findall(r'<div id="sdfootnote\d+">(.*?)</div>', page.read_text(encoding="utf-8", errors="replace"), flags=re.S)
    number = r'<a class="sdfootnotesym".*?</a>'
    return [words(html.unescape(re.sub(r"<[^>]*>", "", re.sub(number, "", note, flags=re.S)))) for note in notes]


def office(folder, kind, out, paths):
    """Has LibreOffice convert documents, many at once. It makes no file of one that it cannot open; and where it falls, those after it are tried one by one."""
    step = 40
    convert = lambda some: call("soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", kind, "--outdir", out, *some, check=False)
    made = lambda path: out / f"{path.stem}.{kind.split(':')[0]}"
    for start in range(0, len(paths), step):
        convert(paths[start:start + step])
    for path in paths:
        if not made(path).exists():
            convert([path])
    return [made(path) for path in paths if made(path).exists()]


def body_of(path):
    """The paragraphs of the text as python-docx reads them, or those of content.xml without their notes."""
    if path.suffix == ".docx":
        return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    root = ElementTree.fromstring(parts(path)["content.xml"])
    for parent in root.iter():
        for child in list(parent):
            if child.tag in (ODF + "note", ODF + "tracked-changes"):
                place = list(parent).index(child)
                before = parent if place == 0 else parent[place - 1]
                joined = (before.text if place == 0 else before.tail) or ""
                setattr(before, "text" if place == 0 else "tail", joined + (child.tail or ""))
                parent.remove(child)
    return ["".join(paragraph.itertext()) for paragraph in root.iter() if paragraph.tag in (ODF + "p", ODF + "h")]


def fields(path):
    """Items, locators and order of the live citations, by the rules of ref-extractor: JSON after CSL_CITATION in the instructions, or in the names of reference marks."""
    found = []
    for name in ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "content.xml"]:
        xml = parts(path).get(name, b"").decode()
        text = "".join(re.findall(r"<w:instrText[^>]*>(.*?)</w:instrText>", xml, flags=re.S))
        text += "".join(re.findall(r'<text:reference-mark-start text:name="([^"]*)"', xml))
        decoder = json.JSONDecoder()
        for piece in html.unescape(text).split("CSL_CITATION ")[1:]:
            for item in decoder.raw_decode(piece)[0]["citationItems"]:
                found.append((item.get("uris", [None])[0], item.get("locator"), item["itemData"]["title"]))
    return found


def titles_and_locators(pandoc, path):
    """The live citations of a .docx as pandoc's own reader has them: the title of each record, and the locator; in the order of the text."""
    tree = read_by_pandoc(path, "docx+citations", pandoc)
    records = tree["meta"].get("references", {"c": []})["c"]
    titles = {text_of(record["c"]["id"]): text_of(record["c"]["title"]) for record in records}
    cited = [citation for cite in elements(tree["blocks"], "Cite") for citation in cite[0]]
    return [(titles.get(citation["citationId"]), locator(text_of(citation["citationSuffix"]))) for citation in cited]


def locator(suffix):
    found = re.match(r", \w+ (\S+)", suffix)
    return found and found.group(1)
