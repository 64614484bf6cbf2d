"""What two administrators do at the same moment, each over a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, connections

from tidtam.kernel.access.actions import end_role, grant_role
from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.models import RoleGrant
from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, Refused, acting_as
from tidtam.kernel.notifications.models import Notice
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_ministry, make_organization

from .factories import make_account, make_grant

pytestmark = pytest.mark.requirement("IDN-50")


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


def administrator(username: str, organization: Organization) -> tuple[Actor, RoleGrant]:
    account = make_account(username)
    grant = make_grant(account, Role.ROLE_ADMIN, organization)
    return Actor(kind=ActorKind.MEMBER, account_id=account.pk, grants=grants_of(account.pk, SYSTEM.today())), grant


def test_two_who_grant_the_same_role_at_once_grant_it_once(own_database: str) -> None:
    with acting_as(SYSTEM):
        ministry = make_ministry()
        psu = make_organization("psu", ministry)
        first, _ = administrator("first", ministry)
        second, _ = administrator("second", psu)
        somchai = make_account("somchai").pk

    def grant(actor: Actor) -> Any:
        with acting_as(actor):
            return grant_role(actor, somchai, role=Role.AUDITOR, organization=psu, reason="x")

    answers = at_once(lambda: grant(first), lambda: grant(first), lambda: grant(second))

    with acting_as(SYSTEM):
        assert RoleGrant.objects.filter(account=somchai).count() == 1
        assert Notice.objects.filter(account=somchai).count() == 1
    # Who comes second with the same form is given what there is; who wanted the same independently is told.
    assert answers in (["already_held", "done", "done"], ["already_held", "already_held", "done"])


def test_two_administrators_who_end_each_other_leave_one(own_database: str) -> None:
    with acting_as(SYSTEM):
        ministry = make_ministry()
        first, of_first = administrator("first", ministry)
        second, of_second = administrator("second", ministry)

    def end(actor: Actor, grant: RoleGrant) -> Any:
        with acting_as(actor):
            return end_role(actor, grant, reason="x")

    answers = at_once(lambda: end(first, of_second), lambda: end(second, of_first))

    assert answers == ["done", "not_allowed"]
    with acting_as(SYSTEM):
        assert RoleGrant.objects.filter(ended_at=None).count() == 1


def test_an_account_that_ends_in_that_moment_is_given_no_role(own_database: str) -> None:
    """Erased, or joined to another one: nobody would ever act in the role, and the office would wait for them."""
    with acting_as(SYSTEM):
        ministry = make_ministry()
        first, _ = administrator("first", ministry)
        somchai = make_account("somchai").pk

    def grant() -> object:
        with acting_as(first):
            return grant_role(first, somchai, role=Role.AUDITOR, organization=ministry, reason="x")

    accounts = get_user_model()._default_manager.filter(pk=somchai)
    with ThreadPoolExecutor(1) as threads:
        with acting_as(SYSTEM) as actor:
            accounts.select_for_update().get()
            answer = threads.submit(at_once, grant)
            wait_for_somebody_who_waits()
            accounts.update(ended_at=actor.now())
        assert answer.result(timeout=60) == ["inactive"]
    with acting_as(SYSTEM):
        assert not RoleGrant.objects.filter(account=somchai).exists()


def wait_for_somebody_who_waits() -> None:
    """Until another connection stands before a row that this one holds."""
    with connection.cursor() as cursor:
        for _attempt in range(1_000):
            cursor.execute("SELECT pg_stat_clear_snapshot(), pg_sleep(0.05)")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE datname = current_database() AND wait_event_type = 'Lock' AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waits")
