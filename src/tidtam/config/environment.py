"""Every setting that comes from outside, read once, with its type and its default."""

import hashlib
import hmac
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

REPOSITORY = Path(__file__).resolve().parents[3]
LOOPBACK_HOSTS = frozenset({"127.0.0.1", "localhost", "::1", "[::1]"})


class EnvironmentMistake(Exception):
    """A setting is missing or cannot be; the text says which and how to mend it."""


@dataclass(frozen=True)
class DatabaseAddress:
    name: str
    user: str
    password: str
    host: str
    port: str

    @classmethod
    def parse(cls, url: str) -> "DatabaseAddress":
        parts = urlsplit(url)
        if parts.scheme not in {"postgres", "postgresql"}:
            raise EnvironmentMistake("DATABASE_URL must begin with postgresql://")
        return cls(
            name=unquote(parts.path.lstrip("/")),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            host=parts.hostname or "",
            port=str(parts.port or ""),
        )

    def as_django(self) -> dict[str, object]:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": self.name,
            "USER": self.user,
            "PASSWORD": self.password,
            "HOST": self.host,
            "PORT": self.port,
        }


@dataclass(frozen=True)
class Environment:
    name: str  # "production", "demonstration" or "test"
    base_url: str
    data: Path
    database: DatabaseAddress
    database_owner: DatabaseAddress
    keys: str
    sandbox_url: str
    thaid_issuer: str
    thaid_client_id: str
    thaid_client_secret: str
    thaid_require_nonce: bool
    mail_url: str
    mail_from: str
    office_name: str

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).hostname or "localhost"

    @property
    def sign_in_origins(self) -> list[str]:
        """Where a form of ours may lead: the browser checks each redirect of a posted form."""
        return [f"{p.scheme}://{p.netloc}" for p in [urlsplit(self.thaid_issuer)] if p.netloc]

    def secret(self, purpose: str) -> str:
        """A key for one purpose, derived from the first key of the set."""
        first = self.keys.split(",")[0]
        return hmac.new(first.encode(), purpose.encode(), hashlib.sha256).hexdigest()

    @property
    def is_production(self) -> bool:
        return self.name == "production"

    @property
    def is_demonstration(self) -> bool:
        return self.name == "demonstration"

    @property
    def is_test(self) -> bool:
        return self.name == "test"

    @property
    def has_sandbox(self) -> bool:
        return not self.is_production


def _flag(name: str, default: bool) -> bool:
    return os.environ.get(name, str(int(default))) in {"1", "true", "yes"}


@cache
def read_environment() -> Environment:
    get = os.environ.get
    name = get("TIDTAM_ENV") or "production"
    if name not in {"production", "demonstration", "test"}:
        raise EnvironmentMistake("TIDTAM_ENV must be production, demonstration or test")
    database_url = get("DATABASE_URL", "")
    if not database_url:
        raise EnvironmentMistake("DATABASE_URL is not set; script/server and script/test set it for you")
    database = DatabaseAddress.parse(database_url)
    base_url = get("TIDTAM_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    sandbox_url = get("TIDTAM_SANDBOX_URL", "http://127.0.0.1:8001").rstrip("/")
    keys = get("TIDTAM_KEYS", "")
    if not keys:
        raise EnvironmentMistake("TIDTAM_KEYS is not set; `tidtam keys new` makes a set")
    is_production = name == "production"
    environment = Environment(
        name=name,
        base_url=base_url,
        data=Path(get("TIDTAM_DATA") or REPOSITORY / "var"),
        database=database,
        database_owner=DatabaseAddress.parse(get("DATABASE_OWNER_URL") or database_url),
        keys=keys,
        sandbox_url="" if is_production else sandbox_url,
        thaid_issuer=get("TIDTAM_THAID_ISSUER") or ("" if is_production else f"{sandbox_url}/thaid"),
        thaid_client_id=get("TIDTAM_THAID_CLIENT_ID", "" if is_production else "tidtam"),
        thaid_client_secret=get("TIDTAM_THAID_CLIENT_SECRET", "" if is_production else "sandbox-only"),
        thaid_require_nonce=_flag("TIDTAM_THAID_REQUIRE_NONCE", True),
        mail_url=get("TIDTAM_MAIL_URL", ""),
        mail_from=get("TIDTAM_MAIL_FROM", "tidtam@example.invalid"),
        office_name=get("TIDTAM_OFFICE_NAME", ""),
    )
    if environment.is_demonstration and urlsplit(base_url).hostname not in LOOPBACK_HOSTS:
        raise EnvironmentMistake("demonstration mode serves on a loopback address only; set TIDTAM_ENV=production")
    return environment
