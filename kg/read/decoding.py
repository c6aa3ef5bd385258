"""Bytes to text, newlines as they are, and the characters that no exporter can write replaced one for one."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from kg.read.rejection import Rejected

REPLACEMENT = "\ufffd"

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_CONTROL_BYTES = bytes({*range(32), 127} - {7, 8, 9, 10, 11, 12, 13, 27})

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FORMATS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "an RTF document"),
)
_WEB_ENCODINGS = [
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("koi8_r", "koi8_u", "cp932", "shift_jis", "euc_jp", "cp949", "euc_kr", "gb18030", "gbk", "gb2312", "big5"),
]
_SAMPLE = 100_000


def clean(text: str) -> str:
    """The text, each control character but tab, newline and return, lone surrogate and noncharacter as one U+FFFD."""
    return _UNWRITABLE.sub(REPLACEMENT, text)


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of these bytes, cleaned: byte order mark, UTF-8, UTF-16, `declared`, else by statistics.

    Raises Rejected where they are binary or fit no encoding.
    """
    for magic, name in _FORMATS:
        if data.startswith(magic):
            raise Rejected(f"{name}, not text; convert it to text first")
    for attempt in (_decode_marked, _decode_unicode):
        text = attempt(data)
        if text is not None:
            return clean(text)
    return clean(_decode_legacy(data, declared))


def _decode_marked(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding, "surrogatepass")
            except UnicodeDecodeError as error:
                raise Rejected(f"undecodable: marked as {encoding}, broken at byte {error.start}") from None
    return None


def _decode_unicode(data: bytes) -> str | None:
    """UTF-16 without a mark, or UTF-8 (with few damaged bytes, each replaced), else None."""
    encoding = _unmarked_utf16(data) or "utf-8"
    try:
        text = data.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        return _decode_damaged_utf8(data)
    if _is_binary(text[:_SAMPLE].encode("utf-8", "replace"), share=0.1, least=8):
        raise Rejected("binary, not text")
    return text


def _unmarked_utf16(data: bytes) -> str | None:
    """Text mostly of ASCII letters has a NUL in every other place."""
    sample = data[:4096]
    pairs = len(sample) // 2
    if len(data) % 2 or pairs < 2:
        return None
    even, odd = sample[0::2].count(0) / pairs, sample[1::2].count(0) / pairs
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 and odd < 0.05 else None


def _decode_damaged_utf8(data: bytes) -> str | None:
    """UTF-8 in which proper sequences clearly outnumber the bytes that fit nowhere."""
    text = data.decode("utf-8", "surrogateescape")
    bad = sum(1 for char in text if "\udc80" <= char <= "\udcff")
    good = sum(1 for char in text if char > "\x7f") - bad
    return text if good > 4 * bad else None


def _decode_legacy(data: bytes, declared: str | None) -> str:
    if _is_binary(data[:_SAMPLE], share=0.02, least=1):
        raise Rejected("binary, not text")
    encoding = _known_encoding(declared) if declared else None
    if encoding:
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return _decode_by_statistics(data)


def _known_encoding(declared: str) -> str | None:
    """The codec of a declared encoding that the web uses (Latin-1 means Windows-1252 there), else None."""
    try:
        name = codecs.lookup(declared).name.replace("-", "_")
    except LookupError:
        return None
    if name in {"iso8859_1", "ascii"}:
        return "cp1252"
    return name if name in _WEB_ENCODINGS or name.startswith("iso8859_") else None


def _decode_by_statistics(data: bytes) -> str:
    """The most plausible encoding of the web; Windows-1252 where it is as plausible as any."""
    from charset_normalizer import from_bytes

    matches = list(from_bytes(data, cp_isolation=_WEB_ENCODINGS))
    if not matches:
        raise Rejected("undecodable: neither Unicode nor any usual encoding")
    calmest = min(match.chaos for match in matches)
    plausible = [match for match in matches if match.chaos == calmest]
    if any("cp1252" in match.could_be_from_charset for match in plausible):
        return data.decode("cp1252", "replace")
    return str(plausible[0])


def _is_binary(sample: bytes, share: float, least: int) -> bool:
    """Whether control characters are at least so many, and more than this share of the sample."""
    controls = len(sample) - len(sample.translate(None, _CONTROL_BYTES))
    return controls >= least and controls > share * len(sample)
