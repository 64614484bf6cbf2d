"""Keys are changed while the web runs; a run that is killed has lost nothing and is simply started again."""

import os
import subprocess
import sys
import threading
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django import Settings

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.keys import new_key
from tidtam.kernel.people import actions, queries
from tidtam.kernel.people.models import Identifier, Person, PersonKey
from tidtam.kernel.people.private_text import seal, unseal
from tidtam.kernel.people.tests.factories import make_person, next_number, officer_at, place

pytestmark = pytest.mark.requirement("IDN-52")
KILLED_AFTER_TWO_BATCHES = """
import os, django
django.setup()
from django.core.management import call_command
from tidtam.kernel.keys.rotation import SealedColumn
batches, whole = [], SealedColumn.rotate_batch
def rotate_batch(self, after, size):
    done = whole(self, after, size)
    batches.append(done)
    if len(batches) == 3:
        os._exit(9)
    return done
SealedColumn.rotate_batch = rotate_batch
call_command("keys", "rotate", "--batch", "2")
"""


def add_key(settings: Settings) -> str:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, keys=f"{new_key('k2')},{settings.ENVIRONMENT.keys}")
    return "k2"


def listed() -> str:
    out = StringIO()
    call_command("keys", "list", stdout=out)
    return out.getvalue()


def rotated(*more: str) -> str:
    out = StringIO()
    call_command("keys", "rotate", *more, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_after_rotation_the_old_key_is_not_needed_any_more(settings: Settings) -> None:
    number = next_number()
    person = make_person(number=number)
    with acting_as(SYSTEM):
        blob = seal(person.pk, "หมายเหตุ")
    new = add_key(settings)
    with acting_as(SYSTEM):
        assert queries.find_person_id("national_id", number) == person.pk, "found before anything is rotated"
    assert make_person(number=number).pk == person.pk
    rotated()
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, keys=settings.ENVIRONMENT.keys.split(",")[0])
    with acting_as(SYSTEM):
        assert queries.find_person_id("national_id", number) == person.pk
        assert actions.reveal_number(SYSTEM, person.pk) == number
        assert unseal(person.pk, blob) == "หมายเหตุ"
        assert AuditRecord.objects.get(verb="keys.rotated").object_id == new
    assert f"{new}: 0 file keys, 1 numbers, 1 person keys" in listed()


@pytest.mark.django_db
def test_a_second_run_does_nothing(settings: Settings) -> None:
    make_person()
    new = add_key(settings)
    assert f"numbers: 1 sealed anew with {new}" in rotated()
    assert rotated() == f"everything is sealed with {new}\n"


@pytest.mark.django_db
def test_a_destroyed_key_stays_destroyed(settings: Settings) -> None:
    person = make_person()
    with acting_as(SYSTEM):
        actions.destroy_private_key(SYSTEM, person)
    add_key(settings)
    rotated()
    with acting_as(SYSTEM):
        assert PersonKey.objects.get(person=person).wrapped == ""


def test_a_run_killed_in_the_middle_loses_nothing_and_is_started_again(own_database: str, settings: Settings) -> None:
    numbers = [next_number() for _ in range(5)]
    persons = [make_person(number=number) for number in numbers]
    new = add_key(settings)
    address = connection.settings_dict
    environment = os.environ | {
        "TIDTAM_KEYS": settings.ENVIRONMENT.keys,
        "DATABASE_URL": "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**address),
    }
    killed = subprocess.run(  # noqa: S603
        [sys.executable, "-c", KILLED_AFTER_TWO_BATCHES], env=environment, check=False, capture_output=True
    )
    assert killed.returncode == 9, killed.stderr.decode()
    with acting_as(SYSTEM):
        done = Identifier.objects.filter(ciphertext__startswith=f"v1.{new}.").count()
        assert 0 < done < 5
        for number, person in zip(numbers, persons, strict=True):
            assert queries.find_person_id("national_id", number) == person.pk
            assert actions.reveal_number(SYSTEM, person.pk) == number
    rotated("--batch", "2")
    with acting_as(SYSTEM):
        assert Identifier.objects.filter(ciphertext__startswith=f"v1.{new}.").count() == 5


@pytest.mark.requirement("IDN-04")
def test_two_officers_entering_one_number_at_once_enter_one_person(own_database: str) -> None:
    number = next_number()
    with acting_as(SYSTEM):
        offices = [place("mhesi/psu"), place("mhesi/cmu")]
    start, found = threading.Barrier(2), []

    def enter(index: int) -> None:
        try:
            start.wait()
            office = offices[index]
            found.append(make_person(number=number, organization=office, actor=officer_at(office.path)).pk)
        finally:
            connection.close()

    officers = [threading.Thread(target=enter, args=(index,)) for index in range(2)]
    for officer in officers:
        officer.start()
    for officer in officers:
        officer.join()
    assert len(found) == 2
    assert len(set(found)) == 1
    with acting_as(SYSTEM):
        assert Person.objects.count() == Identifier.objects.count() == 1
