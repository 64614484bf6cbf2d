"""docs/administrator.md names every setting, and none that is gone."""

import re

from tidtam.config.environment import REPOSITORY

# The word alone, as in a rule about all of them.
_NOT_FOR_PEOPLE = {"TIDTAM_"}


def settings_in(text: str) -> set[str]:
    return set(re.findall(r"TIDTAM_[A-Z_]*[A-Z]|TIDTAM_(?![A-Z*])", text)) - _NOT_FOR_PEOPLE


def test_every_setting_is_told_and_every_told_one_exists() -> None:
    sources = [
        path
        for path in (REPOSITORY / "src").rglob("*.py")
        if "tests" not in path.parts and "migrations" not in path.parts
    ]
    read = {name for path in sources for name in settings_in(path.read_text())}
    assert settings_in((REPOSITORY / "docs" / "administrator.md").read_text()) == read
