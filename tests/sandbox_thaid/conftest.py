import pytest

from tests.fixtures.thaid import ThaidSandbox

from .relying_party import RelyingParty


@pytest.fixture
def service(thaid_sandbox: ThaidSandbox) -> RelyingParty:
    return RelyingParty(thaid_sandbox.issuer)
