"""Returns are written, answered and compared side by side on pages."""

import pytest

from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.products.academic.actions import Noted
from tidtam.products.academic.tests.factories import World
from tidtam.products.academic.tests.returning import FIELD, LIST, PHONE, last_letter, mend, with_dossier


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
