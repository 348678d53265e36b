"""An archive read by Spark: nothing lost, nothing twice, whatever breaks."""

import json
import subprocess
import sys
from pathlib import Path

import analyse
import generate
import guard
import judge
import posts
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
import report
import run
import works
from faults import CRASHES, Once, fragile

POSTS = 60


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archive")
    generate.write(POSTS, folder)
    return folder


@pytest.fixture(scope="module")
def expected(archive):
    """The answers, without Spark."""
    return by_id(guard.read(parquet.read_table(archive / "posts").combine_chunks().to_batches()[0]).to_pylist())


def by_id(rows):
    return sorted(rows, key=lambda row: row["id"])


def collected(answers):
    return by_id(row.asDict(recursive=True) for row in answers.collect())


@pytest.mark.short
@pytest.mark.parametrize("partitions", [1, 5])
def test_spark_says_what_one_machine_says(spark, archive, expected, partitions):
    assert collected(analyse.answers(posts.parquet(spark, str(archive / "posts")), partitions)) == expected


def test_skewed_posts_are_dealt_out(spark, archive, expected):
    everything = posts.parquet(spark, str(archive / "posts")).coalesce(1)
    answers = analyse.answers(everything, 4)
    assert collected(answers) == expected
    sizes = [len(part) for part in answers.select("id").rdd.glom().collect()]
    assert len(sizes) == 4 and max(sizes) < POSTS


@pytest.mark.short
def test_a_poisoned_post_is_a_row(spark, archive, expected):
    bad = spark.createDataFrame([("bad", CRASHES, "markdown")], posts.COLUMNS)
    poisoned = posts.parquet(spark, str(archive / "posts")).union(bad)
    answers = analyse.answers(poisoned, 3, lambda: guard.Guard(fragile))
    failures = [row.asDict() for row in report.failures(answers).collect()]
    assert failures == [{"id": "bad", "error": "the reader died (exit code -11)"}]
    assert [row for row in collected(answers) if row["id"] != "bad"] == expected


@pytest.mark.short
def test_a_killed_worker_is_replaced(spark, archive, expected, tmp_path):
    read = Once(tmp_path / "killed")
    answers = analyse.answers(posts.parquet(spark, str(archive / "posts")), 3, lambda: guard.Guard(read))
    out = run.written(spark, answers, str(tmp_path / "answers"))
    assert (tmp_path / "killed").exists()
    assert collected(out) == expected


CLUSTER = Path(__file__).with_name("cluster.py")


