"""Clients of the interface for programs: who makes them, what they prove themselves with, what ends them."""

from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from typing import Any
from urllib.parse import quote_plus

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.http import Http404
from django.test import Client

from tidtam.kernel.actor import SYSTEM, NotAllowed, Refused, acting_as, clock_at
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.identity.models import ApiClientSecret, ApiToken
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_ministry, make_organization
from tidtam.kernel.people.tests.factories import officer_at
from tidtam.kernel.programs import actions, api_scopes, queries
from tidtam.kernel.programs.actions import NewSecret
from tidtam.kernel.programs.tasks import clear_tokens

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-31", "TRK-40")]

SCOPES = ("test:read", "test:write")


@pytest.fixture(autouse=True)
def scopes(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {key: api_scopes.ApiScope(key, key) for key in SCOPES}
    monkeypatch.setattr(api_scopes, "_scopes", known)
    cache.clear()


@pytest.fixture
def university() -> Organization:
    return make_organization("uni-a", make_ministry())


def make(university: Organization, **given: Any) -> NewSecret:
    wanted: dict[str, Any] = {
        "organization": university,
        "name": "ระบบบุคลากร",
        "contact": "it@example.invalid",
        "role": "institution_officer",
        "scopes": SCOPES,
    }
    with acting_as(SYSTEM):
        return actions.create_client(SYSTEM, **(wanted | given))


def ask(path: str = "token", *, basic: tuple[str, str] | None = None, **form: Any) -> Any:
    headers = {}
    if basic:
        headers["Authorization"] = "Basic " + b64encode(":".join(map(quote_plus, basic)).encode()).decode()
    return Client().post(f"/oauth/{path}", form, headers=headers)


def ask_token(made: NewSecret, **form: Any) -> Any:
    return ask(basic=(str(made.client.pk), made.secret), grant_type="client_credentials", **form)


def test_a_token_says_what_the_client_may_and_for_how_long(university: Organization) -> None:
    made = make(university)
    answer = ask_token(made)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    body = answer.json()
    assert body["token_type"] == "Bearer"
    assert body["expires_in"] == 900
    assert set(body["scope"].split()) == set(SCOPES)
    with acting_as(SYSTEM):
        presented = queries.client_with_token(SYSTEM, body["access_token"])
    assert presented is not None
    actor = queries.actor_of_client(SYSTEM, presented)
    assert actor.client_id == made.client.pk
    assert actor.account_id is None
    assert actor.person_id is None
    assert [(grant.role, grant.organization_path) for grant in actor.grants] == [("institution_officer", "mhesi/uni-a")]


def test_the_secret_may_stand_in_the_body(university: Organization) -> None:
    made = make(university)
    answer = ask(grant_type="client_credentials", client_id=str(made.client.pk), client_secret=made.secret)
    assert answer.status_code == 200


def test_a_client_may_ask_for_less_but_not_for_more(university: Organization) -> None:
    made = make(university, scopes=["test:read"])
    assert ask_token(made, scope="test:read").json()["scope"] == "test:read"
    for scope in ("test:write", "test:read test:write", "nonsense"):
        answer = ask_token(made, scope=scope)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"grant_type": ["client_credentials", "client_credentials"]}, 400, "invalid_request"),
        ({"grant_type": "client_credentials", "client_secret": "twice"}, 400, "invalid_request"),
    ],
)
def test_a_wrong_request_is_told_so_in_the_words_of_the_protocol(
    university: Organization, form: dict[str, Any], status: int, error: str
) -> None:
    made = make(university)
    answer = ask(basic=(str(made.client.pk), made.secret), **form)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_nothing_of_it_stands_in_the_address(university: Organization) -> None:
    made = make(university)
    answer = Client().post(
        f"/oauth/token?client_id={made.client.pk}&client_secret={made.secret}", {"grant_type": "client_credentials"}
    )
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
    assert Client().get("/oauth/token").status_code == 405


@pytest.mark.parametrize(
    "header", ["Basic", "Basic ©", "Basic é=", "Basic !", "Basic /////w==", "Basic Og==", f"Basic {'A' * 9_000}"]
)
@pytest.mark.parametrize("path", ["token", "revoke", "introspect"])
def test_a_header_that_cannot_be_read_proves_nothing(db: None, path: str, header: str) -> None:
    form = {"grant_type": "client_credentials", "token": "x"}
    answer = Client().post(f"/oauth/{path}", form, headers={"Authorization": header})
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


@pytest.mark.parametrize("secret", ["", "tts_wrong", "\x00", "é"])
def test_a_wrong_secret_is_refused(university: Organization, secret: str) -> None:
    made = make(university)
    for client_id in (str(made.client.pk), "nobody", "\x00", ""):
        answer = ask(basic=(client_id, secret), grant_type="client_credentials")
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
        assert answer.headers["WWW-Authenticate"].startswith("Basic")
    assert not ApiToken.objects.exists()


def test_guessing_is_slowed_down_for_one_client_and_not_for_its_neighbour(university: Organization) -> None:
    made, other = make(university), make(university, name="ระบบสารบรรณ")
    for _attempt in range(10):
        assert ask(basic=(str(made.client.pk), "wrong"), grant_type="client_credentials").status_code == 401
    refused = ask_token(made)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert ask_token(other).status_code == 200


def test_nothing_is_kept_from_which_a_secret_could_be_told(university: Organization) -> None:
    made = make(university)
    token = ask_token(made).json()["access_token"]
    kept = [*ApiClientSecret.objects.values_list("digest", "hint"), *ApiToken.objects.values_list("digest")]
    assert not any(made.secret in str(row) or token in str(row) for row in kept)


