from tidtam.kernel.actor import system_clock
from tidtam.thai import national_id

from .choices import Behaviour
from .models import Office, Received

KEPT = 500


def set_behaviour(behaviour: Behaviour) -> None:
    Office.objects.update_or_create(id=1, defaults={"behaviour": behaviour})


def note_question(what: str, number: str, answer: str) -> None:
    is_number = number.isdecimal() and len(number) == national_id.LENGTH
    Received.objects.create(
        at=system_clock(), what=what, number=national_id.mask(number) if is_number else "", answer=answer
    )
    kept = list(Received.objects.values_list("id", flat=True)[:KEPT])
    if len(kept) == KEPT:
        Received.objects.exclude(id__in=kept).delete()
