"""What people are told about. Each app registers its kinds when it starts; this shelf knows none by name."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from tidtam.kernel.actor import Actor

Text = str | Promise


def everybody(actor: Actor) -> bool:
    return True


@dataclass(frozen=True)
class NoticeKind:
    """One thing people are told about. The texts hold places such as `%(step)s`, filled from the notice's context."""

    key: str
    label: Text
    """What it is about, in the list where a person chooses how to be told."""
    subject: Text
    body: Text
    is_optional: bool = True
    """Whether a person may do without messages of this kind; what guards their account comes in any case."""
    reaches: Callable[[Actor], bool] = everybody
    """Whether it can ever come to this person, in any of their roles; what cannot is not offered to them."""


_kinds: dict[str, NoticeKind] = {}


def register(*kinds: NoticeKind) -> None:
    for kind in kinds:
        if _kinds.setdefault(kind.key, kind) != kind:
            raise ValueError(f"there are two different kinds of notice named {kind.key}")


def get_kind(key: str) -> NoticeKind:
    return _kinds[key]


def find_kind(key: str) -> NoticeKind | None:
    """None for a kind of a product that is no longer installed."""
    return _kinds.get(key)


def all_kinds() -> list[NoticeKind]:
    return sorted(_kinds.values(), key=lambda kind: kind.key)


def kinds_for(actor: Actor) -> list[NoticeKind]:
    """Those that can ever come to the actor; each question of who is asked once."""
    answers = {kind.reaches: kind.reaches(actor) for kind in {kind.reaches: kind for kind in all_kinds()}.values()}
    return [kind for kind in all_kinds() if answers[kind.reaches]]
