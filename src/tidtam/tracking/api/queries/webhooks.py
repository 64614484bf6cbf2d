from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.kernel.keys import decrypt
from tidtam.tracking.api.choices import DeliveryState
from tidtam.tracking.api.models import Delivery, Subscription
from tidtam.tracking.api.policies import deliveries_in_scope, scope

MOST_AT_ONCE = 20
"""Deliveries of one receiver in one round: a long queue of one must not keep the others waiting."""


@dataclass(frozen=True)
class Parcel:
    """What is to be sent, with nothing left to ask the database."""

    delivery_id: UUID
    subscription_id: UUID
    url: str
    secret: str
    kind: str
    recorded_at: datetime
    case_id: UUID
    sequence: int
    process: str


def sealing_field(subscription: Subscription) -> str:
    return f"tracking_api.webhook.{subscription.pk}"


def subscriptions(actor: Actor) -> QuerySet[Subscription]:
    """The living ones."""
    return scope(Subscription.objects.filter(ended_at=None), actor)


def get_subscription(actor: Actor, subscription_id: UUID) -> Subscription:
    found = subscriptions(actor).select_related("client__organization").filter(pk=subscription_id).first()
    if found is None:
        raise Http404
    return found


def deliveries_of(actor: Actor, subscription: Subscription) -> QuerySet[Delivery]:
    return Delivery.objects.filter(subscription=subscription).select_related("event")


def deliveries_of_client(actor: Actor, client_id: UUID) -> QuerySet[Delivery]:
    found = deliveries_in_scope(Delivery.objects.filter(subscription__client=client_id), actor)
    return found.select_related("subscription", "event")


def get_delivery(actor: Actor, delivery_id: UUID) -> Delivery:
    found = deliveries_in_scope(Delivery.objects.filter(pk=delivery_id), actor).select_related("subscription").first()
    if found is None:
        raise Http404
    return found


def due_parcels(actor: Actor) -> list[Parcel]:
    """What is to be sent now, in order for each receiver."""
    place = Window(RowNumber(), partition_by=F("subscription"), order_by=F("event").asc())
    due = (
        Delivery.objects.filter(
            Q(subscription__quiet_until=None) | Q(subscription__quiet_until__lte=actor.now()),
            state=DeliveryState.WAITING,
            next_try_at__lte=actor.now(),
            subscription__ended_at=None,
            subscription__paused_at=None,
            subscription__client__ended_at=None,
            subscription__client__organization__ended_at=None,
        )
        .annotate(place=place)
        .filter(place__lte=MOST_AT_ONCE)
        .select_related("subscription", "event__case__process")
        .order_by("event")
    )
    return [_parcel(delivery) for delivery in due]


def _parcel(delivery: Delivery) -> Parcel:
    event, subscription = delivery.event, delivery.subscription
    return Parcel(
        delivery_id=delivery.pk,
        subscription_id=subscription.pk,
        url=subscription.url,
        secret=decrypt(subscription.sealed_secret, sealing_field(subscription)),
        kind=event.kind,
        recorded_at=event.recorded_at,
        case_id=event.case_id,
        sequence=event.sequence,
        process=event.case.process.key,
    )
