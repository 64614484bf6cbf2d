from dataclasses import replace
from datetime import date

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import SYSTEM, Actor, acting_as, clock_at, new_id
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_ministry, make_organization
from tidtam.kernel.people.choices import IdentifierKind
from tidtam.kernel.people.tests.factories import next_number
from tidtam.products.academic import actions, queries
from tidtam.products.academic.choices import AnswerKind, Fact
from tidtam.products.academic.dossier import actions as dossier_actions
from tidtam.products.academic.dossier.choices import SignatureState
from tidtam.products.academic.dossier.queries import get_dossier, signing_now
from tidtam.products.academic.facts import RequestFacts
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.academic.plugin import plugin
from tidtam.products.academic.rulebook.choices import Method, Position
from tidtam.tracking.actions import publish_process
from tidtam.tracking.definitions import read_file
from tidtam.tracking.tests.factories import at, make_actor

TODAY = date(2026, 11, 16)


def facts(**changed: str) -> RequestFacts:
    complete = RequestFacts(
        letter_no="อว 0601/100",
        identifier_kind=IdentifierKind.NATIONAL_ID,
        identifier_number=next_number(),
        applicant_title="นาย",
        applicant_given_name="เมฆา",
        applicant_family_name="ตัวอย่างวงศ์",
        position=Position.ASSOCIATE_PROFESSOR,
        method=Method.ORDINARY,
        field_code="0501",
        field_name="วิทยาการคอมพิวเตอร์",
        subfield_name="",
        coordinator_name="นางวารี ทดลองกุล",
        coordinator_phone="0 2000 0001",
        coordinator_email="office@example.invalid",
    )
    return replace(complete, **changed)


class World:
    """A ministry with two universities, the academic processes, and an officer at each desk."""

    def __init__(self) -> None:
        with acting_as(SYSTEM):
            self.ministry = make_ministry()
            self.university = make_organization("uni-a", self.ministry)
            self.other_university = make_organization("uni-b", self.ministry)
            for file in plugin.process_files:
                publish_process(SYSTEM, read_file(file.read_text("utf-8"), file=file.name))
        self.institution = self._officer(Role.INSTITUTION_OFFICER, self.university)
        self.colleague = self._officer(Role.INSTITUTION_OFFICER, self.university)
        self.other_institution = self._officer(Role.INSTITUTION_OFFICER, self.other_university)
        self.officer = self._officer(Role.MINISTRY_CASE_OFFICER, self.ministry)

    def _officer(self, role: str, office: Organization) -> Actor:
        return make_actor((role, office), today=TODAY)

    def draft(
        self, *, by: Actor | None = None, at_office: Organization | None = None, **changed: str
    ) -> AcademicRequest:
        actor = by or self.institution
        with acting_as(actor):
            return actions.draft_request(
                actor, draft_id=new_id(), organization=at_office or self.university, facts=facts(**changed)
            )

    def submitted(
        self, *, by: Actor | None = None, at_office: Organization | None = None, **changed: str
    ) -> AcademicRequest:
        actor = by or self.institution
        request = self.draft(by=actor, at_office=at_office, **changed)
        with acting_as(actor):
            return actions.submit_request(actor, request, version=request.version)

    def returned(
        self,
        request: AcademicRequest,
        *defects: actions.Noted,
        letter_no: str = "อว 0601/900",
        late_reason: str = "",
    ) -> AcademicRequest:
        noted = defects or (actions.Noted("รหัสสาขาไม่ตรง", fact=Fact.FIELD),)
        with acting_as(self.officer):
            now = AcademicRequest.objects.select_related("case").get(pk=request.pk)
            assert now.case is not None
            return actions.return_request(
                self.officer,
                now,
                letter_no=letter_no,
                letter_date=TODAY,
                defects=noted,
                late_reason=late_reason,
                version=now.case.version,
            )

    def answered(self, request: AcademicRequest, text: str = "แก้ไขแล้ว") -> AcademicRequest:
        """Everything that the last letter asks."""
        with acting_as(self.institution):
            now = queries.get_request(self.institution, request.pk)
            letter = queries.to_answer(self.institution, now)
            assert letter is not None
            replies = {defect.id: actions.Reply(AnswerKind.MENDED, text) for defect in letter.defects}
            return actions.answer_defects(self.institution, now, answers=replies, version=now.version)

    def resubmitted(self, request: AcademicRequest) -> AcademicRequest:
        with acting_as(self.institution):
            now = queries.get_request(self.institution, request.pk)
            return actions.resubmit_request(self.institution, now, version=now.version)


def everybody_signs(actor: Actor, request: AcademicRequest) -> None:
    """What its dossier says now, or what was corrected in it."""
    dossier = get_dossier(actor, request.pk)
    dossier_actions.confirm_typed(actor, dossier, expected_version=dossier.version)
    edition = dossier_actions.print_to_sign(actor, dossier)
    for each in signing_now(actor, dossier).signatures:
        if each.state != SignatureState.RENEW:
            continue
        dossier_actions.confirm_correction(
            actor, dossier, each.slot.key, edition_id=edition.pk, happened_on=actor.today()
        )


def later(actor: Actor, day: date) -> Actor:
    return replace(actor, clock=clock_at(at(day)))
