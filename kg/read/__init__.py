"""Sources to documents: files, folders, globs and standard input; plain text, HTML and JSON Lines."""

from kg.read.reader import read_documents, read_text

__all__ = ["read_documents", "read_text"]
