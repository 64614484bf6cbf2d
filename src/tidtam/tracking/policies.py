"""Who sees a matter and who may do what with it.

Lists begin from `own` or from `in_charge`, never from both at once: each of them is one range of an index, so that
the first page of a million matters costs what the first page of a thousand does.
"""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from tidtam.kernel.access.choices import ADMINISTRATIVE, Role
from tidtam.kernel.actor import Actor, covers
from tidtam.kernel.orgs.queries import heads, subtree

from . import limits
from .definitions import SUBJECT, Definition
from .models import Case, Process, ProcessVersion
from .versions import definition_of

NOTHING = Q(pk__in=[])


def own(queryset: QuerySet[Case], actor: Actor) -> QuerySet[Case]:
    """The matters of the person who asks, but for those that are hidden from them."""
    return queryset.filter(subject_id__in=actor.persons, is_hidden=False)


def in_charge(queryset: QuerySet[Case], actor: Actor) -> QuerySet[Case]:
    """The matters of the organisations in which the actor holds a role that reads their version of the process."""
    return queryset if actor.is_system else queryset.filter(_in_charge(actor))


def scope(queryset: QuerySet[Case], actor: Actor) -> QuerySet[Case]:
    """Every matter the actor may see, in one way or the other; for finding single matters."""
    if actor.is_system:
        return queryset
    return queryset.filter(Q(subject_id__in=actor.persons, is_hidden=False) | _in_charge(actor))


def _in_charge(actor: Actor) -> Q:
    found = NOTHING
    for path, versions in charges(actor):
        found |= at_or_below(path) & Q(process_version__in=versions)
    return found & ~Q(subject__in=actor.persons)


def charges(actor: Actor) -> list[tuple[str, list[UUID]]]:
    """At each place where the actor holds a role, the versions whose matters are in its charge."""
    roles: defaultdict[str, set[str]] = defaultdict(set)
    for grant in actor.grants:
        roles[grant.organization_path].add(grant.role)
    if not roles:
        return []
    readers = ProcessVersion.objects.filter(readers__overlap=sorted({grant.role for grant in actor.grants}))
    versions: list[tuple[UUID, list[str]]] = list(readers.values_list("id", "readers"))
    found = [
        (path, [version for version, reading in versions if held.intersection(reading)]) for path, held in roles.items()
    ]
    return [(path, readable) for path, readable in found if readable]


def held_by(actor: Actor) -> Q:
    """Matters whose next move is that of a role the actor holds there."""
    found = NOTHING
    for path in dict.fromkeys(grant.organization_path for grant in actor.grants):
        roles = sorted({grant.role for grant in actor.grants if covers(grant.organization_path, path)})
        found |= Q(holder__in=roles) & (Q(organization_path=path) | Q(organization_path__startswith=f"{path}/"))
    return found


def at_or_below(path: str) -> Q:
    """A single office is asked for by equality, which an ordered index answers; a tree by the beginning of the path."""
    offices = list(subtree(path).values_list("id", flat=True)[:2])
    if len(offices) == 1:
        return Q(organization=offices[0])
    return Q(organization_path=path) | Q(organization_path__startswith=f"{path}/")


def plays(actor: Actor, who: str, case: Case) -> bool:
    """Whether the actor is whom a definition means by `who`, for this matter: nobody is the office in their own.

    Of a hidden matter its subject is nobody at all.
    """
    is_own = actor.is_person(case.subject_id)
    if who == SUBJECT:
        return is_own and not case.is_hidden
    return not is_own and actor.holds(who, case.organization_path)


def _plays_any(actor: Actor, whos: tuple[str, ...], case: Case) -> bool:
    return actor.is_system or any(plays(actor, who, case) for who in whos)


def can_see(actor: Actor, case: Case) -> bool:
    """What `scope` says, of one matter at hand."""
    return _plays_any(actor, (SUBJECT, *definition_of(case.process_version_id).readers), case)


def can_open(actor: Actor, process: Process, definition: Definition, organization_path: str, subject_id: UUID) -> bool:
    """The office that runs the process, and whom the definition names."""
    if not process.serves(organization_path):
        return False
    allowed = (definition.owner, *definition.opened_by)
    if SUBJECT in allowed and actor.is_person(subject_id):
        return True
    return actor.is_system or actor.holds_any(allowed, organization_path)


def can_publish(actor: Actor, process: Process) -> bool:
    """Who administers processes for the whole office that this one belongs to.

    What serves every office of the installation is changed only by who administers processes for all its heads.
    """
    places = [process.organization_path] if process.organization_path else heads().values_list("path", flat=True)
    return actor.is_system or all(actor.holds(Role.PROCESS_ADMIN, path) for path in places)


def can_act(actor: Actor, case: Case) -> bool:
    """Whoever holds the matter moves it on; the office that runs the process may do so in their stead."""
    return (
        case.is_open
        and not case.is_suspended
        and _plays_any(actor, (case.holder, definition_of(case.process_version_id).owner), case)
    )


def can_return(actor: Actor, case: Case) -> bool:
    """Whoever acts at the step, where the step can be returned at all and was not already."""
    definition = definition_of(case.process_version_id)
    step = definition.step(case.step)
    return case.is_open and step.returns is not None and not is_returned(case) and can_act(actor, case)


def can_manage(actor: Actor, case: Case) -> bool:
    """Correct, close, reopen, renew the link: the office that runs the process."""
    return _plays_any(actor, (definition_of(case.process_version_id).owner,), case)


def can_withdraw(actor: Actor, case: Case) -> bool:
    definition = definition_of(case.process_version_id)
    return case.is_open and _plays_any(actor, (definition.owner, *definition.may_withdraw), case)


def can_suspend(actor: Actor, case: Case) -> bool:
    return case.is_open and not case.is_suspended and can_manage(actor, case)


def can_continue(actor: Actor, case: Case) -> bool:
    return case.is_suspended and can_manage(actor, case)


def can_change_version(actor: Actor, case: Case) -> bool:
    return can_suspend(actor, case) and not is_returned(case)


def can_appeal(actor: Actor, case: Case) -> bool:
    """The person concerned, while there is time."""
    last = appeal_until(case)
    return last is not None and actor.today() <= last and plays(actor, SUBJECT, case)


def can_enter_appeal(actor: Actor, case: Case) -> bool:
    """The office that runs the process, also later: an objection on paper counts by the day it was received."""
    return appeal_until(case) is not None and can_manage(actor, case)


def appeal_until(case: Case) -> date | None:
    """The last day to object to how the matter ended; None where nobody can."""
    ending = definition_of(case.process_version_id).ending(case.ended_how)
    return limits.appeal_until(case.step_since, ending.appeal) if ending and ending.appeal else None


def can_note(actor: Actor, case: Case) -> bool:
    """Everybody who is in charge of the matter reads and writes its notes."""
    return _plays_any(actor, definition_of(case.process_version_id).readers, case)


def is_returned(case: Case) -> bool:
    """Handed back for correction: somebody else than the step's own actor holds it."""
    return case.is_open and case.holder != definition_of(case.process_version_id).step(case.step).actor


def may_be_in_charge(actor: Actor) -> bool:
    """Whether to offer the work list, without asking the database: some role could read some process."""
    return any(grant.role not in ADMINISTRATIVE for grant in actor.grants)
