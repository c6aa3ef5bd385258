"""The server: a read-only SPARQL endpoint and the pages, over one published graph."""
