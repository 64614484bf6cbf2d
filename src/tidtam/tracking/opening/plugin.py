"""Where the pages on which matters are begun show up in the frame of all pages."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.tracking.policies import may_be_in_charge
from tidtam.web.navigation import Entry, links, register

from .queries import can_open_something, can_open_something_for_oneself


def _for_others(actor: Actor) -> bool:
    return may_be_in_charge(actor) and can_open_something(actor)


def _only_for_themself(actor: Actor) -> bool:
    """Where a product has a door of its own, or a process without one lets people begin."""
    return not may_be_in_charge(actor) and (bool(links("begin", actor, "")) or can_open_something_for_oneself(actor))


def plug_in() -> None:
    register(Entry("work_new", _("Open a matter"), "work_new", 15, _for_others, "side"))
    register(Entry("my_new", _("Hand in a request"), "my_new", 15, _only_for_themself, "side"))
