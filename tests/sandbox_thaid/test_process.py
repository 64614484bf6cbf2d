"""The process itself: where it refuses to run, what it writes down, what it lets others do."""

import json
import re

import httpx
import psycopg
import pytest

from tests.fixtures.thaid import OWN_PERSONS, PERSON, PIN, ThaidSandbox, query_of, run_sandbox, running_sandbox
from tidtam.thai.national_id import demo_number

from .relying_party import RelyingParty

SOMEWHERE = "postgresql://nobody@127.0.0.1:1/nothing"


@pytest.mark.requirement("IDN-40", "IDN-42")
@pytest.mark.parametrize("environment", ["production", "", "staging"])
def test_it_cannot_be_imported_in_production(environment: str) -> None:
    done = run_sandbox(TIDTAM_ENV=environment, TIDTAM_SANDBOX_DATABASE_URL=SOMEWHERE)
    assert done.returncode != 0
    assert "ImportError" in done.stderr


@pytest.mark.requirement("IDN-40")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TIDTAM_SANDBOX_ADDRESS", "192.0.2.1"),
        ("TIDTAM_SANDBOX_URL", "https://thaid.example.invalid"),
        ("TIDTAM_SANDBOX_DATABASE_URL", "sqlite:///x"),
        ("TIDTAM_SANDBOX_QR_SECONDS", "soon"),
        ("TIDTAM_SANDBOX_CLIENTS", "[{]"),
    ],
)
def test_it_refuses_a_setting_that_cannot_be_and_says_which(name: str, value: str) -> None:
    done = run_sandbox(**{"TIDTAM_SANDBOX_DATABASE_URL": SOMEWHERE, name: value})
    assert done.returncode == 2
    assert name in done.stderr or "loopback" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.requirement("IDN-02")
def test_how_long_a_code_lives_is_a_setting() -> None:
    with running_sandbox(TIDTAM_SANDBOX_QR_SECONDS="7") as sandbox:
        desktop = sandbox.desktop()
        desktop.open(RelyingParty(sandbox.issuer).authorization_url())
        assert desktop.state()["seconds_left"] in {6, 7}


def test_connections_that_the_server_ended_are_replaced(thaid_sandbox: ThaidSandbox) -> None:
    page = f"{thaid_sandbox.url}/phone/devices"
    assert httpx.get(page).status_code == 200
    with psycopg.connect(thaid_sandbox.database_url, autocommit=True) as connection:
        ended = connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchall()
    assert ended
    assert httpx.get(page, timeout=30).status_code == 200


class TestSeed:
    def test_a_seeded_person_signs_in_with_the_known_pin(
        self, thaid_sandbox: ThaidSandbox, service: RelyingParty
    ) -> None:
        person = {
            "pid": demo_number(900_000_200),
            "title": "นาง",
            "given_name": "บุญมี",
            "family_name": "มาลงไว้",
            "birthdate": "2500",
            "pin": "90817263",
        }
        with pytest.raises(AssertionError, match="1985"):
            thaid_sandbox.seed([{**person, "birthdate": "24/3/2528"}])
        thaid_sandbox.seed([{**person, "birthdate": "1957"}])
        thaid_sandbox.seed([{**person, "birthdate": "1957", "given_name": "บุญมา"}])  # set right, not made twice
        claims = service.claims(thaid_sandbox.sign_in(service.authorization_url(), person["pid"], "90817263"))
        assert (claims["given_name"], claims["birthdate"]) == ("บุญมา", "1957")

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"pin": "12345678"}, "PIN"),
            ({"pid": "1234567890123"}, "national ID"),
            ({"given_name": ""}, "given_name"),
            ({"gender": "x"}, "gender"),
            ({"nickname": "x"}, "nickname"),
        ],
    )
    def test_a_wrong_entry_is_refused_with_its_place(
        self, thaid_sandbox: ThaidSandbox, changes: dict[str, str], said: str
    ) -> None:
        done = run_sandbox(
            "thaid_seed",
            "-",
            given=json.dumps([PERSON, {**PERSON, **changes}]),
            TIDTAM_SANDBOX_DATABASE_URL=thaid_sandbox.database_url,
        )
        assert done.returncode == 1
        assert "person 2:" in done.stderr
        assert said in done.stderr
        assert "Traceback" not in done.stderr

    @pytest.mark.parametrize("given", ["", "{}", "[1]", "not json"])
    def test_what_is_no_list_of_persons_is_refused(self, thaid_sandbox: ThaidSandbox, given: str) -> None:
        done = run_sandbox("thaid_seed", "-", given=given, TIDTAM_SANDBOX_DATABASE_URL=thaid_sandbox.database_url)
        assert (done.returncode, "JSON" in done.stderr) == (1, True)


