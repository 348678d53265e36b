"""The types are those of docs/schema."""

import json
from pathlib import Path
from typing import get_args

import pytest

from ibid import types

FOLDER = Path(__file__).parents[3] / "docs" / "schema"


def schemas():
    """Every object of the schemas by its name."""
    for name in ["check", "inspect", "item", "segments"]:
        schema = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
        for title, definition in [(schema["title"], schema), *schema.get("$defs", {}).items()]:
            yield title, definition


SCHEMAS = dict(schemas())


@pytest.mark.parametrize("name", [name for name, schema in SCHEMAS.items() if "properties" in schema])
def test_fields(name):
    schema, typed = SCHEMAS[name], getattr(types, name)
    assert set(typed.__annotations__) == set(schema["properties"])
    # An item's fields are declared in one go, all of them optional.
    if name != "Item":
        assert set(typed.__required_keys__) == set(schema.get("required", []))


@pytest.mark.parametrize("name", ["Severity", "Safety"])
def test_words(name):
    words = [word["const"] for word in SCHEMAS[name]["oneOf"]]
    assert sorted(get_args(getattr(types, name))) == sorted(words)
