"""What a query may not be, decided from its words before anything parses it.

A query that is too long or too deep ends the process that parses it; SERVICE, FROM and LOAD reach out of the graph.
A server may allow FROM, which with this store only chooses among its own graphs, and SERVICE for endpoints on its list.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from typing import TypeAlias

from kg.errors import QueryError

Token: TypeAlias = tuple[str, str]
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
_DOUBTFUL = (*_REFUSED, "\\", '"', "'")
_UPDATE = re.compile(
    r"(?:\s|\#[^\n\r]*[\n\r]|(?:PREFIX\s+[^\s:<>]*:|BASE)\s*<[^<>\s]*>)*"
    r"(?:INSERT|DELETE|CLEAR|DROP|CREATE|COPY|MOVE|ADD|WITH)\b",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def check_query(text: str, *, datasets: bool = False, services: Container[str] = ()) -> None:
    """Refuse what must not reach the parser. Raises QueryError that says what and what to do instead.

    `datasets` allows FROM, of one graph; `services` are the endpoints that SERVICE may name.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise QueryError(f"the query is longer than {MAX_BYTES // 1024} KB; split it")
    if _is_plain(text):
        return
    for reading in _readings(text):
        tokens = _tokens(reading)
        _check_size(tokens)
        if any(kind == "word" and word.upper() in _REFUSED for kind, word in tokens):
            _check_reach(tokens, datasets, services)


def _is_plain(text: str) -> bool:
    """Whether a look at the characters is enough: no strings or escapes, few brackets, no word that reaches out."""
    if sum(map(text.count, "{([")) > MAX_DEPTH or sum(map(text.count, ".;,")) > MAX_PATTERNS:
        return False
    capitals = text.upper()
    return not any(map(capitals.__contains__, _DOUBTFUL))


def is_update(text: str) -> bool:
    """Whether a text that does not parse as a query begins as SPARQL Update does, after its declarations."""
    return _UPDATE.match(text) is not None


def names_service(text: str) -> bool:
    """Whether a query has the word SERVICE in it, however it is written."""
    words = (word for reading in _readings(text) for kind, word in _tokens(reading) if kind == "word")
    return any(word.upper() == "SERVICE" for word in words)


def _readings(text: str) -> Iterable[str]:
    """The text as it stands, and with its code points decoded: a parser may do so first."""
    return {text, _ESCAPE.sub(_decoded, text)}


def _decoded(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"


def _tokens(text: str) -> list[Token]:
    """The tokens that count, each with its kind."""
    found = ((str(token.lastgroup), token[0]) for token in _TOKEN.finditer(text))
    return [(kind, word) for kind, word in found if kind != "comment" and not word.isspace()]


def _check_size(tokens: Iterable[Token]) -> None:
    depth = patterns = 0
    for kind, _ in tokens:
        match kind:
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


def _check_reach(tokens: Sequence[Token], datasets: bool, services: Container[str]) -> None:
    graphs = 0
    for place, (kind, token) in enumerate(tokens):
        word = token.upper() if kind == "word" else ""
        following = [token for _, token in tokens[place + 1 : place + 3]]
        if word not in _REFUSED or (word == "SERVICE" and _target(following) in services):
            continue
        if word != "FROM" or not datasets:
            raise QueryError(f"{word} is not allowed: a query reads this graph and nothing else")
        graphs += [token.upper() for token in following[:1]] != ["NAMED"]
        if graphs > 1:
            raise QueryError("only one FROM is allowed; give several graphs as default-graph-uri, which merges them")


def _target(following: Sequence[str]) -> str:
    """The endpoint after SERVICE, where it is spelled out."""
    silent = bool(following) and following[0].upper() == "SILENT"
    endpoint = next(iter(following[silent:]), "")
    return endpoint[1:-1] if endpoint.startswith("<") else ""
