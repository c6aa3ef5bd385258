"""The plain way from HTML to text, for pages in which the article extractor finds nothing: a paragraph a block."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]

_BLOCKS = frozenset(
    "address article aside blockquote body br caption dd div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6"  # noqa: SIM905
    " header hr li main nav ol p pre section table td th tr ul".split()
)
_UNSEEN = frozenset(
    "button head iframe input math nav noscript object option script select style svg template textarea title".split()  # noqa: SIM905
)
_ATTRIBUTES = re.compile(r"<([A-Za-z][\w:-]{0,40})\s[^<>]*>")


def visible_text(page: str) -> str:
    """The text of a page's body, a line a block, white space collapsed. Empty where nothing can be parsed.

    Attributes are cut off first: the parser is quadratic in their number.
    """
    parser = html.HTMLParser(huge_tree=True, no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = html.document_fromstring(_ATTRIBUTES.sub(r"<\1>", page).encode(), parser=parser)
    except etree.LxmlError:
        return ""
    lines = (" ".join(line.split()) for line in "".join(_pieces(root)).split("\0"))
    return "\n".join(line for line in lines if line)


def _pieces(root: Any) -> list[str]:
    """Texts and tails in reading order, with a NUL where a block begins or ends; never recursive."""
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = element.tag if isinstance(element.tag, str) else ""
        if name in _BLOCKS:
            pieces.append("\0")
        if event == "end":
            pieces.append(element.tail or "")
        elif name in _UNSEEN:
            walk.skip_subtree()
        else:
            pieces.append(element.text or "")
    return pieces
