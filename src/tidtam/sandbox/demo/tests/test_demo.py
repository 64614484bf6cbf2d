import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.orgs.actions import import_organizations, read_rows
from tidtam.kernel.orgs.actions.importing import DATA
from tidtam.kernel.provider.actions.services import end_service
from tidtam.kernel.provider.queries.services import open_service, service_with_secret
from tidtam.products.academic.experts.models import Asking, Committee, Expert
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.registry.models import Entry, Holding
from tidtam.sandbox.demo.actions import (
    SERVICE,
    actor_of,
    connect_library,
    enter_persons,
    file_named_requests,
    file_requests,
    file_requests_with_steps_inside,
    fill_register,
    keep_experts,
    library_url,
)
from tidtam.sandbox.demo.persons import demo_person, demo_persons
from tidtam.thai import national_id
from tidtam.tracking.models import Case, CaseEvent


@pytest.fixture
def small_demonstration(db: None) -> None:
    call_command("process", "load", stdout=StringIO())
    enter_persons()
    file_named_requests()
    for _ in file_requests(6):
        pass


@pytest.mark.requirement("ACA-15")
@pytest.mark.usefixtures("small_demonstration")
def test_one_request_is_at_the_universitys_own_steps_and_one_is_beyond_them() -> None:
    for _twice in range(2):
        file_requests_with_steps_inside()
    with acting_as(SYSTEM):
        inside = AcademicRequest.objects.filter(inside__isnull=False).order_by("inside__received_on")
        found = [(item.state, item.inside.ended_how, item.inside.step) for item in inside if item.inside]
        assert found == [("submitted", "sent", "send"), ("draft", "", "faculty")]
        assert Case.objects.filter(carries_on=inside[0].inside_id).exists()


@pytest.mark.requirement("IDN-30")
@pytest.mark.usefixtures("db")
def test_the_library_is_registered_once_and_gets_a_secret_of_its_own_each_time() -> None:
    with acting_as(SYSTEM):
        import_organizations(SYSTEM, read_rows(DATA / "demo-departments.csv"))
    url = library_url("http://127.0.0.1:8001")
    assert url == "http://localhost:8001/service/"
    first, again = connect_library(url), connect_library(url)
    moved = connect_library("http://localhost:9001/service/")
    assert first
    assert again
    assert moved
    client_id = str(SERVICE)
    with acting_as(SYSTEM):
        secrets = [made.secret for made in (first, again, moved)]
        assert [bool(service_with_secret(SYSTEM, client_id, secret)) for secret in secrets] == [False, False, True]
        service = open_service(client_id)
        assert service is not None
        assert service.redirect_uris == ["http://localhost:9001/service/callback"]
        end_service(SYSTEM, service)
    assert connect_library(url) is None, "whoever ended it in the demonstration meant it"


def test_every_demo_person_is_invented_with_a_number_of_the_reserved_series() -> None:
    numbers = [person.national_id for person in demo_persons() if person.national_id]
    assert len(set(numbers)) == len(numbers) >= 12
    assert all(number.startswith("099") and national_id.is_valid(number, allow_zero=True) for number in numbers)


def test_every_role_that_has_pages_can_be_played() -> None:
    played = {held.role for person in demo_persons() for held in person.roles}
    assert played >= {
        Role.INSTITUTION_OFFICER,
        Role.MINISTRY_CASE_OFFICER,
        Role.HR_OFFICER,
        Role.REGISTER_APPROVER,
        Role.ROLE_ADMIN,
        Role.PROCESS_ADMIN,
        Role.AUDITOR,
        Role.CENTRAL_GROUP,
        Role.SERVICE_POINT_OFFICER,
    }


@pytest.mark.usefixtures("small_demonstration")
def test_the_public_register_shows_somebody_and_is_filled_once() -> None:
    fill_register()
    shown = Holding.objects.count()
    fill_register()
    assert Holding.objects.count() == shown > 20
    with acting_as(SYSTEM):
        assert set(Entry.objects.values_list("state", flat=True)) == {"draft", "awaiting", "approved"}


@pytest.mark.requirement("ACA-12")
@pytest.mark.usefixtures("small_demonstration")
def test_experts_are_kept_proposed_and_one_is_being_approved_once() -> None:
    for _ in range(2):
        keep_experts()
    with acting_as(SYSTEM):
        assert Expert.objects.count() == 6
        assert not Expert.objects.exclude(person=None).exists()
        cases = Committee.objects.values_list("case__status", "case__is_hidden").order_by("case")
        assert list(cases) == [("in_progress", True), (None, None)]
        assert Asking.objects.count() == 1


def test_people_are_printed_for_programs() -> None:
    out = StringIO()
    call_command("demo", "people", "--json", stdout=out)
    printed = json.loads(out.getvalue())
    assert {"key", "roles", "username", "password", "totp_secret", "national_id", "pin"} <= set(printed[0])


@pytest.mark.usefixtures("small_demonstration")
def test_history_is_made_by_actions_dated_back_and_nothing_lies_in_the_future() -> None:
    today = actor_of(demo_person("ministry")).today()
    assert CaseEvent.objects.exists()
    assert not CaseEvent.objects.filter(happened_on__gt=today).exists()
    assert CaseEvent.objects.filter(kind="returned").values("case").distinct().exists()


@pytest.mark.usefixtures("small_demonstration")
def test_seeding_again_adds_nothing() -> None:
    before = AcademicRequest.objects.count(), Case.objects.count(), CaseEvent.objects.count()
    enter_persons()
    file_named_requests()
    for _ in file_requests(6):
        pass
    assert before == (AcademicRequest.objects.count(), Case.objects.count(), CaseEvent.objects.count())


@pytest.mark.usefixtures("small_demonstration")
def test_one_click_makes_a_visitor_anybody() -> None:
    client = Client(headers={"accept-language": "en"})
    for person in demo_persons():
        assert client.get("/demo/").status_code == 200
        answer = client.post(f"/demo/become/{person.key}/", follow=True)
        assert answer.status_code == 200, person.key
        assert person.names["given_name"] in answer.content.decode(), person.key


@pytest.mark.django_db
def test_nobody_becomes_a_person_that_is_none() -> None:
    assert Client().post("/demo/become/nobody/").status_code == 404
