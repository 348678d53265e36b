"""The types of what the functions of this package return: the JSON of `docs/schema/`."""

from typing import Any, Literal, TypedDict

Severity = Literal["info", "warning", "error"]
Safety = Literal["unsafe", "safe"]


class File(TypedDict, total=False):
    """The file of a place, left out where the document has only one."""

    file: int


class Paths(TypedDict, total=False):
    """The files of a document, left out where it has only one."""

    paths: list[str]


Name = TypedDict(
    "Name",
    {
        "family": str | None,
        "given": str | None,
        "dropping-particle": str | None,
        "non-dropping-particle": str | None,
        "suffix": str | None,
        "literal": str | None,
        "comma-suffix": bool | None,
        "static-ordering": bool | None,
        "parse-names": bool | None,
    },
    total=False,
)
Name.__doc__ = "A person (by parts) or a body (by its `literal` name)."


Date = TypedDict(
    "Date",
    {
        "date-parts": list[list[int]],
        "season": str,
        "literal": str,
        "raw": str,
        "circa": bool,
    },
    total=False,
)
Date.__doc__ = "A date or a range of dates, as CSL-JSON has it."


Item = TypedDict(
    "Item",
    {
        "id": str,
        "type": str,
        "title": str,
        "title-short": str,
        "container-title": str,
        "container-title-short": str,
        "collection-title": str,
        "collection-number": str,
        "volume": str,
        "issue": str,
        "page": str,
        "edition": str,
        "publisher": str,
        "publisher-place": str,
        "genre": str,
        "medium": str,
        "DOI": str,
        "ISBN": str,
        "ISSN": str,
        "URL": str,
        "citation-key": str,
        "language": str,
        "journalAbbreviation": str,
        "shortTitle": str,
        "abstract": str,
        "annote": str,
        "archive": str,
        "archive_collection": str,
        "archive_location": str,
        "archive-place": str,
        "authority": str,
        "call-number": str,
        "chapter-number": str,
        "citation-number": str,
        "citation-label": str,
        "dimensions": str,
        "division": str,
        "event": str,
        "event-title": str,
        "event-place": str,
        "first-reference-note-number": str,
        "jurisdiction": str,
        "keyword": str,
        "locator": str,
        "note": str,
        "number": str,
        "number-of-pages": str,
        "number-of-volumes": str,
        "original-publisher": str,
        "original-publisher-place": str,
        "original-title": str,
        "page-first": str,
        "part": str,
        "part-title": str,
        "PMCID": str,
        "PMID": str,
        "printing": str,
        "references": str,
        "reviewed-genre": str,
        "reviewed-title": str,
        "scale": str,
        "section": str,
        "source": str,
        "status": str,
        "supplement": str,
        "version": str,
        "volume-title": str,
        "volume-title-short": str,
        "year-suffix": str,
        "author": list[Name],
        "editor": list[Name],
        "translator": list[Name],
        "chair": list[Name],
        "collection-editor": list[Name],
        "compiler": list[Name],
        "composer": list[Name],
        "container-author": list[Name],
        "contributor": list[Name],
        "curator": list[Name],
        "director": list[Name],
        "editorial-director": list[Name],
        "executive-producer": list[Name],
        "guest": list[Name],
        "host": list[Name],
        "interviewer": list[Name],
        "illustrator": list[Name],
        "narrator": list[Name],
        "organizer": list[Name],
        "original-author": list[Name],
        "performer": list[Name],
        "producer": list[Name],
        "recipient": list[Name],
        "reviewed-author": list[Name],
        "script-writer": list[Name],
        "series-creator": list[Name],
        "issued": Date,
        "accessed": Date,
        "original-date": Date,
        "available-date": Date,
        "event-date": Date,
        "submitted": Date,
        "custom": dict[str, Any],
    },
    total=False,
)
Item.__doc__ = "The record of a work as CSL-JSON, with what a file holds besides."


class Segments(TypedDict, total=False):
    """The words of one reference, labelled: in order, covering the line but for white space between two of them."""

    # Label and words; left out where the line is blank.
    segments: list[list[str]]


class Edit(File):
    """A stretch of a file and what replaces it."""

    # The first byte.
    start: int
    # The byte after the last.
    end: int
    # The line of its start, from 1.
    line: int
    # The column of its start in characters, from 1.
    column: int
    # The line of its end, from 1.
    end_line: int
    # The column of its end in characters, from 1.
    end_column: int
    # The new text.
    text: str


class Fix(TypedDict):
    """A change that mends a finding; all its edits are made or none."""

    # What it may change.
    safety: Safety
    # What it does.
    message: str
    # The edits, which do not overlap.
    edits: list[Edit]


class Related(File):
    """Another place that explains a finding."""

    # The first byte.
    start: int
    # The byte after the last.
    end: int
    # The line of its start, from 1.
    line: int
    # The column of its start in characters, from 1.
    column: int
    # The line of its end, from 1.
    end_line: int
    # The column of its end in characters, from 1.
    end_column: int
    # What is there.
    message: str


