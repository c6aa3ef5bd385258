"""How long pages and searches take on a graph of about a million quads.

    python bench/pages.py [FOLDER] [--documents 115] [--rounds 20]

Builds, where FOLDER holds no graph yet, a graph from synthetic extractions: invented people in office at real states,
who meet, sanction and talk, 48 facts and 84 mentions a document; a few states take part in most of what happens, as in
news. Then pages of the best connected nodes are gathered and rendered, each alone in this process that has loaded what
a server loads when it starts, and typical searches are made. Printed are the median and the slowest of the rounds in
milliseconds, on the clock.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from kg.browse.page import Shown, network_page
from kg.browse.pages import rendering
from kg.browse.pages.addresses import Served
from kg.graph.archive import Archive
from kg.graph.folder import ARCHIVE, MARKER, locked, prepare
from kg.graph.fulltext import open_index
from kg.graph.publishing import publish
from kg.graph.store import Snapshot, open_store
from kg.iris import mint
from kg.model import Entity, Event, Evidence, Extraction, Fact, Header, Mention, Statement, Stretch, Tenure, TimeValue
from kg.query.pages.book import Book
from kg.query.pages.node_pages import gathered
from kg.query.pages.overview import overview
from kg.query.pages.vicinity import network_of, vicinity
from kg.query.search import search
from kg.resolve.resolve import resolve
from kg.serve.server import warm

STATES = (
    "United States", "China", "Russia", "France", "Germany", "Japan", "Sweden", "Norway", "Hungary", "Serbia", "Kenya",
    "Brazil", "India", "Turkey", "Iran", "Greece", "Peru", "Chile", "Ghana", "Poland", "Ukraine", "Spain", "Italy",
    "Egypt", "Israel", "Canada", "Mexico", "Cuba", "Finland", "Denmark", "Austria", "Romania", "Bulgaria", "Croatia",
    "Albania", "Kosovo", "Latvia", "Estonia", "Lithuania", "Iceland", "Ireland", "Portugal", "Belgium", "Slovakia",
    "Nigeria", "Senegal", "Morocco", "Algeria", "Tunisia", "Libya", "Sudan", "Chad", "Niger", "Mali", "Togo", "Gabon",
)  # fmt: skip
TITLES = (
    ("president", "head_of_state"),
    ("prime minister", "head_of_government"),
    ("foreign minister", "minister"),
    ("defence minister", "minister"),
    ("ambassador", "ambassador"),
    ("government spokesman", "spokesperson"),
)
DEEDS = (
    ("meets", "CONSULT"),
    ("sanctions", "SANCTION"),
    ("helps", "AID"),
    ("warns", "THREATEN"),
    ("praises", "SUPPORT"),
)
SYLLABLES = ("ka", "re", "mo", "li", "su", "ta", "ne", "vo", "ri", "da", "ho", "ze")
FIRST_DAY = date(2019, 1, 1)
_ROWS = 300
_ANSWER = "SELECT iri FROM entry WHERE kind IN ('person', 'state', 'event') ORDER BY id LIMIT ?"


class Writer:
    """Writes one document sentence by sentence and notes what each says."""

    def __init__(self, number: int) -> None:
        self.random = random.Random(number)
        self.day = FIRST_DAY + timedelta(days=number % 1800)
        self.text = f"Report {number} of {self.day}\n"
        self.number = number
        self.entities: dict[str, Entity] = {}
        self.mentions: list[Mention] = []
        self.facts: list[Fact] = []

    def name(self, post: str = "") -> str:
        """A person of two invented names; five for each post, or one of many of whom some come back."""
        number = self.random.randrange(5) if post else int(self.random.paretovariate(0.6)) % 4000
        draw = random.Random(f"{post} {number}")
        return " ".join("".join(draw.choice(SYLLABLES) for _ in range(3)).capitalize() for _ in range(2))

    def state(self) -> str:
        """A state; the first of the list come most often."""
        return STATES[(int(self.random.paretovariate(0.6)) - 1) % len(STATES)]

    def say(self, *parts: tuple[str, str] | str) -> tuple[Evidence, list[str]]:
        """A sentence of words and names, each name with its kind; its evidence, and the ids of those named."""
        start, ids = len(self.text), []
        for part in parts:
            words, kind = (part, "") if isinstance(part, str) else part
            if kind in ("Person", "State"):
                ids.append(self._mention(words, kind))
            self.text += words
        end = len(self.text)
        self.text += " "
        return Evidence(start=start, end=end, rule="bench"), ids

    def _mention(self, words: str, kind: str) -> str:
        key = f"{kind[0]}-{words}"
        collection = kind.lower()
        self.entities[key] = Entity(id=key, type=kind, name=words, iri=mint(collection, words))  # type: ignore[arg-type]
        start = len(self.text)
        number = f"m{len(self.mentions)}"
        self.mentions.append(
            Mention(id=number, start=start, end=start + len(words), entity=key, kind=kind, form="name")  # type: ignore[arg-type]
        )
        return key

    def key(self) -> str:
        """The id of the next fact."""
        return f"f{len(self.facts)}"

    def office(self) -> None:
        """Somebody holds an office, sometimes since a day."""
        title, role = self.random.choice(TITLES)
        place = self.state()
        holder = self.name(f"{title} {place}")
        told, (person, state) = self.say((holder, "Person"), f" is {title} of ", (place, "State"), ".")
        since = (self.day - timedelta(days=self.random.randrange(2000))).isoformat()
        when = TimeValue(edtf=f"{since}/..", earliest=since, latest=None) if self.random.random() < 0.3 else None
        self.facts.append(
            Tenure(id=self.key(), evidence=(told,), person=person, post=title, role=role, state=state,  # type: ignore[arg-type]
                   time=when, confidence=0.9, factuality="actual")
        )  # fmt: skip

    def happening(self) -> None:
        """One state does something to another through somebody, on a day."""
        verb, kind = self.random.choice(DEEDS)
        told, (who, one, other) = self.say(
            (self.name(), "Person"), " of ", (self.state(), "State"), f" {verb} ", (self.state(), "State"), "."
        )
        day = (self.day - timedelta(days=self.random.randrange(20))).isoformat()
        self.facts.append(
            Event(id=self.key(), evidence=(told,), event_type=kind, predicate=verb, actors=(one,), participants=(who,),
                  recipients=(other,) if other != one else (), trigger=Stretch(start=told.start, end=told.end),
                  time=TimeValue(edtf=day, earliest=day, latest=day), confidence=0.8, factuality="actual")
        )  # fmt: skip

    def saying(self) -> None:
        """Somebody says something."""
        start = len(self.text)
        told, (who,) = self.say((self.name(), "Person"), f" said that matter {self.random.randrange(10**6)} was open.")
        self.facts.append(
            Statement(id=self.key(), evidence=(told,), speaker=who, source=None, cue=None, quoted=False,
                      content=(Stretch(start=start, end=told.end),), confidence=0.9, factuality="actual")
        )  # fmt: skip

    def extraction(self) -> Extraction:
        """The document and all that it says."""
        for _ in range(12):
            self.office()
            self.happening()
            self.happening()
            self.saying()
        header = Header(
            id=hashlib.sha256(self.text.encode()).hexdigest()[:16], source=f"bench/{self.number}.txt",
            published=self.day.isoformat(), published_basis="given", title=self.text.partition("\n")[0],
            publisher=f"Paper {self.number % 7}",
        )  # fmt: skip
        return Extraction(document=header, text=self.text, mentions=tuple(self.mentions),
                          entities=tuple(self.entities.values()), facts=tuple(self.facts))  # fmt: skip


def build(folder: Path, documents: int) -> None:
    """Write the synthetic graph."""
    real = prepare(folder)
    with locked(real), Archive(real / ARCHIVE) as archive:
        for number in range(documents):
            archive.put(Writer(number).extraction())
        publish(real, archive, resolve(archive))


def main() -> None:
    """Build, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--documents", type=int, default=115)
    parser.add_argument("--rounds", type=int, default=20)
    args = parser.parse_args()
    folder = args.folder or Path(tempfile.mkdtemp()) / "graph"
    if not (folder / MARKER).exists():
        start = time.perf_counter()
        build(folder, args.documents)
        print(f"built in {time.perf_counter() - start:.0f} s")
    warm()
    with open_store(folder) as snapshot:
        print(f"{len(snapshot.store)} quads")
        measure(snapshot, args.rounds)


