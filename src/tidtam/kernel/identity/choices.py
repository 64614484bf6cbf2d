from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Language(TextChoices):
    THAI = "th", _("Thai")
    ENGLISH = "en", _("English")


class Provider(TextChoices):
    """Who vouches for a person: the OpenID providers of the government. The words stand in addresses and records."""

    THAID = "thaid", _("ThaiD")
    DIGITAL_ID = "digital_id", _("Digital ID")


class SignInMethod(StrEnum):
    """How a person proved who they are; the sign-in machinery keeps these words in the session."""

    PASSWORD = "password"  # noqa: S105  # nosec B105 - a word, not a secret
    THAID = Provider.THAID.value
    DIGITAL_ID = Provider.DIGITAL_ID.value
    """One factor: a user name and a password, typed there instead of here."""
    DIGITAL_ID_TWO_FACTORS = "digital_id_two_factors"
    """Its ID token says that more was asked for there."""
    SECOND_FACTOR = "mfa"
    PASSKEY = "passkey"
    OWN_FACTOR = "own_factor"
    """A second factor or passkey that was set up with a password alone: nobody vouched for who set it up."""
    HANDED_CODE = "handed_code"
    """A code that an account administrator handed over in person; it vouches for setting up, and signs nobody in."""


class SessionEnd(TextChoices):
    """Why a session ended before its person signed out; the sign-in page says it in words."""

    IDLE = "idle", _("You were away for a while, so we signed you out to keep your matters safe.")
    TOO_LONG = "too_long", _("You had been signed in for a whole working day, so we signed you out.")
    ROLES_CHANGED = "roles_changed", _("Your roles were changed, so you need to sign in again.")
    CLOSED = "closed", _("This account cannot be used at present. Please contact the office.")
