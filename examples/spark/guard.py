"""Reads posts in a process of its own, so that a post that crashes it or never ends costs one row and not the job."""

from collections.abc import Callable, Iterator
from multiprocessing import get_context

import ibid.arrow
import pyarrow as pa

#: How many posts are read together. The first reading of a lot with a bad post in it is lost.
LOT = 64
#: How long a reader may take to start, in seconds.
START = 300.0

Read = Callable[[pa.RecordBatch], pa.Table]


def read(posts: pa.RecordBatch) -> pa.Table:
    """Reads posts with ibid."""
    return pa.table(ibid.arrow.read(pa.table(posts)))


class Lost(Exception):
    """A reader gave no answer; the message says why."""


class Guard:
    """A reader in a process of its own, which is replaced when it dies or gives no answer for ``limit`` seconds."""

    def __init__(self, read: Read = read, limit: float = 60.0):
        self._read, self._limit = read, limit
        self._process = self._pipe = None

    def answers(self, posts: pa.RecordBatch) -> Iterator[pa.Table]:
        """Reads posts; each has one row, in their order, and those that cannot be read have one that says so."""
        for start in range(0, posts.num_rows, LOT):
            lot = posts.slice(start, LOT)
            try:
                yield self._ask(lot)
            except Lost:
                yield from (self._alone(lot.slice(row, 1)) for row in range(lot.num_rows))

    def _alone(self, post: pa.RecordBatch) -> pa.Table:
        try:
            return self._ask(post)
        except Lost as reason:
            return failed(post, str(reason))

    def _ask(self, posts: pa.RecordBatch) -> pa.Table:
        try:
            if self._process is None:
                self._start()
            self._pipe.send_bytes(packed(posts))
            if not self._pipe.poll(self._limit):
                raise Lost(f"reading took longer than {self._limit:g} seconds")
            return unpacked(self._pipe.recv_bytes())
        except Lost:
            self.close()
            raise
        except (EOFError, OSError):
            self._process.join()
            died = Lost(f"the reader died (exit code {self._process.exitcode})")
            self.close()
            raise died from None

    def _start(self):
        context = get_context("spawn")
        self._pipe, end = context.Pipe()
        process = context.Process(target=serve, args=(end, self._read), daemon=True)
        process.start()
        self._process = process
        end.close()
        if not self._pipe.poll(START):
            raise Lost("the reader did not start")
        self._pipe.recv_bytes()

    def close(self):
        """Ends the reader."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._pipe.close()
            self._process = self._pipe = None


def serve(pipe, read: Read):
    """Answers until nobody asks any more."""
    try:
        pipe.send_bytes(b"ready")
        while True:
            (posts,) = unpacked(pipe.recv_bytes()).combine_chunks().to_batches()
            pipe.send_bytes(packed(read(posts)))
    except EOFError:
        pass


def packed(table: pa.Table | pa.RecordBatch) -> pa.Buffer:
    """A table as bytes; of a slice no more than the slice."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write(table)
    return sink.getvalue()


def unpacked(packed: bytes) -> pa.Table:
    """A table out of its bytes."""
    return pa.ipc.open_stream(packed).read_all()


def failed(posts: pa.RecordBatch, reason: str) -> pa.Table:
    """The answers for posts that nothing can be said of, and why."""
    blank = pa.table(posts).set_column(posts.schema.get_field_index("text"), "text", pa.nulls(posts.num_rows, pa.string()))
    answers = read(blank)
    column = answers.schema.get_field_index("error")
    return answers.set_column(column, answers.schema.field(column), pa.array([reason] * posts.num_rows, pa.string()))
