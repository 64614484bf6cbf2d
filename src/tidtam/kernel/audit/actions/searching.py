from tidtam.kernel.actor import Actor
from tidtam.kernel.audit.choices import SEARCHED
from tidtam.kernel.audit.policies import AUDITOR
from tidtam.kernel.audit.queries import Filters, persons_called

from .records import record

_MOST_NAMED = 5


def record_search(actor: Actor, filters: Filters) -> None:
    """Looking into the trail leaves a trace in it; a person it was searched for learns of that."""
    used = {name: value for name, value in vars(filters).items() if value}
    codes = {name: value for name, value in used.items() if name in {"verb", "object_kind", "since", "until"}}
    details = {"by": sorted(used), **codes}
    path = next(iter(actor.paths(AUDITOR)), "")
    persons = persons_called(actor, filters.whose) if filters.whose else set()
    for person_id in sorted(persons) if 0 < len(persons) <= _MOST_NAMED else [None]:
        if not actor.is_person(person_id):
            record(actor, SEARCHED, "audit", "search", person_id=person_id, organization_path=path, details=details)
