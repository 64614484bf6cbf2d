from dataclasses import replace
from typing import Any

import pytest
from django.http import Http404

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import SYSTEM, NotAllowed, Outdated, Refused, acting_as, new_id
from tidtam.kernel.audit.models import AuditRecord
from tidtam.products.academic import actions, policies, queries
from tidtam.products.academic.actions import Noted
from tidtam.products.academic.choices import Fact, RequestState
from tidtam.products.academic.facts import missing_facts
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.academic.rulebook.choices import Position
from tidtam.products.academic.tests.factories import TODAY, World, facts
from tidtam.tracking import actions as tracking
from tidtam.tracking.choices import CaseStatus

LACKING: dict[Fact, dict[str, Any]] = {
    Fact.LETTER_NO: {"letter_no": ""},
    Fact.APPLICANT: {"applicant_family_name": ""},
    Fact.IDENTIFIER: {"identifier_number": ""},
    Fact.FIELD: {"field_code": ""},
    Fact.COORDINATOR_NAME: {"coordinator_name": ""},
    Fact.COORDINATOR_PHONE: {"coordinator_phone": ""},
    Fact.COORDINATOR_EMAIL: {"coordinator_email": ""},
}


@pytest.mark.requirement("ACA-01")
@pytest.mark.parametrize("fact", LACKING)
def test_a_draft_lacking_a_fact_is_kept_but_not_sent(world: World, fact: Fact) -> None:
    draft = world.draft(**LACKING[fact])
    assert [missing.fact for missing in missing_facts(draft)] == [fact]
    with acting_as(world.institution), pytest.raises(Refused) as refused:
        actions.submit_request(world.institution, draft, version=draft.version)
    assert refused.value.code == "incomplete"
    assert AcademicRequest.objects.get(pk=draft.pk).state == RequestState.DRAFT


@pytest.mark.requirement("ACA-01", "TRK-10")
def test_sending_begins_the_matter_of_the_applicant(world: World) -> None:
    sent = world.submitted()
    assert sent.state == RequestState.SUBMITTED
    case = sent.case
    assert case is not None
    assert case.process.key == "academic_associate_professor"
    assert case.subject_id == sent.person_id
    assert case.status == CaseStatus.IN_PROGRESS
    assert case.holder == Role.MINISTRY_CASE_OFFICER
    assert case.letter_no == sent.letter_no


@pytest.mark.requirement("ACA-01", "QLT-03")
def test_a_form_sent_twice_makes_one_draft_and_one_matter(world: World) -> None:
    draft_id = new_id()
    entered = facts()
    with acting_as(world.institution):
        first = actions.draft_request(
            world.institution, draft_id=draft_id, organization=world.university, facts=entered
        )
        second = actions.draft_request(
            world.institution, draft_id=draft_id, organization=world.university, facts=entered
        )
        assert first.pk == second.pk
        sent = actions.submit_request(world.institution, first, version=first.version)
        again = actions.submit_request(world.institution, first, version=first.version)
    assert sent.case_id == again.case_id


@pytest.mark.requirement("ACA-02")
def test_nobody_drafts_for_another_institution(world: World) -> None:
    with acting_as(world.other_institution), pytest.raises(NotAllowed):
        actions.draft_request(world.other_institution, draft_id=new_id(), organization=world.university, facts=facts())


@pytest.mark.requirement("ACA-02")
@pytest.mark.parametrize("act", ["change", "submit", "withdraw", "return"])
def test_another_institutions_request_does_not_exist(world: World, act: str) -> None:
    request = world.submitted()
    stranger = world.other_institution
    calls = {
        "change": lambda: actions.change_request(stranger, request, facts=facts(), version=request.version),
        "submit": lambda: actions.submit_request(stranger, request, version=request.version),
        "withdraw": lambda: actions.withdraw_request(stranger, request, reason="x", version=request.version),
        "return": lambda: actions.return_request(
            stranger, request, letter_no="1", letter_date=TODAY, defects=[Noted("x", fact=Fact.FIELD)], version=1
        ),
    }
    with acting_as(stranger), pytest.raises(Http404):
        calls[act]()


