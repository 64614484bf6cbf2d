"""The request that the ministry approve the experts: a matter of its own, which its definition hides."""

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, Refused
from tidtam.products.academic.experts import policies
from tidtam.products.academic.experts.models import Asking, Committee
from tidtam.products.academic.experts.queries import names_to_compare, proposal_of
from tidtam.products.academic.experts.taken import Taken, open_taken, seal_taken
from tidtam.tracking import actions as tracking
from tidtam.tracking.models import Case

from .keeping import locked_committee, must, must_be_current, save_committee

PROCESS = "academic_expert_approval"


def request_approval(actor: Actor, committee: Committee, *, letter_no: str, version: int) -> Committee:
    """Ask the ministry. Sent twice, it is asked once; after a refusal one may ask anew."""
    with atomic():
        committee = locked_committee(actor, committee)
        case = committee.case
        if case is not None and case.is_open and case.letter_no == letter_no:
            return committee
        must(policies.can_request_approval(actor, committee))
        must_be_current(committee, version)
        _must_be_complete(actor, committee)
        _take_names(actor, committee)
        committee.case = tracking.open_case(
            actor,
            PROCESS,
            subject=committee.applicant,
            organization=committee.organization,
            received_on=actor.today(),
            letter_no=letter_no,
        )
        save_committee(actor, committee, "approval_requested")
        _write_down_who(actor, committee, committee.case)
    return committee


def resume_approval(actor: Actor, committee: Committee, *, letter_no: str, version: int) -> Committee:
    """Hand in again what the ministry returned, after mending it."""
    with atomic():
        committee = locked_committee(actor, committee)
        if committee.case is None:
            raise Refused(_("Approval has not been asked for yet."), code="not_asked")
        must(policies.can_resume_approval(actor, committee))
        must_be_current(committee, version)
        _must_be_complete(actor, committee)
        _take_names(actor, committee)
        tracking.resume_case(
            actor,
            committee.case,
            happened_on=actor.today(),
            expected_version=committee.case.version,
            letter_no=letter_no,
        )
        save_committee(actor, committee, "approval_resumed")
        _write_down_who(actor, committee, committee.case)
    return committee


def _write_down_who(actor: Actor, committee: Committee, case: Case) -> None:
    """Of whom the matter decides: those who need it now. Handed in again, those who came since are asked for too."""
    asked = set(Asking.objects.filter(case=case).values_list("member_id", flat=True))
    for one in proposal_of(actor, committee).to_approve:
        if one.member.pk not in asked:
            Asking.objects.create(member=one.member, case=case, asked_at=actor.now())


def _take_names(actor: Actor, committee: Committee) -> None:
    """The ministry may be asked before the dossier was sent, and compares with what it says then."""
    taken = Taken(open_taken(committee).applicant, names_to_compare(actor, committee))
    committee.sealed_names = seal_taken(committee.applicant_id, taken)


def _must_be_complete(actor: Actor, committee: Committee) -> None:
    proposal = proposal_of(actor, committee)
    if not proposal.to_approve:
        raise Refused(_("Nobody on this committee needs to be approved by the commission."), code="nobody")
    missing = proposal.missing()
    if missing:
        first = missing[0]
        text = f"{first.who}: {first.text}" if first.who else str(first.text)
        raise Refused(text, code="incomplete")
