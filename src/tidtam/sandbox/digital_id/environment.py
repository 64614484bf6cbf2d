"""What Digital ID alone takes from outside."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from .claims import SCOPES


@dataclass(frozen=True)
class Client:
    """A relying party. They are configuration: nobody registers here by himself."""

    id: str
    secret: str
    redirect_uris: tuple[str, ...]
    name_th: str
    name_en: str
    scopes: frozenset[str] = frozenset(SCOPES)

    @classmethod
    def parse(cls, entry: Mapping[str, Any]) -> "Client":
        return cls(
            id=str(entry["id"]),
            secret=str(entry["secret"]),
            redirect_uris=tuple(str(uri) for uri in entry["redirect_uris"]),
            name_th=str(entry.get("name_th") or entry["id"]),
            name_en=str(entry.get("name_en") or entry["id"]),
            scopes=frozenset(str(entry["scopes"]).split()) if "scopes" in entry else frozenset(SCOPES),
        )

    def name(self, language: str) -> str:
        return self.name_th if language == "th" else self.name_en


@dataclass(frozen=True)
class DigitalIdEnvironment:
    url: str
    clients: dict[str, Client]
    sms_url: str
    sms_token: str
    messages_url: str
    """Where a demonstration shows its text messages; none where a gateway takes them."""

    @property
    def issuer(self) -> str:
        return f"{self.url}/digital-id"

    @property
    def form_targets(self) -> list[str]:
        parts = [urlsplit(uri) for client in self.clients.values() for uri in client.redirect_uris]
        return [f"{part.scheme}://{part.netloc}" for part in parts]


def _clients(base_url: str) -> dict[str, Client]:
    product = Client(
        id=os.environ.get("TIDTAM_DIGITAL_ID_CLIENT_ID", "tidtam"),
        secret=os.environ.get("TIDTAM_DIGITAL_ID_CLIENT_SECRET", "sandbox-only"),
        redirect_uris=(f"{base_url}/account/digital-id/callback",),
        name_th="ติดตาม",
        name_en="Tidtam",
    )
    try:
        given = json.loads(os.environ.get("TIDTAM_SANDBOX_DIGITAL_ID_CLIENTS") or "[]")
        others = [Client.parse(entry) for entry in given]
    except (ValueError, TypeError, KeyError) as mistake:
        raise ImproperlyConfigured(
            'TIDTAM_SANDBOX_DIGITAL_ID_CLIENTS must be JSON: [{"id": …, "secret": …, "redirect_uris": […]}]'
        ) from mistake
    return {client.id: client for client in (product, *others)}


@cache
def read_environment() -> DigitalIdEnvironment:
    get = os.environ.get
    base_url = get("TIDTAM_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    return DigitalIdEnvironment(
        url=get("TIDTAM_SANDBOX_URL", "http://127.0.0.1:8001").rstrip("/"),
        clients=_clients(base_url),
        # Its text messages go to the gateway to which the product's go: in a demonstration, one that shows them.
        sms_url=get("TIDTAM_SMS_URL") or f"{base_url}/sandbox/messages/sms",
        sms_token=get("TIDTAM_SMS_TOKEN") or "sandbox-only",
        messages_url="" if get("TIDTAM_SMS_URL") else f"{base_url}/sandbox/messages/",
    )
