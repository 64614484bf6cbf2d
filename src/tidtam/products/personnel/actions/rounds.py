from datetime import date

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Outdated, Refused, new_id
from tidtam.kernel.audit import actions as audit
from tidtam.kernel.orgs.models import Organization
from tidtam.products.personnel.models import MoveRound
from tidtam.products.personnel.policies import can_set_round
from tidtam.products.personnel.queries import get_round, neighbours_of, rounds
from tidtam.products.personnel.rounds import Round

from .keeping import one_at_a_time


def set_round(
    actor: Actor,
    organization: Organization,
    *,
    year: int,
    month: int,
    opens_on: date,
    closes_on: date,
    version: int,
) -> Round:
    """Set from when until when requests are taken for a round. What is in a round already stays there."""
    if not can_set_round(actor, organization.path):
        raise NotAllowed(_("Only the office's own personnel officers set the rounds."))
    with atomic():
        one_at_a_time(organization.pk)
        now = get_round(actor, organization, year, month)
        if (now.opens_on, now.closes_on) == (opens_on, closes_on) and now.version in {version, version + 1}:
            return now
        if now.version != version:
            raise Outdated(_("A colleague changed this round meanwhile. Look at its dates, then save again."))
        _must_fit(actor, organization, now, opens_on, closes_on)
        row = MoveRound.objects.filter(organization=organization, year=year, month=month).first() or MoveRound(
            id=new_id(), organization=organization, year=year, month=month, version=0
        )
        row.opens_on, row.closes_on = opens_on, closes_on
        row.version += 1
        row.changed_at = actor.now()
        row.save()
        audit.record(
            actor,
            "personnel_round.set",
            "personnel_round",
            row.pk,
            organization_path=organization.path,
            details={"round": now.key, "opens_on": opens_on.isoformat(), "closes_on": closes_on.isoformat()},
        )
    return get_round(actor, organization, year, month)


def _must_fit(actor: Actor, organization: Organization, chosen: Round, opens_on: date, closes_on: date) -> None:
    if closes_on < opens_on:
        raise Refused(_("A round closes on the day it opens or later."), code="order", field="closes_on")
    before, after = neighbours_of(rounds(actor, organization, actor.today()), chosen)
    if before and opens_on <= before.closes_on:
        raise Refused(
            _("The round of %(round)s is still open then. Let this one open later.") % {"round": before.label},
            code="overlap",
            field="opens_on",
        )
    if after and closes_on >= after.opens_on:
        raise Refused(
            _("The round of %(round)s is open by then. Let this one close earlier.") % {"round": after.label},
            code="overlap",
            field="closes_on",
        )
