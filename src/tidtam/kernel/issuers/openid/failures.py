"""Every way in which a sign-in by a provider can end without signing anybody in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.identity.choices import Provider


class Failure(TextChoices):
    """The code is what is logged and what the person may read out to the help desk; it holds no data."""

    CANCELLED = "cancelled", _("You did not confirm the sign-in at %(provider)s, so nobody was signed in.")
    SCOPE = (
        "scope",
        _("%(provider)s does not allow this site to receive your national ID number. Please tell the office."),
    )
    PROVIDER = "provider", _("%(provider)s reported a fault of its own. Please try again in a moment.")
    UNREACHABLE = "unreachable", _("%(provider)s cannot be reached at the moment. Please try again in a few minutes.")
    SLOW = "slow", _("%(provider)s did not answer in time. Please try again in a moment.")
    ATTEMPT_UNKNOWN = "attempt_unknown", _("This sign-in was not begun here. Please start again from this page.")
    ATTEMPT_FOREIGN = (
        "attempt_foreign",
        _("This sign-in was begun in another browser or on another device. Please start again in this browser."),
    )
    ATTEMPT_EXPIRED = "attempt_expired", _("Too much time has passed since you began. Please start again.")
    ATTEMPT_USED = "attempt_used", _("This sign-in has been used already. Please start again.")
    CODE_REFUSED = (
        "code_refused",
        _("%(provider)s says that this sign-in has expired or been used. Please start again."),
    )
    GARBAGE = "garbage", _("The answer of %(provider)s could not be understood, so nobody was signed in.")
    SIGNATURE = "signature", _("The answer does not bear the signature of %(provider)s, so nobody was signed in.")
    ISSUER = "issuer", _("The answer does not come from %(provider)s, so nobody was signed in.")
    AUDIENCE = "audience", _("The answer was meant for another site, so nobody was signed in.")
    TIME = "time", _("The answer of %(provider)s was out of date, so nobody was signed in.")
    NONCE = "nonce", _("The answer does not belong to this sign-in, so nobody was signed in.")
    NO_NUMBER = (
        "no_number",
        _(
            "%(provider)s gave no national ID number. People without a Thai ID card sign in with a user name and "
            "password."
        ),
    )
    BAD_NUMBER = (
        "bad_number",
        _("The national ID number from %(provider)s is not a valid one, so nobody was signed in."),
    )
    NO_NAME = "no_name", _("%(provider)s gave no name, so nobody was signed in.")
    UNPROVEN = (
        "unproven",
        _("%(provider)s has not yet proven who you are as far as this site needs it, so nobody was signed in."),
    )

    NUMBER_IN_USE = (
        "number_in_use",
        _("The person whom %(provider)s named has an account here already, and it is closed. Please ask the office."),
    )
    OTHER_NUMBER = (
        "other_number",
        _(
            "This account cannot become that of the person whom %(provider)s named: another number was proven for it. "
            "Please ask the office."
        ),
    )
    ERASING = (
        "erasing",
        _("The data of this account, or of the person whom %(provider)s named, are about to be erased."),
    )

    def told(self, provider: Provider) -> str:
        """In words, for the person."""
        return str(self.label) % {"provider": provider.label}


THEIRS = frozenset({Failure.PROVIDER, Failure.UNREACHABLE, Failure.SLOW})
"""Faults on the other side, which pass by themselves."""

REPORTED = {
    "access_denied": Failure.CANCELLED,
    "user_denied": Failure.CANCELLED,
    "invalid_scope": Failure.SCOPE,
}
"""What a provider says in the address it sends the browser back to; everything else is a fault of its own."""


class OpenIdFailure(Exception):
    """Carries the code and nothing else, so that no traceback tells a number, a name or a token."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure
