"""The token endpoint and what belongs to it, after RFC 6749, 7009 and 7662."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction

from tidtam.sandbox.thaid import clock, codes, signing
from tidtam.sandbox.thaid.choices import TokenKind
from tidtam.sandbox.thaid.claims import claims_of
from tidtam.sandbox.thaid.clients import Client
from tidtam.sandbox.thaid.models import SignIn, Token

LIFETIMES = {TokenKind.ACCESS: timedelta(hours=1), TokenKind.REFRESH: timedelta(days=1)}


class TokenError(Exception):
    """An error as RFC 6749, section 5.2, words it."""

    def __init__(self, error: str, description: str = "") -> None:
        super().__init__(error)
        self.error = error
        self.description = description


def give_tokens(client: Client, parameters: Mapping[str, str]) -> tuple[SignIn, dict[str, Any]]:
    grants = {"authorization_code": _exchange_code, "refresh_token": _refresh}
    grant_type = parameters.get("grant_type", "")
    if not grant_type:
        raise TokenError("invalid_request", "grant_type is missing")
    if grant_type not in grants:
        raise TokenError("unsupported_grant_type")
    return grants[grant_type](client, parameters)


def _exchange_code(client: Client, parameters: Mapping[str, str]) -> tuple[SignIn, dict[str, Any]]:
    if not parameters.get("code"):
        raise TokenError("invalid_request", "code is missing")
    with transaction.atomic():
        sign_in = (
            SignIn.objects.select_for_update(of=("self",))
            .select_related("holder")
            .filter(code_hash=codes.hash_of(parameters["code"]), client_id=client.id)
            .first()
        )
        mistake = _mistake(sign_in, parameters)
        if sign_in is not None and not mistake:
            sign_in.code_used_at = clock.now()
            sign_in.save(update_fields=["code_used_at"])
            return sign_in, _answer(sign_in)
        if sign_in is not None and sign_in.code_used_at:
            # A code seen twice may have been stolen: what was given for it is worth nothing any more.
            sign_in.tokens.filter(revoked_at=None).update(revoked_at=clock.now())
    raise TokenError("invalid_grant", mistake)


def _mistake(sign_in: SignIn | None, parameters: Mapping[str, str]) -> str:
    if sign_in is None or sign_in.code_expires_at is None:
        return "unknown code"
    verifier = parameters.get("code_verifier", "")
    found = {
        "the code was used before": sign_in.code_used_at is not None,
        "the code has expired": clock.now() >= sign_in.code_expires_at,
        "redirect_uri differs from the one asked for": parameters.get("redirect_uri") != sign_in.redirect_uri,
        "code_verifier does not fit the code_challenge": not _verifies(sign_in, verifier),
        "refused by the sandbox, as it was told to": sign_in.fault == "token_refused",
    }
    return next((text for text, is_so in found.items() if is_so), "")


def _verifies(sign_in: SignIn, verifier: str) -> bool:
    if not sign_in.code_challenge:
        return not verifier
    if sign_in.code_challenge_method == "S256":
        digest = hashlib.sha256(verifier.encode()).digest()
        verifier = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return hmac.compare_digest(verifier.encode(), sign_in.code_challenge.encode())


def _refresh(client: Client, parameters: Mapping[str, str]) -> tuple[SignIn, dict[str, Any]]:
    with transaction.atomic():
        token = (
            Token.objects.select_for_update(of=("self",))
            .select_related("sign_in__holder")
            .filter(
                kind=TokenKind.REFRESH,
                token_hash=codes.hash_of(parameters.get("refresh_token", "")),
                sign_in__client_id=client.id,
            )
            .first()
        )
        if token is not None and token.is_good(clock.now()):
            token.revoked_at = clock.now()
            token.save(update_fields=["revoked_at"])
            return token.sign_in, _answer(token.sign_in)
    raise TokenError("invalid_grant", "unknown, used or expired refresh_token")


def _answer(sign_in: SignIn) -> dict[str, Any]:
    """Everything in one response, as the real one gives it: some services read the claims beside the tokens."""
    claims = claims_of(sign_in)
    access_token = _new_token(sign_in, TokenKind.ACCESS)
    answer: dict[str, Any] = {
        "access_token": access_token,
        "refresh_token": _new_token(sign_in, TokenKind.REFRESH),
        "token_type": "Bearer",
        "expires_in": int(LIFETIMES[TokenKind.ACCESS].total_seconds()),
        "scope": sign_in.scopes,
    }
    answer |= {name: value for name, value in claims.items() if name != "sub"}
    if "openid" in sign_in.scopes.split() and sign_in.fault != "missing_id_token":
        answer["id_token"] = signing.id_token(sign_in, access_token, claims)
    if sign_in.fault == "expiry_as_time":
        answer["expire_in"] = int(clock.now().timestamp()) + answer.pop("expires_in")
    return answer


def _new_token(sign_in: SignIn, kind: TokenKind) -> str:
    secret, moment = codes.new_secret(), clock.now()
    Token.objects.create(
        sign_in=sign_in,
        kind=kind,
        token_hash=codes.hash_of(secret),
        issued_at=moment,
        expires_at=moment + LIFETIMES[kind],
    )
    return secret


def revoke_token(client: Client, secret: str) -> None:
    Token.objects.filter(token_hash=codes.hash_of(secret), sign_in__client_id=client.id, revoked_at=None).update(
        revoked_at=clock.now()
    )
