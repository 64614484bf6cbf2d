"""The whole way, with a real worker in a process of its own, which is killed in the middle."""

import os
import signal
import subprocess
import sys
from datetime import date
from urllib.parse import urlsplit, urlunsplit

import pytest
from asgiref.sync import async_to_sync
from procrastinate.contrib.django import app

from tidtam.kernel.actor import SYSTEM, acting_as, new_id
from tidtam.kernel.notifications.actions import notify
from tidtam.kernel.notifications.choices import DeliveryState
from tidtam.kernel.notifications.models import Delivery, Notice

from .factories import MOVED, make_member
from .smtp_server import smtp_server

LONG = 60


def start_worker(database: str, mail_port: int) -> "subprocess.Popen[bytes]":
    """One that does the jobs there are and ends."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    environment = {
        **os.environ,
        "DATABASE_URL": urlunsplit(parts._replace(path=f"/{database}")),
        "TIDTAM_MAIL_URL": f"smtp://127.0.0.1:{mail_port}?tls=none",
    }
    command = [sys.executable, "-m", "django", "procrastinate", "worker", "--one-shot"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603


def retry_what_stands_still() -> int:
    async def retry() -> int:
        stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=0))
        for job in stalled:
            await app.job_manager.retry_job(job)
        return len(stalled)

    return async_to_sync(retry)()


@pytest.mark.requirement("TRK-24")
def test_a_worker_killed_while_sending_sends_again_with_the_same_id(own_database: str) -> None:
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
    with smtp_server() as inbox:
        inbox.silent.set()
        worker = start_worker(own_database, inbox.port)
        assert inbox.arrived.acquire(timeout=LONG), "the worker sent nothing"
        worker.send_signal(signal.SIGKILL)
        worker.wait(timeout=LONG)
        with acting_as(SYSTEM):
            assert Delivery.objects.get().state == DeliveryState.WAITING

        inbox.silent.clear()
        assert retry_what_stands_still() == 1
        for _ in range(2):
            assert start_worker(own_database, inbox.port).wait(timeout=LONG) == 0

    ids = [message["Message-ID"] for message in inbox.messages]
    with acting_as(SYSTEM):
        delivery = Delivery.objects.get()
        assert delivery.state == DeliveryState.SENT
        assert Notice.objects.count() == 1
    assert ids == [f"<notice-{delivery.pk}@127.0.0.1>"] * 2
