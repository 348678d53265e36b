from typing import Literal, overload

from .types import Converted, Inspection, Item, Linked, Listed, Report, Restyled, Segments

__all__ = [
    "IbidError",
    "bibliography",
    "check",
    "convert",
    "inspect",
    "link",
    "main",
    "parse",
    "restyle",
]

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

def main(arguments: list[str]) -> int:
    """Runs the program; the first argument is its own name. Returns its exit code."""
