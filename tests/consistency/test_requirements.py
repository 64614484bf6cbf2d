"""script/requirements tells which tests prove a requirement."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, root / "script" / "requirements"], capture_output=True, text=True, check=False
    )


@pytest.fixture
def small_root(tmp_path: Path) -> Path:
    (tmp_path / "script").mkdir()
    shutil.copy(ROOT / "script" / "requirements", tmp_path / "script")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "requirements.md").write_text("- **AAA-01** one\n- **AAA-02** two\n- **AAA-03** three\n")
    (tmp_path / "tests").mkdir()
    return tmp_path


def test_every_number_a_test_names_is_a_requirement() -> None:
    result = run(ROOT)
    assert result.stderr == ""
    assert result.returncode == 0


def test_marks_of_functions_classes_and_modules_are_found(small_root: Path) -> None:
    (small_root / "tests" / "test_one.py").write_text(
        """
import pytest

@pytest.mark.requirement("AAA-01")
def test_alone(): ...

@pytest.mark.requirement("AAA-01", "AAA-02")
class TestGroup:
    def test_inside(self): ...

def test_unmarked(): ...
"""
    )
    (small_root / "tests" / "test_two.py").write_text(
        'import pytest\npytestmark = [pytest.mark.x, pytest.mark.requirement("AAA-02")]\ndef test_third(): ...\n'
    )
    assert run(small_root).stdout.splitlines() == [
        "AAA-01: tests/test_one.py::test_alone, tests/test_one.py::TestGroup::test_inside",
        "AAA-02: tests/test_one.py::TestGroup::test_inside, tests/test_two.py::test_third",
        "AAA-03: no test",
    ]


def test_a_table_of_cases_names_the_numbers_that_it_is_gone_through_for(small_root: Path) -> None:
    cases = small_root / "tests" / "cases"
    cases.mkdir()
    (cases / "some.py").write_text('CASES = [Case("AAA-01", "AAA-02"), Case("AAA-01"), Case("other", "AAA-03")]\n')
    assert run(small_root).stdout.splitlines() == ["AAA-01: tests/cases/some.py", "AAA-02: no test", "AAA-03: no test"]


def test_a_number_that_is_not_in_the_list_is_named(small_root: Path) -> None:
    (small_root / "tests" / "test_one.py").write_text(
        'import pytest\n@pytest.mark.requirement("AAA-99")\ndef test_it(): ...\n'
    )
    result = run(small_root)
    assert result.returncode == 1
    assert "tests/test_one.py::test_it names AAA-99" in result.stderr
