"""What is said to have been tried names only tests that exist, and each row has one."""

import re

import pytest

from tidtam.config.environment import REPOSITORY

pytestmark = pytest.mark.requirement("QLT-02")
TOLD = (REPOSITORY / "docs/security/attacks.md").read_text("utf-8")
_TEST = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def test_every_row_names_its_test() -> None:
    rows = [line for line in TOLD.splitlines() if line.startswith("| ") and not line.startswith("| ---")]
    heads = TOLD.count("\n| --- ")
    assert len(rows) > heads
    assert sum(not _TEST.search(row) for row in rows) == heads


def test_every_test_named_exists() -> None:
    missing = []
    for file, name in _TEST.findall(TOLD):
        path = REPOSITORY / file if file.startswith("tests/") else REPOSITORY / "src/tidtam" / file
        if not path.is_file() or f"def {name}(" not in path.read_text("utf-8"):
            missing.append(f"{file}::{name}")
    assert missing == []
