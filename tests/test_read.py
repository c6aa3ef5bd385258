"""Reading: every kind of source and format, and everything that can be wrong with them."""

from __future__ import annotations

import io
import json
import os
import sys
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kg.errors import ReadError
from kg.model import Document
from kg.read import read_documents
from kg.read.dates import parse_published
from kg.read.decoding import clean, decode
from kg.read.documents import document_id
from kg.read.limits import FILE_BYTES, LINE_BYTES, TEXT_CHARACTERS
from kg.read.pages import ArticleExtractor, looks_like_page
from kg.read.rejection import Rejected

SENTENCE = "The foreign minister of Norland met the envoy of Sudland on Monday and signed a treaty on herring fishing."
PARAGRAPH = f"<p>{SENTENCE}</p>"
PAGE = f"""<!doctype html><html><head><title>Ministers sign treaty</title>
<meta property="og:site_name" content="The Norland Times">
<meta property="article:published_time" content="2019-03-22T23:30:00+09:00">
<link rel="canonical" href="https://norland.example/treaty"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Ministers sign treaty</h1>{PARAGRAPH * 5}</article></body></html>"""


def read(*sources: Path | str, published: str | None = None) -> list[Document | ReadError]:
    return list(read_documents([str(source) for source in sources], published=published))


def only(*sources: Path | str, published: str | None = None) -> Document:
    (document,) = read(*sources, published=published)
    assert isinstance(document, Document), document
    return document


def reason(*sources: Path | str) -> str:
    (error,) = read(*sources)
    assert isinstance(error, ReadError), error
    return error.reason


def write(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def documents(found: Iterable[Document | ReadError]) -> list[Document]:
    return [item for item in found if isinstance(item, Document)]


# ---- text and encodings


def test_plain_text_is_kept_as_its_bytes_say(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "One\r\ntwo\rthree\n\tfour \u2028 five\n\n")
    document = only(path)
    assert document.text == "One\r\ntwo\rthree\n\tfour \u2028 five\n\n"
    assert document.header.source == str(path)
    assert document.header.id == sha256(document.text.encode()).hexdigest()[:16]
    assert (document.header.published, document.header.published_basis) == (None, "unknown")
    assert document.header.title is None


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (SENTENCE.encode("utf-8-sig"), SENTENCE),
        (SENTENCE.encode("utf-16"), SENTENCE),
        (SENTENCE.encode("utf-16-le"), SENTENCE),
        (SENTENCE.encode("utf-16-be"), SENTENCE),
        (SENTENCE.encode("utf-32"), SENTENCE),
        ("The Élysée said “no” in Brasília.".encode("cp1252"), "The Élysée said “no” in Brasília."),
        ("The Élysée said no.".encode("latin-1"), "The Élysée said no."),
        ("Президент встретился с министром.".encode("cp1251"), "Президент встретился с министром."),
        (b"One\x00two\x1b[31m three\x7f", "One\ufffdtwo\ufffd[31m three\ufffd"),
        (b"One \xed\xa0\x80 two", "One \ufffd two"),
        (b"\xff\xfe" + "One \ud800 two".encode("utf-16-le", "surrogatepass"), "One \ufffd two"),
        ("Élysée é é é é é é ".encode() + b"\xe9 end", "Élysée é é é é é é \ufffd end"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, text: str) -> None:
    assert only(write(tmp_path / "a.txt", data)).text == text


@given(st.text(alphabet=st.characters(), max_size=200))
def test_cleaning_keeps_length_and_all_that_can_be_written(text: str) -> None:
    result = clean(text)
    assert len(result) == len(text)
    assert clean(result) == result
    result.encode()
    for new, old in zip(result, text, strict=True):
        kept = unicodedata.category(old) not in {"Cc", "Cs"} or old in "\t\n\r"
        assert new == (old if kept and old not in "\ufffe\uffff" else "\ufffd")


@settings(deadline=None)
@given(st.text(min_size=1, max_size=200).filter(lambda text: "\0" not in text))
def test_ids_are_stable_and_utf8_is_read_back(text: str) -> None:
    assume(not text.startswith(("PK\x03\x04", "{\\rtf", "%PDF-")))
    assume(sum(unicodedata.category(char) == "Cc" for char in text) < 8)
    decoded = decode(text.encode())
    assert decoded == clean(text.removeprefix("\ufeff"))
    assert document_id(decoded) == document_id(clean(decoded))


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    with suppress(Rejected):
        assert clean(decode(data)) == decode(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "white space"),
        (b"... --- ...", "no words"),
        (bytes(range(256)) * 20, "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(255, -1, -1)) * 9, "binary"),
        (b"%PDF-1.7 and so on", "PDF"),
        (b"PK\x03\x04 and so on", "ZIP"),
        (b"\xff\xfeo", "undecodable"),
        (b"\xef\xbb\xbf\xff\xff\xff", "undecodable"),
        (b"a" * 20_000_000, "too large: 20,000,000 bytes"),
        (b"a " * (TEXT_CHARACTERS // 2 + 1), "characters"),
    ],
)
def test_what_is_no_text_is_named(tmp_path: Path, data: bytes, words: str) -> None:
    assert words in reason(write(tmp_path / "a.txt", data))


# ---- sources


def test_folders_are_walked_in_order_and_hidden_files_left_out(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/a.txt", ".hidden", "a/.git/c.txt", "c"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        write(tmp_path / name, f"Text of {name}")
    found = documents(read(tmp_path))
    assert [item.header.source for item in found] == [
        str(tmp_path / name) for name in ("a/a.txt", "a/z.txt", "b.txt", "c")
    ]


def test_order_is_as_given_and_a_path_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        write(tmp_path / name, "The same words")
    monkeypatch.chdir(tmp_path)
    found = documents(read("b.txt", tmp_path / "b.txt", "./*.txt", ".", "a.txt"))
    assert [item.header.source for item in found] == ["b.txt", "./a.txt", "./c.txt"]
    assert len({item.header.id for item in found}) == 1


def test_a_single_string_is_one_source(tmp_path: Path) -> None:
    (document,) = read_documents(str(write(tmp_path / "a.txt", SENTENCE)))
    assert isinstance(document, Document)


def test_a_file_whose_name_looks_like_a_glob_is_read(tmp_path: Path) -> None:
    assert only(write(tmp_path / "a[1].txt", SENTENCE)).text == SENTENCE


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SENTENCE.encode())))
    document = only("-", published="2019-03-22")
    assert (document.text, document.header.source, document.header.published_basis) == (SENTENCE, "-", "given")


