"""Correction and deletion are matters like any other: steps, a limit, a decision with its reason, by somebody else."""

from datetime import timedelta

import pytest
from django.http import Http404

from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.tests.factories import make_grant
from tidtam.kernel.actor import SYSTEM, Refused, acting_as
from tidtam.kernel.identity.tests.factories import client_for, make_account
from tidtam.kernel.people.models import Person
from tidtam.products.datarights.actions import ask_correction, ask_deletion, order_own_erasure
from tidtam.products.datarights.models import DataRequest, Erasure
from tidtam.products.datarights.queries import request_of_case
from tidtam.tracking import actions as tracking
from tidtam.tracking.models import Case
from tidtam.tracking.policies import can_act
from tidtam.tracking.queries import get_work_case
from tidtam.tracking.tests.factories import make_actor, sample_file

from .factories import World

pytestmark = [pytest.mark.requirement("IDN-16"), pytest.mark.django_db]


def correct(world: World, item: str = "family_name", right: str = "นามสกุลใหม่") -> DataRequest:
    with acting_as(world.member) as actor:
        return ask_correction(actor, organization=world.ministry, item=item, wrong="เปลี่ยนเมื่อสมรส", right=right)


def delete(world: World) -> DataRequest:
    with acting_as(world.member) as actor:
        return ask_deletion(actor, organization=world.ministry, reason="ไม่ใช้แล้ว")


def test_a_name_is_corrected_once_somebody_else_decided(world: World) -> None:
    request = correct(world)
    assert request.case.deadline_on == request.case.received_on + timedelta(days=30)
    case = world.decide(request.case, "granted")
    world.person.refresh_from_db()
    assert world.person.family_name != "นามสกุลใหม่"
    world.decide(case, "")
    world.person.refresh_from_db()
    assert world.person.family_name == "นามสกุลใหม่"


def test_a_birth_date_may_have_no_day(world: World) -> None:
    request = correct(world, "birth_date", "2535")
    world.decide(world.decide(request.case, "granted"), "")
    person = Person.objects.get(pk=world.person.pk)
    assert (person.birth_date.year, person.birth_precision) == (1992, "year")  # type: ignore[union-attr]


def test_what_was_refused_changes_nothing_and_says_why(world: World) -> None:
    request = correct(world)
    world.decide(request.case, "refused", remark="ไม่พบหลักฐานการเปลี่ยนชื่อสกุล")
    world.person.refresh_from_db()
    assert world.person.family_name != "นามสกุลใหม่"
    page = world.browser().get(f"/my/cases/{request.case_id}/").content.decode()
    assert "ไม่พบหลักฐานการเปลี่ยนชื่อสกุล" in page


def test_nobody_decides_over_their_own(world: World) -> None:
    """Not even the data protection officer whose data it is."""
    officer = world.later(
        make_actor(("data_officer", world.ministry), person=world.person, account_id=world.account.pk)
    )
    with acting_as(officer) as actor:
        request = ask_correction(actor, organization=world.ministry, item="title", wrong="ผิด", right="นาง")
        assert not can_act(actor, Case.objects.get(pk=request.case_id))
        with pytest.raises(Http404):
            get_work_case(actor, request.case_id)
    with acting_as(world.officer) as actor:
        assert get_work_case(actor, request.case_id)
        assert request_of_case(actor, request.case_id)


def test_other_offices_do_not_learn_what_is_asked(world: World) -> None:
    request = correct(world)
    stranger = world.later(make_actor(("institution_officer", world.ministry)))
    with acting_as(stranger) as actor:
        assert request_of_case(actor, request.case_id) is None
        assert not DataRequest.objects.filter(pk=request.pk).exists()  # the database's own wall


def test_the_same_is_asked_once_at_a_time(world: World) -> None:
    correct(world)
    correct(world, "given_name")
    with pytest.raises(Refused) as refused:
        correct(world)
    assert refused.value.code == "duplicate"


def test_a_granted_deletion_is_carried_out_a_day_later(world: World) -> None:
    request = delete(world)
    world.decide(request.case, "granted")
    with acting_as(world.system) as actor:
        erasure = Erasure.objects.get(person=world.person)
        assert erasure.case_id == request.case_id
        assert actor.now() < erasure.due_at <= actor.now() + timedelta(days=1)
    world.hand_over()
    with acting_as(world.system):
        assert Erasure.objects.count() == 1


def test_only_a_temporary_account_without_matters_is_erased_without_a_decision(world: World) -> None:
    world.account.temporary_until = None
    world.account.save()
    with acting_as(world.member) as actor, pytest.raises(Refused) as refused:
        order_own_erasure(actor)
    assert refused.value.code == "held_back"


def test_the_officer_sees_what_is_asked_and_what_is_held_back(world: World) -> None:
    request = delete(world)
    page = world.browser().get(f"/my/cases/{request.case_id}/").content.decode()
    assert "ไม่ใช้แล้ว" in page
    form = {"item": "family_name", "wrong": "ผิด", "right": "ใหม่", "organization": str(world.ministry.pk)}
    assert world.browser().post("/my/data/correct/", form).status_code == 302
    assert "data_correction" in {case.process.key for case in Case.objects.select_related("process")}


def test_the_officer_who_decides_is_told_what_the_law_holds_back(world: World) -> None:
    """On the page of the matter; an officer of another kind at the same office does not even find it."""
    request = delete(world)
    with acting_as(SYSTEM):
        tracking.publish_process(SYSTEM, sample_file())
        office, day = world.ministry, SYSTEM.today()
        tracking.open_case(SYSTEM, "sample", subject=world.person, organization=office, received_on=day)
    officer, stranger = make_account(), make_account()
    make_grant(officer, Role.DATA_OFFICER, world.ministry)
    make_grant(stranger, Role.AUDITOR, world.ministry)
    address = f"/work/{request.case_id}/"
    assert client_for(stranger).get(address).status_code == 404
    page = client_for(officer).get(address).content.decode()
    for said in ("ไม่ใช้แล้ว", "สิ่งที่กฎหมายให้เก็บไว้", "ท่านมีเรื่องที่ยังดำเนินการไม่เสร็จ", "ตราบเท่าที่ยังเป็นอยู่"):
        assert said in page


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"item": "given_name", "wrong": "x", "right": "ก" * 130},
        {"item": "birth_date", "wrong": "x", "right": "31/2/2535"},
        {"item": "no such thing", "wrong": "x", "right": "y"},
        {"item": "title", "wrong": "\0", "right": "\0"},
        {"item": "title", "wrong": "x" * 5_000, "right": "y"},
    ],
)
def test_a_request_that_cannot_be_carried_out_is_not_taken(world: World, form: dict[str, str]) -> None:
    given = {"organization": str(world.ministry.pk), **form}
    assert world.browser().post("/my/data/correct/", given).status_code == 200
    with acting_as(world.system):
        assert not DataRequest.objects.exists()
