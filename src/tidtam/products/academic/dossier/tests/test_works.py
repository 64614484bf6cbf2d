"""A work that was used in an earlier request is found, also when it was typed differently."""

import pytest

from tidtam.kernel.actor import acting_as, new_id
from tidtam.kernel.people.tests.factories import make_person
from tidtam.products.academic.dossier import actions, queries
from tidtam.products.academic.dossier.choices import Occasion
from tidtam.products.academic.dossier.models import Dossier
from tidtam.products.academic.rulebook.reading import made_of
from tidtam.products.academic.rulebook.tests.generating import Values, sample

from .factories import Offices

pytestmark = pytest.mark.requirement("ACA-16")


def earlier() -> Values:
    values = sample()
    values["works"] = values["works"][:1]
    values["works"][0] |= {"id": "a", "title": "การศึกษา  เรื่องที่ ๑ : Review", "year": "2560"}
    values["committee"] = {"assessments": [{"work": "a", "quality": "A+"}]}
    return values


def present() -> Values:
    values = sample()
    values["works"][1]["title"] = "การศึกษาเรื่องที่ 1 – REVIEW"
    return values


def elsewhere(offices: Offices) -> Dossier:
    with acting_as(offices.stranger) as stranger:
        person = make_person(organization=offices.elsewhere, actor=stranger)
        return actions.begin_dossier(
            stranger,
            dossier_id=new_id(),
            organization=offices.elsewhere,
            subject=person,
            content=made_of(earlier()),
        )


def test_it_is_shown_with_its_request_year_and_quality(offices: Offices) -> None:
    before, dossier = offices.dossier(earlier()), offices.dossier(present())
    with acting_as(offices.officer) as officer:
        (used,) = queries.works_used_before(officer, dossier)
    assert (used.place, used.dossier_id, used.is_same_person) == ("/works/1", before.pk, True)
    assert (used.position, used.year, used.quality) == ("professor", "2560", "A+")


def test_another_title_is_another_work_and_a_changed_one_is_found_no_more(offices: Offices) -> None:
    before, dossier = offices.dossier(earlier()), offices.dossier(present())
    with acting_as(offices.officer) as officer:
        works = earlier()["works"]
        works[0]["title"] += " 2"
        actions.change_part(officer, before, "works", works, expected_version=1)
        assert queries.works_used_before(officer, dossier) == []


def test_beyond_the_institution_only_the_ministry_finds_it_once_it_was_sent(offices: Offices) -> None:
    before, dossier = elsewhere(offices), offices.dossier(present())
    with acting_as(offices.officer) as officer:
        assert queries.works_used_before(officer, dossier) == []
        actions.freeze(officer, dossier, Occasion.SENT)
    with acting_as(offices.case_officer) as ministry:
        assert queries.works_used_before(ministry, dossier) == []
    with acting_as(offices.stranger) as stranger:
        actions.freeze(stranger, before, Occasion.SENT)
    with acting_as(offices.case_officer) as ministry:
        (used,) = queries.works_used_before(ministry, dossier)
    assert (used.dossier_id, used.is_same_person) == (before.pk, False)
    with acting_as(offices.officer) as officer:
        assert queries.works_used_before(officer, dossier) == []
