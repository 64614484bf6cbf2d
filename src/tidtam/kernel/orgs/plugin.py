"""Where the contact page shows up in the pages' frame."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.audit.wording import register_namer, register_things, register_verbs
from tidtam.web.navigation import Entry, register

from .policies import CONTACT_KEEPERS
from .queries import names_at


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


def register_words() -> None:
    """What the codes of this shelf mean in the audit trail."""
    register_verbs(
        {
            "organization.created": _("Made an organisation"),
            "organization.renamed": _("Renamed an organisation"),
            "organization.moved": _("Moved an organisation"),
            "organization.ended": _("Ended an organisation"),
            "contact.added": _("Added a contact"),
            "contact.changed": _("Changed a contact"),
            "contact.ended": _("Ended a contact"),
        }
    )
    register_things({"organization": _("Organisation"), "office_contact": _("Contact of an office")})
    register_namer("organization", names_at)
