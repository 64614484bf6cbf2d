"""The web is killed at the one moment that matters: the matter is written, its transaction not yet over."""

import http.client
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from tests.setup.installation import children_of, wait_for
from tidtam.config.cluster.processes import choose_port
from tidtam.config.environment import REPOSITORY
from tidtam.kernel.access.actions import grant_role
from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.identity.tests.factories import make_account, sign_in
from tidtam.kernel.notifications.models import Delivery, Notice
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.academic.tests.factories import World
from tidtam.tracking.models import Case, CaseEvent

pytestmark = pytest.mark.requirement("QLT-03", "QLT-04")

_TOKEN = "a" * 32


def address_of(alias: str) -> str:
    given = connections[alias].settings_dict
    return "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**given)


class Web:
    """The web process as `tidtam serve` starts it, on the test's own database."""

    def __init__(self, folder: Path) -> None:
        self.port = choose_port()
        self._environment = {
            **os.environ,
            "PYTHONPATH": str(REPOSITORY / "src"),
            "DJANGO_SETTINGS_MODULE": "tidtam.config.settings",
            "DATABASE_URL": address_of("default"),
            "DATABASE_OWNER_URL": address_of("owner"),
            "TIDTAM_DATA": str(folder),
            "TIDTAM_WEB_PROCESSES": "1",
            "PORT": str(self.port),
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tidtam.config.serving.web"], env=self._environment, stdout=subprocess.DEVNULL
        )
        wait_for(self._is_alive)

    def _is_alive(self) -> bool:
        with suppress(OSError, http.client.HTTPException):
            return self._ask("GET", "/health/live", {}, "") == 200
        return False

    def kill(self) -> None:
        """With its workers, in one moment."""
        if self._process is None:
            return
        everything = [self._process.pid, *children_of(self._process.pid)]
        for pid in everything:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def submit(self, request_id: UUID, version: int, session: str) -> int | None:
        """What the officer's browser sends; no answer is None."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={_TOKEN}",
            "X-CSRFToken": _TOKEN,
        }
        with suppress(OSError, http.client.HTTPException):
            return self._ask(
                "POST", f"/academic/requests/{request_id}/submit/", headers, urlencode({"version": version})
            )
        return None

    def _ask(self, method: str, url: str, headers: dict[str, str], body: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, url, body, headers)
            return connection.getresponse().status
        finally:
            connection.close()


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
