"""Queries by strangers: in a process of their own, with limits of time and memory, over the published store.

The store cannot stop a query that has begun, and one that exhausts memory ends its process: so the process is ours to
end, and no other reader is hurt.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Triple, parse, parse_query_results

from kg.errors import QueryError, StoreError
from kg.graph.folder import read_marker
from kg.graph.guard import check_query
from kg.graph.launching import Launched, launch
from kg.graph.tasks import DEADLINE, MEMORY, Message, Question, Setup, send


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
    worker = launch(Setup(folder=str(folder), memory=memory))
    try:
        message = _ask(worker, Question(text=text, seconds=deadline))
    finally:
        reason = worker.end()
    if message is None:
        raise QueryError(reason)
    outcome = message.outcome()
    if outcome.kind in ("select", "ask", "construct"):
        return Answer(outcome.kind, message.content())
    raise (StoreError if outcome.kind == "damaged" else QueryError)(outcome.reason)


def _ask(worker: Launched, task: Question) -> Message | None:
    """What a fresh process says to a task; None where it ended. Raises QueryError past the deadline."""
    ends = time.monotonic() + task.seconds
    try:
        worker.inbox.link.settimeout(task.seconds)
        send(worker.inbox.link, task)
        said = worker.inbox.wait()
        if said is None or said.outcome().kind != "ready":
            return said
        worker.inbox.link.settimeout(max(ends - time.monotonic(), 0.001))
        return worker.inbox.wait()
    except TimeoutError:
        raise QueryError(f"the query took longer than {task.seconds:g} seconds; ask for less") from None
    except ConnectionError:
        return None
