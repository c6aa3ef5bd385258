"""The tools for assistants, over standard input and output with the SDK's own client: each citation quotes its text."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from graph_fixtures import FIRST, SECOND, build, first_report, second_report
from mcp import Client, StdioServerParameters
from pyoxigraph import Store

from kg.assistants import answering
from kg.assistants.server import make_server
from kg.errors import StoreError
from kg.query.citations import grounds, row_quotes

TEXTS = {"one.txt": FIRST, "two.txt": SECOND}
CALLS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("search", {"words": "rivr ofice"}),
    ("entity", {"name": "Ana Roux"}),
    ("path", {"one": "Ana Roux", "other": "Basel"}),
    ("list_queries", {}),
    ("ask", {"query": "officeholders", "parameters": {"state": "France"}}),
    ("ask", {"query": "statements-about"}),
    ("sparql", {"query": "SELECT ?e ?a { ?e kg:actor ?a }"}),
    ("sparql", {"query": "ASK { ?e a kg:Event }"}),
    ("sparql", {"query": "CONSTRUCT WHERE { ?t org:member ?p }"}),
    ("vocabulary", {}),
    ("sparql", {"query": "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"}),
    ("entity", {"name": "Nobody"}),
    ("ask", {"query": "no-such-query"}),
    ("entity", {}),
)


def citations(reply: object) -> Iterator[dict[str, Any]]:
    """Every citation anywhere in a reply."""
    if isinstance(reply, dict):
        if "quote" in reply:
            yield reply
        reply = list(reply.values())
    if isinstance(reply, list):
        for part in reply:
            yield from citations(part)


def test_the_tools_over_standard_input_and_output(reports: Path) -> None:
    async def talk() -> tuple[list[Any], list[Any]]:
        command = StdioServerParameters(
            command=sys.executable, args=["-m", "kg", "mcp", str(reports)], env=dict(os.environ)
        )
        async with Client(command) as client:
            tools = (await client.list_tools()).tools
            return tools, [await client.call_tool(name, arguments) for name, arguments in CALLS]

    with ThreadPoolExecutor(1) as apart:  # a browser of another test may have a loop running in this thread
        tools, results = apart.submit(lambda: asyncio.run(asyncio.wait_for(talk(), 120))).result()
    assert {tool.name for tool in tools} == {name for name, _ in CALLS}
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)
    well, refused = results[:-4], results[-4:]
    assert not any(result.is_error for result in well)
    assert all(result.is_error for result in refused)
    assert "SERVICE is not allowed" in refused[0].content[0].text
    assert "nothing in the graph is called 'Nobody'" in refused[1].content[0].text
    assert "Available names" in refused[2].content[0].text
    replies = [json.loads(result.content[0].text) for result in well[:-1]]
    for (name, arguments), reply in zip(CALLS, replies, strict=False):
        found = list(citations(reply))
        assert found or name == "list_queries" or "ASK" in arguments.get("query", ""), name
        for citation in found:
            assert TEXTS[citation["document"]][citation["start"] : citation["end"]] == citation["quote"]
    assert "kg:Tenure a owl:Class" in well[-1].content[0].text


def test_a_row_is_backed_by_what_connects_its_cells(store: Store) -> None:
    held = grounds(store)
    (member,) = row_quotes(held, ("Ana Roux", "Water Party"))
    assert member.sentence == "Roux is a member of the Water Party."
    said = [quote.sentence for quote in row_quotes(held, ("France leaves the River Office", "France", "2021-05-04"))]
    assert any(sentence.startswith("France left the River Office") for sentence in said)
    assert any(sentence.startswith("On 4 May 2021 France pulled out") for sentence in said)
    assert row_quotes(held, ("", "2021-05-04", "42")) == ()
    for quote in (named := row_quotes(held, ("Basel",))):  # of which nothing is told but that it is there
        assert TEXTS[quote.source.identifier][quote.start :].startswith(quote.sentence)
    assert {quote.sentence for quote in named} == {"Basel"}


def test_a_triple_that_the_query_makes_up_is_backed_by_what_connects_its_nodes(reports: Path) -> None:
    reading = answering.Reading(reports)
    made = answering.sparql(reading, "CONSTRUCT { ?who <urn:holds> ?post } { ?t org:member ?who ; kg:post ?post }")
    assert made["rows"]
    for row in made["rows"]:
        assert row["citations"]
    (deputy,) = (row for row in made["rows"] if "deputy" in row["values"]["object"])
    assert "deputy river minister" in deputy["citations"][0]["quote"].lower()


def test_background_is_marked_and_long_cards_are_cut(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = answering.Reading(reports)
    lines = answering.entity(reading, "Paris")["relations"]
    assert {line["basis"] for line in lines if not line["citations"]} <= {"background knowledge"}
    monkeypatch.setattr(answering, "MOST_LINES", 1)
    assert answering.entity(reading, "France")["left_out"]["relations"] >= 1
    monkeypatch.setattr(answering, "MOST_ROWS", 1)
    reply = answering.sparql(reading, "SELECT ?s { ?s a kg:Event }")
    assert (len(reply["rows"]), reply["rows_in_all"]) == (1, 2)


def test_a_new_build_is_seen(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    build(folder, [first_report()])
    reading = answering.Reading(folder)
    asked = "CONSTRUCT { ?e kg:actor ?a } { ?e kg:actor ?a ; skos:prefLabel ?l FILTER(CONTAINS(?l, 'leaves')) }"
    before = list(citations(answering.sparql(reading, asked)))
    build(folder, [second_report()])
    assert len(list(citations(answering.sparql(reading, asked)))) == len(before) + 1


def test_no_graph_no_server(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="not a graph folder"):
        make_server(tmp_path)
