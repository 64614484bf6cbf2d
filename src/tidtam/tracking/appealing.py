"""What pages say of objecting to how a matter ended: until when, whether that was done, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tidtam.kernel.actor import Actor

from .acts import ENTER_OBJECTION, HAND_IN_OBJECTION, OBJECT, Act, acts_for
from .models import Case
from .policies import appeal_until
from .queries import entries_of, objection_to
from .rows import Row, rows_of


@dataclass(frozen=True, slots=True)
class AppealShown:
    until: date
    days_left: int
    objection: Row | None
    """The matter that objects, as far as the actor may see it."""
    reasons: str
    """What was objected to, and why."""
    act: Act | None
    """How the one who looks objects, or enters what came on paper."""


_OBJECTING = frozenset({OBJECT, ENTER_OBJECTION, HAND_IN_OBJECTION})


def appeal_shown(actor: Actor, case: Case, offered: Iterable[Act] | None = None) -> AppealShown | None:
    """Nothing where nobody can object to how it ended, or while it goes on. `offered` is what `acts_for` found."""
    until = appeal_until(case)
    if until is None:
        return None
    objection = objection_to(actor, case)
    return AppealShown(
        until=until,
        days_left=(until - actor.today()).days,
        objection=rows_of([objection], actor.today())[0] if objection else None,
        reasons=entries_of(actor, objection)[0].written.remark if objection else "",
        act=next((act for act in offered or acts_for(actor, case) if act.key in _OBJECTING), None),
    )
