"""Who serves in the department, and who served there until they left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import NAMESPACE_URL, UUID, uuid5

from tidtam.kernel.actor import acting_as
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.queries import get_organization
from tidtam.kernel.people.actions import record_assignment
from tidtam.kernel.people.models import Assignment, Person
from tidtam.kernel.verification.connectors import Source
from tidtam.products.personnel.actions import StaffFacts, enter_staff
from tidtam.products.personnel.actions.register import SOURCE
from tidtam.sandbox.demo.actions.accounts import actor_of, beginning, person_of, system_on
from tidtam.sandbox.demo.actions.requests import vocabulary
from tidtam.sandbox.demo.persons import DemoPerson, demo_person
from tidtam.thai import national_id

from .words import words

OFFICE = "demo-wellbeing"
STAYING, LEAVING = 400, 150
"""How many serve today, and how many left in these years or are about to."""
_FIRST_NUMBER = 20_000
_LADDER = ("practitioner", "professional", "senior_professional", "expert", "advisory")
HR_SYSTEM = Source.HR_SYSTEM.value
VOUCHED_FOR = "employee"
"""Of whom the HR system says the same as the register: they wear the badge of the ministry's personnel."""
_NAMED = ("officer_wellbeing", "employee", "employee_second")


@dataclass(frozen=True)
class Post:
    position: str
    level: str
    unit: str

    @property
    def next_level(self) -> str:
        """To what the person can be promoted by assessment."""
        if self.level == "operational":
            return "experienced"
        return _LADDER[min(_LADDER.index(self.level) + 1, len(_LADDER) - 1)]


def source_id(name: str) -> UUID:
    """The same thing has the same id each time, so that a seeding that was cut short goes on where it stopped."""
    return uuid5(NAMESPACE_URL, f"tidtam-demonstration/department/{name}")


def office() -> Organization:
    return get_organization(OFFICE)


def post_of(number: int) -> Post:
    """The post in which employee `number` began."""
    chance = Random(f"post {number}")  # noqa: S311  # nosec B311 - a story, not a secret
    known = words()
    if chance.random() < 0.2:
        return Post(chance.choice(known.general_posts), "operational", chance.choice(known.units))
    level = chance.choices(_LADDER[:4], (52, 30, 14, 4))[0]
    return Post(chance.choice(known.academic_posts), level, chance.choice(known.units))


def employ_staff(numbers: Iterable[int]) -> None:
    """Takes up the named persons, and these others, of whom some will have left."""
    founder = system_on(beginning())
    with acting_as(founder):
        known = set(Assignment.objects.filter(source_kind=SOURCE).values_list("source_id", flat=True))
        for key in _NAMED:
            if source_id(key) not in known:
                _employ_named(key, SOURCE)
        if not Assignment.objects.filter(source_kind=HR_SYSTEM, source_id=source_id(VOUCHED_FOR)).exists():
            _employ_named(VOUCHED_FOR, HR_SYSTEM)
    officer = actor_of(demo_person("officer_wellbeing"))
    missing = [number for number in numbers if source_id(str(number)) not in known]
    with acting_as(officer):
        for number in missing:
            enter_staff(officer, entry_id=source_id(str(number)), organization=office(), facts=_facts(number))


def _employ_named(key: str, said_by: str) -> None:
    demo: DemoPerson = demo_person(key)
    founder = system_on(beginning())
    post = Post("นักทรัพยากรบุคคล", "professional", "กองการเจ้าหน้าที่") if demo.roles else post_of(len(key))
    record_assignment(
        founder,
        person_of(demo),
        organization=office(),
        position=post.position,
        level=post.level,
        unit=post.unit,
        effective_on=_since(key),
        source_kind=said_by,
        source_id=source_id(key),
    )


def _since(name: str) -> date:
    chance = Random(f"since {name}")  # noqa: S311  # nosec B311 - a story, not a secret
    return beginning() - timedelta(days=chance.randint(200, 6_000))


def _facts(number: int) -> StaffFacts:
    chance = Random(f"employee {number}")  # noqa: S311  # nosec B311 - a story, not a secret
    said, post = vocabulary(), post_of(number)
    return StaffFacts(
        national_id=national_id.demo_number(_FIRST_NUMBER + number),
        title=chance.choice(said.titles),
        given_name=chance.choice(said.given_names),
        family_name=chance.choice(said.family_beginnings) + chance.choice(said.family_endings),
        position=post.position,
        level=post.level,
        unit=post.unit,
        since=_since(str(number)),
    )


def employee(number: int) -> Person:
    with acting_as(system_on(beginning())):
        row = Assignment.objects.select_related("person").filter(source_kind=SOURCE, source_id=source_id(str(number)))
        return row[0].person
