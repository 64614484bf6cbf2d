from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.http import Http404, HttpResponse, QueryDict
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tidtam.kernel.actor import SYSTEM, VISITOR, Actor, acting_as, clock_at, new_id
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.audit import views, wording
from tidtam.kernel.audit.actions import record, record_view
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.audit.tests.test_records import actor_at

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-51")]
SOMCHAI = new_id()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _one_known_person(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {str(SOMCHAI): "สมชาย ใจดี"}
    monkeypatch.setitem(wording._namers, "person", lambda actor, ids: {i: names[i] for i in ids if i in names})
    monkeypatch.setattr(wording, "_person_finders", [lambda actor, text: {SOMCHAI} if text == "สมชาย" else set()])


def asked(view: Any, actor: Actor, **query: str) -> HttpResponse:
    request = cast(ActorRequest, RequestFactory().get("/", query))
    request.actor = actor
    with acting_as(actor):
        return cast(HttpResponse, view(request))


def page(actor: Actor, **query: str) -> str:
    response = asked(views.audit_search, actor, **query)
    assert response.status_code == 200
    return response.content.decode()


def auditor(path: str = "mhesi") -> Actor:
    return actor_at(("auditor", path))


def did(
    verb: str, *, by: Actor = SYSTEM, person_id: UUID | None = None, path: str = "mhesi/psu", number: str = "1"
) -> None:
    with acting_as(by):
        record(by, verb, "thing", number, person_id=person_id, organization_path=path)


def test_only_auditors_find_the_page() -> None:
    with pytest.raises(Http404):
        asked(views.audit_search, actor_at(("institution_officer", "mhesi")))
    assert asked(views.audit_search, VISITOR).status_code == 302


@pytest.mark.parametrize(
    ("query", "verbs"),
    [
        ({}, {"thing.opened", "thing.closed"}),
        ({"whose": "สมชาย"}, {"thing.opened"}),
        ({"whose": str(SOMCHAI)}, {"thing.opened"}),
        ({"whose": "nobody"}, set()),
        ({"who": "สมชาย"}, {"thing.closed"}),
        ({"object_kind": "thing", "object_id": "7"}, {"thing.opened"}),
        ({"object_id": "8"}, set()),
        ({"since": "1/1/2569"}, {"thing.opened", "thing.closed"}),
        ({"until": "1/1/2560"}, set()),
    ],
)
def test_filters_stand_in_the_address(query: dict[str, str], verbs: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(wording._things, "thing", "Thing")
    did("thing.opened", person_id=SOMCHAI, number="7")
    did("thing.closed", by=actor_at(("institution_officer", "mhesi/psu"), person_id=SOMCHAI))
    shown = page(auditor(), **query)
    assert {verb for verb in ("thing.opened", "thing.closed") if verb in shown} == verbs


def test_a_day_ends_at_midnight_in_bangkok() -> None:
    late = Actor(kind=SYSTEM.kind, clock=clock_at(datetime(2026, 11, 21, 16, 59, 59, tzinfo=UTC)))
    did("thing.opened", by=late)
    assert "thing.opened" in page(auditor(), since="21/11/2569", until="21/11/2569")
    assert "thing.opened" not in page(auditor(), since="22/11/2569")
    assert "thing.opened" not in page(auditor(), until="20/11/2569")


def test_a_date_that_cannot_be_read_says_so_and_keeps_the_rest() -> None:
    shown = page(auditor(), since="39/39/39", whose="สมชาย")
    assert "govuk-error-message" in shown
    assert "สมชาย" in shown


@pytest.mark.parametrize("text", ["a\x00b", "x" * 10_000, "😀", "' OR 1=1 --", "%s%s"])
@pytest.mark.parametrize("field", ["who", "whose", "object_id", "verb", "since", "cursor"])
def test_no_text_breaks_the_page(field: str, text: str) -> None:
    page(auditor(), **{field: text})


def test_an_auditor_of_one_institution_sees_nothing_of_another() -> None:
    did("thing.opened", path="mhesi/cmu")
    did("thing.closed", path="")
    assert "thing.opened" not in page(auditor("mhesi/psu"))
    assert "thing.closed" not in page(auditor("mhesi/psu"))
    assert "thing.closed" in page(auditor("mhesi"))


def test_searching_is_recorded_and_the_person_searched_for_learns_of_it() -> None:
    looking = auditor()
    page(looking, whose="สมชาย", verb="")
    with acting_as(SYSTEM):
        trace = AuditRecord.objects.get()
    assert (trace.verb, trace.actor_account, trace.person_id) == ("audit.searched", looking.account_id, SOMCHAI)
    assert trace.details == {"by": ["whose"]}
    shown = asked(views.my_access_log, actor_at(person_id=SOMCHAI)).content.decode()
    assert "Audit trail" in shown


def test_who_did_it_is_called_by_name_or_account() -> None:
    account = get_user_model()._default_manager.create(
        username="officer-9", created_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    by = actor_at(("institution_officer", "mhesi/psu"))
    did("thing.opened", by=Actor(by.kind, account_id=account.pk, grants=by.grants))
    assert "officer-9" in page(auditor())


def test_rows_come_by_fifties_and_none_is_lost() -> None:
    for number in range(120):
        did(f"thing.n{number:03}", by=Actor(kind=SYSTEM.kind, clock=clock_at(datetime(2026, 1, 1, tzinfo=UTC))))
    reader, cursor = auditor(), ""
    seen: set[str] = set()
    for _ in range(3):
        shown = page(reader, until="1/1/2569", **({"cursor": cursor} if cursor else {}))
        found = {f"thing.n{number:03}" for number in range(120) if f"thing.n{number:03}" in shown}
        assert not seen & found
        seen |= found
        links = [QueryDict(part.split('"')[0].replace("&amp;", "&")) for part in shown.split("?")[1:]]
        cursor = next((link["cursor"] for link in reversed(links) if "cursor" in link), "")
    assert len(seen) == 120


def test_the_page_costs_the_same_for_few_rows_and_for_many() -> None:
    reader, counts = auditor(), []
    for _ in range(2):
        for _ in range(2):
            did("thing.opened", by=actor_at(("institution_officer", "mhesi/psu")), person_id=new_id())
        with CaptureQueriesContext(connection) as captured:
            page(reader)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 12


def test_one_sees_who_looked_at_ones_own_data_by_office_and_not_by_name() -> None:
    officer = actor_at(("institution_officer", "mhesi/psu"))
    me = actor_at(person_id=SOMCHAI)
    with acting_as(officer):
        record_view(officer, "case", new_id(), SOMCHAI)
        record_view(officer, "case", new_id(), new_id())
    with acting_as(me):
        record_view(me, "case", new_id(), SOMCHAI)
    shown = asked(views.my_access_log, me).content.decode()
    assert shown.count("mhesi/psu") == 1
    assert str(officer.person_id) not in shown
    assert "Nobody has looked" in asked(views.my_access_log, actor_at()).content.decode()
