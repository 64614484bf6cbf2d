from collections.abc import Set
from typing import Any
from uuid import UUID

from tidtam.kernel.actor import Actor, acting_as, platform_for
from tidtam.kernel.audit.actions import record
from tidtam.kernel.notifications.kinds import find_kind
from tidtam.kernel.notifications.links import Stop
from tidtam.kernel.notifications.models import Preference
from tidtam.kernel.notifications.queries import my_choices, recipient


def choose_channels(actor: Actor, wanted: Set[tuple[str, str]]) -> None:
    """From now on, of the optional kinds, messages come for these (kind, channel) only."""
    with acting_as(actor):
        for choice in my_choices(actor):
            is_on = (choice.kind, choice.channel) in wanted
            if choice.is_optional and choice.is_on != is_on:
                _choose(actor, actor.person_id, actor.account_id, choice.kind, choice.channel, is_on=is_on)


def stop_messages(actor: Actor, stop: Stop) -> None:
    """What the link in a message asks for; whoever holds the link may ask, signed in or not."""
    with acting_as(platform_for(actor)) as platform:
        person_id, account_id = recipient(stop.person_id, stop.account_id)
        kind = find_kind(stop.kind)
        if kind is None or kind.is_optional:
            _choose(platform, person_id, account_id, stop.kind, stop.channel, is_on=False)


def _choose(
    actor: Actor, person_id: UUID | None, account_id: UUID | None, kind: str, channel: str, *, is_on: bool
) -> None:
    whose: dict[str, Any] = {"person_id": person_id, "account_id": None if person_id else account_id}
    Preference.objects.update_or_create(
        **whose, kind=kind, channel=channel, defaults={"is_on": is_on, "changed_at": actor.now()}
    )
    record(
        actor,
        "notices.chosen",
        "notice_kind",
        kind,
        person_id=person_id,
        details={"channel": channel, "is_on": is_on, "account": account_id},
    )
