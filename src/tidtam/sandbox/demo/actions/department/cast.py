"""The named employees' own matters: what a visitor meets when they become one of them."""

from contextlib import suppress
from datetime import timedelta
from random import Random

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.products.personnel.choices import Kind
from tidtam.products.personnel.models import PersonnelRequest
from tidtam.sandbox.demo.actions.accounts import person_of
from tidtam.sandbox.demo.actions.walks import OutOfTimeError
from tidtam.sandbox.demo.persons import demo_person

from .staff import post_of, source_id
from .stories import facts_of, tell
from .walk import MatterWalk


def _begin(name: str, key: str, kind: Kind, days_ago: int) -> MatterWalk | None:
    """A matter of this person, handed in so many days ago; nothing, if it was before."""
    with acting_as(SYSTEM):
        if PersonnelRequest.objects.filter(id=source_id(name)).exists():
            return None
    today = SYSTEM.today()
    chance = Random(name)  # noqa: S311  # nosec B311 - a story, not a secret
    walk = MatterWalk(person_of(demo_person(key)), today - timedelta(days=days_ago), today, chance)
    walk.hand_in(source_id(name), kind, facts_of(walk, kind, post_of(len(key))), is_on_paper=False)
    return walk


def file_named_matters() -> None:
    _to_be_corrected()
    _under_way()
    for name, key, kind, days_ago in (
        ("employee moved", "employee", Kind.MOVE, 900),
        ("second promoted", "employee_second", Kind.PROMOTION, 800),
    ):
        walk = _begin(name, key, kind, days_ago)
        if walk is not None:
            with suppress(OutOfTimeError):
                tell(walk, kind, leaves=True)


def _to_be_corrected() -> None:
    """The committee asked for small corrections; the three months are running, and the warning is near."""
    walk = _begin("employee promotion", "employee", Kind.PROMOTION, 190)
    if walk is None:
        return
    walk.later(1, 2)
    walk.finish()
    walk.later(6, 9)
    walk.finish()
    walk.later(58, 62)
    walk.finish(outcome="pass_minor", remark="ปรับบทคัดย่อและรายการอ้างอิง")


def _under_way() -> None:
    walk = _begin("second transfer", "employee_second", Kind.TRANSFER, 60)
    if walk is None:
        return
    walk.later(1, 2)
    walk.finish()
    walk.later(5, 8)
    walk.finish(outcome="qualified")
    walk.later(15, 20)
    walk.finish(outcome="agreed")
