"""The questions of a registration, each reached as a browser reaches it, and whatever is put into them (QLT-04)."""

import pytest
from django.test import Client

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity.models import Account
from tidtam.kernel.people.models import Person
from tidtam.kernel.registration.models import Draft
from tidtam.kernel.registration.tests.factories import ANSWERS, END, answer, go_to

from .nasties import NASTY

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("QLT-04")]
FIELDS = {**ANSWERS, "code": {"code": ""}, "confirm": END, "nothing": {"kind": ""}}


def stored() -> tuple[int, int, int]:
    with acting_as(SYSTEM):
        return Account.objects.count(), Person.objects.count(), Draft.objects.count()


@pytest.mark.parametrize("step", FIELDS)
def test_nasty_answers_are_asked_again_and_nothing_is_kept(step: str) -> None:
    client, nasties = Client(), list(NASTY.values())
    go_to(client, step, kind="foreign" if step == "passport" else "thai")
    before = stored()
    for shift in range(0, len(nasties), 3):
        given = {name: nasties[(place + shift) % len(nasties)] for place, name in enumerate(FIELDS[step])}
        # What is a word in any script is a name or a place: then the next question comes.
        assert answer(client, step, **given).status_code in ({404} if step == "nothing" else {200, 302})
    assert stored() == (before if step != "member" else (*before[:2], 0))
    if step not in {"code", "nothing", "confirm"}:
        assert answer(client, step).status_code == 302
