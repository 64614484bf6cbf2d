from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, Refused, new_id
from tidtam.tracking.models import VIEW_NAME_LENGTH, SavedView
from tidtam.tracking.queries.saved_views import MOST_VIEWS, saved_views


def save_view(actor: Actor, *, name: str, query: str) -> SavedView:
    """Keep the filters under a name; under a name that is there already, in place of what it stood for."""
    name = _checked(name)
    if actor.account_id is None:
        raise Refused(_("Only who is signed in keeps views."))
    with transaction.atomic():
        locked = list(saved_views(actor).select_for_update())
        known = next((view for view in locked if view.name == name), None)
        if known is None and len(locked) >= MOST_VIEWS:
            raise Refused(
                _("You keep %(most)s views already. Remove one that you no longer use.") % {"most": MOST_VIEWS},
                field="name",
            )
        view = known or SavedView(id=new_id(), account_id=actor.account_id, name=name, created_at=actor.now())
        view.query = query
        view.save(force_insert=known is None)
    return view


def rename_view(actor: Actor, view: SavedView, *, name: str) -> SavedView:
    view.name = _checked(name)
    try:
        with transaction.atomic():
            view.save(update_fields=["name"])
    except IntegrityError:
        raise Refused(_("Another view of yours has this name already."), field="name") from None
    return view


def choose_default_view(actor: Actor, view: SavedView) -> SavedView:
    """The work list opens with it, until another one or none is chosen; chosen again it is the default no more."""
    is_chosen = not view.is_default
    with transaction.atomic():
        saved_views(actor).filter(is_default=True).update(is_default=False)
        view.is_default = is_chosen
        view.save(update_fields=["is_default"])
    return view


def remove_view(actor: Actor, view: SavedView) -> None:
    saved_views(actor).filter(pk=view.pk).delete()


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Give the view a name."), field="name", code="required")
    if len(name) > VIEW_NAME_LENGTH:
        raise Refused(_("A name has %(most)s letters at most.") % {"most": VIEW_NAME_LENGTH}, field="name")
    return name
