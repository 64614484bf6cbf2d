"""What is given from outside is refused in words when it cannot be."""

import pytest

from tidtam.config.environment import Environment, EnvironmentMistake, read_environment

PRODUCTION = {
    "TIDTAM_ENV": "production",
    "TIDTAM_BASE_URL": "https://tidtam.example.go.th",
    "TIDTAM_KEYS": "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    "TIDTAM_THAID_ISSUER": "https://thaid.example.go.th",
    "TIDTAM_THAID_CLIENT_ID": "office",
    "TIDTAM_THAID_CLIENT_SECRET": "given-by-thaid",
    "DATABASE_URL": "postgresql://web:p%40ss@db.example/tidtam",
    "DATABASE_OWNER_URL": "postgresql://owner:word@db.example:6432/tidtam",
}
DEMONSTRATION = {
    "TIDTAM_ENV": "demonstration",
    "TIDTAM_KEYS": PRODUCTION["TIDTAM_KEYS"],
    "DATABASE_URL": PRODUCTION["DATABASE_URL"],
}


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    import os

    for name in os.environ:
        if name.startswith(("TIDTAM_", "DATABASE_", "PORT")):
            monkeypatch.delenv(name)
    return monkeypatch


def read(bare: pytest.MonkeyPatch, settings: dict[str, str], **changed: str | None) -> Environment:
    for name, text in {**settings, **changed}.items():
        if text is not None:
            bare.setenv(name, text)
    return read_environment.__wrapped__()


def test_a_whole_production_is_read(bare: pytest.MonkeyPatch) -> None:
    environment = read(bare, PRODUCTION)
    assert environment.is_production
    assert not environment.has_sandbox
    assert (environment.database.user, environment.database.password) == ("web", "p@ss")
    assert (environment.database_owner.host, environment.database_owner.port) == ("db.example", "6432")


def test_unset_means_production(bare: pytest.MonkeyPatch) -> None:
    assert read(bare, PRODUCTION, TIDTAM_ENV=None).is_production


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("TIDTAM_SANDBOX_URL", "http://127.0.0.1:8001", "production has no sandbox"),
        ("TIDTAM_SANDBOX_DATABASE_URL", "postgresql://x/y", "production has no sandbox"),
        ("TIDTAM_THAID_CLIENT_SECRET", "sandbox-only", "is the sandbox's"),
        ("TIDTAM_THAID_ISSUER", "http://127.0.0.1:8001/thaid", "must begin with https://"),
        ("TIDTAM_DIGITAL_ID_CLIENT_SECRET", "sandbox-only", "is the sandbox's"),
        ("TIDTAM_DIGITAL_ID_ISSUER", "http://127.0.0.1:8001/digital-id", "must begin with https://"),
        ("TIDTAM_DIGITAL_ID_LEAST_IAL", "high", "is not a level"),
        ("TIDTAM_BASE_URL", "http://tidtam.example.go.th", "must begin with https://"),
        ("TIDTAM_BASE_URL", None, "TIDTAM_BASE_URL is not set"),
        ("TIDTAM_KEYS", None, "TIDTAM_KEYS is not set"),
        ("DATABASE_URL", None, "DATABASE_URL is not set"),
        ("DATABASE_URL", "mysql://x/y", "must begin with postgresql://"),
        ("TIDTAM_ENV", "staging", "must be production, demonstration or test"),
        ("PORT", "http", "PORT=http is not a port"),
        ("PORT", "65535", "PORT=65535 is not a port"),
    ],
)
def test_production_refuses(bare: pytest.MonkeyPatch, name: str, text: str | None, says: str) -> None:
    with pytest.raises(EnvironmentMistake, match=says):
        read(bare, PRODUCTION, **{name: text})


def test_a_demonstration_needs_little(bare: pytest.MonkeyPatch) -> None:
    environment = read(bare, DEMONSTRATION, PORT="8100")
    assert environment.base_url == "http://127.0.0.1:8100"
    assert environment.has_sandbox


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("TIDTAM_LISTEN", "10.0.0.7", "would open a demonstration"),
        ("TIDTAM_BASE_URL", "https://tidtam.example.go.th", "loopback address only"),
    ],
)
def test_a_demonstration_serves_this_machine_alone(bare: pytest.MonkeyPatch, name: str, text: str, says: str) -> None:
    with pytest.raises(EnvironmentMistake, match=says):
        read(bare, DEMONSTRATION, **{name: text})


def test_what_an_older_key_signed_still_counts_while_keys_are_changed(bare: pytest.MonkeyPatch) -> None:
    before = read(bare, PRODUCTION)
    after = read(bare, PRODUCTION, TIDTAM_KEYS=f"k2:{'B' * 43}=,{PRODUCTION['TIDTAM_KEYS']}")
    assert after.secret("django") != before.secret("django")
    assert after.former_secrets("django") == [before.secret("django")]
