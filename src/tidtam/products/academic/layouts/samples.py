"""The invented papers on which a template is tried out. Whoever prints a paper registers them when it starts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .choices import Paper

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Samples:
    """A paper with everything on it, and one of which nothing has been said yet; in the language that is active."""

    whole: Callable[[], Facts]
    bare: Callable[[], Facts]
    starter: str
    """A template that sets the paper, to begin with."""


_samples: dict[Paper, Samples] = {}


def register_samples(paper: Paper, samples: Samples) -> None:
    _samples[paper] = samples


def samples_of(paper: Paper) -> Samples:
    return _samples[paper]
