"""TRK-15: a table of running matters is examined to the last cell, and brought in whole, in part or not at all."""

from datetime import date, timedelta

import pytest

from tidtam.kernel.actor import SYSTEM, Refused, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.files.models import StoredFile
from tidtam.kernel.notifications.models import Notice
from tidtam.kernel.people.models import Identifier, Person, PersonKey
from tidtam.kernel.people.queries import display_name
from tidtam.tracking.actions import finish_step
from tidtam.tracking.actions.recording import position_of
from tidtam.tracking.batches import actions
from tidtam.tracking.batches.choices import ImportMode, ImportState
from tidtam.tracking.history import effective
from tidtam.tracking.models import Case
from tidtam.tracking.progress import replay
from tidtam.tracking.queries import entries_of
from tidtam.tracking.timeline import timeline
from tidtam.tracking.versions import definition_of

from .factories import PLAIN, Desk, brought_in, examined, mistakes, number, run_jobs, table, told, typed

pytestmark = pytest.mark.requirement("TRK-15")


def agrees(desk: Desk, case: Case) -> bool:
    with acting_as(desk.officer):
        return replay(effective(entries_of(desk.officer, case))) == position_of(case)


def test_a_table_is_examined_then_brought_in_with_its_persons(desk: Desk) -> None:
    found = examined(desk, table([desk.row() for _ in range(3)]))
    assert (found.state, found.good, found.bad, found.rows_read) == (ImportState.CHECKED, 3, 0, 3)
    assert (Case.objects.count(), Person.objects.filter(given_name="ธารา").count()) == (0, 0)
    done = brought_in(desk, found)
    assert (done.state, done.imported) == (ImportState.IMPORTED, 3)
    for case in Case.objects.all():
        assert (case.step, case.received_on, case.version) == ("receive", desk.day, 1)
        assert agrees(desk, case)
        with acting_as(desk.officer):
            assert display_name(desk.officer, case.subject_id) == "ธารา ตัวอย่างวงศ์"
    with acting_as(SYSTEM):
        subjects = Case.objects.values("subject")
        assert PersonKey.objects.filter(person__in=subjects).count() == 3
        assert Identifier.objects.filter(person__in=subjects).count() == 3
        assert AuditRecord.objects.filter(verb="case.imported", actor_account=desk.officer.account_id).count() == 3
        assert Notice.objects.filter(subject_kind="case").count() == 0
        assert StoredFile.objects.get(pk=done.file_id).ended_at is not None


def test_the_current_step_and_its_date_are_enough_to_go_on(desk: Desk) -> None:
    since = desk.day + timedelta(days=3)
    rows = [
        {"เลขบัตรประชาชน": number(), "ชื่อ-นามสกุล": "นางสาวธารา ตัวอย่างวงศ์", "วันที่รับ": typed(desk.day)}
        | {"สังกัด": "uni-a", "ขั้นตอนปัจจุบัน": "ตรวจเอกสาร", "ณ วันที่": typed(since)}
    ]
    brought_in(desk, examined(desk, told(*rows)))
    case = Case.objects.get()
    assert (case.step, case.step_since, case.received_on, case.version) == ("check", since, desk.day, 2)
    assert case.due_on is not None
    assert agrees(desk, case)
    with acting_as(desk.officer):
        steps = timeline(definition_of(case.process_version_id), case, entries_of(desk.officer, case), all_shown=True)
        assert [(step.title, step.state) for step in steps[:2]] == [("รับเรื่อง", "done"), ("ตรวจเอกสาร", "current")]
        assert "รับต่อจากบันทึกเดิม" in steps[0].status_text
        going_on = finish_step(
            desk.officer, case, happened_on=desk.today, expected_version=case.version, outcome="complete"
        )
    assert going_on.step == "meeting"


