"""Random people do random things to a matter, and what is told of it is always what its events say.

Few matters in every run of all tests; `script/torture matters` takes thousands.
"""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.torture.examples import examples
from tidtam.tracking.tests.factories import DAY
from tidtam.tracking.tests.test_versions import RENAMED, publish
from tidtam.tracking.tests.timed import TimedWorld

from .machine import Matter

EXAMPLES = examples(10)


@pytest.mark.requirement("TRK-02", "TRK-10", "TRK-11", "TRK-12", "TRK-13", "TRK-21", "TRK-26", "PER-01")
def test_whatever_people_do_and_whenever_the_matter_is_what_its_events_say(db: None) -> None:
    world = TimedWorld()
    publish(RENAMED, in_force_from=DAY + timedelta(days=3))
    publish(
        RENAMED.replace("version = 2", "version = 3").replace("months = 3", "days = 45"),
        in_force_from=DAY + timedelta(days=20),
    )
    machine = type("MatterOfTheWorld", (Matter,), {"world": world})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
