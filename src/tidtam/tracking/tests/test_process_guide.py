"""The guides are followed to the letter: the file they show, the commands they give, the mistakes they quote."""

import re
import shlex
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from tidtam.tracking.definitions import read_file

pytestmark = [pytest.mark.requirement("TRK-03"), pytest.mark.requirement("QLT-11")]
DOCS = Path(__file__).resolve().parents[4] / "docs"
GUIDES = {"en": DOCS / "processes.md", "th": DOCS / "guides" / "write-a-process.md"}


def blocks(guide: Path, kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", guide.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("language", GUIDES)
def test_a_newcomer_who_follows_the_guide_gets_what_it_says(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (example,) = blocks(GUIDES[language], "toml")
    Path("leave_request.toml").write_text(example, encoding="utf-8")
    commands = [line for block in blocks(GUIDES[language], "sh") for line in block.splitlines()]
    assert {command.split()[2] for command in commands} >= {"check", "draw", "simulate"}
    with override(language):
        for command in commands:
            program, *arguments = shlex.split(command)
            assert program == "tidtam"
            call_command(*arguments, stdout=StringIO())
        assert Path("leave_request.svg").read_text("utf-8").startswith("<svg")
        Path("leave_request.toml").write_text("nxt".join(example.rsplit("next", 1)), encoding="utf-8")
        with pytest.raises(CommandError) as refused:
            call_command("process", "check", "leave_request.toml")
    (quoted,) = blocks(GUIDES[language], "text")
    assert str(refused.value) == quoted.strip()


@pytest.mark.parametrize("file", sorted((DOCS / "guides").glob("*.toml")), ids=lambda file: file.stem)
def test_a_file_to_adopt_is_in_order_and_bears_its_key(file: Path) -> None:
    call_command("process", "check", str(file), stdout=StringIO())
    assert read_file(file.read_text("utf-8"), file=file.name).definition.key == file.stem


def test_both_guides_show_the_same_file() -> None:
    assert blocks(GUIDES["en"], "toml") == blocks(GUIDES["th"], "toml")
