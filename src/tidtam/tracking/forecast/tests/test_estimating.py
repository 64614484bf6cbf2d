"""The estimate itself, on histories whose truth is known."""

from datetime import date
from statistics import median

import numpy as np
import pytest

from tidtam.thai.working_days import working_days_between
from tidtam.tracking.choices import EventKind
from tidtam.tracking.forecast.backtesting import back_test
from tidtam.tracking.forecast.calibration import Promises
from tidtam.tracking.forecast.choices import Measure
from tidtam.tracking.forecast.estimating import Estimated, Place, Sample, curves_of, places, survival
from tidtam.tracking.forecast.histories import Happening, Matter, all_stays, stays_of
from tidtam.tracking.forecast.ranges import HALF, MOST, days_until, fitting, range_of
from tidtam.tracking.forecast.working_time import number_of

from .invented import SHAPE, TODAY, around, chance_of, course, happenings, later, matters, opened

pytestmark = pytest.mark.requirement("TRK-23")

MONDAY = date(2026, 3, 2)


def counted(found: list[Matter], place: Place, years: int = 0) -> list[Estimated]:
    sample = places(all_stays(SHAPE, found, TODAY))[place]
    return list(curves_of(place, sample, today=number_of(TODAY), years=years))


FROM_RECEIPT = Place("", False, Measure.WHOLE)
CHECK = Place("check", False, Measure.STEP)


def test_working_days_on_a_line_are_what_is_counted_between_two_days() -> None:
    chance = chance_of(1)
    for _ in range(200):
        start = date.fromordinal(chance.randint(date(2000, 1, 1).toordinal(), date(2027, 12, 31).toordinal()))
        end = date.fromordinal(start.toordinal() + chance.randint(0, 300))
        assert number_of(end) - number_of(start) == working_days_between(start, end)


def test_the_share_under_way_is_what_one_reckons_by_hand() -> None:
    """Six matters: done after 2, 4, 4 and 7 days; two were lost sight of after 3 and 5."""
    time, known = np.array([2, 3, 4, 4, 5, 7]), np.array([True, False, True, True, False, True])
    days, share, at_risk = survival(time, known, np.full(6, -1))
    assert days.tolist() == [2, 4, 7]
    assert at_risk.tolist() == [6, 4, 1]
    assert share.tolist() == pytest.approx([5 / 6, 5 / 6 * 2 / 4, 0.0])


def test_matters_that_are_still_open_are_not_taken_for_short_ones() -> None:
    """Half of all take longer than a hundred days, but of those received lately only short ones have finished."""
    found = matters(600, around(60), around(60), seed=7, first=date(2026, 5, 6))
    chance = chance_of(8)
    truth = median(around(60)(chance) + around(60)(chance) for _ in range(20_000))
    curve = counted(found, FROM_RECEIPT)[0]
    told = days_until(curve, -1, HALF)
    assert told is not None
    assert abs(told - truth) < 0.1 * truth

    sample = places(all_stays(SHAPE, found, TODAY))[FROM_RECEIPT]
    as_if_short = Sample(**{name: getattr(sample, name) for name in Sample.__slots__} | {"is_known": sample.time >= 0})
    naive = next(curves_of(FROM_RECEIPT, as_if_short, today=number_of(TODAY), years=0))
    wrong = days_until(naive, -1, HALF)
    assert wrong is not None
    assert wrong < 0.75 * truth


def test_who_has_waited_longer_is_compared_with_those_who_had_too() -> None:
    """Nine in ten are checked in about 5 days, the others take 100: who is there on day 40 is one of the others."""
    found = matters(
        800, lambda c: 100 if c.random() < 0.1 else c.randint(3, 7), lambda c: 20, seed=3, first=date(2023, 1, 3)
    )
    curves = counted(found, CHECK)
    fresh, long_there = fitting(curves, 0), fitting(curves, 40)
    assert fresh is not None
    assert long_there is not None
    assert range_of(fresh, 0).half == 5  # type: ignore[union-attr]
    assert range_of(long_there, 40).half == 60  # type: ignore[union-attr]
    whole = fitting(counted(found, Place("check", False, Measure.WHOLE)), 40)
    assert whole is not None
    assert range_of(whole, 40).half == 80  # type: ignore[union-attr]


def test_nothing_is_told_of_a_matter_older_than_nearly_all() -> None:
    curve = counted(matters(200, lambda c: c.randint(5, 30), lambda c: 5, seed=4), CHECK)[-1]
    assert range_of(curve, 30) is None


def test_what_has_not_come_yet_is_said_to_be_more_than() -> None:
    """A third is decided in ten days; of the others nobody knows the end."""
    quick = [Matter(n, course(later(date(2026, 6, 1), n % 20), 5, 5)) for n in range(40)]
    slow = [Matter(40 + n, course(later(date(2026, 6, 1), n % 20), 5, 400)) for n in range(60)]
    curve = counted([*quick, *slow], FROM_RECEIPT)[0]
    told = range_of(curve, 0)
    assert told is not None
    assert (told.half, told.most) == (None, None)
    assert told.beyond == number_of(TODAY) - number_of(later(date(2026, 6, 1), 0))
    assert (told.finished, told.going) == (40, 60)


def times(found: list[Happening], day: date = TODAY) -> list[tuple[str, bool, dict[str, tuple[int, bool]]]]:
    return [
        (stay.step, stay.waits, {measure.value: (time.days, time.is_known) for measure, time in stay.times.items()})
        for stay in stays_of(SHAPE, Matter(1, found), day)
    ]


