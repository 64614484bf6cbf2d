"""The web process: granian with a few worker processes of a few threads each."""

import os
import signal
import threading
import time
from functools import partial

from django.core.handlers.wsgi import WSGIHandler
from django.utils.module_loading import import_string
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from tidtam.config.environment import read_environment
from tidtam.config.logging import LOGGING

_GRACE = 8
_GLANCE = 0.2


def leave_with(parent: int, grace: float = _GRACE) -> None:
    """End this process once its parent is gone: asked to finish what it has begun, then at once."""
    while os.getppid() == parent:
        time.sleep(_GLANCE)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(grace)
    os.kill(os.getpid(), signal.SIGKILL)


def load_application(parent: int, target: str) -> WSGIHandler:
    """In each worker process. Granian does not take its workers along when it is killed, and they would keep the port.

    Until the application is loaded a worker has the signal handlers of its parent, which only make a note of a signal.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=leave_with, args=(parent,), daemon=True).start()
    application: WSGIHandler = import_string(target.replace(":", "."))
    return application


def main() -> None:
    environment = read_environment()
    Granian(
        "tidtam.config.wsgi:application",
        address=environment.listen,
        port=environment.port,
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("TIDTAM_WEB_PROCESSES", "2")),
        blocking_threads=int(os.environ.get("TIDTAM_WEB_THREADS", "4")),
        websockets=False,
        # Requests are logged by us, as JSON and without addresses that could hold personal data.
        log_access=False,
        log_level=LogLevels.warning,
        log_dictconfig=LOGGING,
        respawn_failed_workers=True,
        respawn_interval=1.0,
        workers_kill_timeout=_GRACE,
    ).serve(target_loader=partial(load_application, os.getpid()))


if __name__ == "__main__":
    main()
