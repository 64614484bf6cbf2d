"""People and days that do not fit the ordinary case: no national number, an officer who moves, 500 authors."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor, acting_as
from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.kernel.people.choices import IdentifierKind
from tidtam.products.academic import actions, queries
from tidtam.products.academic.dossier import queries as dossiers
from tidtam.products.academic.dossier.models import Dossier
from tidtam.products.academic.experts import actions as experts
from tidtam.products.academic.experts import naming
from tidtam.products.academic.experts import queries as committees
from tidtam.products.academic.experts.choices import ConflictKind, Seat
from tidtam.products.academic.experts.models import Committee
from tidtam.products.academic.experts.naming import Named, Register
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.academic.rulebook.reading import values_of
from tidtam.products.academic.tests.factories import World
from tidtam.products.academic.tests.test_dossier_pages import SCRIPT, page_text, sent_by
from tidtam.products.academic.tests.test_experts_in_dossier import expert
from tidtam.tracking.tests.factories import make_actor

from .factories import TODAY

FOREIGNER: dict[str, Any] = {
    "identifier_kind": IdentifierKind.PASSPORT,
    "identifier_number": "X0000099",
    "applicant_title": "Mr",
    "applicant_given_name": "Alex",
    "applicant_family_name": "Sample-Invented",
}


@pytest.mark.requirement("ACA-01", "ACA-12")
def test_somebody_with_a_passport_only_goes_the_whole_way(world: World) -> None:
    request = world.draft(**FOREIGNER)
    with acting_as(world.institution) as actor:
        dossier = actions.begin_request_dossier(actor, request)
        assert values_of(dossiers.content_of(actor, dossier))["applicant"]["prefix"] == "Mr"
        facts = queries.facts_for_experts(actor, queries.get_request(actor, request.pk))
        assert facts is not None
        committee = experts.begin_committee(actor, facts)
        same = {
            "title": "Dr.",
            "given_name": "A.",
            "family_name": "Sample",
            "institution_name": "",
            "institution": None,
        }
        own = expert(actor, world, **{**same, "institution": world.university})
        experts.add_member(actor, committee, expert=own, seat=Seat.CHAIR)
        [one] = committees.proposal_of(actor, committees.get_committee(actor, committee.pk)).members
    assert one.has(ConflictKind.SAME_PERSON)  # one's own initial and half of a double surname
    sent = world.submitted(**FOREIGNER, position="assistant_professor")
    assert sent.case is not None
    with acting_as(world.officer) as ministry:
        assert "X0000099" not in queries.masked_number_of(ministry, sent)


@pytest.fixture
def begun(world: World) -> tuple[AcademicRequest, Dossier, Committee]:
    request = world.draft()
    with acting_as(world.institution) as actor:
        dossier = actions.begin_request_dossier(actor, request)
        facts = queries.facts_for_experts(actor, queries.get_request(actor, request.pk))
        assert facts is not None
        return request, dossier, experts.begin_committee(actor, facts)


def moved(world: World) -> Actor:
    """The same account, whose role now is held at the other university."""
    elsewhere = make_actor((Role.INSTITUTION_OFFICER, world.other_university), today=TODAY)
    return replace(world.institution, grants=elsewhere.grants)


@pytest.mark.requirement("ACA-02", "ACA-12")
def test_an_officer_who_moves_leaves_everything_behind_and_another_takes_over(
    world: World, begun: tuple[AcademicRequest, Dossier, Committee]
) -> None:
    request, dossier, committee = begun
    base = f"/academic/requests/{request.pk}/"
    doors = [base, f"{base}dossier/", f"{base}dossier/applicant/", f"/academic/experts/committees/{committee.pk}/"]
    with browsing_as(world.institution) as officer:
        typed = page_text(officer, f"{base}dossier/applicant/")
    with browsing_as(moved(world)) as browser:
        assert [browser.get(door).status_code for door in doors] == [404] * len(doors)
        assert _autosaved(browser, f"{base}dossier/applicant/", typed, "พันเอก") == 404
        assert str(request.pk) not in page_text(browser, "/academic/requests/")
    with acting_as(world.institution) as actor:
        assert dossiers.get_dossier(actor, dossier.pk).version == dossier.version
    with browsing_as(world.colleague) as browser:
        assert [browser.get(door).status_code for door in doors] == [200] * len(doors)
        assert _autosaved(browser, f"{base}dossier/applicant/", typed, "พันตรี") == 200
    with acting_as(world.colleague) as actor:
        content = values_of(dossiers.content_of(actor, dossiers.get_dossier(actor, dossier.pk)))
        assert content["applicant"]["rank"] == "พันตรี"
        committee = committees.get_committee(actor, committee.pk)
        experts.add_member(actor, committee, expert=expert(actor, world), seat=Seat.CHAIR)


def _autosaved(browser: Client, address: str, page: str, rank: str) -> int:
    """What the browser sends by itself of a page that was opened before."""
    return browser.post(address, sent_by(page, applicant__rank=rank), headers=SCRIPT).status_code


@pytest.mark.requirement("ACA-12")
def test_among_five_hundred_authors_only_those_of_the_same_family_name_are_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[Any] = []
    fits = naming._fits
    monkeypatch.setattr(naming, "_fits", lambda *names: compared.append(names) or fits(*names))  # type: ignore[func-returns-value]
    authors = [
        Named(f"ผู้แต่ง{number} ตัวอย่าง{number}", f"/works/{work}/authors/{number}")
        for work in range(40)
        for number in range(500)
    ]
    known = Named("Todsoblert, P.", "/works/7/authors/500")
    register = Register([*authors, known])
    for number in range(30):
        assert register.holds([f"คนอื่น{number} ไม่มีในรายการ", f"Other{number} Nobody"]) == []
    assert register.holds(["ศ.ดร.ปรีชา ทดสอบเลิศ", "Preecha Todsoblert"]) == [
        Named("Todsoblert, P.", "/works/7/authors/500")
    ]
    assert len(compared) == 1
