"""Whether pages that take long hold up what is quick: a server under clients that all want networks.

    python bench/pages_load.py FOLDER [--clients 8] [--seconds 15]

Serves the graph that bench/pages.py has built. Some clients ask for networks around nodes, one after the other, one
client for all of the network and the analyses again and again, one for pages of people, one for simple queries, twenty
a second. Printed are, for each kind of request, how many were answered and how, the median, and the time within which
95 of 100 were.
"""

from __future__ import annotations

import argparse
import http.client
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from kg.graph.folder import read_marker
from kg.graph.fulltext import open_index

_PATIENCE = 120.0
_MANY = 200
_SIMPLE = f"/sparql?query={quote('SELECT ?p ?o { <urn:nobody> ?p ?o }')}"


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """`kg serve` over the graph, from when it answers until the block ends; its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as server:
        try:
            assert server.stdout
            server.stdout.readline()
            yield port
        finally:
            server.terminate()


class Kind:
    """Requests of one kind: what is asked for in turn, and how long each answer took."""

    def __init__(self, name: str, paths: Sequence[str], pause: float = 0.0) -> None:
        self.name, self.paths, self.pause = name, paths, pause
        self.taken: list[float] = []
        self.statuses: Counter[int] = Counter()

    def ask(self, port: int, ends: float, number: int) -> None:
        """One client: asks until the time is over."""
        while time.perf_counter() < ends:
            path = self.paths[number % len(self.paths)]
            number += 1
            start = time.perf_counter()
            link = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
            try:
                link.request("GET", path, headers={"accept": "text/html, application/sparql-results+json"})
                answer = link.getresponse()
                answer.read()
                self.statuses[answer.status] += 1
            finally:
                link.close()
            self.taken.append((time.perf_counter() - start) * 1000)
            time.sleep(self.pause)

    def report(self) -> None:
        """Print how it went."""
        taken = sorted(self.taken)
        if taken:
            slow = taken[min(int(len(taken) * 0.95), len(taken) - 1)]
            times = f"median {statistics.median(taken):6.0f} ms, 95% {slow:6.0f} ms, at most {taken[-1]:6.0f} ms"
            print(f"{self.name:18} {dict(self.statuses)} {times}")


def kinds(folder: Path) -> tuple[Kind, Kind, Kind, Kind]:
    """The four kinds of request, about the nodes that are named most."""
    marker = read_marker(folder)
    with open_index(folder, marker.store or "") as index:
        persons, states = (
            [row[0] for row in index.execute("SELECT iri FROM entry WHERE kind = ? ORDER BY id LIMIT ?", (kind, _MANY))]
            for kind in ("person", "state")
        )
    around = [f"/network?about={quote(iri, safe='')}" for pair in zip(persons, states, strict=False) for iri in pair]
    pages = [f"/id/{iri.removeprefix(marker.base)}" for iri in persons]
    return (
        Kind("networks", around),
        Kind("all, analyses", ("/network", "/analysis")),
        Kind("pages", pages),
        Kind("simple queries", (_SIMPLE,), 0.05),
    )


def main() -> None:
    """Serve, ask and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=15)
    args = parser.parse_args()
    asked = kinds(args.folder)
    with serving(args.folder) as port:
        ends = time.perf_counter() + args.seconds
        clients = [
            threading.Thread(target=kind.ask, args=(port, ends, 7 * number))
            for kind in asked
            for number in range(args.clients if kind is asked[0] else 1)
        ]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
    for kind in asked:
        kind.report()


if __name__ == "__main__":
    main()
