"""Queries by strangers: in a process of their own, with limits of time and memory, over the published store.

The store cannot stop a query that has begun, and one that exhausts memory ends its process: so the process is ours to
end, and no other reader is hurt.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Triple, parse, parse_query_results

from kg.errors import QueryError, StoreError
from kg.graph.folder import read_marker
from kg.graph.guard import check_query
from kg.model import Record

DEADLINE = 60.0
MEMORY = 2 << 30
LARGEST_ANSWER = 64 << 20
_OUT_OF_MEMORY = ("memory allocation", "MemoryError", "bad_alloc", "Cannot allocate memory")


class Task(Record, frozen=True):
    """What a worker is to do. `memory` is the limit of its address space, in bytes."""

    folder: str
    text: str
    memory: int


class Outcome(Record, frozen=True):
    """How a worker's first line describes the bytes that follow it, or why there are none."""

    kind: Literal["select", "ask", "construct", "refused", "damaged"]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer to a query: SPARQL JSON of a SELECT or an ASK, N-Triples of a CONSTRUCT or a DESCRIBE."""

    kind: Literal["select", "ask", "construct"]
    payload: bytes

    def solutions(self) -> QuerySolutions:
        """The rows of a SELECT."""
        results = parse_query_results(self.payload, format=QueryResultsFormat.JSON)
        if not isinstance(results, QuerySolutions):
            raise QueryError(f"a query of kind {self.kind} has no rows")
        return results

    def truth(self) -> bool:
        """The answer to an ASK."""
        return bool(parse_query_results(self.payload, format=QueryResultsFormat.JSON))

    def triples(self) -> Sequence[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE."""
        quads = parse(self.payload, format=RdfFormat.N_TRIPLES)
        return [quad.triple for quad in quads]


def query(folder: Path, text: str, *, deadline: float = DEADLINE, memory: int = MEMORY) -> Answer:
    """Answer a SPARQL query over a graph folder. `deadline` in seconds, `memory` in bytes.

    Raises QueryError for a query that is refused, does not parse, or takes too long or too much memory, and
    StoreError for a folder without a graph.
    """
    check_query(text)
    read_marker(folder)
    task = msgspec.json.encode(Task(folder=str(folder), text=text, memory=memory))
    try:
        done = _run(task, deadline)
    except subprocess.TimeoutExpired:
        raise QueryError(f"the query took longer than {deadline:g} seconds; ask for less") from None
    head, newline, payload = done.stdout.partition(b"\n")
    if done.returncode != 0 or not newline:
        raise QueryError(_failure(done.returncode, done.stderr.decode(errors="replace"), memory))
    outcome = msgspec.json.decode(head, type=Outcome)
    if outcome.kind == "refused":
        raise QueryError(outcome.reason)
    if outcome.kind == "damaged":
        raise StoreError(outcome.reason)
    return Answer(outcome.kind, payload)


def _run(task: bytes, deadline: float) -> subprocess.CompletedProcess[bytes]:
    """The worker's process: it takes this very package, and no module from the folder in which we happen to be."""
    given = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    roots = [str(Path(__file__).parents[2]), *(root for root in given if root)]
    return subprocess.run(
        [sys.executable, "-P", "-m", "kg.graph.worker"],
        input=task,
        capture_output=True,
        timeout=deadline,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(roots)},
    )


def _failure(status: int, complaints: str, memory: int) -> str:
    """Why a worker ended without an answer, from its exit status and what it wrote to standard error."""
    if any(sign in complaints for sign in _OUT_OF_MEMORY):
        return f"the query needed more than {memory >> 20} MB of memory; ask for less"
    lines = [line.strip() for line in complaints.splitlines() if line.strip()]
    if status < 0:
        known = -status in set(signal.Signals)
        lines.append(f"ended by {signal.Signals(-status).name if known else f'signal {-status}'}")
    return f"the query process failed: {lines[-1][:200] if lines else f'exit status {status}'}"
