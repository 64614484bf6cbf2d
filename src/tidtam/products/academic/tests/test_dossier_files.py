"""Files of a dossier whose entry is gone, and the dossier of a request that was taken back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404

from tidtam.kernel.actor import SYSTEM, Actor, acting_as, clock_at
from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.files.actions import end_file
from tidtam.kernel.files.models import StoredFile
from tidtam.kernel.files.tests.factories import make_pdf, upload
from tidtam.products.academic import actions, queries
from tidtam.products.academic.dossier import actions as dossiers
from tidtam.products.academic.dossier import queries as of_dossiers
from tidtam.products.academic.dossier.actions import entering
from tidtam.products.academic.dossier.actions.storing import to_change
from tidtam.products.academic.dossier.choices import Occasion
from tidtam.products.academic.dossier.models import Dossier
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.academic.rulebook.pointing import Spot, spot_at
from tidtam.products.academic.rulebook.reading import made_of
from tidtam.products.academic.tests.factories import TODAY, World
from tidtam.tracking import actions as tracking


def spot(place: str) -> Spot:
    found = spot_at(place)
    assert found is not None
    return found


def begun(world: World, works: int = 2) -> Dossier:
    request = world.draft()
    with acting_as(world.institution) as actor:
        dossier = actions.begin_request_dossier(actor, request)
        dossiers.add_entries(actor, dossier, spot("/works"), [{"title": f"เรื่อง {n}"} for n in range(works)], seen=1)
    return Dossier.objects.get(pk=dossier.pk)


def attached(world: World, dossier: Dossier, place: str) -> StoredFile:
    with acting_as(world.institution) as actor:
        dossiers.attach_file(actor, dossier, spot(place), upload(make_pdf()), seen=99)
    return StoredFile.objects.latest("stored_at", "pk")


def is_there(file: StoredFile) -> bool:
    return StoredFile.objects.get(pk=file.pk).ended_at is None


@pytest.mark.requirement("DOC-602")
def test_the_files_of_an_entry_go_with_it_unless_another_place_names_them(world: World) -> None:
    dossier = begun(world)
    only, shared = (attached(world, dossier, "/works/1/evidence") for _ in range(2))
    with acting_as(world.institution) as actor:
        place = spot("/works/0/publication_evidence")
        dossiers.attach_again(actor, dossier, place, str(shared.pk), seen=99)
        dossiers.remove_entry(actor, dossier, spot("/works"), 1, seen=99)
    assert not is_there(only)
    assert is_there(shared)
    with acting_as(world.institution) as actor:
        dossiers.remove_entry(actor, dossier, spot("/works"), 0, seen=99)
    assert not is_there(shared)


@pytest.mark.requirement("DOC-602", "ACA-14")
def test_what_was_sent_stays_readable_though_its_entry_was_removed(world: World) -> None:
    dossier = begun(world)
    file = attached(world, dossier, "/works/1/evidence")
    with acting_as(world.institution) as actor:
        dossiers.freeze(actor, dossier, Occasion.SENT)
        dossiers.reopen_dossier(actor, dossier)
        dossiers.remove_entry(actor, dossier, spot("/works"), 1, seen=99)
    assert is_there(file)
    with browsing_as(world.officer) as ministry:
        assert ministry.get(f"/academic/requests/{dossier.pk}/dossier/files/{file.pk}/").status_code == 200
    with browsing_as(world.institution) as officer:
        page = officer.get(f"/academic/requests/{dossier.pk}/dossier/").content.decode()
        assert f"discard:{file.pk}" not in page


@pytest.mark.requirement("DOC-602")
def test_a_file_that_hangs_nowhere_is_listed_and_attached_or_removed(world: World) -> None:
    dossier = begun(world)
    kept, gone = (attached(world, dossier, "/works/1/evidence") for _ in range(2))
    with acting_as(world.institution) as actor:
        now = Dossier.objects.get()
        emptied = made_of({"works": [{"id": "w1", "title": "เรื่องเดียว"}]})
        dossiers.import_content(actor, now, emptied, expected_version=now.version)
    tasks, work = (f"/academic/requests/{dossier.pk}/dossier/{rest}" for rest in ("", "works/0/"))
    with browsing_as(world.institution) as officer:
        assert f"discard:{gone.pk}" in officer.get(tasks).content.decode()
        officer.post(tasks, {"act": f"discard:{gone.pk}"})
        assert f"take:/works/0/evidence:{kept.pk}" in officer.get(work).content.decode()
        officer.post(work, {"act": f"take:/works/0/evidence:{kept.pk}", "version": "99"})
        assert f"files/{kept.pk}/" in officer.get(work).content.decode()
        # What is attached is not thrown away by a page that was left open.
        officer.post(tasks, {"act": f"discard:{kept.pk}"})
        assert "discard:" not in officer.get(tasks).content.decode()
    assert is_there(kept)
    assert not is_there(gone)


@pytest.mark.requirement("ACA-02")
def test_no_file_of_another_dossier_is_attached(world: World) -> None:
    theirs = attached(world, begun(world), "/works/0/evidence")
    mine = begun(world)
    with acting_as(world.institution) as actor, pytest.raises(Http404):
        dossiers.attach_again(actor, mine, spot("/works/0/evidence"), str(theirs.pk), seen=99)


@pytest.mark.requirement("ACA-02")
def test_a_file_that_is_thrown_away_at_this_moment_is_not_attached(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = begun(world)
    file = attached(world, dossier, "/works/0/evidence")

    def wait_for_the_other(actor: Actor, dossier: Dossier) -> Dossier:
        end_file(actor, file)
        return to_change(actor, dossier)

    monkeypatch.setattr(entering, "to_change", wait_for_the_other)
    with acting_as(world.institution) as actor, pytest.raises(Http404):
        dossiers.attach_again(actor, dossier, spot("/works/0/publication_evidence"), str(file.pk), seen=99)


@pytest.mark.requirement("ACA-02")
def test_the_ministry_opens_what_was_sent_and_nothing_that_came_since(world: World) -> None:
    dossier = begun(world)
    sent = attached(world, dossier, "/works/0/evidence")
    with acting_as(world.institution) as actor:
        dossiers.freeze(actor, dossier, Occasion.SENT)
        dossiers.reopen_dossier(actor, dossier)
    with acting_as(replace(world.institution, clock=clock_at(world.institution.now() + timedelta(days=1)))) as actor:
        dossiers.attach_file(actor, dossier, spot("/works/1/evidence"), upload(make_pdf()), seen=99)
        draft = StoredFile.objects.latest("stored_at", "pk")
        assert of_dossiers.open_file_of(actor, dossier, str(draft.pk)).file == draft
    with acting_as(world.officer) as actor:
        assert of_dossiers.open_file_of(actor, dossier, str(sent.pk)).file == sent
        with pytest.raises(Http404):
            of_dossiers.open_file_of(actor, dossier, str(draft.pk))


@pytest.mark.requirement("ACA-01", "TRK-11")
def test_taken_back_the_dossier_is_the_institutions_again_and_taken_up_again_it_is_as_it_was_sent(world: World) -> None:
    sent = world.submitted()
    assert sent.person is not None
    assert sent.case is not None
    with acting_as(world.institution) as actor:
        dossier = dossiers.begin_dossier(actor, dossier_id=sent.pk, organization=sent.organization, subject=sent.person)
        AcademicRequest.objects.filter(pk=sent.pk).update(dossier=dossier)
        dossiers.freeze(actor, dossier, Occasion.SENT)
        request = queries.get_request(actor, sent.pk)
        actions.withdraw_request(actor, request, reason="ผู้ขอขอถอน", version=request.version)
        dossiers.add_entries(actor, dossier, spot("/works"), [{}], seen=1)
    with acting_as(SYSTEM):
        said = set(AuditRecord.objects.filter(object_id=str(dossier.pk)).values_list("verb", flat=True))
    assert "academic_dossier.reopened" in said
    how: dict[str, Any] = {"remark": "รับกลับมาดำเนินการ", "happened_on": TODAY}
    with acting_as(world.officer) as ministry:
        tracking.reopen_case(ministry, sent.case, step="receive", expected_version=2, **how)
    assert Dossier.objects.get().is_closed
    with browsing_as(world.officer) as ministry_page:
        assert ministry_page.get(f"/academic/requests/{sent.pk}/dossier/works/0/").status_code == 404
