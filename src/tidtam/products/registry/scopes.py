"""What other programs may be allowed in the register."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.programs.api_scopes import ApiScope


class RegistryScope(StrEnum):
    READ = "register:read"
    WRITE = "register:write"


SCOPES = (
    ApiScope(RegistryScope.READ, _("Read the register entries of its institutions")),
    ApiScope(RegistryScope.WRITE, _("Enter holders and send them for approval")),
)
