"""The overview of those in charge, whose every number is a list; the figures for everybody, which name nobody."""

import random
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tidtam.kernel.actor import SYSTEM, Actor, acting_as
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.tests.factories import make_person
from tidtam.tracking.actions import finish_step, suspend_case
from tidtam.tracking.statistics.actions import publish_figures
from tidtam.tracking.statistics.hiding import SMALLEST_SHOWN, hidden
from tidtam.tracking.statistics.medians import median
from tidtam.tracking.statistics.models import Publication, Tally
from tidtam.tracking.statistics.years import first_day, fiscal_year, last_day, months_until
from tidtam.tracking.tests.acting import LATER, act
from tidtam.tracking.tests.browsing import Browser
from tidtam.tracking.tests.factories import DAY, World, make_actor

from .test_counting import Office

Browse = Callable[..., Browser]
_NUMBER = re.compile(r'<a href="(/work/\?[^"]+)" class="govuk-link">(\d+)</a>')


def list_of(browser: Browser, address: str) -> int:
    """How many matters the work list shows there, page after page."""
    page = browser.get(address)
    found = len(page.context["rows"])
    while cursor := page.context["page"].next_cursor:
        page = browser.get(f"{address}&cursor={cursor}")
        found += len(page.context["rows"])
    return found


def numbers_on(browser: Browser, address: str = "/work/dashboard/") -> list[tuple[str, int]]:
    html = browser.get(address).content.decode()
    return [(url.replace("&amp;", "&"), int(number)) for url, number in _NUMBER.findall(html)]


@pytest.mark.requirement("TRK-32")
def test_every_number_is_the_length_of_the_list_it_opens(world: World, browse: Browse) -> None:
    office = Office(world, 7)
    for _ in range(16):
        office.open()
    for _ in range(100):
        office.act()
    # Matters of the officer's own: nobody's list holds them, so that no number may count them.
    mine = make_person(organization=world.university)
    world.open(subject=mine)
    actors: dict[str, Actor] = {
        "ministry": make_actor(("ministry_case_officer", world.ministry), person=mine),
        "one office": make_actor(("institution_officer", world.university)),
    }
    for name, actor in actors.items():
        browser = browse(actor)
        for address in ("/work/dashboard/", "/work/dashboard/?office=uni-a"):
            numbers = numbers_on(browser, address)
            assert len(numbers) > 9, (name, address)
            for url, number in numbers:
                assert list_of(browser, url) == number, (name, url)


@pytest.mark.requirement("TRK-32")
def test_the_overview_counts_what_is_in_hand_late_and_how_long_steps_take(world: World, browse: Browse) -> None:
    world.open()
    late = world.open_at_check()
    act(world.officer, suspend_case, world.open_at_check(), remark="รอเอกสาร", happened_on=DAY)
    act(world.officer, finish_step, world.open_at_check(), happened_on=LATER, outcome="refuse")
    page = browse(world.officer).get("/work/dashboard/")
    figures = {name: number for name, (number, _url) in page.context["figures"].items()}
    assert figures == {"in_hand": 3, "late": 2, "received": 4, "ended": 1}
    (process,) = page.context["processes"]
    steps = {step["name"]: (step["in_hand"][0], step["late"][0], step["median"]) for step in process["steps"]}
    assert steps["Check documents"] == (2, 1, 5.0), "of the suspended one no time passes"
    assert steps["Receive"] == (1, 1, 0.0)
    assert list_of(browse(world.officer), "/work/?process=sample&step=check&late=on") == 1
    assert late.step == "check"


@pytest.mark.requirement("TRK-32")
def test_nobody_sees_the_numbers_of_another_office(world: World, browse: Browse) -> None:
    world.open()
    for actor, number in ((world.institution, 1), (world.other_institution, 0), (world.officer, 1)):
        assert browse(actor).get("/work/dashboard/").context["figures"]["in_hand"][0] == number
    other = browse(world.other_institution).get("/work/dashboard/?office=uni-a")
    assert other.context["figures"]["in_hand"][0] == 0
    assert browse(world.member).get("/work/dashboard/").status_code == 404
    assert browse(make_actor(("auditor", world.ministry))).get("/work/dashboard/").status_code == 404


@pytest.mark.requirement("QLT-07", "TRK-32")
def test_the_overview_costs_the_same_for_few_matters_and_for_many(world: World, browse: Browse) -> None:
    browser = browse(world.officer)
    asked = []
    for _ in range(2):
        world.open_at_check()
        browser.get("/work/dashboard/")
        with CaptureQueriesContext(connection) as queries:
            browser.get("/work/dashboard/")
        asked.append(len(queries))
        office = Office(world, 3)
        for _ in range(60):
            office.act()
    assert asked == [14, 14]


