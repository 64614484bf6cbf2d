import pytest

from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.policies import within
from tidtam.kernel.orgs.queries import institutions, subtree

from .factories import make_ministry, make_organization


@pytest.mark.django_db
def test_within_takes_the_office_and_what_is_below_but_no_code_that_begins_alike() -> None:
    ministry = make_ministry()
    psu = make_organization("psu", ministry)
    make_organization("psux", ministry)
    science = make_organization("sci", psu, kind="faculty")

    found = Organization.objects.filter(within("path", [psu.path]))

    assert set(found) == {psu, science}
    assert set(subtree(psu.path)) == {psu, science}


@pytest.mark.django_db
def test_within_no_path_finds_nothing_and_joins_with_other_conditions() -> None:
    ministry = make_ministry()

    assert not Organization.objects.filter(within("path", [])).exists()
    assert Organization.objects.filter(within("path", []) | within("path", [ministry.path])).count() == 1


@pytest.mark.django_db
def test_a_hyphen_or_underscore_in_a_path_is_no_wildcard() -> None:
    ministry = make_ministry()
    make_organization("a-b", ministry)
    make_organization("axb", ministry)

    assert [each.code for each in subtree("mhesi/a-b")] == ["a-b"]
    assert not subtree("mhesi/a_b").exists()


@pytest.mark.django_db
def test_institutions_come_in_thai_order() -> None:
    ministry = make_ministry()
    for code, name in (("one", "มหาวิทยาลัยเชียงฟ้า"), ("two", "มหาวิทยาลัยกล้วยไม้"), ("three", "จุฑาวิทยาลัย")):
        make_organization(code, ministry, name_th=name)
    make_organization("ops", ministry, kind="department")

    assert [each.code for each in institutions()] == ["three", "two", "one"]
