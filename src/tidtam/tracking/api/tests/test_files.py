"""A program sends a file and then finishes the step that records it (TRK-40)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tidtam.kernel.actor import SYSTEM, acting_as, clock_at
from tidtam.kernel.files.models import StoredFile
from tidtam.tracking.actions import publish_process
from tidtam.tracking.api.actions import files
from tidtam.tracking.definitions import read_file
from tidtam.tracking.models import Case, CaseEvent
from tidtam.tracking.tests.factories import DAY, PUBLISHER, World

from .calling import Program
from .test_cases import ORDERED

pytestmark = [pytest.mark.requirement("TRK-40")]
DATE = DAY.isoformat()
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
WITH_FILE = ORDERED.replace('next = "appointed"', 'records = { file = "required" }\nnext = "appointed"').replace(
    'result = "assignment"', ""
)


@pytest.fixture
def case(world: World) -> Case:
    with acting_as(PUBLISHER):
        publish_process(PUBLISHER, read_file(WITH_FILE, file="ordered.toml"))
    return world.open(process="ordered")


def send(program: Program, content: bytes = PDF, name: str = "คำสั่ง.pdf", **headers: str) -> Any:
    body = encode_multipart(BOUNDARY, {"file": SimpleUploadedFile(name, content, "application/pdf")})
    return program.call("POST", "/files", body, **{"Content_Type": MULTIPART_CONTENT, **headers})


def finish(program: Program, case: Case, file: str | None) -> Any:
    return program.act(case, "finish", {"happened_on": DATE, **({"file": file} if file else {})})


def test_a_step_that_needs_a_file_is_finished_with_one_that_was_sent(case: Case, ministry: Program) -> None:
    assert finish(ministry, case, None).json()["errors"][0]["pointer"] == "#/file"
    sent = send(ministry)
    assert sent.status_code == 201, sent.content
    assert (sent.json()["name"], sent.json()["size"]) == ("คำสั่ง.pdf", len(PDF))
    done = finish(ministry, case, sent.json()["id"])
    assert (done.status_code, done.json()["status"]) == (200, "completed")
    stored = StoredFile.objects.get()
    assert (stored.owner_kind, stored.owner_id, stored.person_id) == ("case", case.pk, case.subject_id)
    assert str(CaseEvent.objects.get(case=case, sequence=2).file_id) == sent.json()["id"]
    again = ministry.act(case, "finish", {"happened_on": DATE, "file": sent.json()["id"]}, If_Match='"2"')
    assert again.json()["errors"][0]["code"] == "unknown", "a file is used once"


def test_a_file_is_its_clients_own(case: Case, ministry: Program, university: Program, world: World) -> None:
    sent = send(university).json()["id"]
    refused = finish(ministry, case, sent)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "unknown")
    assert StoredFile.objects.get().owner_id == university.made.client.pk


def test_what_is_refused_leaves_the_file_to_be_used(case: Case, ministry: Program) -> None:
    sent = send(ministry).json()["id"]
    early = ministry.act(case, "finish", {"happened_on": "2026-10-01", "file": sent})
    assert early.status_code == 422
    assert finish(ministry, case, sent).status_code == 200


def test_sent_again_with_its_key_it_is_kept_once(ministry: Program) -> None:
    first, again = send(ministry, Idempotency_Key="letter-1"), send(ministry, Idempotency_Key="letter-1")
    assert first.json()["id"] == again.json()["id"]
    assert again.headers["Idempotency-Replayed"] == "true"
    other = send(ministry, name="other.pdf", Idempotency_Key="letter-1")
    assert (other.status_code, StoredFile.objects.count()) == (422, 1)


@pytest.mark.parametrize(
    ("content", "status", "code"), [(b"MZ\x90\x00", 422, "file"), (b"%PDF" + b"0" * 10_485_760, 422, "file_large")]
)
def test_what_is_no_document_is_refused(ministry: Program, content: bytes, status: int, code: str) -> None:
    refused = send(ministry, content)
    assert refused.status_code == status
    assert refused.json()["errors"][0]["pointer"] == "#/file"
    assert refused.json()["errors"][0]["code"].startswith(code)
    assert not StoredFile.objects.exists()


def test_what_is_no_upload_is_refused_in_the_same_shape(ministry: Program) -> None:
    assert ministry.post("/files", {"file": "x"}).status_code == 415
    nothing = ministry.call("POST", "/files", encode_multipart(BOUNDARY, {}), Content_Type=MULTIPART_CONTENT)
    assert (nothing.status_code, nothing.json()["type"].rpartition("-")[2]) == (422, "invalid")
    broken = ministry.call("POST", "/files", b"--x", Content_Type="multipart/form-data")
    assert broken.status_code == 400


def test_what_is_not_used_is_forgotten_after_a_day(ministry: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    send(ministry)
    for days, kept in ((timedelta(hours=23), 1), (timedelta(hours=25), 0)):
        stored_at = StoredFile.objects.get().stored_at
        later = replace(SYSTEM, clock=clock_at(stored_at + days))
        with acting_as(later):
            files.clear_files(later)
        assert StoredFile.objects.exclude(wrapped_key="").count() == kept, stored_at
    monkeypatch.setattr(files, "MOST_UNUSED", 1)
    assert send(ministry).status_code == 201
    assert send(ministry).json()["errors"][0]["code"] == "too_many"
