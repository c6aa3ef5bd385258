"""What `kg serve` stands: eight clients beside one that asks too much, and how many simple queries it answers a second.

    python bench/serve_load.py [--quads 100000] [--seconds 30] [--rounds 3] [--only load|rate] [--cpus 0,1]

Load: eight clients send 100 simple queries a second together while one sends a cartesian product again and again.
Printed: how many failed, how long the answers took, when the bad client got its error, the most address space that any
query process had. Rate: eight connections ask as fast as they are answered, in turns `kg serve` and, where they are
installed on the PATH, `oxigraph serve-read-only` over the very same store and `rdflib-endpoint` over its quads.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from load_clients import Client, Done, again_and_again, as_fast_as_answered, at_a_pace, request, together
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from kg.graph.archive import Archive
from kg.graph.folder import ARCHIVE, locked, prepare
from kg.graph.store import open_store, write_store

NS = "https://w3id.org/incumbent/ns#"
DATA = "https://w3id.org/incumbent/id/"
LABEL = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
HOLDER, POST, STATE, BEGIN = (NamedNode(NS + name) for name in ("holder", "post", "onBehalfOf", "begin"))
QUADS_A_TENURE = 9
CLIENTS, RATE = 8, 100
DEADLINE, MEMORY = 10.0, 2048
PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f && ?f != ?i) }"


@dataclass(frozen=True)
class Target:
    """A server to ask: what starts it, its path, and whether it is ours."""

    name: str
    command: tuple[str, ...]
    path: str


def quads(number: int) -> Iterator[Quad]:
    """A graph of tenures: people with labels, posts, states and dates, each also in the graph of a document."""
    for i in range(number // QUADS_A_TENURE):
        person, tenure = NamedNode(f"{DATA}person/p{i}"), NamedNode(f"{DATA}tenure/t{i}")
        document = NamedNode(f"{DATA}graph/d{i // 20}")
        said = (
            (tenure, HOLDER, person),
            (tenure, POST, NamedNode(f"{DATA}post/o{i % 997}")),
            (tenure, STATE, NamedNode(f"{DATA}state/s{i % 193}")),
        )
        yield Quad(tenure, TYPE, NamedNode(NS + "Tenure"))
        yield Quad(person, LABEL, Literal(f"Person Number {i}", language="en"))
        yield Quad(tenure, BEGIN, Literal(f"{1990 + i % 30}-01-01"))
        for triple in said:
            yield Quad(*triple)
            yield Quad(*triple, document)


def simple_queries(number: int) -> list[str]:
    """Four kinds of simple query, each about another node every time."""
    last = max(number // QUADS_A_TENURE - 1, 1)
    texts = []
    for i in range(400):
        k = i * 7919 % last
        texts += [
            f"ASK {{ <{DATA}person/p{k}> ?p ?o }}",
            f"SELECT ?p ?o {{ <{DATA}tenure/t{k}> ?p ?o }}",
            f"SELECT ?label ?post {{ ?t <{HOLDER.value}> <{DATA}person/p{k}> ; <{POST.value}> ?post . "
            f"<{DATA}person/p{k}> <{LABEL.value}> ?label }}",
            f"SELECT ?t ?label {{ ?t <{POST.value}> <{DATA}post/o{k % 997}> ; <{HOLDER.value}> ?p . "
            f"?p <{LABEL.value}> ?label }} LIMIT 10",
        ]
    return texts


def build(folder: Path, number: int) -> int:
    """A graph folder of about so many quads; how many there are."""
    prepare(folder)
    with locked(folder), Archive(folder / ARCHIVE) as archive:
        write_store(folder, quads(number), archive)
    with open_store(folder) as snapshot:
        snapshot.store.dump(str(folder.parent / "all.nq"), RdfFormat.N_QUADS)
        return len(snapshot.store)


@contextmanager
def running(target: Target, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A server, from when it answers until the block ends."""
    process = subprocess.Popen(
        [part.replace("PORT", str(port)) for part in target.command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(600):
            try:
                Client(port).ask(request(port, target.path, "ASK {}"))
                break
            except OSError:
                time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def load(target: Target, texts: Sequence[str], seconds: float) -> None:
    """The first measurement."""
    port = free_port()
    asked = [request(port, target.path, text) for text in texts]
    every = CLIENTS / RATE
    with running(target, port) as process:
        jobs: list[tuple[object, ...]] = [
            (at_a_pace, port, asked[n::CLIENTS], every, seconds, n * every / CLIENTS) for n in range(CLIENTS)
        ]
        jobs.append((again_and_again, port, request(port, target.path, PRODUCT), seconds))
        jobs.append((most_memory, process.pid, seconds + 2))
        *good, bad, memory = together(jobs)
    done: list[Done] = [one for client in good for one in client]  # type: ignore[attr-defined]
    times = sorted(one.seconds for one in done)
    failed = sum(one.status != 200 for one in done)
    print(f"{len(done)} simple queries beside a cartesian product: {failed} failed")
    print(
        f"  half within {1000 * times[len(times) // 2]:.1f} ms, 95% within {1000 * times[len(times) * 95 // 100]:.1f}"
    )
    print(f"  ms, 99% within {1000 * times[len(times) * 99 // 100]:.1f} ms, all within {1000 * times[-1]:.1f} ms")
    errors = ", ".join(f"{one.status} after {one.seconds:.2f} s" for one in bad)  # type: ignore[attr-defined]
    print(f"  the bad client (limit {DEADLINE:g} s): {errors}")
    print(f"  most address space of a query process: {memory} MB (limit {MEMORY} MB)")


def most_memory(pid: int, seconds: float) -> int:
    """The most address space, in MB, that any child of a process had within the next seconds (Linux)."""
    most = 0
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        for child in children(pid):
            try:
                lines = Path(f"/proc/{child}/status").read_text().splitlines()
            except OSError:
                continue
            most = max([most, *(int(line.split()[1]) for line in lines if line.startswith("VmPeak"))])
        time.sleep(0.1)
    return most >> 10


def rate(target: Target, texts: Sequence[str], seconds: float) -> float:
    """The second measurement; how many were answered a second."""
    port = free_port()
    asked = [request(port, target.path, text) for text in texts]
    with running(target, port) as process:
        as_fast_as_answered(port, asked, CLIENTS, 1.0)
        before = cpu_seconds(process.pid)
        began = time.perf_counter()
        halves = together((as_fast_as_answered, port, asked[n::2], CLIENTS // 2, seconds) for n in range(2))
        took = cpu_seconds(process.pid) - before
        elapsed = time.perf_counter() - began
    count = sum(half[0] for half in halves)  # type: ignore[index]
    failed = sum(half[1] for half in halves)  # type: ignore[index]
    print(
        f"{target.name:18} {count / seconds:8.0f} requests/s   {failed} failed   "
        f"{1e6 * took / max(count, 1):6.0f} µs of CPU a request   ({elapsed:.0f} s)"
    )
    return float(count / seconds)


def children(pid: int) -> list[str]:
    """The children of a process, whichever of its threads started them (Linux)."""
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [child for known in lists for child in known.read_text().split()]


def cpu_seconds(pid: int) -> float:
    """The CPU time of a process and its children so far (Linux)."""
    family = [str(pid), *children(pid)]
    ticks = 0
    for member in family:
        with suppress(FileNotFoundError):  # it may have been replaced just now
            fields = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def targets(folder: Path) -> Iterator[Target]:
    """The servers that there are here, ours first."""
    ours = (sys.executable, "-m", "kg", "serve", str(folder), "--port", "PORT")
    yield Target("kg serve", (*ours, "--deadline", str(DEADLINE), "--memory", str(MEMORY)), "/sparql")
    with open_store(folder) as snapshot:
        store = snapshot.folder / str(snapshot.marker.store)
    if oxigraph := shutil.which("oxigraph"):
        command = (oxigraph, "serve-read-only", "--location", str(store), "--bind", "127.0.0.1:PORT")
        yield Target("oxigraph serve", command, "/query")
    if endpoint := shutil.which("rdflib-endpoint"):
        serves = (endpoint, "serve", "--host", "127.0.0.1", "--port", "PORT", str(folder.parent / "all.nq"))
        yield Target("rdflib-endpoint", serves, "/")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--quads", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--rounds", type=int, default=3, help="how often the servers take turns at the rate")
    parser.add_argument("--only", choices=("load", "rate"))
    parser.add_argument("--cpus", help="the processors to use, such as 0,1 (Linux)")
    args = parser.parse_args()
    if args.cpus:
        os.sched_setaffinity(0, {int(cpu) for cpu in args.cpus.split(",")})
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "graph"
        print(f"{build(folder, args.quads)} quads")
        texts = simple_queries(args.quads)
        ours, *others = targets(folder)
        if args.only != "rate":
            load(ours, texts, args.seconds)
        if args.only != "load":
            rounds = [
                [rate(one, texts, min(args.seconds, 10.0)) for one in (ours, *others)] for _ in range(args.rounds)
            ]
            for target, answered in zip((ours, *others), zip(*rounds, strict=True), strict=True):
                print(f"{target.name:18} {statistics.median(answered):8.0f} requests/s in the median of the rounds")


if __name__ == "__main__":
    main()
