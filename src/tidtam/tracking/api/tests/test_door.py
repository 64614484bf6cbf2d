"""What every call meets on its way in, and the one shape of every mistake."""

import json
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity.tests.factories import client_for, make_account
from tidtam.kernel.programs.actions import end_client
from tidtam.tracking.api.actions import counting
from tidtam.tracking.api.choices import Scope
from tidtam.tracking.models import Case, CaseEvent
from tidtam.tracking.tests.factories import DAY, World

from .calling import ROOT, Program, a_case, program_of

pytestmark = [pytest.mark.requirement("TRK-40", "QLT-02")]
DATE = DAY.isoformat()

ROUTES: list[tuple[str, str, Scope, object]] = [
    ("GET", "/processes", Scope.READ, None),
    ("GET", "/processes/sample", Scope.READ, None),
    ("GET", "/cases", Scope.READ, None),
    ("POST", "/cases/search", Scope.READ, {"text": "อว"}),
    ("POST", "/cases", Scope.WRITE, {}),
    ("GET", "/cases/{id}", Scope.READ, None),
    ("GET", "/cases/{id}/timeline", Scope.READ, None),
    ("GET", "/cases/{id}/events", Scope.READ, None),
    ("POST", "/cases/{id}/finish", Scope.ACT, {"happened_on": DATE, "letter_no": "อว 1"}),
    ("POST", "/cases/{id}/return", Scope.ACT, {"happened_on": DATE, "reasons": [{"text": "ขาด"}]}),
    ("POST", "/cases/{id}/resume", Scope.ACT, {"happened_on": DATE}),
    ("POST", "/cases/{id}/note", Scope.ACT, {"text": "บันทึก"}),
    ("POST", "/cases/{id}/withdraw", Scope.ACT, {"happened_on": DATE, "remark": "ถอน"}),
    ("POST", "/cases/{id}/close", Scope.ACT, {"happened_on": DATE, "remark": "ปิด"}),
    ("POST", "/cases/{id}/suspend", Scope.ACT, {"happened_on": DATE, "remark": "รอผล"}),
    ("POST", "/cases/{id}/continue", Scope.ACT, {"happened_on": DATE}),
    ("POST", "/files", Scope.ACT, {}),
    ("POST", "/cases/{id}/reopen", Scope.ACT, {"happened_on": DATE, "remark": "เปิด", "step": "check"}),
]
OF_A_CASE = [route for route in ROUTES if "{id}" in route[1]]


def ask(program: Program, route: tuple[str, str, Scope, object], case: Case, **headers: str) -> Any:
    method, path, _scope, body = route
    if path == "/files":
        body, headers["Content_Type"] = encode_multipart(BOUNDARY, {"file": "none"}), MULTIPART_CONTENT
    return program.call(method, path.format(id=case.pk), body, If_Match=f'"{case.version}"', **headers)


def test_every_operation_is_in_the_matrix(world: World, ministry: Program) -> None:
    paths = ministry.http.get(f"{ROOT}/openapi.json").json()["paths"]
    paths = {path: paths[path] for path in paths if not path.startswith(f"{ROOT}/registry/")}  # a product's own
    described = {(method.upper(), path) for path, operations in paths.items() for method in operations}
    asked = {(method, f"{ROOT}{path}") for method, path, _scope, _body in ROUTES}
    known = {path.replace("{id}", "{case_id}").replace("/sample", "/{key}") for _method, path in asked}
    assert {path for _method, path in described if "webhooks" not in path} == known
    assert {path for _method, path in described if "webhooks" in path} == {
        f"{ROOT}/webhooks{rest}" for rest in ("", "/{webhook_id}", "/{webhook_id}/deliveries", "/{webhook_id}/resume")
    }


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route[0]} {route[1]}")
def test_a_call_needs_a_token_and_the_scope_of_its_operation(world: World, route: Any) -> None:
    case = world.open_at_check()
    method, path, scope, body = route
    none = Client().generic(method, f"{ROOT}{path.format(id=case.pk)}", json.dumps(body), "application/json")
    assert (none.status_code, none.headers["WWW-Authenticate"]) == (401, 'Bearer realm="Tidtam"')
    others = program_of(world.ministry, "ministry_case_officer", set(Scope) - {scope})
    refused = ask(others, route, case)
    assert (refused.status_code, refused.json()["type"].rpartition("-")[2]) == (403, "insufficient_scope")
    assert f'scope="{scope}"' in refused.headers["WWW-Authenticate"]
    fitting = program_of(world.ministry, "ministry_case_officer", [scope])
    assert ask(fitting, route, case).status_code not in {401, 403, 404, 405}
    assert CaseEvent.objects.filter(case=case, recorded_by=others.made.client.pk).count() == 0


@pytest.mark.parametrize("route", OF_A_CASE, ids=lambda route: f"{route[0]} {route[1]}")
def test_a_matter_of_another_organisation_is_not_there(
    world: World, university: Program, other_university: Program, route: Any
) -> None:
    case = world.open_at_check()
    own = ask(university, route, case)
    assert own.status_code != 404
    case.refresh_from_db()
    events = CaseEvent.objects.filter(case=case).count()
    elsewhere = ask(other_university, route, case)
    nowhere = ask(other_university, route, Case(version=case.version))
    assert elsewhere.status_code == nowhere.status_code == 404
    shown = [{**answer.json(), "instance": "", "reference": ""} for answer in (elsewhere, nowhere)]
    assert shown[0] == shown[1]
    assert CaseEvent.objects.filter(case=case).count() == events


