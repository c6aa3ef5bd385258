"""The process that answers one query: no network, little memory, and gone when it is done."""

from __future__ import annotations

import io
import os
import resource
import sys
from contextlib import suppress
from pathlib import Path

import msgspec
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, serialize

from kg.errors import KGError
from kg.graph.querying import LARGEST_ANSWER, Outcome, Task
from kg.graph.store import open_store


def confine(memory: int) -> None:
    """Limit the address space to `memory` bytes and, where the system lets us, leave the network."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.version_info >= (3, 12) and sys.platform == "linux":
        with suppress(OSError):
            os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)


def answer(task: Task) -> tuple[Outcome, bytes]:
    """The outcome of a task and the serialised answer."""
    try:
        with open_store(Path(task.folder)) as snapshot:
            results = snapshot.store.query(task.text)
            out = io.BytesIO()
            if isinstance(results, QueryBoolean):
                results.serialize(out, QueryResultsFormat.JSON)
                outcome = Outcome(kind="ask")
            elif isinstance(results, QuerySolutions):
                results.serialize(out, QueryResultsFormat.JSON)
                outcome = Outcome(kind="select")
            else:
                serialize(results, out, RdfFormat.N_TRIPLES)
                outcome = Outcome(kind="construct")
    except SyntaxError as error:
        return Outcome(kind="refused", reason=f"the query does not parse: {error.msg}"), b""
    except KGError as error:
        return Outcome(kind="damaged", reason=str(error)), b""
    if out.tell() > LARGEST_ANSWER:
        return Outcome(kind="refused", reason=f"the answer is larger than {LARGEST_ANSWER >> 20} MB; use LIMIT"), b""
    return outcome, out.getvalue()


def main() -> None:
    """Read a task from standard input, write an outcome line and the answer to standard output."""
    task = msgspec.json.decode(sys.stdin.buffer.read(), type=Task)
    confine(task.memory)
    outcome, payload = answer(task)
    sys.stdout.buffer.write(msgspec.json.encode(outcome) + b"\n" + payload)


if __name__ == "__main__":
    main()
