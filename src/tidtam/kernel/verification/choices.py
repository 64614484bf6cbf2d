from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .connectors import Source


class Way(TextChoices):
    """How a person shows who they are, or where they serve."""

    CARD = "card", _("What my ID card says")
    STAFF_LISTS = "staff_lists", _("The lists of the ministry's personnel")
    DOCUMENT = "document", _("A document")


class State(TextChoices):
    CHECKING = "checking", _("Waiting for the answer of a source")
    COLLECTING = "collecting", _("Waiting for your document")
    DECIDING = "deciding", _("With the account administrator")
    APPROVED = "approved", _("Verified")
    REFUSED = "refused", _("Not verified")
    CANCELLED = "cancelled", _("Cancelled")


OPEN = (State.CHECKING, State.COLLECTING, State.DECIDING)


class Ending(TextChoices):
    """Why a request ended unverified, where no administrator gave a reason."""

    MISMATCH = "mismatch", _("What was typed does not agree with the civil registry.")
    INCOMPLETE = "incomplete", _("What was typed is not enough for the civil registry to check.")
    NOT_LISTED = "not_listed", _("The lists of the ministry's personnel do not know you.")
    NUMBER_IN_USE = "number_in_use", _("An account was verified with this number before.")
    OTHER_NUMBER = "other_number", _("Your account was verified with another number before.")
    TOO_LONG = "too_long", _("The source could not be reached within a day.")


SEEN = "document"
"""Evidence beside that of the sources: a document that an administrator looked at."""
EVIDENCE_SOURCES = [*Source.choices, (SEEN, _("Document, looked at by the account administrator"))]
