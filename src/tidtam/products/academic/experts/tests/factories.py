"""Two universities and the ministry, an applicant with a request that was sent, and experts to propose."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import SYSTEM, Actor, acting_as, new_id
from tidtam.kernel.files.tests.factories import make_pdf, upload
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_ministry, make_organization
from tidtam.kernel.people.tests.factories import make_person
from tidtam.products.academic.experts import actions, queries
from tidtam.products.academic.experts.actions.approval import PROCESS
from tidtam.products.academic.experts.choices import Means, Reply, Seat, Status
from tidtam.products.academic.experts.facts import ApproachFacts, ExpertFacts, RequestFacts
from tidtam.products.academic.experts.models import Committee, Expert, Member
from tidtam.products.academic.experts.proposal import Proposal
from tidtam.products.academic.rulebook.choices import Position
from tidtam.tracking.actions import publish_process
from tidtam.tracking.definitions import read_file
from tidtam.tracking.tests.factories import make_actor

TODAY = date(2026, 11, 16)
FIELD = ("0501", "วิทยาการคอมพิวเตอร์")
WHOLE = ExpertFacts(
    title="ศ.ดร.",
    given_name="ปรีชา",
    family_name="ทดสอบเลิศ",
    institution_name="สถาบันอื่น",
    status=Status.CIVIL_SERVANT,
    appointments=[
        {
            "position": position,
            "field_code": FIELD[0],
            "field_name": FIELD[1],
            "appointed_on": f"{2000 + 5 * number}-01-31",
        }
        for number, position in enumerate(Position.values)
    ],
    education=[
        {
            "degree": "ปรัชญาดุษฎีบัณฑิต",
            "field_name": FIELD[1],
            "institution": "มหาวิทยาลัยทดสอบ",
            "country": "",
            "completed": "2540",
        }
    ],
    expertise="ปัญญาประดิษฐ์",
    listed_on=date(2025, 1, 1),
)
UNLISTED: dict[str, Any] = {"listed_on": None}


def process_text() -> str:
    return (Path(__file__).parents[2] / "processes" / f"{PROCESS}.toml").read_text("utf-8")


class World:
    def __init__(self) -> None:
        with acting_as(SYSTEM):
            self.ministry = make_ministry()
            self.university = make_organization("uni-a", self.ministry, name_th="มหาวิทยาลัยหนึ่ง")
            self.other_university = make_organization("uni-b", self.ministry)
            publish_process(SYSTEM, read_file(process_text(), file=f"{PROCESS}.toml"))
        self.applicant = make_person(
            organization=self.university, given_name="ธารา", family_name="ตัวอย่างวงศ์", title="นางสาว"
        )
        self.institution = self._officer(Role.INSTITUTION_OFFICER, self.university)
        self.other_institution = self._officer(Role.INSTITUTION_OFFICER, self.other_university)
        self.officer = self._officer(Role.MINISTRY_CASE_OFFICER, self.ministry)
        self.member = make_actor(person=self.applicant, today=TODAY)
        self.applicant_in_office = make_actor(
            (Role.INSTITUTION_OFFICER, self.university), person=self.applicant, today=TODAY
        )
        """The applicant, who is an officer of the same university too."""

    def _officer(self, role: str, office: Organization) -> Actor:
        return make_actor((role, office), today=TODAY)

    def expert(
        self, *, by: Actor | None = None, keeper: Organization | None = None, evidence: str = "", **changed: Any
    ) -> Expert:
        actor = by or self.institution
        uploads = {evidence: upload(make_pdf(), "หลักฐาน.pdf")} if evidence else {}
        with acting_as(actor):
            return actions.enter_expert(
                actor,
                expert_id=new_id(),
                organization=keeper or self.university,
                facts=replace(WHOLE, **changed),
                uploads=uploads,
            )

    def facts(self, **changed: Any) -> RequestFacts:
        facts = RequestFacts(
            request_id=new_id(),
            organization=self.university,
            applicant=self.applicant,
            position=Position.PROFESSOR,
            field_code=FIELD[0],
            field_name=FIELD[1],
            applicant_names=(self.applicant.full_name,),
        )
        return replace(facts, **changed)

    def committee(self, *experts: Expert, **changed: Any) -> Committee:
        """The first expert takes the chair."""
        with acting_as(self.institution):
            committee = actions.begin_committee(self.institution, self.facts(**changed))
            for number, expert in enumerate(experts):
                seat = Seat.MEMBER if number else Seat.CHAIR
                actions.add_member(self.institution, committee, expert=expert, seat=seat)
            return queries.get_committee(self.institution, committee.pk)

    def proposal(self, committee: Committee) -> Proposal:
        with acting_as(self.institution):
            return queries.proposal_of(self.institution, queries.get_committee(self.institution, committee.pk))

    def approach(self, committee: Committee, member: Member, **changed: Any) -> None:
        facts = ApproachFacts(
            approach_id=new_id(),
            approached_on=date(2026, 11, 2),
            means=Means.LETTER,
            approached_by="คณบดี",
            reply=Reply.ACCEPTED,
            replied_on=date(2026, 11, 9),
            remark="ตอบรับแล้ว",
        )
        with acting_as(self.institution):
            actions.record_approach(self.institution, committee, member, replace(facts, **changed))

    def ready(self, **changed: Any) -> Committee:
        """Everything that a request for approval needs: one expert who is not listed."""
        committee = self.committee(self.expert(**{**UNLISTED, **changed}))
        for one in self.proposal(committee).members:
            self.approach(committee, one.member)
        with acting_as(self.institution):
            committee = queries.get_committee(self.institution, committee.pk)
            return actions.set_reasons(
                self.institution,
                committee,
                not_listed="ไม่มีผู้มีชื่อในบัญชีที่เชี่ยวชาญเรื่องนี้",
                lower_position="",
                version=committee.version,
                request_form=upload(make_pdf(), "คำขอ.pdf"),
            )

    def asked(self) -> Committee:
        committee = self.ready()
        with acting_as(self.institution):
            return actions.request_approval(
                self.institution, committee, letter_no="อว 0601/55", version=committee.version
            )
