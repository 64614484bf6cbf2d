"""Whose subscriptions one sees: a client its own, and those who see to the client."""

from django.db.models import QuerySet

from tidtam.kernel.actor import Actor
from tidtam.kernel.identity.models import ApiClient
from tidtam.kernel.programs.policies import clients_in_scope

from .models import Delivery, Subscription


def scope(queryset: QuerySet[Subscription], actor: Actor) -> QuerySet[Subscription]:
    if actor.is_system:
        return queryset
    if actor.client_id is not None:
        return queryset.filter(client=actor.client_id)
    return queryset.filter(client__in=clients_in_scope(ApiClient.objects.all(), actor))


def deliveries_in_scope(queryset: QuerySet[Delivery], actor: Actor) -> QuerySet[Delivery]:
    return queryset.filter(subscription__in=scope(Subscription.objects.all(), actor))
