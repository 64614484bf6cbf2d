"""The matter in which the commission was asked ends, and the experts it was asked for are approved, or are not."""

from typing import Any

import pytest
from django.http import Http404

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.kernel.files.tests.factories import make_pdf, upload
from tidtam.products.academic.experts import actions, queries
from tidtam.products.academic.experts.choices import Seat
from tidtam.products.academic.experts.dossier_data import with_experts
from tidtam.products.academic.experts.models import Asking, Committee
from tidtam.products.academic.experts.proposal import Decision
from tidtam.products.academic.rulebook.structure import Dossier
from tidtam.tracking.actions import finish_step, reopen_case
from tidtam.tracking.models import Case

from .factories import TODAY, UNLISTED, World

pytestmark = pytest.mark.requirement("ACA-12")
LETTER = "อว 0209.5/777"


def decided(world: World, committee: Committee, outcome: str) -> Case:
    """The ministry takes the matter through to its end."""
    steps: list[dict[str, Any]] = [{}, {}, {"outcome": outcome}, {"letter_no": LETTER, "upload": upload(make_pdf())}]
    case = committee.case
    assert case is not None
    with acting_as(world.officer):
        for given in steps:
            case = finish_step(world.officer, case, happened_on=TODAY, expected_version=case.version, **given)
    return case


def decision(world: World, committee: Committee) -> Decision | None:
    return world.proposal(committee).members[0].decision


@pytest.mark.requirement("DOC-607", "DOC-701")
def test_who_was_approved_carries_the_evidence_of_it_into_the_dossier(world: World) -> None:
    committee = world.asked()
    listed = world.proposal(committee).members[0].expert
    assert with_experts(Dossier(), world.proposal(committee)).documents.experts_not_listed[0].files == ()
    decided(world, committee, "agreed")
    proposal = world.proposal(committee)
    known = decision(world, committee)
    assert known is not None
    assert (known.is_approved, known.decided_on, known.letter_no) == (True, TODAY, LETTER)
    [approval] = with_experts(Dossier(), proposal).documents.experts_not_listed
    assert (approval.approved_by, approval.approved_on) == (LETTER, TODAY.isoformat())
    assert approval.files == (str(known.file_id),)
    assert proposal.to_approve == ()
    with browsing_as(world.institution) as officer:
        page = f"/academic/experts/committees/{committee.pk}/"
        assert LETTER in officer.get(page).content.decode()
        assert officer.get(f"{page}files/{known.file_id}/").status_code == 200
        assert LETTER in officer.get(f"/academic/experts/{listed.pk}/").content.decode()


@pytest.mark.requirement("DOC-607")
def test_who_was_refused_is_told_to_be_so_and_can_be_asked_for_anew(world: World) -> None:
    committee = world.asked()
    decided(world, committee, "not_agreed")
    known = decision(world, committee)
    assert known is not None
    assert (known.is_approved, known.letter_no) == (False, LETTER)
    assert with_experts(Dossier(), world.proposal(committee)).documents.experts_not_listed[0].approved_by == ""
    with browsing_as(world.institution) as officer:
        assert "not approved" in officer.get(f"/academic/experts/committees/{committee.pk}/").content.decode()
    with acting_as(world.institution):
        committee = queries.get_committee(world.institution, committee.pk)
        actions.request_approval(world.institution, committee, letter_no="อว 0601/99", version=committee.version)
    assert decision(world, committee) is None


def test_a_matter_taken_up_again_decides_nothing_until_it_ends_again(world: World) -> None:
    committee = world.asked()
    case = decided(world, committee, "agreed")
    with acting_as(world.officer):
        reopen_case(
            world.officer,
            case,
            step="commission",
            remark="ที่ประชุมทบทวน",
            happened_on=TODAY,
            expected_version=case.version,
        )
    assert decision(world, committee) is None


def test_only_those_it_was_asked_for_are_decided_on(world: World) -> None:
    committee = world.asked()
    decided(world, committee, "agreed")
    with acting_as(world.institution):
        committee = queries.get_committee(world.institution, committee.pk)
        later = world.expert(**{**UNLISTED, "family_name": "มาทีหลัง"})
        actions.add_member(world.institution, committee, expert=later, seat=Seat.MEMBER)
    first, second = world.proposal(committee).members
    assert first.decision is not None
    assert (second.decision, second.needs_approval) == (None, True)


@pytest.mark.parametrize("outcome", ["agreed", "not_agreed"])
def test_the_applicant_in_office_reads_the_same_record_before_and_after(world: World, outcome: str) -> None:
    """An expert's record must not tell the one it is kept from that somebody was asked on their behalf."""
    committee = world.asked()
    expert = world.proposal(committee).members[0].expert

    def record() -> tuple[list[Any], str]:
        with acting_as(world.applicant_in_office) as actor:
            assert not Asking.objects.exists()
            remembered = queries.decisions_about(actor, queries.get_expert(actor, expert.pk))
            listed = [each.listed_on or each.approved_on for each in queries.expert_list(actor)]
            return listed, str(remembered)

    before = record()
    case = decided(world, committee, outcome)
    assert record() == before
    with browsing_as(world.applicant_in_office) as browser:
        assert LETTER not in browser.get(f"/academic/experts/{expert.pk}/").content.decode()
    with acting_as(world.other_institution) as actor, pytest.raises(Http404):
        queries.get_committee(actor, committee.pk)
    with acting_as(SYSTEM):
        assert Asking.objects.get().case_id == case.pk
