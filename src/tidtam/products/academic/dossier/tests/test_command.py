"""`tidtam dossier`: what it prints, with which exit code, and that nothing but the file is needed."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from tidtam.products.academic.rulebook.rule_sets.reading import FOLDER
from tidtam.products.academic.rulebook.tests.generating import FACTS, sample

from .factories import Offices

pytestmark = pytest.mark.requirement("ACA-10")
REPOSITORY = Path(__file__).resolve().parents[6]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "dossier.json"
    file.write_text(json.dumps(sample(), ensure_ascii=False), "utf-8")
    return file


def run(*arguments: str) -> tuple[str, str, int]:
    """What was printed, what was said of it, and the exit code."""
    out, said, code = StringIO(), "", 0
    with override("en"):
        try:
            call_command("dossier", *arguments, stdout=out)
        except CommandError as error:
            said, code = str(error), error.returncode
    return out.getvalue(), said, code


def test_a_dossier_in_order(file: Path) -> None:
    printed, said, code = run("check", str(file), "--as-of", "๒๑ พ.ย. ๒๕๖๙")
    assert (said, code) == ("", 0)
    assert "DOC-101 In order" in printed


def test_what_stops_a_dossier_is_told_with_its_place_and_clause(file: Path) -> None:
    values = sample()
    values["applicant"]["prefix"] = "ดร."
    file.write_text(json.dumps(values), "utf-8")
    printed, said, code = run("check", str(file), "--as-of", "2026-11-21")
    assert (said, code) == ("1 thing must be mended.", 1)
    assert printed.startswith("DOC-101 Not in order, Must be mended /applicant/prefix\n")
    assert "The applicant, Title before the name: “ดร.” is not one of the civil titles." in printed
    told = json.loads(run("check", str(file), "--format", "json")[0])
    fault = next(finding for finding in told["findings"] if finding["answer"] == "fail")
    assert (told["rule_set"], fault["rule"], fault["part"], fault["severity"]) == (
        "criteria_2564",
        "DOC-101",
        "1",
        "must",
    )
    assert fault["place"] == "/applicant/prefix"
    assert "คำนำหน้านาม" in fault["clause"]["th"]
    assert fault["clause"]["of"]["en"].endswith("academic positions, slide 2")
    assert fault["message"] == {
        "th": "“ดร.” ไม่ใช่คำนำหน้านามที่กำหนด",
        "en": "“ดร.” is not one of the civil titles.",
    }


def test_the_stage_decides_what_is_asked(file: Path) -> None:
    file.write_text("{}", "utf-8")
    answers = {
        stage: {
            finding["rule"]: finding["answer"]
            for finding in json.loads(run("check", str(file), "--format", "json", "--stage", stage)[0])["findings"]
        }
        for stage in ("applicant", "royal")
    }
    assert "not_yet" not in answers["royal"].values()
    assert answers["applicant"]["DOC-101"] == "fail"


def test_what_is_no_dossier_is_told_with_its_place(file: Path, tmp_path: Path) -> None:
    file.write_text('{"works": [{"titel": "x"}]}', "utf-8")
    printed, said, code = run("check", str(file))
    assert (printed, code) == ("", 2)
    assert said == f"{file}: /works/0/titel: A dossier has no such field."
    printed, _said, code = run("check", str(file), "--format", "json")
    assert code == 2
    assert json.loads(printed)["mistakes"][0]["place"] == "/works/0/titel"
    assert run("check", str(tmp_path / "none.json"))[2] == 2


def test_without_rules_in_force_nothing_is_judged(file: Path, tmp_path: Path) -> None:
    values = sample()
    values["request"]["begun_on"] = "1 ม.ค. 2560"
    file.write_text(json.dumps(values), "utf-8")
    assert run("check", str(file))[1:] == (
        "No set of rules was in force on 2017-01-01 for such a request; name one with --rules.",
        2,
    )
    rules = tmp_path / "rules.toml"
    rules.write_text("key = 1", "utf-8")
    _printed, said, code = run("check", str(file), "--rules", str(rules))
    assert code == 2
    assert "version: this is missing." in said


def test_nothing_is_needed_but_the_file(file: Path) -> None:
    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "tidtam.config.command_line", "dossier", "check", str(file), "--format", "json"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY / "src"), "TIDTAM_ENV": "production"},
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout)["rule_set"] == "criteria_2564"


def test_new_rules_are_replayed_over_stored_dossiers(offices: Offices, tmp_path: Path) -> None:
    faulty = sample()
    faulty["applicant"]["prefix"] = "ดร."
    dossier = offices.dossier(faulty)
    offices.dossier()
    rules = tmp_path / "rules.toml"
    text = (FOLDER / "criteria_2564.toml").read_text("utf-8")
    start = text.index('[[rulings]]\nnumber = "DOC-101"')
    end = text.index("[[rulings]]", start + 1)
    rules.write_text(text[:start] + text[end:], "utf-8")
    out, err = StringIO(), StringIO()
    with override("en"):
        call_command("dossier", "replay", str(rules), stdout=out, stderr=err)
        assert out.getvalue() == f"{dossier.pk}: -DOC-101/applicant/prefix\n"
        assert "1 of 2 dossiers would be judged differently." in err.getvalue()
        call_command("dossier", "replay", str(rules), "--format", "json", stdout=out, stderr=err)
    told = json.loads(out.getvalue().splitlines()[-1])
    assert told["gone"] == [{"rule": "DOC-101", "place": "/applicant/prefix"}]


def test_what_the_files_are_is_told_beside_the_dossier(file: Path, tmp_path: Path) -> None:
    printed, *_rest = run("check", str(file), "--as-of", "2026-11-21", "--format", "json")
    answers = {one["answer"] for one in json.loads(printed)["findings"] if one["rule"] == "DOC-803"}
    assert answers == {"cannot_tell"}
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps({mark: asdict(FACTS[mark]) for mark in ("photo_1", "photo_2")}), "utf-8")
    printed, *_rest = run("check", str(file), "--as-of", "2026-11-21", "--format", "json", "--facts", str(facts))
    assert {one["answer"] for one in json.loads(printed)["findings"] if one["rule"] == "DOC-803"} == {"pass"}
    facts.write_text('{"photo_1": {"dpi_x": "many"}}', "utf-8")
    _printed, said, code = run("check", str(file), "--facts", str(facts))
    assert code == 2
    assert "photo_1/dpi_x" in said


def test_the_example_of_the_guide_waits_only_for_what_is_not_configured() -> None:
    """After a change of the sample: write it there anew."""
    example = REPOSITORY / "docs" / "examples"
    assert json.loads((example / "dossier.json").read_text("utf-8")) == sample()
    given = ("--as-of", "2026-11-21", "--facts", str(example / "dossier-files.json"), "--format", "json")
    printed, said, code = run("check", str(example / "dossier.json"), *given)
    assert (said, code) == ("", 0)
    others = [one for one in json.loads(printed)["findings"] if one["answer"] != "pass"]
    assert {one["rule"] for one in others} == {"DOC-301", "DOC-402", "DOC-605", "DOC-609"}
    assert all("Not configured" in one["message"]["en"] for one in others)
