from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidtam.thai.holidays import GOVERNMENT_HOLIDAYS, government_holidays
from tidtam.thai.working_days import add_working_days, is_working_day, working_days_between

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
some_holidays = st.frozensets(days, max_size=30)


def test_labour_day_is_a_working_day_and_ploughing_day_is_not() -> None:
    assert is_working_day(date(2026, 5, 1))
    assert not is_working_day(date(2026, 5, 13))
    assert is_working_day(date(2027, 5, 3))  # in lieu of a Labour Day on Saturday


@pytest.mark.parametrize(
    "day",
    [date(2026, 1, 1), date(2026, 1, 2), date(2026, 4, 13), date(2026, 6, 1), date(2026, 12, 7), date(2025, 8, 11)],
)
def test_the_cabinets_holidays_close_the_offices(day: date) -> None:
    assert day in GOVERNMENT_HOLIDAYS
    assert not is_working_day(day)


def test_the_first_day_is_not_counted() -> None:
    friday = date(2026, 11, 20)
    assert add_working_days(friday, 1) == date(2026, 11, 23)
    assert add_working_days(friday, 0) == friday
    assert working_days_between(friday, friday) == 0
    assert working_days_between(friday, date(2026, 11, 23)) == 1


def test_counting_passes_over_the_new_year() -> None:
    assert add_working_days(date(2025, 12, 30), 1) == date(2026, 1, 5)


@given(days, st.integers(1, 200), some_holidays)
def test_adding_and_counting_agree(start: date, number: int, holidays: frozenset[date]) -> None:
    end = add_working_days(start, number, holidays=holidays)
    assert is_working_day(end, holidays)
    assert working_days_between(start, end, holidays=holidays) == number


@given(days, st.integers(0, 60), st.integers(0, 60), some_holidays)
def test_parts_of_a_span_add_up(start: date, first: int, second: int, holidays: frozenset[date]) -> None:
    middle = start + timedelta(days=first)
    end = middle + timedelta(days=second)
    whole = working_days_between(start, end, holidays=holidays)
    assert whole == sum(working_days_between(*span, holidays=holidays) for span in ((start, middle), (middle, end)))


@given(days, st.integers(1, 60), some_holidays, days)
def test_one_more_holiday_never_makes_a_span_longer(
    start: date, length: int, holidays: frozenset[date], one_more: date
) -> None:
    end = start + timedelta(days=length)
    fewer = working_days_between(start, end, holidays=holidays)
    assert fewer - working_days_between(start, end, holidays=holidays | {one_more}) in {0, 1}


def test_counting_backwards_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2026, 1, 1), -1)
    with pytest.raises(ValueError, match="before the start"):
        working_days_between(date(2026, 1, 2), date(2026, 1, 1))


def test_each_year_has_its_own_holidays() -> None:
    for year in range(2019, 2028):
        assert all(day.year == year for day in government_holidays(year))
        assert 15 <= len(government_holidays(year)) <= 40
