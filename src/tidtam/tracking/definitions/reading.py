"""From the text of a definition file to a `Definition`, or to a list of everything that is wrong with it."""

import re
import tomllib
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tidtam.kernel.access.choices import ADMINISTRATIVE, Role
from tidtam.tracking.results import result_names

from .checks import check_ways
from .decoding import FILE_LIMIT, too_large
from .mistakes import DefinitionRefused, Mistake
from .model import (
    SUBJECT,
    Appeal,
    Deadline,
    DeadlineUnit,
    Definition,
    Ending,
    Need,
    Outcome,
    Recorded,
    Return,
    Shown,
    Step,
    Words,
)
from .places import Places
from .tables import TEXT_LIMIT, AnyName, Notes, Table

ROLES = tuple(role for role in Role.values if role not in ADMINISTRATIVE)
STEPS_LIMIT = 60
WAYS_LIMIT = 12
LONGEST = 3_650
MOST_VERSION = 1_000_000
LONGEST_MONTHS = 120
LONGEST_APPEAL = 365
EARLIEST_WARNING = 366

# The parser's memory grows with the square of a key's parts.
_PART = r"""[\w-]+|"[^"\n]*"|'[^'\n]*'"""
_LONG_KEY = re.compile(rf"(?<![\w-])(?:{_PART})(?:[ \t]*\.[ \t]*(?:{_PART})){{40}}", re.ASCII)


@dataclass(frozen=True, slots=True)
class DefinitionFile:
    """A definition that was read from a file, its plain form for the database, and the text itself."""

    definition: Definition
    content: dict[str, Any]
    text: str


def read_file(text: str, *, file: str) -> DefinitionFile:
    """Read TOML; raises DefinitionRefused with every mistake found."""
    size = len(text.encode(errors="surrogatepass"))
    if size > FILE_LIMIT:
        raise DefinitionRefused([too_large(size, file)])
    text = text.removeprefix("\ufeff")
    content = _parse(text, file)
    notes = Notes(file, Places(text), roles=ROLES, results=result_names())
    return DefinitionFile(_build(content, notes), content, text)


def _parse(text: str, file: str) -> dict[str, Any]:
    line: int | None = None
    if long := _LONG_KEY.search(text):
        line, reason = text.count("\n", 0, long.start()) + 1, _("has a name of more parts than anybody needs")
    else:
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"at line (\d+)", str(error))
            line, reason = int(found[1]) if found else None, _("is not TOML: %(error)s") % {"error": error}
        except RecursionError:
            reason = _("is nested deeper than anybody needs")
        except ValueError:
            reason = _("holds a number of more digits than anybody needs")
    raise DefinitionRefused([Mistake(file, line, "", reason)])


def from_content(content: dict[str, Any]) -> Definition:
    """Make the definition of what the database holds; a role or a result may be gone since it was published."""
    return _build(content, Notes(str(content.get("key", "")), None, roles=AnyName(), results=AnyName()))


def _build(content: dict[str, Any], notes: Notes) -> Definition:
    table = Table(content, (), notes)
    actors = _actors(table)
    definition = Definition(
        key=table.key(),
        version=table.number("version", least=1, most=MOST_VERSION, required=True) or 0,
        name=table.words("name"),
        description=table.words("description", limit=TEXT_LIMIT),
        owner=table.choice("owner", notes.roles),
        office=table.words("office"),
        opened_by=table.choices("opened_by", actors),
        visible_to=table.choices("visible_to", notes.roles),
        may_withdraw=table.choices("may_withdraw", actors),
        steps=table.each("steps", _step, most=STEPS_LIMIT),
        endings=table.each("endings", _ending, most=WAYS_LIMIT),
        hidden_from_subject=table.flag("hidden_from_subject"),
        definition=table.words("definition", limit=TEXT_LIMIT, required=False),
    )
    table.finish()
    check_ways(definition, notes)
    if notes.mistakes:
        raise DefinitionRefused(sorted(notes.mistakes, key=lambda mistake: mistake.line or 0))
    return definition


def _actors(table: Table) -> tuple[str, ...]:
    return table.notes.roles if isinstance(table.notes.roles, AnyName) else (SUBJECT, *table.notes.roles)


def _step(table: Table) -> Step:
    return Step(
        key=table.key(),
        name=table.words("name"),
        explanation=table.words("explanation", limit=TEXT_LIMIT),
        actor=table.choice("actor", _actors(table)),
        office=table.words("office", required=False),
        working_days=table.number("working_days", least=1, most=LONGEST),
        records=_records(table),
        shows=frozenset(Shown(shown) for shown in table.choices("shows", tuple(Shown))),
        outcomes=_outcomes(table),
        returns=_returns(table),
        deadline=_deadline(table),
    )


def _records(table: Table) -> dict[Recorded, Need]:
    records = table.table("records")
    if records is None:
        return {}
    needs = {recorded: records.choice(recorded, tuple(Need), required=False) for recorded in Recorded}
    records.finish()
    return {recorded: Need(need) for recorded, need in needs.items() if need}


def _outcomes(table: Table) -> tuple[Outcome, ...]:
    if not table.has("outcomes"):
        return (Outcome(key="", name=Words(), leads_to=table.key("next")),)
    if table.has("next"):
        table.refuse("next", _("a step has either “next” or outcomes, not both"))
        table.key("next")
    return table.each("outcomes", _outcome, most=WAYS_LIMIT)


def _outcome(table: Table) -> Outcome:
    return Outcome(key=table.key(), name=table.words("name"), leads_to=table.key("next"))


def _returns(table: Table) -> Return | None:
    returns = table.table("returns")
    if returns is None:
        return None
    back = Return(
        to=returns.choice("to", _actors(table)), working_days=returns.number("working_days", least=1, most=LONGEST)
    )
    returns.finish()
    return back


def _deadline(table: Table) -> Deadline | None:
    deadline = table.table("deadline")
    if deadline is None:
        return None
    units = [unit for unit in DeadlineUnit if deadline.has(unit)]
    numbers = {
        unit: deadline.number(unit, least=1, most=LONGEST_MONTHS if unit is DeadlineUnit.MONTHS else LONGEST)
        for unit in DeadlineUnit
    }
    if len(units) != 1:
        deadline.refuse("", _("must have one of: %(units)s") % {"units": ", ".join(DeadlineUnit)})
    warn = deadline.numbers("warn", least=1, most=EARLIEST_WARNING)
    overrun = deadline.key("overrun") if deadline.has("overrun") else ""
    deadline.finish()
    number = numbers[units[0]] if len(units) == 1 else None
    return Deadline(units[0], number, warn, overrun) if number else None


def _ending(table: Table) -> Ending:
    return Ending(
        key=table.key(),
        name=table.words("name"),
        early=table.flag("early"),
        result=table.choice("result", table.notes.results, required=False),
        appeal=_appeal(table),
        goes_on_as=table.keys("goes_on_as", most=WAYS_LIMIT),
    )


def _appeal(table: Table) -> Appeal | None:
    appeal = table.table("appeal")
    if appeal is None:
        return None
    process, days = appeal.key("process"), appeal.number("days", least=1, most=LONGEST_APPEAL, required=True)
    appeal.finish()
    return Appeal(process, days) if process and days else None
