"""Where it stands: documents, spans of their texts, what each fact rests on, and which words mean which node."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from pyoxigraph import Literal, Triple

from kg.graph import names
from kg.graph.rdf.agents import described
from kg.graph.rdf.mentions import Reference
from kg.graph.rdf.reading import Reading, Said, integer, plain, source_name
from kg.graph.rdf.times import publication
from kg.graph.texts import text_digest
from kg.graph.vocabulary import DCT, KG, OA, PROV, RDF, SCHEMA, XSD
from kg.iris import mint
from kg.model import Assertion, Evidence, Stretch
from kg.read.dateline import find_dateline

DATED_BY_TEXT, DATELINE = "dated-by-its-text", "dateline"


def decimal(number: float) -> Literal:
    """A number in 0..1 as a canonical xsd:decimal with at most three places."""
    text = f"{Decimal(str(min(max(number, 0.0), 1.0))).quantize(Decimal('0.001')):f}".rstrip("0").rstrip(".")
    return Literal(text or "0", datatype=XSD.decimal)


def document_lines(reading: Reading) -> Iterator[Said]:
    """The document itself: title, source, publication, and the graph that holds what it says."""
    header = reading.header
    iri = names.document_iri(header.id, reading.base)
    yield from described(iri, KG.Document, reading.title)
    yield Said(iri, DCT.identifier, plain(source_name(header.source)))
    yield Said(iri, DCT.extent, integer(len(reading.extraction.text)))
    yield Said(iri, SCHEMA.sha256, plain(text_digest(reading.extraction.text)))
    when, lines = publication(reading)
    yield from (*lines, *_published(iri, when, reading))
    if header.publisher:
        publisher, more = _publisher(header.publisher, reading)
        yield from (*more, Said(iri, SCHEMA.publisher, publisher))
    if header.url:
        yield Said(iri, SCHEMA.url, plain(header.url))
    yield Said(names.graph_iri(header.id, reading.base), PROV.wasDerivedFrom, iri)


def _published(iri: str, when: str, reading: Reading) -> Iterator[Said]:
    """When the document came out: given, or by the words that say so. What needs other documents is not its own."""
    inferred = reading.resolution.published.get(reading.id)
    dateline = None if inferred or reading.header.published_basis != "text" else find_dateline(reading.extraction.text)
    if inferred is None and dateline is None:
        yield Said(iri, KG.publicationTime, when)
        return
    spans = [(s.start, s.end) for _, s in inferred.proof] if inferred else []
    if dateline:
        spans = [(dateline.start, dateline.end)]
    if inferred is None or inferred.basis == "text":
        rule = DATELINE if dateline else DATED_BY_TEXT
        evidence = tuple(Evidence(start=start, end=end, rule=rule) for start, end in spans)
        fact = Assertion(id="published", evidence=evidence, confidence=0.9, factuality="actual", basis="inferred")
        yield Said(iri, KG.publicationTime, when, fact)


def _publisher(name: str, reading: Reading) -> tuple[str, tuple[Said, ...]]:
    wanted = name.casefold()
    known = sorted(
        iri
        for iri, node in reading.resolution.nodes.items()
        if node.kind == "Institution" and wanted in {spelling.casefold() for spelling in (node.label, *node.names)}
    )
    iri = known[0] if known else mint("inst", name, reading.base)
    label = reading.world(iri)
    return iri, described(iri, KG.Institution, label.label if label else name)


def span_triples(reading: Reading, stretch: Stretch | Evidence) -> Iterator[Triple]:
    """A stretch of the text with its position and its exact words."""
    span = names.span_iri(reading.id, stretch.start, stretch.end, reading.base)
    node, position, quote = names.node(span), names.node(f"{span}/position"), names.node(f"{span}/quote")
    yield Triple(node, RDF.type, OA.SpecificResource)
    yield Triple(node, OA.hasSource, names.node(names.document_iri(reading.id, reading.base)))
    yield Triple(node, OA.hasSelector, position)
    yield Triple(node, OA.hasSelector, quote)
    yield Triple(position, RDF.type, OA.TextPositionSelector)
    yield Triple(position, OA.start, integer(stretch.start))
    yield Triple(position, OA.end, integer(stretch.end))
    yield Triple(quote, RDF.type, OA.TextQuoteSelector)
    yield Triple(quote, OA.exact, plain(reading.extraction.text[stretch.start : stretch.end]))


def record_triples(reading: Reading, triple: Triple, lines: Sequence[Said]) -> Iterator[Triple]:
    """The reified triple with the evidence, rules and confidence of the facts that say so."""
    record = names.node(names.record_iri(reading.id, str(triple), reading.base))
    facts = [line.fact for line in lines if line.fact is not None]
    yield Triple(record, RDF.type, KG.FactRecord)
    yield Triple(record, RDF.subject, triple.subject)
    yield Triple(record, RDF.predicate, triple.predicate)
    yield Triple(record, RDF.object, triple.object)
    yield Triple(record, KG.basis, KG.Stated if any(_is_stated(line) for line in lines) else KG.Inferred)
    yield Triple(record, KG.confidence, decimal(max(fact.confidence for fact in facts)))
    for evidence in (evidence for fact in facts for evidence in fact.evidence):
        span = names.span_iri(reading.id, evidence.start, evidence.end, reading.base)
        yield Triple(record, KG.evidence, names.node(span))
        yield Triple(record, KG.rule, plain(evidence.rule))
        yield from span_triples(reading, evidence)


def _is_stated(line: Said) -> bool:
    """Whether the evidence says the triple itself, rather than something from which it follows."""
    return not line.inferred and (line.fact is None or line.fact.basis == "stated")


def mention_triples(reading: Reading, found: Iterable[Reference]) -> Iterator[Triple]:
    """The spans that refer to nodes."""
    for reference in found:
        mention = reference.mention
        node = names.node(names.mention_iri(reading.id, mention.start, mention.end, reference.body, reading.base))
        span = names.span_iri(reading.id, mention.start, mention.end, reading.base)
        yield Triple(node, RDF.type, KG.Mention)
        yield Triple(node, OA.hasBody, names.node(reference.body))
        yield Triple(node, OA.hasTarget, names.node(span))
        yield Triple(node, OA.motivatedBy, OA.identifying)
        yield Triple(node, KG.figure, reference.figure)
        if reference.literal:
            yield Triple(node, KG.literalReferent, names.node(reference.literal))
        yield from span_triples(reading, Stretch(start=mention.start, end=mention.end))
