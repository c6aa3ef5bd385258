"""What a query may not be, decided from its words before anything parses it.

A query that is too long or too deep ends the process that parses it; SERVICE, FROM and LOAD reach out of the graph.
"""

from __future__ import annotations

import re

from kg.errors import QueryError

MAX_BYTES = 16 * 1024
MAX_DEPTH = 100
MAX_PATTERNS = 300
_REFUSED = frozenset({"SERVICE", "LOAD", "FROM"})
_TOKEN = re.compile(
    r'''(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\'|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')'''
    r"|(?P<iri><[^<>\"{}|^`\\\x00-\x20]*>)"
    r"|(?P<comment>\#[^\n\r]*)"
    r"|(?P<variable>[?$]\w+)"
    r"|(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)"
    r"|(?P<prefixed>(?:[^\W\d][\w.-]*)?:(?:[\w.:%-]|\\.)*)"
    r"|(?P<word>[^\W\d][\w-]*)"
    r"|(?P<number>\d[\w.]*)"
    r"|(?P<open>[{(\[])|(?P<close>[})\]])"
    r"|(?P<separator>[.;,])"
    r"|(?P<quote>[\"'])"
    r"|(?P<other>.)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def check_query(text: str) -> None:
    """Refuse what must not reach the parser. Raises QueryError that says what and what to do instead."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise QueryError(f"the query is longer than {MAX_BYTES // 1024} KB; split it")
    for reading in {text, _ESCAPE.sub(_decoded, text)}:
        _check_tokens(reading)


def _decoded(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"


def _check_tokens(text: str) -> None:
    depth = patterns = 0
    for token in _TOKEN.finditer(text):
        match token.lastgroup:
            case "word" if token[0].upper() in _REFUSED:
                raise QueryError(f"{token[0].upper()} is not allowed: a query reads this graph and nothing else")
            case "open":
                depth += 1
                if depth > MAX_DEPTH:
                    raise QueryError(f"the query nests deeper than {MAX_DEPTH} brackets; split it")
            case "close":
                depth -= 1
            case "separator":
                patterns += 1
                if patterns > MAX_PATTERNS:
                    raise QueryError(f"the query has more than {MAX_PATTERNS} patterns; split it")
            case "quote":
                raise QueryError("a string in the query does not end")
