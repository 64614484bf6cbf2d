"""Two records turn out to be one human's: their matters and notices, what they may ask, and what stands in the way."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from tidtam.kernel.actor import SYSTEM, Actor, Refused, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.helpdesk.models import Intervention
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import client_for, make_account
from tidtam.kernel.notifications.actions import notify
from tidtam.kernel.notifications.models import Notice
from tidtam.kernel.notifications.queries import my_notices, reach_of
from tidtam.kernel.people.actions import join_records, set_contact_address
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.private_text import seal
from tidtam.kernel.personal_data import Subject
from tidtam.products.datarights.actions import order_own_erasure
from tidtam.products.datarights.notices import ERASURE_STOPPED
from tidtam.products.datarights.queries.held import everything_of
from tidtam.tracking import actions as tracking
from tidtam.tracking import queries
from tidtam.tracking.models import Case
from tidtam.tracking.policies import plays
from tidtam.tracking.tests.factories import make_actor, sample_file

from .factories import World, stated_person

pytestmark = [pytest.mark.requirement("IDN-04", "IDN-13"), pytest.mark.django_db]


class Both:
    """The account of the number, and what was done meanwhile as whom its owner had said they were."""

    def __init__(self, world: World) -> None:
        self.world = world
        with acting_as(SYSTEM):
            tracking.publish_process(SYSTEM, sample_file())
            self.stated: Person = stated_person(given_name="มานะชัย", family_name="ตามที่แจ้ง")
            self.lesser: Account = make_account(self.stated, temporary_until=SYSTEM.today())
            self.notice = notify(
                SYSTEM,
                person_id=self.stated.pk,
                kind=ERASURE_STOPPED.key,
                subject_kind="erasure",
                subject_id=self.stated.pk,
                url="/",
            )
            self.case: Case = tracking.open_case(
                SYSTEM,
                "sample",
                subject=self.stated,
                organization=world.ministry,
                received_on=SYSTEM.today(),
                remark="เรื่องของบัญชีชั่วคราว",
            )
            Intervention.objects.create(
                account=self.lesser,
                person=self.stated,
                deed="end_sessions",
                sealed_reason=seal(self.stated.pk, "แจ้งว่าอุปกรณ์หาย"),
                done_at=SYSTEM.now(),
                done_by=world.account,
            )

    def join(self) -> None:
        lesser, into = Subject(self.stated.pk, self.lesser.pk), Subject(self.world.person.pk, self.world.account.pk)
        with acting_as(SYSTEM):
            join_records(SYSTEM, lesser, into)

    @property
    def owner(self) -> Actor:
        return replace(self.world.member, also=tuple(Person.objects.get(pk=self.world.person.pk).also))


@pytest.fixture
def both(world: World) -> Both:
    return Both(world)


def test_matters_and_notices_of_the_other_record_are_the_persons_own(both: Both) -> None:
    page = client_for(both.world.account).get("/my/cases/").content.decode()
    assert str(both.case.pk) not in page
    both.join()
    browser = client_for(both.world.account)
    assert str(both.case.pk) in browser.get("/my/cases/").content.decode()
    assert browser.get(f"/my/cases/{both.case.pk}/").status_code == 200
    with acting_as(both.owner) as actor:
        assert both.notice in list(my_notices(actor))
        assert queries.get_own_case(actor, both.case.pk) == both.case


def test_nobody_is_the_office_in_a_matter_of_their_other_record(both: Both) -> None:
    officer = make_actor(("ministry_case_officer", both.world.ministry), person=both.world.person)
    assert plays(officer, "ministry_case_officer", both.case)
    both.join()
    officer = replace(officer, also=both.owner.also)
    assert not plays(officer, "ministry_case_officer", both.case)


def test_what_is_told_of_the_other_record_reaches_the_person(both: Both) -> None:
    with acting_as(SYSTEM):
        set_contact_address(SYSTEM, both.stated, kind="email", value="stated@example.test")
    both.join()
    assert both.notice is not None
    with acting_as(SYSTEM) as actor:
        assert reach_of(actor, Notice.objects.get(pk=both.notice.pk)).email == both.world.account.email


def test_the_copy_of_ones_data_holds_both(both: Both) -> None:
    both.join()
    with acting_as(both.world.system) as actor:
        held = {
            each.holding.key: each.records
            for each in everything_of(actor, Subject(both.world.person.pk, both.world.account.pk))
        }
    assert len(held["tracking.cases"]) == 1
    assert [fact.value for record in held["helpdesk.interventions"] for fact in record.facts][1] == "แจ้งว่าอุปกรณ์หาย"


@pytest.mark.requirement("IDN-16")
@pytest.mark.parametrize("whose", ["lesser", "into"])
def test_nothing_is_joined_while_one_of_them_is_to_be_erased(both: Both, whose: str) -> None:
    member = both.world.member
    if whose == "lesser":
        Case.objects.filter(pk=both.case.pk).update(subject=both.world.person)
        member = replace(member, account_id=both.lesser.pk, person_id=both.stated.pk)
    with acting_as(member) as actor:
        order_own_erasure(actor)
    with pytest.raises(Refused, match="อยู่ระหว่างดำเนินการลบ"):
        both.join()
    assert Person.objects.get(pk=both.world.person.pk).also == []
    both.lesser.refresh_from_db()
    assert both.lesser.ended_at is None


def test_no_history_is_rewritten(both: Both) -> None:
    with acting_as(SYSTEM):
        before = set(AuditRecord.objects.values_list("pk", "person_id"))
        events = rows("tracking_caseevent", "tracking_caseeventtext")
    both.join()
    with acting_as(SYSTEM):
        assert before <= set(AuditRecord.objects.values_list("pk", "person_id"))
        assert rows("tracking_caseevent", "tracking_caseeventtext") == events
        assert Case.objects.get(pk=both.case.pk).subject_id == both.stated.pk


def test_the_database_knows_the_actor_under_each_record(both: Both) -> None:
    """No policy compares a row with one record of the actor only."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_policies WHERE concat(qual, with_check) LIKE '%%tidtam_actor_person()%%'"
        )
        assert cursor.fetchall() == []


def rows(*tables: str) -> list[Any]:
    found = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT row::text FROM "{table}" AS row ORDER BY 1')  # noqa: S608
            found += cursor.fetchall()
    return found
