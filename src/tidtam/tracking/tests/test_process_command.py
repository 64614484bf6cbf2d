"""`tidtam process`: what it prints, with which exit code, and that nothing but the file is needed."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from tidtam.tracking.definitions import DefinitionRefused, WrongEncoding, decode, read_file

from .factories import PROCESS

pytestmark = pytest.mark.requirement("TRK-03")
REPOSITORY = Path(__file__).resolve().parents[4]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "sample.toml"
    file.write_text(PROCESS, encoding="utf-8")
    return file


def run(*arguments: str) -> str:
    out = StringIO()
    with override("en"):
        call_command("process", *arguments, stdout=out)
    return out.getvalue()


def refused(*arguments: str) -> tuple[str, int]:
    with pytest.raises(CommandError) as error:
        run(*arguments)
    return str(error.value), error.value.returncode


def test_several_files_are_checked_and_each_bad_one_is_told(file: Path, tmp_path: Path) -> None:
    bad, worse = tmp_path / "bad.toml", tmp_path / "worse.toml"
    bad.write_text(PROCESS.replace('actor = "subject"', 'actor = "x"'), encoding="utf-8")
    assert "version 1, 5 steps" in run("check", str(file))
    message, code = refused("check", str(bad), str(file), str(worse))
    assert f"{bad}:64, steps 4 › actor" in message
    assert f"{worse}: No such file" in message
    assert code == 2
    assert refused("check", str(bad))[1] == 1


def test_a_picture_is_printed_or_written(file: Path, tmp_path: Path) -> None:
    picture = tmp_path / "sample.svg"
    assert run("draw", str(file), "-o", str(picture)) == ""
    assert picture.read_text("utf-8") == run("draw", str(file))
    assert picture.read_text("utf-8").startswith("<svg ")
    assert refused("draw", str(file), "-o", str(tmp_path / "none" / "x.svg"))[1] == 2


def test_a_simulation_is_told_in_words_or_as_values(file: Path) -> None:
    assert "Shortest way: 18 working days" in run("simulate", str(file), "--cases", "20")
    values = json.loads(run("simulate", str(file), "--cases", "20", "--seed", "3", "--format", "json"))
    assert (values["process"], values["walk"]["matters"], values["walk"]["seed"]) == ("sample", 20, 3)
    file.write_text(PROCESS.replace('next = "approved"', 'next = "meeting"'), encoding="utf-8")
    message, code = refused("simulate", str(file))
    assert "from the step “meeting” on the matter goes round for ever" in message
    assert code == 1


def tidtam(*arguments: str) -> subprocess.CompletedProcess[str]:
    """In a place where nothing of Tidtam is set up."""
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "tidtam.config.command_line", "process", *arguments],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY / "src"), "TIDTAM_ENV": "production"},
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )


def test_nothing_is_needed_but_the_file(file: Path, tmp_path: Path) -> None:
    right = tidtam("simulate", str(file), "--format", "json")
    assert (right.returncode, json.loads(right.stdout)["paths"]["count"]) == (0, 3)
    assert tidtam("check", str(tmp_path / "none.toml")).returncode == 2


BAD_FILES = {
    "two megabytes": (b"# " + b"x" * 2_000_000, "2,000,002 bytes"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "not a text file"),
    "a document": (b"PK\x03\x04\x00\x00", "not a text file"),
    "torn UTF-8": (PROCESS.encode()[:200] + b"\xff" + b"\n", "not UTF-8"),
    "TIS-620": (PROCESS.replace("“", "").encode("cp874"), "TIS-620 (Windows-874)"),
    "UTF-16": (PROCESS.encode("utf-16"), "UTF-16"),
}


@pytest.mark.requirement("TRK-01")
@pytest.mark.parametrize("kind", BAD_FILES)
def test_what_is_no_text_in_utf8_is_answered_kindly(kind: str, file: Path) -> None:
    data, said = BAD_FILES[kind]
    file.write_bytes(data)
    message, code = refused("check", str(file))
    assert said in message
    assert code == 1


@pytest.mark.requirement("TRK-01")
@pytest.mark.parametrize("encoding", ["cp874", "utf-16"])
def test_the_text_of_another_encoding_is_recognised(encoding: str) -> None:
    with pytest.raises(WrongEncoding) as wrong:
        decode(PROCESS.encode(encoding), file="x")
    assert wrong.value.text == PROCESS


@pytest.mark.requirement("TRK-01")
def test_a_byte_order_mark_does_no_harm() -> None:
    text = decode(b"\xef\xbb\xbf" + PROCESS.encode(), file="x")
    assert read_file(text, file="x") == read_file("\ufeff" + PROCESS, file="x")


BOMBS = {
    "lists in lists": "key = " + "[" * 90_000,
    "tables in tables": "key = " + "{a=" * 50_000,
    "a key of many parts": "a" + ".a" * 90_000 + " = 1",
    "a header of many parts": "[a" + ".a" * 90_000 + "]",
    "a number of many digits": "version = " + "9" * 150_000,
    "many tables": "[[steps]]\n" * 20_000,
    "many headers": "".join(f"[a{number}]\n" for number in range(20_000)),
    "a duplicate key": PROCESS.replace("version = 1", "version = 1\nversion = 2"),
    "a bad date": PROCESS.replace("version = 1", "version = 2026-02-30"),
}


@pytest.mark.requirement("TRK-01")
@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_are_refused_like_any_other_file(bomb: str) -> None:
    with pytest.raises(DefinitionRefused) as refusal:
        read_file(BOMBS[bomb], file="x")
    assert refusal.value.mistakes
