"""`tidtam serve`: the database if it is ours to run, the web, the job worker and, outside production, the sandbox."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from tidtam.config.cluster import Cluster, ClusterMistake
from tidtam.config.cluster.processes import end_with_us, ended_with_its_group, is_free
from tidtam.config.environment import EnvironmentMistake, read_environment, read_port

from .children import Child, stop_all
from .folder import RunningFolder, data_folder

_OWNER_ONLY = ("DATABASE_OWNER_URL", "TIDTAM_SANDBOX_DATABASE_URL")
_SANDBOX_NEVER = ("DATABASE_URL", "DATABASE_OWNER_URL", "TIDTAM_KEYS")
_TIDTAM = [sys.executable, "-m", "tidtam.config.command_line"]
_GLANCE = 0.2
_OURS_ALONE = 0o077  # whatever is written, no other account of the machine reads
_PATIENCE_AFTER_KILL = 15.0  # the web processes of a killed supervisor finish their requests first


class _Stopped(BaseException):
    """Somebody asked us to end."""


def _say(text: str) -> None:
    print(text, flush=True)


def _on_signal(number: int, frame: FrameType | None) -> None:
    raise _Stopped


class Server:
    def __init__(self) -> None:
        self._folder = RunningFolder(data_folder())
        self._environment = {**os.environ, "TIDTAM_DATA": str(self._folder.path)}
        self._port = read_port()
        self._listen = self._environment.setdefault("TIDTAM_LISTEN", "127.0.0.1")
        self._is_production = (self._environment.get("TIDTAM_ENV") or "production") == "production"
        self._cluster: Cluster | None = None
        self._children: list[Child] = []

    def run(self) -> int:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _on_signal)
        try:
            was_killed = self._folder.take()
            # From here on; the folder itself is its maker's choice: the database's account may have to pass through it.
            os.umask(_OURS_ALONE)
            self._check_ports(_PATIENCE_AFTER_KILL if was_killed else 0)
            self._complete_environment()
            self._prepare()
            self._start(self._web())
            self._wait_until(self._is_ready)
            # After the web, which people wait for: a start has two processors to share.
            self._start(self._worker())
            if not self._is_production:
                self._start(self._sandbox())
                self._wait_until(lambda: not is_free(self._port + 1))
            self._tell()
            while True:
                self._look_after()
                time.sleep(_GLANCE)
        except _Stopped:
            _say("Stopping …")
            return 0
        except (EnvironmentMistake, ClusterMistake) as mistake:
            print(mistake, file=sys.stderr)
            return 2
        finally:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            stop_all(self._children)
            if self._cluster:
                self._cluster.stop()
            self._folder.release()

    def _check_ports(self, patience: float) -> None:
        until = time.monotonic() + patience
        ports = [self._port] if self._is_production else [self._port, self._port + 1]
        for port in ports:
            while not is_free(port, self._listen):
                if time.monotonic() < until:
                    time.sleep(_GLANCE)
                    continue
                use = "" if port == self._port else " (it is for the sandbox: always the one after PORT)"
                raise EnvironmentMistake(
                    f"Port {port}{use} is in use by another program. Choose another, for example: "
                    f"PORT={self._port + 100} script/server"
                )

    def _complete_environment(self) -> None:
        """Outside production every setting has a default that works on this machine alone."""
        environment = self._environment
        if not self._is_production:
            environment.setdefault("TIDTAM_BASE_URL", f"http://127.0.0.1:{self._port}")
            environment.setdefault("TIDTAM_SANDBOX_URL", f"http://127.0.0.1:{self._port + 1}")
            environment.setdefault("TIDTAM_KEYS", self._folder.keys())
            if not environment.get("DATABASE_URL"):
                kind = environment.get("TIDTAM_POSTGRES") or None
                self._cluster = Cluster(self._folder.path, kind=kind, say=_say)
                environment |= self._cluster.start()
            elif not environment.get("TIDTAM_SANDBOX_DATABASE_URL"):
                raise EnvironmentMistake(
                    "DATABASE_URL is given, but not TIDTAM_SANDBOX_DATABASE_URL: the sandbox keeps its invented "
                    "persons in a database of its own. See docs/administrator.md."
                )
        os.environ |= environment
        read_environment()

    def _prepare(self) -> None:
        with ended_with_its_group(self._begin_preparing) as preparing:
            failed = preparing.wait()
        if failed:
            raise EnvironmentMistake("Tidtam does not start: the database could not be prepared (see above).")

    def _begin_preparing(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*_TIDTAM, "prepare"],
            env=self._django(),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=end_with_us(signal.SIGKILL),
        )

    def _django(self, *without: str) -> dict[str, str]:
        kept = {name: value for name, value in self._environment.items() if name not in without}
        return {**kept, "DJANGO_SETTINGS_MODULE": "tidtam.config.settings"}

    @property
    def _logs(self) -> Path | None:
        return None if self._is_production else self._folder.path / "log"

    # What faces people never holds the owner's password.

    def _web(self) -> Child:
        command = [sys.executable, "-m", "tidtam.config.serving.web"]
        return Child("web", command, self._django(*_OWNER_ONLY), self._logs)

    def _worker(self) -> Child:
        return Child("worker", [*_TIDTAM, "worker"], self._django(*_OWNER_ONLY), self._logs)

    def _sandbox(self) -> Child:
        environment = {name: text for name, text in self._environment.items() if name not in _SANDBOX_NEVER}
        environment["PORT"] = str(self._port + 1)
        return Child("sandbox", [sys.executable, "-m", "tidtam.config.outside"], environment, self._logs)

    def _start(self, child: Child) -> None:
        self._children.append(child)
        child.start()

    def _look_after(self) -> None:
        if self._cluster and not self._cluster.is_running():
            _say("The database server ended. Starting it again …")
            self._cluster.start()
        for child in self._children:
            child.look_after(_say)

    def _wait_until(self, is_so: Callable[[], bool]) -> None:
        began = told = time.monotonic()
        while not is_so():
            self._look_after()
            time.sleep(0.05)
            if time.monotonic() - told > 5:
                told = time.monotonic()
                _say(f"  still starting ({told - began:.0f} s) …")

    def _is_ready(self) -> bool:
        connection = http.client.HTTPConnection(self._listen, self._port, timeout=5)
        try:
            connection.request("GET", "/health/ready", headers={"Host": urlsplit(read_environment().base_url).netloc})
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _tell(self) -> None:
        self._folder.announce(self._environment)
        _say(f"\nTidtam is ready: {self._environment['TIDTAM_BASE_URL']}/")
        if self._is_production:
            return
        _say(f"Be anybody:         {self._environment['TIDTAM_BASE_URL']}/demo")
        _say(f"The outside world:  {self._environment['TIDTAM_SANDBOX_URL']}/")
        _say(f"The ThaiD phone:    {self._environment['TIDTAM_SANDBOX_URL']}/phone")
        _say(f"Digital ID:         {self._environment['TIDTAM_SANDBOX_URL']}/digital-id/")
        _say(f"Logs:               {self._folder.path / 'log'}")
        _say("\nWho there is:\n")
        subprocess.run([*_TIDTAM, "demo", "people"], env=self._django(), check=False)
        _say("\nCtrl-C stops it.")


def main() -> int:
    return Server().run()
