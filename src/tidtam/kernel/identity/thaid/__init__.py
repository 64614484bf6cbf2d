"""Signing in with ThaiD, the national digital identity of the Department of Provincial Administration."""

from functools import cache

from django.conf import settings

from .client import ThaidClient
from .failures import REPORTED, THEIRS, Failure, ThaidFailure
from .protocol import CardHolder, ThaidProvider

__all__ = ["REPORTED", "THEIRS", "CardHolder", "Failure", "ThaidFailure", "ThaidProvider", "provider"]


@cache
def provider() -> ThaidProvider:
    """The issuer that the settings name; one for the whole process, as it remembers what the issuer publishes."""
    environment = settings.ENVIRONMENT
    return ThaidClient(
        issuer=environment.thaid_issuer,
        client_id=environment.thaid_client_id,
        client_secret=environment.thaid_client_secret,
        # Exactly as registered with ThaiD: without a slash at the end.
        redirect_uri=f"{environment.base_url}/account/thaid/callback",
        require_nonce=environment.thaid_require_nonce,
    )
