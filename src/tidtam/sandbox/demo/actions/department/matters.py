"""Nearly a thousand matters of the staff: whose each is, of which kind, and when it began."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.products.personnel.choices import ROUND_MONTHS, Kind
from tidtam.products.personnel.models import PersonnelRequest
from tidtam.products.personnel.rounds import default_round
from tidtam.sandbox.demo.actions.accounts import YEARS
from tidtam.sandbox.demo.actions.walks import OutOfTimeError

from .staff import LEAVING, STAYING, employee, post_of, source_id
from .stories import ON_PAPER, facts_of, tell
from .walk import MatterWalk

MATTERS_A_REQUEST = 3.2
"""How many matters of the department there are for one academic request, when the demonstration is made smaller."""


@dataclass(frozen=True, slots=True)
class Planned:
    kind: Kind
    employee: int
    leaves: bool = False


@cache
def plan() -> tuple[Planned, ...]:
    """Everything, well mixed: whoever takes the first part has matters of all kinds."""
    everything = [Planned(Kind.PROMOTION, number) for number in range(STAYING)]
    everything += [Planned(Kind.MOVE, number) for number in range(STAYING) if number % 5 < 4]
    everything += [Planned(Kind.TRANSFER, number) for number in range(STAYING) if number % 5 == 4]
    leavers = range(STAYING, STAYING + LEAVING)
    everything += [Planned(Kind.TRANSFER if n % 3 == 0 else Kind.RESIGNATION, n, leaves=True) for n in leavers]
    Random("the order of the department").shuffle(everything)  # noqa: S311  # nosec B311 - a story, not a secret
    return tuple(everything)


def matters_for(requests: int) -> int:
    return min(len(plan()), round(requests * MATTERS_A_REQUEST))


def employees_of(count: int) -> list[int]:
    """The employees whom the first `count` matters are about."""
    return sorted({planned.employee for planned in plan()[:count]})


def file_matters(numbers: Iterable[int]) -> Iterator[int]:
    """Files what is still missing of these; yields the number of each one as it is done."""
    with acting_as(SYSTEM):
        known = set(PersonnelRequest.objects.values_list("id", flat=True))
    for number in numbers:
        if source_id(f"matter {number}") not in known:
            _file(number, plan()[number])
        yield number


def _file(number: int, planned: Planned) -> None:
    chance = Random(f"matter {number}")  # noqa: S311  # nosec B311 - a story, not a secret
    today = SYSTEM.today()
    walk = MatterWalk(employee(planned.employee), _beginning(planned, chance, today), today, chance)
    facts = facts_of(walk, planned.kind, post_of(planned.employee))
    with acting_as(SYSTEM), suppress(OutOfTimeError):
        on_paper = chance.random() < ON_PAPER
        walk.hand_in(source_id(f"matter {number}"), planned.kind, facts, is_on_paper=on_paper)
        tell(walk, planned.kind, leaves=planned.leaves)


def _beginning(planned: Planned, chance: Random, today: date) -> date:
    """Moves come while a round is open, and some too late; everything else on any day."""
    if planned.kind is not Kind.MOVE or chance.random() < 0.1:
        return today - timedelta(days=chance.randint(2, 365 * YEARS if planned.kind is not Kind.MOVE else 40))
    rounds = [default_round(today.year - back, month) for back in range(YEARS + 1) for month in ROUND_MONTHS]
    earliest = today - timedelta(days=365 * YEARS)
    chosen = chance.choice([each for each in rounds if earliest <= each.opens_on and each.closes_on < today])
    return chosen.opens_on + timedelta(days=chance.randint(0, (chosen.closes_on - chosen.opens_on).days))
