"""The process that answers one query: no network, little memory, and gone when it is done."""

from __future__ import annotations

import ctypes
import io
import resource
import sys
from pathlib import Path

import msgspec
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, serialize

from kg.errors import KGError
from kg.graph.querying import LARGEST_ANSWER, Outcome, Task
from kg.graph.store import open_store
from kg.graph.turtle import prefixes

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_LONGEST_REASON = 160


def confine(memory: int) -> None:
    """Limit the address space to `memory` bytes and, where the system lets us, leave the network."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    leave_network()


def leave_network() -> bool:
    """Move into a network of this process's own, which leads nowhere; False where the system does not let us.

    By the C library, as `os.unshare` is not in every Python that we run on.
    """
    unshare = getattr(ctypes.CDLL(None), "unshare", None) if sys.platform == "linux" else None
    return unshare is not None and unshare(_NEW_USER | _NEW_NET) == 0


def answer(task: Task) -> tuple[Outcome, bytes]:
    """The outcome of a task and the serialised answer."""
    try:
        with open_store(Path(task.folder)) as snapshot:
            known = prefixes(snapshot.marker.base) | {"rdfs": _RDFS}
            results = snapshot.store.query(task.text, prefixes=known)
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
        return Outcome(kind="refused", reason=f"the query does not parse: {_readable(error.msg)}"), b""
    except KGError as error:
        return Outcome(kind="damaged", reason=str(error)), b""
    if out.tell() > LARGEST_ANSWER:
        return Outcome(kind="refused", reason=f"the answer is larger than {LARGEST_ANSWER >> 20} MB; use LIMIT"), b""
    return outcome, out.getvalue()


def _readable(message: str) -> str:
    """A parser's message on one line and without the end of a list of all that it would have taken."""
    line = " ".join(message.split())
    return line if len(line) <= _LONGEST_REASON else f"{line[:_LONGEST_REASON].rpartition(', ')[0]}, ..."


def main() -> None:
    """Read a task from standard input, write an outcome line and the answer to standard output."""
    task = msgspec.json.decode(sys.stdin.buffer.read(), type=Task)
    confine(task.memory)
    outcome, payload = answer(task)
    sys.stdout.buffer.write(msgspec.json.encode(outcome) + b"\n" + payload)


if __name__ == "__main__":
    main()
