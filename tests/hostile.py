"""A store in which every text is an attack on whoever shows or writes it."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.graph.vocabulary import DCT, EDTF, FOAF, KG, OA, ORG, PL, RDF, SCHEMA, SEM, SKOS

IMAGE = "<img src=x onerror=alert(1)>"
SCRIPT = "</script><script>alert(2)</script>"
HREF = '<a href="javascript:alert(3)">href</a>'
TEMPLATE = "{{ 7 * 7 }}{% raw %}${alert(4)}`"
CONTROLS = "esc\x1b[31m bell\x07 tab\t nul\x00 line\u2028end \ufffe"
BIDI = "Alice \u202egnp.exe\u2066 \u200f"
MARKUP = "[/R-TX] [bold]loud[/bold] :smile:"
FORMULA = '=HYPERLINK("http://example.org","x")'
QUOTES = "\"'`\\ \\u0022 & < > ]]> -->"
PAYLOADS = (IMAGE, SCRIPT, HREF, TEMPLATE, CONTROLS, BIDI, MARKUP, FORMULA, QUOTES)
SCRIPT_IRI = "javascript:alert(5)"


def english(words: str) -> Literal:
    """A label."""
    return Literal(words, language="en")


def hostile_store() -> Store:
    """Persons, one for each payload, in office at one state, in an event, speaking and quoted: every field attacks."""
    store = Store()
    lines: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = []
    state = NamedNode("http://example.org/state")
    lines += [(state, RDF.type, KG.State), (state, SKOS.prefLabel, english(IMAGE + " state"))]
    for number, words in enumerate(PAYLOADS):
        lines += _person(number, words, state)
    store.extend(Quad(*line) for line in lines)
    store.extend(Quad(*line, NamedNode("http://example.org/graph/one")) for line in lines)
    return store


def _person(number: int, words: str, state: NamedNode) -> list[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    who = NamedNode(f"{SCRIPT_IRI}//{number}")
    doc, post, tenure, event, claim, when, span, place, quote, record = (
        NamedNode(f"http://example.org/{name}/{number}")
        for name in ("doc", "post", "tenure", "event", "claim", "time", "span", "at", "quote", "record")
    )
    return [
        (who, RDF.type, FOAF.Person),
        (who, SKOS.prefLabel, english(words)),
        (who, SKOS.altLabel, english(f"{words} alias")),
        (post, RDF.type, ORG.Post),
        (post, SKOS.prefLabel, english(f"{words} post")),
        (post, ORG.postIn, state),
        (tenure, RDF.type, KG.Tenure),
        (tenure, ORG.member, who),
        (tenure, ORG.organization, state),
        (tenure, KG.post, post),
        (event, RDF.type, KG.Event),
        (event, SKOS.prefLabel, english(f"{words} event")),
        (event, KG.eventType, PL.CONSULT),
        (event, KG.factuality, KG.Actual),
        (event, KG.actedThrough, who),
        (event, KG.actor, state),
        (event, SEM.hasTime, when),
        (when, KG.edtf, Literal(words, datatype=EDTF.EDTF)),
        (when, KG.basis, KG.Stated),
        (claim, RDF.type, KG.Claim),
        (claim, KG.speaker, who),
        (claim, KG.proposition, english(f"{words} said")),
        (doc, RDF.type, KG.Document),
        (doc, SKOS.prefLabel, english(f"{words} title")),
        (doc, DCT.identifier, Literal(words)),
        (doc, SCHEMA.url, Literal(SCRIPT_IRI)),
        (span, OA.hasSource, doc),
        (span, OA.hasSelector, place),
        (span, OA.hasSelector, quote),
        (place, OA.start, Literal(0)),
        (place, OA.end, Literal(9)),
        (quote, OA.exact, Literal(f"{words} quote")),
        (record, RDF.type, KG.FactRecord),
        (record, RDF.subject, tenure),
        (record, RDF.predicate, ORG.member),
        (record, RDF.object, who),
        (record, KG.evidence, span),
        (record, KG.basis, KG.Stated),
    ]
