from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from tidtam.kernel.actor import Actor
from tidtam.products.registry.models import Recorder
from tidtam.products.registry.policies import recorder_scope

CURRENT_FOR = timedelta(days=183)
"""Six months."""


def own_contact(actor: Actor) -> Recorder | None:
    if actor.account_id is None:
        return None
    return recorder_scope(Recorder.objects.filter(account_id=actor.account_id), actor).first()


def contact_is_current(actor: Actor) -> bool:
    own = own_contact(actor)
    return own is not None and own.bounced_at is None and own.confirmed_at > actor.now() - CURRENT_FOR


def recorders_with_current_contact(actor: Actor) -> list[Recorder]:
    """Those whose word is not too old and whose mail is not known to come back."""
    fresh = Recorder.objects.filter(confirmed_at__gt=actor.now() - CURRENT_FOR, bounced_at=None)
    return list(recorder_scope(fresh, actor))


def recorders_to_ask(actor: Actor) -> QuerySet[Recorder]:
    """Whose word is too old, or whose mail came back, and who were not asked within the last six months."""
    long_ago = actor.now() - CURRENT_FOR
    due = Q(confirmed_at__lte=long_ago) | Q(bounced_at__isnull=False)
    not_asked = Q(asked_at=None) | Q(asked_at__lte=long_ago)
    return recorder_scope(Recorder.objects.filter(due, not_asked), actor)


def recorders_named(actor: Actor, account_ids: Iterable[UUID | None]) -> dict[UUID, Recorder]:
    """How to reach those who entered; as far as the actor may know it."""
    wanted = [account_id for account_id in account_ids if account_id is not None]
    found = recorder_scope(Recorder.objects.filter(account_id__in=wanted).select_related("organization"), actor)
    return {recorder.account_id: recorder for recorder in found}
