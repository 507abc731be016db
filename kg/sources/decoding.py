"""Bytes to text: the encodings that Korean and English texts come in, one normal form, and what is refused.

UTF-8 and the byte order marks decide alone. Without them comes what an HTML or XML head declares, then UTF-16 by the place
of its zero bytes, then CP949 (it holds EUC-KR) and Windows-1252, both only where the result looks like their languages: a
clear refusal is better than a wrong reading.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final

from kg.errors import SourceError

#: Longest run of combining marks that is a text (UAX #15 allows 30); normalising a longer one takes quadratic time.
MARKS: Final = 128

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Formats that are no text, by their first bytes.
_SIGNATURES: Final = (
    (b"%PDF-", "a PDF file"), (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or office document"), (b"\x1f\x8b", "a gzip archive"), (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an XZ archive"), (b"7z\xbc\xaf", "a 7-Zip archive"), (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"), (b"SQLite format 3", "a database"), (b"\x7fELF", "a program"),
    (b"wOFF", "a font"), (b"wOF2", "a font"), (b"OggS", "a sound or video"), (b"ID3", "a sound"),
)
_CONTAINERS: Final = {b"WEBP": "a WebP image", b"WAVE": "a sound", b"AVI ": "a video"}
_DECLARATION: Final = re.compile(rb"""(?:charset|encoding)\s{0,8}=\s{0,8}["']?([A-Za-z0-9_.:-]{1,40})""")
#: Declared encodings that are taken at their word, by Python's name, and the one that reads them.
_DECLARED: Final = {
    "cp949": "cp949", "euc_kr": "cp949", "johab": "johab", "iso2022_kr": "iso2022_kr", "shift_jis": "cp932", "cp932": "cp932",
    "euc_jp": "euc_jp", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs", "koi8-r": "koi8-r",
    "iso8859-1": "cp1252", "iso8859-2": "iso8859-2", "iso8859-15": "iso8859-15", "cp1250": "cp1250", "cp1251": "cp1251", "cp1252": "cp1252",
}
_ASCII: Final = bytes(range(128))
_MARK_RUN: Final = re.compile(rf"[^\w\s\x00-\u02ff]{{{MARKS + 1},}}")
_HANJA: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_UTF8_PAIR: Final = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_CONTROL: Final = bytes({*range(9), *range(14, 27), *range(28, 32)})
_SAMPLE: Final = 65_536


def signature(data: bytes) -> str | None:
    """Name the well-known format that is no text and that `data` begins like, or None."""
    if data.startswith(b"RIFF") and data[8:12] in _CONTAINERS:
        return _CONTAINERS[data[8:12]]
    if data[4:8] == b"ftyp":
        return "a video or picture"
    return next((name for start, name in _SIGNATURES if data.startswith(start)), None)


def decode(path: str, data: bytes) -> str:
    """Return the text of a file's bytes in normal form; a SourceError names the byte where they are none."""
    if known := signature(data):
        raise SourceError(path, f"is {known}, not text")
    text = normal(path, _decoded(path, data))
    if not text.strip():
        raise SourceError(path, "is empty")
    return text


def normal(path: str, text: str) -> str:
    """Return a text with line feeds as line ends, without lone surrogates, in normal form C."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        return text
    _check_marks(path, text)
    text = text if _is_whole(text) else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _is_whole(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _check_marks(path: str, text: str) -> None:
    for found in _MARK_RUN.finditer(text):
        marks = "".join("1" if unicodedata.combining(character) else " " for character in found[0])
        if max(map(len, marks.split()), default=0) > MARKS:
            raise SourceError(path, f"has more than {MARKS} combining marks in a row after character {found.start()}, so it is no text")


def _decoded(path: str, data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(path, data[len(mark):], encoding, skipped=len(mark))
    if b"\0" in data:
        return _with_zeros(path, data)
    if len(data[:_SAMPLE].translate(None, _CONTROL)) < 0.99 * len(data[:_SAMPLE]):
        raise SourceError(path, f"is binary, not text: control character at byte {_first_control(data)}")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _legacy(data)
        if text is None:
            raise SourceError(path, f"byte {error.start} is not UTF-8, and the whole is not CP949 either: save it as UTF-8") from error
        return text


def _first_control(data: bytes) -> int:
    return next(place for place, byte in enumerate(data) if byte in _CONTROL)


def _strict(path: str, data: bytes, encoding: str, *, skipped: int = 0) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(path, f"is not the {encoding.upper()} that it begins as: broken at byte {error.start + skipped}") from error
    if "\0" in text:
        raise SourceError(path, f"has a NUL character after {text.index(chr(0))} characters, so it is binary, not text")
    return text


def _with_zeros(path: str, data: bytes) -> str:
    """Read UTF-16 without a mark: the zero bytes of its spaces, line ends and Latin letters lie on one side, few (`가` is AC00) on the other."""
    first = data.index(0)
    even, odd = data[0:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    if len(data) % 2 == 0 and max(even, odd) > 3 * min(even, odd) and even + odd >= len(data[:_SAMPLE]) // 200:
        try:
            text = data.decode("utf-16-le" if odd > even else "utf-16-be")
        except UnicodeDecodeError:
            text = "\0"
        if "\0" not in text and all(map(_is_assigned, text[:1000])):
            return text
    raise SourceError(path, f"has a NUL byte at byte {first}, so it is binary, not text")


def _is_assigned(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in {"Cc", "Cn", "Co", "Cs"}


def _legacy(data: bytes) -> str | None:
    return _as_declared(data) or _as_korean(data) or _as_western(data)


def _as_declared(data: bytes) -> str | None:
    found = _DECLARATION.search(data, 0, 2048) if data.lstrip()[:1] == b"<" else None
    try:
        encoding = _DECLARED.get(codecs.lookup(found[1].decode("ascii")).name) if found else None
        return data.decode(encoding) if encoding else None
    except (LookupError, UnicodeDecodeError):
        return None


def _as_korean(data: bytes) -> str | None:
    """Read CP949 where most of its pairs have two high bytes (Windows-1252's have one) and most are no Chinese characters."""
    try:
        text = data.decode("cp949")
    except UnicodeDecodeError:
        return None
    pairs = len(data) - len(text)
    high = len(data.translate(None, _ASCII)) - pairs
    return text if 2 * high >= pairs and 2 * len(_HANJA.findall(text[:_SAMPLE])) <= pairs else None


def _as_western(data: bytes) -> str | None:
    """Read Windows-1252 where high bytes are scarce and none look like a piece of UTF-8."""
    if _UTF8_PAIR.search(data) or 8 * len(data.translate(None, _ASCII)) > len(data):
        return None
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return None
