from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tidtam.kernel.actor import SYSTEM, VISITOR, Refused, acting_as, new_id
from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.kernel.notifications.choices import DeliveryState
from tidtam.kernel.notifications.models import Delivery, Notice
from tidtam.kernel.people.tests.factories import next_number
from tidtam.products.registry import actions
from tidtam.products.registry.actions import Who
from tidtam.products.registry.choices import Dimension
from tidtam.products.registry.models import Holding, Recorder, Tally
from tidtam.products.registry.queries import public
from tidtam.products.registry.queries.entries import Filters, entries
from tidtam.products.registry.queries.public import tallies
from tidtam.products.registry.queries.quality import quality_board
from tidtam.tracking.queries import get_work_case

from .factories import LETTER, TODAY, WHOLE, World, later, level


@pytest.mark.requirement("NAP-10")
def test_the_board_counts_and_each_number_is_that_of_its_list(world: World) -> None:
    world.approved()
    world.submitted()
    world.begun(facts={**WHOLE, "assistant_professor.works": []})
    asked = world.submitted()
    with acting_as(world.approver) as actor:
        actions.write_correction(actor, asked, letter=LETTER, points=[("holder.title", "?")], version=asked.version)
    with acting_as(later(world.recorder, date(2028, 1, 10))) as actor:
        (row,) = quality_board(actor)
        assert (row.total, row.whole, row.incomplete, row.correction, row.awaiting, row.public) == (4, 3, 1, 1, 1, 1)
        assert (row.old, row.share_whole) == (4, 75)
        for concern in ("whole", "incomplete", "old", "correction", "awaiting", "public"):
            listed = entries(actor, Filters(concern=concern, organization_id=world.a.pk)).count()
            assert listed == getattr(row, concern), concern
    with acting_as(world.approver) as actor:
        assert [each.total for each in quality_board(actor)] == [3, 0]


@pytest.mark.requirement("NAP-10")
def test_numbers_on_the_boards_page_lead_to_lists(world: World) -> None:
    world.begun(facts=WHOLE)
    with browsing_as(world.recorder) as browser:
        page = browser.get("/register/quality/").content.decode()
        link = next(part for part in page.split('"') if "concern=whole" in part).replace("&amp;", "&")
        assert parse_qs(urlsplit(link).query)["institution"] == [str(world.a.pk)]
        assert len(browser.get(link).context["rows"]) == 1


@pytest.mark.requirement("NAP-06")
def test_the_recorders_contact_is_asked_for_again_after_six_months_and_once(world: World) -> None:
    def asked_on(day: date) -> int:
        with acting_as(later(SYSTEM, day)) as actor:
            return actions.ask_for_contacts(actor)

    assert [asked_on(day) for day in (TODAY, date(2027, 5, 1), date(2027, 5, 20), date(2027, 5, 21))] == [0, 0, 2, 0]
    world.confirm(later(world.recorder, date(2027, 5, 22)), world.a)
    assert asked_on(date(2027, 5, 23)) == 0
    assert [asked_on(day) for day in (date(2027, 12, 1), date(2027, 12, 2))] == [2, 0], "who never answered, too"


@pytest.mark.requirement("NAP-06")
def test_the_ministry_whose_mail_came_back_says_so_and_the_recorder_is_asked(world: World) -> None:
    entry = world.submitted()
    url = f"/register/entries/{entry.pk}/bounced/"
    with browsing_as(world.recorder) as browser:
        assert browser.post(url).status_code == 404
    with browsing_as(world.approver, language="en") as browser:
        assert "Mail to this address came back" in browser.get(f"/register/entries/{entry.pk}/").content.decode()
        assert browser.post(url).status_code == browser.post(url).status_code == 302
        page = browser.get(f"/register/entries/{entry.pk}/").content.decode()
    assert "Mail came back" in page
    assert url not in page
    with acting_as(later(SYSTEM, date(2026, 11, 17))) as actor:
        assert [actions.ask_for_contacts(actor), actions.ask_for_contacts(actor)] == [1, 0]
    second = world.begun(facts=WHOLE)
    with acting_as(world.recorder) as actor, pytest.raises(Refused) as refused:
        actions.submit_entry(actor, second, letter=LETTER, version=second.version)
    assert refused.value.code == "contact"
    world.confirm(world.recorder, world.a)
    with acting_as(world.recorder) as actor:
        assert actions.submit_entry(actor, second, letter=LETTER, version=second.version).state == "awaiting"


@pytest.mark.requirement("NAP-06")
def test_the_recorders_contact_is_asked_for_when_mail_comes_back(world: World) -> None:
    entry = world.approved()
    with acting_as(SYSTEM):
        notice = Notice.objects.get(kind="registry.approved", person=world.recorder.person_id)
        Delivery.objects.filter(notice=notice).update(
            state=DeliveryState.REFUSED, ended_at=datetime(2026, 11, 17, tzinfo=UTC)
        )
    with acting_as(later(SYSTEM, date(2026, 11, 18))) as actor:
        assert actions.ask_for_contacts(actor) == 1
        recorder = Recorder.objects.get(organization=world.a)
        assert recorder.bounced_at is not None
    with acting_as(world.recorder) as actor:
        entry = world.reload(entry)
        facts = level("professor", appointed_on="2026-10-01", method="special")
        entry = actions.change_facts(actor, entry, facts=facts, version=entry.version)
        with pytest.raises(Refused) as refused:
            actions.submit_entry(actor, entry, letter=LETTER, version=entry.version)
    assert refused.value.code == "contact"


