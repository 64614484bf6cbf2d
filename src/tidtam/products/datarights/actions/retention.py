"""How long data live, and the end of what has outlived it."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.audit.actions import record
from tidtam.kernel.personal_data import terms
from tidtam.products.datarights.models import RetentionRun, RetentionSetting
from tidtam.products.datarights.policies import can_carry_out
from tidtam.products.datarights.queries.retention import configured_days

LONGEST = 365 * 200
LONGEST_SOURCE = 300


def set_retention(actor: Actor, term: str, *, days: int | None, source: str) -> RetentionSetting:
    """By who administers the installation, with the rule that says so; nothing is set by the product itself."""
    if not can_carry_out(actor):
        raise NotAllowed(_("How long data are kept is set on the server, by who administers it."))
    known = terms().get(term)
    if known is None:
        raise Refused(_("There is no kind of data called %(term)s.") % {"term": term}, code="unknown")
    if known.days is not None:
        raise Refused(_("How long this is kept is fixed and cannot be set."), code="fixed")
    if days is not None and not 0 < days <= LONGEST:
        raise Refused(_("Give a number of days from 1 to %(most)s.") % {"most": LONGEST}, code="days")
    source = source.strip()
    if not source or len(source) > LONGEST_SOURCE:
        raise Refused(_("Name the rule or order that says so, in 300 characters at most."), code="source")
    with transaction.atomic():
        row = RetentionSetting.objects.create(term=term, days=days, source=source, set_at=actor.now())
        record(actor, "retention.set", "retention", term, details={"days": days})
    return row


def end_what_is_over(actor: Actor) -> dict[str, int]:
    """Of each kind of data that has a time to live, one batch of what outlived it; what was ended, by kind.

    The caller asks again, in another transaction, until there is nothing left.
    """
    if not can_carry_out(actor):
        raise NotAllowed(_("This is done by the platform itself."))
    days, ended = configured_days(), {}
    for key, term in terms().items():
        lives = days[key]
        if term.expire is None or lives is None:
            continue
        older_than = actor.now() - timedelta(days=lives)
        number = term.expire(actor, older_than)
        if number:
            ended[key] = number
            RetentionRun.objects.create(term=key, older_than=older_than, number=number, ran_at=actor.now())
            record(actor, "retention.ended", "retention", key, details={"number": number, "days": lives})
    return ended
