from collections.abc import Callable, Iterator

import pytest

from tidtam.kernel.actor import SYSTEM, NotAllowed, Refused, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.orgs.actions import (
    create_organization,
    end_organization,
    move_organization,
    rename_organization,
)
from tidtam.kernel.orgs.models import FormerName, Organization

from .factories import make_ministry, make_officer, make_organization


@pytest.fixture(autouse=True)
def _as_system(db: None) -> Iterator[None]:
    with acting_as(SYSTEM):
        yield


def verbs() -> list[str]:
    return list(AuditRecord.objects.order_by("id").values_list("verb", flat=True))


def test_an_office_is_made_below_another_and_recorded() -> None:
    ministry = make_ministry()

    psu = create_organization(
        SYSTEM, code="psu", kind="institution", name_th=" มหาวิทยาลัยตัวอย่าง ", name_en="Sample", parent=ministry
    )

    assert (psu.path, psu.name_th) == ("mhesi/psu", "มหาวิทยาลัยตัวอย่าง")
    row = AuditRecord.objects.get()
    assert (row.verb, row.object_id, row.organization_path) == ("organization.created", str(psu.pk), "mhesi/psu")


@pytest.mark.parametrize("code", ["", "p", "PSU", "สงขลา", "psu/x", "psu_x", "psu,x", "9psu", "psu\n", "p" * 40])
def test_a_code_that_would_break_paths_is_refused(code: str) -> None:
    with pytest.raises(Refused) as refused:
        create_organization(SYSTEM, code=code, kind="ministry", name_th="ก", name_en="a")
    assert refused.value.field in {"code", "path"}


def test_a_code_stands_once_in_the_whole_tree() -> None:
    ministry = make_ministry()
    make_organization("psu", ministry)
    with pytest.raises(Refused) as refused:
        create_organization(SYSTEM, code="psu", kind="agency", name_th="ก", name_en="a", parent=ministry)
    assert refused.value.code == "taken"


def test_a_ministrys_office_cannot_stand_in_a_university() -> None:
    psu = make_organization("psu", make_ministry())
    with pytest.raises(Refused):
        create_organization(SYSTEM, code="dept", kind="department", name_th="ก", name_en="a", parent=psu)
    with pytest.raises(Refused):
        create_organization(SYSTEM, code="sci", kind="faculty", name_th="ก", name_en="a")


@pytest.mark.requirement("IDN-50")
def test_only_the_administrator_above_changes_the_tree() -> None:
    ministry = make_ministry()
    psu, cmu = make_organization("psu", ministry), make_organization("cmu", ministry)
    administrator = make_officer("role_admin", psu)

    create_organization(administrator, code="sci", kind="faculty", name_th="ก", name_en="a", parent=psu)

    attempts: list[Callable[[], object]] = [
        lambda: create_organization(administrator, code="x1", kind="faculty", name_th="ก", name_en="a", parent=cmu),
        lambda: rename_organization(administrator, cmu, name_th="ข", name_en="b"),
        lambda: move_organization(administrator, psu, parent=None),
        lambda: end_organization(administrator, cmu),
        lambda: rename_organization(make_officer("auditor", ministry), psu, name_th="ข", name_en="b"),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()
    assert verbs() == ["organization.created"]


def test_a_former_name_stays_known() -> None:
    ministry = make_ministry()
    rename_organization(SYSTEM, ministry, name_th="กระทรวงใหม่", name_en="New Ministry")
    rename_organization(SYSTEM, ministry, name_th="กระทรวงใหม่", name_en="New Ministry")

    assert Organization.objects.get().name_th == "กระทรวงใหม่"
    assert [each.name_th for each in FormerName.objects.all()] == ["หน่วยงาน mhesi"]
    assert verbs() == ["organization.renamed"]


def test_what_stands_below_moves_along() -> None:
    ministry = make_ministry()
    agency = make_organization("agency", ministry, kind="agency")
    psu = make_organization("psu", ministry)
    faculty = make_organization("sci", psu, kind="faculty")
    unit = make_organization("lab", faculty, kind="unit")
    alike = make_organization("psu-two", ministry)

    move_organization(SYSTEM, psu, parent=agency)

    paths = dict(Organization.objects.values_list("code", "path"))
    assert paths[faculty.code] == "mhesi/agency/psu/sci"
    assert paths[unit.code] == "mhesi/agency/psu/sci/lab"
    assert paths[alike.code] == "mhesi/psu-two"
    row = AuditRecord.objects.get()
    assert row.details == {"from": "mhesi/psu", "to": "mhesi/agency/psu"}


def test_an_office_cannot_stand_below_itself() -> None:
    ministry = make_ministry()
    one = make_organization("one", ministry, kind="unit")
    two = make_organization("two", one, kind="unit")
    with pytest.raises(Refused):
        move_organization(SYSTEM, one, parent=two)


def test_an_office_ends_after_those_below_it() -> None:
    ministry = make_ministry()
    psu = make_organization("psu", ministry)
    with pytest.raises(Refused):
        end_organization(SYSTEM, ministry)

    end_organization(SYSTEM, psu)
    end_organization(SYSTEM, psu)
    end_organization(SYSTEM, ministry)

    assert not Organization.objects.filter(ended_at=None).exists()
    assert verbs() == ["organization.ended", "organization.ended"]
