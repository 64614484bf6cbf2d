"""The first page of the sandboxes' process."""

import httpx
import pytest

from tests.fixtures.thaid import ThaidSandbox

from .relying_party import RelyingParty


@pytest.mark.requirement("IDN-42")
def test_it_lists_the_sandboxes_and_what_each_received(thaid_sandbox: ThaidSandbox, service: RelyingParty) -> None:
    thaid_sandbox.desktop().open(service.authorization_url())
    page = httpx.get(f"{thaid_sandbox.url}/", cookies={"sandbox_language": "en"})
    assert page.status_code == 200
    assert '<a href="/help">ThaiD</a>' in page.text
    assert "<code>GET /thaid/api/v2/oauth2/auth/</code>" in page.text
    assert service.state not in page.text


def test_an_address_that_is_nobodys_leads_back_to_it(thaid_sandbox: ThaidSandbox) -> None:
    page = httpx.get(f"{thaid_sandbox.url}/nobody/", cookies={"sandbox_language": "en"})
    assert page.status_code == 404
    assert "There is no such page" in page.text
    assert '<a href="/">All sandboxes</a>' in page.text
