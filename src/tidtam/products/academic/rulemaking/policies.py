from django.db.models import QuerySet

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor
from tidtam.products.academic.dossier.policies import can_set_rules

from .models import RuleSetDraft


def scope(queryset: QuerySet[RuleSetDraft], actor: Actor) -> QuerySet[RuleSetDraft]:
    """One's own drafts, for the offices whose rules one still sees to."""
    if actor.is_system:
        return queryset
    if actor.account_id is None:
        return queryset.none()
    return queryset.filter(account_id=actor.account_id, organization__path__in=actor.paths(Role.RULES_ADMIN))


def can_manage(actor: Actor) -> bool:
    return actor.holds(Role.RULES_ADMIN)


def can_change(actor: Actor, draft: RuleSetDraft) -> bool:
    return draft.account_id == actor.account_id and can_set_rules(actor, draft.organization.path)
