"""What the codes of this shelf mean in the audit trail and in the list of notices."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.audit.wording import register_verbs
from tidtam.kernel.notifications.kinds import register

from .notices import ENDS_SOON


def register_words() -> None:
    register_verbs(
        {
            "account.registered": _("Registered as a member"),
            "consent.withdrawn": _("Withdrew the consent to the text on personal data"),
            "statement.changed": _("Changed what they had stated when registering"),
            "consent.given": _("Agreed to the text on personal data"),
        }
    )


def register_notices() -> None:
    register(ENDS_SOON)
