import pytest

from tidtam.kernel.actor import SYSTEM, NotAllowed, Refused, acting_as
from tidtam.kernel.keys import Unreadable
from tidtam.kernel.people import actions
from tidtam.kernel.people.private_text import seal, unseal, unseal_all

from .factories import make_person, member, officer_at, place

pytestmark = pytest.mark.django_db


def test_after_the_key_is_destroyed_nothing_opens_and_the_rest_stays_whole() -> None:
    gone, staying = make_person(), make_person()
    with acting_as(SYSTEM):
        blobs = [(gone.pk, seal(gone.pk, "หมายเหตุ ก")), (staying.pk, seal(staying.pk, "หมายเหตุ ข"))]
        assert unseal_all(blobs) == ["หมายเหตุ ก", "หมายเหตุ ข"]
        actions.destroy_private_key(SYSTEM, gone)
        actions.destroy_private_key(SYSTEM, gone)
        assert unseal_all(blobs) == [None, "หมายเหตุ ข"]
        with pytest.raises(Refused):
            seal(gone.pk, "more")


def test_only_the_platform_destroys_a_key() -> None:
    person = make_person()
    with acting_as(member(person)), pytest.raises(NotAllowed):
        actions.destroy_private_key(member(person), person)


def test_a_text_moved_to_another_person_does_not_open() -> None:
    first, second = make_person(), make_person()
    with acting_as(SYSTEM):
        blob = seal(first.pk, "secret")
        with pytest.raises(Unreadable):
            unseal(second.pk, blob)


def test_another_institution_cannot_unseal() -> None:
    person = make_person(organization=place("mhesi/psu"))
    with acting_as(officer_at("mhesi/psu")):
        blob = seal(person.pk, "หมายเหตุ")
        assert unseal(person.pk, blob) == "หมายเหตุ"
    with acting_as(officer_at("mhesi/cmu")):
        assert unseal(person.pk, blob) is None
    with acting_as(member(person)):
        assert unseal(person.pk, blob) == "หมายเหตุ"
