"""One bad post costs one row."""

import guard
import pyarrow as pa
import pytest
from faults import CRASHES, HANGS, RAISES, fragile
from generate import post

GOOD = [post(number, 10)[0] for number in range(4)]
REASONS = {CRASHES: "the reader died (exit code -11)", HANGS: "reading took longer than 10 seconds", RAISES: "the reader died (exit code 1)"}


def answers(texts, read=guard.read):
    reader = guard.Guard(read, limit=10.0 if HANGS in texts else 60.0)
    batch = pa.record_batch({"id": [str(number) for number in range(len(texts))], "text": pa.array(texts, pa.string())})
    try:
        return pa.concat_tables(reader.answers(batch)).to_pylist()
    finally:
        reader.close()


def test_a_guard_changes_nothing():
    batch = pa.record_batch({"id": [str(number) for number in range(4)], "text": GOOD})
    assert answers(GOOD) == guard.read(batch).to_pylist()


@pytest.mark.parametrize("bad", REASONS)
@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_bad_post_is_a_row_with_its_error(bad, place):
    texts = [*GOOD[:place], bad, *GOOD[place:]]
    read = answers(texts, fragile)
    assert [row["id"] for row in read] == [str(number) for number in range(5)]
    assert [row["error"] for row in read] == [REASONS[bad] if text == bad else None for text in texts]
    assert [len(row["notes"]) for row in read] == [text.count("]:") for text in texts]


def test_lots_are_put_together_in_order(monkeypatch):
    monkeypatch.setattr(guard, "LOT", 3)
    texts = [*GOOD, CRASHES, *GOOD, CRASHES]
    read = answers(texts, fragile)
    assert [row["id"] for row in read] == [str(number) for number in range(10)]
    assert [row["error"] is None for row in read] == [text != CRASHES for text in texts]
