"""Requests about the staff of both universities, in every state."""

from datetime import timedelta

from tidtam.kernel.actor import Actor, acting_as, new_id
from tidtam.products.personnel import actions as personnel
from tidtam.products.personnel.choices import Kind
from tidtam.products.personnel.models import PersonnelRequest
from tidtam.products.personnel.tests.factories import FACTS
from tidtam.tracking import actions as tracking
from tidtam.tracking.history import Reason

from .people import People


class Personnel(People):
    def __init__(self) -> None:
        super().__init__()
        self.personnel: dict[str, PersonnelRequest] = {}

    def _personnel(self, place: str) -> None:
        """A draft of the employee's, one from a paper, one that was handed in and one that was returned."""
        employee = self.acting("employee" if place == "a" else "other_employee")
        officer = self.acting("hr" if place == "a" else "other_hr")
        self.personnel[f"draft_{place}"] = self._personnel_draft(employee, place, Kind.PROMOTION)
        self.personnel[f"paper_{place}"] = self._personnel_draft(officer, place, Kind.RESIGNATION)
        self.personnel[f"sent_{place}"] = self._handed_in(employee, place, Kind.MOVE)
        returned = self._handed_in(employee, place, Kind.TRANSFER)
        assert returned.case is not None
        with acting_as(officer):
            tracking.return_case(
                officer,
                returned.case,
                reasons=[Reason("ไม่มีลายมือชื่อ")],
                happened_on=self.today,
                expected_version=returned.case.version,
            )
        self.personnel[f"returned_{place}"] = returned

    def _personnel_draft(self, actor: Actor, place: str, kind: Kind) -> PersonnelRequest:
        is_on_paper = bool(actor.grants)
        known = {**FACTS[kind], **({"received_on": self.today} if is_on_paper else {})}
        if kind is Kind.RESIGNATION:
            known["leave_on"] = self.today + timedelta(days=60)
        with acting_as(actor):
            return personnel.draft_request(
                actor,
                draft_id=new_id(),
                kind=kind,
                person=self.employees[place],
                organization=getattr(self, place),
                is_on_paper=is_on_paper,
                facts=known,
            )

    def _handed_in(self, actor: Actor, place: str, kind: Kind) -> PersonnelRequest:
        draft = self._personnel_draft(actor, place, kind)
        with acting_as(actor):
            return personnel.submit_request(actor, draft, version=draft.version)
