"""Set-up does what changed, nothing else, and picks up what was cut off."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tidtam.config.environment import REPOSITORY
from tidtam.config.setup import environment, steps
from tidtam.config.setup.environment import pins
from tidtam.config.setup.steps import Failed, Step, run_and_follow

pytestmark = pytest.mark.requirement("QLT-01")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(steps, "REPOSITORY", tmp_path)
    monkeypatch.setattr(steps, "STAMPS", tmp_path / ".setup")
    (tmp_path / "source").write_text("one")
    return tmp_path


@pytest.fixture
def build(checkout: Path) -> Callable[[], Step]:
    def run() -> None:
        (checkout / "product").write_text((checkout / "source").read_text())

    return lambda: Step("build", "Building …", [checkout / "source"], run, outputs=(checkout / "product",))


def test_a_step_is_taken_once(build: Callable[[], Step], capsys: pytest.CaptureFixture[str]) -> None:
    assert [build().take(), build().take()] == [True, False]
    assert capsys.readouterr().out == "Building …\n"


def test_it_is_taken_again_when_its_source_changed(build: Callable[[], Step], checkout: Path) -> None:
    build().take()
    (checkout / "source").write_text("two")
    assert build().take()
    assert (checkout / "product").read_text() == "two"


def test_it_is_taken_again_when_its_product_is_gone(build: Callable[[], Step], checkout: Path) -> None:
    build().take()
    (checkout / "product").unlink()
    assert build().take()


def test_it_is_taken_again_when_it_was_cut_off(checkout: Path) -> None:
    """Cut off after the product stood, while the source was as before: only the stamp can tell."""

    def run() -> None:
        (checkout / "product").write_text("half")
        raise KeyboardInterrupt

    step = Step("build", "Building …", [checkout / "source"], run, outputs=(checkout / "product",))
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            step.take()


def test_a_step_that_fails_shows_the_end_of_what_it_said(checkout: Path) -> None:
    with pytest.raises(Failed, match=r"no room on the disk\n.*build\.log"):
        run_and_follow("build", [sys.executable, "-c", "raise SystemExit('no room on the disk')"], folder=checkout)


def test_the_virtual_environment_is_made_anew_after_a_cut_off_installation(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pip may have been killed between removing a package and putting its successor there."""
    commands: list[str] = []

    def follow(name: str, *_: object, **__: object) -> None:
        commands.append(name)
        if name == "requirements" and commands.count(name) == 1:
            raise KeyboardInterrupt

    python = checkout / "bin" / "python"
    python.parent.mkdir()
    python.touch()
    monkeypatch.setattr(environment, "VENV", checkout / ".venv")
    monkeypatch.setattr(environment, "PYTHON", python)
    monkeypatch.setattr(environment, "_INSTALLED", checkout / ".setup" / "installed.json")
    monkeypatch.setattr(environment, "run_and_follow", follow)
    (checkout / ".setup").mkdir()
    with pytest.raises(KeyboardInterrupt):
        environment.install_requirements("production")
    for _ in range(2):
        environment.install_requirements("production")
    assert commands == ["venv", "requirements", "venv", "requirements"]


def test_what_tests_need_serves_the_server_too() -> None:
    """Otherwise script/server and script/test would undo each other's installation."""
    production, development = (
        pins(REPOSITORY / "requirements" / f"{name}.txt") for name in ("production", "development")
    )
    assert len(production) > 20
    assert set(production) <= set(development)


def test_every_pin_is_read() -> None:
    for name in ("production", "development"):
        file = REPOSITORY / "requirements" / f"{name}.txt"
        assert len(pins(file)) == len(re.findall(r"^\S+==", file.read_text(), re.MULTILINE))


class TestWithoutPython:
    """script/* on a machine that lacks something: a sentence, and 3."""

    @pytest.fixture
    def bare(self, tmp_path: Path) -> Path:
        folder = tmp_path / "bin"
        folder.mkdir()
        for name in ("dirname", "id"):
            (folder / name).symlink_to(Path("/usr/bin") / name)
        return folder

    def run(self, folder: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/sh", REPOSITORY / "script" / "server"],
            env={"PATH": str(folder)},
            capture_output=True,
            text=True,
            check=False,
        )

    def put(self, folder: Path, name: str, answers: str) -> None:
        (folder / name).write_text(f"#!/bin/sh\n{answers}\n")
        os.chmod(folder / name, 0o700)

    def test_none_at_all(self, bare: Path) -> None:
        run = self.run(bare)
        assert run.returncode == 3
        assert "Tidtam needs Python 3.11 or newer, and none was found." in run.stderr

    def test_only_an_old_one(self, bare: Path) -> None:
        self.put(bare, "python3", "exit 1")
        run = self.run(bare)
        assert run.returncode == 3
        assert "Python 3.11 or newer" in run.stderr

    def test_one_without_the_venv_package(self, bare: Path) -> None:
        self.put(bare, "python3", 'case "$2" in *ensurepip*) exit 1;; *print*) echo 3.12;; esac')
        run = self.run(bare)
        assert run.returncode == 3
        assert "apt-get install python3.12-venv" in run.stderr
