import pytest

from tidtam.kernel.identity.choices import Provider

from .issuer import FakeIssuer


@pytest.fixture(params=Provider, ids=str)
def issuer(request: pytest.FixtureRequest) -> FakeIssuer:
    return FakeIssuer(request.param, nonce="the-nonce")
