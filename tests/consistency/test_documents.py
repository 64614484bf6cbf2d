"""A reader finds what the documents point at."""

import re
from pathlib import Path

import pytest

from tidtam.config.environment import REPOSITORY
from tidtam.sandbox.demo.persons import demo_persons

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
_EXPECTED = (
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "LICENSE",
    "docs/architecture.md",
    "docs/administrator.md",
    "docs/requirements.md",
    "docs/decisions/README.md",
    "docs/guides/applicant.md",
    "docs/guides/institution-officer.md",
    "docs/guides/ministry-officer.md",
    "docs/guides/administrators.md",
)


def _documents() -> list[Path]:
    return [*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/**/*.md")]


@pytest.mark.requirement("QLT-11")
@pytest.mark.parametrize("name", _EXPECTED)
def test_the_documents_are_there(name: str) -> None:
    assert (REPOSITORY / name).is_file()


@pytest.mark.requirement("QLT-11")
def test_every_link_and_picture_leads_somewhere() -> None:
    broken = [
        f"{document.relative_to(REPOSITORY)}: {target}"
        for document in _documents()
        for target in _LINK.findall(document.read_text("utf-8"))
        if "://" not in target and not (document.parent / target).exists()
    ]
    assert broken == []


@pytest.mark.requirement("QLT-11")
def test_the_readme_has_a_picture_and_the_two_commands() -> None:
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    assert "](docs/images/" in readme
    assert "script/server" in readme
    assert "script/test" in readme


@pytest.mark.requirement("QLT-11")
def test_the_readme_names_everybody_of_the_demonstration() -> None:
    text = (REPOSITORY / "README.md").read_text("utf-8")
    assert [
        person.key
        for person in demo_persons()
        if f"| {person.names['given_name_en']} {person.names['family_name_en']} " not in text
    ] == []
