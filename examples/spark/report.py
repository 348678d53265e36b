"""What is found in an archive: its most cited works, the works with dead links, and its defects by rule."""

from pyspark.sql import DataFrame
from pyspark.sql import functions as sql


def most_cited(works: DataFrame) -> DataFrame:
    """The works by the number of posts that cite them, each with the record that is surest."""
    surest = sql.max_by(sql.struct("author", "title", "year", "item"), sql.struct("confidence", "item")).alias("record")
    counts = [sql.countDistinct("post").alias("posts"), sql.sum("cited").alias("citations")]
    return works.groupBy("group").agg(*counts, surest).select("group", "posts", "citations", "record.*")


def dead_links(works: DataFrame, checker: str) -> DataFrame:
    """The works whose address ``checker`` finds dead: a command that reads addresses, one a line, and prints those that are dead.

    Nothing else here opens a connection. Each address is asked about once.
    """
    linked = works.where("url is not null")
    addresses = linked.select("url").distinct().rdd.map(lambda row: row.url.replace("\n", " "))
    dead = addresses.pipe(checker, checkCode=True).map(lambda line: (line,)).toDF("url string").distinct()
    return linked.join(dead, "url").select("url", "post", "work", "title")


def defects(findings: DataFrame) -> DataFrame:
    """How often each rule found something, and in how many posts."""
    counts = [sql.count("*").alias("findings"), sql.countDistinct("post").alias("posts")]
    return findings.groupBy("rule", "severity").agg(*counts)


def failures(answers: DataFrame) -> DataFrame:
    """The posts that could not be read."""
    return answers.where("error is not null").select("id", "error")
