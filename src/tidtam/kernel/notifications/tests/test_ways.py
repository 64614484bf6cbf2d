"""Told on devices, in chats and by text message, by choice."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings
from django.urls import reverse

from tidtam.kernel.actor import SYSTEM, VISITOR, Actor, acting_as, clock_at, new_id
from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.kernel.notifications.actions import (
    choose_channels,
    deliver_notice,
    link_chat,
    link_device,
    notify,
    order_other_ways,
    unlink_chat,
)
from tidtam.kernel.notifications.choices import DeliveryState
from tidtam.kernel.notifications.gateways import ShortMessage
from tidtam.kernel.notifications.links import Whose, read_chat_words, sign_chat_words
from tidtam.kernel.notifications.mailer import AddressRefused, GatewayDown
from tidtam.kernel.notifications.models import Delivery, Destination, Notice
from tidtam.kernel.notifications.queries import my_channels
from tidtam.kernel.people.actions import set_contact_address

from .factories import GUARD, MOVED, FakeMailer, make_member
from .test_gateways import Device

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("TRK-24")]
SET_UP: dict[str, Any] = {
    "sms_url": "https://sms.example.test/send",
    "line_token": "token",
    "line_secret": "secret",
    "line_id": "@office",
}


@pytest.fixture(autouse=True)
def _with_all_gateways(db: None) -> Iterator[None]:
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, **SET_UP)), acting_as(SYSTEM):
        yield


class FakeSender:
    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.sent: list[tuple[str, ShortMessage]] = []

    def send(self, to: str, message: ShortMessage) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append((to, message))


def tell(member: Actor, kind: str = MOVED.key) -> Notice:
    notice = notify(
        SYSTEM,
        account_id=member.account_id,
        kind=kind,
        subject_kind="case",
        subject_id=new_id(),
        url="/my/cases/",
        context={"code": "ORDER-OF-SOMCHAI", "step": "x", "on": date(2026, 11, 21)},
    )
    assert notice is not None
    order_other_ways(SYSTEM, notice.deliveries.get(channel="email").pk)
    return notice


def ways(notice: Notice) -> list[str]:
    return sorted(notice.deliveries.values_list("channel", flat=True))


def whose(member: Actor) -> Whose:
    return Whose(member.person_id, member.account_id)


def link(member: Actor, device: Device | None = None) -> Destination:
    with acting_as(member):
        return link_device(member, (device or Device()).subscription)


def test_a_person_is_told_every_way_they_have_and_once_a_way() -> None:
    member, person = make_member("somchai")
    set_contact_address(member, person, kind="mobile", value="0812345678")
    link(member)
    link(member, Device("https://web.push.apple.com/other"))
    link_chat(SYSTEM, whose(member), "U-somchai")
    with acting_as(member):
        choose_channels(member, {(MOVED.key, "push"), (MOVED.key, "sms"), (MOVED.key, "line")})

    notice = tell(member)
    for _ in range(2):
        order_other_ways(SYSTEM, notice.deliveries.get(channel="email").pk)
    assert ways(notice) == ["email", "line", "push", "push", "sms"]

    senders = {channel: FakeSender() for channel in ("push", "sms", "line")}
    mailer = FakeMailer()
    for _ in range(2):
        for delivery in notice.deliveries.all():
            deliver_notice(SYSTEM, delivery.pk, mailer=mailer, senders=senders, is_last_attempt=False)
    assert mailer.sent == []  # declined by the choice above
    assert [len(senders[channel].sent) for channel in ("push", "sms", "line")] == [2, 1, 1]
    assert senders["sms"].sent[0][0] == "+66812345678"
    assert senders["line"].sent[0][0] == "U-somchai"


def test_a_short_message_says_that_there_is_news_and_nothing_of_it() -> None:
    member, _person = make_member("somchai")
    link(member)
    notice, sender = tell(member), FakeSender()
    delivery = notice.deliveries.get(channel="push")
    deliver_notice(SYSTEM, delivery.pk, mailer=FakeMailer(), senders={"push": sender}, is_last_attempt=False)
    _to, message = sender.sent[0]
    assert (message.title, message.text) == ("ติดตาม", "มีความคืบหน้าเกี่ยวกับเรื่องของท่าน")
    assert message.url == f"{settings.ENVIRONMENT.base_url}/my/notices/{notice.pk}/"
    assert message.id == str(delivery.pk)
    assert "SOMCHAI" not in repr(message).upper()


def test_text_messages_come_only_for_what_was_chosen_and_not_for_what_guards_the_account() -> None:
    member, person = make_member("somchai")
    set_contact_address(member, person, kind="mobile", value="0812345678")
    assert ways(tell(member)) == ["email"]
    with acting_as(member):
        choose_channels(member, {(MOVED.key, "email"), (MOVED.key, "sms")})
    assert ways(tell(member)) == ["email", "sms"]
    assert ways(tell(member, GUARD.key)) == ["email"]


def test_what_was_linked_later_brings_only_what_comes_later() -> None:
    member, _person = make_member("somchai")
    with acting_as(SYSTEM):
        notice = notify(
            replace(SYSTEM, clock=clock_at(SYSTEM.now() - timedelta(minutes=1))),
            account_id=member.account_id,
            kind=GUARD.key,
            subject_kind="case",
            subject_id=new_id(),
            url="/my/cases/",
        )
    assert notice is not None
    link(member)
    order_other_ways(SYSTEM, notice.deliveries.get().pk)
    assert ways(notice) == ["email"]


@pytest.mark.parametrize("failure", [AddressRefused("410"), AddressRefused("404")])
def test_a_device_that_is_gone_is_not_asked_again(failure: Exception) -> None:
    member, _person = make_member("somchai")
    destination = link(member)
    delivery = tell(member).deliveries.get(channel="push")
    deliver_notice(
        SYSTEM, delivery.pk, mailer=FakeMailer(), senders={"push": FakeSender(failure)}, is_last_attempt=False
    )
    delivery.refresh_from_db()
    destination.refresh_from_db()
    assert delivery.state == DeliveryState.REFUSED
    assert destination.ended_at is not None
    assert ways(tell(member)) == ["email"]


def test_a_gateway_that_is_down_keeps_the_device_and_is_given_up_at_last() -> None:
    member, _person = make_member("somchai")
    destination = link(member)
    delivery = tell(member).deliveries.get(channel="push")
    down = {"push": FakeSender(GatewayDown(), GatewayDown())}
    with pytest.raises(GatewayDown):
        deliver_notice(SYSTEM, delivery.pk, mailer=FakeMailer(), senders=down, is_last_attempt=False)
    deliver_notice(SYSTEM, delivery.pk, mailer=FakeMailer(), senders=down, is_last_attempt=True)
    delivery.refresh_from_db()
    destination.refresh_from_db()
    assert (delivery.state, destination.ended_at) == (DeliveryState.GIVEN_UP, None)
    with browsing_as(member, language="th") as browser:
        page = browser.get(f"/my/notices/{delivery.notice_id}/").content.decode()
    assert "ส่งไม่สำเร็จ" in page


def test_a_shared_browser_tells_only_the_one_who_asked_last() -> None:
    first, _person = make_member("somchai")
    second, _other = make_member("malee")
    device = Device()
    link(first, device)
    again = link(first, device)
    assert Destination.objects.count() == 1
    link(second, device)
    again.refresh_from_db()
    assert again.ended_at is not None
    assert ways(tell(first)) == ["email"]
    assert ways(tell(second)) == ["email", "push"]


def test_the_oldest_of_many_devices_gives_way() -> None:
    member, _person = make_member("somchai")
    for number in range(12):
        link(member, Device(f"https://fcm.googleapis.com/{number}"))
    assert Destination.objects.filter(ended_at=None).count() == 10


def test_the_page_links_and_ends_a_device() -> None:
    member, _person = make_member("somchai")
    other, _other = make_member("malee")
    subscription = Device().subscription
    form = {name: getattr(subscription, name) for name in ("endpoint", "p256dh", "auth", "application_key")}
    with browsing_as(member, language="th") as browser:
        assert browser.post(reverse("notice_device_add"), form).status_code == 302
        page = browser.get(reverse("notice_settings")).content.decode()
        assert "หยุดแจ้งเตือนบนอุปกรณ์นี้" in page
        for wrong in ({}, {**form, "endpoint": "https://evil.example.test/"}):
            assert browser.post(reverse("notice_device_add"), wrong).status_code == 302
    destination = Destination.objects.get()
    end = reverse("notice_destination_end", args=[destination.pk])
    with browsing_as(other) as browser:
        assert browser.post(end).status_code == 404
    with browsing_as(member) as browser:
        assert browser.post(end).status_code == 302
        assert browser.post(end).status_code == 404


def test_the_worker_of_the_browser_comes_from_the_root_of_the_site() -> None:
    with browsing_as(VISITOR) as browser:
        answer = browser.get("/notices-worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert b'addEventListener("push"' in answer.content


def line_says(*events: dict[str, Any], secret: str = "secret", body: bytes | None = None) -> Any:
    body = json.dumps({"events": list(events)}).encode() if body is None else body
    signature = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()
    with browsing_as(VISITOR, enforce_csrf_checks=True) as browser:
        return browser.post(
            "/notices/line/", body, content_type="application/json", headers={"X-Line-Signature": signature}
        ).status_code


def said(words: str, user: str = "U-1") -> dict[str, Any]:
    return {"type": "message", "source": {"type": "user", "userId": user}, "message": {"type": "text", "text": words}}


def test_who_sends_the_words_of_their_page_is_told_in_that_chat_until_they_leave() -> None:
    member, _person = make_member("somchai")
    words = sign_chat_words(whose(member))
    with browsing_as(member) as browser:
        assert "line.me/R/oaMessage/%40office/?" in browser.get(reverse("notice_settings")).content.decode()
    assert line_says(said(words), {"type": "follow"}, {"type": "message"}) == 200
    with acting_as(member):
        assert "line" in my_channels(member)
    with browsing_as(member, language="th") as browser:
        page = browser.get(reverse("notice_settings")).content.decode()
    assert "หยุดแจ้งเตือนทาง LINE" in page
    assert line_says({"type": "unfollow", "source": {"userId": "U-1"}}) == 200
    with acting_as(SYSTEM):
        assert ways(tell(member)) == ["email"]


def test_a_stranger_links_nobodys_chat() -> None:
    member, _person = make_member("somchai")
    words = sign_chat_words(whose(member))
    assert line_says(said(words), secret="another") == 403
    assert line_says(said(words[:-2] + "zz")) == 200
    for body in (b"", b"[]", b"{", b'{"events": 1}', b'{"events": [1, {"source": []}]}', b"\xff", b"[" * 5_000):
        assert line_says(body=body) == 200
    with acting_as(SYSTEM):
        assert not Destination.objects.exists()
        unlink_chat(SYSTEM, "U-nobody")


def test_the_words_for_a_chat_grow_too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    member, _person = make_member("somchai")
    words = sign_chat_words(whose(member))
    assert read_chat_words(words) == Whose(member.person_id, None)
    much_later = SYSTEM.now().timestamp() + 31 * 60
    monkeypatch.setattr("django.core.signing.time.time", lambda: much_later)
    assert read_chat_words(words) is None


def test_others_cannot_read_what_became_of_my_messages() -> None:
    member, _person = make_member("somchai")
    other, _other = make_member("malee")
    notice = tell(member)
    with acting_as(other):
        assert not Delivery.objects.filter(notice=notice).exists()
        assert not Destination.objects.exists()
    with acting_as(member):
        assert Delivery.objects.filter(notice=notice).count() == 1
