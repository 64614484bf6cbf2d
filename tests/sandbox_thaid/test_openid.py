"""The sandbox towards a service: as the real ThaiD, so that an unmodified relying party signs in."""

from typing import Any

import httpx
import pytest

from tests.fixtures.thaid import OTHER_CLIENT, PERSON, PIN, ThaidSandbox, query_of
from tidtam.thai.national_id import demo_number

from .relying_party import CALLBACK, EVERY_SCOPE, NotTrusted, RelyingParty


@pytest.mark.requirement("IDN-40", "IDN-43")
def test_a_strict_relying_party_learns_exactly_the_claims_it_asked_for(
    thaid_sandbox: ThaidSandbox, service: RelyingParty
) -> None:
    claims = service.claims(thaid_sandbox.sign_in(service.authorization_url()))

    assert claims["sub"] == claims["pid"] == PERSON["pid"]
    assert claims["name"] == "นายกานต์ ทดลองดี"
    assert claims["name_en"] == "Mr. Kan Thotlongdi"
    assert claims["birthdate"] == "1984-03-21"
    assert claims["address"] == {"formatted": PERSON["address"]}
    assert {*EVERY_SCOPE.split()} - {"openid"} <= set(claims)


@pytest.mark.requirement("IDN-43")
def test_only_scopes_become_claims(thaid_sandbox: ThaidSandbox) -> None:
    service = RelyingParty(thaid_sandbox.issuer, scope="openid pid")
    claims = service.claims(thaid_sandbox.sign_in(service.authorization_url()))
    standard = {"iss", "sub", "aud", "iat", "exp", "auth_time", "nonce", "at_hash"}
    assert set(claims) - standard == {"pid"}


@pytest.mark.requirement("IDN-43")
@pytest.mark.filterwarnings("ignore:The httpx module is deprecated")
def test_an_independent_library_signs_in_with_discovery_alone(thaid_sandbox: ThaidSandbox) -> None:
    """Authlib, as the public sample for ThaiD uses it; only the address differs."""
    from authlib.integrations.httpx_client import OAuth2Client
    from joserfc import jwt
    from joserfc.jwk import KeySet

    metadata: dict[str, Any] = httpx.get(f"{thaid_sandbox.issuer}/.well-known/openid-configuration").json()
    client = OAuth2Client("tidtam", "sandbox-only", scope=EVERY_SCOPE, redirect_uri=CALLBACK)
    address, state = client.create_authorization_url(metadata["authorization_endpoint"], nonce="n-1")
    callback = thaid_sandbox.sign_in(address)
    token = client.fetch_token(metadata["token_endpoint"], authorization_response=callback, state=state)

    keys = KeySet.import_key_set(httpx.get(metadata["jwks_uri"]).json())
    decoded = jwt.decode(token["id_token"], keys, algorithms=["ES256"])
    assert decoded.claims["nonce"] == "n-1"
    assert decoded.claims["pid"] == PERSON["pid"]
    assert client.get(metadata["userinfo_endpoint"]).json()["given_name"] == PERSON["given_name"]
    assert client.introspect_token(metadata["introspection_endpoint"], token["access_token"]).json()["active"] is True


@pytest.mark.requirement("IDN-43")
def test_a_service_without_openid_reads_the_claims_beside_the_token(thaid_sandbox: ThaidSandbox) -> None:
    service = RelyingParty(thaid_sandbox.issuer, scope="pid given_name", uses_pkce=False, nonce="")
    tokens = service.exchange(query_of(thaid_sandbox.sign_in(service.authorization_url()))["code"]).json()
    assert (tokens["pid"], tokens["given_name"]) == (PERSON["pid"], PERSON["given_name"])
    assert "id_token" not in tokens


@pytest.mark.requirement("IDN-43")
def test_the_whole_token_response_fits_into_a_cookie(thaid_sandbox: ThaidSandbox, service: RelyingParty) -> None:
    long_named = {
        "pid": demo_number(900_000_100),
        "title": "ผู้ช่วยศาสตราจารย์ ดร.",
        "title_en": "Assistant Professor Dr.",
        "given_name": "ประเสริฐศักดิ์",
        "family_name": "วงศ์สุวรรณรัตนกุลพัฒนา",
        "given_name_en": "Prasertsak",
        "family_name_en": "Wongsuwanrattanakunphatthana",
        "birthdate": "1970-10-10",
        "gender": "male",
        "address": "999/999 อาคารตัวอย่างชั้น 99 ซอยสมมุติ 99 ถนนจำลองสายใหม่ แขวงตัวอย่างเหนือ เขตสมมุติ กรุงเทพมหานคร 10999",
        "pin": PIN,
    }
    thaid_sandbox.seed([long_named])
    callback = thaid_sandbox.sign_in(service.authorization_url(), pid=long_named["pid"])
    assert len(service.exchange(query_of(callback)["code"]).content) < 3500