def test_a_killed_executor_is_replaced(archive, expected, tmp_path):
    # A program of its own, since a process has one session of Spark.
    command = [sys.executable, str(CLUSTER), str(archive / "posts"), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads((tmp_path / "killed.json").read_text())
    rows = by_id(parquet.read_table(tmp_path / "answers").to_pylist())
    assert [row["id"] for row in rows] == [row["id"] for row in expected]
    assert rows == expected


def test_json_lines(spark, tmp_path):
    lines = [json.dumps({"id": 1, "text": "A.", "more": 3}), '{"id": "2", "text": "B.", "format": "html"}', "no json", "{"]
    (tmp_path / "posts.jsonl").write_text("\n".join(lines))
    rows = {row.text: row for row in posts.json_lines(spark, str(tmp_path)).collect() if row.text}
    broken = [row for row in posts.json_lines(spark, str(tmp_path)).collect() if not row.text]
    assert (rows["A."].id, rows["A."].format) == ("1", None)
    assert (rows["B."].id, rows["B."].format) == ("2", "html")
    assert len({row.id for row in broken}) == 2 and all(row.id.startswith("broken-") for row in broken)


EXPORT = """<?xml version="1.0"?>
<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<item><wp:post_id>7</wp:post_id><content:encoded><![CDATA[<p>A.</p>]]></content:encoded><excerpt:encoded>Short.</excerpt:encoded></item>
<item><guid>page</guid><excerpt:encoded>Short.</excerpt:encoded></item>
"""


def test_wordpress(spark, tmp_path):
    (tmp_path / "whole.xml").write_text(EXPORT + "</channel></rss>")
    (tmp_path / "torn.xml").write_text(EXPORT)
    rows = {row.id.rpartition("/")[2]: (row.text, row.format) for row in posts.wordpress(spark, str(tmp_path)).collect()}
    assert rows == {
        "whole.xml#7": ("<p>A.</p>", "html"),
        "whole.xml#page": (None, "html"),
        "torn.xml#7": ("<p>A.</p>", "html"),
        "torn.xml#page": (None, "html"),
        "torn.xml#broken-at-line-6": (None, "html"),
    }


def test_the_whole_run(spark, archive, tmp_path):
    source = posts.parquet(spark, str(archive / "posts"))
    run.run(spark, source, str(tmp_path), 3, link_checker="sed -n /gone/p")
    cited = [row.asDict() for row in spark.read.parquet(str(tmp_path / "most-cited")).orderBy("posts", ascending=False).collect()]
    read = spark.read.parquet(str(tmp_path / "works"))
    assert sum(row["citations"] for row in cited) == read.agg({"cited": "sum"}).first()[0]
    assert cited[0]["posts"] > cited[-1]["posts"] == 1
    figures = judge.judged(read, spark.read.parquet(str(archive / "truth")))
    # Fewer posts have fewer forms of a work in between two that are unlike: in larger archives recall is higher.
    assert figures["precision"] >= 0.99 and figures["recall"] >= 0.9 and figures["pairs"] > 100
    assert spark.read.parquet(str(tmp_path / "failures")).count() == 0


@pytest.mark.short
def test_works_are_merged_across_styles_and_posts(spark):
    rows = [
        ("a", "1#1", "Lucy Robinson, *Gay Men and the Left* (Manchester: Manchester University Press, 2007), 3.", "Robinson", "Gay Men and the Left"),
        ("b", "4#1", "Lucy Robinson, Gay Men and the Left, Manchester University Press, Manchester 2007, p. 9", "Robinson", "Gay Men and the Left"),
        ("c", "2#1", "Karl Meier, *Die Mühle am Bach* (Berlin: Aufbau, 1990), 14.", "Meier", "Die Mühle am Bach"),
    ]
    columns = "post string, work string, text string, author string, title string"
    table = spark.createDataFrame([(*row, None, json.dumps({"id": "x", "title": row[4], "page": row[0]})) for row in rows], columns + ", doi string, item string")
    groups = {row.post: row.group for row in works.grouped(table).collect()}
    assert groups == {"a": "a#1#1", "b": "a#1#1", "c": "c#2#1"}


@pytest.mark.parametrize("length", [2, 3, 50])
def test_components_are_found_along_chains(spark, length):
    chain = [(f"{number:03}", f"{number + 1:03}") for number in range(length)]
    pairs = spark.createDataFrame([*chain, ("x", "y")], "one string, other string")
    groups = {row.work: row.group for row in works.components(pairs).collect()}
    assert groups == {**{f"{number:03}": "000" for number in range(length + 1)}, "x": "x", "y": "x"}


def test_dead_links_are_those_that_a_checker_names(spark):
    rows = [("a", "1#1", "A", "https://gone.example/1"), ("b", "1#1", "B", "https://here.example"), ("c", "1#1", "C", None)]
    table = spark.createDataFrame(rows, "post string, work string, title string, url string")
    dead = report.dead_links(table, "sed -n /gone/p").collect()
    assert [(row.post, row.url) for row in dead] == [("a", "https://gone.example/1")]


def test_defects_are_counted_by_rule(spark):
    rows = [("a", "number-gap", "error"), ("a", "number-gap", "error"), ("b", "number-gap", "error"), ("b", "link-bare", "info")]
    counted = report.defects(spark.createDataFrame(rows, "post string, rule string, severity string")).collect()
    assert {(row.rule, row.findings, row.posts) for row in counted} == {("number-gap", 3, 2), ("link-bare", 1, 1)}


def test_large_blocks_are_compared_piece_by_piece(monkeypatch):
    monkeypatch.setattr(works, "MOST", 3)
    texts = [f"{name}, *Gay Men and the Left* (Manchester: Manchester University Press, 2007), {page}." for page in range(4) for name in ("Lucy Robinson", "L. Robinson")]
    texts += [f"Karl Meier, *Die Mühle am Bach* (Berlin: Aufbau, 1990), {page}." for page in range(4)]
    block = pa.table({"work": [f"{number:02}" for number in range(12)], "text": texts})
    pairs = works.merged(block).to_pylist()
    assert len(pairs) == len({pair["other"] for pair in pairs}) == 10
    assert all((int(pair["one"]) < 8) == (int(pair["other"]) < 8) for pair in pairs)
