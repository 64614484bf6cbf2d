"""How a token is written, and what is said of one that was mistyped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidtam.kernel.actor import Refused
from tidtam.kernel.agencies.written_token import ALPHABET, GROUP, GROUPS, new_token, read_token, written

pytestmark = pytest.mark.requirement("IDN-21")

TOKENS = st.builds(new_token)
PLACES = st.integers(0, GROUPS * GROUP - 1)


def mistyped(text: str) -> str:
    with pytest.raises(Refused) as refused:
        read_token(text)
    assert refused.value.code == "mistyped"
    return str(refused.value.message)


def test_nothing_in_it_can_be_taken_for_something_else() -> None:
    assert not set(ALPHABET) & set("0O1IL2Z5SBGQU")
    assert len(ALPHABET) == 23  # a prime number: the check rests on it
    assert ALPHABET.upper() == ALPHABET


@given(TOKENS)
def test_it_is_read_however_it_is_typed(token: str) -> None:
    grouped = written(token)
    assert [len(group) for group in grouped.split("-")] == [GROUP] * GROUPS
    thai_digits = str.maketrans("346789", "๓๔๖๗๘๙")
    for typed in (token, grouped, grouped.lower(), grouped.replace("-", " "), grouped.translate(thai_digits)):
        assert read_token(typed) == token


@given(TOKENS, PLACES, st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_told_with_its_group(token: str, place: int, sign: str) -> None:
    wrong = token[:place] + sign + token[place + 1 :]
    if wrong != token:
        assert str(place // GROUP + 1) in mistyped(wrong)


@given(TOKENS, PLACES, PLACES)
def test_two_signs_that_changed_places_are_found(token: str, one: int, other: int) -> None:
    signs = list(token)
    signs[one], signs[other] = signs[other], signs[one]
    if "".join(signs) != token:
        mistyped("".join(signs))


@given(TOKENS)
def test_two_groups_that_changed_places_are_found(token: str) -> None:
    first, second, *rest = written(token).split("-")
    if first != second:
        mistyped("-".join([second, first, *rest]))


@pytest.mark.parametrize("text", ["", "A", "ก" * 20, "0" * 20, "A" * 19, "A" * 10_000, "💥" * 20])
def test_what_is_no_token_is_told_so(text: str) -> None:
    assert mistyped(text)