@pytest.mark.requirement("IDN-43")
def test_discovery_names_every_endpoint_and_does_not_advertise_pkce(service: RelyingParty) -> None:
    metadata = service.metadata()
    base = f"{service.issuer}/api/v2/oauth2"
    assert metadata["authorization_endpoint"] == f"{base}/auth/"
    assert metadata["token_endpoint"] == f"{base}/token/"
    assert metadata["introspection_endpoint"] == f"{base}/introspect/"
    assert metadata["revocation_endpoint"] == f"{base}/revoke/"
    assert metadata["userinfo_endpoint"] == f"{base}/userinfo/"
    assert metadata["jwks_uri"] == f"{service.issuer}/jwks/"
    assert metadata["token_endpoint_auth_methods_supported"] == ["client_secret_basic"]
    assert metadata["id_token_signing_alg_values_supported"] == ["ES256"]
    assert "code_challenge_methods_supported" not in metadata


@pytest.mark.requirement("IDN-43")
@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"scope": "openid salary"}, "invalid_scope"),
        ({"scope": ""}, "invalid_scope"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": ""}, "invalid_request"),
        ({"request": "eyJ"}, "request_not_supported"),
        ({"prompt": "none"}, "login_required"),
        ({"code_challenge_method": "S1"}, "invalid_request"),
        ({"nonce": "n" * 1001}, "invalid_request"),
    ],
)
def test_a_wrong_request_goes_back_to_the_service_with_its_state(
    service: RelyingParty, changes: dict[str, str], error: str
) -> None:
    response = httpx.get(service.authorization_url(**changes))
    assert response.headers["location"].startswith(f"{CALLBACK}?")
    answer = query_of(response.headers["location"])
    assert (answer["error"], answer["state"]) == (error, service.state)


@pytest.mark.requirement("IDN-43")
def test_a_scope_that_was_not_approved_for_this_service_is_invalid_scope(thaid_sandbox: ThaidSandbox) -> None:
    library = RelyingParty(
        thaid_sandbox.issuer,
        client_id=str(OTHER_CLIENT["id"]),
        secret=str(OTHER_CLIENT["secret"]),
        redirect_uri=OTHER_CLIENT["redirect_uris"][0],
        scope="openid pid",
    )
    location = httpx.get(library.authorization_url()).headers["location"]
    assert query_of(location) == {"from": "thaid", "error": "invalid_scope", "state": library.state}
    library.scope = "openid name"
    assert library.claims(thaid_sandbox.sign_in(library.authorization_url()))["name"] == "นายกานต์ ทดลองดี"


@pytest.mark.requirement("IDN-43")
@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "nobody"},
        {"redirect_uri": f"{CALLBACK}/"},
        {"redirect_uri": f"{CALLBACK}?next=x"},
        {"redirect_uri": "http://evil.example.invalid/"},
        {"redirect_uri": ""},
    ],
)
def test_an_unknown_service_or_address_is_never_redirected_to(service: RelyingParty, changes: dict[str, str]) -> None:
    response = httpx.get(service.authorization_url(**changes))
    assert response.status_code == 400
    assert "location" not in response.headers


@pytest.mark.requirement("IDN-43")
def test_the_request_may_also_be_posted(thaid_sandbox: ThaidSandbox, service: RelyingParty) -> None:
    address = service.authorization_url()
    response = httpx.post(thaid_sandbox.endpoint("auth"), data=query_of(address))
    assert response.status_code == 302
    assert "/auth/" in response.headers["location"]


