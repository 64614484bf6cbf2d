from datetime import date
from typing import Any

import pytest
from django.http import Http404

from tidtam.kernel.actor import SYSTEM, VISITOR, NotAllowed, Outdated, Refused, acting_as
from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.kernel.files.tests.factories import make_pdf, upload
from tidtam.kernel.notifications.models import Notice
from tidtam.kernel.people.queries import display_name
from tidtam.products.registry import actions
from tidtam.products.registry import content as contents
from tidtam.products.registry.actions import Letter
from tidtam.products.registry.choices import Cause, EntryState, NoticeKind, NoticeState, Verdict
from tidtam.products.registry.models import ChangeNotice, Entry, Holding
from tidtam.products.registry.queries import entries as queries
from tidtam.products.registry.queries import notices as notice_queries

from .factories import LETTER, TODAY, World, later

EFFECTIVE = date(2026, 10, 1)


def filed(
    world: World, entry: Entry, kind: NoticeKind, said: dict[str, str] | None = None, **given: Any
) -> ChangeNotice:
    with acting_as(world.recorder) as actor:
        return actions.file_notice(
            actor, entry, kind=kind, letter=LETTER, effective_on=EFFECTIVE, said=said or {}, **given
        )


def approve(world: World, notice: ChangeNotice) -> ChangeNotice:
    with acting_as(later(world.approver, date(2026, 11, 20))) as actor:
        return actions.approve_notice(actor, notice, version=notice.version)


@pytest.mark.requirement("NAP-04")
@pytest.mark.parametrize(
    ("kind", "said", "place", "value"),
    [
        (NoticeKind.RETIREMENT, {}, "holder.standing", "retired"),
        (NoticeKind.RESIGNATION, {}, "holder.standing", "resigned"),
        (NoticeKind.DEATH, {}, "holder.standing", "deceased"),
        (NoticeKind.EMPLOYMENT, {"employment": "civil_servant"}, "holder.employment", "civil_servant"),
    ],
)
def test_a_notice_with_its_letter_changes_the_register_once_the_ministry_approved_it(
    world: World, kind: NoticeKind, said: dict[str, str], place: str, value: str
) -> None:
    entry = world.approved()
    notice = filed(world, entry, kind, said=said, upload=upload(make_pdf(), "หนังสือ.pdf"))
    assert notice.file_id is not None
    assert world.content(entry).facts[place] != value
    approve(world, notice)
    assert world.content(entry).facts[place] == value
    with acting_as(world.recorder) as actor:
        revision = queries.revision_on(actor, entry, date(2026, 11, 20))
        before = queries.revision_on(actor, entry, date(2026, 11, 19))
        assert revision is not None
        assert before is not None
        assert (revision.cause, revision.effective_on, revision.letter_no) == (Cause(kind), EFFECTIVE, LETTER.number)
        assert contents.unseal(entry.person_id, before.sealed).facts[place] != value
        assert contents.unseal(entry.person_id, revision.sealed).origins[place]["source"] == "notice"
    assert Holding.objects.count() == (0 if kind is NoticeKind.DEATH else 1)


@pytest.mark.requirement("NAP-04")
def test_a_new_name_is_the_persons_name_everywhere_and_the_old_one_stays_in_the_past(world: World) -> None:
    entry = world.approved()
    approve(
        world,
        filed(world, entry, NoticeKind.NAME, said={"title": "นาง", "given_name": "ใหม่", "family_name": "นามสกุลใหม่"}),
    )
    with acting_as(VISITOR):
        assert Holding.objects.get().name == "นางใหม่ นามสกุลใหม่"
    with acting_as(world.recorder) as actor:
        assert display_name(actor, entry.person_id) == "นางใหม่ นามสกุลใหม่"
        old = queries.revision_on(actor, entry, TODAY)
        assert old is not None
        assert contents.unseal(entry.person_id, old.sealed).name == "นางสมมติ ตัวอย่างดี"


@pytest.mark.requirement("NAP-04")
def test_a_transfer_is_released_by_one_accepted_by_the_other_and_neither_does_both(world: World) -> None:
    entry = world.approved()
    with acting_as(world.other_recorder) as actor, pytest.raises(Http404):
        actions.file_notice(
            actor, entry, kind=NoticeKind.TRANSFER, letter=LETTER, effective_on=EFFECTIVE, said={}, receiving=world.b
        )
    notice = filed(world, entry, NoticeKind.TRANSFER, receiving=world.b)
    assert notice.state == NoticeState.RELEASED
    letter = Letter("อว 8801/3", date(2026, 11, 12))
    with acting_as(world.recorder) as actor, pytest.raises(NotAllowed):
        actions.accept_transfer(actor, notice, letter=letter, version=notice.version)
    with acting_as(world.approver) as actor, pytest.raises(NotAllowed):
        actions.approve_notice(actor, notice, version=notice.version)
    with acting_as(world.other_recorder) as actor:
        seen = notice_queries.get_notice(actor, notice.pk)
        assert display_name(actor, seen.person_id) == "นางสมมติ ตัวอย่างดี"
        accepted = actions.accept_transfer(actor, seen, letter=letter, version=seen.version)
        with pytest.raises(Http404):
            queries.get_entry(actor, entry.pk)
    assert approve(world, accepted).state == NoticeState.APPROVED
    with acting_as(world.other_recorder) as actor:
        assert queries.get_entry(actor, entry.pk).organization_id == world.b.pk
        past = queries.revision_on(actor, entry, TODAY)
        assert past is not None
        assert past.organization_id == world.a.pk
    with acting_as(world.recorder) as actor, pytest.raises(Http404):
        queries.get_entry(actor, entry.pk)
    assert Holding.objects.get().organization_id == world.b.pk