@pytest.mark.requirement("NAP-07")
def test_who_cannot_be_entered_is_justified_by_letter_and_followed_as_a_matter(world: World) -> None:
    given: dict[str, Any] = {
        "justification_id": new_id(),
        "organization": world.a,
        "who": Who(kind="national_id", number=next_number(), title="นาย", given_name="สมมติ", family_name="ค้นไม่พบ"),
        "reason": "เอกสารการแต่งตั้งสูญหาย",
        "letter": LETTER,
    }
    with acting_as(world.recorder) as actor:
        first = actions.file_justification(actor, **given)
        assert actions.file_justification(actor, **given).pk == first.pk
    with acting_as(world.approver) as actor:
        assert get_work_case(actor, first.case_id).step == "receive"
    with browsing_as(world.approver) as browser:
        assert "เอกสารการแต่งตั้งสูญหาย" in browser.get(f"/work/{first.case_id}/").content.decode()
    with browsing_as(replace(world.other_recorder)) as browser:
        assert browser.get(f"/work/{first.case_id}/").status_code == 404


@pytest.mark.requirement("NAP-09")
def test_holders_are_counted_by_institution_field_and_year_with_links_to_their_lists(world: World) -> None:
    world.approved()
    world.approved(by=world.other_recorder, facts={**WHOLE, **level("assistant_professor", appointed_on="2021-01-01")})
    with acting_as(later(SYSTEM, TODAY)) as actor:
        actions.recount(actor)
        actions.recount(actor)
    with acting_as(VISITOR) as visitor:
        counted = {
            dimension: [(tally.key, tally.number) for tally in tallies(visitor, dimension)] for dimension in Dimension
        }
    assert counted[Dimension.FIELD] == [("1801", 2)]
    assert counted[Dimension.YEAR] == [("2020", 1), ("2021", 1)]
    assert sorted(number for _key, number in counted[Dimension.INSTITUTION]) == [1, 1]
    with browsing_as(VISITOR) as browser:
        page = browser.get("/register/counts/", {"by": "year"}).content.decode()
        assert "<svg" in page
        assert "year=2020" in page
        found = browser.get("/register/", {"year": "2020"}).context["page"].items
    assert [holding.year for holding in found] == [2020]
    assert Tally.objects.filter(number=0).count() == 0


@pytest.mark.requirement("NAP-09")
def test_what_is_counted_stays_counted_while_the_clock_goes_on(world: World) -> None:
    entry = world.approved()
    with acting_as(SYSTEM) as actor:
        actions.recount(actor)
        assert sum(tally.number for tally in tallies(actor, Dimension.FIELD)) == 1
        Holding.objects.filter(entry=entry).update(field_code="0401")
        actions.recount(actor)
        assert [(tally.key, tally.number) for tally in tallies(actor, Dimension.FIELD)] == [("0401", 1)]


@pytest.mark.requirement("NAP-09")
def test_the_public_pages_tell_no_number_and_no_contact(world: World) -> None:
    number = next_number()
    entry = world.approve(world.submitted(number=number))
    with browsing_as(VISITOR, language="th") as browser:
        pages = [browser.get(url).content.decode() for url in ("/register/", f"/register/holders/{entry.pk}/")]
    for page in pages:
        assert "นางสมมติ ตัวอย่างดี" in page
        assert "วิทยาการคอมพิวเตอร์" in page
        for secret in (number, number[-4:], "nap@example.invalid", "0 2000 0001", "ปรัชญาดุษฎีบัณฑิต", "ร้อยละ 80"):
            assert secret not in page


@pytest.mark.requirement("NAP-09")
@pytest.mark.parametrize("common", [1, 50])
def test_the_search_finds_the_same_whichever_way_it_goes(
    world: World, monkeypatch: pytest.MonkeyPatch, common: int
) -> None:
    world.approved()
    world.approved(facts={**WHOLE, "holder.family_name": "สกุลหายาก", "assistant_professor.field_name": "ปรัชญา"})
    monkeypatch.setattr(public, "COMMON", common)
    wanted = {
        "สมมติ": 2,
        "นางสมมติ หายาก": 1,
        "ปรัช สมมติ": 1,
        "สม": 2,
        "ไม่มี": 0,
        "%": 0,
        "' OR 1": 0,
        "\u0000": 0,
        "๑๘๐๑": 2,
    }
    with acting_as(VISITOR) as visitor:
        found = {text: len(public.holders(visitor, public.PublicFilters(text=text))) for text in wanted}
    assert found == wanted
