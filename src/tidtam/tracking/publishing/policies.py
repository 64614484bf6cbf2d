from django.db.models import QuerySet

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor

from .models import ProcessDraft


def scope(queryset: QuerySet[ProcessDraft], actor: Actor) -> QuerySet[ProcessDraft]:
    """One's own drafts, while one may publish at all."""
    if actor.account_id is None or not can_manage(actor):
        return queryset.none()
    return queryset.filter(account_id=actor.account_id)


def can_manage(actor: Actor) -> bool:
    return actor.holds(Role.PROCESS_ADMIN)


def can_change(actor: Actor, draft: ProcessDraft) -> bool:
    return can_manage(actor) and draft.account_id == actor.account_id