@pytest.mark.requirement("ACA-02")
def test_the_ministry_does_not_see_drafts(world: World) -> None:
    draft, sent = world.draft(), world.submitted()
    with acting_as(world.officer):
        assert [request.pk for request in queries.requests_of(world.officer)] == [sent.pk]
        with pytest.raises(Http404):
            queries.get_request(world.officer, draft.pk)


@pytest.mark.requirement("ACA-02")
def test_an_applicant_has_no_way_to_the_request_itself(world: World) -> None:
    sent = world.submitted()
    applicant = replace(world.institution, grants=(), person_id=sent.person_id)
    with acting_as(applicant):
        assert not queries.requests_of(applicant).exists()


@pytest.mark.requirement("ACA-02", "ACA-05")
def test_an_officer_who_is_the_applicant_meets_their_request_as_applicant_only(world: World) -> None:
    number = facts().identifier_number
    sent = world.submitted(identifier_number=number)
    for officer in (world.institution, world.officer):
        applicant = replace(officer, person_id=sent.person_id)
        with acting_as(applicant):
            assert not queries.requests_of(applicant).exists()
            with pytest.raises(Http404):
                actions.withdraw_request(applicant, sent, reason="x", version=sent.version)
        assert not policies.can_withdraw(applicant, sent)
        assert not policies.can_return(applicant, sent)
    applicant = replace(world.institution, person_id=sent.person_id)
    with pytest.raises(Refused) as refused, acting_as(applicant):
        actions.draft_request(
            applicant,
            draft_id=new_id(),
            organization=world.university,
            facts=facts(identifier_number=number, position=Position.PROFESSOR),
        )
    assert (refused.value.code, refused.value.field) == ("own", "identifier_number")


@pytest.mark.requirement("ACA-02")
def test_a_draft_that_names_nobody_yet_is_its_institutions(world: World) -> None:
    draft = world.draft(identifier_number="")
    somebody = replace(world.institution, person_id=new_id())
    with acting_as(somebody):
        assert queries.get_request(somebody, draft.pk) == draft


@pytest.mark.requirement("ACA-03")
def test_a_request_that_was_sent_keeps_its_applicant(world: World) -> None:
    sent = world.submitted()
    world.returned(sent)
    with acting_as(world.institution):
        returned = queries.get_request(world.institution, sent.pk)
        with pytest.raises(Refused) as refused:
            actions.change_request(world.institution, returned, facts=facts(), version=returned.version)
    assert refused.value.code == "other_matter"


@pytest.mark.requirement("ACA-03")
def test_a_request_with_the_ministry_cannot_be_changed(world: World) -> None:
    sent = world.submitted()
    with acting_as(world.institution), pytest.raises(NotAllowed):
        actions.change_request(world.institution, sent, facts=facts(), version=sent.version)


@pytest.mark.requirement("ACA-04")
def test_a_second_open_request_for_the_same_position_is_caught_and_shown(world: World) -> None:
    number = facts().identifier_number
    first = world.submitted(identifier_number=number)
    second = world.draft(by=world.colleague, identifier_number=number)
    with acting_as(world.colleague):
        assert [found.pk for found in queries.duplicates_of(world.colleague, second)] == [first.pk]
        with pytest.raises(Refused) as refused:
            actions.submit_request(world.colleague, second, version=second.version)
    assert refused.value.code == "duplicate"


@pytest.mark.requirement("ACA-04")
def test_many_drafts_do_not_hide_the_request_that_was_sent(world: World) -> None:
    number = facts().identifier_number
    world.submitted(identifier_number=number)
    drafts = [world.draft(identifier_number=number) for _ in range(6)]
    with acting_as(world.institution), pytest.raises(Refused) as refused:
        actions.submit_request(world.institution, drafts[0], version=drafts[0].version)
    assert refused.value.code == "duplicate"


