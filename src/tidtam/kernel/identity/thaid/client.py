"""The real ThaiD client: OpenID Connect, authorization code with PKCE, ID token checked in full."""

import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

import httpx

from tidtam.thai import national_id

from .discovery import LOOPBACK, Addresses, Discovery
from .failures import Failure, ThaidFailure
from .id_token import Expected, verify
from .protocol import CardHolder
from .transport import Deadline, JsonTransport

SCOPE = "openid pid title given_name middle_name family_name title_en given_name_en middle_name_en family_name_en"
"""Nothing that signing in does not need: no address, no birth date, no card number."""
_SECONDS = 7.0
_LONGEST_NAME = 100
# The person waits for the deadline and no longer, whatever a name server or a dripping answer does to the request.
_waiting_room = ThreadPoolExecutor(max_workers=16, thread_name_prefix="thaid")

T = TypeVar("T")


class ThaidClient:
    def __init__(
        self,
        *,
        issuer: str,
        client_id: str,
        client_secret: str,
        redirect_uri: str,
        require_nonce: bool,
        transport: httpx.BaseTransport | None = None,
        seconds: float = _SECONDS,
    ) -> None:
        self._client_id = client_id
        self._client_secret = client_secret
        self._redirect_uri = redirect_uri
        self._require_nonce = require_nonce
        self._seconds = seconds
        is_here = urlsplit(issuer).hostname in LOOPBACK
        self._transport = JsonTransport(transport, use_proxies=not is_here)
        self._discovery = Discovery(issuer.rstrip("/"), self._transport)

    def authorization_url(self, *, state: str, nonce: str, code_challenge: str) -> str:
        address = self._in_time(lambda deadline: self._discovery.addresses(deadline).authorization)
        query = urlencode(
            {
                "response_type": "code",
                "client_id": self._client_id,
                "redirect_uri": self._redirect_uri,
                "scope": SCOPE,
                "state": state,
                "nonce": nonce,
                "code_challenge": code_challenge,
                "code_challenge_method": "S256",
            }
        )
        return f"{address}{'&' if '?' in address else '?'}{query}"

    def identify(self, *, code: str, nonce: str, code_verifier: str, now: datetime) -> CardHolder:
        def work(deadline: Deadline) -> CardHolder:
            addresses = self._discovery.addresses(deadline)
            id_token, access_token = self._redeem(addresses, code, code_verifier, deadline)
            expected = Expected(
                issuer=addresses.issuer,
                client_id=self._client_id,
                nonce=nonce,
                require_nonce=self._require_nonce,
                now=now,
            )
            return card_holder(verify(id_token, access_token, lambda kid: self._discovery.key(kid, deadline), expected))

        return self._in_time(work)

    def _in_time(self, work: Callable[[Deadline], T]) -> T:
        future = _waiting_room.submit(work, Deadline(self._seconds))
        try:
            return future.result(timeout=self._seconds + 0.5)
        except TookTooLong:
            future.cancel()
            raise ThaidFailure(Failure.SLOW) from None

    def _redeem(self, addresses: Addresses, code: str, code_verifier: str, deadline: Deadline) -> tuple[str, str]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._redirect_uri,
            "code_verifier": code_verifier,
        }
        auth = httpx.BasicAuth(self._client_id, self._client_secret)
        status, answer = self._transport.post(addresses.token, form, auth, deadline)
        if status != httpx.codes.OK:
            raise ThaidFailure(Failure.CODE_REFUSED if answer.get("error") == "invalid_grant" else Failure.PROVIDER)
        id_token, access_token = answer.get("id_token"), answer.get("access_token", "")
        if not isinstance(id_token, str) or not isinstance(access_token, str):
            raise ThaidFailure(Failure.GARBAGE)
        return id_token, access_token


def card_holder(claims: dict[str, Any]) -> CardHolder:
    number = claims.get("pid")
    if number is None or number == "":
        raise ThaidFailure(Failure.NO_NUMBER)
    if not isinstance(number, str) or not national_id.is_valid(number, allow_zero=True):
        raise ThaidFailure(Failure.BAD_NUMBER)
    given_name, given_name_en = _text(claims, "given_name"), _text(claims, "given_name_en")
    if not (given_name or given_name_en):
        raise ThaidFailure(Failure.NO_NAME)
    return CardHolder(
        national_id=number,
        given_name=given_name,
        middle_name=_text(claims, "middle_name"),
        family_name=_text(claims, "family_name"),
        title=_text(claims, "title"),
        given_name_en=given_name_en,
        middle_name_en=_text(claims, "middle_name_en"),
        family_name_en=_text(claims, "family_name_en"),
        title_en=_text(claims, "title_en"),
    )


def _text(claims: dict[str, Any], name: str) -> str:
    """A name as a name may be: one short line without anything invisible."""
    value = claims.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ThaidFailure(Failure.GARBAGE)
    # Thai text at times carries invisible break marks (Cf); they are no part of a name.
    visible = "".join(char for char in value if unicodedata.category(char) != "Cf")
    text = unicodedata.normalize("NFC", " ".join(visible.split()))
    if len(text) > _LONGEST_NAME or any(unicodedata.category(char).startswith("C") for char in text):
        raise ThaidFailure(Failure.GARBAGE)
    return text
