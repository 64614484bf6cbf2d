"""Where the trail shows up in the pages' frame, and what its own codes mean."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.web.navigation import Entry, register

from .choices import SEARCHED, VIEWED
from .policies import can_search
from .wording import register_things, register_verbs


def _is_person(actor: Actor) -> bool:
    return actor.person_id is not None


def register_navigation() -> None:
    register(
        Entry(key="audit", label=_("Audit trail"), url_name="audit_search", order=85, visible=can_search, area="side")
    )
    register(
        Entry(
            key="access_log",
            label=_("Who looked at my data"),
            url_name="my_access_log",
            order=95,
            visible=_is_person,
            area="side",
        )
    )


def register_words() -> None:
    register_verbs({VIEWED: _("Looked at it"), SEARCHED: _("Searched the audit trail")})
    register_things({"audit": _("Audit trail")})
