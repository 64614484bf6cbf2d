"""What two administrators do at the same moment, each over a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

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
