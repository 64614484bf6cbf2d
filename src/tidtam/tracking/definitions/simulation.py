"""Many matters walked through a definition by chance, to see how long they take and who does what."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from .courses import expected_days, limit_days
from .model import Definition, Return, Step

MOST_MOVES = 1_000
"""A matter that has not ended after so many moves counts as one that did not end."""
MOST_MATTERS = 100_000
RETURNED = 0.2
"""How often a step that can be returned is."""


@dataclass(slots=True)
class Share:
    """What one role does, over all matters."""

    moves: int = 0
    days: int = 0


@dataclass(slots=True)
class Simulation:
    """Every outcome of a step is taken as equally likely; each stay takes half to twice the days it is expected to."""

    matters: int
    seed: int
    days: list[int] = field(default_factory=list)
    """How long each matter took that ended, the shortest first."""
    endings: Counter[str] = field(default_factory=Counter)
    visits: Counter[str] = field(default_factory=Counter)
    returns: Counter[str] = field(default_factory=Counter)
    overruns: Counter[str] = field(default_factory=Counter)
    """How often a stay ran over the limit of its step."""
    shares: dict[str, Share] = field(default_factory=dict)
    unended: int = 0

    def quantile(self, part: float) -> int:
        """The days within which this part of the matters ended."""
        return quantile(self.days, part)


def quantile(ordered: Sequence[int], part: float) -> int:
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0


def simulate(definition: Definition, *, matters: int = 1_000, seed: int = 1) -> Simulation:
    """The same seed walks the same ways, wherever and whenever."""
    simulation = Simulation(matters=matters, seed=seed)
    chance = Random(seed)  # noqa: S311 # nosec B311 - chance that can be repeated, not a secret
    for _ in range(matters):
        _walk(definition, chance, simulation)
    simulation.days.sort()
    return simulation


def _walk(definition: Definition, chance: Random, simulation: Simulation) -> None:
    days, at = 0, definition.first.key
    for _ in range(MOST_MOVES):
        step = definition.step(at)
        stay, overrun = _limited(step, _stay(expected_days(step), chance))
        days += stay
        simulation.overruns[at] += overrun
        _note(simulation, step.actor, stay)
        forced = step.outcome(step.deadline.overrun) if step.deadline and step.deadline.overrun and overrun else None
        if forced is None and step.returns and chance.random() < RETURNED:
            days += _returned(step, step.returns, chance, simulation)
            continue
        simulation.visits[at] += 1
        at = (forced or chance.choice(step.outcomes)).leads_to
        if not definition.has_step(at):
            simulation.endings[at] += 1
            simulation.days.append(days)
            return
    simulation.unended += 1


def _limited(step: Step, stay: int) -> tuple[int, bool]:
    """Whether the stay runs over the step's limit; where the system then acts, the stay ends there."""
    limit = limit_days(step)
    if limit is None or stay <= limit:
        return stay, False
    return (limit if step.deadline and step.deadline.overrun else stay), True


def _returned(step: Step, returns: Return, chance: Random, simulation: Simulation) -> int:
    """Somebody mends what was returned; afterwards the step begins anew."""
    stay = _stay(returns.working_days or 0, chance)
    simulation.returns[step.key] += 1
    _note(simulation, returns.to, stay)
    return stay


def _note(simulation: Simulation, role: str, days: int) -> None:
    share = simulation.shares.setdefault(role, Share())
    share.moves += 1
    share.days += days


def _stay(expected: int, chance: Random) -> int:
    """Between half and twice what is expected, as often above as below."""
    factor: float = 2.0 ** chance.uniform(-1, 1)
    return round(expected * factor)
