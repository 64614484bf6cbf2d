"""What a version changes, in sentences: for people who know the process and have never seen its file."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from tidtam.tracking.definitions import Definition, Ending, Need, Outcome, Recorded, Shown, Step, Words
from tidtam.tracking.explaining import deadline_words, expected_words
from tidtam.tracking.forms import LABELS
from tidtam.tracking.simulating import role_name
from tidtam.tracking.wording import ending_name


class Change(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was; where it is the process, a step or an ending."""

    change: Change
    where: str
    text: str


def differences(old: Definition, new: Definition) -> list[Difference]:
    return [*_of_process(old, new), *_of_steps(old, new), *_of_endings(old, new)]


def _of_process(old: Definition, new: Definition) -> Iterator[Difference]:
    def told(text: str) -> Difference:
        return Difference(Change.CHANGED, _("The process"), text)

    yield from map(told, _words(_("Name"), old.name, new.name))
    yield from map(told, _words(_("Description"), old.description, new.description))
    yield from map(told, _words(_("Definition"), old.definition, new.definition))
    yield from map(told, _words(_("Office in charge"), old.office, new.office))
    if old.owner != new.owner:
        yield told(_from_to(_("Role in charge"), role_name(old, old.owner), role_name(new, new.owner)))
    for label, was, now in (
        (_("Who hands such a matter in"), old.opened_by, new.opened_by),
        (_("Who sees the matters of their organisation"), old.visible_to, new.visible_to),
        (_("Who takes a matter back"), old.may_withdraw, new.may_withdraw),
    ):
        yield from map(told, _sets(label, was, now, lambda role: role_name(new, role)))


def _of_steps(old: Definition, new: Definition) -> Iterator[Difference]:
    for step in old.steps:
        if not new.has_step(step.key):
            yield Difference(Change.REMOVED, _step_name(step), _("This step is no longer there."))
    for step in new.steps:
        if not old.has_step(step.key):
            place = _("This step is new, in place %(number)s.") % {"number": new.number(step.key)}
            yield Difference(Change.ADDED, _step_name(step), place)
        else:
            for text in _of_step(old, new, old.step(step.key), step):
                yield Difference(Change.CHANGED, _step_name(step), text)
    kept = [step.key for step in old.steps if new.has_step(step.key)]
    if kept != [step.key for step in new.steps if old.has_step(step.key)]:
        yield Difference(Change.CHANGED, _("The process"), _("The steps that stay come in another order."))


def _of_step(old: Definition, new: Definition, was: Step, now: Step) -> Iterator[str]:
    yield from _words(_("Name"), was.name, now.name)
    yield from _words(_("Explanation of the step"), was.explanation, now.explanation)
    yield from _words(_("Who holds the matter here"), was.office, now.office)
    if was.actor != now.actor:
        yield _from_to(_("Who acts"), role_name(old, was.actor), role_name(new, now.actor))
    if was.working_days != now.working_days:
        yield _from_to(_("Expected days"), expected_words(was), expected_words(now))
    if was.deadline != now.deadline:
        yield from _of_deadline(was, now)
    for recorded in Recorded:
        if was.need(recorded) is not now.need(recorded):
            yield _from_to(str(LABELS[recorded]), _need(was.need(recorded)), _need(now.need(recorded)))
    yield from _sets(_("What the person concerned sees"), _in_order(was.shows), _in_order(now.shows), _shown)
    if was.returns != now.returns:
        yield _from_to(_("Returned for correction to"), _returns(old, was), _returns(new, now))
    yield from _of_outcomes(old, new, was, now)


def _of_deadline(was: Step, now: Step) -> Iterator[str]:
    if deadline_words(was) != deadline_words(now):
        yield _from_to(_("Limit set by rules"), deadline_words(was), deadline_words(now))
    if was.deadline and now.deadline:
        if was.deadline.warn != now.deadline.warn:
            numbers = [", ".join(map(str, each.warn)) for each in (was.deadline, now.deadline)]
            yield _from_to(_("Reminders, days before the limit"), *numbers)
        if was.deadline.overrun != now.deadline.overrun:
            ends = [_outcome_name(step, step.deadline.overrun) for step in (was, now) if step.deadline]
            yield _from_to(_("What the system records after the limit"), *ends)


