"""The demonstration's long tail: made by the worker while visitors look around already."""

from procrastinate.contrib.django import app

from tidtam.kernel.actor import SYSTEM
from tidtam.sandbox.demo.actions.department import employ_staff, employees_of, file_matters
from tidtam.sandbox.demo.actions.department.growing import AT_ONCE, GROW_DEPARTMENT, QUEUE, grow_later
from tidtam.tracking.forecast.actions import count_every_process


@app.task(name=GROW_DEPARTMENT, queue=QUEUE)
def grow_department(done: int, of: int) -> None:
    """The next few matters, then a job for those after them. What is there already stays: twice does no harm."""
    upto = min(done + AT_ONCE, of)
    employ_staff(employees_of(upto))
    for _number in file_matters(range(done, upto)):
        pass
    grow_later(done=upto, of=of)
    if upto == of:
        for _process in count_every_process(SYSTEM):
            pass
