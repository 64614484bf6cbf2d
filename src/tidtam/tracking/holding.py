"""Who has the matter now: one sentence, since when, against which limit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tidtam.kernel.access.choices import Role
from tidtam.thai.working_days import working_days_between

from .choices import EventKind
from .definitions import SUBJECT, Definition
from .history import Entry
from .models import Case
from .policies import is_returned
from .wording import ending_name, long_date


@dataclass(frozen=True, slots=True)
class Holding:
    sentence: str
    limit: str = ""
    """What is expected of whoever holds it."""
    statutory: str = ""
    """What the rules allow, and how much of it is left."""
    reason: str = ""
    """Why no time passes."""
    is_yours: bool = False
    is_late: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands under the sentence."""
        return tuple(filter(None, (self.limit, self.statutory, self.reason)))


def holding(
    definition: Definition, case: Case, today: date, *, for_subject: bool, entries: Iterable[Entry] = ()
) -> Holding:
    """An office holds a matter, never a person; only to the subject themself it can say "you"."""
    if not case.is_open:
        words = {"date": long_date(case.step_since), "ending": ending_name(definition, case.ended_how)}
        if (ended := definition.ending(case.ended_how)) and ended.goes_on_as:
            return Holding(_("The steps here ended on %(date)s: %(ending)s. The matter goes on from there.") % words)
        return Holding(_("The matter ended on %(date)s: %(ending)s.") % words)
    is_yours = for_subject and case.holder == SUBJECT
    if case.suspended_on:
        sentence = _standing_still(definition, case, case.suspended_on, is_yours=is_yours)
        return Holding(sentence, reason=_reason(entries))
    return Holding(
        _your_move(definition, case) if is_yours else _their_move(definition, case),
        limit=_limit(definition, case, today),
        statutory=_statutory(case, today),
        is_yours=is_yours,
        is_late=case.is_late(today),
    )


def office_of(definition: Definition, case: Case) -> str:
    """The office whose move it is, in words."""
    step = definition.step(case.step)
    if case.holder == SUBJECT:
        return _("the person concerned")
    if step.office and not is_returned(case):
        return str(step.office)
    if case.holder == Role.INSTITUTION_OFFICER:
        return case.organization.name
    return str(definition.office)


def _your_move(definition: Definition, case: Case) -> str:
    words = {"since": long_date(case.held_since), "step": definition.step(case.step).name}
    if is_returned(case):
        return (
            _("It is your move since %(since)s: correct what was asked for at “%(step)s” and hand it in again.") % words
        )
    return _("It is your move since %(since)s: %(step)s.") % words


def _their_move(definition: Definition, case: Case) -> str:
    words = {
        "office": office_of(definition, case),
        "since": long_date(case.held_since),
        "step": definition.step(case.step).name,
    }
    if is_returned(case):
        return _("Since %(since)s the matter is with %(office)s for correction, at the step “%(step)s”.") % words
    return _("Since %(since)s the matter is with %(office)s, at the step “%(step)s”.") % words


def _standing_still(definition: Definition, case: Case, since: date, *, is_yours: bool) -> str:
    words = {
        "office": office_of(definition, case),
        "since": long_date(since),
        "step": definition.step(case.step).name,
    }
    if is_yours:
        return _("Suspended since %(since)s, at your step “%(step)s”: no time passes meanwhile.") % words
    return _("Suspended since %(since)s, with %(office)s, at the step “%(step)s”: no time passes meanwhile.") % words


def _reason(entries: Iterable[Entry]) -> str:
    """What the office wrote when it suspended the matter last; it stands in the timeline too."""
    reasons = [entry.written.remark for entry in entries if entry.kind == EventKind.SUSPENDED]
    return _("Reason: %(reason)s") % {"reason": reasons[-1]} if reasons and reasons[-1] else ""


def _statutory(case: Case, today: date) -> str:
    if case.deadline_on is None:
        return ""
    left = (case.deadline_on - today).days
    words = {"date": long_date(case.deadline_on), "days": abs(left)}
    if left > 0:
        text = ngettext(
            "Statutory limit: %(date)s, %(days)s day left.", "Statutory limit: %(date)s, %(days)s days left.", left
        )
        return text % words
    if left == 0:
        return _("Statutory limit: %(date)s, which is today.") % words
    text = ngettext(
        "Statutory limit: %(date)s, passed %(days)s day ago.",
        "Statutory limit: %(date)s, passed %(days)s days ago.",
        -left,
    )
    return text % words


def _limit(definition: Definition, case: Case, today: date) -> str:
    if case.due_on is None:
        return ""
    step = definition.step(case.step)
    days = step.returns.working_days if step.returns and is_returned(case) else step.working_days
    words = {"days": days, "due": long_date(case.due_on)}
    if case.due_on >= today:
        return _("Expected within %(days)s working days, by %(due)s.") % words
    late = working_days_between(case.due_on, today)
    if not late:
        return _("Expected within %(days)s working days, by %(due)s: the time is over.") % words
    overrun = ngettext("%(late)s working day over", "%(late)s working days over", late) % {"late": late}
    return _("Expected within %(days)s working days, by %(due)s: %(overrun)s.") % {**words, "overrun": overrun}
