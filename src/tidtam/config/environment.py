"""Every setting that comes from outside, read once, with its type and its default."""

import hashlib
import hmac
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from .sources import SourceSettings

REPOSITORY = Path(__file__).resolve().parents[3]
LOOPBACK_HOSTS = frozenset({"127.0.0.1", "localhost", "::1", "[::1]"})
SANDBOX_SECRET = "sandbox-only"  # noqa: S105 # nosec B105 - published on purpose, and refused in production
LINE_URL = "https://api.line.me"
PUSH_HOSTS = "fcm.googleapis.com .push.services.mozilla.com .push.apple.com .notify.windows.com"


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
    listen: str
    port: int
    data: Path
    database: DatabaseAddress
    database_owner: DatabaseAddress
    keys: str
    sandbox_url: str
    thaid_issuer: str
    thaid_client_id: str
    thaid_client_secret: str
    thaid_require_nonce: bool
    digital_id_issuer: str
    digital_id_client_id: str
    digital_id_client_secret: str
    digital_id_require_nonce: bool
    digital_id_least_ial: str
    """The lowest level of identity assurance that opens an account, such as 2.1; none: whatever Digital ID checked."""
    digital_id_two_factors: frozenset[str]
    """Words of its `amr` or `acr`, each of which says that two factors were asked for."""
    mail_url: str
    mail_from: str
    sms_url: str
    sms_token: str
    sms_sender: str
    line_url: str
    line_token: str
    line_secret: str
    line_id: str
    sources: "SourceSettings"
    push_hosts: tuple[str, ...]
    """The push services of browsers that messages may be handed to."""
    office_name: str
    thai_digits: bool
    """Whether official papers in Thai write ๑๒ for 12 in what the system words itself."""
    trusted_proxies: int
    demo_requests: int
    """With how many requests a demonstration begins."""

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).hostname or "localhost"

    @property
    def line_chat_url(self) -> str:
        """Where a message to the office's LINE account is written; a gateway that is not LINE has its own page."""
        return "https://line.me/R/oaMessage" if self.line_url == LINE_URL else f"{self.line_url}/chat"

    @property
    def sign_in_origins(self) -> list[str]:
        """Where a form of ours may lead: the browser checks each redirect of a posted form."""
        issuers = map(urlsplit, (self.thaid_issuer, self.digital_id_issuer))
        return [f"{issuer.scheme}://{issuer.netloc}" for issuer in issuers if issuer.netloc]

    def secret(self, purpose: str) -> str:
        """A key for one purpose, derived from the first key of the set."""
        return self._secrets(purpose)[0]

    def former_secrets(self, purpose: str) -> list[str]:
        """The same from the other keys: while keys are changed, what they signed still counts."""
        return self._secrets(purpose)[1:]

    def _secrets(self, purpose: str) -> list[str]:
        keys = (key.strip() for key in self.keys.split(","))
        return [hmac.new(key.encode(), purpose.encode(), hashlib.sha256).hexdigest() for key in keys if key]

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


def read_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 1 <= int(text) <= 65_534:
        raise EnvironmentMistake(f"PORT={text} is not a port; give a number from 1 to 65534")
    return int(text)


def _name() -> str:
    name = os.environ.get("TIDTAM_ENV") or "production"
    if name not in {"production", "demonstration", "test"}:
        raise EnvironmentMistake("TIDTAM_ENV must be production, demonstration or test")
    return name


def _required(name: str, how: str) -> str:
    text = os.environ.get(name, "")
    if not text:
        raise EnvironmentMistake(f"{name} is not set; {how}")
    return text


def _number(name: str, default: int) -> int:
    text = os.environ.get(name) or str(default)
    if not text.isascii() or not text.isdecimal():
        raise EnvironmentMistake(f"{name} must be a whole number")
    return int(text)


def _level(name: str) -> str:
    text = os.environ.get(name, "")
    if text and not all(part.isascii() and part.isdecimal() for part in text.split(".")):
        raise EnvironmentMistake(f"{name}={text} is not a level of identity assurance; give one such as 2.1")
    return text