@pytest.mark.requirement("ACA-04")
def test_another_position_is_no_duplicate(world: World) -> None:
    number = facts().identifier_number
    world.submitted(identifier_number=number)
    other = world.draft(identifier_number=number, position=Position.PROFESSOR)
    with acting_as(world.institution):
        assert queries.duplicates_of(world.institution, other) == []


@pytest.mark.requirement("ACA-04")
def test_a_duplicate_at_another_institution_is_shown_to_the_ministry_only(world: World) -> None:
    number = facts().identifier_number
    first = world.submitted(identifier_number=number)
    second = world.submitted(by=world.other_institution, at_office=world.other_university, identifier_number=number)
    with acting_as(world.other_institution):
        assert queries.duplicates_of(world.other_institution, second) == []
    with acting_as(world.officer):
        assert [found.pk for found in queries.duplicates_of(world.officer, second)] == [first.pk]


@pytest.mark.requirement("ACA-01")
def test_withdrawing_ends_the_matter_and_frees_the_way_for_a_new_one(world: World) -> None:
    number = facts().identifier_number
    sent = world.submitted(identifier_number=number)
    with acting_as(world.institution):
        gone = actions.withdraw_request(world.institution, sent, reason="ผู้ขอขอถอน", version=sent.version)
    assert policies.is_withdrawn(gone)
    assert gone.case is not None
    gone.case.refresh_from_db()
    assert gone.case.status == CaseStatus.COMPLETED
    assert world.submitted(identifier_number=number).case_id != gone.case_id


@pytest.mark.requirement("ACA-01", "TRK-11")
def test_withdrawn_at_the_matter_is_withdrawn_everywhere_and_reopened_it_can_be_worked_on(world: World) -> None:
    sent = world.submitted()
    assert sent.case is not None
    how: dict[str, Any] = {"remark": "ผู้ขอขอถอน", "happened_on": TODAY}
    with acting_as(world.institution):
        tracking.withdraw_case(world.institution, sent.case, expected_version=1, **how)
        gone = queries.get_request(world.institution, sent.pk)
        assert policies.is_withdrawn(gone)
        assert not policies.can_withdraw(world.institution, gone)
        assert [found.pk for found in queries.request_list(world.institution, state="withdrawn")] == [sent.pk]
        assert not queries.request_list(world.institution, state="submitted")
    with acting_as(world.officer):
        tracking.reopen_case(world.officer, sent.case, step="receive", expected_version=2, **how)
    with acting_as(world.institution):
        again = queries.get_request(world.institution, sent.pk)
        assert not policies.is_withdrawn(again)
        assert policies.can_withdraw(world.institution, again)


@pytest.mark.requirement("TRK-12")
def test_the_second_of_two_officers_is_told_and_overwrites_nothing(world: World) -> None:
    draft = world.draft()
    with acting_as(world.institution):
        actions.change_request(
            world.institution, draft, facts=facts(identifier_number="", letter_no="อว 1/2"), version=draft.version
        )
    with acting_as(world.colleague), pytest.raises(Outdated):
        actions.change_request(
            world.colleague, draft, facts=facts(identifier_number="", letter_no="อว 9/9"), version=draft.version
        )
    assert AcademicRequest.objects.get(pk=draft.pk).letter_no == "อว 1/2"


@pytest.mark.requirement("IDN-51", "IDN-52")
def test_what_is_recorded_names_no_number(world: World) -> None:
    number = facts().identifier_number
    sent = world.submitted(identifier_number=number)
    with acting_as(SYSTEM):
        recorded = list(AuditRecord.objects.filter(person_id=sent.person_id).values())
    assert {row["object_kind"] for row in recorded} >= {"academic_request", "case", "person"}
    assert number not in str(recorded)