@pytest.mark.requirement("IDN-40")
class TestLog:
    def test_it_shows_what_was_received_without_secrets(
        self, thaid_sandbox: ThaidSandbox, service: RelyingParty
    ) -> None:
        callback = thaid_sandbox.sign_in(service.authorization_url())
        code = query_of(callback)["code"]
        tokens = service.exchange(code).json()
        service.exchange(code)
        service.userinfo(tokens["access_token"])
        page = httpx.get(f"{thaid_sandbox.url}/log").text
        for shown in ("POST /thaid/api/v2/oauth2/token/", "grant_type=authorization_code", "400 invalid_grant"):
            assert shown in page
        secrets = (code, service.state, service.nonce, service.verifier, service.secret, *tokens.values())
        for secret in [str(secret) for secret in secrets if len(str(secret)) > 10 and " " not in str(secret)]:
            assert secret not in page, secret
        assert str(PERSON["pid"]) not in page

    def test_hostile_requests_are_written_down_harmlessly(self, thaid_sandbox: ThaidSandbox) -> None:
        address = (
            f"{thaid_sandbox.endpoint('auth')}?client_id=%00%3Cscript%3Ealert(1)%3C/script%3E&" + "x" * 5000 + "=1"
        )
        assert httpx.get(address).status_code == 400
        page = httpx.get(f"{thaid_sandbox.url}/log").text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


