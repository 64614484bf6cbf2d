"""Whom verification asks: settings that do not fit are refused in words, at the start."""

from pathlib import Path

import pytest

from tidtam.config.environment import EnvironmentMistake

from .test_environment import DEMONSTRATION, PRODUCTION, bare, read

__all__ = ["bare"]

pytestmark = pytest.mark.requirement("IDN-13")

WHOLE = {
    **PRODUCTION,
    "TIDTAM_CIVIL_REGISTRY_URL": "https://registry.example.go.th/CheckCardService.asmx",
    "TIDTAM_DIRECTORY_URL": "ldap://directory.example.go.th",
    "TIDTAM_DIRECTORY_BASE": "dc=example,dc=go,dc=th",
    "TIDTAM_DIRECTORY_BIND_DN": "cn=tidtam,dc=example,dc=go,dc=th",
    "TIDTAM_DIRECTORY_PASSWORD": "a secret",
    "TIDTAM_HR_URL": "https://hr.example.go.th/dpis",
    "TIDTAM_HR_TOKEN": "a secret",
}

NEEDED = "national_id=a given_name=b family_name=c"


def test_production_has_no_source_that_is_not_named(bare: pytest.MonkeyPatch) -> None:
    sources = read(bare, PRODUCTION).sources
    assert (sources.registry_url, sources.directory_url, sources.hr_url, sources.hr_folder) == ("", "", "", "")


def test_a_whole_production_is_read(bare: pytest.MonkeyPatch) -> None:
    sources = read(bare, WHOLE, TIDTAM_VERIFICATION_ORDER="civil_registry hr_system").sources
    assert sources.order == ("civil_registry", "hr_system")
    assert sources.directory_names["user_name"] == ("userPrincipalName", "uid")
    assert "secret" not in repr(sources)


def test_a_demonstration_asks_the_sandbox(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sources = read(bare, DEMONSTRATION, TIDTAM_SANDBOX_URL="http://127.0.0.1:8101").sources
    assert sources.registry_url == "http://127.0.0.1:8101/civil-registry/CheckCardService.asmx"
    assert (sources.hr_url, sources.directory_url) == ("http://127.0.0.1:8101/dpis", "")
    assert read(bare, DEMONSTRATION, TIDTAM_HR_FOLDER=str(tmp_path)).sources.hr_url == ""


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("TIDTAM_CIVIL_REGISTRY_URL", "http://registry.example.go.th", "must begin with https://"),
        ("TIDTAM_CIVIL_REGISTRY_URL", "registry.example.go.th", "is not an address"),
        ("TIDTAM_CIVIL_REGISTRY_URL", "https://registry.example.go.th:no", "is not an address"),
        ("TIDTAM_DIRECTORY_URL", "https://directory.example.go.th", "must be ldaps://host"),
        ("TIDTAM_DIRECTORY_URL", "ldaps://", "is not an address"),
        ("TIDTAM_DIRECTORY_BASE", None, "TIDTAM_DIRECTORY_BASE is not set"),
        ("TIDTAM_DIRECTORY_BIND_DN", None, "TIDTAM_DIRECTORY_BIND_DN is not set"),
        ("TIDTAM_DIRECTORY_PASSWORD", "", "TIDTAM_DIRECTORY_PASSWORD is not set"),
        ("TIDTAM_DIRECTORY_SIGN_IN", "yes", "must be a whole number from 0 to 1"),
        ("TIDTAM_DIRECTORY_CA", "/no/such/file", "must be a file of certificates"),
        ("TIDTAM_DIRECTORY_NAMES", "national_id=employeeID", "must look like"),
        ("TIDTAM_DIRECTORY_NAMES", f"{NEEDED} user_name=d)(e", "must look like"),
        (
            "TIDTAM_DIRECTORY_NAMES",
            "national_id=a given_name=b family_name=c user_name=d user_name=e",
            "must look like",
        ),
        ("TIDTAM_DIRECTORY_NAMES", f"{NEEDED} user_name=d height=e", "must look like"),
        ("TIDTAM_HR_URL", "http://hr.example.go.th", "must begin with https://"),
        ("TIDTAM_HR_TOKEN", None, "TIDTAM_HR_TOKEN is not set"),
        ("TIDTAM_HR_TOKEN", "sandbox-only", "is the sandbox's"),
        ("TIDTAM_HR_FOLDER", "/srv/hr", "set one"),
        ("TIDTAM_VERIFICATION_ORDER", "directory civil_registry", "must begin with civil_registry"),
        ("TIDTAM_VERIFICATION_ORDER", "civil_registry civil_registry", "once at most"),
        ("TIDTAM_VERIFICATION_ORDER", "civil_registry ldap", "once at most"),
        ("TIDTAM_VERIFICATION_ORDER", " ", "once at most"),
        ("TIDTAM_VERIFICATION_SECONDS", "30", "from 1 to 8"),
        ("TIDTAM_VERIFICATION_SECONDS", "0", "from 1 to 8"),
        ("TIDTAM_VERIFICATION_FAILURES", "many", "from 1 to 100"),
        ("TIDTAM_VERIFICATION_REST_SECONDS", "1", "from 5 to 3600"),
        ("TIDTAM_HR_DAYS", "๗", "from 1 to 366"),
    ],
)
def test_production_refuses(bare: pytest.MonkeyPatch, name: str, text: str | None, says: str) -> None:
    with pytest.raises(EnvironmentMistake, match=says):
        read(bare, WHOLE, **{name: text})


def test_a_folder_is_named_whole(bare: pytest.MonkeyPatch) -> None:
    with pytest.raises(EnvironmentMistake, match="whole path"):
        read(bare, WHOLE, TIDTAM_HR_URL=None, TIDTAM_HR_TOKEN=None, TIDTAM_HR_FOLDER="drop")
