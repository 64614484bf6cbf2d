"""Whose request one may see, and who decides over a document."""

from django.db.models import Q, QuerySet

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.policies import within

from .models import VerificationRequest


def own_scope(queryset: QuerySet[VerificationRequest], actor: Actor) -> QuerySet[VerificationRequest]:
    """One's own."""
    return queryset.filter(account=actor.account_id) if actor.account_id else queryset.none()


def scope(queryset: QuerySet[VerificationRequest], actor: Actor) -> QuerySet[VerificationRequest]:
    """What was handed in with a document to the offices whose accounts one administers; never one's own."""
    if actor.is_system:
        return queryset
    here = within("organization__path", actor.paths(Role.ACCOUNT_ADMIN))
    return queryset.filter(here, submitted_at__isnull=False).exclude(_own(actor))


def _own(actor: Actor) -> Q:
    return Q(account=actor.account_id) | Q(person__in=actor.persons)


def can_begin(actor: Actor) -> bool:
    """Whoever has an account of their own: nobody verifies somebody else."""
    return actor.account_id is not None and actor.person_id is not None


def can_change(actor: Actor, request: VerificationRequest) -> bool:
    return actor.account_id == request.account_id


def can_decide(actor: Actor, request: VerificationRequest) -> bool:
    """The account administrator of the office named; nobody over their own request."""
    if actor.account_id == request.account_id or actor.is_person(request.person_id):
        return False
    return request.organization is not None and actor.holds(Role.ACCOUNT_ADMIN, request.organization.path)


def administers_accounts(actor: Actor) -> bool:
    return actor.holds(Role.ACCOUNT_ADMIN)
