from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tidtam.kernel.actor import SYSTEM, acting_as, new_id
from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.kernel.people.queries import assignment_of
from tidtam.products.personnel import policies, queries
from tidtam.products.personnel.choices import Kind, RequestState
from tidtam.products.personnel.groups import groups_of
from tidtam.products.personnel.models import PersonnelRequest
from tidtam.products.personnel.tests.factories import FACTS, ROUTES, TODAY, World
from tidtam.thai.national_id import demo_number
from tidtam.tracking.actions import open_case, publish_process
from tidtam.tracking.tests.factories import sample_file

FOLLOW, START, OFFICE, STAFF = "/personnel/mine/", "/personnel/mine/start/", "/personnel/office/", "/personnel/staff/"
EACH = pytest.mark.parametrize("kind", list(Kind))


def _typed(facts: dict[str, Any], names: tuple[str, ...]) -> dict[str, str]:
    shown = {name: facts[name] for name in names if facts.get(name)}
    return {name: value.isoformat() if hasattr(value, "isoformat") else str(value) for name, value in shown.items()}


def _hidden(browser: Client, url: str) -> dict[str, str]:
    form = browser.get(url).context["form"]
    return {name: str(form[name].value()) for name in ("draft_id", "version") if form[name].value() is not None}


def _fill_in(browser: Client, url: str, kind: Kind, *, is_on_paper: bool) -> str:
    """Every page of questions, one after the other; where it ends is the whole request."""
    facts = {**FACTS[kind], "received_on": TODAY, "letter_no": "สธ 0901/7"}
    for group in groups_of(kind, is_on_paper=is_on_paper):
        answer = browser.post(url, {**_typed(facts, group.fields), **_hidden(browser, url)})
        assert answer.status_code == 302, answer.context["form"].errors
        url = answer["Location"]
    return url


@pytest.mark.requirement("PER-01", "PER-02", "PER-03", "PER-04", "PER-05")
@EACH
def test_an_employee_answers_page_by_page_looks_it_through_and_hands_in(world: World, kind: Kind) -> None:
    with browsing_as(world.employee) as browser:
        detail = _fill_in(browser, f"{START}{kind}/", kind, is_on_paper=False)
        page = browser.get(detail)
        assert page.context["missing"] == []
        question = browser.get(f"{detail}submit/")
        form = question.context["form"]
        sent = {name: str(form[name].value() or "") for name in ("version", "expected_round")}
        assert browser.post(f"{detail}submit/", sent).status_code == 302
        request = queries.get_request(world.employee, page.context["item"].pk)
        assert request.state == RequestState.SUBMITTED
        assert str(page.context["meaning"].name) in browser.get(FOLLOW).content.decode()


@pytest.mark.requirement("PER-05")
@EACH
def test_the_officer_enters_a_paper_for_somebody_in_the_register(world: World, kind: Kind) -> None:
    with browsing_as(world.officer) as browser:
        detail = _fill_in(browser, f"{STAFF}{world.person.pk}/enter/{kind}/", kind, is_on_paper=True)
        version = str(browser.get(f"{detail}submit/").context["form"]["version"].value())
        assert browser.post(f"{detail}submit/", {"version": version}).status_code == 302
        request = PersonnelRequest.objects.get()
        assert (request.is_on_paper, request.received_on) == (True, TODAY)
        assert str(request.pk) in browser.get(OFFICE).content.decode()


@pytest.mark.requirement("PER-06", "TRK-20")
def test_the_employees_list_shows_these_kinds_only_with_the_columns_and_words_of_the_guide(world: World) -> None:
    with acting_as(SYSTEM):
        publish_process(SYSTEM, sample_file())
        system = replace(SYSTEM, clock=world.employee.clock)
        open_case(system, "sample", subject=world.person, organization=world.department, received_on=TODAY)
    ended = world.submitted(Kind.MOVE)
    world.walk(ended, *ROUTES[Kind.MOVE])
    world.submitted(Kind.TRANSFER)
    with browsing_as(world.employee, language="th") as browser:
        page = browser.get(FOLLOW).content.decode()
    heads = ["ลำดับ", "วันที่รับเรื่อง", "ประเภทรายการ", "สถานะปัจจุบัน", "ณ วันที่"]
    places = [page.index(f'<th scope="col">{head}</th>') for head in heads]
    assert places == sorted(places)
    assert page.index("ดูรายละเอียด") < places[0]
    body = page[page.index("<tbody>") : page.index("</tbody>")]
    assert "คำขอตัวอย่าง" not in body
    assert ">เสร็จสิ้น<" in body
    assert ">กำลังดำเนินการ<" in body


