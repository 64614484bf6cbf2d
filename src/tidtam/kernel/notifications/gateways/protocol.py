from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Protocol

import httpx

from tidtam.kernel.notifications.mailer import AddressRefused, GatewayDown

_PATIENCE = httpx.Timeout(10, connect=5)
_TRY_AGAIN = frozenset(
    {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}
)
"""What says nothing about the address: our own account with the gateway has to be mended, or time has to pass."""


@dataclass(frozen=True, slots=True)
class ShortMessage:
    id: str
    """Stays the same when the message is sent again."""
    title: str
    text: str
    url: str
    sent_at: datetime
    language: str = "th"


class Sender(Protocol):
    def send(self, to: str, message: ShortMessage) -> None:
        """Hand the message over, or raise GatewayDown or AddressRefused."""


def make_client() -> httpx.Client:
    """No redirects: a message goes where it was meant to go or nowhere."""
    return httpx.Client(timeout=_PATIENCE, follow_redirects=False)


def post(client: httpx.Client, url: str, *, accepted: frozenset[int] = frozenset(), **request: object) -> None:
    """Post, and tell by the answer's number alone what became of it; the answer itself is never read."""
    try:
        with client.stream("POST", url, **request) as answer:  # type: ignore[arg-type]
            status = answer.status_code
    except (httpx.HTTPError, httpx.InvalidURL) as failure:
        raise GatewayDown(type(failure).__name__) from failure
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES or status in accepted:
        return
    if status in _TRY_AGAIN or not HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        raise GatewayDown(str(status))
    raise AddressRefused(str(status))