def test_too_much_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a" * (FILE_BYTES + 1))))
    assert "too large" in reason("-")


def test_sources_without_files(tmp_path: Path) -> None:
    assert reason(tmp_path / "none.txt") == "no such file or folder"
    assert reason(tmp_path / "*.txt") == "no file matches"
    assert reason(tmp_path) == "nothing to read in this folder"
    assert reason("a\0b") == "no such file or folder"


def test_directory_loops_and_repeated_folders(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    write(tmp_path / "a" / "one.txt", SENTENCE)
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    document, loop = read(tmp_path)
    assert isinstance(document, Document)
    assert isinstance(loop, ReadError)
    assert "directory loop" in loop.reason
    assert loop.source == str(tmp_path / "a" / "up")


def test_links_to_themselves_and_to_nothing(tmp_path: Path) -> None:
    (tmp_path / "self.txt").symlink_to("self.txt")
    (tmp_path / "nothing.txt").symlink_to("gone.txt")
    assert [isinstance(item, ReadError) for item in read(tmp_path)] == [True, True]


def test_pipes_and_devices_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "pipe.jsonl")
    assert "named pipe" in reason(tmp_path / "pipe.txt")
    assert "named pipe" in reason(tmp_path / "pipe.jsonl")
    assert "device" in reason("/dev/null")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_missing_permission(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", SENTENCE).chmod(0)
    (tmp_path / "b").mkdir(mode=0)
    assert [item.reason for item in read(tmp_path) if isinstance(item, ReadError)] == [
        "permission denied",
        "folder cannot be read: Permission denied",
    ]


def test_permission_errors_become_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *arguments: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    path = write(tmp_path / "a.txt", SENTENCE)
    monkeypatch.setattr(Path, "open", refuse)
    assert reason(path) == "permission denied"


def test_names_that_are_no_unicode_can_be_written(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.txt"))
    assert only(write(path, SENTENCE)).header.source.endswith("a\ufffd.txt")


def test_the_run_goes_on_after_every_failure(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "")
    write(tmp_path / "b.txt", SENTENCE)
    write(tmp_path / "c.json", "{}")
    write(tmp_path / "d.xml", '<?xml version="1.0"?><rss/>')
    write(tmp_path / "e.txt", SENTENCE + "\n")
    assert [type(item).__name__ for item in read(tmp_path)] == [
        "ReadError",
        "Document",
        "ReadError",
        "ReadError",
        "Document",
    ]


# ---- dates


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2019-03-22", "2019-03-22"),
        ("2019-03-22T23:30:00Z", "2019-03-22"),
        ("2019-03-22 23:30:00+09:00", "2019-03-22"),
        ("2019-01-02/2019-12-31", "2019-01-02/2019-12-31"),
        ("2019-02", "2019-02-01/2019-02-28"),
        ("2019", "2019-01-01/2019-12-31"),
        ("2019/2020-02", "2019-01-01/2020-02-29"),
        ("2019-03-22/2019-03-22", "2019-03-22"),
    ],
)
def test_dates_are_brought_to_one_form(value: str, expected: str) -> None:
    assert parse_published(value) == expected


