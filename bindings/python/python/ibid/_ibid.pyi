from collections.abc import Sequence
from typing import Literal, Protocol, overload

from .types import Converted, Inspection, Item, Linked, Listed, Report, Restyled, Segments

__all__ = [
    "IbidError",
    "bibliography",
    "check",
    "convert",
    "inspect",
    "link",
    "main",
    "merge",
    "parse",
    "read",
    "restyle",
    "schema",
    "table",
]

Table = Literal["notes", "citations", "resolutions", "works", "findings"]

class ArrowStream(Protocol):
    """A table or stream of any library that exports Arrow."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

class IbidError(Exception):
    """What ibid cannot do, and why, in one sentence."""

def check(
    text: str | bytes,
    *,
    format: str | None = None,
    language: str | None = None,
    profile: str | None = None,
    path: str = "-",
    preset: Literal["blog", "scholarly", "strict"] | None = None,
    style: str | None = None,
) -> Report:
    """Returns what is wrong with the notes of a document.

    ``preset`` chooses the rules, ``style`` names the style that the notes should follow.
    """

def inspect(
    text: str | bytes,
    *,
    format: str | None = None,
    language: str | None = None,
    profile: str | None = None,
    path: str = "-",
) -> Inspection:
    """Returns the markers, notes, citations and sources of a document."""

@overload
def parse(text: str, *, to: Literal["csl-json"] = "csl-json") -> Item:
    """Returns one reference as a record of CSL-JSON, or as its labelled words."""

@overload
def parse(text: str, *, to: Literal["segments"]) -> Segments: ...
def convert(text: str, *, format: str, to: str) -> Converted:
    """Returns a bibliography in another format.

    Formats: bibtex, biblatex, csl-json, jsonl, csl-yaml, ris and hayagriva; ``format`` may
    also be references (one typed reference a line).
    """

def bibliography(
    text: str | bytes,
    *,
    style: str,
    to: Literal["markdown", "text", "html", "latex", "typst"] = "markdown",
    format: str | None = None,
    language: str | None = None,
    profile: str | None = None,
    path: str = "-",
) -> Listed:
    """Returns the formatted list of the works that a document cites."""

def restyle(
    text: str | bytes,
    *,
    style: str,
    format: str | None = None,
    language: str | None = None,
    profile: str | None = None,
    path: str = "-",
) -> Restyled:
    """Returns a document with its notes in another style."""

def link(
    text: str | bytes,
    *,
    to: Literal["markdown", "html", "wordpress", "latex", "text"],
    format: str | None = None,
    language: str | None = None,
    profile: str | None = None,
    path: str = "-",
) -> Linked:
    """Returns a document with its notes in another system, linked both ways."""

def merge(citations: Sequence[str]) -> list[int]:
    """Tells which of these citations, each of which gives a work in full, mean the same work.

    Returns for each the place of the first that means its work: its own place, if none before
    it does. They are read as the notes of one document, in time linear in their number.
    """

def main(arguments: list[str]) -> int:
    """Runs the program; the first argument is its own name. Returns its exit code."""

class Stream:
    """A stream of Arrow batches, which is read once: every library that takes Arrow takes it."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...

class Schema:
    """The columns of a table."""

    #: The name of each column and what it holds, in order.
    columns: list[tuple[str, str]]
    def __arrow_c_schema__(self) -> object: ...

def read(
    posts: ArrowStream,
    *,
    tables: Sequence[Table] | None = None,
    format: str | None = None,
    language: str | None = None,
    profile: str | None = None,
    preset: Literal["blog", "scholarly", "strict"] | None = None,
    style: str | None = None,
    threads: int = 1,
    rows: int = 256,
) -> Stream:
    """Reads posts, and streams one row of answers for each, in their order.

    ``posts`` has a column ``text`` (text, or the bytes of files), and may have ``id``, ``path``,
    ``format`` and ``language``. The answers have ``id``, ``error`` (why a post could not be
    read), ``format``, ``language``, and each of the ``tables`` as a list of rows. ``rows`` posts
    are held in memory at once, and read by ``threads`` threads.
    """

def table(answers: ArrowStream, name: Table) -> Stream:
    """Streams one table of the answers: its rows, each with the id of its ``post``."""

def schema(name: Table) -> Schema:
    """Returns the columns of a table."""
