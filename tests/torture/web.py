"""The web process alone, to be killed."""

import http.client
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db import connections

from tests.setup.installation import children_of, wait_for
from tidtam.config.cluster.processes import choose_port
from tidtam.config.environment import REPOSITORY

_TOKEN = "a" * 32


def address_of(alias: str) -> str:
    given = connections[alias].settings_dict
    return "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**given)


class Web:
    """The web process as `tidtam serve` starts it, on the test's own database."""

    def __init__(self, folder: Path, processes: int = 1, **settings_of_its_own: str) -> None:
        self.port = choose_port()
        self._environment = {
            **os.environ,
            "PYTHONPATH": str(REPOSITORY / "src"),
            "DJANGO_SETTINGS_MODULE": "tidtam.config.settings",
            "DATABASE_URL": address_of("default"),
            "DATABASE_OWNER_URL": address_of("owner"),
            "TIDTAM_DATA": str(folder),
            "TIDTAM_WEB_PROCESSES": str(processes),
            "PORT": str(self.port),
            **settings_of_its_own,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.begin()
        wait_for(self._is_alive)

    def begin(self) -> subprocess.Popen[bytes]:
        """Without waiting until it answers."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tidtam.config.serving.web"], env=self._environment, stdout=subprocess.DEVNULL
        )
        return self._process

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
