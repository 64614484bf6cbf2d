"""A gateway that is down for an hour costs nobody a message: the job waits ever longer, and time is moved for it."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from tidtam.kernel.actor import SYSTEM, acting_as, new_id
from tidtam.kernel.notifications import tasks
from tidtam.kernel.notifications.actions import notify
from tidtam.kernel.notifications.choices import DeliveryState
from tidtam.kernel.notifications.jobs import DELIVER_NOTICE
from tidtam.kernel.notifications.mailer import GatewayDown, Mail
from tidtam.kernel.notifications.models import Delivery, Notice

from .factories import MOVED, make_member

HOUR = 3_600


class GatewayDownForAnHour:
    """Answers by the time that has passed on the test's own clock."""

    def __init__(self) -> None:
        self.now = 0
        self.asked_at: list[int] = []
        self.sent: list[Mail] = []

    def send(self, mail: Mail) -> None:
        self.asked_at.append(self.now)
        if self.now < HOUR:
            raise GatewayDown
        self.sent.append(mail)


def run_jobs() -> None:
    """One worker that does what is due and ends."""
    connector: Any = app.connector
    worker = connector.get_worker_connector()
    with app.replace_connector(worker):
        app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def job() -> tuple[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, attempts FROM procrastinate_jobs WHERE task_name = %s", [DELIVER_NOTICE])
        ((status, attempts),) = cursor.fetchall()
    return str(status), int(attempts)


def move_time() -> None:
    """What was to be tried later is due."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo' AND task_name = %s",
            [DELIVER_NOTICE],
        )


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch, own_database: str) -> GatewayDownForAnHour:
    made = GatewayDownForAnHour()
    monkeypatch.setattr(tasks, "current_mailer", lambda: made)
    return made


@pytest.mark.requirement("TRK-24")
def test_a_gateway_that_is_down_for_an_hour_costs_nobody_a_message(gateway: GatewayDownForAnHour) -> None:
    with acting_as(SYSTEM):
        member, _person = make_member("somchai")
        notify(
            SYSTEM,
            account_id=member.account_id,
            kind=MOVED.key,
            subject_kind="case",
            subject_id=new_id(),
            url="/my/cases/",
            context={"code": "A-1", "step": "x", "on": date(2026, 11, 21)},
        )
    for wait in (*tasks.NOTICE_WAITS.seconds, 0):
        run_jobs()
        status, attempts = job()
        if status != "todo":
            break
        assert attempts == len(gateway.asked_at)
        gateway.now += wait
        move_time()

    assert status == "succeeded"
    assert len([moment for moment in gateway.asked_at if moment < HOUR]) >= 3
    assert gateway.asked_at[-1] < 2 * HOUR
    with acting_as(SYSTEM):
        delivery = Delivery.objects.get()
        assert (delivery.state, Notice.objects.count()) == (DeliveryState.SENT, 1)
    assert [mail.id for mail in gateway.sent] == [f"notice-{delivery.pk}"]