def test_an_institution_does_not_do_what_is_the_ministrys(world: World, university: Program) -> None:
    case = world.open()
    refused = university.act(case, "finish", {"happened_on": DATE, "letter_no": "อว 1"})
    assert (refused.status_code, refused.json()["type"].rpartition("-")[2]) == (403, "not_allowed")


def test_a_list_holds_nothing_of_another_organisation(
    world: World, university: Program, other_university: Program, ministry: Program
) -> None:
    case = world.open()
    for program, found in ((university, [str(case.pk)]), (other_university, []), (ministry, [str(case.pk)])):
        assert [row["id"] for row in program.get("/cases").json()["items"]] == found
        assert [row["id"] for row in program.post("/cases/search", {"text": "อว"}).json()["items"]] == found


def test_a_person_who_is_signed_in_is_nobody_here(world: World) -> None:
    browser = client_for(make_account())
    answer = browser.get(f"{ROOT}/cases")
    assert answer.status_code == 401
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("header", ["Bearer wrong", "Bearer \x00", "Basic eDp5", "Bearer", "nonsense", "Bearer é"])
def test_a_token_that_is_none_is_refused(world: World, ministry: Program, header: str) -> None:
    assert ministry.get("/cases", Authorization=header).status_code == 401


def test_a_client_that_ended_is_refused_from_the_next_call_on(world: World, ministry: Program) -> None:
    assert ministry.get("/cases").status_code == 200
    with acting_as(SYSTEM):
        end_client(SYSTEM, ministry.made.client)
    assert ministry.get("/cases").status_code == 401


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status", "kind"),
    [
        ("GET", "/nowhere", None, {}, 404, "not_found"),
        ("GET", "/cases/not-an-id", None, {}, 404, "not_found"),
        ("GET", "/cases/in%0Atwo", None, {}, 404, "not_found"),
        ("GET", "/cases?received_from=0", None, {}, 422, "invalid"),
        ("GET", "/cases?received_from=2026-11-02T00:00:00", None, {}, 422, "invalid"),
        ("DELETE", "/cases", None, {}, 405, "method_not_allowed"),
        ("POST", "/processes", {}, {}, 405, "method_not_allowed"),
        ("GET", "/cases", None, {"Accept": "text/html"}, 406, "not_acceptable"),
        (
            "POST",
            "/cases",
            b"a=b",
            {"Content_Type": "application/x-www-form-urlencoded"},
            415,
            "unsupported_media_type",
        ),
        ("POST", "/cases", b"{", {}, 400, "bad_request"),
        ("POST", "/cases", b"\xff\xfe", {}, 400, "bad_request"),
        ("POST", "/cases", b"[" * 100_000, {}, 400, "bad_request"),
        ("POST", "/cases", b'"text"', {}, 422, "invalid"),
        ("POST", "/cases", b"[]", {}, 422, "invalid"),
        ("POST", "/cases", b" " * (2 * 1024 * 1024 + 1), {}, 413, "too_large"),
        ("POST", "/cases", b"{}", {"Idempotency_Key": ""}, 422, "invalid"),
    ],
)
def test_every_mistake_has_the_same_shape(  # noqa: PLR0917
    ministry: Program, method: str, path: str, body: object, headers: dict[str, str], status: int, kind: str
) -> None:
    answer = ministry.call(method, path, body, **headers)
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    problem = answer.json()
    assert problem["type"].endswith(f"/api/v1/docs/#problem-{kind}")
    assert problem["status"] == status
    assert problem["reference"] in answer.headers["X-Request-ID"]


def test_a_mistake_is_told_in_the_language_asked_for(world: World, ministry: Program) -> None:
    thai = ministry.get("/cases/not-an-id", Accept_Language="th,en;q=0.5")
    assert thai.headers["Content-Language"] == "th"
    assert thai.json()["title"] != ministry.get("/cases/not-an-id").json()["title"]


@pytest.mark.parametrize(("failure", "status"), [(RuntimeError("สมมติ ทดสอบ"), 500), (OperationalError("gone"), 503)])
def test_a_failure_of_ours_gives_nothing_away_and_leaves_nothing(
    university: Program, monkeypatch: pytest.MonkeyPatch, failure: Exception, status: int
) -> None:
    def fail(*args: object) -> None:
        raise failure

    monkeypatch.setattr("tidtam.tracking.api.api.cases.case_detail", fail)
    answer = university.post("/cases", a_case())
    assert answer.status_code == status
    assert "สมมติ" not in answer.content.decode()
    assert not Case.objects.exists()


def test_who_calls_too_often_is_told_when_to_come_back(
    world: World, ministry: Program, university: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "MOST_A_MINUTE", 3)
    assert [ministry.get("/processes").status_code for _each in range(4)] == [200, 200, 200, 429]
    assert 0 < int(ministry.get("/processes").headers["Retry-After"]) <= 60
    assert university.get("/processes").status_code == 200
