from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidtam.thai import dates
from tidtam.thai.dates import PartialDate, parse_date, parse_partial_date
from tidtam.thai.errors import ThaiInputError
from tidtam.thai.numerals import to_thai

from .strategies import believable_dates, refusal

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (dates.format_short(DAY), "21 พ.ย. 2569"),
        (dates.format_short(DAY, "en"), "21 Nov 2026"),
        (dates.format_long(DAY), "21 พฤศจิกายน 2569"),
        (dates.format_long(DAY, "en"), "21 November 2026"),
        (dates.format_numeric(DAY), "21/11/2569"),
        (dates.format_numeric(DAY, "en"), "21/11/2026"),
    ],
)
def test_a_date_is_written_as_the_language_writes_it(written: str, expected: str) -> None:
    assert written == expected


def test_a_moment_is_written_as_the_clock_stands_in_bangkok() -> None:
    moment = datetime(2026, 11, 20, 18, 5, tzinfo=UTC)
    assert dates.format_datetime(moment) == "21 พ.ย. 2569 01:05 น."
    assert dates.format_datetime(moment, "en") == "21 Nov 2026, 01:05"
    assert dates.format_datetime_long(moment) == "21 พฤศจิกายน 2569 เวลา 01:05 น."
    assert dates.format_datetime_long(moment, "en") == "21 November 2026 at 01:05"
    assert dates.format_datetime(moment.astimezone(timezone(timedelta(hours=-5)))) == "21 พ.ย. 2569 01:05 น."
    with pytest.raises(ValueError, match="time zone"):
        dates.format_datetime(datetime(2026, 11, 20))  # noqa: DTZ001 - the refusal is what is tested


def test_the_day_of_a_moment_is_its_day_in_bangkok() -> None:
    late = datetime(2026, 11, 20, 18, 5, tzinfo=UTC)
    assert dates.format_short(late) == "21 พ.ย. 2569"
    assert dates.format_long(late, "en") == "21 November 2026"


@given(believable_dates)
def test_every_written_form_is_understood_again(day: date) -> None:
    buddhist = day.year + 543
    forms = [
        dates.format_short(day),
        dates.format_short(day, "en"),
        dates.format_long(day),
        dates.format_long(day, "en"),
        dates.format_numeric(day),
        dates.format_numeric(day, "en"),
        to_thai(dates.format_numeric(day)),
        to_thai(dates.format_long(day)),
        day.isoformat(),
        f"{day.day}-{day.month}-{buddhist}",
        f"{day.day}.{day.month}.{buddhist}",
        f"{day.day} {day.month} {buddhist}",
        f"{day.day:02d}{day.month:02d}{buddhist}",
        f"{day.day}{dates.MONTHS_TH_SHORT[day.month]}{buddhist}",
        f"{day.day} {dates.MONTHS_TH_SHORT[day.month].replace('.', '')} {buddhist}",
        f"วันที่ {day.day} เดือน {dates.MONTHS_TH[day.month]} พ.ศ. {buddhist}",
        f"{day.day} {dates.MONTHS_TH[day.month]} ค.ศ. {day.year}",
        f"{dates.MONTHS_EN[day.month]} {day.day}, {day.year}",
        f"{day.day}/{day.month}/{buddhist} BE",
    ]
    assert {form: parse_date(form) for form in forms} == dict.fromkeys(forms, day)


