import json
from typing import TYPE_CHECKING

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.people import private_text
from tidtam.products.academic.experts import policies
from tidtam.products.academic.experts.choices import ConflictKind
from tidtam.products.academic.experts.dossier_data import Names
from tidtam.products.academic.experts.facts import ApproachFacts, RequestFacts
from tidtam.products.academic.experts.models import Approach, Committee, ConflictAnswer, Expert, Member
from tidtam.products.academic.experts.queries import get_member, policy_in_force
from tidtam.products.academic.experts.taken import Taken, seal_taken

from .keeping import keep_file, locked_committee, must, must_be_current, one_at_a_time, save_committee

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST_MEMBERS = 30


def begin_committee(actor: Actor, facts: RequestFacts) -> Committee:
    """Begin to propose experts for a request; again, the facts are taken from the request anew."""
    if not policies.is_of_institution(actor, facts.organization, facts.applicant.pk):
        raise NotAllowed(_("Only officers of the institution propose experts, and never for a request of their own."))
    with atomic():
        one_at_a_time(facts.request_id)
        committee = Committee.objects.filter(request_id=facts.request_id).select_related("case").first()
        if committee is None:
            committee = Committee(
                request_id=facts.request_id, organization=facts.organization, begun_on=actor.today(), version=0
            )
            policy = policy_in_force(facts.organization)
            committee.names_open = bool(policy and policy.opens_from and policy.opens_from <= committee.begun_on)
        must(policies.can_propose(actor, committee) if committee.version else True)
        committee.applicant = facts.applicant
        committee.position, committee.field_code = facts.position, facts.field_code
        committee.field_name = facts.field_name
        taken = Taken(facts.applicant_names, Names(coauthors=facts.coauthors, supervisors=facts.supervisors))
        committee.sealed_names = seal_taken(facts.applicant.pk, taken)
        committee.taken_at = actor.now()
        save_committee(actor, committee, "begun" if not committee.version else "taken_anew")
    return committee


def add_member(actor: Actor, committee: Committee, *, expert: Expert, seat: str, relation: str = "") -> Member:
    """Propose an expert. Proposed already, the seat and what is known of the two are as said now."""
    with atomic():
        committee = locked_committee(actor, committee)
        must(policies.can_propose(actor, committee))
        sitting = Member.objects.filter(committee=committee, ended_at=None)
        member = sitting.filter(expert=expert).first()
        if member is not None and (member.seat, member.relation) == (seat, relation):
            return member
        if member is None:
            if sitting.count() >= MOST_MEMBERS:
                raise Refused(
                    _("A committee of more than %(most)d experts cannot be kept.") % {"most": MOST_MEMBERS}, code="many"
                )
            member = Member(committee=committee, expert=expert, added_at=actor.now(), added_by=actor.account_id)
        member.seat, member.relation = seat, relation
        member.save()
        save_committee(actor, committee, "member_added", member_id=member.pk)
    return member


def remove_member(actor: Actor, committee: Committee, member: Member) -> Member:
    with atomic():
        committee = locked_committee(actor, committee)
        must(policies.can_propose(actor, committee))
        member = get_member(committee, member.pk)
        member.ended_at = actor.now()
        member.save(update_fields=["ended_at"])
        save_committee(actor, committee, "member_removed", member_id=member.pk)
    return member


def answer_conflict(
    actor: Actor,
    committee: Committee,
    member: Member,
    *,
    kind: str,
    reason: str,
    upload: "UploadedFile[bytes] | None" = None,
) -> ConflictAnswer:
    """Say why the expert is proposed all the same. A later answer takes the place of the one before."""
    with atomic():
        committee = locked_committee(actor, committee)
        must(policies.can_propose(actor, committee))
        if not ConflictKind(kind).can_be_answered:
            raise Refused(_("Nobody judges their own works: remove the expert."), code="own", field="kind")
        member = get_member(committee, member.pk)
        answer = ConflictAnswer.objects.filter(member=member, kind=kind).first() or ConflictAnswer(
            member=member, kind=kind
        )
        answer.reason, answer.answered_at, answer.answered_by = reason, actor.now(), actor.account_id
        answer.file_id = keep_file(actor, upload, owner=committee, before=answer.file_id)
        answer.save()
        save_committee(actor, committee, "answered", member_id=member.pk)
    return answer


def record_approach(
    actor: Actor,
    committee: Committee,
    member: Member,
    facts: ApproachFacts,
    *,
    upload: "UploadedFile[bytes] | None" = None,
) -> Approach:
    """Who was asked, how and when, and the answer. The id comes with the form: sent twice it is recorded once."""
    with atomic():
        committee = locked_committee(actor, committee)
        must(policies.is_of_institution(actor, committee.organization, committee.applicant_id))
        member = get_member(committee, member.pk)
        known = Approach.objects.filter(pk=facts.approach_id, member=member).first()
        if known is not None:
            return known
        _must_be_in_order(actor, facts)
        words = {"approached_by": facts.approached_by, "remark": facts.remark}
        approach = Approach(
            id=facts.approach_id,
            member=member,
            approached_on=facts.approached_on,
            means=facts.means,
            reply=facts.reply,
            replied_on=facts.replied_on,
            sealed=private_text.seal(committee.applicant_id, json.dumps(words, ensure_ascii=False)),
            file_id=keep_file(actor, upload, owner=committee),
            recorded_at=actor.now(),
            recorded_by=actor.account_id,
        )
        approach.save(force_insert=True)
        save_committee(actor, committee, "approached", member_id=member.pk)
    return approach


def _must_be_in_order(actor: Actor, facts: ApproachFacts) -> None:
    for name in ("approached_on", "replied_on"):
        day = getattr(facts, name)
        if day is not None and day > actor.today():
            raise Refused(_("This day is still to come; enter one that has been."), code="future", field=name)
    if facts.replied_on is not None and facts.replied_on < facts.approached_on:
        raise Refused(_("The answer cannot come before the question."), code="order", field="replied_on")


def set_reasons(
    actor: Actor,
    committee: Committee,
    *,
    not_listed: str,
    lower_position: str,
    version: int,
    request_form: "UploadedFile[bytes] | None" = None,
) -> Committee:
    with atomic():
        committee = locked_committee(actor, committee)
        must(policies.can_propose(actor, committee))
        must_be_current(committee, version)
        committee.reason_not_listed, committee.reason_lower_position = not_listed, lower_position
        committee.request_form = keep_file(actor, request_form, owner=committee, before=committee.request_form)
        save_committee(actor, committee, "reasoned")
    return committee
