"""The shapes of the ontology, over the default graph: SHACL, and the graph-wide checks as queries."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from pyoxigraph import DefaultGraph, QuerySolutions, RdfFormat, Store

import kg
from kg.errors import CheckError

_FILES = ("kg.ttl", "events.ttl")


def ontology_folder() -> Path:
    """Where the ontology's files are: in the package, or beside it in a checkout."""
    packaged = Path(str(files("kg"))) / "ontology"
    return packaged if packaged.is_dir() else Path(kg.__file__).parents[1] / "ontology"


def shape_violations(store: Store) -> tuple[str, ...]:
    """What breaks the SHACL shapes, one line each, sorted. Raises CheckError for a graph without triples."""
    import pyshacl
    import rdflib

    data = rdflib.Graph()
    data.parse(data=store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph()), format="ox-nt")
    if len(data) == 0:
        raise CheckError("the graph is empty: nothing to check; build it first")
    folder = ontology_folder()
    for name in _FILES:
        data.parse(folder / name, format="ox-ttl")
    shapes = rdflib.Graph().parse(folder / "shapes.ttl", format="turtle")
    conforms, results, text = pyshacl.validate(data, shacl_graph=shapes, advanced=True, inplace=True)
    if not isinstance(results, rdflib.Graph):
        raise CheckError(f"the shapes cannot be checked: {text}")
    return () if conforms else tuple(sorted(set(_messages(results))))


def _messages(results: object) -> Iterator[str]:
    from rdflib import RDF, SH, Graph

    if not isinstance(results, Graph):
        return
    for result in results.subjects(RDF.type, SH.ValidationResult):
        path = results.value(result, SH.resultPath)
        message = results.value(result, SH.resultMessage) or results.value(result, SH.sourceConstraintComponent)
        where = f" {str(path).rsplit('#', 1)[-1].rsplit('/', 1)[-1]}" if path is not None else ""
        yield f"{results.value(result, SH.focusNode)}{where}: {message}"


def with_ontology(store: Store) -> Store:
    """The default graph of a store together with the ontology, in memory."""
    both = Store()
    both.bulk_extend(store.quads_for_pattern(None, None, None, DefaultGraph()))
    for name in _FILES:
        both.bulk_load(path=str(ontology_folder() / name), format=RdfFormat.TURTLE)
    return both


def query_violations(store: Store, folder: Path) -> tuple[str, ...]:
    """What the check queries in a folder find: each selects ?this, its first comment line is the message."""
    return tuple(sorted(line for path in sorted(folder.glob("*.rq")) for line in _findings(store, path)))


def _findings(store: Store, path: Path) -> Iterator[str]:
    query = path.read_text("utf-8")
    results = store.query(query)
    if not isinstance(results, QuerySolutions):
        raise CheckError(f"{path}: a check must be a SELECT")
    variables = {variable.value for variable in results.variables}
    if "this" not in variables:
        return
    message = query.partition("\n")[0].lstrip("# ").strip()
    for row in results:
        value = row["value"] if "value" in variables else None
        shown = f" ({getattr(value, 'value', value)})" if value is not None else ""
        yield f"{getattr(row['this'], 'value', row['this'])}: {message}{shown}"
