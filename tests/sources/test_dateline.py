from __future__ import annotations

import pytest

from kg.model import Span
from kg.sources.dateline import date_line


@pytest.mark.parametrize("line", ["2023. 5. 4. 12:30", "2023-05-04", "2023.05.04.", "2023년 5월 4일 (목) 오후 12:30", "May 4, 2023", "**4 May 2023**",
                                  "2023/05/04 12:30:59", "May 4, 2023 · 12:30 PM"])
def test_a_date_with_its_time_is_a_line_of_its_own(line: str) -> None:
    found = date_line(line, Span(0, len(line)))
    assert found
    assert (found.name, found.value) == ("date", "2023-05-04")


@pytest.mark.parametrize("line", ["Digest of 2023-05-04", "2023-05-04 Medusa", "2023-05-04 to 2023-06-04", "2023", "", "2023-05-04" + " " * 60 + "x"])
def test_a_line_that_says_more_is_no_date(line: str) -> None:
    assert date_line(line, Span(0, len(line))) is None
