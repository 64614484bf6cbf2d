"""One request from its draft to wherever its story stops, day by day, through the same actions a person would use."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

from tidtam.kernel.actor import Actor, acting_as, clock_at
from tidtam.kernel.orgs.models import Organization
from tidtam.products.academic import actions as academic
from tidtam.products.academic import queries
from tidtam.products.academic.choices import AnswerKind, Fact
from tidtam.products.academic.facts import RequestFacts
from tidtam.products.academic.models import AcademicRequest
from tidtam.thai import working_days
from tidtam.tracking import actions as tracking
from tidtam.tracking.models import Case

from .accounts import morning_of

RETURN_REASONS = (
    (Fact.FIELD, "รหัสสาขาวิชา 4 หลักไม่ตรงกับชื่อสาขาวิชา โปรดตรวจสอบและแก้ไข"),
    (Fact.DOCUMENTS, "แบบประเมินของผู้บังคับบัญชาไม่ระบุวัน เดือน ปี ที่ลงนาม"),
    (Fact.DOCUMENTS, "บทความวารสารลำดับที่ 2 ไม่ได้ระบุฐานข้อมูลที่วารสารนั้นอยู่"),
    (Fact.COORDINATOR_PHONE, "หมายเลขโทรศัพท์ของผู้ประสานงานติดต่อไม่ได้"),
    (Fact.LETTER_NO, "เลขที่หนังสือไม่ตรงกับหนังสือที่ส่งมา"),
)


class OutOfTimeError(Exception):
    """The story has reached today; what comes next has not happened yet."""


@dataclass
class Walk:
    """Where one request is, and the day it has got to."""

    officer: Actor
    ministry: Actor
    institution: Organization
    day: date
    today: date
    chance: Random
    request: AcademicRequest = field(init=False)

    def later(self, least: int, most: int) -> None:
        """Go on by some working days; stops the story at today."""
        ahead = working_days.add_working_days(self.day, max(1, self.chance.randint(least, most)))
        if ahead > self.today:
            raise OutOfTimeError
        self.day = ahead

    def _as(self, actor: Actor) -> Actor:
        moment = morning_of(self.day) + timedelta(minutes=self.chance.randint(0, 420))
        return replace(actor, clock=clock_at(moment))

    def by(self, actor: Actor, act: Callable[[Actor], AcademicRequest | Case]) -> None:
        with acting_as(self._as(actor)) as dated:
            act(dated)
        self.refresh()

    def refresh(self) -> None:
        with acting_as(self.officer):
            self.request = AcademicRequest.objects.select_related(
                "case__process", "organization", "person", "inside"
            ).get(pk=self.request.pk)

    @property
    def case(self) -> Case:
        if self.request.case is None:
            raise LookupError("the request was not sent yet")
        return self.request.case

    def draft(self, draft_id: UUID, facts: RequestFacts) -> None:
        with acting_as(self._as(self.officer)) as dated:
            self.request = academic.draft_request(dated, draft_id=draft_id, organization=self.institution, facts=facts)

    def begin_inside(self, process_key: str) -> None:
        """The university's own steps."""
        self.by(
            self.officer,
            lambda a: academic.begin_inside(
                a, self.request, process_key=process_key, received_on=self.day, version=self.request.version
            ),
        )

    def finish_inside(self, *, outcome: str = "", remark: str = "") -> None:
        case = self.request.inside
        if case is None:
            raise LookupError("the university has not begun its own steps")
        self.by(
            self.officer,
            lambda a: tracking.finish_step(
                a, case, happened_on=self.day, expected_version=case.version, outcome=outcome, remark=remark
            ),
        )

    def submit(self) -> None:
        self.by(self.officer, lambda a: academic.submit_request(a, self.request, version=self.request.version))

    def send_back(self, how_many: int) -> None:
        reasons = self.chance.sample(RETURN_REASONS, how_many)
        self.by(
            self.ministry,
            lambda a: academic.return_request(
                a,
                self.request,
                letter_no=f"อว 0201/{self.day:%j}",
                letter_date=self.day,
                defects=[academic.Noted(text, fact=fact) for fact, text in reasons],
                late_reason="พบเพิ่มเติมจากเอกสารที่สถาบันแก้ไขมา",
                version=self.case.version,
            ),
        )

    def hand_in_again(self) -> None:
        self.by(self.officer, self._answer)
        self.by(self.officer, lambda a: academic.resubmit_request(a, self.request, version=self.request.version))

    def _answer(self, actor: Actor) -> AcademicRequest:
        letter = queries.to_answer(actor, self.request)
        defects = letter.defects if letter else ()
        answers = {each.id: academic.Reply(AnswerKind.MENDED, "ตรวจสอบและแก้ไขเรียบร้อยแล้ว") for each in defects}
        return academic.answer_defects(actor, self.request, answers=answers, version=self.request.version)

    def withdraw(self) -> None:
        self.by(
            self.officer,
            lambda a: academic.withdraw_request(
                a, self.request, reason="ผู้ขอประสงค์ถอนคำขอเพื่อเพิ่มผลงาน", version=self.request.version
            ),
        )

    def finish(
        self,
        *,
        outcome: str = "",
        letter_no: str = "",
        order_no: str = "",
        remark: str = "",
        appointed_on: date | None = None,
    ) -> None:
        """By the ministry; an order is the institution's. Who ends it well says from when the person is appointed."""
        self.by(
            self.officer if order_no else self.ministry,
            lambda a: tracking.finish_step(
                a,
                self.case,
                happened_on=self.day,
                expected_version=self.case.version,
                outcome=outcome,
                letter_no=letter_no,
                order_no=order_no,
                remark=remark,
                result={"appointed_on": appointed_on.isoformat()} if appointed_on else None,
            ),
        )
