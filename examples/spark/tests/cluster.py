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


class Slow:
    """A reader that leaves the time to kill an executor, and a mark that it was asked."""

    def __init__(self, marks: Path):
        self._marks = str(marks)

    def __call__(self, batch):
        Path(self._marks, str(os.getpid())).touch()
        time.sleep(3)
        return guard.read(batch)


def executors():
    """The processes of the executors of this program's cluster."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout.splitlines()[1:]
    rows = [line.split(None, 2) for line in listed]
    parents = {int(pid): int(parent) for pid, parent, _ in rows}

    def is_own(pid):
        while pid in parents and pid != os.getpid():
            pid = parents[pid]
        return pid == os.getpid()

    return [int(pid) for pid, _, args in rows if "CoarseGrainedExecutorBackend" in args and is_own(int(pid))]


def kill_one(marks: Path, killed: Path):
    """Kills an executor once readers are at work."""
    while not any(marks.iterdir()):
        time.sleep(0.1)
    victim = executors()[0]
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
