"""Who may read what a member stated at registration."""

from django.db.models import Q, QuerySet

from tidtam.kernel.actor import Actor

from .models import Consent, Statement


def statements_in_scope(queryset: QuerySet[Statement], actor: Actor) -> QuerySet[Statement]:
    """One's own. Who decides on a document is shown it with the request."""
    return queryset if actor.is_system else queryset.filter(_own(actor))


def consents_in_scope(queryset: QuerySet[Consent], actor: Actor) -> QuerySet[Consent]:
    """One's own."""
    return queryset if actor.is_system else queryset.filter(_own(actor))


def _own(actor: Actor) -> Q:
    return Q(account=actor.account_id) if actor.account_id else Q(pk__in=())


def can_register(actor: Actor) -> bool:
    """Whoever is signed in has an account already."""
    return actor.is_visitor
