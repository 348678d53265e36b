"""What is shipped with the module."""

from importlib.metadata import version
from importlib.resources import files
from pathlib import Path


def test_the_types_are_shipped():
    names = {entry.name for entry in files("ibid").iterdir()}
    assert {"py.typed", "_ibid.pyi", "types.py"} <= names


def test_the_hooks_install_this_version():
    text = (Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8")
    assert f'"ibid-notes=={version("ibid-notes")}"' in text
