"""What a single entry cannot tell: whether the steps make a process that can be walked and ends."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from .model import CLOSED, SUBJECT, WITHDRAWN, DeadlineUnit, Definition, Need, Recorded, Step
from .places import Path
from .tables import Notes


def check_ways(definition: Definition, notes: Notes) -> None:
    known_before = len(notes.mistakes)
    _check_keys(definition, notes)
    _check_targets(definition, notes)
    _check_secrecy(definition, notes)
    for at, step in enumerate(definition.steps):
        _check_deadline(("steps", at, "deadline"), definition, step, notes)
    leads_on = all(outcome.leads_to for step in definition.steps for outcome in step.outcomes)
    if definition.steps and leads_on and len(notes.mistakes) == known_before:
        _check_paths(definition, notes)


_KEPT_BY_PAGES = frozenset({"manage"})
"""The address of a process ends in its key; these addresses lead elsewhere."""


def _check_keys(definition: Definition, notes: Notes) -> None:
    if definition.key in _KEPT_BY_PAGES:
        notes.add(("key",), _("“%(key)s” is kept for a page of the product") % {"key": definition.key})
    places: list[tuple[Path, str]] = [(("steps", at, "key"), step.key) for at, step in enumerate(definition.steps)]
    places += [(("endings", at, "key"), ending.key) for at, ending in enumerate(definition.endings)]
    for path, key in places:
        if key in {CLOSED, WITHDRAWN}:
            notes.add(path, _("“%(key)s” is kept for the ending that every process has") % {"key": key})
    _refuse_twice(places, notes)
    for at, step in enumerate(definition.steps):
        if step.returns and step.returns.to and step.returns.to == step.actor:
            notes.add(("steps", at, "returns", "to"), _("a step cannot be returned to the one who acts in it"))
        _refuse_twice(
            ((("steps", at, "outcomes", way, "key"), outcome.key) for way, outcome in enumerate(step.outcomes)), notes
        )


def _refuse_twice(places: Iterable[tuple[Path, str]], notes: Notes) -> None:
    seen: set[str] = set()
    for path, key in places:
        if key and key in seen:
            notes.add(path, _("“%(key)s” is used twice") % {"key": key})
        seen.add(key)


def _check_targets(definition: Definition, notes: Notes) -> None:
    known = {step.key for step in definition.steps} | {ending.key for ending in definition.endings}
    for at, step in enumerate(definition.steps):
        for way, outcome in enumerate(step.outcomes):
            if outcome.leads_to and outcome.leads_to not in known:
                path: Path = ("steps", at, "outcomes", way, "next") if outcome.key else ("steps", at, "next")
                notes.add(path, _("there is no step and no ending “%(key)s”") % {"key": outcome.leads_to})


def _check_secrecy(definition: Definition, notes: Notes) -> None:
    """What is hidden from the person concerned neither waits for them nor shows them anything."""
    if not definition.hidden_from_subject:
        return
    waiting: list[tuple[Path, bool]] = [
        (("opened_by",), SUBJECT in definition.opened_by),
        (("may_withdraw",), SUBJECT in definition.may_withdraw),
    ]
    for at, step in enumerate(definition.steps):
        waiting.append((("steps", at, "actor"), step.actor == SUBJECT))
        waiting.append((("steps", at, "returns", "to"), step.returns is not None and step.returns.to == SUBJECT))
        waiting.append((("steps", at, "shows"), bool(step.shows)))
    waiting += [(("endings", at, "appeal"), ending.appeal is not None) for at, ending in enumerate(definition.endings)]
    for path, does in waiting:
        if does:
            notes.add(path, _("the process is hidden from the person concerned, who can have no part in it"))


def _check_deadline(path: Path, definition: Definition, step: Step, notes: Notes) -> None:
    deadline = step.deadline
    if deadline is None:
        return
    shortest = {DeadlineUnit.MONTHS: 28, DeadlineUnit.DAYS: 1, DeadlineUnit.WORKING_DAYS: 1}[deadline.unit]
    if deadline.warn and deadline.warn[0] >= deadline.number * shortest:
        notes.add((*path, "warn"), _("warns before the time has begun to run"))
    if not deadline.overrun:
        return
    if not any(outcome.key == deadline.overrun for outcome in step.outcomes):
        notes.add((*path, "overrun"), _("the step has no outcome “%(key)s”") % {"key": deadline.overrun})
    promising = {ending.key for ending in definition.endings if ending.result}
    if any(outcome.key == deadline.overrun and outcome.leads_to in promising for outcome in step.outcomes):
        notes.add((*path, "overrun"), _("the system cannot give the result that this way promises"))
    required = [str(recorded) for recorded in Recorded if step.need(recorded) is Need.REQUIRED]
    if required:
        reason = _("the system cannot give what the step requires: %(things)s")
        notes.add((*path, "overrun"), reason % {"things": ", ".join(required)})


def _check_paths(definition: Definition, notes: Notes) -> None:
    reachable = definition.graph.reachable()
    ending = definition.graph.can_reach(definition.graph.ends)
    for at, step in enumerate(definition.steps):
        if step.key not in reachable:
            notes.add(("steps", at), _("the step “%(key)s” cannot be reached from the first one") % {"key": step.key})
        elif step.key not in ending:
            notes.add(("steps", at), _("from the step “%(key)s” on the matter goes round for ever") % {"key": step.key})
    for at, end in enumerate(definition.endings):
        if end.key not in reachable:
            notes.add(("endings", at), _("no outcome leads to the ending “%(key)s”") % {"key": end.key})
