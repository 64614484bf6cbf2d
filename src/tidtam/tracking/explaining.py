"""A process in words, for those who have or plan a matter of its kind."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tidtam.kernel.access.choices import Role

from .definitions import SUBJECT, Deadline, DeadlineUnit, Definition, Outcome, Return, Step
from .wording import ending_name


@dataclass(frozen=True, slots=True)
class ExplainedStep:
    number: int
    name: str
    explanation: str
    office: str
    expected: str
    deadline: str
    ways: tuple[str, ...]


def explain(definition: Definition) -> list[ExplainedStep]:
    return [
        ExplainedStep(
            number=definition.number(step.key),
            name=str(step.name),
            explanation=str(step.explanation),
            office=_office(definition, step),
            expected=expected_words(step),
            deadline=deadline_words(step),
            ways=tuple(_ways(definition, step)),
        )
        for step in definition.steps
    ]


def expected_words(step: Step) -> str:
    return _days(step.working_days) if step.working_days else ""


def deadline_words(step: Step) -> str:
    """The limit that rules set, in the unit they set it in."""
    if step.deadline is None:
        return ""
    number = step.deadline.number
    limit = {
        DeadlineUnit.MONTHS: ngettext("limit: %(number)s month", "limit: %(number)s months", number),
        DeadlineUnit.DAYS: ngettext("limit: %(number)s day", "limit: %(number)s days", number),
        DeadlineUnit.WORKING_DAYS: ngettext("limit: %(number)s working day", "limit: %(number)s working days", number),
    }[step.deadline.unit]
    return limit % {"number": number}


def _office(definition: Definition, step: Step) -> str:
    if step.office:
        return str(step.office)
    return _actor(definition, step.actor)


def _actor(definition: Definition, who: str) -> str:
    if who == SUBJECT:
        return _("the person concerned")
    if who == Role.INSTITUTION_OFFICER:
        return _("the person's institution")
    return str(definition.office)


def _days(number: int) -> str:
    return ngettext("%(number)s working day", "%(number)s working days", number) % {"number": number}


def _ways(definition: Definition, step: Step) -> list[str]:
    ways = [_way(definition, outcome) for outcome in step.outcomes]
    if step.returns:
        ways.append(_returned(definition, step.returns))
    if step.deadline:
        ways += _limited(step, step.deadline)
    return ways


def _limited(step: Step, deadline: Deadline) -> list[str]:
    told = []
    if deadline.warn:
        days = ", ".join(map(str, deadline.warn))
        told.append(_("People are reminded this many days before the limit: %(days)s") % {"days": days})
    if deadline.overrun and (outcome := step.outcome(deadline.overrun)):
        told.append(_("After the limit the system records “%(outcome)s”") % {"outcome": outcome.name})
    else:
        told.append(_("After the limit the matter is shown as overdue and goes on"))
    return told


def _way(definition: Definition, outcome: Outcome) -> str:
    if definition.has_step(outcome.leads_to):
        words = {"number": definition.number(outcome.leads_to), "step": definition.step(outcome.leads_to).name}
        where = _("on to step %(number)s, %(step)s") % words
    else:
        where = _("end: %(ending)s") % {"ending": ending_name(definition, outcome.leads_to)}
    return f"{outcome.name}: {where}" if outcome.name else where[:1].upper() + where[1:]


def _returned(definition: Definition, returns: Return) -> str:
    where = _("May be returned for correction to %(office)s") % {"office": _actor(definition, returns.to)}
    return f"{where} ({_days(returns.working_days)})" if returns.working_days else where
