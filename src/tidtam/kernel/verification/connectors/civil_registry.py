"""The check of a card by the code on its back, at the Department of Provincial Administration: SOAP 1.2."""

import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import httpx

from tidtam.thai.dates import BUDDHIST_ERA, PartialDate

from .choices import Part, Reason, Result, Source
from .deadline import Deadline, in_time
from .exchange import Exchange
from .protocol import Answer, Evidence, Stated, Unavailable
from .reading_xml import SEPARATOR, Element, UnreadableXml, read_xml

ENVELOPE = "http://www.w3.org/2003/05/soap-envelope"
NAMESPACE = "http://tempuri.org/"
MATCHES, DIFFERS, INCOMPLETE = "0", "4", "5"
CHECKED = (Part.NATIONAL_ID, Part.LASER_CODE, Part.GIVEN_NAME, Part.FAMILY_NAME, Part.BIRTH_DATE)
_RESULTS = {MATCHES: Result.MATCH, DIFFERS: Result.MISMATCH, INCOMPLETE: Result.INCOMPLETE}


class CivilRegistry:
    key = Source.CIVIL_REGISTRY

    def __init__(self, url: str, *, seconds: float, transport: httpx.BaseTransport | None = None) -> None:
        self._seconds = seconds
        headers = {"Content-Type": "application/soap+xml; charset=utf-8", "Accept": "application/soap+xml"}
        self._exchange = Exchange(url, headers=headers, transport=transport)

    def asks(self, stated: Stated, *, now: datetime) -> Answer:
        if not stated.laser_code:
            raise Unavailable(Reason.NO_LASER_CODE)

        def work(deadline: Deadline) -> bytes:
            return self._exchange.post(_envelope(stated), deadline)

        result, differing = _read(in_time(self._seconds, work))
        evidence = Evidence(source=self.key, checked=CHECKED, result=result, differing=differing, at=now)
        return Answer(evidence=evidence)


def _envelope(stated: Stated) -> bytes:
    parts = {
        "PID": stated.national_id,
        "FirstName": stated.given_name,
        "LastName": stated.family_name,
        "BirthDay": _birth_day(stated.born),
        "Laser": stated.laser_code,
    }
    body = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in parts.items())
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<soap:Envelope xmlns:soap="{ENVELOPE}"><soap:Body>'
        f'<CheckCardByLaser xmlns="{NAMESPACE}">{body}</CheckCardByLaser>'
        "</soap:Body></soap:Envelope>"
    ).encode()


def _birth_day(born: PartialDate) -> str:
    """As the registry writes it: the Buddhist year, and zeros for what the card does not tell."""
    return f"{born.year + BUDDHIST_ERA:04d}{born.month or 0:02d}{born.day or 0:02d}"


def _read(document: bytes) -> tuple[Result, tuple[Part, ...]]:
    try:
        found = _result_of(read_xml(document))
        code, is_error, said = (
            found.only(f"{NAMESPACE}{SEPARATOR}{name}").text.strip() for name in ("Code", "IsError", "Desc")
        )
    except UnreadableXml:
        raise Unavailable(Reason.GARBAGE) from None
    if code not in _RESULTS:
        raise Unavailable(Reason.FAULT)
    result = _RESULTS[code]
    if is_error != ("false" if result is Result.MATCH else "true"):
        # It says two things at once: neither is believed.
        raise Unavailable(Reason.GARBAGE)
    if result is not Result.MISMATCH:
        return result, ()
    return result, next((parts for text, parts in _meanings() if text in said), ())


@cache
def _meanings() -> tuple[tuple[str, tuple[Part, ...]], ...]:
    data = tomllib.loads((Path(__file__).parent / "data" / "civil_registry.toml").read_text("utf-8"))
    return tuple((entry["text"], tuple(map(Part, entry["parts"]))) for entry in data["said"])


def _result_of(envelope: Element) -> Element:
    if envelope.name != f"{ENVELOPE}{SEPARATOR}Envelope":
        raise UnreadableXml
    body = envelope.only(f"{ENVELOPE}{SEPARATOR}Body")
    response = body.only(f"{NAMESPACE}{SEPARATOR}CheckCardByLaserResponse")
    return response.only(f"{NAMESPACE}{SEPARATOR}CheckCardByLaserResult")
