"""The Messaging API of LINE, as the official account of the office."""

import base64
import hashlib
import hmac
from http import HTTPStatus

import httpx

from .protocol import ShortMessage, make_client, post

_KNOWN_ALREADY = frozenset({int(HTTPStatus.CONFLICT)})
"""LINE took the message with this retry key before."""


class LineClient:
    def __init__(self, url: str, token: str, client: httpx.Client | None = None) -> None:
        self._url, self._token = f"{url}/v2/bot/message/push", token
        self._client = client or make_client()

    def send(self, to: str, message: ShortMessage) -> None:
        post(
            self._client,
            self._url,
            accepted=_KNOWN_ALREADY,
            headers={"Authorization": f"Bearer {self._token}", "X-Line-Retry-Key": message.id},
            json={"to": to, "messages": [{"type": "text", "text": f"{message.title}: {message.text}\n{message.url}"}]},
        )


def is_from_line(secret: str, body: bytes, signature: str) -> bool:
    """Whether LINE itself sent this to us."""
    expected = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest())
    return bool(secret) and hmac.compare_digest(expected, signature.encode())
