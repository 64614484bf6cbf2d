"""A large dossier opens and saves as a small one does; and new rules change none that was begun before."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.products.academic.dossier.models import Dossier, PublishedRuleSet
from tidtam.products.academic.rulebook.tests.generating import Plan, made, sample
from tidtam.products.academic.tests.factories import World, later
from tidtam.products.academic.tests.test_dossier_pages import SCRIPT, begun, page_text, sent_by
from tidtam.thai.dates import format_long

PAGES = ("", "works/3/authors/", "check/")


def large(works: int, authors: int) -> dict[str, Any]:
    """With as many faults as authors: the evidence of participation names three of them."""
    values = made(Plan(works=works - 2))
    for work in values["works"]:
        first, other, *_rest = work["authors"]
        work["authors"] = [first, *({**other, "name": f"ผู้ร่วมงาน {number}"} for number in range(2, authors + 1))]
    return values


def cost(client: Client, address: str) -> tuple[int, int]:
    """How many queries, how many bytes."""
    with CaptureQueriesContext(connection) as asked:
        page = page_text(client, address)
    return len(asked), len(page.encode())


@pytest.mark.requirement("QLT-07", "DOC-108")
def test_forty_works_of_five_hundred_authors_open_and_save_as_two_do(world: World) -> None:
    small, great = begun(world, large(4, 2)), begun(world, large(40, 500))
    with browsing_as(world.institution) as officer:
        page_text(officer, small)
        for page in PAGES:
            few, _size = cost(officer, f"{small}{page}")
            many, size = cost(officer, f"{great}{page}")
            assert many == few, page
            assert size < 200_000, page
        saved = []
        for tasks in (small, great):
            typed = sent_by(page_text(officer, f"{tasks}works/3/"), works__3__volume="12")
            with CaptureQueriesContext(connection) as asked:
                answer = officer.post(f"{tasks}works/3/", typed, headers=SCRIPT)
            assert "data-spoken" in answer.content.decode()
            saved.append((len(asked), len(answer.content)))
    assert saved[0][0] == saved[1][0]
    assert saved[1][1] < 100_000


@pytest.mark.requirement("ACA-10")
def test_new_rules_in_the_middle_leave_a_dossier_as_it_was_begun_and_its_page_says_so(world: World) -> None:
    tasks = begun(world)
    row = PublishedRuleSet.objects.get()
    newer = {**row.content, "version": row.version + 1, "name": {"th": "หลักเกณฑ์ใหม่", "en": "New rules"}}
    newer["rulings"] = [ruling for ruling in row.content["rulings"] if ruling["number"] != "DOC-101"]
    PublishedRuleSet.objects.create(
        key=row.key,
        version=row.version + 1,
        organization=world.university.parent,
        content=newer,
        published_at=world.institution.now(),
    )
    with browsing_as(later(world.institution, world.institution.today() + timedelta(days=3))) as officer:
        typed = sent_by(page_text(officer, f"{tasks}applicant/"), applicant__prefix="ดร.")
        assert "DOC-101" in officer.post(f"{tasks}applicant/", typed, headers=SCRIPT).content.decode()
        # Also where what is typed decides which rules hold.
        request = sent_by(page_text(officer, f"{tasks}request/"), request__employment_kind="civil_servant")
        officer.post(f"{tasks}request/", request, headers=SCRIPT)
        shown = re.sub(r"\s+", " ", page_text(officer, tasks))
    dossier = Dossier.objects.get()
    assert dossier.rule_set_id == row.pk
    assert f"version {row.version}, in force from" in shown
    assert format_long(world.institution.today(), "en") in shown
    assert "New rules" in shown
    assert "They do not change this dossier" in shown


@pytest.mark.requirement("QLT-07")
def test_pages_cost_the_same_with_one_work_and_with_forty(world: World) -> None:
    counts = []
    for works in (1, 40):
        values = sample()
        values["works"] = [{**values["works"][0], "id": f"w{number}"} for number in range(works)]
        address = begun(world, values)
        with browsing_as(world.institution) as officer:
            page_text(officer, address)
            for page in ("", "works/", "works/0/", "check/"):
                with CaptureQueriesContext(connection) as asked:
                    page_text(officer, f"{address}{page}")
                counts.append((page, len(asked)))
    assert counts[:4] == counts[4:]
