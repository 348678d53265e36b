"""Merges the works of all posts: the same work, cited in many posts, is one."""

import json
import unicodedata
from collections.abc import Iterator

import ibid
import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as sql
from pyspark.sql.pandas.types import from_arrow_schema

#: Words that say nothing of a title.
EMPTY = frozenset("a an and the of in on to for der die das des und von le la les de du et il lo gli di el los las y".split())
#: At most this many works of a block are compared at once; those of a block are sorted, so that like stands near like.
MOST = 2000
KEYED = pa.schema({"key": pa.string(), "work": pa.string(), "text": pa.string(), "record": pa.string()})
PAIRS = pa.schema({"one": pa.string(), "other": pa.string()})


def words(text: str | None) -> list[str]:
    """The words of a text without case, accents and marks, and without words that say nothing."""
    plain = unicodedata.normalize("NFKD", (text or "").casefold())
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return [word for word in letters.split() if word not in EMPTY]


def keys(author: str | None, title: str | None, doi: str | None) -> Iterator[str]:
    """The blocks of a work: works that share none are never compared."""
    named, titled = words(author), words(title)
    if named and titled:
        yield f"author {named[-1]} {titled[0]}"
    if len(titled) >= 3:
        yield "title " + " ".join(titled[:3])
    if doi:
        yield "doi " + doi.casefold()


def keyed(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The works in their blocks, with their records as far as they tell a work."""
    for batch in batches:
        rows = [row for work in batch.to_pylist() for row in in_blocks(work)]
        yield pa.RecordBatch.from_pylist(rows, schema=KEYED)


def in_blocks(work: dict) -> list[dict]:
    """A work once for each of its blocks."""
    told = {"work": work["work"], "text": work["text"], "record": record(work["item"])}
    return [{"key": key, **told} for key in keys(work["author"], work["title"], work["doi"])]


def record(item: str) -> str:
    """A record without its id, language and cited page: two works with the same one are the same."""
    kept = {name: value for name, value in json.loads(item).items() if name not in ("id", "language", "custom", "note")}
    return " ".join(words(json.dumps(kept, sort_keys=True, ensure_ascii=False)))


def merged(block: pa.Table) -> pa.Table:
    """Which works of a block are one, as the code says that merges the works of one document.

    A block of more than ``MOST`` works is compared piece by piece, and then the works that are left, until no more become one.
    """
    left = sorted(block.select(["work", "text"]).to_pylist(), key=lambda row: (row["text"], row["work"]))
    pairs, before = [], None
    while len(left) != before:
        before = len(left)
        found = [pair for start in range(0, before, MOST) for pair in same(left[start : start + MOST])]
        pairs += found
        gone = {pair["other"] for pair in found}
        left = [row for row in left if row["work"] not in gone]
    return pa.Table.from_pylist(pairs, schema=PAIRS)


def same(rows: list[dict]) -> list[dict]:
    """The works that are the same as one before them."""
    firsts = ibid.merge([row["text"] for row in rows])
    return [{"one": rows[first]["work"], "other": row["work"]} for row, first in zip(rows, firsts) if rows[first] is not row]


def edges(works: DataFrame) -> DataFrame:
    """Pairs of works that are one. Works with one record are compared once."""
    read = works.where("text is not null").select(name(), "text", "author", "title", "doi", "item")
    # They are read three times below.
    blocks = read.mapInArrow(keyed, from_arrow_schema(KEYED)).checkpoint()
    alike = blocks.groupBy("key", "record").agg(sql.min_by(sql.struct("work", "text"), "work").alias("of"))
    compared = alike.select("key", "of.work", "of.text").groupBy("key").applyInArrow(merged, from_arrow_schema(PAIRS))
    same = blocks.join(alike, ["key", "record"]).select(sql.col("of.work").alias("one"), sql.col("work").alias("other"))
    return compared.union(same).where("one != other").distinct()


def name():
    """The name of a work among those of all posts."""
    return sql.concat("post", sql.lit("#"), "work").alias("work")


def components(edges: DataFrame) -> DataFrame:
    """The ``group`` of every work that is one with another: the first of the works that it is one with, however many steps away.

    In each round every work takes the first group among its neighbours, and then the group of that group, so that a chain of n works takes
    a number of rounds that grows with log n.
    """
    both = edges.union(edges.select(sql.col("other"), sql.col("one"))).distinct().checkpoint()
    groups = both.groupBy(sql.col("one").alias("work")).agg(sql.least(sql.min("other"), sql.col("work")).alias("group"))
    while True:
        near = both.join(groups, both.other == groups.work).groupBy("one").agg(sql.min("group").alias("near"))
        offered = groups.join(near, groups.work == near.one).select("work", sql.least("group", "near").alias("next"), "group")
        far = groups.select(sql.col("work").alias("step"), sql.col("group").alias("far"))
        stepped = offered.join(far, offered.next == far.step)
        stepped = stepped.select("work", sql.least("next", "far").alias("next"), "group").checkpoint()
        groups = stepped.select("work", sql.col("next").alias("group"))
        if stepped.where("next != group").isEmpty():
            return groups


def grouped(works: DataFrame) -> DataFrame:
    """The works of all posts, each with the ``group`` of those that are one work; a work of one post alone is a group of its own."""
    named = works.withColumn("name", name())
    groups = components(edges(works)).withColumnRenamed("work", "name")
    joined = named.join(groups, "name", "left")
    return joined.withColumn("group", sql.coalesce("group", "name")).drop("name")
