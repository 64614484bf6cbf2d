from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.http import Http404

from tidtam.kernel.actor import SYSTEM, Actor, NotAllowed, Refused, acting_as, new_id
from tidtam.kernel.people import actions, queries
from tidtam.kernel.people.models import Affiliation, Assignment, Person

from .factories import make_person, member, officer_at, place

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("PER-09")]

BEGIN = date(2024, 10, 1)
DEPARTMENT = "moph/health"


def say(person: Person, *, actor: Actor = SYSTEM, source: UUID | None = None, **said: Any) -> Assignment:
    facts: dict[str, Any] = {
        "position": "นักวิชาการสาธารณสุข",
        "level": "practitioner",
        "unit": "สำนักโภชนาการ",
        "status": "serving",
        "effective_on": BEGIN,
        **said,
    }
    with acting_as(actor):
        return actions.record_assignment(
            actor,
            person,
            organization=place(DEPARTMENT),
            source_kind="personnel_order",
            source_id=source or new_id(),
            **facts,
        )


def on(person: Person, day: date, actor: Actor = SYSTEM) -> queries.Assigned | None:
    with acting_as(actor):
        return queries.assignment_of(actor, person.pk, day)


def test_what_was_on_any_day_can_be_asked_and_nothing_holds_before_its_day() -> None:
    person = make_person()
    say(person)
    say(person, level="professional", effective_on=date(2026, 5, 1))
    levels = {day: found.level if (found := on(person, day)) else None for day in _days()}
    assert levels == {
        BEGIN - timedelta(days=1): None,
        BEGIN: "practitioner",
        date(2026, 4, 30): "practitioner",
        date(2026, 5, 1): "professional",
    }


def _days() -> list[date]:
    return [BEGIN - timedelta(days=1), BEGIN, date(2026, 4, 30), date(2026, 5, 1)]


def test_a_source_that_says_the_same_twice_is_recorded_once() -> None:
    person, source = make_person(), new_id()
    assert say(person, source=source).pk == say(person, source=source).pk
    with acting_as(SYSTEM):
        assert Assignment.objects.filter(person=person).count() == 1


def test_a_source_that_says_otherwise_replaces_what_it_said_and_the_history_keeps_both() -> None:
    person, source = make_person(), new_id()
    say(person)
    say(person, source=source, unit="สำนักอนามัยผู้สูงอายุ", effective_on=date(2026, 5, 1))
    say(person, source=source, unit="สำนักอนามัยผู้สูงอายุ", effective_on=date(2026, 6, 1))
    found = on(person, date(2026, 5, 15))
    assert found is not None
    assert found.unit == "สำนักโภชนาการ"
    with acting_as(SYSTEM):
        assert Assignment.objects.filter(person=person).count() == 3
        assert len(queries.assignments_of(SYSTEM, person.pk)) == 2


def test_what_is_taken_back_counts_no_longer_and_can_be_said_again() -> None:
    person, source = make_person(), new_id()
    say(person)
    say(person, source=source, status="resigned", effective_on=date(2026, 6, 1))
    with acting_as(SYSTEM):
        assert actions.revoke_assignment(SYSTEM, source_kind="personnel_order", source_id=source) is not None
        assert actions.revoke_assignment(SYSTEM, source_kind="personnel_order", source_id=source) is None
    back = on(person, date(2026, 7, 1))
    assert back is not None
    assert back.is_serving
    say(person, source=source, status="resigned", effective_on=date(2026, 6, 1))
    gone = on(person, date(2026, 7, 1))
    assert gone is not None
    assert gone.status == "resigned"


def test_a_source_speaks_of_one_person_only() -> None:
    source = new_id()
    say(make_person(), source=source)
    with pytest.raises(Refused) as refused:
        say(make_person(), source=source)
    assert refused.value.code == "other_person"


def test_the_register_is_kept_by_its_office_and_of_others_only() -> None:
    keeper = officer_at(DEPARTMENT, "hr_officer")
    person = make_person(organization=place(DEPARTMENT))
    say(person, actor=keeper)
    own = make_person(organization=place(DEPARTMENT))
    for stranger in (
        officer_at("moph/other", "hr_officer"),
        officer_at(DEPARTMENT, "institution_officer"),
        member(person),
        replace(keeper, person_id=own.pk),
    ):
        with pytest.raises(NotAllowed):
            say(own if stranger.person_id == own.pk else person, actor=stranger)


def test_the_course_is_read_by_its_office_and_by_the_person() -> None:
    person = make_person()
    say(person)
    for reader, reads in [
        (officer_at(DEPARTMENT, "hr_officer"), True),
        (member(person), True),
        (officer_at("moph/other", "hr_officer"), False),
        (officer_at(DEPARTMENT, "institution_officer"), False),
        (member(make_person()), False),
    ]:
        assert (on(person, BEGIN, reader) is not None) is reads


def test_the_database_itself_keeps_the_history_and_its_readers() -> None:
    person = make_person()
    row = say(person)
    for change in (
        lambda: Assignment.objects.filter(pk=row.pk).update(effective_on=date(2020, 1, 1)),
        lambda: Assignment.objects.filter(pk=row.pk).delete(),
    ):
        with acting_as(SYSTEM), pytest.raises(DatabaseError), transaction.atomic():
            change()
    stranger = officer_at("moph/other", "hr_officer")
    with acting_as(stranger):
        assert not Assignment.objects.exists()
    themself = member(person)
    with acting_as(themself), pytest.raises(DatabaseError), transaction.atomic():
        Assignment.objects.create(
            person=person,
            organization=row.organization,
            status="serving",
            sealed=row.sealed,
            effective_on=BEGIN,
            source_kind="x",
            source_id=new_id(),
            recorded_at=SYSTEM.now(),
        )


def test_position_level_and_unit_are_sealed_and_go_with_the_key() -> None:
    person = make_person()
    row = say(person, unit="หน่วยลับเฉพาะ")
    assert "หน่วยลับเฉพาะ".encode() not in bytes(row.sealed)
    with acting_as(SYSTEM):
        actions.destroy_private_key(SYSTEM, person)
    after = on(person, BEGIN)
    assert after is not None
    assert (after.position, after.level, after.unit) == ("", "", "")


def test_the_office_knows_its_staff_and_each_of_them_stands_once_in_its_register() -> None:
    person = make_person()
    say(person)
    say(person, level="professional", effective_on=date(2026, 5, 1))
    keeper = officer_at(DEPARTMENT, "hr_officer")
    with acting_as(keeper):
        listed = queries.as_assigned(queries.staff(keeper, date(2026, 6, 1)))
        assert [(each.person_id, each.level) for each in listed] == [(person.pk, "professional")]
        assert queries.display_name(keeper, person.pk)
    person.refresh_from_db()
    assert person.office == place(DEPARTMENT)


@pytest.mark.requirement("PER-05")
def test_a_person_lets_an_office_know_them_and_no_office_helps_itself() -> None:
    person, office = make_person(), place(DEPARTMENT)
    keeper = officer_at(DEPARTMENT, "hr_officer")
    with acting_as(keeper):
        with pytest.raises(Http404):
            queries.get_person(keeper, person.pk)
        with pytest.raises(NotAllowed):
            actions.affiliate_person(keeper, person, organization=office)
    themself = member(person)
    with acting_as(themself):
        actions.affiliate_person(themself, person, organization=office)
        actions.affiliate_person(themself, person, organization=office)
    with acting_as(keeper):
        assert queries.get_person(keeper, person.pk) == person
        assert Affiliation.objects.filter(person=person).count() == 1
