"""Decision records, and the list of dependencies that must keep in step."""

import json
import re
from pathlib import Path

import pytest

from tests.consistency.house import ROOT

DECISIONS = ROOT / "docs" / "decisions"
SOURCES = {
    "requirements/production.in": ROOT / "requirements" / "production.in",
    "requirements/development.in": ROOT / "requirements" / "development.in",
    "frontend/package.json": ROOT / "frontend" / "package.json",
}


def declared(source: Path) -> set[str]:
    text = source.read_text("utf-8")
    if source.suffix == ".json":
        package = json.loads(text)
        return {*package.get("dependencies", {}), *package.get("devDependencies", {})}
    return set(re.findall(r"^([a-z0-9][a-z0-9_.-]*)", text, re.MULTILINE))


def explained(section: str) -> list[str]:
    """What the list says under the heading that ends with the file's name."""
    text = (DECISIONS / "0003-dependencies.md").read_text("utf-8")
    body = text.partition(f": `{section}`\n")[2].partition("\n## ")[0]
    return re.findall(r"^\* `([^`]+)`: \S", body, re.MULTILINE)


@pytest.mark.parametrize("section", SOURCES)
def test_every_dependency_has_its_reason(section: str) -> None:
    names = explained(section)
    assert sorted(names) == sorted(declared(SOURCES[section]))


def test_records_are_numbered_in_order_and_have_the_parts_of_the_template() -> None:
    records = sorted(DECISIONS.glob("[0-9]*.md"))
    assert [record.name[:4] for record in records] == [f"{number:04d}" for number in range(1, len(records) + 1)]
    parts = re.findall(r"^## .*", (DECISIONS / "template.md").read_text("utf-8"), re.MULTILINE)
    for record in records:
        text = record.read_text("utf-8")
        assert text.startswith(f"# {record.name[:4]}: "), record.name
        assert "\nStatus: " in text, record.name
        assert [part for part in parts if part not in text.splitlines()] == [], record.name