def test_days_of_suspension_are_left_out() -> None:
    told = happenings(
        opened(MONDAY),
        (EventKind.SUSPENDED, "check", "", later(MONDAY, 3)),
        (EventKind.CONTINUED, "check", "", later(MONDAY, 53)),
        (EventKind.FINISHED, "check", "decide", later(MONDAY, 55)),
    )
    (_, _, whole), (_, _, check), (_, _, decide) = times(told, later(MONDAY, 60))
    assert check == {"step": (5, True), "whole": (10, False)}
    assert whole == {"whole": (10, False)}
    assert decide == {"step": (5, False), "whole": (5, False)}
    assert stays_of(SHAPE, Matter(1, told[:2]), later(MONDAY, 30))[-1].is_paused


def test_another_version_of_the_process_interrupts_no_stay() -> None:
    told = happenings(
        opened(MONDAY),
        (EventKind.VERSION_CHANGED, "check", "check", later(MONDAY, 2)),
        (EventKind.VERSION_CHANGED, "check", "decide", later(MONDAY, 5)),
        (EventKind.FINISHED, "decide", "approved", later(MONDAY, 9)),
    )
    assert times(told) == [
        ("", False, {"whole": (9, True)}),
        ("check", False, {"step": (5, False), "whole": (9, True)}),
        ("decide", False, {"step": (4, True), "whole": (4, True)}),
    ]


def test_time_with_the_person_is_not_foretold_and_the_rest_counts_from_their_move() -> None:
    told = happenings(
        opened(MONDAY),
        (EventKind.RETURNED, "check", "", later(MONDAY, 4)),
        (EventKind.RESUMED, "check", "", later(MONDAY, 34)),
        (EventKind.FINISHED, "check", "amend", later(MONDAY, 36)),
        (EventKind.FINISHED, "amend", "decide", later(MONDAY, 66)),
        (EventKind.FINISHED, "decide", "approved", later(MONDAY, 70)),
    )
    assert times(told) == [
        ("", False, {"whole": (70, True)}),
        ("check", False, {"step": (36, True), "whole": (70, True)}),
        ("check", True, {"step": (2, True), "whole": (36, True)}),
        ("check", False, {"step": (2, True), "whole": (36, True)}),
        ("amend", True, {"whole": (4, True)}),
        ("decide", False, {"step": (4, True), "whole": (4, True)}),
    ]


def test_a_loop_is_two_stays_and_a_withdrawal_no_end() -> None:
    told = happenings(
        opened(MONDAY),
        (EventKind.FINISHED, "check", "decide", later(MONDAY, 2)),
        (EventKind.FINISHED, "decide", "check", later(MONDAY, 5)),
        (EventKind.WITHDRAWN, "check", "withdrawn", later(MONDAY, 9)),
    )
    assert times(told) == [
        ("", False, {"whole": (9, False)}),
        ("check", False, {"step": (2, True), "whole": (9, False)}),
        ("decide", False, {"step": (3, True), "whole": (7, False)}),
        ("check", False, {"step": (4, False), "whole": (4, False)}),
    ]


def test_a_past_day_knows_nothing_that_was_recorded_later() -> None:
    late = later(MONDAY, 30)
    told = [
        *happenings(opened(MONDAY), (EventKind.FINISHED, "check", "decide", later(MONDAY, 3), late)),
        Happening(3, EventKind.CORRECTED, "check", "check", later(MONDAY, 1), later(MONDAY, 40), corrects=1),
    ]
    before, after, corrected = (later(MONDAY, days) for days in (20, 35, 45))
    assert [step for step, _, _ in times(told, before)] == ["", "check"]
    assert times(told, after)[1][2]["step"] == (3, True)
    assert times(told, corrected)[1][2]["step"] == (2, True)


def test_what_was_promised_comes_true_as_often_as_was_said() -> None:
    """Truth and seed are fixed: 8 in 10 means about 80 of 100, and the mean of the finished ones does not."""
    found = matters(2_500, around(60), around(90), seed=20)
    tested = back_test(SHAPE, found, TODAY)
    for measure in Measure:
        calibration = tested.calibrations[measure]
        assert calibration.most.told > 300
        assert 0.75 <= calibration.most.share <= 0.85
        assert 0.43 <= calibration.half.share <= 0.57
        assert abs(calibration.naive.share - 0.5) > abs(calibration.half.share - 0.5)


def test_a_process_that_has_changed_is_judged_by_its_last_years() -> None:
    """Until two years ago a check took about 20 days, since then 120: the old ones would promise too much."""

    chance, first = chance_of(5), later(date(2020, 1, 6), 0)

    def by(number: int) -> Matter:
        day = later(first, number)
        return Matter(number, course(day, around(20 if day < date(2024, 6, 1) else 120)(chance), 5))

    found = [by(number) for number in range(number_of(TODAY) - number_of(first))]
    tested = back_test(SHAPE, found, TODAY)
    assert tested.years > 0
    recent = days_until(counted(found, CHECK, tested.years)[0], -1, MOST)
    ever = days_until(counted(found, CHECK)[0], -1, MOST)
    assert recent is not None
    assert ever is not None
    assert recent > ever


def test_the_interval_is_wilson_s() -> None:
    low, high = Promises(told=30, kept=24, matters=10).interval()
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert Promises().interval() == (0.0, 1.0)
