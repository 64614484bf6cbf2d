"""A process definition as the engine uses it: frozen values, made only by `reading`."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from django.utils.translation import get_language

from .graph import Graph

SUBJECT = "subject"
"""Stands where a role may stand: the person whose matter it is."""

CLOSED = "closed"
WITHDRAWN = "withdrawn"
"""Endings every process has, without saying so."""


class Need(StrEnum):
    """Whether a step records a thing."""

    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


class Recorded(StrEnum):
    """What a step can record beside its date and its outcome."""

    REMARK = "remark"
    ORDER_NO = "order_no"
    LETTER_NO = "letter_no"
    FILE = "file"


class Shown(StrEnum):
    """What of a step the subject may see beside its name and date."""

    OUTCOME = "outcome"
    REMARK = "remark"
    ORDER_NO = "order_no"
    LETTER_NO = "letter_no"
    FILE = "file"
    REASONS = "reasons"


@dataclass(frozen=True, slots=True)
class Words:
    """One text in both languages; reads as the one that is active."""

    th: str = ""
    en: str = ""

    def __str__(self) -> str:
        return self.th if (get_language() or "th").startswith("th") else self.en

    def __bool__(self) -> bool:
        return bool(self.th)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A way out of a step. The only way out of a step may do without a name."""

    key: str
    name: Words
    leads_to: str
    """The key of a step or of an ending; the two never share a key."""


@dataclass(frozen=True, slots=True)
class Return:
    """A step may hand the matter back for correction; the matter stays at the step meanwhile."""

    to: str
    working_days: int | None = None


class DeadlineUnit(StrEnum):
    """What a statutory limit is counted in."""

    MONTHS = "months"
    DAYS = "days"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A statutory limit of a step; `working_days` of the step are only what is expected of the office."""

    unit: DeadlineUnit
    number: int
    warn: tuple[int, ...] = ()
    """So many days before the limit those who are concerned are told, the earliest warning first."""
    overrun: str = ""
    """The outcome with which the system finishes the step once the limit has passed; empty: it is only told."""


@dataclass(frozen=True, slots=True)
class Appeal:
    """Against an ending one may object, by a matter of another process, within so many days."""

    process: str
    days: int


@dataclass(frozen=True, slots=True)
class Ending:
    key: str
    name: Words
    early: bool = False
    """The matter may end so before its course is run, so that no step is certain because of it."""
    result: str = ""
    """The name of what comes of it for other parts of the product; `tracking.results` knows them."""
    appeal: Appeal | None = None
    goes_on_as: tuple[str, ...] = ()
    """The processes of which a matter can carry on one that ended so, for the person concerned as one."""


@dataclass(frozen=True, slots=True)
class Step:
    key: str
    name: Words
    explanation: Words
    actor: str
    office: Words
    """Who holds the matter here, in words; empty: follows from the actor."""
    working_days: int | None
    records: dict[Recorded, Need]
    shows: frozenset[Shown]
    outcomes: tuple[Outcome, ...]
    returns: Return | None
    deadline: Deadline | None = None

    def need(self, recorded: Recorded) -> Need:
        return self.records.get(recorded, Need.NONE)

    @property
    def asks_outcome(self) -> bool:
        return bool(self.outcomes[0].key)

    def outcome(self, key: str) -> Outcome | None:
        return next((outcome for outcome in self.outcomes if outcome.key == key), None)


@dataclass(frozen=True)
class Definition:
    key: str
    version: int
    name: Words
    description: Words
    owner: str
    """The role of the office that runs the process."""
    office: Words
    opened_by: tuple[str, ...]
    visible_to: tuple[str, ...]
    """Roles that see the matters of their organisation, the owner's among them."""
    may_withdraw: tuple[str, ...]
    steps: tuple[Step, ...]
    endings: tuple[Ending, ...]
    hidden_from_subject: bool = False
    """The person whose matter it is does not learn of it, as a rule of secrecy asks."""
    definition: Words = Words()
    """What a matter of this kind is, in the words of the law or the office."""
    _numbers: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_numbers", {step.key: place for place, step in enumerate(self.steps)})

    @property
    def first(self) -> Step:
        return self.steps[0]

    @property
    def readers(self) -> tuple[str, ...]:
        """The roles that see the matters of their organisation, the owner's first."""
        return tuple(dict.fromkeys((self.owner, *self.visible_to)))

    def step(self, key: str) -> Step:
        return self.steps[self._numbers[key]]

    def number(self, key: str) -> int:
        return self._numbers[key] + 1

    def has_step(self, key: str) -> bool:
        return key in self._numbers

    def ending(self, key: str) -> Ending | None:
        return next((ending for ending in self.endings if ending.key == key), None)

    def result_at(self, leads_to: str) -> str:
        """The name of the result that is promised where this way leads; empty for most."""
        ending = self.ending(leads_to)
        return ending.result if ending else ""

    @cached_property
    def graph(self) -> Graph:
        return Graph(
            ways={step.key: tuple(outcome.leads_to for outcome in step.outcomes) for step in self.steps},
            ends=tuple(ending.key for ending in self.endings),
        )

    @cached_property
    def _certain(self) -> dict[str, tuple[str, ...]]:
        return self.graph.certain_ways({ending.key for ending in self.endings if ending.early})

    def certain_after(self, step_key: str) -> tuple[Step, ...]:
        """The steps that still come whatever the outcomes are, unless the matter ends early."""
        return tuple(self.step(key) for key in self._certain[step_key])
