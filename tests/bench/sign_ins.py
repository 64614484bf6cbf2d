"""Many people sign in by password at the same moment, at the web server as it runs in an office."""

import http.client
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.test import Client

from tests.torture.web import Web
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import PASSWORD, make_account

PERSONS = 50
_TOKEN = "a" * 32
_HEADERS = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Cookie": f"{settings.CSRF_COOKIE_NAME}={_TOKEN}",
    "X-CSRFToken": _TOKEN,
}
_addresses = count(1)


@dataclass
class Try:
    login: str
    password: str
    address: str
    began: float = 0.0
    ended: float = 0.0
    status: int = 0
    """0: no answer came."""

    @property
    def seconds(self) -> float:
        return self.ended - self.began


@dataclass(frozen=True)
class AtOnce:
    tries: list[Try] = field(default_factory=list)

    @property
    def failed(self) -> int:
        return sum(one.status != 302 for one in self.tries)

    @property
    def seconds(self) -> float:
        return max(one.ended for one in self.tries) - min(one.began for one in self.tries)

    @property
    def waited(self) -> tuple[float, float, float]:
        """The shortest, the middle and the longest wait."""
        waits = sorted(one.seconds for one in self.tries)
        return waits[0], median(waits), waits[-1]

    @property
    def most_overtaken(self) -> int:
        """How many who came later were served before the one who was overtaken most."""
        return max(
            sum(other.began > one.began and other.ended < one.ended for other in self.tries) for one in self.tries
        )


@dataclass(frozen=True)
class CpuFigures:
    hashed: float
    """Milliseconds of CPU of the bare hash; the other two are whole requests."""
    right: float
    unknown: float


def make_people(number: int) -> list[str]:
    """Their user names. All have the same password and, to be made quickly, the same hash."""
    first = make_account(password=PASSWORD)
    others = [make_account() for _number in range(number - 1)]
    Account.objects.filter(pk__in=[each.pk for each in others]).update(password=first.password)
    return [str(each.username) for each in (first, *others)]


def sign_in_at_once(
    web: Web, logins: Sequence[str], *, password: str = PASSWORD, one_address: bool = True, apart: float = 0.0
) -> AtOnce:
    """Each by a browser of its own; from one address, as in a room of one office, or each from another."""
    room = _address()
    tries = [Try(login, password, room if one_address else _address()) for login in logins]
    doors = threading.Barrier(len(tries))

    def sign_in(number: int, one: Try) -> None:
        doors.wait()
        time.sleep(number * apart)
        one.began = time.monotonic()
        with suppress(OSError, http.client.HTTPException):
            one.status = _post(web.port, one)
        one.ended = time.monotonic()

    people = [threading.Thread(target=sign_in, args=each) for each in enumerate(tries)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return AtOnce(tries)


def _address() -> str:
    return f"198.51.100.{next(_addresses) % 250}"


def _post(port: int, one: Try) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    try:
        body = urlencode({"login": one.login, "password": one.password})
        connection.request("POST", "/account/sign-in/", body, {**_HEADERS, "X-Forwarded-For": one.address})
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def web_behind_a_proxy(folder: Path) -> Web:
    """Two processes of four threads, as it starts unless told otherwise, told by a proxy from where people come."""
    return Web(folder, processes=2, TIDTAM_TRUSTED_PROXIES="1", TIDTAM_BASE_URL=settings.ENVIRONMENT.base_url)


def measure_cpu(logins: Sequence[str]) -> CpuFigures:
    """Of this process, with the threads that hash; what the database computes is not in it. Each person comes once."""
    encoded = Account.objects.get(username=logins[0]).password
    return CpuFigures(
        _cpu([lambda: check_password(PASSWORD, encoded)] * len(logins)),
        _cpu([partial(_request, login, 302) for login in logins]),
        _cpu([partial(_request, f"{login}.nobody", 200) for login in logins]),
    )


def _request(login: str, status: int) -> None:
    answer = Client(REMOTE_ADDR=_address()).post("/account/sign-in/", {"login": login, "password": PASSWORD})
    if answer.status_code != status:
        raise RuntimeError(f"{login}: {answer.status_code}")


def _cpu(works: Sequence[Callable[[], object]]) -> float:
    """The median of several, each alone."""
    taken = []
    for work in works:
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return median(taken) * 1_000


def measure_in_turn(web: Web, logins: Sequence[str]) -> AtOnce:
    """The same persons one after the other, at an idle server: what there is to do without any waiting."""
    return AtOnce([sign_in_at_once(web, [login]).tries[0] for login in logins])


def measure_beside_a_flood(web: Web, logins: Sequence[str], wrong: int) -> tuple[AtOnce, AtOnce]:
    """Strangers at one address try passwords for as many names while the others sign in; what came to both."""
    strangers = [f"nobody{number}" for number in range(wrong)]
    flood: list[AtOnce] = []
    thread = threading.Thread(target=lambda: flood.append(sign_in_at_once(web, strangers, password="wrong" * 4)))
    thread.start()
    people = sign_in_at_once(web, logins, one_address=False)
    thread.join()
    return people, flood[0]