@pytest.mark.requirement("IDN-02", "IDN-43")
class TestCodes:
    def code(self, sandbox: ThaidSandbox, service: RelyingParty) -> str:
        return query_of(sandbox.sign_in(service.authorization_url()))["code"]

    def refused(self, response: httpx.Response) -> str:
        assert response.status_code == 400
        assert response.headers["cache-control"] == "no-store"
        return str(response.json()["error"])

    def test_a_code_works_once_and_a_second_use_revokes_what_it_gave(
        self, thaid_sandbox: ThaidSandbox, service: RelyingParty
    ) -> None:
        code = self.code(thaid_sandbox, service)
        tokens = service.exchange(code).json()
        assert service.userinfo(tokens["access_token"]).status_code == 200
        assert self.refused(service.exchange(code)) == "invalid_grant"
        assert service.userinfo(tokens["access_token"]).status_code == 401

    def test_a_code_expires_by_the_sandboxs_clock(self, thaid_sandbox: ThaidSandbox, service: RelyingParty) -> None:
        code = self.code(thaid_sandbox, service)
        thaid_sandbox.set_clock_ahead(61)
        assert self.refused(service.exchange(code)) == "invalid_grant"

    def test_a_code_is_bound_to_its_address_client_and_challenge(
        self, thaid_sandbox: ThaidSandbox, service: RelyingParty
    ) -> None:
        code = self.code(thaid_sandbox, service)
        other = RelyingParty(thaid_sandbox.issuer, str(OTHER_CLIENT["id"]), str(OTHER_CLIENT["secret"]))
        assert self.refused(other.exchange(code)) == "invalid_grant"
        assert self.refused(service.exchange(code, redirect_uri=f"{CALLBACK}/")) == "invalid_grant"
        assert self.refused(service.exchange(code, code_verifier="wrong" * 10)) == "invalid_grant"
        assert self.refused(service.exchange(code, code_verifier="")) == "invalid_grant"
        assert service.exchange(code).status_code == 200

    def test_wrong_questions_are_answered_as_the_standard_says(
        self, thaid_sandbox: ThaidSandbox, service: RelyingParty
    ) -> None:
        assert self.refused(service.exchange("made-up")) == "invalid_grant"
        assert self.refused(service.exchange("")) == "invalid_request"
        assert self.refused(service.exchange("x", grant_type="password")) == "unsupported_grant_type"
        assert self.refused(service.exchange("x", grant_type="")) == "invalid_request"
        stranger = RelyingParty(thaid_sandbox.issuer, secret="guessed")
        answer = stranger.exchange("x")
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
        assert answer.headers["www-authenticate"].startswith("Basic")
        without = httpx.post(
            thaid_sandbox.endpoint("token"), data={"client_id": "tidtam", "client_secret": "sandbox-only"}
        )
        assert without.status_code == 401


@pytest.mark.requirement("IDN-43")
def test_tokens_are_refreshed_introspected_and_revoked(thaid_sandbox: ThaidSandbox, service: RelyingParty) -> None:
    tokens = service.exchange(query_of(thaid_sandbox.sign_in(service.authorization_url()))["code"]).json()
    fresh = service.refresh(tokens["refresh_token"]).json()
    assert service.verified(fresh)["pid"] == PERSON["pid"]
    assert service.refresh(tokens["refresh_token"]).json()["error"] == "invalid_grant"

    assert service.introspect(fresh["access_token"]).json()["scope"] == EVERY_SCOPE
    stranger = RelyingParty(thaid_sandbox.issuer, str(OTHER_CLIENT["id"]), str(OTHER_CLIENT["secret"]))
    stranger.revoke(fresh["access_token"])
    assert service.introspect(fresh["access_token"]).json()["active"] is True
    assert service.revoke(fresh["access_token"]).status_code == 200
    assert service.introspect(fresh["access_token"]).json() == {"active": False}
    thaid_sandbox.set_clock_ahead(3601)
    assert service.userinfo(tokens["access_token"]).status_code == 401


@pytest.mark.requirement("IDN-43")
def test_keys_rotate_and_former_ones_stay_published(thaid_sandbox: ThaidSandbox, service: RelyingParty) -> None:
    tokens = service.exchange(query_of(thaid_sandbox.sign_in(service.authorization_url()))["code"]).json()
    thaid_sandbox.new_key()
    assert service.verified(tokens)["pid"] == PERSON["pid"]
    assert service.claims(thaid_sandbox.sign_in(service.authorization_url()))["pid"] == PERSON["pid"]
    published = httpx.get(f"{thaid_sandbox.issuer}/jwks/").json()["keys"]
    assert len({key["kid"] for key in published}) == len(published) >= 2
    assert all("d" not in key for key in published)


@pytest.mark.requirement("IDN-40")
@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ("token_down", "token endpoint: 503"),
        ("token_garbage", "token endpoint: 200"),
        ("token_refused", "token endpoint: 400"),
        ("expiry_as_time", "token response"),
        ("missing_id_token", "KeyError"),
        ("wrong_key", "InvalidSignatureError"),
        ("unknown_kid", "PyJWKClientError"),
        ("unsigned", "PyJWKClientError"),
        ("wrong_nonce", "nonce"),
        ("missing_nonce", "MissingRequiredClaimError"),
        ("wrong_audience", "InvalidAudienceError"),
        ("wrong_issuer", "InvalidIssuerError"),
        ("wrong_at_hash", "at_hash"),
        ("expired_token", "ExpiredSignatureError"),
        ("wrong_state", "state"),
        ("missing_state", "state"),
        ("forged_code", "token endpoint: 400"),
        ("server_error", "server_error"),
        ("invalid_scope", "invalid_scope"),
    ],
)
def test_each_fault_spoils_the_next_sign_in_and_no_other(
    thaid_sandbox: ThaidSandbox, service: RelyingParty, fault: str, why: str
) -> None:
    thaid_sandbox.arm(fault)
    with pytest.raises(NotTrusted) as refusal:
        service.claims(thaid_sandbox.sign_in(service.authorization_url()))
    assert str(refusal.value) == why
    assert service.claims(thaid_sandbox.sign_in(service.authorization_url()))["pid"] == PERSON["pid"]
