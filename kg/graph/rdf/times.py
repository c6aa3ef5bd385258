"""Time references: what a text says of when, what follows from its date, and dates of documents."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from kg.graph import labels, names
from kg.graph.rdf.reading import Reading, Said, english, plain
from kg.graph.vocabulary import EDTF, KG, RDF, SEM, SKOS, XSD
from kg.model import Factuality, Header, Status, TimeValue

_BASIS = {"given": KG.Background, "metadata": KG.Stated, "text": KG.Inferred, "unknown": KG.Inferred}
_EDTF_DAY = re.compile(r"^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$")
Bounds: TypeAlias = tuple[tuple[NamedNode, str | None], ...]
EARLIEST_BEGIN = SEM.hasEarliestBeginTimeStamp
LATEST_BEGIN = SEM.hasLatestBeginTimeStamp
EARLIEST_END = SEM.hasEarliestEndTimeStamp
LATEST_END = SEM.hasLatestEndTimeStamp


def day(text: str | None) -> str | None:
    """An ISO date in its canonical form; None for anything else."""
    try:
        return datetime.date.fromisoformat(text).isoformat() if text and len(text) == 10 else None
    except ValueError:
        return None


def _edge(part: str, *, last: bool) -> str | None:
    match = _EDTF_DAY.match(part)
    if match is None:
        return None
    year, month, of_month = match.groups()
    month = month or ("12" if last else "01")
    if not 1 <= int(month) <= 12 or int(year) < 1:
        return None
    end = calendar.monthrange(int(year), int(month))[1]
    return day(f"{year}-{month}-{of_month or (f'{end:02d}' if last else '01')}")


def published(header: Header) -> tuple[str | None, str | None]:
    """The first and the last day on which the document may have been published."""
    first, _, last = (header.published or "").partition("/")
    return _edge(first, last=False), _edge(last or first, last=True)


def _lines(iri: str, bounds: Bounds, **details: Literal | str | None) -> Iterator[Said]:
    yield Said(iri, RDF.type, KG.TimeRef)
    for predicate, value in bounds:
        if value:
            yield Said(iri, predicate, Literal(value, datatype=XSD.date))
    for name, detail in details.items():
        if detail is not None:
            yield Said(iri, SKOS.note if name == "note" else KG[name], detail)


def _ordered(first: str | None, last: str | None) -> tuple[str | None, str | None]:
    """Two bounds, or neither where they are the wrong way round."""
    return (None, None) if first and last and first > last else (first, last)


def said_time(reading: Reading, value: TimeValue) -> tuple[str, tuple[Said, ...]]:
    """The time that a fact gives. Documents share the node where words, value and both bounds agree."""
    earliest, latest = _ordered(day(value.earliest), day(value.latest))
    begun, lasted = day(value.latest_begin), day(value.earliest_end)
    begun = None if begun and earliest and begun < earliest else begun
    lasted = None if lasted and latest and lasted > latest else lasted
    mention = reading.mentions.get(value.mention or "")
    text = labels.one_line(reading.words(mention)) if mention else None
    if text is None and not (earliest or latest or begun or lasted):
        text = value.edtf or "not said"
    owner = None if earliest and latest and value.edtf else reading.id
    basis = KG.Stated if mention else KG.Inferred
    inner = (begun, lasted) if begun or lasted else ()
    iri = names.time_iri(owner, value.edtf, earliest, latest, text, basis.value, *inner, base=reading.base)
    lines = _lines(
        iri,
        ((EARLIEST_BEGIN, earliest), (LATEST_BEGIN, begun), (EARLIEST_END, lasted), (LATEST_END, latest)),
        edtf=Literal(value.edtf, datatype=EDTF.EDTF) if value.edtf else None,
        timeText=plain(text) if text else None,
    )
    return iri, (*lines, Said(iri, KG.basis, basis))


def _inferred(reading: Reading, name: str, bounds: Bounds, note: str) -> tuple[str, tuple[Said, ...]]:
    iri = names.time_iri(name, reading.id, base=reading.base)
    known = any(value for _, value in bounds)
    lines = _lines(
        iri,
        bounds,
        note=english(note) if known else None,
        timeText=None if known else plain("not said"),
        relativeTo=names.published_iri(reading.id, reading.base),
    )
    return iri, (*lines, Said(iri, KG.basis, KG.Inferred))


def attested(reading: Reading, status: Status) -> tuple[str, tuple[Said, ...]]:
    """When a post was held of which the document does not say when: then, before or after it was published."""
    first, last = published(reading.header)
    if status == "former":
        return _inferred(reading, "former", ((LATEST_END, last),), "Over when the text was published.")
    if status == "designate":
        return _inferred(reading, "designate", ((EARLIEST_BEGIN, first),), "Not begun when the text was published.")
    bounds = ((LATEST_BEGIN, last), (EARLIEST_END, first))
    return _inferred(reading, "attested", bounds, "Held when the text was published: began no later, ended no earlier.")


def undated(reading: Reading, factuality: Factuality) -> tuple[str, tuple[Said, ...]]:
    """When an event was of which the document does not say when."""
    if factuality in ("intended", "hypothetical"):
        return _inferred(reading, "open", (), "")
    return _inferred(
        reading, "reported", ((LATEST_BEGIN, published(reading.header)[1]),), "Reported when the text was published."
    )


def publication(reading: Reading) -> tuple[str, tuple[Said, ...]]:
    """When the document was published."""
    header = reading.header
    first, last = published(header)
    if first and last and first > last:
        first = last = None
    iri = names.published_iri(header.id, reading.base)
    value = header.published
    if value and header.published_basis == "text" and "/" in value:
        value = f"[{value.replace('/', '..')}]"
    lines = _lines(
        iri,
        ((EARLIEST_BEGIN, first), (LATEST_END, last)),
        edtf=Literal(value, datatype=EDTF.EDTF) if value else None,
        timeText=None if first or last else plain("not known"),
    )
    return iri, (*lines, Said(iri, KG.basis, _BASIS[header.published_basis]))