@cache
def read_environment() -> Environment:
    from .sources import read_sources

    get = os.environ.get
    name = _name()
    database_url = _required("DATABASE_URL", "script/server and script/test set it for you")
    keys = _required("TIDTAM_KEYS", "`tidtam keys new` makes a set")
    is_production = name == "production"
    local = f"http://127.0.0.1:{read_port()}"
    # A demonstration has gateways of its own that only show what they were given.
    plays = name == "demonstration"
    sandbox_url = get("TIDTAM_SANDBOX_URL", "http://127.0.0.1:8001").rstrip("/")
    environment = Environment(
        name=name,
        base_url=get("TIDTAM_BASE_URL", "" if is_production else local).rstrip("/"),
        listen=get("TIDTAM_LISTEN") or "127.0.0.1",
        port=read_port(),
        data=Path(get("TIDTAM_DATA") or REPOSITORY / "var"),
        database=DatabaseAddress.parse(database_url),
        database_owner=DatabaseAddress.parse(get("DATABASE_OWNER_URL") or database_url),
        keys=keys,
        sandbox_url="" if is_production else sandbox_url,
        thaid_issuer=get("TIDTAM_THAID_ISSUER") or ("" if is_production else f"{sandbox_url}/thaid"),
        thaid_client_id=get("TIDTAM_THAID_CLIENT_ID", "" if is_production else "tidtam"),
        thaid_client_secret=get("TIDTAM_THAID_CLIENT_SECRET", "" if is_production else SANDBOX_SECRET),
        thaid_require_nonce=_flag("TIDTAM_THAID_REQUIRE_NONCE", True),
        digital_id_issuer=get("TIDTAM_DIGITAL_ID_ISSUER") or ("" if is_production else f"{sandbox_url}/digital-id"),
        digital_id_client_id=get("TIDTAM_DIGITAL_ID_CLIENT_ID", "" if is_production else "tidtam"),
        digital_id_client_secret=get("TIDTAM_DIGITAL_ID_CLIENT_SECRET", "" if is_production else SANDBOX_SECRET),
        digital_id_require_nonce=_flag("TIDTAM_DIGITAL_ID_REQUIRE_NONCE", True),
        digital_id_least_ial=_level("TIDTAM_DIGITAL_ID_LEAST_IAL"),
        # By RFC 8176 the word for more than one factor.
        digital_id_two_factors=frozenset(get("TIDTAM_DIGITAL_ID_TWO_FACTORS", "mfa").split()),
        mail_url=get("TIDTAM_MAIL_URL", ""),
        mail_from=get("TIDTAM_MAIL_FROM", "tidtam@example.invalid"),
        sms_url=get("TIDTAM_SMS_URL", f"{local}/sandbox/messages/sms" if plays else ""),
        sms_token=get("TIDTAM_SMS_TOKEN", SANDBOX_SECRET if plays else ""),
        sms_sender=get("TIDTAM_SMS_SENDER", "TIDTAM"),
        line_url=get("TIDTAM_LINE_URL", f"{local}/sandbox/messages/line" if plays else LINE_URL).rstrip("/"),
        line_token=get("TIDTAM_LINE_TOKEN", SANDBOX_SECRET if plays else ""),
        line_secret=get("TIDTAM_LINE_SECRET", SANDBOX_SECRET if plays else ""),
        line_id=get("TIDTAM_LINE_ID", "@tidtam" if plays else ""),
        sources=read_sources(sandbox_url=sandbox_url if plays else "", is_production=is_production),
        push_hosts=tuple(get("TIDTAM_PUSH_HOSTS", PUSH_HOSTS).split()),
        office_name=get("TIDTAM_OFFICE_NAME", ""),
        thai_digits=_flag("TIDTAM_THAI_DIGITS", True),
        trusted_proxies=_number("TIDTAM_TRUSTED_PROXIES", 0),
        demo_requests=_number("TIDTAM_DEMO_REQUESTS", 300),
    )
    if is_production:
        _refuse_playthings(environment)
    elif environment.is_demonstration:
        _refuse_openness(environment)
    return environment


def _refuse_playthings(environment: Environment) -> None:
    """Nothing of a demonstration reaches real people."""
    for name in ("TIDTAM_SANDBOX_URL", "TIDTAM_SANDBOX_DATABASE_URL"):
        if os.environ.get(name):
            raise EnvironmentMistake(f"{name} is set, but production has no sandbox; unset it")
    if environment.thaid_client_secret == SANDBOX_SECRET:
        raise EnvironmentMistake("TIDTAM_THAID_CLIENT_SECRET is the sandbox's; give the one that ThaiD gave you")
    if environment.digital_id_client_secret == SANDBOX_SECRET:
        raise EnvironmentMistake(
            "TIDTAM_DIGITAL_ID_CLIENT_SECRET is the sandbox's; give the one that Digital ID gave you"
        )
    if SANDBOX_SECRET in {environment.sms_token, environment.line_token, environment.line_secret}:
        raise EnvironmentMistake("TIDTAM_SMS_TOKEN, or a setting of LINE, is the sandbox's; give those of your gateway")
    if not environment.base_url:
        raise EnvironmentMistake("TIDTAM_BASE_URL is not set; give the address people use, such as https://…")
    for name, url in (
        ("TIDTAM_BASE_URL", environment.base_url),
        ("TIDTAM_THAID_ISSUER", environment.thaid_issuer),
        ("TIDTAM_DIGITAL_ID_ISSUER", environment.digital_id_issuer),
        ("TIDTAM_SMS_URL", environment.sms_url),
        ("TIDTAM_LINE_URL", environment.line_url),
    ):
        if url and urlsplit(url).scheme != "https":
            raise EnvironmentMistake(f"{name} must begin with https:// in production")


def _refuse_openness(environment: Environment) -> None:
    """A demonstration's passwords are published: it serves this machine alone."""
    if environment.listen not in LOOPBACK_HOSTS:
        raise EnvironmentMistake(
            f"TIDTAM_LISTEN={environment.listen} would open a demonstration, with its published passwords, to the "
            "network; unset it, or set TIDTAM_ENV=production"
        )
    if environment.host not in LOOPBACK_HOSTS:
        raise EnvironmentMistake("demonstration mode serves on a loopback address only; set TIDTAM_ENV=production")
