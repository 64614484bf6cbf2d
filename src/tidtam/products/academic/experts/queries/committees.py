import json
from collections import defaultdict
from dataclasses import replace
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.private_text import unseal_all
from tidtam.kernel.people.queries import records_of_human
from tidtam.products.academic.dossier.queries import dossiers_of, written_content
from tidtam.products.academic.experts.choices import Seat
from tidtam.products.academic.experts.conflicts import Candidate, Matter, Numbers, conflicts, is_inside, remarks
from tidtam.products.academic.experts.dossier_data import Names, names_in
from tidtam.products.academic.experts.models import (
    Approach,
    Committee,
    ConflictAnswer,
    Expert,
    InstitutionPolicy,
    Member,
)
from tidtam.products.academic.experts.naming import Register
from tidtam.products.academic.experts.policies import committee_scope, opened_scope
from tidtam.products.academic.experts.proposal import Contact, Found, Proposal, Proposed
from tidtam.products.academic.experts.taken import open_taken

from .decisions import decisions_on


def committees_of(actor: Actor) -> QuerySet[Committee]:
    return committee_scope(Committee.objects.select_related("organization", "case"), actor)


def get_committee(actor: Actor, committee_id: UUID) -> Committee:
    committee = committees_of(actor).filter(pk=committee_id).first()
    if committee is None:
        raise Http404
    return committee


def committee_of_request(actor: Actor, request_id: UUID) -> Committee | None:
    return committees_of(actor).filter(request_id=request_id).first()


def committee_of_case(actor: Actor, case_id: UUID) -> Committee | None:
    return committees_of(actor).filter(case=case_id).first()


def _members(committee: Committee) -> QuerySet[Member]:
    sitting = Member.objects.filter(committee=committee, ended_at=None)
    return sitting.select_related("expert__institution", "expert__organization")


def get_member(committee: Committee, member_id: UUID) -> Member:
    member = _members(committee).filter(pk=member_id).first()
    if member is None:
        raise Http404
    return member


def policy_in_force(organization: Organization) -> InstitutionPolicy | None:
    return InstitutionPolicy.objects.filter(organization=organization).order_by("-recorded_at", "-id").first()


def opened_names(actor: Actor, request_id: UUID) -> list[tuple[str, str]]:
    """Name and seat of each expert, for the applicant whose institution opened them; nothing for everybody else."""
    committee = opened_scope(Committee.objects.filter(request_id=request_id), actor).first()
    if committee is None:
        return []
    return [(each.expert.full_name, each.get_seat_display()) for each in _in_order(committee)]


def _in_order(committee: Committee) -> list[Member]:
    """The chair first, then as they were added."""
    return sorted(_members(committee), key=lambda each: (each.seat != Seat.CHAIR, each.added_at, each.pk))


def proposal_of(actor: Actor, committee: Committee, names: Names | None = None) -> Proposal:
    """Everything of the committee, judged now: the same few queries, however many experts there are."""
    matter = _matter(committee, names or names_to_compare(actor, committee))
    members = _in_order(committee)
    answers = {(answer.member_id, answer.kind): answer for answer in ConflictAnswer.objects.filter(member__in=members)}
    contacts, decisions = _contacts(committee, members), decisions_on(actor, members)
    proposed = [
        replace(_proposed(member, matter, answers, tuple(contacts[member.pk])), decision=decisions.get(member.pk))
        for member in members
    ]
    policy = policy_in_force(committee.organization)
    numbers = Numbers(policy.members_least, policy.members_most, policy.inside_most) if policy else Numbers()
    inside = sum(each.is_inside for each in proposed)
    return Proposal(committee, tuple(proposed), tuple(remarks((member.seat for member in members), inside, numbers)))


def names_to_compare(actor: Actor, committee: Committee) -> Names:
    """As the dossier says them now, to whom it is open; else as they stood when they were taken from it last."""
    dossier = dossiers_of(actor).filter(pk=committee.request_id).first()
    if dossier is not None:
        return names_in(written_content(actor, dossier))
    return open_taken(committee).others


def _matter(committee: Committee, names: Names) -> Matter:
    return Matter(
        applicant_records=records_of_human(committee.applicant_id),
        applicant_names=open_taken(committee).applicant,
        organization_id=committee.organization_id,
        organization_names=(committee.organization.name_th, committee.organization.name_en),
        position=committee.position,
        field_code=committee.field_code,
        coauthors=Register(names.coauthors),
        supervisors=Register(names.supervisors),
    )


def _candidate(expert: Expert, relation: str) -> Candidate:
    return Candidate(
        names=tuple(name for name in (expert.full_name, expert.full_name_en) if name),
        person_id=expert.person_id,
        institution_id=expert.institution_id,
        institution_name=expert.institution_name,
        position=expert.position,
        field_codes=tuple(expert.field_codes),
        is_listed=expert.is_listed,
        relation=relation,
    )


def _proposed(
    member: Member, matter: Matter, answers: dict[tuple[UUID, str], ConflictAnswer], contacts: tuple[Contact, ...]
) -> Proposed:
    candidate = _candidate(member.expert, member.relation)
    found = tuple(Found(each, answers.get((member.pk, each.kind.value))) for each in conflicts(candidate, matter))
    return Proposed(member, member.expert, found, contacts, is_inside(candidate, matter))


def _contacts(committee: Committee, members: list[Member]) -> dict[UUID, list[Contact]]:
    rows = list(Approach.objects.filter(member__in=members).order_by("recorded_at", "id"))
    opened = unseal_all((committee.applicant_id, row.sealed) for row in rows)
    by_member: dict[UUID, list[Contact]] = defaultdict(list)
    for row, text in zip(rows, opened, strict=True):
        words = json.loads(text) if text else {}
        by_member[row.member_id].append(
            Contact(
                approached_on=row.approached_on,
                means=row.means,
                means_label=str(row.get_means_display()),
                reply=row.reply,
                reply_label=str(row.get_reply_display()),
                replied_on=row.replied_on,
                approached_by=words.get("approached_by", ""),
                remark=words.get("remark", ""),
                file_id=row.file_id,
            )
        )
    return by_member
