"""What the codes of this shelf mean in the audit trail and in the list of notices, and where its pages show up."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.audit.wording import register_things, register_verbs
from tidtam.kernel.identity.access_control import leave_open_to_expired
from tidtam.kernel.notifications import kinds
from tidtam.web.navigation import Entry, register

from .notices import ALL
from .policies import administers_accounts


def register_words() -> None:
    register_verbs(
        {
            "verification.begun": _("Asked to be verified"),
            "verification.checked": _("A source was asked about a person"),
            "verification.submitted": _("Handed in a document for verification"),
            "verification.approved": _("Verified who a person is"),
            "verification.refused": _("Did not verify who a person is"),
            "verification.cancelled": _("Cancelled a verification"),
        }
    )
    register_things({"verification_request": _("Request for verification")})


def register_notices() -> None:
    kinds.register(*ALL)


def register_navigation() -> None:
    register(
        Entry(
            "verification_queue", _("Requests for verification"), "verification_queue", 82, administers_accounts, "side"
        )
    )


def leave_open() -> None:
    """By these pages an expired temporary account verifies itself."""
    leave_open_to_expired(
        "verify_account",
        "verify_cancel",
        "verify_card",
        "verify_document",
        "verify_file",
        "verify_form",
        "verify_request",
        "verify_staff_lists",
    )
