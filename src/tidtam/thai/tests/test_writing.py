import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidtam.thai.writing import plain_dashes, tidy

from .strategies import thai_words


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("น\u0e33\u0e49", "น้ำ"),
        ("เเม่", "แม่"),
        ("ท\u0e48\u0e35", "ที่"),
        ("  สม\u200bชาย \u00a0 ใจดี\n", "สมชาย ใจดี"),
    ],
)
def test_what_looks_the_same_is_spelled_the_same(typed: str, expected: str) -> None:
    assert tidy(typed) == expected


@given(st.one_of(st.text(), thai_words))
def test_tidy_text_stays_as_it_is(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_all_dashes_are_one() -> None:
    assert plain_dashes("1–2—3\u20114") == "1-2-3-4"