def _of_outcomes(old: Definition, new: Definition, was: Step, now: Step) -> Iterator[str]:
    before, after = ({outcome.key: outcome for outcome in step.outcomes} for step in (was, now))
    for key, outcome in before.items():
        if key not in after:
            yield _("No longer leads on: %(way)s.") % {"way": _way(old, outcome)}
    for key, outcome in after.items():
        if key not in before:
            yield _("Now also leads on: %(way)s.") % {"way": _way(new, outcome)}
            continue
        yield from _words(_("Outcome"), before[key].name, outcome.name)
        if before[key].leads_to != outcome.leads_to:
            label = _("After “%(outcome)s”") % {"outcome": outcome.name} if outcome.name else _("Afterwards")
            yield _from_to(label, _target(old, before[key].leads_to), _target(new, outcome.leads_to))


def _of_endings(old: Definition, new: Definition) -> Iterator[Difference]:
    for ending in old.endings:
        if new.ending(ending.key) is None:
            yield Difference(Change.REMOVED, _ending_name(ending), _("No matter ends so any more."))
    for ending in new.endings:
        was = old.ending(ending.key)
        if was is None:
            yield Difference(Change.ADDED, _ending_name(ending), _("A matter can now end so."))
        else:
            for text in _of_ending(was, ending):
                yield Difference(Change.CHANGED, _ending_name(ending), text)


def _of_ending(was: Ending, now: Ending) -> Iterator[str]:
    yield from _words(_("Name"), was.name, now.name)
    if was.early != now.early:
        yield _from_to(_("Before its course is run"), _yes_or_no(was.early), _yes_or_no(now.early))
    if was.result != now.result:
        yield _from_to(_("What comes of it for other parts of the product"), was.result, now.result)
    if was.appeal != now.appeal:
        yield _from_to(_("Objection to it"), *(_appeal(ending) for ending in (was, now)))
    yield from _sets(_("Goes on as a matter of"), was.goes_on_as, now.goes_on_as, str)


# ---- how things are said ----


def _words(label: str, was: Words, now: Words) -> Iterator[str]:
    """Each language on its own: often only one of them is mended."""
    for language, before, after in ((_("Thai"), was.th, now.th), (_("English"), was.en, now.en)):
        if before != after:
            yield _from_to(f"{label} ({language})", before, after)


def _from_to(label: str, was: str, now: str) -> str:
    words = {"label": label, "was": was or _("none"), "now": now or _("none")}
    return _("%(label)s: was “%(was)s”, becomes “%(now)s”.") % words


def _sets(label: str, was: Sequence[str], now: Sequence[str], name: Callable[[str], str]) -> Iterator[str]:
    if set(was) != set(now):
        yield _from_to(label, _listed(was, name), _listed(now, name))


def _listed(keys: Iterable[str], name: Callable[[str], str]) -> str:
    return ", ".join(name(key) for key in keys)


def _in_order(shows: frozenset[Shown]) -> list[str]:
    return [shown for shown in Shown if shown in shows]


def _shown(shown: str) -> str:
    return str(LABELS[shown])


def _need(need: Need) -> str:
    return {Need.NONE: _("not recorded"), Need.OPTIONAL: _("may be recorded"), Need.REQUIRED: _("must be recorded")}[
        need
    ]


def _yes_or_no(answer: bool) -> str:
    return _("yes") if answer else _("no")


def _returns(definition: Definition, step: Step) -> str:
    if step.returns is None:
        return ""
    name = role_name(definition, step.returns.to)
    if not step.returns.working_days:
        return name
    return _("%(role)s, %(days)s working days") % {"role": name, "days": step.returns.working_days}


def _appeal(ending: Ending) -> str:
    if ending.appeal is None:
        return ""
    return _("by “%(process)s” within %(days)s days") % {"process": ending.appeal.process, "days": ending.appeal.days}


def _outcome_name(step: Step, key: str) -> str:
    outcome = step.outcome(key) if key else None
    return str(outcome.name) if outcome else ""


def _way(definition: Definition, outcome: Outcome) -> str:
    target = _target(definition, outcome.leads_to)
    return f"{outcome.name} → {target}" if outcome.name else f"→ {target}"


def _target(definition: Definition, key: str) -> str:
    if definition.has_step(key):
        return str(definition.step(key).name)
    return _("end: %(ending)s") % {"ending": ending_name(definition, key)}


def _step_name(step: Step) -> str:
    return _("Step “%(name)s”") % {"name": step.name}


def _ending_name(ending: Ending) -> str:
    return _("Ending “%(name)s”") % {"name": ending.name}
