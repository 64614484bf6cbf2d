"""The named persons' own requests: what a visitor meets when they become one of them."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from random import Random

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.people.choices import IdentifierKind
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.academic.rulebook.choices import Position
from tidtam.sandbox.demo.persons import DemoPerson, demo_person

from .requests import facts, new_walk, request_id, run
from .walks import OutOfTimeError, Walk


def begin(name: str, demo: DemoPerson, institution: str, position: str, days_ago: int) -> Walk | None:
    """A draft for this person, begun so many days ago; nothing, if it was filed before."""
    with acting_as(SYSTEM):
        if AcademicRequest.objects.filter(id=request_id(name)).exists():
            return None
    chance = Random(name)  # noqa: S311  # nosec B311 - a story, not a secret
    walk = new_walk(institution, SYSTEM.today() - timedelta(days=days_ago), chance)
    invented = facts(0, position, chance)
    walk.draft(
        request_id(name),
        replace(
            invented,
            identifier_kind=IdentifierKind.PASSPORT if demo.passport else IdentifierKind.NATIONAL_ID,
            identifier_number=demo.passport or demo.national_id,
            applicant_title=demo.names["title"] or demo.names["title_en"],
            applicant_given_name=demo.names["given_name"],
            applicant_family_name=demo.names["family_name"],
        ),
    )
    return walk


def file_named_requests() -> None:
    _examined("lecturer", "sommut", Position.ASSOCIATE_PROFESSOR, 75)
    _examined("namesake", "jintana", Position.ASSISTANT_PROFESSOR, 40)
    _examined("foreigner", "manothani", Position.ASSISTANT_PROFESSOR, 60)
    _examined("officer_manothani", "sommut", Position.ASSISTANT_PROFESSOR, 50)
    _professor()
    _returned_now()
    _draft_now()


def _examined(key: str, institution: str, position: str, days_ago: int) -> None:
    """Received, examined, and before the committee now."""
    walk = begin(f"{key} examined", demo_person(key), institution, position, days_ago)
    if walk is None:
        return
    walk.later(1, 2)
    walk.submit()
    walk.later(1, 2)
    walk.finish(remark="ลงรับแล้ว")
    walk.later(8, 12)
    walk.finish()


def _professor() -> None:
    """Associate professor long ago; now professor, returned twice on the way."""
    demo = demo_person("professor")
    earlier = begin("professor earlier", demo, "sommut", Position.ASSOCIATE_PROFESSOR, 1_090)
    if earlier is not None:
        with suppress(OutOfTimeError):
            run(earlier, Position.ASSOCIATE_PROFESSOR)
    walk = begin("professor now", demo, "sommut", Position.PROFESSOR, 260)
    if walk is None:
        return
    walk.later(1, 2)
    walk.submit()
    walk.later(1, 2)
    walk.finish()
    for reasons in (3, 1):
        walk.later(12, 16)
        walk.send_back(reasons)
        walk.later(10, 14)
        walk.hand_in_again()
    walk.later(8, 12)
    walk.finish()
    walk.later(12, 18)
    walk.finish(outcome="agreed")


def _returned_now() -> None:
    """One that waits for the institution's officer, with several reasons."""
    walk = begin("returned now", demo_person("namesake"), "sommut", Position.PROFESSOR, 30)
    if walk is None:
        return
    walk.later(1, 1)
    walk.submit()
    walk.later(1, 1)
    walk.finish()
    walk.later(5, 7)
    walk.send_back(3)


def _draft_now() -> None:
    begin("draft now", demo_person("newcomer"), "sommut", Position.ASSISTANT_PROFESSOR, 2)
