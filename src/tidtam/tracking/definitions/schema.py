"""The JSON schema of definition files, with which editors complete and check while one writes.

It says what a single entry may be; whether the steps make a process is judged by `checks` alone.
"""

import json
from typing import Any

from tidtam.tracking.results import result_names

from .model import SUBJECT, DeadlineUnit, Need, Recorded, Shown
from .reading import (
    EARLIEST_WARNING,
    LONGEST,
    LONGEST_APPEAL,
    LONGEST_MONTHS,
    MOST_VERSION,
    ROLES,
    STEPS_LIMIT,
    WAYS_LIMIT,
)
from .tables import KEY, NAME_LIMIT, TEXT_LIMIT

_ACTORS = (SUBJECT, *ROLES)
_CONTROL = r"\u0000-\u0008\u000b-\u001f\u007f-\u009f"
_READABLE = rf"^[^{_CONTROL}]*\S[^{_CONTROL}]*$"


def schema() -> dict[str, Any]:
    """As plain values; draft 7, which the editors' TOML extensions read."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A process of Tidtam",
        **_table(
            {
                "key": _key("Names the process for ever: small letters, digits, _. Also the name of the file."),
                "version": _number(MOST_VERSION, "Raise it with every change: a published version never changes."),
                "name": _words("The name of the process."),
                "description": _words("What the process is for.", TEXT_LIMIT),
                "definition": _words("What such a matter is, in the words of the law or the office.", TEXT_LIMIT),
                "owner": _one_of(ROLES, "The role of the office that runs the process."),
                "office": _words("The name of that office."),
                "opened_by": _some_of(_ACTORS, "Who hands such a matter in, beside the owner."),
                "visible_to": _some_of(ROLES, "Who sees the matters of their organisation, beside the owner."),
                "hidden_from_subject": {
                    "type": "boolean",
                    "description": "The person concerned does not learn that there is such a matter.",
                },
                "may_withdraw": _some_of(_ACTORS, "Who takes a matter back, beside the owner."),
                "steps": _each(_step(), STEPS_LIMIT, "The steps; a matter begins with the first one."),
                "endings": _each(_ending(), WAYS_LIMIT, "How a matter can end."),
            },
            required=("key", "version", "name", "description", "owner", "office", "steps", "endings"),
        ),
    }


def schema_text() -> str:
    return json.dumps(schema(), ensure_ascii=False, indent=2)


def _step() -> dict[str, Any]:
    return {
        **_table(
            {
                "key": _key("Names the step for ever."),
                "name": _words("The name of the step."),
                "explanation": _words("What is done here, for the person concerned.", TEXT_LIMIT),
                "actor": _one_of(_ACTORS, "Who acts: a role, or “subject”, the person concerned."),
                "office": _words("Who holds the matter here, where that is not the office that runs the process."),
                "working_days": _number(LONGEST, "The working days the step is expected to take."),
                "records": _records(),
                "shows": _some_of(tuple(Shown), "What the person concerned sees beside the step's name and date."),
                "returns": _returns(),
                "deadline": _deadline(),
                "next": _key("The step or ending that follows, where there is only one way on."),
                "outcomes": _each(_outcome(), WAYS_LIMIT, "The ways on, where there are several."),
            },
            required=("key", "name", "explanation", "actor"),
        ),
        "oneOf": [{"required": ["next"]}, {"required": ["outcomes"]}],
    }


def _outcome() -> dict[str, Any]:
    entries = {
        "key": _key("Names the outcome for ever."),
        "name": _words("What was found or decided."),
        "next": _key("The step or ending that follows."),
    }
    return _table(entries, required=tuple(entries))


def _ending() -> dict[str, Any]:
    return _table(
        {
            "key": _key("Names the ending for ever."),
            "name": _words("How the matter ended."),
            "early": {"type": "boolean", "description": "The matter may end so before its course is run."},
            "result": _one_of(result_names(), "What comes of it for other parts of the product."),
            "appeal": _appeal(),
            "goes_on_as": _keys("Matters of which processes carry on one that ended so."),
        },
        required=("key", "name"),
    )


def _records() -> dict[str, Any]:
    needs = {recorded.value: _one_of(tuple(Need), f"Whether the step records its {recorded}.") for recorded in Recorded}
    return _table(needs, "What the step records beside its date and its outcome.")


def _returns() -> dict[str, Any]:
    entries = {
        "to": _one_of(_ACTORS, "To whom."),
        "working_days": _number(LONGEST, "The working days they are expected to take."),
    }
    return _table(entries, "The step may hand the matter back for correction.", required=("to",))


def _deadline() -> dict[str, Any]:
    longest = {unit: LONGEST_MONTHS if unit is DeadlineUnit.MONTHS else LONGEST for unit in DeadlineUnit}
    days = {"type": "integer", "minimum": 1, "maximum": EARLIEST_WARNING}
    warn = {"type": "array", "items": days, "uniqueItems": True, "description": "So many days before, people are told."}
    overrun = _key("The outcome with which the system finishes the step when time is up; without it, it is only told.")
    units = {unit.value: _number(most, f"The limit in {unit.replace('_', ' ')}.") for unit, most in longest.items()}
    table = _table({**units, "warn": warn, "overrun": overrun}, "The limit that rules set for the step.")
    return {**table, "oneOf": [{"required": [unit.value]} for unit in DeadlineUnit]}


def _appeal() -> dict[str, Any]:
    entries = {
        "process": _key("By a matter of which process one objects."),
        "days": _number(LONGEST_APPEAL, "Within how many days."),
    }
    return _table(entries, "Against this ending one may object.", required=tuple(entries))


def _table(entries: dict[str, Any], description: str = "", *, required: tuple[str, ...] = ()) -> dict[str, Any]:
    table: dict[str, Any] = {"type": "object", "properties": entries, "additionalProperties": False}
    if required:
        table["required"] = list(required)
    return {**table, "description": description} if description else table


def _each(item: dict[str, Any], most: int, description: str) -> dict[str, Any]:
    return {"type": "array", "items": item, "minItems": 1, "maxItems": most, "description": description}


def _key(description: str) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{KEY.pattern}$", "description": description}


def _keys(description: str) -> dict[str, Any]:
    key = {"type": "string", "pattern": f"^{KEY.pattern}$"}
    return {"type": "array", "items": key, "maxItems": WAYS_LIMIT, "description": description}


def _number(most: int, description: str) -> dict[str, Any]:
    return {"type": "integer", "minimum": 1, "maximum": most, "description": description}


def _words(description: str, limit: int = NAME_LIMIT) -> dict[str, Any]:
    text = {"type": "string", "maxLength": limit, "pattern": _READABLE}
    return _table({"th": text, "en": text}, description, required=("th", "en"))


def _one_of(choices: tuple[str, ...], description: str) -> dict[str, Any]:
    return {"enum": [str(choice) for choice in choices], "description": description}


def _some_of(choices: tuple[str, ...], description: str) -> dict[str, Any]:
    return {"type": "array", "items": {"enum": [str(choice) for choice in choices]}, "description": description}
