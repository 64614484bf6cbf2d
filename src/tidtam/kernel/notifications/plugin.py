"""Where notices show up in the pages' frame."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.audit.wording import register_things, register_verbs
from tidtam.web.navigation import Entry, register, register_badge

from .queries import unread_count


def _is_member(actor: Actor) -> bool:
    return actor.account_id is not None


def register_navigation() -> None:
    register(Entry(key="notices", label=_("Notices"), url_name="notices", order=10, visible=_is_member, area="header"))
    register_badge("notices", unread_count)


def register_words() -> None:
    """What the codes of this shelf mean in the audit trail."""
    register_verbs(
        {
            "notices.chosen": _("Chose how to be told"),
            "notices.linked": _("Linked a device or a chat for notices"),
            "notices.unlinked": _("Notices no longer go to a device or a chat"),
        }
    )
    register_things({"notice_kind": _("Kind of notice"), "notice_destination": _("Device or chat for notices")})
