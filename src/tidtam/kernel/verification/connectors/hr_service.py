"""The HR system over HTTP: one number is asked for, the persons who have it are answered, as JSON."""

import json
from datetime import datetime

import httpx

from .choices import Reason, Source
from .comparing import compare
from .deadline import Deadline, in_time
from .exchange import Exchange
from .hr_record import answer_of, read_record
from .protocol import Answer, Stated, Unavailable

PATH = "/v1/persons/search"


class HrService:
    key = Source.HR_SYSTEM

    def __init__(self, url: str, *, token: str, seconds: float, transport: httpx.BaseTransport | None = None) -> None:
        self._seconds = seconds
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Accept": "application/json"}
        self._exchange = Exchange(f"{url.rstrip('/')}{PATH}", headers=headers, transport=transport)

    def asks(self, stated: Stated, *, now: datetime) -> Answer:
        # In the body: addresses are written into logs on the way.
        question = json.dumps({"national_id": stated.national_id}).encode()

        def work(deadline: Deadline) -> bytes:
            return self._exchange.post(question, deadline)

        persons = _persons(in_time(self._seconds, work))
        return answer_of(compare(stated, [read_record(person) for person in persons]), now)


def _persons(body: bytes) -> list[dict[str, object]]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        raise Unavailable(Reason.GARBAGE) from None
    persons = answer.get("persons") if isinstance(answer, dict) else None
    if not isinstance(persons, list) or not all(isinstance(person, dict) for person in persons):
        raise Unavailable(Reason.GARBAGE)
    return persons
