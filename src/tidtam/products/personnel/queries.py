from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Collate
from django.http import Http404

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.queries import THAI, get_organization_by_id, living
from tidtam.kernel.people import queries as people
from tidtam.kernel.people.models import Assignment
from tidtam.tracking import queries as tracking
from tidtam.tracking.choices import CaseStatus, EventKind
from tidtam.tracking.definitions import WITHDRAWN
from tidtam.tracking.history import effective
from tidtam.tracking.models import Case
from tidtam.tracking.queries.events import entries_of

from .choices import PROCESS_KEYS, Kind, RequestState
from .models import MoveRound, PersonnelRequest
from .notice import Notice
from .policies import awaits_correction, rounds_scope, scope
from .rounds import Round, round_of, rounds_between

ORDER_STEP = "order"
"""The step of each of the four processes at which the order is signed."""
NEWEST_FIRST = ("-changed_at", "-id")


# -- requests --


def requests_of(actor: Actor) -> QuerySet[PersonnelRequest]:
    return scope(PersonnelRequest.objects.select_related("organization", "case__process", "person"), actor)


def get_request(actor: Actor, request_id: UUID) -> PersonnelRequest:
    request = requests_of(actor).filter(id=request_id).first()
    if request is None:
        raise Http404
    return request


def request_of_case(actor: Actor, case_id: UUID) -> PersonnelRequest | None:
    return requests_of(actor).filter(case_id=case_id).first()


def own_drafts(actor: Actor) -> list[PersonnelRequest]:
    own = requests_of(actor).filter(person__in=actor.persons, state=RequestState.DRAFT)
    return list(own.order_by(*NEWEST_FIRST)[:20])


def office_list(actor: Actor, *, kind: str = "", state: str = "", round_key: str = "") -> QuerySet[PersonnelRequest]:
    """What the office has in hand or has had, without the officer's own."""
    chosen = ~Q(person__in=actor.persons)
    if kind:
        chosen &= Q(kind=kind)
    if state:
        by_matter = Q(case__ended_how=WITHDRAWN)
        chosen &= Q(state=state) | by_matter if state == RequestState.WITHDRAWN else Q(state=state) & ~by_matter
    if round_key:
        year, _dash, month = round_key.partition("-")
        chosen &= Q(round_year=int(year), round_month=int(month))
    return requests_of(actor).filter(chosen)


def running_like(actor: Actor, request: PersonnelRequest) -> PersonnelRequest | None:
    """One of the same person and kind that was handed in and has not ended, as far as the actor may know of it."""
    same = Q(person=request.person_id, kind=request.kind) & ~Q(id=request.id)
    return requests_of(actor).filter(same, state=RequestState.SUBMITTED, case__status=CaseStatus.IN_PROGRESS).first()


def open_of_kind(actor: Actor, person_id: UUID, kind: str) -> PersonnelRequest | None:
    """The draft or the running matter of this kind, which a second one would only double."""
    going = Q(state=RequestState.DRAFT) | Q(state=RequestState.SUBMITTED, case__status=CaseStatus.IN_PROGRESS)
    found = requests_of(actor).filter(going, person=person_id, kind=kind)
    return found.order_by("-state", *NEWEST_FIRST).first()


def return_reasons(actor: Actor, request: PersonnelRequest) -> tuple[str, ...]:
    """What the office wants mended while the request waits for the employee."""
    if request.case is None or not awaits_correction(request):
        return ()
    returns = [entry for entry in entries_of(actor, request.case) if entry.kind == EventKind.RETURNED]
    return tuple(reason.text for reason in returns[-1].written.reasons)


def ordered_on(actor: Actor, case: Case) -> date:
    """The day of the order, as it is now known; of a matter without one, the day it came to where it is."""
    orders = [entry for entry in effective(entries_of(actor, case)) if entry.step == ORDER_STEP and entry.order_no]
    return orders[-1].happened_on if orders else case.step_since


# -- the employee's list --


def own_matters(actor: Actor) -> QuerySet[Case]:
    """The actor's own matters of the four kinds, and no others."""
    return tracking.my_cases(actor).filter(process__key__in=PROCESS_KEYS)


def number_of(actor: Actor, case: Case) -> int:
    """Which one of these this is, counted from the newest."""
    newer = Q(received_on__gt=case.received_on) | Q(received_on=case.received_on, pk__gt=case.pk)
    return own_matters(actor).filter(newer).count() + 1


# -- offices and the register --


def own_office(actor: Actor) -> Organization | None:
    """Where the actor serves today; nothing for whoever does not serve, or no longer."""
    if actor.person_id is None:
        return None
    post = people.assignment_of(actor, actor.person_id, actor.today())
    return get_organization_by_id(post.organization_id) if post and post.is_serving else None


def kept_offices(actor: Actor) -> list[Organization]:
    """The offices whose register the actor keeps: those the role is held in."""
    held = set(actor.paths(Role.HR_OFFICER))
    return [office for office in living(held) if office.path in held]


def get_kept_office(actor: Actor, office_id: UUID) -> Organization:
    found = next((office for office in kept_offices(actor) if office.pk == office_id), None)
    if found is None:
        raise Http404
    return found


def register(actor: Actor, text: str = "") -> QuerySet[Assignment]:
    """Everybody in the register as of today, by name; annotated for the order of the list."""
    found = people.staff(actor, actor.today()).filter(organization__in=living(actor.paths(Role.HR_OFFICER)))
    if text:
        found = found.filter(person__in=people.persons_matching(actor, text))
    return found.annotate(given=Collate("person__given_name", THAI), family=Collate("person__family_name", THAI))


REGISTER_ORDER = ("given", "family", "id")


def get_staff_member(actor: Actor, person_id: UUID) -> Assignment:
    """As the register has them today; the officer's own entry is not theirs to work with."""
    if actor.is_person(person_id):
        raise Http404
    row = register(actor).filter(person=person_id).first()
    if row is None:
        raise Http404
    return row


# -- rounds --


def rounds(actor: Actor, organization: Organization, around: date) -> list[Round]:
    """The rounds of the year before, of this one and of the next."""
    known = rounds_scope(MoveRound.objects.filter(organization=organization), actor)
    return rounds_between(known, around.year - 1, around.year + 1)


def round_for(actor: Actor, organization: Organization, received_on: date) -> Round:
    return round_of(rounds(actor, organization, received_on), received_on)


def get_round(actor: Actor, organization: Organization, year: int, month: int) -> Round:
    found = [each for each in rounds(actor, organization, actor.today()) if (each.year, each.month) == (year, month)]
    if not found:
        raise Http404
    return found[0]


def neighbours_of(all_rounds: Sequence[Round], chosen: Round) -> tuple[Round | None, Round | None]:
    """The round before and the one after, by their names."""
    ordered = sorted(all_rounds, key=lambda each: (each.year, each.month))
    place = next(at for at, each in enumerate(ordered) if each.key == chosen.key)
    return (
        ordered[place - 1] if place else None,
        ordered[place + 1] if place + 1 < len(ordered) else None,
    )


# -- what the day of receipt means --


def received_or_today(actor: Actor, request: PersonnelRequest) -> date:
    """The day of receipt; of a request that is not handed in yet, the day it would be."""
    return request.received_on or actor.today()


def notice_of(actor: Actor, request: PersonnelRequest) -> Notice | None:
    if request.kind != Kind.RESIGNATION or request.leave_on is None:
        return None
    return Notice(received_or_today(actor, request), request.leave_on, request.for_election)
