from typing import Any

import pytest
from django.db import connection

from tests.bench import growing
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.people.models import Person
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.academic.tests.factories import World
from tidtam.tracking.models import Case, CaseEvent, CaseSearch
from tidtam.tracking.queries import entries_of
from tidtam.tracking.timeline import timeline
from tidtam.tracking.versions import definition_of

pytestmark = pytest.mark.requirement("QLT-08")


@pytest.mark.django_db
def test_the_many_matters_are_whole_ones() -> None:
    """As few as can be: what the statements make is read by the product like any other matter."""
    world = World()
    request = world.submitted()
    offices = [world.university.pk, world.other_university.pk]
    values: dict[str, Any] = {"offices": offices, "office_count": len(offices), "case": request.case_id}
    persons, cases = Person.objects.count(), Case.objects.count()
    with acting_as(SYSTEM) as actor:
        growing.add_persons(0, 5, values, alias="default")
        with connection.cursor() as cursor:
            for statement in growing.STATEMENTS:
                cursor.execute(statement, values | {"first": 1, "last": 59, "old": growing.OLD})
            cursor.execute(growing.WORDS, {"first": 1, "last": 59})
            words = cursor.fetchall()
        assert Person.objects.count() == persons + 6
        assert Case.objects.count() == cases + 59
        assert AcademicRequest.objects.count() == 60
        searched = CaseSearch.objects.filter(case__letter_no__contains=" 9/")
        assert set(searched.values_list("case", "organization", "received_on", "text")) == set(words)
        for case in Case.objects.filter(letter_no__contains=" 9/"):
            assert CaseEvent.objects.filter(case=case).count() == growing.EVENTS_PER_CASE == case.version
            definition = definition_of(case.process_version_id)
            steps = timeline(definition, case, entries_of(actor, case), all_shown=True)
            assert steps[0].title
