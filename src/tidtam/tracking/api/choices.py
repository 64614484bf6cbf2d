from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.identity.api_scopes import ApiScope


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
