"""Whatever is sent, the answer is no failure of ours, and nothing is stored by half (`script/torture calls`)."""

import json
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.torture.examples import examples
from tidtam.tracking.api.actions import counting
from tidtam.tracking.models import Case, CaseEvent
from tidtam.tracking.tests.factories import DAY, World

from .calling import ROOT, Program, a_case, program_of

pytestmark = [pytest.mark.requirement("QLT-04", "TRK-40"), pytest.mark.django_db]
EXAMPLES = examples(100)

TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["", "\x00", "\ud800", "sample", "check", "complete", DAY.isoformat(), "9999-12-31", "x" * 5_000]),
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
ACTS = ("finish", "return", "resume", "note", "withdraw", "close", "reopen", "suspend", "continue")
FIELDS = ("happened_on", "outcome", "remark", "order_no", "letter_no", "reasons", "text", "for_subject", "step")


@st.composite
def bodies(draw: st.DrawFn) -> Any:
    """Nearly right ones reach further than nonsense."""
    body = draw(
        st.sampled_from(
            [
                a_case(),
                {"happened_on": DAY.isoformat(), "letter_no": "1"},
                {"happened_on": DAY.isoformat(), "reasons": [{"text": "x"}]},
                {"text": "x"},
                {"url": "https://10.0.0.1/", "kinds": []},
                {},
            ]
        )
    )
    body = json.loads(json.dumps(body))
    for name in draw(st.lists(st.sampled_from([*FIELDS, *body]), max_size=2)):
        body[name] = draw(VALUES)
    if "person" in body and isinstance(body["person"], dict) and draw(st.booleans()):
        body["person"][draw(st.sampled_from(["kind", "number", "country", "given_name"]))] = draw(VALUES)
    return draw(st.one_of(st.just(body), st.just(body), VALUES))


@pytest.fixture
def sender(monkeypatch: pytest.MonkeyPatch) -> tuple[Program, Case]:
    monkeypatch.setattr(counting, "MOST_A_MINUTE", 10**9)
    world = World()
    return program_of(world.ministry, "ministry_case_officer"), world.open_at_check()


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=EXAMPLES <= 100)
@given(data=st.data())
def test_no_call_makes_us_fail(sender: tuple[Program, Case], data: st.DataObject) -> None:
    program, case = sender
    path = data.draw(
        st.sampled_from(
            [
                *("/cases", "/cases/search", "/webhooks", "/processes", "/processes/sample"),
                *(f"/cases/{case.pk}{rest}" for rest in ("", "/timeline", "/events")),
                *(f"/cases/{case.pk}/{act}" for act in ACTS),
            ]
        )
    )
    method = data.draw(st.sampled_from(["GET", "POST", "POST", "POST", "DELETE", "PUT"]))
    names = st.sampled_from(["process", "step", "status", "late", "order", "cursor", "limit", "received_from", "q"])
    query = data.draw(st.dictionaries(names, st.sampled_from(["", "x", "-1", "sample", "true", "%00", "ก", "9" * 30])))
    headers = {"If-Match": data.draw(st.sampled_from(['"2"', '"2"', '"2"', '"1"', "", "*", '"x"']))}
    right = f"Bearer {program.token}"
    shown = data.draw(st.sampled_from([*[right] * 12, "", "Bearer", "Bearer ©", "Basic ©", "bearer \x00", f"{right}é"]))
    body = data.draw(st.one_of(bodies().map(lambda value: json.dumps(value).encode()), st.binary(max_size=50)))
    address = f"{ROOT}{path}?{'&'.join(f'{name}={value}' for name, value in query.items())}"
    with transaction.atomic():
        answer = program.http.generic(
            method,
            address,
            body if method != "GET" else b"",
            content_type="application/json",
            headers={"Authorization": shown, "Idempotency-Key": "any", **headers},
        )
        assert answer.status_code < 500, (method, address, body, headers)
        if answer.status_code >= 400:
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert CaseEvent.objects.count() == 2
            assert Case.objects.count() == 1
        transaction.set_rollback(True)
