"""What pages show, and that nothing a text says can be anything but text on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import lxml.html
import pytest
from graph_fixtures import LEAVING, build, first_report, second_report
from hostile import SCRIPT_IRI, hostile_store
from msgspec.structs import replace
from pages_fixtures import ATTACKS, book_of, hostile_graph, require_harmless, sample_graph
from pyoxigraph import RdfFormat, parse
from typer.testing import CliRunner

from kg.browse.pages import rendering
from kg.browse.pages.addresses import Filed, Served, outside
from kg.browse.pages.marking import pieces
from kg.browse.pages.site import write_site
from kg.browse.pages.timeline import in_words, span_of, timeline
from kg.cli import app
from kg.errors import KGError
from kg.graph.archive import Archive
from kg.graph.fulltext import open_index, write_index
from kg.graph.store import open_store
from kg.iris import DATA
from kg.query.pages.book import Book
from kg.query.pages.contents import Places
from kg.query.pages.describing import description
from kg.query.pages.node_pages import StatePage, gathered
from kg.query.pages.nodes import Ref
from kg.query.pages.occasion import Occasion
from kg.query.pages.offices import Office, Time, rivalries
from kg.query.pages.plain import Plain
from kg.query.pages.profile import Profile, profile
from kg.query.pages.report import Report
from kg.query.pages.service import certainty_on
from kg.query.pages.spellings import Spelling
from kg.query.pages.support import Document, Excerpt, Support, independent, joined
from kg.query.results import printable
from kg.query.search import MOST_FOUND, Found, Hit

SERVED = Served(DATA)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "graph"
    build(path, [first_report(), second_report()])
    return path


@pytest.fixture(scope="module")
def book(folder: Path) -> Iterator[tuple[Book, Archive]]:
    with book_of(folder) as opened:
        yield opened


def profile_of(book: tuple[Book, Archive], local: str) -> Profile:
    page = gathered(*book, DATA, DATA + local)
    page = page.profile if isinstance(page, StatePage) else page
    assert isinstance(page, Profile)
    return page


def words_of(html: str) -> str:
    return " ".join(lxml.html.fromstring(html).text_content().split())


def test_a_person_s_page_has_all_of_it_with_its_quotes(book: tuple[Book, Archive]) -> None:
    page = profile_of(book, "person/ana-roux")
    assert [office.post.label for office in page.offices] == [
        "Co-head of the River Office for France", "Deputy River Minister of France"]  # fmt: skip
    assert all(office.support.sources == 1 and office.support.confidence == 0.9 for office in page.offices)
    assert {relation.words for relation in page.relations} == {"national of", "member of"}
    assert {spelling.words for spelling in page.names.spellings} == {"Ana Roux"}
    assert page.names.others == ("Ana-Maria Roux", "Roux, Ana")
    assert page.ties[0].node.label in ("France", "River Office")
    html = words_of(rendering.profile_page(page, SERVED))
    for said in ("Roux is a member of the Water Party.", "in office in reports of 2021-05-06", "1 source", "0.90"):
        assert said in html


def test_what_no_text_says_is_marked(book: tuple[Book, Archive]) -> None:
    html = rendering.profile_page(profile_of(book, "state/france"), SERVED)
    capital = lxml.html.fromstring(html).xpath("//section[@aria-label='capital']")[0].text_content()
    assert "Paris" in capital
    assert "background knowledge" in capital
    assert 'class="chip inferred"' in rendering.profile_page(profile_of(book, "inst/river-office"), SERVED)


def test_contradicting_documents_stand_side_by_side(book: tuple[Book, Archive]) -> None:
    page = gathered(*book, DATA, LEAVING)
    assert isinstance(page, Occasion)
    (difference,) = page.differences
    assert [(side.words, side.is_held, side.support.sources) for side in difference.sides] == [
        ("Actual", True, 1), ("Claimed", False, 1)]  # fmt: skip
    html = words_of(rendering.occasion_page(page, SERVED))
    assert "held by the graph" in html
    assert "France left the River Office on 4 May 2021" in html
    assert "pulled out of the River Office, Swiss officials said" in html
    assert page.event.support.sources == 2
    assert page.sayings[0].speaker.label == "Swiss officials (unnamed)"


def test_every_fact_of_an_event_has_its_passages(book: tuple[Book, Archive]) -> None:
    page = gathered(*book, DATA, LEAVING)
    assert isinstance(page, Occasion)
    items = lxml.html.fromstring(rendering.occasion_page(page, SERVED)).xpath("//section[h2]//article")
    assert {"kind", "took place", "when"} <= {item.xpath("string(.//*[@class='when'])") for item in items}
    assert all(item.xpath(".//blockquote") and item.xpath(".//*[@class='chip sources']") for item in items)


def test_an_office_has_a_page_of_its_own_in_words(book: tuple[Book, Archive]) -> None:
    pages = [gathered(*book, DATA, office.iri) for office in profile_of(book, "person/ana-roux").offices]
    html = " ".join(words_of(rendering.plain_page(page, SERVED)) for page in pages if isinstance(page, Plain))
    assert html.count("has timein office in reports of 2021-05-06") == 2
    assert "hasTime" not in html


def test_a_state_s_page_tells_who_acts_for_it_on_a_day(book: tuple[Book, Archive]) -> None:
    held = {}
    for day in ("2021-05-06", "2020-01-01", "no day"):
        page = gathered(*book, DATA, f"{DATA}state/france", day=day)
        assert isinstance(page, StatePage)
        assert page.service is not None
        held[day] = {holder.certainty for holder in page.service.holders}
    assert held == {"2021-05-06": {"certainly"}, "2020-01-01": {"possibly"}, "no day": {"certainly"}}


def test_a_document_s_page_has_its_text_whole_and_marked(book: tuple[Book, Archive]) -> None:
    first = first_report()
    page = gathered(*book, DATA, f"{DATA}doc/{first.document.id}")
    assert isinstance(page, Report)
    steps = pieces(page)
    assert "".join(step.words for step in steps if step.step == "words") == first.text
    html = rendering.report_page(page, SERVED)
    tree = lxml.html.fromstring(html)
    start = first.text.index("Roux is a member")
    (passage,) = tree.xpath(f"//*[@id='p{start}-{start + len('Roux is a member of the Water Party.')}']")
    assert passage.text_content() == "Roux is a member of the Water Party."
    assert tree.xpath("//a[contains(@class, 'name')][.='Paris']/@title") == ["France (literally: Paris)"]
    assert tree.xpath("//div[@class='archived']")[0].text_content() == first.text
    assert "source" not in [link.text for link in tree.xpath("//a")]


def test_marks_that_cross_still_nest(book: tuple[Book, Archive]) -> None:
    page = gathered(*book, DATA, f"{DATA}doc/{first_report().document.id}")
    assert isinstance(page, Report)
    from kg.model import Stretch

    crossing = replace(page, passages=(Stretch(start=2, end=20), Stretch(start=10, end=40), Stretch(start=15, end=18)))
    depth = []
    for step in pieces(crossing):
        if step.step == "open":
            depth.append(step.mark)
        elif step.step == "close":
            assert depth.pop() == step.mark
    assert depth == []
    firsts = [step.mark for step in pieces(crossing) if step.step == "open" and step.is_first]
    assert len(firsts) == len(set(firsts))


def test_every_node_has_a_page_and_no_link_leads_nowhere(
    book: tuple[Book, Archive], folder: Path, tmp_path: Path
) -> None:
    with open_store(folder) as snapshot:
        write_site(snapshot, tmp_path / "site")
    site = tmp_path / "site"
    for file in site.rglob("*.html"):
        if file.name == "network.html":
            continue
        tree = lxml.html.fromstring(file.read_text(encoding="utf-8"))
        for link in tree.xpath("//@href | //@src | //@action"):
            parts = urlsplit(link)
            if parts.scheme in ("data", "http", "https"):
                continue
            assert not parts.scheme
            target = (file.parent / parts.path).resolve() if parts.path else file
            assert target.is_file(), (file, link)
            if parts.fragment and target.suffix == ".html":
                assert f'id="{parts.fragment}"' in target.read_text(encoding="utf-8"), (file, link)
        served = [gathered(*book, DATA, iri) for iri in (LEAVING, f"{DATA}time/none")]
        assert served[1] is None


def test_long_lists_come_in_parts(book: tuple[Book, Archive]) -> None:
    whole = profile_of(book, "state/switzerland")
    assert len(whole.events) == whole.event_part.total > 1
    parts = [profile(book[0], f"{DATA}state/switzerland", Places(event=n, size=1)) for n in range(len(whole.events))]
    assert [part.events[0].iri for part in parts] == [event.iri for event in whole.events]
    first = lxml.html.fromstring(rendering.profile_page(parts[0], SERVED))
    assert first.xpath("//nav[@class='pager']/a[.='older']/@href")[0].startswith("?")
    assert profile(book[0], f"{DATA}state/switzerland", Places(event=99, size=1)).events == parts[0].events
    assert [event.when for event in whole.events] == ["by 2021-05-06", "2021-05-04"]


def test_the_first_page_leads_to_every_list(folder: Path, tmp_path: Path) -> None:
    with open_store(folder) as snapshot:
        write_site(snapshot, tmp_path / "site")
    listed = {path.name for path in (tmp_path / "site").glob("list-*.html") if "<li>" in path.read_text("utf-8")}
    assert len(listed) > 5
    home = lxml.html.parse(tmp_path / "site" / "index.html")
    assert listed == {link for link in home.xpath("//a/@href") if link.startswith("list-")}


def test_pronouns_are_no_names(book: tuple[Book, Archive]) -> None:
    page = profile_of(book, "state/france")
    told = (Spelling("France", 3, ("by name",)), Spelling("it", 2, ("by description",)))
    tree = lxml.html.fromstring(
        rendering.profile_page(replace(page, names=replace(page.names, spellings=told)), SERVED)
    )
    assert tree.xpath("//*[@class='spellings']//bdi/text()") == ["France"]
    assert tree.xpath("//table[@class='spelled']//bdi/text()") == ["France", "it"]


def test_a_search_says_that_there_is_more() -> None:
    hits = tuple(Hit(f"{DATA}person/{number}", "person", "Ann", 1) for number in range(MOST_FOUND))
    for found, noted in ((Found(hits), True), (Found(hits[1:]), False)):
        html = words_of(rendering.search_page("ann", found, {}, SERVED))
        assert ("more words narrow the search" in html) == noted
        assert "1 mentions" not in html


def test_a_site_replaces_only_a_site(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with open_store(folder) as snapshot:
        with pytest.raises(KGError, match="other files"):
            write_site(snapshot, tmp_path)
        with pytest.raises(KGError, match="is a file"):
            write_site(snapshot, tmp_path / "letter.txt")
        write_site(snapshot, tmp_path / "site")
        (tmp_path / "site" / "old.html").write_text("old")
        first = {path.relative_to(tmp_path): path.read_bytes() for path in (tmp_path / "site").rglob("*.*")}
        assert write_site(snapshot, tmp_path / "site") > 10
    second = {path.relative_to(tmp_path): path.read_bytes() for path in (tmp_path / "site").rglob("*.*")}
    assert set(first) - set(second) == {Path("site/old.html")}
    assert all(first[name] == content for name, content in second.items())
    result = CliRunner().invoke(app, ["browse", "--site", str(tmp_path / "two"), str(folder), "--about", "France"])
    assert result.exit_code == 2


def pages(folder: Path) -> Iterator[tuple[str, str]]:
    """Every page of a graph as it is served, with its address."""
    with book_of(folder) as (book, archive):
        iris = [row[0] for row in book.index.execute("SELECT iri FROM entry UNION SELECT DISTINCT item FROM item")]
        for iri in iris:
            page = gathered(book, archive, DATA, iri)
            assert page is not None
            yield iri, rendering.page_of(page, SERVED)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_graph(tmp_path_factory.mktemp("hostile") / "graph")


def test_hostile_words_are_words_on_every_page(hostile: Path) -> None:
    seen: dict[int, set[str]] = {number: set() for number in range(len(ATTACKS))}
    for iri, html in pages(hostile):
        tree = require_harmless(html)
        text = " ".join(tree.text_content().split())
        match = re.search(r"/(\w+)/attack-(\d+)$", iri)
        if match:
            words = " ".join(printable(ATTACKS[int(match[2])]).split())
            assert words[:130] in text, iri
            assert words in " ".join(tree.xpath("//h1")[0].text_content().split()), iri
            seen[int(match[2])].add(match[1])
    assert all(kinds == {"person", "state", "inst", "event"} for kinds in seen.values())


def test_hostile_words_in_files_searches_and_lists(hostile: Path, tmp_path: Path) -> None:
    with open_store(hostile) as snapshot:
        write_site(snapshot, tmp_path / "site")
    for file in (tmp_path / "site").rglob("*.html"):
        require_harmless(file.read_text(encoding="utf-8"))
    script = (tmp_path / "site" / "assets" / "index.js").read_text(encoding="utf-8")
    assert script.count("\n") == 1
    assert "\u2028" not in script
    with book_of(hostile) as (book, _):
        from kg.query.search import search

        for words in ATTACKS:
            tree = require_harmless(rendering.search_page(words, search(book.index, words), {}, SERVED))
            assert " ".join(printable(words).split())[:100] in " ".join(tree.text_content().split())


def test_addresses_that_are_none(tmp_path: Path) -> None:
    store = hostile_store()
    write_index(tmp_path / "search-s.sqlite", store)
    with open_index(tmp_path, "s") as index, Archive(tmp_path / "archive.sqlite") as archive:
        book = Book(store, index)
        for number in range(9):
            page = gathered(book, archive, DATA, f"{SCRIPT_IRI}//{number}")
            assert isinstance(page, Profile)
            assert page.offices
            tree = require_harmless(rendering.page_of(page, SERVED))
            assert tree.xpath("//a[starts-with(@href, '/node?iri=')]")
    with pytest.raises(ValueError, match="IRI"):
        gathered(book, archive, DATA, "no iri > at all")


@pytest.mark.parametrize(
    ("url", "stands"),
    [
        ("https://example.org/a?b=1", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https://exa\u202emple.org/", False),
        ("http://[bad", False),
        ("https://example.org/a b", False),
    ],
)
def test_only_the_web_is_linked(url: str, stands: bool) -> None:
    assert (outside(url) == url) is stands


def test_addresses() -> None:
    assert SERVED.local(f"{DATA}person/a-b") == "/id/person/a-b"
    assert SERVED.local("urn:x?y&z") == "/node?iri=urn%3Ax%3Fy%26z"
    filed = Filed(DATA, "id/person/a.html")
    assert filed.node(Ref(f"{DATA}state/x", "X", "state")) == "../state/x.html"
    assert filed.node(Ref(f"{DATA}tenure/x", "X", "tenure")) == ""
    for escape in ("../../etc/passwd", "person/../../x", "person/", "/x", "person/.x"):
        assert re.fullmatch(r"node/[0-9a-f]{12}\.html", filed.file(DATA + escape))


def time(**known: str) -> Time:
    return Time(iri="urn:t", **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ([time(edtf="2019-03-01/..", earliest_begin="2019-03-01")], "since 2019-03-01"),
        ([time(edtf="2019/2021", earliest_begin="2019-01-01", latest_end="2021-12-31")], "2019-01-01 to 2021-12-31"),
        ([time(latest_begin="2020-02-02", earliest_end="2020-02-02")], "in office in reports of 2020-02-02"),
        ([time(latest_end="2020-02-02")], "over by 2020-02-02"),
        ([time(earliest_begin="2020-02-02")], "not begun by 2020-02-02"),
        ([time(edtf="2020", earliest_begin="2020-01-01", latest_end="2020-12-31")],
         "at some time between 2020-01-01 and 2020-12-31"),
        ([], "no date is given"),
    ],
)  # fmt: skip
def test_spans_in_words(times: list[Time], words: str) -> None:
    assert in_words(span_of(times)) == words


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (time(latest_end="2019-02-25"), "by 2019-02-25"),
        (time(earliest_begin="2019-02-01", latest_end="2019-02-25"), "2019-02-01 to 2019-02-25"),
        (time(edtf="2019-02-25/..", earliest_begin="2019-02-25"), "from 2019-02-25"),
        (time(), ""),
    ],
)
def test_a_time_in_words(given: Time, words: str) -> None:
    assert given.words == words


def office(name: str, *times: Time, single: bool = True, status: str = "current") -> Office:
    person, post = Ref(f"urn:{name}", name, "person"), Ref("urn:post", "Post", "post")
    return Office(f"urn:tenure-{name}", person, post, post, None, "head", (status,), single, times, Support())


def test_ends_are_drawn_as_they_are_known() -> None:
    since = office("A", time(edtf="2019-03-01/..", earliest_begin="2019-03-01"))
    seen = office("B", time(latest_begin="2020-02-02", earliest_end="2020-02-02"))
    both = office("C", time(edtf="2015/2016", earliest_begin="2015-01-01", latest_end="2016-12-31"))
    marks = {
        row.office.person.label: [(s.mark, s.side) for s in row.shapes] for row in timeline((since, seen, both)).rows
    }
    assert ("begin", "") in marks["A"]
    assert ("open", "right") in marks["A"]
    assert ("open", "left") not in marks["A"]
    assert {("seen", ""), ("open", "left"), ("open", "right")} <= set(marks["B"])
    assert {("held", ""), ("begin", ""), ("end", "")} == set(marks["C"])
    assert timeline((office("D"),)).rows == ()
    drawn = timeline((since, seen, both))
    assert all(0 <= s.x <= 100 and 0 <= s.x + s.width <= 100.7 for row in drawn.rows for s in row.shapes)
    assert [words for words, _ in drawn.marks] == sorted(words for words, _ in drawn.marks)


def test_a_day_by_which_it_was_over_is_no_end_that_is_known() -> None:
    over = office("A", time(latest_end="2020-02-02"))
    ahead = office("B", time(earliest_begin="2020-03-02"))
    marks = {row.office.person.label: {s.mark for s in row.shapes} for row in timeline((over, ahead)).rows}
    assert marks == {"A": {"open", "over"}, "B": {"open", "ahead"}}


@pytest.mark.parametrize(
    ("days", "marks"),
    [
        (("2019-01-04", "2019-03-31"), ["2019-01", "2019-02", "2019-03", "2019-04"]),
        (("2019-01-04", "2020-08-31"), ["2019-01", "2019-05", "2019-09", "2020-01", "2020-05", "2020-09"]),
        (("2015-03-01", "2020-02-02"), ["2015", "2016", "2017", "2018", "2019", "2020"]),
        (("1951-03-01", "2020-02-02"), ["1960", "1980", "2000", "2020"]),
    ],
)
def test_the_line_is_marked_by_months_or_years(days: tuple[str, str], marks: list[str]) -> None:
    line = timeline([office(day, time(latest_begin=day, earliest_end=day)) for day in days])
    assert [words for words, _ in line.marks] == marks


def test_two_holders_of_one_seat_are_told() -> None:
    one = office("A", time(latest_begin="2020-02-02", earliest_end="2020-01-02"))
    other = office("B", time(latest_begin="2020-02-09", earliest_end="2020-02-01"))
    (pair,) = rivalries((one, other))
    assert (pair.begin, pair.end) == ("2020-02-01", "2020-02-02")
    assert rivalries((one, office("B", *other.times, single=False))) == ()
    assert rivalries((one, office("B", *other.times, status="designate"))) == ()
    assert rivalries((one, office("A", *other.times))) == ()


def test_certainty_of_a_day() -> None:
    held = office("A", time(latest_begin="2020-02-02", earliest_end="2020-02-02"), time(latest_begin="2020-06-02",
                  earliest_end="2020-06-02"))  # fmt: skip
    assert [certainty_on(held, day) for day in ("2020-02-02", "2020-04-01", "2021-01-01")] == [
        "certainly", "probably", "possibly"]  # fmt: skip
    over = office("B", time(latest_end="2020-02-02"), status="former")
    assert certainty_on(over, "2020-02-03") is None


def excerpt(document: str, publisher: str, words: str = "w", start: int = 0) -> Excerpt:
    return Excerpt(Document(f"urn:{document}", document, publisher=publisher), start, start + len(words), words)


def test_sources_are_independent_where_publisher_and_words_differ() -> None:
    assert independent(()) == 0
    assert independent((excerpt("a", "P", "x y"), excerpt("b", "Q", "z"))) == 2
    assert independent((excerpt("a", "P", "x"), excerpt("b", "P", "z"))) == 1
    assert independent((excerpt("a", "P", "x  y"), excerpt("b", "Q", "x y"))) == 1
    assert independent((excerpt("a", "", "x"), excerpt("b", "", "y"), excerpt("a", "", "y"))) == 1
    together = joined((Support((excerpt("a", "P", "xyz"),), 0.5, True), Support((excerpt("a", "P", "y", 1),), 0.7)))
    assert [one.words for one in together.excerpts] == ["xyz"]
    assert (together.confidence, together.is_inferred) == (0.7, False)
    assert joined(()).is_background


def test_a_node_as_data_is_whole(book: tuple[Book, Archive]) -> None:
    found = description(book[0], f"{DATA}person/ana-roux")
    text = "\n".join(map(str, found))
    assert "memberOf" in text
    assert "FactRecord" in text
    assert "exact" in text


def test_the_sample_has_pages(tmp_path: Path) -> None:
    folder = sample_graph(tmp_path / "sample")
    with book_of(folder) as opened:
        person = profile_of(opened, "person/albin-kurti")
        assert person.offices[0].post.label in ("Prime Minister of Kosovo", "Premier of Kosovo")
        html = rendering.profile_page(person, SERVED)
        link = lxml.html.fromstring(html).xpath("//a[contains(@href, '/id/doc/')]/@href")[0]
        page = gathered(*opened, DATA, DATA + urlsplit(link).path.removeprefix("/id/"))
        assert isinstance(page, Report)
        assert f'id="{urlsplit(link).fragment}"' in rendering.report_page(page, SERVED)


def test_served_pages_by_form(folder: Path) -> None:
    from serving import serving

    with serving(folder) as server:
        path = "/id/person/ana-roux"
        page = server.get(path, "text/html")
        assert (page.status, page.type) == (200, "text/html")
        assert page.headers["vary"] == "Accept"
        for accept, form in (("text/turtle", RdfFormat.TURTLE), ("application/ld+json", RdfFormat.JSON_LD)):
            data = server.get(path, accept)
            assert data.type == accept
            assert any("ana-roux" in str(triple.subject) for triple in parse(data.body, format=form))
        assert server.get(path, "image/png").status == 406
        assert server.get("/id/person/nobody").status == 404
        assert server.get("/id/%3Cscript%3E").status == 404
        assert server.get("/id/person/ana-roux", event="99999", office="x", on="'").status == 200
        assert server.get("/node", iri="no iri").status == 404
        assert server.get("/assets/pages.css").type == "text/css"
        assert server.get("/assets/..%2f__init__.py").status == 404
        assert "Ana Roux" in server.get("/search", q="rouxx").body.decode()
        assert "Ana Roux" in server.get("/").body.decode()
        assert "Ana Roux" in server.get("/list-person").body.decode()
        assert "script-src 'self'" in page.headers["content-security-policy"]
        build(folder, [second_report()])
        assert server.get(path).status == 200
