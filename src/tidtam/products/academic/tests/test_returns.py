"""A return asks for everything at once, and every point is answered."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import SYSTEM, NotAllowed, Refused, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.products.academic import actions, queries
from tidtam.products.academic.actions import Noted, Reply
from tidtam.products.academic.choices import AnswerKind, Fact
from tidtam.products.academic.models import Defect, DefectAnswer
from tidtam.products.academic.tests.factories import TODAY, World, facts
from tidtam.products.academic.tests.returning import FIELD, PHONE, last_letter, mend, with_dossier


@pytest.mark.requirement("ACA-03", "ACA-13", "TRK-11")
def test_returned_with_all_defects_answered_and_handed_in_again(world: World) -> None:
    sent = world.submitted()
    world.returned(sent, FIELD, PHONE)
    with acting_as(world.institution) as actor:
        item = queries.get_request(actor, sent.pk)
        letter = queries.to_answer(actor, item)
        assert letter is not None
        assert (letter.letter_no, letter.letter_date) == ("อว 0601/900", TODAY)
        assert [(each.fact, each.text) for each in letter.defects] == [
            (FIELD.fact, FIELD.text),
            (PHONE.fact, PHONE.text),
        ]
        mended = actions.change_request(
            actor, item, facts=facts(identifier_number="", field_code="0502"), version=item.version
        )
        with pytest.raises(Refused) as refused:
            actions.resubmit_request(actor, mended, version=mended.version)
    assert refused.value.code == "unanswered"
    world.answered(sent)
    again = world.resubmitted(sent)
    assert again.case is not None
    again.case.refresh_from_db()
    assert again.case.holder == Role.MINISTRY_CASE_OFFICER
    assert [each.answer and each.answer.kind for each in last_letter(world, sent).defects] == [AnswerKind.MENDED] * 2


@pytest.mark.requirement("ACA-13")
def test_one_answer_too_few_keeps_the_request_and_the_last_answer_counts(world: World) -> None:
    sent = world.submitted()
    world.returned(sent, FIELD, PHONE)
    with acting_as(world.institution) as actor:
        first, second = (each.id for each in last_letter(world, sent).defects)
        for text in ("แก้แล้ว", "แก้อีกครั้งแล้ว"):
            now = queries.get_request(actor, sent.pk)
            replies = {first: Reply(AnswerKind.MENDED, text)}
            actions.answer_defects(actor, now, answers=replies, version=now.version)
        with pytest.raises(Refused):
            world.resubmitted(sent)
        now = queries.get_request(actor, sent.pk)
        replies = {second: Reply(AnswerKind.DISAGREES, "หมายเลขถูกต้องแล้ว")}
        actions.answer_defects(actor, now, answers=replies, version=now.version)
    world.resubmitted(sent)
    answers = [each.answer for each in last_letter(world, sent).defects]
    assert [(each.kind, each.text) for each in answers if each] == [
        (AnswerKind.MENDED, "แก้อีกครั้งแล้ว"),
        (AnswerKind.DISAGREES, "หมายเลขถูกต้องแล้ว"),
    ]


@pytest.mark.requirement("ACA-13")
def test_only_the_institution_answers_and_only_while_it_is_asked(world: World) -> None:
    sent = world.submitted()
    world.returned(sent)
    [defect] = last_letter(world, sent).defects
    replies = {defect.id: Reply(AnswerKind.MENDED, "แก้แล้ว")}
    with acting_as(world.officer):
        now = queries.get_request(world.officer, sent.pk)
    with acting_as(world.officer), pytest.raises(NotAllowed):
        actions.answer_defects(world.officer, now, answers=replies, version=now.version)
    world.answered(sent)
    world.resubmitted(sent)
    with acting_as(world.institution):
        now = queries.get_request(world.institution, sent.pk)
    with acting_as(world.institution), pytest.raises(NotAllowed):
        actions.answer_defects(world.institution, now, answers=replies, version=now.version)


@pytest.mark.requirement("ACA-13")
@pytest.mark.parametrize(
    ("defect", "code"),
    [
        (Noted("x", rule="DOC-104"), "not_pinned"),
        (Noted("x", place="/works"), "not_pinned"),
        (Noted("x"), "not_pinned"),
        (Noted("x", fact="nonsense"), "not_pinned"),
        (Noted("ก" * 2_001, fact=Fact.FIELD), "long"),
        (Noted("   ", fact=Fact.FIELD), "missing"),
    ],
)
def test_a_defect_is_pinned_to_something_the_request_has(world: World, defect: Noted, code: str) -> None:
    sent = world.submitted()
    with pytest.raises(Refused) as refused:
        world.returned(sent, defect)
    assert refused.value.code == code
    assert not Defect.objects.exists()


@pytest.mark.requirement("ACA-13")
def test_a_second_return_for_what_could_be_seen_before_needs_a_reason(world: World) -> None:
    sent = world.submitted()
    world.returned(sent, FIELD)
    world.answered(sent)
    world.resubmitted(sent)
    world.returned(sent, FIELD)  # asked before: nothing new
    assert not last_letter(world, sent).defects[0].is_late
    world.answered(sent)
    with acting_as(world.institution) as actor:
        now = queries.get_request(actor, sent.pk)
        changed = facts(identifier_number="", coordinator_email="new@example.invalid")
        actions.change_request(actor, now, facts=changed, version=now.version)
    world.resubmitted(sent)
    email = Noted("อีเมลไม่ถูกต้อง", fact=Fact.COORDINATOR_EMAIL)
    with pytest.raises(Refused) as refused:
        world.returned(sent, PHONE, email)
    assert (refused.value.code, refused.value.field) == ("late", "late_reason")
    assert PHONE.text in str(refused.value.message)
    assert email.text not in str(refused.value.message)
    world.returned(sent, PHONE, email, late_reason="เพิ่งได้รับแจ้งจากสถาบัน")
    letter = last_letter(world, sent)
    assert [each.is_late for each in letter.defects] == [True, False]
    assert letter.late_reason == "เพิ่งได้รับแจ้งจากสถาบัน"


@pytest.mark.requirement("ACA-13", "DOC-108")
def test_a_defect_in_the_dossier_has_its_rule_its_clause_and_its_place(world: World) -> None:
    sent = with_dossier(world)
    world.returned(sent, Noted("ชื่อเรื่องไม่ครบ", rule="DOC-108", place="/works/0/title"))
    [defect] = last_letter(world, sent).defects
    assert (defect.rule, defect.place) == ("DOC-108", "/works/0/title")
    assert defect.clause is not None
    assert set(defect.clause) == {"th", "en"}


@pytest.mark.requirement("ACA-13")
def test_what_was_changed_in_the_dossier_since_may_be_asked_without_a_reason(world: World) -> None:
    sent = with_dossier(world)
    world.returned(sent, FIELD)
    mend(world, sent, "works", lambda works: works[0].update(title="ชื่อเรื่องใหม่"))
    world.answered(sent)
    world.resubmitted(sent)
    changed = Noted("ชื่อเรื่องใหม่ไม่ตรงกับหลักฐาน", place="/works/0/title")
    untouched = Noted("ชื่อเรื่องไม่ครบ", place="/works/1/title")
    with pytest.raises(Refused) as refused:
        world.returned(sent, changed, untouched)
    assert untouched.text in str(refused.value.message)
    assert changed.text not in str(refused.value.message)


@pytest.mark.requirement("ACA-03", "QLT-03")
def test_a_return_sent_twice_is_one_letter(world: World) -> None:
    sent = world.submitted()
    assert sent.case is not None
    seen = sent.case.version
    how: dict[str, Any] = {"letter_no": "1", "letter_date": TODAY, "defects": [FIELD], "version": seen}
    with acting_as(world.officer):
        first = actions.return_request(world.officer, sent, **how)
        again = actions.return_request(world.officer, sent, **how)
    assert again.version == first.version == sent.version + 1
    with acting_as(SYSTEM):
        assert AuditRecord.objects.filter(object_id=str(sent.pk), verb__endswith="returned").count() == 1
        assert sent.returns.count() == 1


@pytest.mark.requirement("ACA-13", "ACA-02")
def test_what_was_asked_and_answered_is_never_changed_and_not_for_other_institutions(world: World) -> None:
    sent = world.submitted()
    world.returned(sent)
    world.answered(sent)
    with acting_as(world.other_institution):
        assert not Defect.objects.exists()
        assert not DefectAnswer.objects.exists()
    with acting_as(world.officer):
        for table in (Defect, DefectAnswer):
            with pytest.raises(DatabaseError), transaction.atomic():
                table.objects.update(text=b"")
