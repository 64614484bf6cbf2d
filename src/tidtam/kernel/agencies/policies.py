"""Who issues tokens and for which agencies; whose requests one sees."""

from django.db.models import Q, QuerySet

from tidtam.kernel.access.choices import FITTING_KINDS, Role
from tidtam.kernel.access.policies import fits
from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.policies import within

from .models import AgencyToken, TokenRequest

CENTRAL, OFFICER = Role.CENTRAL_GROUP, Role.SERVICE_POINT_OFFICER
AGENCIES = Q(kind__in=FITTING_KINDS[OFFICER])
"""The offices that have service points."""


def scope(queryset: QuerySet[AgencyToken], actor: Actor) -> QuerySet[AgencyToken]:
    """The central group sees the tokens of the agencies it serves; nobody else sees any."""
    return queryset if actor.is_system else queryset.filter(within("organization__path", actor.paths(CENTRAL)))


def served(actor: Actor) -> Q:
    """The agencies that the actor's central group serves."""
    return AGENCIES if actor.is_system else AGENCIES & within("path", actor.paths(CENTRAL))


def requests_in_scope(queryset: QuerySet[TokenRequest], actor: Actor) -> QuerySet[TokenRequest]:
    """The central group's list; for oneself there is `own_requests`."""
    return queryset if actor.is_system else queryset.filter(within("organization__path", actor.paths(CENTRAL)))


def own_requests(queryset: QuerySet[TokenRequest], actor: Actor) -> QuerySet[TokenRequest]:
    return queryset.filter(person__in=actor.persons)


def can_issue(actor: Actor, organization: Organization) -> bool:
    return actor.is_system or actor.holds(CENTRAL, organization.path)


def can_have_officer(organization: Organization) -> bool:
    return not organization.is_ended and fits(OFFICER, organization)


def serves_agencies(actor: Actor) -> bool:
    return actor.holds(CENTRAL)


def is_officer(actor: Actor) -> bool:
    return actor.holds(OFFICER)


def can_enter_token(actor: Actor) -> bool:
    """Anybody who is signed in as a person."""
    return actor.account_id is not None and actor.person_id is not None
