"""Rule sets as files: TOML to a set, or a refusal that says where it is wrong."""

import re
import tomllib
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from .model import RuleSet

FOLDER = Path(__file__).parent
MOST_BYTES = 1_000_000
_MOST_MISTAKES = 20
_PART = r"""[\w-]+|"[^"\n]*"|'[^'\n]*'"""
_LONG_KEY = re.compile(rf"(?<![\w-])(?:{_PART})(?:[ \t]*\.[ \t]*(?:{_PART})){{40}}", re.ASCII)
"""The parser's time and memory grow with the square of a key's parts."""
_KINDS: dict[str, str | Promise] = {
    "missing": gettext_lazy("this is missing."),
    "extra_forbidden": gettext_lazy("a set of rules has no such field."),
    "enum": gettext_lazy("this word is not one of those allowed here."),
    "string_type": gettext_lazy("this must be text, in quotation marks."),
    "string_too_short": gettext_lazy("this is missing."),
    "string_pattern_mismatch": gettext_lazy("this has signs that are not allowed here."),
    "date_from_datetime_parsing": gettext_lazy("this must be a date, such as 2026-10-01."),
    "date_type": gettext_lazy("this must be a date, such as 2026-10-01."),
    "int_type": gettext_lazy("this must be a number."),
    "int_parsing": gettext_lazy("this must be a number."),
    "greater_than_equal": gettext_lazy("this number is too small."),
    "less_than_equal": gettext_lazy("this number is too large."),
    "tuple_type": gettext_lazy("this must be a list."),
    "model_type": gettext_lazy("this must be a table with named fields."),
}


class NotARuleSet(Exception):
    def __init__(self, *mistakes: str) -> None:
        self.mistakes = mistakes
        super().__init__("; ".join(mistakes))


def read_rule_set(data: bytes) -> RuleSet:
    if len(data) > MOST_BYTES:
        raise NotARuleSet(_("The file is larger than a set of rules can be."))
    try:
        text = data.decode("utf-8-sig")
        if long := _LONG_KEY.search(text):
            line = text.count("\n", 0, long.start()) + 1
            raise NotARuleSet(_("Line %(line)s: a name has more parts than anybody needs.") % {"line": line})
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # of a number that is too long, the parser says no more than that
        raise NotARuleSet(_("This is not TOML: %(error)s") % {"error": str(error)[:200]}) from None
    try:
        return RuleSet.model_validate(values)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)[:_MOST_MISTAKES]
        raise NotARuleSet(*(_told(text, one["loc"], one["type"], one["msg"]) for one in found)) from None


def _told(text: str, place: tuple[int | str, ...], kind: str, message: str) -> str:
    told = _KINDS.get(kind, message.removeprefix("Value error, "))
    where = f"{'.'.join(map(str, place))}: " if place else ""
    line = line_of(text, place)
    return f"{_('Line %(line)s') % {'line': line}}, {where}{told}" if line else f"{where}{told}"


def line_of(text: str, place: tuple[int | str, ...]) -> int | None:
    """Where a value stands in the file; of one that is missing, in what it should stand."""
    lines = [line.strip() for line in text.splitlines()]
    first_table = next((number for number, line in enumerate(lines) if line.startswith("[")), len(lines))
    at, header = None, ""
    for step in place:
        begin, end = (0, first_table) if at is None else (at, len(lines))
        if isinstance(step, int):
            # A table of its own, or an entry on a line.
            tables = [number for number, line in enumerate(lines) if line == f"[[{header}]]"]
            entries = [number for number in range(begin, end) if lines[number].startswith("{")]
            found = next(iter((tables or entries)[step : step + 1]), None)
        else:
            header = f"{header}.{step}" if header else step
            tables = [number for number, line in enumerate(lines) if line in (f"[{header}]", f"[[{header}]]")]
            named = [number for number in range(begin, end) if lines[number].startswith((f"{step} =", f"{step}="))]
            found = next(iter(tables or named), None)
        at = at if found is None else found
    return None if at is None else at + 1


@cache
def shipped() -> tuple[RuleSet, ...]:
    """The sets that come with the product, the oldest first."""
    made = [read_rule_set(file.read_bytes()) for file in sorted(FOLDER.glob("*.toml"))]
    return tuple(sorted(made, key=lambda rule_set: (rule_set.in_force_from, rule_set.key)))
