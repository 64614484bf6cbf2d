"""What all sources together said about one person."""

from dataclasses import dataclass

from .choices import PERSONNEL, Reason, Result, Source
from .protocol import Answer


@dataclass(frozen=True, kw_only=True)
class Silence:
    """A source that could not be asked, and why."""

    source: Source
    reason: Reason


@dataclass(frozen=True, kw_only=True)
class Outcome:
    answers: tuple[Answer, ...] = ()
    silences: tuple[Silence, ...] = ()
    was_proven: bool = False
    """That the person is who they say was proven before, in another way."""

    @property
    def is_proven(self) -> bool:
        return self.was_proven or any(answer.is_match for answer in self._of_the_registry())

    @property
    def is_contradicted(self) -> bool:
        """The civil registry answered, and did not confirm what the card is said to say. Nothing else is asked then."""
        return any(answer.result is not Result.MATCH for answer in self._of_the_registry())

    @property
    def personnel(self) -> Answer | None:
        """The match that gives the badge: only together with `is_proven`."""
        matches = (a for a in self.answers if a.is_match and a.evidence.source in PERSONNEL)
        return next(matches, None) if self.is_proven else None

    @property
    def to_ask_again(self) -> tuple[Silence, ...]:
        """Whose answer could still change something: the request waits for them, and is retried by a job."""
        if self.is_contradicted or self.personnel:
            return ()
        return self.silences

    def _of_the_registry(self) -> list[Answer]:
        return [answer for answer in self.answers if answer.evidence.source is Source.CIVIL_REGISTRY]
