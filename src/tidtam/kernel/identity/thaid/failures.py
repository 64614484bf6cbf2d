"""Every way in which a ThaiD sign-in can end without signing anybody in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Failure(TextChoices):
    """The code is what is logged and what the person may read out to the help desk; it holds no data."""

    CANCELLED = "cancelled", _("You did not confirm in the ThaiD app, so nobody was signed in.")
    SCOPE = "scope", _("ThaiD does not allow this site to receive your national ID number. Please tell the office.")
    PROVIDER = "provider", _("ThaiD reported a fault of its own. Please try again in a moment.")
    UNREACHABLE = "unreachable", _("ThaiD cannot be reached at the moment. Please try again in a few minutes.")
    SLOW = "slow", _("ThaiD did not answer in time. Please try again in a moment.")
    ATTEMPT_UNKNOWN = "attempt_unknown", _("This sign-in was not begun here. Please start again from this page.")
    ATTEMPT_FOREIGN = (
        "attempt_foreign",
        _("This sign-in was begun in another browser or on another device. Please start again in this browser."),
    )
    ATTEMPT_EXPIRED = "attempt_expired", _("Too much time has passed since you began. Please start again.")
    ATTEMPT_USED = "attempt_used", _("This sign-in has been used already. Please start again.")
    CODE_REFUSED = "code_refused", _("ThaiD says that this QR code has expired or been used. Please start again.")
    GARBAGE = "garbage", _("ThaiD's answer could not be understood, so nobody was signed in.")
    SIGNATURE = "signature", _("ThaiD's answer does not bear ThaiD's signature, so nobody was signed in.")
    ISSUER = "issuer", _("The answer does not come from ThaiD, so nobody was signed in.")
    AUDIENCE = "audience", _("The answer was meant for another site, so nobody was signed in.")
    TIME = "time", _("ThaiD's answer was out of date, so nobody was signed in.")
    NONCE = "nonce", _("The answer does not belong to this sign-in, so nobody was signed in.")
    NO_NUMBER = (
        "no_number",
        _("ThaiD gave no national ID number. People without a Thai ID card sign in with a user name and password."),
    )
    BAD_NUMBER = "bad_number", _("The national ID number from ThaiD is not a valid one, so nobody was signed in.")
    NO_NAME = "no_name", _("ThaiD gave no name, so nobody was signed in.")


THEIRS = frozenset({Failure.PROVIDER, Failure.UNREACHABLE, Failure.SLOW})
"""Faults on the other side, which pass by themselves."""

REPORTED = {
    "access_denied": Failure.CANCELLED,
    "user_denied": Failure.CANCELLED,
    "invalid_scope": Failure.SCOPE,
}
"""What ThaiD says in the address it sends the browser back to; everything else is a fault of its own."""


class ThaidFailure(Exception):
    """Carries the code and nothing else, so that no traceback tells a number, a name or a token."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure
