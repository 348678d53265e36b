#!/usr/bin/env python3
"""Has other programs read what ibid writes into documents of Word and LibreOffice.

Makes some two hundred documents with pandoc, LibreOffice, python-docx and (where it is installed) docx.js, and by hand as Google Docs, Word and
Zotero write them (`features.py`), as .docx and as .odt. Mends each, restyles it in several styles (also with tracked changes), makes its citations live
and typed again, makes footnotes of typed notes, and compares:

- the parts of the package: none lost, and only the text, the notes and what Zotero's preferences need may differ;
- the words of the text as pandoc and python-docx see them, before and after;
- the words of every note as pandoc and LibreOffice see them, with those of a Markdown post with the same notes that was restyled;
- the documents with tracked changes, all accepted and all rejected, with those restyled without and with the originals (an .odt by LibreOffice);
- the words of posts with those of the documents that ibid makes of them;
- the live citations, by the rules of ref-extractor and by pandoc's own reader (3.0 or newer): items, locators and order.

Usage: corpus.py IBID [--more FOLDER] [--pdf N] [--short] [--pandoc3 PROGRAM]. Documents in FOLDER are taken besides. `--short` takes a few documents of
each kind, and only pandoc reads them. Needs pandoc; without `--short` LibreOffice (writer) and python-docx, too.
"""

import argparse
import difflib
import json
import os
import re
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

import features
import makers
from readers import body_of, call, fields, notes_by_libreoffice, notes_by_pandoc, office, parts, seen_by_pandoc, titles_and_locators, words

