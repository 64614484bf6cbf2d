"""The token endpoint's rules: client credentials (RFC 6749, section 4.4) and revocation (RFC 7009).

`oauthlib` knows the protocol; here stands what is ours: who the clients are, what they may ask for, what is kept.
"""

# ruff: noqa: ARG002 - oauthlib calls with more than each rule needs

import secrets
from base64 import b64decode
from typing import Any
from urllib.parse import unquote_plus

from oauthlib.common import Request
from oauthlib.oauth2 import BackendApplicationServer, InvalidRequestError, RequestValidator

from tidtam.kernel.actor import Actor

from .actions import TOKEN_LIVES, give_token, revoke_token
from .queries import Presented, actor_of_client, client_with_secret, token_of_client

CLIENT_CREDENTIALS = "client_credentials"


class ClientRules(RequestValidator):  # type: ignore[misc]  # oauthlib has no types
    """Made for one request, of somebody who is not known yet."""

    def __init__(self, visitor: Actor) -> None:
        self.visitor = visitor
        self.presented: Presented | None = None

    def client_authentication_required(self, request: Request, *args: Any, **kwargs: Any) -> bool:
        return True

    def authenticate_client(self, request: Request, *args: Any, **kwargs: Any) -> bool:
        """By Basic or in the body, never by both: then it would not be clear who is meant."""
        client_id, secret = presented_by(request)
        self.presented = client_with_secret(self.visitor, client_id, secret)
        if self.presented is None:
            return False
        request.client = self.presented.client
        request.client_id = client_id
        # oauthlib wants to see this name on the client.
        request.client.client_id = client_id
        return True

    def validate_grant_type(
        self, client_id: str, grant_type: str, client: Any, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        return grant_type == CLIENT_CREDENTIALS

    def get_default_scopes(self, client_id: str, request: Request, *args: Any, **kwargs: Any) -> list[str]:
        return list(request.client.scopes)

    def validate_scopes(
        self, client_id: str, scopes: list[str], client: Any, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        return set(scopes) <= set(client.scopes)

    def save_bearer_token(self, token: dict[str, Any], request: Request, *args: Any, **kwargs: Any) -> None:
        if self.presented is not None:
            client = actor_of_client(self.visitor, self.presented)
            give_token(client, self.presented, token["access_token"], request.scopes)

    def introspect_token(
        self, token: str, token_type_hint: str, request: Request, *args: Any, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Of its own tokens a client may ask whether they still count; of all others it learns that they do not."""
        row = self.presented and token_of_client(self.visitor, self.presented, token)
        if not row:
            return None
        return {"scope": " ".join(row.scopes), "client_id": request.client_id, "exp": int(row.expires_at.timestamp())}

    def revoke_token(self, token: str, token_type_hint: str, request: Request, *args: Any, **kwargs: Any) -> None:
        if self.presented is not None:
            revoke_token(actor_of_client(self.visitor, self.presented), self.presented, token)


def server_for(rules: ClientRules) -> BackendApplicationServer:
    return BackendApplicationServer(
        rules,
        token_generator=_new_token,
        token_expires_in=int(TOKEN_LIVES.total_seconds()),
    )


def presented_by(request: Request) -> tuple[str, str]:
    """Client id and secret, from wherever the client put them."""
    basic = credentials_of(request.headers.get("Authorization") or "")
    if basic and (request.client_secret or request.client_id not in {None, basic[0]}):
        raise InvalidRequestError("Two ways of client authentication were used.", request=request)
    return basic or (request.client_id or "", request.client_secret or "")


def credentials_of(header: str) -> tuple[str, str] | None:
    """Client id and secret of a Basic header, each form-encoded as section 2.3.1 says."""
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        client_id, colon, secret = b64decode(encoded.strip(), validate=True).decode().partition(":")
    except ValueError:
        return ("", "")
    return (unquote_plus(client_id), unquote_plus(secret)) if colon else ("", "")


def _new_token(request: Request) -> str:
    return f"tta_{secrets.token_urlsafe(32)}"
