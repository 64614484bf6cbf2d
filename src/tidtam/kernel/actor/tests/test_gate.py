from uuid import uuid4

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory, override_settings

from tidtam.kernel.actor import VISITOR, Actor, ActorKind, Grant
from tidtam.kernel.actor.gate import member_required, officer_required
from tidtam.kernel.actor.http import ActorRequest


@member_required
def members_page(request: ActorRequest) -> HttpResponse:
    return HttpResponse(str(request.actor.account_id))


@officer_required("auditor")
def auditors_page(request: ActorRequest) -> HttpResponse:
    return HttpResponse("audit")


def asked_by(actor: Actor) -> ActorRequest:
    request = RequestFactory().get("/some/page/?tab=2")
    request.actor = actor  # type: ignore[attr-defined]
    return request  # type: ignore[return-value]


def member(*roles: str) -> Actor:
    grants = tuple(Grant(uuid4(), role, uuid4(), "mhesi", "ก", "a") for role in roles)
    return Actor(kind=ActorKind.MEMBER, account_id=uuid4(), grants=grants)


@override_settings(LOGIN_URL="/account/sign-in/")
def test_a_visitor_is_asked_to_sign_in_and_comes_back() -> None:
    for page in (members_page, auditors_page):
        answer = page(asked_by(VISITOR))
        assert answer.status_code == 302
        assert answer["Location"] == "/account/sign-in/?next=/some/page/%3Ftab%3D2"


def test_who_lacks_the_role_finds_nothing() -> None:
    with pytest.raises(Http404):
        auditors_page(asked_by(member()))
    with pytest.raises(Http404):
        auditors_page(asked_by(member("role_admin")))


def test_who_has_what_is_needed_sees_the_page() -> None:
    assert members_page(asked_by(member())).status_code == 200
    assert auditors_page(asked_by(member("auditor"))).status_code == 200
