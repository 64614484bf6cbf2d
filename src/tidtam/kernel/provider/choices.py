from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Scope(TextChoices):
    """What a service may be told of a person, in the words the person reads before they agree."""

    OPENID = "openid", _("That it is you: a number that stands for your account, and how you signed in")
    PROFILE = "profile", _("Your name, your user name and the language you read")
    EMAIL = "email", _("Your e-mail address")
    PHONE = "phone", _("Your mobile number")
    PERSONNEL = "personnel", _("Your office, unit and position, and whether you are personnel of the ministry")
    NATIONAL_ID = "national_id", _("Your national ID number, all 13 digits")


def labels(scopes: list[str]) -> list[str]:
    """In the order in which people think of them."""
    return [str(scope.label) for scope in Scope if scope in scopes]


class TokenKind(TextChoices):
    ACCESS = "access", _("Access token")
    REFRESH = "refresh", pgettext_lazy("kind of token", "Refresh token")
