"""What `oauthlib` asks while a service signs somebody in: who the services are, what they may, what is kept.

The protocol itself is the library's: which errors go back to the service and which never do, the code challenge, the
claims that bind an ID token to its code, the exchange of refresh tokens.
"""

# ruff: noqa: ARG002 - oauthlib calls with more than each rule needs

import re
from typing import Any

from django.conf import settings
from oauthlib.common import Request
from oauthlib.oauth2 import InvalidRequestError, UnsupportedResponseTypeError
from oauthlib.openid import RequestValidator
from oauthlib.openid.connect.core.exceptions import (
    InteractionRequired,
    RegistrationNotSupported,
    RequestNotSupported,
    RequestURINotSupported,
)

from tidtam.kernel.actor import Actor, acting_as, platform_for
from tidtam.kernel.programs.oauth import presented_by

from .actions.signing import key_to_sign_with
from .actions.tokens import Proof, Wish, give_code, give_tokens, redeem_code, revoke_token, use_refresh_token
from .choices import Scope, TokenKind
from .models import Authorization, Service, ServiceToken
from .policies import may_enter
from .queries.consents import agreed_scopes, covers
from .queries.services import open_service, service_with_secret
from .queries.signing import read_signed, sign
from .queries.tokens import shown_token

ID_TOKEN_SECONDS = 5 * 60
LONGEST_NONCE = 1_000
SECONDS = re.compile("[0-9]{1,10}")
"""No person is older than ten digits of them."""
_CHALLENGE = re.compile("[A-Za-z0-9_-]{43}")
"""A digest of 256 bits as RFC 7636 writes it. The library compares any text, and fails at some."""


def issuer() -> str:
    """Pinned: never what the browser calls us."""
    return str(settings.ENVIRONMENT.base_url)


