"""An objection is a matter of its own; for how long, and by whom, is the office's to say, in its process."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tidtam.kernel.actor import SYSTEM, Actor, NotAllowed, acting_as
from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.products.academic import queries
from tidtam.products.academic.plugin import plugin
from tidtam.products.academic.tests.factories import TODAY, World, later
from tidtam.tracking import actions as tracking
from tidtam.tracking.definitions import read_file
from tidtam.tracking.models import Case
from tidtam.tracking.tests.factories import make_actor
from tidtam.tracking.tests.timed import OBJECTION

LIST = "/academic/requests/"
DAYS = 15
LAST = TODAY + timedelta(days=DAYS)
REASONS = "ขอให้ทบทวนผลงานลำดับที่ 1"


def with_appeals(*, also_by: str = "") -> None:
    """As a ministry's administrator would publish it: no process that comes with the system knows an objection."""
    file = next(each for each in plugin.process_files if each.stem == "academic_associate_professor")
    text = re.sub(r"^version = \d+$", "version = 99", file.read_text("utf-8"), count=1, flags=re.M)
    text = text.replace("early = true", f'early = true\nappeal = {{ process = "objection", days = {DAYS} }}')
    objection = OBJECTION.replace("visible_to", f'opened_by = ["{also_by}"]\nvisible_to') if also_by else OBJECTION
    with acting_as(later(SYSTEM, TODAY)) as dated:
        for each in (objection, text):
            tracking.publish_process(dated, read_file(each, file="x"))


def refused(world: World) -> Case:
    """A request that ran to its refusal."""
    sent = world.submitted()
    assert sent.case is not None
    with acting_as(world.officer) as actor:
        case = sent.case
        for outcome, letter_no in (("", ""), ("", ""), ("not_agreed", ""), ("", "อว 0201/5")):
            case = tracking.finish_step(
                actor,
                case,
                happened_on=TODAY,
                expected_version=case.version,
                outcome=outcome,
                letter_no=letter_no,
            )
    assert case.ended_how == "refused"
    return case


def page_of(world: World, case: Case, *, by: Actor | None = None) -> Any:
    actor = by or world.officer
    with acting_as(actor):
        item = queries.request_of_case(actor, case.pk)
    assert item is not None
    with browsing_as(actor) as browser:
        return browser.get(f"{LIST}{item.pk}/")


def object_to(actor: Actor, case: Case, **given: Any) -> Case:
    with acting_as(actor):
        return tracking.appeal_case(
            actor, case, expected_version=case.version, remark=REASONS, **{"received_on": TODAY, **given}
        )


@pytest.mark.requirement("ACA-17")
def test_no_process_that_comes_with_the_system_knows_an_objection(world: World) -> None:
    assert page_of(world, refused(world)).context["appeal"] is None


@pytest.mark.requirement("ACA-17")
def test_until_when_one_can_object_stands_on_the_request_and_who_decided_enters_what_came_on_paper(
    world: World,
) -> None:
    with_appeals()
    case = refused(world)
    shown = page_of(world, case).context["appeal"]["shown"]
    assert (shown.until, shown.objection, shown.act.key) == (LAST, None, "enter-objection")
    assert page_of(world, case, by=world.institution).context["appeal"]["shown"].act is None
    objection = object_to(world.officer, case, letter_no="อว 0601/7")
    assert objection.appeals_id == case.pk


@pytest.mark.requirement("ACA-17")
def test_number_deadline_reasons_and_decision_of_a_linked_objection_stand_on_the_request(world: World) -> None:
    with_appeals()
    case = refused(world)
    objection = object_to(world.officer, case, letter_no="อว 0601/7")
    for actor in (world.officer, world.institution):
        page = page_of(world, case, by=actor)
        values = [str(row[1]) for row in page.context["appeal"]["rows"]]
        assert values[0] == "อว 0601/7"
        assert values[2] == REASONS
        assert f"/work/{objection.pk}/" in page.content.decode()
        with browsing_as(actor) as browser:
            assert f"/work/{case.pk}/" in browser.get(f"/work/{objection.pk}/").content.decode()
    with acting_as(world.officer) as actor:
        tracking.finish_step(actor, objection, happened_on=TODAY, expected_version=objection.version)
    with browsing_as(world.institution, language="th") as browser:
        rows = browser.get(page.request["PATH_INFO"]).context["appeal"]["rows"]
    assert "แจ้งผลแล้ว" in str(rows[3][1])


@pytest.mark.requirement("ACA-17")
def test_an_institution_objects_from_the_request_where_the_process_of_objections_lets_it(world: World) -> None:
    with_appeals(also_by="institution_officer")
    case = refused(world)
    shown = page_of(world, case, by=world.institution).context["appeal"]["shown"]
    assert shown.act.key == "hand-in-objection"
    address = f"/work/{case.pk}/hand-in-objection/"
    with browsing_as(world.institution, language="th") as browser:
        answer = browser.post(address, {"version": case.version, "letter_no": "อว 0601/8", "remark": REASONS})
    assert answer.status_code == 302
    row = page_of(world, case, by=world.institution).context["appeal"]["shown"].objection
    assert (row.case.letter_no, row.case.received_on) == ("อว 0601/8", TODAY)
    with browsing_as(world.other_institution) as browser:
        assert browser.get(address).status_code == 404


@pytest.mark.requirement("ACA-17")
def test_only_who_decided_enters_an_objection_of_an_earlier_day(world: World) -> None:
    with_appeals(also_by="institution_officer")
    case = refused(world)
    with pytest.raises(NotAllowed):
        object_to(later(world.institution, LAST), case)
    late = later(world.officer, LAST + timedelta(days=9))
    assert object_to(late, case, received_on=LAST).received_on == LAST


@pytest.mark.requirement("ACA-17")
def test_the_applicant_reads_what_was_decided_of_their_objection(world: World) -> None:
    with_appeals()
    case = refused(world)
    applicant = replace(make_actor(today=TODAY), person_id=case.subject_id)
    objection = object_to(applicant, case)
    with acting_as(world.officer) as actor:
        tracking.finish_step(actor, objection, happened_on=TODAY, expected_version=objection.version)
    with browsing_as(applicant, language="th") as browser:
        page = browser.get(f"/my/cases/{case.pk}/").content.decode()
    assert "แจ้งผลแล้ว" in page
    assert f"/my/cases/{objection.pk}/" in page
