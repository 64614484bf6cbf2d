"""The history is never rewritten, and the matter is what its events say."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tidtam.kernel.actor import SYSTEM, Actor, Refused, acting_as
from tidtam.kernel.orgs.actions import move_organization
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_organization
from tidtam.kernel.people.actions import destroy_private_key
from tidtam.kernel.people.models import Person
from tidtam.tracking import actions
from tidtam.tracking.actions import Restated, add_note, correct_event, finish_step, resume_case, return_case
from tidtam.tracking.actions.recording import position_of
from tidtam.tracking.definitions import Need
from tidtam.tracking.history import Reason, effective
from tidtam.tracking.models import Case, CaseEvent, CaseEventText, Process, ProcessVersion
from tidtam.tracking.progress import replay
from tidtam.tracking.queries import entries_of
from tidtam.tracking.timeline import timeline
from tidtam.tracking.versions import definition_of

from .factories import DAY, World, at
from .test_actions import LATER, act, entries

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


def fitting(case: Case, choice: int) -> dict[str, Any]:
    """What the current step asks for, with one of its outcomes; now and then something else."""
    step = definition_of(case.process_version_id).step(case.step)
    outcome = step.outcomes[choice % len(step.outcomes)].key
    asked = {str(recorded): "มติ" for recorded, need in step.records.items() if need is Need.REQUIRED}
    return {**asked, "outcome": outcome} if choice < 6 else {"outcome": "no_outcome"}


MOVES: dict[str, tuple[Callable[..., Case], Callable[[Case, int], dict[str, Any]]]] = {
    "finish": (finish_step, fitting),
    "return": (return_case, lambda case, choice: {"reasons": [Reason("ขาดเอกสาร")]}),
    "resume": (resume_case, lambda case, choice: {}),
    "close": (actions.close_case, lambda case, choice: {"remark": "ยื่นซ้ำ"}),
    "withdraw": (actions.withdraw_case, lambda case, choice: {"remark": "ขอถอน"}),
    "reopen": (
        actions.reopen_case,
        lambda case, choice: {"remark": "ทบทวน", "step": ["check", "order", "x"][choice % 3]},
    ),
    "note": (add_note, lambda case, choice: {"text": "บันทึก", "for_subject": choice > 3}),
    "renew": (actions.renew_link, lambda case, choice: {}),
}
OFTEN = ["finish"] * 6 + ["return"] * 3 + ["resume"] * 3
TRIES = st.lists(
    st.tuples(
        st.sampled_from(["officer", "officer", "officer", "second_officer", "institution", "member"]),
        st.sampled_from([*OFTEN, *MOVES]),
        st.integers(0, 6),
        st.sampled_from([0, 0, 1, 1, 2, 5, -1]),
    ),
    min_size=3,
    max_size=20,
)
CORRECTIONS = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from([0, 0, -1, 1, 3]), st.sampled_from(["", "", "complete", "refuse"])),
    min_size=1,
    max_size=6,
)


def try_it(actor: Actor, action: Callable[..., Case], case: Case, given: dict[str, Any]) -> Case:
    try:
        with transaction.atomic():
            case = act(actor, action, case, **given)
    except Refused as refused:
        event(f"refused: {refused.code}")
        return Case.objects.get(pk=case.pk)
    event(f"done: {action.__name__}")
    return case


@pytest.mark.requirement("TRK-10", "TRK-11", "TRK-13", "TRK-21")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tries=TRIES, corrections=CORRECTIONS)
def test_whatever_people_do_the_matter_is_what_its_events_say(
    world: World, tries: list[tuple[str, str, int, int]], corrections: list[tuple[int, int, str]]
) -> None:
    case = world.open()
    for who, name, choice, days in tries:
        action, choose = MOVES[name]
        day = {} if name in {"note", "renew"} else {"happened_on": case.held_since + timedelta(days=days)}
        case = try_it(getattr(world, who), action, case, {**choose(case, choice), **day})
        check_against_events(world, case)
    for number, days, outcome in corrections:
        recorded = entries(world.officer, case)
        wrong = recorded[number % len(recorded)]
        restated = Restated(
            happened_on=wrong.happened_on + timedelta(days=days),
            outcome=outcome or wrong.outcome,
            letter_no=wrong.letter_no,
            order_no=wrong.order_no,
            remark=wrong.written.remark,
        )
        case = try_it(world.officer, correct_event, case, {"sequence": wrong.sequence, "restated": restated})
        check_against_events(world, case)


def check_against_events(world: World, case: Case) -> None:
    stored = Case.objects.get(pk=case.pk)
    definition = definition_of(stored.process_version_id)
    with acting_as(world.officer):
        recorded = entries_of(world.officer, stored)
        shown = timeline(definition, stored, recorded, all_shown=True)
    assert position_of(stored) == replay(effective(recorded))
    assert stored.version == len(recorded) == recorded[-1].sequence
    taken = [step for step in shown if step.state != "future"]
    days = [step.date for step in taken]
    assert days == sorted(day for day in days if day)
    assert taken[-1].title == str(definition.step(stored.step).name)
    assert (taken[-1].state == "current") == stored.is_open
    assert [step.state for step in taken[:-1]] == ["done"] * (len(taken) - 1)
    assert stored.is_open or len(shown) == len(taken)
