"""What lists, searches, counts and filters tell of others: two people of one name, and offices side by side."""

import re
from typing import Any

import pytest

from tidtam.kernel.access.actions import end_role
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.tracking.actions import renew_link
from tidtam.tracking.models import Case
from tidtam.web.pagination import paginate

from .people import NAMESAKE
from .world import World

pytestmark = pytest.mark.requirement("QLT-02")


def secrets_of(world: World, place: str) -> set[str]:
    """Every name by which a thing of this place could be reached."""
    cases = [case for key, case in world.cases.items() if key.endswith(place)]
    requests = [request for key, request in world.requests.items() if key.endswith(place)]
    cases += [request.case for request in requests if request.case]
    return {
        *(str(case.pk) for case in cases),
        *(case.tracking_code for case in cases),
        *(str(request.pk) for request in requests),
        *(request.letter_no for request in requests),
        str(world.persons[place].pk),
        str(world.file_id(place)),
    }


def leaked(world: World, body: str, place: str = "a") -> set[str]:
    return {secret for secret in secrets_of(world, place) if secret in body}


def get(world: World, actor: str, url: str, **query: Any) -> str:
    response = world.browser(actor, "en").get(url, query, follow=True)
    assert response.status_code == 200, url
    return response.content.decode()


def links(body: str, folder: str) -> set[str]:
    return set(re.findall(rf'href="{folder}([0-9a-f-]{{36}})/"', body))


def test_of_two_people_of_one_name_each_sees_their_own(world: World) -> None:
    for actor, other in (("applicant", "b"), ("other_applicant", "a")):
        for url in ("/my/cases/", "/my/notices/", "/my/access-log/", "/account/"):
            assert leaked(world, get(world, actor, url), other) == set()
    own = links(get(world, "applicant", "/my/cases/"), "/my/cases/")
    assert len(own) == 7
    assert own.isdisjoint(links(get(world, "other_applicant", "/my/cases/"), "/my/cases/"))


SEARCHES: list[tuple[str, dict[str, str]]] = [
    ("/work/", {}),
    ("/work/", {"q": NAMESAKE["given_name"]}),
    ("/work/", {"q": NAMESAKE["family_name"]}),
    ("/work/", {"q": f"{NAMESAKE['given_name']} {NAMESAKE['family_name']}"}),
    ("/work/", {"q": "อว 06a1"}),
    ("/work/", {"process": "sample", "step": "check"}),
    ("/work/", {"status": "completed"}),
    ("/work/", {"late": "on"}),
    ("/work/", {"order": "due"}),
    ("/academic/requests/", {}),
    ("/academic/requests/", {"letter": "อว 06a1"}),
    ("/academic/requests/", {"letter": "อว 06"}),
    ("/academic/requests/", {"state": "draft"}),
    ("/academic/requests/", {"position": "professor"}),
    ("/contact/edit/", {"q": "uni-a"}),
    ("/my/notices/", {}),
    ("/my/cases/", {}),
]


@pytest.mark.requirement("ACA-02")
@pytest.mark.parametrize(("url", "query"), SEARCHES)
def test_an_officer_finds_nothing_of_another_institution(world: World, url: str, query: dict[str, str]) -> None:
    body = get(world, "other_institution", url, **query)
    # What was typed stands in the box again; it is not what was found.
    assert leaked(world, body.replace(query.get("letter", "\0"), ""), "a") == set()


@pytest.mark.parametrize("actor", ["institution", "other_institution"])
def test_a_search_by_number_finds_no_person_of_another_institution(world: World, actor: str) -> None:
    own, other = ("a", "b") if actor == "institution" else ("b", "a")
    # Each has the seven matters that are their own, whatever the other one has.
    assert len(links(get(world, actor, "/work/", q=world.numbers[own]), "/work/")) == 7
    assert links(get(world, actor, "/work/", q=world.numbers[other]), "/work/") == set()


def test_a_number_that_is_known_elsewhere_looks_like_one_that_is_not(world: World) -> None:
    known, unknown = world.numbers["a"], "0990008100999"

    def answer(number: str) -> str:
        body = get(world, "other_institution", "/work/", q=number)
        body = re.sub(r'(csrfmiddlewaretoken" value=")[^"]*', r"\1", body)
        body = re.sub(r"~[\w-]{22}", "…", body.replace(number, "…"))
        return re.sub(r"\b[0-9a-f]{10}\b", "", body)

    assert answer(known) == answer(unknown)


def test_a_cursor_made_by_another_opens_nothing(world: World) -> None:
    with acting_as(SYSTEM):
        everything = paginate(Case.objects.all(), order=("-received_on", "-id"), size=1)
    body = get(world, "other_institution", "/work/", cursor=everything.next_cursor)
    assert leaked(world, body, "a") == set()


def test_a_role_administrator_finds_no_roles_of_another_institution(world: World) -> None:
    officer = str(world.accounts["institution"].username)
    for query in ({}, {"q": officer}, {"q": "uni-a"}, {"show": "past"}):
        body = get(world, "other_role_admin", "/account/roles/", **query)
        assert str(world.grant("institution").pk) not in body
        typed = (f'value="{officer}"', f"?q={officer}")
        assert officer not in body.replace(typed[0], "").replace(typed[1], "")


def test_a_form_offers_no_organisation_of_another(world: World) -> None:
    assert str(world.a.pk) not in get(world, "other_role_admin", "/account/roles/grant/")
    assert str(world.a.pk) not in get(world, "other_institution", "/academic/requests/new/")


@pytest.mark.requirement("IDN-50")
@pytest.mark.parametrize("url", ["/work/", "/academic/requests/", "/contact/edit/"])
def test_after_a_role_was_ended_the_next_request_has_nothing(world: World, url: str) -> None:
    browser = world.browser("institution")
    assert browser.get(url).status_code == 200
    with acting_as(SYSTEM):
        end_role(SYSTEM, world.grant("institution"), reason="ย้ายงาน")
    answer = browser.get(url)
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/account/sign-in/")


@pytest.mark.requirement("TRK-21")
def test_a_renewed_link_is_dead_for_everybody(world: World) -> None:
    case = world.cases["a"]
    old, officer = case.tracking_code, world.acting("ministry")
    with acting_as(officer):
        new = renew_link(officer, case, expected_version=case.version).tracking_code
    for actor in ("applicant", "institution", "ministry"):
        assert world.browser(actor).get(f"/t/{old}").status_code == 404
        assert world.browser(actor).get(f"/t/{new}").status_code == 302
