"""What the network tells of each of its nodes, read from the graph with the triples that become edges."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias

from kg.query.answers import Queryable, local, rows_about, sorted_rows
from kg.query.prefixes import PREFIXES
from kg.query.relations import RELATIONS

Facts: TypeAlias = tuple[tuple[str, ...], ...]
"""Triples as text, in order."""

KINDS: Mapping[str, str] = {
    "http://xmlns.com/foaf/0.1/Person": "person",
    "https://w3id.org/incumbent/ns#State": "state",
    "https://w3id.org/incumbent/ns#Institution": "institution",
    "http://xmlns.com/foaf/0.1/Group": "group",
    "https://w3id.org/incumbent/ns#Event": "event",
    "https://w3id.org/incumbent/ns#Place": "place",
    "http://www.w3.org/ns/org#Site": "place",
}
"""Classes that are drawn, first come first: a body that is also called a group is a body."""

_KG, _SKOS = "https://w3id.org/incumbent/ns#", "http://www.w3.org/2004/02/skos/core#"
_CLASS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL, _NAME, _TYPE, _FACTUALITY = f"{_SKOS}prefLabel", f"{_SKOS}altLabel", f"{_KG}eventType", f"{_KG}factuality"
_TOLD = (_LABEL, _NAME, _TYPE, _FACTUALITY, *(wording.predicate for wording in RELATIONS))
_FACTS = f"""SELECT DISTINCT ?s ?p ?o {{
  {{ VALUES ?o {{ {" ".join(f"<{iri}>" for iri in KINDS)} }} VALUES ?p {{ rdf:type }} ?s ?p ?o }}
  UNION {{ VALUES ?p {{ {" ".join(f"<{iri}>" for iri in _TOLD)} }} ?s ?p ?o }} }}"""
_FACTS_OF = f"SELECT ?p ?o {{ ?s ?p ?o FILTER(?p IN ({', '.join(f'<{iri}>' for iri in (_CLASS, *_TOLD))})) }}"
_WHEN = """?event a kg:Event ; sem:hasTime ?time .
  ?time kg:edtf ?when ; kg:basis ?basis FILTER(?basis != kg:Background) }"""
_TIMES, _TIMES_OF = f"SELECT ?event ?when {{ {_WHEN}", f"SELECT ?when {{ {_WHEN}"


def facts_of(graph: Queryable, only: Collection[str] | None) -> Facts:
    """What nodes are, how they are called and which of RELATIONS lead from them; of all, or of some."""
    if only is None:
        return sorted_rows(graph, PREFIXES + _FACTS)
    return rows_about(graph, PREFIXES + _FACTS_OF, "s", only)


def portraits(graph: Queryable, facts: Facts, only: Collection[str] | None) -> dict[str, dict[str, object]]:
    """What the network has of each node that it can draw (see Network), from such facts; nothing is said yet."""
    told: dict[str, dict[str, list[str]]] = {}
    for node, predicate, value in facts:
        told.setdefault(node, {}).setdefault(predicate, []).append(value)
    kinds = {node: _kind(values.get(_CLASS, ())) for node, values in told.items() if _LABEL in values}
    drawn = {node: kind for node, kind in kinds.items() if kind}
    times = _times(graph, None if only is None else [node for node, kind in drawn.items() if kind == "event"])
    return {node: _portrait(kind, told[node], times.get(node, "")) for node, kind in drawn.items()}


def _kind(classes: Iterable[str]) -> str:
    known = set(classes)
    return next((kind for iri, kind in KINDS.items() if iri in known), "")


def _times(graph: Queryable, only: Collection[str] | None) -> Mapping[str, str]:
    """When events took place, in EDTF: of several times the first in order."""
    if only is None:
        rows = sorted_rows(graph, PREFIXES + _TIMES)
    else:
        rows = rows_about(graph, PREFIXES + _TIMES_OF, "event", only)
    return {event: when for event, when in reversed(rows)}  # noqa: C416 - rows are tuples of any length


def _portrait(kind: str, values: Mapping[str, list[str]], when: str) -> dict[str, object]:
    label = values[_LABEL][0]
    names = tuple(dict.fromkeys(name for name in values.get(_NAME, ()) if name != label))
    is_event = _TYPE in values and _FACTUALITY in values
    return {
        "kind": kind,
        "label": label,
        "names": names,
        "type": local(values[_TYPE][0]).removeprefix("Ext") if is_event else "",
        "factuality": local(values[_FACTUALITY][0]) if is_event else "",
        "when": when if is_event else "",
        "said": (),
    }
