"""Events as PLOVER records: JSON Lines, one event a line, with the field names of its codebook (0.7).

The codebook lets a data set add fields and asks for its standard names where they say the same. Added are `factuality`,
without which a denial would read as a deed, `edtf` and `date_basis`, and `reports`, every document that tells of the
event; `text`, `text_info` and `cite_info` are those of the first. The types STATEMENT, OPEN, CLOSE, APPOINT and ELECT,
which PLOVER does not have, keep their names and have no quad code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import IO

import msgspec
from pyoxigraph import Store

from kg import __version__
from kg.export.agents import Agent, agents, plover_codes
from kg.query.evidence import Key, Quote, evidence, merged
from kg.query.sheets import Row, sheet

_CODEBOOK = "plover-incumbent-0.7"
_CODER = f"incumbent {__version__}"
_LANGUAGE = "en"
_TYPE = "https://w3id.org/incumbent/ns#eventType"


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """A location object. `cc3` is the ISO 3166-1 alpha-3 code of the state."""

    name: str
    cc3: str = ""


class Span(msgspec.Struct, frozen=True):
    """Where the text stands in its document: code points, half-open."""

    start: int
    end: int


class Citation(msgspec.Struct, frozen=True, omit_defaults=True):
    """A citation object. `published` is EDTF."""

    language: str
    coder: str
    codebook: str
    title: str = ""
    citation: str = ""
    url: str = ""
    publication: str = ""
    published: str = ""


class Report(msgspec.Struct, frozen=True):
    """What one document says of the event."""

    text: str
    text_info: Span
    cite_info: Citation


class Record(msgspec.Struct, frozen=True, omit_defaults=True):
    """A PLOVER event. `date` is None where no text gives or bounds it."""

    id: str
    date: str | None
    event: tuple[str, ...]
    source: tuple[Agent, ...]
    recipient: tuple[Agent, ...]
    factuality: str
    date_basis: str
    coder: str
    enddate: str = ""
    edtf: str = ""
    mode: str = ""
    quad_code: int = 0
    event_text: tuple[str, ...] = ()
    event_loc: Place | None = None
    participants: tuple[Agent, ...] = ()
    text: str = ""
    text_info: Span | None = None
    cite_info: Citation | None = None
    reports: tuple[Report, ...] = ()


def records(store: Store) -> Iterator[Record]:
    """Every event of the graph, by IRI."""
    events = sheet(store, "events").rows
    known = agents(store)
    told: dict[str, dict[Key, tuple[Quote, ...]]] = {}
    for triple, quotes in evidence(store, (row["event"][0] for row in events)).items():
        told.setdefault(triple[0], {})[triple] = quotes
    for row in events:
        yield _record(row, known, _reports(told.get(row["event"][0], {})))


def _record(row: Row, known: Mapping[str, Agent], reports: tuple[Report, ...]) -> Record:
    kind = _first(row, "type")
    first, last, basis = _dates(row)
    lead = reports[0] if reports else None
    return Record(
        id=row["event"][0],
        date=first,
        enddate=last,
        edtf=_first(row, "edtf"),
        date_basis=basis,
        coder=_CODER,
        event=(kind,),
        mode=_first(row, "mode").removeprefix(f"{kind}-"),
        quad_code=plover_codes().quads.get(kind, 0),
        source=_agents(row, ("actor", "party"), known),
        recipient=_agents(row, ("recipient",), known),
        participants=_agents(row, ("through",), known),
        factuality=_first(row, "factuality"),
        event_text=row.get("label", ()),
        event_loc=_place(row, known),
        text=lead.text if lead else "",
        text_info=lead.text_info if lead else None,
        cite_info=lead.cite_info if lead else None,
        reports=reports,
    )


def _first(row: Row, column: str) -> str:
    return "".join(row.get(column, ())[:1])


def _agents(row: Row, columns: Iterable[str], known: Mapping[str, Agent]) -> tuple[Agent, ...]:
    return tuple(known[iri] for column in columns for iri in row.get(column, ()) if iri in known)


def _place(row: Row, known: Mapping[str, Agent]) -> Place | None:
    state = known.get(_first(row, "territory"))
    name = _first(row, "place_name") or _first(row, "territory_name")
    return Place(name, state.code if state else "") if name else None


def _dates(row: Row) -> tuple[str | None, str, str]:
    """The first day, the last where it is another, and whether the text or only its publication says so."""
    first, last = min(row.get("earliest_begin", ()), default=""), max(row.get("latest_end", ()), default="")
    if first or last:
        return first or last, last if first and last != first else "", "text"
    reported = min(row.get("latest_begin", ()), default="")
    return (reported or None), "", "publication" if reported else "none"


def _reports(told: Mapping[Key, tuple[Quote, ...]]) -> tuple[Report, ...]:
    """What tells of an event, by document and place: the sentences that give its type, or else all that name it."""
    typed = merged(*(quotes for key, quotes in told.items() if key[1] == _TYPE))
    return tuple(_report(quote) for quote in typed or merged(*told.values()))


def _report(quote: Quote) -> Report:
    source = quote.source
    citation = Citation(
        language=_LANGUAGE,
        coder=_CODER,
        codebook=_CODEBOOK,
        title=source.title,
        citation=source.identifier,
        url=source.url,
        publication=source.publisher,
        published=source.published,
    )
    return Report(quote.sentence, Span(quote.start, quote.start + len(quote.sentence)), citation)


def write_plover(store: Store, out: IO[bytes]) -> None:
    """All events as JSON Lines."""
    for record in records(store):
        out.write(msgspec.json.encode(record) + b"\n")
