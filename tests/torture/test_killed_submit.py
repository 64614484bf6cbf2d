"""The web is killed at the one moment that matters: the matter is written, its transaction not yet over."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from tests.setup.installation import wait_for
from tidtam.kernel.access.actions import grant_role
from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.identity.tests.factories import make_account, sign_in
from tidtam.kernel.notifications.models import Delivery, Notice
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.academic.tests.factories import World
from tidtam.tracking.models import Case, CaseEvent

from .web import Web, address_of

pytestmark = pytest.mark.requirement("QLT-03", "QLT-04")


@pytest.fixture
def web(own_database: str, tmp_path: Path) -> Iterator[Web]:
    running = Web(tmp_path)
    running.start()
    yield running
    running.kill()


@contextmanager
def held(table: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Nobody writes into the table as long as this lasts; whoever wants to, waits in the middle of what they do."""
    with psycopg.connect(address_of("owner")) as other:
        other.execute(f"LOCK TABLE {table} IN SHARE MODE".encode())
        yield other
        other.rollback()


def stored() -> dict[str, int]:
    with acting_as(SYSTEM):
        return {
            "matters": Case.objects.count(),
            "events": CaseEvent.objects.count(),
            "notices": Notice.objects.filter(subject_kind="case").count(),
            "mails": Delivery.objects.filter(notice__subject_kind="case").count(),
            "trail": AuditRecord.objects.filter(verb__in=["academic_request_submitted", "case.opened"]).count(),
        }


def draft() -> tuple[AcademicRequest, str]:
    """A whole request, and the session of the officer who is about to send it."""
    world = World()
    account = make_account()
    with acting_as(SYSTEM):
        grant_role(SYSTEM, account.pk, role="institution_officer", organization=world.university, reason="คำสั่งทดสอบ")
    grants = grants_of(account.pk, SYSTEM.today())
    officer = Actor(ActorKind.MEMBER, account_id=account.pk, person_id=account.person_id, grants=grants)
    client = Client()
    sign_in(client, account)
    return world.draft(by=officer), str(client.cookies[settings.SESSION_COOKIE_NAME].value)


@pytest.mark.parametrize("table", ["tracking_caseevent", "notifications_delivery", "audit_record"])
def test_killed_between_request_and_answer_nothing_is_half_stored(web: Web, table: str) -> None:
    request, session = draft()
    before = stored()
    answers: list[int | None] = []
    sending = threading.Thread(target=lambda: answers.append(web.submit(request.pk, request.version, session)))
    with held(table) as other:
        sending.start()
        waiting = b"SELECT 1 FROM pg_locks WHERE NOT granted AND relation = %s::regclass"
        wait_for(lambda: other.execute(waiting, [table]).fetchone())
        web.kill()
        sending.join(60)
    assert answers == [None]
    with psycopg.connect(address_of("owner"), autocommit=True) as other:
        own = b"SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND usename = %s AND state <> 'idle'"
        user = connections["default"].settings_dict["USER"]
        connections["default"].close()
        wait_for(lambda: not other.execute(own, [user]).fetchone())
    assert stored() == before

    web.start()
    assert web.submit(request.pk, request.version, session) == 302
    assert web.submit(request.pk, request.version, session) == 302
    assert {name: count - before[name] for name, count in stored().items()} == {
        "matters": 1,
        "events": 1,
        "notices": 1,
        "mails": 1,
        "trail": 2,
    }
