"""People to be told things, kinds of notices to tell them, and gateways that behave as told."""

from uuid import UUID

from django.contrib.auth import get_user_model
from django.utils.functional import lazy
from django.utils.translation import get_language

from tidtam.kernel.actor import Actor, ActorKind, new_id
from tidtam.kernel.notifications.kinds import NoticeKind, register
from tidtam.kernel.notifications.mailer import AddressRefused, GatewayDown, Mail
from tidtam.kernel.orgs.tests.factories import LONG_AGO
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.tests.factories import make_person


def _say(thai: str, english: str) -> str:
    return english if get_language() == "en" else thai


in_thai_or_english = lazy(_say, str)

MOVED = NoticeKind(
    key="test.moved",
    label=in_thai_or_english("ความคืบหน้า", "Progress"),
    subject=in_thai_or_english("เรื่อง %(code)s: %(step)s", "Matter %(code)s: %(step)s"),
    body=in_thai_or_english("ขั้นตอน %(step)s เมื่อ %(on)s", "Step %(step)s on %(on)s"),
)
GUARD = NoticeKind(
    key="test.guard",
    label=in_thai_or_english("ความปลอดภัย", "Security"),
    subject=in_thai_or_english("มีการเปลี่ยนแปลงบัญชี", "Your account changed"),
    body=in_thai_or_english("หากไม่ใช่ท่าน โปรดแจ้ง", "If it was not you, tell us"),
    is_optional=False,
)
register(MOVED, GUARD)


def make_member(username: str, *, language: str = "th", email: str | None = None) -> tuple[Actor, Person]:
    """Somebody with an account."""
    person = make_person()
    account = get_user_model()._default_manager.create(
        username=username,
        email=f"{username}@example.test" if email is None else email,
        person=person,
        language=language,
        created_at=LONG_AGO,
    )
    return Actor(kind=ActorKind.MEMBER, account_id=account.pk, person_id=person.pk, name=username), person


def make_lone_account(username: str) -> Actor:
    """An account that belongs to no person."""
    account = get_user_model()._default_manager.create(
        username=username, email=f"{username}@example.test", created_at=LONG_AGO
    )
    return Actor(kind=ActorKind.MEMBER, account_id=account.pk, name=username)


class FakeMailer:
    """Keeps what it is given; is down, or refuses, for as many attempts as told."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.sent: list[Mail] = []

    def send(self, mail: Mail) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append(mail)


DOWN = GatewayDown()
NOBODY_THERE = AddressRefused("550")


def some_subject() -> UUID:
    return new_id()