def test_medians_and_years() -> None:
    assert median({}) is None
    assert median({3: 1}) == 3
    assert median({1: 2, 4: 2}) == 2.5
    assert median({1: 1, 2: 1, 90: 1}) == 2
    assert (fiscal_year(date(2026, 9, 30)), fiscal_year(date(2026, 10, 1))) == (2026, 2027)
    assert first_day(2027) == date(2026, 10, 1)
    assert months_until(date(2026, 2, 28), 3) == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]
    assert (last_day(date(2028, 2, 1)), last_day(date(2026, 12, 1))) == (date(2028, 2, 29), date(2026, 12, 31))


# -- for everybody --


def possible(groups: Mapping[str, int], shown: Mapping[str, int], total: int | None) -> Counter[str]:
    """For each hidden group how many values it could have, for somebody who knows all that is shown."""
    closed = [key for key in groups if key not in shown]
    if total is None:
        return Counter(dict.fromkeys(closed, 1_000))
    rest = total - sum(shown.values())
    # Each hidden one is at least one; the others can take anything of what is left.
    return Counter(dict.fromkeys(closed, rest - len(closed) + 1))


@pytest.mark.requirement("TRK-33")
def test_no_small_group_is_shown_or_can_be_computed() -> None:
    choice = random.Random(33)  # noqa: S311 - a seed that can be repeated is wanted
    for _ in range(2_000):
        groups = {f"p{n}": choice.choice([0, 0, 1, 2, 3, 4, 5, 6, 20, 300]) for n in range(choice.randrange(1, 7))}
        closed, has_total = hidden(groups)
        shown = {key: number for key, number in groups.items() if key not in closed}
        assert all(number == 0 or number >= SMALLEST_SHOWN for number in shown.values())
        total = sum(groups.values()) if has_total else None
        assert all(ways > 1 for ways in possible(groups, shown, total).values()), groups
        if closed and has_total:
            assert sum(groups[key] for key in closed) >= SMALLEST_SHOWN, "what is hidden is no small group together"
        if not any(0 < number < SMALLEST_SHOWN for number in groups.values()):
            assert not closed
            assert has_total


def test_a_single_small_group_hides_the_next_or_the_total() -> None:
    assert hidden({"a": 3, "b": 40, "c": 9}) == ({"a", "c"}, True)
    assert hidden({"a": 3}) == ({"a"}, False)
    assert hidden({"a": 3, "b": 0}) == ({"a"}, False)
    assert hidden({"a": 1, "b": 1}) == ({"a", "b"}, False)
    assert hidden({"a": 4, "b": 4, "c": 50}) == ({"a", "b"}, True)


def add(world: World, version: Any, measure: str, number: int, days: int | None = None) -> None:
    """As if so many matters had been counted this year."""
    Tally.objects.create(
        organization_id=world.university.pk,
        version_id=version,
        measure=measure,
        step="",
        day=date(2026, 11, 1),
        days=days,
        change=number,
    )


@pytest.mark.requirement("TRK-33")
def test_everybody_sees_the_figures_of_the_day_and_no_small_group(world: World, browse: Browse) -> None:
    visitor = browse()
    assert "No figures are published yet" in visitor.get("/statistics/").content.decode()
    case = world.open()
    add(world, case.process_version_id, "e", 7, 12)
    actor = make_system(world)
    with acting_as(actor):
        publish_figures(actor)
    answer = visitor.get("/statistics/")
    (year,) = answer.context["years"]
    assert year["year"] == 2027
    assert year["rows"][0] | {"name": "", "key": ""} == {
        "name": "",
        "key": "",
        "received": None,
        "ended": 7,
        "median": 12.0,
    }
    assert year["total"] == {"received": None, "ended": 7}
    html = answer.content.decode()
    assert "not shown" in html
    assert "ปีงบประมาณ พ.ศ. 2570" in browse(language="th").get("/statistics/").content.decode()
    assert Person.objects.get(pk=world.subject.pk).family_name not in html


@pytest.mark.requirement("TRK-33")
def test_what_was_published_stays_for_its_day(world: World, browse: Browse) -> None:
    case = world.open()
    actor = make_system(world)
    with acting_as(actor):
        first = publish_figures(actor)
        add(world, case.process_version_id, "r", 100)
        assert publish_figures(actor).years == first.years
    assert Publication.objects.count() == 1


def make_system(world: World) -> Actor:
    return replace(SYSTEM, clock=world.officer.clock)
