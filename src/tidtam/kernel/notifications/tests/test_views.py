from datetime import date

import pytest
from django.urls import reverse

from tidtam.kernel.actor import SYSTEM, VISITOR, Actor, acting_as, new_id
from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.kernel.notifications.actions import notify
from tidtam.kernel.notifications.links import Stop, sign_stop
from tidtam.kernel.notifications.models import Notice, Preference
from tidtam.kernel.notifications.queries import my_choices, unread_count

from .factories import MOVED, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("TRK-24")]
PAGES = ["/my/notices/", "/my/notices/settings/"]


def tell(member: Actor, code: str = "A-1") -> Notice:
    with acting_as(SYSTEM):
        notice = notify(
            SYSTEM,
            account_id=member.account_id,
            kind=MOVED.key,
            subject_kind="case",
            subject_id=new_id(),
            url="/my/cases/",
            context={"code": code, "step": {"th": "ตรวจสอบ", "en": "Check"}, "on": date(2026, 11, 21)},
        )
    assert notice is not None
    return notice


@pytest.mark.parametrize("page", [*PAGES, "/my/notices/01a1fe90-cc66-7bb6-a66f-26a17ff6f8fa/"])
def test_a_visitor_is_asked_to_sign_in(page: str) -> None:
    with browsing_as(VISITOR) as browser:
        answer = browser.get(page)
    assert answer.status_code == 302
    assert f"next={page}" in answer["Location"]


@pytest.mark.parametrize("language", ["th", "en"])
def test_an_empty_list_says_why(language: str) -> None:
    member, _person = make_member("somchai")
    with browsing_as(member, language=language) as browser:
        text = browser.get("/my/notices/").content.decode()
    assert ("ยังไม่มีการแจ้งเตือน" if language == "th" else "No notices yet") in text


def test_a_notice_is_new_in_the_list_and_in_the_header_until_it_is_opened() -> None:
    member, _person = make_member("somchai")
    notice = tell(member)
    with browsing_as(member) as browser:
        text = browser.get("/my/notices/").content.decode()
        assert "Matter A-1: Check" in text
        assert 'class="moj-notification-badge">1' in text

        opened = browser.get(f"/my/notices/{notice.pk}/").content.decode()
        assert "Step Check on 21 November 2026" in opened
        assert 'href="/my/cases/"' in opened

        text = browser.get("/my/notices/").content.decode()
        assert "moj-notification-badge" not in text


def test_all_are_marked_read_by_a_post_only() -> None:
    member, _person = make_member("somchai")
    tell(member)
    with browsing_as(member) as browser:
        asked_for = browser.get("/my/notices/read/")
        assert (asked_for.status_code, asked_for["Location"]) == (302, "/my/notices/")
        assert browser.put("/my/notices/read/").status_code == 405
        for _ in range(2):
            assert browser.post("/my/notices/read/").status_code == 302
    with acting_as(member):
        assert unread_count(member) == 0


def test_anothers_notice_is_not_there() -> None:
    member, _person = make_member("somchai")
    other, _other = make_member("malee")
    notice = tell(member, code="ORDER-OF-SOMCHAI")
    with browsing_as(other) as browser:
        assert browser.get(f"/my/notices/{notice.pk}/").status_code == 404
        assert "ORDER-OF-SOMCHAI" not in browser.get("/my/notices/").content.decode()
    with acting_as(member):
        assert unread_count(member) == 1


def test_choices_are_kept() -> None:
    member, _person = make_member("somchai")
    with browsing_as(member) as browser:
        assert 'value="test.moved" checked' in browser.get(reverse("notice_settings")).content.decode()
        assert browser.post(reverse("notice_settings"), {}).status_code == 302
        assert 'value="test.moved" checked' not in browser.get(reverse("notice_settings")).content.decode()
        answer = browser.post(reverse("notice_settings"), {"email": ["nonsense"]})
        assert answer.status_code == 200
    with acting_as(member):
        assert {c.kind: c.is_on for c in my_choices(member)}["test.moved"] is False


def test_the_link_in_a_mail_asks_first_and_works_without_signing_in() -> None:
    member, _person = make_member("somchai")
    link = reverse("notice_stop", args=[sign_stop(Stop(member.person_id, None, MOVED.key, "email"))])
    # A mail program that stops by itself has neither cookie nor token of a form.
    with browsing_as(VISITOR, enforce_csrf_checks=True) as browser:
        assert "Stop e-mail of this kind?" in browser.get(link).content.decode()
        with acting_as(SYSTEM):
            assert not Preference.objects.exists()
        answer = browser.post(link, {"List-Unsubscribe": "One-Click"})
        assert "No more e-mail of this kind" in answer.content.decode()
        assert browser.get(link[:-3] + "xx/").status_code == 404
    with acting_as(SYSTEM):
        assert Preference.objects.get().is_on is False
