"""A committee as it stands: who is proposed, what was found of each, what is still missing. Pure, made by `queries`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .choices import ConflictKind, Reply, Status
from .conflicts import Conflict, Remark
from .models import Committee, ConflictAnswer, Expert, Member


@dataclass(frozen=True, slots=True)
class Found:
    """A conflict with the institution's answer, if it gave one."""

    conflict: Conflict
    answer: ConflictAnswer | None

    @property
    def is_answered(self) -> bool:
        return self.answer is not None


@dataclass(frozen=True, slots=True)
class Contact:
    """One approach, opened."""

    approached_on: date
    means: str
    means_label: str
    reply: str
    reply_label: str
    replied_on: date | None
    approached_by: str
    remark: str
    file_id: UUID | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What the commission decided on an expert who was proposed."""

    is_approved: bool
    decided_on: date
    letter_no: str
    file_id: UUID | None


@dataclass(frozen=True, slots=True)
class Proposed:
    member: Member
    expert: Expert
    found: tuple[Found, ...]
    contacts: tuple[Contact, ...]
    is_inside: bool
    decision: Decision | None = None

    def has(self, kind: ConflictKind) -> bool:
        return any(each.conflict.kind is kind for each in self.found)

    def answer_to(self, kind: ConflictKind) -> ConflictAnswer | None:
        return next((each.answer for each in self.found if each.conflict.kind is kind), None)

    @property
    def needs_approval(self) -> bool:
        """Who is neither on the list nor approved already, and who is of a lower position than the one asked for."""
        if self.decision is not None and self.decision.is_approved:
            return False
        not_listed = self.has(ConflictKind.NOT_LISTED) and not self.expert.is_approved
        return not_listed or self.has(ConflictKind.LOWER_POSITION)


@dataclass(frozen=True, slots=True)
class Missing:
    rule: str
    text: str | Promise
    who: str = ""
    member_id: UUID | None = None
    expert_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    committee: Committee
    members: tuple[Proposed, ...]
    remarks: tuple[Remark, ...]

    @property
    def to_approve(self) -> tuple[Proposed, ...]:
        return tuple(each for each in self.members if each.needs_approval)

    def missing(self) -> list[Missing]:
        """What stands between the committee and a request for approval, all at once."""
        return [*self._missing_of_committee(), *(each for one in self.members for each in _missing_of(one))]

    def _missing_of_committee(self) -> Iterator[Missing]:
        committee = self.committee
        not_listed = any(one.has(ConflictKind.NOT_LISTED) and not one.expert.is_approved for one in self.members)
        if not_listed and not committee.reason_not_listed:
            yield Missing("DOC-701", _("Give the reason why no listed expert can be appointed."))
        if any(one.has(ConflictKind.LOWER_POSITION) for one in self.members) and not committee.reason_lower_position:
            yield Missing("DOC-701", _("Give the reason for an expert of a lower position than the one requested."))
        if committee.request_form is None:
            yield Missing("DOC-705", _("Attach the applicant's request form."))
        for remark in self.remarks:
            if remark.is_open:
                yield Missing("", remark.text)


def _missing_of(one: Proposed) -> Iterator[Missing]:
    def lacks(rule: str, text: Promise, *, of_expert: bool = False) -> Missing:
        return Missing(rule, text, one.expert.full_name, one.member.pk, one.expert.pk if of_expert else None)

    for each in one.found:
        if each.conflict.kind in {ConflictKind.NOT_LISTED, ConflictKind.LOWER_POSITION}:
            continue  # the committee's own reasons answer for all of these
        if not each.is_answered:
            yield lacks("DOC-606" if each.conflict.kind is ConflictKind.OTHER_FIELD else "", _UNANSWERED)
    if not one.contacts:
        yield lacks("DOC-703", _("Record how the expert was approached and what the answer was."))
    elif one.contacts[-1].reply == Reply.DECLINED:
        yield lacks("DOC-703", _("The expert declined. Remove the expert or record another answer."))
    if one.needs_approval:
        for text in profile_lacks(one.expert):
            yield lacks("DOC-702", text, of_expert=True)
        if _lacks_evidence_of_status(one.expert):
            yield lacks("DOC-704", _("Attach the evidence of the change of status."), of_expert=True)


_UNANSWERED = _("Give the institution's reason for what the rules found, or remove the expert.")


def profile_lacks(expert: Expert) -> list[Promise]:
    """What DOC-702 asks of an expert's profile and is not there."""
    wanted: tuple[tuple[object, Promise], ...] = (
        (expert.status, _("Enter the status, civil servant or employee.")),
        (expert.education, _("Enter the education.")),
        (expert.appointments, _("Enter the academic positions.")),
        (all(_is_whole(each) for each in expert.appointments), _("Enter field and date of each academic position.")),
        (expert.expertise, _("Enter the expertise.")),
        (expert.institution_called, _("Enter the institution.")),
    )
    return [text for given, text in wanted if not given]


def _is_whole(appointment: dict[str, str]) -> bool:
    return bool(appointment.get("appointed_on") and (appointment.get("field_name") or appointment.get("field_code")))


def _lacks_evidence_of_status(expert: Expert) -> bool:
    is_employee = expert.status in Status.values and Status(expert.status).is_employee
    return is_employee and expert.status_changed_on is not None and expert.status_file is None
