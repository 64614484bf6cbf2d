"""An institution's own steps before the ministry's: one request, two matters, one timeline for the applicant."""

from dataclasses import replace
from typing import Any

import pytest
from django.http import Http404

from tidtam.kernel.actor import Actor, Refused, acting_as
from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.kernel.people.tests.factories import next_number
from tidtam.products.academic import actions, queries
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.academic.tests.factories import TODAY, facts
from tidtam.tracking import actions as tracking
from tidtam.tracking.models import Case
from tidtam.tracking.tests.factories import make_actor

from .insiders import KEY, SAMPLE, Insiders

pytestmark = pytest.mark.requirement("ACA-15")


@pytest.fixture
def world(db: None) -> Insiders:
    return Insiders()


def applicant_of(request: AcademicRequest) -> Actor:
    return replace(make_actor(today=TODAY), person_id=request.person_id)


def page(actor: Actor, address: str) -> Any:
    with browsing_as(actor) as browser:
        return browser.get(address)


def detail(world: Insiders, request: AcademicRequest, by: Actor | None = None) -> Any:
    return page(by or world.institution, f"/academic/requests/{request.pk}/")


def refused_code(act: Any) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def test_it_begins_from_the_draft_and_the_applicant_follows_it(world: Insiders) -> None:
    draft = world.draft()
    address = f"/academic/requests/{draft.pk}/inside/"
    assert address in detail(world, draft).content.decode()
    with browsing_as(world.institution) as browser:
        assert browser.get(address).status_code == 200
        given = {"process": KEY, "received_on": TODAY.isoformat(), "version": draft.version}
        assert browser.post(address, given).status_code == 302
    case = world.inside(draft)
    own = page(applicant_of(draft), f"/my/cases/{case.pk}/")
    assert [(step.title, step.state) for step in own.context["steps"]][:2] == [
        ("Received by the faculty", "current"),
        ("Conditions and documents verified", "future"),
    ]
    work = page(world.institution, f"/work/{case.pk}/").content.decode()
    assert f"/academic/requests/{draft.pk}/" in work


def test_the_list_tells_a_request_that_is_inside_from_a_mere_draft(world: Insiders) -> None:
    inside, draft = world.begun(), world.draft()
    rows = {row.item.pk: row.tag_kind for row in page(world.institution, "/academic/requests/").context["rows"]}
    assert (rows[inside.pk], rows[draft.pk]) == ("progress", "waiting")


def test_steps_that_are_not_done_stop_the_sending_and_the_page_says_so(world: Insiders) -> None:
    request = world.done_inside(3)
    assert refused_code(lambda: world.send(request)) == "not_ended"
    context = detail(world, request).context
    assert (context["inside"]["stops"], context["can_submit"]) == (True, False)
    answer = page(world.institution, f"/academic/requests/{request.pk}/submit/")
    assert (answer.status_code, answer["location"]) == (302, f"/academic/requests/{request.pk}/")
    assert not AcademicRequest.objects.filter(case__isnull=False).exists()


def test_sending_records_the_last_step_and_both_are_one_timeline(world: Insiders) -> None:
    request = world.done_inside()
    assert detail(world, request).context["can_submit"]
    sent = world.send(request)
    inside = world.inside(sent)
    assert sent.case is not None
    assert (inside.ended_how, sent.case.carries_on_id) == ("sent", inside.pk)
    assert inside.events.latest("sequence").letter_no == request.letter_no
    own = page(applicant_of(sent), f"/my/cases/{sent.case.pk}/")
    titles = [(step.title, step.state) for step in own.context["steps"]]
    assert titles[7:10] == [
        ("Letter to the ministry prepared", "done"),
        ("Received by the ministry", "current"),
        ("Request and documents examined", "future"),
    ]
    rows = page(applicant_of(sent), "/my/cases/").context["rows"]
    assert [row.case.pk for row in rows] == [sent.case.pk]


