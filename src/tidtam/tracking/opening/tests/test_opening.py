"""Beginning a matter of a process that an administrator published, on the pages every process has."""

from collections.abc import Callable
from typing import Any

import pytest

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.people.models import Affiliation, Person
from tidtam.kernel.people.tests.factories import make_person, next_number
from tidtam.thai import national_id
from tidtam.tracking.actions import publish_process
from tidtam.tracking.definitions import read_file
from tidtam.tracking.models import Case
from tidtam.tracking.plugins import ProductPlugin, register
from tidtam.tracking.tests.browsing import Browser
from tidtam.tracking.tests.factories import DAY, PROCESS, World, make_actor

Browse = Callable[..., Browser]
NUMBER = next_number()
LEAVE = PROCESS.replace('key = "sample"', 'key = "leave"').replace(
    'opened_by = ["institution_officer"]', 'opened_by = ["institution_officer", "subject"]'
)


@pytest.fixture
def leave(world: World) -> None:
    with acting_as(SYSTEM):
        publish_process(SYSTEM, read_file(LEAVE, file="leave.toml"))


def form(world: World, **given: Any) -> dict[str, Any]:
    typed = {
        "organization": world.university.pk,
        "kind": "national_id",
        "number": NUMBER,
        "title": "นาย",
        "given_name": "ทดลองยื่น",
        "family_name": "ทดสอบ",
        "received_on": DAY.isoformat(),
        "letter_no": "อว 1/2569",
        "remark": "รับทางไปรษณีย์",
    }
    return typed | given


def led_to(response: Any) -> str:
    return str(response.url)


def opened(response: Any) -> Case:
    assert response.status_code == 302, response.content.decode()
    return Case.objects.select_related("subject").latest("pk")


@pytest.mark.requirement("TRK-10", "PER-05")
def test_an_officer_opens_a_matter_of_somebody_nobody_knew(world: World, browse: Browse) -> None:
    browser = browse(world.institution)
    assert "Sample request" in browser.get("/work/new/").content.decode()
    response = browser.post("/work/new/sample/", form(world))
    case = opened(response)
    assert led_to(response) == f"/work/{case.pk}/"
    assert (case.organization, case.received_on, case.letter_no) == (world.university, DAY, "อว 1/2569")
    assert (case.step, case.subject.given_name) == ("receive", "ทดลองยื่น")
    assert browser.get(led_to(response)).status_code == 200
    with acting_as(SYSTEM):
        assert AuditRecord.objects.filter(verb="case.opened", object_id=str(case.pk)).count() == 1


@pytest.mark.requirement("TRK-10")
def test_the_same_matter_sent_twice_is_one(world: World, browse: Browse) -> None:
    browser = browse(world.institution)
    first, again = (browser.post("/work/new/sample/", form(world)) for _ in range(2))
    assert led_to(first) == led_to(again)
    assert Case.objects.count() == 1
    other = browser.post("/work/new/sample/", form(world, letter_no="อว 2/2569"))
    assert led_to(other) != led_to(first)
    assert Person.objects.filter(given_name="ทดลองยื่น").count() == 1


@pytest.mark.requirement("TRK-10")
def test_a_number_alone_will_do_for_whom_the_organisation_knows(world: World, browse: Browse) -> None:
    known = make_person(number=NUMBER, organization=world.university)
    nameless = form(world, title="", given_name="", family_name="")
    assert opened(browse(world.institution).post("/work/new/sample/", nameless)).subject == known
    stranger = national_id.demo_number(700_002)
    make_person(number=stranger, organization=world.other_university)
    for number in (stranger, national_id.demo_number(700_003)):
        response = browse(world.institution).post("/work/new/sample/", nameless | {"number": number})
        assert "does not know this number yet" in response.content.decode()
    assert Case.objects.count() == 1


@pytest.mark.requirement("TRK-13")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"received_on": "30/02/2569"}, "That month has no day 30"),
        ({"received_on": "01/01/9999"}, "The year"),
        ({"received_on": "01/01/2590"}, "The date lies in the future"),
        ({"number": "1234567890123"}, "number"),
        ({"number": ""}, "Fill in"),
        ({"organization": "x"}, "choice"),
        ({"remark": "ก" * 2_001}, "2,001"),
    ],
)
def test_what_cannot_be_is_refused_and_kept_and_nobody_is_entered(
    given: dict[str, str], said: str, world: World, browse: Browse
) -> None:
    response = browse(world.institution).post("/work/new/sample/", form(world) | given)
    assert response.status_code == 200
    assert said in response.content.decode()
    assert "รับทางไปรษณีย์" in response.content.decode() or "remark" in given
    assert not Case.objects.exists()
    assert not Person.objects.filter(given_name="ทดลองยื่น").exists()


