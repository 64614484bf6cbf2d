"""An Idempotency-Key makes a call safe to repeat, whatever happened in between."""

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from tidtam.kernel.actor import SYSTEM, acting_as, clock_at
from tidtam.kernel.identity import middleware
from tidtam.kernel.people.models import Person
from tidtam.tracking.api.actions import answers
from tidtam.tracking.api.models import KeptAnswer
from tidtam.tracking.models import Case, CaseEvent
from tidtam.tracking.tests.factories import DAY, World, at

from .calling import Program, a_case, program_of

pytestmark = [pytest.mark.requirement("TRK-40", "QLT-03")]
DATE = DAY.isoformat()


def test_sent_again_the_first_answer_comes_back_and_nothing_is_done_twice(university: Program) -> None:
    body = a_case()
    first = university.post("/cases", body, Idempotency_Key="order-1")
    again = university.post("/cases", body, Idempotency_Key="order-1")
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert Case.objects.count() == 1


def test_an_act_sent_again_is_answered_although_the_matter_went_on(world: World, ministry: Program) -> None:
    case = world.open()
    body = {"happened_on": DATE, "letter_no": "อว 1"}
    first = ministry.act(case, "finish", body, Idempotency_Key="step-1")
    now = Case.objects.get(pk=case.pk)
    assert ministry.act(now, "note", {"text": "ต่อ"}).status_code == 200
    again = ministry.act(case, "finish", body, Idempotency_Key="step-1")
    assert again.content == first.content
    assert CaseEvent.objects.filter(case=case).count() == 3


def test_the_same_key_for_another_request_is_refused(world: World, university: Program) -> None:
    body = a_case()
    university.post("/cases", body, Idempotency_Key="order-1")
    other = university.post("/cases", a_case(), Idempotency_Key="order-1")
    assert (other.status_code, other.json()["type"].rpartition("-")[2]) == (422, "key_reused")
    case = world.open()
    elsewhere = university.act(case, "note", {"text": "x"}, Idempotency_Key="order-1")
    assert elsewhere.status_code == 422
    assert Case.objects.count() == 2


def test_two_clients_may_use_the_same_key(university: Program, other_university: Program) -> None:
    for program in (university, other_university):
        assert program.post("/cases", a_case(), Idempotency_Key="order-1").status_code == 201
    assert Case.objects.count() == 2


@pytest.mark.parametrize("key", ["", " ", "x" * 129])
def test_a_call_that_changes_something_needs_a_key(university: Program, key: str) -> None:
    answer = university.post("/cases", a_case(), Idempotency_Key=key)
    assert (answer.status_code, answer.json()["type"].rpartition("-")[2]) == (400, "idempotency_key_missing")
    assert not Case.objects.exists()


def test_what_was_refused_may_be_mended_and_sent_again(university: Program) -> None:
    assert university.post("/cases", a_case(process="nothing"), Idempotency_Key="order-1").status_code == 422
    assert university.post("/cases", a_case(), Idempotency_Key="order-1").status_code == 201


def test_answers_are_kept_for_a_day_and_sealed(university: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    body = a_case()
    university.post("/cases", body, Idempotency_Key="order-1")
    kept = KeptAnswer.objects.get()
    assert "สมมติ" not in kept.sealed
    assert body["person"]["number"] not in f"{kept.sealed}{kept.headers}{kept.fingerprint}"
    later = at(DAY + timedelta(days=101), hour=11)
    monkeypatch.setattr(middleware, "clock", clock_at(later))
    again = Program(university.made)
    assert again.post("/cases", a_case(), Idempotency_Key="order-1").status_code == 201
    worker = replace(SYSTEM, clock=clock_at(later + timedelta(hours=25)))
    with acting_as(worker):
        assert answers.clear_answers(worker) == 1
    assert not KeptAnswer.objects.exists()


@pytest.mark.parametrize("place", ["before", "after"])
def test_a_process_that_dies_leaves_both_or_neither(
    university: Program, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """Killed before the end nothing is there; killed after it, before the client heard, the answer is kept."""
    body = a_case()
    original = answers.keep_answer

    def die(*given: Any) -> None:
        if place == "after":
            original(*given)
            return
        raise SystemExit

    monkeypatch.setattr(answers, "keep_answer", die)
    if place == "before":
        with pytest.raises(SystemExit):
            university.post("/cases", body, Idempotency_Key="order-1")
    else:
        university.post("/cases", body, Idempotency_Key="order-1")
    assert Case.objects.count() == Person.objects.filter(given_name="สมมติ", family_name="ทดสอบ").count()
    assert Case.objects.count() == KeptAnswer.objects.count() == (place == "after")
    monkeypatch.setattr(answers, "keep_answer", original)
    assert university.post("/cases", body, Idempotency_Key="order-1").status_code == 201
    assert Case.objects.count() == 1


def test_two_at_once_do_it_once(own_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second is told to wait while the first is worked on, and gets its answer afterwards."""
    university = program_of(World().university, "institution_officer")
    body = a_case()
    is_inside, may_go_on = threading.Event(), threading.Event()
    original = answers.keep_answer

    def wait(*given: Any) -> None:
        is_inside.set()
        may_go_on.wait(20)
        original(*given)

    monkeypatch.setattr(answers, "keep_answer", wait)
    answered: list[int] = []

    def first() -> None:
        answered.append(university.post("/cases", body, Idempotency_Key="order-1").status_code)
        connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    assert is_inside.wait(20)
    second = university.post("/cases", body, Idempotency_Key="order-1")
    assert (second.status_code, second.headers["Retry-After"]) == (409, "1")
    may_go_on.set()
    thread.join(20)
    assert answered == [201]
    assert university.post("/cases", body, Idempotency_Key="order-1").status_code == 201
    assert Case.objects.count() == 1
