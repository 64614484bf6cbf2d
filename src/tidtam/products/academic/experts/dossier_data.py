"""What the dossier says of its experts, made of the committee: so that its rules see what was done here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tidtam.products.academic.rulebook.choices import Position
from tidtam.products.academic.rulebook.rules.look import numbered
from tidtam.products.academic.rulebook.structure import (
    Dossier,
    EarlierAppointment,
    Expert,
    ExpertsApproval,
    Profile,
    Qualification,
)
from tidtam.products.academic.rulebook.structure.documents import NotListed, OutsideField
from tidtam.products.academic.rulebook.structure.experts import Approach, StatusChange

from .choices import ConflictKind, Seat
from .naming import Named
from .proposal import Proposal, Proposed

PLACES = (
    "/committee/members",
    "/documents/experts_outside_field",
    "/documents/experts_not_listed",
    "/experts_approval",
)
"""What of a dossier the committee says."""


def with_experts(dossier: Dossier, proposal: Proposal) -> Dossier:
    """The same dossier with its experts as they are proposed now. What others typed of them is replaced."""
    documents = dossier.documents.model_copy(
        update={
            "experts_outside_field": tuple(_outside_field(each) for each in proposal.members if _is_outside(each)),
            "experts_not_listed": tuple(_not_listed(each) for each in proposal.members if _is_unlisted(each)),
        }
    )
    return dossier.model_copy(
        update={
            "committee": dossier.committee.model_copy(update={"members": tuple(map(_member, proposal.members))}),
            "documents": documents,
            "experts_approval": _approval(proposal),
        }
    )


@dataclass(frozen=True, slots=True)
class Names:
    """Whom the rules compare experts with, each spelling where it stands first."""

    coauthors: tuple[Named, ...] = ()
    supervisors: tuple[Named, ...] = ()


def names_in(dossier: Dossier) -> Names:
    """The authors beside the applicant, and the supervisors."""
    authors = (
        Named(author.name.strip(), place)
        for work_place, work in numbered("/works", dossier.works)
        for place, author in numbered(f"{work_place}/authors", work.authors)
        if not author.is_applicant
    )
    certified = numbered("/supervisors/certifications", dossier.supervisors.certifications)
    signers = (Named(each.signature.name.strip(), place) for place, each in certified)
    return Names(_once(authors), _once(signers))


def _once(named: Iterable[Named]) -> tuple[Named, ...]:
    first: dict[str, Named] = {}
    for each in named:
        if each.name:
            first.setdefault(each.name, each)
    return tuple(first.values())


def _is_outside(one: Proposed) -> bool:
    return one.has(ConflictKind.OTHER_FIELD)


def _is_unlisted(one: Proposed) -> bool:
    return one.has(ConflictKind.NOT_LISTED)


def _member(one: Proposed) -> Expert:
    return Expert(
        expert=str(one.expert.pk),
        name=one.expert.full_name,
        position=str(Position(one.expert.position).label) if one.expert.position else "",
        institution=one.expert.institution_called,
        is_chair=one.member.seat == Seat.CHAIR,
        in_field=not _is_outside(one),
        on_list=not _is_unlisted(one),
    )


def _outside_field(one: Proposed) -> OutsideField:
    answer = one.answer_to(ConflictKind.OTHER_FIELD)
    return OutsideField(expert=one.expert.full_name, reason=answer.reason if answer else "")


def _not_listed(one: Proposed) -> NotListed:
    """The letter of the matter in which it was asked, else what whoever keeps the expert's record wrote there."""
    expert, decision = one.expert, one.decision
    if decision is not None and decision.is_approved:
        return NotListed(
            expert=expert.full_name,
            approved_by=decision.letter_no,
            approved_on=_day(decision.decided_on),
            files=_files(decision.file_id or expert.approval_file),
        )
    return NotListed(
        expert=expert.full_name,
        approved_by=expert.approval_no,
        approved_on=_day(expert.approved_on),
        files=_files(expert.approval_file),
    )


def _approval(proposal: Proposal) -> ExpertsApproval:
    committee = proposal.committee
    return ExpertsApproval(
        is_requested=bool(proposal.to_approve),
        reason_not_listed=committee.reason_not_listed,
        reason_lower_position=committee.reason_lower_position,
        profiles=tuple(_profile(each) for each in proposal.to_approve),
        request_form=_files(committee.request_form),
    )


def _profile(one: Proposed) -> Profile:
    expert = one.expert
    highest = expert.appointments[-1] if expert.appointments else {}
    return Profile(
        expert=str(expert.pk),
        name=expert.full_name,
        on_list=not _is_unlisted(one),
        status=expert.status,
        institution=expert.institution_called,
        position=Position(expert.position) if expert.position else None,
        field_name=highest.get("field_name", ""),
        expertise=expert.expertise,
        education=tuple(_degree(each) for each in expert.education),
        appointments=tuple(_appointment(each) for each in expert.appointments),
        approach=_approach(one),
        status_change=StatusChange(
            has_changed=expert.status_changed_on is not None,
            changed_on=_day(expert.status_changed_on),
            files=_files(expert.status_file),
        ),
    )


def _degree(given: dict[str, str]) -> Qualification:
    return Qualification(
        degree=given.get("degree", ""),
        field_name=given.get("field_name", ""),
        institution=given.get("institution", ""),
        country=given.get("country", ""),
        completed=given.get("completed", ""),
    )


def _appointment(given: dict[str, str]) -> EarlierAppointment:
    return EarlierAppointment(
        position=Position(given["position"]),
        field_code=given.get("field_code", ""),
        field_name=given.get("field_name", ""),
        appointed_on=given.get("appointed_on", ""),
    )


def _approach(one: Proposed) -> Approach:
    if not one.contacts:
        return Approach()
    last = one.contacts[-1]
    return Approach(
        approached_on=_day(last.approached_on),
        approached_by=last.approached_by,
        means=last.means_label,
        answer=last.reply_label,
        answered_on=_day(last.replied_on),
        files=_files(last.file_id),
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _files(file_id: UUID | None) -> tuple[str, ...]:
    return (str(file_id),) if file_id else ()
