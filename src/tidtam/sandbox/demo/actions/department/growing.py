"""Most of the department's matters are made after the first start, so that nobody waits for three years of history."""

from procrastinate.contrib.django import app

GROW_DEPARTMENT = "demo.grow_department"
QUEUE = "demonstration"
AT_FIRST = 20
"""Matters that are there when the first page answers."""
AT_ONCE = 20
"""Matters made by one job: some seconds' work, so that a worker can stop in between."""
_BEHIND_EVERYTHING = -100


def grow_later(*, done: int, of: int) -> None:
    """Nothing, once all are there."""
    if done < of:
        app.configure_task(GROW_DEPARTMENT, queue=QUEUE, priority=_BEHIND_EVERYTHING).defer(done=done, of=of)
