"""What the process takes from outside. What a sandbox alone needs, it reads itself."""

import os
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from tidtam.config.environment import DatabaseAddress, EnvironmentMistake

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True)
class OutsideEnvironment:
    url: str
    address: str
    port: int
    database: DatabaseAddress


def _database(url: str) -> DatabaseAddress:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise EnvironmentMistake(
            "TIDTAM_SANDBOX_DATABASE_URL must be postgresql://user:password@host/a-database-of-its-own"
        )
    return DatabaseAddress.parse(url)


@cache
def read_environment() -> OutsideEnvironment:
    get = os.environ.get
    url = get("TIDTAM_SANDBOX_URL", "http://127.0.0.1:8001").rstrip("/")
    address = get("TIDTAM_SANDBOX_ADDRESS", "127.0.0.1")
    for host in (address, urlsplit(url).hostname):
        if host not in LOOPBACK:
            raise EnvironmentMistake(f"the sandbox listens on a loopback address only, not on {host}")
    return OutsideEnvironment(
        url=url,
        address=address,
        port=int(get("PORT") or urlsplit(url).port or 8001),
        database=_database(get("TIDTAM_SANDBOX_DATABASE_URL", "")),
    )
