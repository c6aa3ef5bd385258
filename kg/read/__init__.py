"""Sources to documents: files, folders, globs and standard input; plain text, HTML and JSON Lines."""

from kg.read.reader import read_documents

__all__ = ["read_documents"]
