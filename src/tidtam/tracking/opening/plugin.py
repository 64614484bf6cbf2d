"""Where the pages on which matters are begun show up in the frame of all pages."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.tracking.policies import may_be_in_charge
from tidtam.web.navigation import Entry, register


def _only_for_themself(actor: Actor) -> bool:
    return actor.person_id is not None and not may_be_in_charge(actor)


def plug_in() -> None:
    register(Entry("work_new", _("Open a matter"), "work_new", 15, may_be_in_charge, "side"))
    register(Entry("my_new", _("Hand in a request"), "my_new", 15, _only_for_themself, "side"))
