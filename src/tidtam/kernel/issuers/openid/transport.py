"""Asking another server for a little JSON: briefly, without following it anywhere, and not more than a little."""

import json
import time
from typing import Any

import httpx

from .failures import Failure, OpenIdFailure

MOST_BYTES = 64 * 1024
_CONNECT_SECONDS = 2.0
_READ_SECONDS = 3.0


class Deadline:
    """What is left of the time that all requests of one sign-in may take together."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        left = self._end - time.monotonic()
        if left <= 0:
            raise OpenIdFailure(Failure.SLOW)
        return left


class JsonTransport:
    def __init__(self, transport: httpx.BaseTransport | None = None, *, use_proxies: bool = True) -> None:
        self._transport = transport
        self._use_proxies = use_proxies

    def get(self, url: str, deadline: Deadline, *, bearer: str = "") -> dict[str, Any]:
        shown = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        status, answer = self._ask("GET", url, deadline, headers=shown)
        if status != httpx.codes.OK:
            raise OpenIdFailure(Failure.PROVIDER)
        return answer

    def post(
        self, url: str, form: dict[str, str], auth: httpx.BasicAuth, deadline: Deadline
    ) -> tuple[int, dict[str, Any]]:
        return self._ask("POST", url, deadline, data=form, auth=auth)

    def _ask(
        self, method: str, url: str, deadline: Deadline, *, headers: dict[str, str] | None = None, **content: Any
    ) -> tuple[int, dict[str, Any]]:
        left = deadline.left()
        timeout = httpx.Timeout(min(_READ_SECONDS, left), connect=min(_CONNECT_SECONDS, left))
        # Uncompressed, so that a small answer cannot unfold into a large one.
        wanted = {"Accept": "application/json", "Accept-Encoding": "identity", **(headers or {})}
        try:
            with (
                httpx.Client(
                    transport=self._transport, timeout=timeout, trust_env=self._use_proxies, follow_redirects=False
                ) as client,
                client.stream(method, url, headers=wanted, **content) as response,
            ):
                body = _read(response, deadline)
        except httpx.TimeoutException:
            raise OpenIdFailure(Failure.SLOW) from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError):
            raise OpenIdFailure(Failure.UNREACHABLE) from None
        if response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise OpenIdFailure(Failure.PROVIDER)
        return response.status_code, _object(body)


def _read(response: httpx.Response, deadline: Deadline) -> bytes:
    body = b""
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > MOST_BYTES:
            raise OpenIdFailure(Failure.GARBAGE)
        deadline.left()
    return body


def _object(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        raise OpenIdFailure(Failure.GARBAGE) from None
    if not isinstance(answer, dict):
        raise OpenIdFailure(Failure.GARBAGE)
    return answer