@pytest.mark.requirement("PER-06")
def test_the_left_hand_menu_leads_the_employee_to_what_they_follow(world: World) -> None:
    with browsing_as(world.employee, language="th") as browser:
        shell = browser.get(FOLLOW).context["shell"]
    first = shell.side[0]
    assert (str(first.label), first.url, first.is_current) == ("ติดตามงาน", FOLLOW, True)
    assert [str(link.label) for link in shell.side].count("ติดตามงาน") == 1


@pytest.mark.requirement("PER-08")
def test_the_definitions_are_one_tap_away_where_the_kinds_are_named(world: World) -> None:
    said = "ให้ไปดำรงตำแหน่ง", "นิยาม"
    definition = "ได้รับแต่งตั้งไปดำรงตำแหน่งในสังกัดอีกกรมหรืออีกกระทรวงหนึ่ง"
    detail = f"/personnel/requests/{world.submitted(Kind.TRANSFER).pk}/"
    with browsing_as(world.employee, language="th") as browser:
        for url in (FOLLOW, START, detail):
            page = browser.get(url).content.decode()
            assert said[1] in page
            assert definition in page


@pytest.mark.requirement("PER-05")
def test_who_is_in_no_register_finds_nothing(world: World) -> None:
    with browsing_as(world.nobody) as browser:
        for url in (FOLLOW, START, f"{START}move/", OFFICE, STAFF, "/personnel/rounds/"):
            assert browser.get(url).status_code == 404


@pytest.mark.requirement("PER-05")
@pytest.mark.parametrize("page", ["", "fill/post/", "submit/", "withdraw/", "order/"])
def test_another_department_and_another_employee_find_nothing(world: World, page: str) -> None:
    request = world.submitted(Kind.MOVE)
    for stranger in (world.other_officer, world.colleague, world.stranger):
        with browsing_as(stranger) as browser:
            assert browser.get(f"/personnel/requests/{request.pk}/{page}").status_code == 404
            assert browser.post(f"/personnel/requests/{request.pk}/{page}").status_code in {404, 405}
    with browsing_as(world.other_officer) as browser:
        assert str(request.pk) not in browser.get(OFFICE).content.decode()
        assert str(world.person.pk) not in browser.get(STAFF).content.decode()
        assert browser.get(f"{STAFF}{world.person.pk}/").status_code == 404


@pytest.mark.requirement("PER-05")
def test_a_second_one_of_the_kind_leads_to_the_first(world: World) -> None:
    request = world.submitted(Kind.MOVE)
    with browsing_as(world.employee) as browser:
        assert browser.get(f"{START}move/")["Location"] == f"/personnel/requests/{request.pk}/"
    with browsing_as(world.officer) as browser:
        answer = browser.get(f"{STAFF}{world.person.pk}/enter/move/")
        assert answer["Location"] == f"/personnel/requests/{request.pk}/"


@pytest.mark.requirement("PER-04", "TRK-31")
def test_the_officers_page_of_the_matter_shows_the_request_and_marks_a_short_notice(world: World) -> None:
    request = world.submitted(Kind.RESIGNATION, facts={"leave_on": TODAY + timedelta(days=5)})
    with browsing_as(world.officer, language="th") as browser:
        page = browser.get(f"/work/{request.case_id}/").content.decode()
        assert "ยื่นล่วงหน้าไม่ครบ" in page
        assert "ประกอบอาชีพส่วนตัว" in page
        assert f"/personnel/requests/{request.pk}/order/" in page
        assert "ยื่นล่วงหน้าไม่ครบ" in browser.get(OFFICE).content.decode()


