"""Stored dossiers: who sees them, who changes what, what is frozen."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.http import Http404

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import SYSTEM, Actor, NotAllowed, Outdated, Refused, acting_as, new_id
from tidtam.kernel.orgs.actions import move_organization
from tidtam.kernel.orgs.tests.factories import make_organization
from tidtam.kernel.people.tests.factories import make_person, member
from tidtam.products.academic.dossier import actions, queries
from tidtam.products.academic.dossier.choices import Occasion
from tidtam.products.academic.dossier.models import Dossier, DossierEdition, FindingOverride
from tidtam.products.academic.rulebook.reading import made_of, values_of
from tidtam.products.academic.rulebook.tests.generating import sample
from tidtam.products.academic.rulebook.tests.planting import put
from tidtam.tracking.tests.factories import make_actor

from .factories import Offices

NEW_TITLE = {"prefix": "นางสาว", "given_name": "สมหญิง", "family_name": "ใจดี"}


def values(actor: Actor, dossier: Dossier) -> dict[str, Any]:
    return values_of(queries.content_of(actor, dossier))


@pytest.mark.requirement("ACA-02")
def test_a_dossier_exists_for_its_institution_only(offices: Offices) -> None:
    dossier = offices.dossier()
    for actor in (offices.officer, offices.colleague, SYSTEM):
        with acting_as(actor):
            assert queries.get_dossier(actor, dossier.pk) == dossier
            assert values(actor, dossier) == sample()
    for actor in (offices.stranger, offices.case_officer, offices.administrator, member(offices.applicant)):
        with acting_as(actor), pytest.raises(Http404):
            queries.get_dossier(actor, dossier.pk)


@pytest.mark.requirement("ACA-05")
def test_nobody_sees_the_dossier_about_oneself(offices: Offices) -> None:
    dossier = offices.dossier()
    own = member(offices.applicant)
    officer = Actor(own.kind, own.account_id, own.person_id, grants=offices.officer.grants, clock=offices.officer.clock)
    with acting_as(officer):
        assert list(queries.dossiers_of(officer)) == []
        with pytest.raises(Http404):
            actions.change_part(officer, dossier, "applicant", {}, expected_version=1)
        with pytest.raises(NotAllowed):
            actions.begin_dossier(
                officer, dossier_id=new_id(), organization=offices.university, subject=offices.applicant
            )


@pytest.mark.requirement("ACA-02")
def test_the_database_itself_shows_them_to_nobody_else(offices: Offices) -> None:
    """The second wall: a query that forgets its scope."""
    dossier = offices.dossier()
    with acting_as(offices.officer):
        actions.print_to_sign(offices.officer, dossier)
    tables = (Dossier, DossierEdition, FindingOverride)
    strangers = (offices.stranger, offices.administrator, offices.case_officer, member(offices.applicant))
    for actor, found in ((offices.officer, [1, 1, 0]), *((stranger, [0, 0, 0]) for stranger in strangers)):
        with acting_as(actor):
            assert [table.objects.count() for table in tables] == found


def test_nothing_of_it_lies_open_in_the_database(offices: Offices) -> None:
    dossier = offices.dossier()
    with acting_as(offices.officer):
        edition = actions.print_to_sign(offices.officer, dossier)
    for sealed in (bytes(dossier.sealed), bytes(edition.sealed)):
        assert "สมหญิง".encode() not in sealed
        assert b"works" not in sealed


def test_begun_twice_it_is_begun_once(offices: Offices) -> None:
    dossier = offices.dossier()
    with acting_as(offices.officer):
        again = actions.begin_dossier(
            offices.officer, dossier_id=dossier.pk, organization=offices.university, subject=offices.applicant
        )
    assert again == dossier
    person = make_person(organization=offices.elsewhere, actor=offices.stranger)
    with acting_as(offices.stranger) as stranger, pytest.raises(Http404):
        actions.begin_dossier(stranger, dossier_id=dossier.pk, organization=offices.elsewhere, subject=person)


@pytest.mark.requirement("ACA-01")
def test_two_tabs_on_two_parts_do_not_meet_and_on_one_the_second_is_told(offices: Offices) -> None:
    dossier = offices.dossier()
    with acting_as(offices.officer) as officer:
        first = actions.change_part(officer, dossier, "applicant", NEW_TITLE, expected_version=1)
        second = actions.change_part(officer, dossier, "teaching", {"level": "expert"}, expected_version=1)
        assert (first.version, second.version) == (2, 3)
        with pytest.raises(Outdated):
            actions.change_part(officer, dossier, "applicant", {"prefix": "นาง"}, expected_version=1)
        assert values(officer, second)["applicant"] == NEW_TITLE
        assert values(officer, second)["teaching"] == {"level": "expert"}
        again = actions.change_part(officer, dossier, "applicant", NEW_TITLE, expected_version=1)
        assert again.version == 3
        actions.change_part(officer, dossier, "applicant", {"prefix": "นาง"}, expected_version=3)


def test_what_is_no_content_of_a_part_is_refused_with_its_place(offices: Offices) -> None:
    dossier = offices.dossier()
    with acting_as(offices.officer) as officer:
        with pytest.raises(Refused) as refused:
            actions.change_part(officer, dossier, "works", [{"titel": "x"}], expected_version=1)
        assert (refused.value.code, refused.value.field) == ("not_a_dossier", "/works/0/titel")
        with pytest.raises(Http404):
            actions.change_part(officer, dossier, "version", 7, expected_version=1)
        assert values(officer, dossier) == sample()


def test_a_whole_content_is_imported_against_the_version_that_was_seen(offices: Offices) -> None:
    dossier = offices.dossier({})
    with acting_as(offices.officer) as officer:
        dossier = actions.import_content(officer, dossier, made_of(sample()), expected_version=1)
        assert values(officer, dossier) == sample()
        with pytest.raises(Outdated):
            actions.import_content(officer, dossier, made_of({}), expected_version=1)


@pytest.mark.requirement("ACA-14")
@pytest.mark.parametrize("statement", ["UPDATE {} SET number = 9", "DELETE FROM {}", "TRUNCATE {}"])
def test_an_edition_is_never_changed(offices: Offices, statement: str) -> None:
    dossier = offices.dossier()
    with acting_as(offices.officer) as officer:
        actions.print_to_sign(officer, dossier)
        with (
            pytest.raises(DatabaseError, match=r"append-only|permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement.format("academic_dossier_dossieredition"))


@pytest.mark.requirement("ACA-03")
def test_sent_it_is_seen_by_the_ministry_and_closed_until_it_comes_back(offices: Offices) -> None:
    dossier = offices.dossier()
    with acting_as(offices.officer) as officer:
        actions.freeze(officer, dossier, Occasion.SENT)
        with pytest.raises(NotAllowed):
            actions.change_part(officer, dossier, "applicant", {}, expected_version=1)
    with acting_as(offices.case_officer) as ministry:
        seen = queries.get_dossier(ministry, dossier.pk)
        assert values(ministry, seen) == sample()
        assert [edition.occasion for edition in queries.editions_of(ministry, seen)] == ["sent"]
        with pytest.raises(NotAllowed):
            actions.change_part(ministry, seen, "applicant", {}, expected_version=1)
        actions.reopen_dossier(ministry, seen)
    with acting_as(offices.officer) as officer:
        mended = actions.change_part(officer, dossier, "applicant", NEW_TITLE, expected_version=1)
        assert mended.sent_at is not None
    with acting_as(offices.case_officer) as ministry:
        assert values(ministry, mended) == sample(), "what is being mended is not handed in yet"
    with acting_as(offices.officer) as officer:
        actions.freeze(officer, mended, Occasion.SENT)
    with acting_as(offices.case_officer) as ministry:
        assert values(ministry, mended)["applicant"] == NEW_TITLE


@pytest.mark.requirement("ACA-10")
def test_only_what_should_be_mended_is_overridden_and_only_as_long_as_it_stands(offices: Offices) -> None:
    twice = sample()
    twice["works"][1] |= {"title": twice["works"][0]["title"]}
    twice["applicant"]["prefix"] = "ดร."
    dossier = offices.dossier(twice)
    should = {"rule": "DOC-001", "place": "/works/1/title"}
    with acting_as(offices.officer) as officer:
        with pytest.raises(NotAllowed):
            actions.override_finding(officer, dossier, rule="DOC-101", place="/applicant/prefix", reason="ไม่แก้")
        with pytest.raises(Refused, match=r"ระบุเหตุผล|Say why"):
            actions.override_finding(officer, dossier, **should, reason="  ")
        with pytest.raises(Refused):
            actions.override_finding(officer, dossier, rule="DOC-001", place="/works/0/title", reason="x")
        actions.override_finding(officer, dossier, **should, reason="คนละเล่ม")
        (override,) = queries.judge(officer, dossier).overrides.values()
        assert (override.rule, override.place, override.reason) == ("DOC-001", "/works/1/title", "คนละเล่ม")

        actions.restore_finding(officer, dossier, **should)
        assert queries.judge(officer, dossier).overrides == {}
        actions.override_finding(officer, dossier, **should, reason="คนละเล่ม")
        put("/works/1/pages", "251")(twice)
        changed = actions.change_part(officer, dossier, "works", twice["works"], expected_version=1)
        assert queries.judge(officer, changed).overrides == {}


@pytest.mark.requirement("ACA-02")
def test_a_dossier_follows_its_university_through_the_tree(offices: Offices) -> None:
    dossier = offices.dossier()
    with acting_as(SYSTEM):
        other = make_organization("moph", kind="ministry")
        moved = move_organization(SYSTEM, offices.university, parent=other)
    officer = make_actor((Role.INSTITUTION_OFFICER, moved))
    with acting_as(officer):
        assert queries.get_dossier(officer, dossier.pk).organization_path == "moph/uni-a"
    with acting_as(offices.officer):
        assert Dossier.objects.count() == 0


@pytest.mark.requirement("ACA-02")
@pytest.mark.parametrize(
    "write",
    [
        lambda actor, dossier: actions.change_part(actor, dossier, "applicant", {}, expected_version=1),
        lambda actor, dossier: actions.import_content(actor, dossier, made_of({}), expected_version=1),
        lambda actor, dossier: actions.freeze(actor, dossier, Occasion.SENT),
        actions.reopen_dossier,
        lambda actor, dossier: actions.override_finding(actor, dossier, rule="DOC-001", place="", reason="x"),
        lambda actor, dossier: actions.restore_finding(actor, dossier, rule="DOC-001", place=""),
    ],
)
def test_whoever_was_moved_to_another_institution_writes_nothing_any_more(
    offices: Offices, write: Callable[[Actor, Dossier], object]
) -> None:
    """An officer transferred in the middle: the roles held there end, and with them the dossier."""
    dossier = offices.dossier()
    with acting_as(offices.stranger) as moved, pytest.raises(Http404):
        write(moved, dossier)
