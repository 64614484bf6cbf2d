"""Every route, asked by everybody, about their own and about others' (QLT-02)."""

import pytest

from .asking import ASKING
from .routes import all_routes
from .walking import LENGTHS, METHODS, cells_of, declared, expected, mismatches
from .world import World

pytestmark = pytest.mark.requirement("QLT-02")


def test_every_route_is_declared() -> None:
    assert set(all_routes()) == set(declared())
    assert set(all_routes()) == set(ASKING)


def test_nothing_is_declared_that_is_not_asked() -> None:
    for route, rows in declared().items():
        assert set(rows) == {cell.row for cell in cells_of(route)}, route


@pytest.mark.parametrize("route", all_routes())
def test_everybody_gets_what_is_declared(world: World, route: str) -> None:
    assert mismatches(world, route) == []


def test_the_visitor_changes_nothing_but_what_belongs_to_nobody() -> None:
    """Of what is declared itself: whoever is not signed in posts only to what is about accounts and language;
    what a service posts by way of a browser is asked again by address."""
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
        "register_send_again",
        "register_step",
        "set_language",
        "sign_in",
        "sign_out",
        "thaid_begin",
        "digital_id_begin",
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
