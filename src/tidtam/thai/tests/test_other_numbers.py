"""Laser codes, passports, mobile numbers and digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidtam.thai import laser_code, mobile, numerals, passport
from tidtam.thai.errors import ThaiInputError

from .strategies import refusal


@given(st.from_regex(r"[A-Z]{2}[0-9]{10}", fullmatch=True))
def test_a_laser_code_is_understood_as_printed(code: str) -> None:
    assert laser_code.parse(laser_code.display(code)) == code
    assert laser_code.parse(numerals.to_thai(code.lower())) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "laser_code_empty"), ("JT0-1234567-8", "laser_code_length"), ("1T0-1234567-89", "laser_code_form")],
)
def test_a_wrong_laser_code_says_why(text: str, code: str) -> None:
    with pytest.raises(ThaiInputError) as caught:
        laser_code.parse(text)
    assert caught.value.code == code


@given(st.from_regex(r"[A-Z0-9]{6,9}", fullmatch=True))
def test_a_passport_number_is_understood_and_masked(number: str) -> None:
    assert passport.parse(f" {number[:2]} {number[2:].lower()}") == number
    masked = passport.mask(number)
    assert len(masked) == len(number)
    assert masked.count("x") >= 3


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "passport_empty"),
        ("AA123", "passport_length"),
        ("AA12345678", "passport_length"),
        ("ก123456", "passport_characters"),
    ],
)
def test_a_wrong_passport_number_says_why(text: str, code: str) -> None:
    with pytest.raises(ThaiInputError) as caught:
        passport.parse(text)
    assert caught.value.code == code


@given(st.from_regex(r"[689][0-9]{8}", fullmatch=True))
def test_a_mobile_number_is_understood_as_people_type_it(rest: str) -> None:
    number = f"+66{rest}"
    for typed in (
        f"0{rest}",
        f"0{rest[:2]}-{rest[2:5]}-{rest[5:]}",
        f"+66 {rest[:2]} {rest[2:]}",
        f"+66(0){rest}",
        f"0066{rest}",
        f"66{rest}",
        numerals.to_thai(f"0{rest[:2]} {rest[2:5]} {rest[5:]}"),
    ):
        assert mobile.parse(typed) == number
    assert mobile.parse(mobile.display(number)) == number
    assert mobile.parse(mobile.display(number, "en")) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "mobile_empty"),
        ("0140000000", "mobile_prefix"),
        ("+66140000000", "mobile_prefix"),
        ("02-123-4567", "mobile_prefix"),
        ("081-234-567", "mobile_length"),
        ("081-234-56789", "mobile_length"),
        ("+1 202 555 0100", "mobile_country"),
        ("081-234-567o", "mobile_characters"),
        ("+", "mobile_characters"),
    ],
)
def test_a_wrong_mobile_number_says_why(text: str, code: str) -> None:
    with pytest.raises(ThaiInputError) as caught:
        mobile.parse(text)
    assert caught.value.code == code


def test_a_mobile_number_reads_well() -> None:
    assert mobile.display("+66812345678") == "081-234-5678"
    assert mobile.display("+66812345678", "en") == "+66 81 234 5678"


@given(st.text(max_size=25))
def test_whatever_is_typed_is_understood_or_refused_in_words(text: str) -> None:
    for parse in (mobile.parse, passport.parse, laser_code.parse):
        assert refusal(parse, text) or parse(text)


@given(st.text("0123456789 ,./", max_size=20))
def test_digits_go_to_thai_and_back(text: str) -> None:
    thai = numerals.to_thai(text)
    assert not set(thai) & set("0123456789")
    assert numerals.to_arabic(thai) == text


def test_a_letter_writes_thai_numbers_in_groups() -> None:
    assert numerals.for_letter(1234567) == "๑,๒๓๔,๕๖๗"
