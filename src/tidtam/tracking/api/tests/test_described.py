"""What the OpenAPI document says of the interface holds, whatever is sent (`script/torture described`)."""

from typing import Any

import pytest
import requests
import schemathesis
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case as Call
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from schemathesis.specs.openapi import checks

from tests.torture.examples import examples
from tidtam.tracking.api.actions import counting
from tidtam.tracking.api.document import document_of
from tidtam.tracking.api.root import interface
from tidtam.tracking.models import Case, CaseEvent
from tidtam.tracking.tests.factories import World

from .calling import Program

pytestmark = [pytest.mark.requirement("QLT-04", "TRK-40"), pytest.mark.django_db]
EXAMPLES = examples(100)
_HOST = "http://testserver"
_HOLDS = [
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]


@pytest.fixture
def case(world: World, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setattr(counting, "MOST_A_MINUTE", 10**9)
    return world.open_at_check()


@pytest.fixture(scope="module")
def operations() -> list[Any]:
    described = schemathesis.openapi.from_dict(document_of(interface()))
    return [found.ok() for found in described.get_all_operations() if isinstance(found, Ok)]


def _answered(program: Program, call: Call[Any]) -> schemathesis.Response:
    sent = requests.Request(**call.as_transport_kwargs(base_url=_HOST)).prepare()
    given = {name: value for name, value in sent.headers.items() if name != "Content-Length"}
    kind = given.pop("Content-Type", "")
    body = sent.body.encode() if isinstance(sent.body, str) else sent.body or b""
    answer = program.http.generic(
        str(sent.method),
        sent.path_url,
        body,
        content_type=kind,
        headers={**given, "Accept-Encoding": "identity", "Authorization": f"Bearer {program.token}"},
    )
    headers = {name: [value] for name, value in answer.headers.items()}
    return schemathesis.Response(answer.status_code, headers, answer.content, sent, elapsed=0, verify=False)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=EXAMPLES <= 100)
@given(data=st.data())
def test_every_call_is_answered_as_the_document_says(
    operations: list[Any], ministry: Program, case: Case, data: st.DataObject
) -> None:
    operation = data.draw(st.sampled_from(operations))
    mode = data.draw(st.sampled_from(list(GenerationMode)))
    there = {}
    if "{case_id}" in operation.path and data.draw(st.booleans()):
        there = {"path_parameters": {"case_id": str(case.pk)}, "headers": {"If-Match": f'"{case.version}"'}}
    call = data.draw(operation.as_strategy(mode, **there))
    with transaction.atomic():
        answer = _answered(ministry, call)
        call.validate_response(answer, checks=_HOLDS)
        if answer.status_code >= 400:
            assert (Case.objects.count(), CaseEvent.objects.count()) == (1, 2)
        transaction.set_rollback(True)
