from functools import cache as remembered
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.test import Client

from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import make_account

from .factories import RelyingParty, browser_of, make_service

_make = rsa.generate_private_key


@remembered
def _one_key() -> Any:
    return _make(public_exponent=65_537, key_size=2048)


@pytest.fixture(autouse=True)
def counted_anew_and_signed_quickly(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Calls are counted from nothing, and finding large primes is not what these tests are about."""
    monkeypatch.setattr(rsa, "generate_private_key", lambda **_how: _one_key())
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        cache.clear()


@pytest.fixture
def party() -> RelyingParty:
    return RelyingParty(make_service())


@pytest.fixture
def account() -> Account:
    return make_account(email="somchai@example.go.th")


@pytest.fixture
def browser(account: Account) -> Client:
    return browser_of(account)
