from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.tracking.models import SavedView

MOST_VIEWS = 20


def saved_views(actor: Actor) -> QuerySet[SavedView]:
    """The actor's own; nobody sees another's."""
    if actor.account_id is None:
        return SavedView.objects.none()
    return SavedView.objects.filter(account_id=actor.account_id).order_by("name", "id")


def get_saved_view(actor: Actor, view_id: UUID) -> SavedView:
    found = saved_views(actor).filter(pk=view_id).first()
    if found is None:
        raise Http404
    return found