def test_the_applicant_sees_steps_only_and_the_ministry_none_of_them(world: Insiders) -> None:
    request = world.begun()
    world.move(world.inside(request), remark="ความเห็นภายในของคณะ")
    for given in ({}, {}, {}, {}, {"outcome": "passed"}, {"outcome": "agreed"}):
        world.move(world.inside(request), **given)
    sent = world.send(world.again(request))
    assert sent.case is not None
    own = page(applicant_of(sent), f"/my/cases/{sent.case.pk}/").content.decode()
    assert "ความเห็นภายในของคณะ" not in own
    assert "/academic/" not in own
    seen = page(world.officer, f"/work/{sent.case.pk}/")
    assert seen.context["steps"][0].title == "Received by the ministry"
    assert page(world.officer, f"/work/{world.inside(sent).pk}/").status_code == 404
    assert detail(world, sent, world.officer).context["inside"] is None


def test_other_institutions_and_other_applicants_never_see_it(world: Insiders) -> None:
    request = world.begun()
    case = world.inside(request)
    other = applicant_of(world.draft(applicant_given_name="อื่น"))
    for actor, address in (
        (world.other_institution, f"/work/{case.pk}/"),
        (world.other_institution, f"/work/{case.pk}/finish/"),
        (world.other_institution, f"/academic/requests/{request.pk}/inside/"),
        (world.other_institution, f"/t/{case.tracking_code}"),
        (other, f"/my/cases/{case.pk}/"),
        (other, f"/t/{case.tracking_code}"),
    ):
        assert page(actor, address).status_code == 404, address
    theirs = world.draft(by=world.other_institution, at_office=world.other_university)
    assert detail(world, theirs, world.other_institution).context["inside"] is None
    with acting_as(world.other_institution) as actor, pytest.raises(Http404):
        actions.begin_inside(actor, theirs, process_key=KEY, received_on=TODAY, version=theirs.version)


def test_begun_twice_or_by_two_officers_it_is_one(world: Insiders) -> None:
    draft = world.draft()
    first = world.begin(draft)
    with acting_as(world.colleague) as actor:
        second = actions.begin_inside(actor, draft, process_key=KEY, received_on=TODAY, version=draft.version)
    assert second.inside_id == first.inside_id
    assert Case.objects.filter(process__key=KEY).count() == 1


def test_what_the_applicant_handed_in_themself_is_taken_up(world: Insiders) -> None:
    world.publish(SAMPLE.read_text("utf-8").replace("version = 1", 'version = 2\nopened_by = ["subject"]', 1))
    number = next_number()
    draft = world.draft(identifier_number=number)
    person = draft.person
    assert person is not None
    with acting_as(applicant_of(draft)) as applicant:
        own = tracking.open_case(applicant, KEY, subject=person, organization=world.university, received_on=TODAY)
    assert "already" in page(world.institution, f"/academic/requests/{draft.pk}/inside/").content.decode()
    assert world.begin(draft).inside_id == own.pk
    with pytest.raises(Refused):
        world.send(world.again(draft))
    other = world.draft(identifier_number=number, position="professor")
    with acting_as(world.institution) as actor:
        assert queries.inside_that_runs(actor, other, KEY) is None


def test_withdrawing_the_request_withdraws_what_runs_inside(world: Insiders) -> None:
    request = world.done_inside(2)
    with acting_as(world.institution) as actor:
        actions.withdraw_request(actor, request, reason="ผู้ขอขอถอน", version=request.version)
    assert world.inside(request).ended_how == "withdrawn"


def test_the_applicant_is_told_that_what_was_done_inside_does_not_go_on(world: Insiders) -> None:
    request = world.done_inside()
    world.move(world.inside(request), letter_no="อว 1/1")
    request = world.again(request)
    with acting_as(world.institution) as actor:
        actions.withdraw_request(actor, request, reason="ผู้ขอขอถอน", version=request.version)
    own = page(applicant_of(request), f"/my/cases/{world.inside(request).pk}/").content.decode()
    assert "ผู้ขอขอถอน" in own


