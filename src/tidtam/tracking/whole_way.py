"""One timeline of a matter and those that it carries on."""

from collections.abc import Sequence
from dataclasses import replace

from tidtam.kernel.actor import Actor

from .history import Entry
from .models import Case
from .queries import earlier_matters, entries_of
from .timeline import TimelineStep, timeline
from .versions import definition_of


def whole_way(
    actor: Actor, case: Case, entries: Sequence[Entry], *, all_shown: bool, earlier: Sequence[Case] | None = None
) -> list[TimelineStep]:
    """In the order in which the steps were entered, then what is to come; of earlier matters what the actor may see.

    `earlier` is what `earlier_matters` found, where somebody asked already.
    """
    before = earlier_matters(actor, case) if earlier is None else earlier
    parts = [(each, entries_of(actor, each)) for each in before]
    steps = [
        step
        for each, known in (*parts, (case, entries))
        for step in timeline(definition_of(each.process_version_id), each, known, all_shown=all_shown)
    ]
    if not before:
        return steps
    ordered = sorted(steps, key=lambda step: (step.entered is None, step.entered or ()))
    return [replace(step, number=number) for number, step in enumerate(ordered, 1)]