@pytest.mark.requirement("QLT-02")
def test_one_opens_only_where_one_holds_the_role(world: World, browse: Browse) -> None:
    foreign = form(world, organization=world.other_university.pk)
    assert browse(world.institution).post("/work/new/sample/", foreign).status_code == 200
    assert not Case.objects.exists()
    for actor in (world.member, make_actor(("auditor", world.ministry)), make_actor(("role_admin", world.university))):
        assert browse(actor).get("/work/new/").status_code == 404
        assert browse(actor).get("/work/new/sample/").status_code == 404
        assert browse(actor).post("/work/new/sample/", form(world)).status_code == 404
    own = make_person(number=NUMBER, organization=world.university)
    officer = make_actor(("institution_officer", world.university), person=own)
    assert (
        "Nobody hands in a matter of their own"
        in browse(officer).post("/work/new/sample/", form(world)).content.decode()
    )


@pytest.mark.requirement("TRK-01")
def test_a_process_with_pages_of_its_own_is_not_opened_here(
    world: World, browse: Browse, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setattr("tidtam.tracking.plugins._plugins", {})
    register(ProductPlugin("sample", process_files=(tmp_path / "sample.toml",), opens_itself=True))
    assert "Sample request" not in browse(world.institution).get("/work/new/").content.decode()
    assert browse(world.institution).get("/work/new/sample/").status_code == 404


@pytest.mark.requirement("PER-05")
def test_a_person_hands_in_a_request_of_their_own(world: World, leave: None, browse: Browse) -> None:
    browser = browse(world.member)
    listed = browser.get("/my/new/").content.decode()
    assert "/my/new/leave/" in listed
    assert "/my/new/sample/" not in listed
    assert browser.get("/my/new/sample/").status_code == 404
    given = {"organization": world.university.pk, "remark": "ขอลาไปศึกษาต่อ"}
    response = browser.post("/my/new/leave/", given)
    case = opened(response)
    assert led_to(response) == f"/my/cases/{case.pk}/"
    assert (case.subject_id, case.received_on) == (world.subject.pk, world.member.today())
    assert led_to(browser.post("/my/new/leave/", given)) == led_to(response)
    assert browser.get(led_to(response)).status_code == 200
    assert browse(world.institution).get(f"/work/{case.pk}/").status_code == 200


@pytest.mark.requirement("PER-05")
def test_a_request_is_handed_in_with_ones_own_organisation_only(world: World, leave: None, browse: Browse) -> None:
    given = {"organization": world.other_university.pk, "remark": ""}
    assert browse(world.member).post("/my/new/leave/", given).status_code == 200
    lonely = make_actor(person=make_person())
    assert not Affiliation.objects.filter(person=lonely.person_id).exists()
    assert "No organisation has to do with you yet" in browse(lonely).get("/my/new/leave/").content.decode()
    assert not Case.objects.exists()


@pytest.mark.requirement("PER-05")
def test_where_nothing_can_be_handed_in_the_page_says_what_to_do(world: World, browse: Browse) -> None:
    assert "handed in by your institution" in browse(world.member).get("/my/new/").content.decode()


@pytest.mark.requirement("TRK-01")
def test_an_officer_who_hands_in_what_they_may_not_see_is_told(world: World, browse: Browse) -> None:
    blind = PROCESS.replace('key = "sample"', 'key = "blind"').replace(
        'visible_to = ["institution_officer"]', "visible_to = []"
    )
    with acting_as(SYSTEM):
        publish_process(SYSTEM, read_file(blind, file="blind.toml"))
    browser = browse(world.institution)
    response = browser.post("/work/new/blind/", form(world))
    assert led_to(response) == "/work/new/"
    assert "the office in charge sees it" in browser.get(led_to(response)).content.decode()


@pytest.mark.requirement("TRK-10")
def test_nobody_is_offered_what_their_own_office_does_not_take_part_in(world: World, browse: Browse) -> None:
    administrator = make_actor(("process_admin", world.other_university))
    with acting_as(administrator):
        publish_process(administrator, read_file(LEAVE, file="leave.toml"))
    nobody_yet, known = make_person(), make_person(organization=world.university)
    of_theirs = make_person(organization=world.other_university)
    offered = {
        person: "/my/new/leave/" in browse(make_actor(person=person)).get("/my/new/").content.decode()
        for person in (nobody_yet, known, of_theirs)
    }
    assert offered == {nobody_yet: True, known: False, of_theirs: True}


@pytest.mark.requirement("TRK-10")
def test_the_menu_offers_handing_in_only_where_something_can_be(world: World, browse: Browse) -> None:
    def menu(actor: Any) -> str:
        return str(browse(actor).get("/my/cases/").content.decode())

    outsider = make_actor(("hr_officer", world.university))
    assert "/my/new/" not in menu(world.member)
    assert "/work/new/" in menu(world.institution)
    assert "/work/new/" not in menu(outsider)
    with acting_as(SYSTEM):
        publish_process(SYSTEM, read_file(LEAVE, file="leave.toml"))
    assert "/my/new/" in menu(world.member)
    assert "/my/new/" not in menu(world.institution), "an officer has the other entry"
