import pytest

from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.academic.tests.factories import World, facts

LIST = "/academic/requests/"
NEW = "/academic/requests/new/"


def _typed(**changed: str) -> dict[str, str]:
    entered = facts(**changed)
    typed = {name: getattr(entered, name) for name in entered.__dataclass_fields__}
    return {**typed, "field": f"{typed.pop('field_code')} {typed.pop('field_name')}"}


@pytest.mark.requirement("ACA-01")
def test_a_draft_is_typed_saved_checked_and_sent(world: World) -> None:
    with browsing_as(world.institution) as officer:
        form = officer.get(NEW).context["form"]
        hidden = {"draft_id": str(form["draft_id"].value()), "institution": str(world.university.id)}
        answer = officer.post(NEW, {**_typed(coordinator_phone=""), **hidden})
        request = AcademicRequest.objects.get()
        detail = f"{LIST}{request.pk}/"
        assert answer["Location"] == detail
        assert len(officer.get(detail).context["missing"]) == 1
        change = {**_typed(identifier_number=""), "version": str(request.version)}
        assert officer.post(f"{detail}change/", change).status_code == 302
        request.refresh_from_db()
        assert officer.get(detail).context["missing"] == []
        assert officer.post(f"{detail}submit/", {"version": str(request.version)}).status_code == 302
    request.refresh_from_db()
    assert request.case is not None


@pytest.mark.requirement("ACA-01", "QLT-04")
@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("identifier_number", "1234567890123"),
        ("field", "12"),
        ("coordinator_phone", "โทรมา"),
        ("letter_no", "ก" * 10_000),
        ("applicant_given_name", "เม\x00ฆา"),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_what_was_typed_stays(world: World, field: str, typed: str) -> None:
    with browsing_as(world.institution) as officer:
        form = officer.get(NEW).context["form"]
        hidden = {"draft_id": str(form["draft_id"].value()), "institution": str(world.university.id)}
        answer = officer.post(NEW, {**_typed(), **hidden, field: typed})
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert answer.context["form"]["applicant_family_name"].value() == _typed()["applicant_family_name"]
    assert not AcademicRequest.objects.exists()


@pytest.mark.requirement("ACA-02")
@pytest.mark.parametrize("page", ["", "change/", "submit/", "withdraw/", "return/"])
def test_another_institution_finds_nothing(world: World, page: str) -> None:
    request = world.submitted()
    with browsing_as(world.other_institution) as stranger:
        assert stranger.get(f"{LIST}{request.pk}/{page}").status_code == 404
        assert request.applicant_family_name not in stranger.get(LIST).content.decode()


@pytest.mark.requirement("ACA-03", "ACA-05", "TRK-31")
def test_the_ministry_sees_the_request_beside_the_matter_and_returns_it(world: World) -> None:
    request = world.submitted()
    with browsing_as(world.officer) as officer:
        page = officer.get(f"/work/{request.case_id}/").content.decode()
        assert request.letter_no in page
        assert f"{LIST}{request.pk}/" in page
        form = {"version": "1", "letter_no": "อว 1", "letter_date": "16/11/2569", "field": "รหัสสาขาไม่ตรง"}
        assert officer.post(f"{LIST}{request.pk}/return/", form).status_code == 302
    with browsing_as(world.institution) as institution:
        assert "รหัสสาขาไม่ตรง" in institution.get(f"{LIST}{request.pk}/").content.decode()


@pytest.mark.requirement("QLT-04")
def test_a_form_without_its_version_is_refused_kindly(world: World) -> None:
    request = world.draft()
    with browsing_as(world.institution) as officer:
        answer = officer.post(f"{LIST}{request.pk}/change/", _typed(identifier_number=""))
    assert answer.status_code == 200
    assert AcademicRequest.objects.get().version == request.version
