"""What somebody uploaded or pasted, judged: a definition, or every mistake with its line beside it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tidtam.tracking.definitions import DefinitionFile, DefinitionRefused, Mistake, WrongEncoding, decode, read_file

MOST_SHOWN = 60
_LONGEST_LINE = 160


@dataclass(frozen=True, slots=True)
class Found:
    """One mistake as the page shows it."""

    line: int | None
    place: str
    reason: str
    written: str
    """The line of the file itself."""


@dataclass(frozen=True, slots=True)
class Judged:
    text: str
    """What is given back to be mended; also what another encoding most likely says."""
    read: DefinitionFile | None
    mistakes: tuple[Found, ...] = ()
    more: int = 0
    hint: str = ""


def judge_file(data: bytes, *, name: str) -> Judged:
    try:
        text = decode(data, file=name)
    except WrongEncoding as wrong:
        hint = _(
            "The text below is how the file most likely reads. Look at its Thai words; if they are right, check it."
        )
        return _refused(wrong, wrong.text, hint)
    except DefinitionRefused as refused:
        return _refused(refused, "")
    return judge_text(text, name=name)


def refuse_large(mistake: Mistake) -> Judged:
    """A file too large to be looked into."""
    return _refused(DefinitionRefused([mistake]), "")


def judge_text(text: str, *, name: str) -> Judged:
    try:
        return Judged(text, read_file(text, file=name))
    except DefinitionRefused as refused:
        return _refused(refused, text)


def _refused(refused: DefinitionRefused, text: str, hint: str = "") -> Judged:
    lines = text.splitlines()
    shown = tuple(_found(mistake, lines) for mistake in refused.mistakes[:MOST_SHOWN])
    return Judged(text, None, shown, max(0, len(refused.mistakes) - MOST_SHOWN), hint)


def _found(mistake: Mistake, lines: list[str]) -> Found:
    has_line = mistake.line is not None and mistake.line <= len(lines)
    written = lines[mistake.line - 1].strip() if mistake.line is not None and has_line else ""
    return Found(mistake.line, mistake.place, mistake.reason, written[:_LONGEST_LINE])
