"""What the commission decided on experts: read from the matters in which it was asked, and copied nowhere."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from tidtam.kernel.actor import Actor
from tidtam.products.academic.experts.models import Asking, Committee, Expert, Member
from tidtam.products.academic.experts.policies import committee_scope
from tidtam.products.academic.experts.proposal import Decision
from tidtam.tracking.models import Case, CaseEvent

APPROVED, REFUSED = "approved", "refused"
"""How a matter ends in which the commission decided."""
_MOST = 20


def decisions_on(actor: Actor, members: Iterable[Member]) -> dict[UUID, Decision]:
    """By seat, where the matter in which it was asked last has ended with a decision."""
    askings = Asking.objects.filter(member__in=list(members)).select_related("case").order_by("asked_at", "id")
    last = {asking.member_id: asking.case for asking in askings}
    decided = decisions_in(last.values())
    return {member_id: decided[case.pk] for member_id, case in last.items() if case.pk in decided}


@dataclass(frozen=True, slots=True)
class Remembered:
    """A decision in which an expert was asked for, with the committee it was for."""

    committee: Committee
    decision: Decision


def decisions_about(actor: Actor, expert: Expert) -> list[Remembered]:
    """The latest first, of committees that exist for the actor: to an applicant their own committee says nothing."""
    committees = committee_scope(Committee.objects.all(), actor)
    askings = Asking.objects.filter(member__expert=expert, member__committee__in=committees)
    found = askings.select_related("case", "member__committee").order_by("-asked_at", "-id")[:_MOST]
    decided = decisions_in([asking.case for asking in found])
    return [
        Remembered(asking.member.committee, decided[asking.case_id]) for asking in found if asking.case_id in decided
    ]


def decisions_in(cases: Iterable[Case]) -> dict[UUID, Decision]:
    """By matter: the day on which it was decided, and the letter that told of it with the file of that letter."""
    ended = {case.pk: case for case in cases if case.ended_how in {APPROVED, REFUSED}}
    events: dict[UUID, dict[int, CaseEvent]] = defaultdict(dict)
    for event in CaseEvent.objects.filter(case__in=ended).order_by("sequence"):
        # A correction stands in the place of what it corrects.
        events[event.case_id][event.corrects or event.sequence] = event
    return {case_id: _decision(ended[case_id], list(of_case.values())) for case_id, of_case in events.items()}


def _decision(case: Case, events: list[CaseEvent]) -> Decision:
    decided = next((event for event in reversed(events) if event.outcome), events[-1])
    told = next((event for event in reversed(events) if event.leads_to == case.ended_how), events[-1])
    return Decision(case.ended_how == APPROVED, decided.happened_on, told.letter_no, told.file_id)
