from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from django.conf import settings
from django.core import mail as outbox
from django.core.mail import get_connection

from tidtam.kernel.actor import SYSTEM, Actor, acting_as, new_id
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.notifications.actions import choose_channels, deliver_notice, notify, stop_messages
from tidtam.kernel.notifications.choices import DeliveryState
from tidtam.kernel.notifications.kinds import NoticeKind
from tidtam.kernel.notifications.links import Stop, read_stop, sign_stop
from tidtam.kernel.notifications.mailer import BackendMailer, GatewayDown
from tidtam.kernel.notifications.models import Delivery, Preference
from tidtam.kernel.notifications.queries import my_choices
from tidtam.kernel.notifications.texts import Context
from tidtam.kernel.people.actions import set_contact_address

from .factories import DOWN, GUARD, MOVED, NOBODY_THERE, FakeMailer, make_lone_account, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("TRK-24")]
CONTEXT: Context = {"code": "A-1", "step": {"th": "ตรวจสอบ", "en": "Check"}, "on": date(2026, 11, 21)}


@pytest.fixture(autouse=True)
def _as_system(db: None) -> Iterator[None]:
    with acting_as(SYSTEM):
        yield


def tell(member: Actor, kind: NoticeKind = MOVED) -> Delivery:
    notice = notify(
        SYSTEM,
        account_id=member.account_id,
        kind=kind.key,
        subject_kind="case",
        subject_id=new_id(),
        url="/my/cases/",
        context=CONTEXT if kind is MOVED else {},
    )
    return Delivery.objects.get(notice=notice)


def deliver(delivery: Delivery, mailer: FakeMailer, *, is_last: bool = False) -> str:
    deliver_notice(SYSTEM, delivery.pk, mailer=mailer, is_last_attempt=is_last)
    delivery.refresh_from_db()
    return delivery.state


def test_a_mail_speaks_the_language_of_the_account_and_leads_to_the_matter() -> None:
    mailer = FakeMailer()
    for name, language in (("somchai", "th"), ("john", "en")):
        member, _person = make_member(name, language=language)
        assert deliver(tell(member), mailer) == DeliveryState.SENT

    thai, english = mailer.sent
    assert (thai.to, thai.subject) == ("somchai@example.test", "เรื่อง A-1: ตรวจสอบ")
    assert (english.to, english.subject) == ("john@example.test", "Matter A-1: Check")
    for mail in mailer.sent:
        assert f"{settings.ENVIRONMENT.base_url}/my/cases/" in mail.body
    assert "21 พฤศจิกายน 2569" in thai.body
    assert "21 November 2026" in english.body


def test_the_address_a_person_gave_goes_before_the_accounts() -> None:
    mailer = FakeMailer()
    member, person = make_member("somchai")
    set_contact_address(member, person, kind="email", value="given@example.test")
    deliver(tell(member), mailer)
    assert mailer.sent[0].to == "given@example.test"


def test_what_was_sent_is_not_sent_again() -> None:
    mailer = FakeMailer()
    member, _person = make_member("somchai")
    delivery = tell(member)
    deliver(delivery, mailer)
    deliver(delivery, mailer)
    assert len(mailer.sent) == 1


def test_a_gateway_that_is_down_is_tried_again_with_the_same_id_until_given_up() -> None:
    member, _person = make_member("somchai")
    delivery = tell(member)
    mailer = FakeMailer(DOWN, DOWN)

    for _ in range(2):
        with pytest.raises(GatewayDown):
            deliver(delivery, mailer)
        delivery.refresh_from_db()
        assert delivery.state == DeliveryState.WAITING
    assert deliver(delivery, mailer) == DeliveryState.SENT
    assert mailer.sent[0].id == f"notice-{delivery.pk}"

    late = tell(member)
    assert deliver(late, FakeMailer(DOWN), is_last=True) == DeliveryState.GIVEN_UP


