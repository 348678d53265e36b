"""Posts that break their reader, and readers that break: what ibid itself does not do, so far as anyone knows."""

import os
import signal
import time
from pathlib import Path

import guard
import pyarrow as pa

CRASHES, HANGS, RAISES = "This post crashes.", "This post never ends.", "This post raises."


def crash():
    os.kill(os.getpid(), signal.SIGSEGV)


def fail():
    raise RuntimeError("raised")


FAULTS = {CRASHES: crash, HANGS: lambda: time.sleep(600), RAISES: fail}


def fragile(posts: pa.RecordBatch) -> pa.Table:
    """Reads posts, and breaks on some."""
    for text in posts["text"].to_pylist():
        FAULTS.get(text, lambda: None)()
    return guard.read(posts)


class Once:
    """A reader whose process is killed the first time that it is asked, wherever it is, and never again."""

    def __init__(self, marker: Path):
        self._marker = str(marker)

    def __call__(self, posts: pa.RecordBatch) -> pa.Table:
        try:
            os.close(os.open(self._marker, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return guard.read(posts)
        os.kill(os.getppid(), signal.SIGKILL)
        return guard.read(posts)


class Slow:
    """A reader that leaves the time to kill an executor, and a mark that it was asked."""

    def __init__(self, marks: Path):
        self._marks = str(marks)

    def __call__(self, posts: pa.RecordBatch) -> pa.Table:
        Path(self._marks, str(os.getpid())).touch()
        time.sleep(3)
        return guard.read(posts)
