"""One question to a server over HTTP: briefly, without following it anywhere, and reading no more than a little."""

import ssl
from http import HTTPStatus
from urllib.parse import urlsplit

import httpx

from .choices import Reason
from .deadline import Deadline
from .protocol import Unavailable

MOST_BYTES = 64 * 1024
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Exchange:
    def __init__(self, url: str, *, headers: dict[str, str], transport: httpx.BaseTransport | None = None) -> None:
        self._url = url
        # Uncompressed, so that a small answer cannot unfold into a large one.
        self._headers = {**headers, "Accept-Encoding": "identity"}
        self._transport = transport
        self._use_proxies = urlsplit(url).hostname not in LOOPBACK

    def post(self, content: bytes, deadline: Deadline) -> bytes:
        timeout = httpx.Timeout(deadline.to_read, connect=deadline.to_connect)
        try:
            with (
                httpx.Client(
                    transport=self._transport, timeout=timeout, trust_env=self._use_proxies, follow_redirects=False
                ) as client,
                client.stream("POST", self._url, headers=self._headers, content=content) as response,
            ):
                body = _read(response, deadline)
        except httpx.TimeoutException:
            raise Unavailable(Reason.SLOW) from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as failure:
            raise Unavailable(Reason.UNTRUSTED if _is_about_trust(failure) else Reason.UNREACHABLE) from None
        if response.status_code in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
            raise Unavailable(Reason.REFUSED)
        if response.status_code != HTTPStatus.OK:
            raise Unavailable(Reason.FAULT)
        return body


def _read(response: httpx.Response, deadline: Deadline) -> bytes:
    body = b""
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > MOST_BYTES:
            raise Unavailable(Reason.GARBAGE)
        deadline.left()
    return body


def _is_about_trust(failure: BaseException | None) -> bool:
    """Whether the server's certificate was the matter, wherever in the chain of causes it stands."""
    while failure is not None:
        if isinstance(failure, ssl.SSLCertVerificationError):
            return True
        failure = failure.__cause__ or failure.__context__
    return False
