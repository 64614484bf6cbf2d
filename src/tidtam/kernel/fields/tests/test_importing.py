from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tidtam.kernel.actor import VISITOR, NotAllowed, Refused
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.fields.actions import FieldRow, import_fields
from tidtam.kernel.fields.models import FieldOfStudy
from tidtam.kernel.fields.queries import field_coded, find_fields, is_official

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("ACA-01")]
HEAD = "code,name_th,name_en,group_th,group_en\n"


def run(*given: str | Path) -> tuple[str, str]:
    out, mistakes = StringIO(), StringIO()
    try:
        call_command("fields", *map(str, given), stdout=out, stderr=mistakes)
    except CommandError as refused:
        return str(refused), mistakes.getvalue()
    return out.getvalue(), mistakes.getvalue()


@pytest.fixture
def official(tmp_path: Path) -> Path:
    file = tmp_path / "official.csv"
    file.write_text("\ufeff" + HEAD + "0501,วิทยาการคอมพิวเตอร์,Computer Science,,\n๗๗๐๑,สาขาใหม่,New field,,\n", "utf-8")
    return file


def test_the_sample_is_loaded_once_and_says_what_it_is() -> None:
    run("seed")
    loaded = FieldOfStudy.objects.count()
    assert loaded > 50
    assert set(FieldOfStudy.objects.values_list("is_sample", flat=True)) == {True}
    FieldOfStudy.objects.filter(code="0101").update(name_th="แก้แล้ว")
    run("seed")
    assert (FieldOfStudy.objects.count(), FieldOfStudy.objects.get(code="0101").name_th) == (loaded, "แก้แล้ว")


def test_the_official_list_takes_the_place_of_the_sample_and_nothing_used_is_lost(official: Path) -> None:
    run("seed")
    before = FieldOfStudy.objects.count()
    said, _ = run("import", official)
    assert f"1 fields created, 1 changed, {before - 1} ended, 0 as before" in said
    assert is_official()
    assert [field.code for field in find_fields("0")] == ["0501"]
    known = field_coded("0101")
    assert known is not None
    assert known.ended_on is not None
    assert field_coded("7701")
    assert AuditRecord.objects.get(verb="fields.imported", details__ended=before - 1).details["created"] == 1
    assert "0 fields created, 0 changed, 0 ended, 2 as before" in run("import", official)[0]


def test_a_dry_run_says_what_would_happen_and_does_nothing(official: Path) -> None:
    said, _ = run("import", official, "--dry-run")
    assert "created: 0501, 7701" in said
    assert "Nothing was imported" in said
    assert not FieldOfStudy.objects.exists()
    assert not AuditRecord.objects.filter(verb="fields.imported").exists()


def test_every_wrong_row_is_named_and_nothing_of_the_file_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "wrong.csv"
    file.write_text(HEAD + f"12,สั้น,,,\n0501,{'ก' * 201},,,\n0501,ซ้ำ,,,\n0502,,,,\n0503,ดี,,,\n", "utf-8")
    said, mistakes = run("import", file)
    assert said == "4 mistakes in wrong.csv. Nothing was imported."
    assert [line.split(":")[0] for line in mistakes.splitlines()] == [
        "line 2, code",
        "line 3, name_th",
        "line 4, code",
        "line 5, name_th",
    ]
    assert not FieldOfStudy.objects.exists()


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"number,name\n1,2\n", HEAD.encode(), b"code,name_th\n\x00,x\n"]
)
def test_what_is_no_list_is_refused_with_its_reason(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "no-list.csv"
    file.write_bytes(content)
    assert "Nothing was imported" in run("import", file)[0] or "cannot be read" in run("import", file)[0]
    assert not FieldOfStudy.objects.exists()


def test_a_sample_never_takes_the_place_of_the_official_list(official: Path) -> None:
    run("import", official)
    from tidtam.kernel.fields.actions.importing import SAMPLE

    assert "A sample never takes" in run("import", SAMPLE)[0] or "ตัวอย่าง" in run("import", SAMPLE)[0]
    assert FieldOfStudy.objects.filter(ended_on=None).count() == 2


def test_only_the_platform_imports() -> None:
    with pytest.raises(NotAllowed):
        import_fields(VISITOR, [FieldRow(1, "0501", "ก", "", "", "", False)])
    assert issubclass(NotAllowed, Refused)
