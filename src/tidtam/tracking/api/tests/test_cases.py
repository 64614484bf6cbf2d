"""Reading, handing in and moving matters by another program (TRK-40)."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.tests.factories import next_number
from tidtam.tracking.actions import publish_process
from tidtam.tracking.api.choices import Scope
from tidtam.tracking.definitions import read_file
from tidtam.tracking.models import Case, CaseEvent, CaseResult
from tidtam.tracking.tests.factories import DAY, PUBLISHER, World

from .calling import Program, a_case, program_of

pytestmark = [pytest.mark.requirement("TRK-40")]
DATE = DAY.isoformat()


def test_a_matter_is_handed_in_read_and_moved(world: World, university: Program, ministry: Program) -> None:
    made = university.post("/cases", a_case())
    assert made.status_code == 201, made.content
    body = made.json()
    assert made.headers["ETag"] == '"1"'
    assert made.headers["Location"] == body["url"]
    assert body["step"]["key"] == "receive"
    assert body["organization"]["code"] == "uni-a"
    assert body["holder"] == "ministry_case_officer"
    case = Case.objects.get(pk=body["id"])
    done = ministry.act(case, "finish", {"happened_on": DATE, "letter_no": "อว 1/1"})
    assert done.status_code == 200, done.content
    assert (done.headers["ETag"], done.json()["step"]["key"]) == ('"2"', "check")
    case.refresh_from_db()
    back = ministry.act(
        case, "return", {"happened_on": DATE, "reasons": [{"text": "ขาดเอกสาร"}, {"text": "ขาดลายมือชื่อ"}]}
    )
    assert back.json()["is_returned"]
    case.refresh_from_db()
    assert university.act(case, "resume", {"happened_on": DATE}).json()["is_returned"] is False
    case.refresh_from_db()
    still = ministry.act(case, "suspend", {"happened_on": DATE, "remark": "รอผลตรวจ"})
    assert still.json()["suspended_on"] == DATE
    case.refresh_from_db()
    assert ministry.act(case, "continue", {"happened_on": DATE}).json()["suspended_on"] is None
    case.refresh_from_db()
    assert ministry.act(case, "note", {"text": "โทรแจ้งแล้ว"}).status_code == 200
    case.refresh_from_db()
    ended = ministry.act(case, "finish", {"happened_on": DATE, "outcome": "refuse"}).json()
    assert ended["status"] == "completed"
    assert ended["ended"]["name"] == {"th": "ไม่รับพิจารณา", "en": "not accepted"}
    case.refresh_from_db()
    assert (
        ministry.act(case, "reopen", {"happened_on": DATE, "step": "check", "remark": "พิจารณาใหม่"}).status_code == 200
    )
    case.refresh_from_db()
    assert ministry.act(case, "close", {"happened_on": DATE, "remark": "ซ้ำ"}).json()["status"] == "completed"
    kinds = [event["kind"] for event in ministry.get(f"/cases/{case.pk}/events").json()["items"]]
    moves = ["opened", "finished", "returned", "resumed", "suspended", "continued", "internal_note"]
    assert kinds == [*moves, "finished", "reopened", "closed"]


def test_the_client_is_on_record_as_the_one_who_did_it(world: World, ministry: Program) -> None:
    case = world.open()
    ministry.act(case, "finish", {"happened_on": DATE, "letter_no": "อว 1/1"})
    client = ministry.made.client
    event = CaseEvent.objects.get(case=case, sequence=2)
    assert event.recorded_by == client.pk
    with acting_as(SYSTEM):
        row = AuditRecord.objects.get(verb="case.finished", object_id=str(case.pk))
    assert (row.actor_kind, row.actor_client, row.channel) == ("client", client.pk, "api")


def test_a_list_goes_page_by_page(world: World, ministry: Program) -> None:
    cases = {str(world.open().pk) for _each in range(5)}
    first = ministry.get("/cases?limit=2").json()
    second = ministry.get(f"/cases?limit=2&cursor={first['next_cursor']}").json()
    third = ministry.get(f"/cases?limit=2&cursor={second['next_cursor']}").json()
    assert third["next_cursor"] is None
    assert {row["id"] for page in (first, second, third) for row in page["items"]} == cases
    assert ministry.get("/cases?limit=2&cursor=nonsense").json()["errors"][0]["pointer"] == "#query/cursor"
    other_order = ministry.get(f"/cases?order=due&cursor={first['next_cursor']}")
    assert other_order.status_code == 422


def test_a_list_is_filtered_as_the_work_list_is(world: World, ministry: Program) -> None:
    at_receive, at_check = world.open(), world.open_at_check()

    def found(query: str) -> set[str]:
        return {row["id"] for row in ministry.get(f"/cases?{query}").json()["items"]}

    assert found("process=sample") == {str(at_receive.pk), str(at_check.pk)}
    assert found("process=sample&step=check") == {str(at_check.pk)}
    assert found("status=completed") == found("suspended=true") == found("ended_from=2020-01-01") == set()
    assert found("received_from=2026-11-03") == set()
    assert found("received_to=2026-11-02") == {str(at_receive.pk), str(at_check.pk)}
    assert found("late=true") == {str(at_receive.pk), str(at_check.pk)}
    for query, pointer in (("process=nothing", "process"), ("step=check", "step"), ("limit=0", "limit"), ("q=x", "q")):
        refused = ministry.get(f"/cases?{query}")
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, f"#query/{pointer}")


@pytest.mark.parametrize("rows", [1, 7])
def test_a_list_costs_the_same_for_few_rows_and_for_many(world: World, ministry: Program, rows: int) -> None:
    for _each in range(rows):
        world.open()
    ministry.get("/cases")
    with CaptureQueriesContext(connection) as asked:
        assert len(ministry.get("/cases").json()["items"]) == rows
    assert len(asked) == 10, [query["sql"] for query in asked.captured_queries]


def test_persons_are_searched_for_in_the_body_and_never_in_the_address(world: World, university: Program) -> None:
    body = a_case()
    case = university.post("/cases", body).json()
    world.open()
    for text in (body["person"]["number"], "ทดสอบ", "อว 9/1"):
        assert [row["id"] for row in university.post("/cases/search", {"text": text}).json()["items"]] == [case["id"]]
    assert university.post("/cases/search", {"text": "ไม่มีใคร"}).json()["items"] == []


def test_a_number_is_shown_whole_only_to_whom_it_is_trusted(world: World, university: Program) -> None:
    body = a_case()
    case = university.post("/cases", body).json()
    assert case["subject"]["number"] == body["person"]["number"]
    with acting_as(SYSTEM):
        assert AuditRecord.objects.filter(verb="viewed", object_kind="identifier").count() == 1
    careful = program_of(world.university, "institution_officer", [Scope.READ])
    shown = careful.get(f"/cases/{case['id']}").json()["subject"]["number"]
    assert shown
    assert body["person"]["number"] not in shown
    assert university.get("/cases").json()["items"][0]["subject"]["number"] is None


def test_a_known_person_keeps_their_name_and_stays_one(
    world: World, university: Program, other_university: Program
) -> None:
    number = next_number()
    first, second = a_case(), a_case()
    first["person"]["number"] = second["person"]["number"] = number
    second["person"]["family_name"] = "พิมพ์ผิด"
    one = university.post("/cases", first).json()["subject"]
    other = other_university.post("/cases", second).json()["subject"]
    assert one["id"] == other["id"]
    assert one["name"] == "นายสมมติ ทดสอบ"
    assert other["name"] == "นายสมมติ พิมพ์ผิด"


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"process": "nothing"}, "#/process"),
        ({"organization": "uni-b"}, "#/organization"),
        ({"organization": "nowhere"}, "#/organization"),
        ({"received_on": "2026-02-30"}, "#/received_on"),
        ({"received_on": "2999-01-01"}, "#/received_on"),
        ({"received_on": "2569-11-02"}, "#/received_on"),
        ({"letter_no": "a\x00b"}, "#/letter_no"),
        ({"letter_no": "x" * 101}, "#/letter_no"),
        ({"remark": "\ud800"}, "#/remark"),
        ({"more": 1}, "#/more"),
        ({"person": {"number": "1234567890123", "given_name": "ก"}}, "#/person/number"),
        ({"person": {"number": "", "given_name": "ก"}}, "#/person/number"),
        ({"person": {"kind": "badge", "number": "1", "given_name": "ก"}}, "#/person/kind"),
        ({"person": None}, "#/person"),
    ],
)
def test_what_is_wrong_in_a_matter_is_pointed_at(
    world: World, university: Program, change: dict[str, Any], pointer: str
) -> None:
    persons = Person.objects.count()
    answer = university.post("/cases", a_case() | change)
    assert answer.status_code == 422, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert [fault["pointer"] for fault in body["errors"]] == [pointer]
    assert body["reference"]
    assert not Case.objects.exists()
    assert Person.objects.count() == persons


def test_a_matter_is_refused_whose_product_opens_it_itself(world: World, university: Program) -> None:
    answer = university.post("/cases", a_case(process="academic_professor"))
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "of_product")


def test_who_read_an_older_version_is_told_what_happened_since(world: World, ministry: Program) -> None:
    case = world.open()
    assert ministry.act(case, "note", {"text": "ตรวจแล้ว"}).status_code == 200
    late = ministry.act(case, "finish", {"happened_on": DATE, "letter_no": "อว 1"})
    assert late.status_code == 412
    assert "internal note" in late.json()["detail"]
    assert ministry.act(case, "finish", {"happened_on": DATE}, If_Match="").status_code == 428
    for nonsense in ("2", '"x"', "*", 'W/"2"', '"99999999999999999999"'):
        assert ministry.act(case, "finish", {"happened_on": DATE}, If_Match=nonsense).status_code == 400
    assert CaseEvent.objects.filter(case=case).count() == 2


def test_what_the_process_refuses_is_refused_with_its_reason(world: World, ministry: Program) -> None:
    case = world.open()
    missing = ministry.act(case, "finish", {"happened_on": DATE})
    assert (missing.status_code, missing.json()["errors"][0]["pointer"]) == (422, "#/letter_no")
    early = ministry.act(case, "finish", {"happened_on": "2026-10-01", "letter_no": "อว 1"})
    assert early.json()["errors"][0]["pointer"] == "#/happened_on"
    assert ministry.act(case, "resume", {"happened_on": DATE}).status_code == 422
    assert CaseEvent.objects.filter(case=case).count() == 1


ORDERED = """
key = "ordered"
version = 1
owner = "ministry_case_officer"
name = { th = "การแต่งตั้ง", en = "Appointment" }
description = { th = "แต่งตั้งให้ดำรงตำแหน่ง", en = "Somebody is appointed" }
office = { th = "สป.อว.", en = "OPS MHESI" }