class Finding(File):
    """One thing that is wrong, or worth a remark."""

    # The id of its rule.
    rule: str
    # How bad it is.
    severity: Severity
    # What is wrong.
    message: str
    # The label of the note that it is about, as a reader sees it; null in the running text.
    note: str | None
    # Why it matters.
    why: str | None
    # What to do.
    help: str | None
    # The first byte.
    start: int
    # The byte after the last.
    end: int
    # The line of its start, from 1.
    line: int
    # The column of its start in characters, from 1.
    column: int
    # The line of its end, from 1.
    end_line: int
    # The column of its end in characters, from 1.
    end_column: int
    # What a baseline knows it by.
    fingerprint: str
    # Other places that explain it.
    related: list[Related]
    # A change that mends it.
    fix: Fix | None


class Checked(Paths):
    """The findings of one document."""

    # The path of its first file.
    path: str
    # What is wrong, in the order of the text.
    findings: list[Finding]


class Report(TypedDict):
    """The findings of all documents of a run."""

    # The version of the format.
    version: int
    # The documents, in the order in which they were named.
    files: list[Checked]


class Marker(File):
    """A place in the text that points to a note."""

    # What a reader sees, or the written label where none is shown.
    label: str
    # The first byte.
    start: int
    # The byte after the last.
    end: int
    # The note it points to, by its index.
    note: int | None


class Locator(TypedDict):
    """A place in a source."""

    # The locator's label in CSL.
    label: str
    # All that is printed of it, less "p.", "pp.", "S.", "at".
    value: str
    # All that is printed of it.
    printed: str


class Ground(TypedDict):
    """What speaks for a choice or against it."""

    # What was seen.
    seen: str
    # How much it weighs.
    weight: float


class Choice(TypedDict):
    """A work that a citation may mean."""

    # The id of the work; null for one that was not cited before.
    source: str | None
    # How likely it is, from 0 to 1.
    share: float
    # What speaks for it and against it, what weighs most first.
    grounds: list[Ground]


class Why(TypedDict):
    """Why a citation was taken to mean a work."""

    # The probability that these words, and no others, are a citation, from 0 to 1.
    cut: float
    # The works that were weighed, the likeliest first.
    choices: list[Choice]


class Citation(File):
    """One pointing at one source."""

    # `label#k`: the k-th citation of the note with that label; a second note of the same
    # label is `label~2`.
    id: str
    # The first byte.
    start: int
    # The byte after the last.
    end: int
    # The text, markup included.
    text: str
    # `full`, `short`, `ibid`, `idem`, `opcit`, `loccit`, `crossref` or `none`.
    kind: str
    # The words that introduce it ("See", "cf.").
    signal: str | None
    # The place in the source.
    locator: Locator | None
    # How it leads to its source (TEI issue 2974).
    link: str | None
    # The id of the citation, entry or place that first gives the source in full.
    source: str | None
    # Why the source cannot be told, or what to know of it.
    reason: str | None
    # The ids that were weighed, best first.
    candidates: list[str]
    # Confidence in the source, from 0 to 1.
    confidence: float
    # Why this source, if that was asked for (`--why`) and names or a title tell it.
    why: Why | None


class Note(File):
    """What markers point to."""

    # What a reader sees, or the written label where none is shown.
    label: str
    # The first byte.
    start: int
    # The byte after the last.
    end: int
    # The markers that point to it, by their indexes.
    markers: list[int]
    # The citations in it, in order.
    citations: list[Citation]


class Entry(File):
    """An entry of a document's own bibliography."""

    # `bib#k`: the k-th entry.
    id: str
    # The first byte.
    start: int
    # The byte after the last.
    end: int
    # The text, markup included.
    text: str
    # What it says, as CSL-JSON.
    item: Item


class Source(TypedDict):
    """A source that the document cites."""

    # The id of the citation, entry or place that first gives it in full.
    id: str
    # The key of its record.
    key: str
    # The ids of the citations that cite it.
    cited_by: list[str]
    # Confidence in the record, from 0 to 1.
    confidence: float
    # The record, as CSL-JSON.
    item: Item


class Inspection(TypedDict):
    """Everything ibid knows of one document: its markers, notes and citations, and the sources they cite."""

    # The version of the format.
    version: int
    # The path of the (first) file.
    path: str | None
    # The format of the (first) file.
    format: str
    # The platform or program that wrote it, if it can be told.
    platform: str | None
    # The language, as an ISO 639-1 code.
    language: str
    # The dialect of short forms.
    profile: str
    # The markers, in the order of the text.
    markers: list[Marker]
    # The notes, in the order of the text.
    notes: list[Note]
    # The entries of the document's own bibliography.
    bibliography: list[Entry]
    # The sources that the document cites, in the order in which they are first given.
    sources: list[Source]


class Converted(TypedDict):
    """A bibliography in another format."""

    text: str
    # What could not be read, one sentence each.
    problems: list[str]


class Listed(TypedDict):
    """A formatted list of works."""

    text: str
    # What could not be written, one sentence each.
    problems: list[str]


class Kept(TypedDict):
    """A citation that was left as it was."""

    # The label of its note.
    note: str
    text: str
    reason: str


class Restyled(TypedDict):
    """A document with its notes in another style."""

    text: str
    # How many citations were rewritten.
    rewritten: int
    kept: list[Kept]
    # Places and publishers that the style leaves out.
    left_out: list[str]


class Linked(TypedDict):
    """A document with its notes in another system."""

    text: str