def test_the_history_of_finished_steps_comes_along(desk: Desk) -> None:
    days = [desk.day + timedelta(days=later) for later in (2, 9)]
    row = dict(zip(PLAIN, desk.row(), strict=True))
    row |= {"รับเรื่อง: วันที่แล้วเสร็จ": typed(days[0]), "รับเรื่อง: เลขที่หนังสือ": "อว 0601/7"}
    row |= {"check: finished_on": typed(days[1]), "Check documents: Outcome": "ครบถ้วน"}
    row |= {"ตรวจเอกสาร: หมายเหตุ": "- ครบ\n- มีสำเนา"}
    brought_in(desk, examined(desk, told(row)))
    case = Case.objects.get()
    with acting_as(desk.officer):
        entries = entries_of(desk.officer, case)
    assert [(e.kind, e.step, e.outcome, e.happened_on, e.letter_no) for e in entries] == [
        ("opened", "receive", "", desk.day, ""),
        ("finished", "receive", "", days[0], "อว 0601/7"),
        ("finished", "check", "complete", days[1], ""),
    ]
    assert entries[2].written.remark == "- ครบ\n- มีสำเนา"
    assert (case.step, case.step_since) == ("meeting", days[1])
    assert agrees(desk, case)
    # What was typed wrongly in the old table is corrected like anything else.
    from tidtam.tracking.actions import Restated, correct_event

    with acting_as(desk.officer):
        mended = Restated(happened_on=days[1], outcome="complete", remark="ครบแล้ว")
        case = correct_event(desk.officer, case, sequence=3, restated=mended, expected_version=case.version)
    assert agrees(desk, case)


def test_a_matter_that_has_ended_comes_with_its_ending(desk: Desk) -> None:
    row = dict(zip(PLAIN, desk.row(), strict=True))
    row |= {"receive: finished_on": typed(desk.day), "check: finished_on": typed(desk.day), "check: outcome": "refuse"}
    brought_in(desk, examined(desk, told(row)))
    case = Case.objects.get()
    assert (case.is_open, case.ended_how) == (False, "refused")
    assert agrees(desk, case)


def test_every_mistake_is_named_with_its_row_its_column_what_stands_there_and_how_to_mend_it(desk: Desk) -> None:
    tomorrow = desk.today + timedelta(days=1)
    good = dict(zip(PLAIN, desk.row(), strict=True))
    first = number()
    wrong = [
        {"เลขประจำตัวประชาชน": "1234567890123"},
        {"เลขประจำตัวประชาชน": "1.23457E+12"},
        {"เลขประจำตัวประชาชน": ""},
        {"ชื่อ": "=cmd|' /C calc'!A0"},
        {"ชื่อ": "＝HYPERLINK(1)"},
        {"นามสกุล": "@SUM(1)"},
        {"นามสกุล": "ก" * 200},
        {"ชื่อ": "ธา\x07รา"},
        {"รหัสหน่วยงาน": "uni-z"},
        {"วันที่รับเรื่อง": "30/2/2569"},
        {"วันที่รับเรื่อง": "2/11/12"},
        {"วันที่รับเรื่อง": typed(tomorrow)},
        {"วันที่รับเรื่อง": "1/1/2540"},
        {"ประเภทเรื่อง": "การลาออก"},
        {"ขั้นตอนปัจจุบัน": "ไม่มีขั้นนี้", "ณ วันที่": typed(desk.day)},
        {"ขั้นตอนปัจจุบัน": "check"},
        {"ขั้นตอนปัจจุบัน": "check", "ณ วันที่": typed(desk.day - timedelta(days=1))},
        {"check: finished_on": typed(desk.day)},
        {"receive: finished_on": typed(desk.day), "check: outcome": "complete"},
        {"receive: finished_on": typed(desk.day), "check: finished_on": typed(desk.day), "check: outcome": "ดีมาก"},
        {"เลขประจำตัวประชาชน": first},
        {"เลขประจำตัวประชาชน": first},
    ]
    rows = [{**good, "เลขประจำตัวประชาชน": number(), **changed} for changed in wrong]
    found = examined(desk, told(*rows))
    listed = mistakes(found, "en")
    expected = [
        ("National ID number", "1234567890123", "at least one digit is wrong"),
        ("National ID number", "1.23457E+12", "shortened this number"),
        ("National ID number", "", "must be filled in"),
        ("Given name", "=cmd|' /C calc'!A0", "Formulas are not computed"),
        ("Given name", "＝HYPERLINK(1)", "Formulas are not computed"),
        ("Family name", "@SUM(1)", "Formulas are not computed"),
        ("Family name", "ก" * 80 + "…", "may be 120 at most"),
        ("Given name", "ธา\x07รา", "invisible character"),
        ("Organisation code", "uni-z", "No organisation in your charge"),
        ("Received on", "30/2/2569", "That month has no day 30"),
        ("Received on", "2/11/12", "write all its four figures"),
        ("Received on", typed(tomorrow), "lies in the future"),
        ("Received on", "1/1/2540", "before the year 2000"),
        ("Process", "การลาออก", "not the process chosen"),
        ("Current step", "ไม่มีขั้นนี้", "no step of this name"),
        ("At this step since", "", "Give the day on which the matter came"),
        ("At this step since", typed(desk.day - timedelta(days=1)), "lies before"),
        ("Check documents: Finished on", typed(desk.day), "does not follow"),
        ("Check documents: Finished on", "", "Give the day on which this step was finished"),
        ("Check documents: Outcome", "ดีมาก", "has no such outcome"),
    ]
    assert [(row, column, what) for row, column, what, _reason in listed[:-1]] == [
        (place, column, what) for place, (column, what, _reason) in enumerate(expected, start=2)
    ]
    for (_row, _column, _what, reason), (_c, _w, words) in zip(listed, expected, strict=False):
        assert words in reason
    assert listed[-1][:3] == (23, "the whole row", "")
    assert "row 22 already" in listed[-1][3]
    assert (found.good, found.bad) == (1, 21)


