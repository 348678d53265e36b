"""Reads every post once, and gives the tables of the answers."""

from collections.abc import Callable, Iterator

import ibid.arrow
import pyarrow as pa
from guard import Guard
from pyspark.sql import DataFrame
from pyspark.sql import functions as sql
from pyspark.sql.pandas.types import from_arrow_schema

Batches = Iterator[pa.RecordBatch]


def answers(posts: DataFrame, partitions: int, guard: Callable[[], Guard] = Guard) -> DataFrame:
    """One row of answers for each post. Posts are dealt out by their ids, so that no file of many posts keeps one core busy alone."""

    def read(batches: Batches) -> Batches:
        reader = guard()
        try:
            for batch in batches:
                for answered in reader.answers(batch):
                    yield from answered.to_batches()
        finally:
            reader.close()

    return posts.repartition(partitions, "id").mapInArrow(read, schema())


def schema():
    """The columns of the answers, as Spark has them."""
    none = pa.table({"id": pa.array([], pa.string()), "text": pa.array([], pa.string())})
    return from_arrow_schema(pa.table(ibid.arrow.read(none)).schema)


def table(answers: DataFrame, name: str) -> DataFrame:
    """The rows of one table of the answers, each with the id of its post."""
    return answers.select(sql.col("id").alias("post"), sql.explode(name).alias("row")).select("post", "row.*")
