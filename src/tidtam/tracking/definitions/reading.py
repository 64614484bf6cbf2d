"""From the text of a definition file to a `Definition`, or to a list of everything that is wrong with it."""

import re
import tomllib
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tidtam.kernel.access.choices import Role

from .checks import check_ways
from .mistakes import DefinitionRefused, Mistake
from .model import SUBJECT, Definition, Ending, Need, Outcome, Recorded, Return, Shown, Step, Words
from .places import Places
from .tables import TEXT_LIMIT, Notes, Table

FILE_LIMIT = 200_000
STEPS_LIMIT = 60
WAYS_LIMIT = 12
LONGEST = 3_650

ROLES = tuple(Role.values)
ACTORS = (SUBJECT, *ROLES)


@dataclass(frozen=True, slots=True)
class DefinitionFile:
    """A definition that was read from a file, and its plain form for the database."""

    definition: Definition
    content: dict[str, Any]


def read_file(text: str, *, file: str) -> DefinitionFile:
    """Read TOML; raises DefinitionRefused with every mistake found."""
    size = len(text.encode(errors="surrogatepass"))
    if size > FILE_LIMIT:
        reason = _("the file has %(size)s bytes; at most %(limit)s are allowed")
        raise DefinitionRefused(
            [Mistake(file, None, "", reason % {"size": f"{size:,}", "limit": f"{FILE_LIMIT:,}"})],
        )
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        raise DefinitionRefused(
            [Mistake(file, int(line[1]) if line else None, "", _("is not TOML: %(error)s") % {"error": error})],
        ) from error
    return DefinitionFile(_build(content, Notes(file, Places(text))), content)


def from_content(content: dict[str, Any]) -> Definition:
    """Make the definition of what the database holds."""
    return _build(content, Notes(str(content.get("key", "")), None))


def _build(content: dict[str, Any], notes: Notes) -> Definition:
    table = Table(content, (), notes)
    definition = Definition(
        key=table.key(),
        version=table.number("version", least=1, most=1_000_000, required=True) or 0,
        name=table.words("name"),
        description=table.words("description", limit=TEXT_LIMIT),
        owner=table.choice("owner", ROLES),
        office=table.words("office"),
        opened_by=table.choices("opened_by", ACTORS),
        visible_to=table.choices("visible_to", ROLES),
        may_withdraw=table.choices("may_withdraw", ACTORS),
        steps=table.each("steps", _step, most=STEPS_LIMIT),
        endings=table.each("endings", _ending, most=WAYS_LIMIT),
    )
    table.finish()
    check_ways(definition, notes)
    if notes.mistakes:
        raise DefinitionRefused(sorted(notes.mistakes, key=lambda mistake: mistake.line or 0))
    return definition


def _step(table: Table) -> Step:
    return Step(
        key=table.key(),
        name=table.words("name"),
        explanation=table.words("explanation", limit=TEXT_LIMIT),
        actor=table.choice("actor", ACTORS),
        office=table.words("office", required=False),
        working_days=table.number("working_days", least=1, most=LONGEST),
        records=_records(table),
        shows=frozenset(Shown(shown) for shown in table.choices("shows", tuple(Shown))),
        outcomes=_outcomes(table),
        returns=_returns(table),
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
    back = Return(to=returns.choice("to", ACTORS), working_days=returns.number("working_days", least=1, most=LONGEST))
    returns.finish()
    return back


def _ending(table: Table) -> Ending:
    return Ending(key=table.key(), name=table.words("name"), early=table.flag("early"))
