"""A source that failed several times is left alone for a while; then one question, and no more, tries it again.

What is known of a source stands in the cache, which lies in the database: every process sees the same. Nobody holds a
lock. Two failures told in the same moment may count as one; that two processes try at once is ruled out by `add`,
under a name that each try has for itself and that no later one uses again.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TypeVar

from django.core.cache import cache

from .choices import Reason, Source
from .protocol import Answer, Connector, Stated, Unavailable

_KEPT_SECONDS = 24 * 60 * 60
T = TypeVar("T")

FAILURES = frozenset({Reason.UNREACHABLE, Reason.SLOW, Reason.FAULT, Reason.GARBAGE, Reason.UNTRUSTED, Reason.REFUSED})
"""What speaks against a source; that a file is old or a code is gone does not."""


@dataclass(frozen=True)
class _State:
    failures: int = 0
    rests_since: float = 0


class Breaker:
    def __init__(self, *, failures: int, rest_seconds: int) -> None:
        self._most, self._rest = failures, rest_seconds

    def ask(self, connector: Connector, stated: Stated, *, now: datetime) -> Answer:
        """Ask, unless the source is resting; raises `Unavailable` either way."""
        return self.spare(connector.key, lambda: connector.asks(stated, now=now), now=now)

    def spare(self, source: Source, question: Callable[[], T], *, now: datetime) -> T:
        """The same for any other question to a source."""
        state = self._state(source)
        if not self._may_ask(source, state, now):
            raise Unavailable(Reason.RESTING)
        try:
            answer = question()
        except Unavailable as unavailable:
            if unavailable.reason in FAILURES:
                self._count(source, now)
            raise
        if state != _State():
            cache.delete(_name(source))
        return answer

    def _may_ask(self, source: Source, state: _State, now: datetime) -> bool:
        if not state.rests_since:
            return True
        tries = int((now.timestamp() - state.rests_since) // self._rest)
        # One question in each stretch of time: who makes the row asks. A process killed meanwhile holds up one stretch.
        return tries >= 1 and cache.add(
            f"{_name(source)}:{state.rests_since}:{tries}", True, timeout=max(2 * self._rest, 60)
        )

    def _count(self, source: Source, now: datetime) -> None:
        failures = self._state(source).failures + 1
        rests_since = now.timestamp() if failures >= self._most else 0
        cache.set(_name(source), asdict(_State(failures, rests_since)), timeout=_KEPT_SECONDS)

    @staticmethod
    def _state(source: Source) -> _State:
        return _State(**cache.get(_name(source), {}))


def _name(source: Source) -> str:
    return f"verification-source:{source.value}"
