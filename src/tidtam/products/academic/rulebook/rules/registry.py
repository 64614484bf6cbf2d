"""The rules by their numbers. A rule is a small function; which set it stands in, how severely it is meant and where
it is written is data of the set."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from tidtam.products.academic.rulebook.choices import Part, Stage

from .findings import Said
from .look import Look

Judge = Callable[[Look], Iterable[Said]]


@dataclass(frozen=True, slots=True)
class Rule:
    number: str
    title: Promise
    part: Part
    stage: Stage
    """Nobody is asked before the dossier has come so far."""
    judge: Judge
    implies: tuple[str, ...] = ()
    """Rules that a fault found by this one may break with it."""
    needs: tuple[str, ...] = ()
    """Parameters and lists without which it cannot tell."""
    applies: Callable[[Look], bool] | None = None
    """Where it says no, nobody is asked at all: an assistant professor has no royal appointment."""


_RULES: dict[str, Rule] = {}


def rule(
    number: str,
    title: Promise,
    *,
    part: Part,
    stage: Stage,
    implies: tuple[str, ...] = (),
    needs: tuple[str, ...] = (),
    applies: Callable[[Look], bool] | None = None,
) -> Callable[[Judge], Judge]:
    """Says what is not in order; who says nothing has found everything in order."""

    def register(judge: Judge) -> Judge:
        if number in _RULES:
            raise ValueError(f"two rules are called {number}")
        _RULES[number] = Rule(number, title, part, stage, judge, implies, needs, applies)
        return judge

    return register


def all_rules() -> tuple[Rule, ...]:
    """In the order of their numbers."""
    return tuple(_RULES[number] for number in sorted(_RULES))


def rule_numbered(number: str) -> Rule | None:
    return _RULES.get(number)
