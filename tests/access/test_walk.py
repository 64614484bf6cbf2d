"""Every route, asked by everybody, about their own and about others' (QLT-02).

Somebody stands to what they ask about in one of three relations, and each is walked for every route that names
something of a university:

- own: the applicant asks about the applicant's matters, the employee about their requests, the officer of A about what
  the office of A keeps;
- same organisation: whoever else has a place at A (the employee, the personnel
  officer, the administrators of roles and rules, the service point) asks about the same things;
- other organisation: everybody of A asks about what is of B, and everybody of B about what is of A.

Those who belong to no university, and nobody at all, ask too. What cannot be found must look as if it did not exist.
Everybody asks each route in each method through the whole product; where a view has answered somebody before it looks
at what is asked for (`unseen`), that answer is the one about everything, and is held against each declared cell.
"""

import re

import pytest

from .asking import ASKING
from .routes import all_routes
from .walking import LENGTHS, METHODS, Drawn, cells_of, declared, expected, mismatches
from .world import World

pytestmark = pytest.mark.requirement("QLT-02")


def test_every_route_is_declared() -> None:
    assert set(all_routes()) == set(declared())
    assert set(all_routes()) == set(ASKING)


def test_nothing_is_declared_that_is_not_asked() -> None:
    for route, rows in declared().items():
        assert set(rows) == {cell.row for cell in cells_of(route)}, route


OF_A_OR_B = re.compile(r"(\w+_)?[ab]( .*)?")
"""What a label names that belongs to one of the universities: `a`, `draft_b`, `order_a finish`."""
OF_NO_UNIVERSITY = {
    "academic_layouts:sample_data",
    "academic_layouts:starter",
    "account_helped",
    "address_change",
    "address_code",
    "datarights:download_json",
    "datarights:download_pdf",
    "datarights:kind",
    "demo_become",
    "enrolment_code",
    "factor_reset",
    "import_template",
    "manage_process",
    "manage_version",
    "manage_version_file",
    "manage_version_take_back",
    "oauth_continue",
    "personnel:start_kind",
    "process_estimate",
    "process_page",
    "register_step",
    "registry:export",
    "registry:import_template",
    "registry:notice",
    "registry:notice_decide",
    "registry:paper",
    "tracking_api:process",
    "work_export",
}
"""Kinds of things, not things; what only its owner can name; accounts that the ministry helps; notices of A alone."""


def test_each_route_to_a_thing_is_asked_by_its_own_by_the_same_and_by_other_organisations() -> None:
    """All three where one of the things is of A or of B: people of both stand in the columns."""
    to_things = {route for route, asks in ASKING.items() if set(asks) != {""}}
    of_none = {route for route in to_things if not any(map(OF_A_OR_B.fullmatch, ASKING[route]))}
    assert of_none <= OF_NO_UNIVERSITY


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    """The product of all these tests is one: whoever finds nothing finds one page, wherever it was."""
    return {}


@pytest.mark.parametrize("route", all_routes())
def test_everybody_gets_what_is_declared(world: World, drawn: Drawn, route: str) -> None:
    assert mismatches(world, route, drawn) == []


def test_the_visitor_changes_nothing_but_what_belongs_to_nobody() -> None:
    """Of what is declared itself: whoever is not signed in posts only to what is about accounts and language;
    what a service posts by way of a browser is asked again by address, and so is what everybody may search."""
    open_doors = {
        "certificate_verify",
        "check_account",
        "demo_become",
        "forgotten_password",
        "notice_stop",
        "oauth_authorize",
        "oauth_logout",
        "oauth_sign_out",
        "passkey_sign_in",
        "recovery_code",
        "recovery_password",
        "registry:search",
        "register_send_again",
        "register_step",
        "set_language",
        "sign_in",
        "sign_out",
        "thaid_begin",
        "digital_id_begin",
        "fields_of_study",
        "maintenance",
        "sandbox_chat",
    }
    refusals = {"401", "403", "404", "405"}
    answered = {
        cell.route
        for route in all_routes()
        for cell in cells_of(route)
        if cell.actor == "visitor" and cell.method == "POST" and expected(cell) not in {"in", *refusals}
    }
    assert answered == open_doors


def test_every_cell_has_an_answer() -> None:
    for route, rows in declared().items():
        for row, answers in rows.items():
            assert len(answers.split()) in LENGTHS, f"{route} {row}"
            assert row.split()[0] in METHODS
