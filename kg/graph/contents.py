"""The table of contents of a graph, kept in the search index: which offices, events and statements belong to a node,
by day, and by which words each document names it. A page of a node in ten thousand events then reads only its own.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping

from pyoxigraph import QuerySolutions, Store

SCHEMA = """
CREATE TABLE item (list TEXT, node TEXT, day TEXT, item TEXT, PRIMARY KEY (list, node, day, item)) WITHOUT ROWID;
CREATE TABLE near (node TEXT, other TEXT, offices INTEGER, events INTEGER, PRIMARY KEY (node, other)) WITHOUT ROWID;
CREATE TABLE disputed (node TEXT, predicate TEXT, PRIMARY KEY (node, predicate)) WITHOUT ROWID;
CREATE TABLE naming (node TEXT, document TEXT, words TEXT, figure TEXT, times INTEGER, first INTEGER,
    PRIMARY KEY (node, document, words, figure)) WITHOUT ROWID;
"""
_NEAR = """INSERT INTO near SELECT node, other, offices, events FROM (
  SELECT node, other, offices, events,
    row_number() OVER (PARTITION BY node ORDER BY 3 * offices + events DESC, other) AS place
  FROM (SELECT mine.node AS node, other.node AS other, sum(mine.list = 'office') AS offices,
      sum(mine.list = 'event') AS events
    FROM shared mine JOIN shared other ON other.item = mine.item AND other.list = mine.list
    WHERE other.node <> mine.node GROUP BY mine.node, other.node))
WHERE place <= 60"""
"""The sixty nodes that share most offices and events with each node; an office weighs as much as three events."""
_PREFIXES = """PREFIX kg: <https://w3id.org/incumbent/ns#> PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX org: <http://www.w3.org/ns/org#> PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dct: <http://purl.org/dc/terms/> PREFIX schema: <http://schema.org/>
"""
_LISTS: Mapping[str, str] = {
    "office": """SELECT DISTINCT ?item ?node {
  ?item a kg:Tenure . { ?item org:member ?node } UNION { ?item kg:post ?node } UNION { ?item org:organization ?node }
  UNION { ?item kg:post/kg:onBehalfOf ?node } UNION { ?item org:organization/kg:organOf ?node } }""",
    "event": """SELECT DISTINCT ?item ?node {
  VALUES ?part { kg:actor kg:recipient kg:actedThrough sem:hasActor kg:theme sem:hasPlace kg:inTerritoryOf
    sem:subEventOf kg:follows kg:resultOf }
  ?item ?part ?node ; a kg:Event }""",
    "said": "SELECT DISTINCT ?item ?node { ?item kg:speaker ?node }",
    "about": """SELECT DISTINCT ?item ?node { { ?item kg:addressee ?node } UNION { ?item kg:claimsEvent ?node }
  UNION { ?item kg:claimsEvent/(kg:actor|kg:recipient|kg:actedThrough|kg:theme) ?node } }""",
}
"""What belongs to a node, by the name of the list."""
_TIMES = """SELECT DISTINCT ?item ?day { VALUES ?class { kg:Tenure kg:Event kg:Claim } VALUES ?bound {
    sem:hasEarliestBeginTimeStamp sem:hasLatestBeginTimeStamp sem:hasEarliestEndTimeStamp sem:hasLatestEndTimeStamp }
  ?item a ?class ; sem:hasTime ?time . ?time ?bound ?day FILTER NOT EXISTS { ?time kg:basis kg:Background } }"""
_SAID = """SELECT ?item (MIN(?published) AS ?day) { ?item a kg:Claim . ?record rdf:subject ?item ;
  kg:evidence/oa:hasSource/kg:publicationTime/sem:hasLatestEndTimeStamp ?published } GROUP BY ?item"""
_TOLD = """SELECT DISTINCT ?node ?p ?o { VALUES ?p { kg:eventType kg:factuality } GRAPH ?graph { ?node ?p ?o } }"""
_NAMINGS = """SELECT ?node ?doc ?words ?figure (COUNT(*) AS ?times) (MIN(?start) AS ?first) {
  ?mention a kg:Mention ; oa:hasBody ?node ; oa:hasTarget ?span . OPTIONAL { ?mention kg:figure ?figure }
  ?span oa:hasSource ?doc ; oa:hasSelector ?position, ?quote . ?position oa:start ?start . ?quote oa:exact ?words
} GROUP BY ?node ?doc ?words ?figure"""


def rows(store: Store, query: str) -> Iterator[tuple[str, ...]]:
    """The rows of one of our own queries as text, "" where nothing is bound; the prefixes are known to it."""
    results = store.query(_PREFIXES + query)
    assert isinstance(results, QuerySolutions)
    return (tuple([term.value if term else "" for term in row]) for row in results)


def write_contents(database: sqlite3.Connection, store: Store) -> None:
    """Fill the tables, which must be there and empty."""
    days = {item: day for item, day in rows(store, _SAID)}  # noqa: C416 - rows are tuples of any length
    dated: dict[str, str] = {}
    for item, day in rows(store, _TIMES):
        dated[item] = max(dated.get(item, ""), day)
    days.update(dated)
    for name, query in _LISTS.items():
        listed = sorted((name, node, days.get(item, ""), item) for item, node in rows(store, query))
        database.executemany("INSERT OR IGNORE INTO item VALUES (?, ?, ?, ?)", listed)
    database.executemany("INSERT OR IGNORE INTO naming VALUES (?, ?, ?, ?, ?, ?)", sorted(rows(store, _NAMINGS)))
    told = Counter((node, predicate) for node, predicate, _ in rows(store, _TOLD))
    database.executemany(
        "INSERT INTO disputed VALUES (?, ?)", sorted(key for key, values in told.items() if values > 1)
    )
    write_near(database)


def write_near(database: sqlite3.Connection) -> None:
    """Fill the table of the nearest, which must be empty, from the lists."""
    database.execute(
        "CREATE TEMPORARY TABLE shared AS SELECT list, node, item FROM item WHERE list IN ('office', 'event')"
    )
    database.execute("CREATE INDEX temp.shared_by_item ON shared (item, list)")
    database.execute(_NEAR)
    database.execute("DROP TABLE temp.shared")
