"""What the sandbox takes from outside. It shares no setting module with the product, only names."""

import json
import os
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote, urlsplit

from .clients import Client

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class EnvironmentMistake(Exception):
    """A setting is missing or cannot be; the text says which and how to mend it."""


@dataclass(frozen=True)
class SandboxEnvironment:
    url: str
    address: str
    port: int
    database: dict[str, str]
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


def _database(url: str) -> dict[str, str]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise EnvironmentMistake(
            "TIDTAM_SANDBOX_DATABASE_URL must be postgresql://user:password@host/a-database-of-its-own"
        )
    return {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
    }


def _seconds(name: str, default: int) -> int:
    text = os.environ.get(name) or str(default)
    if not text.isdigit() or not 1 <= int(text) <= 3600:
        raise EnvironmentMistake(f"{name} must be a number of seconds from 1 to 3600")
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
        raise EnvironmentMistake(
            'TIDTAM_SANDBOX_CLIENTS must be JSON: [{"id": …, "secret": …, "redirect_uris": […], "scopes": "…"}]'
        ) from mistake
    return {client.id: client for client in (product, *others)}


@cache
def read_environment() -> SandboxEnvironment:
    get = os.environ.get
    url = get("TIDTAM_SANDBOX_URL", "http://127.0.0.1:8001").rstrip("/")
    address = get("TIDTAM_SANDBOX_ADDRESS", "127.0.0.1")
    for host in (address, urlsplit(url).hostname):
        if host not in LOOPBACK:
            raise EnvironmentMistake(f"the sandbox listens on a loopback address only, not on {host}")
    return SandboxEnvironment(
        url=url,
        address=address,
        port=int(get("PORT") or urlsplit(url).port or 8001),
        database=_database(get("TIDTAM_SANDBOX_DATABASE_URL", "")),
        clients=_clients(),
        qr_seconds=_seconds("TIDTAM_SANDBOX_QR_SECONDS", 60),
        confirm_seconds=_seconds("TIDTAM_SANDBOX_CONFIRM_SECONDS", 120),
        code_seconds=_seconds("TIDTAM_SANDBOX_CODE_SECONDS", 60),
    )
