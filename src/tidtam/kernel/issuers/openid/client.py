"""The real client of a provider: OpenID Connect, authorization code with PKCE, ID token checked in full."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

import httpx

from .discovery import LOOPBACK, Addresses, Discovery
from .failures import Failure, OpenIdFailure
from .id_token import Expected, verify
from .protocol import Dialect, Identified
from .transport import Deadline, JsonTransport

_SECONDS = 7.0
# The person waits for the deadline and no longer, whatever a name server or a dripping answer does to the request.
_waiting_room = ThreadPoolExecutor(max_workers=16, thread_name_prefix="openid")

T = TypeVar("T")


class OpenIdClient:
    def __init__(
        self,
        dialect: Dialect,
        *,
        issuer: str,
        client_id: str,
        client_secret: str,
        redirect_uri: str,
        require_nonce: bool,
        transport: httpx.BaseTransport | None = None,
        seconds: float = _SECONDS,
    ) -> None:
        self._dialect = dialect
        self._client_id = client_id
        self._client_secret = client_secret
        self._redirect_uri = redirect_uri
        self._require_nonce = require_nonce
        self._seconds = seconds
        is_here = urlsplit(issuer).hostname in LOOPBACK
        self._transport = JsonTransport(transport, use_proxies=not is_here)
        self._discovery = Discovery(issuer.rstrip("/"), self._transport, dialect.algorithms)

    def authorization_url(self, *, state: str, nonce: str, code_challenge: str) -> str:
        address = self._in_time(lambda deadline: self._discovery.addresses(deadline).authorization)
        query = urlencode(
            {
                "response_type": "code",
                "client_id": self._client_id,
                "redirect_uri": self._redirect_uri,
                "scope": self._dialect.scope,
                "state": state,
                "nonce": nonce,
                "code_challenge": code_challenge,
                "code_challenge_method": "S256",
            }
        )
        return f"{address}{'&' if '?' in address else '?'}{query}"

    def identify(self, *, code: str, nonce: str, code_verifier: str, now: datetime) -> Identified:
        def work(deadline: Deadline) -> Identified:
            addresses = self._discovery.addresses(deadline)
            id_token, access_token = self._redeem(addresses, code, code_verifier, deadline)
            expected = Expected(
                issuer=addresses.issuer,
                client_id=self._client_id,
                nonce=nonce,
                require_nonce=self._require_nonce,
                now=now,
            )
            claims = verify(id_token, access_token, lambda kid: self._discovery.key(kid, deadline), expected)
            by_two_factors = self._dialect.says_two_factors(claims)
            if self._dialect.asks_userinfo:
                claims = {**self._ask_userinfo(addresses, access_token, claims.get("sub"), deadline), **claims}
            return Identified(self._dialect.holder_of(claims), by_two_factors)

        return self._in_time(work)

    def _in_time(self, work: Callable[[Deadline], T]) -> T:
        future = _waiting_room.submit(work, Deadline(self._seconds))
        try:
            return future.result(timeout=self._seconds + 0.5)
        except TookTooLong:
            future.cancel()
            raise OpenIdFailure(Failure.SLOW) from None

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
            raise OpenIdFailure(Failure.CODE_REFUSED if answer.get("error") == "invalid_grant" else Failure.PROVIDER)
        id_token, access_token = answer.get("id_token"), answer.get("access_token", "")
        if not isinstance(id_token, str) or not isinstance(access_token, str):
            raise OpenIdFailure(Failure.GARBAGE)
        return id_token, access_token

    def _ask_userinfo(
        self, addresses: Addresses, access_token: str, subject: object, deadline: Deadline
    ) -> dict[str, Any]:
        """What the provider tells of the person; of the same one as the ID token, or it is worth nothing."""
        if not addresses.userinfo:
            raise OpenIdFailure(Failure.GARBAGE)
        told = self._transport.get(addresses.userinfo, deadline, bearer=access_token)
        if not isinstance(subject, str) or not subject or told.get("sub") != subject:
            raise OpenIdFailure(Failure.SIGNATURE)
        return told
