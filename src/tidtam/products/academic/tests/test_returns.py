"""A return asks for everything at once, every point is answered, and what changed is seen side by side."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import SYSTEM, NotAllowed, Refused, acting_as
from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.products.academic import actions, queries
from tidtam.products.academic.actions import Noted, Reply
from tidtam.products.academic.choices import AnswerKind, Fact, Found
from tidtam.products.academic.dossier.actions import change_part, import_content, open_signed_part
from tidtam.products.academic.dossier.queries import content_of, judge
from tidtam.products.academic.models import AcademicRequest, Defect, DefectAnswer
from tidtam.products.academic.rulebook.reading import made_of, values_of
from tidtam.products.academic.rulebook.tests.generating import sample
from tidtam.products.academic.tests.factories import TODAY, World, everybody_signs, facts, later

LIST = "/academic/requests/"
FIELD = Noted("รหัสสาขาไม่ตรง", fact=Fact.FIELD)
PHONE = Noted("โทรศัพท์ติดต่อไม่ได้", fact=Fact.COORDINATOR_PHONE)


def with_dossier(world: World) -> AcademicRequest:
    """Sent with a whole dossier in which only things that should be mended are found."""
    request = world.draft(position="professor")
    with acting_as(world.institution) as actor:
        dossier = actions.begin_request_dossier(actor, request)
        import_content(actor, dossier, made_of(sample()), expected_version=dossier.version)
        everybody_signs(actor, request)
        now = queries.get_request(actor, request.pk)
        return actions.submit_request(actor, now, version=now.version)


def mend(world: World, request: AcademicRequest, part: str, change: Any) -> None:
    with acting_as(world.institution) as actor:
        now = queries.get_request(actor, request.pk)
        assert now.dossier is not None
        values = values_of(content_of(actor, now.dossier))[part]
        change(values)
        open_signed_part(actor, now.dossier, part)
        change_part(actor, now.dossier, part, values, expected_version=now.dossier.version)
        everybody_signs(actor, request)


def last_letter(world: World, request: AcademicRequest) -> queries.Letter:
    with acting_as(world.officer) as actor:
        return queries.letters_of(actor, queries.get_request(actor, request.pk))[-1]


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


@pytest.mark.requirement("ACA-13", "ACA-03")
def test_the_ministry_sees_point_answer_and_change_side_by_side(world: World) -> None:
    sent = with_dossier(world)
    world.returned(sent, PHONE, Noted("ชื่อเรื่องไม่ครบ", rule="DOC-108", place="/works/0"))
    mend(world, sent, "works", lambda works: works[0].update(title="ชื่อเรื่องที่ครบแล้ว"))
    with browsing_as(world.officer) as officer:
        page = officer.get(f"{LIST}{sent.pk}/returns/")
        assert "ชื่อเรื่องที่ครบแล้ว" not in page.content.decode()  # not before it is sent
    world.answered(sent, "เติมชื่อเรื่องแล้ว")
    world.resubmitted(sent)
    with browsing_as(world.officer) as officer:
        page = officer.get(f"{LIST}{sent.pk}/returns/")
    telephone, work = page.context["defects"]
    assert telephone.changes == ()
    assert [change.after for change in work.changes] == ["ชื่อเรื่องที่ครบแล้ว"]
    assert [change.place for change in page.context["changes"]] == ["/works/0/title"]
    assert "เติมชื่อเรื่องแล้ว" in page.content.decode()


@pytest.mark.requirement("ACA-13")
def test_the_return_is_written_on_the_page_from_what_the_check_found(world: World) -> None:
    sent = with_dossier(world)
    address = f"{LIST}{sent.pk}/return/"
    with browsing_as(world.officer) as officer:
        form = officer.get(address).context["form"]
        assert form.proposals
        each = form.proposals[0]
        typed = {
            "version": str(form["version"].value()),
            "letter_no": "อว 0201/77",
            "letter_date": "16/11/2569",
            "rows": "3",
            f"pick_{each.key}": "on",
            f"text_{each.key}": "ถ้อยคำของเจ้าหน้าที่",
            "own_0_place": "/works/1",
            "own_0_text": "ขาดหน้าที่ตีพิมพ์",
        }
        more = officer.post(address, {**typed, "more": "1"}).context["form"]
        assert not more.is_bound
        assert (more.row_count, more["own_0_text"].value()) == (6, "ขาดหน้าที่ตีพิมพ์")
        lost = officer.post(address, {**typed, "own_0_place": ""})
        assert "own_0_place" in lost.context["form"].errors
        assert officer.post(address, typed).status_code == 302
    told = [(one.rule, one.place, one.text) for one in last_letter(world, sent).defects]
    assert told == [(each.rule, each.place, "ถ้อยคำของเจ้าหน้าที่"), ("", "/works/1", "ขาดหน้าที่ตีพิมพ์")]


@pytest.mark.requirement("ACA-13")
def test_the_answers_are_typed_on_one_page(world: World) -> None:
    sent = world.submitted()
    world.returned(sent, FIELD, PHONE)
    address = f"{LIST}{sent.pk}/answers/"
    with browsing_as(world.institution) as officer:
        version = str(officer.get(address).context["form"]["version"].value())
        half = officer.post(address, {"version": version, "kind_1": "mended"})
        assert "text_1" in half.context["form"].errors
        typed = {"version": version, "kind_1": "mended", "text_1": "แก้รหัสแล้ว"}
        assert officer.post(address, typed).status_code == 302
        assert officer.get(address).context["form"]["text_1"].value() == "แก้รหัสแล้ว"
    assert len(last_letter(world, sent).unanswered) == 1


@pytest.mark.requirement("ACA-13", "ACA-03")
def test_the_engine_does_not_hand_in_again_what_has_no_answer(world: World) -> None:
    sent = world.submitted()
    world.returned(sent)
    with browsing_as(world.institution) as officer:
        assert officer.post(f"/work/{sent.case_id}/resume/", {"version": "2"}).status_code == 404


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


@pytest.mark.requirement("ACA-13", "ACA-03")
def test_the_list_tells_and_filters_by_what_was_found_when_it_was_sent(world: World) -> None:
    plain, judged = world.submitted(), with_dossier(world)
    with acting_as(world.officer) as actor:
        item = queries.get_request(actor, judged.pk)
        assert item.dossier is not None
        now = judge(world.institution, item.dossier, as_sent=True)
        assert item.findings_should == len([each for each in now.open_findings if each.severity == "should"])
        kinds = [kind for kind in Found if queries.request_list(actor, found=kind).filter(pk=judged.pk).exists()]
        assert kinds
        assert not any(queries.request_list(actor, found=kind).filter(pk=plain.pk).exists() for kind in Found)
        assert not queries.request_list(actor, older="30").exists()
    with acting_as(later(world.officer, TODAY + timedelta(days=31))) as actor:
        assert queries.request_list(actor, older="30").count() == 2
        assert not queries.request_list(actor, older="60").exists()
    with browsing_as(world.officer) as officer:
        rows = {row.item.pk: row for row in officer.get(LIST, {"older": ""}).context["rows"]}
    assert (rows[plain.pk].item.findings_must, rows[plain.pk].days) == (None, 0)


@pytest.mark.requirement("ACA-16")
def test_a_work_used_elsewhere_is_shown_with_its_request_to_the_ministry_only(world: World) -> None:
    first = with_dossier(world)
    second = world.draft(by=world.other_institution, at_office=world.other_university, position="professor")
    with acting_as(world.other_institution) as actor:
        dossier = actions.begin_request_dossier(actor, second)
        import_content(actor, dossier, made_of(sample()), expected_version=dossier.version)
        everybody_signs(actor, second)
        now = queries.get_request(actor, second.pk)
        second = actions.submit_request(actor, now, version=now.version)
    with browsing_as(world.officer) as officer:
        used = officer.get(f"{LIST}{second.pk}/").context["used_before"]
        assert {row.item.pk for _where, _used, row in used} == {first.pk}
        assert f"{LIST}{first.pk}/" in officer.get(f"{LIST}{second.pk}/").content.decode()
    with browsing_as(world.other_institution) as officer:
        assert officer.get(f"{LIST}{second.pk}/").context["used_before"] == []


@pytest.mark.requirement("ACA-04")
def test_a_duplicate_at_another_institution_stands_on_the_ministrys_page_only(world: World) -> None:
    number = facts().identifier_number
    first = world.submitted(identifier_number=number)
    second = world.submitted(by=world.other_institution, at_office=world.other_university, identifier_number=number)
    for reader, is_told in ((world.officer, True), (world.other_institution, False)):
        with browsing_as(reader) as officer:
            page = officer.get(f"{LIST}{second.pk}/").content.decode()
        assert (f"{LIST}{first.pk}/" in page) == is_told
