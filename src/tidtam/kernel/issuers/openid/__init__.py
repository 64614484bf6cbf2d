"""Signing in with a government's OpenID provider: what all of them have in common."""

from .client import OpenIdClient
from .failures import REPORTED, THEIRS, Failure, OpenIdFailure
from .protocol import CardHolder, Dialect, Identified, OpenIdProvider

__all__ = [
    "REPORTED",
    "THEIRS",
    "CardHolder",
    "Dialect",
    "Failure",
    "Identified",
    "OpenIdClient",
    "OpenIdFailure",
    "OpenIdProvider",
]
