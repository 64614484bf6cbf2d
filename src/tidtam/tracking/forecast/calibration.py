"""What became of promises: how many were made, how many kept, and between which shares the truth lies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

_NORMAL = 1.959964


@dataclass(slots=True)
class Promises:
    """How many promises of one kind fell due, and how many were kept; a matter may have had several."""

    told: int = 0
    kept: int = 0
    matters: int = 0
    """How many different matters they were about."""
    _seen: set[int] = field(default_factory=set, repr=False, compare=False)

    @property
    def share(self) -> float:
        return self.kept / self.told if self.told else 0.0

    def add(self, matter: int, *, is_kept: bool) -> None:
        self.told += 1
        self.kept += is_kept
        self._seen.add(matter)
        self.matters = len(self._seen)

    def __add__(self, other: "Promises") -> "Promises":
        """Of two processes, which share no matter."""
        return Promises(self.told + other.told, self.kept + other.kept, self.matters + other.matters)

    def interval(self) -> tuple[float, float]:
        """Between which shares the true one lies, in 95 of 100 cases, by Wilson.

        What was promised of one matter on several days came true together or not: it counts as one.
        """
        if not self.matters:
            return 0.0, 1.0
        count, share, square = self.matters, self.share, _NORMAL**2
        middle = (share + square / (2 * count)) / (1 + square / count)
        reach = _NORMAL * sqrt(share * (1 - share) / count + square / (4 * count**2)) / (1 + square / count)
        return max(0.0, middle - reach), min(1.0, middle + reach)


@dataclass(slots=True)
class Calibration:
    """What became of the promises about one measure."""

    half: Promises = field(default_factory=Promises)
    most: Promises = field(default_factory=Promises)
    naive: Promises = field(default_factory=Promises)
    """If one had told the mean of the finished ones, less what had passed."""

    def __add__(self, other: "Calibration") -> "Calibration":
        return Calibration(self.half + other.half, self.most + other.most, self.naive + other.naive)

    def as_content(self) -> dict[str, list[int]]:
        promises = {"half": self.half, "most": self.most, "naive": self.naive}
        return {name: [found.told, found.kept, found.matters] for name, found in promises.items()}

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> "Calibration":
        return cls(**{name: Promises(*counts) for name, counts in content.items()})