@pytest.mark.requirement("NAP-04")
def test_an_officer_who_changes_institutions_in_the_middle_does_not_accept_their_own_release(world: World) -> None:
    entry = world.approved()
    notice = filed(world, entry, NoticeKind.TRANSFER, receiving=world.b)
    moved = world.officer_again(world.recorder, world.b)
    assert len(moved.grants) == 2
    with acting_as(moved), pytest.raises(NotAllowed):
        actions.accept_transfer(moved, notice, letter=LETTER, version=notice.version)


@pytest.mark.requirement("NAP-04")
def test_one_notice_at_a_time_and_two_who_decide_at_once_do_not_both_win(world: World) -> None:
    entry = world.approved()
    notice = filed(world, entry, NoticeKind.RETIREMENT)
    with pytest.raises(Refused) as refused:
        filed(world, entry, NoticeKind.DEATH)
    assert refused.value.code == "open"
    with acting_as(world.approver) as actor:
        with pytest.raises(Refused):
            actions.refuse_notice(actor, notice, reason="", version=notice.version)
        actions.refuse_notice(actor, notice, reason="ไม่มีสำเนาคำสั่ง", version=notice.version)
        with pytest.raises((NotAllowed, Outdated)):
            actions.approve_notice(actor, notice, version=notice.version)
    assert world.content(entry).facts["holder.standing"] == "serving"
    with browsing_as(world.recorder) as browser:
        assert "ไม่มีสำเนาคำสั่ง" in browser.get(f"/register/notices/{notice.pk}/").content.decode()


@pytest.mark.requirement("NAP-04")
def test_status_and_name_of_somebody_in_the_register_are_not_simply_typed_over(world: World) -> None:
    entry = world.reload(world.approved())
    with acting_as(world.recorder) as actor, pytest.raises(Refused) as refused:
        actions.change_facts(actor, entry, facts={"holder.standing": "retired"}, version=entry.version)
    assert refused.value.code == "by_notice"


@pytest.mark.requirement("NAP-05")
def test_a_correction_letter_is_worked_off_point_by_point(world: World) -> None:
    entry = world.submitted()
    points = [("assistant_professor.field_code", "รหัสไม่ตรงกับคำสั่ง"), ("holder.qualifications", "ขาดปีที่สำเร็จการศึกษา")]
    with acting_as(world.approver) as actor:
        letter = actions.write_correction(actor, entry, letter=LETTER, points=points, version=entry.version)
        with pytest.raises(NotAllowed):
            actions.approve_entry(actor, entry, version=entry.version)
    entry = world.reload(entry)
    assert entry.state == EntryState.DRAFT
    first, second = letter.points.all()
    with acting_as(world.recorder) as actor:
        entry = actions.change_facts(
            actor, entry, facts={"assistant_professor.field_code": "1802"}, version=entry.version
        )
        with pytest.raises(Refused) as refused:
            actions.submit_entry(actor, entry, letter=LETTER, version=entry.version)
        assert refused.value.code == "correction"
        answers = {first.pk: "แก้เป็น 1802 แล้ว", second.pk: "ระบุปีแล้ว"}
        given: dict[str, Any] = {"letter": LETTER, "version": letter.version}
        with pytest.raises(Refused):
            actions.report_correction(actor, letter, answers=answers, upload=None, **given)
        copy = upload(make_pdf(), "หนังสือ สป.อว.pdf")
        letter = actions.report_correction(actor, letter, answers=answers, upload=copy, **given)
        with pytest.raises(NotAllowed):
            actions.judge_correction(actor, letter, verdicts={}, version=letter.version)
    assert world.reload(entry).state == EntryState.AWAITING
    with acting_as(world.approver) as actor:
        with pytest.raises(Refused):
            actions.judge_correction(actor, letter, verdicts={first.pk: (Verdict.CLOSE, "")}, version=letter.version)
        verdicts = {first.pk: (Verdict.CLOSE, ""), second.pk: (Verdict.REOPEN, "ยังไม่ระบุประเทศ")}
        letter = actions.judge_correction(actor, letter, verdicts=verdicts, version=letter.version)
    assert (letter.state, letter.rounds, [point.state for point in letter.points.all()]) == (
        "open",
        2,
        ["closed", "open"],
    )
    assert world.reload(entry).state == EntryState.DRAFT
    with acting_as(world.recorder) as actor:
        letter = actions.report_correction(
            actor, letter, answers={second.pk: "ระบุแล้ว"}, letter=LETTER, upload=None, version=letter.version
        )
    with acting_as(world.approver) as actor:
        letter = actions.judge_correction(
            actor, letter, verdicts={second.pk: (Verdict.CLOSE, "")}, version=letter.version
        )
    assert letter.state == "closed"
    world.approve(world.reload(entry))
    assert Holding.objects.get().field_code == "1802"


@pytest.mark.requirement("NAP-05")
def test_both_sides_are_told_of_a_letter_and_only_they(world: World) -> None:
    entry = world.submitted()
    with acting_as(world.approver) as actor:
        actions.write_correction(
            actor, entry, letter=LETTER, points=[("holder.title", "คำนำหน้า")], version=entry.version
        )
    with acting_as(SYSTEM):
        told = set(Notice.objects.filter(kind="registry.correction_asked").values_list("person", flat=True))
    assert told == {world.recorder.person_id}
