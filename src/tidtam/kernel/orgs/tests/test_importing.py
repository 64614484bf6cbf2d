from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from tidtam.kernel.orgs.models import Organization

HEAD = "code,parent,kind,name_th,name_en,sample\n"


def run(file: str | Path) -> str:
    out = StringIO()
    call_command("orgs", "import", str(file), stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_list_of_institutions_is_imported_once_and_again_changes_nothing() -> None:
    first = run("thailand")
    demo = run("demo-institutions")
    again = run("thailand")

    assert "102 offices created" in first
    assert "4 offices created" in demo
    assert "0 offices created, 0 renamed, 0 moved, 102 as before" in again
    psu = Organization.objects.get(code="psu")
    assert (psu.path, psu.name_en, psu.is_sample) == ("mhesi/psu", "Prince of Songkla University", False)
    assert Organization.objects.filter(is_sample=True).count() == 4
    assert Organization.objects.filter(kind="institution").exclude(parent__code="mhesi").count() == 0


@pytest.mark.django_db
def test_a_changed_file_renames_and_moves(tmp_path: Path) -> None:
    file = tmp_path / "offices.csv"
    file.write_text(HEAD + "min,,ministry,กระทรวง,Ministry,\nag,min,agency,สำนักงาน,Agency,\nu1,min,institution,ก,A,\n")
    run(file)
    file.write_text(
        "\ufeff" + HEAD + "min,,ministry,กระทรวง,Ministry,\nag,min,agency,สำนักงาน,Agency,\nu1,ag,institution,ข,B,\n"
    )

    said = run(file)

    assert "1 renamed, 1 moved, 2 as before" in said
    assert "renamed: u1" in said
    office = Organization.objects.get(code="u1")
    assert (office.path, office.name_th) == ("min/ag/u1", "ข")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("code,name\nx,y\n", "lacks these columns: parent, kind, name_th, name_en, sample"),
        (HEAD + "min,,ministry,ก,A,\nu1,min,college,ข,B,\n", "Line 3: “college” is no kind of office"),
        (
            HEAD + "min,,ministry,ก,A,\nu1,nowhere,institution,ข,B,\n",
            "Line 3 (u1): no office above has the code “nowhere”",
        ),
        (HEAD + "min,,ministry,ก,A,\nU1,min,institution,ข,B,\n", "Line 3 (U1)"),
        (HEAD + "min,,ministry,ก,A,\nu1,min,institution,,B,\n", "Line 3 (u1)"),
    ],
)
def test_a_mistake_names_its_line_and_nothing_is_imported(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "offices.csv"
    file.write_text(text)

    with override("en"), pytest.raises(CommandError) as mistake:
        run(file)

    assert says in str(mistake.value)
    assert not Organization.objects.exists()


@pytest.mark.django_db
def test_a_file_that_is_not_there_or_no_text_is_said_plainly(tmp_path: Path) -> None:
    binary = tmp_path / "binary.csv"
    binary.write_bytes(b"\xff\xfe\x00\x01")
    for file in (tmp_path / "missing.csv", binary):
        with pytest.raises(CommandError, match="cannot be read"):
            run(file)
