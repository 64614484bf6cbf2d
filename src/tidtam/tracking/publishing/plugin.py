"""Where the pages of process administrators show up in the frame of all pages."""

from django.utils.translation import gettext_lazy as _

from tidtam.web.navigation import Entry, register

from .policies import can_manage


def plug_in() -> None:
    manage = _("Write the steps of a kind of matter, look at the picture, and publish them from a day.")
    for area in ("main", "home"):
        register(Entry("processes", _("Processes"), "manage_processes", 60, can_manage, area, manage))
