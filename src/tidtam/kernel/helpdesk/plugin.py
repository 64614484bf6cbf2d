"""Where the desk shows up in the pages' frame, and what its codes mean."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.audit.wording import register_verbs
from tidtam.kernel.notifications import kinds
from tidtam.web.navigation import Entry, register

from .choices import Deed
from .notices import NOTICES
from .policies import helps


def plug_in() -> None:
    kinds.register(*NOTICES.values())
    register_verbs(
        {
            f"helpdesk.{Deed.LOCK.value}": _("Locked somebody's account, with a reason"),
            f"helpdesk.{Deed.UNLOCK.value}": _("Opened somebody's account again, with a reason"),
            f"helpdesk.{Deed.END_SESSIONS.value}": _("Ended somebody's sessions, with a reason"),
        }
    )
    register(Entry("helpdesk", _("Help with accounts"), "helpdesk:search", 82, helps, "side"))