@pytest.mark.requirement("PER-05")
def test_the_employee_sees_what_was_asked_to_be_corrected_beside_the_questions(world: World) -> None:
    request = world.submitted(Kind.MOVE)
    case = request.case
    assert case is not None
    with browsing_as(world.officer) as browser:
        form = {"version": str(case.version), "happened_on": TODAY.isoformat(), "reasons": "ชื่อสำนักไม่ถูกต้อง"}
        assert browser.post(f"/work/{case.pk}/return/", form).status_code == 302
    detail = f"/personnel/requests/{request.pk}/"
    with browsing_as(world.employee) as browser:
        assert "ชื่อสำนักไม่ถูกต้อง" in browser.get(detail).content.decode()
        assert "ชื่อสำนักไม่ถูกต้อง" in browser.get(f"{detail}fill/post/").content.decode()
        version = str(browser.get(f"{detail}submit/").context["form"]["version"].value())
        assert browser.post(f"{detail}submit/", {"version": version}).status_code == 302
    assert not policies.awaits_correction(world.reload(request))


@pytest.mark.requirement("PER-03")
def test_a_round_is_set_on_its_page(world: World) -> None:
    url = f"/personnel/rounds/{world.department.pk}/2026/12/"
    with browsing_as(world.officer) as browser:
        typed = {"opens_on": "7/12/2569", "closes_on": "18/12/2569", "version": "0"}
        assert browser.post(url, {**typed, "closes_on": "1/12/2569"}).context["form"].errors["closes_on"]
        assert browser.post(url, typed).status_code == 302
        assert browser.get("/personnel/rounds/").status_code == 200
    with browsing_as(world.other_officer) as browser:
        assert browser.get(url).status_code == 404


@pytest.mark.requirement("PER-05", "PER-09")
def test_somebody_is_taken_up_in_the_register_and_can_hand_in_from_then_on(world: World) -> None:
    typed = {
        "entry_id": str(new_id()),
        "office": str(world.department.pk),
        "national_id": demo_number(790_001),
        "title": "นาย",
        "given_name": "ใหม่",
        "family_name": "ตัวอย่าง",
        "position": "นักโภชนาการ",
        "level": "practitioner",
        "unit": "สำนักโภชนาการ",
        "since": "1/10/2569",
    }
    with browsing_as(world.officer) as browser:
        answer = browser.post(f"{STAFF}new/", typed)
        assert answer.status_code == 302
        assert browser.post(f"{STAFF}new/", typed)["Location"] == answer["Location"]
        page = browser.get(answer["Location"]).content.decode()
        assert "นักโภชนาการ" in page
        found = browser.get(STAFF, {"q": "ใหม่"}).content.decode()
        assert answer["Location"] in found
    person_id = answer["Location"].rstrip("/").rpartition("/")[2]
    with acting_as(SYSTEM):
        post = assignment_of(SYSTEM, person_id, TODAY)  # type: ignore[arg-type]
    assert post is not None
    assert post.unit == "สำนักโภชนาการ"


@pytest.mark.requirement("PER-04")
def test_a_deferral_that_is_too_long_is_refused_beside_its_field(world: World) -> None:
    request = world.submitted(Kind.RESIGNATION)
    url = f"/personnel/requests/{request.pk}/order/"
    too_late = FACTS[Kind.RESIGNATION]["leave_on"] + timedelta(days=91)
    with browsing_as(world.officer) as browser:
        form = {"version": str(request.version), "effective_on": too_late.isoformat()}
        assert "effective_on" in browser.post(url, form).context["form"].errors
        form["effective_on"] = (too_late - timedelta(days=1)).isoformat()
        assert browser.post(url, form).status_code == 302


@pytest.mark.requirement("QLT-04")
def test_a_form_without_its_version_is_refused_kindly(world: World) -> None:
    draft = world.draft(Kind.MOVE)
    with browsing_as(world.employee) as browser:
        answer = browser.post(
            f"/personnel/requests/{draft.pk}/fill/post/", {"target_unit": "ก", "target_position": "ข"}
        )
        assert answer.status_code == 200
        assert "version" in answer.context["form"].errors


@pytest.mark.requirement("PER-04")
def test_whoever_looks_for_a_request_to_hand_in_finds_the_four_of_their_office(world: World) -> None:
    with browsing_as(world.employee) as browser:
        assert START in browser.get("/my/new/").content.decode()
