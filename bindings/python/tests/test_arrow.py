"""Many posts at once."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_functions import BYTES, POST, TEXTS, ticks_during

import ibid

duckdb = pytest.importorskip("duckdb")
pytest.importorskip("pandas")
polars = pytest.importorskip("polars")
pyarrow = pytest.importorskip("pyarrow")
arrow = pytest.importorskip("ibid.arrow")

DOCUMENTED = Path(__file__).parents[3] / "docs" / "scale.md"
REPEATED = f"{POST}\nMore.[^2] Less.[^3]\n\n[^2]: See Ibid., 170.\n"
GERMAN = "Die Mühle am Bach ist lange schon verfallen.[1] Doch sie stand noch.[2]\n\n[1] Karl Meier, Die Mühle (Berlin: Aufbau, 1990), S. 3.\n[2] Ebd., S. 12.\n"
TEXT = [REPEATED, GERMAN, "Nothing.\n", ""]


def posts(**columns):
    return pyarrow.table({"id": list("abcd"), "text": TEXT, **columns})


def rows(stream):
    return pyarrow.table(stream).to_pylist()


def table(name, of=None, **options):
    return rows(arrow.table(arrow.read(posts() if of is None else of, **options), name))


def test_a_row_for_each_post_in_order():
    answers = rows(arrow.read(posts()))
    assert [answer["id"] for answer in answers] == list("abcd")
    assert [answer["error"] for answer in answers] == [None] * 4
    assert [answer["language"] for answer in answers[:2]] == ["en", "de"]
    assert list(answers[0]) == ["id", "error", "format", "language", *arrow.TABLES]


def of_calls(text):
    """The tables of one post, from the functions for one post."""
    inspection, report = ibid.inspect(text), ibid.check(text)
    citations = [citation for note in inspection["notes"] for citation in note["citations"]]
    return {
        "notes": [(note["label"], note["start"], note["end"]) for note in inspection["notes"]],
        "citations": [(of["id"], of["text"], of["kind"], of["signal"]) for of in citations],
        "resolutions": [(of["id"], of["source"], of["reason"], of["confidence"]) for of in citations],
        "works": [(of["id"], of["key"], of["item"]) for of in inspection["sources"]],
        "findings": [(of["rule"], of["message"], of["start"], of["line"]) for of in report["files"][0]["findings"]],
    }


def of_batch(answer):
    """The same, from a row of a batch."""
    columns = {
        "notes": ("label", "start", "end"),
        "citations": ("citation", "text", "kind", "signal"),
        "resolutions": ("citation", "work", "reason", "confidence"),
        "works": ("work", "key", "item"),
        "findings": ("rule", "message", "start", "line"),
    }
    tables = {name: [tuple(row[column] for column in columns[name]) for row in answer[name]] for name in columns}
    tables["works"] = [(work, key, json.loads(item)) for work, key, item in tables["works"]]
    return tables


def test_batches_say_what_calls_say():
    said = [of_batch(answer) for answer in rows(arrow.read(posts()))]
    assert said == [of_calls(text) for text in TEXT]
    assert all(said[0].values())


def test_works_have_their_text_and_record():
    (work, german) = table("works")
    assert (work["post"], work["author"], work["title"], work["year"]) == ("a", "Robinson", "Gay Men and the Left", 2007)
    assert work["text"].startswith("Lucy Robinson, *Gay Men") and work["cited"] == 2
    assert (german["author"], german["year"], german["cited"]) == ("Meier", 1990, 2)


@pytest.mark.parametrize("name", arrow.TABLES)
def test_a_table_has_the_rows_of_the_lists(name):
    listed = [{"post": of["id"], **row} for of in rows(arrow.read(posts())) for row in of[name]]
    assert listed == table(name) != []


@pytest.mark.parametrize("threads", [1, 2, 5])
@pytest.mark.parametrize("count", [1, 2, 3, 100])
def test_neither_threads_nor_batches_change_anything(threads, count):
    many = pyarrow.concat_tables([posts()] * 3).combine_chunks()
    answers = rows(arrow.read(many, threads=threads, rows=count))
    assert answers == rows(arrow.read(posts())) * 3


def test_posts_are_read_as_they_are_asked_for():
    taken = []

    def batches():
        for number in range(100):
            taken.append(number)
            yield pyarrow.record_batch({"text": ["A.[^1]\n\n[^1]: Robinson, 3.\n"] * 2})

    schema = pyarrow.schema({"text": pyarrow.string()})
    reader = pyarrow.RecordBatchReader.from_batches(schema, batches())
    answers = pyarrow.RecordBatchReader.from_stream(arrow.read(reader))
    assert next(answers)["id"].to_pylist() == [0, 1]
    assert next(answers)["id"].to_pylist() == [2, 3]
    assert len(taken) < 5


def test_an_error_of_the_posts_is_passed_on():
    def batches():
        yield pyarrow.record_batch({"text": ["A."]})
        raise OSError("the disk is gone")

    reader = pyarrow.RecordBatchReader.from_batches(pyarrow.schema({"text": pyarrow.string()}), batches())
    with pytest.raises(Exception, match="the disk is gone"):
        rows(arrow.read(reader))


def test_a_post_that_cannot_be_read_is_a_row_with_its_error():
    columns = {
        "text": [POST.encode(), None, b"\0\0\0", POST.encode("utf-16"), POST.encode()],
        "path": ["a.md", "b.md", "c.txt", None, "e.md"],
        "format": [None, None, None, "markdown", "wurd"],
    }
    answers = rows(arrow.read(pyarrow.table(columns)))
    assert [of["error"] and of["error"].split(" (")[0] for of in answers] == [
        None,
        "there is no text",
        "c.txt: this is a binary file, not text",
        None,
        "there is no document format called 'wurd'",
    ]
    assert [len(of["notes"]) for of in answers] == [1, 0, 0, 1, 0]
    assert answers[1]["format"] is answers[1]["language"] is None


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=4), st.lists(BYTES, max_size=4))
def test_no_text_fails(texts, files):
    for column in (pyarrow.array(texts, pyarrow.string()), pyarrow.array(files, pyarrow.binary())):
        answers = rows(arrow.read(pyarrow.table({"text": column})))
        assert [answer["error"] for answer in answers] == [None] * len(column)


KINDS = ["string", "large_string", "string_view", "binary", "large_binary", "binary_view"]


@pytest.mark.parametrize("kind", KINDS)
def test_any_type_of_text_will_do(kind):
    kind = getattr(pyarrow, kind)()
    texts = [text.encode() for text in TEXT] if "binary" in str(kind) else TEXT
    answers = rows(arrow.read(pyarrow.table({"id": list("abcd"), "text": pyarrow.array(texts, kind)})))
    assert [answer["works"] for answer in answers] == [answer["works"] for answer in rows(arrow.read(posts()))]


def test_only_what_is_asked_for_is_there():
    (answer, *_) = rows(arrow.read(posts(), tables=["findings", "works"], preset="strict"))
    assert list(answer) == ["id", "error", "format", "language", "findings", "works"]
    first = pyarrow.table({"id": [1], "text": ["A claim.[^1]\n\n[^1]: Ibid., 3.\n"]})
    rules = {"blog": [], "strict": []}
    for preset, found in rules.items():
        found += [row["rule"] for row in table("findings", first, tables=["findings"], preset=preset)]
    assert "ibid-first" in rules["strict"] and "ibid-first" not in rules["blog"]


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: arrow.read(3), TypeError, "expected a table or stream of Arrow"),
        (lambda: arrow.read(pyarrow.table({"id": [1]})), ibid.IbidError, 'the posts have no column "text"'),
        (lambda: arrow.read(pyarrow.table({"text": [1]})), ibid.IbidError, 'the column "text" is Int64'),
        (lambda: arrow.read(posts(path=[1, 2, 3, 4])), ibid.IbidError, 'the column "path" is Int64'),
        (lambda: arrow.read(posts(), tables=["note"]), ibid.IbidError, 'there is no table "note"; there are notes, '),
        (lambda: arrow.read(posts(), preset="blogg"), ibid.IbidError, 'there is no preset "blogg"'),
        (lambda: arrow.read(posts(), profile="chicago-71"), ibid.IbidError, 'there is no profile "chicago-71"'),
        (lambda: arrow.table(posts(), "notes"), ibid.IbidError, 'the answers have no table "notes"'),
        (lambda: arrow.table(arrow.read(posts(), tables=["works"]), "notes"), ibid.IbidError, "the answers have no"),
        (lambda: arrow.table(posts(notes=TEXT), "notes"), ibid.IbidError, 'the answers have no table "notes"'),
    ],
)
def test_errors_are_sentences(call, error, message):
    with pytest.raises(error) as raised:
        call()
    assert str(raised.value).startswith(message)


def test_a_stream_is_read_once():
    answers = arrow.read(posts())
    assert pyarrow.table(answers).num_rows == 4
    with pytest.raises(ibid.IbidError, match="this stream was read already"):
        pyarrow.table(answers)


def test_other_threads_run_while_a_batch_is_read():
    many = pyarrow.table({"text": [REPEATED] * 300})
    assert ticks_during(lambda: pyarrow.table(arrow.read(many))) > 0


def test_streams_in_threads_agree():
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: rows(arrow.read(posts())), range(8)))
    assert answers == [rows(arrow.read(posts()))] * 8


def duckdb_table(stream):
    # A connection of its own, as that of the posts is busy while they stream.
    return duckdb.connect().sql("select * from stream").to_arrow_table()


FRAMES = {
    "pandas": (lambda table: table.to_pandas(), lambda stream: pyarrow.table(stream).to_pandas()),
    "polars": (polars.DataFrame, polars.DataFrame),
    "duckdb": (duckdb.from_arrow, duckdb_table),
}


@pytest.mark.parametrize("library", FRAMES)
@pytest.mark.parametrize("name", arrow.TABLES)
def test_every_library_reads_and_writes(library, name):
    frame, back = FRAMES[library]
    given = frame(posts())
    answered = back(arrow.table(arrow.read(given), name))
    assert len(answered) == len(table(name))
    # Answers that went through the library are as good as those that did not.
    answers = back(arrow.read(given))
    assert pyarrow.table(arrow.table(answers, name)).num_rows == len(table(name))


def documented(name):
    """The columns of a table as docs/scale.md has them."""
    text = DOCUMENTED.read_text("utf-8")
    section = re.search(rf"^### `{name}`\n(.*?)(?=^#|\Z)", text, re.DOTALL | re.MULTILINE)[1]
    return re.findall(r"^\| `(\w+)` \| (.*) \|$", section, re.MULTILINE)


@pytest.mark.parametrize("name", arrow.TABLES)
def test_every_column_is_documented(name):
    assert documented(name) == arrow.schema(name).columns
    fields = pyarrow.schema(arrow.schema(name))
    assert [field.name for field in fields] == [column for column, _ in arrow.schema(name).columns]
    assert fields == pyarrow.table(arrow.table(arrow.read(posts()), name)).schema.remove(0)


# Each row is one work, as different writers give it.
WORKS = [
    [
        "Lucy Robinson, *Gay Men and the Left in Post-War Britain* (Manchester: Manchester University Press, 2007), 166.",
        "Lucy Robinson, Gay Men and the Left in Post-War Britain, Manchester University Press, Manchester 2007, p. 3",
    ],
    ["Lucy Robinson, *Now That's What I Call a History of the 1980s* (Manchester: Manchester University Press, 2023), 9."],
    [
        "Karl Meier, Die Mühle am Bach. Roman, Berlin: Aufbau 1990, S. 12.",
        "Karl Meier, *Die Mühle am Bach* (Berlin: Aufbau, 1990), 14.",
    ],
]


def test_works_are_merged():
    citations = [text for works in zip(*[work * 2 for work in WORKS]) for text in works]
    merged = ibid.merge(citations)
    assert merged == [place % len(WORKS) for place in range(len(citations))]
    for work in WORKS:
        assert ibid.merge(work) == [0] * len(work)


def test_what_cites_nothing_is_merged_with_nothing():
    assert ibid.merge([]) == []
    assert ibid.merge(["", "Nobody asked.", "", WORKS[0][0], "Nobody asked."]) == [0, 1, 2, 3, 4]
