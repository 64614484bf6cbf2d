"""The settings of whom verification asks: civil registry, staff directory, HR system."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from .environment import SANDBOX_SECRET, EnvironmentMistake

ORDER = "civil_registry directory hr_system"
NAMES = (
    "national_id=employeeID,employeeNumber given_name=givenName family_name=sn user_name=userPrincipalName,uid "
    "organization=department,ou position=title"
)
_NAMED = frozenset(
    {"national_id", "given_name", "family_name", "user_name", "organization_code", "organization", "position"}
)
_NEEDED = frozenset({"national_id", "given_name", "family_name", "user_name"})


@dataclass(frozen=True, kw_only=True)
class SourceSettings:
    order: tuple[str, ...]
    seconds: int
    """How long one source may take, all its steps together."""
    failures: int
    """After so many in a row a source is left alone …"""
    rest_seconds: int
    """… for so long."""
    registry_url: str = ""
    directory_url: str = ""
    directory_base: str = ""
    directory_bind_dn: str = ""
    directory_password: str = field(default="", repr=False)
    directory_ca: str = ""
    directory_names: dict[str, tuple[str, ...]]
    directory_signs_in: bool = False
    """Whether people may sign in with its password, too."""
    hr_url: str = ""
    hr_token: str = field(default="", repr=False)
    hr_folder: str = ""
    hr_days: int


def read_sources(*, sandbox_url: str, is_production: bool) -> SourceSettings:
    """With a sandbox, what it plays stands in for what is not named; it plays no directory."""
    get = os.environ.get
    hr_folder = get("TIDTAM_HR_FOLDER", "")
    plays_hr = sandbox_url and not hr_folder
    settings = SourceSettings(
        order=_order(get("TIDTAM_VERIFICATION_ORDER") or ORDER),
        seconds=_number("TIDTAM_VERIFICATION_SECONDS", 8, least=1, most=8),
        failures=_number("TIDTAM_VERIFICATION_FAILURES", 5, least=1, most=100),
        rest_seconds=_number("TIDTAM_VERIFICATION_REST_SECONDS", 60, least=5, most=3600),
        registry_url=get(
            "TIDTAM_CIVIL_REGISTRY_URL", f"{sandbox_url}/civil-registry/CheckCardService.asmx" if sandbox_url else ""
        ),
        directory_url=get("TIDTAM_DIRECTORY_URL", ""),
        directory_base=get("TIDTAM_DIRECTORY_BASE", ""),
        directory_bind_dn=get("TIDTAM_DIRECTORY_BIND_DN", ""),
        directory_password=get("TIDTAM_DIRECTORY_PASSWORD", ""),
        directory_ca=get("TIDTAM_DIRECTORY_CA", ""),
        directory_names=_names(get("TIDTAM_DIRECTORY_NAMES") or NAMES),
        directory_signs_in=bool(_number("TIDTAM_DIRECTORY_SIGN_IN", 0, least=0, most=1)),
        hr_url=get("TIDTAM_HR_URL", f"{sandbox_url}/dpis" if plays_hr else ""),
        hr_token=get("TIDTAM_HR_TOKEN", SANDBOX_SECRET if plays_hr else ""),
        hr_folder=hr_folder,
        hr_days=_number("TIDTAM_HR_DAYS", 7, least=1, most=366),
    )
    _check_directory(settings)
    _check_hr(settings, is_production)
    _check_address("TIDTAM_CIVIL_REGISTRY_URL", settings.registry_url, is_production)
    return settings


def _order(text: str) -> tuple[str, ...]:
    order = tuple(text.split())
    if not order or len(set(order)) != len(order) or not set(order) <= set(ORDER.split()):
        raise EnvironmentMistake(f"TIDTAM_VERIFICATION_ORDER names each of {ORDER} once at most, and nothing else")
    if order[0] != "civil_registry":
        raise EnvironmentMistake(
            "TIDTAM_VERIFICATION_ORDER must begin with civil_registry: the others know who works here, not who asks"
        )
    return order


def _number(name: str, default: int, *, least: int, most: int) -> int:
    text = os.environ.get(name) or str(default)
    if not (text.isascii() and text.isdecimal() and least <= int(text) <= most):
        raise EnvironmentMistake(f"{name} must be a whole number from {least} to {most}")
    return int(text)


def _names(text: str) -> dict[str, tuple[str, ...]]:
    pairs = [part.partition("=") for part in text.split()]
    names = {what: tuple(filter(None, attributes.split(","))) for what, _, attributes in pairs}
    plain = all(_is_attribute(attribute) for attributes in names.values() for attribute in attributes)
    if not (_NEEDED <= set(names) <= _NAMED and len(names) == len(pairs) and all(names.values()) and plain):
        raise EnvironmentMistake(f"TIDTAM_DIRECTORY_NAMES must look like: {NAMES}")
    return names


def _is_attribute(text: str) -> bool:
    """As LDAP writes them: employeeNumber, givenName;lang-th. They become part of a search."""
    return text.isascii() and text[0].isalpha() and all(letter.isalnum() or letter in "-;." for letter in text)


def _check_directory(settings: SourceSettings) -> None:
    if not settings.directory_url:
        if settings.directory_signs_in:
            raise EnvironmentMistake("TIDTAM_DIRECTORY_SIGN_IN is 1, but TIDTAM_DIRECTORY_URL is not set")
        return
    if _scheme_of("TIDTAM_DIRECTORY_URL", settings.directory_url) not in {"ldap", "ldaps"}:
        raise EnvironmentMistake("TIDTAM_DIRECTORY_URL must be ldaps://host, or ldap://host, which is met by StartTLS")
    for name, text in (
        ("TIDTAM_DIRECTORY_BASE", settings.directory_base),
        ("TIDTAM_DIRECTORY_BIND_DN", settings.directory_bind_dn),
        ("TIDTAM_DIRECTORY_PASSWORD", settings.directory_password),
    ):
        if not text:
            raise EnvironmentMistake(f"{name} is not set, but TIDTAM_DIRECTORY_URL is")
    if settings.directory_ca and not Path(settings.directory_ca).is_file():
        raise EnvironmentMistake("TIDTAM_DIRECTORY_CA must be a file of certificates, on which the directory's rests")


def _check_hr(settings: SourceSettings, is_production: bool) -> None:
    if settings.hr_url and settings.hr_folder:
        raise EnvironmentMistake("TIDTAM_HR_URL and TIDTAM_HR_FOLDER are two ways to the same system; set one")
    if settings.hr_folder and not Path(settings.hr_folder).is_absolute():
        raise EnvironmentMistake("TIDTAM_HR_FOLDER must be the whole path of a folder")
    if settings.hr_url and not settings.hr_token:
        raise EnvironmentMistake("TIDTAM_HR_TOKEN is not set, but TIDTAM_HR_URL is")
    if is_production and settings.hr_token == SANDBOX_SECRET:
        raise EnvironmentMistake("TIDTAM_HR_TOKEN is the sandbox's; give the one of your HR system")
    _check_address("TIDTAM_HR_URL", settings.hr_url, is_production)


def _check_address(name: str, url: str, is_production: bool) -> None:
    allowed = {"https"} if is_production else {"https", "http"}
    if url and _scheme_of(name, url) not in allowed:
        raise EnvironmentMistake(f"{name} must begin with https://{' in production' if is_production else ''}")


def _scheme_of(name: str, url: str) -> str:
    try:
        parts = urlsplit(url)
        is_whole = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        is_whole = False
    if not is_whole:
        raise EnvironmentMistake(f"{name} is not an address")
    return parts.scheme