MAY_DIFFER = {"word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "content.xml"}
PREFERENCES = {"[Content_Types].xml", "_rels/.rels", "docProps/custom.xml", "meta.xml"}
FOOTNOTES = {"[Content_Types].xml", "word/_rels/document.xml.rels"}
STYLES = ["mhra-notes", "chicago-notes-bibliography", "turabian-fullnote-8"]
STYLE = STYLES[0]
# LibreOffice makes fields of these, whose text is its own: ibid refuses to change it.
REFUSED = re.compile("libreoffice-feature-(fields-in-fields|block-control)")
SAME_NOTES = re.compile(r"(libreoffice-(?!hand-control))?(pandoc|docxjs|hand-(?!zotero))")


def restyled_feature(note):
    """What the style makes of a note of `features.py`."""
    if note[:2] == ["Ibid", "14"]:
        return words("Reed, Salt Roads of the North, p. 14")
    kept = [word for word in note if word not in ("Leeds", "York")]
    for number in ("12", "3"):
        if number in kept and "Press" in note:
            kept.insert(kept.index(number), "p")
            return kept
    return kept


class Checker:
    def __init__(self, ibid, folder, pandoc3):
        self.ibid, self.folder, self.pandoc3, self.faults, self.counts = ibid, folder, pandoc3, [], {}
        self.expected, self.labels = {}, {}
        # What LibreOffice is to read: the document, what was made of it, and the notes that it is to have.
        self.results, self.tracked = [], []

    def fault(self, path, text):
        self.faults.append(f"{path.name}: {text}")
        print(f"FAULT {self.faults[-1]}", file=sys.stderr, flush=True)

    def count(self, name, number=1):
        self.counts[name] = self.counts.get(name, 0) + number

    def out(self, path, operation):
        folder = self.folder / "out" / operation
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{path.stem}-{path.suffix[1:]}{path.suffix}"

    def same_parts(self, path, out, may_differ):
        before, after = parts(path), parts(out)
        if lost := set(before) - set(after):
            self.fault(path, f"parts are lost: {lost}")
        if other := {name for name in before if after.get(name) != before[name]} - may_differ:
            self.fault(path, f"parts differ: {other}")

    def same_words(self, path, name, one, other):
        if one != other:
            self.fault(path, f"{name}: " + " ".join(line for line in difflib.unified_diff(one, other, lineterm="", n=1))[:300])

    def same_notes(self, path, name, wanted, seen):
        if len(wanted) != len(seen):
            return self.fault(path, f"{name}: {len(seen)} notes instead of {len(wanted)}")
        for one, other in zip(wanted, seen):
            self.same_words(path, name, one, other)

    def learn(self):
        """The notes of a post in each style, restyled as Markdown and read by pandoc."""
        post = self.folder / "post.md"
        post.write_text(makers.post(21))
        for style in STYLES:
            restyled = self.folder / f"post-{style}.md"
            restyled.write_text(call(self.ibid, "restyle", post, "--style", style, check=False).stdout)
            self.expected[style] = notes_by_pandoc(restyled, "markdown")

    def wanted(self, path, style, before):
        """The notes that a document is to have in a style, by those that it had; `None` where that is not known."""
        if SAME_NOTES.match(path.name):
            return self.expected[style][: len(before)]
        if self.typed(path):
            return before
        if style != STYLE or not re.search("feature|managed", path.name):
            return None
        # What another program keeps up to date stays, and so does an "Ibid." before any work: LibreOffice swaps notes whose ids are out of order.
        stay = 1 if path.name.startswith("managed") or before[0][:1] == ["Ibid"] else 0
        return before[:stay] + [restyled_feature(note) for note in before[stay:]]

    def guarded(self, path):
        """Checks a document; what goes wrong with it must not hide the others."""
        print(path.name, file=sys.stderr, flush=True)
        try:
            self.check(path)
        except Exception as error:
            self.fault(path, repr(error)[:400])

    def check(self, path):
        self.count("documents")
        if REFUSED.match(path.name):
            done = call(self.ibid, "restyle", path, "--style", STYLE, "-o", self.out(path, STYLE), check=False)
            return None if "cannot change" in done.stderr else self.fault(path, "it is not refused")
        before = notes_by_pandoc(path)
        self.mended(path)
        for style in STYLES:
            out = self.out(path, style)
            done = call(self.ibid, "restyle", path, "--style", style, "-o", out, check=False)
            if done.returncode not in (0, 1):
                return self.fault(path, f"restyle: {done.stderr.strip()[-300:]}")
            self.same_parts(path, out, MAY_DIFFER)
            wanted = self.wanted(path, style, before)
            if wanted is not None:
                self.same_notes(path, f"notes in {style}", wanted, notes_by_pandoc(out))
                self.count("notes compared", len(wanted))
            if not self.typed(path):
                self.same_words(path, "text", body_of(path), body_of(out))
            self.results.append((path, out, style))
        self.numbers(path)
        self.tracks(path)
        self.live(path)
        if self.typed(path):
            self.footnotes(path)

    def typed(self, path):
        return "python-docx" in path.name

    def numbers(self, path):
        """The labels of notes, where they are known."""
        if path in self.labels:
            notes = json.loads(call(self.ibid, "inspect", path, "--format", "json").stdout)["notes"]
            self.same_words(path, "labels", [self.labels[path]], ["".join(note["label"] for note in notes)])

    def mended(self, path):
        out = self.out(path, "mended")
        shutil.copy(path, out)
        out.chmod(0o644)
        done = call(self.ibid, "check", "--fix", "--quiet", out, check=False)
        if done.returncode not in (0, 1):
            return self.fault(path, f"check --fix: {done.stderr.strip()[-300:]}")
        self.count("mended", out.read_bytes() != path.read_bytes())
        self.same_parts(path, out, MAY_DIFFER)
        self.same_words(path, "mended", seen_by_pandoc(path), seen_by_pandoc(out))

    def tracks(self, path):
        out, plain = self.out(path, "tracked"), self.out(path, STYLE)
        done = call(self.ibid, "restyle", path, "--style", STYLE, "--track-changes", "-o", out, check=False)
        if done.returncode not in (0, 1):
            return self.fault(path, f"tracked: {done.stderr.strip()[-300:]}")
        self.same_parts(path, out, MAY_DIFFER)
        self.tracked.append((path, out, plain))
        if path.suffix == ".docx":
            self.accepted(path, out, plain, path)

    def accepted(self, path, out, plain, original):
        """Compares a .docx with tracked changes. What others track is in the original and in the plain result alike."""
        self.same_words(path, "tracked, accepted", seen_by_pandoc(plain), seen_by_pandoc(out))
        xml = "".join(parts(original).get(name, b"").decode() for name in ("word/document.xml", "word/footnotes.xml"))
        if not re.search(r"<w:(ins|del|moveFrom|moveTo) ", xml):
            self.same_words(path, "tracked, rejected", seen_by_pandoc(original), seen_by_pandoc(out, "reject"))

    def footnotes(self, path):
        """Typed notes as footnotes: pandoc shows the numbers of both as [1]."""
        out = self.out(path, "footnotes")
        call(self.ibid, "link", path, "--to", path.suffix[1:], "-o", out)
        self.count("with typed notes")
        self.same_parts(path, out, MAY_DIFFER | FOOTNOTES)
        self.same_words(path, "footnotes", seen_by_pandoc(path), seen_by_pandoc(out))
        if len(json.loads(call(self.ibid, "inspect", out, "--format", "json").stdout)["notes"]) != 3:
            self.fault(path, "a footnote is lost")

    def made(self, number, body, kind):
        """A document that is made of a post."""
        source = self.folder / f"post-{number}.md"
        out = source.with_suffix(f".{kind}")
        source.write_text(makers.post(3 + number, body))
        call(self.ibid, "link", source, "--to", kind, "-o", out)
        self.count("made of posts")
        self.same_notes(out, "made", notes_by_pandoc(source, "gfm+footnotes"), notes_by_pandoc(out))
        wanted = seen_by_pandoc(source, form="gfm+footnotes")
        # pandoc leaves out the heads of tables of .odt, and notes stand at their markers in content.xml.
        seen = seen_by_pandoc(out) if kind == "docx" else words(" ".join(ElementTree.fromstring(parts(out)["content.xml"]).itertext()))
        named = lambda found: sorted(word for word in found if not word.isdigit())
        self.same_words(out, "made", named(wanted), named(seen))
        return out

    def live(self, path):
        out, back = self.out(path, "live"), self.out(path, "back")
        done = call(self.ibid, "link", path, "--to", "zotero", "-o", out, check=False)
        if done.returncode != 0:
            if "certain enough" not in done.stderr and "no notes" not in done.stderr:
                self.fault(path, f"link: {done.stderr.strip()[-300:]}")
            return
        self.count("live citations", len(fields(out)) - (len(fields(path)) if "zotero" in path.name else 0))
        self.same_parts(path, out, MAY_DIFFER | PREFERENCES)
        self.same_words(path, "live", seen_by_pandoc(path), seen_by_pandoc(out))
        self.read_back(path, out)
        call(self.ibid, "link", out, "--to", "text", "-o", back)
        # pandoc does not see the text of simple fields that it does not know.
        if "managed-simple" not in path.name:
            self.same_words(path, "typed again", seen_by_pandoc(path), seen_by_pandoc(back))
        if fields(back) and "simple" not in path.name:
            self.fault(path, "a live citation is left")
        self.results.append((path, out, None))

    def read_back(self, path, out):
        """The live citations, read by three readers."""
        read = json.loads(call(self.ibid, "inspect", out, "--format", "json").stdout)
        titles = {source["id"]: source["item"].get("title") for source in read["sources"]}
        order = [titles.get(citation["source"]) for note in read["notes"] for citation in note["citations"] if citation["kind"] == "full"]
        own = fields(out)
        for _, _, title in own:
            if title not in order:
                self.fault(path, f"a live citation is not read again: {title}")
        if self.pandoc3 and path.suffix == ".docx" and not re.search("managed|inserted|text-box", path.name):
            # pandoc sees no citations that are inserted with track changes or stand beside a text box.
            # pandoc reads notes where their markers are; the rules of ref-extractor read part after part.
            key = lambda citation: tuple(words(str(part)) for part in citation)
            other = [key(citation) for citation in titles_and_locators(self.pandoc3, out)]
            own = [key((title, locator)) for _, locator, title in own]
            order = (lambda found: found) if SAME_NOTES.match(path.name) else sorted
            self.count("fields read by pandoc", len(other))
            if order(own) != order(other):
                self.fault(path, f"pandoc reads other citations: {own} {other}"[:400])

    def opened(self):
        """What LibreOffice sees: every result opens, and has the notes that it is to have."""
        pages = {}
        for path in dict.fromkeys([path for path, _, _ in self.results] + [out for _, out, _ in self.results]):
            pages.setdefault(path.parent, []).append(path)
        page = lambda path: self.folder / "pages" / path.parent.name / f"{path.stem}-{path.suffix[1:]}.html"
        for place, paths in pages.items():
            for suffix in (".docx", ".odt"):
                some = [path for path in paths if path.suffix == suffix]
                new = {made.stem: made for made in office(self.folder, "html", self.folder / "pages" / "new", some)}
                for path in some:
                    page(path).parent.mkdir(parents=True, exist_ok=True)
                    if path.stem in new:
                        new[path.stem].rename(page(path))
        for path, out, style in self.results:
            if not page(path).exists():
                continue
            if not page(out).exists():
                self.fault(out, "LibreOffice does not open it")
                continue
            before, after = notes_by_libreoffice(page(path)), notes_by_libreoffice(page(out))
            self.count("opened by LibreOffice")
            wanted = before if style is None else self.wanted(path, style, before)
            if wanted is not None:
                self.same_notes(path, f"LibreOffice, {style or 'live'}", wanted, after)

    def tracked_by_libreoffice(self):
        """The tracked changes of .odt files as LibreOffice gives them to Word."""
        files = [files for files in self.tracked if files[0].suffix == ".odt"]
        folder = self.folder / "as-docx"
        office(self.folder, "docx:MS Word 2007 XML", folder, [out for _, out, _ in files])
        for place, position in (("plain", 2), ("before", 0)):
            office(self.folder, "docx:MS Word 2007 XML", folder / place, [entry[position] for entry in files])
        for path, out, plain in files:
            self.count("tracked in .odt")
            self.accepted(path, folder / f"{out.stem}.docx", folder / "plain" / f"{plain.stem}.docx", folder / "before" / f"{path.stem}.docx")

    def pdf(self, paths):
        """The pages that LibreOffice makes of documents, before and after."""
        restyled = [self.out(path, STYLE) for path in paths]
        for kind in (".docx", ".odt"):
            office(self.folder, "pdf", self.folder / f"pdf{kind}", [path for path in [*paths, *restyled] if path.suffix == kind and path.exists()])
        pages = lambda path: len(re.findall(rb"/Type\s*/Page[^s]", (self.folder / f"pdf{path.suffix}" / f"{path.stem}.pdf").read_bytes()))
        for path, out in zip(paths, restyled):
            print(f"pages of {path.name}: {pages(path)}, restyled {pages(out)}")


def documents(checker, more):
    """The documents of the whole corpus."""
    folder = checker.folder
    made = list(makers.by_pandoc(folder, "docx"))
    made += list(makers.by_libreoffice(folder, made, "docx"))
    made += list(makers.by_python_docx(folder))
    made += list(makers.by_docx_js(folder))
    made += list(makers.by_hand(folder, made[0]))
    checker.labels.update(features.documents(folder))
    others = [path for path in made if not path.name.startswith("libreoffice")] + list(checker.labels)
    made += list(checker.labels)
    made += list(makers.by_pandoc(folder, "odt"))
    made += list(makers.by_libreoffice(folder, others, "odt"))
    posts = [(number, body) for number, body in enumerate(makers.BODIES) if "~" not in body]
    made += [checker.made(number, body, kind) for kind in ("docx", "odt") for number, body in posts]
    found = sorted([*more.rglob("*.docx"), *more.rglob("*.odt")]) if more else []
    return made, found


def few(checker):
    """A few documents that only pandoc makes and reads."""
    folder = checker.folder
    bodies = makers.BODIES
    makers.BODIES = bodies[:4]
    made = [path for kind in ("docx", "odt") for path in makers.by_pandoc(folder, kind)]
    made += list(makers.by_hand(folder, made[0]))
    checker.labels.update(list(features.documents(folder))[::3])
    made += [checker.made(0, bodies[0], kind) for kind in ("docx", "odt")]
    return made + list(checker.labels), []


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("ibid", type=Path)
    parser.add_argument("--more", type=Path)
    parser.add_argument("--pdf", type=int, default=5)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--pandoc3", default=shutil.which("pandoc"))
    parser.add_argument("--keep", type=Path, help="the folder to work in, which stays")
    args = parser.parse_args()
    knows = call(args.pandoc3, "--list-extensions=docx", check=False).stdout
    with tempfile.TemporaryDirectory() as name:
        folder = args.keep or Path(name)
        folder.mkdir(exist_ok=True)
        checker = Checker(args.ibid.resolve(), folder, args.pandoc3 if "citations" in knows else None)
        checker.learn()
        made, found = few(checker) if args.short else documents(checker, args.more)
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            list(pool.map(checker.guarded, made + found))
        if not args.short:
            checker.opened()
            checker.tracked_by_libreoffice()
            checker.pdf((made[::7] + found)[: args.pdf])
    if checker.pandoc3 is None:
        print("pandoc is older than 3.0: it did not read the live citations")
    print(", ".join(f"{number} {name}" for name, number in checker.counts.items()))
    for fault in checker.faults:
        print(f"FAULT {fault}")
    sys.exit(1 if checker.faults else 0)


if __name__ == "__main__":
    main()