def test_the_year_of_the_common_era_typed_into_a_buddhist_table_is_understood_or_refused_never_guessed(
    desk: Desk,
) -> None:
    given = {"2/1/2026": date(2026, 1, 2), "2/1/2569": date(2026, 1, 2), "2026-01-02": date(2026, 1, 2)}
    given |= {
        "๒ ม.ค. ๒๕๖๙": date(2026, 1, 2),
        "2 มกราคม 2569": date(2026, 1, 2),
        "2569-01-02 00:00:00": date(2026, 1, 2),
    }
    rows = [desk.row(received_on=text) for text in given]
    brought_in(desk, examined(desk, table(rows)))
    assert set(Case.objects.values_list("received_on", flat=True)) == set(given.values())
    assert examined(desk, table([desk.row(received_on="2/1/26")])).bad == 1


def test_good_rows_only_leaves_the_others_to_be_mended(desk: Desk) -> None:
    rows = [desk.row(), desk.row(given_name=""), desk.row()]
    found = examined(desk, table(rows))
    assert (found.good, found.bad) == (2, 1)
    with acting_as(desk.officer), pytest.raises(Refused):
        actions.order_import(desk.officer, found, mode=ImportMode.ALL)
    done = brought_in(desk, found, ImportMode.GOOD)
    assert (done.imported, done.good, done.bad, Case.objects.count()) == (2, 2, 1, 2)
    assert [row for row, *_rest in mistakes(done)] == [3]


def test_all_or_nothing_brings_in_nothing_if_a_row_went_bad_since_it_was_examined(desk: Desk) -> None:
    rows = [desk.row(), desk.row()]
    first, second = examined(desk, table(rows)), examined(desk, table(rows[1:]))
    brought_in(desk, second)
    late = brought_in(desk, first)
    assert (late.state, late.bad, late.imported) == (ImportState.CHECKED, 1, 0)
    assert Case.objects.count() == 1
    assert "มีเรื่องของบุคคลนี้" in mistakes(late)[0][3]


def test_the_same_table_again_brings_nothing_in_twice(desk: Desk) -> None:
    text = table([desk.row(), desk.row()])
    brought_in(desk, examined(desk, text))
    again = examined(desk, text)
    assert (again.good, again.bad) == (0, 2)
    with acting_as(desk.officer), pytest.raises(Refused):
        actions.order_import(desk.officer, again, mode=ImportMode.GOOD)
    assert Case.objects.count() == 2


def test_a_job_that_runs_again_brings_nothing_in_twice(desk: Desk) -> None:
    done = brought_in(desk, examined(desk, table([desk.row()])))
    from tidtam.tracking.batches import jobs

    with acting_as(SYSTEM):
        jobs.order_import(done.pk)
    run_jobs()
    assert Case.objects.count() == 1


def test_a_person_on_record_is_found_by_number_and_goes_on_being_called_as_typed(desk: Desk) -> None:
    text = table([desk.row(), desk.row(organization="uni-b")])
    brought_in(desk, examined(desk, text))
    known = number()
    persons = Person.objects.count()
    rows = [
        desk.row(national_id=known, given_name="เดิม"),
        desk.row(national_id=known, given_name="ใหม่", organization="uni-b"),
    ]
    for row in rows:
        brought_in(desk, examined(desk, table([row])))
    assert Person.objects.count() == persons + 1
    person = Case.objects.order_by("id").last()
    assert person is not None
    with acting_as(desk.institution):
        assert display_name(desk.institution, person.subject_id) == "เดิม ตัวอย่างวงศ์"
    with acting_as(desk.officer):
        assert Person.objects.get(pk=person.subject_id).given_name == "เดิม"
