"""A code is redeemed, once; a token is given back."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction

from tidtam.sandbox.digital_id import clock, codes, signing
from tidtam.sandbox.digital_id.environment import Client
from tidtam.sandbox.digital_id.models import SignIn, Token, is_over

_LIFETIME = timedelta(hours=1)


class TokenError(Exception):
    """An error as RFC 6749, section 5.2, words it."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


def give_tokens(client: Client, parameters: Mapping[str, str]) -> tuple[SignIn, dict[str, Any]]:
    if parameters.get("grant_type") != "authorization_code":
        raise TokenError("unsupported_grant_type" if parameters.get("grant_type") else "invalid_request")
    with transaction.atomic():
        sign_in = (
            SignIn.objects.select_for_update(of=("self",))
            .select_related("holder")
            .filter(code_hash=codes.hash_of(parameters.get("code", "")), client_id=client.id)
            .first()
        )
        if sign_in is not None and _is_right(sign_in, parameters):
            sign_in.code_used_at = clock.now()
            sign_in.save(update_fields=["code_used_at"])
            return sign_in, _answer(sign_in)
        if sign_in is not None and sign_in.code_used_at:
            # A code seen twice may have been stolen: what was given for it is worth nothing any more.
            sign_in.tokens.filter(revoked_at=None).update(revoked_at=clock.now())
    raise TokenError("invalid_grant")


def _is_right(sign_in: SignIn, parameters: Mapping[str, str]) -> bool:
    return (
        sign_in.code_used_at is None
        and not is_over(clock.now(), sign_in.code_expires_at)
        and parameters.get("redirect_uri") == sign_in.redirect_uri
        and _verifies(sign_in, parameters.get("code_verifier", ""))
        and sign_in.fault != "token_refused"
    )


def _verifies(sign_in: SignIn, verifier: str) -> bool:
    if not sign_in.code_challenge:
        return not verifier
    digest = hashlib.sha256(verifier.encode(errors="replace")).digest()
    right = base64.urlsafe_b64encode(digest).rstrip(b"=")
    return hmac.compare_digest(right, sign_in.code_challenge.encode())


def _answer(sign_in: SignIn) -> dict[str, Any]:
    access_token, moment = codes.new_secret(), clock.now()
    Token.objects.create(sign_in=sign_in, token_hash=codes.hash_of(access_token), expires_at=moment + _LIFETIME)
    answer: dict[str, Any] = {
        "access_token": access_token,
        "token_type": "Bearer",  # nosec B105 - a word, not a secret
        "expires_in": int(_LIFETIME.total_seconds()),
        "scope": sign_in.scopes,
    }
    if sign_in.fault != "missing_id_token":
        answer["id_token"] = signing.id_token(sign_in, access_token)
    if sign_in.fault == "expiry_as_time":
        answer["expire_in"] = int(moment.timestamp()) + answer.pop("expires_in")
    return answer


def revoke_token(client: Client, secret: str) -> None:
    given = Token.objects.filter(token_hash=codes.hash_of(secret), sign_in__client_id=client.id, revoked_at=None)
    given.update(revoked_at=clock.now())
