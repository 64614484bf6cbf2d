"""Two people enter the same token in the same moment, each over a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from tidtam.kernel.access.models import RoleGrant
from tidtam.kernel.actor import SYSTEM, Actor, Refused, acting_as
from tidtam.kernel.agencies.actions import issue_token, redeem_token
from tidtam.kernel.agencies.models import AgencyToken
from tidtam.kernel.identity.tests.factories import make_account
from tidtam.kernel.orgs.tests.factories import make_ministry, make_organization

from .factories import actor_of, make_central


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Each deed in a thread, begun together: what came of each."""
    barrier = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> str:
        try:
            barrier.wait(timeout=20)
            deed()
        except Refused as refused:
            return refused.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as threads:
        return sorted(threads.map(run, deeds))


@pytest.mark.requirement("IDN-21", "IDN-22")
def test_of_many_who_enter_it_at_once_exactly_one_is_the_officer(own_database: str) -> None:
    with acting_as(SYSTEM):
        ministry = make_ministry()
        college = make_organization("college", ministry, kind="agency")
    central = actor_of(make_central(ministry))
    with acting_as(central):
        made = issue_token(central, college)
    people = [actor_of(make_account()) for _person in range(4)]

    def redeem(actor: Actor) -> Callable[[], object]:
        def deed() -> object:
            with acting_as(actor):
                return redeem_token(actor, made.secret)

        return deed

    assert at_once(*(redeem(actor) for actor in people)) == ["done", "spent", "spent", "spent"]
    with acting_as(SYSTEM):
        assert RoleGrant.objects.filter(role="service_point_officer").count() == 1
        assert AgencyToken.objects.get().spent_by_id == RoleGrant.objects.get(role="service_point_officer").account_id


@pytest.mark.requirement("IDN-22")
def test_a_token_used_in_the_moment_it_is_replaced_either_counts_or_is_revoked(own_database: str) -> None:
    with acting_as(SYSTEM):
        ministry = make_ministry()
        college = make_organization("college", ministry, kind="agency")
    central, somchai = actor_of(make_central(ministry)), actor_of(make_account())
    with acting_as(central):
        made = issue_token(central, college)

    def replace() -> None:
        with acting_as(central):
            issue_token(central, college, reason="สูญหาย")

    def redeem() -> None:
        with acting_as(somchai):
            redeem_token(somchai, made.secret)

    answers = at_once(replace, redeem)
    with acting_as(SYSTEM):
        made.token.refresh_from_db()
        assert AgencyToken.objects.filter(spent_at=None, revoked_at=None).count() == 1
        used = made.token.spent_at is not None
        assert RoleGrant.objects.filter(role="service_point_officer").exists() == used
        assert answers == (["done", "done"] if used else ["done", "revoked"])
