from ninja import Router

from tidtam.tracking import queries
from tidtam.tracking.api.calls import ClientToken
from tidtam.tracking.api.choices import Scope
from tidtam.tracking.api.door import ApiRequest
from tidtam.tracking.api.presenting import process_detail, process_row
from tidtam.tracking.api.responses import ok
from tidtam.tracking.api.schemas.processes import ProcessDetailOut, ProcessesOut

router = Router(tags=["Processes"])


@router.get(
    "",
    auth=ClientToken(Scope.READ),
    response=ok(ProcessesOut),
    url_name="processes",
    operation_id="listProcesses",
    summary="The processes there are",
)
def list_processes(request: ApiRequest) -> ProcessesOut:
    """Every kind of matter that new matters can begin with, in the version that is in force."""
    return ProcessesOut(items=[process_row(published) for published in queries.published_processes(request.actor)])


@router.get(
    "/{slug:key}",
    auth=ClientToken(Scope.READ),
    response=ok(ProcessDetailOut, 404),
    url_name="process",
    operation_id="readProcess",
    summary="One process, step by step",
)
def read_process(request: ApiRequest, key: str) -> ProcessDetailOut:
    """The definition in force: which steps there are, who acts, what each records and where its outcomes lead."""
    return process_detail(queries.get_process(request.actor, key))
