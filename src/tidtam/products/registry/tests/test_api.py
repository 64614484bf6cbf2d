"""An institution's own system enters holders: within its scopes, once for each key, as far as its officers may."""

from typing import Any

import pytest
from django.core.cache import cache

from tidtam.kernel.actor import clock_at
from tidtam.kernel.identity import middleware
from tidtam.kernel.people.tests.factories import next_number
from tidtam.products.registry.models import Entry
from tidtam.products.registry.scopes import RegistryScope
from tidtam.tracking.api.tests.calling import Program, program_of
from tidtam.tracking.tests.factories import at

from .factories import TODAY, WHOLE, World

pytestmark = pytest.mark.requirement("NAP-08")
PERSON = {"title": "นาย", "given_name": "สมมติ", "family_name": "ตัวอย่าง"}


@pytest.fixture(autouse=True)
def today(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(middleware, "clock", clock_at(at(TODAY)))


def program(world: World, *scopes: str) -> Program:
    return program_of(world.a, "institution_officer", scopes or tuple(RegistryScope))


def holder(number: str = "", **facts: Any) -> dict[str, Any]:
    person = {**PERSON, "number": number or next_number()}
    return {"organization": "uni-a", "person": person, "facts": {**WHOLE, **facts}}


def test_a_program_enters_a_holder_once_and_sends_the_entry_for_approval(world: World) -> None:
    caller = program(world)
    body = holder()
    first = caller.post("/registry/entries", body, Idempotency_Key="one")
    again = caller.post("/registry/entries", body, Idempotency_Key="one")
    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    assert Entry.objects.count() == 1
    entry = first.json()
    assert entry["missing_places"] == []
    assert body["person"]["number"] not in first.content.decode()
    stale = caller.post(f"/registry/entries/{entry['id']}/facts", {"facts": {"holder.title": "นาง"}}, If_Match='"0"')
    assert stale.status_code == 412
    sent = caller.post(
        f"/registry/entries/{entry['id']}/submission",
        {"letter_no": "อว 9901/9", "letter_on": "2026-11-10"},
        If_Match=first.headers["ETag"],
    )
    assert sent.json()["state"] == "awaiting"
    assert [row["id"] for row in caller.get("/registry/entries?state=awaiting").json()["items"]] == [entry["id"]]


def test_a_program_reads_and_writes_within_its_scopes_and_its_institution_only(world: World) -> None:
    other = world.begun(by=world.other_recorder, facts=WHOLE)
    reader = program(world, RegistryScope.READ)
    assert reader.post("/registry/entries", holder()).status_code == 403
    assert reader.get(f"/registry/entries/{other.pk}").status_code == 404
    assert reader.get("/registry/entries").json()["items"] == []
    assert program(world, "cases:read").get("/registry/entries").status_code == 403
    assert program(world).post("/registry/entries", {**holder(), "organization": "uni-b"}).status_code == 422


@pytest.mark.parametrize(
    "facts",
    [
        {"nowhere": "x"},
        {"professor.field_code": "12"},
        {"professor.appointed_on": "31/12/2563"},
        {"professor.method": "magic"},
        {"professor.works": "a work"},
        {"professor.works": [{"quality": "A"}]},
        {"professor.works": [{"citation": "x", "secret": "y"}]},
        {"holder.title": "x" * 500},
        {"holder.title": "\u0000"},
    ],
)
def test_what_does_not_fit_is_named_by_its_place_and_nothing_is_stored(world: World, facts: dict[str, Any]) -> None:
    answer = program(world).post("/registry/entries", holder(**facts))
    assert answer.status_code == 422
    assert f"/facts/{next(iter(facts))}" in answer.content.decode()
    assert Entry.objects.count() == 0
