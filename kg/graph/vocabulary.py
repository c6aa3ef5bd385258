"""The names of the ontology and of the vocabularies it reuses, as terms of the store: `KG.Tenure`, `PL["AID"]`."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg import terms


class Vocabulary:
    """A namespace of `kg.terms` whose attributes and items are its terms; AttributeError for one that it lacks."""

    def __init__(self, prefix: str, names: type) -> None:
        self.prefix = prefix
        self.iri: str = names.NAMESPACE  # type: ignore[attr-defined]
        self._terms = {name: NamedNode(iri) for name, iri in vars(names).items() if not name.startswith("_")}

    def __getattr__(self, name: str) -> NamedNode:
        if name.startswith("_"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> NamedNode:
        term = self._terms.get(name.replace("-", "_"))
        if term is None:
            raise AttributeError(f"{self.prefix}:{name} is not in the vocabulary; add it to the ontology")
        return term

    def __contains__(self, name: str) -> bool:
        return name.replace("-", "_") in self._terms


KG = Vocabulary("kg", terms.KG)
PL = Vocabulary("pl", terms.PL)
DCT = Vocabulary("dct", terms.DCT)
EDTF = Vocabulary("edtf", terms.EDTF)
FOAF = Vocabulary("foaf", terms.FOAF)
OA = Vocabulary("oa", terms.OA)
ORG = Vocabulary("org", terms.ORG)
PROV = Vocabulary("prov", terms.PROV)
RDF = Vocabulary("rdf", terms.RDF)
SCHEMA = Vocabulary("schema", terms.SCHEMA)
SEM = Vocabulary("sem", terms.SEM)
SKOS = Vocabulary("skos", terms.SKOS)
XSD = Vocabulary("xsd", terms.XSD)
PREFIXES = {space.prefix: space.iri for space in (KG, PL, DCT, EDTF, FOAF, OA, ORG, PROV, RDF, SCHEMA, SEM, SKOS, XSD)}
PREFIXES["wd"] = terms.WD.NAMESPACE


def wikidata(item: str) -> NamedNode:
    """The item of Wikidata with this id."""
    return NamedNode(terms.WD.NAMESPACE + item)
