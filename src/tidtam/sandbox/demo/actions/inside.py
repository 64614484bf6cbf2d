"""A university with steps of its own before the ministry's: one request in the middle of them, one beyond."""

from pathlib import Path

from tidtam.kernel.actor import acting_as
from tidtam.products.academic.rulebook.choices import Position
from tidtam.sandbox.demo.persons import demo_person
from tidtam.tracking.actions import publish_process
from tidtam.tracking.definitions import read_file

from .accounts import actor_of
from .cast import begin

KEY = "university_academic_steps"
_FILE = Path(__file__).parents[5] / "docs" / "guides" / f"{KEY}.toml"
"""The sample that any university can adopt."""
_UNTIL_THE_COMMITTEE = ("ลงรับแล้ว", "เอกสารครบถ้วน", "", "", "")


def file_requests_with_steps_inside() -> None:
    with acting_as(actor_of(demo_person("process_administrator_sommut"))) as publisher:
        publish_process(publisher, read_file(_FILE.read_text("utf-8"), file=_FILE.name))
    _in_the_middle()
    _both_halves()


def _in_the_middle() -> None:
    """Screened, and before the faculty board now."""
    walk = begin("inside now", demo_person("lecturer_inside"), "sommut", Position.ASSOCIATE_PROFESSOR, 40)
    if walk is None:
        return
    walk.begin_inside(KEY)
    for remark in _UNTIL_THE_COMMITTEE[:3]:
        walk.later(2, 7)
        walk.finish_inside(remark=remark)


def _both_halves() -> None:
    """Through the university, sent, and examined at the ministry now."""
    walk = begin("inside sent", demo_person("lecturer_sent"), "sommut", Position.ASSISTANT_PROFESSOR, 290)
    if walk is None:
        return
    walk.begin_inside(KEY)
    for remark in _UNTIL_THE_COMMITTEE:
        walk.later(3, 12)
        walk.finish_inside(remark=remark)
    walk.later(60, 80)
    walk.finish_inside(outcome="passed")
    walk.later(10, 20)
    walk.finish_inside(outcome="agreed")
    walk.later(2, 6)
    walk.submit()
    walk.later(1, 2)
    walk.finish()
