"""University A with the sample of its own steps, as its administrator of processes adopts it."""

from pathlib import Path
from typing import Any

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import acting_as
from tidtam.products.academic import actions, queries
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.academic.tests.factories import TODAY, World
from tidtam.tracking import actions as tracking
from tidtam.tracking.definitions import read_file
from tidtam.tracking.models import Case
from tidtam.tracking.tests.factories import make_actor

KEY = "university_academic_steps"
SAMPLE = Path(__file__).parents[5] / "docs" / "guides" / f"{KEY}.toml"
STEPS: tuple[dict[str, str], ...] = (*({},) * 5, {"outcome": "passed"}, {"outcome": "agreed"})
"""What is recorded at each step before the last one."""


class Insiders(World):
    def __init__(self) -> None:
        super().__init__()
        self.publisher = make_actor((Role.PROCESS_ADMIN, self.university), today=TODAY)
        self.publish(SAMPLE.read_text("utf-8"))

    def publish(self, text: str) -> None:
        with acting_as(self.publisher) as publisher:
            tracking.publish_process(publisher, read_file(text, file=f"{KEY}.toml"))

    def begun(self, **facts: Any) -> AcademicRequest:
        return self.begin(self.draft(**facts))

    def begin(self, request: AcademicRequest) -> AcademicRequest:
        with acting_as(self.institution) as actor:
            return actions.begin_inside(actor, request, process_key=KEY, received_on=TODAY, version=request.version)

    def done_inside(self, steps: int = len(STEPS), **facts: Any) -> AcademicRequest:
        """So many steps of the university's are recorded; after all of them only the letter is left."""
        request = self.begun(**facts)
        for given in STEPS[:steps]:
            self.move(self.inside(request), **given)
        return self.again(request)

    def move(self, case: Case, **given: Any) -> Case:
        with acting_as(self.institution) as actor:
            return tracking.finish_step(actor, case, happened_on=TODAY, expected_version=case.version, **given)

    def again(self, request: AcademicRequest) -> AcademicRequest:
        with acting_as(self.institution) as actor:
            return queries.get_request(actor, request.pk)

    def inside(self, request: AcademicRequest) -> Case:
        case = self.again(request).inside
        assert case is not None
        return case

    def send(self, request: AcademicRequest) -> AcademicRequest:
        with acting_as(self.institution) as actor:
            return actions.submit_request(actor, request, version=request.version)