class AuthorizeRules(RequestValidator):  # type: ignore[misc]  # oauthlib has no types
    """For one person in a browser whom a service sent here."""

    def __init__(self, actor: Actor, proof: Proof | None, is_fresh: bool) -> None:
        self.actor = actor
        self.proof = proof
        self.is_fresh = is_fresh
        """Whether the person proved themselves as lately as the service wants."""

    def validate_client_id(self, client_id: str, request: Request, *args: Any, **kwargs: Any) -> bool:
        request.client = open_service(client_id)
        if request.client is None:
            return False
        request.client.client_id = client_id
        return True

    def validate_redirect_uri(
        self, client_id: str, redirect_uri: str, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        return redirect_uri in request.client.redirect_uris

    def get_default_redirect_uri(self, client_id: str, request: Request, *args: Any, **kwargs: Any) -> None:
        """None: each request says where it wants to be answered."""

    def validate_response_type(
        self, client_id: str, response_type: str, client: Any, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        if response_type != "code":
            raise UnsupportedResponseTypeError(request=request)
        return True

    def is_pkce_required(self, client_id: str, request: Request) -> bool:
        return True

    def get_default_scopes(self, client_id: str, request: Request, *args: Any, **kwargs: Any) -> list[str]:
        return []

    def validate_scopes(
        self, client_id: str, scopes: list[str], client: Any, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        """A scope nobody knows is passed over, as the standard wants; one that was not granted is refused."""
        request.scopes = [scope.value for scope in Scope if scope in scopes]
        return Scope.OPENID in request.scopes and set(request.scopes) <= set(client.scopes)

    def validate_silent_login(self, request: Request) -> bool:
        return self.proof is not None and self.is_fresh

    def validate_silent_authorization(self, request: Request) -> bool:
        """Only what the person agreed to for this very service; what others may know of them counts for nothing."""
        if self.proof is None:
            return False
        if not may_enter(self.proof.account, request.client):
            raise InteractionRequired(request=request)
        return covers(agreed_scopes(self.actor, self.proof.account.pk, request.client), request.scopes)

    def validate_user_match(self, id_token_hint: str | None, scopes: Any, claims: Any, request: Request) -> bool:
        """Whoever is meant by the hint, if anybody is, must be the one who is signed in."""
        if not id_token_hint or self.proof is None:
            return True
        with acting_as(platform_for(self.actor)) as platform:
            said = read_signed(platform, id_token_hint, issuer())
        return said is not None and said["sub"] == str(self.proof.account.pk)

    def save_authorization_code(
        self, client_id: str, code: dict[str, Any], request: Request, *args: Any, **kwargs: Any
    ) -> None:
        if self.proof is None:
            raise RuntimeError("a code is given to somebody who is signed in")
        give_code(self.actor, self.proof, wish_of(request), code["code"])


class TokenRules(RequestValidator):  # type: ignore[misc]
    """For one call of a service itself, made in the platform's name."""

    def __init__(self, platform: Actor) -> None:
        self.platform = platform
        self.family: Authorization | None = None

    def client_authentication_required(self, request: Request, *args: Any, **kwargs: Any) -> bool:
        return True

    def authenticate_client(self, request: Request, *args: Any, **kwargs: Any) -> bool:
        client_id, secret = presented_by(request)
        service = service_with_secret(self.platform, client_id, secret)
        if service is None:
            return False
        request.client, request.client_id = service, client_id
        # oauthlib wants to see this name on the client.
        request.client.client_id = client_id
        return True

    def validate_grant_type(
        self, client_id: str, grant_type: str, client: Any, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        return True

    def validate_code(
        self, client_id: str, code: str, client: Service, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        self.family = redeem_code(self.platform, client, code, request.redirect_uri or "")
        if self.family is None:
            return False
        request.user, request.scopes = self.family.account, list(self.family.scopes)
        return True

    def is_pkce_required(self, client_id: str, request: Request) -> bool:
        return True

    def get_code_challenge(self, code: str, request: Request) -> str | None:
        return self.family.code_challenge if self.family else None

    def get_code_challenge_method(self, code: str, request: Request) -> str:
        return "S256"

    def confirm_redirect_uri(
        self, client_id: str, code: str, redirect_uri: str, client: Any, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        return self.family is not None and self.family.redirect_uri == redirect_uri

    def get_default_redirect_uri(self, client_id: str, request: Request, *args: Any, **kwargs: Any) -> None:
        """None: it is said again with the code."""

    def get_authorization_code_nonce(
        self, client_id: str, code: str, redirect_uri: str, request: Request
    ) -> str | None:
        return (self.family and self.family.nonce) or None

    def invalidate_authorization_code(
        self, client_id: str, code: str, request: Request, *args: Any, **kwargs: Any
    ) -> None:
        """It was used up when it was shown."""

    def validate_refresh_token(
        self, refresh_token: str, client: Service, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        token = use_refresh_token(self.platform, client, refresh_token)
        if token is None:
            return False
        self.family = token.authorization
        request.user = self.family.account
        return True

    def get_original_scopes(self, refresh_token: str, request: Request, *args: Any, **kwargs: Any) -> list[str]:
        return list(self.family.scopes) if self.family else []

    def get_id_token(self, token: dict[str, Any], token_handler: Any, request: Request) -> None:
        """None: `finalize_id_token` completes what the library began."""

    def finalize_id_token(
        self, id_token: dict[str, Any], token: dict[str, Any], token_handler: Any, request: Request
    ) -> str:
        if self.family is None:
            raise RuntimeError("an ID token tells of a sign-in")
        now = int(self.platform.now().timestamp())
        id_token |= {
            "iss": issuer(),
            "sub": str(self.family.account_id),
            "iat": now,
            "exp": now + ID_TOKEN_SECONDS,
            "auth_time": int(self.family.proved_at.timestamp()),
            "acr": self.family.assurance,
            "amr": self.family.methods,
            "verified": self.family.account.temporary_until is None,
        }
        return sign(key_to_sign_with(self.platform), id_token)

    def save_bearer_token(self, token: dict[str, Any], request: Request, *args: Any, **kwargs: Any) -> None:
        if self.family is None:
            raise RuntimeError("tokens are given for a sign-in")
        give_tokens(
            self.platform, self.family, request.scopes, access=token["access_token"], refresh=token["refresh_token"]
        )

    def revoke_token(self, token: str, token_type_hint: str, request: Request, *args: Any, **kwargs: Any) -> None:
        revoke_token(self.platform, request.client, token)

    def introspect_token(
        self, token: str, token_type_hint: str, request: Request, *args: Any, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Of its own tokens a service may ask whether they still count; of all others it learns that they do not."""
        for kind in TokenKind:
            shown = shown_token(self.platform, token, kind)
            if shown is not None and shown.authorization.service_id == request.client.pk:
                return _described(shown.token, sorted(shown.scopes))
        return None


def _described(token: ServiceToken, scopes: list[str]) -> dict[str, Any]:
    return {
        "iss": issuer(),
        "sub": str(token.account_id),
        "client_id": str(token.authorization.service_id),
        "scope": " ".join(scopes),
        "iat": int(token.given_at.timestamp()),
        "exp": int(token.expires_at.timestamp()),
    }


def wish_of(request: Request) -> Wish:
    return Wish(
        service=request.client,
        scopes=request.scopes,
        redirect_uri=request.redirect_uri,
        nonce=request.nonce or "",
        code_challenge=request.code_challenge,
    )


def refuse_what_we_do_not_do(request: Request) -> dict[str, Any]:
    """Asked by the library once it knows that the answer may go back to the service."""
    if request.duplicate_params:
        raise InvalidRequestError("A parameter stands there twice.", request=request)
    given = dict(request.decoded_body or ()) | dict(request.uri_query_params)
    for name, refusal in (
        ("request", RequestNotSupported),
        ("request_uri", RequestURINotSupported),
        ("registration", RegistrationNotSupported),
    ):
        if name in given:
            raise refusal(request=request)
    if given.get("response_mode", "query") != "query":
        raise InvalidRequestError("Only response_mode=query is answered.", request=request)
    if len(given.get("nonce", "")) > LONGEST_NONCE or not SECONDS.fullmatch(given.get("max_age", "0")):
        raise InvalidRequestError("nonce or max_age cannot be read.", request=request)
    if not _CHALLENGE.fullmatch(given.get("code_challenge", "")):
        raise InvalidRequestError("code_challenge is not what S256 makes.", request=request)
    return {}
