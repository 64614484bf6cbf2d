"""Signing in with ThaiD, the national digital identity of the Department of Provincial Administration."""

from functools import cache
from typing import Any

from django.conf import settings

from tidtam.kernel.issuers.openid import CardHolder, Dialect, OpenIdClient, OpenIdProvider
from tidtam.kernel.issuers.openid.claims import names_in, number_in

_NAMES = (
    "title",
    "given_name",
    "middle_name",
    "family_name",
    "title_en",
    "given_name_en",
    "middle_name_en",
    "family_name_en",
)


def card_holder(claims: dict[str, Any]) -> CardHolder:
    return CardHolder(national_id=number_in(claims, "pid"), **names_in(claims, *_NAMES))


DIALECT = Dialect(
    # Nothing that signing in does not need: no address, no birth date, no card number.
    scope=f"openid pid {' '.join(_NAMES)}",
    algorithms=frozenset({"ES256"}),
    holder_of=card_holder,
    says_two_factors=lambda _claims: True,  # an enrolled phone and its PIN, always
)


@cache
def provider() -> OpenIdProvider:
    """The issuer that the settings name; one for the whole process, as it remembers what the issuer publishes."""
    environment = settings.ENVIRONMENT
    return OpenIdClient(
        DIALECT,
        issuer=environment.thaid_issuer,
        client_id=environment.thaid_client_id,
        client_secret=environment.thaid_client_secret,
        # Exactly as registered with ThaiD: without a slash at the end.
        redirect_uri=f"{environment.base_url}/account/thaid/callback",
        require_nonce=environment.thaid_require_nonce,
    )
