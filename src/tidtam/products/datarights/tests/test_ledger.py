"""Who was erased stands outside the database: a restored backup brings nobody back."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tidtam.kernel.actor import acting_as
from tidtam.kernel.people.models import Person, PersonKey
from tidtam.products.datarights import ledger
from tidtam.products.datarights.actions import erase_again

from .factories import GIVEN, World
from .searching import tables_that_say

pytestmark = [pytest.mark.requirement("IDN-16"), pytest.mark.django_db]


def test_a_restored_backup_brings_nobody_back(world: World, data_folder: Path) -> None:
    """The person's rows as a backup had them, under the keys they had."""
    with acting_as(world.system):
        person = Person.objects.filter(pk=world.person.pk).values().get()
        key = PersonKey.objects.filter(person=world.person).values().get()
    world.order_erasure()
    world.erase()
    with acting_as(world.system):
        Person.objects.filter(pk=world.person.pk).update(**person)
        PersonKey.objects.filter(person=world.person).update(**key)
        assert tables_that_say(GIVEN)
    out = StringIO()
    call_command("erasures", "apply", stdout=out)
    assert "1 persons" in out.getvalue()
    with acting_as(world.system) as actor:
        assert tables_that_say(GIVEN) == {}
        assert PersonKey.objects.get(person=world.person).wrapped == ""
        assert erase_again(actor) == 0
    book = (data_folder / "erasures" / "ledger.jsonl").read_text()
    assert GIVEN not in book
    assert str(world.person.pk) in book


def test_a_damaged_ledger_is_told_and_an_unfinished_line_is_not_an_entry(world: World, data_folder: Path) -> None:
    world.order_erasure()
    world.erase()
    file = data_folder / "erasures" / "ledger.jsonl"
    file.write_bytes(file.read_bytes() + b'{"person": "019')
    assert len(list(ledger.entries())) == 1
    file.write_bytes(b"nonsense\n" + file.read_bytes())
    with pytest.raises(CommandError, match="line 1"):
        call_command("erasures", "apply")
