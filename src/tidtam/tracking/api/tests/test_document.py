"""The interface is described as it is: the OpenAPI document, and the commands of docs/api.md."""

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connections

from tidtam.tracking.api.models import Delivery, Subscription
from tidtam.tracking.models import Case
from tidtam.tracking.tests.factories import DAY, World

from .calling import Program, program_of
from .receivers import receiver

pytestmark = [pytest.mark.requirement("TRK-40")]
_DOCUMENT = Path(__file__).resolve().parents[5] / "docs" / "api.md"
_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.M | re.S)


@pytest.fixture
def document(ministry: Program) -> dict[str, Any]:
    found: dict[str, Any] = ministry.http.get("/api/v1/openapi.json").json()
    return found


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _walk(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner)


def test_every_operation_is_described_whole(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    keys = []
    for path, method, operation in _operations(document):
        where = f"{method} {path}"
        keys.append(operation["operationId"])
        assert operation["summary"], where
        assert operation["description"], where
        assert operation["tags"], where
        assert len(operation["security"][0]["ClientToken"]) == 1, where
        inside = {given["name"] for given in operation["parameters"] if given["in"] == "path"}
        assert inside == set(re.findall(r"{(\w+)}", path)), where
        assert any(200 <= int(status) < 300 for status in operation["responses"]), where
        assert {"401", "403", "406", "429", "500"} <= set(operation["responses"]), where
        for status, answer in operation["responses"].items():
            kinds = set(answer.get("content", {}))
            wanted = {"application/problem+json"} if int(status) >= 400 else {"application/json"}
            assert kinds == (set() if status == "204" else wanted), f"{where} {status}"
            assert answer["description"], f"{where} {status}"
    assert len(keys) == len(set(keys))


def test_every_reference_leads_somewhere_and_every_object_says_its_fields(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for part in _walk(document):
        if "$ref" in part:
            assert part["$ref"].removeprefix("#/components/schemas/") in schemas
    for name, schema in schemas.items():
        if schema.get("type") == "object":
            assert schema["properties"], name
            assert set(schema.get("required", [])) <= set(schema["properties"]), name


def test_what_is_read_is_what_is_described(world: World, ministry: Program, document: dict[str, Any]) -> None:
    case = world.open_at_check()
    schemas = document["components"]["schemas"]
    read = {
        "CaseDetailOut": ministry.get(f"/cases/{case.pk}"),
        "CasePage": ministry.get("/cases"),
        "TimelineOut": ministry.get(f"/cases/{case.pk}/timeline"),
        "EventsOut": ministry.get(f"/cases/{case.pk}/events"),
        "ProcessDetailOut": ministry.get("/processes/sample"),
        "ProcessesOut": ministry.get("/processes"),
        "SubscriptionsOut": ministry.get("/webhooks"),
    }
    for name, answer in read.items():
        assert set(answer.json()) == set(schemas[name]["properties"]), name


class _Quiet(WSGIRequestHandler):
    def log_message(self, *given: Any) -> None:
        """The tests look at what the commands print."""


@pytest.fixture
def server(own_database: str) -> Iterator[str]:
    """A real server of this process, for programs that are not Python."""

    class Server(WSGIServer):
        def finish_request(self, *given: Any) -> None:
            super().finish_request(*given)
            connections.close_all()

    there = make_server("127.0.0.1", 0, get_wsgi_application(), server_class=Server, handler_class=_Quiet)
    thread = threading.Thread(target=there.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{there.server_port}"
    there.shutdown()
    there.server_close()
    thread.join(10)


@pytest.mark.skipif(shutil.which("curl") is None, reason="the commands of the document are curl's")
def test_the_commands_of_the_document_work(server: str) -> None:
    world = World()
    client = program_of(world.ministry, "ministry_case_officer").made
    blocks = _BLOCK.findall(_DOCUMENT.read_text("utf-8"))
    assert len(blocks) >= 7
    with receiver() as there:
        given = {
            "TIDTAM": server,
            "CLIENT_ID": str(client.client.pk),
            "CLIENT_SECRET": client.secret,
            "PROCESS": "sample",
            "TODAY": DAY.isoformat(),
            "RECEIVER": there.url,
        }
        ran = subprocess.run(  # noqa: S603 - our own document
            ["/bin/sh", "-eu", "-c", "\n".join(blocks)],
            env={**os.environ, **given, "no_proxy": "*"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    case = Case.objects.get()
    assert (case.version, case.step) == (2, "check")
    assert 'ETag: "1"' in ran.stdout
    assert '"status": 412' in ran.stdout
    assert Subscription.objects.get().ended_at is not None
    assert not Delivery.objects.exists()
