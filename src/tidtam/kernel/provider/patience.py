"""How often one may ask here; which limits there are, ACCOUNT_RATE_LIMITS in the settings says."""

from allauth.core.internal import ratelimit  # the public one lets every GET pass uncounted
from django.http import HttpRequest

WAIT_SECONDS = 60


def asks_too_often(request: HttpRequest, action: str, *, key: str = "", is_glance: bool = False) -> bool:
    """Counts this time, unless it is a glance only. Called outside of transactions, which would forget it."""
    return not ratelimit.consume(
        request, app="allauth.account", action=action, key=key, dry_run=is_glance, limit_get=True
    )
