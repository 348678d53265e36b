"""Reads posts of an archive: one row each, with ``id``, ``text`` and ``format``."""

import io
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sql
from pyspark.sql.pandas.types import from_arrow_schema

SCHEMA = pa.schema({"id": pa.string(), "text": pa.string(), "format": pa.string()})
#: The same, as Spark has them.
COLUMNS = from_arrow_schema(SCHEMA)
#: The element of an item that holds its text.
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def parquet(spark: SparkSession, path: str) -> DataFrame:
    """Reads Parquet files with the columns ``id``, ``text`` and, if it is known, ``format``."""
    return with_format(spark.read.parquet(path))


def json_lines(spark: SparkSession, path: str) -> DataFrame:
    """Reads files with one JSON object a line, with the same names. A line that is no object is a post that says so."""
    lines = spark.read.schema(from_arrow_schema(SCHEMA.append(pa.field("broken", pa.string()))))
    read = lines.option("columnNameOfCorruptRecord", "broken").json(path)
    number = sql.concat(sql.lit("broken-"), sql.sha2("broken", 256))
    return with_format(read.withColumn("id", sql.coalesce("id", number)))


def with_format(posts: DataFrame) -> DataFrame:
    """The three columns; a format that is not known is guessed by ibid."""
    known = sql.col("format") if "format" in posts.columns else sql.lit(None)
    return posts.select(sql.col("id").cast("string"), "text", known.cast("string").alias("format"))


def wordpress(spark: SparkSession, path: str) -> DataFrame:
    """Reads WordPress exports (WXR), each of which has many posts."""
    files = spark.read.format("binaryFile").load(path).select("path", "content")
    return files.mapInArrow(of_exports, COLUMNS)


def of_exports(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The posts of each export."""
    for batch in batches:
        for row in batch.to_pylist():
            read = items(row["content"])
            rows = [{"id": f"{row['path']}#{number}", "text": text, "format": "html"} for number, text in read]
            yield pa.RecordBatch.from_pylist(rows, schema=SCHEMA)


def items(export: bytes) -> Iterator[tuple[str, str | None]]:
    """The number and the text of each item of an export. What follows a fault is lost, and an item without text says so."""
    try:
        for _, element in ElementTree.iterparse(io.BytesIO(export)):
            if element.tag == "item":
                yield of_item(element)
                element.clear()
    except ElementTree.ParseError as fault:
        yield f"broken-at-line-{fault.position[0]}", None


def of_item(item: ElementTree.Element) -> tuple[str, str | None]:
    """The number and the text of an item, whatever version of WordPress wrote it."""
    number = next((child.text for child in item if child.tag.endswith("}post_id")), None)
    return number or item.findtext("guid", ""), item.findtext(CONTENT)


READERS = {"parquet": parquet, "jsonl": json_lines, "wxr": wordpress}