def measure(snapshot: Snapshot, rounds: int) -> None:
    """Gather and render pages, and search; print how long each took."""
    to = Served(snapshot.marker.base)
    with (
        open_index(snapshot.folder, snapshot.marker.store or "") as index,
        Archive(snapshot.folder / ARCHIVE, read_only=True) as archive,
    ):
        book = Book(snapshot.store, index)

        def page(iri: str) -> Callable[[], object]:
            return lambda: rendering.page_of(gathered(book, archive, to.base, iri), to)  # type: ignore[arg-type]

        for kind in ("person", "state", "event", "post", "document"):
            rows = index.execute("SELECT iri, label FROM entry WHERE kind = ? ORDER BY id LIMIT 1", (kind,)).fetchall()
            for iri, label in rows:
                report(f"page of the {kind} {label}", page(iri), rounds)
        for depth in (1, 2):
            for kind in ("person", "state", "event"):
                iri, label = index.execute(
                    "SELECT iri, label FROM entry WHERE kind = ? ORDER BY id LIMIT 1", (kind,)
                ).fetchone()
                work = partial(surroundings, book, iri, to, depth)
                report(f"network {depth} around the {kind} {label}", work, rounds)
        nodes = tuple(row[0] for row in index.execute(_ANSWER, (_ROWS,)))
        report(f"network of an answer with {_ROWS} nodes", partial(of_answer, book, nodes, to), rounds)
        report("first page", lambda: rendering.home_page(overview(book), "bench", to), rounds)
        for words in ("united states", "prime min", "Untied Sttaes", "matter was open", "xqzt"):
            report(f"search {words!r}", lambda words=words: search(index, words), rounds)  # type: ignore[misc]


def surroundings(book: Book, iri: str, to: Served, depth: int) -> str:
    """The page of the network some steps around a node, as it is first served."""
    view = network_of(book, vicinity(book, (iri,), depth, 150))
    return network_page(book.graph, "bench", view, Shown((iri,), depth, depth), to)


def of_answer(book: Book, nodes: tuple[str, ...], to: Served) -> str:
    """The page of the network of an answer that has such nodes."""
    view = network_of(book, nodes)
    return network_page(book.graph, "bench", view, Shown(fields=(("query", "SELECT"),)), to)


def report(name: str, work: Callable[[], object], rounds: int) -> None:
    """Do the work so many times and print how long it took."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    print(f"{statistics.median(taken):8.1f} ms, at most {max(taken):8.1f} ms: {name}")


if __name__ == "__main__":
    main()
