"""Reads an archive of posts, and writes what it cites and what is wrong with its notes.

    spark-submit --py-files guard.py,posts.py,analyse.py,works.py,report.py run.py POSTS OUT --from wxr
"""

import argparse
import os
import sys

import analyse
import posts
import report
import works
from pyspark.sql import DataFrame, SparkSession


def arguments() -> argparse.Namespace:
    """The arguments of the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("posts", help="a file or folder of posts")
    parser.add_argument("out", help="a folder for the answers; what is in it is replaced")
    parser.add_argument("--from", dest="kind", choices=posts.READERS, default="parquet", help="how the posts are stored")
    parser.add_argument("--partitions", type=int, default=64, help="how many parts the work is split into")
    parser.add_argument("--link-checker", help="a command that reads addresses and prints the dead ones; none is asked unless given")
    return parser.parse_args()


def written(spark: SparkSession, table: DataFrame, path: str) -> DataFrame:
    """The table once it is written; no later step computes it again."""
    table.write.mode("overwrite").parquet(path)
    return spark.read.parquet(path)


def run(spark: SparkSession, source: DataFrame, out: str, partitions: int = 64, link_checker: str | None = None):
    """Writes the answers, the works with their groups, and the reports."""
    spark.sparkContext.setCheckpointDir(f"{out}/checkpoints")
    answers = written(spark, analyse.answers(source, partitions), f"{out}/answers")
    grouped = written(spark, works.grouped(analyse.table(answers, "works")), f"{out}/works")
    written(spark, report.most_cited(grouped), f"{out}/most-cited")
    written(spark, report.defects(analyse.table(answers, "findings")), f"{out}/defects")
    written(spark, report.failures(answers), f"{out}/failures")
    if link_checker:
        written(spark, report.dead_links(grouped, link_checker), f"{out}/dead-links")


def main():
    """Runs the command."""
    given = arguments()
    # On one machine, the workers run this Python, which has ibid. A cluster names its own.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    spark = SparkSession.builder.appName("ibid").getOrCreate()
    run(spark, posts.READERS[given.kind](spark, given.posts), given.out, given.partitions, given.link_checker)


if __name__ == "__main__":
    main()
