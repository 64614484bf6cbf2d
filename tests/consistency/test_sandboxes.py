"""The sandboxes share one process, know nothing of each other, and do not exist in production."""

import ast
import os
import subprocess
import sys

import pytest

from tests.consistency.house import HOUSE, ROOT
from tidtam.config.outside.sandboxes import SANDBOXES

PACKAGES = [path.parent.name for path in sorted((HOUSE.package / "sandbox").glob("*/apps.py"))]


@pytest.mark.requirement("IDN-42", "IDN-40")
def test_in_production_no_sandbox_can_be_imported() -> None:
    names = ["tidtam.config.outside", *(f"tidtam.sandbox.{name}" for name in PACKAGES if name != "demo")]
    # All in one interpreter, as starting one is what costs.
    program = (
        "import importlib\n"
        f"for name in {names!r}:\n"
        "    try:\n        importlib.import_module(name)\n"
        "    except ImportError as refused:\n        assert 'TIDTAM_ENV' in str(refused), (name, refused)\n"
        "    else:\n        raise AssertionError(name)\n"
    )
    for value in ("production", ""):
        done = subprocess.run(
            [sys.executable, "-c", program],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "TIDTAM_ENV": value},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


def test_each_has_an_address_and_names_of_its_own() -> None:
    places = [sandbox.place for sandbox in SANDBOXES]
    assert len(set(places)) == len(places)
    assert all(place.endswith("/") for place in places if place)
    assert len({sandbox.label for sandbox in SANDBOXES}) == len(SANDBOXES)


def test_all_but_the_first_name_their_addresses_for_themselves() -> None:
    """ThaiD had the process to itself, so its names stand bare; a second bare one would hide them."""
    bare = [sandbox.name for sandbox in SANDBOXES if not _declares_app_name(sandbox.name)]
    assert bare == ["tidtam.sandbox.thaid"]


def _declares_app_name(package: str) -> bool:
    tree = ast.parse((ROOT / "src" / package.replace(".", "/") / "urls.py").read_text("utf-8"))
    names = [target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
    return any(isinstance(name, ast.Name) and name.id == "app_name" for name in names)
