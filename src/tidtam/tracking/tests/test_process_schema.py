"""The schema for editors and the reader of definition files say the same."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from tidtam.kernel.access.choices import Role
from tidtam.tracking.definitions import Definition, DefinitionRefused
from tidtam.tracking.definitions.reading import _build
from tidtam.tracking.definitions.schema import schema, schema_text
from tidtam.tracking.definitions.tables import Notes, Table
from tidtam.tracking.results import result_names

from .factories import PROCESS

pytestmark = pytest.mark.requirement("TRK-03")
REPOSITORY = Path(__file__).resolve().parents[4]
SCHEMA = Draft7Validator(schema())
SHIPPED = sorted(path for path in (REPOSITORY / "src").rglob("processes/*.toml"))


def test_it_is_kept_beside_the_documents_where_editors_find_it() -> None:
    """After a change: tidtam process schema > docs/process.schema.json"""
    Draft7Validator.check_schema(schema())
    assert (REPOSITORY / "docs" / "process.schema.json").read_text("utf-8") == schema_text() + "\n"


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_every_shipped_process_fits(file: Path) -> None:
    content = tomllib.loads(file.read_text("utf-8"))
    assert [error.message for error in SCHEMA.iter_errors(content)] == []
    assert read(content).key == file.stem


def read(content: dict[str, Any]) -> Definition:
    """What a file says, judged as the file would be."""
    return _build(content, Notes("x", None, roles=tuple(Role.values), results=result_names()))


def entries_of(described: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], set[str]]]:
    if described.get("type") == "array":
        yield from entries_of(described["items"], path)
    if "properties" in described:
        yield path, set(described["properties"])
        for name, entry in described["properties"].items():
            yield from entries_of(entry, (*path, name))


def test_it_knows_what_the_reader_knows_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    known: dict[tuple[str, ...], set[str]] = {}
    finish = Table.finish

    def noted(table: Table) -> None:
        path = tuple(part for part in table.path if isinstance(part, str))
        known.setdefault(path, set()).update(table._taken)
        finish(table)

    monkeypatch.setattr(Table, "finish", noted)
    read(EVERYTHING)
    assert dict(entries_of(schema())) == known


EVERYTHING: dict[str, Any] = tomllib.loads(
    PROCESS.replace("version = 1", 'version = 1\ndefinition = { th = "นิยาม", en = "Definition" }')
    .replace(
        'key = "meeting"',
        'key = "meeting"\nreturns = { to = "subject" }\ndeadline = { months = 3, warn = [30, 7] }',
        1,
    )
    .replace('key = "approved"', 'key = "approved"\nresult = "assignment"\nappeal = { process = "other", days = 30 }')
    .replace('key = "check"', 'key = "check"\ndeadline = { working_days = 30, overrun = "refuse" }')
    .replace('[[steps]]\nkey = "amend"', '[[steps]]\nkey = "amend"\ndeadline = { days = 60 }')
)


def test_the_fullest_process_fits() -> None:
    assert list(SCHEMA.iter_errors(EVERYTHING)) == []


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if path:
        yield path
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, entry in entries:
        yield from places(entry, (*path, name))


PLACES = list(places(EVERYTHING))
ODD = st.one_of(
    st.booleans(),
    st.integers(-5, 4_000_000),
    st.floats(allow_nan=False),
    st.text(max_size=8),
    st.sampled_from(["", " ", "\x00", "subject", "x" * 200, "ก" * 3_000, "receive", "Ab", [], {}, [{}], ["subject"]]),
)


@settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(place=st.sampled_from(PLACES), change=st.sampled_from(["replace", "remove", "add"]), odd=ODD)
def test_what_it_refuses_the_reader_refuses(place: tuple[str | int, ...], change: str, odd: Any) -> None:
    content = json.loads(json.dumps(EVERYTHING))
    inside = content
    for part in place[:-1]:
        inside = inside[part]
    if change == "replace":
        inside[place[-1]] = odd
    elif change == "remove":
        del inside[place[-1]]
    elif isinstance(inside, dict):
        inside["surprise"] = odd
    else:
        inside.append(odd)
    try:
        read(content)
    except DefinitionRefused:
        return
    assert [error.message for error in SCHEMA.iter_errors(content)] == []
