from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tidtam.kernel.programs.api_scopes import ApiScope
from tidtam.tracking.choices import EventKind


class Scope(StrEnum):
    """What a client may be allowed here."""

    READ = "cases:read"
    WRITE = "cases:write"
    ACT = "cases:act"
    NUMBERS = "persons:numbers"
    WEBHOOKS = "webhooks:manage"


SCOPES = (
    ApiScope(Scope.READ, _("Read the matters of its offices")),
    ApiScope(Scope.WRITE, _("Hand in matters for persons")),
    ApiScope(Scope.ACT, _("Record steps, returns and notes")),
    ApiScope(Scope.NUMBERS, _("See whole national ID and passport numbers")),
    ApiScope(Scope.WEBHOOKS, _("Be told of what happens to matters")),
)

PUBLIC_KINDS = tuple(kind.value for kind in EventKind if kind not in {EventKind.INTERNAL_NOTE, EventKind.LINK_RENEWED})
"""Of what happens to a matter, what other programs are told."""


class DeliveryState(TextChoices):
    WAITING = "waiting", pgettext_lazy("webhook", "Waiting")
    DELIVERED = "delivered", _("Delivered")
    GIVEN_UP = "given_up", _("Given up")


class Failure(TextChoices):
    """Why an attempt came to nothing."""

    SILENCE = "silence", _("The receiver did not answer in time.")
    CONNECTION = "connection", _("The receiver could not be reached.")
    FORBIDDEN = "forbidden", _("The address leads to where nothing is sent.")
    REDIRECT = "redirect", _("The receiver sent us elsewhere, where we do not follow.")
    STATUS = "status", _("The receiver answered that it did not work.")
