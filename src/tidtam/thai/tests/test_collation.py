import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from tidtam.thai.collation import sort_key

from .strategies import thai_words

between = st.sampled_from([" ", "-", ".", " (", "1", "๑", " A", " b", "é", "ๆ", "ฯ ", "ฤ"])
words = st.one_of(thai_words, st.tuples(thai_words, between, thai_words).map("".join))


def test_the_order_of_the_dictionary() -> None:
    ordered = ["1", "ก", "กก", "กา", "ก้า", "กำ", "เก", "เก่ง", "แก", "ไก่", "ข", "ขา", "เขา", "เข้า", "ฤดู", "ฮา", "a", "B"]
    by_length = sorted(ordered, key=len)
    assert sorted(by_length, key=sort_key) == ordered


@given(thai_words, thai_words)
def test_a_tone_mark_decides_only_between_equal_letters(one: str, other: str) -> None:
    def bare(word: str) -> list[tuple[int, int]]:
        return sort_key("".join(sign for sign in word if sign not in "็่้๊๋์"))[0]

    if bare(one) != bare(other):
        assert (sort_key(one) < sort_key(other)) == (bare(one) < bare(other))


@given(words, words)
def test_different_words_have_different_places(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (one == other)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None)
@given(st.lists(words, max_size=60, unique=True))
def test_the_database_sorts_alike(texts: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute('SELECT text FROM unnest(%s::text[]) AS text ORDER BY text COLLATE "th-x-icu"', [texts])
        assert [row[0] for row in cursor.fetchall()] == sorted(texts, key=sort_key)
