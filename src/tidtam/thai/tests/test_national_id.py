import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidtam.thai import national_id
from tidtam.thai.errors import ThaiInputError
from tidtam.thai.numerals import to_thai

from .strategies import national_id_beginnings, refusal


def number(first: str, eleven: str) -> str:
    return first + eleven + national_id.check_digit(first + eleven)


@pytest.mark.requirement("IDN-04")
@given(st.sampled_from("12345678"), national_id_beginnings)
def test_what_parse_returns_is_valid_however_it_was_typed(first: str, eleven: str) -> None:
    digits = number(first, eleven)
    typed = [
        digits,
        national_id.display(digits),
        to_thai(digits),
        f" {digits[:1]} {digits[1:5]}\u2013{digits[5:]}\u200b ",
    ]
    assert [national_id.parse(text) for text in typed] == [digits] * 4
    assert national_id.is_valid(digits)


@pytest.mark.requirement("IDN-04")
@given(st.sampled_from("12345678"), national_id_beginnings, st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_is_found_unless_the_check_digit_hides_it(
    first: str, eleven: str, place: int, shift: int
) -> None:
    digits = number(first, eleven)
    wrong = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]
    total = sum((13 - i) * int(d) for i, d in enumerate(wrong[:12]))
    still_right = (11 - total % 11) % 10 == int(wrong[12])
    assert national_id.is_valid(wrong) == (still_right and wrong[0] in "12345678")


@given(st.text(max_size=30))
def test_anything_typed_is_either_a_number_or_refused_in_words(text: str) -> None:
    error = refusal(national_id.parse, text)
    if error:
        assert error.code.startswith("national_id_")
    else:
        assert national_id.is_valid(national_id.parse(text))


@pytest.mark.requirement("IDN-04")
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "national_id_empty"),
        (" - ", "national_id_empty"),
        ("123456789012", "national_id_length"),
        ("12345678901211", "national_id_length"),
        ("123456789012x", "national_id_characters"),
        ("1234567890\x00121", "national_id_characters"),
        ("1234567890120", "national_id_check_digit"),
        ("¹234567890121", "national_id_characters"),
        ("9234567890121", "national_id_first_digit"),
    ],
)
def test_each_mistake_has_its_code(text: str, code: str) -> None:
    with pytest.raises(ThaiInputError) as caught:
        national_id.parse(text)
    assert caught.value.code == code


def test_a_wrong_length_says_how_many_digits_there_are() -> None:
    with pytest.raises(ThaiInputError) as caught:
        national_id.parse("1-2345-67890-12")
    assert caught.value.facts == {"expected": 13, "found": 12}


@given(st.integers(0, 999_999_999))
def test_invented_persons_have_numbers_that_only_a_caller_who_expects_them_accepts(n: int) -> None:
    digits = national_id.demo_number(n)
    assert digits.startswith(national_id.DEMO_PREFIX)
    assert national_id.parse(digits, allow_zero=True) == digits
    assert national_id.is_valid(digits, allow_zero=True)
    assert not national_id.is_valid(digits)
    with pytest.raises(ThaiInputError, match="begins with 0"):
        national_id.parse(digits)


def test_invented_numbers_are_all_different() -> None:
    assert len({national_id.demo_number(n) for n in range(2000)}) == 2000
    with pytest.raises(ValueError, match="counted from 0"):
        national_id.demo_number(-1)


@pytest.mark.requirement("IDN-52")
def test_a_number_is_seen_in_any_writing_and_among_other_words() -> None:
    number = national_id.demo_number(7)
    dashed = national_id.display(number)
    for text in (
        number,
        dashed,
        to_thai(dashed),
        dashed.replace("-", " - "),
        dashed.replace("-", "."),
        "\u200b".join(number),
        f"ธารา {number}, ตัวอย่าง",
        f"อว{to_thai(number)}/2569",
        f"22{number}22",
    ):
        assert national_id.stands_in(text), text
    wrong = f"{number[:-1]}{(int(number[-1]) + 1) % 10}"
    for text in (
        "",
        number[:-1],
        wrong,
        " x ".join(number),
        "081 234 5678",
        "อว 0601/12345",
        "~Vq3-9_0aK1bC",
    ):
        assert not national_id.stands_in(text), text


@pytest.mark.requirement("IDN-52")
def test_a_mask_keeps_the_first_and_the_last_three_digits() -> None:
    assert national_id.mask("1234567890123") == "1-xxxx-xxxxx-12-3"
    assert national_id.display("1234567890123") == "1-2345-67890-12-3"
    with pytest.raises(ValueError, match="13 digits"):
        national_id.mask("123")


@pytest.mark.requirement("IDN-52")
@given(st.text("0123456789", min_size=5, max_size=20))
def test_a_refusal_never_repeats_the_number(text: str) -> None:
    assert text not in str(refusal(national_id.parse, text))
