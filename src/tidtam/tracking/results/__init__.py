"""What can come of a matter for other parts of the product: each name stands for a JSON schema beside this file.

For people a schema carries `words` beside each property, `names` beside the values of an enumeration.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

_FOLDER = Path(__file__).parent


@cache
def result_names() -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.json")))


@cache
def schema_of(name: str) -> Mapping[str, Any]:
    schema: dict[str, Any] = json.loads((_FOLDER / f"{name}.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return schema


@cache
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema_of(name), format_checker=Draft202012Validator.FORMAT_CHECKER)


def lacking(name: str, known: Mapping[str, Any]) -> tuple[str, ...]:
    """What a result of this name must say and is not known."""
    return tuple(key for key in schema_of(name).get("required", ()) if key not in known)


def misfits(name: str, content: Mapping[str, Any]) -> list[str]:
    """Where the content does not fit the schema of the name, and why; nothing if it fits."""
    found = sorted(_validator(name).iter_errors(dict(content)), key=lambda error: error.json_path)
    return [f"{error.json_path.removeprefix('$').lstrip('.') or name}: {error.message}" for error in found]
