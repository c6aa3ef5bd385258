"""What vouches for each fact, kept in the search index: the recorded triples with their passages, and the documents."""

from __future__ import annotations

import sqlite3

from pyoxigraph import Store

from kg.graph.contents import rows

SCHEMA = """
CREATE TABLE told (subject TEXT, predicate TEXT, object TEXT, document TEXT, first INTEGER, last INTEGER,
    confidence REAL, inferred INTEGER, PRIMARY KEY (subject, predicate, object, document, first, last)) WITHOUT ROWID;
CREATE INDEX told_by_document ON told (document, first, last, subject);
CREATE TABLE excerpt (document TEXT, first INTEGER, last INTEGER, words TEXT,
    PRIMARY KEY (document, first, last)) WITHOUT ROWID;
CREATE TABLE document (iri TEXT PRIMARY KEY, title TEXT, identifier TEXT, publisher TEXT, published TEXT, day TEXT,
    url TEXT) WITHOUT ROWID;
CREATE TABLE time (node TEXT, iri TEXT, edtf TEXT, said TEXT, inferred INTEGER, a TEXT, b TEXT, c TEXT, d TEXT,
    PRIMARY KEY (node, iri)) WITHOUT ROWID;
"""
_TOLD = """SELECT ?s ?p ?o ?span ?confidence ?basis {
  ?record a kg:FactRecord ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:evidence ?span .
  OPTIONAL { ?record kg:confidence ?confidence } OPTIONAL { ?record kg:basis ?basis } }"""
_SPANS = """SELECT ?span ?doc ?start ?end ?words { { SELECT DISTINCT ?span { ?record kg:evidence ?span } }
  ?span oa:hasSource ?doc ; oa:hasSelector ?position, ?quote .
  ?position oa:start ?start ; oa:end ?end . ?quote oa:exact ?words }"""
_DOCUMENTS = """SELECT ?doc ?title ?identifier ?publisher ?published ?day ?url {
  ?doc a kg:Document ; skos:prefLabel ?title .
  OPTIONAL { ?doc dct:identifier ?identifier } OPTIONAL { ?doc schema:publisher/skos:prefLabel ?publisher }
  OPTIONAL { ?doc kg:publicationTime ?time
    OPTIONAL { ?time kg:edtf ?published } OPTIONAL { ?time sem:hasLatestEndTimeStamp ?day } }
  OPTIONAL { ?doc schema:url ?url } }"""
_TIMES = """SELECT DISTINCT ?node ?time ?edtf ?said ?basis ?a ?b ?c ?d {
  VALUES ?class { kg:Tenure kg:Event kg:Claim } ?node a ?class ; sem:hasTime ?time .
  OPTIONAL { ?time kg:edtf ?edtf } OPTIONAL { ?time kg:timeText ?said } OPTIONAL { ?time kg:basis ?basis }
  OPTIONAL { ?time sem:hasEarliestBeginTimeStamp ?a } OPTIONAL { ?time sem:hasLatestBeginTimeStamp ?b }
  OPTIONAL { ?time sem:hasEarliestEndTimeStamp ?c } OPTIONAL { ?time sem:hasLatestEndTimeStamp ?d } }"""


def write_vouching(database: sqlite3.Connection, store: Store) -> None:
    """Fill the tables, which must be there and empty."""
    spans = {span: (doc, int(start), int(end), words) for span, doc, start, end, words in sorted(rows(store, _SPANS))}
    database.executemany("INSERT OR IGNORE INTO excerpt VALUES (?, ?, ?, ?)", spans.values())
    told = (
        (s, p, o, *spans[span][:3], float(confidence) if confidence else None, basis.endswith("#Inferred"))
        for s, p, o, span, confidence, basis in sorted(rows(store, _TOLD), reverse=True)
        if span in spans
    )  # where two records of one document tell the same, the surer stays
    database.executemany("INSERT OR IGNORE INTO told VALUES (?, ?, ?, ?, ?, ?, ?, ?)", told)
    database.executemany("INSERT OR IGNORE INTO document VALUES (?, ?, ?, ?, ?, ?, ?)", sorted(rows(store, _DOCUMENTS)))
    times = (
        (node, time, edtf, said, basis.endswith("#Inferred"), *bounds)
        for node, time, edtf, said, basis, *bounds in sorted(rows(store, _TIMES))
        if not basis.endswith("#Background")
    )
    database.executemany("INSERT OR IGNORE INTO time VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", times)
