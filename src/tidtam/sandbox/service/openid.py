"""Tidtam as any other OpenID provider: its addresses and keys are learnt by discovery, each answer is checked."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import jwt
from django.core.cache import cache
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from oauthlib.oauth2 import OAuth2Error, WebApplicationClient

from tidtam.kernel.actor import Refused

from .environment import issuer
from .models import Attempt, Registration, Visit
from .transport import answer_in, get, note, post

SCOPES = ("openid", "profile", "email", "personnel")
_LEEWAY_SECONDS = 60
_KEPT_SECONDS = 600
_VERIFIER_LENGTH = 64
Claims = dict[str, Any]


@dataclass(frozen=True)
class Tokens:
    access: str
    refresh: str
    identity: str
    """The ID token; a refresh may come without one."""


class Provider:
    """For one sign-in, one question or one sign-out: the library's side of it."""

    def __init__(self, known: Registration) -> None:
        self._known = known
        self._client = WebApplicationClient(known.client_id)
        self._addresses: Claims = cache.get_or_set(f"discovery {issuer()}", _discovered, _KEPT_SECONDS) or {}

    def asking_address(self, attempt: Attempt) -> str:
        """To which the browser is sent."""
        address: str = self._client.prepare_request_uri(
            self._address("authorization_endpoint"),
            redirect_uri=self._known.callback,
            scope=SCOPES,
            state=attempt.state,
            nonce=attempt.nonce,
            code_challenge=self._client.create_code_challenge(attempt.code_verifier, "S256"),
            code_challenge_method="S256",
            ui_locales=get_language() or "th",
        )
        return address

    def redeem(self, attempt: Attempt, code: str) -> Tokens:
        form = self._client.prepare_request_body(
            code=code,
            redirect_uri=self._known.callback,
            code_verifier=attempt.code_verifier,
            include_client_id=False,
        )
        return self._tokens(form)

    def refresh(self, visit: Visit) -> Tokens:
        """For a new pair; the refresh token that was used is worth nothing from now on."""
        return self._tokens(self._client.prepare_refresh_body(refresh_token=visit.refresh_token))

    def give_back(self, visit: Visit) -> None:
        """The tokens that are needed no longer."""
        form = {"token": visit.refresh_token, "token_type_hint": "refresh_token"}
        post(self._address("revocation_endpoint"), urlencode(form), self._known)

    def proof_in(self, tokens: Tokens, *, nonce: str) -> Claims:
        """What the ID token says, once it is from Tidtam, for this service, of now and for this sign-in."""
        proof = self._signed(tokens.identity)
        is_meant = proof.get("azp", self._known.client_id) == self._known.client_id
        is_with_this_token = _are_equal(str(proof.get("at_hash", "")), _half_digest(tokens.access))
        if not (is_meant and is_with_this_token and _are_equal(str(proof.get("nonce", "")), nonce)):
            raise _unproven()
        return proof

    def person_told(self, tokens: Tokens, subject: str) -> Claims:
        """Of the same person as the ID token, or it is worth nothing."""
        response = get(self._address("userinfo_endpoint"), bearer=tokens.access)
        if not response.is_success:
            raise Refused(_("Tidtam tells the library nothing of you any more. Sign in again."), code="not_told")
        told = answer_in(response)
        if told.get("sub") != subject:
            raise _unproven()
        return told

    def leaving_address(self, visit: Visit, state: str) -> str:
        """To which the browser is sent at the end, so that the person may sign out of Tidtam, too."""
        asked = {"id_token_hint": visit.id_token, "post_logout_redirect_uri": self._known.left, "state": state}
        return f"{self._address('end_session_endpoint')}?{urlencode(asked)}"

    def _tokens(self, form: str) -> Tokens:
        response = post(self._address("token_endpoint"), form, self._known)
        answer_in(response)  # JSON and nothing else: the library would guess
        try:
            given = self._client.parse_request_body_response(response.text)
        except OAuth2Error as error:
            raise _refused_with(str(error.error)) from None
        return Tokens(given["access_token"], given.get("refresh_token", ""), given.get("id_token", ""))

    def _signed(self, token: str) -> Claims:
        keys = answer_in(get(self._address("jwks_uri")))
        try:
            wanted = jwt.get_unverified_header(token).get("kid")
            key = next((key for key in jwt.PyJWKSet.from_dict(keys).keys if key.key_id == wanted), None)
            if key is None:
                raise _unproven()
            proof: Claims = jwt.decode(
                token,
                key,
                algorithms=["RS256"],
                audience=self._known.client_id,
                issuer=issuer(),
                leeway=_LEEWAY_SECONDS,
                options={"require": ["iss", "aud", "sub", "exp", "iat"]},
            )
        except jwt.PyJWTError:
            raise _unproven() from None
        return proof

    def _address(self, name: str) -> str:
        address = self._addresses.get(name)
        if not isinstance(address, str):
            raise _unreadable()
        return address


def _discovered() -> Claims:
    """What the provider publishes of itself, asked now and then."""
    document = answer_in(get(f"{issuer()}/.well-known/openid-configuration"))
    if document.get("issuer") != issuer():
        raise _unreadable()
    return document


def new_verifier() -> str:
    verifier: str = WebApplicationClient("").create_code_verifier(_VERIFIER_LENGTH)
    return verifier


def code_in(address: str, attempt: Attempt) -> str:
    """The code with which the browser came back: to this question, and from Tidtam itself (RFC 9207)."""
    try:
        answer = WebApplicationClient("").parse_request_uri_response(address, state=attempt.state)
    except OAuth2Error as error:
        note("GET /service/callback", str(error.error))
        raise _refused_with(str(error.error)) from None
    if answer.get("iss") != issuer():
        note("GET /service/callback", "wrong iss")
        raise _unproven()
    note("GET /service/callback", "code")
    return str(answer["code"])


def _half_digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()[:16]).rstrip(b"=").decode()


def _are_equal(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _unproven() -> Refused:
    return Refused(_("The answer does not belong to this sign-in. Nobody was signed in."), code="unproven")


def _unreadable() -> Refused:
    return Refused(_("Tidtam answered what nobody can read. Try again in a moment."), code="unreadable")


def _refused_with(error: str) -> Refused:
    if error == "access_denied":
        return Refused(_("You did not agree, so Tidtam told the library nothing. Nobody was signed in."), code=error)
    if error == "invalid_grant":
        return Refused(_("What Tidtam gave the library counts no longer. Sign in again."), code=error)
    return Refused(_("Tidtam did not carry out what the library asked. Please tell the library."), code=error)
