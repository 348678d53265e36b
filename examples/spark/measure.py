"""What a post costs as an archive grows, and how well its works are merged.

    python measure.py 100000 FOLDER

Reads archives of a hundredth, a tenth and all of that many posts, and prints for each the seconds and the bytes that a post costs in each step, and
how well its works were merged.
"""

import argparse
import os
import shutil
import sys
import time
from pathlib import Path

import analyse
import generate
import judge
import posts
import report
import run
import works
from pyspark.sql import SparkSession

PARTITIONS = 8


def size(folder: Path) -> int:
    """The bytes of all files of a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def timed(work) -> tuple[float, object]:
    """The seconds that some work takes, and what it gives."""
    start = time.monotonic()
    done = work()
    return time.monotonic() - start, done


def measured(spark: SparkSession, count: int, folder: Path) -> dict[str, float]:
    """The figures of one archive."""
    archive, out = folder / f"{count}", folder / f"{count}-out"
    generate.write(count, archive)
    spark.sparkContext.setCheckpointDir(str(out / "checkpoints"))
    source = posts.parquet(spark, str(archive / "posts"))
    reading, answers = timed(lambda: run.written(spark, analyse.answers(source, PARTITIONS), str(out / "answers")))
    assert answers.count() == answers.select("id").distinct().count() == count
    merging, grouped = timed(lambda: run.written(spark, works.grouped(analyse.table(answers, "works")), str(out / "works")))
    listing, _ = timed(lambda: run.written(spark, report.most_cited(grouped), str(out / "most-cited")))
    figures = judge.judged(grouped, spark.read.parquet(str(archive / "truth")))
    costs = {"read ms": reading, "merge ms": merging, "report ms": listing}
    each = {name: 1000 * seconds / count for name, seconds in costs.items()}
    return {"posts": count, **each, "bytes in": size(archive / "posts") / count, "bytes out": size(out / "answers") / count, **figures}


def main():
    """Runs the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    shutil.rmtree(given.folder, ignore_errors=True)
    settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": str(PARTITIONS), "spark.driver.memory": "3g"}
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]").appName("ibid")
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    # The first run of a session pays for its start.
    measured(spark, 200, given.folder)
    for part in (100, 10, 1):
        figures = measured(spark, given.count // part, given.folder)
        print("  ".join(f"{name} {figure:,.4g}" for name, figure in figures.items()), flush=True)


if __name__ == "__main__":
    main()
