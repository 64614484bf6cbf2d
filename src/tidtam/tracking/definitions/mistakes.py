from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in a definition: where, and why."""

    file: str
    line: int | None
    place: str
    reason: str

    def __str__(self) -> str:
        where = ", ".join(part for part in (f"{self.file}:{self.line}" if self.line else self.file, self.place) if part)
        return f"{where}: {self.reason}"


class DefinitionRefused(Exception):
    """Nothing of the file is loaded; every mistake found is listed."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes
