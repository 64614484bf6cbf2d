"""SpiffWorkflow: the process as BPMN, its state a text that is read, moved on and written at each step.

The text stays text: in jsonb the keys are put into another order, and what is read back is another state. A row of
history is kept for each step, as the state holds it only inside.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4
from xml.sax.saxutils import quoteattr

from django.db import connection, transaction
from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

from .floor import Guards
from .process import END, FIRST, WAYS

_TABLES = """
CREATE TABLE spiff_workflow (
    id uuid PRIMARY KEY, version integer NOT NULL, has_ended boolean NOT NULL, state text NOT NULL
);
CREATE TABLE spiff_history (
    id bigserial PRIMARY KEY, workflow uuid NOT NULL REFERENCES spiff_workflow, version integer NOT NULL,
    step text NOT NULL, outcome text NOT NULL, at timestamptz NOT NULL DEFAULT now(), by_whom text NOT NULL,
    UNIQUE (workflow, version)
);
"""
_HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="bench">'
    '<process id="bench" isExecutable="true"><startEvent id="start"/>'
)


def bpmn() -> str:
    """User tasks, and an exclusive gateway behind each that has several ways on."""
    parts, flows = [f'<endEvent id="{END}"/>'], [("start", FIRST, "")]
    for step, ways in WAYS.items():
        parts.append(f'<userTask id="{step}" name="{step}"/>')
        if "" in ways:
            flows.append((step, ways[""], ""))
            continue
        parts.append(f'<exclusiveGateway id="{step}_gate"/>')
        flows.append((step, f"{step}_gate", ""))
        flows += [(f"{step}_gate", leads_to, outcome) for outcome, leads_to in ways.items()]
    return _HEAD + "".join(parts) + "".join(map(_flow, range(len(flows)), flows)) + "</process></definitions>"


def _flow(number: int, ends: tuple[str, str, str]) -> str:
    source, target, outcome = ends
    attributes = f'id="flow{number}" sourceRef="{source}" targetRef="{target}"'
    if not outcome:
        return f"<sequenceFlow {attributes}/>"
    condition = quoteattr(f"outcome == '{outcome}'")[1:-1]
    return (
        f'<sequenceFlow {attributes}><conditionExpression xsi:type="tFormalExpression">{condition}'
        "</conditionExpression></sequenceFlow>"
    )


@dataclass
class Spiff:
    guards: Guards | None = None
    alias: str = "default"

    def prepare(self) -> None:
        if self.guards:
            self.guards.prepare()
        with connection.cursor() as cursor:
            cursor.execute(_TABLES)
        parser = BpmnParser()
        parser.add_bpmn_xml(etree.fromstring(bpmn().encode()))
        self.spec = parser.get_spec("bench")
        self.serializer = BpmnWorkflowSerializer()

    def open(self) -> UUID:
        matter = uuid4()
        workflow = BpmnWorkflow(self.spec)
        workflow.do_engine_steps()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO spiff_workflow VALUES (%s, 0, false, %s)",
                [matter, self.serializer.serialize_json(workflow)],
            )
            self._guard(matter, "case.opened", "")
        return matter

    def step(self, matter: Any, outcome: str) -> UUID:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT version, state FROM spiff_workflow WHERE id = %s FOR UPDATE", [matter])
            version, state = cursor.fetchone()
            workflow = self.serializer.deserialize_json(state)
            task = workflow.get_next_task(state=TaskState.READY, manual=True)
            if outcome:
                task.data["outcome"] = outcome
            task.run()
            workflow.do_engine_steps()
            cursor.execute(
                "UPDATE spiff_workflow SET version = version + 1, has_ended = %s, state = %s WHERE id = %s",
                [workflow.is_completed(), self.serializer.serialize_json(workflow), matter],
            )
            cursor.execute(
                "INSERT INTO spiff_history (workflow, version, step, outcome, by_whom) VALUES (%s, %s, %s, %s, %s)",
                [matter, version + 1, task.task_spec.name, outcome, "officer"],
            )
            self._guard(matter, "case.finished", outcome)
        return UUID(str(matter))

    def _guard(self, matter: UUID, verb: str, outcome: str) -> None:
        if self.guards:
            self.guards.pass_on(matter, verb, outcome)

    def has_ended(self, matter: Any) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT has_ended FROM spiff_workflow WHERE id = %s", [matter])
            return bool(cursor.fetchone()[0])
