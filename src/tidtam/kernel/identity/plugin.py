"""Where the account shows up in the pages' frame."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.web.navigation import Entry, register


def _is_member(actor: Actor) -> bool:
    return actor.account_id is not None


def register_navigation() -> None:
    register(
        Entry(
            key="account", label=_("My account"), url_name="account_home", order=20, visible=_is_member, area="header"
        )
    )
