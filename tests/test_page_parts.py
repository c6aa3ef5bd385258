"""Pages of nodes of which very much is told: what they rest on is counted right, and long lists come in parts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import lxml.html
import pytest
from graph_fixtures import LEAVING, Maker, build
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pages_fixtures import book_of, sample_graph

from kg.browse.pages import rendering
from kg.browse.pages.addresses import Filed, Served
from kg.graph import contents
from kg.iris import DATA
from kg.model import Tenure, TimeValue
from kg.query.evidence import evidence
from kg.query.pages.book import Book
from kg.query.pages.contents import Places, items_of, near
from kg.query.pages.happenings import Happening
from kg.query.pages.links import relations_of
from kg.query.pages.listing import listing
from kg.query.pages.node_pages import StatePage, gathered
from kg.query.pages.occasion import Occasion, occasion
from kg.query.pages.offices import Time
from kg.query.pages.profile import profile
from kg.query.pages.service import serving
from kg.query.pages.spans import Spans
from kg.query.pages.spellings import names_of
from kg.query.pages.support import Document, Excerpt, Support, independent, joined
from kg.query.pages.vicinity import quotes_of

SERVED = Served(DATA)
SWITZERLAND = f"{DATA}state/switzerland"


@pytest.fixture(scope="module")
def book(reports: Path) -> Iterator[Book]:
    with book_of(reports) as (opened, _):
        yield opened


def excerpts() -> st.SearchStrategy[list[Excerpt]]:
    document = st.builds(
        lambda name, paper: Document(f"urn:{name}", name, publisher=paper and f"{paper}{name % 2}", day=""),
        st.integers(0, 4), st.sampled_from(["", "P", "Q"]),
    )  # fmt: skip
    one = st.builds(
        lambda told, start, size, words: Excerpt(told, start, start + size, words),
        document, st.integers(0, 8), st.integers(1, 6), st.sampled_from(["a", "b ", " b", "c"]),
    )  # fmt: skip
    return st.lists(one, max_size=8)


@given(excerpts())
def test_sources_are_counted_as_groups_that_share_anything(given_ones: list[Excerpt]) -> None:
    groups: list[set[str]] = []
    for one in given_ones:
        marks = {f"by {one.document.publisher or one.document.iri}", one.document.iri, " ".join(one.words.split())}
        groups = [group for group in groups if not group & marks] + [
            marks.union(*(group for group in groups if group & marks))
        ]
    assert independent(given_ones) == len(groups)


@given(excerpts())
def test_passages_within_others_are_left_out(given_ones: list[Excerpt]) -> None:
    places = {(one.document.iri, one.start, one.end) for one in given_ones}
    outer = {
        (doc, start, end)
        for doc, start, end in places
        if not any(d == doc and a <= start and end <= b and (a, b) != (start, end) for d, a, b in places)
    }
    kept = joined(Support((one,), 0.5) for one in given_ones).excerpts
    assert [(one.document.iri, one.start, one.end) for one in kept] == sorted(outer)


def test_the_nearest_share_most_offices_and_events() -> None:
    with closing(sqlite3.connect(":memory:")) as index:
        index.executescript(contents.SCHEMA)
        rows = [("office", node, "", "t1") for node in "ab"] + [("event", node, "", "e1") for node in "acd"]
        rows += [("event", node, "", "e2") for node in "ac"] + [("said", node, "", "s1") for node in "az"]
        index.executemany("INSERT INTO item VALUES (?, ?, ?, ?)", rows)
        contents.write_near(index)
        assert near(index, "a") == {"b": (1, 0), "c": (0, 2), "d": (0, 1)}
        assert near(index, "z") == {}
        index.execute("DELETE FROM near")
        index.executemany("INSERT INTO item VALUES ('event', ?, '', 'crowd')", [(f"n{i:03}",) for i in range(99)])
        contents.write_near(index)
        assert len(near(index, "n000")) == 60


def test_lists_names_and_quotes_come_in_parts(book: Book) -> None:
    everybody, part = listing(book, "person", size=10**9)
    assert (len(everybody), part.first) == (part.total, 0)
    pieces = [listing(book, "person", first, 1)[0] for first in range(part.total)]
    assert tuple(ref for piece in pieces for ref in piece) == everybody
    assert [ref.is_unnamed for ref in everybody] == sorted(ref.is_unnamed for ref in everybody)
    refs, first = listing(book, "person", 1, 1)
    html = rendering.kinds_listed(refs, first, "person", SERVED)
    links = lxml.html.fromstring(html).xpath("//nav[@class='pager']/a")
    assert {(link.text, link.get("href")) for link in links} == {
        ("before", "?first=0#first"),
        ("after", "?first=2#first"),
    }
    whole = names_of(book, SWITZERLAND)
    assert len(whole.documents) == whole.part.total == 2
    assert [naming.document.day for naming in whole.documents] == sorted(
        (naming.document.day for naming in whole.documents), reverse=True
    )
    later = profile(book, SWITZERLAND, Places(named=1, size=1))
    assert later.names.documents == whole.documents[1:]
    assert later.names.spellings == whole.spellings
    assert "?named=0#named" in rendering.profile_page(later, SERVED)


def test_the_index_knows_the_quotes_of_the_graph(book: Book) -> None:
    told = evidence(book.graph)
    assert quotes_of(book, None) == told
    some = {s for s, _, _ in told if "/tenure/" in s}
    assert quotes_of(book, some) == evidence(book.graph, some) != {}


def test_the_quotes_of_an_event_come_in_parts(book: Book) -> None:
    page = occasion(book, LEAVING, Places(quote=1, size=1))
    assert page.quotes == page.event.support.excerpts[1:2]
    assert "?quote=0#quote" in rendering.occasion_page(page, SERVED)
    assert occasion(book, LEAVING).quotes == page.event.support.excerpts


def test_a_server_shows_the_first_passages_and_where_the_others_are(book: Book) -> None:
    page = occasion(book, LEAVING)
    document = page.event.support.excerpts[0].document
    many = tuple(Excerpt(document, number * 10, number * 10 + 5, f"passage number {number}") for number in range(9))
    event = Happening(LEAVING, "an event", support=Support(many, 0.5))
    state = gathered(book, None, DATA, SWITZERLAND)  # type: ignore[arg-type]
    assert isinstance(state, StatePage)
    full = replace(state.profile, events=(event,))
    served = lxml.html.fromstring(rendering.profile_page(full, SERVED))
    (rest,) = served.xpath("//section[@aria-labelledby='event']//details")
    assert len(rest.xpath(".//blockquote")) == 4
    (link,) = rest.xpath(".//p[@class='note']/a")
    assert f"{DATA}{link.get('href').removeprefix('/id/')}" == LEAVING
    filed = lxml.html.fromstring(rendering.profile_page(full, Filed(DATA, "id/state/switzerland.html")))
    assert len(filed.xpath("//section[@aria-labelledby='event']//details//blockquote")) == 8
    assert isinstance(gathered(book, None, DATA, LEAVING), Occasion)  # type: ignore[arg-type]


def test_those_who_hold_office_are_found_however_many_there_are(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    tenures = items_of(book.index, "office", f"{DATA}state/france")
    service = serving(book, tenures, "2021-05-06")
    assert service is not None
    assert service.more == 0
    assert {holder.certainty for holder in service.holders} == {"certainly"}
    monkeypatch.setattr("kg.query.pages.service._MOST", 1)
    fewer = serving(book, tenures, "2021-05-06")
    assert fewer is not None
    assert (len(fewer.holders), fewer.more) == (1, len(service.holders) - 1)
    assert (fewer.first, fewer.last) == (service.first, service.last)


def test_a_folder_of_files_knows_who_held_office_on_every_day(tmp_path_factory: pytest.TempPathFactory) -> None:
    with book_of(sample_graph(tmp_path_factory.mktemp("courses") / "sample")) as (book, archive):
        for state in ("united-kingdom", "kosovo", "hungary"):
            page = gathered(book, archive, DATA, f"{DATA}state/{state}", Places(size=10**9))
            assert isinstance(page, StatePage)
            assert page.service is not None
            first, last = (date.fromisoformat(day) for day in (page.service.first, page.service.last))
            days = [first + timedelta(days=n) for n in range(0, (last - first).days + 1, 5)] + [last]
            for day in map(str, days):
                asked = serving(book, items_of(book.index, "office", f"{DATA}state/{state}"), day)
                assert asked is not None
                held = {course.office.iri: now for course in page.service.courses if (now := course.on(day))}
                assert held == {holder.office.iri: holder.certainty for holder in asked.holders}, day
            html = lxml.html.fromstring(rendering.page_of(page, Filed(DATA, "id/state/x.html")))
            shown = html.xpath("//table[@class='holders']//tr[@data-held][not(@hidden)]")
            assert len(shown) == len(page.service.holders)


def test_many_words_for_times_are_cut_on_a_server() -> None:
    times = tuple(Time(f"urn:{number}", said=f"day {number}") for number in range(9))
    macro = rendering.environment().get_template("macros.html").module.said_times
    assert macro(times, SERVED).count("“") == 6
    assert "and 3 more" in macro(times, SERVED)
    assert macro(times, Filed(DATA)).count("“") == 9


@given(st.lists(st.tuples(st.integers(10, 30), st.integers(0, 5)), max_size=9))
def test_spans_that_meet(given_ones: list[tuple[int, int]]) -> None:
    spans = [(f"2020-01-{begin}", f"2020-01-{begin + length}") for begin, length in given_ones]
    for begin, end in spans:
        assert Spans(spans).meet(begin, end) == sum(a <= end and b >= begin for a, b in spans)


def test_a_post_of_many_holders_tells_who_held_it_at_one_time(tmp_path: Path) -> None:
    years = range(1950, 2000)
    report = Maker("".join(f"Holder {year} leads Peru in {year}.\n" for year in years), "many", "2021-05-06")
    peru = report.entity("s", "State", "Peru", "state/peru")
    for year in years:
        person = report.entity(f"p{year}", "Person", f"Holder {year}", f"person/h-{year}")
        last = year + (year == 1980)
        time = TimeValue(edtf=f"{year}/{last}", earliest=f"{year}-01-01", latest=f"{last}-12-01")
        report.facts.append(
            Tenure(id=f"t{year}", evidence=report.evidence(f"Holder {year} leads Peru in {year}."), confidence=0.9,
                   factuality="actual", person=person, post="president", role="head_of_state", state=peru,
                   status="former", time=time)
        )  # fmt: skip
    build(tmp_path / "graph", [report.extraction()])
    with book_of(tmp_path / "graph") as (book, _):
        (post,) = [row[0] for row in book.index.execute("SELECT iri FROM entry WHERE kind = 'post'")]
        (pair,) = profile(book, post, Places(office=20)).rivalries
        assert {pair.one.person.label, pair.other.person.label} == {"Holder 1980", "Holder 1981"}
        assert pair.one.support.excerpts
        assert profile(book, post).rivalries == ()


def test_the_relations_of_a_node_come_in_parts(book: Book) -> None:
    nodes = [row[0] for row in book.index.execute("SELECT iri FROM entry ORDER BY id")]
    iri, whole = next((iri, many) for iri in nodes for many in relations_of(book, iri) if len(many.links) > 1)
    assert (len(whole.links), whole.part.first) == (whole.part.total, 0)
    pieces = [
        piece
        for first in range(whole.part.total)
        for piece in relations_of(book, iri, first, 1)
        if piece.words == whole.words
    ]
    assert tuple(link for piece in pieces for link in piece.links) == whole.links
    assert [piece.part.first for piece in pieces] == list(range(whole.part.total))
    assert all(one.part.first == 0 for one in relations_of(book, iri, 10**6))
    page = profile(book, iri, Places(related=1))
    html = rendering.profile_page(replace(page, relations=(pieces[1],)), SERVED)
    assert lxml.html.fromstring(html).xpath("//*[@id='related']//nav/a/@href")[0] == "?related=0#related"
