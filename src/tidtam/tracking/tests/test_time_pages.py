"""Suspending, moving to another version and objecting, as people do it in the browser."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tidtam.kernel.actor import acting_as, clock_at
from tidtam.tracking import actions
from tidtam.tracking.models import Case

from .acting import act
from .browsing import Browser
from .factories import DAY, at
from .test_versions import RENAMED, publish
from .timed import TimedWorld, on

Browse = Callable[..., Browser]
TODAY = DAY + timedelta(days=100)


@pytest.fixture
def world(db: None) -> TimedWorld:
    return TimedWorld()


def send(browser: Browser, side: str, case: Case, key: str, **typed: Any) -> str:
    case.refresh_from_db()
    answer = browser.post(f"/{side}/{case.pk}/{key}/", {"version": case.version, **typed}, follow=True)
    return str(answer.content.decode())


@pytest.mark.requirement("TRK-11", "TRK-31")
def test_an_officer_suspends_a_matter_and_lets_it_go_on(world: TimedWorld, browse: Browse) -> None:
    case, browser = world.open_timed("amend"), browse(world.officer)
    page = send(browser, "work", case, "suspend", happened_on="5 พ.ย. 2569", remark="รอคำพิพากษา")
    assert "The matter was suspended." in page
    assert "Suspended since" in page
    assert "5 November 2026" in page
    assert "รอคำพิพากษา" in page
    assert "nothing is done in it until it goes on" in page
    assert f"/work/{case.pk}/finish/" not in page
    assert "รอคำพิพากษา" in browse(world.member).get(f"/my/cases/{case.pk}/").content.decode()
    page = send(browser, "work", case, "continue", happened_on="2026-11-19")
    assert "The matter goes on." in page
    case.refresh_from_db()
    assert case.deadline_on == date(2027, 2, 16)


@pytest.mark.requirement("TRK-31", "PER-01")
def test_the_officer_sees_the_limit_and_the_days_left_or_over(world: TimedWorld, browse: Browse) -> None:
    case = world.open_timed("pass")
    assert case.deadline_on == date(2026, 11, 30)
    for day, words in ((date(2026, 11, 29), "1 day left"), (date(2026, 12, 10), "passed 10 days ago")):
        page = browse(replace(world.officer, clock=clock_at(at(day)))).get(f"/work/{case.pk}/").content.decode()
        assert f"Statutory limit: 30 November 2026, {words}." in page
        assert ("Past the limit" in page) == (day > case.deadline_on)
        assert "Limit by law" in page


@pytest.mark.requirement("TRK-02", "TRK-31")
def test_an_officer_moves_a_matter_and_sees_which_step_answers_to_which(world: TimedWorld, browse: Browse) -> None:
    case, browser = world.open_timed("amend"), browse(world.officer)
    assert "Move to another version" not in browser.get(f"/work/{case.pk}/").content.decode()
    publish(RENAMED)
    form = browser.get(f"/work/{case.pk}/change-version/").content.decode()
    assert "“Amend the work” of version 1 goes on as" in form
    assert '<optgroup label="Version 2">' in form
    assert '<option value="2:amend" selected>' in form
    page = send(browser, "work", case, "change-version", target="2:judge", happened_on="2026-11-05", remark="ใหม่")
    assert "The matter was moved to the other version." in page
    assert "Version 2, at the step “Judge”" in page
    case.refresh_from_db()
    assert case.step == "judge"


@pytest.mark.requirement("TRK-02")
@pytest.mark.parametrize("target", ["", "2", "2:nowhere", "x:judge", "99999999999999:judge", "1:decide"])
def test_a_target_that_is_none_is_refused_in_the_form(world: TimedWorld, browse: Browse, target: str) -> None:
    case = world.open_timed()
    publish(RENAMED)
    page = send(
        browse(world.officer), "work", case, "change-version", target=target, happened_on="2026-11-05", remark="ก"
    )
    assert "govuk-error-summary" in page
    case.refresh_from_db()
    assert (case.version, case.step) == (1, "decide")


@pytest.mark.requirement("TRK-27")
def test_the_person_concerned_objects_and_the_office_finds_both_matters(world: TimedWorld, browse: Browse) -> None:
    case = world.open_timed("fail")
    member = on(world.member, date(2026, 12, 2))
    assert f"/my/cases/{case.pk}/object/" in browse(member).get(f"/my/cases/{case.pk}/").content.decode()
    page = send(browse(member), "my/cases", case, "object", remark="คะแนนรวมผิด", received_on="2026-11-03")
    assert "Your objection was handed in" in page
    assert f"/my/cases/{case.pk}/object/" not in page
    objection = Case.objects.get(appeals=case)
    assert objection.received_on == date(2026, 12, 2)
    office = browse(world.officer)
    assert f'href="/work/{objection.pk}/"' in office.get(f"/work/{case.pk}/").content.decode()
    assert f'href="/work/{case.pk}/"' in office.get(f"/work/{objection.pk}/").content.decode()


@pytest.mark.requirement("TRK-27")
def test_after_the_last_day_no_button_is_offered_and_a_form_kept_open_is_refused(
    world: TimedWorld, browse: Browse
) -> None:
    case = world.open_timed("fail")
    late = browse(on(world.member, date(2026, 12, 3)))
    assert f"/my/cases/{case.pk}/object/" not in late.get(f"/my/cases/{case.pk}/").content.decode()
    assert "The time to object ended on 2 December 2026." in send(late, "my/cases", case, "object", remark="ช้า")
    assert not Case.objects.filter(appeals=case).exists()


@pytest.mark.requirement("TRK-27")
def test_the_office_enters_an_objection_that_came_on_paper(world: TimedWorld, browse: Browse) -> None:
    case, browser = world.open_timed("fail"), browse(world.officer)
    page = send(browser, "work", case, "enter-objection", received_on="4/12/2569", letter_no="อ 1")
    assert "The time to object ended on" in page
    page = send(browser, "work", case, "enter-objection", received_on="1/12/2569", letter_no="อ 1")
    assert "The objection was entered as a matter of its own." in page
    assert Case.objects.get(appeals=case).received_on == date(2026, 12, 1)


ENDED: dict[str, dict[str, Any]] = {
    "finish": {"happened_on": "2026-11-10", "outcome": "pass", "at_step": "decide"},
    "resume": {"happened_on": "2026-11-10"},
    "return": {"happened_on": "2026-11-10", "reasons": "ขาด"},
    "suspend": {"happened_on": "2026-11-10", "remark": "ก"},
    "continue": {"happened_on": "2026-11-10"},
    "change-version": {"happened_on": "2026-11-10", "remark": "ก", "target": "2:judge"},
    "close": {"happened_on": "2026-11-10", "remark": "ก"},
    "withdraw": {"happened_on": "2026-11-10", "remark": "ก"},
}


@pytest.mark.requirement("TRK-10", "TRK-11")
@pytest.mark.parametrize("key", ENDED)
def test_on_a_closed_matter_nothing_is_done(world: TimedWorld, browse: Browse, key: str) -> None:
    case = act(world.officer, actions.close_case, world.open_timed(), remark="ซ้ำ", happened_on=DAY)
    publish(RENAMED)
    page = send(browse(world.officer), "work", case, key, **ENDED[key])
    assert "govuk-error-summary" in page
    case.refresh_from_db()
    assert case.version == 2


DAYS = {
    "31 ตุลาคม 2569": "lies before",
    "1 มกราคม 2580": "future",
    "30/02/2569": "govuk-error",
    "30 กุมภาพันธ์ 2569": "govuk-error",
    "2569-11-10": "",
    "10/11/2026": "",
    "10/11/2569": "",
    "10 พฤศจิกายน 2569": "",
    "2026-11-10": "",
    "10/11/69": "",
    "วันจันทร์": "govuk-error",
}
"""What people type for a date, and what they are told; nothing where it is understood."""


@pytest.mark.requirement("TRK-13")
@pytest.mark.parametrize("typed", DAYS)
def test_dates_are_understood_in_either_era_or_refused_with_the_reason(
    world: TimedWorld, browse: Browse, typed: str
) -> None:
    case = world.open_timed()
    page = send(browse(world.officer), "work", case, "finish", happened_on=typed, outcome="pass", at_step="decide")
    case.refresh_from_db()
    assert (case.step == "appoint") == (DAYS[typed] == "")
    assert DAYS[typed] in page
    if case.step == "appoint":
        with acting_as(world.officer):
            assert case.step_since == date(2026, 11, 10)