def test_a_refused_or_unknown_address_ends_the_delivery() -> None:
    member, _person = make_member("somchai")
    delivery = tell(member)
    assert deliver(delivery, FakeMailer(NOBODY_THERE)) == DeliveryState.REFUSED
    assert delivery.failure == "550"

    silent, _other = make_member("silent", email="")
    mailer = FakeMailer()
    assert deliver(tell(silent), mailer) == DeliveryState.UNREACHABLE
    assert mailer.sent == []


def test_the_id_stands_in_the_mail_itself() -> None:
    member, _person = make_member("somchai")
    delivery = tell(member)
    deliver_notice(SYSTEM, delivery.pk, mailer=BackendMailer(get_connection()), is_last_attempt=False)

    message = outbox.outbox[0].message()
    assert message["Message-ID"] == f"<notice-{delivery.pk}@{settings.ENVIRONMENT.host}>"
    assert message["X-Tidtam-Notice"] == str(delivery.notice_id)
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = str(message["List-Unsubscribe"])
    assert link.startswith(f"<{settings.ENVIRONMENT.base_url}/notices/stop/")
    assert link.strip("<>") in outbox.outbox[0].body


def test_a_text_with_line_breaks_cannot_add_headers() -> None:
    member, _person = make_member("somchai")
    notice = notify(
        SYSTEM,
        account_id=member.account_id,
        kind=MOVED.key,
        subject_kind="case",
        subject_id=new_id(),
        url="/my/cases/",
        context={**CONTEXT, "code": "A-1\r\nBcc: everybody@example.test"},
    )
    delivery = Delivery.objects.get(notice=notice)
    deliver_notice(SYSTEM, delivery.pk, mailer=BackendMailer(get_connection()), is_last_attempt=False)
    message = outbox.outbox[0].message()
    assert message["Bcc"] is None
    assert outbox.outbox[0].recipients() == ["somchai@example.test"]


def test_messages_of_a_kind_can_be_switched_off_and_on() -> None:
    member, _person = make_member("somchai")
    delivery = tell(member)
    mailer = FakeMailer()

    with acting_as(member):
        choose_channels(member, set())
        assert {c.kind: c.is_on for c in my_choices(member)}[MOVED.key] is False
    assert deliver(delivery, mailer) == DeliveryState.DECLINED
    with acting_as(member):
        choose_channels(member, {(MOVED.key, "email")})
    assert deliver(tell(member), mailer) == DeliveryState.SENT
    rows = AuditRecord.objects.filter(verb="notices.chosen", object_id=MOVED.key).order_by("id")
    assert [row.details["is_on"] for row in rows] == [False, True]


def test_what_guards_the_account_always_comes() -> None:
    member, _person = make_member("somchai")
    with acting_as(member):
        choose_channels(member, set())
    stop_messages(SYSTEM, Stop(member.person_id, None, GUARD.key, "email"))

    mailer = FakeMailer()
    assert deliver(tell(member, GUARD), mailer) == DeliveryState.SENT
    assert "List-Unsubscribe" not in mailer.sent[0].headers
    assert "notices/stop" not in mailer.sent[0].body


@pytest.mark.parametrize("has_person", [True, False])
def test_the_link_in_a_mail_stops_that_kind_for_that_person_only(has_person: bool) -> None:
    member = make_member("somchai")[0] if has_person else make_lone_account("somchai")
    other, _other_person = make_member("malee")
    token = sign_stop(Stop(member.person_id, None if has_person else member.account_id, MOVED.key, "email"))

    for _ in range(2):
        stop = read_stop(token)
        assert stop is not None
        stop_messages(SYSTEM, stop)

    assert Preference.objects.count() == 1
    assert deliver(tell(member), FakeMailer()) == DeliveryState.DECLINED
    assert deliver(tell(other), FakeMailer()) == DeliveryState.SENT


@pytest.mark.parametrize("token", ["", "x", "x:y:z", sign_stop(Stop(UUID(int=1), None, "k", "email"))[:-1] + "_"])
def test_a_forged_link_stops_nothing(token: str) -> None:
    assert read_stop(token) is None
