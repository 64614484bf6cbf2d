"""An act is one statement, which forgets no column."""

from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.notifications.actions import compose
from tidtam.kernel.notifications.models import Delivery, Notice
from tidtam.tracking.actions import finish_step
from tidtam.tracking.actions.writing import write
from tidtam.tracking.models import Case, CaseEvent

from .factories import DAY, World

pytestmark = pytest.mark.requirement("QLT-08")


def columns(row: models.Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def stored(row: models.Model) -> dict[str, Any]:
    """What the database holds of it: words that were sealed come back as another kind of bytes."""
    found = columns(type(row)._default_manager.get(pk=row.pk))
    return {name: bytes(value) if isinstance(value, memoryview) else value for name, value in found.items()}


def test_a_step_is_begun_and_locked_and_written_and_ended(world: World) -> None:
    case = world.open_at_check()
    with CaptureQueriesContext(connection) as asked, acting_as(world.officer):
        finish_step(
            world.officer, case, happened_on=DAY, outcome="complete", remark="ครบ", expected_version=case.version
        )
    savepoints = [query for query in asked.captured_queries if "SAVEPOINT" in query["sql"]]
    said = [query["sql"].split()[0:2] for query in asked.captured_queries if query not in savepoints]
    assert [" ".join(words) for words in said] == [
        "SELECT set_config('tidtam.actor_kind',",
        "SELECT id,",  # the matter, locked
        "SELECT person_id,",  # the key for the remark
        "SELECT person_id,",  # the key for the notice
        "WITH matter",
    ]


def test_what_is_stored_of_a_matter_and_its_event_is_what_the_act_made_of_them(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[tuple[dict[str, Any], dict[str, Any], Any]] = []

    def watched(case: Case, event: CaseEvent, trail: tuple[Any, ...], **more: Any) -> None:
        write(case, event, trail, **more)
        written.append((columns(case), columns(event), more["told"]))

    monkeypatch.setattr("tidtam.tracking.actions.recording.write", watched)
    case = world.open_at_check()
    assert [told is not None for _case, _event, told in written] == [True, True]
    with acting_as(SYSTEM):
        events = CaseEvent.objects.filter(case=case).order_by("sequence")
        assert stored(case) == written[-1][0]
        assert [stored(event) for event in events] == [event for _case, event, _told in written]
        assert AuditRecord.objects.filter(object_id=case.pk, verb__in=["case.opened", "case.finished"]).count() == 2
        assert Delivery.objects.filter(notice__subject_id=case.pk).count() == 2


def test_a_notice_is_stored_as_it_was_composed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    composed: list[Notice] = []

    def watched(*args: Any, **given: Any) -> Notice | None:
        notice = compose(*args, **given)
        composed.extend(filter(None, [notice]))
        return notice

    monkeypatch.setattr("tidtam.tracking.notices.compose", watched)
    world.open()
    with acting_as(SYSTEM):
        assert [stored(notice) for notice in composed] == [columns(notice) for notice in composed]
        assert len(composed) == 1