[[steps]]
key = "order"
name = { th = "ออกคำสั่ง", en = "Order" }
explanation = { th = "ออกคำสั่งแต่งตั้ง", en = "The order is issued" }
actor = "ministry_case_officer"
next = "appointed"

[[endings]]
key = "appointed"
name = { th = "แต่งตั้งแล้ว", en = "appointed" }
result = "assignment"
"""


def test_what_comes_of_a_matter_is_described_asked_for_and_given(world: World, ministry: Program) -> None:
    with acting_as(PUBLISHER):
        publish_process(PUBLISHER, read_file(ORDERED, file="ordered.toml"))
    described = ministry.get("/processes/ordered").json()
    assert [ending["result"] for ending in described["endings"]] == ["assignment"]
    assert described["results"]["assignment"]["required"] == ["effective_on"]
    case = world.open(process="ordered")
    for result, code in ((None, "missing"), ({"effective_on": "soon"}, "misfit")):
        refused = ministry.act(case, "finish", {"happened_on": DATE, "result": result})
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/result")
        assert refused.json()["errors"][0]["code"] == code
    came = {"effective_on": "2026-12-01", "level": "expert"}
    assert ministry.act(case, "finish", {"happened_on": DATE, "result": came}).json()["ended"]["key"] == "appointed"
    early = world.open(process="ordered")
    closed = ministry.act(early, "close", {"happened_on": DATE, "remark": "คำสั่งออกแล้ว", "result": came})
    assert closed.json()["ended"]["key"] == "closed"
    assert CaseResult.objects.filter(case__in=[case, early]).count() == 2
