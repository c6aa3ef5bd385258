"""The passages that facts rest on, as a reader looks for them: each stretch once, the newest document first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import QuerySolutions, Store

_EVIDENCE = """PREFIX kg: <https://w3id.org/incumbent/ns#> PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/>
SELECT ?doc ?day ?start ?end ?words {
  { SELECT DISTINCT ?span { ?record kg:evidence ?span } }
  ?span oa:hasSource ?doc ; oa:hasSelector ?position, ?quote .
  ?position oa:start ?start ; oa:end ?end . ?quote oa:exact ?words
  OPTIONAL { ?doc kg:publicationTime/sem:hasLatestEndTimeStamp ?day }
}"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document's text; `document` is its IRI, the offsets are code points."""

    document: str
    start: int
    end: int
    words: str


def passages(store: Store) -> Iterator[Passage]:
    """The stretches that evidence is, without those that lie within another, the newest document first."""
    results = store.query(_EVIDENCE)
    assert isinstance(results, QuerySolutions)
    rows = [
        (
            row["day"].value if row["day"] else "",
            Passage(row["doc"].value, int(row["start"].value), int(row["end"].value), row["words"].value),
        )
        for row in results
    ]
    rows.sort(key=lambda row: (row[1].document, row[1].start, -row[1].end))
    rows.sort(key=lambda row: row[0], reverse=True)
    for _, group in groupby((passage for _, passage in rows), key=lambda passage: passage.document):
        yield from _outermost(group)


def _outermost(ordered: Iterable[Passage]) -> Iterator[Passage]:
    reached = -1
    for passage in ordered:
        if passage.end > reached:
            reached = passage.end
            yield passage
