"""A throw-away cluster for one command: python -m tidtam.config.cluster.temporary [--kind found] -- command …"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .cluster import Cluster
from .mistakes import ClusterMistake
from .processes import end_with_us, undisturbed


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """One that the server's account may pass through, though not look into."""
    folder = Path(tempfile.mkdtemp(prefix="tidtam-"))
    try:
        folder.chmod(0o711)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(kind: str | None, command: list[str], *, durable: bool) -> int:
    with temporary_folder() as folder:
        cluster = Cluster(folder, kind=kind, durable=durable)
        try:
            addresses = cluster.start()
            with undisturbed():
                child = subprocess.Popen(
                    command,
                    env={**os.environ, **addresses, "TIDTAM_DATA": str(folder)},
                    preexec_fn=end_with_us(signal.SIGTERM),
                )
                # Ctrl-C reaches the child by itself; we wait for its report.
                signal.signal(signal.SIGINT, signal.SIG_IGN)
                signal.signal(signal.SIGTERM, lambda *_: child.terminate())
            return child.wait()
        finally:
            cluster.stop()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", choices=["found", "embedded"], default=os.environ.get("TIDTAM_POSTGRES") or None)
    parser.add_argument("--durable", action="store_true", help="write to the disk as a real one does")
    parser.add_argument("command", nargs="+")
    given = parser.parse_args()
    try:
        return _run(given.kind, given.command, durable=given.durable)
    except ClusterMistake as mistake:
        print(mistake, file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main())
