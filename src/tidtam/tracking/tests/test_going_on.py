"""A matter that ends in one place and goes on in another is one for the person concerned."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from tidtam.kernel.actor import SYSTEM, Actor, NotAllowed, Refused, acting_as
from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.kernel.files.tests.factories import make_pdf, upload
from tidtam.kernel.notifications.models import Notice
from tidtam.kernel.people.tests.factories import make_person
from tidtam.tracking import actions
from tidtam.tracking.definitions import DefinitionRefused, read_file
from tidtam.tracking.models import Case

from .factories import DAY
from .going_on import INSIDE, TwoHalves

LATER = DAY + timedelta(days=3)
NEXT_DAY = LATER + timedelta(days=1)


@pytest.fixture
def world(db: None) -> TwoHalves:
    return TwoHalves()


def page(actor: Actor, address: str) -> Any:
    with browsing_as(actor) as browser:
        return browser.get(address)


def way(context: Any) -> list[tuple[int, str, str]]:
    return [(step.number, step.title, step.state) for step in context["steps"]]


def first_step(actor: Actor, address: str) -> str:
    return way(page(actor, address).context)[0][1]


BOTH = [
    (1, "University receives", "done"),
    (2, "Council decides", "done"),
    (3, "Letter prepared", "done"),
    (4, "Receive", "current"),
    (5, "Check documents", "future"),
    (6, "Committee", "future"),
    (7, "Issue the order", "future"),
]


@pytest.mark.requirement("ACA-15")
def test_both_halves_are_one_timeline_on_one_page_and_one_line_of_the_list(world: TwoHalves) -> None:
    before = world.ended()
    after = world.carry_on(before, LATER)
    answer = page(world.member, f"/my/cases/{after.pk}/")
    assert way(answer.context) == BOTH
    rows = page(world.member, "/my/cases/").context["rows"]
    assert [row.case.pk for row in rows] == [after.pk]
    assert "2 November 2026" in answer.content.decode()


@pytest.mark.requirement("ACA-15")
def test_the_page_and_the_link_of_the_first_half_lead_to_the_whole(world: TwoHalves) -> None:
    before = world.ended()
    address = f"/my/cases/{before.pk}/"
    assert page(world.member, address).status_code == 200
    after = world.carry_on(before)
    with browsing_as(world.member) as browser:
        for each in (address, f"/t/{before.tracking_code}", f"/t/{after.tracking_code}"):
            assert browser.get(each, follow=True).request["PATH_INFO"] == f"/my/cases/{after.pk}/"


@pytest.mark.requirement("ACA-15")
def test_files_of_the_first_half_open_from_the_whole(world: TwoHalves) -> None:
    case = world.move(world.begin(), upload=upload(make_pdf(), "รับเรื่อง.pdf"))
    case = world.move(world.move(case, outcome="agreed"), letter_no="อว 1/1")
    after = world.carry_on(case)
    steps = page(world.member, f"/my/cases/{after.pk}/").context["steps"]
    assert steps[0].case_id == case.pk
    address = f"/my/cases/{case.pk}/files/{steps[0].file_id}/"
    assert page(world.member, address).status_code == 200
    assert page(world.stranger, address).status_code == 404


@pytest.mark.requirement("ACA-15")
def test_officers_see_of_the_first_half_what_is_in_their_charge(world: TwoHalves) -> None:
    after = world.carry_on(world.ended())
    address = f"/work/{after.pk}/"
    assert way(page(world.institution, address).context) == BOTH
    assert first_step(world.officer, address) == "Receive"
    assert page(world.other_institution, address).status_code == 404
    assert page(world.other_institution, f"/work/{after.carries_on_id}/").status_code == 404
    assert page(world.officer, f"/work/{after.carries_on_id}/").status_code == 404


@pytest.mark.requirement("ACA-15")
def test_what_is_hidden_from_the_person_concerned_stays_so_in_the_whole(world: TwoHalves) -> None:
    hidden = INSIDE.replace('key = "inside"', 'key = "secret"', 1).replace('opened_by = ["subject"]', "", 1)
    hidden = hidden.replace('shows = ["file"]', "").replace('shows = ["letter_no"]', "")
    hidden = hidden.replace("version = 1", "version = 1\nhidden_from_subject = true", 1)
    with acting_as(world.publisher) as publisher:
        actions.publish_process(publisher, read_file(hidden, file="secret.toml"))
    with acting_as(world.institution) as actor:
        case = actions.open_case(actor, "secret", subject=world.subject, organization=world.university, received_on=DAY)
    case = world.move(world.move(world.move(case), outcome="agreed"), letter_no="อว 1/1")
    after = world.carry_on(case)
    assert first_step(world.member, f"/my/cases/{after.pk}/") == "Receive"
    assert page(world.member, f"/my/cases/{case.pk}/").status_code == 404


@pytest.mark.requirement("ACA-15")
def test_it_goes_on_once_about_the_same_person_in_the_same_place_and_after_it_ended(world: TwoHalves) -> None:
    begun, ended = world.begin(), world.ended(LATER)
    for case, code in ((begun, "not_ended"), (ended, "before_last")):
        with pytest.raises(Refused) as refused:
            world.carry_on(case)
        assert refused.value.code == code
    for wrong in ({"subject": make_person()}, {"organization": world.other_university}):
        with pytest.raises((Http404, NotAllowed)):
            world.carry_on(ended, LATER, **wrong)
    world.carry_on(ended, LATER)
    with pytest.raises(Refused) as refused:
        world.carry_on(ended, LATER)
    assert refused.value.code == "goes_on"


@pytest.mark.requirement("ACA-15")
def test_what_ended_otherwise_does_not_go_on(world: TwoHalves) -> None:
    declined = world.move(world.move(world.begin()), outcome="not_agreed")
    with acting_as(world.institution) as actor, pytest.raises(Refused) as refused:
        actions.end_to_go_on(actor, declined, "sample", happened_on=DAY)
    assert refused.value.code == "ended_otherwise"
    assert "not agree" in str(refused.value.message) or "ไม่เห็นชอบ" in str(refused.value.message)


@pytest.mark.requirement("ACA-15")
def test_the_last_step_is_recorded_with_the_going_on_if_it_asks_for_nothing_but_the_letter(world: TwoHalves) -> None:
    case = world.move(world.begin())
    with acting_as(world.institution) as actor, pytest.raises(Refused) as refused:
        actions.end_to_go_on(actor, case, "sample", happened_on=DAY, letter_no="อว 9")
    assert refused.value.code == "not_ended"
    case = world.move(case, outcome="agreed")
    for _twice in range(2):
        with acting_as(world.institution) as actor:
            case = actions.end_to_go_on(actor, case, "sample", happened_on=DAY, letter_no="อว 9")
    assert (case.ended_how, case.version) == ("sent", 4)
    assert case.events.latest("sequence").letter_no == "อว 9"


@pytest.mark.requirement("ACA-15")
def test_it_is_taken_up_again_only_while_the_other_half_was_returned(world: TwoHalves) -> None:
    before = world.ended()
    after = world.carry_on(before)
    with pytest.raises(Refused) as refused:
        reopened(world, before)
    assert refused.value.code == "goes_on"
    assert "reopen" not in acts_offered(world, before)
    world.returned(after, LATER)
    assert "reopen" in acts_offered(world, before)
    again = reopened(world, before)
    assert again.is_open
    # While it runs it can be acted upon, so that it stands in the list too.
    rows = page(world.member, "/my/cases/").context["rows"]
    assert {row.case.pk for row in rows} == {before.pk, after.pk}
    titles = [(title, state) for _no, title, state in way(page(world.member, f"/my/cases/{after.pk}/").context)]
    assert titles[3:7] == [
        ("Receive", "done"),
        ("Check documents", "current"),
        ("Council decides", "current"),
        ("Letter prepared", "future"),
    ]


def acts_offered(world: TwoHalves, case: Case) -> set[str]:
    return {act.key for act in page(world.institution, f"/work/{case.pk}/").context["acts"]}


def reopened(world: TwoHalves, case: Case) -> Case:
    case.refresh_from_db()
    with acting_as(world.institution) as actor:
        return actions.reopen_case(
            actor,
            case,
            step="council",
            remark="แก้ไข",
            happened_on=NEXT_DAY,
            expected_version=case.version,
        )


@pytest.mark.requirement("ACA-15")
def test_the_person_concerned_is_told_that_it_goes_on_not_that_it_ended(world: TwoHalves) -> None:
    case = world.ended()
    with acting_as(SYSTEM):
        kinds = Notice.objects.filter(person=world.subject, subject_id=case.pk).order_by("pk").values_list("kind")
        assert list(kinds)[-1] == ("case.handed_on",)
    holding = page(world.member, f"/my/cases/{case.pk}/").context["holding"]
    assert "goes on from there" in holding.sentence


@pytest.mark.requirement("ACA-15")
def test_a_matter_keeps_its_version_when_a_new_one_no_longer_goes_on(world: TwoHalves) -> None:
    case = world.move(world.move(world.begin()), outcome="agreed")
    newer = INSIDE.replace("version = 1", "version = 2", 1).replace('goes_on_as = ["sample"]', "")
    with acting_as(world.publisher) as publisher:
        actions.publish_process(publisher, read_file(newer, file="inside.toml"))
    with acting_as(world.institution) as actor:
        assert actions.end_to_go_on(actor, case, "sample", happened_on=DAY, letter_no="อว 9").ended_how == "sent"


@pytest.mark.requirement("TRK-01")
@pytest.mark.parametrize("wrong", ['"sample"', '["Sample"]', "[1]", str([f"k{n}" for n in range(13)])])
def test_what_it_goes_on_as_is_a_short_list_of_keys(wrong: str) -> None:
    with pytest.raises(DefinitionRefused) as refused:
        read_file(INSIDE.replace('goes_on_as = ["sample"]', f"goes_on_as = {wrong}"), file="inside.toml")
    assert [mistake.place for mistake in refused.value.mistakes] == ["endings 1 › goes_on_as"]


@pytest.mark.requirement("ACA-15")
def test_three_queries_more_for_the_first_half(world: TwoHalves) -> None:
    """One for the matter and two for its events, whatever happened in it."""
    case = world.move(world.move(world.begin()), outcome="agreed", remark="มติ")
    after = world.carry_on(world.move(case, letter_no="อว 1/1"))
    alone = world.open()
    counts = [queries_of(world.member, each.pk) for each in (alone, after)]
    assert counts[1] - counts[0] == 3


def queries_of(actor: Actor, case_id: UUID) -> int:
    page(actor, f"/my/cases/{case_id}/")
    with CaptureQueriesContext(connection) as captured:
        page(actor, f"/my/cases/{case_id}/")
    return len(captured)
