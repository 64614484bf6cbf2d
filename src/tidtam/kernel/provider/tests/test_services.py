"""Who registers services, and how they are changed, given new secrets and ended."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404

from tidtam.kernel.access.actions import grant_role
from tidtam.kernel.actor import SYSTEM, NotAllowed, Outdated, Refused, acting_as, clock_at
from tidtam.kernel.identity.tests.factories import make_account
from tidtam.kernel.people.tests.factories import officer_at, place
from tidtam.kernel.provider.actions import services as actions
from tidtam.kernel.provider.addresses import read_addresses
from tidtam.kernel.provider.models import Service, ServiceSecret
from tidtam.kernel.provider.queries import services as queries

from .factories import BACK, FACTS, RelyingParty, browser_of, make_service

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-30")]


def facts(**given: Any) -> actions.Facts:
    return actions.Facts(**(FACTS | given))


def test_administrators_see_to_the_services_of_their_own_organisation_only() -> None:
    made = make_service(place("mhesi/uni-a"))
    admin, above = officer_at("mhesi/uni-a", "client_admin"), officer_at("mhesi", "client_admin")
    for actor in (admin, above):
        assert queries.get_service(actor, made.service.pk) == made.service
        with acting_as(actor):
            actions.rotate_secret(actor, made.service, overlap=timedelta(0))
    for stranger in (officer_at("mhesi/uni-b", "client_admin"), officer_at("mhesi", "role_admin")):
        assert not queries.visible_services(stranger, current=True).exists()
        with pytest.raises(Http404):
            queries.get_service(stranger, made.service.pk)
        with acting_as(stranger), pytest.raises(Http404):
            actions.end_service(stranger, made.service)
        with acting_as(stranger), pytest.raises(NotAllowed):
            actions.register_service(stranger, organization=place("mhesi/uni-a"), facts=facts(name_th="อื่น"))


def test_a_service_always_asks_who_it_is_and_never_for_what_nobody_knows() -> None:
    assert make_service(scopes=[]).service.scopes == ["openid"]
    assert make_service(name_th="ข", scopes=["email", "nonsense"]).service.scopes == ["openid", "email"]


def test_two_services_of_an_organisation_have_two_names() -> None:
    made = make_service()
    with pytest.raises(Refused) as refused:
        make_service()
    assert refused.value.code == "name_taken"
    with acting_as(SYSTEM):
        actions.end_service(SYSTEM, made.service)
    make_service()


def test_what_somebody_changed_meanwhile_is_not_overwritten() -> None:
    made = make_service()
    with acting_as(SYSTEM):
        changed = actions.change_service(SYSTEM, made.service, version=1, facts=facts(contact="new@example.go.th"))
        assert changed.version == 2
        with pytest.raises(Outdated):
            actions.change_service(SYSTEM, made.service, version=1, facts=facts())
        actions.end_service(SYSTEM, made.service)
        with pytest.raises(Refused):
            actions.change_service(SYSTEM, made.service, version=2, facts=facts())


def test_the_old_secret_counts_as_long_as_was_said() -> None:
    made = make_service()
    client_id = str(made.service.pk)
    with acting_as(SYSTEM):
        newer = actions.rotate_secret(SYSTEM, made.service, overlap=timedelta(days=7))
        for secret in (made.secret, newer.secret):
            assert queries.service_with_secret(SYSTEM, client_id, secret)
        with pytest.raises(Refused):
            actions.rotate_secret(SYSTEM, made.service, overlap=timedelta(days=1))
        later = replace(SYSTEM, clock=clock_at(SYSTEM.now() + timedelta(days=8)))
        assert not queries.service_with_secret(later, client_id, made.secret)
        assert queries.service_with_secret(later, client_id, newer.secret)
        actions.end_old_secrets(SYSTEM, made.service)
        assert not queries.service_with_secret(SYSTEM, client_id, made.secret)


@pytest.mark.parametrize(
    "address",
    [
        "http://meeting.example.go.th/",
        "https://*.example.go.th/",
        "https://meeting.example.go.th/#part",
        "https://user:word@meeting.example.go.th/",
        "https:///nowhere",
        "https://meeting.example.go.th:x/",
        "javascript:alert(1)",
        "data:text/html,x",
        "//meeting.example.go.th/",
        "meeting.example.go.th",
        "https://ประชุม.example/",
        "https://meeting.example.go.th/" + "a" * 500,
        "https://meeting.example.go.th\\@evil.example/",
    ],
)
def test_an_address_that_could_lead_astray_is_not_registered(address: str) -> None:
    with pytest.raises(Refused) as refused:
        read_addresses(address, "redirect_uris", needed=True)
    assert refused.value.code == "address"


def test_addresses_are_taken_letter_by_letter() -> None:
    text = f" {BACK} \n\n{BACK}\nhttp://127.0.0.1:9000/back?a=b\n"
    assert read_addresses(text, "redirect_uris", needed=True) == [BACK, "http://127.0.0.1:9000/back?a=b"]
    assert read_addresses("", "logout_uris", needed=False) == []
    with pytest.raises(Refused):
        read_addresses("\n".join(f"{BACK}/{n}" for n in range(11)), "redirect_uris", needed=True)


@pytest.mark.requirement("IDN-50")
def test_an_administrator_registers_on_pages_and_sees_the_secret_once() -> None:
    account = make_account()
    with acting_as(SYSTEM):
        grant_role(SYSTEM, account.pk, role="client_admin", organization=place("mhesi"), reason="คำสั่งทดสอบ")
    browser = browser_of(account)
    typed = FACTS | {"organization": place("mhesi").pk, "redirect_uris": BACK, "logout_uris": ""}
    wrong = browser.post("/account/services/register/new/", typed | {"redirect_uris": "http://evil.example/"})
    assert wrong.context["form"].errors["redirect_uris"]
    made = browser.post("/account/services/register/new/", typed)
    page = browser.get(made.headers["Location"])
    secret = page.context["new_secret"]
    assert queries.service_with_secret(SYSTEM, page.context["service"].pk.hex, secret)
    assert browser.get(made.headers["Location"]).context["new_secret"] == ""
    address = made.headers["Location"]
    form = browser.get(f"{address}change/").context["form"]
    assert form.initial["redirect_uris"] == BACK
    changed = typed | {"contact": "other@example.go.th", "version": 1, "takes_temporary": "on"}
    assert browser.post(f"{address}change/", changed).status_code == 302
    service = Service.objects.get()
    assert (service.contact, service.takes_temporary, service.version) == ("other@example.go.th", True, 2)
    assert browser.post(f"{address}change/", changed).status_code == 200
    assert browser.post(f"{address}secret/", {"overlap": "24"}).status_code == 302
    assert ServiceSecret.objects.count() == 2
    assert browser.post(f"{address}old-secret/").status_code == 302
    assert browser.post(f"{address}end/").status_code == 302
    assert Service.objects.get().ended_at is not None
    assert RelyingParty(actions.NewSecret(service, secret)).send(browser).status_code == 400
