"""The history is never rewritten, and the matter is what its events say."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, connections, transaction

from tidtam.kernel.actor import SYSTEM, Refused, acting_as
from tidtam.kernel.orgs.actions import move_organization
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_organization
from tidtam.kernel.people.actions import destroy_private_key
from tidtam.kernel.people.models import Person
from tidtam.tracking.actions import Restated, add_note, correct_event, finish_step
from tidtam.tracking.history import effective
from tidtam.tracking.models import Case, CaseEvent, CaseEventText, Process, ProcessVersion

from .acting import LATER, act, entries
from .factories import DAY, World, at

CHANGES = {
    "tracking_caseevent": "UPDATE tracking_caseevent SET happened_on = happened_on - 1",
    "tracking_caseeventtext": "UPDATE tracking_caseeventtext SET sealed = ''",
    "tracking_processversion": "UPDATE tracking_processversion SET content = '{}'",
}


STATEMENTS = [
    statement
    for table, change in CHANGES.items()
    for statement in (change, f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE")  # noqa: S608
]


@pytest.mark.requirement("TRK-11")
@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_web_can_neither_change_nor_delete_what_happened(world: World, statement: str) -> None:
    act(world.officer, add_note, world.open(), text="บันทึก", for_subject=False)
    with pytest.raises(DatabaseError, match=r"permission denied|append-only"), transaction.atomic():
        connection.cursor().execute(statement)


def store_bare_case_as_owner() -> None:
    """Straight into the tables, on the owner's connection, which sees nothing of the web's open transaction."""
    moment = at(DAY)
    office = Organization.objects.using("owner").create(
        code="own", kind="ministry", path="own", name_th="ก", name_en="A", created_at=moment
    )
    person = Person.objects.using("owner").create(given_name="ก", created_at=moment)
    process = Process.objects.using("owner").create(key="own")
    version = ProcessVersion.objects.using("owner").create(
        process=process, number=1, content={}, published_at=moment, in_force_from=DAY, readers=[]
    )
    case = Case.objects.using("owner").create(
        process=process,
        process_version=version,
        subject=person,
        organization=office,
        organization_path="own",
        tracking_code="a" * 26,
        version=1,
        received_on=DAY,
        status="in_progress",
        step="receive",
        step_since=DAY,
        holder="subject",
        held_since=DAY,
        moved_on=DAY,
    )
    event = CaseEvent.objects.using("owner").create(
        case=case,
        sequence=1,
        kind="opened",
        step="receive",
        happened_on=DAY,
        recorded_at=moment,
        process_version=version,
    )
    CaseEventText.objects.using("owner").create(event=event, sealed=b"")
    connections["owner"].check_constraints()


@pytest.mark.requirement("TRK-11")
@pytest.mark.django_db(databases=["owner"])
@pytest.mark.parametrize("statement", STATEMENTS)
def test_even_the_owner_of_the_tables_is_stopped(statement: str) -> None:
    store_bare_case_as_owner()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(using="owner"):
        connections["owner"].cursor().execute(statement)


@pytest.mark.requirement("TRK-10")
@pytest.mark.parametrize("table", ["tracking_case", "tracking_process"])
def test_a_matter_and_its_process_never_vanish(world: World, table: str) -> None:
    world.open()
    for statement in (f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):  # noqa: S608
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)


@pytest.mark.requirement("TRK-11")
def test_a_correction_is_a_new_event_that_says_what_it_corrects(world: World) -> None:
    case = act(world.officer, finish_step, world.open(), happened_on=LATER, letter_no="อว 1")
    case = act(
        world.officer,
        correct_event,
        case,
        sequence=2,
        restated=Restated(happened_on=LATER - timedelta(days=2), letter_no="อว 2"),
    )
    recorded = entries(world.officer, case)
    assert [(entry.sequence, entry.kind, entry.corrects) for entry in recorded][1:] == [
        (2, "finished", None),
        (3, "corrected", 2),
    ]
    assert (recorded[1].happened_on, recorded[1].letter_no) == (LATER, "อว 1")
    standing = effective(recorded)[1]
    assert (standing.happened_on, standing.letter_no) == (LATER - timedelta(days=2), "อว 2")
    assert (case.step, case.step_since, case.held_since) == ("check", *[LATER - timedelta(days=2)] * 2)


@pytest.mark.requirement("TRK-11")
def test_the_day_of_receipt_and_its_letter_can_be_corrected(world: World) -> None:
    case = act(
        world.officer,
        correct_event,
        world.open(),
        sequence=1,
        restated=Restated(happened_on=DAY - timedelta(days=3), letter_no="อว 9"),
    )
    case.refresh_from_db()
    assert (case.received_on, case.letter_no) == (DAY - timedelta(days=3), "อว 9")


@pytest.mark.requirement("TRK-13")
@pytest.mark.parametrize("day", [DAY - timedelta(days=1), LATER + timedelta(days=1)])
def test_a_correction_stays_between_what_came_before_and_after(world: World, day: date) -> None:
    case = act(world.officer, finish_step, world.open(), happened_on=DAY, letter_no="1")
    case = act(world.officer, finish_step, case, happened_on=LATER, outcome="complete")
    with pytest.raises(Refused) as refused:
        act(
            world.officer,
            correct_event,
            case,
            sequence=2,
            restated=Restated(happened_on=day, letter_no="1"),
        )
    assert refused.value.field == "happened_on"


@pytest.mark.requirement("TRK-11")
def test_a_wrong_outcome_is_corrected_as_long_as_nothing_was_done_after_it(world: World) -> None:
    case = act(world.officer, finish_step, world.open_at_check(), happened_on=LATER, outcome="refuse")
    wrong = Restated(happened_on=LATER, outcome="refuse")
    right = Restated(happened_on=LATER, outcome="complete")
    case = act(world.officer, correct_event, case, sequence=3, restated=right)
    assert (case.status, case.step, case.ended_how) == ("in_progress", "meeting", "")
    case = act(world.officer, finish_step, case, happened_on=LATER, outcome="pass", remark="มติ")
    with pytest.raises(Refused) as refused:
        act(world.officer, correct_event, case, sequence=3, restated=wrong)
    assert refused.value.code == "went_on"


@pytest.mark.requirement("TRK-11")
def test_notes_and_corrections_are_not_corrected(world: World) -> None:
    case = act(world.officer, add_note, world.open(), text="ก", for_subject=False)
    for sequence in (2, 99):
        with pytest.raises(Refused) as refused:
            act(world.officer, correct_event, case, sequence=sequence, restated=Restated(happened_on=DAY))
        assert refused.value.code == "not_correctable"


@pytest.mark.requirement("TRK-11")
def test_words_are_sealed_and_erasing_the_key_leaves_the_chain_whole(world: World) -> None:
    case = act(world.officer, add_note, world.open(), text="ขาดเอกสารหลักฐาน", for_subject=True)
    sealed = bytes(CaseEventText.objects.get(event__case=case).sealed)
    assert "ขาด".encode() not in sealed
    with acting_as(SYSTEM):
        destroy_private_key(SYSTEM, world.subject)
    erased = entries(world.officer, case)
    assert [entry.kind for entry in erased] == ["opened", "note_to_subject"]
    assert not erased[-1].written
    case = act(world.officer, finish_step, case, happened_on=LATER, letter_no="1")
    assert case.step == "check"


@pytest.mark.requirement("TRK-10")
def test_matters_follow_an_office_that_moves(world: World) -> None:
    case = world.open()
    with acting_as(SYSTEM):
        other_ministry = make_organization("moph", kind="ministry")
        move_organization(SYSTEM, world.university, parent=other_ministry)
    case.refresh_from_db()
    assert case.organization_path == "moph/uni-a"