@pytest.mark.parametrize(
    "text",
    [
        "21/11/69",
        "๒๑/๑๑/๖๙",
        "21 พ.ย. 69",
        "21 พ.ย.2569",
        "วันเสาร์ที่ 21 พฤศจิกายน 2569",
        "21 พ.ย. พ.ศ.69",
        "Saturday, 21 November 2026",
        "21st Nov 2026",
        "21-Nov-2026",
        "21 / 11 / 2569",
        "2569-11-21",
        "21112569",
        "\u200b21/11/2569\u00a0",
        "21–11–2569",
    ],
)
def test_people_type_dates_in_many_ways(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "date_empty"),
        ("พรุ่งนี้", "date_form"),
        ("21/11", "date_form"),
        ("21/11/2569/1", "date_form"),
        ("21/11/25699", "date_form"),
        ("21/11/26", "date_short_year"),
        ("21/11/20", "date_short_year"),
        ("21/11/9", "date_short_year"),
        ("21 พ.ย. ค.ศ. 69", "date_short_year"),
        ("69/11/21", "date_short_year"),
        ("11/21/2569", "date_month"),
        ("31/11/2569", "date_day"),
        ("29/2/2568", "date_day"),
        ("29/2/2567 ค.ศ.", "date_far_year"),
        ("21/11/2269", "date_far_year"),
        ("21/11/3112", "date_far_year"),
        ("21/11/1026", "date_far_year"),
        ("21/11/2026 พ.ศ.", "date_far_year"),
        ("21/11/256", "date_far_year"),
        ("21 พย. เย็น 2569", "date_form"),
        ("21/²0/2569", "date_form"),
        ("21 โน่น 2569", "date_month_name"),
        ("00/00/2510", "date_incomplete"),
        ("21/00/2569", "date_form"),
        ("1/2/2480", "date_old_year"),
        ("21/11/2569\x00", "date_form"),
    ],
)
def test_what_is_ambiguous_impossible_or_far_away_is_refused(text: str, code: str) -> None:
    with pytest.raises(ThaiInputError) as caught:
        parse_date(text)
    assert caught.value.code == code
    assert str(caught.value) == caught.value.message % caught.value.facts


def test_a_birth_date_wants_the_whole_year() -> None:
    with pytest.raises(ThaiInputError) as caught:
        parse_date("21/11/69", short_year=False)
    assert caught.value.code == "date_short_year"


def test_an_old_date_is_clear_in_the_common_era_and_after_march() -> None:
    assert parse_date("1/2/1938") == date(1938, 2, 1)
    assert parse_date("1/4/2480") == date(1937, 4, 1)


@pytest.mark.parametrize(
    ("text", "expected", "written"),
    [
        ("-/-/2510", PartialDate(1967), "2510"),
        ("00/00/2510", PartialDate(1967), "2510"),
        ("๒๕๑๐", PartialDate(1967), "2510"),
        ("- ม.ค. 2510", PartialDate(1967, 1), "ม.ค. 2510"),
        ("ม.ค. 2510", PartialDate(1967, 1), "ม.ค. 2510"),
        ("--/02/2510", PartialDate(1967, 2), "ก.พ. 2510"),
        ("21/11/2569", PartialDate(2026, 11, 21), "21 พ.ย. 2569"),
    ],
)
def test_a_card_may_not_know_the_day_or_the_month(text: str, expected: PartialDate, written: str) -> None:
    assert parse_partial_date(text) == expected
    assert dates.format_partial(expected) == written


@given(st.integers(1900, 2056), st.integers(1, 12))
def test_a_partial_date_knows_its_bounds(year: int, month: int) -> None:
    partial = PartialDate(year, month)
    assert partial.earliest.day == 1
    assert (partial.latest + timedelta(days=1)).day == 1
    assert partial.earliest.month == partial.latest.month == month
    assert PartialDate(year).earliest <= partial.earliest <= partial.latest <= PartialDate(year).latest
    assert partial.exact is None


def test_a_partial_date_in_english() -> None:
    assert dates.format_partial(PartialDate(1967, 1), "en") == "Jan 1967"
    assert dates.format_partial(PartialDate(1967), "en") == "1967"
    with pytest.raises(ValueError, match="without its month"):
        PartialDate(1967, None, 3)


@given(st.text(max_size=30))
def test_anything_typed_is_a_date_or_refused_in_words(text: str) -> None:
    error = refusal(parse_date, text)
    assert error is None or error.code.startswith("date_")


@given(st.text("0123456789/-. พยคศมก๐๖๙", max_size=14))
def test_almost_dates_are_dates_or_refused_in_words(text: str) -> None:
    assert refusal(parse_date, text) or 1857 <= parse_date(text).year <= 2056
