"""Rounds of moves and the notice of a resignation: what a day means, and what people are told of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import Http404

from tidtam.kernel.actor import NotAllowed, Outdated, Refused, acting_as
from tidtam.products.personnel import actions, queries
from tidtam.products.personnel.choices import Kind
from tidtam.products.personnel.notice import Notice
from tidtam.products.personnel.presenting.requests import findings
from tidtam.products.personnel.rounds import round_of, rounds_between
from tidtam.products.personnel.tests.factories import TODAY, World, later

DECEMBER: dict[str, Any] = {"year": 2026, "month": 12, "opens_on": date(2026, 12, 7), "closes_on": date(2026, 12, 18)}


@pytest.mark.requirement("PER-03")
@pytest.mark.parametrize(
    ("day", "key", "is_open"),
    [
        (date(2026, 4, 30), "2026-05", False),
        (date(2026, 5, 1), "2026-05", True),
        (date(2026, 5, 31), "2026-05", True),
        (date(2026, 6, 1), "2026-12", False),
        (date(2026, 12, 31), "2026-12", True),
        (date(2027, 1, 1), "2027-05", False),
    ],
)
def test_until_dates_are_set_a_round_is_its_month_and_what_is_late_waits_for_the_next(
    day: date, key: str, is_open: bool
) -> None:
    found = round_of(rounds_between((), 2025, 2027), day)
    assert (found.key, found.is_open(day)) == (key, is_open)


@pytest.mark.requirement("PER-03")
def test_a_round_opens_and_closes_by_the_dates_the_office_set(world: World) -> None:
    with acting_as(world.officer):
        actions.set_round(world.officer, world.department, version=0, **DECEMBER)
    keys = {}
    with acting_as(world.employee):
        for day in (date(2026, 12, 6), date(2026, 12, 7), date(2026, 12, 18), date(2026, 12, 19)):
            found = queries.round_for(world.employee, world.department, day)
            keys[day.day] = (found.key, found.is_open(day))
        other = queries.round_for(world.employee, world.other_department, date(2026, 12, 19))
    assert keys == {
        6: ("2026-12", False),
        7: ("2026-12", True),
        18: ("2026-12", True),
        19: ("2027-05", False),
    }
    assert other.key == "2026-12", "another office has rounds of its own"


@pytest.mark.requirement("PER-03")
def test_a_request_belongs_to_the_round_of_the_day_it_was_received(world: World) -> None:
    late = world.submitted(Kind.MOVE)
    assert (late.round_year, late.round_month) == (2026, 12)
    paper = world.employ(world.department)
    draft = world.draft(Kind.MOVE, by=world.officer, facts={"received_on": date(2026, 5, 20)})
    with acting_as(world.employee):
        actions.withdraw_request(world.employee, late, reason="ยื่นเป็นเอกสารแล้ว", version=late.version)
    with acting_as(world.officer):
        sent = actions.submit_request(world.officer, draft, version=draft.version)
    assert (sent.round_year, sent.round_month) == (2026, 5)
    assert paper.office_id == world.department.pk


@pytest.mark.requirement("PER-03")
def test_the_person_is_told_the_round_before_handing_in_and_never_put_into_another(world: World) -> None:
    draft = world.draft(Kind.MOVE)
    with acting_as(world.employee):
        told = findings(world.employee, draft)
    assert "2569" in told[0].heading or "2026" in told[0].heading
    with acting_as(world.employee), pytest.raises(Refused) as refused:
        actions.submit_request(world.employee, draft, version=draft.version, expected_round="2026-05")
    assert refused.value.code == "round"
    with acting_as(world.employee):
        sent = actions.submit_request(world.employee, draft, version=draft.version, expected_round="2026-12")
    assert sent.round_month == 12


@pytest.mark.requirement("PER-03")
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"closes_on": date(2026, 12, 6)}, "closes_on"),
        ({"opens_on": date(2026, 5, 31)}, "opens_on"),
        ({"closes_on": date(2027, 5, 1)}, "closes_on"),
    ],
)
def test_rounds_neither_end_before_they_begin_nor_overlap(world: World, changed: dict[str, Any], field: str) -> None:
    with acting_as(world.officer), pytest.raises(Refused) as refused:
        actions.set_round(world.officer, world.department, version=0, **{**DECEMBER, **changed})
    assert refused.value.field == field


@pytest.mark.requirement("PER-03", "TRK-12")
def test_two_officers_setting_a_round_are_told_of_each_other(world: World) -> None:
    with acting_as(world.officer):
        first = actions.set_round(world.officer, world.department, version=0, **DECEMBER)
        assert actions.set_round(world.officer, world.department, version=0, **DECEMBER) == first
        with pytest.raises(Outdated):
            actions.set_round(
                world.officer, world.department, version=0, **{**DECEMBER, "closes_on": date(2026, 12, 25)}
            )


@pytest.mark.requirement("PER-03")
def test_rounds_are_set_by_their_own_office(world: World) -> None:
    for actor in (world.other_officer, world.employee):
        with acting_as(actor), pytest.raises(NotAllowed):
            actions.set_round(actor, world.department, version=0, **DECEMBER)
    with acting_as(world.officer), pytest.raises(Http404):
        actions.set_round(world.officer, world.department, version=0, **{**DECEMBER, "month": 7})


@pytest.mark.requirement("PER-04")
@pytest.mark.parametrize(
    ("days", "for_election", "is_short"),
    [(30, False, False), (29, False, True), (0, False, True), (0, True, False), (90, False, False)],
)
def test_thirty_days_are_counted_from_the_receipt(days: int, for_election: bool, is_short: bool) -> None:
    notice = Notice(TODAY, TODAY + timedelta(days=days), for_election)
    assert notice.is_short is is_short
    assert notice.earliest_on == TODAY + timedelta(days=0 if for_election else 30)
    assert notice.last_day == TODAY + timedelta(days=days - 1)


@pytest.mark.requirement("PER-04")
def test_an_earlier_wish_is_explained_to_the_person_and_marked_for_the_officer(world: World) -> None:
    draft = world.draft(Kind.RESIGNATION, facts={"leave_on": TODAY + timedelta(days=10)})
    with acting_as(world.employee):
        told = findings(world.employee, draft)[0]
        sent = actions.submit_request(world.employee, draft, version=draft.version)
    assert "10" in told.text
    with acting_as(world.officer):
        marked = queries.notice_of(world.officer, world.reload(sent))
    assert marked is not None
    assert marked.is_short


@pytest.mark.requirement("PER-04")
def test_the_notice_of_a_draft_runs_from_the_day_it_would_be_handed_in(world: World) -> None:
    draft = world.draft(Kind.RESIGNATION, facts={"leave_on": TODAY + timedelta(days=31)})
    for days, is_short in [(0, False), (1, False), (2, True)]:
        actor = later(world.employee, TODAY + timedelta(days=days))
        with acting_as(actor):
            notice = queries.notice_of(actor, draft)
        assert notice is not None
        assert notice.is_short is is_short


@pytest.mark.requirement("PER-04")
def test_nobody_leaves_before_the_request_was_received(world: World) -> None:
    with pytest.raises(Refused) as refused:
        world.draft(Kind.RESIGNATION, facts={"leave_on": TODAY - timedelta(days=1)})
    assert refused.value.field == "leave_on"
    draft = world.draft(Kind.RESIGNATION, facts={"leave_on": TODAY + timedelta(days=1)})
    after = later(world.employee, TODAY + timedelta(days=5))
    with acting_as(after), pytest.raises(Refused):
        actions.submit_request(after, draft, version=draft.version)
