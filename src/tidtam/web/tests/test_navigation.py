"""Where one can go, and as whom: the frame around every page."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import translation

from tidtam.web import context, navigation


@dataclass(frozen=True)
class ActingOfficer:
    name: str = "นายสมชาย ใจดี"
    is_visitor: bool = False
    grants: tuple[Any, ...] = ()
    other_grants: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Held:
    role: str
    organization_name_th: str
    organization_name_en: str


def shell_for(actor: object, address: str = "/") -> context.Shell:
    request = RequestFactory().get(address)
    request.actor = actor  # type: ignore[attr-defined]
    return context.Shell(request)


@pytest.fixture
def entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_entries", {})
    monkeypatch.setattr(navigation, "_badges", {})


def entry(key: str, url_name: str = "about", order: int = 1, **more: Any) -> navigation.Entry:
    return navigation.Entry(key, key, url_name, order, more.pop("visible", lambda actor: True), **more)


@pytest.mark.usefixtures("entries")
def test_people_see_only_the_entries_that_are_theirs() -> None:
    navigation.register(entry("work", visible=lambda actor: not actor.is_visitor))
    navigation.register(entry("open"))
    assert [link.key for link in shell_for(ActingOfficer()).main] == ["open", "work"]
    assert [link.key for link in context.Shell(RequestFactory().get("/")).main] == ["open"]


@pytest.mark.usefixtures("entries")
def test_the_bar_has_six_places_and_the_side_menu_takes_the_rest() -> None:
    for n in range(8):
        navigation.register(entry(f"m{n}", order=n))
    navigation.register(entry("s", area="side"))
    shell = shell_for(ActingOfficer())
    assert [link.key for link in shell.main] == ["m0", "m1", "m2", "m3", "m4", "m5"]
    assert [link.key for link in shell.side] == ["m6", "m7", "s"]


@pytest.mark.usefixtures("entries")
def test_the_place_one_is_in_is_marked_once() -> None:
    for key, name in (("home", "home"), ("about", "about"), ("maintenance", "maintenance")):
        navigation.register(entry(key, name))
    marked = [link.key for link in shell_for(ActingOfficer(), "/about/more").main if link.is_current]
    assert marked == ["about"]
    assert [link.key for link in shell_for(ActingOfficer(), "/aboutness").main if link.is_current] == []


@pytest.mark.usefixtures("entries")
def test_a_count_stands_beside_its_entry() -> None:
    navigation.register(entry("notices", area="header"))
    navigation.register_badge("notices", lambda actor: 3)
    assert [link.count for link in shell_for(ActingOfficer()).header] == [3]


@pytest.mark.usefixtures("entries")
def test_two_different_entries_of_one_key_are_the_developers_mistake() -> None:
    same = entry("work")
    navigation.register(same)
    navigation.register(same)
    with pytest.raises(ValueError, match="main/work"):
        navigation.register(entry("work", order=2))


def test_the_header_says_in_which_role_and_office_one_acts() -> None:
    grants = (Held("auditor", "สำนักงาน", "Office"), Held("role_admin", "กรม", "Department"))
    shell = shell_for(ActingOfficer(grants=grants))
    with translation.override("th"):
        assert [organization for _, organization in shell.roles] == ["สำนักงาน", "กรม"]
    with translation.override("en"):
        assert shell_for(ActingOfficer(grants=grants)).roles[0][1] == "Office"
    assert shell.more_roles == 1
