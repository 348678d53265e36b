"""Reads an archive on a cluster of two executors, one of which is killed in the middle."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import analyse
import guard
import posts
import run
from conftest import session
from faults import Slow


def java_of(parents: set[int]) -> list[int]:
    """The processes of Java that these processes started."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,comm="], capture_output=True, text=True, check=True)
    rows = [line.split(None, 2) for line in listed.stdout.splitlines()]
    return [int(pid) for pid, parent, name in rows if name == "java" and int(parent) in parents]


def kill_one(marks: Path, killed: Path):
    """Kills an executor once readers are at work."""
    while not any(marks.iterdir()):
        time.sleep(0.1)
    # This program started the driver, and the driver its executors.
    victim = java_of(set(java_of({os.getpid()})))[0]
    os.kill(victim, signal.SIGKILL)
    killed.write_text(json.dumps(victim))


def main(source: str, folder: Path):
    """Reads the archive while an executor is killed."""
    marks = folder / "marks"
    marks.mkdir()
    spark = session("local-cluster[2,1,700]", folder, **{"spark.executor.memory": "600m"})
    Thread(target=kill_one, args=(marks, folder / "killed.json"), daemon=True).start()
    answers = analyse.answers(posts.parquet(spark, source), 6, lambda: guard.Guard(Slow(marks)))
    run.written(spark, answers, str(folder / "answers"))
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
