"""django-viewflow: the process as a flow class, its steps as tasks for people, its gateways as gateways.

A step is done in one transaction under the flow's own lock: the task is read, the person asked, the task finished and
the next one made. Tasks are assigned when they are made, which spares a step of assigning each.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction
from viewflow import this
from viewflow.workflow import flow, lock
from viewflow.workflow.models import Process, Task
from viewflow.workflow.status import PROCESS, STATUS

from .floor import Guards
from .process import FIRST, WAYS

_officer: list[User] = []


def _page(request: Any) -> None:
    """Nobody opens a page here."""


def _nodes() -> dict[str, Any]:
    nodes: dict[str, Any] = {"start": flow.StartHandle().Next(getattr(this, FIRST)), "done": flow.End()}
    for step, ways in WAYS.items():
        task = flow.View(_page).Assign(lambda _activation: _officer[0])
        if "" in ways:
            nodes[step] = task.Next(getattr(this, ways[""]))
            continue
        nodes[step] = task.Next(getattr(this, f"{step}_gate"))
        gate = flow.Switch()
        for outcome, leads_to in ways.items():
            gate = gate.Case(getattr(this, leads_to), _is_chosen(outcome))
        nodes[f"{step}_gate"] = gate
    return nodes


def _is_chosen(outcome: str) -> Any:
    return lambda activation: activation.process.data["outcome"] == outcome


BenchFlow: Any = type(
    "BenchFlow",
    (flow.Flow,),
    {"__module__": __name__, "process_class": Process, "task_class": Task, "lock_impl": lock.SelectForUpdateLock()}
    | _nodes(),
)


@dataclass
class Viewflow:
    guards: Guards | None = None
    alias: str = "default"

    def prepare(self) -> None:
        call_command("migrate", verbosity=0)
        _officer[:] = [User.objects.create_user("officer")]
        if self.guards:
            self.guards.prepare()

    def open(self) -> Any:
        with transaction.atomic():
            matter = BenchFlow.start.run().pk
            self._guard(matter, "case.opened", "")
        return matter

    def step(self, matter: Any, outcome: str) -> Any:
        task = Task.objects.select_related("process").get(
            process_id=matter, status=STATUS.ASSIGNED, flow_task_type="HUMAN"
        )
        with task.activation() as activation:
            if not activation.start.has_perm(_officer[0]):
                raise PermissionError("the task is another person's")
            activation.start(None)
            if outcome:
                activation.process.data = {"outcome": outcome}
                activation.process.save(update_fields=["data"])
            activation.execute()
            self._guard(matter, "case.finished", outcome)
        return matter

    def _guard(self, matter: int, verb: str, outcome: str) -> None:
        if self.guards:
            self.guards.pass_on(UUID(int=matter), verb, outcome)

    def has_ended(self, matter: Any) -> bool:
        return bool(Process.objects.filter(pk=matter, status=PROCESS.DONE).exists())
