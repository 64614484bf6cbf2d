"""The web process: granian with a few worker processes of a few threads each."""

import os

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from tidtam.config.logging import LOGGING


def main() -> None:
    Granian(
        "tidtam.config.wsgi:application",
        address=os.environ.get("TIDTAM_LISTEN", "127.0.0.1"),
        port=int(os.environ.get("PORT", "8000")),
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
    ).serve()


if __name__ == "__main__":
    main()
