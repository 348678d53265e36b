"""How well the works of a generated archive were merged: of the pairs of citations that were merged, how many are one work (precision), and of the
pairs that are one work, how many were merged (recall)."""

from pyspark.sql import DataFrame
from pyspark.sql import functions as sql


def pairs(counts: DataFrame) -> int:
    """How many pairs there are in groups of these sizes."""
    return counts.select(sql.sum(sql.expr("count * (count - 1) div 2"))).first()[0] or 0


def judged(works: DataFrame, truth: DataFrame) -> dict[str, float]:
    """Precision and recall over all full citations, also over those that were not read as such."""
    note = (sql.split("work", "#")[0].cast("long") - 1).alias("note")
    both = truth.join(works.select("post", note, "group"), ["post", "note"], "left").cache()
    right = pairs(both.where("group is not null").groupBy("group", "truth").count())
    merged = pairs(both.where("group is not null").groupBy("group").count())
    there = pairs(both.groupBy("truth").count())
    return {"precision": right / max(merged, 1), "recall": right / max(there, 1), "pairs": there}
