"""What Tidtam publishes of itself for services."""

import pytest
from django.conf import settings
from django.test import Client

from .factories import RelyingParty

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-30")]


def test_discovery_names_what_there_is_and_every_address_answers(party: RelyingParty) -> None:
    found = Client().get("/.well-known/openid-configuration").json()
    assert found["issuer"] == settings.ENVIRONMENT.base_url
    assert found["response_types_supported"] == ["code"]
    assert found["code_challenge_methods_supported"] == ["S256"]
    assert found["id_token_signing_alg_values_supported"] == ["RS256"]
    for name, address in found.items():
        if name.endswith(("_endpoint", "_uri")):
            path = address.removeprefix(found["issuer"])
            assert Client().get(path).status_code != 404, name


def test_the_issuer_is_not_what_the_caller_calls_us() -> None:
    host = settings.ALLOWED_HOSTS[0]
    found = Client().get("/.well-known/openid-configuration", headers={"Host": f"{host}:9"})
    assert found.status_code != 200 or found.json()["issuer"] == settings.ENVIRONMENT.base_url


def test_the_key_set_shows_public_halves_only(party: RelyingParty) -> None:
    (key,) = Client().get("/oauth/jwks").json()["keys"]
    assert set(key) == {"kty", "n", "e", "alg", "use", "kid"}
