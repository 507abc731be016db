from __future__ import annotations

import codecs
import contextlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.sources.decoding import MARKS, decode, normal, signature

KOREAN = "논문 요약: 전문가 혼합 모델은 라우터로 전문가를 고릅니다.\n추론이 빠릅니다.\n" * 3
ENGLISH = "The naïve router’s café picks experts; decoding is fast and cheap.\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp949", "euc_kr"])
def test_korean_is_read_in_the_encodings_that_it_comes_in(encoding: str) -> None:
    assert decode("a.md", KOREAN.encode(encoding)) == KOREAN


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_english_is_read_in_the_encodings_that_it_comes_in(encoding: str) -> None:
    assert decode("a.md", ENGLISH.encode(encoding)) == ENGLISH


@pytest.mark.parametrize(("declared", "encoding"), [("euc-kr", "cp949"), ("ks_c_5601-1987", "cp949"), ("windows-1252", "cp1252"), ("shift_jis", "cp932")])
def test_a_page_is_read_as_it_declares(declared: str, encoding: str) -> None:
    words = {"cp949": "전문가 혼합", "cp1252": "naïve café", "cp932": "専門家の混合"}[encoding]
    page = f'<html><head><meta charset="{declared}"></head><body>{words}</body></html>'
    assert decode("a.html", page.encode(encoding)) == page


def test_line_ends_and_composition_are_made_one() -> None:
    assert decode("a", b"a\r\nb\rc\n") == "a\nb\nc\n"
    assert decode("a", unicodedata.normalize("NFD", KOREAN).encode()) == KOREAN


@pytest.mark.parametrize(("data", "reason"), [
    (b"", "is empty"), (b" \n\t\n", "is empty"), (codecs.BOM_UTF8, "is empty"), (b"%PDF-1.7 x", "is a PDF file"), (b"PK\x03\x04abc", "is a ZIP archive"),
    (b"RIFF\0\0\0\0WEBPVP8", "is a WebP image"), (b"\0\0\0\x18ftypmp42", "is a video"), (b"abc\0def\0ghi", "NUL byte at byte 3"),
    (b"text \x01\x02\x03\x04 text", "control character at byte 5"), (b"\xef\xbb\xbfab\xff", "broken at byte 5"),
    (b"\xff\xfea\0b", "broken at byte"), (codecs.BOM_UTF8 + b"a\0b", "NUL character after 1 characters"),
    (b"\x80\x81\xfe\xff" * 10, "byte 0 is not UTF-8"), ("가나다".encode() * 100 + b"\xff\xff\xff", "byte 900 is not UTF-8"),
])
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=r"^some path: ") as caught:
        decode("some path", data)
    assert reason in caught.value.reason


def test_a_page_that_declares_an_unknown_encoding_is_judged_by_its_bytes() -> None:
    page = f'<meta charset="nonsense">{KOREAN}'
    assert decode("a", page.encode("cp949")) == page


def test_lone_surrogates_are_replaced() -> None:
    assert normal("a", "x\ud800y\ud83d\ude00") == "x\ufffdy\U0001f600"


def test_runs_of_combining_marks_are_limited() -> None:
    assert normal("a", "a" + "\u0301" * MARKS).startswith("á")
    with pytest.raises(SourceError, match="combining marks"):
        normal("a", "a" + "\u0301\u0323" * MARKS)


def test_signature_knows_files_by_their_first_bytes() -> None:
    assert signature(b"\x89PNG\r\n") == "a PNG image"
    assert signature(b"RIFF\0\0\0\0WAVE") == "a sound"
    assert signature(b"RIFF text") is None
    assert signature(b"# Title") is None


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    with contextlib.suppress(SourceError):
        text = decode("a", data)
        assert unicodedata.is_normalized("NFC", text)
        assert "\r" not in text
        assert "\0" not in text
        text.encode("utf-8")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda text: text.strip() and len(text) < MARKS))
def test_utf8_comes_back_in_normal_form(text: str) -> None:
    assume_text = text.removeprefix("\ufeff")
    if assume_text.strip() and not signature(assume_text.encode()):
        assert decode("a", assume_text.encode()) == unicodedata.normalize("NFC", assume_text)
