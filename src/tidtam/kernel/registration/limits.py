"""How often one may ask, from one address of the network and about one address of a person."""

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Refused


def require_patience(request: HttpRequest, action: str, key: str = "") -> None:
    """Counts this time; which limits there are, ACCOUNT_RATE_LIMITS in the settings says."""
    if not ratelimit.consume(request, action=action, key=key):
        raise Refused(_("This was asked too often. Wait an hour and try again."), code="too_often")