@pytest.mark.parametrize(
    "value", ["", "yesterday", "2019-13-01", "2019-02-30", "20190322", "22.03.2019", "2019-12/2019-01", "0000", "2019/"]
)
def test_what_is_no_date_is_refused(value: str) -> None:
    with pytest.raises(Rejected):
        parse_published(value)


def test_a_given_date_is_checked_at_once() -> None:
    with pytest.raises(ReadError, match="not a date"):
        read_documents([], published="soon")


# ---- sidecars


def test_sidecar_says_when_and_where(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", SENTENCE)
    fields = {
        "published": "2019-03-22",
        "title": " Treaty\n signed ",
        "publisher": "NT",
        "url": "https://norland.example/a",
        "x": 1,
    }
    write(tmp_path / "a.txt.json", json.dumps(fields))
    (document,) = documents(read(tmp_path))
    header = document.header
    assert (header.published, header.published_basis) == ("2019-03-22", "metadata")
    assert (header.title, header.publisher, header.url) == ("Treaty signed", "NT", "https://norland.example/a")
    assert only(path, published="2020").header.published == "2020-01-01/2020-12-31"
    assert only(path, published="2020").header.published_basis == "given"


def test_sidecars_are_never_documents(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", SENTENCE)
    sidecar = write(tmp_path / "a.txt.json", "{}")
    assert len(read(tmp_path / "*")) == 1
    assert read(sidecar) == []
    assert "without its article" in reason(write(tmp_path / "b.html.json", "{}"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{bad", "not JSON"),
        ("[" * 60_000, "not JSON"),
        ("[1]", "a JSON object is expected"),
        ("x" * 100_000, "too large"),
        ('{"published": "2019-02-30"}', "published is not used: not a date"),
        ('{"published": 20190322}', "it is no string"),
        ('{"url": "javascript:alert(1)"}', "not an http(s) address"),
        ('{"url": "https://[bad"}', "not an address"),
        ('{"title": "' + "x" * 5000 + '"}', "characters"),
    ],
)
def test_a_bad_sidecar_is_named_and_the_article_read(tmp_path: Path, content: str, words: str) -> None:
    path = write(tmp_path / "a.txt", SENTENCE)
    write(tmp_path / "a.txt.json", content)
    error, document = read(path)
    assert isinstance(error, ReadError)
    assert error.source == f"{path}.json"
    assert words in error.reason
    assert isinstance(document, Document)
    assert document.header.published_basis == "unknown"


# ---- JSON Lines


def test_json_lines(tmp_path: Path) -> None:
    lines = [
        '\ufeff{"text": "One treaty\\nsigned", "title": "T", "date": "2019-03-22", "url": "https://a.b", "id": 1}',
        "",
        '{"text": "Two \\ud800 treaties\\u0000", "publisher": "NT", "published": "2019-03"}',
        "nonsense",
        '{"title": "no text"}',
        '{"text": 5}',
        '["text"]',
        "[" * 100_000,
        '{"text": "Three treaties", "date": "soon"}',
    ]
    path = write(tmp_path / "a.jsonl", "\n".join(lines))
    found = read(path)
    first, second, third = documents(found)
    assert (first.header.source, first.text) == (f"{path}#1", "One treaty\nsigned")
    assert (first.header.title, first.header.published, first.header.published_basis) == ("T", "2019-03-22", "metadata")
    assert (second.header.source, second.text, second.header.published) == (
        f"{path}#3",
        "Two \ufffd treaties\ufffd",
        "2019-03-01/2019-03-31",
    )
    assert (third.header.source, third.header.published) == (f"{path}#9", None)
    errors = [item.source.partition("#")[2] for item in found if isinstance(item, ReadError)]
    assert errors == ["4", "5", "6", "7", "8", "9"]


def test_json_lines_of_any_length_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    with path.open("wb") as file:
        file.write(b'{"text": "' + b"a " * LINE_BYTES + b'"}\n{"text": "Short one"}\n\xff\xfe{}\n')
    error, document, undecodable = read(path)
    assert isinstance(error, ReadError)
    assert (error.source, "too large" in error.reason) == (f"{path}#1", True)
    assert isinstance(document, Document)
    assert document.header.source == f"{path}#2"
    assert isinstance(undecodable, ReadError)
    assert "undecodable" in undecodable.reason


def test_json_lines_without_lines(tmp_path: Path) -> None:
    assert reason(write(tmp_path / "a.jsonl", "\n\n")) == "empty"


# ---- HTML


def test_html_with_its_metadata(tmp_path: Path) -> None:
    document = only(write(tmp_path / "a.html", PAGE))
    header = document.header
    assert SENTENCE in document.text
    assert "Home" not in document.text
    assert (header.title, header.publisher, header.url) == (
        "Ministers sign treaty",
        "The Norland Times",
        "https://norland.example/treaty",
    )
    assert (header.published, header.published_basis) == ("2019-03-22", "metadata")


def test_sidecar_comes_before_the_page(tmp_path: Path) -> None:
    path = write(tmp_path / "a.html", PAGE)
    write(tmp_path / "a.html.json", '{"published": "2019-03-23"}')
    header = only(path).header
    assert (header.published, header.title) == ("2019-03-23", "Ministers sign treaty")


def test_html_is_recognised_without_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    assert SENTENCE in only("-").text
    assert looks_like_page("\n<!-- a page -->\n<HTML lang=en>")
    assert not looks_like_page("The <html> tag opens a page.")
    assert only(write(tmp_path / "a.txt", "<html><p>Text as it is")).text == "<html><p>Text as it is"


def test_html_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="koi8-r">').replace("herring", "сельдь")
    assert "сельдь" in only(write(tmp_path / "a.html", page.encode("koi8-r"))).text


def test_hostile_pages(tmp_path: Path) -> None:
    """Nested blocks that the article extractor drops in silence, an entity bomb, and pages without text."""
    deep = write(tmp_path / "deep.html", "<html><body>" + "<div>" * 300 + PARAGRAPH * 3 + "</div>" * 300)
    entities = "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(10))
    bomb = f'<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">{entities}]><html><body><p>&k; {SENTENCE}</p>'
    write(tmp_path / "bomb.html", bomb)
    write(tmp_path / "empty.html", "<html><body><script>alert(1)</script></body></html>")
    write(tmp_path / "control.html", f"<html><body><p>&#27;[31m {SENTENCE}\0</p></body></html>")
    bomb_read, control, deep_read, empty = read(tmp_path)
    assert isinstance(bomb_read, Document)
    assert len(bomb_read.text) < 500
    assert isinstance(control, Document)
    assert "\x1b" not in control.text
    assert isinstance(deep_read, Document)
    assert deep_read.text.count(SENTENCE) == 3
    assert deep_read.header.source == str(deep)
    assert isinstance(empty, ReadError)
    assert empty.reason == "HTML without any text"


def test_a_page_that_takes_too_long_falls_back_to_its_visible_text() -> None:
    attributes = " ".join(f'a{number}="x"' for number in range(50_000))
    with ArticleExtractor(seconds=2) as extractor:
        article = extractor.extract(f"<html><body><p {attributes}>{SENTENCE}</p></body></html>")
        assert article.text == SENTENCE
        assert SENTENCE in extractor.extract(PAGE).text


def test_a_page_that_never_ends_is_refused() -> None:
    with ArticleExtractor(seconds=0) as extractor, pytest.raises(Rejected, match="cannot be taken apart"):
        extractor.extract(PAGE * 200)


# ---- development data


@pytest.mark.shared
def test_real_articles(shared: Path) -> None:
    found = read(shared / "seeds")
    assert [item.text for item in documents(found)] == [
        path.read_bytes().decode() for path in sorted((shared / "seeds").glob("*.txt"))
    ]


@pytest.mark.shared
def test_real_json_lines(shared: Path) -> None:
    found = read(shared / "gold" / "wikinews_texts" / "2019.jsonl")
    assert len(documents(found)) == len(found) == 171
    assert all(item.header.published_basis == "metadata" for item in documents(found))
