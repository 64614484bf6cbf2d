"""What was found, used or asked elsewhere is told on the ministry's pages, and on nobody else's."""

from datetime import timedelta

import pytest

from tidtam.kernel.actor import acting_as
from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.products.academic import actions, queries
from tidtam.products.academic.choices import Found
from tidtam.products.academic.dossier.actions import import_content
from tidtam.products.academic.dossier.queries import judge
from tidtam.products.academic.rulebook.reading import made_of
from tidtam.products.academic.rulebook.tests.generating import sample
from tidtam.products.academic.tests.factories import TODAY, World, everybody_signs, facts, later
from tidtam.products.academic.tests.returning import LIST, with_dossier


@pytest.mark.requirement("ACA-13", "ACA-03")
def test_the_list_tells_and_filters_by_what_was_found_when_it_was_sent(world: World) -> None:
    plain, judged = world.submitted(), with_dossier(world)
    with acting_as(world.officer) as actor:
        item = queries.get_request(actor, judged.pk)
        assert item.dossier is not None
        now = judge(world.institution, item.dossier, as_sent=True)
        assert item.findings_should == len([each for each in now.open_findings if each.severity == "should"])
        kinds = [kind for kind in Found if queries.request_list(actor, found=kind).filter(pk=judged.pk).exists()]
        assert kinds
        assert not any(queries.request_list(actor, found=kind).filter(pk=plain.pk).exists() for kind in Found)
        assert not queries.request_list(actor, older="30").exists()
    with acting_as(later(world.officer, TODAY + timedelta(days=31))) as actor:
        assert queries.request_list(actor, older="30").count() == 2
        assert not queries.request_list(actor, older="60").exists()
    with browsing_as(world.officer) as officer:
        rows = {row.item.pk: row for row in officer.get(LIST, {"older": ""}).context["rows"]}
    assert (rows[plain.pk].item.findings_must, rows[plain.pk].days) == (None, 0)


@pytest.mark.requirement("ACA-16")
def test_a_work_used_elsewhere_is_shown_with_its_request_to_the_ministry_only(world: World) -> None:
    first = with_dossier(world)
    second = world.draft(by=world.other_institution, at_office=world.other_university, position="professor")
    with acting_as(world.other_institution) as actor:
        dossier = actions.begin_request_dossier(actor, second)
        import_content(actor, dossier, made_of(sample()), expected_version=dossier.version)
        everybody_signs(actor, second)
        now = queries.get_request(actor, second.pk)
        second = actions.submit_request(actor, now, version=now.version)
    with browsing_as(world.officer) as officer:
        used = officer.get(f"{LIST}{second.pk}/").context["used_before"]
        assert {row.item.pk for _where, _used, row in used} == {first.pk}
        assert f"{LIST}{first.pk}/" in officer.get(f"{LIST}{second.pk}/").content.decode()
    with browsing_as(world.other_institution) as officer:
        assert officer.get(f"{LIST}{second.pk}/").context["used_before"] == []


@pytest.mark.requirement("ACA-04")
def test_a_duplicate_at_another_institution_stands_on_the_ministrys_page_only(world: World) -> None:
    number = facts().identifier_number
    first = world.submitted(identifier_number=number)
    second = world.submitted(by=world.other_institution, at_office=world.other_university, identifier_number=number)
    for reader, is_told in ((world.officer, True), (world.other_institution, False)):
        with browsing_as(reader) as officer:
            page = officer.get(f"{LIST}{second.pk}/").content.decode()
        assert (f"{LIST}{first.pk}/" in page) == is_told
