"""The question as it comes in, and the answer as it goes out: SOAP 1.1 and 1.2, each answered in its own."""

from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape

SERVICE = "http://tempuri.org/"
PARTS = ("PID", "FirstName", "LastName", "BirthDay", "Laser")
OPERATION = "CheckCardByLaser"
CONTENT_TYPES = {
    "http://www.w3.org/2003/05/soap-envelope": "application/soap+xml; charset=utf-8",
    "http://schemas.xmlsoap.org/soap/envelope/": "text/xml; charset=utf-8",
}
_MOST_BYTES = 64 * 1024
_PATH = ("Envelope", "Body", OPERATION)


class NoQuestion(Exception):
    """What came in is no question that this service knows."""


@dataclass
class Question:
    envelope: str = ""
    operation: str = ""
    parts: dict[str, str] = field(default_factory=dict, repr=False)


def read_question(document: bytes) -> Question:
    question, path = Question(), list[str]()

    def begin(name: str, _attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if not path:
            question.envelope = namespace
        elif len(path) == len(_PATH) - 1 and path[-1] == "Body":
            question.operation = local if namespace == SERVICE else ""
        path.append(local)

    def text(piece: str) -> None:
        if tuple(path[:-1]) == _PATH and path[-1] in PARTS:
            question.parts[path[-1]] = question.parts.get(path[-1], "") + piece

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = begin
    parser.EndElementHandler = lambda _name: path.pop()
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        if len(document) > _MOST_BYTES:
            raise NoQuestion
        parser.Parse(document, True)
    except (expat.ExpatError, LookupError, ValueError):
        raise NoQuestion from None
    if question.envelope not in CONTENT_TYPES or question.operation != OPERATION:
        raise NoQuestion
    return question


def write_answer(envelope: str, *, code: int, text: str, is_error: bool) -> str:
    return _in_envelope(
        envelope,
        f'<{OPERATION}Response xmlns="{SERVICE}"><{OPERATION}Result>'
        f"<IsError>{str(is_error).lower()}</IsError><ErrorMessage/><Code>{code}</Code><Desc>{escape(text)}</Desc>"
        f"</{OPERATION}Result></{OPERATION}Response>",
    )


def write_fault(envelope: str) -> str:
    reason = "Server was unable to process request."
    if envelope == "http://schemas.xmlsoap.org/soap/envelope/":
        return _in_envelope(
            envelope, f"<soap:Fault><faultcode>soap:Server</faultcode><faultstring>{reason}</faultstring></soap:Fault>"
        )
    return _in_envelope(
        envelope,
        "<soap:Fault><soap:Code><soap:Value>soap:Receiver</soap:Value></soap:Code>"
        f'<soap:Reason><soap:Text xml:lang="en">{reason}</soap:Text></soap:Reason></soap:Fault>',
    )


def _in_envelope(envelope: str, body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<soap:Envelope xmlns:soap="{envelope}"><soap:Body>{body}</soap:Body></soap:Envelope>'
    )


def _refuse(*_: object) -> None:
    raise NoQuestion