@pytest.mark.requirement("IDN-40")
class TestFaults:
    @pytest.mark.parametrize(("fault", "status"), [("down", 503), ("garbage", 200)])
    def test_the_whole_service_can_fail_until_it_is_cleared(
        self, thaid_sandbox: ThaidSandbox, fault: str, status: int
    ) -> None:
        discovery = f"{thaid_sandbox.issuer}/.well-known/openid-configuration"
        thaid_sandbox.arm(fault)
        for _ in range(2):
            response = httpx.get(discovery)
            assert response.status_code == status
            with pytest.raises(ValueError, match="Expecting value"):
                response.json()
        thaid_sandbox.reset()
        assert httpx.get(discovery).json()["issuer"] == thaid_sandbox.issuer

    def test_it_can_be_too_slow_for_its_caller(self, thaid_sandbox: ThaidSandbox) -> None:
        thaid_sandbox.arm("slow", seconds=5, times=1)
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"{thaid_sandbox.issuer}/jwks/", timeout=0.2)
        assert httpx.get(f"{thaid_sandbox.issuer}/jwks/").status_code == 200

    @pytest.mark.parametrize(
        ("fault", "pid"), [(person["quirk"], person["pid"]) for person in OWN_PERSONS if "quirk" in person]
    )
    def test_the_magic_persons_stand_on_the_help_page(self, thaid_sandbox: ThaidSandbox, fault: str, pid: str) -> None:
        page = httpx.get(f"{thaid_sandbox.url}/help").text
        assert f"<code>{fault}</code>" in page
        assert f"{pid[0]}-{pid[1:5]}-{pid[5:10]}-{pid[10:12]}-{pid[12]}" in page

    def test_a_magic_person_has_no_number_or_a_wrong_one(
        self, thaid_sandbox: ThaidSandbox, service: RelyingParty
    ) -> None:
        pids = {person["quirk"]: person["pid"] for person in OWN_PERSONS if "quirk" in person}
        without = service.claims(thaid_sandbox.sign_in(service.authorization_url(), pids["no_pid"]))
        assert "pid" not in without
        assert not without["sub"].isdigit()
        wrong = service.claims(thaid_sandbox.sign_in(service.authorization_url(), pids["bad_pid"]))
        assert wrong["pid"][:12] == pids["bad_pid"][:12]
        assert wrong["pid"] != pids["bad_pid"]

    @pytest.mark.parametrize(
        ("path", "sent"),
        [
            ("/faults", {"name": "nonsense"}),
            ("/faults", {"name": "slow", "seconds": 61}),
            ("/faults", {"name": "slow", "seconds": "x"}),
            ("/faults", {"name": "down", "times": 0}),
            ("/clock", {"seconds_ahead": 10**12}),
            ("/faults", ["down"]),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, thaid_sandbox: ThaidSandbox, path: str, sent: object) -> None:
        response = httpx.post(f"{thaid_sandbox.url}{path}", json=sent)
        assert response.status_code == 422
        assert response.json()["message"]

    @pytest.mark.parametrize("path", ["/faults", "/clock", "/keys"])
    def test_a_form_of_another_site_changes_nothing(self, thaid_sandbox: ThaidSandbox, path: str) -> None:
        forged = {"name": "down", "seconds_ahead": "9"}
        assert httpx.post(f"{thaid_sandbox.url}{path}", data=forged).status_code == 403
        assert httpx.post(f"{thaid_sandbox.url}{path}", content=json.dumps(forged)).status_code == 403

    def test_a_person_arms_and_clears_on_the_page(self, thaid_sandbox: ThaidSandbox) -> None:
        browser = thaid_sandbox.desktop()
        browser.post("/faults", {"name": "token_slow", "seconds": "3", "times": ""})
        assert 'name="clear"' in browser.get("/faults").text
        browser.post("/faults", {"name": "token_slow", "clear": "1"})
        assert 'name="clear"' not in browser.get("/faults").text


PAGES = ("/help", "/log", "/faults", "/phone", "/phone/devices", "/phone/register/way", "/phone/register/service-point")


@pytest.mark.requirement("IDN-40")
@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_title_a_language_and_no_foreign_source(
    thaid_sandbox: ThaidSandbox, path: str, language: str
) -> None:
    response = httpx.get(f"{thaid_sandbox.url}{path}", cookies={"sandbox_language": language})
    page = response.text
    assert response.status_code == 200
    assert f'<html lang="{language}">' in page
    assert re.search(r"<title>\S.* – ThaiD \(\S+\)</title>", page)
    assert page.count("<h1") == 1
    identifiers = re.findall(r'\sid="([^"]+)"', page)
    assert len(identifiers) == len(set(identifiers))
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)
    policy = response.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "camera=(self)" in response.headers["permissions-policy"]


def test_the_language_is_chosen_on_the_page_and_leads_back_to_it_only(thaid_sandbox: ThaidSandbox) -> None:
    browser = thaid_sandbox.desktop()
    assert "คู่มือ" in browser.get("/help").text
    assert browser.post("/language", {"language": "en", "next": "/faults"}).headers["location"] == "/faults"
    assert "Faults and clock" in browser.get("/faults").text
    away = browser.post("/language", {"language": "th", "next": "//evil.example.invalid"})
    assert away.headers["location"] == "/"


def test_a_foreign_host_name_is_refused(thaid_sandbox: ThaidSandbox) -> None:
    assert httpx.get(f"{thaid_sandbox.url}/help", headers={"Host": "evil.example.invalid"}).status_code == 400


def test_the_pin_of_the_demonstration_is_no_secret(thaid_sandbox: ThaidSandbox) -> None:
    assert PIN in httpx.get(f"{thaid_sandbox.url}/phone/devices").text
