"""Text messages, through any gateway that takes `POST` with JSON and a bearer token."""

import httpx

from .protocol import ShortMessage, make_client, post


class SmsClient:
    def __init__(self, url: str, token: str, sender: str, client: httpx.Client | None = None) -> None:
        self._url, self._token, self._sender = url, token, sender
        self._client = client or make_client()

    def send(self, to: str, message: ShortMessage) -> None:
        post(
            self._client,
            self._url,
            headers={"Authorization": f"Bearer {self._token}", "Idempotency-Key": message.id},
            json={
                "id": message.id,
                "from": self._sender,
                "to": to,
                "text": f"{message.title}: {message.text} {message.url}".rstrip(),
            },
        )
