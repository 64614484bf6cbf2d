from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.functional import Promise

from tidtam.kernel.actor import Actor

from .joining import Joining
from .subject import Subject

Text = str | Promise
Value = str | int | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known. The key stays the same for programs, whatever the words become."""

    key: str
    label: Text
    value: Value


@dataclass(frozen=True, slots=True)
class Record:
    """What belongs together: one number, one assignment, one matter."""

    title: Text
    facts: tuple[Fact, ...]
    document: Mapping[str, object] | None = None
    """A whole document that is longer than a page can show; it is handed over as it is."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Why something is not erased yet."""

    reason: Text
    ground: Text
    term: str
    """The key of the `Term` that says how long."""
    counted_from: date | None = None
    """The day from which that time runs; None while what it waits for still goes on."""
    is_secret: bool = False
    """It holds, but a rule of secrecy keeps the person from learning of it."""


def nothing_held(actor: Actor, subject: Subject) -> Sequence[Hold]:
    return ()


def nothing_to_do(actor: Actor, subject: Subject) -> int:
    return 0


def known_as_nobody_else(actor: Actor, subject: Subject) -> Collection[UUID]:
    return ()


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of data that is kept of people. All its functions are called as the platform itself."""

    key: str
    order: int
    title: Text
    held_by: Text
    purpose: Text
    kept_for: Text
    ground: Text
    tables: tuple[str, ...]
    """The models in which it stands, by their labels; a test finds the ones that nobody names."""
    export_person: Callable[[Actor, Subject], Sequence[Record]]
    when_joined: Joining
    """What becomes of it when the person turns out to stand in two records."""
    erase_person: Callable[[Actor, Subject], int] = nothing_to_do
    """Erases what is readable without the person's key, and says how many rows it was. Again does no harm."""
    held_back: Callable[[Actor, Subject], Sequence[Hold]] = nothing_held
    known_as: Callable[[Actor, Subject], Collection[UUID]] = known_as_nobody_else
    """Other records in which the same human stands: who registered may turn out to be known before."""
    goes_last: bool = True
    """Erased together with the person's name and key, once nothing at all is held back; else at once."""
    remains: Text = ""
    """What still stands there after erasure, in words."""


_holdings: dict[str, Holding] = {}


def register(*given: Holding) -> None:
    """Called once from the keeper's `AppConfig.ready`."""
    for holding in given:
        if _holdings.setdefault(holding.key, holding) != holding:
            raise ValueError(f"two kinds of personal data are called {holding.key}")


def holdings() -> tuple[Holding, ...]:
    """In the order in which a person is shown them; they are erased in the opposite one."""
    return tuple(sorted(_holdings.values(), key=lambda holding: (holding.order, holding.key)))
