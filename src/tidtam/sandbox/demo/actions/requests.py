"""Three hundred requests over three years, in every state, some late and some returned twice."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from uuid import NAMESPACE_URL, UUID, uuid5

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.orgs.queries import get_organization
from tidtam.kernel.people.choices import IdentifierKind
from tidtam.products.academic.facts import RequestFacts
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.academic.rulebook.choices import Method, Position
from tidtam.sandbox.demo.persons import demo_person
from tidtam.thai import national_id
from tidtam.thai.dates import BUDDHIST_ERA, format_long

from .accounts import YEARS, actor_of
from .walks import OutOfTimeError, Walk

_INSTITUTIONS = ("sommut", "jintana", "manothani", "sathit")
_SHARES = (40, 30, 20, 10)
_FIRST_NUMBER = 1_000
_VOCABULARY = Path(__file__).parents[1] / "data" / "vocabulary.toml"


@dataclass(frozen=True)
class Vocabulary:
    titles: list[str]
    given_names: list[str]
    family_beginnings: list[str]
    family_endings: list[str]
    fields: list[list[str]]
    coordinators: list[str]


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(**tomllib.loads(_VOCABULARY.read_text("utf-8")))


def request_id(name: str) -> UUID:
    """The same request has the same id each time, so that a seeding that was cut short goes on where it stopped."""
    return uuid5(NAMESPACE_URL, f"tidtam-demonstration/{name}")


def new_walk(institution: str, started: date, chance: Random) -> Walk:
    return Walk(
        officer=actor_of(demo_person(f"officer_{institution}")),
        ministry=actor_of(demo_person(chance.choice(("ministry", "ministry_second")))),
        institution=get_organization(f"demo-{institution}"),
        day=started,
        today=SYSTEM.today(),
        chance=chance,
    )


def file_requests(count: int) -> Iterator[int]:
    """Files what is still missing of `count` requests; yields the number of each one as it is done."""
    with acting_as(SYSTEM):
        known = set(AcademicRequest.objects.values_list("id", flat=True))
    for number in range(count):
        if request_id(str(number)) not in known:
            _file(number)
        yield number + 1


def _file(number: int) -> None:
    chance = Random(f"tidtam {number}")  # noqa: S311  # nosec B311 - a story, not a secret
    started = SYSTEM.today() - timedelta(days=chance.randint(3, 365 * YEARS))
    institution = chance.choices(_INSTITUTIONS, _SHARES)[0]
    position = chance.choices(Position.values, (52, 34, 14))[0]
    walk = new_walk(institution, started, chance)
    walk.draft(request_id(str(number)), facts(number, position, chance))
    try:
        run(walk, position)
    except OutOfTimeError:
        return


def facts(number: int, position: str, chance: Random) -> RequestFacts:
    words = vocabulary()
    code, field, subfield = chance.choice(words.fields)
    return RequestFacts(
        letter_no=f"อว 0{chance.randint(601, 699)}/{chance.randint(100, 9999)}",
        identifier_kind=IdentifierKind.NATIONAL_ID,
        identifier_number=national_id.demo_number(_FIRST_NUMBER + number),
        applicant_title=chance.choice(words.titles),
        applicant_given_name=chance.choice(words.given_names),
        applicant_family_name=chance.choice(words.family_beginnings) + chance.choice(words.family_endings),
        position=position,
        method=Method.SPECIAL if chance.random() < 0.05 else Method.ORDINARY,
        field_code=code,
        field_name=field,
        subfield_name=subfield,
        coordinator_name=chance.choice(words.coordinators),
        coordinator_phone=f"0 2000 {chance.randint(0, 9999):04}",
        coordinator_email=f"academic{chance.randint(1, 9)}@example.invalid",
    )


def run(walk: Walk, position: str) -> None:
    """The whole course of a request, as far as the days reach."""
    chance, began = walk.chance, walk.day
    walk.later(1, 6)
    if chance.random() < 0.02:
        return
    walk.submit()
    walk.later(1, 4)
    walk.finish()
    returns = chance.choices((0, 1, 2), (62, 28, 10))[0]
    for _ in range(returns):
        walk.later(8, 34)
        walk.send_back(chance.randint(1, 3))
        walk.later(5, 45)
        if chance.random() < 0.04:
            walk.withdraw()
            return
        walk.hand_in_again()
    walk.later(6, 40)
    walk.finish()
    walk.later(15, 70)
    agreed = chance.random() < 0.94
    walk.finish(outcome="agreed" if agreed else "not_agreed")
    is_royal = agreed and position == Position.PROFESSOR
    if is_royal:
        _royal_appointment(walk)
    walk.later(2, 14)
    walk.finish(
        letter_no=f"อว 0203/{chance.randint(1000, 9999)}", appointed_on=began if agreed and not is_royal else None
    )
    if is_royal:
        walk.later(3, 12)
        walk.finish(order_no=f"{chance.randint(1, 900)}/{walk.day.year + BUDDHIST_ERA}", appointed_on=began)


def _royal_appointment(walk: Walk) -> None:
    walk.later(20, 60)
    walk.finish(outcome="agreed")
    walk.later(5, 15)
    walk.finish()
    walk.later(5, 15)
    walk.finish(letter_no=f"อว 0203/{walk.chance.randint(1000, 9999)}")
    walk.later(40, 90)
    walk.finish()
    walk.later(10, 40)
    volume, part, page = (walk.chance.randint(*limits) for limits in ((130, 143), (1, 300), (1, 90)))
    announced = format_long(walk.day)
    walk.finish(remark=f"ราชกิจจานุเบกษา เล่ม {volume} ตอนพิเศษ {part} ง หน้า {page} วันที่ {announced} (สมมติ)")
