"""Signing in with Digital ID, the government's digital identity of the Digital Government Development Agency."""

import re
from functools import cache
from typing import Any

from django.conf import settings

from tidtam.kernel.issuers.openid import CardHolder, Dialect, Failure, OpenIdClient, OpenIdFailure, OpenIdProvider
from tidtam.kernel.issuers.openid.claims import names_in, number_in

_NAMES = ("given_name", "middle_name", "family_name")
_YES = (True, "true", "True")
"""Some send the word for the value."""
_STEP = re.compile("[0-9]{1,3}")


def card_holder(claims: dict[str, Any]) -> CardHolder:
    """Who typed a number there has not proven it yet: only a number that Digital ID checked names anybody."""
    number = number_in(claims, "citizen_id")
    if claims.get("citizen_id_verified") not in _YES or not _is_proven(claims.get("ial_level")):
        raise OpenIdFailure(Failure.UNPROVEN)
    return CardHolder(national_id=number, **names_in(claims, *_NAMES))


def _is_proven(level: object) -> bool:
    """At least the level of identity assurance that the office asks for; levels are written like 2.1."""
    least = settings.ENVIRONMENT.digital_id_least_ial
    return not least or _steps(str(level)) >= _steps(least)


def _steps(level: str) -> tuple[int, ...]:
    parts = level.split(".")
    return tuple(map(int, parts)) if all(map(_STEP.fullmatch, parts)) else ()


def says_two_factors(claims: dict[str, Any]) -> bool:
    """By the words of `amr` and `acr` that the settings name; a token that says nothing stands for a password."""
    methods, level = claims.get("amr"), claims.get("acr")
    said = [*(methods if isinstance(methods, list) else [methods]), level]
    return any(isinstance(word, str) and word in settings.ENVIRONMENT.digital_id_two_factors for word in said)


DIALECT = Dialect(
    # Nothing that signing in does not need: neither the e-mail address nor the telephone number.
    scope=f"openid citizen_id citizen_id_verified ial_level {' '.join(_NAMES)}",
    algorithms=frozenset({"RS256", "ES256"}),
    holder_of=card_holder,
    says_two_factors=says_two_factors,
    asks_userinfo=True,
)


@cache
def provider() -> OpenIdProvider:
    """The issuer that the settings name; one for the whole process, as it remembers what the issuer publishes."""
    environment = settings.ENVIRONMENT
    return OpenIdClient(
        DIALECT,
        issuer=environment.digital_id_issuer,
        client_id=environment.digital_id_client_id,
        client_secret=environment.digital_id_client_secret,
        redirect_uri=f"{environment.base_url}/account/digital-id/callback",
        require_nonce=environment.digital_id_require_nonce,
    )
