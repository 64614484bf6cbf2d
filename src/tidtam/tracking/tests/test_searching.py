"""A search finds the same in the same order, whichever way its pages are come by, and costs what its pages cost."""

import sys
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tidtam.kernel.actor import Actor, acting_as
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.tests.factories import make_person
from tidtam.tracking.actions import finish_step
from tidtam.tracking.models import Case, CaseSearch
from tidtam.tracking.queries import Filters, page_of_work, searching, work_list

from .acting import LATER, act
from .factories import DAY, World

pytestmark = pytest.mark.requirement("TRK-30")

work_lists = sys.modules["tidtam.tracking.queries.work_list"]
TODAY = DAY + timedelta(days=300)
WAYS = {
    "all at once": (1_000, 5_000, 8),
    "near the page": (0, 5_000, 8),
    "a page is seldom full nearby": (0, 9, 8),
    "a page is never full nearby": (0, 1, 1),
}
"""How many are picked out at once, how many lines are gone through, how many offices are asked by name."""
LATE = {"late": True, "today": TODAY}
ASKED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("ทองดี", {}),
    ("ทองดี มานะ", {}),
    ("ทอง 1", {"received_from": DAY - timedelta(days=15), "status": "in_progress"}),
    ("0001", LATE),
    ("ทองดี", LATE),
    ("ทอง", {"step": "check"}),
    ("อว", {"ended_from": DAY}),
    ("เก่ามาก", {}),
    ("เก่ามาก", {"step": "check"}),
    ("ไม่มีใคร", {}),
)


def _fill(world: World) -> None:
    """Names that some, most or only the oldest matters have, in two offices; two of three share a day with others."""
    chance = Random(31)  # noqa: S311 - the same matters each time
    offices = (world.university, world.other_university)
    people = {
        (office.pk, name): make_person(organization=office, given_name=name, family_name=chance.choice(("มานะ", "ชูใจ")))
        for office in offices
        for name in ("ทองดี", "ทองคำ", "เก่ามาก")
    }
    for number in range(30):
        office: Organization = offices[number % 3 == 0]
        name = "เก่ามาก" if number > 24 else chance.choice(("ทองดี", "ทองดี", "ทองคำ"))
        day = DAY - timedelta(days=200 if number > 24 else chance.randrange(20))
        case = world.open(subject=people[office.pk, name], organization=office, day=day)
        if number % 4 == 0:
            act(world.officer, finish_step, case, happened_on=LATER, letter_no="อว 1")
        if number % 8 == 0:
            case.refresh_from_db()
            act(world.officer, finish_step, case, happened_on=LATER, outcome="refuse")


def _pages(actor: Actor, filters: Filters, size: int = 5) -> tuple[list[Case], list[Case]]:
    """Onward to the last page, and from there back to the first."""
    page = page_of_work(actor, filters, cursor=None, size=size)
    there: list[Case] = list(page)
    back: list[Case] = []
    while page.next_cursor:
        page = page_of_work(actor, filters, cursor=page.next_cursor, size=size)
        there += page
    while page.previous_cursor:
        back = [*page, *back]
        page = page_of_work(actor, filters, cursor=page.previous_cursor, size=size)
    return there, [*page, *back]


def _one_by_one(actor: Actor, filters: Filters, words: dict[Any, str]) -> list[Case]:
    """Every matter in charge looked at by itself."""
    parts = [part if len(part) > 2 else f" {part}" for part in filters.text.split()]
    cases = [
        case for case in work_list(actor, replace(filters, text="")) if all(part in words[case.pk] for part in parts)
    ]
    column, descending = filters.order[0].removeprefix("-"), filters.order[0].startswith("-")
    column = {"came": "received_on", "due": "limit_on"}.get(column, column)
    return sorted(cases, key=lambda case: (getattr(case, column), case.pk), reverse=descending)


def _by(monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    few, near, offices = WAYS[way]
    monkeypatch.setattr(searching, "FEW", few)
    monkeypatch.setattr(searching, "MOST_OFFICES", offices)
    monkeypatch.setattr(searching, "NEAR", near)


def test_every_way_finds_what_looking_at_each_matter_finds(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _fill(world)
    words = dict(CaseSearch.objects.values_list("case", "text"))
    found = 0
    for way, actor in ((way, actor) for way in WAYS for actor in (world.officer, world.institution)):
        _by(monkeypatch, way)
        for filters in (Filters(text=text, **narrowed) for text, narrowed in ASKED):
            with acting_as(actor):
                expected = _one_by_one(actor, filters, words)
                there, back = _pages(actor, filters)
                assert list(work_list(actor, filters).order_by(*filters.order)) == expected
            assert there == expected, (way, filters)
            assert back == expected, (way, filters)
            found += len(expected)
    assert found > 300


def test_a_page_and_its_number_cost_the_same_for_few_and_for_many(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work_lists, "MOST_FOUND_COUNTED", 5)
    subject = make_person(organization=world.university, given_name="ทองดี")
    asked: dict[str, set[int]] = {way: set() for way in WAYS}
    for _ in range(3):
        for _ in range(8):
            world.open(subject=subject)
        for way, numbers in asked.items():
            _by(monkeypatch, way)
            with override("en"), acting_as(world.institution), CaptureQueriesContext(connection) as queries:
                page = page_of_work(world.institution, Filters(text="ทองดี"), cursor=None, size=5)
            assert (len(page), page.count_label) == (5, "more than 5")
            reads = [query["sql"] for query in queries if '"tracking_case' in query["sql"]]
            assert all(" LIMIT " in sql for sql in reads), reads
            numbers.add(len(queries))
    assert all(len(numbers) == 1 for numbers in asked.values()), asked


def test_a_page_goes_on_where_it_stopped_when_few_become_many(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    subject = make_person(organization=world.university, given_name="ทองดี")
    cases = [world.open(subject=subject, day=DAY - timedelta(days=number)) for number in range(9)]
    filters = Filters(text="ทองดี")
    with acting_as(world.officer):
        first = page_of_work(world.officer, filters, cursor=None, size=4)
        _by(monkeypatch, "near the page")
        second = page_of_work(world.officer, filters, cursor=first.next_cursor, size=4)
    assert [*first, *second] == cases[:8]
