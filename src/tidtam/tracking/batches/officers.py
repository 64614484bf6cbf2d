"""Who acts in a job: the officer who ordered it, in those of their roles of then that still hold."""

from dataclasses import replace

from django.contrib.auth import get_user_model

from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, Origin

from .models import Order


def officer_of(order: Order, job_id: int | None) -> Actor:
    """Without any role left, or with the account locked, they may do nothing, and every result says so."""
    actor = replace(SYSTEM, origin=Origin(channel="job", request_id=str(job_id or "")))
    account = get_user_model()._default_manager.filter(pk=order.account_id).select_related("person").first()
    grants = grants_of(order.account_id, actor.today()) if account is not None and account.is_active else ()
    return replace(
        actor,
        kind=ActorKind.MEMBER,
        account_id=order.account_id,
        person_id=account.person_id if account is not None else None,
        also=tuple(account.person.also) if account is not None and account.person is not None else (),
        name=account.display_name if account is not None else "",
        grants=tuple(grant for grant in grants if grant.id in order.grants),
    )
