from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Status

from tidtam.kernel.audit.actions import record_view
from tidtam.tracking import queries
from tidtam.tracking.api.actions.cases import Who, submit_case
from tidtam.tracking.api.calls import ClientToken, once, show_version
from tidtam.tracking.api.choices import Scope
from tidtam.tracking.api.door import ApiRequest
from tidtam.tracking.api.lists import CaseFilters, must_be_known, page_of_cases
from tidtam.tracking.api.numbers import number_shown
from tidtam.tracking.api.presenting import absolute, case_detail, case_events, case_timeline
from tidtam.tracking.api.responses import changed, ok
from tidtam.tracking.api.schemas.cases import CaseDetailOut, CaseIn, CasePage, CaseSearchIn, EventsOut, TimelineOut
from tidtam.tracking.models import Case

router = Router(tags=["Matters"])


@router.get(
    "",
    auth=ClientToken(Scope.READ),
    response=ok(CasePage, 422),
    url_name="cases",
    operation_id="listCases",
    summary="The matters of the client's offices",
)
def list_cases(request: ApiRequest, filters: Query[CaseFilters]) -> CasePage:
    """Those that the client's role is in charge of, page by page, filtered as on the work list.

    Names and numbers of persons are never searched for here, because addresses are logged: use the search.
    """
    must_be_known(request.GET)
    return page_of_cases(request.actor, filters)


@router.post(
    "/search",
    auth=ClientToken(Scope.READ),
    response=ok(CasePage, 400, 413, 415, 422),
    url_name="case_search",
    operation_id="searchCases",
    summary="Find matters by person or letter",
)
def search_cases(request: ApiRequest, wanted: CaseSearchIn, filters: Query[CaseFilters]) -> CasePage:
    """Changes nothing and needs no Idempotency-Key. Only matters the client may see are found."""
    must_be_known(request.GET)
    return page_of_cases(request.actor, filters, wanted.text)


@router.post(
    "",
    auth=ClientToken(Scope.WRITE),
    response=changed(CaseDetailOut, status=201),
    url_name="cases",
    operation_id="submitCase",
    summary="Hand in a matter",
)
@once
def submit(request: ApiRequest, body: CaseIn, response: HttpResponse) -> Status[CaseDetailOut]:
    """Open a matter for a person, known by national ID or passport number.

    What is on record of a known person stays as it is; the client goes on seeing the name it gave.
    """
    case = submit_case(
        request.actor,
        body.process,
        organization=body.organization,
        who=Who(**body.person.model_dump(mode="json")),
        received_on=body.received_on,
        letter_no=body.letter_no,
        remark=body.remark,
    )
    response.headers["Location"] = absolute("case", case.pk)
    return Status(201, _detail(request, case, response))


@router.get(
    "/{uuid:case_id}",
    auth=ClientToken(Scope.READ),
    response=ok(CaseDetailOut, 404),
    url_name="case",
    operation_id="readCase",
    summary="One matter",
)
def read_case(request: ApiRequest, case_id: UUID, response: HttpResponse) -> CaseDetailOut:
    """Its facts and where it is now. The answer's ETag is its version. That it was looked at is recorded."""
    return _detail(request, queries.get_work_case(request.actor, case_id), response)


@router.get(
    "/{uuid:case_id}/timeline",
    auth=ClientToken(Scope.READ),
    response=ok(TimelineOut, 404),
    url_name="case_timeline",
    operation_id="readTimeline",
    summary="The way a matter took",
)
def read_timeline(request: ApiRequest, case_id: UUID, response: HttpResponse) -> TimelineOut:
    """Step by step: what is done, where the matter is, and what is certain to come."""
    case = _viewed(request, queries.get_work_case(request.actor, case_id))
    show_version(response, case)
    return case_timeline(request.actor, case)


@router.get(
    "/{uuid:case_id}/events",
    auth=ClientToken(Scope.READ),
    response=ok(EventsOut, 404),
    url_name="case_events",
    operation_id="readEvents",
    summary="Everything that happened to a matter",
)
def read_events(request: ApiRequest, case_id: UUID, response: HttpResponse) -> EventsOut:
    """In order, as it was recorded, with the words that the office wrote."""
    case = _viewed(request, queries.get_work_case(request.actor, case_id))
    show_version(response, case)
    return case_events(request.actor, case)


def _viewed(request: ApiRequest, case: Case) -> Case:
    record_view(request.actor, "case", case.pk, case.person_told_of, organization_path=case.organization_path)
    return case


def _detail(request: ApiRequest, case: Case, response: HttpResponse) -> CaseDetailOut:
    _viewed(request, case)
    show_version(response, case)
    return case_detail(request.actor, case, number_shown(request, case))
