"""The command `tidtam` outside of Django: keys, and the demonstration that runs from this folder."""

import os
import re
import sys
from pathlib import Path

import pytest

from tidtam.config import command_line
from tidtam.config.environment import EnvironmentMistake
from tidtam.config.serving.folder import RunningFolder
from tidtam.kernel.keys import Keyring


def test_a_new_key_is_one_that_can_be_used(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["tidtam", "keys", "new"])
    written = [command_line.main() or capsys.readouterr().out.strip() for _ in range(2)]
    ring = Keyring.parse(",".join(map(str, written)))
    assert len({key.id for key in ring.keys}) == 2


@pytest.fixture
def running(tmp_path: Path) -> RunningFolder:
    folder = RunningFolder(tmp_path / "var")
    folder.take()
    return folder


def test_the_keys_of_a_folder_are_made_once_and_are_private(running: RunningFolder) -> None:
    first = running.keys()
    assert running.keys() == first
    assert (running.path / "keys").stat().st_mode & 0o777 == 0o600


def test_a_second_one_is_refused_and_told_where_the_first_is(running: RunningFolder) -> None:
    running.announce({"TIDTAM_BASE_URL": "http://127.0.0.1:8123", "HOME": "/root"})
    with pytest.raises(EnvironmentMistake, match=re.escape("http://127.0.0.1:8123")):
        RunningFolder(running.path).take()


def test_commands_find_the_running_one_only_while_it_runs(
    running: RunningFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIDTAM_DATA", str(running.path))
    monkeypatch.delenv("TIDTAM_ENV", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    running.announce({"TIDTAM_ENV": "demonstration", "DATABASE_URL": "postgresql://x/y", "HOME": "/elsewhere"})
    with monkeypatch.context() as patch:
        patch.setattr(os, "environ", dict(os.environ))
        command_line._adopt_running()
        assert os.environ["TIDTAM_ENV"] == "demonstration"
        assert os.environ["HOME"] != "/elsewhere"
    running.release()
    assert running.adoptable() == {}


@pytest.mark.parametrize("name", ["TIDTAM_ENV", "DATABASE_URL"])
def test_settings_of_ones_own_are_never_mixed_with_a_running_demonstration(
    running: RunningFolder, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("TIDTAM_DATA", str(running.path))
    monkeypatch.delenv("TIDTAM_ENV", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv(name, "mine")
    running.announce({"TIDTAM_KEYS": "theirs"})
    with monkeypatch.context() as patch:
        patch.setattr(os, "environ", dict(os.environ))
        command_line._adopt_running()
        assert os.environ.get("TIDTAM_KEYS") != "theirs"


def test_a_folder_left_by_a_killed_one_says_so(running: RunningFolder) -> None:
    running.announce({})
    os.close(running._lock)
    assert RunningFolder(running.path).take()
