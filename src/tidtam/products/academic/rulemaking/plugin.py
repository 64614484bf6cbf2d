"""Where the pages of rules administrators show up in the frame of all pages."""

from django.utils.translation import gettext_lazy as _

from tidtam.web.navigation import Entry, register

from .policies import can_manage


def plug_in() -> None:
    told = _("See what the rules of dossiers demand, set what no source says, and publish new ones from a day.")
    for area in ("main", "home"):
        register(
            Entry("dossier_rules", _("Rules of dossiers"), "academic_rulemaking:start", 65, can_manage, area, told)
        )
