"""Subscriptions begin and end, deliveries are noted, receivers that stay away are paused."""

import asyncio
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from tidtam.kernel.access.queries import administrators_over
from tidtam.kernel.actor import Actor, Refused
from tidtam.kernel.audit.actions import record
from tidtam.kernel.identity.models import ApiClient
from tidtam.kernel.keys import encrypt
from tidtam.kernel.notifications.actions import notify
from tidtam.tracking.api.choices import PUBLIC_KINDS, DeliveryState
from tidtam.tracking.api.models import Delivery, Subscription
from tidtam.tracking.api.notices import PAUSED
from tidtam.tracking.api.policies import deliveries_in_scope, scope
from tidtam.tracking.api.queries.webhooks import sealing_field, subscriptions
from tidtam.tracking.api.sending import Forbidden, Result, allowed_addresses, new_secret, read_target

MOST_SUBSCRIPTIONS = 10
PAUSED_AFTER = timedelta(days=3)
KEPT_FOR = timedelta(days=30)
_LONGEST_QUIET = timedelta(hours=1)
WAITS = tuple(
    timedelta(seconds=seconds)
    for seconds in (10, 300, 1_800, 2 * 3_600, 5 * 3_600, 10 * 3_600, 14 * 3_600, 20 * 3_600, 24 * 3_600)
)
"""Between the attempts of one delivery: a little over three days in all."""


@dataclass(frozen=True)
class NewSubscription:
    subscription: Subscription
    secret: str
    """Shown once."""


def subscribe(actor: Actor, *, url: str, kinds: Collection[str]) -> NewSubscription:
    """From now on the client is told at this address; the receiver need not be there yet."""
    wanted = sorted(set(kinds) or PUBLIC_KINDS)
    if not set(wanted) <= set(PUBLIC_KINDS):
        raise Refused(_("There is no such kind of event."), code="unknown", field="kinds")
    # The client's row is the lock: two subscriptions of one client come one after the other.
    clients = ApiClient.objects.select_for_update(no_key=True, of=("self",)).select_related("organization")
    client = clients.get(pk=actor.client_id)  # type: ignore[misc]  # only a client comes here
    if subscriptions(actor).count() >= MOST_SUBSCRIPTIONS:
        raise Refused(_("A client has ten subscriptions at most; end one first."), code="too_many")
    try:
        asyncio.run(allowed_addresses(read_target(url)))
    except Forbidden as forbidden:
        raise Refused(forbidden.message, code="address", field="url") from None
    secret = new_secret()
    made = Subscription(client=client, url=url, kinds=wanted, created_at=actor.now())
    made.sealed_secret = encrypt(secret, sealing_field(made))
    made.save(force_insert=True)
    _record(actor, "webhook.subscribed", made)
    return NewSubscription(made, secret)


def unsubscribe(actor: Actor, subscription: Subscription) -> None:
    """Nothing more is sent; what waited is not sent either."""
    locked = _locked(actor, subscription.pk)
    if locked.ended_at is None:
        locked.ended_at = actor.now()
        locked.save(update_fields=["ended_at"])
        _record(actor, "webhook.ended", locked)


def resume(actor: Actor, subscription: Subscription) -> Subscription:
    """The receiver works again: what waited is sent, the oldest first."""
    locked = _locked(actor, subscription.pk)
    locked.paused_at = locked.failing_since = locked.quiet_until = None
    locked.silences = 0
    locked.save(update_fields=["paused_at", "failing_since", "quiet_until", "silences"])
    _record(actor, "webhook.resumed", locked)
    return locked


def send_again(actor: Actor, delivery: Delivery) -> None:
    """As if it had never been tried; the receiver knows it by its id."""
    found = deliveries_in_scope(Delivery.objects.filter(pk=delivery.pk), actor)
    if not found.update(state=DeliveryState.WAITING, attempts=0, next_try_at=actor.now(), ended_at=None):
        raise Http404
    _record(actor, "webhook.sent_again", delivery.subscription)


def note_results(actor: Actor, results: Iterable[Result]) -> None:
    """What came of a round. Killed before this, the same is sent once more, under the same ids."""
    ordered = sorted(results, key=lambda result: str(result.subscription_id))
    for subscription_id, group in groupby(ordered, key=lambda result: result.subscription_id):
        found = list(group)
        _note_deliveries(actor, found)
        _note_receiver(actor, subscription_id, found)


def _note_deliveries(actor: Actor, results: list[Result]) -> None:
    rows = Delivery.objects.select_for_update().in_bulk([result.delivery_id for result in results])
    for result in results:
        row = rows.get(result.delivery_id)
        if row is None:
            continue  # cleared away while it was on its way
        row.attempts += 1
        row.answered, row.failure = result.answered, result.failure
        if not result.failure:
            row.state, row.ended_at = DeliveryState.DELIVERED, actor.now()
        elif row.attempts > len(WAITS):
            row.state, row.ended_at = DeliveryState.GIVEN_UP, actor.now()
        else:
            row.next_try_at = actor.now() + WAITS[row.attempts - 1]
    Delivery.objects.bulk_update(rows.values(), ["attempts", "answered", "failure", "state", "ended_at", "next_try_at"])


def _note_receiver(actor: Actor, subscription_id: UUID, results: list[Result]) -> None:
    row = (
        Subscription.objects.select_for_update(of=("self",))
        .select_related("client__organization")
        .get(pk=subscription_id)
    )
    if not results[-1].failure:
        row.failing_since = row.quiet_until = None
        row.silences = 0
    else:
        row.failing_since = row.failing_since or actor.now()
    if results[-1].is_silence:
        row.quiet_until = actor.now() + min(WAITS[min(row.silences, len(WAITS) - 1)], _LONGEST_QUIET)
        row.silences += 1
    if row.failing_since and actor.now() - row.failing_since >= PAUSED_AFTER and row.paused_at is None:
        row.paused_at = actor.now()
        _tell_administrators(actor, row)
        _record(actor, "webhook.paused", row)
    row.save(update_fields=["failing_since", "quiet_until", "silences", "paused_at"])


def _tell_administrators(actor: Actor, subscription: Subscription) -> None:
    """Those who see to the client: whoever hands out roles in its office or above."""
    client = subscription.client
    for grant in administrators_over(client.organization, actor.today()).distinct("account").order_by("account"):
        notify(
            actor,
            account_id=grant.account_id,
            kind=PAUSED.key,
            subject_kind="api_client",
            subject_id=client.pk,
            url=reverse("api_client_webhooks", args=[client.pk]),
            context={"client": client.name},
        )


def clear_deliveries(actor: Actor) -> int:
    """After a month nobody asks for them any more; what waits so long for a paused receiver goes too."""
    deleted, _each = Delivery.objects.filter(created_at__lt=actor.now() - KEPT_FOR).delete()
    return deleted


def _locked(actor: Actor, subscription_id: UUID) -> Subscription:
    rows = scope(Subscription.objects.filter(pk=subscription_id), actor)
    locked = rows.select_for_update(of=("self",)).select_related("client__organization").first()
    if locked is None:
        raise Http404
    return locked


def _record(actor: Actor, verb: str, subscription: Subscription) -> None:
    path = subscription.client.organization.path
    record(actor, verb, "webhook", subscription.pk, organization_path=path, details={"client": subscription.client_id})
