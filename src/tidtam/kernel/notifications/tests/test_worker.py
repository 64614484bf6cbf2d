"""The whole way, with a real worker in a process of its own, which is killed in the middle."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit, urlunsplit

import pytest
from asgiref.sync import async_to_sync
from procrastinate.contrib.django import app

from tidtam.kernel.actor import SYSTEM, acting_as, new_id
from tidtam.kernel.notifications.actions import link_chat, notify
from tidtam.kernel.notifications.choices import DeliveryState
from tidtam.kernel.notifications.links import Whose
from tidtam.kernel.notifications.models import Delivery, Notice

from .factories import MOVED, make_member
from .smtp_server import smtp_server

LONG = 60
WAITING, SENT = DeliveryState.WAITING, DeliveryState.SENT


@dataclass
class Taken:
    """What a gateway of LINE was given: the retry key of each message."""

    port: int = 0
    keys: list[str] = field(default_factory=list)


@contextmanager
def line_gateway() -> Iterator[Taken]:
    taken = Taken()

    class Gateway(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            taken.keys.append(self.headers["X-Line-Retry-Key"])
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Nothing to say."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Gateway) as server:
        taken.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield taken
        finally:
            server.shutdown()
            thread.join()


def start_worker(database: str, mail_port: int, line_port: int) -> "subprocess.Popen[bytes]":
    """One that does the jobs there are and ends."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    environment = {
        **os.environ,
        "DATABASE_URL": urlunsplit(parts._replace(path=f"/{database}")),
        "TIDTAM_MAIL_URL": f"smtp://127.0.0.1:{mail_port}?tls=none",
        "TIDTAM_LINE_URL": f"http://127.0.0.1:{line_port}",
        "TIDTAM_LINE_TOKEN": "token",
        "TIDTAM_LINE_SECRET": "secret",
        "TIDTAM_LINE_ID": "@office",
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
        link_chat(SYSTEM, Whose(member.person_id, None), "U-somchai")
        notify(
            SYSTEM,
            account_id=member.account_id,
            kind=MOVED.key,
            subject_kind="case",
            subject_id=new_id(),
            url="/my/cases/",
            context={"code": "A-1", "step": "x", "on": date(2026, 11, 21)},
        )
    with smtp_server() as inbox, line_gateway() as taken:
        inbox.silent.set()
        worker = start_worker(own_database, inbox.port, taken.port)
        assert inbox.arrived.acquire(timeout=LONG), "the worker sent nothing"
        worker.send_signal(signal.SIGKILL)
        worker.wait(timeout=LONG)
        with acting_as(SYSTEM):
            # The chat's message was ordered before the mail was begun, and is not lost with the worker.
            assert set(Delivery.objects.values_list("channel", "state")) == {("email", WAITING), ("line", WAITING)}

        inbox.silent.clear()
        assert retry_what_stands_still() == 1
        for _ in range(2):
            assert start_worker(own_database, inbox.port, taken.port).wait(timeout=LONG) == 0

    ids = [message["Message-ID"] for message in inbox.messages]
    with acting_as(SYSTEM):
        mail, chat = Delivery.objects.order_by("channel")
        assert (mail.state, chat.state, Notice.objects.count()) == (SENT, SENT, 1)
    assert ids == [f"<notice-{mail.pk}@127.0.0.1>"] * 2
    assert taken.keys == [str(chat.pk)]
