"""Graphs to make pages of: the shipped sample as it was built, and one in which every field of a document attacks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import lxml.html
import msgspec
from graph_fixtures import Maker
from hostile import PAYLOADS, SCRIPT_IRI
from pyoxigraph import Quad, RdfFormat, parse

from kg.errors import ReadError
from kg.graph.archive import Archive
from kg.graph.folder import ARCHIVE, locked, prepare
from kg.graph.fulltext import open_index
from kg.graph.publishing import publish
from kg.graph.store import open_store, write_store
from kg.iris import DATA
from kg.model import Event, Extraction, Membership, OrganOf, Statement, Tenure, TimeValue
from kg.query.pages.book import Book
from kg.read import read_documents
from kg.resolve.resolution import Node, Resolution
from kg.sample import sample_paths

ROOT = Path(__file__).parents[1]
LONG = "N" * 10_000
ATTACKS = (*PAYLOADS, LONG)


def sample_graph(folder: Path) -> Path:
    """A graph folder with the built sample that is in the project and the archived texts of its articles."""
    real = prepare(folder)
    with locked(real), Archive(real / ARCHIVE) as archive:
        for document in read_documents(sample_paths(), published=None):
            assert not isinstance(document, ReadError)
            archive.put(Extraction(document=document.header, text=document.text, mentions=(), entities=(), facts=()))
        triples = parse((ROOT / "graphs" / "sample.ttl").read_bytes(), format=RdfFormat.TURTLE)
        write_store(real, (Quad(line.subject, line.predicate, line.object) for line in triples), archive)
    return folder


def hostile_report(number: int, words: str) -> Extraction:
    """A report in which these words stand wherever a document can have words of its own."""
    text = f"{words} title {number}\n{words} met {words} state in May. {words} said {words} was over. {words} leads it."
    make = Maker(text, f"{number}{words[:200]}", "2021-05-06")
    title, paper = f"{words} title", f"{words} paper"
    make.header = msgspec.structs.replace(make.header, title=title, publisher=paper, url=SCRIPT_IRI)
    who = make.entity("p", "Person", f"{words} person", f"person/attack-{number}")
    state = make.entity("s", "State", f"{words} state", f"state/attack-{number}")
    body = make.entity("b", "Institution", f"{words} body", f"inst/attack-{number}")
    make.mention(f"{words} state", state)
    make.mention(words, who)
    met, said, leads = text.partition("\n")[2].split(". ")[0], f"{words} was over", f"{words} leads it."
    sure = {"confidence": 0.9, "factuality": "actual"}
    time = TimeValue(edtf=words[:50], earliest=None, latest="2021-05-01")
    make.facts += [
        Tenure(id="t", evidence=make.evidence(leads), person=who, post=f"{words} post", role="head", organization=body,
               state=state, **sure),
        Membership(id="m", evidence=make.evidence(leads), member=who, organization=body, **sure),
        OrganOf(id="o", evidence=make.evidence(leads), institution=body, state=state, **sure),
        Event(id="e", evidence=make.evidence(met, words[:60]), event_type="CONSULT", predicate=words, actors=(state,),
              participants=(who,), theme=body, time=time, trigger=make.stretch("met"), **sure),
        Statement(id="c", evidence=make.evidence(said), speaker=who, source=None, cue=None, quoted=True,
                  content=(make.stretch(said),), claims=("e",), **sure),
    ]  # fmt: skip
    return make.extraction()


def hostile_graph(folder: Path) -> Path:
    """A graph folder of a hostile report for each attack."""
    real = prepare(folder)
    reports = [hostile_report(number, words) for number, words in enumerate(ATTACKS)]
    nodes: Mapping[str, Node] = {
        entity.iri: Node(iri=entity.iri, kind=entity.type, label=entity.name, names=(f"{entity.name} alias",))
        for report in reports
        for entity in report.entities
    }
    resolution = Resolution(
        nodes=nodes,
        entities={report.document.id: {entity.id: entity.iri for entity in report.entities} for report in reports},
        events={report.document.id: {"e": f"{DATA}event/attack-{n}"} for n, report in enumerate(reports)},
        event_labels={f"{DATA}event/attack-{n}": f"{words} event" for n, words in enumerate(ATTACKS)},
    )
    with locked(real), Archive(real / ARCHIVE) as archive:
        for report in reports:
            archive.put(report)
        publish(real, archive, resolution)
    return folder


@contextmanager
def book_of(folder: Path) -> Iterator[tuple[Book, Archive]]:
    """A graph folder opened as pages read it."""
    with (
        open_store(folder) as snapshot,
        open_index(snapshot.folder, snapshot.marker.store or "") as index,
        Archive(snapshot.folder / ARCHIVE, read_only=True) as archive,
    ):
        yield Book(snapshot.store, index), archive


def require_harmless(html: str) -> lxml.html.HtmlElement:
    """A page as a tree. Nothing in it runs, is loaded from elsewhere, or leads anywhere but to pages."""
    tree = lxml.html.fromstring(html)
    assert not tree.xpath(
        "//script[not(@src)][not(@type='application/json')] | //style | //iframe | //object | //img | //@style | //base"
    )
    own = r"(?:\.\./)*/?assets/[a-z-]+\.js|/static/vendor/[a-z]+\.js"  # the second where the assets were built
    assert all(re.fullmatch(own, source) for source in tree.xpath("//script/@src"))
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]
    for link in tree.xpath("//@href | //@action | //@formaction"):
        assert urlsplit(link).scheme in ("", "http", "https") or link == "data:,"
        assert not link.startswith("//")
    assert not set("\x00\x1b\u202e\u2066\u200f") & set(html)
    return tree
