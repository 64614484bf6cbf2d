"""How an estimate is said in words."""

from datetime import date

import pytest
from django.utils import translation

from tidtam.tracking.forecast.queries import Expectation, Forecast
from tidtam.tracking.forecast.ranges import Range
from tidtam.tracking.forecast.wording import roughly, say, span

from .test_counting import TODAY

pytestmark = pytest.mark.requirement("TRK-23")


def test_numbers_do_not_tell_what_the_public_statistics_hide() -> None:
    """One exact total over the years, less the years that are shown, would be the year that is hidden."""
    with translation.override("en"):
        told = [roughly(count) for count in (0, 1, 9, 10, 113, 1204)]
    assert told == ["0", "fewer than 10", "fewer than 10", "about 10", "about 110", "about 1,200"]


def test_dates_are_said_with_each_year_once() -> None:
    with translation.override("th"):
        assert span(date(2027, 3, 12), date(2027, 4, 30)) == "12 มี.ค. – 30 เม.ย. 2570"
        assert span(date(2026, 12, 28), date(2027, 1, 5)) == "28 ธ.ค. 2569 – 5 ม.ค. 2570"
        assert span(date(2027, 3, 12), date(2027, 3, 12)) == "12 มี.ค. 2570"


@pytest.mark.parametrize(
    ("expectation", "said"),
    [
        (Expectation(range=Range(4, None, 60, 30, 9)), "only that it takes more than 60."),
        (Expectation(range=Range(None, None, 60, 30, 40)), "more than half take longer than 60 working days."),
        (Expectation(is_beyond=True), "It has taken longer than nearly all before it"),
    ],
)
def test_what_is_not_known_is_said(expectation: Expectation, said: str) -> None:
    with translation.override("en"):
        assert said in say(Forecast(TODAY, waits=False, step=None, whole=expectation)).whole
