"""The answers that every front end must give: tests/conformance."""

import json
from pathlib import Path

import pytest

import ibid

FOLDER = Path(__file__).parents[3] / "tests" / "conformance"
CASES = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))}
CALLS = {
    "inspect": ibid.inspect,
    "check": ibid.check,
    "parse": ibid.parse,
    "segments": lambda text: ibid.parse(text, to="segments"),
    "convert": ibid.convert,
    "restyle": ibid.restyle,
    "link": ibid.link,
}
# `cite` is a call of the program only.
OFFERED = [name for name, case in CASES.items() if case["call"] != "cite"]


def lacking(expected, answer, way=""):
    """What an answer lacks of the expected, and where."""
    if isinstance(expected, dict) and isinstance(answer, dict):
        missing = [f"{way}/{key} is missing" for key in expected if key not in answer]
        pairs = [(expected[key], answer[key], f"{way}/{key}") for key in expected if key in answer]
    elif isinstance(expected, list) and isinstance(answer, list) and len(expected) == len(answer):
        missing = []
        pairs = [(*both, f"{way}/{at}") for at, both in enumerate(zip(expected, answer))]
    else:
        return [] if expected == answer else [f"{way}: {answer!r} and not {expected!r}"]
    return missing + [text for pair in pairs for text in lacking(*pair)]


def test_the_cases_are_found():
    assert len(OFFERED) > 10


@pytest.mark.parametrize("name", OFFERED)
def test_conforms(name):
    case = CASES[name]
    assert lacking(case["expected"], CALLS[case["call"]](case["input"], **case["options"])) == []


@pytest.mark.parametrize("answer", [{"a": [1]}, {"a": [1, {}]}, {"a": [2, {"b": None}]}, []])
def test_what_is_lacking_is_told(answer):
    expected = {"a": [1, {"b": None}]}
    assert lacking(expected, {"a": [1, {"b": None, "c": 2}], "d": 3}) == []
    assert lacking(expected, answer)
