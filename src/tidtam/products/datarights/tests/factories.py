"""A member who registered, an office that answers for data, and its officer."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.test import Client

from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, acting_as, clock_at
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import client_for, make_account
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_ministry
from tidtam.kernel.people.actions import enter_person_as_stated, set_contact_address
from tidtam.kernel.people.choices import AddressKind
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.private_text import seal
from tidtam.kernel.people.tests.factories import make_person
from tidtam.kernel.registration.models import Consent, Statement
from tidtam.products.datarights.actions import carry_out_due, make_download, order_download, order_own_erasure
from tidtam.products.datarights.models import Download
from tidtam.products.datarights.plugin import plugin
from tidtam.thai.dates import PartialDate
from tidtam.tracking import actions as tracking
from tidtam.tracking.actions.results import deliver_result
from tidtam.tracking.definitions import read_file
from tidtam.tracking.models import Case, ResultDelivery
from tidtam.tracking.tests.factories import make_actor

GIVEN, FAMILY = "มานะชัย", "ตัวอย่างสกุล"
EMAIL = "manachai@example.test"


def stated_person(**names: str) -> Person:
    """Somebody who registered by name alone."""
    return enter_person_as_stated(SYSTEM, kind="thai", born=PartialDate(1990), **names)


class World:
    def __init__(self) -> None:
        self.days = 0
        with acting_as(SYSTEM):
            self.ministry: Organization = make_ministry()
            for file in plugin.process_files:
                tracking.publish_process(SYSTEM, read_file(file.read_text("utf-8"), file=file.name))
        self.person: Person = make_person(given_name=GIVEN, family_name=FAMILY)
        self.account: Account = make_account(
            self.person, username="manachai.t", email=EMAIL, temporary_until=SYSTEM.today() + timedelta(days=60)
        )
        with acting_as(SYSTEM):
            set_contact_address(SYSTEM, self.person, kind=AddressKind.MOBILE, value="0810000001")
            stated = '{"sex": "male", "personnel_kind": "public", "unit": "", "position": "ครูตัวอย่าง"}'
            Statement.objects.create(
                account=self.account, person=self.person, sealed=seal(self.person.pk, stated), stated_at=SYSTEM.now()
            )
            Consent.objects.create(
                account=self.account,
                person=self.person,
                version="1",
                language="th",
                text_digest="0" * 64,
                given_at=SYSTEM.now(),
            )
        self.person.refresh_from_db()

    def later(self, actor: Actor) -> Actor:
        return replace(actor, clock=clock_at(SYSTEM.now() + timedelta(days=self.days, minutes=1)))

    @property
    def system(self) -> Actor:
        return self.later(SYSTEM)

    @property
    def member(self) -> Actor:
        return self.later(
            Actor(kind=ActorKind.MEMBER, account_id=self.account.pk, person_id=self.person.pk, name="member")
        )

    @property
    def officer(self) -> Actor:
        return self.later(make_actor(("data_officer", self.ministry)))

    def browser(self) -> Client:
        return client_for(self.account)

    def order_erasure(self) -> None:
        """By the person alone."""
        with acting_as(self.member) as actor:
            order_own_erasure(actor)

    def erase(self, *, days: int = 8) -> None:
        """Everything that is due after so many days."""
        self.days += days
        with acting_as(self.system) as actor:
            while carry_out_due(actor):
                pass

    def copy(self) -> Download:
        """Ordered and made."""
        with acting_as(self.member) as actor:
            download = order_download(actor)
        with acting_as(self.system) as actor:
            make_download(actor, download.pk)
            download.refresh_from_db()
        return download

    def decide(self, case: Case, outcome: str, **given: Any) -> Case:
        """By the officer, and what comes of it is handed over."""
        with acting_as(self.officer) as actor:
            case = tracking.finish_step(
                actor,
                case,
                happened_on=actor.today(),
                expected_version=case.version,
                outcome=outcome,
                remark=given.get("remark", "ตรวจสอบแล้ว"),
            )
        self.hand_over()
        return case

    def hand_over(self) -> None:
        with acting_as(self.system) as actor:
            for delivery in ResultDelivery.objects.filter(delivered_at=None):
                deliver_result(actor, delivery.pk)