def test_closed_or_withdrawn_inside_it_counts_as_if_it_had_never_been(world: Insiders) -> None:
    request = world.done_inside(2)
    case = world.inside(request)
    with acting_as(world.institution) as actor:
        tracking.close_case(actor, case, remark="เริ่มผิด", happened_on=TODAY, expected_version=case.version)
    assert detail(world, request).context["inside"] == {"can_begin": True}
    again = world.begin(world.again(request))
    assert again.inside_id != case.pk
    case = world.inside(again)
    with acting_as(world.institution) as actor:
        tracking.withdraw_case(actor, case, remark="ไม่ใช้แล้ว", happened_on=TODAY, expected_version=case.version)
    sent = world.send(world.again(request))
    assert sent.case is not None
    assert sent.case.carries_on_id is None


def test_what_the_council_declined_is_not_sent_until_it_is_taken_up_again(world: Insiders) -> None:
    request = world.done_inside(6)
    case = world.move(world.inside(request), outcome="not_agreed")
    request = world.again(request)
    assert refused_code(lambda: world.send(request)) == "ended_otherwise"
    assert detail(world, request).context["inside"]["stops"]
    with acting_as(world.institution) as actor:
        case = tracking.reopen_case(
            actor, case, step="council", remark="ทบทวน", happened_on=TODAY, expected_version=case.version
        )
    world.move(case, outcome="agreed")
    assert world.send(world.again(request)).case is not None


def test_a_returned_request_is_simply_answered_or_goes_another_round_inside(world: Insiders) -> None:
    sent = world.send(world.done_inside())
    inside = world.inside(sent)
    assert refused_code(lambda: reopen(world, inside)) == "goes_on"
    returned = world.answered(world.returned(moved_on(world, sent)))
    assert detail(world, returned).context["inside"]["was_returned"]
    again = world.again(world.resubmitted(returned))
    assert again.case is not None
    assert again.case.holder == "ministry_case_officer"
    returned = world.answered(world.returned(again, letter_no="อว 0601/901", late_reason="พบภายหลัง"))
    reopen(world, world.inside(sent))
    assert refused_code(lambda: world.resubmitted(returned)) == "not_ended"
    world.move(world.inside(sent), outcome="agreed")
    assert world.again(world.resubmitted(returned)).case is not None
    assert world.inside(sent).ended_how == "sent"


def moved_on(world: Insiders, request: AcademicRequest) -> AcademicRequest:
    case = request.case
    assert case is not None
    with acting_as(world.officer) as actor:
        tracking.finish_step(actor, case, happened_on=TODAY, expected_version=case.version)
    return request


def reopen(world: Insiders, case: Case) -> Case:
    case.refresh_from_db()
    with acting_as(world.institution) as actor:
        return tracking.reopen_case(
            actor, case, step="council", remark="แก้ไข", happened_on=TODAY, expected_version=case.version
        )


def test_withdrawn_at_the_ministry_the_round_that_runs_inside_ends_too(world: Insiders) -> None:
    sent = world.send(world.done_inside())
    returned = world.returned(moved_on(world, sent))
    reopen(world, world.inside(sent))
    returned = world.again(returned)
    with acting_as(world.institution) as actor:
        actions.withdraw_request(actor, returned, reason="ผู้ขอขอถอน", version=returned.version)
    assert world.inside(sent).ended_how == "withdrawn"


def test_the_steps_stay_about_whom_they_were_begun_for(world: Insiders) -> None:
    request = world.begun()
    given = facts(applicant_given_name="คนอื่น")
    with acting_as(world.institution) as actor, pytest.raises(Refused) as refused:
        actions.change_request(actor, request, facts=given, version=request.version)
    assert refused.value.code == "other_person"


def test_a_new_version_in_the_middle_changes_nothing_for_what_runs(world: Insiders) -> None:
    request = world.done_inside(4)
    text = SAMPLE.read_text("utf-8").replace("version = 1", "version = 2", 1)
    world.publish(text.replace('goes_on_as = ["academic', 'goes_on_as = ["another"] # ["academic'))
    assert detail(world, world.draft(applicant_given_name="ใหม่")).context["inside"] is None
    for given in ({}, {"outcome": "passed"}, {"outcome": "agreed"}):
        world.move(world.inside(request), **given)
    assert world.send(world.again(request)).case is not None


def test_an_institution_without_such_a_process_sends_as_before(world: Insiders) -> None:
    sent = world.submitted(by=world.other_institution, at_office=world.other_university)
    assert sent.case is not None
    assert sent.case.carries_on_id is None
