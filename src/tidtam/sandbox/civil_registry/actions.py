from tidtam.kernel.actor import system_clock
from tidtam.thai import national_id

from .choices import Behaviour
from .models import Office, Received
from .soap import Question

KEPT = 500


def set_behaviour(behaviour: Behaviour) -> None:
    Office.objects.update_or_create(id=1, defaults={"behaviour": behaviour})


def note_question(question: Question | None, answer: str) -> None:
    """Write down what came in, but for the code of the card."""
    said = question.parts if question else {}
    Received.objects.create(
        at=system_clock(),
        what=question.operation[:40] if question else "?",
        number=_masked(said.get("PID", "")),
        given_name=_plain(said.get("FirstName", ""), 100),
        family_name=_plain(said.get("LastName", ""), 100),
        birth_day=_plain(said.get("BirthDay", ""), 8),
        has_laser_code=bool(said.get("Laser")),
        answer=_plain(answer, 100),
    )
    kept = list(Received.objects.values_list("id", flat=True)[:KEPT])
    if len(kept) == KEPT:
        Received.objects.exclude(id__in=kept).delete()


def _masked(number: str) -> str:
    return national_id.mask(number) if number.isdecimal() and len(number) == national_id.LENGTH else ""


def _plain(text: str, length: int) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text[:length])
