"""Many posts at once: tables of Arrow in, tables of Arrow out.

``read`` takes posts from any library that exports Arrow (pandas, Polars, DuckDB, PyArrow and others) and gives a
stream of answers that any of them takes. The interpreter is not needed while ibid reads.
"""

from ._ibid import Schema, Stream, read, schema, table

#: The tables of an answer. ``schema`` has the columns of each.
TABLES = ("notes", "citations", "resolutions", "works", "findings")

__all__ = ["TABLES", "Schema", "Stream", "read", "schema", "table"]
