"""A matter that ends in one place and goes on in another, as two matters of which the second carries on the first."""

from .definitions import Need, Outcome, Recorded
from .models import Case
from .policies import is_returned
from .versions import definition_of

_GIVEN = frozenset({Recorded.LETTER_NO})
"""What the matter that carries it on brings along, so that the last step may ask for it."""


def leads_on(case: Case, process_key: str) -> bool:
    """Whether it ended so that a matter of this process can carry it on."""
    ending = definition_of(case.process_version_id).ending(case.ended_how)
    return ending is not None and process_key in ending.goes_on_as


def has_ended_to_go_on(case: Case) -> bool:
    ending = definition_of(case.process_version_id).ending(case.ended_how)
    return ending is not None and bool(ending.goes_on_as)


def last_move(case: Case, process_key: str) -> Outcome | None:
    """The way out of its present step after which a matter of this process carries it on.

    None where there is no such way now, or where the step asks for more than what is known then.
    """
    if not case.is_open or case.is_suspended or is_returned(case):
        return None
    definition = definition_of(case.process_version_id)
    step = definition.step(case.step)
    if any(step.need(recorded) is Need.REQUIRED for recorded in Recorded if recorded not in _GIVEN):
        return None
    for way in step.outcomes:
        ending = definition.ending(way.leads_to)
        if ending is not None and process_key in ending.goes_on_as:
            return way
    return None
