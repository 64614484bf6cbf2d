"""A matter that carries on another one is one timeline for programs too."""

import pytest

from tidtam.kernel.actor import acting_as
from tidtam.tracking.api.presenting import case_timeline
from tidtam.tracking.tests.going_on import TwoHalves


@pytest.mark.requirement("ACA-15")
@pytest.mark.django_db
def test_programs_read_one_timeline_as_far_as_they_may_see_it() -> None:
    world = TwoHalves()
    before = world.ended()
    after = world.carry_on(before)
    for actor, cases in ((world.institution, [before.pk] * 3 + [after.pk]), (world.officer, [after.pk])):
        with acting_as(actor):
            steps = case_timeline(actor, after).steps
        assert [step.case for step in steps if step.state != "future"] == cases
