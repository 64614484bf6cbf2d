"""What a service has to know of Tidtam, at the address where it looks for it."""

from typing import Any

from django.urls import reverse

from .choices import Scope
from .claims import CLAIMS
from .proving import ONE_FACTOR, TWO_FACTORS
from .queries.signing import ALGORITHM
from .rules import issuer

_BY_SECRET = ["client_secret_basic", "client_secret_post"]


def configuration() -> dict[str, Any]:
    """As OpenID Connect Discovery 1.0 and RFC 8414 name things."""
    return {
        "issuer": issuer(),
        "authorization_endpoint": _address("oauth_authorize"),
        "token_endpoint": _address("oauth_token"),
        "userinfo_endpoint": _address("oauth_userinfo"),
        "jwks_uri": _address("oauth_jwks"),
        "revocation_endpoint": _address("oauth_revoke"),
        "introspection_endpoint": _address("oauth_introspect"),
        "end_session_endpoint": _address("oauth_logout"),
        "scopes_supported": Scope.values,
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token", "client_credentials"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "token_endpoint_auth_methods_supported": _BY_SECRET,
        "revocation_endpoint_auth_methods_supported": _BY_SECRET,
        "introspection_endpoint_auth_methods_supported": _BY_SECRET,
        "code_challenge_methods_supported": ["S256"],
        "claims_supported": ["iss", "aud", "exp", "iat", "auth_time", "nonce", "at_hash", "acr", "amr", *CLAIMS],
        "acr_values_supported": [ONE_FACTOR, TWO_FACTORS],
        "prompt_values_supported": ["none", "login", "consent", "select_account"],
        "ui_locales_supported": ["th", "en"],
        "claims_parameter_supported": False,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "authorization_response_iss_parameter_supported": True,
    }


def _address(name: str) -> str:
    return f"{issuer()}{reverse(name)}"
