"""What ThaiD alone takes from outside. It shares no setting module with the product, only names."""

import json
import os
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from .clients import Client


@dataclass(frozen=True)
class SandboxEnvironment:
    url: str
    clients: dict[str, Client]
    qr_seconds: int
    """How long a QR code can be scanned."""
    confirm_seconds: int
    """How long the person then has to consent on the phone."""
    code_seconds: int
    """How long the relying party has to exchange its code."""

    @property
    def issuer(self) -> str:
        return f"{self.url}/thaid"

    @property
    def form_targets(self) -> list[str]:
        """The origins of the services: where the browser ends after a sign-in was cancelled."""
        parts = [urlsplit(uri) for client in self.clients.values() for uri in client.redirect_uris]
        return [f"{part.scheme}://{part.netloc}" for part in parts]


def _seconds(name: str, default: int) -> int:
    text = os.environ.get(name) or str(default)
    if not text.isdecimal() or not 1 <= int(text) <= 3600:
        raise ImproperlyConfigured(f"{name} must be a number of seconds from 1 to 3600")
    return int(text)


def _clients() -> dict[str, Client]:
    base_url = os.environ.get("TIDTAM_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    product = Client(
        id=os.environ.get("TIDTAM_THAID_CLIENT_ID", "tidtam"),
        secret=os.environ.get("TIDTAM_THAID_CLIENT_SECRET", "sandbox-only"),
        redirect_uris=(f"{base_url}/account/thaid/callback",),
        name_th="ติดตาม",
        name_en="Tidtam",
    )
    try:
        others = [Client.parse(entry) for entry in json.loads(os.environ.get("TIDTAM_SANDBOX_CLIENTS") or "[]")]
    except (ValueError, TypeError, KeyError) as mistake:
        raise ImproperlyConfigured(
            'TIDTAM_SANDBOX_CLIENTS must be JSON: [{"id": …, "secret": …, "redirect_uris": […], "scopes": "…"}]'
        ) from mistake
    return {client.id: client for client in (product, *others)}


@cache
def read_environment() -> SandboxEnvironment:
    return SandboxEnvironment(
        url=os.environ.get("TIDTAM_SANDBOX_URL", "http://127.0.0.1:8001").rstrip("/"),
        clients=_clients(),
        qr_seconds=_seconds("TIDTAM_SANDBOX_QR_SECONDS", 60),
        confirm_seconds=_seconds("TIDTAM_SANDBOX_CONFIRM_SECONDS", 120),
        code_seconds=_seconds("TIDTAM_SANDBOX_CODE_SECONDS", 60),
    )
