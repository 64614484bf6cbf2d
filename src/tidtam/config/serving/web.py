"""The web process: granian with a few worker processes of a few threads each."""

import os
import signal

from django.core.handlers.wsgi import WSGIHandler
from django.utils.module_loading import import_string
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from tidtam.config.cluster.processes import end_with
from tidtam.config.environment import read_environment
from tidtam.config.logging import LOGGING


def load_application(target: str) -> WSGIHandler:
    """In each worker process: granian itself does not take its workers along when it is killed."""
    end_with(os.getppid(), signal.SIGTERM)
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
        workers_kill_timeout=8,
    ).serve(target_loader=load_application)


if __name__ == "__main__":
    main()
