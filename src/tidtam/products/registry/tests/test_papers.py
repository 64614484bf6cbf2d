"""Letters and evidence: open to who sent them, to the ministry, and to whoever keeps the holder's entry now."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tidtam.kernel.actor import SYSTEM, Actor, NotAllowed, Refused, acting_as
from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.files.tests.factories import make_pdf, upload
from tidtam.kernel.orgs.tests.factories import make_organization
from tidtam.products.registry import actions
from tidtam.products.registry.actions import Letter
from tidtam.products.registry.choices import NoticeKind, Verdict
from tidtam.products.registry.models import ChangeNotice, Correction, Entry
from tidtam.products.registry.policies import RECORDER

from .factories import LETTER, TODAY, WHOLE, World, later

pytestmark = pytest.mark.requirement("NAP-04")
ACCEPTED = Letter("อว 8801/3", date(2026, 11, 12))


def pdf(name: str) -> Any:
    return upload(make_pdf(), name)


def opens(actor: Actor, file_id: UUID | None) -> bool:
    with browsing_as(actor) as browser:
        answer = browser.get(f"/register/files/{file_id}/")
        assert answer.status_code in {200, 404}
        return answer.status_code == 200 and b"".join(answer).startswith(b"%PDF")


def sent_with_papers(world: World) -> Entry:
    entry = world.begun(facts=WHOLE)
    with acting_as(world.recorder) as actor:
        return actions.submit_entry(
            actor, entry, letter=LETTER, version=entry.version, upload=pdf("letter.pdf"), evidence=pdf("order.pdf")
        )


def released(world: World, entry: Entry) -> ChangeNotice:
    with acting_as(world.recorder) as actor:
        return actions.file_notice(
            actor,
            entry,
            kind=NoticeKind.TRANSFER,
            letter=LETTER,
            effective_on=TODAY,
            said={},
            receiving=world.b,
            upload=pdf("release.pdf"),
            evidence=pdf("order.pdf"),
        )


def accepted(world: World, notice: ChangeNotice) -> ChangeNotice:
    with acting_as(world.other_recorder) as actor:
        return actions.accept_transfer(
            actor, notice, letter=ACCEPTED, version=notice.version, upload=pdf("acceptance.pdf")
        )


def test_after_a_transfer_each_side_opens_what_it_sent_and_the_new_one_what_the_register_rests_on(world: World) -> None:
    with acting_as(SYSTEM):
        elsewhere = make_organization("uni-c", world.ministry)
    third = world.officer(RECORDER, elsewhere)
    entry = sent_with_papers(world)
    first = entry.papers
    assert len(first) == 2
    assert [opens(actor, first[0]) for actor in (world.recorder, world.approver, world.other_recorder)] == [
        True,
        True,
        False,
    ]
    world.approve(entry)
    notice = released(world, entry)
    both = (world.recorder, world.other_recorder, world.approver)
    assert all(opens(actor, paper) for actor in both for paper in notice.papers), "the release goes to both"
    assert not opens(world.other_recorder, first[0]), "not before the entry is theirs"
    notice = accepted(world, notice)
    with acting_as(later(world.approver, TODAY)) as actor:
        actions.approve_notice(actor, notice, version=notice.version)
    for paper in (*first, *notice.papers):
        assert [opens(actor, paper) for actor in (*both, third)] == [True, True, True, False]
    with browsing_as(world.other_recorder) as browser:
        page = browser.get(f"/register/entries/{entry.pk}/history/", {"on": TODAY.isoformat()}).content.decode()
    assert all(str(paper) in page for paper in notice.papers)
    with browsing_as(world.recorder) as browser:
        assert browser.get(f"/register/entries/{entry.pk}/").status_code == 404
        listed = browser.get("/register/notices/", {"show": "decided"}).content.decode()
        assert str(notice.pk) in listed, "the sender still finds what it sent"


def test_what_came_to_nothing_stays_with_who_sent_it(world: World) -> None:
    entry = world.approve(sent_with_papers(world))
    notice = released(world, entry)
    with browsing_as(world.other_recorder) as browser:
        url, given = f"/register/notices/{notice.pk}/decline/", {"version": notice.version}
        browser.post(url, given)
        assert opens(world.other_recorder, notice.file_id), "without a reason nothing happens"
        browser.post(url, given | {"reason": "ยังไม่มีอัตราว่าง"})
    assert [opens(actor, notice.file_id) for actor in (world.recorder, world.other_recorder)] == [True, False]


def test_letters_of_correction_stay_with_those_who_exchanged_them(world: World) -> None:
    entry = sent_with_papers(world)
    with acting_as(world.approver) as actor:
        points = [("holder.title", "คำนำหน้า")]
        letter = actions.write_correction(actor, entry, letter=LETTER, points=points, version=entry.version)
    letter = settled(world, letter)
    world.approve(world.reload(entry))
    notice = accepted(world, released(world, world.reload(entry)))
    with acting_as(world.approver) as actor:
        actions.approve_notice(actor, notice, version=notice.version)
    openers = (world.recorder, world.approver, world.other_recorder)
    assert [opens(actor, letter.file_id) for actor in openers] == [True, True, False]
    with browsing_as(world.recorder) as browser:
        page = browser.get(f"/register/corrections/{letter.pk}/")
        assert f"/register/entries/{entry.pk}/" not in page.content.decode(), "no way to where nothing is"


def settled(world: World, letter: Correction) -> Correction:
    with acting_as(world.recorder) as actor:
        (point,) = letter.points.all()
        letter = actions.report_correction(
            actor, letter, answers={point.pk: "แก้แล้ว"}, letter=LETTER, upload=pdf("copy.pdf"), version=letter.version
        )
    with acting_as(world.approver) as actor:
        return actions.judge_correction(actor, letter, verdicts={point.pk: (Verdict.CLOSE, "")}, version=letter.version)


def test_who_looked_at_a_paper_is_on_record_for_its_holder(world: World) -> None:
    entry = sent_with_papers(world)
    assert opens(world.approver, entry.file_id)
    with acting_as(SYSTEM):
        seen = AuditRecord.objects.filter(object_kind="file", verb="viewed", object_id=str(entry.file_id))
        assert [(each.actor_account, each.person_id) for each in seen] == [(world.approver.account_id, entry.person_id)]


def test_a_holder_does_not_go_while_the_ministry_still_asks_or_decides(world: World) -> None:
    entry = world.approve(sent_with_papers(world))
    notice = accepted(world, released(world, entry))
    with acting_as(world.recorder) as actor:
        entry = world.reload(entry)
        facts = {"assistant_professor.subfield": "ใหม่"}
        entry = actions.change_facts(actor, entry, facts=facts, version=entry.version)
        entry = actions.submit_entry(actor, entry, letter=LETTER, version=entry.version)
    with acting_as(world.approver) as actor:
        with pytest.raises(Refused) as refused:
            actions.approve_notice(actor, notice, version=notice.version)
        assert refused.value.code == "awaiting"
        actions.write_correction(actor, entry, letter=LETTER, points=[("holder.title", "?")], version=entry.version)
        with pytest.raises(Refused) as refused:
            actions.approve_notice(actor, notice, version=notice.version)
        assert refused.value.code == "correction"


def test_the_same_letter_tells_the_same_thing_once_and_is_shown_where_it_tells_another(world: World) -> None:
    entry = world.approved()

    def filed(kind: NoticeKind, said: dict[str, str]) -> ChangeNotice:
        with acting_as(world.recorder) as actor:
            return actions.file_notice(actor, entry, kind=kind, letter=LETTER, effective_on=TODAY, said=said)

    def approve(notice: ChangeNotice) -> None:
        with acting_as(world.approver) as actor:
            actions.approve_notice(actor, notice, version=notice.version)

    first = filed(NoticeKind.EMPLOYMENT, {"employment": "civil_servant"})
    approve(first)
    with pytest.raises(Refused) as refused:
        filed(NoticeKind.EMPLOYMENT, {"employment": "government_employee"})
    assert (refused.value.code, refused.value.field) == ("letter", "letter_no")
    second = filed(NoticeKind.RETIREMENT, {})
    with browsing_as(world.approver) as browser:
        assert str(first.pk) in browser.get(f"/register/notices/{second.pk}/").content.decode()
    with acting_as(world.approver) as actor, pytest.raises(NotAllowed):
        actions.approve_notice(actor, first, version=first.version + 1)