def test_two_secrets_are_valid_while_they_overlap(university: Organization, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make(university)
    with acting_as(SYSTEM):
        second = actions.rotate_secret(SYSTEM, made.client, overlap=timedelta(days=1))
    old_token = ask_token(made).json()["access_token"]
    assert ask_token(second).status_code == 200
    with acting_as(SYSTEM), pytest.raises(Refused):
        actions.rotate_secret(SYSTEM, made.client, overlap=timedelta(days=1))
    tomorrow = replace(SYSTEM, clock=clock_at(SYSTEM.now() + timedelta(days=1, minutes=1)))
    with acting_as(tomorrow):
        assert queries.client_with_secret(tomorrow, str(made.client.pk), made.secret) is None
        assert queries.client_with_secret(tomorrow, str(made.client.pk), second.secret) is not None
    with acting_as(SYSTEM):
        actions.end_old_secrets(SYSTEM, made.client)
        assert queries.client_with_token(SYSTEM, old_token) is None
    assert ask_token(made).status_code == 401
    assert ask_token(second).status_code == 200


def test_a_secret_that_became_known_is_replaced_at_once(university: Organization) -> None:
    made = make(university)
    token = ask_token(made).json()["access_token"]
    with acting_as(SYSTEM):
        second = actions.rotate_secret(SYSTEM, made.client, overlap=timedelta(0))
        assert queries.client_with_token(SYSTEM, token) is None
    assert ask_token(made).status_code == 401
    assert ask_token(second).status_code == 200


def test_a_token_dies_with_its_client_its_office_and_its_time(university: Organization) -> None:
    made = make(university)
    token = ask_token(made).json()["access_token"]
    later = replace(SYSTEM, clock=clock_at(SYSTEM.now() + timedelta(minutes=15, seconds=1)))
    with acting_as(later):
        assert queries.client_with_token(later, token) is None
    clear_tokens(timestamp=0)
    assert ApiToken.objects.count() == 1
    with acting_as(later):
        assert actions.clear_tokens(later) == 1
    token = ask_token(made).json()["access_token"]
    with acting_as(SYSTEM):
        assert queries.client_with_token(SYSTEM, token) is not None
        actions.end_client(SYSTEM, made.client)
        actions.end_client(SYSTEM, made.client)
        assert queries.client_with_token(SYSTEM, token) is None
        assert AuditRecord.objects.filter(verb="api_client.ended").count() == 1
    with acting_as(SYSTEM), pytest.raises(Refused):
        actions.rotate_secret(SYSTEM, made.client, overlap=timedelta(0))
    assert ask_token(made).status_code == 401


def test_a_token_is_given_back_by_its_own_client_only(university: Organization) -> None:
    made, other = make(university), make(university, name="ระบบสารบรรณ")
    token = ask_token(made).json()["access_token"]
    for client, is_gone in ((other, False), (made, True)):
        assert ask("revoke", basic=(str(client.client.pk), client.secret), token=token).status_code == 200
        with acting_as(SYSTEM):
            assert (queries.client_with_token(SYSTEM, token) is None) is is_gone
    assert ask("revoke", basic=("nobody", "x"), token=token).status_code == 401


def test_only_those_who_hand_out_the_roles_of_an_office_see_to_its_clients(university: Organization) -> None:
    made = make(university)
    admin, other = officer_at("mhesi/uni-a", "role_admin"), officer_at("mhesi/uni-b", "role_admin")
    with acting_as(admin):
        assert queries.get_client(admin, made.client.pk) == made.client
        assert actions.rotate_secret(admin, made.client, overlap=timedelta(0)).secret
    for stranger in (other, officer_at("mhesi/uni-a"), officer_at("mhesi", "account_admin")):
        with acting_as(stranger):
            with pytest.raises(Http404):
                queries.get_client(stranger, made.client.pk)
            with pytest.raises(Http404):
                actions.end_client(stranger, made.client)
            with pytest.raises(NotAllowed):
                actions.create_client(
                    stranger,
                    organization=university,
                    name="x",
                    contact="a@example.invalid",
                    role="institution_officer",
                    scopes=SCOPES,
                )


@pytest.mark.parametrize(
    "given",
    [
        {"role": "role_admin"},
        {"role": "ministry_case_officer"},
        {"scopes": []},
        {"scopes": ["nonsense"]},
    ],
)
def test_a_client_that_makes_no_sense_is_refused(university: Organization, given: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        make(university, **given)


def test_two_living_clients_of_an_office_are_told_apart_by_name(university: Organization) -> None:
    made = make(university)
    with pytest.raises(Refused):
        make(university)
    with acting_as(SYSTEM):
        actions.end_client(SYSTEM, made.client)
    assert make(university)


def test_the_command_makes_rotates_lists_and_ends(university: Organization) -> None:
    out = StringIO()
    options = ["--contact", "it@example.invalid", "--role", "institution_officer", "--scope", "test:read"]
    call_command("api_client", "make", "uni-a", "ระบบบุคลากร", *options, stdout=out)
    client_id, secret = (line.split()[-1] for line in out.getvalue().splitlines())
    assert ask(basic=(client_id, secret), grant_type="client_credentials").status_code == 200
    listed = StringIO()
    call_command("api_client", "list", stdout=listed)
    assert client_id in listed.getvalue()
    assert secret not in listed.getvalue()
    call_command("api_client", "rotate", client_id, "--overlap-hours", "0", stdout=StringIO())
    assert ask(basic=(client_id, secret), grant_type="client_credentials").status_code == 401
    call_command("api_client", "end", client_id, stdout=StringIO())
    with pytest.raises(CommandError):
        call_command("api_client", "rotate", client_id, stdout=StringIO())
    with pytest.raises(CommandError):
        call_command("api_client", "make", "nowhere", "x", *options, stdout=StringIO())
