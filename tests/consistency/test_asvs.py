"""The check against OWASP ASVS says something of every requirement, and names only proofs that exist."""

import re
import tomllib

import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore

from tidtam.config.environment import REPOSITORY

pytestmark = pytest.mark.requirement("QLT-02")
CHECK = REPOSITORY / "docs/security/asvs.md"
LEVEL_TWO = {
    **dict(zip(("6.1", "6.2", "6.3", "6.4", "6.5", "6.6", "6.8"), (3, 12, 4, 4, 5, 3, 4), strict=True)),
    **dict(zip(("7.1", "7.2", "7.3", "7.4", "7.5", "7.6"), (3, 4, 2, 5, 2, 2), strict=True)),
    **dict(zip(("8.1", "8.2", "8.3", "8.4"), (2, 3, 1, 1), strict=True)),
    **dict(zip(("10.1", "10.2", "10.3", "10.4", "10.5", "10.6", "10.7"), (2, 2, 4, 11, 5, 2, 3), strict=True)),
}
"""How many of levels 1 and 2 stand in each section on signing in, sessions, access and OpenID Connect."""
_ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (.+?) \| (.+?) \| ?(.*?) ?\|$", re.MULTILINE)
_PROOF = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def rows() -> list[tuple[str, str, str, str]]:
    return [tuple(each) for each in _ROW.findall(CHECK.read_text("utf-8"))]


def test_every_requirement_is_answered_once() -> None:
    wanted = [f"{section}.{number}" for section, last in LEVEL_TWO.items() for number in range(1, last + 1)]
    assert [number for number, *_rest in rows()] == wanted


def test_each_answer_is_one_of_three_and_has_its_proof() -> None:
    for number, _asked, answer, proof in rows():
        assert answer.startswith(("met", "partly", "does not apply")), number
        if answer.startswith("does not apply"):
            assert ":" in answer, number
        else:
            assert proof == "above" or _PROOF.search(proof), number


def test_every_proof_is_a_test_that_exists() -> None:
    missing = []
    for file, name in _PROOF.findall(CHECK.read_text("utf-8")):
        path = REPOSITORY / file if file.startswith("tests/") else REPOSITORY / "src/tidtam" / file
        if not path.is_file() or f"def {name}(" not in path.read_text("utf-8"):
            missing.append(f"{file}::{name}")
    assert missing == []


def test_the_linter_that_refuses_weak_chance_is_on() -> None:
    rules = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["lint"]
    assert "S" in rules["select"]
    assert not {"S311"} & {*rules.get("ignore", ())}


@pytest.mark.django_db
def test_a_session_key_cannot_be_guessed() -> None:
    assert settings.SESSION_ENGINE == "django.contrib.sessions.backends.db"
    session = SessionStore()
    session.create()
    assert len(VALID_KEY_CHARS) ** len(session.session_key or "") > 2**128
