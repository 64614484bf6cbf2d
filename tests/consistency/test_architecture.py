"""import-linter keeps the floors, and a planted violation does not get past it."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.consistency.house import HOUSE, ROOT

LINTER = Path(sys.executable).parent / "lint-imports"


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINTER, "--no-cache", "--no-logo"],
        cwd=root,
        env={"PYTHONPATH": str(root / "src"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_house_keeps_its_contracts() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture(scope="module")
def empty_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The floors and shelves of the real house with nothing in them, under the real contracts."""
    root = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", root)
    for app in [*HOUSE.order, *HOUSE.apps.values(), "thai.tests"]:
        folder = root / "src" / "tidtam"
        for part in app.split("."):
            folder = folder / part
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "__init__.py").touch()
    (root / "src" / "tidtam" / "__init__.py").touch()
    (root / "src" / "tidtam" / "thai" / "tests" / "test_collation.py").write_text("import django\n")
    return root


def test_the_empty_house_keeps_its_contracts(empty_house: Path) -> None:
    result = lint(empty_house)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("files", "contract"),
    [
        ({"surprise/__init__.py": ""}, "floors below it"),
        ({"kernel/surprise/__init__.py": ""}, "shelves below it"),
        ({"web/pages.py": "import tidtam.kernel.actor"}, "floors below it"),
        ({"tracking/queries.py": "def f():\n    from tidtam.products import academic"}, "floors below it"),
        ({"kernel/audit/queries.py": "from tidtam.kernel import people"}, "shelves below it"),
        (
            {"products/other/__init__.py": "", "products/academic/queries.py": "import tidtam.products.other"},
            "each other",
        ),
        (
            {"tracking/models.py": "", "tracking/choices.py": "from tidtam.tracking import models"},
            "duties below its own",
        ),
        ({"tracking/tasks.py": "", "tracking/actions.py": "from . import tasks"}, "duties below its own"),
        ({"tracking/views.py": "", "tracking/api.py": "from . import views"}, "duties below its own"),
        ({"tracking/api/queries.py": "from tidtam.tracking import forecast"}, "know nothing of each other"),
        ({"sandbox/thaid/views.py": "import tidtam.kernel.people"}, "outside the product"),
        ({"thai/pages.py": "from django.http import HttpRequest"}, "plain Python"),
    ],
)
def test_a_planted_violation_is_caught(empty_house: Path, tmp_path: Path, files: dict[str, str], contract: str) -> None:
    root = tmp_path / "house"
    shutil.copytree(empty_house, root)
    for name, text in files.items():
        path = root / "src" / "tidtam" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    result = lint(root)
    assert result.returncode == 1
    broken = [line for line in result.stdout.splitlines() if "BROKEN" in line]
    assert [contract in line for line in broken] == [True]


def test_every_contract_keeps_every_import_or_says_why() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    assert tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if line.startswith("ignore_imports"):
            assert lines[number - 1].startswith("# "), f"line {number + 1} ignores an import without a reason"
