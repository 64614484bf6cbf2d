"""A university's dossiers in the database, and those who may or may not see them."""

from dataclasses import replace
from datetime import date
from typing import Any

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import SYSTEM, Actor, acting_as, clock_at, new_id
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_ministry, make_organization
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.tests.factories import make_person
from tidtam.products.academic.dossier import actions
from tidtam.products.academic.dossier.models import Dossier
from tidtam.products.academic.rulebook.reading import made_of
from tidtam.products.academic.rulebook.tests.generating import AS_OF, sample
from tidtam.tracking.tests.factories import at, make_actor


class Offices:
    def __init__(self) -> None:
        with acting_as(SYSTEM):
            self.ministry = make_ministry()
            self.university = make_organization("uni-a", self.ministry)
            self.elsewhere = make_organization("uni-b", self.ministry)
        self.officer = self._actor(Role.INSTITUTION_OFFICER, self.university)
        self.colleague = self._actor(Role.INSTITUTION_OFFICER, self.university)
        self.stranger = self._actor(Role.INSTITUTION_OFFICER, self.elsewhere)
        self.case_officer = self._actor(Role.MINISTRY_CASE_OFFICER, self.ministry)
        self.administrator = self._actor(Role.RULES_ADMIN, self.university)
        self.templates_administrator = self._actor(Role.PROCESS_ADMIN, self.university)
        self.national = self._actor(Role.RULES_ADMIN, self.ministry)
        self.applicant: Person = make_person(organization=self.university, actor=self.officer)

    def _actor(self, role: str, office: Organization) -> Actor:
        return make_actor((role, office), today=AS_OF)

    def dossier(self, values: dict[str, Any] | None = None) -> Dossier:
        with acting_as(self.officer):
            return actions.begin_dossier(
                self.officer,
                dossier_id=new_id(),
                organization=self.university,
                subject=self.applicant,
                content=made_of(sample() if values is None else values),
            )


def on(actor: Actor, day: date) -> Actor:
    return replace(actor, clock=clock_at(at(day)))
