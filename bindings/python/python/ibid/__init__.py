"""Reads footnotes: pairs markers with notes, parses references, resolves "Ibid." and short forms.

The types of all answers are in ``ibid.types``.
"""

from ._ibid import (
    IbidError,
    bibliography,
    check,
    convert,
    inspect,
    link,
    merge,
    parse,
    restyle,
)

__all__ = [
    "IbidError",
    "bibliography",
    "check",
    "convert",
    "inspect",
    "link",
    "merge",
    "parse",
    "restyle",
]
