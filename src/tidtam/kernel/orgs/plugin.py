"""Where the contact page shows up in the pages' frame."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.web.navigation import Entry, register

from .policies import CONTACT_KEEPERS


def _everybody(actor: Actor) -> bool:
    return True


def _keepers(actor: Actor) -> bool:
    return actor.holds_any(CONTACT_KEEPERS)


CONTACT = Entry(key="contact", label=_("Contact us"), url_name="contact", order=90, visible=_everybody, area="footer")
KEEPING = Entry(
    key="contacts",
    label=_("Contacts of the office"),
    url_name="contact_offices",
    order=90,
    visible=_keepers,
    area="side",
)


def register_navigation() -> None:
    register(CONTACT)
    register(
        replace(
            CONTACT,
            area="home",
            description=_("Whom to ask about documents, the system or your account."),
        )
    )
    register(KEEPING)
