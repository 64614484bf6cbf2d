import pytest
from django.http import Http404

from tidtam.kernel.actor import SYSTEM, NotAllowed, Refused, acting_as
from tidtam.kernel.people import actions, queries
from tidtam.kernel.people.models import ContactAddress

from .factories import make_person, member, officer_at, place

pytestmark = pytest.mark.django_db


def test_a_new_address_ends_the_one_before() -> None:
    person = make_person()
    me = member(person)
    with acting_as(me):
        first = actions.set_contact_address(me, person, kind="mobile", value="080-000-1234")
        actions.set_contact_address(me, person, kind="mobile", value="080 000 5678")
        assert queries.current_addresses(me, person.pk)["mobile"].value == "+66800005678"
        first.refresh_from_db()
        assert first.ended_at is not None


def test_the_same_address_again_changes_only_its_proof() -> None:
    person = make_person()
    with acting_as(SYSTEM):
        actions.set_contact_address(SYSTEM, person, kind="email", value="Somebody@Example.ORG")
        again = actions.set_contact_address(
            SYSTEM, person, kind="email", value="Somebody@example.org", verified_at=SYSTEM.now()
        )
        assert again.verified_at is not None
        assert ContactAddress.objects.filter(person=person).count() == 1


@pytest.mark.parametrize(
    ("kind", "value"), [("email", "nobody"), ("email", ""), ("mobile", "1234"), ("email", "a\x00@b.co")]
)
def test_what_is_no_address_is_refused(kind: str, value: str) -> None:
    person = make_person()
    with acting_as(SYSTEM), pytest.raises(Refused) as refusal:
        actions.set_contact_address(SYSTEM, person, kind=kind, value=value)
    assert refusal.value.field == "value"


def test_nobody_else_reads_or_changes_where_a_person_is_reached() -> None:
    person = make_person(organization=place("mhesi/psu"))
    officer = officer_at("mhesi/psu")
    with acting_as(officer):
        with pytest.raises(NotAllowed):
            actions.set_contact_address(officer, person, kind="email", value="a@example.org")
        with pytest.raises(Http404):
            queries.current_addresses(officer, person.pk)
