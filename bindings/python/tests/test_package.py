"""What is shipped with the module."""

from importlib.metadata import metadata, version
from importlib.resources import files
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def test_the_types_are_shipped():
    names = {entry.name for entry in files("ibid").iterdir()}
    assert {"py.typed", "_ibid.pyi", "types.py"} <= names


@pytest.mark.parametrize("name", ["LICENSE-APACHE", "LICENSE-MIT", "NOTICE"])
def test_the_licences_are_shipped(name):
    assert name in metadata("ibid-notes").get_all("License-File")
    assert (ROOT / "bindings" / "python" / name).read_bytes() == (ROOT / name).read_bytes()


def test_the_hooks_install_this_version():
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    assert f'"ibid-notes=={version("ibid-notes")}"' in text
