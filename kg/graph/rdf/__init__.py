"""Facts as triples: the only place that builds them. Terms and quads are those of the store."""

from kg.graph.rdf.corpus import document_quads, joint_quads
from kg.graph.rdf.survey import Corpus, survey

__all__ = ["Corpus", "document_quads", "joint_quads", "survey"]
